"""The tables of a sheet: where their headings stand, which rows are theirs, and what stands above them.

People put a title above a table, one table under another or beside it, group headings over headings, and the headings
again on every page. A heading row is told by headings that somebody knows. Where rows are read by name, a table whose
headings nobody knows must not turn into rows of the table above or beside it: it is told, and not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from loaders.heading_rows import ENOUGH, Cells, Heading, HeadingRows, columns_filled, names_in
from loaders.parsed import Grid, Scalar
from loaders.problems import problem
from loaders.sheet import Row, Sheet, filled, letter, text, words
from schema.records import Problem, Source

LONGEST_ABOUT = 1_000
NEAR = 20
"""So many rows above are looked at to see whether a row is like them."""
PLAIN_KEY, FIGURE = re.compile(r"[a-z0-9./:-]+"), re.compile("[0-9]")
_GAP = "Give the column a heading, or clear the cells beside the table."


class Part(NamedTuple):
    """Columns of a table, from one to before another; `read` is False for a table whose headings nobody knows."""

    begin: int
    end: int
    read: bool = True


def tables(grid: Grid, knows: Callable[[str], bool], *, by_name: bool = False) -> tuple[list[Sheet], list[Problem]]:
    """The tables of a grid, each row as wide as the headings, and what was wrong; none for a blank grid.

    `knows` says whether a heading means anything to whoever asked. Where no row has known headings, the first that
    looks like a heading row is taken for one, so that its headings can be told. Rows that are None are passed over.
    `by_name`: further tables whose headings nobody knows are told and left out.
    """
    found, problems = list[Sheet](), list[Problem]()
    rows = HeadingRows(grid.rows, knows)
    above, heading = 0, rows.first()
    while heading is not None:
        about = _about(grid, above, heading.first, problems)
        body = _Body(grid, heading, by_name and rows.count(heading.names) > 0)
        above, heading = body.read(rows)
        for part in body.parts(rows):
            if part.read:
                found.append(body.sheet(part.begin, part.end, about, problems))
            else:
                problems.append(body.beside(part))
        body.tell_doubtful()
        problems += body.told
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

    def __init__(self, grid: Grid, heading: Heading, by_name: bool) -> None:
        self.by_name, self.told, self.doubtful = by_name, list[Problem](), list[int]()
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
                    if self.by_name and self._is_another_unknown(index, headings):
                        return self._unread(index, headings)
                    loose = False
                keep(Row(begin + index, row))
        return len(rows), None

    def _is_another_unknown(self, index: int, headings: HeadingRows) -> bool:
        """Whether headings of a table that nobody knows stand here, below a blank row; where in doubt, that is told.

        Rows of one table mostly fill the same columns. That alone is no proof: a row that may be of this table is read.
        """
        columns = headings.unknown(index)
        if not columns:
            return False
        row = self.grid.rows[index] or []
        above = [other for other in self.rows[-NEAR:] if _more_than_one(other.cells)]  # without titles and sections
        own = columns == [column for column, name in enumerate(self.names) if name] \
            or any(columns == columns_filled(other.cells) for other in above)
        strange = self._is_strange(columns, row, above)
        if strange is False or (own and not strange):
            return False
        outside = [column for column in columns if not any(self.names[column:column + 1])]
        figures = all(text(cell)[:1].isdigit() for cell in self._below(index, columns[-1], headings))
        if not own and (len(outside) == len(columns) or (above and (outside or strange or figures))):
            return True
        self.doubtful.append(index)
        return False

    def tell_doubtful(self) -> None:
        """Tells once of the rows that may be headings of other tables and were read."""
        if self.doubtful:
            index, many = self.doubtful[0], len(self.doubtful)
            where = f"Below {many} blank rows" if many > 1 else "Below a blank row"
            self.told.append(problem(
                "row-like-heading", f"{where} stands what may be the headings of another table: it and the rows below "
                "were read as items.", source=Source(sheet=self.grid.name, row=self.grid.first_row + index),
                value=next(filter(filled, self.grid.rows[index] or []), None)))  # the rest may name a person

    def _is_strange(self, columns: list[int], row: Cells, above: list[Row]) -> bool | None:
        """Whether a row looks unlike the rows above in its first column; None where it cannot be told."""
        if any(words(row[at]).casefold() == words(other.cells[at]).casefold()
               for other in above for at in columns if at < len(other.cells)):
            return False  # a word that comes again, such as a status
        at = columns[0]
        firsts = [words(other.cells[at]) for other in above if at < len(other.cells) and filled(other.cells[at])]
        for looks in (PLAIN_KEY.fullmatch, FIGURE.search):
            if firsts and all(map(looks, firsts)):
                return looks(words(row[at])) is None
        return None

    def _below(self, index: int, column: int, headings: HeadingRows) -> list[Scalar]:
        """What stands below a row in a column, down to the next blank row; rows not so long left out."""
        return [row[column] for row in headings.block(index + 1) if column < len(row)]

    def _unread(self, index: int, headings: HeadingRows) -> tuple[int, Heading | None]:
        """Passes over a table whose headings nobody knows, which begin at `index`; gives back what `read` does."""
        rows, first, last = self.grid.rows, self.grid.first_row, index
        above = self._without_titles(index)
        begin = next(at for at in range(above, index + 1) if any(map(filled, rows[at] or [])))  # its title, if any
        found, loose = None, False
        for at in range(index + 1, len(rows)):
            row = rows[at]
            if row is None:
                continue
            if not any(map(filled, row)):
                loose = True
                continue
            if loose and _more_than_one(row):
                found, loose = headings.another(at), False
                if found is not None:
                    above = self._without_titles(at)
                    break
            last = at
        end = above if found is not None else len(rows)
        while last >= end:  # the title of the next table
            last -= 1
        while not any(map(filled, rows[last] or [])):
            last -= 1
        self.told.append(problem(
            "table-unread", f"Nothing tells what the rows of the table in rows {first + begin} to {first + last} are, "
            "so they were not read.", source=Source(sheet=self.grid.name, row=first + index),
            value=_listed(rows[index] or [])))
        return (above, found) if found is not None else (len(rows), None)

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

    def parts(self, headings: HeadingRows) -> list[Part]:
        """The tables that stand side by side, parted by blank columns; mostly one."""
        runs = _runs(self.names)
        found = [Part(*runs[0])]
        for begin, end in runs[1:]:
            first, last, read = found[-1]
            if self._is_unknown_beside(last, begin, end, headings):
                found.append(Part(begin, end, False))
            elif headings.count(self.names[begin:]) >= ENOUGH and self._nothing_in(last, begin) \
                    and (not read or headings.count(self.names[first:last]) >= ENOUGH):
                found.append(Part(begin, end))
            else:
                found[-1] = Part(first, end, read)
        if self.left and not self._nothing_in(0, self.left):
            found[0] = found[0]._replace(begin=0)
        # Blank headings after the last may have something below them.
        found[-1] = found[-1]._replace(end=len(self.names))
        return found

    def _is_unknown_beside(self, last: int, begin: int, end: int, headings: HeadingRows) -> bool:
        """Whether headings from `begin` to before `end`, after blanks from `last` on, are of a table nobody knows."""
        names = self.names[begin:end]
        known = headings.count(names)
        if not self.by_name or known >= ENOUGH or known == len(names) or not self._nothing_in(last, begin):
            return False
        return begin - last > 1 or len(names) - known > 1 or self._any_without(last, begin)

    def _any_without(self, last: int, begin: int) -> bool:
        """Whether a row holds something from a column on and nothing to the left of another."""
        return any(any(map(filled, row.cells[begin:])) and not any(map(filled, row.cells[:last])) for row in self.rows)

    def beside(self, part: Part) -> Problem:
        """What is told of a table at the side that is not read."""
        names = [at for at in range(part.begin, part.end) if self.names[at]]
        where = f"{letter(names[0])} to {letter(names[-1])}" if len(names) > 1 else letter(names[0])
        return problem(
            "table-unread", f"Nothing tells what the rows of the table in columns {where} are, so they were not read.",
            source=Source(sheet=self.grid.name, row=self.top, column=letter(names[0])),
            value=_listed([self.names[at] for at in names]))

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
        reach = max(at for at, cell in enumerate(row.cells, 1) if filled(cell))  # what stands there may name a person
        return problem("row-too-long", source=Source(sheet=self.grid.name, row=row.number), value=f"{reach} cells",
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


def _listed(row: Cells) -> str:
    """What stands in a row, in one line."""
    return "; ".join(words(cell) for cell in row if filled(cell))


def _folded(row: Cells) -> list[str]:
    """The cells of a row as headings are compared."""
    return [name.casefold() for name in names_in(row)]


def _more_than_one(row: Cells) -> bool:
    """Whether more than one cell of a row holds anything."""
    return sum(map(filled, row)) > 1


def _fitted(row: Row, width: int) -> Row:
    """The row with so many cells."""
    return Row(row.number, row.cells[:width] + [""] * (width - len(row.cells)))
