"""A graph that is elsewhere, fetched as far as it is asked for, and together what is likely to be asked together.

Items that came together are a *cohort*. Who asks for the links of one of them will ask for those of the others, so
they are fetched for all of the cohort at once, and the far ends become a cohort of their own. Thus a walk that asks
item by item costs one statement for each level, verb and direction.

What was fetched or asked for lately is held; once that is much it becomes what was seen before, and what was seen
before that is let go of. One question fetches a part of the limit at most, so that whoever goes back and forth between
some levels does not drop the one for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, TypeVar

from graph_api.engine.graph import Ends
from graph_api.stores.batches import AT_ONCE as ITEMS_AT_ONCE
from graph_api.stores.batches import in_batches
from graph_api.stores.neo4j import reading
from graph_api.stores.neo4j.asking import Asker, Rows
from graph_api.stores.neo4j.errors import TooMuchError
from graph_api.stores.neo4j.model import item_of, link_of
from schema.records import Item, Link

MOST = 100_000
"""Items and links that a view holds before it lets go of what it saw before; no statement gives more rows."""
MOST_LINKS = 1_000_000
"""Far ends that one item may have."""
PART = 4
"""A question that nobody announced fetches no more than one in so many of what a view holds, or one batch."""
AT_ONCE = 2_000
"""Items whose links are asked for in one statement."""
REMEMBERED = 1
"""How many earlier cohorts an item still belongs to."""
NAMED = ("owner", "board")
"""Fields that hold the key of another item, which answers are likely to name."""

T_co = TypeVar("T_co", covariant=True)
Cohort = Sequence[str]
Way = tuple[str, bool]


class Lazy(Mapping[str, Sequence[T_co]]):
    """A mapping from the keys of items that is asked key by key; nobody can see all of it."""

    def __init__(self, of: Callable[[str], Sequence[T_co]]) -> None:
        self._of = of

    def __getitem__(self, key: str) -> Sequence[T_co]:
        """The rows of one item; KeyError where it has none."""
        found = self._of(key)
        if not found:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """The rows of one item, or the default where it has none."""
        return self._of(key) or default

    def __contains__(self, key: object) -> bool:
        """Whether the item has any."""
        return isinstance(key, str) and bool(self._of(key))

    def __iter__(self) -> Iterator[str]:
        """Nobody may go through all of them: that would fetch the whole graph."""
        raise TypeError("a graph that is elsewhere is not gone through from end to end")

    def __len__(self) -> int:
        """Nor count them so."""
        raise TypeError("a graph that is elsewhere is not counted from end to end")


@dataclass(slots=True)
class Seen:
    """What was fetched or asked for since some moment, and how much that is."""

    held: int = 0
    items: dict[str, Item | None] = field(default_factory=dict)
    likely: dict[str, None] = field(default_factory=dict)
    ends: dict[Way, dict[str, list[tuple[Item, Link]]]] = field(default_factory=dict)
    dangling: dict[str, dict[str, list[Link]]] = field(default_factory=dict)

    def take_over(self, other: Seen, key: str) -> None:
        """Takes an item from what was seen before; nothing where it was not."""
        if key in other.items:
            self.items[key] = other.items.pop(key)
            self.held += 1
            other.held -= 1

    def take_over_ends(self, other: Seen, way: Way, key: str) -> None:
        """The same for the links of an item."""
        if (found := other.ends.get(way, {}).pop(key, None)) is not None:
            self.ends.setdefault(way, {})[key] = found
            self.held += len(found)
            other.held -= len(found)

    def take_over_dangling(self, other: Seen, key: str) -> None:
        """The same for the links of an item that lead to nothing."""
        if (found := other.dangling.pop(key, None)) is not None:
            self.dangling[key] = found
            many = sum(map(len, found.values()))
            self.held += many
            other.held -= many


class View:
    """What one answer or one check has seen of a plan set. Used by one thread, for a short time."""

    def __init__(self, ask: Asker, most: int = MOST, most_links: int = MOST_LINKS) -> None:
        self.ask, self.most, self.most_links = ask, most, most_links
        self._part = max(1, most // PART)
        self._cohorts: dict[str, tuple[Cohort, ...]] = {}
        self._lazy: dict[Way, Lazy[tuple[Item, Link]]] = {}
        self._nowhere: dict[str, Lazy[Link]] = {}
        self._seen, self._before = Seen(), Seen()

    @property
    def held(self) -> int:
        """How many items and links it holds."""
        return self._seen.held + self._before.held

    def let_go(self) -> None:
        """Lets go of what was seen before, where much was seen since. What was given out stays good: it never
        changes.
        """
        if self._seen.held > self.most:
            self._seen, self._before = Seen(), self._seen

    # The four questions

    def items(self, kinds: tuple[str, ...], *, listed: bool = False) -> list[Item]:
        """Items of the kinds, kind by kind and by key; with `listed` also those known by name alone."""
        rows = self.all_of(reading.OF_KINDS, {"kinds": list(dict.fromkeys(kinds)), "listed": listed})
        found = sorted(self.take(rows), key=lambda item: (kinds.index(item.kind), item.key))
        self.together([item.key for item in found])
        return found

    def item(self, key: str) -> Item | None:
        """The item with that key."""
        if not self._knows(key):
            likely = self._likely() if key in self._seen.likely or key in self._before.likely else ()
            self._fetch([*self.around(key), *likely], self._part)
        return self._seen.items[key]

    def out(self, verb: str) -> Mapping[str, Ends]:
        """What links of that verb lead to, by the key they start from."""
        return self._way((verb, True))

    def into(self, verb: str) -> Mapping[str, Ends]:
        """Where links of that verb come from, by the key they lead to."""
        return self._way((verb, False))

    def dangling(self, verb: str) -> Mapping[str, Sequence[Link]]:
        """Links of that verb that lead to nothing, by the key they start from."""
        if verb not in self._nowhere:
            self._nowhere[verb] = Lazy(lambda key: self._dangling_of(key).get(verb, ()))
        return self._nowhere[verb]

    # What is about to be asked

    def expect(self, keys: Collection[str], *, anew: bool = False) -> None:
        """These items are about to be asked for: they are a cohort, and with `anew` the only one from now on."""
        self.let_go()
        if anew:
            self._cohorts = {}
        wanted = list(dict.fromkeys(keys))
        self._fetch(wanted, self.most)
        self.together(wanted)

    def follow(self, keys: Collection[str], verbs: Collection[str], *, outgoing: bool) -> None:
        """Links of these verbs are about to be asked for; those of all the verbs are fetched together."""
        self.together(list(keys))
        wanted = [key for key in keys if not all(self._knows_ends((verb, outgoing), key) for verb in verbs)]
        self._fetch_ends(wanted, verbs, self.most, outgoing=outgoing)

    def together(self, keys: Cohort) -> None:
        """Makes these items a cohort."""
        if len(keys) > 1:
            for key in keys:
                self._cohorts[key] = (*self._cohorts.get(key, ())[-REMEMBERED:], keys)

    def around(self, key: str, *, newest: bool = False) -> list[str]:
        """The item itself, first, and all that are likely to be asked with it: those after it before the others, for
        a cohort is mostly gone through in its order. The oldest cohort comes first, or the newest.
        """
        cohorts = self._cohorts.get(key, ())
        places = ((cohort, cohort.index(key)) for cohort in (reversed(cohorts) if newest else cohorts))
        return list(dict.fromkeys((key, *(other for cohort, at in places for other in (*cohort[at:], *cohort[:at])))))

    # Fetching

    def take(self, rows: Iterable[Mapping[str, Any]]) -> list[Item]:
        """The items of some rows, held from now on."""
        found = []
        for row in rows:
            found.append(self.hold(row["item"]))
        return found

    def hold(self, properties: Mapping[str, Any]) -> Item:
        """The item with these properties, held from now on."""
        key = properties["key"]
        return (self._seen.items[key] if self._knows(key) else None) or self._hold(item_of(properties))

    def all_of(self, text: str, parameters: Mapping[str, object]) -> Rows:
        """The rows of a statement with `$most`; TooMuchError where there are more than a view may hold."""
        rows = self.ask(text, {**parameters, "most": self.most + 1})
        if len(rows) > self.most:
            raise TooMuchError(f"This takes more than {self.most:,} items at once.", "Ask for less at once.")
        return rows

    def _knows(self, key: str) -> bool:
        """Whether the item was seen, there or not; then it stands in what was seen lately."""
        if key not in self._seen.items:
            self._seen.take_over(self._before, key)
        return key in self._seen.items

    def _knows_ends(self, way: Way, key: str) -> bool:
        """Whether its links were seen; then they stand in what was seen lately."""
        if key not in self._seen.ends.get(way, {}):
            self._seen.take_over_ends(self._before, way, key)
        return key in self._seen.ends.get(way, {})

    def _likely(self) -> list[str]:
        return [*self._seen.likely, *self._before.likely]

    def _hold(self, item: Item) -> Item:
        self._seen.items[item.key] = item
        self._seen.likely.update((key, None) for name in NAMED if isinstance(key := item.values.get(name), str))
        self._seen.held += 1
        return item

    def _fetch(self, keys: Iterable[str], most: int) -> None:
        """Holds items, the first of them for certain."""
        self.let_go()
        before = self._seen.held
        wanted = [key for key in dict.fromkeys(keys) if not self._is_held(key)]
        for batch in in_batches(wanted, self._batch(ITEMS_AT_ONCE)):
            self.take(self.ask(reading.ITEMS, {"keys": batch}))
            for key in batch:
                self._seen.items.setdefault(key, None)
            if self._seen.held - before >= most:
                return

    def _is_held(self, key: str) -> bool:
        return key in self._seen.items or key in self._before.items

    def _batch(self, size: int) -> int:
        """How many items are asked about in one statement: as many as are dealt with, where that is less."""
        return min(size, self._part)

    def _way(self, way: Way) -> Lazy[tuple[Item, Link]]:
        if way not in self._lazy:
            self._lazy[way] = Lazy(lambda key: self._ends_of(key, way))
        return self._lazy[way]

    def _ends_of(self, key: str, way: Way) -> Sequence[tuple[Item, Link]]:
        if not self._knows_ends(way, key):
            known = self._seen.ends.get(way, {}).keys() | self._before.ends.get(way, {}).keys()
            keys = [one for one in self.around(key) if one not in known]
            self._fetch_ends(keys, (way[0],), self._part, outgoing=way[1])
        return self._seen.ends[way][key]

    def _dangling_of(self, key: str) -> Mapping[str, list[Link]]:
        if key not in self._seen.dangling:
            self._seen.take_over_dangling(self._before, key)
        if key not in self._seen.dangling:
            self._fetch_dangling([one for one in self.around(key) if one not in self._before.dangling])
        return self._seen.dangling[key]

    def _fetch_dangling(self, keys: Iterable[str]) -> None:
        """Holds links that lead to nothing, those of the first item for certain."""
        self.let_go()
        before = self._seen.held
        for batch in in_batches((key for key in keys if key not in self._seen.dangling), self._batch(AT_ONCE)):
            self._take_dangling(batch)
            if self._seen.held - before >= self._part:
                return

    def _take_dangling(self, keys: list[str]) -> None:
        found: dict[str, dict[str, list[Link]]] = {key: {} for key in keys}
        for row in self.ask(reading.DANGLING, {"keys": keys}):
            link = link_of(row["verb"], row["key"], row["end"], row["link"])
            found[row["key"]].setdefault(link.verb, []).append(link)
            self._seen.held += 1
        for links in (links for by_verb in found.values() for links in by_verb.values()):
            links.sort(key=lambda link: (link.wanted_set or "", link.end))
        self._seen.dangling |= found

    def _fetch_ends(self, keys: Sequence[str], verbs: Collection[str], most: int, *, outgoing: bool) -> None:
        """Holds the far ends of items, those of the first item for certain."""
        self.let_go()
        before = self._seen.held
        reached: dict[str, None] = {}
        left = list(keys)
        while left and self._seen.held - before < most:
            batch = left[:self._batch(AT_ONCE)]
            rows = self.ask(reading.ends(verbs, outgoing=outgoing), {"keys": batch, "most": self.most + 1})
            if len(rows) > self.most:
                batch = self._that_fit(batch, verbs, outgoing=outgoing)
                rows = self._of_one(batch[0], verbs, outgoing=outgoing) if len(batch) == 1 else self.ask(
                    reading.ends(verbs, outgoing=outgoing), {"keys": batch, "most": self.most + 1})
            reached |= self._take_ends(batch, rows, verbs, outgoing=outgoing)
            left = left[len(batch):]
        self.together(list(reached))

    def _that_fit(self, keys: list[str], verbs: Collection[str], *, outgoing: bool) -> list[str]:
        """The first of the items that together have no more links than a statement gives; the very first anyhow."""
        rows = self.ask(reading.degrees(verbs, outgoing=outgoing), {"keys": keys})
        many = {row["key"]: row["many"] for row in rows}
        sums = accumulate(many.get(key, 0) for key in keys)
        return keys[:max(1, sum(one <= self.most for one in sums))]

    def _of_one(self, key: str, verbs: Collection[str], *, outgoing: bool) -> Rows:
        """The far ends of one item that may have very many, page by page."""
        text, found = reading.ends_of_one(verbs, outgoing=outgoing), Rows()
        while page := self.ask(text, {
                "key": key, "after": found[-1]["item"]["key"] if found else "", "most": self.most}):
            found += page
            if len(found) > self.most_links:
                raise TooMuchError(f"{key} has more than {self.most_links:,} links.", "Ask for its links page by page.")
            if len(page) < self.most:
                break
        return found

    def _take_ends(self, keys: list[str], rows: Rows, verbs: Collection[str], *, outgoing: bool) -> dict[str, None]:
        """Holds the far ends of items; the keys of those that were reached."""
        found: dict[str, dict[str, list[tuple[Item, Link]]]] = {verb: {key: [] for key in keys} for verb in verbs}
        reached: dict[str, None] = {}
        for row in rows:
            far = self.hold(row["item"])
            reached[far.key] = None
            for key, verb, properties in row["links"]:
                start, end = (key, far.key) if outgoing else (far.key, key)
                found[verb][key].append((far, link_of(verb, start, end, properties)))
                self._seen.held += 1
        for verb, by_key in found.items():
            for ends_of in by_key.values():
                ends_of.sort(key=lambda end: end[0].key)
            self._seen.ends.setdefault((verb, outgoing), {}).update(by_key)
        return reached
