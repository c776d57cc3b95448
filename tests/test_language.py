"""What the tests in rules mean: two values, missing ones, kinds and families, dates by precision, counts of links."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from builders import AS_OF, dangling, item, link, store

from graph_api.engine.python_tests import Compiler, accepted, certainly, worse_than
from schema.dates import parse_date
from schema.kinds import FAMILIES, KIND
from schema.language.parse import parse_test
from schema.language.tree import Name
from schema.records import Item, Link

# Law 1: two values, never three. Every atom on a missing value is false, and `not` of it true.

def holds(text: str, at: Item, *others: Item | Link, as_of: datetime.date = AS_OF, **ends: Any) -> bool:
    compiler = Compiler(store(at, *others), as_of)
    answer = compiler.test(parse_test(text))(at, ends.get("link"), ends.get("m"), ends.get("b"))
    assert answer is True or answer is False
    return answer


@pytest.mark.parametrize("text", [
    "due", "status = open", "status != open", "status in (open, closed)", "due before asof", "due after asof",
    "due after .start", "start before .due", "joint = true", "joint != true", "tier = 1", "tier != 1", "tier < 9",
    "tier > .rank", "tier = .rank", "tier != .rank + 1", "topics includes finance", "worse(value, score, polarity, 0)",
    ">SUPPORTS", "<PART_OF[due]", "~INFORMS", "<PART_OF > 0", "<PART_OF >= .tier", "<PART_OF < .tier", "@role",
    "@wanted = Plan", "@wanted_set", "m.due", "b.status = draft", "b.status != draft", "a.due", "b<SUPERSEDES",
    "m>PART_OF", "m>PART_OF = 0", "b<PART_OF < 5", "a.due before b.due", "title", "note = 'x'",
])
def test_an_atom_on_what_is_missing_is_false_and_its_negation_true(text: str) -> None:
    bare = item("action:a")
    assert not holds(text, bare)
    assert holds(f"not {text}", bare)


@pytest.mark.parametrize(("text", "values", "answer"), [
    ("status = open", {"status": "open"}, True), ("status = open", {"status": "closed"}, False),
    ("status != open", {"status": "closed"}, True), ("status != open", {"status": "open"}, False),
    ("status in (open)", {"status": "closed"}, False), ("status in (open, closed)", {"status": "closed"}, True),
    ("joint = true", {"joint": True}, True), ("joint = true", {"joint": False}, False),
    ("joint", {"joint": False}, True), ("joint != true", {"joint": False}, True), ("joint = 1", {"joint": True}, False),
    ("outcome", {"outcome": "Cleaner air"}, True), ("outcome = 'Cleaner air'", {"outcome": "Cleaner air"}, True),
    ("outcome = 'cleaner air'", {"outcome": "Cleaner air"}, False), ("kind = Action", {}, True),
    ("kind != Action", {}, False), ("kind in (Plan, Action)", {}, True), ("kind = Plan", {}, False),
    ("key = 'action:a'", {}, True), ("title", {"title": "Plant trees"}, True),
])
def test_words_and_yes_or_no(text: str, values: dict[str, Any], answer: bool) -> None:
    assert holds(text, item("action:a", **values)) is answer


@pytest.mark.parametrize(("text", "values", "answer"), [
    ("value = 0", {"value": 0}, True), ("value", {"value": 0}, True), ("value != 0", {"value": 0}, False),
    ("value < 0", {"value": -1}, True), ("value <= -1", {"value": -1}, True), ("value > -2", {"value": -1}, True),
    ("value >= 0", {"value": -1}, False), ("value in (1, 2)", {"value": 2}, True),
    ("value = true", {"value": 1}, False), ("value = 1", {"value": 1}, True),
    ("period = year", {"period": "2008/09"}, True), ("period = year1", {"period": "2009/10"}, True),
    ("period = year2", {"period": "2010/11"}, True), ("period = year", {"period": "2008"}, False),
    ("period = '2008/09'", {"period": "2008/09"}, True), ("period != year", {"period": "2007/08"}, True),
    ("period = .prior", {"period": "2007/08", "prior": "2006/07"}, False),
    ("period = value", {"period": "2008"}, False),
    ("value = .period", {"value": 2008, "period": "2008"}, False),
    ("value < .period", {"value": 2008, "period": "2009"}, False),
])
def test_numbers_and_periods_of_one_type_only(text: str, values: dict[str, Any], answer: bool) -> None:
    assert holds(text, item("target:a", **values)) is answer


@pytest.mark.parametrize(("as_of", "label"), [("2008-03-31", "2007/08"), ("2008-04-01", "2008/09"),
                                              ("2008-12-31", "2008/09"), ("2000-02-29", "1999/00")])
def test_a_year_is_the_financial_year_of_the_as_of_date(as_of: str, label: str) -> None:
    day = datetime.date.fromisoformat(as_of)
    assert holds("period = year", item("target:a", period=label), as_of=day)
    after = f"{int(label[:4]) + 2}/{(int(label[:4]) + 3) % 100:02}"
    assert holds("period = year2", item("target:a", period=after), as_of=day)


def test_a_list_holds_whole_words() -> None:
    report = item("report:a", topics=["finance and staff", "risk"])
    assert holds("topics includes risk", report)
    assert holds("topics includes 'finance and staff'", report)
    assert not holds("topics includes finance", report)
    assert not holds("topics includes ris", report)


@pytest.mark.parametrize(("text", "due", "answer"), [
    ("due before asof", "2008-08-31", True), ("due before asof", "2008-09-01", False),
    ("due after asof", "2008-09-02", True), ("due after asof", "2008-09-01", False),
    ("due before asof", "2008/09", False), ("due after asof", "2008/09", False),
    ("due before asof", "2007/08", True), ("due after asof", "2009/10", True),
    ("due before asof", "September 2008", False), ("due after asof", "October 2008", True),
    ("due before asof", "Q1 2008/09", True), ("due after asof", "Q2 2008/09", False),
    ("due before asof", "by 2011", False), ("due after asof", "by 2011", False), ("due before asof", "by 2007", True),
    ("due before asof-30d", "2008-08-01", True), ("due before asof-30d", "2008-08-02", False),
    ("due before asof-365d", "2007", False), ("due before asof-365d", "2006/07", True),
])
def test_dates_compare_by_their_precision(text: str, due: str, answer: bool) -> None:
    assert holds(text, item("action:a", due=due)) is answer


@pytest.mark.parametrize(("first", "second", "before", "after"), [
    ("2008/09", "2009/10", True, False), ("2008/09", "2008", False, False), ("2008", "2008/09", False, False),
    ("March 2008", "2008/09", True, False), ("April 2008", "March 2008", False, True),
    ("2008-06-01", "2008/09", False, False), ("2008-06-01", "2008-06-01", False, False),
    ("by 2007", "2008", True, False), ("by 2011", "2007", False, False), ("2012", "by 2011", False, True),
])
def test_a_date_is_certainly_before_another_or_not(first: str, second: str, before: bool, after: bool) -> None:
    left, right = parse_date(first), parse_date(second)
    assert (certainly(left, "before", right), certainly(left, "after", right)) == (before, after)
    both = item("action:a", start=first, due=second)
    assert (holds("start before .due", both), holds("start after .due", both)) == (before, after)


@pytest.mark.parametrize(("first", "second", "polarity", "share", "answer"), [
    (9, 10, "higher", 0, True), (10, 10, "higher", 0, False), (11, 10, "higher", 0, False),
    (11, 10, "lower", 0, True), (10, 10, "lower", 0, False), (9, 10, "lower", 0, False),
    (9.5, 10, "higher", 0.05, False), (9.4, 10, "higher", 0.05, True),
    (10.5, 10, "lower", 0.05, False), (10.6, 10, "lower", 0.05, True),
    (-10.4, -10, "higher", 0.05, False), (-10.6, -10, "higher", 0.05, True),  # of the size, so it does not turn
    (-9.6, -10, "lower", 0.05, False), (-9.4, -10, "lower", 0.05, True),
    (-1, 0, "higher", 0.05, True), (1, 0, "lower", 0.05, True), (0, 0, "higher", 0.05, False),
    (9, 10, None, 0, False), (11, 10, None, 0, False), (9, 10, "up", 0, False),
    (None, 10, "higher", 0, False), (9, None, "higher", 0, False), (True, 10, "higher", 0, False),
])
def test_worse_goes_by_polarity_and_by_a_share_of_the_size(
    first: Any, second: Any, polarity: str | None, share: float, answer: bool
) -> None:
    assert worse_than(first, second, polarity, share) is answer


def test_worse_reads_the_three_ends() -> None:
    target, indicator = item("target:t", value=8), item("indicator:i", polarity="higher")
    outturn = item("outturn:o", value=10)
    test = "worse(a.value, b.value, m.polarity, 0.1)"
    assert holds(test, target, m=indicator, b=outturn)
    assert not holds(test, target, m=item("indicator:j"), b=outturn)
    assert not holds(test, target, b=outturn)


def test_links_out_in_and_either_way() -> None:
    low, high = item("objective:low", tier=3), item("objective:high", tier=1)
    up = link("objective:low SUPPORTS objective:high")
    assert holds(">SUPPORTS", low, high, up)
    assert not holds("<SUPPORTS", low, high, up)
    assert holds("<SUPPORTS", high, low, up)
    assert holds("~SUPPORTS", low, high, up)
    assert holds("~SUPPORTS", high, low, up)
    assert holds(">SUPPORTS[tier = 1]", low, high, up)
    assert not holds(">SUPPORTS[tier = 3]", low, high, up)


def test_a_name_in_brackets_is_the_far_ends_and_an_at_sign_the_last_links() -> None:
    body, objective = item("board:b", type="board"), item("objective:o", status="live")
    told = link("board:b CONTRIBUTES_TO objective:o", role="leads")
    untold = link("board:b CONTRIBUTES_TO objective:o")
    assert holds("<CONTRIBUTES_TO[@role and type = board]", objective, body, told)
    assert not holds("<CONTRIBUTES_TO[@role]", objective, body, untold)
    assert holds("<CONTRIBUTES_TO[@role = leads]", objective, body, told)
    assert holds(">CONTRIBUTES_TO[status = live and <CONTRIBUTES_TO[type = board]]", body, objective, told)
    assert holds("@role", body, link=told)
    assert not holds("@role", body, link=untold)


def test_links_are_counted_whatever_they_lead_to() -> None:
    plan = item("local-area-agreement:laa", stated_count=2)
    parts = [item(f"indicator:{n}", stage="outcome" if n else "input") for n in range(3)]
    links = [link(f"indicator:{n} PART_OF local-area-agreement:laa") for n in range(3)]
    world = (*parts, *links)
    for text, answer in {
        "<PART_OF = 3": True, "<PART_OF != 3": False, "<PART_OF > 2": True, "<PART_OF >= 4": False,
        "<PART_OF < 3": False, "<PART_OF <= 3": True, "<PART_OF[stage = outcome] = 2": True,
        "<PART_OF[kind = Action] = 0": True,
        "<PART_OF > .stated_count": True, "<PART_OF[stage = outcome] > .stated_count": False,
        "<PART_OF > .stated_count + 1": False, "<PART_OF > .spend": False, "<PART_OF = 2.5": False,
    }.items():
        assert holds(text, plan, *world) is answer, text


def test_two_links_to_one_end_count_twice_and_a_link_to_itself_once() -> None:
    plans = [item("strategy:a"), item("strategy:b")]
    two = [link("strategy:a INFORMS strategy:b"), link("strategy:b INFORMS strategy:a")]
    assert holds("~INFORMS = 2", plans[0], plans[1], *two)
    assert holds("~INFORMS = 1", plans[0], link("strategy:a INFORMS strategy:a"))


def test_an_end_of_a_route_may_have_links_too() -> None:
    new, old, low = item("objective:new"), item("objective:old"), item("objective:low")
    after = link("objective:new SUPERSEDES objective:old")
    assert holds("b<SUPERSEDES", low, new, old, after, b=old)
    assert not holds("b<SUPERSEDES", low, new, old, after, b=new)
    assert holds("m<SUPERSEDES >= 1", low, new, old, after, m=old)
    assert holds("a>SUPERSEDES", new, old, after, b=old)


def test_a_link_to_nothing_is_no_link() -> None:
    action = item("action:a")
    nowhere = dangling("action:a DELIVERS objective:x", "Objective")
    assert not holds(">DELIVERS", action, nowhere)
    assert holds(">DELIVERS = 0", action, nowhere)
    assert holds("@wanted = Objective and not @wanted_set", action, link=nowhere)


def test_a_family_stands_for_each_of_its_kinds() -> None:
    assert accepted(Name("kind"), ("Plan",)) == frozenset(FAMILIES["Plan"])
    assert accepted(Name("kind", "b"), ("Value", "Action")) == {"Target", "Outturn", "Action"}
    assert accepted(Name("wanted", "@"), ("Plan",)) == {*FAMILIES["Plan"], "Plan"}
    assert accepted(Name("wanted", "@"), ("Strategy",)) == {"Strategy"}
    assert accepted(Name("status"), ("live",)) == {"live"}
    for kind in KIND:
        assert accepted(Name("kind"), (kind,)) >= {kind}
    wants = dangling("document:d EXPECTS plan:x", "Plan")
    assert holds("@wanted = Plan", item("document:d"), link=wants)
    assert not holds("@wanted = Strategy", item("document:d"), link=wants)
    assert holds("@wanted = Plan", item("document:d"), link=dangling("document:d EXPECTS strategy:x", "Strategy"))


def test_equal_tests_are_compiled_once() -> None:
    compiler = Compiler(store(), AS_OF)
    assert compiler.test(parse_test(">SUPPORTS[tier <= 2]")) is compiler.test(parse_test(">SUPPORTS[ tier<=2 ]"))
