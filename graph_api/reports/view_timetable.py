"""Who gets which report: the timetables as plain data, a table each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph_api.analyses.headline import count
from graph_api.analyses.timetable import NO_LINE, Course, ReportLine, Timetable, timetables
from graph_api.explain import listing
from graph_api.reports.scope import Scope

MOST_REPORTS = 60


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in words: its title, who gets it, when, and how it stands."""

    title: str
    goes_to: str
    when: str
    status: str


@dataclass(frozen=True, slots=True)
class TimetableView:
    """One timetable: its title, what strikes one about it, and its rows; `left_out` more are in the JSON report."""

    title: str
    remarks: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    left_out: int


def timetable_lines(scope: Scope) -> list[Timetable]:
    """The timetables; for one board only with the reports that it gets."""
    found = timetables(scope.store, scope.check.as_of)
    board = scope.board
    if board is None:
        return list(found)
    kept = (replace(one, lines=tuple(line for line in one.lines if board in line.recipients)) for one in found)
    return [one for one in kept if one.lines]


def timetable_views(scope: Scope) -> tuple[TimetableView, ...]:
    """Each timetable as a report shows it."""
    found = timetable_lines(scope)
    return tuple(_view(one, whole=scope.board is None) for one in found)


def _view(one: Timetable, *, whole: bool) -> TimetableView:
    title = one.document.title if one.document else "Reports that stand in no timetable"
    rows = tuple(_row(line) for line in one.lines[:MOST_REPORTS])
    return TimetableView(title, _remarks(one) if whole else (), rows, max(0, len(one.lines) - MOST_REPORTS))


def _remarks(one: Timetable) -> tuple[str, ...]:
    present = sum(line.course is not Course.ABSENT for line in one.lines)
    found = [f"{count(present, 'report')} in all."]
    if nobody := len(one.to_nobody):
        found.append(f"For {nobody:,} of them no recipient is recorded.")
    if absent := len(one.lines) - present:
        found.append(f"{absent:,} more {'is' if absent == 1 else 'are'} expected and not recorded.")
    if agreed := sum(line.status.endswith(NO_LINE) and line.course is not Course.ABSENT for line in one.lines):
        found.append(f"{agreed:,} {'was' if agreed == 1 else 'were'} agreed and not put into the timetable.")
    if one.document and one.unserved and not any(to.body.kind == "Partnership" for to in one.recipients):
        found.append("None of them goes to a partnership.")
    return tuple(found)


def _row(line: ReportLine) -> ReportRow:
    status = line.status[:1].upper() + line.status[1:]
    if line.expected_by:
        status += f"; expected by {line.expected_by.title}"
    nobody = "Not recorded" if line.course is Course.ABSENT else "No recipient recorded"
    return ReportRow(line.report.title, listing([body.title for body in line.recipients]) or nobody,
                     line.cadence or (line.due.text if line.due else "Not recorded"), status)
