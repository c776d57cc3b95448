"""Which items are joined upward and which downward: one search from the top, one look below."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.analyses.tiers import CASCADE, cascade, tier_of
from graph_api.engine.reach import search
from graph_api.stores.memory import MemoryStore
from schema.links import STRICT, UPWARD
from schema.records import Item

PART_OF_COUNTS = frozenset({"Action", "Objective"})
"""What counts as work below a plan when it merely stands in it."""


def joined_up(store: MemoryStore, verbs: tuple[str, ...] = STRICT) -> set[str]:
    """Keys of items with an unbroken path up to the top of the thread.

    Below tier 1 the top is any vision, theme or partnership priority that has not been replaced. At tier 1 it
    is the vision, where standing in it, or in a plan that supports it, is enough.
    """
    standing = cascade(store)
    listed = {item.key: item for item in store.items(CASCADE, listed=True) if item.listed}
    tops = {key: tier for key, item in (standing | listed).items() if (tier := tier_of(item)) is not None and tier <= 1}
    below = search(store, tops, verbs, up=False)
    themes = search(store, (key for key, tier in tops.items() if tier == 0), UPWARD, up=False)
    return {key for key in below if key not in tops or key in themes}


def has_below(store: MemoryStore, key: str) -> bool:
    """Whether something that still stands says that it serves the item, or an action or objective is part of it."""
    below = [far for verb in STRICT for far, _ in store.into(verb).get(key, ())]
    below += [far for far, _ in store.into("PART_OF").get(key, ()) if far.kind in PART_OF_COUNTS]
    return any(far.values.get("status") != "superseded" for far in below)


def needs_below(item: Item, lowest: int) -> bool:
    """Whether the item should have something below it: all but actions and the lowest tier in use."""
    return item.kind != "Action" and tier_of(item) != lowest


def below(store: MemoryStore, keys: Iterable[str], verbs: tuple[str, ...] = STRICT) -> set[str]:
    """Keys of everything below the items, the items among them."""
    return search(store, keys, verbs, up=False)
