"""Everything that a report says, as plain sorted data: the HTML and Markdown reports only lay it out."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.analyses.headline import Headline, count, decisions, headline
from graph_api.reports.parts import due_soon
from graph_api.reports.scope import Scope
from graph_api.reports.view_gaps import (
    ActionLine,
    BoardGaps,
    SilentLine,
    WaivedLine,
    actions,
    board_words,
    boards,
    silence,
    waived,
)
from graph_api.reports.view_method import FindingLine, Method, finding_lines, finding_summary, method
from graph_api.reports.view_pictures import BoardTable, HeatTable, Timeline, board_table, heat_table, timeline
from graph_api.reports.view_since import SinceView, since_view
from graph_api.reports.view_timetable import TimetableView, timetable_views
from graph_api.reports.words import confirmed_words, day, titled

MOST_DUE = 20


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision: what is wrong, what mends it, which board leads, how bad it is, what it clears, and which
    inspectors say the same, if any.
    """

    text: str
    remedy: str
    board: str
    severity: str
    clears: str
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report in its order. Every text is for people and unescaped; every list is sorted."""

    title: str
    as_of: str
    made_up: bool
    about: str
    board: str | None
    headline: Headline
    decisions: tuple[DecisionLine, ...]
    due: tuple[tuple[str, str], ...]
    due_left_out: int
    due_line: str
    coverage: HeatTable
    thread: BoardTable
    timeline: Timeline
    timetables: tuple[TimetableView, ...]
    boards: tuple[BoardGaps, ...]
    silence: tuple[SilentLine, ...]
    silence_left_out: int
    findings: tuple[FindingLine, ...]
    finding_summary: str
    actions: tuple[ActionLine, ...]
    actions_left_out: int
    waived: tuple[WaivedLine, ...]
    method: Method
    since: SinceView | None = None


def report_of(scope: Scope) -> Report:
    """The report of a scope."""
    check = scope.check
    todo, todo_left_out = actions(scope)
    silent, silent_left_out = silence(check)
    due = due_soon(scope)
    return Report(
        title=check.plan_set.title or check.plan_set.name, as_of=day(check.as_of), made_up=check.plan_set.made_up,
        about=check.plan_set.about, board=scope.board.title if scope.board else None,
        headline=headline(scope.store, check), decisions=_decisions(scope),
        due=tuple((titled(one.item), one.date.text) for one in due[:MOST_DUE]),
        due_left_out=max(0, len(due) - MOST_DUE), due_line=_due_line(len(due)),
        coverage=heat_table(scope), thread=board_table(scope), timeline=timeline(scope),
        timetables=timetable_views(scope), boards=boards(scope),
        silence=silent, silence_left_out=silent_left_out,
        findings=finding_lines(scope), finding_summary=finding_summary(scope),
        actions=todo, actions_left_out=todo_left_out, waived=waived(check), method=method(scope),
        since=since_view(scope))


def _decisions(scope: Scope) -> tuple[DecisionLine, ...]:
    return tuple(
        DecisionLine(one.text, one.remedy, board_words(scope, one), one.severity.value, count(one.gaps, "gap"),
                     confirmed_words(one.members, scope.findings))
        for one in decisions(scope.store, scope.check))


def _due_line(number: int) -> str:
    if not number:
        return "Nothing is sure to fall due in the next three months. What has no date, or only a year, cannot be told."
    return f"{count(number, 'thing falls', 'things fall')} due in the next three months."
