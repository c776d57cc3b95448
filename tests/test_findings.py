"""What has become of the inspectors' findings: reproduced, stated only, not seen, or impossible to tell."""

from __future__ import annotations

from typing import Any

import pytest
from builders import AS_OF, dangling, item, link, rule, store, table

from graph_api.engine.graph import Result, State
from graph_api.findings import compare_findings
from graph_api.gaps import check
from graph_api.results import FindingResult, LookedAt
from loaders.rules import our_rules
from schema.records import Finding, Source
from schema.rule import Rule

OURS = {tested.code: tested for tested in our_rules()}
ASKED, UNASKED = table("register", Action="owned by,status"), table("transcript", Action="status")
OWNER = item("post:p"), link("action:b OWNED_BY post:p")


def finding(*items: str, of: str | None = "G21", name: str = "F1", why: str | None = None,
            wanting: str | None = None) -> Finding:
    return Finding(name, "Nobody owns the actions.", Source("001", "45"), "Audit Commission", items, of, why, wanting)


def compared(told: Finding, *parts: Any, rules: tuple[Rule, ...] = (OURS["G21"],)) -> FindingResult:
    (found,) = check(store(told, *parts), rules, AS_OF).findings
    return found


def state(told: Finding, *parts: Any, rules: tuple[Rule, ...] = (OURS["G21"],)) -> str:
    return str(compared(told, *parts, rules=rules).state)


def action(name: str, **values: Any) -> Any:
    return item(f"action:{name}", tables=[0], **values)


# Findings that name items

def test_a_gap_that_is_not_silent_reproduces_it() -> None:
    assert state(finding("action:a"), action("a"), ASKED) == "reproduced"
    assert state(finding("action:a"), action("a"), dangling("action:a OWNED_BY post:x", "Post"), ASKED) == "reproduced"
    assert state(finding("action:b", "action:a"), action("a"), action("b"), *OWNER, ASKED) == "reproduced"


def test_a_gap_that_rests_on_silence_only_states_it() -> None:
    assert state(finding("action:a"), action("a"), UNASKED) == "stated-only"


def test_no_gap_at_any_of_its_items_is_not_seen() -> None:
    assert state(finding("action:b"), action("a"), action("b"), *OWNER, ASKED) == "not-seen"
    assert state(finding("action:b"), action("b"), *OWNER, UNASKED) == "not-seen"


def test_an_item_that_was_not_looked_at_only_states_it() -> None:
    dated = OURS["G19"]
    closed, open_one = action("a", status="closed"), action("b", status="open", due="2009")
    assert state(finding("action:a", of="G19"), closed, open_one, ASKED, rules=(dated,)) == "stated-only"
    assert state(finding("action:a", "action:b", of="G19"), closed, open_one, ASKED, rules=(dated,)) == "stated-only"
    assert state(finding("action:b", of="G19"), closed, open_one, ASKED, rules=(dated,)) == "not-seen"
    assert state(finding("action:gone", of="G19"), closed, open_one, ASKED, rules=(dated,)) == "stated-only"


def test_nothing_to_look_at_only_states_it() -> None:
    assert state(finding("action:a"), table("register", Action="owned by")) == "stated-only"
    assert state(finding(), table("register", Action="owned by")) == "stated-only"


def test_an_item_without_the_date_is_stated_only_for_a_late_rule() -> None:
    parts = [item("milestone:m"), item("milestone:n", due="2009"), table("register", Milestone="due")]
    assert state(finding("milestone:m", of="S3"), *parts, rules=(OURS["S3"],)) == "stated-only"
    assert state(finding("milestone:n", of="S3"), *parts, rules=(OURS["S3"],)) == "not-seen"


def test_the_far_end_of_a_clash_is_reproduced_by_a_gap_and_looked_at_by_no_rule() -> None:
    parts = [item("strategy:s"), item("objective:old", status="superseded"), item("objective:new"),
             link("strategy:s SUPPORTS objective:new")]
    of_plans = rule("clash", "Plan", "G06", along=">SUPPORTS", fault="b.status = superseded")
    broken = link("strategy:s SUPPORTS objective:old")
    assert state(finding("objective:old", of="G06"), *parts, broken, rules=(of_plans,)) == "reproduced"
    assert state(finding("objective:old", of="G06"), *parts, rules=(of_plans,)) == "stated-only"


@pytest.mark.parametrize("named", [["objective:a"], ["objective:b"], ["objective:a", "objective:b"]])
def test_any_member_of_a_knot_will_do(named: list[str]) -> None:
    parts = [item("objective:a"), item("objective:b"), link("objective:a SUPPORTS objective:b"),
             link("objective:b SUPPORTS objective:a")]
    assert state(finding(*named, of="S1"), *parts, rules=(OURS["S1"],)) == "reproduced"


# Findings that name none

def test_a_finding_without_items_matches_any_gap_of_its_rule() -> None:
    assert state(finding(), action("a"), ASKED) == "reproduced"
    assert state(finding(), action("a"), UNASKED) == "stated-only"
    both = [action("a"), item("action:c", tables=[1]), ASKED, table("transcript", Action="status")]
    found = compared(finding(), *both)
    assert (str(found.state), len(found.gaps)) == ("reproduced", 2)


def test_a_finding_without_items_is_not_seen_only_where_a_register_holds_what_there_is() -> None:
    assert state(finding(), action("b"), *OWNER, ASKED) == "not-seen"
    assert state(finding(), action("b"), *OWNER, UNASKED) == "stated-only"


# Gaps on the whole plan set

@pytest.mark.parametrize("named", [[], ["objective:a"], ["objective:b"]])
def test_a_gap_on_the_whole_plan_set_matches_every_finding_of_its_rule(named: list[str]) -> None:
    up = rule("cut-off", "Objective", "G05", to="Vision")
    parts = [item("objective:a"), item("objective:b")]
    told = finding(*named, of="G05")
    assert state(told, *parts, table("register", Vision="status"), rules=(up,)) == "reproduced"
    assert state(told, *parts, rules=(up,)) == "stated-only"
    result = check(store(told, *parts), (up,), AS_OF)
    assert [gap.confirmed_by for gap in result.gaps] == [()]


# Rules that cannot say it

def test_what_no_rule_can_say_cannot_be_told() -> None:
    found = compared(finding(of=None, why="No rule reads minutes."), action("a"), ASKED)
    assert (str(found.state), found.why, found.gaps) == ("cannot-tell", "No rule reads minutes.", ())
    assert state(finding(of="G99"), action("a"), ASKED) == "cannot-tell"
    assert state(finding(of="G19"), action("a"), ASKED) == "cannot-tell", "its rule was not run"


def test_a_rule_that_ran_out_of_time_cannot_tell() -> None:
    world = store(action("a"), ASKED)
    looked_at = {"G21": LookedAt(1, State.TIMED_OUT)}
    assert Result(1, State.TIMED_OUT).rows == ()
    (found,), _ = compare_findings((finding("action:a"),), (OURS["G21"],), looked_at, [], world, AS_OF)
    assert str(found.state) == "cannot-tell"


# A merged code stands for several rules

THREE = OURS["G19"], OURS["G20"], OURS["G21"]
HEADINGS = table("register", Action="due,outcome,owned by")


@pytest.mark.parametrize(("values", "owned", "word"), [
    ({"status": "open", "outcome": "x"}, True, "reproduced"), ({"status": "open", "due": "2009"}, True, "reproduced"),
    ({"status": "open", "due": "2009", "outcome": "x"}, False, "reproduced"),
    ({"status": "open", "due": "2009", "outcome": "x"}, True, "not-seen"),
    ({"status": "closed", "outcome": "x"}, True, "stated-only"),
])
def test_a_merged_code_is_seen_by_any_of_its_rules(values: dict[str, Any], owned: bool, word: str) -> None:
    parts = [action("b", **values), HEADINGS, *(OWNER if owned else ())]
    assert state(finding("action:b", of="G73"), *parts, rules=THREE) == word


# Which gaps a finding confirms

def test_a_finding_confirms_the_gaps_of_its_rule_at_the_items_that_it_names() -> None:
    told = [finding("action:a"), finding("action:a", "action:c", name="F2"), finding(name="F3"),
            finding("action:a", of="G20", name="F4"), finding("action:a", of=None, name="F5")]
    result = check(store(*told, action("a"), action("b"), action("c"), UNASKED), (OURS["G21"], OURS["G20"]), AS_OF)
    owners = {gap.items[0].key: gap.confirmed_by for gap in result.gaps if gap.rule.code == "G21"}
    assert owners == {"action:a": ("F1", "F2"), "action:b": (), "action:c": ("F2",)}
    outcomes = {gap.items[0].key: gap.confirmed_by for gap in result.gaps if gap.rule.code == "G20"}
    assert outcomes == {"action:a": ("F4",), "action:b": (), "action:c": ()}
    assert [str(one.state) for one in result.findings] == [
        "stated-only", "stated-only", "stated-only", "stated-only", "cannot-tell"]


def test_a_finding_for_which_no_paper_gives_the_data_is_at_best_stated_only_and_confirms_nothing() -> None:
    wanting = finding("action:a", wanting="No paper names the actions that are meant.")
    result = check(store(wanting, action("a"), ASKED), (OURS["G21"],), AS_OF)
    (found,) = result.findings
    assert (str(found.state), found.why, found.gaps) == (
        "stated-only", "No paper names the actions that are meant.", ())
    assert [(str(gap.proof), gap.confirmed_by) for gap in result.gaps] == [("blank", ())]
    assert state(wanting, action("a"), *(link("action:a OWNED_BY post:p"), item("post:p")), ASKED) == "stated-only"
    assert state(wanting, ASKED) == "stated-only"


def test_it_cannot_be_told_where_its_rule_is_out_of_use() -> None:
    found = compared(finding(wanting="No paper names them."), action("a"), ASKED, rules=(OURS["G20"],))
    assert (str(found.state), found.why) == ("cannot-tell", "The rule that would show it was not run.")


def test_a_silent_gap_counts_once_it_is_confirmed() -> None:
    result = check(store(finding("action:a"), action("a"), action("b"), UNASKED), (OURS["G21"],), AS_OF)
    assert [(gap.items[0].key, str(gap.proof), gap.counts) for gap in result.gaps] == [
        ("action:a", "silent", True), ("action:b", "silent", False)]


def test_a_finding_names_the_gaps_that_match_it() -> None:
    found = check(store(finding("action:a"), action("a"), action("b"), ASKED), (OURS["G21"],), AS_OF)
    assert found.findings[0].gaps == (found.gaps[0].id,)
    assert found.gaps[0].items[0].key == "action:a"
