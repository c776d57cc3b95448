"""Plans by hand in memory and in a server, for tests that put the same questions to both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.held import held_set
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.protocol import Store
from graph_api.stores.rows import Rows
from schema.records import Item, Loaded
from tests.neo4j.conftest import RUN
from tests.neo4j.hand_made import OF
from tests.neo4j.stored import DEADLINE, address_of, put

BOTH = ("memory", "neo4j")
Open = Callable[[Loaded], Store]
T = TypeVar("T", bound=Callable[..., None])
TESTED: dict[str, list[str]] = {}
"""The tests of each question of the protocol."""


def of(*questions: str) -> Callable[[T], T]:
    """Says which questions a test is about."""
    def told(test: T) -> T:
        for question in questions:
            TESTED.setdefault(question, []).append(test.__name__)
        return test
    return told


def opener(request: pytest.FixtureRequest) -> Iterator[Open]:
    """What opens plans in memory or, where a fixture's parameter says so, in the server, which only then must be
    there.
    """
    if request.param == "memory":
        yield MemoryStore
        return
    server = request.getfixturevalue("server")
    with Connection(address_of(server), deadline=DEADLINE) as connection:
        yield lambda loaded: in_server(connection, loaded)


def in_server(connection: Connection, loaded: Loaded) -> Neo4jStore:
    """The plans brought into the server by a sync, under a name of this run."""
    own = replace(loaded, plan_set=replace(loaded.plan_set, name=f"{RUN}-{loaded.plan_set.name}"))
    put(connection, own)
    return Neo4jStore(connection, held_set(connection, own.plan_set.name))


def keys(items: Sequence[Item]) -> list[str]:
    """Their keys; each item must come as it was put in."""
    assert [OF[one.key] for one in items] == list(items)
    return [one.key for one in items]


def assert_pages(rows: Rows[Any], wanted: list[str]) -> None:
    """The rows come in this order, from the beginning and behind each of them, in pages of any size."""
    assert rows.total() == len(wanted)
    for most in range(len(wanted) + 2):
        assert [row.key for row in rows.first(most)] == wanted[:most]
        for place, name in enumerate(wanted):
            first, found = rows.behind(place, name, most)
            assert (first, [row.key for row in found]) == (place + 1, wanted[place + 1:place + 1 + most])
