"""What has become of the inspectors' findings: each compared with the gaps, never turned into one."""

from __future__ import annotations

import datetime

from graph_api.engine.graph import State
from graph_api.results import FindingResult, FindingState, Gap, LookedAt, Proof
from graph_api.stores.protocol import Store
from schema.records import Finding
from schema.rule import Rule

Confirmed = dict[str, tuple[str, ...]]
SUREST = (FindingState.REPRODUCED, FindingState.STATED_ONLY, FindingState.CANNOT_TELL, FindingState.NOT_SEEN)
"""Which state holds where a merged code stands for several rules: not seen only if none of them saw it."""


def compare_findings(
    findings: tuple[Finding, ...], rules: tuple[Rule, ...], looked_at: dict[str, LookedAt],
    gaps: list[Gap], store: Store, as_of: datetime.date,
) -> tuple[list[FindingResult], Confirmed]:
    """Each finding with its state, and for each confirmed gap the findings that name its rule and its item.

    A finding for which data is wanting rests on the inspector's word: no gap is about what it means, so none matches.
    """
    seen = _Seen(findings, store, as_of)
    by_rule: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_rule.setdefault(gap.rule.code, []).append(gap)
    results, confirmed = [], Confirmed()
    for finding in findings:
        meant = [rule for rule in rules if finding.rule in (rule.code, *rule.also)]
        if meant and finding.wanting:
            results.append(FindingResult(finding, FindingState.STATED_ONLY, finding.wanting))
            continue
        each = [_matching(finding, by_rule.get(rule.code, [])) for rule in meant]
        matching = [gap for found in each for gap in found]
        states = [_state(finding, rule, found, looked_at[rule.code], seen)
                  for rule, found in zip(meant, each, strict=True)]
        not_run = FindingState.CANNOT_TELL, finding.why_no_rule or "The rule that would show it was not run."
        state, why = min(states, key=lambda one: SUREST.index(one[0]), default=not_run)
        results.append(FindingResult(finding, state, why, tuple(gap.id for gap in matching)))
        for gap in matching:
            if set(finding.items) & {item.key for item in gap.items}:
                confirmed[gap.id] = (*confirmed.get(gap.id, ()), finding.id)
    return results, confirmed


def confirmations(findings: tuple[Finding, ...], rules: tuple[Rule, ...], gaps: list[Gap]) -> Confirmed:
    """For each confirmed gap of some the findings that name its rule and its item, without comparing the others."""
    confirmed = Confirmed()
    for finding in findings:
        meant = {rule.code for rule in rules if finding.rule in (rule.code, *rule.also)} if finding.items else ()
        for gap in gaps if meant and not finding.wanting else ():
            if gap.rule.code in meant and not {item.key for item in gap.items}.isdisjoint(finding.items):
                confirmed[gap.id] = (*confirmed.get(gap.id, ()), finding.id)
    return confirmed


class _Seen:
    """Which of all the items that findings name each rule looked at; asked once a rule."""

    def __init__(self, findings: tuple[Finding, ...], store: Store, as_of: datetime.date) -> None:
        self.store, self.as_of = store, as_of
        self.named = {key for finding in findings for key in finding.items}
        self._by: dict[str, frozenset[str]] = {}

    def by(self, rule: Rule) -> frozenset[str]:
        """Keys of those that the rule looked at."""
        if rule.code not in self._by:
            self._by[rule.code] = frozenset(self.store.looked_at(rule, self.as_of, self.named))
        return self._by[rule.code]


def _matching(finding: Finding, gaps: list[Gap]) -> list[Gap]:
    """Gaps about an item that the finding names; any gap where it names none; always one on the whole plan set."""
    named = set(finding.items)
    return [gap for gap in gaps if not named or not gap.items or named & {item.key for item in gap.items}]


def _state(
    finding: Finding, rule: Rule, matching: list[Gap], looked: LookedAt, seen: _Seen
) -> tuple[FindingState, str]:
    if looked.state is State.TIMED_OUT:
        return FindingState.CANNOT_TELL, "The rule ran out of time."
    if any(gap.proof is not Proof.SILENT for gap in matching):
        return FindingState.REPRODUCED, "The data that was loaded shows it."
    if matching:
        return FindingState.STATED_ONLY, _half_said(matching)
    if looked.n == 0:
        return FindingState.STATED_ONLY, f"Nothing was loaded that {rule.code} could look at."
    return _no_gap(finding, rule, looked, seen)


def _half_said(matching: list[Gap]) -> str:
    """Why gaps that rest on silence prove nothing by themselves."""
    if any(gap.rule.unless for gap in matching):
        return "Recorded values show the first half; whether it was answered, nothing that was read tells."
    return "The rule finds it, but only because what was read says nothing about it."


def _no_gap(finding: Finding, rule: Rule, looked: LookedAt, seen: _Seen) -> tuple[FindingState, str]:
    if finding.items:
        if set(finding.items) <= seen.by(rule):
            return FindingState.NOT_SEEN, "The rule looked at each item and found no gap: mended, or data differs."
        return FindingState.STATED_ONLY, "The rule did not look at every item named."
    if seen.store.registers(rule.of):
        return FindingState.NOT_SEEN, f"The rule looked at all {looked.n} that the registers hold and found no gap."
    return FindingState.STATED_ONLY, (
        f"The finding names no item. Among the {looked.n} items of the sort that were read the rule finds none.")
