"""A check as SARIF 2.1.0, the form that code scanners and their viewers share (OASIS, 2020).

A gap is a result: high is an error, medium a warning, low a note. What only silence says is `open`: nobody had enough
to decide. What an earlier check had stands in `baselineState`, an agreed exception in `suppressions`. Written as plain
data: the libraries for it (sarif-om, sarif-tools) are for reading, or no longer kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from graph_api.reports.plain import Json, to_json
from graph_api.results import Check, Compared, Gap, ItemRef, KnownGap, Standing
from schema.problems import Level
from schema.records import Problem, Source
from schema.rule import Rule, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
TOLD = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}
STATES = {Standing.NEW: "new", Standing.REOPENED: "new", Standing.OPEN: "unchanged"}
FINGERPRINT = "goldthreadGap/v1"
BASE = "PLANS"
LINED = (".csv", ".tsv", ".txt", ".yaml", ".yml", ".json", ".md", ".xml")
"""Suffixes of files whose rows are lines; a row of a workbook is told in words."""


def check_sarif(check: Check) -> str:
    """The whole check as one run, ending with a new line; the same bytes for the same input."""
    return to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(check)]})


def _run(check: Check) -> Json:
    numbers = {rule.code: number for number, rule in enumerate(check.rules)}
    release = version("goldthread")
    return {
        "tool": {"driver": {
            "name": "Goldthread", "version": release, "semanticVersion": release,
            "shortDescription": {"text": "Finds where the golden thread between a council's plans breaks."},
            "rules": [_rule(rule) for rule in check.rules]}},
        "automationDetails": {"id": f"goldthread/{check.plan_set.name}/{check.as_of.isoformat()}"},
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder of plans that was checked."}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{
            "executionSuccessful": True,
            "toolExecutionNotifications": [_notification(problem) for problem in sorted(check.problems, key=_place)]}],
        "results": [*(_result(gap, check, numbers) for gap in check.gaps), *_absent(check, numbers)],
        "properties": {"planSet": check.plan_set.name, "title": check.plan_set.title, "asOf": check.as_of.isoformat(),
                       "madeUp": check.plan_set.made_up},
    }


def _rule(rule: Rule) -> Json:
    help_text = f"{rule.why} {rule.remedy}"
    return {
        "id": rule.code, "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.finds.split(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": rule.finds}, "help": {"text": help_text},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.chapter, *rule.criteria], "severity": rule.severity.value,
                       "shape": rule.shape.value, "also": list(rule.also), "sources": list(rule.sources)},
    }


def _result(gap: Gap, check: Check, numbers: dict[str, int]) -> Json:
    compared = check.since.by_id.get(gap.id) if check.since else None
    places = [source for source in gap.record_sources if source.file]
    result: Json = {
        "ruleId": gap.rule.code, "ruleIndex": numbers[gap.rule.code], **_weight(gap),
        "message": {"text": f"{gap.message} {gap.remedy}"},
        "locations": [_location(places[0] if places else None, gap.items)],
        "partialFingerprints": {FINGERPRINT: gap.id},
        "properties": {
            "proof": gap.proof.value, "confirmedBy": list(gap.confirmed_by), "cause": gap.cause,
            "owner": gap.owner.key if gap.owner else None, "board": gap.board.key if gap.board else None,
            "firstSeen": (gap.first_seen or check.as_of).isoformat()}}
    if len(places) > 1:
        result["relatedLocations"] = [
            {"id": number, **_location(place, ())} for number, place in enumerate(places[1:], 1)]
    if gap.waived is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": gap.waived}]
    elif check.since:
        result["suppressions"] = []
    if compared:
        result["baselineState"] = "updated" if compared.changes else STATES[compared.standing]
    return result


def _weight(gap: Gap | KnownGap) -> Json:
    """How bad it is; what only silence says cannot be decided, and has no level."""
    if gap.counts or gap.waived is not None:
        return {"kind": "fail", "level": LEVELS[gap.severity]}
    return {"kind": "open", "level": "none"}


def _absent(check: Check, numbers: dict[str, int]) -> Iterator[Json]:
    """What an earlier check found and this one looked for and did not; what was not looked for is not said."""
    for line in check.since.lines if check.since else ():
        if line.standing is Standing.GONE:
            yield _gone(line, line.gap, numbers)


def _gone(line: Compared, gap: KnownGap, numbers: dict[str, int]) -> Json:
    why = line.why.value if line.why else None
    return {
        "ruleId": gap.rule, **({"ruleIndex": numbers[gap.rule]} if gap.rule in numbers else {}),
        **_weight(gap), "message": {"text": gap.message},
        "locations": [_location(None, gap.items)], "partialFingerprints": {FINGERPRINT: gap.id},
        "suppressions": [], "baselineState": "absent",
        "properties": {"why": why, "firstSeen": gap.first_seen.isoformat()}}


def _location(place: Source | None, items: tuple[ItemRef, ...]) -> Json:
    """Where the record stands and which items it is about."""
    location: Json = {}
    if place is not None and place.file:
        location["physicalLocation"] = _physical(place)
        location["message"] = {"text": place.file_place}
    if items:
        location["logicalLocations"] = [
            {"name": item.title, "fullyQualifiedName": item.key, "kind": item.kind} for item in items]
    return location


def _physical(place: Source) -> Json:
    found: Json = {"artifactLocation": {"uri": quote(str(place.file)), "uriBaseId": BASE}}
    if place.row and PurePosixPath(str(place.file)).suffix.lower() in LINED:
        found["region"] = {"startLine": place.row}
    return found


def _notification(problem: Problem) -> Json:
    """Something wrong with the input; it is no gap."""
    stands = f"It says {problem.value!r}." if problem.value is not None else None
    expected = f"Expected: {problem.expected}." if problem.expected else None
    text = " ".join(filter(None, (problem.message, stands, expected, problem.remedy)))
    told: Json = {"descriptor": {"id": problem.code}, "level": TOLD[problem.level], "message": {"text": text}}
    if problem.source.file:
        told["locations"] = [_location(problem.source, ())]
    return told


def _place(problem: Problem) -> tuple[Any, ...]:
    source = problem.source
    return source.file or "", source.sheet or "", source.row or 0, source.column or "", problem.code, problem.message
