"""What a plan set should hold in the database, with a hash of each part and one of the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graph_api.stores.neo4j import model
from graph_api.stores.neo4j.about import about_properties
from graph_api.stores.neo4j.errors import StoreRefusedError
from graph_api.stores.neo4j.model import SET, Properties, item_properties, link_properties
from schema.records import Item, Link, Loaded

LONGEST_NAME = 200
REFUSED = frozenset((
    "path-missing", "path-unreadable", "path-outside", "file-empty", "file-too-large", "file-not-text", "file-locked",
    "file-not-a-plan", "parser-slow", "parser-memory", "parser-failed", "archive-broken", "archive-too-large",
    "archive-ratio", "archive-entries", "archive-nested", "workbook-broken", "sheet-too-large", "pdf-password",
    "syntax", "truncated", "yaml-alias", "too-deep", "xml-dtd", "mapping", "too-many-rows", "too-many-pages"))
"""Problems that say that a file, or much of it, was not read: what it holds is not gone."""
ITEM = "-"
"""Stands in a line for the plan set of a stub where there is none; no plan set is called so."""


class Joined(NamedTuple):
    """A link of one item as it is told from the item's others: `to` is "-" where an item is at its end, else a stub's
    plan set, which is "" for our own.
    """

    verb: str
    end: str
    to: str

    @classmethod
    def of_line(cls, line: str) -> Joined:
        """The link that a line tells of; keys and names hold no spaces."""
        verb, end, to, _ = line.split(" ")
        return cls(verb, end, to)

    @property
    def dangling(self) -> bool:
        """Whether a stub is at its end."""
        return self.to != ITEM


def line_of(link: Link, properties: Properties) -> str:
    """A link of one item on one line, with its hash; the database is asked for the same lines."""
    return f"{link.verb} {link.end} {properties.get(SET, ITEM)} {properties['_hash']}"


class Wanted:
    """Items by their keys with their hashes; links by the keys of their items and by their lines.

    `graph` is the hash of all items and links and of the layout, `hash` that of everything; neither hangs on any
    order. `refused` are the files that were not read, or not to their end.
    """

    def __init__(self, loaded: Loaded, carried: Mapping[str, str] | None = None) -> None:
        self.name = loaded.plan_set.name
        if len(self.name) > LONGEST_NAME:
            raise StoreRefusedError(f"The name of the plan set has more than {LONGEST_NAME} characters.")
        self.items: dict[str, Item] = {item.key: item for item in loaded.items}
        self.hashes: dict[str, str] = {item.key: item_properties(item)["_hash"] for item in loaded.items}
        self._links: dict[str, dict[str, Link]] = {}
        for link in loaded.links:
            self._links.setdefault(link.start, {})[line_of(link, link_properties(link))] = link
        for start, some in self._links.items():
            _told_apart(start, some)
        self.total_links = sum(map(len, self._links.values()))
        self.refused = tuple(dict.fromkeys(
            told.source.file or told.value or told.code for told in loaded.problems if told.code in REFUSED))
        self.about = about_properties(loaded, carried)
        self.graph = _hash_of((str(model.LAYOUT), *self._lines()))
        self.hash = _hash_of((self.graph, self.about["about_hash"]))

    def links(self, key: str) -> Mapping[str, Link]:
        """The links that begin at an item, by their lines."""
        return self._links.get(key, {})

    def finished(self) -> Properties:
        """All that the :PlanSet node holds when everything else is written."""
        return {**self.about, "graph": self.graph, "hash": self.hash}

    def _lines(self) -> Iterator[str]:
        for key in sorted(self.hashes):
            yield f"{key} {self.hashes[key]}"
            yield from sorted(self.links(key))


def _told_apart(start: str, links: Mapping[str, Link]) -> None:
    """StoreRefusedError where two links would be one in the database, which holds one of a verb between two ends."""
    seen = set[str]()
    for line, link in links.items():
        if (joined := line.rpartition(" ")[0]) in seen:
            raise StoreRefusedError(
                f"The link {start} {link.verb} {link.end} stands twice among the plans, with other words or another "
                "source.", "Keep one of the two.")
        seen.add(joined)


def _hash_of(lines: Iterable[str]) -> str:
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode())
        found.update(b"\n")
    return found.hexdigest()
