"""A check of plans in Neo4j is the check of the same plans in memory, to the last byte."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import AS_OF, dangling, item, link, loaded, table
from random_plans import answered, council, noise

from graph_api.engine.cypher_parts import Part
from graph_api.engine.cypher_rules import compile_rule
from graph_api.engine.graph import State
from graph_api.gaps import check
from graph_api.pipeline import Opened, check_plans, open_plans, seen_by
from graph_api.reports.check_json import check_json
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j import fallback, reading, view
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.asking import Asker
from graph_api.stores.neo4j.connect import Rows
from graph_api.stores.neo4j.errors import StoreSlowError
from graph_api.stores.neo4j.fallback import search_in_memory
from graph_api.stores.neo4j.held import held_set
from graph_api.stores.neo4j.statements import PLAN_SET
from graph_api.stores.neo4j.store import Neo4jStore
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.records import Loaded
from schema.rule import Shape
from tests.neo4j.stored import Counting, address_of, both, named, put

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DAY = datetime.date(2026, 11, 22)
RULES = our_rules()
OF = {rule.code: rule for rule in RULES}


@pytest.fixture(scope="module")
def connection(server) -> Iterator[Counting]:
    with Counting(address_of(server)) as made:
        yield made


@pytest.mark.parametrize("name", ["leicester-2008", "local-plans", "model-council"])
def test_the_examples_are_checked_alike(connection: Counting, new_plan_set: Callable[[], str], name: str) -> None:
    plans = open_plans([EXAMPLES / name])
    as_of = plans.as_of or DAY
    here, there = both(connection, plans, new_plan_set())
    ours, theirs = check_plans(here, as_of), check_plans(there, as_of)

    assert len(ours.gaps) > 100
    assert check_json(theirs, seen_by(there, theirs).packed()) == check_json(ours, seen_by(here, ours).packed())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("make", [council, noise])
def test_random_plans_are_checked_alike(
    connection: Counting, new_plan_set: Callable[[], str], make: Callable[[int], Loaded], seed: int
) -> None:
    made = named(answered(make(seed), seed), new_plan_set())
    here, there = stores(connection, made)
    ours, theirs = check(here.store, RULES, AS_OF), check(there.store, RULES, AS_OF)

    assert len({gap.cause for gap in ours.gaps}) > 5
    assert theirs == ours


def stores(connection: Counting, made: Loaded) -> tuple[Opened, Opened]:
    return both(connection, Opened(_memory(made), RULES, FolderSettings("made-up", "Made up")), made.plan_set.name)


def _memory(made: Loaded) -> MemoryStore:
    return MemoryStore(made)


# What a check costs


def test_a_check_asks_about_levels_and_verbs_and_not_about_items(
    connection: Counting, new_plan_set: Callable[[], str]
) -> None:
    def asked(many: int) -> int:
        parts = [part for number in range(many) for part in (
            item(f"action:{number}", title=f"Action {number}", status="open", owner=f"post:{number}"),
            item(f"post:{number}", status="filled"), item(f"objective:{number}", title="Aim", tier=3.0),
            link(f"action:{number} DELIVERS objective:{number}"), link(f"action:{number} OWNED_BY post:{number}"),
            dangling(f"objective:{number} SUPPORTS objective:gone-{number}", "Objective"))]
        made = loaded(*parts, table("register", Action="status due"))
        _, there = stores(connection, named(made, new_plan_set()))
        connection.count()
        assert len(check(there.store, RULES, AS_OF).gaps) > 2 * many
        return connection.count()

    assert asked(40) <= asked(4) + 2


def test_a_view_that_lets_go_answers_alike(
    connection: Counting, new_plan_set: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = stores(connection, named(answered(council(7), 7), new_plan_set()))
    monkeypatch.setattr(view.View.__init__, "__defaults__", (30, 100))

    assert check(there.store, RULES, AS_OF) == check(here.store, RULES, AS_OF)


def test_all_of_it_is_read_again_as_it_was(connection: Counting, new_plan_set: Callable[[], str]) -> None:
    here, there = stores(connection, named(answered(council(3), 3), new_plan_set()))
    ours, theirs = here.store.whole(), there.store.whole()

    assert sorted(theirs.items) == sorted(ours.items, key=lambda one: one.key)
    assert set(map(repr, theirs.links)) == set(map(repr, ours.links))
    assert list(there.store.keys()) == sorted(here.store.keys())


def test_an_item_of_very_many_links_is_read_page_by_page(
    connection: Counting, new_plan_set: Callable[[], str]
) -> None:
    name, many = new_plan_set(), range(45)
    put(connection, named(loaded(
        item("strategy:s"), item("strategy:t"), *(item(f"objective:{number}", tier=3.0) for number in many),
        *(link(f"objective:{number} SUPPORTS strategy:s") for number in many),
        link("objective:1 SUPPORTS strategy:t")), name))
    seen = view.View(Asker(connection, name), most=20)
    seen.expect(["strategy:t", "strategy:s"])

    assert [far.key for far, _ in seen.into("SUPPORTS")["strategy:t"]] == ["objective:1"]
    assert [(far.key, one.start, one.end) for far, one in seen.into("SUPPORTS")["strategy:s"]] == sorted(
        (f"objective:{number}", f"objective:{number}", "strategy:s") for number in many)
    assert connection.asked[reading.ends_of_one(["SUPPORTS"], outgoing=False)] >= 3


# Rules that take too long


class Slow(Counting):
    """A server that takes too long over some statements."""

    def __init__(self, address: Address, slow: Callable[[str], bool]) -> None:
        super().__init__(address)
        self.slow = slow

    def read(self, text: str, parameters: Any = None, deadline: float | None = None) -> Rows:
        if self.slow(text):
            raise StoreSlowError("Too slow.")
        return super().read(text, parameters, deadline)


def counts(text: str) -> bool:
    return "AS looked" in text


UP, DOWN, CLIMBS = "NOT EXISTS { MATCH (n)-[:", "collect(DISTINCT", "m.key } AS far"


@pytest.mark.parametrize("words", [(UP,), (UP, DOWN), (UP, DOWN, CLIMBS)])
def test_a_search_that_takes_too_long_is_made_another_way(
    server, connection: Counting, new_plan_set: Callable[[], str], words: tuple[str, ...]
) -> None:
    made = named(council(5), new_plan_set())
    here, _ = stores(connection, made)
    with Slow(address_of(server), lambda text: any(word in text for word in words)) as slow:
        store = Neo4jStore(slow, held_set(connection, made.plan_set.name))
        for rule in (rule for rule in RULES if rule.shape is Shape.CUT_OFF):
            assert store.run(rule, AS_OF) == here.store.run(rule, AS_OF)
        assert any(CLIMBS in text for text in slow.asked) is (words == (UP, DOWN))
        assert bool(slow.asked[reading.PART]) is (CLIMBS in words)


SEARCHES = [rule for rule in RULES if rule.shape in (Shape.CUT_OFF, Shape.LOOP)]


@pytest.mark.parametrize("make", [council, noise])
def test_a_search_needs_keys_and_links_alone(
    connection: Counting, new_plan_set: Callable[[], str], make: Callable[[int], Loaded]
) -> None:
    here, there = stores(connection, named(make(2), new_plan_set()))
    asker = Asker(connection, there.store.about().plan_set.name)
    connection.count()
    for rule in SEARCHES:
        assert search_in_memory(asker, rule, AS_OF) == here.store.run(rule, AS_OF), rule.code
    assert not any("properties(" in text for text in connection.asked)


def test_a_search_of_too_many_links_says_so(
    connection: Counting, new_plan_set: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, there = stores(connection, named(council(5), new_plan_set()))
    monkeypatch.setattr(fallback, "MOST_LINKS", 3)
    with pytest.raises(StoreSlowError, match="G01"):
        search_in_memory(Asker(connection, there.store.about().plan_set.name), OF["G01"], AS_OF)


@pytest.mark.parametrize("code", ["G46", "S5", "G62", "S1", "G07"])
def test_any_rule_that_takes_too_long_runs_in_memory(
    server, connection: Counting, new_plan_set: Callable[[], str], code: str
) -> None:
    made = named(council(5), new_plan_set())
    here, _ = stores(connection, made)
    with Slow(address_of(server), lambda text: not counts(text) and text not in (reading.PART, PLAN_SET)) as slow:
        store = Neo4jStore(slow, held_set(connection, made.plan_set.name))

        found = store.run(OF[code], AS_OF)
        assert found == here.store.run(OF[code], AS_OF)
        assert bool(slow.asked[reading.PART]) is bool(found.looked)


@pytest.mark.parametrize("code", ["G01", "G17"])
def test_a_page_that_takes_too_long_does_not_ask_for_all_rows_first(
    server, connection: Counting, new_plan_set: Callable[[], str], code: str
) -> None:
    made = named(council(5), new_plan_set())
    here, _ = stores(connection, made)
    parts = compile_rule(OF[code], AS_OF).statements
    tried: list[str] = []
    with Slow(address_of(server), lambda text: bool(tried.append(text)) or text == parts[Part.PAGE].text) as slow:
        store = Neo4jStore(slow, held_set(connection, made.plan_set.name))
        found = store.page(OF[code], AS_OF, (), 5)

    assert list(found) == list(here.store.page(OF[code], AS_OF, (), 5)) != []
    assert parts[Part.PAGE].text in tried
    assert parts[Part.ROWS].text not in tried


def test_a_rule_that_never_ends_says_so(
    server, connection: Counting, new_plan_set: Callable[[], str]
) -> None:
    made = named(council(5), new_plan_set())
    put(connection, made)
    with Slow(address_of(server), lambda text: not counts(text) and text != PLAN_SET) as slow:
        found = check(Neo4jStore(slow, held_set(connection, made.plan_set.name)), (OF["G17"], OF["S4"]), AS_OF)

    assert {looked.state for looked in found.looked_at.values()} == {State.TIMED_OUT}
    assert found.gaps == ()
