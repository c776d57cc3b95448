"""A graph that is elsewhere, fetched as far as it is asked for, and together what is likely to be asked together.

Items that came together are a *cohort*. Who asks for the links of one of them will ask for those of the others, so
they are fetched for all of the cohort at once, and the far ends become a cohort of their own. Thus a walk that asks
item by item costs one statement for each level, verb and direction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from graph_api.engine.graph import Ends
from graph_api.stores.batches import in_batches
from graph_api.stores.neo4j import reading
from graph_api.stores.neo4j.asking import Asker, Rows
from graph_api.stores.neo4j.errors import TooMuchError
from graph_api.stores.neo4j.model import item_of, link_of
from schema.records import Item, Link

MOST = 100_000
"""Items and links that a view holds before it lets go of them; no single question may give more."""
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


class View:
    """What one answer or one check has seen of a plan set. Used by one thread, for a short time."""

    def __init__(self, ask: Asker, most: int = MOST) -> None:
        self.ask, self.most = ask, most
        self._cohorts: dict[str, tuple[Cohort, ...]] = {}
        self._lazy: dict[Way, Lazy[tuple[Item, Link]]] = {}
        self._nowhere: dict[str, Lazy[Link]] = {}
        self._forget()

    def _forget(self) -> None:
        self.held = 0
        self._items: dict[str, Item | None] = {}
        self._likely: set[str] = set()
        self._ends: dict[Way, dict[str, list[tuple[Item, Link]]]] = {}
        self._dangling: dict[str, dict[str, list[Link]]] = {}

    def let_go(self) -> None:
        """Lets go of everything where it has become much. What was given out stays good: it never changes."""
        if self.held > self.most:
            self._forget()

    # The four questions

    def items(self, kinds: tuple[str, ...], *, listed: bool = False) -> list[Item]:
        """Items of the kinds, kind by kind and by key; with `listed` also those known by name alone."""
        rows = self.all_of(reading.OF_KINDS, {"kinds": list(kinds), "listed": listed})
        found = sorted(self.take(rows), key=lambda item: (kinds.index(item.kind), item.key))
        self.together([item.key for item in found])
        return found

    def item(self, key: str) -> Item | None:
        """The item with that key."""
        if key not in self._items:
            with_it = [*self.around(key), *(self._likely if key in self._likely else ())]
            self._fetch(one for one in with_it if one not in self._items)
        if key not in self._items:  # so much came with it that it was let go
            self._fetch((key,))
        return self._items[key]

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
        self._fetch(key for key in wanted if key not in self._items)
        self.together(wanted)

    def follow(self, keys: Collection[str], verbs: Collection[str], *, outgoing: bool) -> None:
        """Links of these verbs are about to be asked for; those of all the verbs are fetched together."""
        self.together(list(keys))
        known = [self._ends.setdefault((verb, outgoing), {}) for verb in verbs]
        self._fetch_ends([key for key in keys if any(key not in one for one in known)], verbs, outgoing=outgoing)

    def together(self, keys: Cohort) -> None:
        """Makes these items a cohort."""
        if len(keys) > 1:
            for key in keys:
                self._cohorts[key] = (*self._cohorts.get(key, ())[-REMEMBERED:], keys)

    def around(self, key: str) -> list[str]:
        """The item itself, first, and all that are likely to be asked with it."""
        return list(dict.fromkeys((key, *(other for cohort in self._cohorts.get(key, ()) for other in cohort))))

    # Fetching

    def take(self, rows: Iterable[Mapping[str, Any]]) -> list[Item]:
        """The items of some rows, held from now on."""
        found = []
        for row in rows:
            properties = row["item"]
            item = self._items.get(properties["key"])
            found.append(item or self._hold(item_of(properties)))
        return found

    def hold(self, properties: Mapping[str, Any]) -> Item:
        """The item with these properties, held from now on."""
        return self._items.get(properties["key"]) or self._hold(item_of(properties))

    def all_of(self, text: str, parameters: Mapping[str, object]) -> Rows:
        """The rows of a statement with `$most`; TooMuchError where there are more than a view may hold."""
        rows = self.ask(text, {**parameters, "most": self.most + 1})
        if len(rows) > self.most:
            raise TooMuchError(f"This takes more than {self.most:,} items at once.", "Ask for less at once.")
        return rows

    def _hold(self, item: Item) -> Item:
        self._items[item.key] = item
        self._likely.update(key for name in NAMED if isinstance(key := item.values.get(name), str))
        self.held += 1
        return item

    def _fetch(self, keys: Iterable[str]) -> None:
        for batch in in_batches(keys):
            self.let_go()
            self.take(self.ask(reading.ITEMS, {"keys": batch}))
            for key in batch:
                self._items.setdefault(key, None)

    def _way(self, way: Way) -> Lazy[tuple[Item, Link]]:
        if way not in self._lazy:
            self._lazy[way] = Lazy(lambda key: self._ends_of(key, way))
        return self._lazy[way]

    def _ends_of(self, key: str, way: Way) -> Sequence[tuple[Item, Link]]:
        known = self._ends.get(way, {})
        if key not in known:
            self._fetch_ends([one for one in self.around(key) if one not in known], (way[0],), outgoing=way[1])
            if key not in self._ends.get(way, {}):  # so much came with it that it was let go
                self._fetch_ends([key], (way[0],), outgoing=way[1])
        return self._ends[way][key]

    def _dangling_of(self, key: str) -> Mapping[str, list[Link]]:
        if key not in self._dangling:
            for batch in in_batches([one for one in self.around(key) if one not in self._dangling], AT_ONCE):
                self.let_go()
                self._take_dangling(batch)
        if key not in self._dangling:
            self._take_dangling([key])
        return self._dangling[key]

    def _take_dangling(self, keys: list[str]) -> None:
        found: dict[str, dict[str, list[Link]]] = {key: {} for key in keys}
        for row in self.ask(reading.DANGLING, {"keys": keys}):
            link = link_of(row["verb"], row["key"], row["end"], row["link"])
            found[row["key"]].setdefault(link.verb, []).append(link)
            self.held += 1
        for links in (links for by_verb in found.values() for links in by_verb.values()):
            links.sort(key=lambda link: (link.wanted_set or "", link.end))
        self._dangling |= found

    def _fetch_ends(self, keys: Sequence[str], verbs: Collection[str], *, outgoing: bool) -> None:
        reached: dict[str, None] = {}
        for batch in in_batches(keys, AT_ONCE):
            reached |= self._take_ends(batch, verbs, outgoing=outgoing)
        self.together(list(reached))

    def _take_ends(self, keys: list[str], verbs: Collection[str], *, outgoing: bool) -> dict[str, None]:
        """Holds the far ends of items; the keys of those that were reached."""
        self.let_go()
        rows = self.ask(reading.ends(verbs, outgoing=outgoing), {"keys": keys, "most": self.most + 1})
        if len(rows) > self.most:
            return self._halved(keys, verbs, outgoing=outgoing)
        found: dict[str, dict[str, list[tuple[Item, Link]]]] = {verb: {key: [] for key in keys} for verb in verbs}
        reached: dict[str, None] = {}
        for row in rows:
            far = self.hold(row["item"])
            reached[far.key] = None
            for key, verb, properties in row["links"]:
                start, end = (key, far.key) if outgoing else (far.key, key)
                found[verb][key].append((far, link_of(verb, start, end, properties)))
                self.held += 1
        for verb, by_key in found.items():
            for ends_of in by_key.values():
                ends_of.sort(key=lambda end: end[0].key)
            self._ends.setdefault((verb, outgoing), {}).update(by_key)
        return reached

    def _halved(self, keys: list[str], verbs: Collection[str], *, outgoing: bool) -> dict[str, None]:
        if len(keys) == 1:
            raise TooMuchError(f"{keys[0]} has more than {self.most:,} links.", "Ask for its links page by page.")
        half = len(keys) // 2
        later = self._take_ends(keys[half:], verbs, outgoing=outgoing)
        return self._take_ends(keys[:half], verbs, outgoing=outgoing) | later  # what was asked for stands first
