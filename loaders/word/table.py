"""A table of a Word document as a grid: merged cells, tables within cells, rows that were deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from loaders.parsed import Grid, Scalar
from loaders.word.parts import attribute, child, local, number
from loaders.word.text import TRACKED, WordText

NESTED = "table within a cell"
BETWEEN = " | "
"""What parts the cells of a table that stands within a cell."""


@dataclass(slots=True)
class Bounds:
    """How much is read of the tables of one document: columns of each and tables within it; rows of all, of which
    `done` were read; signs of text that merged cells may still repeat.
    """

    columns: int
    depth: int
    rows: int
    repeated: int
    done: int = 0


Tell = Callable[[str, str | None, int | None, str], None]
"""Told the code of a problem, the table, the row and what to expect."""


class WordTable:
    """One table, row by row."""

    def __init__(self, name: str, about: str, words: WordText, bounds: Bounds, tell: Tell) -> None:
        self.grid = Grid(name, [], about=about)
        self.words, self.bounds, self._tell = words, bounds, tell
        self.above: dict[int, str | None] = {}
        self.told: set[str] = set()

    def row(self, element: Element) -> None:
        """Reads one row; one that is a tracked deletion is none, and one beyond the limit is told."""
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            self.words.seen[TRACKED] += 1
        elif self.bounds.done >= self.bounds.rows:
            self.tell_once("too-many-rows", f"at most {self.bounds.rows:,} rows in all tables of the document")
        else:
            self.bounds.done += 1
            cells: dict[int, Scalar] = {}
            column = number(child(properties, "gridBefore")) or 0
            for cell in self.words.opened(element):
                if local(cell) == "tc":
                    column = self._cell(cell, column, cells)
            self.grid.rows.append([cells.get(place) for place in range(max(cells, default=-1) + 1)])

    def _cell(self, element: Element, column: int, cells: dict[int, Scalar]) -> int:
        """Reads a cell into the first of its columns; gives the column after its last."""
        properties = child(element, "tcPr")
        after = column + max(number(child(properties, "gridSpan")) or 1, 1)
        merged = child(properties, "vMerge")
        if merged is not None and attribute(merged) != "restart" and column in self.above:
            text = self._again(self.above[column])
        else:
            text = self.above[column] = self._text(element, 1) or None
        if after > self.bounds.columns:
            self.tell_once("too-many-columns", f"at most {self.bounds.columns} columns")
        if column < self.bounds.columns:
            cells[min(after, self.bounds.columns) - 1] = None  # so that the row is as wide as its cells
            cells[column] = text
        return after

    def _again(self, text: str | None) -> str | None:
        """The text of the cell above, which a merged cell goes on with; not without end."""
        if len(text or "") > self.bounds.repeated:
            self.tell_once("merged-too-long", "less text in cells that are merged over many rows")
            return None
        self.bounds.repeated -= len(text or "")
        return text

    def _text(self, cell: Element, depth: int) -> str:
        """The text of a cell, a paragraph a line."""
        found = list(self._lines(cell, depth))
        if rest := self.words.rest():
            found.append(rest.as_line)
        return "\n".join(line for line in found if line)

    def _lines(self, cell: Element, depth: int) -> Iterator[str]:
        for block in self.words.opened(cell):
            if local(block) == "p" and (paragraph := self.words.paragraph(block)):
                yield paragraph.as_line
            elif local(block) == "tbl":
                self.words.seen[NESTED] += 1
                yield from self._nested(block, depth)

    def _nested(self, table: Element, depth: int) -> Iterator[str]:
        """A table within a cell: a line a row."""
        if depth >= self.bounds.depth:
            self.tell_once("too-deep", f"tables at most {self.bounds.depth} deep in tables")
            return
        for row in self.words.opened(table):
            if local(row) == "tr":
                cells = [self._text(cell, depth + 1) for cell in self.words.opened(row) if local(cell) == "tc"]
                yield BETWEEN.join(" ".join(text.split("\n")) for text in cells if text)

    def tell_once(self, code: str, expected: str) -> None:
        """Tells of what goes for the whole table, where it is first met."""
        if code not in self.told:
            self.told.add(code)
            self._tell(code, self.grid.name, len(self.grid.rows) + 1, expected)
