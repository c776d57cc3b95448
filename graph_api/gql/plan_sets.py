"""Roots about several plan sets in one database: those that this server may show, and sums over them.

Which plan sets these are is said when the server starts; no argument of a question can name another.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph_api.across import Across, line_of, lines, national
from graph_api.clock import today
from graph_api.gql.declare import holding, resolved
from graph_api.gql.enums import CountAcross, SummaryState
from graph_api.gql.summaries import SummaryLine, show_summary
from graph_api.gql.values import Day
from graph_api.set_summary import our_stamp
from graph_api.stores.neo4j.sets import listed
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.set_lines import SetLine

if TYPE_CHECKING:
    from graph_api.gql.executor import Context

CountedBy = Annotated[CountAcross, strawberry.argument(description="What to count by.")]


@strawberry.type(description="One of the plan sets that are here, with the gaps that its last whole check counted.")
class ListedPlanSet:
    """One line of a list of plan sets."""

    name: str = strawberry.field(description="Its short id.")
    title: str = strawberry.field(description="Whose plans they are.")
    made_up: bool = strawberry.field(description="Whether the council is an invented one.")
    items: int = strawberry.field(description="How many items it holds.")
    links: int = strawberry.field(description="How many links it holds, those that lead to nothing among them.")
    synced: datetime.datetime | None = strawberry.field(
        description="When the database was last brought up to date; none where it never was, and in memory.")
    syncing: datetime.datetime | None = strawberry.field(
        description="Since when it has been written, or left half written; none where it is whole.")
    state: Any = strawberry.field(description="What its counts of gaps are worth.", graphql_type=SummaryState)
    as_of: Day | None = strawberry.field(description="The date that its gaps were counted for; none where never.")

    if TYPE_CHECKING:
        @property
        def _line(self) -> SetLine: ...

    @resolved("Its gaps counted by rule, by severity, or in one line; nothing where they never were.")
    def summary(self, by: CountedBy) -> list[SummaryLine]:
        """The lines of its summary."""
        found = lines([self._line], Across(by.value)) if self._line.summary else ()
        return [show_summary(line) for line in found]


@strawberry.type(description=(
    "Gaps counted over all plan sets that are here: sums of the last whole check of each, however old that is."))
class NationalSummary:
    """What `across.National` holds."""

    plan_sets: int = strawberry.field(description="How many plan sets there are.")
    checked: int = strawberry.field(description="How many of them are counted as they stand now.")
    checked_before: int = strawberry.field(
        description="How many are counted as they stood before: they, the date or our rules have changed since.")
    never_checked: int = strawberry.field(description="How many were never counted and are in no sum.")
    first_as_of: Day | None = strawberry.field(description="The earliest date that gaps were counted for.")
    last_as_of: Day | None = strawberry.field(description="The latest date that gaps were counted for.")
    total: SummaryLine = strawberry.field(description="All gaps in one line.")
    lines: list[SummaryLine] = strawberry.field(
        description="Gaps by rule, severity or plan set; rules that found nothing anywhere are left out.")


@strawberry.type
class PlanSetRoots:
    """What `Query` takes over."""

    @resolved("The plan sets that are here, by name.")
    def plan_sets(self, info: strawberry.Info) -> list[ListedPlanSet]:
        """The plan sets."""
        return [_shown(line) for line in _allowed(info.context)]

    @resolved("How many gaps there are in all plan sets that are here, by rule, severity or plan set.")
    def national_summary(self, info: strawberry.Info, by: CountedBy) -> NationalSummary:
        """Sums over plan sets."""
        found = national(_allowed(info.context), Across(by.value), today())
        return NationalSummary(
            plan_sets=found.plan_sets, checked=found.now, checked_before=found.before, never_checked=found.never,
            first_as_of=_day(found.first_as_of), last_as_of=_day(found.last_as_of), total=show_summary(found.total),
            lines=[show_summary(line) for line in found.lines])


def _allowed(context: Context) -> list[SetLine]:
    """The plan sets that callers may see: in memory the one that is loaded, with its check."""
    opened = context.edition.opened
    if not isinstance(opened.store, Neo4jStore):
        return [line_of(opened.store, context.edition.moment().check)]
    context.keep = False  # another plan set may change while the one that is open stays as it is
    names = {opened.store.held.name, *opened.plan_sets}
    return listed(opened.store.connection, names, opened.store.left())


def _shown(line: SetLine) -> ListedPlanSet:
    as_of = line.summary.as_of if line.summary else None
    return holding(ListedPlanSet(
        name=line.name, title=line.title, made_up=line.made_up, items=line.items, links=line.links,
        synced=line.synced, syncing=line.syncing_since, as_of=_day(as_of),
        state=SummaryState(line.checked(today(), our_stamp()).value)), _line=line)


def _day(date: datetime.date | None) -> Day | None:
    return None if date is None else Day(date)
