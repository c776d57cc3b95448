"""A table as every reader of rows sees it: headings, and the rows that they explain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loaders.parsed import Scalar


class Row(NamedTuple):
    """A row and its number as a spreadsheet shows it: the first row is 1."""

    number: int
    cells: list[Scalar]


@dataclass(slots=True)
class Sheet:
    """The headings of a table, the row in which they stand, and the rows below, each as wide as the headings.

    `name` is that of its sheet, or None in a file that has only one; `about` is what stands above the headings;
    `first_column` counts the columns to the left of the table.
    """

    headings: list[str]
    top: int
    rows: list[Row]
    name: str | None = None
    about: str = ""
    first_column: int = 0


def letter(index: int) -> str:
    """The letter of a column, counted from 0, as a spreadsheet shows it."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def filled(cell: Scalar) -> bool:
    """Whether a cell holds anything but white space."""
    return cell is not None and not (isinstance(cell, str) and (not cell or cell.isspace()))


def text(cell: Scalar) -> str:
    """A cell as text, as it stands."""
    return "" if cell is None else str(cell)


def words(cell: Scalar) -> str:
    """A cell as text on one line: what a heading or a part of a key is made of."""
    return "" if cell is None else " ".join(str(cell).split())
