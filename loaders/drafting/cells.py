"""What the cells of a column look like, for drafting a mapping: dates, numbers, words, and what proves their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from loaders.cells import CellError, read_cell
from loaders.drafting.officer_words import CELLS, NO_DATE
from loaders.headings import folded
from loaders.mapping.row_cells import filled, text_of
from schema.dates import DateOrder
from schema.fields import Field, FieldType

MOST = 2_000
"""Rows that are looked at."""
SLASHED = re.compile(r"\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*(?:[0-9]{4}|[0-9]{2})\s*")
OUTLINE = re.compile(r"[0-9A-Z]{1,4}(?:\.[0-9]{1,3}){1,6}\.?")
COMMA = re.compile(r"[^0-9.,]*(?:[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))[^0-9.,]*")
NEARLY = re.compile(
    r"\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}\b|\b(?:19|20)[0-9]{2}\b|\b[0-9]{2}/[0-9]{2}\b|"
    r"\b(?:q|qtr|quarter) ?[1-4]\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|"
    r"\b(?:spring|summer|autumn|winter)\b", re.IGNORECASE)
"""What a person would take for a date, though not every such text can be read as one."""
POINT = re.compile(
    r"[^0-9.,]*(?:[0-9]{1,3}(?:,[0-9]{3})*\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3}){2,})[^0-9.,]*")


@dataclass(frozen=True)
class Seen:
    """A column as it was found: its place, its heading, and those of its cells that hold anything."""

    at: int
    heading: str
    cells: tuple[Any, ...]
    rows: int

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The cells as text."""
        return tuple(map(text_of, self.cells))

    @cached_property
    def different(self) -> Counter[str]:
        """How often each different text stands in the column."""
        return Counter(self.texts)

    @property
    def unique(self) -> bool:
        """Whether every row has something, and no two the same."""
        return len(self.cells) == self.rows == len(self.different)

    def share(self, field: Field) -> float:
        """How much of the column a field could hold, from 0 to 1; 1 for a column without any cell."""
        counted = {text: count for text, count in self.different.items()
                   if field.type is not FieldType.DATE or not no_date(text)}
        if not counted:
            return 1.0
        return sum(count * self.holds(field, text) for text, count in counted.items()) / sum(counted.values())

    def holds(self, field: Field, text: str) -> float:
        """Whether a field could hold a text, in one order of day and month or the other; 0.8 where it must be told
        in other words.
        """
        orders = (None, *DateOrder) if field.type is FieldType.DATE else (None,)
        if any(_reads(field, text, order) for order in orders):
            return 1.0
        if field.type is FieldType.DATE:
            return 0.7 if NEARLY.search(text) and len(text) < 40 else 0.0
        if field.type is FieldType.NUMBER:
            return float(COMMA.fullmatch(text) is not None)
        return 0.8 if field.type is FieldType.ONE_OF and place(field, text) is not None else 0.0


def columns_of(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Seen]:
    """The columns of a table, left to right; those without a heading, or with one that stood before, are left out."""
    looked = [row for row, _ in zip(rows, range(MOST), strict=False)]
    named: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if heading.strip():
            named.setdefault(folded(heading), at)
    return [Seen(at, headings[at], tuple(row[at] for row in looked if filled(row[at])), len(looked))
            for at in named.values()]


def no_date(text: str) -> bool:
    """Whether a text stands for no date at all, such as Ongoing, TBC or a dash."""
    return " ".join(re.findall("[a-z0-9]+", text.lower())) in NO_DATE


def place(field: Field, text: str) -> str | None:
    """The field's own word for a text of the file, where there is no doubt or it is usual; else None."""
    try:
        return str(read_cell(field, text))
    except CellError:
        usual = CELLS.get(" ".join(text.lower().split()), ())
        return next((word for word in usual if word in field.words), None)


def proven_order(columns: Iterable[Seen]) -> tuple[DateOrder | None, str]:
    """The order of day and month that some cell proves, and that cell; None where none does, or two differ.

    Then the text is of a cell that needs an order, or of two that differ, or "" where none needs one.
    """
    proofs: dict[DateOrder, str] = {}
    unclear = ""
    for column in columns:
        for text in column.different:
            match = SLASHED.fullmatch(text)
            if match is None:
                continue
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                proofs.setdefault(DateOrder.DAY_FIRST, text)
            elif second > 12 >= first:
                proofs.setdefault(DateOrder.MONTH_FIRST, text)
            else:
                unclear = unclear or text
    if len(proofs) == 1:
        ((order, text),) = proofs.items()
        return order, text
    return None, " and ".join(proofs.values()) or unclear


def decimal_comma(columns: Iterable[Seen]) -> str | None:
    """A cell that proves that decimals follow a comma, where no cell proves the other."""
    texts = [text for column in columns for text in column.different if len(text) < 40]
    if any(POINT.fullmatch(text) for text in texts):
        return None
    return next((text for text in texts if COMMA.fullmatch(text)), None)


def outlined(column: Seen) -> bool:
    """Whether a column holds outline numbers, such as 1.2.3, whose parents stand in it too."""
    numbers = {text.rstrip(".") for text in column.different}
    inner = [number for number in numbers if OUTLINE.fullmatch(number)]
    return len(inner) >= 2 and sum(number.rpartition(".")[0] in numbers for number in inner) * 2 >= len(inner)


def split_sign(column: Seen) -> tuple[str, str] | None:
    """What parts several values in the cells of a column, and a cell that shows it; None where nothing does.

    A comma or slash counts only where the pieces stand alone in other cells, for it may be part of a name.
    """
    for text in column.different:
        if "\n" in text:
            return "lines", text.replace("\n", " / ")
    for sign in ("/", ",", "+", "&"):
        for text in column.different:
            parts = [part.strip() for part in text.split(sign)]
            if len(parts) > 1 and all(part in column.different for part in parts):
                return sign, text
    return None


def _reads(field: Field, text: str, order: DateOrder | None) -> bool:
    try:
        return read_cell(field, text, order) is not None
    except CellError:
        return False
