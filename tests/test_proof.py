"""How sure a gap is, clause by clause: what was asked, what an empty cell could answer, what nothing would clear."""

from __future__ import annotations

from typing import Any

import pytest
from builders import AS_OF, dangling, item, link, rule, store, table

from graph_api.gaps import check
from loaders.rules import our_rules
from schema.rule import Rule

OURS = {tested.code: tested for tested in our_rules()}
OWNED = rule("lacks", "Action", needs={"owner": ">OWNED_BY"})
DATED = rule("lacks", "Action", needs={"due": "due"})
LED = rule("lacks", "Strategy", needs={"actions": "<PART_OF[kind = Action]"})
PAID = rule("lacks", "Strategy", needs={"budget": ">FUNDED_BY[amount]"})


def proofs(tested: Rule, *parts: Any) -> list[str]:
    """The proofs of the rule's gaps, in the order of their identity."""
    return [str(gap.proof) for gap in check(store(*parts), (tested,), AS_OF).gaps]


def proof(tested: Rule, *parts: Any) -> str:
    (found,) = proofs(tested, *parts)
    return found


# Fields

@pytest.mark.parametrize(("asks", "headings", "answer"), [
    ("register", "due", "blank"), ("register", "start", "silent"), ("transcript", "due", "silent"),
])
def test_a_register_with_the_heading_asks_for_a_field(asks: str, headings: str, answer: str) -> None:
    assert proof(DATED, item("action:a", tables=[0]), table(asks, Action=headings)) == answer


def test_what_stands_in_no_table_or_in_another_was_not_asked() -> None:
    register = table("register", Action="due")
    assert proof(DATED, item("action:a"), register) == "silent"
    assert proof(DATED, item("action:a", tables=[1]), register, table("register", Action="start")) == "silent"
    assert proof(DATED, item("action:a", tables=[0, 1]), table("transcript", Action="due"), register) == "blank"


def test_a_heading_of_another_kind_in_the_same_table_does_not_ask() -> None:
    assert proof(DATED, item("action:a", tables=[0]), table("register", Action="start", Milestone="due")) == "silent"


def test_a_list_only_names_and_no_rule_looks_at_what_it_names() -> None:
    assert proofs(DATED, item("action:a", tables=[0], listed=True), table("list", Action="due")) == []


# Outgoing links

@pytest.mark.parametrize(("headings", "answer"), [("owned by", "blank"), ("due", "silent"), ("overseen by", "silent")])
def test_an_own_heading_asks_for_an_outgoing_link(headings: str, answer: str) -> None:
    assert proof(OWNED, item("action:a", tables=[0]), table("register", Action=headings)) == answer


def test_an_outgoing_link_is_not_asked_at_its_other_end() -> None:
    assert proof(OWNED, item("action:a", tables=[0]), table("register", Action="due", Post="owns")) == "silent"


def test_a_filled_cell_of_an_outgoing_link_has_been_answered() -> None:
    led = rule("lacks", "Action", needs={"post": ">OWNED_BY[kind = Post]"})
    parts = [item("action:a", tables=[0]), item("board:b"), link("action:a OWNED_BY board:b")]
    assert proof(led, *parts, table("register", Action="owned by", Post="status")) == "shown"
    assert proof(led, *parts, table("register", Action="due")) == "silent"
    assert proof(led, *parts, table("transcript", Action="owned by")) == "silent"


def test_a_dangling_reference_is_an_answer_too() -> None:
    parts = [item("action:a", tables=[0]), dangling("action:a OWNED_BY post:gone", "Post")]
    assert proof(OWNED, *parts, table("register", Action="owned by")) == "shown"
    assert proof(OWNED, *parts, table("transcript", Action="owned by")) == "silent"


# Incoming links

@pytest.mark.parametrize(("tables", "answer"), [
    ([table("register", Strategy="contains")], "blank"),
    ([table("register", Strategy="status")], "silent"),
    ([table("register", Strategy="status"), table("register", Action="part of")], "blank"),
    ([table("register", Strategy="status"), table("transcript", Action="part of")], "silent"),
    ([table("register", Strategy="status"), table("register", Milestone="part of")], "silent"),
    ([table("transcript", Strategy="status"), table("register", Action="part of")], "silent"),
    ([table("transcript", Strategy="contains"), table("register", Action="part of")], "silent"),
])
def test_an_incoming_link_is_asked_by_its_own_heading_or_at_its_start(tables: list, answer: str) -> None:
    assert proof(LED, item("strategy:s", tables=[0]), *tables) == answer


def test_a_filled_cell_of_an_incoming_link_leaves_room_for_one_more() -> None:
    parts = [item("strategy:s", tables=[0]), item("objective:o"), link("objective:o PART_OF strategy:s")]
    assert proof(LED, *parts, table("register", Strategy="contains")) == "blank"


# What is tested at the far end

def test_what_is_tested_at_a_far_end_that_is_not_there_must_be_asked_of_its_kind() -> None:
    plan = item("strategy:s", tables=[0])
    assert proof(PAID, plan, table("register", Strategy="funded by")) == "silent"
    assert proof(PAID, plan, table("register", Strategy="funded by", BudgetLine="title")) == "silent"
    asked = table("register", Strategy="funded by")
    assert proof(PAID, plan, asked, table("register", BudgetLine="amount")) == "blank"
    assert proof(PAID, plan, asked, table("transcript", BudgetLine="amount")) == "silent"


def test_what_is_tested_at_a_far_end_that_is_there_must_be_asked_of_it() -> None:
    parts = [item("strategy:s", tables=[0]), item("budget-line:b", tables=[1]),
             link("strategy:s FUNDED_BY budget-line:b")]
    asked = table("register", Strategy="funded by")
    assert proof(PAID, *parts, asked, table("register", BudgetLine="amount")) == "blank"
    assert proof(PAID, *parts, asked, table("transcript", BudgetLine="amount")) == "silent"


def test_a_kind_that_has_its_own_tier_need_not_be_asked_for_it() -> None:
    plan = item("service-plan:p", tables=[0])
    high = rule("lacks", "ServicePlan", needs={"link": ">SUPPORTS[tier <= 2]"})
    theirs = rule("lacks", "ServicePlan", needs={"link": ">SUPPORTS[kind = Objective and tier <= 2]"})
    strategy = rule("lacks", "ServicePlan", needs={"link": ">SUPPORTS[kind = Strategy and tier <= 2]"})
    asked = table("register", ServicePlan="supports")
    assert proof(high, plan, asked) == "blank"
    assert proof(theirs, plan, asked) == "silent"
    assert proof(theirs, plan, table("register", ServicePlan="supports", Objective="tier")) == "blank"
    assert proof(strategy, plan, asked) == "shown", "a strategy is of tier 3, whoever asks"


def test_a_link_that_leads_on_from_what_is_not_there_must_be_asked_too() -> None:
    deep = rule("lacks", "ServicePlan", needs={"t": "<PART_OF[kind = Indicator and <PART_OF[kind = Target]]"})
    plan = item("service-plan:p", tables=[0])
    first = table("register", ServicePlan="contains")
    assert proof(deep, plan, first) == "silent"
    assert proof(deep, plan, first, table("register", Target="part of")) == "blank"
    assert proof(deep, plan, first, table("register", Indicator="contains")) == "blank"
    assert proof(deep, plan, first, table("register", Indicator="part of")) == "silent"


def test_a_count_of_links_of_what_is_not_there_is_compared_with_its_empty_fields() -> None:
    counted = rule("lacks", "CorporatePlan", needs={
        "laa": "<SUPPORTS[kind = LocalAreaAgreement and <PART_OF >= .stated_count]"})
    plan = item("corporate-plan:p", tables=[0])
    first = table("register", CorporatePlan="supported by")
    assert proof(counted, plan, first) == "silent"
    assert proof(counted, plan, first, table("register", LocalAreaAgreement="stated_count,contains")) == "blank"


# Tests put together

def test_one_empty_answer_that_would_do_is_enough() -> None:
    either = rule("lacks", "Milestone", needs={"date": "due or done"})
    both = rule("lacks", "Milestone", needs={"dates": "due and done"})
    asked = item("milestone:m", tables=[0])
    assert proof(either, asked, table("register", Milestone="due")) == "blank"
    assert proof(both, asked, table("register", Milestone="due")) == "silent"
    assert proof(both, asked, table("register", Milestone="due,done")) == "blank"


def test_recorded_values_that_no_answer_changes_are_shown() -> None:
    tested = rule("lacks", "Milestone", needs={"x": "status = done and due"})
    late = item("milestone:m", tables=[0], status="late")
    assert proof(tested, late, table("register", Milestone="status,due")) == "shown"


def test_not_turns_what_an_answer_can_do() -> None:
    tested = rule("lacks", "Strategy", needs={"x": "not <SUPERSEDES and not status = draft"})
    asked = table("register", Strategy="superseded by,status")
    assert proof(tested, item("strategy:s", tables=[0], status="draft"), asked) == "shown"
    new = [item("strategy:s", tables=[0]), item("strategy:n", listed=True), link("strategy:n SUPERSEDES strategy:s")]
    assert proof(tested, *new, asked) == "shown", "a link that is recorded cannot be answered away"
    unsure = rule("lacks", "Strategy", needs={"x": "not <SUPERSEDES[status = live] and aim"})
    assert proof(unsure, *new, table("register", Strategy="aim")) == "blank"


@pytest.mark.parametrize(("test", "answer"), [
    ("<PART_OF >= 2", "blank"), ("<PART_OF > 5", "blank"), ("<PART_OF < 1", "shown"), ("<PART_OF = 0", "shown"),
    ("<PART_OF != 1", "blank"), ("<PART_OF[polarity] >= 1", "silent"), ("<PART_OF[stage = input] = 1", "blank"),
])
def test_counts_have_a_least_and_a_most(test: str, answer: str) -> None:
    tested = rule("lacks", "LocalAreaAgreement", needs={"x": test})
    parts = [item("local-area-agreement:l", tables=[0]), item("indicator:i", tables=[1]),
             link("indicator:i PART_OF local-area-agreement:l")]
    asked = [table("register", LocalAreaAgreement="contains"), table("register", Indicator="stage")]
    assert proof(tested, *parts, *asked) == answer


def test_of_several_needs_the_surest_counts_and_only_those_are_named() -> None:
    tested = rule("lacks", "Action", needs={"due": "due", "owner": ">OWNED_BY", "old": "type = training"},
                  message="No {lacking} of {title}.")
    parts = [item("action:a", tables=[0], title="Plant", type="corrective"), table("register", Action="due,type")]
    (gap,) = check(store(*parts), (tested,), AS_OF).gaps
    assert (gap.proof, gap.message, [one.test for one in gap.evidence]) == ("shown", "No old of Plant.", ["old"])
    other = item("action:a", tables=[0], title="Plant", type="training")
    (gap,) = check(store(other, parts[1]), (tested,), AS_OF).gaps
    assert (gap.proof, gap.message) == ("blank", "No due of Plant.")
    silent = rule("lacks", "Action", needs={"start": "start", "owner": ">OWNED_BY"}, message="No {lacking} of {title}.")
    (gap,) = check(store(other, parts[1]), (silent,), AS_OF).gaps
    assert (gap.proof, gap.message) == ("silent", "No start and owner of Plant.")


def test_where_is_no_part_of_the_proof() -> None:
    tested = rule("wrong", "Strategy", where="not status = superseded", fault="statutory = true")
    plan = item("strategy:s", tables=[0], statutory=True)
    assert proof(tested, plan, table("register", Strategy="status")) == "shown"


# Derived fields

def test_a_derived_field_that_the_item_has_is_as_recorded_and_one_that_it_lacks_is_asked_by_nobody() -> None:
    tested = rule("lacks", "Target", needs={"x": "prior"})
    assert proof(tested, item("target:t", tables=[0]), table("register", Target="period")) == "silent"
    first = rule("lacks", "Target", needs={"x": "prior = '2006/07'"})
    parts = item("target:t", tables=[0], period="2008/09", prior="2007/08"), table("register", Target="period")
    assert proof(first, *parts) == "shown"


# late and clash: what `unless` asks

@pytest.mark.parametrize(("headings", "asks", "answer"), [
    ("due,done", "register", "blank"), ("due,status", "register", "blank"), ("due", "register", "silent"),
    ("due,done", "transcript", "silent"),
])
def test_a_late_date_is_cleared_by_unless(headings: str, asks: str, answer: str) -> None:
    late = item("milestone:m", tables=[0], due="2007")
    assert proof(OURS["S3"], late, table(asks, Milestone=headings)) == answer


def test_without_unless_a_late_date_and_a_clash_are_shown() -> None:
    assert proof(rule("late", "Milestone", date="due"), item("milestone:m", due="2007")) == "shown"
    pair = [item("objective:a"), item("objective:b", status="superseded"), link("objective:a SUPPORTS objective:b")]
    assert proof(OURS["G06"], *pair) == "shown"


def test_a_clash_is_cleared_by_unless_at_its_item_its_ends_or_its_link() -> None:
    pair = [item("objective:a", tables=[0]), item("objective:b", tables=[1]),
            link("objective:a CONFLICTS_WITH objective:b")]
    told = table("register", Objective="status"), table("register", Objective="outcome")
    assert proof(rule("clash", "Objective", along=">CONFLICTS_WITH", unless="status = live"), *pair, *told) == "blank"
    assert proof(rule("clash", "Objective", along=">CONFLICTS_WITH", unless="b.outcome"), *pair, *told) == "blank"
    assert proof(rule("clash", "Objective", along=">CONFLICTS_WITH", unless="b.status"), *pair, *told) == "silent"
    assert proof(rule("clash", "Objective", along=">CONFLICTS_WITH", unless="@note"), *pair, *told) == "silent"
    assert proof(rule("clash", "Objective", along=">CONFLICTS_WITH", unless="b<MEASURES"), *pair, *told,
                 table("register", Indicator="measures")) == "blank"
    far = rule("clash", "Objective", along=">CONFLICTS_WITH", unless="tier > b.tier")
    high = [item("objective:a", tables=[0], tier=1), item("objective:b", tables=[1], tier=2), pair[2]]
    assert proof(far, *high, *told) == "shown"
    assert proof(far, *pair, *told) == "silent"


# Links to nothing

@pytest.mark.parametrize(("wanted", "tables", "answer"), [
    ("Post", [], "silent"), ("Post", [table("transcript", Post="status")], "silent"),
    ("Post", [table("register", Board="type")], "silent"), ("Post", [table("register", Post="status")], "shown"),
    ("Plan", [table("register", Strategy="status")], "shown"),
    ("Strategy", [table("register", Vision="status")], "silent"),
])
def test_a_link_to_nothing_is_shown_where_a_register_of_the_wanted_kind_is_loaded(
    wanted: str, tables: list, answer: str
) -> None:
    tested = rule("clash", "Document", along="?*")
    parts = [item("document:d"), dangling("document:d CITES post:gone", wanted), *tables]
    assert proof(tested, *parts) == answer


def test_a_link_into_another_plan_set_is_shown() -> None:
    away = dangling("action:a DELIVERS objective:o", "Objective", "derby")
    assert proof(OURS["S9"], item("action:a"), away) == "shown"


def test_a_link_to_nothing_may_have_an_unless_too() -> None:
    tested = rule("clash", "Action", along="?OWNED_BY", unless="outcome")
    parts = [item("action:a", tables=[0]), dangling("action:a OWNED_BY post:gone", "Post")]
    known = table("register", Post="status")
    assert proof(tested, *parts, table("register", Action="outcome"), known) == "blank"
    assert proof(tested, *parts, table("register", Action="due"), known) == "silent"


# detour

PAIR = [item("strategy:a", tables=[0]), item("strategy:b", tables=[1]), link("strategy:a EXPECTS strategy:b")]


@pytest.mark.parametrize(("first", "second", "answer"), [
    ("informs", "status", "blank"), ("informed by", "status", "blank"), ("status", "informs", "blank"),
    ("status", "informed by", "silent"), ("status", "status", "silent"),
])
def test_a_detour_is_cleared_by_its_second_route(first: str, second: str, answer: str) -> None:
    assert proof(OURS["G11"], *PAIR, table("register", Strategy=first), table("register", Strategy=second)) == answer


def test_a_detour_whose_cells_are_filled_with_other_ends_is_shown_one_way_and_open_the_other() -> None:
    other = [item("strategy:c"), link("strategy:a INFORMS strategy:c")]
    tables = table("register", Strategy="informs"), table("transcript", Strategy="status")
    out = rule("detour", "Strategy", along=">EXPECTS", but_not=">INFORMS")
    assert proof(out, *PAIR, *other, *tables) == "shown"
    assert proof(OURS["G11"], *PAIR, *other, *tables) == "blank", "the other plan may inform it"


def test_a_detour_of_two_steps_may_miss_its_first_step_or_its_second() -> None:
    tested = OURS["G07"]
    parts = [item("objective:mine", tier=3, tables=[0]), item("strategy:s"), item("corporate-plan:c"),
             item("objective:theme", tier=2, tables=[1]), link("objective:mine PART_OF strategy:s"),
             link("strategy:s SUPPORTS corporate-plan:c")]
    up = link("objective:mine SUPPORTS objective:theme")
    asks_up, asks_in = table("register", Objective="supports"), table("register", Objective="part of")
    assert proof(tested, *parts, asks_up, asks_in) == "blank"
    assert proof(tested, *parts, asks_up, table("register", Objective="tier")) == "silent"
    assert proof(tested, *parts, up, asks_up, asks_in) == "blank", "the theme has an empty cell"
    filled = [*parts, up, item("corporate-plan:other"), link("objective:theme PART_OF corporate-plan:other")]
    assert proof(tested, *filled, asks_up, asks_in) == "shown"


# cut-off

def cut(*parts: Any, first: str = "supports", asks: str = "register") -> list[str]:
    base = [item("vision:v"), item("objective:low", tables=[0], tier=4), item("objective:top", tables=[0], tier=2),
            link("objective:low SUPPORTS objective:top")]
    return proofs(rule("cut-off", "Objective", to="Vision"), *base, *parts, table(asks, Objective=first))


def test_what_is_cut_off_is_cleared_at_its_cause() -> None:
    assert cut() == ["blank", "blank"]
    assert cut(first="tier") == cut(asks="transcript") == ["silent", "silent"]
    gone = dangling("objective:top SUPPORTS vision:gone", "Vision")
    assert cut(gone) == cut(gone, asks="transcript") == ["shown", "shown"]
    assert cut(link("objective:top SUPPORTS objective:low")) == ["shown", "shown"]
    assert cut(link("objective:top SUPPORTS objective:top")) == ["shown", "shown"]


def test_from_below_one_more_link_into_the_cause_would_do() -> None:
    tested = rule("cut-off", "Objective", to="Action", below=True)
    parts = [item("action:x"), item("objective:top", tables=[0], tier=2), item("objective:low", tables=[0], tier=4),
             link("objective:low SUPPORTS objective:top")]
    assert proofs(tested, *parts, table("register", Objective="delivered by")) == ["blank", "blank"]
    assert proofs(tested, *parts, table("register", Objective="tier")) == ["silent", "silent"]
    assert proofs(tested, *parts, table("register", Objective="tier"), table("register", Action="delivers")) == [
        "blank", "blank"]
    ring = link("objective:top SUPPORTS objective:low")
    assert proofs(tested, *parts, ring, table("register", Objective="delivered by")) == ["shown", "shown"]


@pytest.mark.parametrize(("tables", "answer"), [
    ([], "silent"), ([table("register", Vision="status")], "silent"), ([table("register", Objective="tier")], "silent"),
    ([table("register", Vision="status", Objective="tier")], "shown"),
    ([table("transcript", Vision="status"), table("register", Objective="tier")], "silent"),
])
def test_that_there_is_no_target_is_shown_by_registers_of_all_that_would_do(tables: list, answer: str) -> None:
    parts = [item("strategy:s"), item("strategy:t"), link("strategy:s SUPPORTS strategy:t"), *tables]
    assert proof(OURS["G05"], *parts) == answer


# coverage

@pytest.mark.parametrize(("empty", "bad", "headings", "answer"), [
    (1, 0, "appraised", "blank"), (1, 0, "status", "silent"), (2, 1, "appraised", "shown"),
    (3, 1, "appraised", "blank"),
])
def test_coverage_is_cleared_by_enough_answers(empty: int, bad: int, headings: str, answer: str) -> None:
    posts = [item(f"post:{n}", tables=[0]) for n in range(empty)]
    posts += [item(f"post:old-{n}", tables=[0], appraised="2001") for n in range(bad)]
    tested = rule("coverage", "Post", good="appraised after asof-365d", at_least=0.75)
    assert proof(tested, *posts, table("register", Post=headings)) == answer


def test_coverage_counts_the_members_of_its_own_scope() -> None:
    tested = rule("coverage", "Post", where="status = filled", good="appraised", at_least=1, per=">MEMBER_OF")
    parts = [item("post:a", tables=[0], status="filled"), item("post:b", tables=[1], status="filled"),
             item("board:x"), item("board:y"), link("post:a MEMBER_OF board:x"), link("post:b MEMBER_OF board:y")]
    assert proofs(tested, *parts, table("register", Post="appraised"), table("register", Post="status")) == [
        "blank", "silent"]


# Nothing would clear these

@pytest.mark.parametrize("tested", [
    rule("wrong", "Objective", fault="status = superseded"), rule("group", "Objective", by=["status"], at_most=0),
    rule("loop", "Objective", via="upward"),
], ids=lambda tested: tested.shape)
def test_what_no_answer_can_clear_is_shown(tested: Rule) -> None:
    parts = [item("objective:a", status="superseded"), link("objective:a SUPPORTS objective:a")]
    assert proof(tested, *parts) == "shown"
