"""Values to cells: as they were written where that reads back as the same value, else in the one form that does."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from graph_api.exports.losses import Tally
from loaders.cells import NUMBER_LIMIT, CellError, read_cell
from schema.dates import LONGEST, DateError, PlanDate, Precision, parse_date
from schema.fields import Field, Value

Plain = str | int | float | bool
"""What one cell of a sheet holds."""
Cell = Plain | tuple[str, ...]
"""The same before it is laid out: several words or references are still apart."""

MAPPED = "words that a mapping turned into ours: our word is written"
LONG_NUMBER = "a number of more figures than a reader takes: it is left out"
ORDERED = "how a date was written, where it needs a declared order of day and month: the day is written"


def cell_of(field: Field, value: Value, written: str | None, tally: Tally) -> Cell | None:
    """The cell that gives the value when it is read; None where none does.

    `written` is what stood there, where that was another word.
    """
    if written is not None:
        if reads_as(field, written, value):
            return written
        tally.add(MAPPED, "" if field.personal else written)
    if isinstance(value, PlanDate):
        return _date(value, tally)
    if not isinstance(value, float):
        return value
    if len(figures(value)) > LONGEST or abs(value) >= NUMBER_LIMIT:
        tally.add(LONG_NUMBER, value)
        return None
    return int(value) if value.is_integer() else value


def reads_as(field: Field, text: str, value: Value) -> bool:
    """Whether a cell with this text would be read as the value, by no mapping and in no declared date order."""
    try:
        return read_cell(field, text) == value
    except CellError:
        return False


def figures(number: float) -> str:
    """A number in figures, as text: 0.0000001 and not 1e-07, which no reader of ours takes for a number."""
    return format(Decimal(repr(number)), "f")


def in_words(cell: Cell) -> str:
    """A cell as text, as a sheet without types holds it: yes or no, figures, several with ; between."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, tuple):
        return ";".join(cell)
    return cell if isinstance(cell, str) else figures(cell)


def day_text(date: PlanDate) -> str:
    """The date in a form that reads back as the same days and precision, whatever the order of day and month."""
    first, last = date.start, date.end
    forms = {
        Precision.DAY: first.isoformat(),
        Precision.MONTH: f"{_MONTHS[first.month - 1]} {first.year}",
        Precision.QUARTER: f"Q{(first.month - 4) // 3 % 4 + 1} {_year(first.year - (first.month < 4))}",
        Precision.FINANCIAL_YEAR: _year(first.year),
        Precision.CALENDAR_YEAR: str(first.year),
        Precision.BY: f"by {last.isoformat()}",
        Precision.SPAN: f"{first.isoformat()} to {last.isoformat()}",
    }
    return forms[date.precision]


def _date(date: PlanDate, tally: Tally) -> str:
    """The date as its source has it, where nobody can read that otherwise."""
    if _read(date.text) == date:
        return date.text
    tally.add(ORDERED, date.text)
    return day_text(date)


@lru_cache(maxsize=10_000)
def _read(text: str) -> PlanDate | None:
    """The date that a text states where no order of day and month is declared; None where it states none."""
    try:
        return parse_date(text)
    except DateError:
        return None


def _year(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02}"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
