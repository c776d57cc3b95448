"""The report as JSON: what it says first, by parts, with the whole check beside it."""

from __future__ import annotations

from graph_api.analyses.coverage import CoverageCell
from graph_api.analyses.headline import Decision, Headline, decisions, headline
from graph_api.analyses.inventory import PlanLine, inventory
from graph_api.analyses.milestones import MilestoneLine
from graph_api.analyses.summary import By, SummaryLine, gap_summary
from graph_api.analyses.timetable import ReportLine, Timetable
from graph_api.reports.check_json import check_document, finding_json, plain, source_json
from graph_api.reports.parts import coverage_cells, milestone_lines
from graph_api.reports.plain import Json, item_json, to_json
from graph_api.reports.scope import Scope
from graph_api.reports.since_json import baseline_json
from graph_api.reports.view_timetable import timetable_lines

SCHEMA = "goldthread.report/1"


def json_report(scope: Scope) -> str:
    """The report as JSON text, sorted, the same bytes for the same input; nothing is left out for length."""
    return to_json(report_document(scope))


def report_document(scope: Scope) -> Json:
    """The report as plain lists and mappings. `check` is goldthread.gaps/1, of one board where one is asked for."""
    store, check = scope.store, scope.check
    return {
        "schema": SCHEMA,
        "planSet": check.plan_set.name,
        "title": check.plan_set.title,
        "asOf": check.as_of.isoformat(),
        "madeUp": check.plan_set.made_up,
        "board": item_json(scope.board),
        "headline": _headline(headline(store, check)),
        "decisions": [_decision(one) for one in decisions(store, check)],
        **({"since": baseline_json(check.since)} if check.since else {}),
        "inventory": [_plan(line) for line in inventory(store)],
        "coverage": [_cell(cell, scope) for cell in coverage_cells(scope)],
        "summaryByBoard": [_summary(line) for line in gap_summary(store, check, By.BOARD)],
        "milestones": [_milestone(line) for line in milestone_lines(scope)],
        "timetables": [_timetable(one) for one in timetable_lines(scope)],
        "findings": [finding_json(result) for result in sorted(check.findings, key=lambda one: one.finding.id)],
        "check": check_document(check),
    }


def _headline(found: Headline) -> Json:
    return {
        "sentence": found.sentence, "inventoryLine": found.inventory_line, "counted": found.counted,
        "high": found.high, "medium": found.medium, "low": found.low, "breaksInTheThread": found.broken,
        "silent": found.silent, "waived": found.waived, "plansRead": found.plans_read,
        "plansListed": found.plans_listed, "plansAbsent": found.plans_absent,
    }


def _decision(one: Decision) -> Json:
    return {
        "text": one.text, "remedy": one.remedy, "board": item_json(one.board), "severity": one.severity.value,
        "gaps": sorted(gap.id for gap in one.members), "cause": one.cause.id if one.cause else None,
    }


def _plan(line: PlanLine) -> Json:
    return {
        **(item_json(line.ref) or {}), "state": line.state.value, "status": line.status, "start": plain(line.start),
        "end": plain(line.end), "updated": plain(line.updated), "source": source_json(line.source),
        "expectedBy": item_json(line.expected_by),
    }


def _cell(cell: CoverageCell, scope: Scope) -> Json:
    return {"board": item_json(cell.board), "tier": cell.tier, "tierName": scope.tiers[cell.tier],
            "joined": cell.joined, "total": cell.total, "unknown": cell.unknown}


def _summary(line: SummaryLine) -> Json:
    return {"board": line.key or None, "title": line.title, "high": line.high, "medium": line.medium, "low": line.low,
            "silent": line.silent, "waived": line.waived}


def _milestone(line: MilestoneLine) -> Json:
    return {**(item_json(line.item) or {}), "plan": item_json(line.plan), "partOf": item_json(line.holder),
            "date": plain(line.date), "course": line.course.value, "status": line.status}


def _timetable(one: Timetable) -> Json:
    return {
        "document": item_json(one.document), "lines": [_report(line) for line in one.lines],
        "recipients": [{**(item_json(to.body) or {}), "reports": to.reports} for to in one.recipients],
        "unserved": [item_json(body) for body in one.unserved],
    }


def _report(line: ReportLine) -> Json:
    return {
        **(item_json(line.report) or {}), "recipients": [item_json(body) for body in line.recipients],
        "cadence": line.cadence, "due": plain(line.due), "issued": plain(line.issued), "course": line.course.value,
        "status": line.status, "source": source_json(line.source), "expectedBy": item_json(line.expected_by),
    }
