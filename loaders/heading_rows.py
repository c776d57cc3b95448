"""Heading rows: which row of a grid holds headings, told by headings that somebody knows; one row, or two joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from loaders.parsed import Scalar
from loaders.sheet import filled, text, words

LOOKED_AT = 1_000
"""So many rows from the top the first headings are looked for."""
LONGEST_HEADING = 200
ENOUGH = 2
"""So many known headings make a heading row; one might be a word in a title."""
LONGEST_WORDS = 40
"""Signs of a heading that nobody knows; what is longer is rather a title or a sentence."""
Cells = list[Scalar]


@dataclass(frozen=True, slots=True)
class Heading:
    """Headings by column, from column A on, "" where there is none, and the rows they stand in, counted from 0."""

    names: list[str]
    first: int
    last: int


class HeadingRows:
    """Finds heading rows in the rows of a grid."""

    def __init__(self, rows: Sequence[Cells | None], knows: Callable[[str], bool]) -> None:
        self.rows, self.knows = rows, knows
        self._known: dict[str, bool] = {"": False}

    def first(self) -> Heading | None:
        """The first heading row; one whose headings nobody knows where there is no better, None in a blank grid."""
        filled_rows = [(index, row) for index, row in enumerate(self.rows[:LOOKED_AT]) if row and any(map(filled, row))]
        for index, row in filled_rows:
            found = self.joined(index)
            if found is not None or self.count(names_in(row)) >= ENOUGH:
                return found or self.alone(index)
        return self._one_column() or self._unknown()

    def another(self, index: int) -> Heading | None:
        """The heading row of a further table, if it stands here: most of what it holds are known headings."""
        row, lower = self.rows[index] or [], self.rows[index + 1] if index + 1 < len(self.rows) else None
        found = self.joined(index) if lower and _leaves_blank(row, lower) else None
        return found or (self.alone(index) if self._mostly_known(set(names_in(row)) - {""}) else None)

    def unknown(self, index: int) -> list[int]:
        """The columns of a row that may hold headings of a table that nobody knows; none where it holds no such thing.

        Such a row holds two short texts or more, no two of them alike. The row below fills the same columns, and none
        before the next blank row fills others.
        """
        columns = columns_filled(self.rows[index] or [])
        cells = [(self.rows[index] or [])[column] for column in columns]
        if len(cells) < ENOUGH or not all(map(_may_head, cells)) or len(set(map(words, cells))) < len(cells):
            return []
        below = [columns_filled(row) for row in self.block(index + 1)]
        return columns if below and below[0] == columns and all(set(row) <= set(columns) for row in below) else []

    def block(self, index: int) -> Iterator[Cells]:
        """The rows from one on, up to the next blank row; rows that could not be read are passed over."""
        for at in range(index, len(self.rows)):
            row = self.rows[at]
            if row is not None and not any(map(filled, row)):
                return
            if row is not None:
                yield row

    def _mostly_known(self, names: set[str]) -> bool:
        """Whether at least half of the headings are known, and two; given up early, for most rows hold no heading."""
        known = unknown = 0
        for name in names:
            known, unknown = (known + 1, unknown) if self.known(name) else (known, unknown + 1)
            if unknown * 2 > len(names):
                return False
        return known >= ENOUGH

    def alone(self, index: int) -> Heading:
        """The row as a heading row."""
        return Heading(list(map(words, self.rows[index] or ())), index, index)

    def joined(self, index: int) -> Heading | None:
        """Headings over two rows: groups above ("2008/09"), what each group holds below ("Target", "Actual").

        Only where a joined heading ("2008/09 Target") is known, and nothing stands under a heading but its own words.
        """
        upper, lower = self.rows[index], self.rows[index + 1] if index + 1 < len(self.rows) else None
        if not upper or not lower:
            return None
        width = max(len(upper), len(lower))
        names, group, any_joined = list[str](), "", False
        for above, below in zip(_wide(upper, width), _wide(lower, width), strict=True):
            group = above or group
            if not below or above == below:
                names.append(above)
            elif group and self.known(f"{group} {below}"):
                names.append(f"{group} {below}")
                any_joined = True
            elif not above:
                names.append(below)
            else:
                return None
        return Heading(names, index, index + 1) if any_joined and self.count(names) >= ENOUGH else None

    def count(self, names: Sequence[str]) -> int:
        """How many of the headings are known, each counted once."""
        return sum(map(self.known, set(names)))

    def known(self, name: str) -> bool:
        """Whether a heading is known; remembered, for words come again on every row."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = len(name) <= LONGEST_HEADING and self.knows(name)
        return found

    def _one_column(self) -> Heading | None:
        """The first known heading of a grid in which only one column holds anything."""
        columns, found = set[int](), None
        for index, row in enumerate(self.rows):
            columns.update(column for column, cell in enumerate(row or ()) if filled(cell))
            if len(columns) > 1:
                return None
            names = names_in(row or [])
            if found is None and names and self.known(names[-1]):
                found = self.alone(index)
        return found

    def _unknown(self) -> Heading | None:
        """The first row with two cells or more, for above it may stand a title; else the first with anything."""
        first = None
        for index, row in enumerate(self.rows):
            names = names_in(row or [])
            if len(names) - names.count("") > 1:
                return self.alone(index)
            if names and first is None:
                first = self.alone(index)
        return first


def names_in(row: Cells) -> list[str]:
    """The cells of a row as headings, up to the last that holds anything."""
    names = list(map(words, row))
    while names and not names[-1]:
        names.pop()
    return names


def columns_filled(row: Cells) -> list[int]:
    """The columns in which a row holds anything, counted from 0."""
    return [column for column, cell in enumerate(row) if filled(cell)]


def _may_head(cell: Scalar) -> bool:
    """Whether a cell may be a heading: a short text that is neither a figure, a date nor a reference such as post:x."""
    shown = text(cell).strip()
    return isinstance(cell, str) and len(shown) <= LONGEST_WORDS and shown[0].isalpha() \
        and not any(part and not part[0].isspace() for part in shown.split(":")[1:])


def _leaves_blank(upper: Cells, lower: Cells) -> bool:
    """Whether a row leaves a cell blank that the row below fills."""
    return any(filled(below) and not filled(above) for above, below in zip(upper, lower, strict=False))


def _wide(row: Cells, width: int) -> list[str]:
    return [*map(words, row), *[""] * (width - len(row))]
