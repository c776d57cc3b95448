"""Gaps as the report shows them: by lead board and rule, silence by cause, actions, waived ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from graph_api.analyses.headline import Decision, count, to_do
from graph_api.analyses.summary import By, SummaryLine, gap_summary
from graph_api.explain import listing
from graph_api.reports.scope import Scope
from graph_api.reports.words import facts, missing, places, proof_words, told_apart
from graph_api.results import Cause, Check, Gap, ItemRef
from schema.rule import Severity

SEVERITIES = tuple(Severity)
MOST_OWNERS = 3
MOST_OF_A_RULE, MOST_OF_A_BOARD, MOST_CAUSES, MOST_ACTIONS = 15, 60, 60, 60
"""How many rows the report prints; what is left out is counted, and all of it is in the JSON report."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap that counts: its sentence, what shows it, how sure it is, whom to ask, where the record stands."""

    id: str
    message: str
    facts: tuple[str, ...]
    proof: str
    owner: str
    source: str
    remedy: str | None


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """The gaps of one rule under one board. `remedy` holds for all rows that have none of their own."""

    code: str
    name: str
    severity: str
    finds: str
    why: str
    remedy: str
    looked: str
    rests_on: str
    rows: tuple[GapRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class BoardGaps:
    """Everything that counts and one board leads, worst first; `line` has the counts, silent ones apart."""

    title: str
    anchor: str
    line: SummaryLine
    rules: tuple[RuleBlock, ...]


@dataclass(frozen=True, slots=True)
class SilentLine:
    """What nothing that was loaded says: one cause, how many gaps rest on it, which rules ask, what would settle it."""

    says: str
    gaps: int
    rules: str
    remedy: str
    severity: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One thing to do: what is wrong, what mends it, who is to be asked, which board leads, what it clears."""

    anchor: str
    what: str
    remedy: str
    who: str
    board: str
    severity: str
    gaps: int


@dataclass(frozen=True, slots=True)
class WaivedLine:
    """A gap that an agreed exception covers, and the reason given."""

    message: str
    rule: str
    reason: str


def boards(scope: Scope) -> tuple[BoardGaps, ...]:
    """The gaps by lead board, most high ones first; those that no board leads come last."""
    lines = gap_summary(scope.store, scope.check, By.BOARD)
    titles = told_apart({line.key: line.title if line.key else "No lead board recorded" for line in lines})
    counted: dict[str, list[Gap]] = {}
    for gap in scope.check.gaps:
        if gap.counts:
            counted.setdefault(gap.board.key if gap.board else "", []).append(gap)
    return tuple(
        BoardGaps(titles[line.key], f"board-{number}", line, _blocks(scope, counted.get(line.key, [])))
        for number, line in enumerate(lines, 1))


def silence(check: Check) -> tuple[tuple[SilentLine, ...], int]:
    """One line for each cause of gaps that rest on silence, worst first, and how many lines are left out."""
    causes = {cause.id: cause for cause in check.causes}
    groups: dict[str, list[Gap]] = {}
    for gap in check.gaps:
        if not gap.counts and gap.waived is None:
            groups.setdefault(gap.cause if gap.cause in causes else gap.rule.code, []).append(gap)
    lines = [_silent(causes.get(key), gaps) for key, gaps in groups.items()]
    lines.sort(key=lambda line: (SEVERITIES.index(Severity(line.severity)), -line.gaps, line.rules, line.says))
    return tuple(lines[:MOST_CAUSES]), max(0, len(lines) - MOST_CAUSES)


def actions(scope: Scope) -> tuple[tuple[ActionLine, ...], int]:
    """What is to be done, in the order of the decisions, and how many lines are left out."""
    todo = to_do(scope.check)
    lines = tuple(_action(scope, number, decision) for number, decision in enumerate(todo[:MOST_ACTIONS], 1))
    return lines, max(0, len(todo) - MOST_ACTIONS)


def waived(check: Check) -> tuple[WaivedLine, ...]:
    """Gaps under an agreed exception."""
    return tuple(
        WaivedLine(gap.message, f"{gap.rule.code} {gap.rule.name}", gap.waived or "No reason recorded")
        for gap in check.gaps if gap.waived is not None)


def board_words(scope: Scope, decision: Decision) -> str:
    """The board that leads on a decision, or why there is none."""
    if decision.board:
        return decision.board.title
    return missing(scope.store, scope.asks, _about(decision), "OVERSEEN_BY", "lead board")


def _blocks(scope: Scope, gaps: list[Gap]) -> tuple[RuleBlock, ...]:
    gaps = sorted(gaps, key=lambda gap: (SEVERITIES.index(gap.severity), gap.rule.code))
    blocks, room = [], MOST_OF_A_BOARD
    for code, of_rule in groupby(gaps, key=lambda gap: gap.rule.code):
        members = list(of_rule)
        rows = tuple(_row(scope, gap) for gap in members[: max(0, min(MOST_OF_A_RULE, room))])
        room -= len(rows)
        looked = scope.check.looked_at.get(code)
        blocks.append(_block(members, looked.n if looked else 0, rows))
    return tuple(blocks)


def _block(members: list[Gap], looked: int, rows: tuple[GapRow, ...]) -> RuleBlock:
    rule = members[0].rule
    return RuleBlock(
        rule.code, rule.name, rule.severity.value, rule.finds, rule.why, rule.remedy,
        f"{count(len(members), 'gap')} here. The rule looked at {count(looked, 'item')} in all.",
        places(members[0].rule_sources) or "no paper that is named", rows, len(members) - len(rows))


def _row(scope: Scope, gap: Gap) -> GapRow:
    first = gap.items[0] if gap.items else None
    return GapRow(
        gap.id, gap.message, facts(gap), proof_words(gap, scope.findings),
        gap.owner.title if gap.owner else missing(scope.store, scope.asks, first, "OWNED_BY", "owner"),
        places(gap.record_sources) or "No place recorded: the gap is the whole plan set's",
        gap.remedy if gap.remedy != gap.rule.remedy else None)


def _silent(cause: Cause | None, gaps: list[Gap]) -> SilentLine:
    rule, worst = gaps[0].rule, min((gap.severity for gap in gaps), key=SEVERITIES.index)
    says, remedy = (cause.says, cause.remedy) if cause else (rule.finds, rule.remedy)
    return SilentLine(says, len(gaps), ", ".join(sorted({gap.rule.code for gap in gaps})), remedy, worst.value)


def _action(scope: Scope, number: int, decision: Decision) -> ActionLine:
    return ActionLine(
        f"action-{number}", decision.text, decision.remedy, _who(scope, decision), board_words(scope, decision),
        decision.severity.value, decision.gaps)


def _who(scope: Scope, decision: Decision) -> str:
    owners = sorted({gap.owner.title for gap in decision.members if gap.owner})
    if not owners:
        return missing(scope.store, scope.asks, _about(decision), "OWNED_BY", "owner")
    more = [f"{len(owners) - MOST_OWNERS} more"] if len(owners) > MOST_OWNERS else []
    return listing(owners[:MOST_OWNERS] + more)


def _about(decision: Decision) -> ItemRef | None:
    """The item whose owner or board is asked for."""
    if decision.cause and decision.cause.item:
        return decision.cause.item
    return next((gap.items[0] for gap in decision.members if gap.items), None)
