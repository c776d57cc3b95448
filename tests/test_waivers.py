"""Agreed exceptions: read from CSV or a sheet, applied once to every gap that they fit, told where they are idle."""

from __future__ import annotations

import datetime
from pathlib import Path

import xlsxwriter
from folders import write

from graph_api.pipeline import Options, check_plans, open_plans
from graph_api.results import Check

DAY = datetime.date(2008, 9, 1)
HEAD = "rule,item,reason,approver,until\n"
ACTIONS = "key,title,status,due,outcome,owned by\na-1,Plant,open,,,\na-2,Prune,open,,,\nb-1,Mow,open,,,\n"


def checked(folder: Path, files: dict[str, str], options: Options | None = None) -> Check:
    return check_plans(open_plans([write(folder, {"actions.csv": ACTIONS, **files})], options), DAY)


def waived(check: Check) -> dict[str, str]:
    return {f"{gap.rule.code} {gap.items[0].key if gap.items else '-'}": gap.waived for gap in check.gaps if gap.waived}


def told(check: Check) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.source.row, one.value) for one in check.problems if one.code.startswith("waiver")]


def test_a_file_called_waivers_among_the_plans_is_read_without_being_named(tmp_path: Path) -> None:
    check = checked(tmp_path, {"waivers.csv": HEAD + "G20,action:a-1,Agreed,Board,2008-09-01\n"})
    assert waived(check) == {"G20 action:a-1": "Agreed (until 2008-09-01, approved by Board)"}
    assert told(check) == []


def test_a_sheet_of_a_workbook_of_plans_holds_waivers_and_its_dates_are_dates(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "plans.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Waivers")
        sheet.write_row(0, 0, ["Rule", "Item", "Reason", "Approver", "Until", "Minute"])
        sheet.write_row(1, 0, ["action-without-outcome", "action:a-*", "Agreed", "Cabinet"])
        sheet.write_datetime(1, 4, datetime.datetime(2009, 3, 31))
    check = checked(tmp_path, {})
    agreed = "Agreed (until 2009-03-31, approved by Cabinet)"
    assert waived(check) == dict.fromkeys(("G20 action:a-1", "G20 action:a-2"), agreed)
    assert not [one for one in check.problems if one.source.sheet]


def test_a_waiver_with_a_sign_that_nobody_can_read_is_not_used_and_told(tmp_path: Path) -> None:
    check = checked(tmp_path, {"waivers.csv": HEAD + "G20,action:a-1,Agreed\x1b[2J,Board,2009-01-01\n"
                                                     "G20,action:a-2,Agreed,Bo\x07ard,2009-01-01\n"})
    assert waived(check) == {}
    found = [one for one in check.problems if one.code == "waiver"]
    assert [(one.source.row, one.source.column) for one in found] == [(2, "reason"), (3, "approver")]
    assert "U+001B" in str(found[0].expected)
    assert "\x1b" not in str(found[0].value)


def test_a_workbook_may_stand_in_for_the_file_of_the_settings(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "agreed.xlsx") as book:
        book.add_worksheet("Notes").write(0, 0, "Nothing here")
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, ["rule", "item", "reason", "approver", "until"])
        sheet.write_row(1, 0, ["G19", "action:b-1", "Agreed", "Board", "31/03/2009"])
    plans = {"goldthread.yaml": "waivers: w.csv\ndateOrder: day-first\n",
             "w.csv": HEAD + "G20,*,Agreed,Board,2009-01-01\n"}
    folder = tmp_path / "plans"
    folder.mkdir()
    assert set(waived(checked(folder, plans))) == {"G20 action:a-1", "G20 action:a-2", "G20 action:b-1"}
    assert set(waived(checked(folder, plans, Options(waivers=tmp_path / "agreed.xlsx")))) == {"G19 action:b-1"}


def test_a_file_that_is_no_table_of_waivers_is_told(tmp_path: Path) -> None:
    files = {"goldthread.yaml": "waivers: w.yaml\n", "w.yaml": "rule: G19\n"}
    assert told(checked(tmp_path, files)) == [("waivers-file", None, None)]
    files = {"goldthread.yaml": "waivers: w.csv\n", "w.csv": "a,b\n1,2\n"}
    assert told(checked(tmp_path, files)) == [("waivers-file", None, None)]


def test_unused_expired_unknown_and_reasonless_waivers_are_told_and_not_used(tmp_path: Path) -> None:
    check = checked(tmp_path, {"waivers.csv": HEAD + (
        "G20,action:c,Agreed,Board,2009-01-01\nG20,action:a-1,Agreed,Board,2008-08-31\nG999,action:a-1,Agreed,B,2009-01-01\n"
        "G20,action:a-1,,Board,2009-01-01\nG20,,Agreed,Board,2009-01-01\nG20,action:a-1,Agreed,Board,2009\n"
        "G20,action:a-1,Agreed,Board,\nG20,action:a-1,Agreed,,2009-01-01\n")})
    assert waived(check) == {}
    assert sorted(told(check)) == [
        ("waiver", 6, "G20"), ("waiver", 7, "2009"), ("waiver", 8, None), ("waiver", 9, "G20 action:a-1"),
        ("waiver-expired", 3, "G20 action:a-1"),
        ("waiver-unknown-rule", 4, "G999"), ("waiver-unused", 2, "G20 action:c"),
        ("waiver-without-reason", 5, "G20 action:a-1")]


def test_a_merged_code_waives_in_each_of_its_rules(tmp_path: Path) -> None:
    check = checked(tmp_path, {"waivers.csv": HEAD + "G73,action:a-1,Agreed,Board,2009-01-01\n"})
    assert set(waived(check)) == {"G19 action:a-1", "G20 action:a-1", "G21 action:a-1"}
    assert told(check) == []


def test_a_waiver_of_a_rule_that_was_not_run_is_not_called_unused(tmp_path: Path) -> None:
    files = {"waivers.csv": HEAD + "G20,action:c,Agreed,Board,2009-01-01\n"}
    check = checked(tmp_path, files, Options(select=("G19",)))
    assert told(check) == []


def test_a_gap_on_the_whole_plan_set_and_any_member_of_a_group_can_be_waived(tmp_path: Path) -> None:
    check = checked(tmp_path, {
        "visions.csv": "key,title\n",
        "objectives.csv": "key,title,tier,supports\nx,X,2,objective:y\ny,Y,2,objective:x\n",
        "posts.csv": "key,title,status,key post,holder\np,P,filled,yes,1\nq,Q,filled,yes,1\n",
        "waivers.csv": HEAD + "G05,plan-set,Agreed,Board,2009-01-01\nG63b,post:q,Agreed,Board,2009-01-01\n"
                       "S1,objective:y,Agreed,Board,2009-01-01\n"})
    assert set(waived(check)) == {"G05 -", "G63b post:p", "S1 objective:x"}
    assert told(check) == []


def test_of_several_waivers_the_first_that_is_in_force_is_named_and_a_pattern_cannot_run_away(tmp_path: Path) -> None:
    check = checked(tmp_path, {"waivers.csv": HEAD + (
        "G20,action:a-1,Old,B,2008-01-01\nG20,action:a-1,First,B,2009-01-01\nG20,action:a-1,Second,B,2009-01-01\n"
        f"G20,{'*a' * 40}b,Odd,B,2009-01-01\n")})
    assert waived(check) == {"G20 action:a-1": "First (until 2009-01-01, approved by B)"}
    assert [code for code, *_ in told(check)] == ["waiver-expired", "waiver-unused", "waiver-unused"]


def test_a_pattern_that_is_longer_than_any_key_fits_nothing_and_is_told(tmp_path: Path) -> None:
    long = "action:" + "*" * 400
    check = checked(tmp_path, {"waivers.csv": HEAD + f"G20,{long},Agreed,Board,2008-09-01\n"})

    assert waived(check) == {}
    assert [code for code, _, _ in told(check)] == ["waiver-unused"]
