"""What must be true of everything that was parsed: it became a record, or it was told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from loaders.cells import title_key
from loaders.parsed import Grid, Parsed
from loaders.problems import shortened
from loaders.sheet import filled
from loaders.tables import Draft
from schema.problems import Level
from schema.records import Problem

COUNTED = ("rows-filtered", "rows-sections", "rows-joined", "example-row", "row-empty")
"""Notes that say how many rows they stand for."""
WHOLE = ("sheet-unknown", "sheet-hidden", "table-unread", "sheet-empty", "heading-missing", "kind-unknown")
"""Problems that say of a whole sheet, or of all records of a kind, that it was not read."""


class FoundError(AssertionError):
    """What a damaged file did that it must not."""


def forgotten(draft: Draft, parsed: Parsed, form: str) -> None:
    """FoundError where something of what was parsed is neither a record nor told."""
    if any(told.source.row is None and told.source.sheet is None and _excuses(told) for told in draft.problems):
        return  # the file as a whole was given up, and that was said
    if form == "lines":
        _lines(draft, parsed)
    else:
        for grid in parsed.grids:
            _rows(draft, grid)
    _entries(draft, parsed)
    if parsed.passages:
        _words(draft, parsed)


def _excuses(told: Problem) -> bool:
    return told.level is Level.ERROR or told.code in WHOLE


def _rows(draft: Draft, grid: Grid) -> None:
    """Each filled row below the headings is a record, or told by its number, or counted in a note."""
    shown = None if grid.name is None else shortened(grid.name)  # problems show no control signs
    mine = [told for told in draft.problems if told.source.sheet == shown]
    if any((told.source.row is None and _excuses(told)) or told.code in WHOLE for told in mine):
        return
    recorded = {record.source.row for record in draft.records if record.source.sheet == grid.name}
    told = {one.source.row for one in mine if one.code not in COUNTED}
    counted = sum(_number(one.message) for one in mine if one.code in COUNTED)
    rows = [(number, row) for number, row in enumerate(grid.rows, grid.first_row) if row and any(map(filled, row))]
    top = next((at for at, (_, row) in enumerate(rows) if sum(map(filled, row)) > 1), len(rows))
    if any(one.code == "rows-above-headings" for one in mine):  # the headings stand right above the first record
        first = min((row for row in recorded if row), default=0)
        top = next((at for at, (number, _) in enumerate(rows) if number >= first - 1), top)
    headings = [row for _, row in rows[:top + 1]]  # they may come again on each page
    lost = [number for number, row in rows[top + 1:] if number not in recorded | told and row not in headings]
    if len(lost) > counted:
        raise FoundError(f"row {lost[0]} of {grid.name} was forgotten")


def _number(message: str) -> int:
    found = re.search("[0-9][0-9,]*", message)
    return int(found[0].replace(",", "")) if found else 1


def _entries(draft: Draft, parsed: Parsed) -> None:
    """Each entry of a document is a record or told."""
    entries = sum(1 for _ in _listed(parsed.document))
    if any(told.code in WHOLE for told in draft.problems):
        return
    if entries > len(draft.records) + len(draft.problems):
        raise FoundError(f"of {entries} entries {len(draft.records)} are records")


def _listed(document: Any) -> Iterator[Any]:
    if isinstance(document, Mapping):
        for name, value in document.items():
            if name == "tables" and isinstance(value, list):
                for table in value:
                    yield from table.get("records") or () if isinstance(table, Mapping) else ()
            elif isinstance(value, list):
                yield from value


def _words(draft: Draft, parsed: Parsed) -> None:
    """All words of a paper stand in its passages."""
    there = sum(len(passage.text.split()) for passage in parsed.passages)
    kept = sum(len(str(cell.value).split()) for record in draft.records for name, cell in record.cells.items()
               if name == "text")
    if kept < there and not any(told.level is Level.ERROR for told in draft.problems):
        raise FoundError(f"of {there} words {kept} were kept")


def _lines(draft: Draft, parsed: Parsed) -> None:
    """Of each row of a committee table something stands in a record, or its line is told."""
    known = title_key(" ".join(str(cell.value) for record in draft.records for cell in record.cells.values()))
    told = {one.source.row for one in draft.problems}
    if None in told:
        return
    headings = 0
    for grid in parsed.grids:
        for number, row in enumerate(grid.rows, grid.first_row):
            cells = [title_key(re.sub("<[^<>]*>", " ", cell)) for cell in str(row[0] if row else "").split("\t")]
            headings += "recommendation" in cells
            full = [cell for cell in cells if len(cell) > 3]
            if headings and len(full) > 1 and "recommendation" not in cells and number not in told and not any(
                    cell in known for cell in full) and min(told, default=number) >= number:
                raise FoundError(f"line {number} was forgotten")
