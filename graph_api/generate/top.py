"""The top of a clean council: bodies and posts, the vision, the partnership's plans, the corporate plan."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import Named, aim, change, subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several


def bodies(c: Builder, shape: Shape, name: str) -> None:
    """Partnership, boards, council, executive, departments, partners."""
    at = c.at
    at.partnership = c.put("Partnership", "partnership", f"{name} Partnership", type="partnership")
    at.council = c.put("Organisation", "council", f"{name} Council", type="council")
    at.executive = c.put("Board", "executive", "Executive", type="executive", part_of=at.council)
    c.put("Board", "scrutiny", "Scrutiny committee", type="scrutiny", part_of=at.council)
    for _ in range(shape.boards):
        about = subject(c.dice)
        at.boards.append(c.add(
            "Board", about._replace(title=f"Board for {about.title}"), type="board", part_of=at.partnership))
    for _ in range(shape.departments):
        about = subject(c.dice)
        at.departments.append(c.add("Organisation", about._replace(title=f"{about.title.capitalize()} department"),
                                    type="department", part_of=at.council))


def key_posts(c: Builder) -> None:
    """The chief executive and a director for each department; each has a holder of their own."""
    c.at.owners.append(c.put("Post", "chief-executive", "Chief executive", status="filled", key_post="yes",
                             holder="staff-1001", member_of=c.at.executive))
    for number, department in enumerate(c.at.departments):
        about = subject(c.dice, department)
        c.at.owners.append(c.put(
            "Post", f"director-{number + 1}", f"Director of {about.title}", status="filled", key_post="yes",
            holder=f"staff-{1002 + number}", member_of=department))


def vision(c: Builder, shape: Shape, name: str) -> None:
    """The vision with milestones of its own, and its themes."""
    c.at.vision = c.put(
        "Vision", "2033", f"{name} 2033", status="live", start="2008-04-01", end="2033-03-31", review="2013/14",
        aim="A place where everybody has what they need close by", long_term="yes", owned_by=c.at.partnership)
    for year in ("by 2013", "by 2023"):
        good.milestone(c, c.at.vision, due=year)
    for _ in range(shape.themes):
        c.at.themes.append(goal(c, 1, part_of=c.at.vision, owned_by=c.dice.pick(c.at.boards)))


def partnership_plans(c: Builder, shape: Shape, name: str) -> None:
    """The community strategy with the partnership's priorities, and the local area agreement."""
    at = c.at
    at.community_strategy = c.put(
        "CommunityStrategy", "2008", f"Community strategy for {name}", status="live", start="2008-04-01",
        end="2018-03-31", review="2011/12", aim="To put the vision into practice", long_term="yes",
        owned_by=at.partnership, supports=at.vision)
    good.milestone(c, at.community_strategy)
    at.agreement = c.put(
        "LocalAreaAgreement", "2008-2011", "Local area agreement", status="live", start="2008-04-01",
        end="2011-03-31", review="March 2009", owned_by=at.partnership, supports=at.community_strategy)
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
        end="2008-03-31", owned_by=c.owner(), supports=at.community_strategy)
    at.corporate_plan = c.put(
        "CorporatePlan", "2008-2012", "Corporate plan 2008 to 2012", status="live", start="2008-04-01",
        end="2012-03-31", review="March 2009", aim="To do the council's share", owned_by=at.owners[0],
        supports=several(at.community_strategy, at.priorities[0]), supersedes=at.old_plan)
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


def old_goals(c: Builder) -> None:
    """What the replaced corporate plan wanted: replaced with it, so nothing is asked of it any more."""
    for _ in range(3):
        c.at.old_goals.append(
            goal(c, 2, status="superseded", part_of=c.at.old_plan, supports=c.dice.pick(c.at.themes)))
    good.closed_action(c, delivers=c.at.old_goals[1])
    about = subject(c.dice)
    c.add("Strategy", Named(about.slug, f"Former {about.title} strategy"), status="superseded",
          start="2003-04-01", end="2008-03-31", owned_by=c.owner(), supports=c.at.old_goals[0])


def goal(c: Builder, tier: int, status: str = "live", **cells: str | None) -> str:
    """A theme, priority or corporate objective; the indicators say later that they measure it."""
    about = aim(c.dice, c.place)
    usual: dict[str, str | None] = {"outcome": change(c.dice, about), "owned_by": c.owner()}
    return c.add("Objective", about, tier=str(tier), status=status, **{**usual, **cells})
