"""The graph in memory: an index by verb, immutable once loaded, swapped whole when the files change."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from graph_api.engine.graph import Ends, Result
from graph_api.engine.python_shapes import Engine
from graph_api.engine.reach import search
from schema.links import UPWARD
from schema.records import Item, Link, Loaded
from schema.rule import Rule

if TYPE_CHECKING:
    import networkx as nx

NOTHING: Mapping[str, Ends] = MappingProxyType({})


class MemoryStore:
    """One plan set in memory. Rules ask it four questions; networkx gets the whole graph where it is wanted."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self._items = {item.key: item for item in loaded.items}
        self._by_kind: dict[str, list[Item]] = {}
        self._out: dict[str, dict[str, list[tuple[Item, Link]]]] = {}
        self._into: dict[str, dict[str, list[tuple[Item, Link]]]] = {}
        self._dangling: dict[str, dict[str, list[Link]]] = {}
        self._engines: dict[datetime.date, Engine] = {}
        for item in loaded.items:
            self._by_kind.setdefault(item.kind, []).append(item)
        for link in loaded.links:
            self._index(link)

    def _index(self, link: Link) -> None:
        if link.wanted is not None:
            self._dangling.setdefault(link.verb, {}).setdefault(link.start, []).append(link)
            return
        start, end = self._items[link.start], self._items[link.end]
        self._out.setdefault(link.verb, {}).setdefault(link.start, []).append((end, link))
        self._into.setdefault(link.verb, {}).setdefault(link.end, []).append((start, link))

    def about(self) -> Loaded:
        """Name, what tables ask, problems and findings of the plan set, with its items and links."""
        return self.loaded

    def items(self, kinds: tuple[str, ...], *, listed: bool = False) -> Sequence[Item]:
        """Items of the kinds, kind by kind; with `listed` also those known by name alone."""
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

    def looked_at(self, rule: Rule, as_of: datetime.date) -> Sequence[Item]:
        """The items that the rule looks at as of that date."""
        return self.engine(as_of).looked_at(rule)

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

    def reach(self, key: str, *, up: bool, verbs: tuple[str, ...] = UPWARD) -> set[str]:
        """Keys above (or below) an item by links of the verbs, the item among them."""
        return search(self, [key], verbs, up=up)

    def graph(self) -> nx.MultiDiGraph[str]:
        """The plan set as a networkx graph: keys as nodes with their Item, verbs as edge keys with their Link."""
        import networkx as nx  # noqa: PLC0415 - a tenth of a second that most commands never need

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(plan_set=self.loaded.plan_set.name)
        graph.add_nodes_from((item.key, {"item": item}) for item in self.loaded.items)
        for link in self.loaded.links:
            if link.wanted is None:
                graph.add_edge(link.start, link.end, key=link.verb, link=link)
        return graph
