"""What has become of the gaps of an earlier check, as a report shows it: in a line, by board and owner, gap by gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph_api.reports.scope import Scope
from graph_api.reports.since_words import age, since_line, since_remarks, standing_words
from graph_api.reports.words import day, told_apart
from graph_api.results import Compared, Comparison, Standing
from graph_api.since import NONE, Side, SinceGroup, Tally, groups, standing, tally, turned

MOST_GROUPS, MOST_LINES = 40, 20
"""How many rows the report prints; what is left out is counted, and all of it is in the JSON report."""
HEADINGS = (
    (Standing.NEW, "New gaps"), (Standing.REOPENED, "Reopened: gone before, and back"), (Standing.GONE, "Gone"),
    (Standing.NOT_CHECKED, "Not checked this time"))


@dataclass(frozen=True, slots=True)
class SinceRow:
    """One board or owner: its counts, and the age of its oldest gap in words."""

    title: str
    tally: Tally
    oldest: str


@dataclass(frozen=True, slots=True)
class SinceTable:
    """The counts by board or by owner; `side` is the heading of the first column."""

    side: str
    anchor: str
    rows: tuple[SinceRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class SinceLine:
    """One gap: what is wrong, how bad, its rule, who leads, whom to ask, how it stands."""

    message: str
    severity: str
    rule: str
    board: str
    owner: str
    stands: str


@dataclass(frozen=True, slots=True)
class SinceList:
    """The gaps of one standing, worst first, then oldest."""

    heading: str
    anchor: str
    lines: tuple[SinceLine, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class SinceView:
    """The whole section. `since` is the day of the earlier check, in words."""

    since: str
    line: str
    remarks: tuple[str, ...]
    whole: Tally
    tables: tuple[SinceTable, ...]
    lists: tuple[SinceList, ...]


def since_view(scope: Scope) -> SinceView | None:
    """The section; None where no earlier check was given."""
    since = scope.check.since
    if since is None:
        return None
    return SinceView(
        day(since.since), since_line(since), tuple(since_remarks(since)), tally(since.lines),
        tuple(_table(since, side) for side in Side),
        tuple(made for made in _lists(scope, since) if made.lines))


def _table(since: Comparison, side: Side) -> SinceTable:
    found = [group for group in groups(since, side) if group.tally.tells]
    titles = told_apart({group.key: group.title for group in found})
    rows = tuple(_row(group, titles[group.key]) for group in found[:MOST_GROUPS])
    return SinceTable(
        "Lead board" if side is Side.BOARD else "Owner", f"since-{side}", rows, max(0, len(found) - MOST_GROUPS))


def _row(group: SinceGroup, title: str) -> SinceRow:
    return SinceRow(title, group.tally, age(group.oldest) if group.tally.open + group.tally.reopened else "none open")


def _lists(scope: Scope, since: Comparison) -> Iterator[SinceList]:
    for wanted, heading in HEADINGS:
        yield _list(scope, since, heading, f"since-{wanted.value}", standing(since, wanted))
    yield _list(scope, since, "Changed, waived or no longer waived", "since-changed", turned(since))
    old = [line for line in standing(since, Standing.OPEN) if since.days(line.gap)]
    yield _list(scope, since, "Open for longest", "since-open", sorted(old, key=lambda line: line.gap.first_seen))


def _list(scope: Scope, since: Comparison, heading: str, anchor: str, lines: list[Compared]) -> SinceList:
    shown = tuple(_line(scope, since, line) for line in lines[:MOST_LINES])
    return SinceList(heading, anchor, shown, max(0, len(lines) - MOST_LINES))


def _line(scope: Scope, since: Comparison, line: Compared) -> SinceLine:
    gap, rule = line.gap, scope.check.rule(line.gap.rule)
    return SinceLine(
        gap.message, gap.severity.value, f"{gap.rule} {rule.name}" if rule else gap.rule,
        gap.board.title if gap.board else NONE[Side.BOARD], gap.owner.title if gap.owner else NONE[Side.OWNER],
        standing_words(since, line))
