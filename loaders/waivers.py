"""Agreed exceptions: CSV with rule, item, reason, approver, until. Read here, applied by the check, never by a rule."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from loaders.delimited import read_sheet
from loaders.files import PlanFile, read_text
from loaders.headings import folded
from loaders.problems import near_words, problem
from loaders.sheet import text as text_of
from loaders.tables import Draft
from schema.records import Problem, Source, Waiver
from schema.rule import Rule

NAMES = ("rule", "item", "reason", "approver", "until")


def read_waivers(path: Path, rules: Collection[Rule]) -> tuple[tuple[Waiver, ...], list[Problem]]:
    """The waivers of a CSV file. One without rule, item, reason or a day for `until` is a problem and is not used."""
    file = PlanFile(path, path.name)
    text, problems = read_text(file)
    draft = Draft(problems=problems)
    sheet = read_sheet(draft, file, text) if text is not None else None
    if sheet is None:
        return (), problems
    names = [folded(heading) for heading in sheet.headings]
    codes = {code: rule.code for rule in rules for code in (rule.code, rule.name, *rule.also)}
    rows = [(number, dict(zip(names, map(text_of, cells), strict=True))) for number, cells in sheet.rows]
    read = [_waiver(row, Source(file=file.name, row=number), codes, problems) for number, row in rows]
    return tuple(waiver for waiver in read if waiver), problems


def _waiver(row: dict[str, str], source: Source, codes: dict[str, str], problems: list[Problem]) -> Waiver | None:
    cells = {name: row.get(name, "").strip() for name in NAMES}
    for name in ("rule", "item", "reason"):
        if not cells[name]:
            problems.append(problem("waiver", f"The waiver names no {name}, so it is not used.",
                                    source=source._replace(column=name)))
            return None
    if cells["rule"] not in codes:
        problems.append(problem("waiver", "The waiver names a rule that is not there.", value=cells["rule"],
                                source=source._replace(column="rule"), remedy=_near(cells["rule"], codes)))
        return None
    try:
        until = date.fromisoformat(cells["until"])
    except ValueError:
        problems.append(problem("waiver", "The waiver has no last day, so it is not used.", value=cells["until"],
                                expected="a day such as 2009-03-31", source=source._replace(column="until")))
        return None
    return Waiver(codes[cells["rule"]], cells["item"], cells["reason"], cells["approver"], until, source)


def _near(code: str, codes: dict[str, str]) -> str:
    near = near_words(code, codes)
    return f"Did you mean {' or '.join(near)}?" if near else "`goldthread rule` lists the rules."
