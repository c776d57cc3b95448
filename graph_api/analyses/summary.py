"""Gaps counted by rule, board, owner, plan, tier or criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph_api.analyses.tiers import tier_names
from graph_api.engine.cascade import tier_of
from graph_api.explain import ref
from graph_api.results import Check, Gap, ItemRef
from graph_api.stores.batches import in_batches
from graph_api.stores.protocol import Store
from schema.kinds import FAMILIES
from schema.records import Item

Group = tuple[str, str]
"""Key and title; the key of what is not recorded is empty."""
MOST_STEPS = 8
"""How far a container is looked for above an item: far more than any plan nests."""


class By(StrEnum):
    """What gaps are counted by."""

    RULE = "rule"
    BOARD = "board"
    OWNER = "owner"
    PLAN = "plan"
    TIER = "tier"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """How many gaps count, by severity; how many rest on silence and are not counted; how many are waived."""

    key: str
    title: str
    high: int = 0
    medium: int = 0
    low: int = 0
    silent: int = 0
    waived: int = 0

    @property
    def counted(self) -> int:
        """Gaps that headlines count."""
        return self.high + self.medium + self.low


def gap_summary(store: Store, check: Check, by: By) -> tuple[SummaryLine, ...]:
    """One line for each board, rule and so on that any gap belongs to; what is not recorded comes last.

    A gap that answers several criteria counts under each. Rules and tiers keep their own order; the others
    have most high gaps first.
    """
    counts: dict[Group, dict[str, int]] = {}
    groups_of = _GROUPS[by]
    for batch in in_batches(check.gaps):
        if by in (By.PLAN, By.TIER):
            store.expect({gap.items[0].key for gap in batch if gap.items})
        for group, state in ((group, state_of(gap)) for gap in batch for group in groups_of(store, gap)):
            line = counts.setdefault(group, {})
            line[state] = line.get(state, 0) + 1
    lines = [SummaryLine(key, title, **line) for (key, title), line in counts.items()]
    return tuple(sorted(lines, key=_order(check, by)))


def state_of(gap: Gap) -> str:
    """Where a gap is counted: its severity, or waived, or silent where nothing but silence speaks for it."""
    if gap.waived is not None:
        return "waived"
    return gap.severity.value if gap.counts else "silent"


def plan_of(store: Store, key: str) -> ItemRef | None:
    """The plan that the item is, or the nearest one that it is part of; ties by key."""
    level = [item] if (item := store.item(key)) else []
    for _ in range(MOST_STEPS):
        plans = [item for item in level if item.kind in FAMILIES["Plan"]]
        if plans:
            return ref(min(plans, key=lambda plan: plan.key))
        level = [far for item in level for far, _ in store.out("PART_OF").get(item.key, ())]
    return None


def _first(store: Store, gap: Gap) -> Item | None:
    return store.item(gap.items[0].key) if gap.items else None


def _named(found: ItemRef | None, missing: str) -> list[Group]:
    return [(found.key, found.title) if found else ("", missing)]


def _plan(store: Store, gap: Gap) -> list[Group]:
    return _named(plan_of(store, gap.items[0].key) if gap.items else None, "In no plan")


def _tier(store: Store, gap: Gap) -> list[Group]:
    item = _first(store, gap)
    tier = tier_of(item) if item else None
    return [("", "Outside the cascade") if tier is None else (str(tier), tier_names()[tier])]


def _criteria(_store: Store, gap: Gap) -> list[Group]:
    return [(name, name) for name in gap.rule.criteria] or [("", "No criterion")]


_GROUPS: dict[By, Callable[[Store, Gap], Iterable[Group]]] = {
    By.RULE: lambda _, gap: [(gap.rule.code, gap.rule.name)],
    By.BOARD: lambda _, gap: _named(gap.board, "No board recorded"),
    By.OWNER: lambda _, gap: _named(gap.owner, "No owner recorded"),
    By.PLAN: _plan,
    By.TIER: _tier,
    By.CRITERION: _criteria,
}


def _order(check: Check, by: By) -> Callable[[SummaryLine], tuple[bool, tuple[int, ...], str, str]]:
    codes = {rule.code: number for number, rule in enumerate(check.rules)}
    if by is By.RULE:
        return lambda line: (False, (codes.get(line.key, len(codes)),), line.title, line.key)
    if by in (By.TIER, By.CRITERION):
        return lambda line: (not line.key, (), line.key, line.key)
    return lambda line: (not line.key, (-line.high, -line.medium, -line.low, -line.silent), line.title, line.key)
