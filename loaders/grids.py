"""Provisional: the first row that holds anything is the heading row. (The whole of it is being written.)"""

from __future__ import annotations

from collections.abc import Callable

from loaders.parsed import Grid
from loaders.problems import problem
from loaders.sheet import Row, Sheet, filled, words
from schema.records import Problem, Source


def tables(grid: Grid, knows: Callable[[str], bool]) -> tuple[list[Sheet], list[Problem]]:  # noqa: ARG001
    """The tables of a grid."""
    rows = [(grid.first_row + i, row) for i, row in enumerate(grid.rows) if row is not None]
    at = next((i for i, (_, row) in enumerate(rows) if any(map(filled, row))), None)
    if at is None:
        return [], []
    top, first = rows[at]
    headings = [words(cell) for cell in first]
    width, kept, empty, problems = len(headings), [], [], []
    for number, cells in rows[at + 1:]:
        if len(cells) == width and cells[0]:
            kept.append(Row(number, cells))
        elif not any(map(filled, cells)):
            empty.append(number)
        else:
            beyond = [str(cell) for cell in cells[width:] if filled(cell)]
            if beyond:
                problems.append(problem("row-too-long", source=Source(row=number), value="; ".join(beyond),
                                        expected=f"{width} cells"))
            kept.append(Row(number, cells[:width] + [""] * (width - len(cells))))
    if empty:
        problems.append(problem("row-empty", f"{len(empty)} rows hold nothing but blanks." if len(empty) > 1 else "",
                                source=Source(row=empty[0])))
    return [Sheet(headings, top, kept, grid.name, grid.about)], problems
