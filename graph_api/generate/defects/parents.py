"""Links that are there but lead wrong: no link to the right tier, replaced parents, other headings, skipped tiers."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.rows import several


@defect("G02")
def _service_plan_without_parent(c: Builder) -> list[Gap]:
    return [gap("G02", good.service_plan_row(c, "supports", status="draft", review=None))]


@defect("G02")
def _service_plan_under_a_strategy_only(c: Builder) -> list[Gap]:
    return [gap("G02", good.service_plan(c, supports=c.dice.pick(c.at.strategies)))]


@defect("G03")
def _goal_that_only_stands_in_the_corporate_plan(c: Builder) -> list[Gap]:
    """What is below it is linked, and its chain stops there; a goal is all that staff objectives need."""
    goal = good.objective(c, 2, part_of=c.at.corporate_plan)
    upper = good.objective(c, 3, supports=goal)
    lower = good.objective(c, 4, supports=upper)
    good.staff_objective(c, lower)
    action = good.closed_action(c, delivers=lower)
    return [gap("G03", goal), *(gap("G05", key) for key in (upper, lower, action))]


@defect("G03")
def _goal_that_stands_nowhere(c: Builder) -> list[Gap]:
    goal = good.objective(c, 2)
    return [gap("G03", goal), gap("G05", good.closed_action(c, delivers=goal))]


@defect("G03")
def _goal_that_supports_its_own_plan(c: Builder) -> list[Gap]:
    """The corporate plan leads on to the vision, but it is no priority of the partnership."""
    goal = good.objective(c, 2, supports=c.at.corporate_plan)
    good.closed_action(c, delivers=goal)
    return [gap("G03", goal)]


@defect("G06")
def _staff_objective_under_superseded_objective(c: Builder) -> list[Gap]:
    old = good.objective(c, status="superseded", measured_by=None)
    staff = good.staff_objective(c, old)
    return [gap("G06", staff, old)]


@defect("G06")
def _objective_under_one_that_another_replaced(c: Builder) -> list[Gap]:
    """Nothing says "superseded" on the old objective itself: the new one says so."""
    old = good.objective(c, 3, status=None)
    good.objective(c, 3, supersedes=old)
    lower = good.objective(c, supports=old)
    return [gap("G06", lower, old)]


@defect("G06")
def _strategy_under_the_old_corporate_plan(c: Builder) -> list[Gap]:
    """It supports the old plan and one of its objectives: two links, two gaps."""
    old = (c.at.old_plan, c.dice.pick(c.at.old_goals))
    key = good.strategy(c, "draft", supports=";".join(old))
    return [gap("G06", key, parent) for parent in old]


@defect("G06")
def _service_plan_under_an_old_goal(c: Builder) -> list[Gap]:
    """The strategy beside it is in force."""
    old = c.dice.pick(c.at.old_goals)
    return [gap("G06", good.service_plan(c, supports=f"{old};{c.dice.pick(c.at.strategies)}"), old)]


@defect("G06b")
def _draft_strategy_with_superseded_objective(c: Builder) -> list[Gap]:
    draft = good.strategy(c, "draft", supports=c.goal())
    old = good.objective(c, 3, status="superseded", part_of=draft, measured_by=None)
    return [gap("G06b", draft, old)]


@defect("G06b")
def _service_plan_with_objective_that_another_replaced(c: Builder) -> list[Gap]:
    plan = good.service_plan(c)
    old = good.objective(c, part_of=plan)
    good.objective(c, part_of=plan, supersedes=old)
    return [gap("G06b", plan, old)]


@defect("G07")
def _objective_under_no_heading_of_the_corporate_plan(c: Builder) -> list[Gap]:
    draft = good.strategy(c, "draft", supports=c.at.corporate_plan)
    return [gap("G07", good.objective(c, 3, supports=None, part_of=draft), c.at.corporate_plan)]


@defect("G07")
def _objective_under_a_heading_of_another_plan(c: Builder) -> list[Gap]:
    draft = good.strategy(c, "draft", supports=c.at.corporate_plan)
    held = good.objective(c, 3, supports=c.strategy_objective(), part_of=draft)
    return [gap("G07", held, c.at.corporate_plan)]


@defect("G07")
def _service_objective_under_no_heading_of_the_corporate_plan(c: Builder) -> list[Gap]:
    """The plan itself supports the corporate plan; one of its objectives follows, one does not."""
    plan = c.at.corporate_plan
    key = good.service_plan_row(c, "", status="draft", supports=f"{plan};{c.dice.pick(c.at.strategies)}")
    good.objective(c, part_of=key, supports=f"{c.goal()};{c.strategy_objective()}")
    return [gap("G07", good.objective(c, part_of=key), plan)]


@defect("G07")
def _objective_apart_from_what_the_partnership_wants(c: Builder) -> list[Gap]:
    """The strategy passes over the corporate plan too, which is a gap of its own."""
    above = c.dice.pick((c.at.vision, c.at.community_strategy))
    draft = good.strategy(c, "draft", supports=above)
    return [gap("G07", good.objective(c, 3, part_of=draft), above), gap("S5", draft, above)]


@defect("S5")
def _staff_objective_straight_under_a_strategy(c: Builder) -> list[Gap]:
    above = c.strategy_objective()
    return [gap("S5", good.staff_objective(c, above), above)]


@defect("S5")
def _strategy_straight_under_a_theme(c: Builder) -> list[Gap]:
    above = c.dice.pick(c.at.themes)
    return [gap("S5", good.strategy(c, "draft", supports=above), above)]


@defect("S5")
def _service_plan_straight_under_two_themes(c: Builder) -> list[Gap]:
    """Two links that pass over corporate plan and strategies: two gaps."""
    above = c.at.themes[:2]
    key = good.service_plan(c, supports=several(*above))
    return [gap("S5", key, parent) for parent in above]


@defect("S5")
def _objective_straight_under_a_priority(c: Builder) -> list[Gap]:
    """Standing in a plan of the tier between is no link to it."""
    above = c.dice.pick(c.at.priorities)
    held = good.objective(c, supports=above, part_of=good.strategy(c, "draft", supports=c.goal()))
    return [gap("S5", held, above)]


@defect("S7")
def _objective_without_parent(c: Builder) -> list[Gap]:
    return [gap("S7", good.objective(c, supports=None))]


@defect("S7")
def _objectives_under_one_without_parent(c: Builder) -> list[Gap]:
    """The lower one has its parent, but the chain stops below the goals; staff under it are cut off."""
    top = good.objective(c, 3, supports=None)
    lower = good.objective(c, supports=top)
    return [gap("S7", top), gap("G05", lower), gap("G01", good.staff_objective(c, lower))]
