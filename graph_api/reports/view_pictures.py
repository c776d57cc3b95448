"""The three pictures of the report as plain data: coverage, the thread board, the milestones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph_api.analyses.coverage import CoverageCell
from graph_api.analyses.headline import count
from graph_api.analyses.milestones import Course, MilestoneLine
from graph_api.analyses.thread_board import LooseEnds, ThreadBoard, thread_board
from graph_api.analyses.thread_rows import BoardCell, BoardRow, Standing
from graph_api.analyses.tiers import TIER_NAMES
from graph_api.explain import listing
from graph_api.reports.parts import coverage_cells, milestone_lines
from graph_api.reports.scope import Scope
from graph_api.reports.words import titled, told_apart

MOST_MILESTONES = 40
LEVELS = ((90, "full"), (70, "most"), (50, "half"), (0, "few"))
"""Shades of the coverage table: at least so many per cent."""
ONE_AT = {2: "corporate objective", 3: "strategy", 4: "service plan or action", 5: "team plan", 6: "staff objective"}
URGENCY = (Course.PASSED, Course.UNDATED, Course.OFF_TRACK, Course.AT_RISK, Course.NOT_REPORTED, Course.ON_TRACK,
           Course.REACHED)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One board at one tier: `83%` and `5 of 6`, with a shade that says nothing more; no figure where nothing is.
    `unknown` says how many of those not joined nothing was asked about.
    """

    percent: str | None = None
    of: str = ""
    unknown: str = ""
    shade: str = "none"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One board's coverage, tier by tier."""

    board: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Coverage by board and tier; `tiers` are the headings."""

    tiers: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class BoardBox:
    """One cell of the thread board: how it is drawn, what it says, and remarks below that."""

    look: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One row of the thread board."""

    title: str
    boxes: tuple[BoardBox, ...]


@dataclass(frozen=True, slots=True)
class BoardTable:
    """The thread board in words: groups of rows, work linked to nothing above, and what must be said about it."""

    tiers: tuple[str, ...]
    groups: tuple[tuple[str, tuple[BoardLine, ...]], ...]
    loose: tuple[BoardBox, ...]
    no_priority: tuple[BoardBox, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The milestones that are shown, by date, undated ones last; how many there are in all; counts in words."""

    lines: tuple[MilestoneLine, ...]
    total: int
    counts: str


def heat_table(scope: Scope) -> HeatTable:
    """Coverage by board and tier, for the tiers in use."""
    cells = coverage_cells(scope)
    tiers = sorted({cell.tier for cell in cells})
    by_board: dict[str, dict[int, CoverageCell]] = {}
    titles: dict[str, str] = {}
    for cell in cells:
        key = cell.board.key if cell.board else ""
        titles[key] = cell.board.title if cell.board else "No lead board recorded"
        by_board.setdefault(key, {})[cell.tier] = cell
    titles = told_apart(titles)
    rows = tuple(HeatRow(titles[key], tuple(_heat(row.get(tier)) for tier in tiers)) for key, row in by_board.items())
    return HeatTable(tuple(scope.tiers[tier] for tier in tiers), rows)


def board_table(scope: Scope) -> BoardTable:
    """The thread board of the whole plan set, whichever board the report is for."""
    board = thread_board(scope.store, scope.check)
    groups = tuple(
        (titled(group.head) if group.head else "", tuple(_line(scope, row) for row in group.rows))
        for group in board.groups)
    return BoardTable(
        tuple(scope.tiers[tier] for tier in board.tiers), groups,
        tuple(_loose(ends) for ends in board.loose_ends),
        tuple(BoardBox("plain", f"{ends.no_priority:,}") if ends.no_priority else BoardBox("beyond", "none")
              for ends in board.loose_ends) if any(ends.no_priority for ends in board.loose_ends) else (),
        tuple(_remarks(scope, board)))


def timeline(scope: Scope) -> Timeline:
    """The milestones that matter most: passed, undated, soon due, last reached; the rest is counted."""
    lines = milestone_lines(scope)
    ranked = sorted(range(len(lines)), key=lambda number: _urgency(lines[number], number))
    shown = sorted(ranked[:MOST_MILESTONES])
    counts = [f"{n:,} {course.value}" for course in URGENCY if (n := sum(line.course is course for line in lines))]
    return Timeline(tuple(lines[number] for number in shown), len(lines), listing(counts))


def _urgency(line: MilestoneLine, number: int) -> tuple[int, int]:
    """Passed ones first, oldest first; of those that were reached the last first."""
    return URGENCY.index(line.course), -number if line.course is Course.REACHED else number


def _heat(cell: CoverageCell | None) -> HeatCell:
    if cell is None:
        return HeatCell()
    shade = next(name for least, name in LEVELS if cell.percent >= least)
    if shade == "few" and cell.unknown == cell.total - cell.joined:
        shade = "unsaid"
    unknown = f"{cell.unknown:,} not known" if cell.unknown else ""
    return HeatCell(f"{cell.percent}%", f"{cell.joined:,} of {cell.total:,}", unknown, shade)


def _line(scope: Scope, row: BoardRow) -> BoardLine:
    title = f"{row.item.title}, beside its priorities" if row.beside else row.item.title
    return BoardLine(title, tuple(_box(scope, cell) for cell in row.cells))


def _box(scope: Scope, cell: BoardCell) -> BoardBox:
    notes = [f"{cell.contained:,} only through a plan"] if cell.contained else []
    match cell.standing:
        case Standing.JOINED:
            stops = [f"{cell.stops:,} with nothing below"] if cell.stops else []
            return BoardBox("joined", f"{cell.count:,}", tuple(stops))
        case Standing.BREAK:
            return BoardBox("break", f"Break: no {_one(scope, cell.tier)}", tuple(notes))
        case Standing.NOT_SAID:
            return BoardBox("unsaid", f"Not known: no {_one(scope, cell.tier)} recorded", tuple(notes))
        case Standing.PASSED:
            return BoardBox("passed", "none here, goes on below", tuple(notes))
        case _:
            return BoardBox("beyond", "none", tuple(notes))


def _one(scope: Scope, tier: int) -> str:
    """One thing of a tier, for "no strategy"; a tier that the council has named is named so."""
    return ONE_AT[tier] if scope.tiers[tier] == TIER_NAMES[tier] else f"item of “{scope.tiers[tier]}”"


def _loose(ends: LooseEnds) -> BoardBox:
    if not ends.nothing_above:
        return BoardBox("beyond", "none")
    notes = [f"{ends.in_a_plan:,} of them part of a plan"] if ends.in_a_plan else []
    notes += [f"{ends.answering:,} of them answer a recommendation or result"] if ends.answering else []
    if ends.asked:
        unasked = ends.nothing_above - ends.asked
        more = [f"and {unasked:,} not asked what they support"] if unasked else []
        return BoardBox("break", f"{ends.asked:,} with nothing above", tuple(more + notes))
    return BoardBox("unsaid", f"Not known: {ends.nothing_above:,} with no link above recorded", tuple(notes))


def _remarks(scope: Scope, board: ThreadBoard) -> Iterable[str]:
    if board.listed:
        names = listing([f"{n:,} at “{scope.tiers[tier]}”" for tier, n in board.listed.items()])
        yield f"Known by name alone, and so not counted in the boxes: {names}."
    if board.unused:
        names = listing([f"“{scope.tiers[tier]}”" for tier in board.unused])
        yield f"There is no column for {names}, since nothing was loaded there."
    if board.twice:
        yield f"{count(board.twice, 'priority stands', 'priorities stand')} under more than one theme, once in each."
    if board.left_out:
        yield f"{count(board.left_out, 'row is', 'rows are')} left out here; the figures of the other parts count them."
