"""What has become of the gaps of an earlier check, in the API: against the baseline that the server was given."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph_api import results, since
from graph_api.gql.declare import holding, resolved
from graph_api.gql.enums import GapStanding, GapWhy, Proof, Severity
from graph_api.gql.gaps import Gap
from graph_api.gql.items import PlanItem
from graph_api.gql.lists import AsOf
from graph_api.gql.paging import USUAL, After, Connection, First
from graph_api.gql.values import Day

if TYPE_CHECKING:
    from graph_api.gql.moment import Moment

NO_BASELINE = "No earlier check was given. Start the server with --baseline and a check that was saved as JSON."

Standings = Annotated[list[GapStanding] | None, strawberry.argument(description="Only gaps that stand so.")]
Boards = Annotated[list[str] | None, strawberry.argument(
    description="Only gaps that these boards lead, by their keys; an empty word for gaps without one.")]
Owners = Annotated[list[str] | None, strawberry.argument(
    description="Only gaps of these owners, by their keys; an empty word for gaps without one.")]
Counts = Annotated[bool | None, strawberry.argument(
    description="Only gaps that headlines count, as they are now or last were (true), or only the others (false).")]


@strawberry.type(description=(
    "How many gaps stand how since an earlier check. Only those that headlines count; waived and silent ones apart."))
class CompareCounts:
    """What `since.Tally` counts."""

    new: int = strawberry.field(description="Found now and not before.")
    gone: int = strawberry.field(description="Found before and not now.")
    mended: int = strawberry.field(description="Those of the gone whose rule looked at the same items again.")
    open: int = strawberry.field(description="Found before and now.")
    reopened: int = strawberry.field(description="Found now, and gone in an earlier check.")
    waived: int = strawberry.field(description="Agreed exceptions that are there now.")
    newly_waived: int = strawberry.field(description="Those of them that were not waived before.")
    waiver_ended: int = strawberry.field(description="Gaps that were waived before and count again.")
    changed: int = strawberry.field(description="Open gaps whose severity or proof has changed.")
    newly_counted: int = strawberry.field(description="Open gaps that rested on silence before.")
    no_longer_counted: int = strawberry.field(description="Open gaps that counted before and rest on silence now.")
    not_checked: int = strawberry.field(description="Gaps whose rule was not asked this time.")
    silent: int = strawberry.field(description="Gaps that are there now and rest on silence.")
    silent_new: int = strawberry.field(description="Those of the silent that were not there before.")
    silent_gone: int = strawberry.field(description="Silent gaps that are gone.")


@strawberry.type(description="What has become of the gaps of one board or owner.")
class CompareGroup:
    """One group of `since.groups`."""

    key: str = strawberry.field(description="The key of the board or owner; empty where none is recorded.")
    title: str = strawberry.field(description="The same in words.")
    counts: CompareCounts = strawberry.field(description="The counts.")
    oldest_days: int = strawberry.field(
        description="For how many days the oldest gap has been known that counts and is still there; 0 for none.")


@strawberry.type(description="What has changed of a gap.")
class GapChange:
    """One change."""

    what: str = strawberry.field(description="Severity or proof.")
    before: str = strawberry.field(description="What it was.")
    now: str = strawberry.field(description="What it is.")


@strawberry.type(description="A gap in the light of two checks, as it is now or, where it is gone, as it last was.")
class ComparedGap:
    """One line of a comparison."""

    key: str = strawberry.field(description="The identity of the gap.")
    standing: Any = strawberry.field(description="How it stands.", graphql_type=GapStanding)
    why: Any = strawberry.field(
        description="Why it is in one of the checks alone; none where it is in both.", graphql_type=GapWhy | None)
    rule: str = strawberry.field(description="The code of its rule.")
    severity: Any = strawberry.field(description="How bad it is or was.", graphql_type=Severity)
    proof: Any = strawberry.field(description="How sure it is or was.", graphql_type=Proof)
    counts: bool = strawberry.field(description="Whether headlines count or counted it.")
    message: str = strawberry.field(description="What is or was wrong, in one sentence.")
    item_keys: list[str] = strawberry.field(description="Keys of the items that it is about.")
    board_title: str | None = strawberry.field(description="The board that leads or led.")
    owner_title: str | None = strawberry.field(description="The post or body that must or had to mend it.")
    waived: str | None = strawberry.field(description="Why it is or was an agreed exception.")
    newly_waived: bool = strawberry.field(description="Whether it has become an agreed exception.")
    waiver_ended: bool = strawberry.field(description="Whether it was an agreed exception and is none any more.")
    first_seen: Day = strawberry.field(description="The date of the first check that found it.")
    days: int = strawberry.field(description="For how many days it has been known.")
    reopened: Day | None = strawberry.field(description="The date of the check that found it again.")
    gone_since: Day | None = strawberry.field(description="The date of the first check that did not find it.")
    changes: list[GapChange] = strawberry.field(description="What has changed of a gap that is still open.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

        @property
        def _line(self) -> results.Compared: ...

    @resolved("The gap itself, where this check found it.")
    def gap(self) -> Gap | None:
        """The gap of the check."""
        found = self._at.gap(self.key)
        return self._at.show_gap(found) if found else None

    @resolved("The items that it is about, as far as they are still there.")
    def items(self) -> list[PlanItem]:
        """The items."""
        return [item for one in self._line.gap.items if (item := self._at.item(one.key))]


@strawberry.type(description=(
    "What has become of the gaps of an earlier check. Where there is nothing to compare with, reason says why."))
class Comparison:
    """The comparison of a moment with the baseline."""

    reason: str | None = strawberry.field(description="Why nothing was compared; none where it was.")
    as_of: Day = strawberry.field(description="The date of this check.")
    since: Day | None = strawberry.field(description="The date of the earlier check.")
    counts: CompareCounts | None = strawberry.field(description="All gaps counted; none where nothing was compared.")
    sentence: str | None = strawberry.field(description="The counts in one line.")
    rules_not_run: list[str] = strawberry.field(description="Codes of rules that only the earlier check ran.")
    rules_new: list[str] = strawberry.field(description="Codes of rules that only this check ran.")
    rules_changed: list[str] = strawberry.field(description="Codes of rules that ask something else than before.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

    @resolved("The same by the board that leads.")
    def by_board(self) -> list[CompareGroup]:
        """Groups of boards."""
        return self._at.compared(since.Side.BOARD)

    @resolved("The same by owner.")
    def by_owner(self) -> list[CompareGroup]:
        """Groups of owners."""
        return self._at.compared(since.Side.OWNER)

    @resolved("Gap by gap, by rule.")
    def gaps(
        self, standing: Standings = None, boards: Boards = None, owners: Owners = None, counts: Counts = None,
        first: First = USUAL, after: After = None,
    ) -> Connection[ComparedGap]:
        """The lines of the comparison."""
        found = self._at.check.since
        stands = None if standing is None else {one.value for one in standing}
        lines = [line for line in found.lines if _fits(line, stands, boards, owners, counts)] if found else []
        return self._at.page(
            lines, lambda line: show_compared(line, self._at), first, after, lambda line: line.gap.id,
            lambda line: (*line.gap.items, line.gap.owner, line.gap.board))


@strawberry.type
class CompareRoots:
    """What `Query` takes over."""

    @resolved(
        "What has become of the gaps of an earlier check, the one that the server was started with: new, reopened, "
        "still open, gone and why, not checked.")
    def compare(self, info: strawberry.Info, as_of: AsOf = None) -> Comparison:
        """The check compared with the baseline."""
        at: Moment = info.context.edition.moment(as_of)
        return at.comparison


def show_comparison(at: Moment) -> Comparison:
    """The comparison as the API gives it."""
    found, reason = at.check.since, at.check.not_compared
    counts = since.tally(found.lines) if found else None
    return holding(Comparison(
        reason=None if found else reason or NO_BASELINE, as_of=Day(at.as_of),
        since=Day(found.since) if found else None, counts=_counts(counts) if counts else None,
        sentence=counts.sentence if counts else None, rules_not_run=list(found.rules_not_run) if found else [],
        rules_new=list(found.rules_new) if found else [],
        rules_changed=list(found.rules_changed) if found else []), _at=at)


def show_compared(line: results.Compared, at: Moment) -> ComparedGap:
    """The gap as the API gives it."""
    gap, found = line.gap, at.check.since
    return holding(ComparedGap(
        key=gap.id, standing=GapStanding(line.standing.value), why=GapWhy(line.why.value) if line.why else None,
        rule=gap.rule, severity=Severity(gap.severity.value), proof=Proof(gap.proof.value), counts=gap.counts,
        message=gap.message, item_keys=[item.key for item in gap.items],
        board_title=gap.board.title if gap.board else None, owner_title=gap.owner.title if gap.owner else None,
        waived=gap.waived, newly_waived=line.newly_waived, waiver_ended=line.waiver_ended,
        first_seen=Day(gap.first_seen), days=found.days(gap) if found else 0,
        reopened=Day(gap.reopened) if gap.reopened else None,
        gone_since=Day(gap.gone_since) if gap.gone_since else None,
        changes=[GapChange(what=what, before=old, now=new) for what, old, new in line.changes]), _at=at, _line=line)


def _fits(
    line: results.Compared, standing: set[str] | None, boards: list[str] | None, owners: list[str] | None,
    counts: bool | None,
) -> bool:
    gap = line.gap
    return ((standing is None or line.standing.value in standing)
            and (boards is None or (gap.board.key if gap.board else "") in boards)
            and (owners is None or (gap.owner.key if gap.owner else "") in owners)
            and (counts is None or gap.counts == counts))


def show_groups(found: results.Comparison | None, side: since.Side) -> list[CompareGroup]:
    """What has become of the gaps of each board or owner, as the API gives it."""
    return [CompareGroup(key=one.key, title=one.title, counts=_counts(one.tally), oldest_days=one.oldest)
            for one in since.groups(found, side)] if found else []


def _counts(tally: since.Tally) -> CompareCounts:
    return CompareCounts(**asdict(tally))
