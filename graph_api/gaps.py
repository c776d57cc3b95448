"""Rules over a store, explained: every row becomes a gap with its proof, its cause, its sources and who must act."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from graph_api.causes import CutOff, cut_off_causes
from graph_api.engine.graph import Result, Row, State
from graph_api.explain import Explainer
from graph_api.findings import compare_findings
from graph_api.grouping import group_causes
from graph_api.proof import Prover
from graph_api.results import Check, Gap, LookedAt, Proof
from graph_api.stores.memory import MemoryStore
from graph_api.waivers import apply_waivers
from schema.rule import Rule, Shape

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done)."""


def check(
    store: MemoryStore, rules: tuple[Rule, ...], as_of: datetime.date, progress: Progress | None = None
) -> Check:
    """Every gap that the rules find as of a date, with causes and what became of the inspectors' findings."""
    loaded = store.about()
    prover = Prover(store, loaded.tables, as_of)
    explainer = Explainer(store, prover, as_of)
    looked_at: dict[str, LookedAt] = {}
    gaps: list[Gap] = []
    cut_offs: dict[str, dict[str, CutOff]] = {}
    for done, rule in enumerate(rules):
        if progress:
            progress(done, len(rules), rule.code)
        result = store.run(rule, as_of)
        looked_at[rule.code] = LookedAt(result.looked, result.state)
        cut_offs[rule.code] = _cut_offs(store, rule, result)
        gaps += _gaps(explainer, prover, rule, result, cut_offs[rule.code])
    compared, confirmed = compare_findings(loaded.findings, rules, looked_at, gaps, store, as_of)
    gaps = [replace(gap, confirmed_by=confirmed.get(gap.id, ())) if gap.id in confirmed else gap for gap in gaps]
    gaps, idle = apply_waivers(gaps, loaded.waivers, rules, as_of)
    gaps, causes = group_causes(gaps, cut_offs, store, prover)
    return Check(
        as_of=as_of, plan_set=loaded.plan_set, rules=rules, looked_at=looked_at,
        listed=_count(item.kind for item in loaded.items if item.listed), gaps=tuple(gaps), causes=tuple(causes),
        problems=(*loaded.problems, *idle), findings=tuple(compared), items=_count(item.kind for item in loaded.items))


def _cut_offs(store: MemoryStore, rule: Rule, result: Result) -> dict[str, CutOff]:
    if rule.shape is not Shape.CUT_OFF or result.state is not State.LOOKED:
        return {}
    return cut_off_causes(store, [row.items[0] for row in result.rows], rule.via, below=rule.below)


def _gaps(
    explainer: Explainer, prover: Prover, rule: Rule, result: Result, cut_offs: dict[str, CutOff]
) -> Iterable[Gap]:
    if result.state is State.NO_TARGET:
        yield explainer.gap(rule, result.rows[0], {}, prover.no_target(rule))
        return
    for row in result.rows:
        yield _gap(explainer, prover, rule, row, cut_offs)


def _gap(explainer: Explainer, prover: Prover, rule: Rule, row: Row, cut_offs: dict[str, CutOff]) -> Gap:
    if rule.shape is Shape.LACKS:
        needs = prover.needs(rule, row)
        proof = min(needs.values(), key=list(Proof).index)
        return explainer.gap(rule, row, {name: own for name, own in needs.items() if own is proof}, proof)
    cut_off = cut_offs.get(row.items[0]) if row.items else None
    return explainer.gap(rule, row, {}, prover.prove(rule, row, cut_off))


def _count(kinds: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(kinds).items()))
