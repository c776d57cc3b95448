"""The rows of one .ods sheet as they come: cells and rows that stand for many unfolded, up to the limits."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.parsed import Grid, Scalar
from loaders.workbook.grid import Bounds
from loaders.workbook.marks import Marks
from loaders.workbook.open_document_cells import Sign
from schema.records import Problem

ROW_BYTES, CELL_BYTES = 80, 16
"""What a row and a cell that stand for many cost each time, beside the text."""


class UnfoldedTooFarError(Exception):
    """Cells that stand for many others would take more memory than there is room for."""


class OpenSheet:
    """One sheet. Rows and columns count from 0; `room` is how many bytes repeated cells may still take."""

    def __init__(self, name: str, limits: Mapping[str, float], problems: list[Problem], room: float) -> None:
        self.bounds, self.room, self.hidden = Bounds(name, limits, problems), room, False
        self.rows: list[list[Scalar]] = []  # from the first with anything in it
        self.top = self.row = self.column = 0
        self.alike = 1  # how many rows the one that is being read stands for
        self.cells: list[Scalar] = []
        self.signs: list[tuple[int, Sign, str]] = []  # of the row that is being read
        self.marks, self.merged = Marks(), list[tuple[tuple[int, int], tuple[int, int]]]()
        self.rows_beyond, self.beyond = 0, set[int]()  # how many rows, and the first and last column

    def start_row(self, alike: int) -> None:
        """Begins a row that stands for so many."""
        self.alike, self.column, self.cells, self.signs = alike, 0, [], []

    def skip(self, columns: int) -> None:
        """Leaves cells blank."""
        self.column += columns

    def put(self, value: Scalar | Sign, shown: str, alike: int, spans: int) -> None:
        """Puts a value into the next cells, and remembers over how many rows the first is merged."""
        first, self.column = self.column, self.column + alike
        if value == "":
            return
        within = min(self.column, self.bounds.last_column) - first
        self.spend((within - 1) * (CELL_BYTES + len(shown)))
        if isinstance(value, Sign):
            self.signs += [(column, value, shown) for column in range(first, first + within)]
        elif within > 0:
            self.cells += [""] * (first - len(self.cells))
            self.cells += [value] * within
            if spans > 1:
                self.merged.append(((self.row, first), (self.row + spans - 1, first)))
        if self.column > self.bounds.last_column:
            self.beyond.update((max(first, self.bounds.last_column), self.column - 1))
            self.beyond = {min(self.beyond), max(self.beyond)}

    def end_row(self) -> None:
        """Keeps the row as often as it stands there, if it holds anything."""
        most = min(self.alike, max(self.bounds.last_row - self.row, 0))
        if self.signs and most:
            self.spend((most - 1) * len(self.signs) * CELL_BYTES)
            self._mark(most)
        if self.cells and most:
            self.spend((most - 1) * (ROW_BYTES + sum(CELL_BYTES + len(str(cell)) for cell in self.cells)))
            if not self.rows:
                self.top = self.row
            self.rows += [[] for _ in range(self.row - self.top - len(self.rows))]
            self.rows += [list(self.cells) for _ in range(most)]
        if self.cells:
            self.rows_beyond += self.alike - most
        self.row += self.alike

    def spend(self, much: float) -> None:
        """Takes from the room that is left; UnfoldedTooFarError where there is none."""
        self.room -= max(much, 0)
        if self.room < 0:
            raise UnfoldedTooFarError

    def _mark(self, rows: int) -> None:
        """Remembers errors and formulas without a value."""
        for row in range(self.row, self.row + rows):
            for column, sign, shown in self.signs:
                if sign is Sign.ERROR:
                    self.marks.errors.append((row, column, shown))
                else:
                    self.marks.unvalued.append((row, column))

    def grid(self) -> Grid:
        """The grid of the sheet; what was left out and what could not be read is told."""
        self.bounds.marked(self.marks)
        width = max(map(len, self.rows), default=0)
        if width * len(self.rows) * CELL_BYTES <= self.room:
            for row in filter(None, self.rows):
                row.extend([""] * (width - len(row)))
        grid = Grid(self.bounds.name, list(self.rows), self.top + 1, self.hidden)
        self.bounds.left_out(self.rows_beyond, min(self.beyond, default=-1), max(self.beyond, default=-1))
        self.bounds.merged(grid, self.merged)
        return grid
