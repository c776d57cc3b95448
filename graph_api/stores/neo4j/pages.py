"""Lists that a database gives page by page, each page for what it returns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from graph_api.engine.wanted import Wanted
from graph_api.stores.batches import in_batches
from graph_api.stores.neo4j import reading
from graph_api.stores.neo4j.model import link_of
from graph_api.stores.neo4j.view import View
from graph_api.stores.protocol import Step, Way
from schema.records import Item

AT_ONCE = 500
"""Items whose links are paged in one statement."""
FURTHEST = 10_000
"""How far into what a search finds a page may begin: the server orders all that stands before it for each page."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a kind, by key: only those known by name alone, only the others, or all."""

    view: View
    kind: str
    listed: bool | None
    count: Callable[[], int]

    def first(self, most: int) -> Sequence[Item]:
        """So many from the beginning."""
        return self._from("", most)

    def behind(self, place: int, key: str, most: int) -> tuple[int, Sequence[Item]]:
        """So many behind the one with that key."""
        found = self._from(key, most + 1)
        if not found or found[0].key != key:
            raise LookupError(key)
        return place + 1, found[1:]

    def total(self) -> int:
        """How many there are."""
        return self.count()

    def _from(self, key: str, most: int) -> list[Item]:
        listed = [False, True] if self.listed is None else [self.listed]
        rows = self.view.ask(
            reading.LISTING, {"kind": self.kind, "first": key, "listed": listed, "most": most})
        return _together(self.view, self.view.take(rows))


@dataclass(frozen=True, slots=True)
class Search:
    """What a search finds, the best first."""

    view: View
    wanted: Wanted

    def first(self, most: int) -> Sequence[Item]:
        """So many of the best."""
        return self._from(0, most)

    def behind(self, place: int, key: str, most: int) -> tuple[int, Sequence[Item]]:
        """So many behind the one with that key, which stands where it stood or is gone; LookupError also too far in."""
        found = self._from(place, most + 1) if 0 <= place <= FURTHEST else []
        if not found or found[0].key != key:
            raise LookupError(key)
        return place + 1, found[1:]

    def total(self) -> int:
        """How many it finds."""
        if not self.wanted.words:
            return 0
        return int(self.view.ask(reading.search_count(some_kinds=self._some_kinds), self._parameters())[0]["many"])

    def _from(self, place: int, most: int) -> list[Item]:
        if not self.wanted.words:
            return []
        text = reading.search(some_kinds=self._some_kinds)
        rows = self.view.ask(text, {**self._parameters(), "skip": place, "most": most})
        return _together(self.view, self.view.take(rows))

    def _parameters(self) -> dict[str, object]:
        wanted = self.wanted
        return {"words": list(wanted.words), "whole": wanted.whole, "key": wanted.key,
                "kinds": sorted(wanted.kinds or ())}

    @property
    def _some_kinds(self) -> bool:
        return self.wanted.kinds is not None


class Paged:
    """Pages of links of one answer. A page that is asked of one item is fetched for all of its cohort."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._known: dict[tuple[object, ...], dict[str, list[Step]]] = {}
        self._counts: dict[tuple[object, ...], dict[str, int]] = {}

    def rows(self, ways: Sequence[Way], kinds: frozenset[str] | None, key: str, most: int) -> list[Step]:
        """The first links of an item."""
        known = self._known.setdefault((tuple(ways), kinds, most), {})
        if key not in known:
            together = [one for one in self.view.around(key) if one not in known]
            for batch in in_batches(together, AT_ONCE):
                known |= self.fetch(batch, ways, kinds, most)
            self.view.together(list(dict.fromkeys(step.far.key for one in together for step in known[one])))
        return known[key]

    def count(self, ways: Sequence[Way], kinds: frozenset[str] | None, key: str) -> int:
        """How many links an item has."""
        known = self._counts.setdefault((tuple(ways), kinds), {})
        if key not in known:
            out, into = ([verb for verb, outgoing in ways if outgoing is way] for way in (True, False))
            text = reading.steps_count(out, into, some_kinds=kinds is not None)
            for batch in in_batches([one for one in self.view.around(key) if one not in known], AT_ONCE):
                known |= dict.fromkeys(batch, 0)
                known |= {row["key"]: row["many"] for row in self.view.ask(
                    text, {"keys": batch, "kinds": sorted(kinds or ())})}
        return known[key]

    def fetch(
        self, keys: list[str], ways: Sequence[Way], kinds: frozenset[str] | None, most: int,
        start: tuple[int, str] = (0, ""),
    ) -> dict[str, list[Step]]:
        """The links of each item from a way's place and a far key on."""
        out, into = ({verb: place for place, (verb, outgoing) in enumerate(ways) if outgoing is way}
                     for way in (True, False))
        rows = self.view.ask(reading.steps(list(out), list(into), some_kinds=kinds is not None), {
            "keys": keys, "out": out, "into": into, "kinds": sorted(kinds or ()), "most": most, "place": start[0],
            "far": start[1]})
        found: dict[str, list[Step]] = {key: [] for key in keys}
        for row in rows:
            for place, properties, far in row["found"]:
                verb, outgoing = ways[place]
                ends = (row["key"], far["key"]) if outgoing else (far["key"], row["key"])
                link = link_of(verb, ends[0], ends[1], properties)
                found[row["key"]].append(Step(verb, outgoing, self.view.hold(far), link))
        return found


@dataclass(frozen=True, slots=True)
class Steps:
    """The links of one item, way by way and then by key of the far end."""

    paged: Paged
    key: str
    ways: Sequence[Way]
    kinds: frozenset[str] | None

    def first(self, most: int) -> Sequence[Step]:
        """So many from the beginning."""
        return self.paged.rows(self.ways, self.kinds, self.key, most) if self.ways else []

    def behind(self, place: int, key: str, most: int) -> tuple[int, Sequence[Step]]:
        """So many behind the one with that key."""
        found = self.paged.fetch([self.key], self.ways, self.kinds, most + 1, self._start(key))[self.key]
        if not found or found[0].key != key:
            raise LookupError(key)
        return place + 1, found[1:]

    def total(self) -> int:
        """How many there are."""
        return self.paged.count(self.ways, self.kinds, self.key) if self.ways else 0

    def _start(self, key: str) -> tuple[int, str]:
        """The place of the way and the far key that stand in the key of a step; LookupError where it is none."""
        for sign, outgoing in ((">", True), ("<", False)):
            verb, found, far = key.partition(sign)
            if found and (verb, outgoing) in self.ways:
                return self.ways.index((verb, outgoing)), far
        raise LookupError(key)


def _together(view: View, items: list[Item]) -> list[Item]:
    view.together([item.key for item in items])
    return items


def kinds_of(kinds: Collection[str] | None) -> frozenset[str] | None:
    """The kinds as a part of a question that is remembered."""
    return None if kinds is None else frozenset(kinds)
