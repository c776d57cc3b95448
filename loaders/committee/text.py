"""A committee paper's text to the grid of its table: lines put together to rows, the rest of the paper left alone.

The table is found by its headings, which may come again on every page. A cell may run over several lines. Nothing
here knows what the cells mean.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from loaders.cell_pieces import pieces
from loaders.cells import normal_space, title_key
from loaders.parsed import Grid, Scalar

LONGEST_HEADING = 200
"""Characters of a cell that may be a heading, and of a value that a problem repeats."""
_PARAGRAPH = re.compile(r"</?p(?: [^<>]{0,200})?>|<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
Tell = Callable[[int, str | None, str, str, str], None]
"""Told the line (0 for the columns asked for), heading, value, what was expected and what to do."""


class Headings:
    """The headings that are asked for, and whether a row holds them."""

    def __init__(self, columns: Mapping[str, str], sign: str) -> None:
        self.wanted = {title_key(heading): heading for heading in columns}
        self.sign = sign  # the key of the one that no heading row is without

    def are(self, cells: Sequence[str]) -> bool:
        """Whether the cells are the headings: that of the recommendations and another that was asked for."""
        if len(cells) < 2:
            return False
        found = {title_key(cell) for cell in cells if len(cell) < LONGEST_HEADING}
        return self.sign in found and len(found & self.wanted.keys()) > 1


def grid_in_text(text: str, headings: Headings, tell: Tell) -> Grid:
    """The table in a text whose cells are parted by tabs: row n of the grid begins on line n of the text.

    Lines before, between and after the parts of the table are rows without cells. Paragraph tags are line breaks
    in a cell, and so is the end of a line before a bullet; other line ends in a cell are spaces.
    """
    lines = _Lines(headings, tell)
    for number, line in enumerate(re.split("\r\n|\r|\n", re.sub("[\f\v]", " ", text)), 1):
        lines.take(number, line)
    lines.end_table()
    empty: list[Scalar] = []
    found: list[list[Scalar] | None] = [empty] * max(lines.rows, default=0)
    for number, cells in lines.rows.items():
        found[number - 1] = cells
    return Grid(None, found)


def _plain(lines: Sequence[str]) -> str:
    """The text of a cell that ran over these lines, without tags and entities."""
    parts = (_ENTITY.sub(lambda found: html.unescape(found[0]), part) for part in _PARAGRAPH.split(" ".join(lines)))
    if len(lines) == 1 or len(pieces("\n".join(lines))) < 2:
        return "\n".join(parts)
    return "\n".join(_plain([line]) for line in lines)


class _Row(NamedTuple):
    """A row as it stands: its first line, and its cells, each as pieces from line to line."""

    line: int
    cells: list[list[str]]


class _Lines:
    """Puts lines together to rows. It knows where the table is."""

    def __init__(self, headings: Headings, tell: Tell) -> None:
        self.headings, self._tell = headings, tell
        self.first, self.width = "", 0  # the first heading and how many there are; 0 until a heading row is found
        self.inside = False  # after a heading row, and before the end of that part of the table
        self.row: _Row | None = None
        self.loose: list[tuple[int, str]] = []  # lines without a tab, after a whole row
        self.stray: list[tuple[int, str]] = []  # rows that stand under no heading
        self.rows: dict[int, list[Scalar]] = {}

    @property
    def whole(self) -> bool:
        """Whether the row that is being read has all its cells."""
        return self.row is not None and len(self.row.cells) >= self.width

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        cells = line.split("\t")
        if len(cells) > 1 and self.headings.are(plain := [_plain([cell]) for cell in cells]):
            self.end_table()
            self._begin_table(number, plain)
        elif not self.inside:
            self._outside(number, cells)
        elif len(cells) > 1:
            self._tabbed(number, cells)
        elif not line.strip():
            self.end_table()
        elif self.whole:
            self.loose.append((number, line))
        elif self.row is not None:
            self.row.cells[-1].append(line)
        else:
            self.row = _Row(number, [[line]])

    def end_table(self) -> None:
        """A blank line, a heading row or the last line: the row is over, and so is this part of the table."""
        for line, text in self.loose[:1]:
            self._tell(line, None, text, "a blank line between the table and the text after it",
                       "From here to the next headings nothing was read: put a blank line before it.")
        self.loose = []
        self._end_row()
        self._end_stray()
        self.inside = False

    def _begin_table(self, number: int, cells: list[str]) -> None:
        """Take the headings as they stand."""
        while not cells[-1].strip():
            cells.pop()
        self.first, self.width, self.inside = normal_space(cells[0]), len(cells), True
        self._end_stray()
        self.rows[number] = [*cells]

    def _outside(self, number: int, cells: list[str]) -> None:
        """A line of the paper; one that looks like a row of the table must not be lost unseen."""
        full = sum(map(bool, map(str.strip, cells)))
        if not self.width:
            # Nothing tells yet how wide the table is: a line must fill what was asked for, or hold the heading that
            # no table is without. Whether it was one is known when the headings come.
            if full >= len(self.headings.wanted) or (full > 1 and self.headings.sign in map(title_key, cells)):
                self.stray.append((number, " ".join(cells)))
        elif full and self.width <= len(cells) + (full > 2):  # a full row may have lost its first, empty cell
            self.stray.append((number, " ".join(cells)))
        else:
            self._end_stray()

    def _end_stray(self) -> None:
        if not self.width:
            return
        for line, text in self.stray[:1]:
            self._tell(line, None, text, "the headings above it, also again after a blank line in the table",
                       f"Take the blank line out, or put the headings above what was not read: "
                       f"{len(self.stray)} line(s) like rows of the table.")
        self.stray = []

    def _tabbed(self, number: int, cells: list[str]) -> None:
        """A line with tabs: more of the row that is being read, or a new row."""
        if self.row is not None and self._goes_on(len(self.row.cells), cells):
            if len(cells) == self.width:
                self._tell_unclear(self.row.line, self.row.cells[0][0])
            self.row.cells[-1].append(cells[0])
            self.row.cells.extend([cell] for cell in cells[1:])
            return
        if self.loose and len(cells) < self.width:
            self.end_table()
            return
        self._end_loose(cells[0])
        self._end_row()
        if any(cell.strip() for cell in cells):
            self.row = _Row(number, [[cell] for cell in cells])

    def _goes_on(self, have: int, cells: list[str]) -> bool:
        """Whether a line with tabs is more of the row, which has `have` cells: none may be too many.

        A line that begins with a tab begins a row whose key area is blank, once the row has a second cell:
        rows that lost their last tabs must not melt into one.
        """
        fits = have < self.width and have + len(cells) - 1 <= self.width
        return fits and (have == 1 or bool(cells[0].strip()) or not any(cell.strip() for cell in cells))

    def _end_loose(self, first: str) -> None:
        """Lines without a tab, between two rows, are more of the last cell of the row before."""
        if self.loose and self.row is not None:
            self.row.cells[-1].extend(line for _, line in self.loose)
            if first.strip():
                self._tell_unclear(*self.loose[0])
        self.loose = []

    def _tell_unclear(self, line: int, text: str) -> None:
        self._tell(line, None, text, f"each {self.first} on one line with its row",
                   "It may belong to the row before, to the row after, or to neither: see how it was read.")

    def _end_row(self) -> None:
        """Keep the row; a short one is read with its last cells blank, and one too long is told of later."""
        if self.row is not None:
            self.rows[self.row.line] = [_plain(cell) for cell in self.row.cells]
            if not self.whole:
                text = " ".join(piece for cell in self.row.cells for piece in cell)
                self._tell(self.row.line, None, text, f"{self.width} cells, not {len(self.row.cells)}",
                           "Put the tabs in, or take a blank line out of the row: its end was taken as blank.")
        self.row = None
