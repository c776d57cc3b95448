"""SARIF out: read by a validator of others, with levels, states, suppressions, fingerprints and places."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import sarif_validator
from folders import write

from graph_api.pipeline import Opened, Options, check_plans, open_plans, seen_by
from graph_api.reports.check_json import check_json
from graph_api.reports.check_sarif import check_sarif
from graph_api.results import Check

DAY = datetime.date(2008, 9, 1)
HEAD = "key,title,status,due,outcome,owned by\n"
ACTIONS = HEAD + "a,Plant trees,open,,,\nb,Mow the verges,open,2009,Tidy,\n"
NO_PAGE = "SARIF2005"
"""The one warning that stands: Goldthread has no page of its own on the internet to point to."""


def checked(folder: Path, files: dict[str, str], **options: Any) -> Check:
    return check_plans(open_plans([write(folder, files)], Options(**options)), DAY)


def run_of(check: Check) -> dict[str, Any]:
    (run,) = json.loads(check_sarif(check))["runs"]
    return dict(run)


def results(check: Check) -> dict[str, dict[str, Any]]:
    return {f"{one['ruleId']} {one['locations'][0]['logicalLocations'][0]['fullyQualifiedName']}": one
            for one in run_of(check)["results"]}


@pytest.mark.skipif(sarif_validator.validator() is None, reason="python tests/sarif_validator.py fetches the validator")
def test_an_independent_validator_has_nothing_against_it(tmp_path: Path, leicester: Opened) -> None:
    made_up = compared(tmp_path)
    for check in (check_plans(leicester), made_up):
        assert [told for told in sarif_validator.wrong(check_sarif(check)) if not told.startswith(NO_PAGE)] == []


@pytest.mark.skipif(sarif_validator.validator() is None, reason="python tests/sarif_validator.py fetches the validator")
def test_the_validator_notices_faults(tmp_path: Path) -> None:
    text = check_sarif(compared(tmp_path))
    for good, bad, told in (
            ('"baselineState": "absent"', '"baselineState": "away"', "schema"),
            ('"uri": "actions.csv"', '"uri": "a b"', "SARIF1002"), ('"justification"', '"because"', "schema"),
            ('"startLine": 2', '"startLine": 2, "endLine": 1', "SARIF1007")):
        assert good in text
        assert any(one.startswith(told) for one in sarif_validator.wrong(text.replace(good, bad, 1))), bad


def test_a_gap_is_a_result_with_its_place_and_fingerprint(tmp_path: Path) -> None:
    check = checked(tmp_path, {"plans/actions.csv": ACTIONS})
    found = results(check)["G19 action:a"]
    (gap,) = [gap for gap in check.gaps if gap.rule.code == "G19"]
    assert (found["kind"], found["level"]) == ("fail", "warning")
    assert found["partialFingerprints"] == {"goldthreadGap/v1": gap.id}
    (place,) = found["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "plans/actions.csv", "uriBaseId": "PLANS"}, "region": {"startLine": 2}}
    assert found["message"]["text"].startswith("No completion date is recorded for Plant trees (action)")
    assert run_of(check)["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == "G19"
    assert "baselineState" not in found
    assert "suppressions" not in found


def test_what_only_silence_says_is_open_and_what_is_high_is_an_error(tmp_path: Path) -> None:
    paper = "asks: transcript\nAction: [{key: c, status: open}]\n"
    found = results(checked(tmp_path, {"actions.csv": ACTIONS, "x.yaml": paper}))
    assert (found["G19 action:c"]["kind"], found["G19 action:c"]["level"]) == ("open", "none")
    assert found["G21 action:a"]["level"] == "error"


def test_a_row_of_a_workbook_is_told_in_words_and_odd_names_of_files_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "my plans.yaml").write_text("Action:\n  - {key: a, title: Plant, status: open, due: ~}\n")
    found = results(checked(tmp_path, {"x.csv": "a,b\n"}))["G19 action:a"]["locations"][0]
    assert found["physicalLocation"]["artifactLocation"]["uri"] == "my%20plans.yaml"
    assert found["physicalLocation"]["region"] == {"startLine": 2}
    assert found["message"]["text"] == "my plans.yaml, row 2"


def compared(folder: Path) -> Check:
    """A check with a baseline: one gap is new, one open, one gone, one waived."""
    plans = folder / "plans"
    plans.mkdir()
    before = checked(plans, {"actions.csv": ACTIONS + "c,Prune,open,2009,,x\n", "posts.csv": "key\nx\n"})
    saved = folder / "before.json"
    saved.write_text(check_json(before, seen_by(open_plans([plans]), before).packed()), encoding="utf-8")
    waivers = "rule,item,reason,approver,until\nG21,action:a,Agreed,Board,2009-01-01\n"
    now = ACTIONS + "c,Prune,open,2009,Tidy,x\nd,Dig,open,,Tidy,x\n"
    return checked(plans, {"actions.csv": now, "waivers.csv": waivers}, baseline=saved)


def test_states_and_suppressions_stand_where_there_is_a_baseline(tmp_path: Path) -> None:
    found = results(compared(tmp_path))
    assert {name: found[name]["baselineState"] for name in
            ("G19 action:d", "G19 action:a", "G20 action:c", "G21 action:a")} == {
        "G19 action:d": "new", "G19 action:a": "unchanged", "G20 action:c": "absent", "G21 action:a": "unchanged"}
    assert found["G21 action:a"]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "Agreed (until 2009-01-01, approved by Board)"}]
    assert found["G19 action:a"]["suppressions"] == []
    assert all("baselineState" in one for one in found.values())


def test_what_is_wrong_with_the_input_is_a_notification_and_no_result(tmp_path: Path) -> None:
    check = checked(tmp_path, {"actions.csv": HEAD + "a,Plant,opne,,,\n"})
    told = run_of(check)["invocations"][0]["toolExecutionNotifications"]
    (bad,) = [one for one in told if "opne" in one["message"]["text"]]
    assert (bad["descriptor"]["id"], bad["level"]) == ("cell-type", "error")
    assert bad["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}


def test_the_same_check_gives_the_same_bytes(leicester: Opened) -> None:
    assert check_sarif(check_plans(leicester)) == check_sarif(check_plans(leicester))


def test_what_only_silence_said_is_open_when_it_is_gone_too(tmp_path: Path) -> None:
    plans, paper = tmp_path / "plans", "asks: transcript\nAction: [{{key: c, status: open{}}}]\n"
    plans.mkdir()
    before = checked(plans, {"x.yaml": paper.format("")})
    saved = tmp_path / "before.json"
    saved.write_text(check_json(before, seen_by(open_plans([plans]), before).packed()), encoding="utf-8")
    gone = results(checked(plans, {"x.yaml": paper.format(", due: 2010")}, baseline=saved))["G19 action:c"]

    assert (gone["baselineState"], gone["kind"], gone["level"]) == ("absent", "open", "none")
