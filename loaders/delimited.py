"""CSV and tab-separated text as spreadsheets save them: rows of cells, and what breaks the format."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from loaders.files import PlanFile, decoded
from loaders.grids import tables
from loaders.parsed import LIMITS, Grid, Parsed, Scalar
from loaders.problems import problem
from loaders.sheet import Sheet
from loaders.tables import Draft
from schema.records import Problem, Source

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
# The module's own limit on a cell would stop the whole file; ours is `cells.CELL_LIMIT`, and costs one cell.
csv.field_size_limit(2**31 - 1)

Rows = list[list[Scalar] | None]


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The cells of a file; a row that breaks the format is None and told, and reading goes on with the next."""
    text, problems = decoded(data)
    if text is None:
        return Parsed(problems=problems)
    return Parsed([Grid(None, rows(text, problems, int(limits["rows"])))], problems=problems)


def parse_lines(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The lines of a file, each a row of one cell, for whoever knows better what parts its cells."""
    text, problems = decoded(data)
    lines = [] if text is None else text.splitlines()
    most = int(limits["rows"])
    found: Rows = [[line] for line in lines[:most]]
    return Parsed([Grid(None, found)] if found else [], problems=problems + _beyond(len(lines), most))


def read_sheet(draft: Draft, file: PlanFile, text: str) -> Sheet | None:
    """The one table of a text that holds no plan data, such as a list of waivers."""
    problems: list[Problem] = []
    grid = Grid(None, rows(text, problems, int(LIMITS["rows"])))
    found, told = tables(grid, lambda _heading: False)
    draft.problems += [replace(one, source=one.source._replace(file=file.name)) for one in problems + told]
    return found[0] if found else None


def rows(text: str, problems: list[Problem], most: int) -> Rows:
    """Every row of the text; what is wrong is added to the problems."""
    # newline="" leaves line ends inside quoted cells alone, and knows all three sorts of them.
    lines = io.StringIO(text, newline="")
    delimiter, named = _delimiter(text)
    if named:
        lines.readline()
    elif delimiter not in ",\t":
        problems.append(problem("file-read-as", f"The cells are parted by {DELIMITERS[delimiter]}."))
    start = lines.tell()
    found: Any
    try:
        # Nearly all files are read whole by this one call.
        found = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        lines.seek(start)
        found = list(_rows_that_can(csv.reader(lines, delimiter=delimiter, strict=True), problems))
    problems += _beyond(len(found), most)
    return cast(Rows, found[:most])


def _beyond(count: int, most: int) -> list[Problem]:
    """What to say where there are more rows than the limit."""
    return [] if count <= most else [problem(
        "too-many-rows", f"The file has {count:,} rows; those after row {most:,} were not read.",
        source=Source(row=most + 1), expected=f"at most {most:,} rows")]


def _rows_that_can(reader: Iterator[list[str]], problems: list[Problem]) -> Iterator[list[str] | None]:
    """The rows that can be read, of a file with some that cannot."""
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source = Source(row=number)
            if "end of data" in str(error):
                problems.append(problem(
                    "truncated", "A quoted cell that begins in this row never ends; all from this row on was lost.",
                    source=source))
                return
            problems.append(problem("syntax", f"The row cannot be read: {error}.", source=source))
            yield None


def _delimiter(text: str) -> tuple[str, bool]:
    """The sign that parts the cells, told from the heading line, and whether a line of its own names it."""
    first = re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], True
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count), False
