"""The graph in memory: an index by verb, immutable once loaded, swapped whole when the files change."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph_api.engine.cascade import Height, heights
from graph_api.engine.graph import Ends, Result, Row, State
from graph_api.engine.python_shapes import Engine
from graph_api.engine.reach import search
from graph_api.engine.wanted import Wanted, folded
from graph_api.stores.protocol import Counts, Stand, Step, Way
from graph_api.stores.rows import Held
from schema.links import UPWARD, VERBS
from schema.records import Item, Link, Loaded
from schema.rule import Rule

if TYPE_CHECKING:
    import networkx as nx

NOTHING: Mapping[str, Ends] = MappingProxyType({})
Index = dict[str, dict[str, list[tuple[Item, Link]]]]


class MemoryStore:
    """One plan set in memory. Rules ask it four questions; networkx gets the whole graph where it is wanted."""

    remote = False
    syncing = None

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self._about = replace(loaded, items=(), links=())
        self._items = {item.key: item for item in loaded.items}
        self._by_kind: dict[str, list[Item]] = {}
        self._out: Index = {}
        self._into: Index = {}
        self._dangling: dict[str, dict[str, list[Link]]] = {}
        self._engines: dict[datetime.date, Engine] = {}
        for item in sorted(loaded.items, key=_key):
            self._by_kind.setdefault(item.kind, []).append(item)
        for link in loaded.links:
            self._index(link)
        for ends in _several(self._out, self._into):
            ends.sort(key=_far)
        for links in _several(self._dangling):
            links.sort(key=_meant)

    def _index(self, link: Link) -> None:
        if link.wanted is not None:
            self._dangling.setdefault(link.verb, {}).setdefault(link.start, []).append(link)
            return
        start, end = self._items[link.start], self._items[link.end]
        self._out.setdefault(link.verb, {}).setdefault(link.start, []).append((end, link))
        self._into.setdefault(link.verb, {}).setdefault(link.end, []).append((start, link))

    def fresh(
        self, seconds: float | None = None, *, statement: float | None = None,  # noqa: ARG002 - nothing here takes long
    ) -> MemoryStore:
        """Itself: there is nothing to remember."""
        return self

    def left(self) -> float:
        """Any number: nothing limits it."""
        return float("inf")

    def close(self) -> None:
        """Nothing to let go of."""

    def about(self) -> Loaded:
        """Name, what tables ask, problems, findings, waivers and suggested links of the plan set."""
        return self._about

    def whole(self) -> Loaded:
        """The same with every item and link."""
        return self.loaded

    def counts(self) -> Counts:
        """How much there is."""
        return self._counts

    @cached_property
    def _counts(self) -> Counts:
        items = self.loaded.items
        return Counts(
            _count(item.kind for item in items), _count(item.kind for item in items if item.listed),
            len(self.loaded.links), sum(bool(link.wanted_set) for link in self.loaded.links))

    def keys(self) -> Iterable[str]:
        """The keys of all items."""
        return self._items.keys()

    def around(self, key: str) -> Sequence[str]:
        """The item alone."""
        return (key,)

    def expect(self, keys: Collection[str], *, anew: bool = False) -> None:
        """Nothing to fetch: all of it is here."""

    def follow(self, keys: Collection[str], verbs: Collection[str], *, up: bool) -> None:
        """Nothing to fetch: all of it is here."""

    def titled(self, title_key: str) -> Item | None:
        """The first item by key with that title, folded."""
        found = (item for item in self.loaded.items if item.values.get("title_key") == title_key)
        return min(found, key=_key, default=None)

    def listing(self, kind: str, listed: bool | None = None) -> Held[Item]:
        """The items of a kind, by key; with `listed` only those known by name alone, or only the others."""
        found = self._by_kind.get(kind, [])
        return Held(found if listed is None else [item for item in found if item.listed == listed], _key)

    def beginning(self, kind: str, start: str) -> Sequence[Item]:
        """The items of a kind whose keys begin so."""
        found = self._by_kind.get(kind, [])
        first = bisect_left(found, start, key=_key)
        last = next((at for at in range(first, len(found)) if not found[at].key.startswith(start)), len(found))
        return found[first:last]

    @cached_property
    def _titles(self) -> list[tuple[str, str, Item]]:
        return [(folded(item), item.key, item) for item in self.loaded.items]

    def search(self, wanted: Wanted) -> Held[Item]:
        """The items that fit, the best first; alike ones by folded title and key."""
        found = [
            (wanted.rank(title, key), title, key, item) for title, key, item in self._titles
            if (wanted.kinds is None or item.kind in wanted.kinds) and wanted.fits(title, key)]
        return Held([row[3] for row in sorted(found, key=lambda row: row[:3])], _key)

    def steps(self, key: str, ways: Sequence[Way], kinds: Collection[str] | None = None) -> Held[Step]:
        """The links of an item, way by way and then by key of the far end."""
        return Held([
            Step(verb, outgoing, far, link) for verb, outgoing in ways
            for far, link in (self.out(verb) if outgoing else self.into(verb)).get(key, ())
            if kinds is None or far.kind in kinds], lambda step: step.key)

    def wanting(self, kinds: Collection[str], verbs: Collection[str] | None = None) -> Sequence[Link]:
        """Links that lead to nothing and wanted one of these kinds or families here."""
        return [
            link for verb in VERBS if verbs is None or verb.name in verbs
            for _, links in sorted(self.dangling(verb.name).items()) for link in links
            if link.wanted in kinds and not link.wanted_set]

    def items(self, kinds: tuple[str, ...], *, listed: bool = False) -> Sequence[Item]:
        """Items of the kinds, kind by kind and by key; with `listed` also those known by name alone."""
        found = [item for kind in kinds for item in self._by_kind.get(kind, ())]
        return found if listed else [item for item in found if not item.listed]

    def item(self, key: str) -> Item | None:
        """The item with that key."""
        return self._items.get(key)

    def out(self, verb: str) -> Mapping[str, Ends]:
        """What links of that verb lead to, by the key they start from."""
        return self._out.get(verb, NOTHING)

    def into(self, verb: str) -> Mapping[str, Ends]:
        """Where links of that verb come from, by the key they lead to."""
        return self._into.get(verb, NOTHING)

    def dangling(self, verb: str) -> Mapping[str, Sequence[Link]]:
        """Links of that verb that lead to nothing, by the key they start from."""
        return self._dangling.get(verb, {})

    def registers(self, kinds: tuple[str, ...]) -> bool:
        """Whether a register of one of the kinds is loaded."""
        return any(
            table.asks == "register" and not table.headings.keys().isdisjoint(kinds) for table in self.loaded.tables)

    def run_all(self, rules: Sequence[Rule], as_of: datetime.date) -> Iterator[Result]:
        """What each of the rules finds, in their order."""
        return (self.run(rule, as_of) for rule in rules)

    def looked(self, rule: Rule, as_of: datetime.date) -> tuple[int, State]:
        """How many items the rule looks at as of that date, and what comes of asking it."""
        result = self.run(rule, as_of)
        return result.looked, result.state

    def page(self, rule: Rule, as_of: datetime.date, after: tuple[str, ...], most: int) -> Sequence[Row]:
        """The next rows of a rule behind an identity, in the order of their identities."""
        rows = self.run(rule, as_of).rows
        first = bisect_right(rows, after, key=lambda row: row.identity)
        return rows[first:first + most]

    def found_of(
        self, rules: Sequence[Rule], as_of: datetime.date, keys: Collection[str]
    ) -> Iterator[Sequence[Row]]:
        """The rows of each rule that it finds when it looks at these items, in the order of their identities."""
        return ([row for row in self.run(rule, as_of).rows if row.identity[0] in keys] for rule in rules)

    def looked_at(
        self, rule: Rule, as_of: datetime.date, among: Collection[str] | None = None
    ) -> Collection[str]:
        """Keys of the items that the rule looks at as of that date; only of those `among`, if given."""
        found = self.engine(as_of).looked_at(rule)
        return [item.key for item in found if among is None or item.key in among]

    def looked_where(self, rule: Rule, as_of: datetime.date) -> Mapping[Stand, int]:
        """How many items of which kind and tables the rule looks at."""
        return Counter((item.kind, item.tables) for item in self.engine(as_of).looked_at(rule))

    def engine(self, as_of: datetime.date) -> Engine:
        """The engine for one as-of date; the last is kept, since searches are shared between rules."""
        if as_of not in self._engines:
            self._engines = {as_of: Engine(self, as_of)}
        return self._engines[as_of]

    def forget(self) -> None:
        """Lets go of the engine and of what it found out, so that a second run costs what the first did."""
        self._engines = {}

    def run(self, rule: Rule, as_of: datetime.date) -> Result:
        """What the rule finds as of that date."""
        return self.engine(as_of).run(rule)

    def onward(self, keys: Collection[str], verbs: Collection[str], *, up: bool) -> Mapping[str, list[str]]:
        """Where links of the verbs lead from each of the items (or come from), as keys."""
        indexes = [self.out(verb) if up else self.into(verb) for verb in verbs]
        return {key: [far.key for index in indexes for far, _ in index.get(key, ())] for key in keys}

    def reach(self, key: str, *, up: bool, verbs: tuple[str, ...] = UPWARD) -> set[str]:
        """Keys above (or below) an item by links of the verbs, the item among them."""
        return search(self, [key], verbs, up=up)

    def heights(self) -> Mapping[Height, int]:
        """How many items of the cascade stand at which height, joined up and down or not."""
        return heights(self)

    def graph(self) -> nx.MultiDiGraph[str]:
        """The plan set as a networkx graph: keys as nodes with their Item, verbs as edge keys with their Link."""
        import networkx as nx  # noqa: PLC0415 - a tenth of a second that most commands never need

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(plan_set=self.loaded.plan_set.name)
        graph.add_nodes_from((item.key, {"item": item}) for item in self.loaded.items)
        for link in self.loaded.links:
            if link.wanted is None:
                graph.add_edge(link.start, link.end, key=link.verb, link=link)
        return graph


def _key(item: Item) -> str:
    return item.key


def _far(end: tuple[Item, Link]) -> str:
    return end[0].key


def _meant(link: Link) -> tuple[str, str]:
    return link.wanted_set or "", link.end


def _several(*indexes: Mapping[str, Mapping[str, list[Any]]]) -> Iterator[list[Any]]:
    """The lists of more than one."""
    return (rows for index in indexes for by_key in index.values() for rows in by_key.values() if len(rows) > 1)


def _count(kinds: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(kinds).items()))
