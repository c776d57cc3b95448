"""How much of each board's and tier's work is joined both up and down."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.asks import Asks
from graph_api.engine.cascade import Height
from graph_api.explain import ref
from graph_api.results import ItemRef
from graph_api.stores.protocol import Store
from schema.links import STRICT


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


def coverage(store: Store) -> tuple[CoverageCell, ...]:
    """A cell for every board and tier that has items, by board's title (no board last), then tier.

    Joined means an unbroken path of upward links to the top, and something below. Actions and the lowest tier
    in use need nothing below. Items known by name alone and superseded ones are not counted.
    """
    asks = Asks(store.about().tables, store)
    counts: dict[tuple[str, int], list[int]] = {}
    for height, many in store.heights().items():
        cell = counts.setdefault((height.board, height.tier), [0, 0, 0])
        cell[0] += many * height.joined
        cell[1] += many
        cell[2] += many * (not height.joined and not _asked(asks, height))
    store.expect([board for board, _ in counts if board])
    cells = [CoverageCell(_board(store, board), tier, *cell) for (board, tier), cell in counts.items()]
    return tuple(sorted(cells, key=_order))


def _asked(asks: Asks, height: Height) -> bool:
    """Whether a register asks what the items serve or what serves them."""
    return any(asks.of_rows(height.kind, height.tables, (verb, outgoing))
               for verb in STRICT for outgoing in (True, False))


def _board(store: Store, key: str) -> ItemRef | None:
    item = store.item(key)
    return ref(item) if item else None


def _order(cell: CoverageCell) -> tuple[bool, str, str, int]:
    board = cell.board
    return board is None, board.title if board else "", board.key if board else "", cell.tier
