"""Agreed exceptions, from CSV or a sheet: rule, item, reason, approver, until. Read here, applied by the check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from loaders.cells import CellError, text_fault
from loaders.files import PlanFile
from loaders.formats import Gives, format_of
from loaders.grids import tables
from loaders.headings import folded
from loaders.parsed import LIMITS, Scalar
from loaders.problems import near_words, problem
from loaders.read_file import named, read_file
from loaders.sheet import Sheet, filled, words
from schema.dates import DateOrder, Precision, parse_date
from schema.records import Problem, Source, Waiver
from schema.rule import Rule

HEADINGS = ("rule", "item", "reason", "approver", "until")
TABLE = ("waiver", "waivers")
"""What a file or a sheet of waivers is called."""
NEEDED = ("rule", "item", "reason", "approver")


class WaiverRow(NamedTuple):
    """One row as read: its cells by heading, and where it stands."""

    cells: Mapping[str, Scalar]
    source: Source
    order: DateOrder | None = None


def waiver_rows(sheet: Sheet, file: str, order: DateOrder | None = None) -> list[WaiverRow]:
    """The rows of a table of waivers that hold anything; columns with other headings are left aside."""
    names = [folded(heading) for heading in sheet.headings]
    return [
        WaiverRow({name: cell for name, cell in zip(names, row.cells, strict=True) if name in HEADINGS},
                  Source(file=file, sheet=sheet.name, row=row.number), order)
        for row in sheet.rows if any(map(filled, row.cells))]


def read_waivers(path: Path, order: DateOrder | None = None) -> tuple[list[WaiverRow], list[Problem]]:
    """The rows of a file of waivers: CSV, or the first sheet of a workbook that has their headings."""
    file = PlanFile(path, path.name)
    form = format_of(file.name)
    if form is None or form.gives is not Gives.GRIDS:
        return [], [problem("waivers-file", source=file.source)]
    parsed = read_file(file, form, LIMITS)
    for grid in parsed.grids:
        sheets, problems = tables(grid, lambda heading: folded(heading) in HEADINGS, by_name=True)
        held = [sheet for sheet in sheets if "rule" in map(folded, sheet.headings)]
        if held:
            rows = [row for sheet in held for row in waiver_rows(sheet, file.name, order)]
            return rows, [*parsed.problems, *(named(one, file) for one in problems)]
    told = [] if parsed.problems else [problem("waivers-file", "No table of the file has the heading rule.",
                                              source=file.source)]
    return [], [*parsed.problems, *told]


def waivers(rows: Iterable[WaiverRow], rules: Collection[Rule]) -> tuple[tuple[Waiver, ...], list[Problem]]:
    """What the rows agree. One without rule, item, reason or last day is a problem and is not used."""
    codes = {name: code for rule in rules for name, code in ((rule.name, rule.code), (rule.code, rule.code))}
    codes = {code: code for rule in rules for code in rule.also} | codes
    found: list[Waiver] = []
    problems: list[Problem] = []
    for row in rows:
        waiver = _waiver(row, codes)
        (found if isinstance(waiver, Waiver) else problems).append(waiver)  # type: ignore[arg-type]
    return tuple(found), problems


def _waiver(row: WaiverRow, codes: Mapping[str, str]) -> Waiver | Problem:
    cells = {name: words(row.cells.get(name)) for name in HEADINGS}
    for name in NEEDED:
        if not cells[name]:
            code = "waiver-without-reason" if name == "reason" else "waiver"
            return problem(code, f"The waiver names no {name}, so it is not used.",
                           source=row.source._replace(column=name), value=f"{cells['rule']} {cells['item']}".strip())
        if fault := text_fault(cells[name]):
            return problem("waiver", f"The {name} of the waiver cannot be kept, so it is not used.", value=cells[name],
                           expected=fault.expected, remedy=fault.remedy, source=row.source._replace(column=name))
    if cells["rule"] not in codes:
        return problem("waiver-unknown-rule", value=cells["rule"], source=row.source._replace(column="rule"),
                       remedy=_near(cells["rule"], codes))
    try:
        until = parse_date(cells["until"], row.order) if cells["until"] else None
    except (CellError, ValueError):
        until = None
    if until is None or until.precision is not Precision.DAY:
        return problem("waiver", "The waiver has no last day, so it is not used.", value=cells["until"] or None,
                       expected="a day such as 2009-03-31", source=row.source._replace(column="until"))
    return Waiver(codes[cells["rule"]], cells["item"], cells["reason"], cells["approver"], until.end, row.source)


def _near(code: str, codes: Collection[str]) -> str:
    near = near_words(code, codes)
    return f"Did you mean {' or '.join(near)}?" if near else "`goldthread rule` lists the rules."
