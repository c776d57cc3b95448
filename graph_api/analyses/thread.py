"""The golden thread of one item: up to the vision, or down to the work of members of staff."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.engine.cascade import tier_of
from graph_api.explain import ref
from graph_api.results import ItemRef
from graph_api.stores.protocol import Store
from schema.links import STRICT, UPWARD
from schema.records import Item, Link

MOST_ITEMS = 500


@dataclass(frozen=True, slots=True)
class ThreadLevel:
    """The items that are so many links away from where the thread starts."""

    distance: int
    items: tuple[ItemRef, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread of one item, level by level, with the links walked and those that lead to nothing.

    `dangling` are upward links of its items whose other end was not loaded. `more` says that the limit
    stopped the walk before its end.
    """

    item: ItemRef
    levels: tuple[ThreadLevel, ...]
    links: tuple[Link, ...]
    dangling: tuple[Link, ...] = ()
    more: bool = False


def thread(store: Store, key: str, up: bool, loose: bool = True, limit: int = MOST_ITEMS) -> Thread | None:
    """Everything above the item (`up`) or below it, each at its shortest distance; None where there is no such item.

    The strict view follows upward links alone; the loose one also what an item is part of. At most `limit`
    items are named.
    """
    start = store.item(key)
    if start is None:
        return None
    verbs = UPWARD if loose else STRICT
    seen, level, levels, links = {key}, [start], list[ThreadLevel](), set[tuple[str, str, str]]()
    found: list[Link] = []
    while level:
        steps = sorted(_steps(store, level, verbs, up=up), key=lambda step: _order(step[0]))
        nearest = {far.key: far for far, _ in steps if far.key not in seen}
        level = list(nearest.values())[: max(0, limit - len(seen) + 1)]
        seen.update(item.key for item in level)
        new = [link for far, link in steps if far.key in seen and (link.verb, link.start, link.end) not in links]
        links.update((link.verb, link.start, link.end) for link in new)
        found += sorted(new, key=lambda link: (link.start, link.verb, link.end))
        if level:
            levels.append(ThreadLevel(len(levels) + 1, tuple(ref(item) for item in level)))
        if len(level) < len(nearest):
            return Thread(ref(start), tuple(levels), tuple(found), _dangling(store, seen, verbs, up=up), more=True)
    return Thread(ref(start), tuple(levels), tuple(found), _dangling(store, seen, verbs, up=up))


def _steps(store: Store, level: list[Item], verbs: tuple[str, ...], *, up: bool) -> list[tuple[Item, Link]]:
    store.follow([item.key for item in level], verbs, up=up)
    indexes = [store.out(verb) if up else store.into(verb) for verb in verbs]
    return [end for index in indexes for item in level for end in index.get(item.key, ())]


def _dangling(store: Store, keys: set[str], verbs: tuple[str, ...], *, up: bool) -> tuple[Link, ...]:
    if not up:
        return ()
    found = [link for verb in verbs for key in keys for link in store.dangling(verb).get(key, ())]
    return tuple(sorted(found, key=lambda link: (link.start, link.verb, link.end)))


def _order(item: Item) -> tuple[int, str, str]:
    tier = tier_of(item)
    return 9 if tier is None else tier, item.title, item.key
