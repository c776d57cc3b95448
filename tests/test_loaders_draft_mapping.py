"""Drafting a mapping: what headings and cells of officers are taken for, and that every draft can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from folders import load_files, write
from hypothesis import given
from hypothesis import strategies as st

from loaders.draft_input import draft_tables
from loaders.draft_mapping import DraftTable, draft_mapping
from loaders.mapping_file import read_mapping
from loaders.sheet import Row, Sheet

FILES = {
    "action-plan.csv": """\
Ref,Objective,Action,Lead Officer,By When,Success measure,RAG,Cost code,Comments,Email
1,Safer homes,Fit alarms,Head of Housing,25/12/2008,Fewer fires,Completed,AB1,going well,a@b
2,Greener streets,Plant trees,Head of Parks / Head of Housing,03/04/2009,More shade,Blue,AB2,,
3,Greener streets,Sell land,Head of Parks,01/04/2009,Money,Not started,AB3,,
4,Greener streets,Sell more,Head of Housing,01/04/2009,Money,Completed,AB3,,
""",
    "LAA targets.csv": """\
NI no;Indicator;Lead partner;Baseline 2007/08;Target 2008/09;Target 2009/10;Good is;Unit
NI 15;Violent crime;Police;2,3;2,2;2,1;low;per 1000
NI 16;Burglary;Police;1.234,5;1.200;1.100;low;count
""",
    "risk-register.csv": """\
Risk ID,Risk description,Likelihood,Impact,Risk rating,Risk owner,Corporate objective,Mitigation
R1,Fire,4,3,High,Head of Housing,Safer,Alarms
R2,Flood,4,3,Med,Head of Parks,Safer,Wall
""",
    "improvement.csv": """\
No,Task,Milestones,Performance indicator,Who,Deadline
1,Homes,,,,
1.1,Fit,"• Buy\n• Fit",Homes with alarm,HoH,13/02/2009
1.2,Check,,,HoP,2009
1.2.1,Check more,,,HoP,2009
""",
    "recommendations.csv": """\
Rec No,Recommendation,Response,Date for completion,Status,Reason
1,Write a vision,We agree,March 2009,Agreed,
2,Sell the hall,We do not,,Rejected,Too dear
""",
    "register of plans.csv": """\
Plan title,Status,Start date,End date,Next review,Lead director,Overseeing board,Statutory
Housing,Adopted,2008,2011,2010,Director A,Housing board,yes
Parks,In preparation,2009,2012,,Director B,Green board,no
""",
    "posts.csv": """\
Post no,Job title,Current holder,Department,Status
1,Head of Housing,A Person,Housing,Filled
2,Head of Parks,,Parks,Vacant
""",
    "themed.csv": """\
Ref,What will be done,By whom,Timescale
Theme 1: Safer,,,
a1,Fit alarms,HoH,2008/09
a2,Check alarms,HoH,2009/10
a3,Test alarms,HoH,2009/10
Theme 2: Greener,,,
b1,Plant trees,HoP,By 2011
b2,Water trees,HoP,by 2011
""",
    "outturns.csv": "Key,Indicator,Financial year,Actual,Comments\no1,NI 15,2007/08,12.5,\no2,NI 16,2007/08,n/a,late\n",
    "budget.csv": "Cost centre,Description,Allocation\n4711,Parks,\"£1,200\"\n4712,Housing,£900\n",
    "boards.csv": "Name of body,Type,Chair email\nHousing board,Board,x@y\nScrutiny,scrutiny,\n",
    "odd.csv": "yes,\"a: b\",\"# c\",\"{d}\",é,\"- x\",Title\n1,2,3,4,5,6,7\n",
    "nothing.csv": "qqq,zzz\n1,2\n",
    "okr.json": '{"objectives": [{"id": "o", "title": "T", "owner": "X", "keyResults": [{"id": 1, "title": "K"}]}]}',
}


def drafted(folder: Path, name: str) -> tuple[str, dict]:
    """The draft for one of the files, and what it says; the draft is read as a mapping on the way."""
    path = write(folder, {name: FILES[name]}) / name
    tables, _ = draft_tables(path)
    text = draft_mapping(name, tables).text
    written = folder / "draft.yaml"
    written.write_text(text, encoding="utf-8")
    assert read_mapping(written)[1] == []
    return text, yaml.safe_load(text)


@pytest.mark.parametrize("name", FILES)
def test_every_draft_can_be_read_says_that_it_is_one_and_knows_every_heading(tmp_path, name):
    text, data = drafted(tmp_path, name)
    assert text.startswith("# A draft")
    assert "goldthread check" in text
    assert all("\t" not in line and len(line) < 250 for line in text.splitlines())
    if data["tables"]:
        loaded = load_files(tmp_path / "in", {name: FILES[name], "mapping.yaml": text, "goldthread.yaml": (
            "planSet: made-up\nmapping: mapping.yaml\n")})
        assert not [told for told in loaded.problems if told.code in ("mapping", "heading-unknown", "heading-missing")]
    assert drafted(tmp_path, name)[0] == text


def test_an_action_plan_is_recognised(tmp_path):
    text, data = drafted(tmp_path, "action-plan.csv")
    assert data["dateOrder"] == "day-first"
    (table,) = data["tables"]
    assert table["kind"] == "Action"
    assert table["columns"] == {
        "Ref": "key", "Objective": "supports", "Action": "title", "Lead Officer": {"link": "owned by", "split": "/"},
        "By When": "due", "Success measure": "outcome", "Comments": "note",
        "RAG": {"field": "status", "values": {"Completed": "closed", "Not started": "open"}}}
    assert table["ignore"] == ["Cost code", "Email"]
    assert "# Not placed: Blue. Say in `values` which of these each is: open, closed." in text
    assert "- Email # about a person" in text
    assert "dateOrder: day-first # 25/12/2008" in text


def test_years_in_headings_and_a_decimal_comma_are_recognised(tmp_path):
    _, data = drafted(tmp_path, "LAA targets.csv")
    assert data["decimal"] == "comma"
    (table,) = data["tables"]
    assert (table["kind"], table["columns"]["NI no"], table["columns"]["Indicator"]) == ("Indicator", "key", "title")
    assert table["periods"] == {"Target": ["Target 2008/09", "Target 2009/10"], "Outturn": ["Baseline 2007/08"]}


def test_outline_numbers_and_items_beside_the_first_are_recognised(tmp_path):
    _, data = drafted(tmp_path, "improvement.csv")
    (table,) = data["tables"]
    assert table["columns"]["No"] == ["key", {"link": "part of", "path": "."}]
    assert table["also"] == [
        {"kind": "Milestone", "of": "part of", "columns": {"Milestones": {"field": "title", "split": "bullets"}}},
        {"kind": "Indicator", "of": "part of", "columns": {"Performance indicator": "title"}}]


def test_headings_of_sections_are_recognised(tmp_path):
    _, data = drafted(tmp_path, "themed.csv")
    assert data["tables"][0]["under"] == {"kind": "Objective", "link": "supports"}


def test_records_inside_others_are_linked_to_them(tmp_path):
    _, data = drafted(tmp_path, "okr.json")
    outer, inner = data["tables"]
    assert (outer["path"], inner["path"]) == ("objectives[]", "objectives[].keyResults[]")
    assert inner["columns"]["^id"]["to"] == "Objective"


@pytest.mark.parametrize(("name", "kind"), [
    ("risk-register.csv", "Risk"), ("recommendations.csv", "Recommendation"), ("register of plans.csv", "Strategy"),
    ("posts.csv", "Post"), ("outturns.csv", "Outturn"), ("budget.csv", "BudgetLine"), ("boards.csv", "Board"),
])
def test_the_kind_is_told_by_headings_and_names(tmp_path, name, kind):
    _, data = drafted(tmp_path, name)
    assert data["tables"][0]["kind"] == kind


def test_an_order_of_day_and_month_that_no_cell_proves_is_not_claimed(tmp_path):
    sheet = Sheet(["Ref", "Action", "By when"], 1, [Row(2, ["1", "Fit", "03/04/2008"])])
    text = draft_mapping("a.csv", [DraftTable(sheet)]).text
    assert "dateOrder" not in yaml.safe_load(text)
    assert "Nothing shows for certain whether dates such as 03/04/2008" in text


def test_nothing_recognised_is_said(tmp_path):
    text, data = drafted(tmp_path, "nothing.csv")
    assert data == {"tables": []}
    assert "no heading of it says anything" in text


CELLS = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.text(max_size=12),
                  st.sampled_from(["1.1", "1", "Head / Tail", "03/04/2008", "1.234,5", "open", "a\nb"]))
HEADINGS = st.one_of(st.sampled_from(["Ref", "Action", "Target 2008/09", "Owner", "Status", "Due", "Milestone", "No"]),
                     st.text(st.characters(exclude_categories=["Cs"]), max_size=12))


@given(st.lists(HEADINGS, min_size=1, max_size=5).flatmap(lambda headings: st.tuples(
    st.just(headings), st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), max_size=5))))
def test_no_table_is_too_odd_to_draft_for(tmp_path_factory, table):
    headings, rows = table
    words = [" ".join(heading.split()) for heading in headings]
    sheet = Sheet(words, 1, [Row(at, row) for at, row in enumerate(rows, 2)])
    path = tmp_path_factory.getbasetemp() / "draft.yaml"
    path.write_text(draft_mapping("a b.csv", [DraftTable(sheet)]).text, encoding="utf-8")
    assert read_mapping(path)[1] == []
