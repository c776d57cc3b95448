"""One sheet of a workbook to a grid: values converted, merged cells filled, marks put in, what is left out told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from python_calamine import CalamineSheet

from loaders.parsed import MEGABYTE, Grid, Scalar
from loaders.problems import problem
from loaders.sheet import letter
from loaders.workbook.marks import Marks
from loaders.workbook.stored_values import CONVERT, as_percent
from schema.records import Problem, Source

MOST_TOLD = 1_000
"""Cells of one sheet that are told one by one for one reason; the others are counted."""
Merged = Iterable[tuple[tuple[int, int], tuple[int, int]]]


def read_grid(
    sheet: CalamineSheet, marks: Marks, limits: Mapping[str, float], problems: list[Problem], *, hidden: bool = False
) -> Grid:
    """The grid of a sheet, from its first row with anything in it; what is wrong is added to the problems."""
    bounds = Bounds(sheet.name, limits, problems)
    bounds.marked(marks)
    if sheet.start is None or sheet.end is None:
        return Grid(sheet.name, [], hidden=hidden)
    top, left = sheet.start
    rows = islice(sheet.iter_rows(), top, None)
    grid = Grid(sheet.name, bounds.rows(rows, top, left), top + 1, hidden)
    for row, column in marks.percent:
        cells = grid.rows[row - top] if top <= row < top + len(grid.rows) else None
        if cells and column < len(cells) and isinstance(value := cells[column], int | float):
            cells[column] = as_percent(value)
    bounds.merged(grid, sheet.merged_cell_ranges or ())
    return grid


class Bounds:
    """What of a sheet is kept, by the limits, and telling of the rest."""

    def __init__(self, name: str, limits: Mapping[str, float], problems: list[Problem]) -> None:
        self.name, self.problems = name, problems
        self.last_row, self.last_column = int(limits["rows"]), int(limits["columns"])
        self.text = int(limits["fileMegabytes"] * MEGABYTE)

    def tell(self, code: str, message: str = "", row: int | None = None, column: str | None = None, *,
             value: str | None = None, expected: str | None = None) -> None:
        """Adds a problem with its place in this sheet."""
        self.problems.append(problem(code, message, source=Source(None, None, None, self.name, row, column),
                                     value=value, expected=expected))

    def rows(self, rows: Iterator[list[Any]], top: int, left: int) -> list[list[Scalar] | None]:
        """The rows from row `top` on (from 0), each beginning with column A; a blank one is empty."""
        found: list[list[Scalar] | None] = []
        most, beside = max(self.last_column - left, 0), [""] * left
        beyond: set[int] = set()
        for row in islice(rows, max(self.last_row - top, 0)):
            if len(row) > most:
                beyond.update(index for index, cell in enumerate(row[most:], most + left) if cell != "")
                del row[most:]
            found.append([] if _blank(row) else [
                cell if cell.__class__ is str else CONVERT[cell.__class__](cell) for cell in row])
        while found and not found[-1]:
            found.pop()
        if left:
            found = [[*beside, *row] if row else row for row in found]
        self.left_out(sum(not _blank(row) for row in rows), min(beyond, default=-1), max(beyond, default=-1))
        return found

    def left_out(self, rows: int, first: int, last: int) -> None:
        """Tells how many rows, and of which columns, lay beyond the limits; -1 for columns where none did."""
        if rows:
            self.tell("too-many-rows", f"{rows:,} rows below row {self.last_row:,} hold something; they were not read.",
                      self.last_row + 1, expected=f"at most {self.last_row:,} rows (rows)")
        if first >= 0:
            self.tell("too-many-columns", f"Columns {letter(first)} to {letter(last)} hold something; they were not "
                      "read.", column=letter(first), expected=f"at most {self.last_column:,} columns (columns)")

    def marked(self, marks: Marks) -> None:
        """Tells of cells that show an error, and of formulas that were never worked out."""
        self.marked_cells("cell-error", marks.errors)
        self.marked_cells("formula-without-value", [(row, column, None) for row, column in marks.unvalued])

    def marked_cells(self, code: str, cells: Sequence[tuple[int, int, str | None]]) -> None:
        """Tells of cells within the limits, one by one as long as anybody would read that."""
        within = [cell for cell in cells if cell[0] < self.last_row and cell[1] < self.last_column]
        for row, column, value in within[:MOST_TOLD]:
            self.tell(code, "", row + 1, letter(column), value=value)
        if len(within) > MOST_TOLD:
            row, column, value = within[MOST_TOLD]
            self.tell(code, f"This and {len(within) - MOST_TOLD - 1:,} more cells of the sheet are like those before; "
                      "they were read as empty.", row + 1, letter(column), value=value)

    def merged(self, grid: Grid, ranges: Merged) -> None:
        """Gives cells that are merged downwards the value of the first in every row that they cover."""
        top, left_over = grid.first_row - 1, self.text
        for (first, column), (last, _) in ranges:
            cells = grid.rows[first - top] if first < last and top <= first < top + len(grid.rows) else None
            if not cells or column >= len(cells) or (value := cells[column]) == "":
                continue
            end = min(last + 1 - top, len(grid.rows))
            left_over -= (len(str(value)) + len(cells)) * (end - first + top)
            if left_over < 0:
                self.tell("merged-too-long", "", first + 1, letter(column))
                return
            for index in range(first + 1 - top, end):
                grid.rows[index] = _with(grid.rows[index] or [], column, value)


def _with(row: list[Scalar], column: int, value: Scalar) -> list[Scalar]:
    """The row with a value in a column."""
    row.extend([""] * (column + 1 - len(row)))
    row[column] = value
    return row


def _blank(row: list[Any]) -> bool:
    """Whether a row holds nothing at all; a nought is something."""
    return not any(row) and row.count("") == len(row)
