"""Snapshots: an old report is rebuilt byte for byte, whatever has become of plans and rules; harm is refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from builders import ROOT
from typer.testing import CliRunner

from graph_api import thawing
from graph_api.cli.app import app
from graph_api.options import Options
from graph_api.pipeline import open_plans
from graph_api.web.serve import serve
from loaders import shipped
from loaders.snapshot import ANSWER, MANIFEST, REPORT, SnapshotError, digest, laid_out, read_snapshot

FORMS = ("html", "md", "json")
MODEL = ROOT / "examples" / "model-council"
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


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    run("freeze", council(tmp_path / "ashby"), "--output", tmp_path / "ashby.zip")
    return tmp_path / "ashby.zip"


def rezipped(snapshot: Path, changes: dict[str, bytes | None], **more: object) -> Path:
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


def relisted(snapshot: Path, change) -> Path:
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


# Rebuilding


def test_a_snapshot_gives_the_bytes_of_the_folder_that_was_frozen(tmp_path: Path) -> None:
    plans = council(tmp_path / "ashby")
    code, _, told = run("freeze", plans, "--output", tmp_path / "s.zip")

    assert code == 0
    assert answers(tmp_path / "a", plans) == answers(tmp_path / "b", tmp_path / "s.zip")
    assert "names of people too" in " ".join(told.split())


def test_an_old_report_is_rebuilt_after_plans_and_our_rules_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = council(tmp_path / "ashby")
    before = answers(tmp_path / "a", plans)
    run("freeze", plans, "--output", tmp_path / "s.zip")

    (plans / "theirs.csv").write_text("Ref,Name,State\nhomes,Other,live\n", encoding="utf-8")
    (plans / "own.rules.yaml").write_text("[]", encoding="utf-8")
    (plans / "annex" / "posts.yaml").unlink()
    for kind in shipped.KINDS:
        shutil.copytree(str(shipped.shipped(kind)), tmp_path / "later" / kind)
    (tmp_path / "later" / "rules" / "plan_content.yaml").unlink()
    (tmp_path / "later" / "frameworks" / "kloe.yaml").unlink()
    package = tmp_path / "later"
    monkeypatch.setattr(shipped, "files", lambda name: package if name == "schema" else files(name))

    assert "G21" not in json.loads(run("check", plans, "--format", "json")[1])["lookedAt"]
    assert answers(tmp_path / "b", tmp_path / "s.zip") == before
    assert "G21" in before["check text"].decode()


@pytest.mark.parametrize("example", ["model-council", "leicester-2008", "local-plans"])
def test_the_examples_can_be_frozen(example: str, tmp_path: Path) -> None:
    plans = ROOT / "examples" / example
    assert run("freeze", plans, "--as-of", "2008-09-01", "--output", tmp_path / "s.zip")[0] == 0
    frozen = read_snapshot(tmp_path / "s.zip")

    assert run("check", tmp_path / "s.zip", "--format", "json")[1].encode() == frozen.files[ANSWER]
    run("report", plans, "--as-of", "2008-09-01", "--output", tmp_path / "r.html")
    assert (tmp_path / "r.html").read_bytes() == frozen.files[REPORT]


def test_the_same_plans_give_the_same_archive(frozen: Path, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "ashby", tmp_path / "copy" / "ashby")
    run("freeze", tmp_path / "copy" / "ashby", "--output", tmp_path / "again.zip")

    assert frozen.read_bytes() == (tmp_path / "again.zip").read_bytes()
    with zipfile.ZipFile(frozen) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {about.date_time for about in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_a_command_names_is_frozen_too(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "strategies.csv").write_text("key,title,status,owned by\na,A,live,\nb,B,live,\n", encoding="utf-8")
    (tmp_path / "w.csv").write_text("rule,item,reason,approver,until\nG21,strategy:a,Ok,Board,2010-01-01\n", "utf-8")
    (tmp_path / "r.yaml").write_text(OWN_RULES, encoding="utf-8")
    (tmp_path / "set.yaml").write_text("planSet: ashby\nasOf: 2009-02-01\n", encoding="utf-8")
    named = ["--waivers", tmp_path / "w.csv", "--rules", tmp_path / "r.yaml", "--settings", tmp_path / "set.yaml",
             "--mapping", "okr", "--select", "G21,ASH1"]
    (tmp_path / "q1.json").write_text(run("check", plans, "--as-of", "2009-01-01", *named[:6], "--format", "json")[1],
                                      encoding="utf-8")
    named += ["--baseline", tmp_path / "q1.json"]
    before = answers(tmp_path / "a", plans, *named)
    assert run("freeze", plans, *named, "--output", tmp_path / "s.zip")[0] == 0
    for gone in ("w.csv", "r.yaml", "set.yaml", "q1.json"):
        (tmp_path / gone).unlink()
    shutil.rmtree(plans)

    assert answers(tmp_path / "b", tmp_path / "s.zip") == before
    assert "2 still open" in before["check text"].decode() or "waived" in before["check text"].decode()


@pytest.mark.parametrize("paths", [["ashby"], ["one/strategies.csv", "two"], ["two", "one"], ["one/strategies.csv"]])
def test_files_keep_the_names_that_they_had(paths: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    council(tmp_path / "ashby")
    for name in ("two/b.csv", "two/b/strategies.csv", "one/strategies.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("key,title,start\na,A,03/04/2008\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run("freeze", *paths, "--as-of", "2009-01-01", "--output", "s.zip")

    assert run("check", *paths, "--as-of", "2009-01-01", "--format", "json")[1] == run(
        "check", "s.zip", "--format", "json")[1]


def test_every_command_opens_a_snapshot(frozen: Path, tmp_path: Path) -> None:
    assert "Homes strategy" in run("thread", frozen, "strategy:homes")[1]
    assert run("compare", frozen, frozen)[0] == 0
    assert run("check", frozen, "--baseline", frozen)[0] in {0, 1}
    assert run("convert", frozen, "--output", tmp_path / "out.json")[0] == 0
    assert "Since 1 January 2009: 0 new, 0 gone," in run("check", tmp_path / "ashby", "--baseline", frozen)[1]


def test_another_date_and_another_selection_can_be_asked_of_a_snapshot(frozen: Path) -> None:
    later = json.loads(run("check", frozen, "--as-of", "2010-01-01", "--select", "G21", "--format", "json")[1])

    assert (later["asOf"], set(later["lookedAt"])) == ("2010-01-01", {"G21"})


def test_only_files_that_are_read_are_frozen(frozen: Path) -> None:
    found = read_snapshot(frozen)

    assert not any(name.endswith(".jpg") for name in found.files)
    assert ("photo.jpg", None) in found.manifest.plans
    assert any(told["file"] == "photo.jpg" for told in json.loads(found.files[ANSWER])["problems"])


def test_another_version_of_the_program_is_told(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("check", frozen)[2] == "" or "frozen" not in run("check", frozen)[2]
    monkeypatch.setattr(thawing, "program_version", lambda: "99.0")
    told = run("check", frozen)[2]

    assert "was frozen by goldthread" in told
    assert "this is 99.0" in told
    assert "The answer is not the one that was frozen" not in told


def test_another_answer_than_the_frozen_one_is_told(frozen: Path) -> None:
    other = relisted(frozen, lambda _, parts: parts.update({ANSWER: parts[ANSWER].replace(b"Homes", b"House")}))

    assert "The answer is not the one that was frozen" in " ".join(run("check", other)[2].split())


# What is refused


def refused(*arguments: object) -> str:
    """What is said where nothing could be opened."""
    code, answer, told = run("check", *arguments, "--format", "json")
    assert code == 2
    problems = json.loads(answer)["problems"]
    assert [one["code"] for one in problems] == ["snapshot"]
    assert "Traceback" not in told
    return f"{problems[0]['message']} {problems[0]['value']}"


@pytest.mark.parametrize(("name", "data", "says"), [
    ("plans/0001-posts.yaml", b"Post: []\n", "was changed after it was frozen"),
    ("plans/0001-posts.yaml", None, "is missing"),
    ("settings/own.rules.yaml", b"[]", "was changed"),
    ("shipped/rules/owners.yaml", b"[]", "was changed"),
    ("answer/check.json", b"{}", "was changed"),
    ("plans/0099-more.csv", b"key,title\na,A\n", "was added"),
    ("../../evil.csv", b"key,title\na,A\n", "a place where none may be"),
    ("plans/../../evil.csv", b"x", "a place where none may be"),
    ("/evil.csv", b"x", "a place where none may be"),
    ("plans/a\\..\\evil.csv", b"x", "a place where none may be"),
])
def test_a_changed_file_is_refused_with_its_name(frozen: Path, name: str, data: bytes | None, says: str) -> None:
    told = refused(rezipped(frozen, {name: data}))

    assert says in told
    assert name.rpartition("\\")[2] in told


def test_nothing_is_written_outside_the_folder_of_the_snapshot(frozen: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    other = rezipped(frozen, {"../evil.csv": b"x"})

    refused(other)
    assert sorted(tmp_path.iterdir()) == sorted([*before, other])
    with laid_out(read_snapshot(frozen)) as (folder, _):
        assert {path.relative_to(folder).parts[0] for path in folder.rglob("*")} == {
            "plans", "settings", "shipped", "answer"}
    assert not folder.exists()


def test_a_bomb_is_refused_before_it_goes_off(frozen: Path, tmp_path: Path) -> None:
    bomb = rezipped(frozen, {"plans/0001-posts.yaml": bytes(300_000_000)})
    many = tmp_path / "many.zip"
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"plans/{number}", b"")

    assert "times its size" in refused(bomb)
    assert "parts, more than the limit" in refused(many)


def test_what_is_no_snapshot_is_refused(tmp_path: Path) -> None:
    for name, data in {"empty.zip": b"", "text.zip": b"key,title\n", "cut.zip": b"PK\x03\x04"}.items():
        (tmp_path / name).write_bytes(data)
        refused(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "plain.zip", "w") as archive:
        archive.writestr("strategies.csv", "key,title\na,A\n")
    assert "is not a snapshot of ours" in refused(tmp_path / "plain.zip")
    code, _, told = run("compare", tmp_path / "plain.zip", tmp_path / "plain.zip")
    assert (code, "is not a snapshot of ours" in told) == (2, True)
    assert run("check", tmp_path / "none.zip")[0] == 2


@pytest.mark.parametrize("change", [
    lambda said, _: said.update(schema="goldthread.snapshot/2"),
    lambda said, _: said.update(plans=[{"name": "a.csv", "stored": "../a.csv"}]),
    lambda said, _: said.update(plans=[{"name": "a.csv", "stored": "answer/check.json"}]),
    lambda said, _: said.update(plans=[{"name": "a\x1b.csv", "stored": None}]),
    lambda said, _: said.update(plans=7),
    lambda said, _: said.update(settings="/etc/passwd"),
    lambda said, _: said.update(options={"rules": "options/rules/../../x"}),
    lambda said, _: said.update(options={"shell": "options/x"}),
    lambda said, _: said.update(asOf="today"),
    lambda said, _: said.update(problems=[["no-such-code", "", [], None, None, None]]),
    lambda said, _: said.update(default=None),
    lambda said, parts: parts.update({"shipped/rules/owners.yaml": b"- code: X"}),
    lambda said, parts: parts.update({"settings/a": b"", "settings/a/b": b"x"}),
])
def test_a_list_that_asks_for_harm_is_refused(frozen: Path, change) -> None:
    refused(relisted(frozen, change))


def test_a_snapshot_is_opened_alone_and_with_nothing_of_what_it_has_itself(frozen: Path, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("[]", encoding="utf-8")

    assert "opened alone" in refused(frozen, tmp_path / "ashby")
    assert "its own rules" in refused(frozen, "--rules", tmp_path / "r.yaml")
    assert serve([frozen], Options(settings=tmp_path / "r.yaml")) == 2


def test_a_snapshot_is_not_written_over_and_ends_in_zip(frozen: Path, tmp_path: Path) -> None:
    before = frozen.read_bytes()

    assert run("freeze", tmp_path / "ashby", "--output", frozen)[0] == 2
    assert frozen.read_bytes() == before
    assert run("freeze", tmp_path / "ashby", "--output", tmp_path / "s.tar")[0] == 2
    assert run("freeze", frozen, "--output", tmp_path / "s.zip")[0] == 2


def test_plans_that_cannot_be_read_are_not_frozen(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()

    assert run("freeze", tmp_path / "plans", "--output", tmp_path / "s.zip")[0] == 2
    assert run("freeze", tmp_path / "nowhere", "--output", tmp_path / "s.zip")[0] == 2
    assert not (tmp_path / "s.zip").exists()


def test_a_snapshot_that_changed_is_no_exception_to_whoever_opens_it(frozen: Path) -> None:
    opened = open_plans([rezipped(frozen, {ANSWER: b"{}"})])

    assert opened.nothing_read
    assert [told.code for told in opened.store.about().problems] == ["snapshot"]
    with pytest.raises(SnapshotError, match=r"answer/check\.json"):
        read_snapshot(frozen.with_name("changed-ashby.zip"))
