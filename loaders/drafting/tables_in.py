"""The tables of a file for which a mapping is to be drafted, from whatever format."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from loaders.drafting.draft import DraftTable
from loaders.drafting.guess import known_heading
from loaders.files import PlanFile
from loaders.formats import format_of
from loaders.grids import tables
from loaders.mapping.by_path import Use, paths_in, sheet_at
from loaders.mapping.declared import like, plain
from loaders.parsed import LIMITS
from loaders.problems import problem
from loaders.read_file import read_file
from loaders.sheet import Row, Sheet
from schema.records import Problem


def draft_tables(
    path: Path, sheet: str | None = None, limits: Mapping[str, float] = LIMITS
) -> tuple[list[DraftTable], list[Problem]]:
    """The tables of a file, or of those of its sheets that are called so, and what could not be read of it.

    Hidden sheets are left out, unless they are named.
    """
    file = PlanFile(path, path.name)
    form = format_of(path.name)
    if form is None:
        return [], [problem("file-unknown", source=file.source)]
    parsed = read_file(file, form, limits)
    found, problems = [], list(parsed.problems)
    for grid in parsed.grids:
        if not grid.hidden if sheet is None else like(plain(sheet), plain(grid.name or "")):
            sheets, told = tables(grid, known_heading)
            problems += told
            found += [DraftTable(table) for table in sheets if table.rows]
    paths = paths_in(parsed.document) if sheet is None else []
    for where in paths:
        inner = tuple(other.removeprefix(where + ".") for other in paths if other.startswith(where + "."))
        use = partial(_use, inner)
        records = sheet_at(file, parsed.document, where, (), problems, use, limits)
        kept = [at for at, heading in enumerate(records.headings) if use(heading) is not Use.LEFT]
        found.append(DraftTable(Sheet([records.headings[at] for at in kept], records.top, [
            Row(row, [cells[at] for at in kept]) for row, cells in records.rows]), where))
    return found, problems


def _use(inner: tuple[str, ...], heading: str) -> Use:
    """Headings of records further in are left to the table of their own path."""
    return Use.LEFT if heading.startswith(inner) else Use.UNKNOWN
