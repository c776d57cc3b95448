"""How much of each board's and tier's work is joined both up and down."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.analyses.joined import has_below, joined_up, needs_below
from graph_api.analyses.tiers import cascade, in_use, tier_of
from graph_api.asks import Asks
from graph_api.explain import ref
from graph_api.results import ItemRef
from graph_api.stores.memory import MemoryStore
from schema.links import STRICT
from schema.records import Item


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One board at one tier: how many of its items are joined up and down, of how many.

    `board` is None for items that no board is recorded for. `tier` runs from 0 (vision) to 6 (staff
    objectives); actions stand at tier 4. `unknown` counts those not joined that no register asks about: they
    may be joined in fact.
    """

    board: ItemRef | None
    tier: int
    joined: int
    total: int
    unknown: int = 0

    @property
    def percent(self) -> int:
        """The share in whole per cent, rounded down, so that only all of them make 100."""
        return 100 * self.joined // self.total if self.total else 0


def coverage(store: MemoryStore) -> tuple[CoverageCell, ...]:
    """A cell for every board and tier that has items, by board's title (no board last), then tier.

    Joined means an unbroken path of upward links to the top, and something below. Actions and the lowest tier
    in use need nothing below. Items known by name alone and superseded ones are not counted.
    """
    items = cascade(store)
    if not items:
        return ()
    up, lowest, asks = joined_up(store), in_use(store)[-1], Asks(store.about().tables, store)
    counts: dict[tuple[str, int], list[int]] = {}
    for item in items.values():
        board, tier = item.values.get("board"), tier_of(item) or 0
        joined = (item.key in up or tier == 0) and (not needs_below(item, lowest) or has_below(store, item.key))
        cell = counts.setdefault((board if isinstance(board, str) else "", tier), [0, 0, 0])
        cell[0] += joined
        cell[1] += 1
        cell[2] += not joined and not _asked(asks, item)
    cells = [CoverageCell(_board(store, board), tier, *cell) for (board, tier), cell in counts.items()]
    return tuple(sorted(cells, key=_order))


def _asked(asks: Asks, item: Item) -> bool:
    """Whether a register asks what the item serves or what serves it."""
    return any(asks.of_item(item, (verb, outgoing)) for verb in STRICT for outgoing in (True, False))


def _board(store: MemoryStore, key: str) -> ItemRef | None:
    item = store.item(key)
    return ref(item) if item else None


def _order(cell: CoverageCell) -> tuple[bool, str, str, int]:
    board = cell.board
    return board is None, board.title if board else "", board.key if board else "", cell.tier
