"""The first graphs of `parity_run`, which asks memory and Neo4j the same on a thousand; and that it sees a fault."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import AS_OF
from parity import Pair, rows_differ
from plan_changes import CHANGES, Changes, changed, once_each
from random_plans import council, noise

from graph_api.engine.graph import Row
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j import sync as syncing
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.held import held_set
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.neo4j.wanted import Wanted
from schema.records import Item, Loaded
from tests.neo4j.conftest import RUN
from tests.neo4j.parity_run import RULES, Told, beside_others, compared, differences, graph, others, table
from tests.neo4j.stored import DEADLINE, Direct, address_of, named, put

SEEDS, OURS = range(12), f"{RUN}-parity"
"""A dozen here; `make parity` asks a thousand."""


@pytest.fixture(scope="module")
def connections(server) -> Iterator[tuple[Connection, Direct]]:
    """To write by and to read by, beside other plans; no sync has statements planned anew, as if they were more."""
    address = address_of(server)
    with (Connection(address, deadline=DEADLINE) as connection, Direct(address) as direct,
          beside_others(address, OURS, 2_000), pytest.MonkeyPatch.context() as patch):
        patch.setattr(syncing, "MUCH", float("inf"))
        yield connection, direct


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_graph_is_answered_alike_and_so_is_what_becomes_of_it(
    connections: tuple[Connection, Direct], seed: int
) -> None:
    told = compared(*connections, seed, OURS)

    assert told.wrong == {}
    assert (told.graphs, told.asked > 2 * len(RULES)) == (1, True)
    assert connections[1].read("MATCH (n {plan_set: $name}) RETURN n", {"name": f"{OURS}-{seed}"}) == []


def test_most_rules_find_something_in_them() -> None:
    told = Told()
    for seed in range(2 * len(SEEDS)):
        store = MemoryStore(graph(seed))
        told.fired.update(rule.code for rule in RULES if store.run(rule, AS_OF).rows)

    assert len(told.silent) < len(RULES) / 10
    assert list(table(told))[-1].startswith("Never fired: ")


# What would be seen

def test_a_store_that_holds_other_plans_is_told(connections: tuple[Connection, Direct]) -> None:
    connection, direct = connections
    made = named(graph(2), f"{OURS}-other")
    put(connection, made)
    there = Neo4jStore(direct, held_set(direct, made.plan_set.name))
    other, words = changed(made, random.Random(1), 12)
    alike, pair = (Pair(MemoryStore(plans), there, AS_OF) for plans in (made, other))

    assert len(words) == 12
    assert list(differences(alike, 0, random.Random(0), Told())) == []
    for told in (pair.whole(), (said for rule in RULES for said in pair.run(rule)), pair.checks(RULES),
                 (said for rule in RULES for said in pair.looked(rule, ())),
                 (said for rule in RULES for said in pair.pages(rule, 2)), pair.of_items(RULES, list(pair.here.keys())),
                 (said for seed in range(20) for said in pair.questions(random.Random(seed)))):
        assert " in memory, " in next(told)


def test_what_is_equal_and_reads_otherwise_is_told() -> None:
    ours, theirs = (Row(("action:a",), ("action:a",), values=(("value", value),)) for value in (5, 5.0))

    assert ours == theirs
    assert len(list(rows_differ(RULES[0], "run", [ours], [theirs]))) == 1
    assert len(list(rows_differ(RULES[0], "run", [ours], []))) == 1
    other = ours._replace(identity=("action:b",))
    assert len(list(rows_differ(RULES[0], "run", [ours, other], [other, ours]))) == 1
    assert list(rows_differ(RULES[0], "run", [ours, other], [ours, other])) == []


# What the changes are

@pytest.mark.parametrize("seed", range(6))
def test_every_change_leaves_plans_that_could_have_been_loaded(seed: int) -> None:
    made = once_each(noise(seed) if seed % 2 else council(seed))
    for change in set(CHANGES):
        changes = Changes(made, random.Random(seed))
        while Wanted(changes.loaded()).graph == Wanted(made).graph:  # by chance one may change nothing
            change(changes)
        assert changes.told
        assert_loadable(changes.loaded())


def assert_loadable(plans: Loaded) -> None:
    """Each link stands once, and leads to nothing or to an item that is there."""
    items: dict[str, Item] = {item.key: item for item in plans.items}
    for link in plans.links:
        assert link.start in items
        assert link.dangling or link.end in items
    assert once_each(plans).links == plans.links
    assert MemoryStore(plans).counts().total == len(items) == len(plans.items)


def test_changes_are_the_same_each_time_and_leave_the_plans_before_alone() -> None:
    made = named(graph(3), "before")
    before = Wanted(made).hash
    first, second = (changed(made, random.Random(7), 20) for _ in range(2))

    assert first == second
    assert Wanted(made).hash == before
    assert first[0] != replace(made)
    assert [rule.code for rule in others(5, random.Random(5))] == [rule.code for rule in others(5, random.Random(5))]
