"""The command line: formats, exit codes, what goes where, and that no input makes it fall over."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph_api.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
GOLDTHREAD = Path(sys.executable).parent / "goldthread"

BROKEN = """
Vision:
  - {key: v, title: A fair town, status: live, long_term: yes}
Objective:
  - {key: t, title: Fair work, tier: 1, part of: "vision:v"}
Milestone:
  - {key: m, title: First shop open, due: "2007-03-31", done: "", part of: "vision:v"}
"""
SOUND = """
asks: transcript
Vision:
  - {key: v, title: A fair town, status: live}
"""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [GOLDTHREAD, *arguments], cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def plans(folder: Path, text: str) -> str:
    folder.mkdir()
    (folder / "plans.yaml").write_text(text, encoding="utf-8")
    return folder.name


def test_runs_from_another_folder_and_shows_every_command(tmp_path: Path) -> None:
    shown = run("--help", cwd=tmp_path)

    assert shown.returncode == 0
    for command in ("check", "report", "serve", "thread", "rule", "kind", "generate"):
        assert f"  {command} " in shown.stdout


def test_gaps_of_high_severity_end_with_1_and_what_is_only_silent_with_0(tmp_path: Path) -> None:
    broken, sound = plans(tmp_path / "broken", BROKEN), plans(tmp_path / "sound", SOUND)

    assert run("check", broken, "--as-of", "2008-09-01", cwd=tmp_path).returncode == 1
    assert run("check", broken, "--as-of", "2008-09-01", "--fail-on", "never", cwd=tmp_path).returncode == 0
    silent = run("check", sound, "--as-of", "2008-09-01", cwd=tmp_path)
    assert silent.returncode == 0
    assert "rest on silence" in silent.stdout


def test_fail_on_takes_in_every_severity_above_it(tmp_path: Path) -> None:
    late = plans(tmp_path / "late", BROKEN)

    only_late = ("check", late, "--as-of", "2008-09-01", "--select", "S3")
    assert run(*only_late, "--fail-on", "low", cwd=tmp_path).returncode == 1
    assert run(*only_late, "--fail-on", "high", cwd=tmp_path).returncode == 1
    medium = ("check", late, "--as-of", "2008-09-01", "--select", "S10,S11,G21")
    assert run(*medium, "--ignore", "G21", "--fail-on", "high", cwd=tmp_path).returncode == 0


def test_json_is_whole_sorted_and_the_same_each_time(tmp_path: Path) -> None:
    folder = plans(tmp_path / "broken", BROKEN)
    first = run("check", folder, "--as-of", "2008-09-01", "--format", "json", cwd=tmp_path)
    second = run("check", folder, "--as-of", "2008-09-01", "--format", "json", cwd=tmp_path)

    assert first.stdout == second.stdout
    answer = json.loads(first.stdout)
    assert answer["schema"] == "goldthread.gaps/1"
    assert answer["asOf"] == "2008-09-01"
    assert answer["lookedAt"]["S3"] == {"n": 1, "state": "looked"}
    assert answer["lookedAt"]["G01"]["state"] == "nothing-to-look-at"
    (late,) = [gap for gap in answer["gaps"] if gap["rule"] == "S3"]
    assert late["items"] == [{"id": "milestone:m", "kind": "Milestone", "title": "First shop open"}]
    assert late["severity"] == "high"
    assert late["sources"][-1]["file"].endswith("plans.yaml")


def test_csv_has_every_gap_and_no_formula(tmp_path: Path) -> None:
    folder = plans(tmp_path / "broken", BROKEN.replace("First shop open", "=cmd|' /C calc'!A1"))
    found = run("check", folder, "--as-of", "2008-09-01", "--format", "csv", cwd=tmp_path)

    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    late = next(row for row in rows if row["rule"] == "S3")
    assert late["titles"] == "'=cmd|' /C calc'!A1"


def test_markdown_escapes_what_the_plans_say(tmp_path: Path) -> None:
    folder = plans(tmp_path / "broken", BROKEN.replace("First shop open", "'<b>a|b</b> [x](y)'"))
    found = run("check", folder, "--as-of", "2008-09-01", "--format", "markdown", cwd=tmp_path)

    assert r"\<b\>a\|b\</b\> \[x\](y)" in found.stdout


@pytest.mark.parametrize("paths", [["nowhere"], ["empty"], ["binary.csv"], ["bomb.yaml"], ["torn.json"]])
def test_nothing_read_ends_with_2_and_an_answer_and_never_a_traceback(paths: list[str], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "bomb.yaml").write_text("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
    (tmp_path / "torn.json").write_text('{"Strategy": [{"key": "a", "tit')

    found = run("check", *paths, "--format", "json", cwd=tmp_path)

    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    assert json.loads(found.stdout)["problems"]


@pytest.mark.parametrize("arguments", [
    ["check"], ["check", "x", "--format", "pdf"], ["check", "x", "--as-of", "soon"], ["report", "x"],
    ["report", "x", "--output", "x.exe"], ["rule", "G999"], ["kind", "Dragon"], ["thread", "only-one"], ["fly"],
    ["rule", "G18", "--format", "xml"], ["check", "x", "--select", "G999"], ["check", "x", "--ignore", "no-such-rule"],
    ["check", "x", "--mapping", "nowhere.yaml"], ["check", "x", "--rules", "nowhere.yaml"],
    ["check", "x", "--waivers", "nowhere.csv"], ["thread", "x", "y", "--settings", "nowhere.yaml"]])
def test_bad_usage_ends_with_2_and_says_why(arguments: list[str], tmp_path: Path) -> None:
    found = run(*arguments, cwd=tmp_path)

    assert found.returncode == 2
    assert found.stderr
    assert "Traceback" not in found.stderr


def test_rule_explains_and_answers_to_merged_codes(tmp_path: Path) -> None:
    explained = run("rule", "G40", cwd=tmp_path)
    data = json.loads(run("rule", "G18", "--format", "json", cwd=tmp_path).stdout)

    assert explained.stdout.startswith("G39 (also G40) target-below-last-year, high")
    assert "How to mend it" in explained.stdout
    assert data[0]["tests"]["where"] == "status = open"
    assert "001 ¶73" in data[0]["sources"]


def test_a_code_that_several_rules_took_over_shows_them_all(tmp_path: Path) -> None:
    explained = run("rule", "G73", cwd=tmp_path).stdout

    assert [line.split()[0] for line in explained.splitlines() if "(also G73)" in line] == ["G19", "G20", "G21"]


def test_headings_without_rows_are_told(tmp_path: Path) -> None:
    (tmp_path / "strategies.csv").write_text("key,title\n")
    found = run("check", ".", cwd=tmp_path)

    assert found.returncode == 2
    assert found.stderr == "Nothing was read: there are headings and no rows.\n"


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_agreed_exceptions_are_counted_apart_and_never_as_silence(form: str, tmp_path: Path) -> None:
    folder = plans(tmp_path / "plans", "Strategy: [{key: a, status: superseded, owned by: [post:x, post:y]}]")
    (tmp_path / "plans" / "posts.csv").write_text("key,title\nz,Clerk\n")
    (tmp_path / "waivers.csv").write_text(
        "rule,item,reason,approver,until\nS8,strategy:a,agreed,Board,2009-01-01\n")
    found = run("check", folder, "--as-of", "2008-09-01", "--waivers", "waivers.csv", "--format", form, cwd=tmp_path)

    assert found.returncode == 0
    assert "Found 0 gaps: 0 high, 0 medium, 0 low. 2 agreed exceptions are left out." in found.stdout
    assert "silence" not in found.stdout
    assert "Not looked at, since nothing of the sort was loaded: G01, " in found.stdout


def test_kind_names_fields_and_links(tmp_path: Path) -> None:
    shown = run("kind", "service-plan", cwd=tmp_path).stdout

    assert "review" in shown
    assert "owned by" in shown
    assert "long_term" in shown


def test_thread_goes_up_and_down(tmp_path: Path) -> None:
    folder = plans(tmp_path / "broken", BROKEN)
    shown = run("thread", folder, "Fair work", cwd=tmp_path)

    assert shown.returncode == 0
    assert shown.stdout.index("A fair town") < shown.stdout.index("Fair work")
    assert run("thread", folder, "dragon", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("suffix", [".html", ".md", ".json"])
def test_report_is_written_in_each_form(suffix: str, tmp_path: Path) -> None:
    folder = plans(tmp_path / "broken", BROKEN)
    written = run("report", folder, "--as-of", "2008-09-01", "--output", f"out{suffix}", cwd=tmp_path)

    assert written.returncode == 0
    assert written.stdout == ""
    assert "First shop open" in (tmp_path / f"out{suffix}").read_text(encoding="utf-8")


def test_readme_names_every_command_that_it_shows_as_it_is(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = {line.split("goldthread ")[1].split()[0] for line in readme.splitlines() if ".venv/bin/goldthread " in line}

    assert named == {command.name for command in app.registered_commands}
