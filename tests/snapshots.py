"""A made-up council, frozen; and snapshots that somebody has changed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from typer.testing import CliRunner

from graph_api.cli.app import app
from loaders.manifest import MANIFEST, digest
from loaders.snapshot import read_snapshot

FORMS = ("html", "md", "json")
OWN_RULES = """
- tune: G21
  severity: low
  because: The audit committee looks at it once a year.
- code: ASH1
  name: strategy-without-start
  severity: medium
  shape: lacks
  of: Strategy
  needs: {start: start}
  finds: A strategy without a first day.
  why: Nobody knows when it begins.
  remedy: Fill the "start" cell.
  message: No first day is recorded for {title}.
"""
MAPPED = """
tables:
  - file: theirs.csv
    kind: Strategy
    columns: {Ref: key, Name: title, State: status}
"""


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def council(at: Path) -> Path:
    """A made-up council with everything that a folder can name."""
    (at / "annex").mkdir(parents=True)
    texts = {
        "goldthread.yaml": "title: Ashby\nmadeUp: true\nasOf: 2009-01-01\nrules: [own.rules.yaml]\n"
                           "findings: annex/findings.yaml\nwaivers: annex/agreed (2009).csv\n",
        "own.rules.yaml": OWN_RULES,
        "mapping.yaml": MAPPED,
        "theirs.csv": "Ref,Name,State\nhomes,Homes strategy,live\nwork,Work strategy,live\n",
        "service-plans.csv": "key,title,status,owned by\nhousing,Housing service plan,live,\n",
        "empty.csv": "",
        "photo.jpg": "not a photo",
        "annex/posts.yaml": "Post:\n  - {key: a, title: Director, holder: A. N. Other}\n",
        "annex/findings.yaml": "- id: F1\n  document: '001'\n  paragraph: '4'\n  by: Peers\n"
                               "  says: Plans lack owners.\n  rule: G21\n",
        "annex/agreed (2009).csv": "rule,item,reason,approver,until\nASH1,strategy:work,Agreed,Cabinet,2009-03-31\n",
    }
    for name, text in texts.items():
        (at / name).write_text(text, encoding="utf-8")
    return at


def answers(at: Path, *plans: object) -> dict[str, bytes]:
    """Every report and the check of some plans."""
    at.mkdir(exist_ok=True)
    found = {}
    for form in FORMS:
        run("report", *plans, "--output", at / f"report.{form}")
        found[form] = (at / f"report.{form}").read_bytes()
    for form in ("json", "text", "csv", "markdown"):
        found[f"check {form}"] = run("check", *plans, "--format", form)[1].encode()
    return found


@cache
def _frozen_once() -> bytes:
    with TemporaryDirectory() as folder:
        run("freeze", council(Path(folder) / "ashby"), "--output", Path(folder) / "ashby.zip")
        return (Path(folder) / "ashby.zip").read_bytes()


def frozen_at(at: Path) -> Path:
    """A council in a folder `ashby`, and the snapshot of it beside that."""
    council(at / "ashby")
    (at / "ashby.zip").write_bytes(_frozen_once())
    return at / "ashby.zip"


def rezipped(snapshot: Path, changes: dict[str, bytes | None]) -> Path:
    """The snapshot with files changed, taken out (None) or added."""
    out = snapshot.with_name(f"changed-{snapshot.name}")
    with zipfile.ZipFile(snapshot) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = changes.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in changes.items():
            if name not in old.namelist() and data is not None:
                new.writestr(name, data)
    return out


def relisted(snapshot: Path, change: Callable[[dict[str, Any], dict[str, bytes]], object]) -> Path:
    """The snapshot with its own list changed, and true again to its files."""
    found = read_snapshot(snapshot)
    with zipfile.ZipFile(snapshot) as archive:
        listed = json.loads(archive.read(MANIFEST))
    parts = dict(found.files)
    change(listed, parts)
    listed["files"] = {name: {"sha256": digest(data), "bytes": len(data)} for name, data in parts.items()}
    out = snapshot.with_name("relisted.zip")
    with zipfile.ZipFile(out, "w") as new:
        for name, data in {**parts, MANIFEST: json.dumps(listed).encode()}.items():
            new.writestr(name, data)
    return out
