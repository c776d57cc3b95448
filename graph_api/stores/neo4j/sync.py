"""Brings a plan set in the database to what was loaded: writes what differs, deletes what is gone, and nothing else.

A sync that breaks off leaves the plan set with `syncing_since`; the next one, of whatever files, completes it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from graph_api.stores.neo4j import statements
from graph_api.stores.neo4j.changes import Changes, GoneLink, Page, changes
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import StoreError, StoreRefusedError
from graph_api.stores.neo4j.lease import SILENCE, Lease, Taken
from graph_api.stores.neo4j.model import SET, Properties, item_properties, link_properties
from graph_api.stores.neo4j.schema import ensure_schema
from graph_api.stores.neo4j.wanted import Wanted
from schema.records import Link

BATCH = 5_000
"""Items or links in one transaction."""
BATCH_SIGNS = 8_000_000
"""Characters of text in one transaction, about."""
MUCH = 0.05
"""The share of all that the database holds that must have changed for statements to be planned anew: that costs every
plan set the plans of its statements, so a small council beside many others does not ask for it.
"""

Progress = Callable[[int, int, str], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did. `unchanged` means that it found all as it should be and wrote nothing.

    `completed` is since when an earlier sync had been broken off, whose work this one completed; `taken_from` who
    made that one, where they had not given it up themselves.
    """

    plan_set: str
    items: int
    links: int
    put_items: int = 0
    put_links: int = 0
    gone_items: int = 0
    gone_links: int = 0
    unchanged: bool = False
    completed: datetime.datetime | None = None
    taken_from: str | None = None


def sync(
    connection: Connection, wanted: Wanted, *, force: bool = False, progress: Progress | None = None,
    silence: int = SILENCE,
) -> Synced:
    """Makes the database hold the plan set as wanted. StoreError where it cannot; then the next sync completes it.

    With `force` however much is deleted that is gone. `silence` is after how many seconds another writer that
    shows no sign of life is followed.
    """
    ensure_schema(connection)
    found = connection.read(statements.PLAN_SET, {"plan_set": wanted.name})
    properties: Mapping[str, Any] = found[0]["properties"] if found else {}
    if properties.get("hash") == wanted.hash and properties.get("syncing_since") is None:
        if token := properties.get("syncing_token"):
            connection.write(statements.TIDY, {"plan_set": wanted.name, "token": token, "limit": silence})
        return Synced(wanted.name, len(wanted.items), wanted.total_links, unchanged=True)
    lease = Lease(connection, wanted.name, silence)
    try:
        return _Sync(lease, wanted, progress or _quiet).run(force=force)
    finally:
        lease.let_go()


def _quiet(_done: int, _total: int, _what: str) -> None:
    """Tells nobody."""


class _Sync:
    """One sync, step by step."""

    def __init__(self, lease: Lease, wanted: Wanted, progress: Progress) -> None:
        self.lease, self.wanted, self.progress = lease, wanted, progress
        self.done, self.total = 0, 1

    def run(self, *, force: bool) -> Synced:
        taken = self.lease.take(lambda text: self.progress(0, 1, text))
        found = self.compared(taken)
        if not force:
            found.guard(self.wanted)
        self.done, self.total = 0, found.total
        self.put_items(found.items)
        self.put_links(found.links)
        self.delete(found)
        self.finish(found)
        return Synced(
            self.wanted.name, len(self.wanted.items), self.wanted.total_links, len(found.items), len(found.links),
            len(found.gone_items), len(found.gone_links) + found.along, completed=taken.since, taken_from=taken.by)

    def compared(self, taken: Taken) -> Changes:
        """What differs; where items and links are known to be as wanted they are not looked at."""
        if taken.since is None and taken.graph == self.wanted.graph:
            return Changes()
        total = len(self.wanted.items)
        return changes(self.wanted, self.pages(), lambda done: self.progress(min(done, total), total, "comparing"))

    def pages(self) -> Iterator[Page]:
        """Keys and hashes of what there is, by key."""
        after = ""
        while page := self.lease.connection.read(
            statements.HELD, {"plan_set": self.wanted.name, "after": after, "limit": BATCH}
        ):
            self.lease.sign()
            yield page
            after = page[-1]["key"]

    def put_items(self, keys: Iterable[str]) -> None:
        """Writes items, each as a whole."""
        rows = ({"plan_set": self.wanted.name, **item_properties(self.wanted.items[key])} for key in keys)
        for batch in batches(rows, _weight):
            self.counted("items", statements.PUT_ITEMS, batch)

    def put_links(self, links: Iterable[Link]) -> None:
        """Writes links, verb by verb, to items and to stubs; the items are there already."""
        by_verb: dict[tuple[str, bool], list[Link]] = defaultdict(list)
        for link in links:
            by_verb[link.verb, link.dangling].append(link)
        for (verb, dangling), some in sorted(by_verb.items()):
            text = (statements.PUT_DANGLING if dangling else statements.PUT_LINKS)[verb]
            for batch in batches(map(self.row, some), lambda row: _weight(row["properties"])):
                self.counted(f"links {verb}", text, batch)

    def row(self, link: Link) -> Properties:
        """A link as its statement takes it."""
        properties = {"plan_set": self.wanted.name, **link_properties(link)}
        return {"start": link.start, "end": link.end, "set": properties.get(SET), "properties": properties}

    def delete(self, found: Changes) -> None:
        """Deletes what is gone: links, items with all their links, and stubs that nothing leads to any more."""
        for dangling, text in ((False, statements.DELETE_LINKS), (True, statements.DELETE_DANGLING)):
            gone = (_gone(link) for link in found.gone_links if link.joined.dangling is dangling)
            for batch in batches(gone):
                self.written("links that are gone", text, batch)
        for keys in batches(found.gone_items):
            self.written("items that are gone", statements.DELETE_ITEMS, keys)
        if found.gone_links or found.gone_items or self.lease.broken:
            while self.lease.write(statements.DELETE_STUBS, {"limit": BATCH})[0]["done"]:
                pass

    def counted(self, what: str, text: str, batch: Sequence[Any]) -> None:
        """Writes a batch, each of whose rows must find its place."""
        (row,) = self.written(what, text, batch)
        if row["done"] != len(batch):
            raise StoreRefusedError(
                f"Of {len(batch)} {what} only {row['done']} found their place in the store.", "Run the sync again.")

    def written(self, what: str, text: str, batch: Sequence[Any]) -> Page:
        rows = self.lease.write(text, {"rows": batch})
        self.done += len(batch)
        self.progress(self.done, self.total, what)
        return rows

    def finish(self, found: Changes) -> None:
        """Says that the plan set is whole, once it was counted, and has statements planned by what there is now."""
        self.progress(self.done, self.total, "finishing")
        (counts,) = self.lease.connection.read(statements.COUNTS, {"plan_set": self.wanted.name})
        there, should = (counts["items"], counts["links"]), (len(self.wanted.items), self.wanted.total_links)
        if there != should:
            raise StoreRefusedError(
                f"The store holds {there[0]:,} items and {there[1]:,} links of {self.wanted.name}, and should hold "
                f"{should[0]:,} and {should[1]:,}.", "Run the sync again; if it ends so once more, take out what "
                "somebody else wrote there by hand.")
        self.lease.write(statements.FINISH, {"properties": self.wanted.finished(), "token": self.lease.token})
        (held,) = self.lease.connection.read(statements.ALL_ITEMS)
        if found.total > MUCH * held["items"]:
            replan(self.lease.connection)


def replan(connection: Connection) -> None:
    """Has statements planned anew; a server that cannot is none the worse."""
    try:
        connection.write(statements.REPLAN)
    except StoreError:
        return


def batches(rows: Iterable[T], weight: Callable[[T], int] = lambda _row: 0) -> Iterator[list[T]]:
    """The rows in lists of at most 5,000, and fewer where they hold much text."""
    batch, signs = list[T](), 0
    for row in rows:
        batch.append(row)
        signs += weight(row)
        if len(batch) >= BATCH or signs >= BATCH_SIGNS:
            yield batch
            batch, signs = [], 0
    if batch:
        yield batch


def _weight(properties: Properties) -> int:
    return sum(len(value) if isinstance(value, str) else sum(map(len, value))
               for value in properties.values() if isinstance(value, str | list))


def _gone(link: GoneLink) -> Properties:
    return {"start": link.start, "verb": link.joined.verb, "end": link.joined.end, "set": link.joined.to}
