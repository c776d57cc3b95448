"""Plan sets put into the test server, and opened from it, for tests that compare its answers with those of memory."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Self
from unittest.mock import patch

from neo4j import READ_ACCESS

from graph_api.pipeline import Opened
from graph_api.stores.batches import in_batches
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j import sync as sync_module
from graph_api.stores.neo4j.about import about_of, counts_of
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.asking import Readable
from graph_api.stores.neo4j.connect import Connection, Rows, native
from graph_api.stores.neo4j.held import HeldSet, Stamp, held_set
from graph_api.stores.neo4j.model import Properties, item_properties, link_properties
from graph_api.stores.neo4j.schema import ensure_schema
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.neo4j.sync import sync
from graph_api.stores.neo4j.wanted import Wanted
from loaders.cells import title_key
from schema.records import Loaded
from tests.neo4j.conftest import Given, connect

DEADLINE = 120.0
"""Seconds for one statement: a machine that runs other things too plans a new one slowly."""

PUT = "UNWIND $rows AS row CREATE (n:{label}) SET n = row"
PUT_LINK = """\
UNWIND $rows AS row
MATCH (a:Item {{plan_set: row.plan_set, key: row.start}})
MATCH (b:{far} {{plan_set: row.plan_set, key: row.end}})
CREATE (a)-[r:{verb}]->(b) SET r = row.properties"""


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


class Direct:
    """A server asked as directly as the driver can: no thread, no deadline and no second try, so that a run of a
    million questions is not mostly those.
    """

    deadline = DEADLINE

    def __init__(self, address: Address) -> None:
        self.database = address.database
        self._driver = connect(Given(address.url, address.user, address.password, address.database))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._driver.close()

    def read(
        self, text: str, parameters: Mapping[str, Any] | None = None,
        deadline: float | None = None,  # noqa: ARG002 - nothing is limited here
    ) -> Rows:
        with self._driver.session(database=self.database, default_access_mode=READ_ACCESS) as session:
            found = session.run(text, dict(parameters or {}))
            names = found.keys()
            return [dict(zip(names, map(native, record.values()), strict=True)) for record in found]


def address_of(server: Any) -> Address:
    return Address(server.url, server.user, server.password, server.database)


def named(loaded: Loaded, name: str) -> Loaded:
    """The plan set under a name of this test's own, every item with its folded title, as loading gives it."""
    items = (item if not item.title or "title_key" in item.values else
             item._replace(values={**item.values, "title_key": title_key(item.title)}) for item in loaded.items)
    return replace(loaded, plan_set=replace(loaded.plan_set, name=name), items=tuple(items))


def put(connection: Connection, loaded: Loaded, carried: Mapping[str, str] | None = None) -> None:
    """Brings the plan set into the server; statements stay planned as they are, for hundreds of plan sets come here."""
    with patch.object(sync_module, "MUCH", math.inf):
        sync(connection, Wanted(loaded, carried), force=True)


def put_together(connection: Connection, sets: Iterable[Loaded]) -> None:
    """Puts many small plan sets into a server that has none of them, as a sync leaves them but in a few statements."""
    ensure_schema(connection)
    rows: dict[str, list[Properties]] = {}
    for loaded in sets:
        for text, row in _rows(loaded):
            rows.setdefault(text, []).append(row)
    for text, some in rows.items():
        for batch in in_batches(some):
            connection.write(text, {"rows": batch})


def _rows(loaded: Loaded) -> Iterator[tuple[str, Properties]]:
    """What is to be put of a plan set, each with its statement; those of links come last."""
    own = {"plan_set": loaded.plan_set.name}
    yield PUT.format(label="PlanSet"), Wanted(loaded).finished()
    yield from ((PUT.format(label="Item"), {**own, **item_properties(item)}) for item in loaded.items)
    stubs = {link.end for link in loaded.links if link.dangling}
    yield from ((PUT.format(label="Missing"), {**own, "key": key}) for key in sorted(stubs))
    for link in loaded.links:
        text = PUT_LINK.format(verb=link.verb, far="Missing" if link.dangling else "Item")
        yield text, {**own, "start": link.start, "end": link.end, "properties": {**own, **link_properties(link)}}


def opened_together(connection: Readable, names: Iterable[str]) -> dict[str, Neo4jStore]:
    """Stores on many plan sets, by their names."""
    rows = connection.read("MATCH (p:PlanSet) WHERE p.plan_set IN $names RETURN properties(p) AS of",
                           {"names": list(names)})
    return {of["plan_set"]: Neo4jStore(connection, HeldSet(
        of["plan_set"], Stamp(of["hash"]), about_of(of), counts_of(of), {})) for of in (row["of"] for row in rows)}


def both(connection: Connection, plans: Opened, name: str) -> tuple[Opened, Opened]:
    """The same plans in memory and in the server, under that name."""
    loaded = named(plans.store.whole(), name)
    put(connection, loaded)
    here = replace(plans, store=MemoryStore(loaded))
    return here, replace(plans, store=Neo4jStore(connection, held_set(connection, name)))
