"""The top of a clean council: the vision, the partnership's plans, the corporate plan."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.measures import agreed
from graph_api.generate.names import Named, aim, change, subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several

CLOSED = ("June 2008", "2008-05-15", "2007/08")


def vision(c: Builder, shape: Shape, name: str) -> None:
    """The vision with milestones of its own, and its themes."""
    c.at.vision = c.put(
        "Vision", "2033", f"{name} 2033", start="2008-04-01", end="2033-03-31", long_term="yes",
        aim="A place where everybody has what they need close by", owned_by=c.at.partnership,
        **_in_force(c, "2013/14", "Partners drift apart"))
    for year in ("by 2013", "by 2023"):
        good.milestone(c, c.at.vision, due=year)
    for _ in range(shape.themes):
        c.at.themes.append(goal(c, 1, part_of=c.at.vision, owned_by=c.dice.pick(c.at.boards)))


def partnership_plans(c: Builder, shape: Shape, name: str) -> None:
    """The community strategy with the partnership's priorities, and the local area agreement."""
    at = c.at
    at.community_strategy = c.put(
        "CommunityStrategy", "2008", f"Community strategy for {name}", start="2008-04-01", end="2018-03-31",
        aim="To put the vision into practice", long_term="yes", owned_by=at.partnership, supports=at.vision,
        **_in_force(c, "2011/12", "Fewer jobs than hoped for"))
    good.milestone(c, at.community_strategy)
    at.agreement = c.put(
        "LocalAreaAgreement", "2008-2011", "Local area agreement", start="2008-04-01", end="2011-03-31",
        owned_by=at.partnership, supports=at.community_strategy, stated_count=str(agreed(shape)), joint="yes",
        evidenced_by=at.joint_agreement, **_in_force(c, "March 2009", "Less money from government"))
    good.milestone(c, at.agreement)
    for number in range(shape.priorities):
        c.at.priorities.append(goal(
            c, 1, part_of=at.community_strategy, supports=at.themes[number % len(at.themes)],
            owned_by=c.dice.pick(at.boards)))


def corporate_plans(c: Builder, shape: Shape) -> None:
    """The corporate plan with its objectives, each delivered by an action; and the plan that it replaced."""
    at = c.at
    at.old_plan = c.put(
        "CorporatePlan", "2005-2008", "Corporate plan 2005 to 2008", status="superseded", start="2005-04-01",
        end="2008-03-31", closed="June 2008", owned_by=c.owner(), supports=at.community_strategy)
    at.corporate_plan = c.put(
        "CorporatePlan", "2008-2012", "Corporate plan 2008 to 2012", start="2008-04-01", end="2012-03-31",
        aim="To do the council's share", owned_by=at.owners[0], supersedes=at.old_plan,
        supports=several(at.community_strategy, at.priorities[0]),
        **_in_force(c, "March 2009", "Pay claims that cost too much"))
    good.milestone(c, at.corporate_plan)
    for number in range(shape.goals):
        key = goal(c, 2, part_of=at.corporate_plan, supports=at.priorities[number % len(at.priorities)])
        at.goals.append(key)
        good.closed_action(c, delivers=key)
    # With few goals some priorities have none below them: an action serves each of those directly.
    for priority in at.priorities[shape.goals:]:
        good.closed_action(c, delivers=priority)
    for theme in at.themes[shape.priorities:]:
        good.closed_action(c, delivers=theme)


def _in_force(c: Builder, review: str, risk: str) -> dict[str, str]:
    """What is asked of any plan in force; the risk is high, with an action against it."""
    threat = c.put("Risk", c.reference("Risk", "whole-area"), risk, level="high", owned_by=c.owner())
    good.closed_action(c, type="corrective", addresses=threat)
    return {"status": "live", "review": review, "groups": c.dice.pick(good.GROUPS), "reviewed_by": c.at.consultation,
            "threatened_by": threat, "funded_by": good.budget_line(c)}


def wide_goal(c: Builder) -> None:
    """An objective with a scope of two parts, and a strategy that takes up the whole of it."""
    at = c.at
    wide = goal(c, 2, part_of=at.corporate_plan, supports=at.priorities[0])
    parts = [goal(c, 2, part_of=wide, supports=at.priorities[0]) for _ in range(2)]
    for key in (wide, *parts):
        good.closed_action(c, delivers=key)
    at.wide = [wide, *parts]
    good.working_strategy(c, supports=several(*at.wide))


def old_goals(c: Builder, shape: Shape) -> None:
    """What the replaced corporate plan wanted: replaced with it, so nothing is asked of it any more."""
    at = c.at
    for _ in range(3):
        at.old_goals.append(
            goal(c, 2, status="superseded", part_of=at.old_plan, supports=c.dice.pick(at.themes)))
    good.closed_action(c, delivers=at.old_goals[1])
    for _ in range(1 + shape.strategies // 6):
        about = subject(c.dice)
        at.old_strategies.append(c.add(
            "Strategy", Named(about.slug, f"Former {about.title} strategy"), status="superseded",
            start="2003-04-01", end="2008-03-31", closed=c.dice.pick(CLOSED), owned_by=c.owner(),
            supports=at.old_goals[0]))


def goal(c: Builder, tier: int, status: str = "live", **cells: str | None) -> str:
    """A theme, priority or corporate objective; the indicators say later that they measure it."""
    about = aim(c.dice, c.place)
    usual: dict[str, str | None] = {"outcome": change(c.dice, about), "owned_by": c.owner()}
    return c.add("Objective", about, tier=str(tier), status=status, **{**usual, **cells})
