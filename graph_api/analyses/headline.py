"""What an executive needs first: the bad news in a sentence, the plans in a line, five decisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph_api.analyses.inventory import PlanState, inventory
from graph_api.analyses.summary import state_of
from graph_api.explain import listing
from graph_api.results import Cause, Check, Gap, ItemRef
from graph_api.stores.protocol import Store
from schema.rule import Severity

BROKEN_LINKS = frozenset(("G01", "G02", "G03", "G04", "G05", "G06", "G06b", "G08", "S1", "S2", "S7", "S8"))
"""Codes of the rules that find a break in the thread itself."""
MOST_A_BOARD = 2
SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Headline:
    """The bad news first: what counts, how much of it breaks the thread, what rests on silence, what is waived."""

    sentence: str
    inventory_line: str
    high: int
    medium: int
    low: int
    broken: int
    silent: int
    waived: int
    plans_read: int
    plans_listed: int
    plans_absent: int

    @property
    def counted(self) -> int:
        """Gaps that count: recorded values or empty cells show them, or an inspector confirms them."""
        return self.high + self.medium + self.low


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to decide: what is wrong, what would mend it, who leads, and how many gaps that count it would
    clear. `cause` is what the gaps share; `gap` stands alone without one. `members` are those gaps.
    """

    text: str
    remedy: str
    board: ItemRef | None
    severity: Severity
    gaps: int
    cause: Cause | None = None
    gap: Gap | None = None
    members: tuple[Gap, ...] = ()


def headline(store: Store, check: Check) -> Headline:
    """The headline of a check, with its counts."""
    states = Counter(state_of(gap) for gap in check.gaps)
    broken = sum(gap.counts and gap.rule.code in BROKEN_LINKS for gap in check.gaps)
    plans = Counter(line.state for line in inventory(store))
    return Headline(
        _sentence(check, states, broken), _inventory_line(plans),
        states["high"], states["medium"], states["low"], broken, states["silent"], states["waived"],
        plans[PlanState.READ], plans[PlanState.LISTED], plans[PlanState.ABSENT])


def decisions(store: Store, check: Check, most: int = 5) -> tuple[Decision, ...]:  # noqa: ARG001 - as its sisters
    """The causes to decide on first: highest severity, then most items, at most two for any one board.

    A gap without a cause counts as its own. Gaps that are waived, or that rest on silence alone, have no part.
    """
    chosen: list[Decision] = []
    boards: Counter[str] = Counter()
    for decision in to_do(check):
        board = decision.board.key if decision.board else ""
        if len(chosen) < most and (not board or boards[board] < MOST_A_BOARD):
            chosen.append(decision)
            boards[board] += 1
    return tuple(chosen)


def to_do(check: Check) -> tuple[Decision, ...]:
    """Everything that there is to decide, each cause or lone gap once: highest severity, then most items.

    Of equals the first by rule and item, as a check lists its gaps.
    """
    causes = {cause.id: cause for cause in check.causes}
    groups: dict[str, list[Gap]] = {}
    for gap in check.gaps:
        if gap.counts:
            groups.setdefault(gap.cause if gap.cause in causes else gap.id, []).append(gap)
    ranked = sorted(groups.items(), key=lambda group: (_worst(group[1]), -_width(group[1]), _place(group[1][0])))
    return tuple(_decision(causes.get(key), gaps) for key, gaps in ranked)


def _decision(cause: Cause | None, gaps: list[Gap]) -> Decision:
    severity, members = SEVERITIES[_worst(gaps)], tuple(gaps)
    if cause is None:
        gap = gaps[0]
        return Decision(gap.message, gap.remedy, gap.board, severity, 1, gap=gap, members=members)
    board = cause.board or next((gap.board for gap in gaps if gap.board), None)
    return Decision(cause.says, cause.remedy, board, severity, len(gaps), cause=cause, members=members)


def _place(gap: Gap) -> tuple[str, tuple[str, ...]]:
    return gap.rule.code, tuple(item.key for item in gap.items)


def _worst(gaps: list[Gap]) -> int:
    return min(SEVERITIES.index(gap.severity) for gap in gaps)


def _width(gaps: list[Gap]) -> int:
    return len({item.key for gap in gaps for item in gap.items})


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 gap, 2 gaps, 1,200 gaps."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _sentence(check: Check, states: Counter[str], broken: int) -> str:
    counted = sum(states[severity.value] for severity in Severity)
    if not check.rules or not any(looked.n for looked in check.looked_at.values()):
        return "No rule found anything to look at, so this check can say nothing about the plans."
    said = [_counted(states, counted, broken), _silent(states["silent"], counted)]
    if states["waived"]:
        said.append(f"{count(states['waived'], 'agreed exception is', 'agreed exceptions are')} left out.")
    return " ".join(filter(None, said))


def _counted(states: Counter[str], counted: int, broken: int) -> str:
    if not counted:
        return "We found no gap that recorded values or empty cells show or that inspectors confirm."
    by_severity = listing([f"{states[name]:,} {name}" for name in Severity if states[name]])
    breaks = f" {count(broken, 'of them is a broken link', 'of them are broken links')}." if broken else ""
    return (f"We found {count(counted, 'gap')} that recorded values or empty cells show or that inspectors confirm: "
            f"{by_severity}.{breaks}")


def _silent(silent: int, counted: int) -> str:
    if not silent:
        return ""
    more = " more" if counted else ""
    verbs = "rests on silence and is" if silent == 1 else "rest on silence and are"
    return f"{silent:,}{more} {verbs} not counted: nothing that was loaded asks for what is missing."


def _inventory_line(plans: Counter[PlanState]) -> str:
    if not plans:
        return "No plan was read, and none is known by name."
    read, listed, absent = plans[PlanState.READ], plans[PlanState.LISTED], plans[PlanState.ABSENT]
    return (f"{count(sum(plans.values()), 'plan')}: {read:,} read, {listed:,} known by name alone, "
            f"{absent:,} expected and absent.")
