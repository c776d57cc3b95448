"""Roots about what is wrong with the plans."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Any

import strawberry

from graph_api.analyses.coverage import coverage
from graph_api.analyses.headline import BROKEN_LINKS
from graph_api.analyses.summary import By, gap_summary
from graph_api.gql.declare import resolved
from graph_api.gql.enums import CountBy, FindingState, GapOrder
from graph_api.gql.filters import Filter, GapFilter, GroupBy, OrderBy, chosen, paged
from graph_api.gql.gaps import Cause, Finding, GapConnection
from graph_api.gql.lists import AsOf
from graph_api.gql.moment import Moment
from graph_api.gql.paging import USUAL, After, Connection, First
from graph_api.gql.summaries import CoverageCell, SummaryLine, show_cell, show_summary

MISSING, UNDATED, PASSED = ("G17", "S10"), "S11", "S3"
"""Codes of the rules that find plans without milestones, milestones without a date, and overdue ones."""

Undated = Annotated[bool, strawberry.argument(description="Also milestones that have no date.")]
Passed = Annotated[bool, strawberry.argument(description="Also milestones whose date has passed.")]
States = Annotated[list[FindingState] | None, strawberry.argument(description="Only findings in these states.")]
CountedBy = Annotated[CountBy, strawberry.argument(description="What to count by.")]


@strawberry.type
class GapRoots:
    """What `Query` takes over."""

    @resolved("Everything that is wrong with the plans.")
    def gaps(
        self, info: strawberry.Info, filter: Filter = None, order_by: OrderBy = GapOrder.RULE,  # noqa: A002
        group_by: GroupBy = None, first: First = USUAL, after: After = None, as_of: AsOf = None,
    ) -> GapConnection:
        """All gaps, or some."""
        at = info.context.edition.moment(as_of)
        return _page(at, None, filter, order_by, group_by, first, after)

    @resolved(
        "Where the golden thread is broken: work that supports nothing, plans that nothing supports, links that lead "
        f"nowhere or to what has been replaced. Gaps of {', '.join(sorted(BROKEN_LINKS))}.")
    def broken_links(
        self, info: strawberry.Info, filter: Filter = None, order_by: OrderBy = GapOrder.RULE,  # noqa: A002
        group_by: GroupBy = None, first: First = USUAL, after: After = None, as_of: AsOf = None,
    ) -> GapConnection:
        """Gaps of the rules that find a break in the thread itself."""
        at = info.context.edition.moment(as_of)
        return _page(at, BROKEN_LINKS, filter, order_by, group_by, first, after)

    @resolved(
        "Plans in force, or whose state is not recorded, with no milestone of their own nor of an action that is part "
        f"of them or delivers them. Gaps of {' and '.join(MISSING)}.")
    def plans_missing_milestones(  # noqa: PLR0913, PLR0917 - one argument each for what may be asked
        self, info: strawberry.Info, include_undated: Undated = False, include_passed: Passed = False,
        filter: Filter = None, order_by: OrderBy = GapOrder.RULE, group_by: GroupBy = None,  # noqa: A002
        first: First = USUAL, after: After = None, as_of: AsOf = None,
    ) -> GapConnection:
        """Gaps of the rules about milestones."""
        at = info.context.edition.moment(as_of)
        codes = {*MISSING, *([UNDATED] if include_undated else []), *([PASSED] if include_passed else [])}
        return _page(at, codes, filter, order_by, group_by, first, after)

    @resolved("What would mend many gaps at once, as a check orders it.")
    def causes(
        self, info: strawberry.Info, first: First = USUAL, after: After = None, as_of: AsOf = None
    ) -> Connection[Cause]:
        """The causes of the check."""
        at: Moment = info.context.edition.moment(as_of)
        return at.page(at.check.causes, at.show_cause, first, after, lambda cause: cause.id,
                       lambda cause: (cause.item, cause.board))

    @resolved("What inspectors, peers and officers wrote, and what has become of it in the plans.")
    def findings(
        self, info: strawberry.Info, state: States = None, first: First = USUAL, after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Finding]:
        """The findings compared with the gaps."""
        at: Moment = info.context.edition.moment(as_of)
        wanted = None if state is None else {one.value for one in state}
        found = [one for one in at.check.findings if wanted is None or one.state.value in wanted]
        return at.page(found, at.show_finding, first, after, lambda one: one.finding.id,
                       lambda one: one.finding.items)

    @resolved(
        "How many gaps there are, by severity, of each rule, board, owner, plan, tier or criterion.")
    def gap_summary(self, info: strawberry.Info, by: CountedBy, as_of: AsOf = None) -> list[SummaryLine]:
        """Gaps counted."""
        at = info.context.edition.moment(as_of)
        return [show_summary(line) for line in gap_summary(at.store, at.check, By(by.value))]

    @resolved("What share of each board's work, tier by tier, is joined both up and down.")
    def coverage(self, info: strawberry.Info, as_of: AsOf = None) -> list[CoverageCell]:
        """The cells of the coverage table."""
        at = info.context.edition.moment(as_of)
        return [show_cell(cell, at) for cell in coverage(at.store)]


def _page(
    at: Moment, codes: Collection[str] | None, wanted: GapFilter | None, order: Any, group_by: Any, first: int,
    after: str | None,
) -> GapConnection:
    """The gaps of some rules, or of all, that fit. Page by page where no check is at hand and none is needed."""
    if not at.checked and group_by is None and order.value == "rule":
        rows = paged(at.finder, at.edition.opened.rules, codes, wanted, at.selection)
        if rows is not None:
            return at.gap_page(rows, first, after)
    gaps = chosen([gap for gap in at.check.gaps if codes is None or gap.rule.code in codes],
                  wanted, order, at.selection)
    groups = []
    if group_by is not None:
        lines = gap_summary(at.store, replace(at.check, gaps=tuple(gaps)), By(group_by.value))
        groups = [show_summary(line) for line in lines]
    return at.gap_page(gaps, first, after, groups)
