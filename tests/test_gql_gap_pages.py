"""Pages of gaps of a store that is elsewhere: what they cost, and what is said where a rule does not end."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from builders import item, link
from conftest import LEICESTER
from elsewhere import Elsewhere, NeverReady, elsewhere, never_ready, opened

from graph_api.clock import now
from graph_api.engine.cypher_parts import Part
from graph_api.engine.cypher_shapes import statements
from graph_api.engine.graph import Result, Row, State
from graph_api.gap_pages import by_keys, fitting, place_of
from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.gql.moment import Moment
from graph_api.gql.names import global_id
from graph_api.pipeline import Opened, check_plans, open_plans, seen_by
from graph_api.results import Check, LookedAt
from graph_api.stores.neo4j.errors import StoreSlowError
from loaders.rules import our_rules
from schema.kinds import KINDS

DAY = datetime.date(2008, 9, 1)
GAPS = "{ gaps(first: 5, filter: {kinds: [MILESTONE]}) { nodes { key items { key } } } }"


def plans(many: int) -> Opened:
    """So many of everything, with hardly a milestone at fault."""
    parts = [item("vision:v", title="A fair town", status="live"), item("milestone:m", title="Done", due="2007")]
    for number in range(many):
        parts += [
            item(f"objective:{number}", title=f"Aim {number}", tier=3.0), item(f"post:{number}", title="A post"),
            item(f"action:{number}", title="To do", status="open"), link(f"objective:{number} PART_OF vision:v"),
            item(f"strategy:{number}", title=f"Plan {number}", status="live"),
            link(f"action:{number} OWNED_BY post:{number}")]
    return elsewhere(*parts)


@pytest.fixture(autouse=True)
def paged(monkeypatch: pytest.MonkeyPatch) -> None:
    """No check is at hand."""
    monkeypatch.setattr(Moment, "checked", property(lambda _: False))


def asked(of: Opened) -> int:
    store: Any = of.store
    return sum(store.runs.values()) + sum(store.pages.values())


# A rule that never ends


@pytest.mark.parametrize("question", [
    "{ gaps(first: 5) { nodes { key } } }", "{ gaps(first: 5) { totalCount } }",
    "query ($id: ID!) { node(id: $id) { id } }"])
def test_a_rule_that_never_ends_is_told_and_does_not_count_as_one_that_finds_nothing(question: str) -> None:
    edition = Edition(opened(never_ready()))
    answer = ask(edition, question, {"id": global_id("Gap", "G17-0123456789ab")})

    with pytest.raises(StoreSlowError):
        edition.moment().finder.rows(edition.opened.rules).total()
    assert isinstance(answer.away, StoreSlowError)
    assert answer.errors[0]["extensions"]["code"] == "STORE_SLOW"
    assert not edition.shared.idle


def test_a_rule_that_finds_nothing_is_remembered_but_not_while_the_plans_are_written() -> None:
    quiet, written = plans(1), plans(1)
    written.store.since = now()  # type: ignore[attr-defined] # a store of these tests
    for one, remembered in ((quiet, True), (written, False)):
        edition = Edition(one)
        assert ask(edition, "{ gaps(first: 100) { totalCount nodes { key } } }").errors == []
        assert bool(edition.shared.idle) is remembered


# What pages cost


def test_gaps_about_some_kinds_cost_no_more_where_many_others_are_found() -> None:
    few, lots = plans(3), plans(1_500)
    answers = [ask(Edition(one), GAPS) for one in (few, lots)]

    assert answers[0].body == answers[1].body
    assert answers[0].data["gaps"]["nodes"]  # type: ignore[index]
    assert asked(lots) <= asked(few) + 3
    assert all(many <= 1 for many in lots.store.runs.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize("kinds", [("Action", "Objective"), ("Vision", "Board"), *((kind.name,) for kind in KINDS)],
                         ids="-".join)
def test_a_narrowed_rule_finds_the_same(leicester: Opened, kinds: tuple[str, ...]) -> None:
    def about(row: Row) -> bool:
        return any(leicester.store.item(key).kind in kinds for key in row.items)  # type: ignore[union-attr]

    for rule in our_rules():
        wanted = [row for row in leicester.store.run(rule, DAY).rows if about(row)]
        narrow = fitting(rule, frozenset(kinds))
        assert [row for row in leicester.store.run(narrow, DAY).rows if about(row)] == wanted if narrow else not wanted


def test_what_can_be_paged_has_a_statement_for_pages_and_for_items() -> None:
    for rule in our_rules():
        assert by_keys(rule) is (Part.PAGE in statements(rule, DAY)), rule.code
        assert by_keys(rule) is (Part.FOUND_OF in statements(rule, DAY)), rule.code


@pytest.mark.parametrize("example", ["leicester-2008", "model-council", "local-plans"])
def test_gaps_of_an_item_are_those_of_the_check_that_name_it(example: str) -> None:
    plans = open_plans([LEICESTER.parent / example])
    everything = check_plans(plans)
    finder = Edition(replace(plans, store=Elsewhere(plans.store.whole()))).moment(plans.as_of).finder
    keys = list(plans.store.keys())
    found = finder.of_items(keys)

    assert list(found) == keys
    for key, gaps in found.items():
        wanted = [gap for gap in everything.gaps if key in {one.key for one in gap.items}]
        assert [replace(gap, cause=None) for gap in wanted] == [
            replace(gap, cause=None) for gap in gaps.first(len(wanted) + 1)], key
        assert gaps.total() == len(wanted)
    assert any(gaps.total() > 2 for gaps in found.values())


def test_gaps_of_an_item_come_page_by_page_and_only_the_first_are_made_beforehand(
    leicester: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_api.gap_pages.AHEAD", 3)
    finder = Edition(replace(leicester, store=Elsewhere(leicester.store.whole()))).moment(leicester.as_of).finder
    found = max(finder.of_items(list(leicester.store.keys())).values(), key=lambda gaps: gaps.total())
    every = found.first(1_000)

    assert len(every) == found.total() > 6
    assert len(found.made) == 3
    for most in (1, 2, 3, 5):
        for at, gap in enumerate(every):
            assert found.behind(at, place_of(gap), most) == (at + 1, every[at + 1:at + 1 + most])
    with pytest.raises(LookupError):
        found.behind(0, "G17-0123456789ab", 1)


def test_a_rule_that_never_ends_takes_the_gaps_of_items_away_only_until_there_is_a_check(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Moment, "checked", property(lambda at: bool(at.edition.shared.checks.at_hand(at.as_of))))
    of = plans(2)
    slow = next(rule for rule in our_rules() if not by_keys(rule) and fitting(rule, frozenset({"Objective"})))
    run = Elsewhere.run
    monkeypatch.setattr(Elsewhere, "run", lambda store, rule, as_of: Result(0, State.TIMED_OUT) if (
        rule.code == slow.code) else run(store, rule, as_of))
    edition = Edition(of)
    question = '{ item(key: "objective:0") { gaps { nodes { rule { code } } } } }'
    first = ask(edition, question)
    edition.shared.checks.get(edition.date())
    then = ask(Edition(of, edition), question)

    assert isinstance(first.away, StoreSlowError)
    assert {one["rule"]["code"] for one in then.data["item"]["gaps"]["nodes"]}  # type: ignore[index]
    assert then.body["extensions"] == {"rulesTimedOut": [slow.code]}


def test_gaps_of_a_page_of_items_ask_no_rule_that_cannot_be_about_them() -> None:
    of = plans(40)
    answer = ask(Edition(of), "{ milestones { nodes { gaps { totalCount nodes { key items { key } } } } } }")
    (one,) = answer.data["milestones"]["nodes"]  # type: ignore[index]
    every = [rule.code for rule in our_rules() if fitting(rule, frozenset({"Milestone"}))]

    assert one["gaps"]["nodes"] == ask(Edition(plans(40)), GAPS).data["gaps"]["nodes"]  # type: ignore[index]
    assert one["gaps"]["totalCount"] > 0
    assert set(of.store.runs) <= set(every)  # type: ignore[attr-defined]
    assert 2 * len(every) < len(our_rules())


def test_gaps_by_their_ids_run_each_rule_once() -> None:
    of = plans(40)
    found = ask(Edition(of), "{ gaps(first: 100) { nodes { id } } }").data["gaps"]["nodes"]  # type: ignore[index]
    of.store.runs.clear()  # type: ignore[attr-defined]
    answer = ask(Edition(of), "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Gap { message } } }",
                 {"ids": [one["id"] for one in found]})

    assert [one["id"] for one in answer.data["nodes"]] == [one["id"] for one in found]  # type: ignore[index]
    assert len(found) == 100
    assert set(of.store.runs.values()) == {1}  # type: ignore[attr-defined]


def test_a_name_of_no_type_asks_for_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Moment, "check", property(lambda _: pytest.fail("a check")))
    assert Edition(plans(1)).moment().find("Nonsense", "x") is None


# Checks


def test_a_check_may_take_longer_over_a_statement_than_a_page_may() -> None:
    of = opened(never_ready(), tuple(rule for rule in our_rules() if rule.code == "G17"))
    made = check_plans(of)
    server: Any = of.store.connection  # type: ignore[attr-defined]

    assert isinstance(server, NeverReady)
    assert min(server.deadlines) > 60
    assert made.looked_at["G17"].state is State.TIMED_OUT
    assert seen_by(of, made).store is not of.store


def test_answers_name_the_rules_that_did_not_end_in_the_check_they_rest_on() -> None:
    of = elsewhere(item("strategy:s", title="A plan", status="live"))
    made = check_plans(of)
    slow: Check = type(made)(**{
        name: getattr(made, name) for name in made.__dataclass_fields__} | {
        "looked_at": made.looked_at | {"G17": LookedAt(0, State.TIMED_OUT)}})
    edition = Edition(of)
    edition.shared.checks.make = lambda *_: slow
    rests = ask(edition, "{ gapSummary(by: RULE) { key } }")
    other = ask(edition, '{ item(key: "strategy:s") { title } }')

    assert rests.body["extensions"] == {"rulesTimedOut": ["G17"]}
    assert not rests.keeps
    assert "extensions" not in other.body
