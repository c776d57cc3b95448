"""Snapshots: an old report is rebuilt byte for byte, whatever has become of plans and rules; harm is refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from builders import ROOT
from snapshots import OWN_RULES, answers, council, frozen_at, relisted, run

from graph_api import thawing
from graph_api.cli import freezing as cli_freezing
from loaders import shipped
from loaders.snapshot import ANSWER, REPORT, read_snapshot


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    return frozen_at(tmp_path)


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


@pytest.mark.parametrize("named", [True, False])
def test_settings_above_the_plans_leave_them_their_own_mapping(named: bool, tmp_path: Path) -> None:
    plans = council(tmp_path / "top" / "ashby")
    (plans / "goldthread.yaml").unlink()
    said = "planSet: ashby\nasOf: 2009-01-01\n" + ("mapping: ashby/mapping.yaml\n" if named else "")
    for place in ("top/goldthread.yaml", "aside/goldthread.yaml", "aside/mapping.yaml"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text("tables: []\n" if "mapping" in place else said, encoding="utf-8")
    for above in ("top",) if named else ("top", "aside"):
        asked = (plans, "--settings", tmp_path / above / "goldthread.yaml")
        assert run("freeze", *asked, "--output", tmp_path / f"{above}.zip")[0] == 0
        frozen = run("check", tmp_path / f"{above}.zip", "--format", "json")[1]
        assert frozen == run("check", *asked, "--format", "json")[1]
        assert '"strategy:homes"' in frozen


def test_a_snapshot_is_a_baseline_of_another_snapshot(frozen: Path, tmp_path: Path) -> None:
    plans = tmp_path / "ashby"
    code, _, told = run("freeze", plans, "--baseline", frozen, "--output", tmp_path / "next.zip")

    assert (code, "Wrote" in told) == (0, True)
    assert "Since 1 January 2009: 0 new" in run("check", tmp_path / "next.zip")[1]
    assert run("check", tmp_path / "next.zip")[1] == run("check", plans, "--baseline", frozen)[1]


def test_a_snapshot_without_an_answer_is_no_baseline(frozen: Path, tmp_path: Path) -> None:
    bare = relisted(frozen, lambda _, parts: parts.pop(ANSWER))

    for command in ("freeze", "check"):
        code, _, told = run(command, tmp_path / "ashby", "--baseline", bare,
                            *(("--output", tmp_path / "next.zip") if command == "freeze" else ()))
        assert code == 2
        assert "holds no answer" in " ".join(told.split())
    assert not (tmp_path / "next.zip").exists()


def test_what_would_answer_otherwise_is_not_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans = council(tmp_path / "ashby")
    gathered = cli_freezing.gather

    def changed(*asked: object) -> object:
        found = gathered(*asked)
        (plans / "annex" / "posts.yaml").write_text("Post: []\n", encoding="utf-8")
        return found

    monkeypatch.setattr(cli_freezing, "gather", changed)
    code, _, told = run("freeze", plans, "--output", tmp_path / "s.zip")

    assert code == 2
    assert "would answer otherwise than the plans as they lie" in " ".join(told.split())
    assert not (tmp_path / "s.zip").exists()


@pytest.mark.parametrize("name", ["gold:thread.yaml", f"{'g' * 210}.yaml"])
def test_a_name_that_a_snapshot_cannot_hold_is_told(name: str, tmp_path: Path) -> None:
    plans = council(tmp_path / "ashby")
    (plans / "goldthread.yaml").rename(plans / name)
    code, _, told = run("freeze", plans, "--settings", plans / name, "--output", tmp_path / "s.zip")

    assert code == 2
    assert "A snapshot cannot hold a file of this name." in told
    assert name[:100] in told


@pytest.mark.parametrize("name", [f"{'s' * 300}.zip", f"{'s' * 250}.zip", "no/such/folder.zip"])
def test_an_output_that_cannot_be_written_is_told_in_plain_words(name: str, tmp_path: Path) -> None:
    council(tmp_path / "ashby")
    code, _, told = run("freeze", tmp_path / "ashby", "--output", tmp_path / name)

    assert code == (0 if len(name) == 254 else 2)
    assert len(name) == 254 or "could not be written" in told
    assert not list(tmp_path.glob(".*.part"))


def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A superuser may enter any, so that the refusal is played."""
    council(tmp_path / "ashby")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refused)
    monkeypatch.setattr(cli_freezing, "_answered", lambda *_: {})
    code, _, told = run("freeze", tmp_path / "ashby", "--output", tmp_path / "s.zip")

    assert (code, "Permission denied." in told) == (2, True)


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
