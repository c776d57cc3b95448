"""A check as JSON, goldthread.gaps/1: the saved form of a check, sorted, the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph_api.reports.plain import Json, item_json, to_json
from graph_api.reports.since_json import rest_json, seen_json, since_gap_json, since_json
from graph_api.results import Cause, Check, Evidence, FindingResult, Gap
from graph_api.seen import PackedSeen
from schema.dates import PlanDate
from schema.fields import Value
from schema.kinds import PERSONAL
from schema.records import Problem, Source

SCHEMA = "goldthread.gaps/1"


def check_json(check: Check, seen: PackedSeen | None = None) -> str:
    """The whole check, silent and waived gaps too, ending with a new line; with what it looked at, if given."""
    return to_json(check_document(check, seen))


def check_document(check: Check, seen: PackedSeen | None = None) -> Json:
    """The check as plain lists and mappings, in the order of the contract.

    Without `seen` a later check cannot tell what was mended from what nobody looks at any more.
    """
    rests = seen.rests if seen else {}
    return {
        "schema": SCHEMA,
        "asOf": check.as_of.isoformat(),
        "planSet": check.plan_set.name,
        "title": check.plan_set.title,
        "madeUp": check.plan_set.made_up,
        "lookedAt": {code: {"n": looked.n, "state": looked.state.value}
                     for code, looked in sorted(check.looked_at.items())},
        "listed": dict(sorted(check.listed.items())),
        "tuned": [{"rule": rule.code, "changed": list(rule.tuned), "because": rule.because, "inUse": rule.in_use}
                  for rule in sorted(check.tuned, key=lambda rule: rule.code)],
        "gaps": [{**_gap(gap), **since_gap_json(check.since, gap.id), **rest_json(rests.get(gap.id))}
                 for gap in sorted(check.gaps, key=_gap_order)],
        "causes": [_cause(cause) for cause in sorted(check.causes, key=lambda cause: cause.id)],
        "problems": sorted((problem_json(problem) for problem in check.problems), key=_problem_order),
        "findings": [finding_json(result) for result in sorted(check.findings, key=lambda one: one.finding.id)],
        **since_json(check.since),
        "seen": seen_json(seen),
    }


def plain(value: Value | None) -> Any:
    """A value that JSON can hold: a date as it was written, a whole number without a point, words as a list."""
    if isinstance(value, PlanDate):
        return value.text
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def shown_values(values: Iterable[tuple[str, Value | None]]) -> list[tuple[str, Value | None]]:
    """The values that may be shown: what is about a person is left out."""
    return [(name, value) for name, value in values if name.rpartition(".")[2].lstrip("@") not in PERSONAL]


def source_json(source: Source) -> Json:
    """Where something stands, every part of it."""
    return source._asdict()


def problem_json(problem: Problem) -> Json:
    """A problem, with its place, what was expected and what to do. Loading has kept back what is about a person."""
    source = problem.source
    return {
        "code": problem.code,
        "message": problem.message,
        "file": source.file, "sheet": source.sheet, "row": source.row, "column": source.column,
        "value": problem.value,
        "expected": problem.expected,
        "remedy": problem.remedy,
    }


def finding_json(result: FindingResult) -> Json:
    """A finding, with what has become of it and why."""
    finding = result.finding
    return {
        "id": finding.id,
        "source": source_json(finding.source),
        "by": finding.by,
        "says": finding.says,
        "rule": finding.rule,
        "wanting": finding.wanting,
        "items": list(finding.items),
        "state": result.state.value,
        "why": result.why,
        "gaps": sorted(result.gaps),
    }


def _gap(gap: Gap) -> Json:
    return {
        "id": gap.id,
        "rule": gap.rule.code,
        "severity": gap.severity.value,
        "proof": gap.proof.value,
        "confirmedBy": sorted(gap.confirmed_by),
        "waived": gap.waived,
        "firstSeen": gap.first_seen.isoformat() if gap.first_seen else None,
        "items": [item_json(item) for item in gap.items],
        "cause": gap.cause,
        "evidence": [_evidence(one) for one in gap.evidence],
        "message": gap.message,
        "remedy": gap.remedy,
        "owner": item_json(gap.owner),
        "board": item_json(gap.board),
        "sources": [{"of": "rule", **source_json(source)} for source in gap.rule_sources]
        + [{"of": "record", **source_json(source)} for source in gap.record_sources],
    }


def _evidence(evidence: Evidence) -> Json:
    values = {name: plain(value) for name, value in shown_values(evidence.values)}
    return {"test": evidence.test, "proof": evidence.proof.value, "values": values}


def _cause(cause: Cause) -> Json:
    return {
        "id": cause.id,
        "kind": cause.kind.value,
        "item": item_json(cause.item),
        "says": cause.says,
        "cutOff": cause.cut_off,
        "mends": cause.mends,
        "counted": cause.counted,
        "severity": cause.severity.value,
        "remedy": cause.remedy,
        "board": item_json(cause.board),
    }


def _gap_order(gap: Gap) -> tuple[str, str, tuple[str, ...], str]:
    return gap.rule.code, gap.items[0].kind if gap.items else "", tuple(item.key for item in gap.items), gap.id


def _problem_order(problem: Json) -> tuple[str, str, int, str, str, str]:
    return (problem["file"] or "", problem["sheet"] or "", problem["row"] or 0, problem["column"] or "",
            problem["code"], problem["message"])
