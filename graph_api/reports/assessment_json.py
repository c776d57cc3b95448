"""A framework and a self-assessment by it as JSON, goldthread.framework/1 and goldthread.assessment/1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from graph_api.analyses.assessment import Assessment, CriterionLine, RuleLine
from graph_api.analyses.scored import Overall, RecordedScore
from graph_api.reports.plain import Json, item_json
from graph_api.results import Check
from schema.framework import Criterion, Framework, answering
from schema.rule import Rule

FRAMEWORK, FRAMEWORKS, ASSESSMENT = "goldthread.framework/1", "goldthread.frameworks/1", "goldthread.assessment/1"
STATES = ("high", "medium", "low", "silent", "waived")


def framework_document(framework: Framework, rules: Sequence[Rule]) -> Json:
    """A framework with its criteria, and the codes of the rules that answer each."""
    codes = answering(framework, rules)
    return {
        "schema": FRAMEWORK,
        **_head(framework),
        "scoringRule": list(framework.scores.in_words) if framework.scores else [],
        "criteria": [{**_criterion(one), "rules": list(codes[one.id])} for one in framework.criteria],
    }


def frameworks_document(frameworks: Iterable[Framework], rules: Sequence[Rule]) -> Json:
    """All frameworks."""
    return {"schema": FRAMEWORKS, "frameworks": [framework_document(one, rules) for one in frameworks]}


def assessment_document(found: Assessment, check: Check) -> Json:
    """A self-assessment; gaps by their ids, which the JSON of the check explains."""
    return {
        "schema": ASSESSMENT,
        "asOf": check.as_of.isoformat(),
        "planSet": check.plan_set.name,
        "madeUp": check.plan_set.made_up,
        "framework": _head(found.framework),
        "overall": [_overall(one) for one in found.overall],
        "criteria": [_line(line) for line in found.lines],
    }


def _head(framework: Framework) -> Json:
    return {
        "id": framework.id, "title": framework.title, "about": framework.about, "source": framework.source,
        "years": framework.years}


def _criterion(one: Criterion) -> Json:
    return {
        "id": one.id, "number": one.number, "title": one.title, "level": one.level, "partOf": one.part_of,
        "question": one.question, "about": one.about, "elsewhere": one.elsewhere}


def _line(line: CriterionLine) -> Json:
    evidence = [
        {"item": item_json(one.item), "criterion": one.criterion, "source": one.source._asdict()}
        for one in line.evidence]
    states = line.states
    return {
        **_criterion(line.criterion),
        "item": item_json(line.item),
        "says": line.says,
        "evidence": evidence,
        "scores": [_score(one) for one in line.scores],
        "gaps": {state: states[state] for state in STATES},
        "rules": [_rule(one) for one in line.rules],
        "itself": [_rule(one) for one in line.itself],
    }


def _rule(line: RuleLine) -> Json:
    looked: Any = None if line.looked is None else {"n": line.looked.n, "state": line.looked.state.value}
    return {"rule": line.code, "lookedAt": looked, "gaps": [gap.id for gap in line.gaps]}


def _score(one: RecordedScore) -> Json:
    return {
        "item": item_json(one.item), "period": one.period, "score": one.score, "judgement": one.judgement,
        "source": one.source._asdict()}


def _overall(one: Overall) -> Json:
    return {
        "item": item_json(one.item), "period": one.period, "stated": one.stated, "derived": one.derived,
        "follows": one.follows, "themes": [asdict(theme) for theme in one.themes],
        "leastChange": asdict(one.change) if one.change else None, "says": one.says, "source": one.source._asdict()}
