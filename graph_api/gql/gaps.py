"""Gaps, their causes and inspectors' findings in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from graph_api import results
from graph_api.explain import say
from graph_api.gql.declare import holding, resolved
from graph_api.gql.enums import CauseKind, FindingState, Proof, Severity
from graph_api.gql.items import Node, PlanItem
from graph_api.gql.names import global_id
from graph_api.gql.paging import USUAL, After, Connection, First, made
from graph_api.gql.rules import LookedAt, Rule
from graph_api.gql.summaries import SummaryLine
from graph_api.gql.values import Day, Source, as_source
from schema.kinds import PERSONAL

if TYPE_CHECKING:
    from graph_api.gql.moment import Moment


@strawberry.type(description="A value that a gap rests on.")
class EvidenceValue:
    """One (name, value) pair."""

    name: str = strawberry.field(description="The field, or what was worked out.")
    value: str | None = strawberry.field(description="The value in words; none where it is missing.")


@strawberry.type(description="One fact that a gap rests on.")
class Evidence:
    """A test with its proof."""

    test: str = strawberry.field(description="The test, as the rule has it.")
    proof: Any = strawberry.field(description="How sure this fact is.", graphql_type=Proof)
    values: list[EvidenceValue] = strawberry.field(description="The values that show it.")


@strawberry.type(description="Something wrong with the plans: what, where, how sure, and who must mend it.")
class Gap(Node):
    """One gap of a check; see `show_gap`."""

    key: str = strawberry.field(description="Its identity, the same next quarter and in saved checks.")
    rule: Rule = strawberry.field(description="The rule that found it.")
    severity: Any = strawberry.field(description="How bad it is.", graphql_type=Severity)
    proof: Any = strawberry.field(description="How sure it is.", graphql_type=Proof)
    counts: bool = strawberry.field(
        description="Whether headlines count it: shown, blank or confirmed by a finding, and not waived.")
    message: str = strawberry.field(description="What is wrong, in one sentence.")
    remedy: str = strawberry.field(description="What would mend it.")
    items: list[PlanItem] = strawberry.field(
        description="What it is about: one item, two ends, or many; none where it is about the whole plan set.")
    evidence: list[Evidence] = strawberry.field(description="The facts that it rests on.")
    rule_sources: list[Source] = strawberry.field(description="The paragraphs that the rule rests on.")
    record_sources: list[Source] = strawberry.field(description="Where the records stand that it is about.")
    owner: PlanItem | None = strawberry.field(description="The post or body that must mend it.")
    board: PlanItem | None = strawberry.field(description="The board that leads.")
    confirmed_by: list[str] = strawberry.field(description="Keys of the findings that say the same of this item.")
    waived: str | None = strawberry.field(description="Why it is an agreed exception; none where it is not.")
    first_seen: Day | None = strawberry.field(
        description="The date of the first check that found it; of this one where no earlier check was given.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

        @property
        def _gap(self) -> results.Gap: ...

    @resolved("The one thing that would mend it and others like it.")
    def cause(self) -> Cause | None:
        """The cause that it shares."""
        return self._at.cause_of(self._gap)

    @resolved("How many items its rule looked at.")
    def looked_at(self) -> LookedAt:
        """Out of how many."""
        return self._at.looked_at(self._gap.rule.code)


@strawberry.type(description="A page of gaps.")
class GapConnection(Connection[Gap]):
    """A connection that also counts."""

    groups: list[SummaryLine] = strawberry.field(
        description="All gaps that the filter leaves, counted by what groupBy names; empty without groupBy.")


@strawberry.type(description=(
    "The one thing that would mend many gaps: a link that is missing, a column that a table lacks."))
class Cause(Node):
    """One cause of a check."""

    key: str = strawberry.field(description="Its identity, the same in saved checks.")
    kind: Any = strawberry.field(description="What sort of thing it is.", graphql_type=CauseKind)
    says: str = strawberry.field(description="What is wrong, in one sentence.")
    remedy: str = strawberry.field(description="What would mend it.")
    severity: Any = strawberry.field(description="The highest severity of its gaps.", graphql_type=Severity)
    item: PlanItem | None = strawberry.field(description="Where to mend it.")
    board: PlanItem | None = strawberry.field(description="The board that leads there.")
    cut_off: int = strawberry.field(description="How many gaps share it, each counted under one cause.")
    mends: int = strawberry.field(description="How many items would be joined again; causes may overlap in this.")
    counted: int = strawberry.field(description="How many of its gaps headlines count.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

    @resolved("The gaps that share it.")
    def gaps(self, first: First = USUAL, after: After = None) -> GapConnection:
        """Gaps of the cause."""
        return self._at.gap_page(self._at.gaps_of_cause(self.key), first, after)


@strawberry.type(description=(
    "What an inspector, a peer or an officer wrote about the plans, compared with the gaps and never turned into one."))
class Finding(Node):
    """One finding with its state."""

    key: str = strawberry.field(description="Its id in the register of findings.")
    says: str = strawberry.field(description="What was written, in one sentence of our own words.")
    by: str | None = strawberry.field(description="Who wrote it.")
    source: Source = strawberry.field(description="The paper and paragraph where it stands.")
    items: list[PlanItem] = strawberry.field(description="The items that it names.")
    rule: Rule | None = strawberry.field(description="The rule that would show it.")
    why_no_rule: str | None = strawberry.field(description="Why no rule can say it.")
    wanting: str | None = strawberry.field(
        description="Which data no paper gives, so that the rule cannot show it; none where it can or there is none.")
    state: Any = strawberry.field(description="What has become of it.", graphql_type=FindingState)
    why: str = strawberry.field(description="Why it is in that state.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

        @property
        def _found(self) -> results.FindingResult: ...

    @resolved("The gaps that match it.")
    def gaps(self, first: First = USUAL, after: After = None) -> GapConnection:
        """Gaps that match the finding."""
        matching = [gap for key in self._found.gaps if (gap := self._at.gap(key))]
        return self._at.gap_page(matching, first, after)


def show_gap(gap: results.Gap, at: Moment) -> Gap:
    """The gap as the API gives it."""
    return holding(Gap(
        id=strawberry.ID(global_id("Gap", gap.id)), key=gap.id, rule=at.rule(gap.rule),
        severity=Severity(gap.severity.value), proof=Proof(gap.proof.value), counts=gap.counts, message=gap.message,
        remedy=gap.remedy, items=made(at.item(one.key) for one in gap.items),
        evidence=[_evidence(one) for one in gap.evidence], rule_sources=list(map(as_source, gap.rule_sources)),
        record_sources=list(map(as_source, gap.record_sources)), owner=at.refer(gap.owner), board=at.refer(gap.board),
        confirmed_by=list(gap.confirmed_by), waived=gap.waived,
        first_seen=Day(gap.first_seen) if gap.first_seen else None), _at=at, _gap=gap)


def show_cause(cause: results.Cause, at: Moment) -> Cause:
    """The cause as the API gives it."""
    return holding(Cause(
        id=strawberry.ID(global_id("Cause", cause.id)), key=cause.id, kind=CauseKind(cause.kind.value),
        says=cause.says, remedy=cause.remedy, severity=Severity(cause.severity.value), item=at.refer(cause.item),
        board=at.refer(cause.board), cut_off=cause.cut_off, mends=cause.mends, counted=cause.counted), _at=at)


def show_finding(found: results.FindingResult, at: Moment) -> Finding:
    """The finding as the API gives it."""
    finding = found.finding
    rule = at.check.rule(finding.rule) if finding.rule else None
    return holding(Finding(
        id=strawberry.ID(global_id("Finding", finding.id)), key=finding.id, says=finding.says, by=finding.by,
        source=as_source(finding.source), items=made(at.item(key) for key in finding.items),
        rule=at.rule(rule) if rule else None, why_no_rule=finding.why_no_rule, wanting=finding.wanting,
        state=FindingState(found.state.value), why=found.why), _at=at, _found=found)


def _evidence(one: results.Evidence) -> Evidence:
    values = [EvidenceValue(name=name, value=None if value is None else say(value))
              for name, value in one.values if name.rpartition(".")[2] not in PERSONAL]
    return Evidence(test=one.test, proof=Proof(one.proof.value), values=values)
