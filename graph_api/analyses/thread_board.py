"""The thread board: for each theme or priority, how far down its thread runs and where it stops first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph_api.analyses.thread_rows import BoardRow, RowDrawer, Standing
from graph_api.analyses.tiers import TIER_NAMES
from graph_api.engine.cascade import CASCADE, below, joined_up, tier_of
from graph_api.explain import ref
from graph_api.results import Check, ItemRef
from graph_api.stores.protocol import Store
from schema.kinds import FAMILIES
from schema.links import UPWARD
from schema.records import Item

MOST_ROWS = 80
"""Rows that a board shows; what is left out is counted."""


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """The rows under one theme or in one plan; None where they stand under nothing."""

    head: ItemRef | None
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """One tier: items with no path up at all, of how many of those a register asked what they support, how many
    at least stand in a plan, how many answer a recommendation, a poor result or a risk, and items whose path leads
    to the vision or a partnership plan but to no priority.
    """

    tier: int
    nothing_above: int
    asked: int
    in_a_plan: int
    answering: int
    no_priority: int


@dataclass(frozen=True, slots=True)
class ThreadBoard:
    """The board: its columns (tiers), its rows in groups, work linked to nothing above, items known by name
    alone by tier, tiers of the cascade at which nothing was loaded, rows left out beyond the limit, and how many
    priorities stand in more than one group.
    """

    top: int
    tiers: tuple[int, ...]
    groups: tuple[BoardGroup, ...]
    loose_ends: tuple[LooseEnds, ...]
    listed: dict[int, int]
    unused: tuple[int, ...]
    left_out: int = 0
    twice: int = 0

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """Every row, group by group."""
        return tuple(row for group in self.groups for row in group.rows)


def thread_board(store: Store, check: Check) -> ThreadBoard:
    """The board of a plan set. Rows are themes and priorities of tier 1, or where there are none the corporate
    objectives; paths are those of the strict view. Items known by name alone let a path through but are not
    counted in the cells.
    """
    drawer = RowDrawer(store, check)
    tops = drawer.tops()
    groups = _groups(store, drawer, tops)
    times = Counter(row.item.key for group in groups for row in group.rows)
    shown, left_out = _cut(groups)
    return ThreadBoard(
        drawer.top, drawer.tiers, shown, _loose_ends(store, drawer, tops), _listed(store),
        tuple(tier for tier in TIER_NAMES if tier > drawer.top and tier not in drawer.used),
        left_out, sum(n > 1 for n in times.values()))


def _groups(store: Store, drawer: RowDrawer, tops: dict[str, Item]) -> list[BoardGroup]:
    """Rows under their themes; a theme with priorities has a row of its own only for what passes them by."""
    themes = {key: _themes(store, key, tops) for key in tops}
    under = {theme: {key for key in tops if theme in themes[key]} for theme in tops}
    heads: dict[str, list[BoardRow]] = {}
    for key, item in tops.items():
        row = drawer.row(item, under[key])
        if not under[key]:
            for head in themes[key] or {_plan(store, key)}:
                heads.setdefault(head, []).append(row)
        elif any(cell.count for cell in row.cells):
            heads.setdefault(key, []).append(row)
    groups = [_group(store, head, rows) for head, rows in heads.items()]
    return sorted(groups, key=lambda group: (group.head is None, group.head.title if group.head else ""))


def _group(store: Store, head: str, rows: list[BoardRow]) -> BoardGroup:
    item = store.item(head)
    return BoardGroup(ref(item) if item else None, tuple(sorted(rows, key=_row_order)))


def _themes(store: Store, key: str, tops: dict[str, Item]) -> set[str]:
    """The themes right above a priority; in a loop neither is above the other."""
    above = {far.key for verb in UPWARD for far, _ in store.out(verb).get(key, ()) if far.key in tops}
    return above - below(store, [key], UPWARD) if above else above


def _plan(store: Store, key: str) -> str:
    plans = [far.key for far, _ in store.out("PART_OF").get(key, ()) if far.kind in FAMILIES["Plan"]]
    return min(plans, default="")


def _cut(groups: list[BoardGroup]) -> tuple[tuple[BoardGroup, ...], int]:
    """The groups up to the most rows that are shown, and how many rows that leaves out."""
    shown, left = list[BoardGroup](), MOST_ROWS
    for group in groups:
        if left > 0:
            shown.append(BoardGroup(group.head, group.rows[:left]))
        left -= len(group.rows)
    return tuple(shown), max(0, -left)


def _loose_ends(store: Store, drawer: RowDrawer, tops: dict[str, Item]) -> tuple[LooseEnds, ...]:
    up, under = joined_up(store), below(store, tops)
    found = []
    for tier in drawer.tiers:
        here = [key for key, own in drawer.tier.items() if own == tier]
        loose = [key for key in here if key not in up]
        contained = sum(bool(store.out("PART_OF").get(key)) for key in loose)
        asked = sum(drawer.asked_above(key) for key in loose)
        beside = sum(key in up and key not in under for key in here)
        answering = sum(bool(store.out("ADDRESSES").get(key)) for key in loose)
        found.append(LooseEnds(tier, len(loose), asked, contained, answering, beside))
    return tuple(found)


def _listed(store: Store) -> dict[int, int]:
    listed = Counter(tier_of(item) for item in store.items(CASCADE, listed=True) if item.listed)
    return {tier: listed[tier] for tier in TIER_NAMES if listed[tier]}


def _row_order(row: BoardRow) -> tuple[bool, bool, int, str, str]:
    """Breaks first, the shortest thread first; what is merely not said after them."""
    stop = row.stops_at
    if stop is None:
        return True, False, 0, row.item.title, row.item.key
    return False, stop.standing is not Standing.BREAK, stop.tier, row.item.title, row.item.key
