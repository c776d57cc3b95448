"""Drafting a mapping: what headings and cells of officers are taken for, and that every draft can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from folders import load_files, write
from hypothesis import given
from hypothesis import strategies as st

from loaders.drafting.draft import DraftTable, draft_mapping
from loaders.drafting.tables_in import draft_tables
from loaders.mapping.file import read_mapping
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
    return drafted_from(folder, name, FILES[name])


def drafted_from(folder: Path, name: str, content: str) -> tuple[str, dict]:
    """The draft for a file with this content, and what it says."""
    path = write(folder, {name: content}) / name
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


OFFICERS = {
    "Action Plan 08-09.csv": ("Action", """\
No.,What we will do,Who is responsible,By when,RAG status,Key milestones
1.1,Fit smoke alarms,Head of Housing,31/03/2009,Green,Survey
1.2,Train wardens,Fire chief,Q2 2009/10,Amber,
2.1,Light the path,Head of Parks,Ongoing,Red,Lamps on
2.2,Close the depot,,TBC,Complete,
""", {"No.": "key", "What we will do": "title", "Who is responsible": "owned by",
      "By when": {"field": "due", "values": {"Ongoing": None, "TBC": None}},
      "RAG status": {"field": "status", "values": {
          "Green": "open", "Amber": "open", "Red": "open", "Complete": "closed"}}}),
    "improvement plan.csv": ("Action", """\
Ref,Area for improvement,Action required,Lead,Timescale,Resources,Success criteria,Progress
A1,Debt,Write to tenants,Head of Finance,June 2009,Within budget,Less debt,On track
A2,Debt,Call tenants,Head of Finance,July 2009,None,Less debt,Completed
""", {"Ref": "key", "Action required": "title", "Lead": "owned by", "Timescale": "due",
      "Success criteria": "outcome",
      "Progress": {"field": "status", "values": {"On track": "open", "Completed": "closed"}}}),
    "delivery.csv": ("Action", """\
Priority,Task,Who,When,How will we know,Cost
Safer,Mend lamps,Head of Parks,Dec 2008,Fewer falls,£200
Safer,Walk the streets,Fire chief,continuous,Fewer crimes,£10
""", {"Priority": "supports", "Task": "title", "Who": "owned by", "How will we know": "outcome",
      "When": {"field": "due", "values": {"continuous": None}}}),
    "equality action plan for risk and targets.csv": ("Action", """\
Objective,Activity,Lead officer,Target date,Outcome,Risks,Performance indicator
Fair pay,Review the pay of all grades,Head of People,March 2009,Equal pay,Cost,Gap in pay
Fair pay,Publish it,Head of People,May 2009,Openness,,
""", {"Objective": "supports", "Activity": "title", "Lead officer": "owned by", "Target date": "due",
      "Outcome": "outcome"}),
    "sports strategy action plan.csv": ("Action", """\
Action no,Key action,By whom,Deadline,Milestones,Status,Comments
S1,Open a pool,Head of Sport,2009-10-01,Tiles laid,Not started,late
S2,Sell a pool,Head of Sport,2009-11-01,,In progress,
""", {"Action no": "key", "Key action": "title", "By whom": "owned by", "Deadline": "due", "Comments": "note",
      "Status": {"field": "status", "values": {"Not started": "open", "In progress": "open"}}}),
    "LAA targets 2008.csv": ("Indicator", """\
NI,Indicator,Lead partner,Baseline 07/08,Target 08/09,Target 09/10,Target 10/11
NI 15,Violent crime,Police,2.3,2.2,2.1,2
NI 16,Burglary,Police,20,19,18,TBC
""", {"NI": "key", "Indicator": "title", "Lead partner": "owned by"}),
    "Corporate risk register.csv": ("Risk", """\
Risk No,Description of risk,Likelihood,Impact,Residual risk,Risk owner,Mitigating action,Action,By when
R1,Fire,High,High,High,Head of Housing,Alarms,Fit more alarms,March 2009
R2,Flood,Low,High,Med,Head of Parks,Wall,,
""", {"Risk No": "key", "Description of risk": "title", "Risk owner": "owned by",
      "Residual risk": {"field": "level", "values": {"Med": "medium"}}}),
    "risks.csv": ("Risk", """\
ID,Risk,Probability,Impact,Score,Overall position,Lead
1,Fire,4,5,20,High,Head of Housing
2,Flood,1,2,2,Low,Head of Parks
""", {"ID": "key", "Risk": "title", "Overall position": "level", "Lead": "owned by"}),
    "Scrutiny recommendation tracker.csv": ("Recommendation", """\
Rec No,Recommendation,Response,Agreed action,Responsible officer,Target date,Progress
1,Write a vision,Accepted,Draft it,Chief executive,June 2009,Implemented
2,Sell the hall,Rejected,,,,
""", {"Rec No": "key", "Recommendation": "title", "Target date": "deadline",
      "Response": {"field": "status", "values": {"Rejected": "dropped"}},
      "Progress": {"field": "stage", "values": {"Implemented": "taken"}}}),
    "list of strategies.csv": ("Strategy", """\
Strategy,Lead officer,Date adopted,Review date,Status,Directorate
Housing strategy,Head of Housing,May 2007,May 2010,Adopted,Housing
Parks strategy,Head of Parks,June 2006,TBC,In draft,Streets
""", {"Strategy": "title", "Lead officer": "owned by",
      "Review date": {"field": "review", "values": {"TBC": None}},
      "Status": {"field": "status", "values": {"Adopted": "live", "In draft": "draft"}}}),
    "Service plan summary.csv": ("ServicePlan", """\
Service plan,Head of service,Corporate priority,Start date,End date,Budget
Housing,Head of Housing,Safer,2008-04-01,2009-03-31,"£1,200"
Parks,Head of Parks,Greener,2008-04-01,2009-03-31,£900
""", {"Service plan": "title", "Head of service": "owned by", "Corporate priority": "supports",
      "Start date": "start", "End date": "end", "Budget": "spend"}),
    "Performance report.csv": ("Indicator", """\
PI ref,Performance indicator,Good is,Outturn 2007/08,Target 2008/09,Q1,Q2,Outturn 2008/09,RAG,Trend
BV1,Bins,high,90,95,91,92,93,Red,up
BV2,Falls,low,9,8,8,7,7,Green,up
""", {"PI ref": "key", "Performance indicator": "title",
      "Good is": {"field": "polarity", "values": {"high": "higher", "low": "lower"}}}),
    "Performance scorecard 2008-09.csv": ("Indicator", """\
Ref,Measure,Unit,Target,Actual,Responsible officer
1,Bins emptied,%,95,93,Head of Parks
2,Falls,number,8,7,Head of Housing
""", {"Ref": "key", "Measure": "title", "Unit": "unit", "Responsible officer": "owned by"}),
    "Staff objectives.csv": ("StaffObjective", """\
No,Employee,Objective,Link to team plan,Success measure,Target date,Mid year review
1,A Person,Answer in a week,Faster answers,Nine in ten,March 2009,fine
2,A Person,Learn to type,Skills,Pass,May 2009,fine
""", {"No": "key", "Objective": "title", "Link to team plan": "supports", "Success measure": "outcome",
      "Target date": "due"}),
    "key milestones.csv": ("Milestone", """\
Ref,Milestone,Action,Target date,Forecast date,RAG
M1,Tiles laid,S1,March 2009,May 2009,Amber
M2,Water in,S1,May 2009,June 2009,Green
""", {"Ref": "key", "Milestone": "title", "Target date": "due", "Forecast date": "forecast",
      "Action": "part of",
      "RAG": {"field": "status", "values": {"Amber": "at-risk", "Green": "on-track"}}}),
}


@pytest.mark.parametrize("name", OFFICERS)
def test_tables_that_officers_keep_get_the_right_kind_and_lose_no_row_in_silence(tmp_path, name):
    kind, content, columns = OFFICERS[name]
    text, data = drafted_from(tmp_path, name, content)
    (table,) = data["tables"]
    assert (table["kind"], table["columns"]) == (kind, columns), text
    assert "not recognised" not in text
    loaded = load_files(tmp_path / "in", {name: content, "mapping.yaml": text, "goldthread.yaml": (
        "planSet: made-up\nmapping: mapping.yaml\n")})
    bad = ("mapping", "heading-unknown", "heading-missing", "key-twice")
    assert not [told for told in loaded.problems if told.code in bad]
    seen = {found.source.row for found in loaded.items if found.kind == kind} | {
        told.source.row for told in loaded.problems}
    assert {*range(2, content.count("\n") + 1)} <= seen


def test_milestones_actions_and_figures_beside_the_row_are_items_of_their_own(tmp_path):
    def also(name: str) -> list:
        return drafted_from(tmp_path, name, OFFICERS[name][1])[1]["tables"][0]["also"]

    assert also("Action Plan 08-09.csv") == [
        {"kind": "Milestone", "of": "part of", "columns": {"Key milestones": "title"}}]
    assert also("Corporate risk register.csv") == [
        {"kind": "Action", "of": "addresses", "columns": {"Action": "title", "By when": "due"}}]
    assert also("Performance scorecard 2008-09.csv") == [
        {"kind": "Target", "of": "part of", "columns": {"Target": "value"}, "constants": {"period": "2008/09"}},
        {"kind": "Outturn", "of": "part of", "columns": {"Actual": "value"}, "constants": {"period": "2008/09"}}]


def test_years_without_a_century_and_quarters_are_told_apart(tmp_path):
    _, data = drafted_from(tmp_path, "laa targets.csv", OFFICERS["LAA targets 2008.csv"][1])
    assert data["tables"][0]["periods"] == {
        "Target": {"Target 08/09": "2008/09", "Target 09/10": "2009/10", "Target 10/11": "2010/11"},
        "Outturn": {"Baseline 07/08": "2007/08"}}
    text, data = drafted_from(tmp_path, "report.csv", OFFICERS["Performance report.csv"][1])
    assert data["tables"][0]["periods"] == {
        "Target": ["Target 2008/09"], "Outturn": ["Outturn 2007/08", "Outturn 2008/09"]}
    assert "- Q1 # a part of a year" in text


def test_a_heading_for_which_there_is_no_field_says_so(tmp_path):
    text, data = drafted_from(tmp_path, "risk register.csv", OFFICERS["Corporate risk register.csv"][1])
    assert data["tables"][0]["ignore"] == ["Likelihood", "Impact", "Mitigating action"]
    assert text.count("plan data has no field for it on a row of the kind Risk; kept out") == 3


def test_a_kind_that_another_nearly_equals_is_doubtful_and_counted(tmp_path):
    path = write(tmp_path, {"table.csv": "Ref,Objective,Action\n1,Safer,Fit alarms\n2,Greener,Plant trees\n"})
    draft = draft_mapping("table.csv", draft_tables(path / "table.csv")[0])
    assert "# Doubtful: 2 lines. The table may hold" in draft.text
    assert "# doubtful, for " in draft.text
    assert draft.said[0].endswith("3 headings mapped, 1 of them doubtful, and so is the kind; 0 left out")


def test_dates_that_cannot_be_read_are_shown_with_what_to_do(tmp_path):
    text, data = drafted_from(tmp_path, "actions.csv", (
        "Ref,Action,By when\n1,Fit,31/03/09\n2,Check,end of March 2009\n3,Test,On-going\n4,Stop,\n"))
    assert data["tables"][0]["columns"]["By when"] == {"field": "due", "values": {"On-going": None}}
    assert 'Not read as dates: "31/03/09", end of March 2009.' in text


def test_a_mapping_with_a_name_of_officers_is_told_which_of_ours_is_meant(tmp_path):
    text = ("tables:\n  - file: a.csv\n    kind: Action\n    columns: {A: title, B: deadline}\n"
            "    constants: {rag status: open}\n")
    path = write(tmp_path, {"m.yaml": text}) / "m.yaml"
    assert [told.remedy for told in read_mapping(path)[1]] == ["Did you mean due?", "Did you mean status?"]


def test_a_list_at_the_top_of_a_mapping_is_told_what_goes_above_it(tmp_path):
    path = write(tmp_path, {"m.yaml": "- file: a.csv\n  kind: Action\n"}) / "m.yaml"
    assert [told.remedy for told in read_mapping(path)[1]] == ['Write "tables:" above the list.']


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
