"""Broken chains: items that no path joins to the top, priorities that no path joins to an action, loops."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.rows import several


@defect("G01")
def _staff_objective_without_parent(c: Builder) -> list[Gap]:
    return [gap("G01", good.staff_objective(c, None))]


@defect("G01")
def _staff_objective_under_objective_that_is_only_in_a_plan(c: Builder) -> list[Gap]:
    """PART_OF does not carry the thread: standing in a linked plan is not being linked."""
    parent = good.objective(c, supports=None, part_of=c.dice.pick(c.at.services).plan)
    return [gap("G01", good.staff_objective(c, parent))]


@defect("G01")
def _staff_objectives_under_unlinked_draft(c: Builder) -> list[Gap]:
    """Two people support an objective that supports a draft strategy that supports nothing."""
    draft = good.strategy(c, "draft")
    parent = good.objective(c, supports=draft)
    staff = [good.staff_objective(c, parent) for _ in range(2)]
    return [gap("G05", parent), *(gap("G01", key) for key in staff)]


@defect("G05")
def _action_for_unlinked_draft(c: Builder) -> list[Gap]:
    return [gap("G05", good.closed_action(c, delivers=good.strategy(c, "draft")))]


@defect("G05")
def _three_steps_that_end_in_a_plan(c: Builder) -> list[Gap]:
    """The highest objective stands in a service plan but supports nothing; what hangs below it is cut off with it."""
    highest = good.objective(c, supports=None, part_of=c.dice.pick(c.at.services).plan)
    middle = good.objective(c, supports=highest)
    action = good.closed_action(c, delivers=middle)
    staff = good.staff_objective(c, middle)
    return [gap("G05", middle), gap("G05", action), gap("G01", staff)]


@defect("G05")
def _plans_under_an_unlinked_draft(c: Builder) -> list[Gap]:
    """A strategy supports a draft that supports nothing, and a service plan supports only that strategy."""
    draft = good.strategy(c, "draft")
    strategy = good.strategy(c, "draft", supports=draft)
    plan = good.service_plan_row(c, "", status="draft", supports=strategy)
    return [gap("G05", strategy), gap("G05", plan), gap("G02", plan)]


@defect("G05")
def _action_for_goal_that_stands_in_the_community_strategy(c: Builder) -> list[Gap]:
    """The goal is placed where goals may stand, but what stands in the community strategy is not yet the top."""
    goal = good.objective(c, 2, part_of=c.at.community_strategy)
    return [gap("G05", good.closed_action(c, delivers=goal))]


@defect("G05")
def _action_for_plan_known_by_name_alone(c: Builder) -> list[Gap]:
    return [gap("G05", good.closed_action(c, delivers=c.dice.pick(c.at.listed[1:])))]


@defect("S2")
def _goal_with_a_draft_below_and_no_action(c: Builder) -> list[Gap]:
    goal = good.objective(c, 2, supports=c.dice.pick(c.at.priorities))
    good.strategy(c, "draft", supports=goal)
    return [gap("S2", goal)]


@defect("S2")
def _goal_with_actions_that_only_stand_in_its_strategy(c: Builder) -> list[Gap]:
    goal = good.objective(c, 2, supports=c.dice.pick(c.at.themes))
    good.working_strategy(c, supports=goal)
    return [gap("S2", goal)]


@defect("G04")
def _goal_with_nothing_below(c: Builder) -> list[Gap]:
    goal = good.objective(c, 2, supports=c.dice.pick(c.at.priorities))
    return [gap("G04", goal), gap("S2", goal)]


@defect("G04")
def _priority_with_nothing_below(c: Builder) -> list[Gap]:
    priority = good.objective(c, 1, part_of=c.at.community_strategy, supports=c.dice.pick(c.at.themes))
    return [gap("G04", priority), gap("S2", priority)]


@defect("S1")
def _ring_above_others(c: Builder) -> list[Gap]:
    """Two objectives in a ring; the one below them and a member of staff are cut off with them."""
    first, second = _ring(c, 2)
    below = good.objective(c, supports=first)
    staff = good.staff_objective(c, below)
    return [_loop(first, second), gap("G05", first), gap("G05", second), gap("G05", below), gap("G01", staff)]


@defect("S1")
def _ring_with_a_way_out(c: Builder) -> list[Gap]:
    """One of three also supports a strategy's objective, so the ring is a loop but nothing is cut off."""
    ring = _ring(c, 3, way_out=c.strategy_objective())
    good.staff_objective(c, ring[1])
    return [_loop(*ring)]


@defect("S1")
def _objective_that_supports_itself(c: Builder) -> list[Gap]:
    (key,) = _ring(c, 1)
    return [_loop(key), gap("G05", key)]


@defect("S1")
def _ring_through_part_of(c: Builder) -> list[Gap]:
    """The first supports the second, which is part of the first: a loop of the loose view only."""
    upper, lower = (c.reference("Objective", "ring") for _ in range(2))
    second = good.objective(c, 4, reference=lower, supports=None, part_of=f"objective:{upper}")
    first = good.objective(c, 3, reference=upper, supports=second)
    return [_loop(first, second), gap("G05", first)]


def _ring(c: Builder, size: int, way_out: str | None = None) -> list[str]:
    """Objectives of which each supports the next and the last the first; the first may also lead out."""
    references = [c.reference("Objective", "ring") for _ in range(size)]
    keys = [f"objective:{reference}" for reference in references]
    for number, reference in enumerate(references):
        above = keys[(number + 1) % size]
        leads_out = number == 0 and way_out is not None
        good.objective(c, reference=reference, supports=several(above, str(way_out)) if leads_out else above)
    return keys


def _loop(*keys: str) -> Gap:
    return gap("S1", *sorted(keys))
