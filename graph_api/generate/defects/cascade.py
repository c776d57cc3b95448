"""Faults where plans meet: conflicts that nobody settled, outcomes that nobody leads, boards and scopes that differ."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.rows import several


@defect("G13")
def _conflict_that_nobody_settled(c: Builder) -> list[Gap]:
    return [gap("G13", *good.conflict(c))]


@defect("G13")
def _one_conflict_of_two_settled(c: Builder) -> list[Gap]:
    """The settlement stands on the link, so it serves only that one."""
    first, _ = good.conflict(c, note="Both wait until the bridge is mended")
    other = good.objective(c)
    c.link(first, "conflicts with", other)
    return [gap("G13", first, other)]


@defect("G14")
def _outcome_of_two_strategies_without_lead(c: Builder) -> list[Gap]:
    key = _outcome(c)
    for _ in range(2):
        good.strategy(c, "draft", supports=key)
    return _leaderless(key)


@defect("G14")
def _outcome_of_a_strategy_and_a_service_plan_without_lead(c: Builder) -> list[Gap]:
    key = _outcome(c)
    good.service_plan_row(c, status="draft", supports=several(key, good.strategy(c, "draft", supports=key)))
    return _leaderless(key)


@defect("G14")
def _outcome_of_two_joint_actions_without_lead(c: Builder) -> list[Gap]:
    key = good.objective(c, owned_by=None)
    for _ in range(2):
        good.closed_action(c, delivers=key, joint="yes")
    return _leaderless(key)


def _outcome(c: Builder, owned_by: str | None = None) -> str:
    """A corporate objective that an action delivers and, as a rule, nobody owns."""
    key = good.objective(c, 2, supports=c.dice.pick(c.at.priorities), owned_by=owned_by)
    good.closed_action(c, delivers=key)
    return key


def _leaderless(key: str) -> list[Gap]:
    """What has no lead has no owner either."""
    return [gap("G14", key), gap("G21", key)]


@defect("G15")
def _action_for_a_strategy_of_another_board(c: Builder) -> list[Gap]:
    strategy = c.dice.pick(c.at.strategies)
    board = c.at.overseers[strategy]
    return [gap("G15", good.closed_action(c, delivers=strategy, overseen_by=_another(c, board)), board)]


@defect("G15")
def _action_under_one_board_of_two(c: Builder) -> list[Gap]:
    """Two boards oversee the objective that it delivers."""
    first = c.dice.pick(c.at.boards)
    second, key = _another(c, first), good.objective(c)
    for board in (first, second):
        c.link(key, "overseen by", board)
    return [gap("G15", good.closed_action(c, delivers=key, overseen_by=first), second)]


def _another(c: Builder, board: str) -> str:
    return c.dice.pick([other for other in c.at.boards if other != board])


@defect("G16")
def _strategy_that_leaves_out_a_part(c: Builder) -> list[Gap]:
    wide, first, second = c.at.wide
    return [gap("G16", good.strategy(c, "draft", supports=several(wide, first)), second)]


@defect("G16")
def _strategy_that_leaves_out_two_parts_of_three(c: Builder) -> list[Gap]:
    """Two links that are not there: two gaps."""
    whole = _outcome(c, owned_by=c.owner())
    named, *left_out = (good.objective(c, 3, part_of=whole) for _ in range(3))
    key = good.strategy(c, "draft", supports=several(whole, named))
    return [gap("G16", key, part) for part in left_out]
