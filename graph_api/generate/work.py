"""The work of a clean council: strategies and service plans, their objectives, actions and milestones."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder, Service
from graph_api.generate.names import Named, aim, change, subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several

KEY = ({"statutory": "yes"}, {"spend": "2500000"}, {"joint": "yes"}, {"end": "2018-03-31"}, {"spend": "1000001"})
"""What makes a strategy a key one: required by law, dear, joint with partners, or for ten years and more."""


def strategies(c: Builder, shape: Shape) -> None:
    """Strategies in force, each with one to three objectives; some also support the corporate plan itself."""
    at = c.at
    for number in range(shape.strategies):
        goal = at.goals[number % len(at.goals)]
        key = _strategy(c, number, goal)
        at.strategies.append(key)
        good.milestone(c, key)
        for _ in range(1 + c.dice.below(3)):
            at.strategy_objectives.append(_objective(c, 3, key, goal))


def _strategy(c: Builder, number: int, goal: str) -> str:
    """One strategy in force; the first ones take the place of those that have run out."""
    at = c.at
    about = subject(c.dice)
    before = at.strategies[-1] if number % 3 == 2 else None
    board = c.dice.pick(at.boards)
    usual: dict[str, str | None] = {
        "status": "live", "start": "2008-04-01", "end": c.dice.pick(("2011-03-31", "2012-03-31", "2013-03-31")),
        "published": "2008", "review": c.dice.pick(good.REVIEWS), "aim": change(c.dice, about),
        "owned_by": c.owner(), "overseen_by": board, "informs": before, "expects": before,
        "supports": several(goal, at.corporate_plan) if number % 4 == 1 else goal,
        "supersedes": at.old_strategies[number] if number < len(at.old_strategies) else None,
        "funded_by": good.budget_line(c, str(100_000 + 5000 * c.dice.below(900))), **_heard(c, number)}
    key_one = KEY[number % len(KEY)]
    if "joint" in key_one:
        usual["evidenced_by"] = at.joint_agreement
    if number % 6 == 4:
        usual["departmental"] = "yes"
    key = c.add("Strategy", Named(about.slug, f"{c.place} {about.title} strategy"), **{**usual, **key_one})
    if number % 6 == 4:
        at.departmental.append(key)
    at.overseers[key] = board
    _risk(c, about, c.owner(), key, high=number % 4 == 0)
    return key


def _heard(c: Builder, number: int) -> dict[str, str]:
    """Who was asked about a plan, and whom it might leave behind: named in it, or found by an equality review."""
    if number % 4 == 3:
        return {"reviewed_by": several(c.at.consultation, c.at.equality_review)}
    return {"reviewed_by": c.at.consultation, "groups": c.dice.pick(good.GROUPS)}


def _risk(c: Builder, about: Named, owner: str, threatens: str, high: bool) -> str:
    """A risk to a plan; against a high one there is an action."""
    level = "high" if high else c.dice.pick(("medium", "low"))
    key = c.add("Risk", about._replace(title=f"Too few staff for {about.title}"), level=level, owned_by=owner,
                threatens=threatens)
    if high:
        good.closed_action(c, type="corrective", addresses=key)
    return key


def services(c: Builder, shape: Shape) -> None:
    """Services with a head and a plan that has its nine parts, and two to five objectives each; units in some."""
    c.at.reviews_paper = c.put("Document", "service-reviews", "Reviews of services", type="register",
                               dated="May 2008", reviewed="May 2008")
    for number in range(shape.services):
        about = subject(c.dice)
        body = c.add("Organisation", about._replace(title=f"{about.title.capitalize()} service"), type="service",
                     part_of=c.at.departments[number % len(c.at.departments)])
        head = c.add("Post", about._replace(title=f"Head of {about.title}"), status="filled",
                     appraised=c.dice.pick(good.APPRAISED), member_of=body)
        c.at.owners.append(head)
        c.at.services.append(_service(c, number, about, body, head))
        if number % 4 == 0:
            good.business_plan(c, owned_by=c.add(
                "Organisation", about._replace(title=f"Unit for {about.title}"), type="unit", part_of=body))


def _service(c: Builder, number: int, about: Named, body: str, head: str) -> Service:
    """One service plan with its parts; its indicators and actions come later."""
    budget = good.budget_line(c, str(50_000 + 1000 * c.dice.below(900)))
    strategy = c.dice.pick(c.at.strategies)
    joint = {"joint": "yes"} if number % 10 == 7 else {}
    evidence = several(*(
        c.add("Passage", about._replace(title=f"{aspect.capitalize()}: {about.title}"), type="paragraph",
              aspect=aspect, part_of=c.at.reviews_paper) for aspect in good.ASPECTS))
    plan = c.add(
        "ServicePlan", about._replace(title=f"Service plan for {about.title} 2008"), status="live",
        start="2008-04-01", end="2011-03-31", updated=c.dice.pick(("March 2008", "2008-04-14", "2007/08")),
        due="April 2008", published=c.dice.pick(("April 2008", "2008-04-28")), review=c.dice.pick(good.REVIEWS),
        aim=change(c.dice, about), issues="Demand grows faster than the budget", owned_by=several(head, body),
        supports=several(c.goal(), strategy), informed_by=strategy, funded_by=budget,
        evidenced_by=several(evidence, c.at.joint_agreement) if joint else evidence, **joint, **_heard(c, number))
    good.milestone(c, plan)
    risk = _risk(c, about, head, plan, high=number % 5 == 0)
    for sort, when in (("scrutiny", c.dice.pick(good.APPRAISED)), ("best-value", c.dice.pick(("2005", "2006/07")))):
        good.review(c, sort, held=when, reviews=body, evidenced_by=evidence if sort == "best-value" else None)
    objectives = tuple(
        _objective(c, 4, plan, c.strategy_objective(), owner=head) for _ in range(2 + c.dice.below(4)))
    course = good.closed_action(c, type="training", delivers=objectives[0], owned_by=head)
    return Service(body, head, plan, objectives, risk, budget, evidence, course)


def _objective(c: Builder, tier: int, part_of: str, supports: str, owner: str | None = None) -> str:
    about = aim(c.dice, c.place, part_of)
    return c.add("Objective", about, tier=str(tier), status="live", outcome=change(c.dice, about),
                 owned_by=owner or c.owner(), part_of=part_of, supports=supports)


def actions(c: Builder, shape: Shape) -> None:
    """Actions of the strategies and services: one for each plan, then the rest, most of them of services."""
    at = c.at
    for strategy in at.strategies:
        _action(c, strategy, None)
    for service in at.services:
        _action(c, service.plan, service.objectives[0])
    for _ in range(shape.actions - len(at.strategies) - len(at.services)):
        if c.dice.chance(0.75):
            service = c.dice.pick(at.services)
            _action(c, service.plan, c.dice.pick(service.objectives))
        else:
            _action(c, c.dice.pick(at.strategies), c.strategy_objective())


def _action(c: Builder, plan: str, delivers: str | None) -> None:
    """One action: open with a milestone ahead and perhaps one behind, or closed, perhaps with one behind."""
    board = c.at.overseers.get(plan) if delivers is None else None
    if c.dice.chance(0.3):
        done = good.closed_action(c, part_of=plan, delivers=delivers, overseen_by=board)
        if c.dice.chance(0.5):
            good.milestone(c, done, due="Q4 2007/08", done="2008-03-12", status="done")
        return
    joint = c.dice.chance(0.05)
    key = good.open_action(
        c, part_of=plan, delivers=delivers or plan, overseen_by=board, joint="yes" if joint else None,
        evidenced_by=c.at.joint_agreement if joint else None)
    good.milestone(c, key)
    if c.dice.chance(0.3):
        good.milestone(c, key, due="2008-05-31", done="2008-06-02", status="done")
    c.at.actions.append(key)
