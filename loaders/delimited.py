"""CSV and tab-separated text as spreadsheets save them: rows of cells, and what breaks the format."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, cast

from loaders.files import PlanFile, decoded
from loaders.grids import tables
from loaders.parsed import LIMITS, Grid, Parsed, Scalar
from loaders.problems import problem
from loaders.sheet import Sheet, letter
from loaders.tables import Draft
from schema.records import Problem, Source

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
# The module's own limit on a cell would stop the whole file; ours is `cells.CELL_LIMIT`, and costs one cell.
csv.field_size_limit(2**31 - 1)
MOST_TOLD = 100
"""Rows of one file that are told one by one because they cannot be read; the others are counted."""

Rows = list[list[Scalar] | None]


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The cells of a file; a row that breaks the format is None and told, and reading goes on with the next."""
    text, problems = decoded(data)
    if text is None:
        return Parsed(problems=problems)
    return Parsed([Grid(None, rows(text, problems, limits))], problems=problems)


def parse_lines(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The lines of a file, each a row of one cell, for whoever knows better what parts its cells."""
    text, problems = decoded(data)
    lines = (line.rstrip("\n") for line in io.StringIO(text or "", newline=None))
    most = int(limits["rows"])
    found: Rows = [[line] for line in islice(lines, most)]
    return Parsed([Grid(None, found)] if found else [], problems=problems + _beyond(lines, most))


def read_sheet(draft: Draft, file: PlanFile, text: str) -> Sheet | None:
    """The one table of a text that holds no plan data, such as a list of waivers."""
    problems: list[Problem] = []
    grid = Grid(None, rows(text, problems, LIMITS))
    found, told = tables(grid, lambda _heading: False)
    draft.problems += [replace(one, source=one.source._replace(file=file.name)) for one in problems + told]
    return found[0] if found else None


def rows(text: str, problems: list[Problem], limits: Mapping[str, float]) -> Rows:
    """The rows of the text, as many and as wide as the limits allow; what is wrong is added to the problems."""
    # newline="" leaves line ends inside quoted cells alone, and knows all three sorts of them.
    lines = io.StringIO(text, newline="")
    delimiter, named = _delimiter(text)
    if named:
        lines.readline()
    elif delimiter not in ",\t":
        problems.append(problem("file-read-as", f"The cells are parted by {DELIMITERS[delimiter]}."))
    start, most = lines.tell(), int(limits["rows"])
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    found: Any
    try:
        # Nearly all files are read whole by this one call.
        found = list(islice(reader, most))
    except csv.Error:
        lines.seek(start)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        found = list(_rows_that_can(reader, problems, most))
    problems += _beyond(reader, most)
    _narrowed(found, int(limits["columns"]), problems)
    return cast(Rows, found)


def _beyond(rest: Iterator[Any], most: int) -> list[Problem]:
    """What to say of rows beyond the limit, where there are any: they are counted and never kept."""
    count = most
    try:
        for _ in rest:
            count += 1
        said = f"{count:,}"
    except csv.Error:
        said = f"more than {count:,}"
    return [] if said == f"{most:,}" else [problem(
        "too-many-rows", f"The file has {said} rows; those after row {most:,} were not read.",
        source=Source(row=most + 1), expected=f"at most {most:,} rows (rows)")]


def _narrowed(found: list[list[str] | None], most: int, problems: list[Problem]) -> None:
    """Cuts rows that are wider than the limit; the columns beyond it that hold anything are told once."""
    try:
        widest = max(map(len, cast(list[list[str]], found)), default=0)
    except TypeError:  # a row that could not be read
        widest = max(len(row or ()) for row in found)
    first, last, at = -1, -1, None
    for number, row in enumerate(found if widest > most else (), 1):
        if row is None or len(row) <= most:
            continue
        beyond = row[most:]
        del row[most:]
        if any(beyond):
            begins = most + next(index for index, cell in enumerate(beyond) if cell)
            ends = most + len(beyond) - 1 - next(index for index, cell in enumerate(reversed(beyond)) if cell)
            first, last, at = begins if at is None else min(first, begins), max(last, ends), at or number
    if at is not None:
        problems.append(problem(
            "too-many-columns", f"Columns {letter(first)} to {letter(last)} hold something; they were not read.",
            source=Source(row=at, column=letter(first)), expected=f"at most {most:,} columns (columns)"))


def _rows_that_can(reader: Iterator[list[str]], problems: list[Problem], most: int) -> Iterator[list[str] | None]:
    """The rows that can be read, of a file with some that cannot; at most so many of both."""
    broken: list[tuple[int, str]] = []
    for number in range(1, most + 1):
        try:
            yield next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            if "end of data" in str(error):
                problems.append(problem(
                    "truncated", "A quoted cell that begins in this row never ends; all from this row on was lost.",
                    source=Source(row=number)))
                break
            broken.append((number, str(error)))
            yield None
    problems += _told(broken)


def _told(broken: list[tuple[int, str]]) -> Iterator[Problem]:
    """What to say of rows that cannot be read: of the first each, of the others how many there are."""
    for number, why in broken[:MOST_TOLD]:
        yield problem("syntax", f"The row cannot be read: {why}.", source=Source(row=number))
    if len(broken) > MOST_TOLD:
        yield problem("syntax", f"This and {len(broken) - MOST_TOLD - 1:,} more rows cannot be read either.",
                      source=Source(row=broken[MOST_TOLD][0]))


def _delimiter(text: str) -> tuple[str, bool]:
    """The sign that parts the cells, told from the heading line, and whether a line of its own names it."""
    first = re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], True
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count), False
