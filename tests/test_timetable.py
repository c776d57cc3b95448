"""The monitoring timetable: on a tiny made-up council, and as the framework of 2006 has it."""

from __future__ import annotations

import datetime
import json

import pytest
from builders import AS_OF, dangling, item, link, loaded

from graph_api.analyses.timetable import Course, timetables
from graph_api.gaps import check
from graph_api.gql.ask import ask
from graph_api.reports.write import write_report
from graph_api.results import Proof
from graph_api.stores.memory import MemoryStore
from schema.records import Source

PARTS = (
    item("document:yearly", title="Yearly timetable", type="timetable"),
    item("document:decision", title="Decision of the cabinet"),
    item("partnership:city", title="City partnership"),
    item("board:executive", title="Executive"), item("board:cabinet", title="Cabinet"),
    item("board:scrutiny", title="Scrutiny"),
    item("report:audit", title="Audit", cadence="yearly", source=Source(file="t.yaml", row=9)),
    item("report:budget", title="Budget", due="June 2008", issued="2008-06-20", source=Source(file="t.yaml", row=3)),
    item("report:safety", title="Safety", due="2008-06-01", issued="July 2008", source=Source(file="t.yaml", row=5)),
    item("report:work", title="Work", due="Q1 2008/09", source=Source(file="t.yaml", row=7)),
    item("report:next", title="Next", due="2008/09", source=Source(file="t.yaml", row=8)),
    item("report:named", title="Named", listed=True),
    item("report:loose", title="Loose", source=Source(file="u.yaml", row=1)),
    link("board:executive PART_OF partnership:city"),
    *(link(f"document:yearly EXPECTS report:{one}") for one in ("audit", "named", "work", "next", "safety", "budget")),
    link("report:budget GOES_TO board:cabinet"), link("report:budget GOES_TO board:scrutiny"),
    link("report:safety GOES_TO board:scrutiny"), link("report:loose GOES_TO board:executive"),
    dangling("document:yearly EXPECTS report:missing", "Report"),
    dangling("document:decision EXPECTS report:agreed", "Report"),
    dangling("document:decision EXPECTS strategy:absent", "Strategy"),
    dangling("document:decision EXPECTS other/report:theirs", "Report", "other"),
)


@pytest.fixture(scope="module")
def store():
    return MemoryStore(loaded(*PARTS))


def keys(refs):
    return [one.key for one in refs]


def test_a_timetable_is_read_in_the_order_of_its_table_and_what_is_missing_from_it_comes_last(store):
    yearly, _ = timetables(store, AS_OF)

    assert yearly.document.key == "document:yearly"
    assert keys(line.report for line in yearly.lines) == [
        "report:budget", "report:safety", "report:work", "report:next", "report:audit", "report:missing"]


def test_reports_of_no_timetable_and_those_that_another_paper_expects_stand_at_the_end(store):
    _, others = timetables(store, AS_OF)

    assert others.document is None
    assert keys(line.report for line in others.lines) == ["report:loose", "report:agreed"]
    assert others.lines[1].expected_by.key == "document:decision"


@pytest.mark.parametrize(("report", "course", "status"), [
    ("report:budget", Course.ISSUED, "issued 2008-06-20"),
    ("report:safety", Course.ISSUED_LATE, "issued July 2008, was due 2008-06-01"),
    ("report:work", Course.OVERDUE, "was due Q1 2008/09, not recorded as issued"),
    ("report:next", Course.DUE, "due 2008/09"),
    ("report:audit", Course.UNDATED, "no date recorded"),
    ("report:missing", Course.ABSENT, "not recorded"),
])
def test_a_line_says_how_it_stands(store, report, course, status):
    line = next(line for line in timetables(store, AS_OF)[0].lines if line.report.key == report)

    assert (line.course, line.status) == (course, status)


def test_a_report_that_was_agreed_and_has_no_line_says_so():
    parts = (item("document:decision", title="Decision"), item("report:agreed", title="Agreed"),
             item("report:loose", title="Loose"), link("document:decision EXPECTS report:agreed"))
    timed = (item("document:yearly", title="Yearly", type="timetable"), item("report:audit", title="Audit"),
             link("document:yearly EXPECTS report:audit"))
    _, outside = timetables(MemoryStore(loaded(*parts, *timed)), AS_OF)
    (alone,) = timetables(MemoryStore(loaded(*parts)), AS_OF)

    assert [(line.report.key, line.status, line.expected_by and line.expected_by.key) for line in outside.lines] == [
        ("report:agreed", "no date recorded; agreed, but no line of the timetable", "document:decision"),
        ("report:loose", "no date recorded", None)]
    assert {line.status for line in alone.lines} == {"no date recorded"}


def test_what_is_overdue_hangs_on_the_date_of_the_check(store):
    early, _ = timetables(store, datetime.date(2008, 6, 30))
    work = next(line for line in early.lines if line.report.key == "report:work")

    assert work.course is Course.DUE


def test_recipients_are_counted_and_those_who_get_nothing_are_told(store):
    yearly, others = timetables(store, AS_OF)

    assert [(one.body.key, one.reports) for one in yearly.recipients] == [("board:scrutiny", 2), ("board:cabinet", 1)]
    assert keys(line.report for line in yearly.to_nobody) == ["report:work", "report:next", "report:audit"]
    assert keys(yearly.unserved) == ["partnership:city", "board:executive"]
    assert keys(others.unserved) == ["partnership:city"]


def test_without_reports_there_is_no_timetable():
    nothing = MemoryStore(loaded(item("document:yearly", title="Yearly timetable", type="timetable")))

    assert timetables(nothing, AS_OF) == ()


@pytest.fixture(scope="module")
def reported(store):
    checked = check(store, (), AS_OF)
    return lambda form, board=None: write_report(form, store, checked, board)


def test_the_report_has_a_table_of_it(reported):
    section = reported("md").split("## Who gets which report")[1].split("\n## ")[0]

    assert ("5 reports in all. For 3 of them no recipient is recorded. 1 more is expected and not recorded. "
            "None of them goes to a partnership.") in section
    assert "| Budget | Cabinet and Scrutiny | June 2008 | Issued 2008-06-20 |" in section
    assert "| Audit | No recipient recorded | yearly | No date recorded |" in section
    assert ("| agreed | Not recorded | Not recorded | Not recorded; agreed, but no line of the timetable; expected by "
            "Decision of the cabinet |") in section
    assert '<h2 id="timetables">Who gets which report</h2>' in reported("html")


def test_the_report_for_one_board_has_only_what_it_gets(reported):
    document = json.loads(reported("json", "board:cabinet"))
    (yearly,) = document["timetables"]

    assert [line["id"] for line in yearly["lines"]] == ["report:budget"]


# The framework of 2006 (002 App1 14, and ¶3.4 of the report that brought it)


@pytest.fixture(scope="module")
def of_2006(leicester):
    return timetables(leicester.store, AS_OF)[0]


def test_the_timetable_of_2006_has_fourteen_lines_and_six_recipients(of_2006):
    assert of_2006.document.key == "document:monitoring-timetable"
    assert len(of_2006.lines) == 14
    assert {one.body.key: one.reports for one in of_2006.recipients} == {
        "board:full-council": 1, "board:cabinet": 7, "board:scrutiny": 9, "board:corporate-directors-board": 6,
        "board:strategic-resources-group": 11, "board:departmental-management-teams": 1}


def test_two_lines_of_2006_go_to_nobody_and_no_partnership_gets_one(of_2006):
    assert keys(line.report for line in of_2006.to_nobody) == [
        "report:performance-meeting", "report:progress-on-actions"]
    assert "partnership:leicester-partnership" in keys(of_2006.unserved)
    assert not [one for one in of_2006.recipients if one.body.kind == "Partnership"]


def test_only_the_performance_plan_goes_to_the_full_council(of_2006):
    gets = [line.report.key for line in of_2006.lines if "board:full-council" in keys(line.recipients)]

    assert gets == ["report:best-value-performance-plan"]


def test_the_reports_on_indicators_that_were_agreed_in_2005_have_no_line(leicester):
    of_2006, outside = timetables(leicester.store, AS_OF)
    agreed = {line.report.key: (keys(line.recipients), line.status) for line in outside.lines
              if line.expected_by and line.expected_by.key == "document:kpi-monitoring-arrangements"}

    assert agreed == {
        "report:key-indicators-quarterly": (
            ["board:corporate-directors-board", "board:strategic-resources-group"],
            "no date recorded; agreed, but no line of the timetable"),
        "report:key-indicators-half-yearly": (
            ["board:cabinet", "board:reops-scrutiny"], "no date recorded; agreed, but no line of the timetable")}
    assert not agreed.keys() & set(keys(line.report for line in of_2006.lines))
    assert all(line.course is not Course.ABSENT for one in (of_2006, outside) for line in one.lines)


def test_the_api_has_it(leicester_now):
    answer = ask(leicester_now, """{ monitoringTimetable {
        document { key } recipients { body { key } reports } toNobody { title status } unserved { key }
        lines { key title cadence course recipients { title } expectedBy { key } source { place } } } }""")

    first, last = answer.data["monitoringTimetable"]
    assert answer.errors == []
    assert (first["document"]["key"], len(first["lines"]), len(first["toNobody"])) == (
        "document:monitoring-timetable", 14, 2)
    assert first["lines"][0]["cadence"] == "July"
    assert last["document"] is None
    assert {line["key"] for line in last["lines"] if line["expectedBy"]} == {
        "report:key-indicators-quarterly", "report:key-indicators-half-yearly"}


def test_the_rules_find_the_same(leicester_now):
    found = {(gap.rule.code, gap.proof.value, gap.items[0].key) for gap in leicester_now.moment(AS_OF).check.gaps
             if gap.rule.code in ("G64", "G65") and gap.proof is not Proof.SILENT}

    assert found == {
        ("G64", "blank", "report:performance-meeting"), ("G64", "blank", "report:progress-on-actions")}
