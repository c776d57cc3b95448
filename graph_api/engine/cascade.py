"""The cascade as a whole: at which height items stand, and how many are joined both up to the top and down to work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schema.kinds import KINDS, field_of
from schema.links import STRICT, UPWARD
from schema.records import Item

from .graph import Graph
from .reach import search

ACTION_TIER = 4
"""Actions have no tier of their own: they stand with the service plans, whatever plan holds them."""
CASCADE = tuple(kind.name for kind in KINDS if kind.name == "Action" or field_of(kind.name, "tier"))
"""The kinds that stand in the cascade."""
PART_OF_COUNTS = ("Action", "Objective")
"""What counts as work below a plan when it merely stands in it."""
REPLACED = "superseded"
"""The status of what another has taken the place of."""


class Height(NamedTuple):
    """What items of the cascade have in common: the key of their board (or ""), their tier, kind and tables, and
    whether they are joined.
    """

    board: str
    tier: int
    kind: str
    tables: tuple[int, ...]
    joined: bool


def tier_of(item: Item) -> int | None:
    """The tier that the item stands at, 0 (vision) to 6 (staff objectives); None outside the cascade."""
    if item.kind == "Action":
        return ACTION_TIER
    tier = item.values.get("tier")
    return int(tier) if isinstance(tier, int | float) else None


def standing(graph: Graph) -> dict[str, Item]:
    """Every item of the cascade that stands, by key: not those known by name alone, not superseded ones."""
    return {
        item.key: item for item in graph.items(CASCADE)
        if tier_of(item) is not None and item.values.get("status") != REPLACED}


def tiers_in_use(graph: Graph) -> tuple[int, ...]:
    """The tiers at which anything stands, from the top."""
    return tuple(sorted({tier for item in standing(graph).values() if (tier := tier_of(item)) is not None}))


def joined_up(graph: Graph, verbs: tuple[str, ...] = STRICT) -> set[str]:
    """Keys of items with an unbroken path up to the top of the thread.

    Below tier 1 the top is any vision, theme or partnership priority that has not been replaced. At tier 1 it
    is the vision, where standing in it, or in a plan that supports it, is enough.
    """
    listed = {item.key: item for item in graph.items(CASCADE, listed=True) if item.listed}
    tops = {key: tier for key, item in (standing(graph) | listed).items()
            if (tier := tier_of(item)) is not None and tier <= 1}
    below = search(graph, tops, verbs, up=False)
    themes = search(graph, (key for key, tier in tops.items() if tier == 0), UPWARD, up=False)
    return {key for key in below if key not in tops or key in themes}


def has_below(graph: Graph, key: str) -> bool:
    """Whether something that still stands says that it serves the item, or an action or objective is part of it."""
    below = [far for verb in STRICT for far, _ in graph.into(verb).get(key, ())]
    below += [far for far, _ in graph.into("PART_OF").get(key, ()) if far.kind in PART_OF_COUNTS]
    return any(far.values.get("status") != REPLACED for far in below)


def needs_below(item: Item, lowest: int) -> bool:
    """Whether the item should have something below it: all but actions and the lowest tier in use."""
    return item.kind != "Action" and tier_of(item) != lowest


def heights(graph: Graph) -> Mapping[Height, int]:
    """How many items of the cascade stand at which height, joined or not.

    Joined means an unbroken path of upward links to the top, and something below; a vision is at the top itself.
    """
    items = standing(graph)
    if not items:
        return {}
    up, lowest = joined_up(graph), tiers_in_use(graph)[-1]
    found: Counter[Height] = Counter()
    for key, item in items.items():
        board, tier = item.values.get("board"), tier_of(item) or 0
        joined = (key in up or tier == 0) and (not needs_below(item, lowest) or has_below(graph, key))
        found[Height(board if isinstance(board, str) else "", tier, item.kind, item.tables, joined)] += 1
    return found


def below(graph: Graph, keys: Iterable[str], verbs: tuple[str, ...] = STRICT) -> set[str]:
    """Keys of everything below the items, the items among them."""
    return search(graph, keys, verbs, up=False)
