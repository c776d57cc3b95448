"""CSV and tab-separated text as spreadsheets save them: a heading row, and rows that it explains."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import count

from loaders.files import PlanFile
from loaders.problems import problem
from loaders.sheets import Row, Sheet
from loaders.tables import Draft
from schema.records import Source

DELIMITERS = ",;\t|"
# The module's own limit on a cell would stop the whole file; ours is `cells.CELL_LIMIT`, and costs one cell.
csv.field_size_limit(2**31 - 1)


def read_sheet(draft: Draft, file: PlanFile, text: str) -> Sheet | None:
    """The headings and rows of a file; what breaks the format is told, and reading goes on with the next row."""
    rows = iter(_rows(draft, file, text))
    first = next((row for row in rows if any(map(str.strip, row.cells))), None)
    if first is None:
        return None
    headings = [" ".join(cell.split()) for cell in first.cells]
    width, kept, empty = len(headings), [], []
    for row in rows:
        cells = row.cells
        if len(cells) == width and cells[0]:
            kept.append(row)  # nearly all rows; the rest is looked at closely
        elif not any(map(str.strip, cells)):
            empty.append(row.number)
        else:
            kept.append(_fitted(draft, file, row, width))
    if empty:
        draft.problems.append(problem(
            "row-empty", f"{len(empty)} rows hold nothing but blanks." if len(empty) > 1 else "",
            source=Source(file=file.name, row=empty[0])))
    return Sheet(headings, first.number, kept)


def _fitted(draft: Draft, file: PlanFile, row: Row, width: int) -> Row:
    """The row with as many cells as there are headings; more than blanks beyond them is told."""
    beyond = row.cells[width:]
    if any(map(str.strip, beyond)):
        draft.problems.append(problem(
            "row-too-long", source=Source(file=file.name, row=row.number), value="; ".join(beyond),
            expected=f"{width} cells"))
    return Row(row.number, row.cells[:width] + [""] * (width - len(row.cells)))


def _rows(draft: Draft, file: PlanFile, text: str) -> Iterable[Row]:
    """Every row of the text that can be read, with its number."""
    # newline="" leaves line ends inside quoted cells alone, and knows all three sorts of them.
    lines = io.StringIO(text, newline="")
    delimiter, named = _delimiter(text)
    if named:
        lines.readline()
    start = lines.tell()
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return [Row(number, cells) for number, cells in enumerate(reader, 1)]
    except csv.Error:
        lines.seek(start)
        return _rows_that_can(draft, file, csv.reader(lines, delimiter=delimiter, strict=True))


def _rows_that_can(draft: Draft, file: PlanFile, reader: Iterator[list[str]]) -> Iterator[Row]:
    """The rows that can be read, of a file with some that cannot."""
    for number in count(1):
        try:
            yield Row(number, next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            source = Source(file=file.name, row=number)
            if "end of data" in str(error):
                draft.problems.append(problem(
                    "truncated", "A quoted cell that begins in this row never ends; all from this row on was lost.",
                    source=source))
                return
            draft.problems.append(problem("syntax", f"The row cannot be read: {error}.", source=source))


def _delimiter(text: str) -> tuple[str, bool]:
    """The sign that parts the cells, told from the heading line, and whether a line of its own names it."""
    first = re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], True
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count), False
