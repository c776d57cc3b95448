"""Work done some at a time, so that a store that is elsewhere neither answers one by one nor holds everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 5_000
"""How many items are asked for together: what a server answers in a fraction of a second."""


def in_batches(rows: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The rows in lists of so many; the last may be shorter."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch
