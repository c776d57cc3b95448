"""Rules over a store, explained: every row becomes a gap with its proof, its cause, its sources and who must act."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph_api.causes import CutOff, cut_off_causes
from graph_api.engine.graph import Result, Row
from graph_api.explain import Explainer
from graph_api.findings import compare_findings
from graph_api.grouping import group_causes
from graph_api.proof import Prover
from graph_api.results import Check, Gap, LookedAt, Proof
from graph_api.stores.batches import in_batches
from graph_api.stores.protocol import Store
from graph_api.waivers import apply_waivers
from schema.rule import Rule, Shape

AT_ONCE = 2_000
"""Rows that are explained together: what they ask of a store that is elsewhere is fetched for all of them."""
Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done)."""
Found = tuple[Rule, Row]
"""A fault, with the rule that found it."""


def check(
    store: Store, rules: tuple[Rule, ...], as_of: datetime.date, progress: Progress | None = None
) -> Check:
    """Every gap that the rules find as of a date, with causes and what became of the inspectors' findings."""
    store = store.fresh()
    loaded, counts = store.about(), store.counts()
    maker = GapMaker(store, as_of, alone=True)
    results = _results(store, rules, as_of, progress)
    looked_at = {code: LookedAt(result.looked, result.state) for code, result in results.items()}
    cut_offs = {rule.code: maker.cut_offs(rule, results[rule.code].rows) for rule in rules}
    found = [(rule, row) for rule in rules for row in results[rule.code].rows]
    gaps = [gap for batch in in_batches(found, AT_ONCE) for gap in maker.gaps(batch, cut_offs)]
    compared, confirmed = compare_findings(loaded.findings, rules, looked_at, gaps, store, as_of)
    gaps = [replace(gap, confirmed_by=confirmed.get(gap.id, ())) if gap.id in confirmed else gap for gap in gaps]
    gaps, idle = apply_waivers(gaps, loaded.waivers, rules, as_of)
    gaps, causes = group_causes(gaps, cut_offs, store, maker.prover)
    return Check(
        as_of=as_of, plan_set=loaded.plan_set, rules=rules, looked_at=looked_at,
        listed=counts.listed, gaps=tuple(gaps), causes=tuple(causes),
        problems=(*loaded.problems, *idle), findings=tuple(compared), items=counts.items)


def _results(
    store: Store, rules: tuple[Rule, ...], as_of: datetime.date, progress: Progress | None
) -> dict[str, Result]:
    """What each rule found, by its code."""
    results: dict[str, Result] = {}
    for rule, result in zip(rules, store.run_all(rules, as_of), strict=True):
        if progress:
            progress(len(results), len(rules), rule.code)
        results[rule.code] = result
    return results


def _named(row: Row) -> tuple[str | None, ...]:
    """The items that are asked for to explain a row."""
    return (*row.items, row.middle, *(row.link.near if row.link else ()))


class GapMaker:
    """Turns what rules found in one store, as of one date, into gaps: all of it, or a page.

    With `alone` nobody else asks the store meanwhile, so that it need not remember what was asked before.
    """

    def __init__(self, store: Store, as_of: datetime.date, *, alone: bool = False) -> None:
        self.store, self.alone = store, alone
        self.prover = Prover(store, store.about().tables, as_of)
        self.explainer = Explainer(store, self.prover, as_of)

    def cut_offs(self, rule: Rule, rows: Sequence[Row]) -> Mapping[str, CutOff]:
        """For the items of a cut-off rule the nearest cause; nothing for other rules."""
        keys = [row.items[0] for row in rows if row.items] if rule.shape is Shape.CUT_OFF else []
        return cut_off_causes(self.store, keys, rule.via, below=rule.below, alone=self.alone) if keys else {}

    def gaps(self, found: Sequence[Found], cut_offs: Mapping[str, Mapping[str, CutOff]]) -> Iterator[Gap]:
        """A gap for each row, in their order. `cut_offs` are those of every cut-off rule among them, by its code."""
        self.store.expect({key for _, row in found for key in _named(row) if key}, anew=self.alone)
        for rule, row in found:
            yield self._gap(rule, row, cut_offs.get(rule.code, {}))

    def _gap(self, rule: Rule, row: Row, cut_offs: Mapping[str, CutOff]) -> Gap:
        """One row explained and proved."""
        if rule.shape is Shape.CUT_OFF and not row.items:
            return self.explainer.gap(rule, row, {}, self.prover.no_target(rule))
        if rule.shape is Shape.LACKS:
            needs = self.prover.needs(rule, row)
            proof = min(needs.values(), key=list(Proof).index)
            return self.explainer.gap(rule, row, {name: own for name, own in needs.items() if own is proof}, proof)
        cut_off = cut_offs.get(row.items[0]) if row.items else None
        return self.explainer.gap(rule, row, {}, self.prover.prove(rule, row, cut_off))
