"""Lists of plan sets and sums over them, without a server: what a summary keeps, what sums say, the API in memory."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace

import pytest
from builders import AS_OF, dangling, item, link, loaded

from graph_api.across import Across, lines, national
from graph_api.cli.listing import in_json, in_text
from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.pipeline import Opened, check_plans
from graph_api.set_summary import keep, our_stamp, summary_of
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j.sets import ALL
from graph_api.stores.set_lines import Checked, RuleCount, SetLine, SetSummary, unpacked
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.records import NOWHERE, Waiver

TODAY = datetime.date(2008, 10, 1)
PARTS = (
    item("vision:v", title="A fair town", status="live"), item("objective:work", title="Fair work"),
    item("strategy:housing", title="Housing strategy", status="live"),
    item("action:walk", title="Walk to school"),
    link("objective:work PART_OF vision:v"),
    dangling("strategy:housing SUPPORTS objective:heat", "Objective"),
    dangling("action:walk DELIVERS other-town/objective:air", "Objective", "other-town"),
)


@pytest.fixture(scope="module")
def opened():
    return Opened(MemoryStore(loaded(*PARTS)), our_rules(), FolderSettings("made-up", "A made-up council"), AS_OF)


@pytest.fixture(scope="module")
def check(opened):
    return check_plans(opened)


def summary(*counts, state="h", as_of=AS_OF, rules=None):
    return SetSummary(state, as_of, our_stamp() if rules is None else rules, counts)


ASHBY = SetLine("ashby", "Ashby", items=3, links=1, hash="h", as_of=AS_OF, summary=summary(
    RuleCount("S3", "overdue", "high", 2, 1, 0), RuleCount("U1", "own", "low", 1, 0, 4)))
BEXLEY = SetLine("bexley", "Bexley", items=5, links=2, hash="new", summary=summary(
    RuleCount("S3", "overdue", "medium", 1), RuleCount("U1", "another", "low", 1), as_of=datetime.date(2008, 8, 1)))
CORBY = SetLine("corby", "Corby", hash="x")
THREE = [ASHBY, BEXLEY, CORBY]


# Summaries

def test_a_summary_counts_every_gap_of_a_check_once(check):
    found = summary_of(check, "h")

    assert sum(one.counted + one.silent + one.waived for one in found.counts) == len(check.gaps) > 0
    assert {one.code: one.counted for one in found.counts if one.counted} == Counter(
        gap.rule.code for gap in check.gaps if gap.counts)
    assert all(one.counted or one.silent or one.waived for one in found.counts)
    assert (found.hash, found.as_of) == ("h", AS_OF)


def test_a_waived_gap_is_counted_as_waived_and_nowhere_else(opened):
    waiver = Waiver("S9", "action:walk", "Agreed.", "Leader", datetime.date(2030, 1, 1), NOWHERE)
    waived = replace(loaded(*PARTS), waivers=(waiver,))
    found = summary_of(check_plans(replace(opened, store=MemoryStore(waived))), "h")

    (count,) = (one for one in found.counts if one.code == "S9")
    assert (count.counted, count.silent, count.waived) == (0, 0, 1)


def test_a_summary_comes_back_from_its_text(check):
    found = summary_of(check, "h")
    assert unpacked(found.packed()) == found


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[1,2,3,4]", '["h","2008-13-01","r",[]]', '["h","2008-09-01","r",[[1]]]'])
def test_a_summary_in_a_form_that_is_not_known_is_none(text):
    assert unpacked(text) is None


def test_a_summary_is_of_now_only_for_the_same_state_date_and_rules():
    assert ASHBY.checked(TODAY, our_stamp()) is Checked.NOW  # its own date is older than today, and is meant
    assert replace(ASHBY, as_of=None).checked(TODAY, our_stamp()) is Checked.BEFORE
    assert replace(ASHBY, as_of=None).checked(AS_OF, our_stamp()) is Checked.NOW
    assert replace(ASHBY, hash="other").checked(TODAY, our_stamp()) is Checked.BEFORE
    assert ASHBY.checked(TODAY, "other rules") is Checked.BEFORE
    assert CORBY.checked(TODAY, our_stamp()) is Checked.NEVER


def test_nothing_is_kept_for_a_store_in_memory(opened, check):
    assert keep(opened.store, check) is False


# Sums

def test_sums_by_severity_are_those_of_all_plan_sets():
    assert [(one.key, one.counted, one.silent, one.waived) for one in lines(THREE, Across.SEVERITY)] == [
        ("high", 2, 1, 0), ("medium", 1, 0, 0), ("low", 2, 0, 4)]


def test_sums_by_rule_keep_apart_own_rules_that_share_a_code_only():
    assert [(one.key, one.title, one.high, one.medium, one.low) for one in lines(THREE, Across.RULE)] == [
        ("S3", "overdue", 2, 1, 0), ("U1", "another", 0, 0, 1), ("U1", "own", 0, 0, 1)]


def test_a_plan_set_that_was_never_checked_has_no_line_and_is_told():
    found = national(THREE, Across.PLAN_SET, TODAY)

    assert [line.key for line in found.lines] == ["ashby", "bexley"]
    assert (found.plan_sets, found.now, found.before, found.never) == (3, 1, 1, 1)
    assert (found.first_as_of, found.last_as_of) == (datetime.date(2008, 8, 1), AS_OF)
    assert (found.total.counted, found.total.silent, found.total.waived) == (5, 1, 4)


@pytest.mark.parametrize("by", Across)
def test_every_way_to_count_comes_to_the_same_sums(by):
    found = national(THREE, by, TODAY)
    for way in ("high", "medium", "low", "silent", "waived"):
        assert sum(getattr(line, way) for line in found.lines) == getattr(found.total, way)


def test_there_may_be_no_plan_set_at_all():
    found = national([], Across.RULE, TODAY)
    assert (found.plan_sets, found.lines, found.first_as_of, found.total.counted) == (0, (), None, 0)


# Lists

def test_the_list_says_what_is_not_of_now():
    heads, ashby, bexley, corby, whole = in_text(THREE).splitlines()

    assert heads.split()[:4] == ["plan", "set", "items", "links"]
    assert ashby.split() == ["ashby", "3", "1", "2", "0", "1", "1", "4", "2008-09-01", "-"]
    assert bexley.endswith("not checked since 2008-08-01")
    assert corby.split() == ["corby", "0", "0", *"-------", "not", "checked"]
    assert whole.split()[:9] == ["all", "3", "8", "3", "2", "1", "2", "1", "4"]
    assert whole.endswith("1 checked as they are, 1 before, 1 never")


def test_a_plan_set_half_written_is_told_as_such():
    since = datetime.datetime(2008, 9, 1, 12, tzinfo=datetime.UTC)
    text = in_text([replace(CORBY, syncing_since=since), replace(CORBY, hash=None, syncing_since=since)])
    assert "not checked; being written" in text
    assert "not checked; never whole" in text


def test_the_list_as_json_has_counts_by_rule_and_sums():
    import json  # noqa: PLC0415 - here alone

    found = json.loads(in_json(THREE))
    assert [one["state"] for one in found["plan_sets"]] == ["now", "before", "never"]
    assert found["plan_sets"][0]["summary"]["counts"][0] == {
        "code": "S3", "name": "overdue", "severity": "high", "counted": 2, "silent": 1, "waived": 0}
    assert [line["key"] for line in found["all"]["by_severity"]] == ["high", "medium", "low"]
    assert found["all"]["never"] == 1


# The API in memory

QUERY = """query ($by: CountAcross!) {
  planSets { name title madeUp items links synced syncing state asOf summary(by: $by) { key counted silent waived } }
  nationalSummary(by: $by) {
    planSets checked checkedBefore neverChecked firstAsOf lastAsOf
    total { counted silent waived } lines { key title counted silent waived } } }"""


@pytest.mark.parametrize("by", ["RULE", "SEVERITY", "PLAN_SET"])
def test_in_memory_there_is_the_one_plan_set_that_is_loaded(opened, check, by):
    answer = ask(Edition(opened), QUERY, {"by": by})
    assert answer.errors == []
    (one,), whole = answer.data["planSets"], answer.data["nationalSummary"]

    assert (one["name"], one["title"], one["madeUp"]) == ("made-up", "A made-up council", True)
    assert (one["items"], one["links"], one["synced"], one["syncing"]) == (4, 3, None, None)
    assert (one["state"], one["asOf"]) == ("NOW", "2008-09-01")
    assert (whole["planSets"], whole["checked"], whole["neverChecked"]) == (1, 1, 0)
    assert whole["total"]["counted"] == sum(gap.counts for gap in check.gaps) > 0
    assert [(line["key"], line["counted"]) for line in one["summary"]] == [
        (line["key"], line["counted"]) for line in whole["lines"]]


def test_an_answer_from_memory_is_kept(opened):
    assert ask(Edition(opened), QUERY, {"by": "RULE"}).keeps


def test_no_argument_names_a_plan_set(opened):
    for query in ('{ planSets(name: "b") { name } }', '{ nationalSummary(by: RULE, planSet: "b") { planSets } }'):
        assert not ask(Edition(opened), query).executed


# Statements

def test_statements_are_bound_to_names_that_are_given():
    for text in ALL:
        assert text.count("(p:PlanSet {plan_set: ") == text.count("MATCH") == 1
        assert "properties(p)" not in text  # the node holds long texts that no list needs
