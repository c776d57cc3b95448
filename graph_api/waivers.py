"""Agreed exceptions applied to gaps, in one place and never by a rule. One that fits nothing or has run out is told."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fnmatch import fnmatchcase

from graph_api.results import Gap
from schema.records import Problem, Waiver


def apply_waivers(
    gaps: list[Gap], waivers: tuple[Waiver, ...], as_of: datetime.date
) -> tuple[list[Gap], list[Problem]]:
    """The gaps, the agreed ones with reason, approver and last day; and a problem for each idle waiver."""
    in_force = [waiver for waiver in waivers if as_of <= waiver.until]
    used: set[Waiver] = set()
    marked = []
    for gap in gaps:
        waiver = next((one for one in in_force if _fits(one, gap)), None)
        if waiver:
            used.add(waiver)
        marked.append(replace(gap, waived=_said(waiver)) if waiver else gap)
    return marked, [_idle(waiver, as_of) for waiver in waivers if waiver not in used]


def _fits(waiver: Waiver, gap: Gap) -> bool:
    """Whether the waiver is of the gap's rule and its item, a key or a pattern over keys, is the gap's first."""
    return waiver.rule == gap.rule.code and bool(gap.items) and fnmatchcase(gap.items[0].key, waiver.item)


def _said(waiver: Waiver) -> str:
    approver = f", approved by {waiver.approver}" if waiver.approver else ""
    return f"{waiver.reason} (until {waiver.until.isoformat()}{approver})"


def _idle(waiver: Waiver, as_of: datetime.date) -> Problem:
    if waiver.until < as_of:
        return Problem("waiver-expired", f"The waiver ran out on {waiver.until.isoformat()}.", waiver.source,
                       value=f"{waiver.rule} {waiver.item}", remedy="Mend the gap, or agree the waiver again.")
    return Problem("waiver-unused", "The waiver fits no gap.", waiver.source, value=f"{waiver.rule} {waiver.item}",
                   remedy="Take it out if the gap has been mended, or correct the key.")
