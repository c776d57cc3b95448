"""Plan sets put into the test server, and opened from it, for tests that compare its answers with those of memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph_api.pipeline import Opened
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connect import Connection, Rows
from graph_api.stores.neo4j.held import held_set
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.neo4j.sync import sync
from graph_api.stores.neo4j.wanted import Wanted
from loaders.cells import title_key
from schema.records import Loaded

DEADLINE = 120.0
"""Seconds for one statement: a machine that runs other things too plans a new one slowly."""


class Counting(Connection):
    """A connection that counts the statements that it puts to the server."""

    def __init__(self, address: Address) -> None:
        super().__init__(address, deadline=DEADLINE)
        self.asked: Counter[str] = Counter()

    def read(self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None) -> Rows:
        self.asked[text] += 1
        return super().read(text, parameters, deadline)

    def count(self) -> int:
        """How many statements were read since this was last asked."""
        many = self.asked.total()
        self.asked.clear()
        return many


def address_of(server: Any) -> Address:
    return Address(server.url, server.user, server.password, server.database)


def named(loaded: Loaded, name: str) -> Loaded:
    """The plan set under a name of this test's own, every item with its folded title, as loading gives it."""
    items = (item if not item.title or "title_key" in item.values else
             item._replace(values={**item.values, "title_key": title_key(item.title)}) for item in loaded.items)
    return replace(loaded, plan_set=replace(loaded.plan_set, name=name), items=tuple(items))


def put(connection: Connection, loaded: Loaded, carried: Mapping[str, str] | None = None) -> None:
    """Brings the plan set into the server."""
    sync(connection, Wanted(loaded, carried), force=True)


def both(connection: Connection, plans: Opened, name: str) -> tuple[Opened, Opened]:
    """The same plans in memory and in the server, under that name."""
    loaded = named(plans.store.whole(), name)
    put(connection, loaded)
    here = replace(plans, store=MemoryStore(loaded))
    return here, replace(plans, store=Neo4jStore(connection, held_set(connection, name)))
