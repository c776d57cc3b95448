"""One row of the thread board: what stands at each tier below a theme or priority, and where that stops."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum

from graph_api.asks import Asks
from graph_api.engine.cascade import ACTION_TIER, below, has_below, standing, tier_of, tiers_in_use
from graph_api.explain import ref
from graph_api.results import Check, ItemRef
from graph_api.stores.protocol import Store
from schema.links import STRICT, UPWARD
from schema.records import Item

DOWNWARD = frozenset(("G04", "G08", "S2"))
"""Codes of the rules that find nothing below a priority or a strategy."""


class Standing(StrEnum):
    """What one tier of one row says."""

    JOINED = "joined"
    """Something stands here and an unbroken path leads up from it."""
    PASSED = "passed over"
    """Nothing stands here, and the thread goes on further down."""
    BREAK = "break"
    """The thread stops: a register asked for what comes next, or a gap that counts says so."""
    NOT_SAID = "not said"
    """Nothing is recorded here, and nothing that was loaded asks for it: the thread may go on."""
    BEYOND = "beyond"
    """Below where the thread stopped."""


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One tier of one row: how many items stand there, how many of them have nothing below, and how many more
    stand only in a plan above without a link of their own.
    """

    tier: int
    standing: Standing
    count: int = 0
    stops: int = 0
    contained: int = 0


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One theme or priority with its tiers, from the top; `beside` says that it counts only what supports the
    theme itself and none of its priorities.
    """

    item: ItemRef
    cells: tuple[BoardCell, ...]
    beside: bool = False

    @property
    def stops_at(self) -> BoardCell | None:
        """The cell where the thread first stops; None where it runs to the end."""
        return next((cell for cell in self.cells if cell.standing in (Standing.BREAK, Standing.NOT_SAID)), None)


class RowDrawer:
    """Draws the rows of one plan set: knows what stands at each tier, what is broken, what registers ask."""

    def __init__(self, store: Store, check: Check) -> None:
        self.store, self.asks = store, Asks(store.about().tables, store)
        self.standing = standing(store)
        self.used = tiers_in_use(store)
        self.tier = {key: tier for key, item in self.standing.items() if (tier := tier_of(item)) is not None}
        self.kinds_at: dict[int, set[str]] = {}
        for key, tier in self.tier.items():
            self.kinds_at.setdefault(tier, set()).add(self.standing[key].kind)
        counted = (gap for gap in check.gaps if gap.counts and gap.rule.code in DOWNWARD)
        self.stopped = {item.key for gap in counted for item in gap.items}
        self.top = next((tier for tier in (1, 2) if "Objective" in self.kinds_at.get(tier, ())), 1)
        self.tiers = tuple(tier for tier in self.used if tier > self.top)

    def tops(self) -> dict[str, Item]:
        """The themes and priorities that get rows, by key: objectives of tier 1, or where there are none of tier 2."""
        return {
            key: item for key, item in self.standing.items()
            if item.kind == "Objective" and self.tier[key] == self.top}

    def row(self, item: Item, beside: Set[str] = frozenset()) -> BoardRow:
        """The row of one theme; of a theme with priorities only what is below it `beside` those."""
        strict = below(self.store, [item.key]) - (below(self.store, beside) if beside else set())
        loose = set() if beside else below(self.store, [item.key], UPWARD) - strict
        by_tier = {tier: [key for key in strict if self.tier.get(key) == tier] for tier in self.tiers}
        cells, last, stopped = list[BoardCell](), [item.key], False
        for number, tier in enumerate(self.tiers):
            contained = sum(self.tier.get(key) == tier for key in loose)
            if here := by_tier[tier]:
                cells.append(BoardCell(tier, Standing.JOINED, len(here), self._stops(here), contained))
                last = here
                continue
            goes_on = any(by_tier[lower] for lower in self.tiers[number:])
            stop = Standing.BEYOND if stopped else self._stop([item.key, *last], last, tier)
            cells.append(BoardCell(tier, Standing.PASSED if goes_on else stop, contained=contained))
            stopped = stopped or not goes_on
        return BoardRow(ref(item), tuple(cells), beside=bool(beside))

    def _stops(self, keys: Iterable[str]) -> int:
        """How many of the items have nothing below them and should."""
        return sum(
            self.standing[key].kind != "Action" and self.tier[key] != self.used[-1] and not has_below(self.store, key)
            for key in keys)

    def _stop(self, about: list[str], last: list[str], tier: int) -> Standing:
        """A break where a gap that counts, or a register's empty answer, says so; else nothing is said."""
        found = tier <= ACTION_TIER and any(key in self.stopped for key in about)
        return Standing.BREAK if found or all(self._asked(key, tier) for key in last) else Standing.NOT_SAID

    def asked_above(self, key: str) -> bool:
        """Whether a register asked what the item supports or delivers."""
        return any(self.asks.of_item(self.standing[key], (verb, True)) for verb in STRICT)

    def _asked(self, key: str, tier: int) -> bool:
        """Whether a register asked what of that tier stands below the item, from either end."""
        item = self.standing[key]
        if any(self.asks.of_item(item, (verb, False)) for verb in STRICT):
            return True
        return self.asks.stands_in_register(item) and any(
            self.asks.of_kind(kind, (verb, True)) for kind in self.kinds_at.get(tier, ()) for verb in STRICT)
