"""The tables of a sheet: where their headings stand, which rows are theirs, and what stands above them.

People put a title above a table, one table under another or beside it, group headings over headings, and the headings
again on every page. A heading row is told by headings that somebody knows.
"""

from __future__ import annotations

from collections.abc import Callable

from loaders.heading_rows import ENOUGH, Cells, Heading, HeadingRows, names_in
from loaders.parsed import Grid, Scalar
from loaders.problems import problem
from loaders.sheet import Row, Sheet, filled, text, words
from schema.records import Problem, Source

LONGEST_ABOUT = 1_000
_GAP = "Give the column a heading, or clear the cells beside the table."


def tables(grid: Grid, knows: Callable[[str], bool]) -> tuple[list[Sheet], list[Problem]]:
    """The tables of a grid, each row as wide as the headings, and what was wrong; none for a blank grid.

    `knows` says whether a heading means anything to whoever asked. Where no row has known headings, the first that
    looks like a heading row is taken for one, so that its headings can be told. Rows that are None are passed over.
    """
    found, problems = list[Sheet](), list[Problem]()
    rows = HeadingRows(grid.rows, knows)
    above, heading = 0, rows.first()
    while heading is not None:
        about = _about(grid, above, heading.first, problems)
        body = _Body(grid, heading)
        above, heading = body.read(rows)
        for begin, end in body.parts(rows):
            found.append(body.sheet(begin, end, about, problems))
    return found, problems


def _about(grid: Grid, first: int, after: int, problems: list[Problem]) -> str:
    """What stands above a table: in the grid's own words, and in the rows from `first` to before `after`.

    Rows of several cells may be more than a title, so they are told.
    """
    rows = grid.rows[first:after]
    several = [grid.first_row + first + index for index, row in enumerate(rows) if row and _more_than_one(row)]
    if several:
        problems.append(problem(
            "rows-above-headings", f"{len(several)} rows above the headings hold several cells; they were taken for a "
            "title." if len(several) > 1 else "", source=Source(sheet=grid.name, row=several[0])))
    lines = [" ".join(words(cell) for cell in row if filled(cell)) for row in rows if row]
    return "; ".join(filter(None, [grid.about, *lines]))[:LONGEST_ABOUT]


class _Body:
    """The rows under one heading row."""

    def __init__(self, grid: Grid, heading: Heading) -> None:
        self.grid, self.names, self.last = grid, list(heading.names), heading.last
        self.top = grid.first_row + heading.first
        self.left = next(column for column, name in enumerate(self.names) if name)
        own = [grid.rows[index] or [] for index in (heading.first, heading.last)]
        self.again = [_folded(row) for row in own]
        self.signs = {str(row[self.left]).strip().casefold() for row in own if len(row) > self.left}
        self.rows: list[Row] = []
        self.blank: list[int] = []  # numbers of rows

    def read(self, headings: HeadingRows) -> tuple[int, Heading | None]:
        """Takes rows up to the next table: the index where what stands above that begins, and its headings."""
        rows, begin, left, signs = self.grid.rows, self.grid.first_row, self.left, self.signs
        keep, loose = self.rows.append, False  # loose: after a blank row, where another table may begin
        for index in range(self.last + 1, len(rows)):
            row = rows[index]
            if row and not loose and len(row) > left and row[left] \
                    and (cell := str(row[left]).strip().casefold()) and cell not in signs:
                keep(Row(begin + index, row))  # nearly all rows; the rest is looked at closely
            elif row is None:
                continue
            elif (first := next(filter(filled, row), None)) is None:
                self.blank.append(begin + index)
                loose = True
            elif self._is_heading_again(first, row):
                loose = False
            else:
                if loose and _more_than_one(row):
                    found = headings.another(index)
                    if found is not None:
                        return self._without_titles(index), found
                    loose = False
                keep(Row(begin + index, row))
        return len(rows), None

    def _is_heading_again(self, first: Scalar, row: Cells) -> bool:
        """Whether a row, of which this is the first cell that holds anything, repeats the headings."""
        name = words(first).casefold()
        return any(name == next(filter(None, again)) for again in self.again if again) and _folded(row) in self.again

    def _without_titles(self, index: int) -> int:
        """Gives up the title of the table that begins at `index`; returns where the blank row above that stands."""
        rows, first = self.grid.rows, index
        while first - 1 > self.last and not _more_than_one(rows[first - 1] or []):
            first -= 1
        blank = next(at for at in range(first, index) if not any(map(filled, rows[at] or [])))
        while self.rows and self.rows[-1].number >= self.grid.first_row + blank:
            self.rows.pop()
        return blank

    def parts(self, headings: HeadingRows) -> list[tuple[int, int]]:
        """Where the tables begin and end that stand side by side, parted by blank columns; mostly one."""
        runs = _runs(self.names)
        found = [list(runs[0])]
        for begin, end in runs[1:]:
            first, last = found[-1]
            if headings.count(self.names[first:last]) >= ENOUGH <= headings.count(self.names[begin:]) \
                    and self._nothing_in(last, begin):
                found.append([begin, end])
            else:
                found[-1][1] = end
        if self.left and not self._nothing_in(0, self.left):
            found[0][0] = 0
        found[-1][1] = len(self.names)  # blank headings after the last may have something below them
        return [(begin, end) for begin, end in found]

    def sheet(self, begin: int, end: int, about: str, problems: list[Problem]) -> Sheet:
        """The table in these columns; what is wrong with its rows is added to the problems."""
        names, rest = self.names[begin:end], end == len(self.names)
        rows, width = self.rows if begin == 0 and rest else self._cut(begin, None if rest else end), len(names)
        problems += [self._too_long(row, width) for row in rows
                     if len(row.cells) > width and any(map(filled, row.cells[width:]))]
        self._tell_blank(rows, problems)
        fitted = [row if len(row.cells) == width else _fitted(row, width) for row in rows]
        return Sheet(names, self.top, fitted, self.grid.name, about, begin)

    def _nothing_in(self, begin: int, end: int) -> bool:
        """Whether these columns are blank in every row."""
        return not any(any(map(filled, row.cells[begin:end])) for row in self.rows)

    def _cut(self, begin: int, end: int | None) -> list[Row]:
        """The rows from one column to before another, without those that are blank there."""
        cut = [Row(number, cells[begin:end]) for number, cells in self.rows]
        return [row for row in cut if any(map(filled, row.cells))]

    def _too_long(self, row: Row, width: int) -> Problem:
        beyond = [text(cell) for cell in row.cells[width:] if filled(cell)]
        return problem("row-too-long", source=Source(sheet=self.grid.name, row=row.number), value="; ".join(beyond),
                       expected=f"{width} cells", remedy=_GAP if self.grid.name else None)

    def _tell_blank(self, rows: list[Row], problems: list[Problem]) -> None:
        """Tells once of the blank rows between the rows of a table; those after the last are of no account."""
        inside = [number for number in self.blank if rows and number < rows[-1].number]
        if inside:
            problems.append(problem(
                "row-empty", f"{len(inside)} rows hold nothing but blanks." if len(inside) > 1 else "",
                source=Source(sheet=self.grid.name, row=inside[0])))


def _runs(names: list[str]) -> list[tuple[int, int]]:
    """Where headings stand next to one another: the first column of each run, and the one after its last."""
    runs: list[tuple[int, int]] = []
    for column, name in enumerate(names):
        if name and runs and runs[-1][1] == column:
            runs[-1] = runs[-1][0], column + 1
        elif name:
            runs.append((column, column + 1))
    return runs


def _folded(row: Cells) -> list[str]:
    """The cells of a row as headings are compared."""
    return [name.casefold() for name in names_in(row)]


def _more_than_one(row: Cells) -> bool:
    """Whether more than one cell of a row holds anything."""
    return sum(map(filled, row)) > 1


def _fitted(row: Row, width: int) -> Row:
    """The row with so many cells."""
    return Row(row.number, row.cells[:width] + [""] * (width - len(row.cells)))
