"""Lists that are read page by page: held in memory, or asked of a database where each page costs what it returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

R = TypeVar("R")
Out_co = TypeVar("Out_co", covariant=True)


class Rows(Protocol[Out_co]):
    """A list in an order of its own, in which every row has a key."""

    def first(self, most: int) -> Sequence[Out_co]:
        """So many rows from its beginning."""
        ...

    def behind(self, place: int, key: str, most: int) -> tuple[int, Sequence[Out_co]]:
        """So many rows behind the one with that key, and the place of the first of them.

        `place` is where the row with the key stood when it was given out. LookupError where it is there no more.
        """
        ...

    def total(self) -> int:
        """How many rows there are in all."""
        ...


@dataclass(frozen=True, slots=True)
class Held(Generic[R]):
    """Rows that are all in memory."""

    rows: Sequence[R]
    key: Callable[[R], str]

    def first(self, most: int) -> Sequence[R]:
        """So many rows from the beginning."""
        return self.rows[:most]

    def behind(self, place: int, key: str, most: int) -> tuple[int, Sequence[R]]:
        """So many rows behind the one with that key; it is found wherever it stands now."""
        if place >= len(self.rows) or self.key(self.rows[place]) != key:
            found = next((index for index, row in enumerate(self.rows) if self.key(row) == key), None)
            if found is None:
                raise LookupError(key)
            place = found
        return place + 1, self.rows[place + 1:place + 1 + most]

    def total(self) -> int:
        """How many rows there are."""
        return len(self.rows)
