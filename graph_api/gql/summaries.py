"""Counts, shares and lists that describe the plan set as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from graph_api.analyses import coverage, inventory, summary
from graph_api.gql.declare import holding, resolved
from graph_api.gql.enums import Kind, PlanState, ProblemLevel, of_field
from graph_api.gql.items import PlanItem
from graph_api.gql.kinds import KIND_TYPES
from graph_api.gql.values import Day, PlanDate, Source, as_source, plan_date
from schema import records
from schema.kinds import PLAN_FIELDS
from schema.problems import PROBLEMS

if TYPE_CHECKING:
    from graph_api.gql.moment import Moment

PlanStatus = next(of_field("Plan", field) for field in PLAN_FIELDS if field.name == "status")


@strawberry.type(description="How many gaps there are of one rule, board, owner, plan, tier or criterion.")
class SummaryLine:
    """One line of `analyses.summary`, whose attributes these are."""

    key: str = strawberry.field(description="The code, key or number of what is counted by; empty where not recorded.")
    title: str = strawberry.field(description="The same in words.")
    high: int = strawberry.field(description="Gaps of high severity that headlines count.")
    medium: int = strawberry.field(description="Gaps of medium severity that headlines count.")
    low: int = strawberry.field(description="Gaps of low severity that headlines count.")
    silent: int = strawberry.field(description="Gaps that rest on silence alone, which headlines do not count.")
    waived: int = strawberry.field(description="Gaps that are agreed exceptions.")
    counted: int = strawberry.field(description="All gaps that headlines count.")


@strawberry.type(description=(
    "How much of one board's work at one tier is joined both up to the top and down to work below."))
class CoverageCell:
    """One cell of `analyses.coverage`."""

    board: PlanItem | None = strawberry.field(description="The board; none for items without one.")
    tier: int = strawberry.field(description="The height in the cascade, 0 to 6; actions stand at 4.")
    tier_name: str = strawberry.field(description="What this council calls the tier.")
    joined: int = strawberry.field(description="How many items are joined both ways.")
    total: int = strawberry.field(description="How many items there are.")
    percent: int = strawberry.field(description="The share in whole per cent, rounded down.")


@strawberry.type(description="One plan that was spoken of: read, known by name alone, or expected and absent.")
class InventoryLine:
    """One line of `analyses.inventory`."""

    key: str = strawberry.field(description="The key of the plan, or the reference as written where it is absent.")
    title: str = strawberry.field(description="The title of the plan, or the reference as written.")
    kind: Any = strawberry.field(
        description="The kind of plan; none for an absent one of any kind.", graphql_type=Kind | None)
    state: Any = strawberry.field(description="How well it is known.", graphql_type=PlanState)
    status: Any = strawberry.field(description="Its status as recorded.", graphql_type=PlanStatus | None)
    start: PlanDate | None = strawberry.field(description="First day of the time that it covers.")
    end: PlanDate | None = strawberry.field(description="Last day of the time that it covers.")
    updated: PlanDate | None = strawberry.field(description="When its text was last brought up to date.")
    source: Source = strawberry.field(description="Where its record stands, or the reference to it.")
    plan: PlanItem | None = strawberry.field(description="The plan itself; none where it is absent.")
    expected_by: PlanItem | None = strawberry.field(description="What says that there should be one.")


@strawberry.type(description="Something wrong with the input, with all that is needed to mend it.")
class Problem:
    """One problem of the load."""

    code: str = strawberry.field(description="What sort of problem it is.")
    about: str = strawberry.field(description="What that sort of problem means.")
    level: Any = strawberry.field(description="How much it matters.", graphql_type=ProblemLevel)
    message: str = strawberry.field(description="What is wrong, in one sentence.")
    source: Source = strawberry.field(description="The file, sheet, row and column.")
    value: str | None = strawberry.field(description="What stands there.")
    expected: str | None = strawberry.field(description="What should stand there.")
    remedy: str | None = strawberry.field(description="What to do.")


@strawberry.type(description="How many items there are of one kind.")
class KindCount:
    """One line of a plan set's counts."""

    kind: Any = strawberry.field(description="The kind.", graphql_type=Kind)
    total: int = strawberry.field(description="How many items, listed ones among them.")
    listed: int = strawberry.field(description="How many of them are known by name alone.")


@strawberry.type(description="One area's plans, loaded together.")
class PlanSet:
    """What is loaded, and the headline of its check."""

    name: str = strawberry.field(description="Its short id.")
    title: str = strawberry.field(description="Whose plans they are.")
    about: str = strawberry.field(description="What they are, in a sentence or two.")
    made_up: bool = strawberry.field(description="Whether the council is an invented one.")
    as_of: Day = strawberry.field(description="The date that time-dependent answers are for.")
    files: int = strawberry.field(description="How many files were read.")
    items: list[KindCount] = strawberry.field(description="How many items there are, by kind.")
    links: int = strawberry.field(description="How many links there are, those that lead to nothing among them.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

    @resolved("The bad news first, in a few sentences.")
    def headline(self) -> str:
        """The headline of the check."""
        return self._at.headline.sentence

    @resolved("How many plans were read, are known by name alone, or are absent, in a line.")
    def inventory_line(self) -> str:
        """The inventory in a line."""
        return self._at.headline.inventory_line


def show_plan_set(at: Moment) -> PlanSet:
    """The plan set as the API gives it."""
    loaded = at.store.about()
    known, counts = loaded.plan_set, at.store.counts()
    items, listed = counts.items, counts.listed
    return holding(PlanSet(
        name=known.name, title=known.title, about=known.about, made_up=known.made_up, as_of=Day(at.as_of),
        files=loaded.files, links=counts.links,
        items=[KindCount(kind=Kind(kind), total=items[kind], listed=listed.get(kind, 0))
               for kind in KIND_TYPES if kind in items]), _at=at)


def show_summary(line: summary.SummaryLine) -> SummaryLine:
    """The line as the API gives it."""
    return SummaryLine(
        key=line.key, title=line.title, high=line.high, medium=line.medium, low=line.low, silent=line.silent,
        waived=line.waived, counted=line.counted)


def show_cell(cell: coverage.CoverageCell, at: Moment) -> CoverageCell:
    """The cell as the API gives it."""
    return CoverageCell(
        board=at.refer(cell.board), tier=cell.tier, tier_name=at.tier_names[cell.tier], joined=cell.joined,
        total=cell.total, percent=cell.percent)


def show_line(line: inventory.PlanLine, at: Moment) -> InventoryLine:
    """The plan as the API lists it."""
    kind = Kind(line.ref.kind) if line.ref.kind in KIND_TYPES else None
    status = PlanStatus(line.status) if line.status else None
    return InventoryLine(
        key=line.ref.key, title=line.ref.title, kind=kind, state=PlanState(line.state.value), status=status,
        start=plan_date(line.start), end=plan_date(line.end), updated=plan_date(line.updated),
        source=as_source(line.source), plan=at.refer(line.ref), expected_by=at.refer(line.expected_by))


def show_problem(problem: records.Problem) -> Problem:
    """The problem as the API gives it."""
    known = PROBLEMS[problem.code]
    return Problem(
        code=problem.code, about=known.about, level=ProblemLevel(known.level.value), message=problem.message,
        source=as_source(problem.source), value=problem.value, expected=problem.expected,
        remedy=problem.remedy or known.remedy)
