"""The four questions that a rule may ask of a graph, and the rows that a rule gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from schema.fields import Value
from schema.records import Item, Link

Ends = Sequence[tuple[Item, Link]]
"""The items at the far ends of an item's links of one verb, each with its link."""


class Graph(Protocol):
    """What a rule may ask: items of kinds, an item, the links of one verb by the key of either end."""

    def items(self, kinds: tuple[str, ...], *, listed: bool = False) -> Sequence[Item]:
        """Items of the kinds, in the order loaded; with `listed` also those known by name alone."""
        ...

    def item(self, key: str) -> Item | None:
        """The item with that key."""
        ...

    def out(self, verb: str) -> Mapping[str, Ends]:
        """For each item with links of that verb: what they lead to. Dangling links are not among them."""
        ...

    def into(self, verb: str) -> Mapping[str, Ends]:
        """For each item that links of that verb lead to: where they come from."""
        ...

    def dangling(self, verb: str) -> Mapping[str, Sequence[Link]]:
        """For each item with links of that verb that lead to nothing: those links."""
        ...


class State(StrEnum):
    """What came of asking one rule."""

    LOOKED = "looked"
    NOTHING = "nothing-to-look-at"
    NO_TARGET = "no-target"
    TIMED_OUT = "timed-out"


class Row(NamedTuple):
    """One fault as the engine finds it, before anyone explains it.

    `items`: the item; both ends of a clash or detour; the members of a group; the knot of a loop; nothing
    where the fault is the plan set's. `identity` is what makes it the same fault next quarter. `failed` names
    the needs of `lacks`; `values` are (name, value) pairs that are shown; `middle` is the item between two
    ends; `counts` is (good, all) of a coverage.
    """

    items: tuple[str, ...]
    identity: tuple[str, ...]
    failed: tuple[str, ...] = ()
    values: tuple[tuple[str, Value | None], ...] = ()
    middle: str | None = None
    link: Link | None = None
    counts: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule found: how many items it looked at, what came of it, the rows sorted by identity."""

    looked: int
    state: State
    rows: tuple[Row, ...] = ()


def one_each(rows: Iterable[Row]) -> tuple[Row, ...]:
    """One row for each fault, sorted by identity. Of several ways to the same fault the smallest is told, by the key
    of its middle and by its link, so that the answer hangs neither on the order of loading nor on the engine.
    """
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        known = found.setdefault(row.identity, row)
        if known is not row and _way(row) < _way(known):
            found[row.identity] = row
    return tuple(found[identity] for identity in sorted(found))


def _way(row: Row) -> tuple[str, ...]:
    return (row.middle or "", *(row.link[:3] if row.link else ()))
