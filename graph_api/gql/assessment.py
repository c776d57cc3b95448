"""Frameworks in the API, and the self-assessment by one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph_api.analyses import assessment
from graph_api.gql.declare import holding, resolved
from graph_api.gql.frameworks import Framework, FrameworkCriterion, Level, show_framework
from graph_api.gql.gaps import GapConnection
from graph_api.gql.items import PlanItem
from graph_api.gql.lists import AsOf
from graph_api.gql.paging import USUAL, After, First
from graph_api.gql.rules import Rule
from graph_api.gql.scored import OverallScore, RecordedScore, show_overall, show_score
from graph_api.gql.values import Source, as_source

if TYPE_CHECKING:
    from graph_api.gql.moment import Moment

Levels = Annotated[list[Level] | None, strawberry.argument(description="Only criteria at these levels.")]
Name = Annotated[str, strawberry.argument(description="The key of the framework, such as kloe.")]


@strawberry.type(description="A paper or passage that is recorded as evidence of a criterion.")
class CriterionEvidence:
    """One link of evidence."""

    item: PlanItem = strawberry.field(description="The paper or passage.")
    criterion: str = strawberry.field(description="The key of the criterion that it is evidence of.")
    source: Source = strawberry.field(description="Where that is recorded.")


@strawberry.type(description="What one rule tells about a criterion.")
class CriterionRule:
    """The rule, how much it looked at, and its gaps."""

    code: str = strawberry.field(description="The code of the rule.")
    rule: Rule | None = strawberry.field(description="The rule; none where the check did not run it.")
    looked_at: int | None = strawberry.field(
        description="How many items it looked at; with 0, that it found no gap means nothing. None where not run.")
    counted: int = strawberry.field(description="How many of its gaps headlines count.")
    silent: int = strawberry.field(description="How many rest on silence alone, which headlines do not count.")
    waived: int = strawberry.field(description="How many are agreed exceptions.")


@strawberry.type(description=(
    "What is recorded about one criterion and about all that it holds. It is no verdict: that no gap was found does "
    "not mean that the criterion is met."))
class CriterionAssessment:
    """One line of a self-assessment."""

    criterion: FrameworkCriterion = strawberry.field(description="The criterion.")
    item: PlanItem | None = strawberry.field(
        description="The item that stands for it; none where the plan set does not load the framework.")
    says: str = strawberry.field(description="What the rules can tell about it, in words.")
    evidence: list[CriterionEvidence] = strawberry.field(description="Papers and passages that evidence it.")
    rules: list[CriterionRule] = strawberry.field(description="The rules that answer it, with what came of each.")
    itself: list[CriterionRule] = strawberry.field(
        description="Rules that look at criteria, such as for evidence that is missing.")
    scores: list[RecordedScore] = strawberry.field(description="Its own recorded scores and judgements.")
    high: int = strawberry.field(description="Gaps of high severity that headlines count.")
    medium: int = strawberry.field(description="Gaps of medium severity that headlines count.")
    low: int = strawberry.field(description="Gaps of low severity that headlines count.")
    silent: int = strawberry.field(description="Gaps that rest on silence alone, which headlines do not count.")
    waived: int = strawberry.field(description="Gaps that are agreed exceptions.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

        @property
        def _line(self) -> assessment.CriterionLine: ...

    @resolved("The gaps of the rules that answer it, those that headlines count first.")
    def gaps(self, first: First = USUAL, after: After = None) -> GapConnection:
        """A page of its gaps."""
        return self._at.gap_page(self._line.gaps, first, after)


@strawberry.type(description="What is recorded by each criterion of one framework, as of one date.")
class SelfAssessment:
    """A framework and a line for each of its criteria."""

    framework: Framework = strawberry.field(description="The framework.")
    overall: list[OverallScore] = strawberry.field(
        description="Scores of the whole, the latest year first; empty where the framework has no table of scores.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

        @property
        def _found(self) -> assessment.Assessment: ...

    @resolved("A line for each criterion, in the order of the framework; what holds others has all that they have.")
    def criteria(self, level: Levels = None) -> list[CriterionAssessment]:
        """The lines of the levels that were asked for."""
        wanted = None if level is None else {one.value for one in level}
        codes = {one.key: one for one in self.framework.criteria}
        return [_line(line, codes[line.criterion.id], self._at) for line in self._found.lines
                if wanted is None or line.criterion.level in wanted]


@strawberry.type
class FrameworkRoots:
    """What `Query` takes over."""

    @resolved("The frameworks that are known: those that come with Goldthread, and the council's own.")
    def frameworks(self, info: strawberry.Info) -> list[Framework]:
        """All frameworks."""
        opened = info.context.edition.opened
        return [show_framework(one, opened.rules) for one in opened.frameworks]

    @resolved(
        "What is recorded by each criterion of a framework: evidence, gaps, scores. It is no verdict. None where no "
        "framework has that key.")
    def self_assessment(self, info: strawberry.Info, framework: Name, as_of: AsOf = None) -> SelfAssessment | None:
        """The self-assessment by one framework."""
        at = info.context.edition.moment(as_of)
        opened = at.edition.opened
        found = next((one for one in opened.frameworks if one.id == framework), None)
        if found is None:
            return None
        made = at.assessment(found)
        return holding(SelfAssessment(
            framework=show_framework(found, opened.rules),
            overall=[show_overall(one, at) for one in made.overall]), _at=at, _found=made)


def _line(line: assessment.CriterionLine, criterion: FrameworkCriterion, at: Moment) -> CriterionAssessment:
    evidence = [
        CriterionEvidence(item=paper, criterion=one.criterion, source=as_source(one.source))
        for one in line.evidence if (paper := at.refer(one.item))]
    counts = line.states
    states = {name: counts[name] for name in ("high", "medium", "low", "silent", "waived")}
    return holding(CriterionAssessment(
        criterion=criterion, item=at.refer(line.item), says=line.says, evidence=evidence,
        rules=[_rule(one, at) for one in line.rules], itself=[_rule(one, at) for one in line.itself],
        scores=[show_score(one, at) for one in line.scores], **states), _at=at, _line=line)


def _rule(line: assessment.RuleLine, at: Moment) -> CriterionRule:
    states = line.states
    return CriterionRule(
        code=line.code, rule=at.rule(line.rule) if line.rule else None,
        looked_at=line.looked.n if line.looked else None, counted=line.counted, silent=states["silent"],
        waived=states["waived"])
