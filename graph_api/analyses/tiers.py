"""The tiers of the cascade and their names, and which tier an item stands at."""

from __future__ import annotations

from collections.abc import Mapping

from graph_api.stores.memory import MemoryStore
from schema.kinds import KINDS, field_of
from schema.records import Item

TIER_NAMES: Mapping[int, str] = {
    0: "Vision",
    1: "Themes and priorities",
    2: "Corporate plan and objectives",
    3: "Strategies",
    4: "Service plans and actions",
    5: "Business and team plans",
    6: "Staff objectives",
}
"""Our names; a council gives its own in its settings."""
ACTION_TIER = 4
"""Actions have no tier of their own: they stand with the service plans, whatever plan holds them."""
CASCADE = tuple(kind.name for kind in KINDS if kind.name == "Action" or field_of(kind.name, "tier"))
"""The kinds that stand in the cascade."""


def tier_names(renamed: Mapping[int, str] | None = None) -> dict[int, str]:
    """The name of every tier, with the council's own names in place of ours."""
    return {**TIER_NAMES, **(renamed or {})}


def tier_of(item: Item) -> int | None:
    """The tier that the item stands at, 0 (vision) to 6 (staff objectives); None outside the cascade."""
    if item.kind == "Action":
        return ACTION_TIER
    tier = item.values.get("tier")
    return int(tier) if isinstance(tier, int | float) else None


def cascade(store: MemoryStore) -> dict[str, Item]:
    """Every item of the cascade that stands, by key: not those known by name alone, not superseded ones."""
    return {
        item.key: item for item in store.items(CASCADE)
        if tier_of(item) is not None and item.values.get("status") != "superseded"}


def in_use(store: MemoryStore) -> tuple[int, ...]:
    """The tiers at which anything stands, from the top."""
    return tuple(sorted({tier for item in cascade(store).values() if (tier := tier_of(item)) is not None}))
