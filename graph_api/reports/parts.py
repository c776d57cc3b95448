"""The analyses as a report wants them: narrowed to one board where that is asked for."""

from __future__ import annotations

from graph_api.analyses.coverage import CoverageCell, coverage
from graph_api.analyses.milestones import Due, MilestoneLine, falls_due, milestones
from graph_api.reports.scope import Scope, led_by

DUE_DAYS = 92


def coverage_cells(scope: Scope) -> list[CoverageCell]:
    """Coverage by board and tier."""
    wanted = scope.board.key if scope.board else None
    return [cell for cell in coverage(scope.store) if wanted is None or (cell.board and cell.board.key == wanted)]


def milestone_lines(scope: Scope) -> list[MilestoneLine]:
    """Milestones by date, undated ones last."""
    found = milestones(scope.store, scope.check.as_of)
    return [line for line in found if led_by(scope.store, line.item.key, scope.board)]


def due_soon(scope: Scope) -> list[Due]:
    """What falls due in the next three months."""
    found = falls_due(scope.store, scope.check.as_of, DUE_DAYS)
    return [one for one in found if led_by(scope.store, one.item.key, scope.board)]
