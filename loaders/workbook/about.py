"""The sheet "Goldthread" of a workbook: what the plan set is, and what sheets hold whose name does not tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.headings import folded, kind_named
from loaders.link_table import LINK_TABLE
from loaders.parsed import Grid, Scalar
from loaders.problems import did_you_mean, problem
from loaders.settings import PLAN_SET, plan_set_name
from loaders.tables import ASKS
from schema.dates import DateOrder
from schema.kinds import KINDS
from schema.records import PlanSet, Problem, Source

SHEET = "Goldthread"
LINKS, NOT_READ = "links", "not read"
"""What the column "kind" may say beside the kinds: a table of links, or a sheet that holds no plans."""
NAMES = ("plan set", "title", "about", "made up", "date order")
EXAMPLE = "example:"
"""How the key of a row begins that only shows what to write; such a row is never read as a plan."""
YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class SheetUse(NamedTuple):
    """What a sheet holds (slug of a kind, `links`, `not read`; None where its own name tells) and what it asks."""

    holds: str | None
    asks: str = "register"


@dataclass(slots=True)
class About:
    """What a workbook says of itself. `sheets` goes by the sheets' own names; problems name sheet and row."""

    plan_set: PlanSet | None = None
    date_order: DateOrder | None = None
    sheets: dict[str, SheetUse] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def leaves_out(self, sheet: str | None) -> bool:
        """Whether the workbook says that a sheet holds no plans."""
        return sheet is not None and sheet in self.sheets and self.sheets[sheet].holds == NOT_READ


def is_about(grid: Grid) -> bool:
    """Whether a grid is the sheet that `about` reads, and so holds no plans."""
    return grid.name is not None and folded(grid.name) == folded(SHEET)


def is_example(cell: Scalar) -> bool:
    """Whether a key, or the cell "from" of a link, marks its row as an example."""
    return isinstance(cell, str) and cell.lstrip()[: len(EXAMPLE)].lower() == EXAMPLE


def about(grids: Sequence[Grid]) -> About:
    """What the sheet "Goldthread" says; an empty answer where a workbook has none. Never raises."""
    found = About()
    reader = _Reader(found, [grid.name for grid in grids if grid.name is not None])
    for grid in grids:
        if is_about(grid):
            reader.read(grid)
            break
    return found


class _Reader:
    """Reads the two small tables of the sheet: name and value, then sheet, kind and asks."""

    def __init__(self, found: About, sheets: list[str]) -> None:
        self.found = found
        self.sheets = {name.casefold(): name for name in sheets}
        self.values: dict[str, tuple[str, int]] = {}

    def read(self, grid: Grid) -> None:
        """Reads all rows; the second table begins at the row that says "sheet"."""
        uses = False
        for row, cells in _rows(grid):
            first = folded(cells[0])
            if first == "sheet":
                uses = True
            elif uses:
                self.use(row, *cells)
            elif first in NAMES:
                self.values[first] = (cells[1], row)
            elif first != "name" and any(cells):
                self.tell(row, cells[0] or cells[1], "is not a name that is known here", ", ".join(NAMES))
        self.found.date_order = self.date_order()
        self.found.plan_set = self.plan_set()

    def tell(self, row: int, value: str, message: str, expected: str, remedy: str | None = None) -> None:
        """Adds a problem at a row of the sheet."""
        self.found.problems.append(problem(
            "workbook-about", f"{value} {message}.", source=Source(sheet=SHEET, row=row), value=value,
            expected=expected, remedy=remedy))

    def use(self, row: int, sheet: str, kind: str, asks: str) -> None:
        """What one sheet holds and asks. A sheet that has been deleted is told, unless it was not read anyway."""
        name = self.sheets.get(sheet.casefold())
        if not (sheet or kind or asks):
            return
        holds = self.holds(row, kind)
        if name is not None:
            self.found.sheets[name] = SheetUse(holds, self.asks(row, asks))
        elif holds != NOT_READ:
            self.tell(row, sheet or kind, "is not the name of a sheet", ", ".join(self.sheets.values()),
                      did_you_mean(sheet, self.sheets.values()))

    def holds(self, row: int, kind: str) -> str | None:
        """The slug of the kind, or one of the two other words; None for a blank and for what is told."""
        plain = folded(kind)
        if plain in LINK_TABLE:
            return LINKS
        if not plain or plain == NOT_READ:
            return NOT_READ if plain else None
        found = kind_named(kind)
        if found is None:
            known = [LINKS, NOT_READ, *(one.slug for one in KINDS)]
            self.tell(row, kind, "is not a kind", "a kind, links, or not read", did_you_mean(kind, known))
        return None if found is None else found.slug

    def asks(self, row: int, asks: str) -> str:
        """What the sheet asks; a blank is a register."""
        plain = folded(asks) or ASKS[0]
        if plain in ASKS:
            return plain
        self.tell(row, asks, "is nothing that a table can ask; the sheet was taken for a register", " or ".join(ASKS))
        return ASKS[0]

    def value(self, name: str) -> tuple[str, int]:
        """The value beside a name and its row; an empty one where it does not stand there."""
        return self.values.get(name, ("", 0))

    def plan_set(self) -> PlanSet | None:
        """The plan set, where the sheet gives it an id or at least a title."""
        (written, row), (title, _), (text, _) = (self.value(name) for name in ("plan set", "title", "about"))
        if not written and not title:
            return None
        name = written or plan_set_name(title)
        if not PLAN_SET.fullmatch(name):
            self.tell(row, written, "has signs that an id cannot hold", "small letters, figures, hyphens and dots")
            name = plan_set_name(written)
        return PlanSet(name, title or name, text, self.made_up())

    def made_up(self) -> bool:
        """Whether the council is invented; a blank says no."""
        word, row = self.value("made up")
        if word and folded(word) not in YES_NO:
            self.tell(row, word, "is neither yes nor no", "yes or no")
        return YES_NO.get(folded(word), False)

    def date_order(self) -> DateOrder | None:
        """Which comes first in 03/04/2008, where the sheet declares it."""
        word, row = self.value("date order")
        plain = folded(word).replace(" ", "-")
        if plain in tuple(DateOrder):
            return DateOrder(plain)
        if plain:
            self.tell(row, word, "is no order of day and month", " or ".join(DateOrder))
        return None


def _rows(grid: Grid) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Rows that could be read: their number and their first three cells as text on one line."""
    for number, cells in enumerate(grid.rows, grid.first_row):
        if cells is not None:
            first, second, third, *_ = (*(_text(cell) for cell in cells[:3]), "", "", "")
            yield number, (first, second, third)


def _text(cell: Scalar) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else " ".join(str(cell).split())
