"""The work of a clean council: strategies and service plans, their objectives, actions and milestones."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder, Service
from graph_api.generate.names import Named, aim, change, subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several


def strategies(c: Builder, shape: Shape) -> None:
    """Strategies in force, each with one to three objectives; some also support the corporate plan itself."""
    at = c.at
    for number in range(shape.strategies):
        goal = at.goals[number % len(at.goals)]
        whole = number % 4 == 1
        about = subject(c.dice)
        before = at.strategies[-1] if number % 3 == 2 else None
        key = c.add(
            "Strategy", Named(about.slug, f"{c.place} {about.title} strategy"), status="live", start="2008-04-01",
            end=c.dice.pick(("2011-03-31", "2012-03-31", "2013-03-31")), published="2008",
            review=c.dice.pick(good.REVIEWS), aim=change(c.dice, about), owned_by=c.owner(),
            overseen_by=c.dice.pick(at.boards), supports=several(goal, at.corporate_plan) if whole else goal,
            informs=before, expects=before)
        at.strategies.append(key)
        good.milestone(c, key)
        for _ in range(1 + c.dice.below(3)):
            at.strategy_objectives.append(_objective(c, 3, key, goal))


def services(c: Builder, shape: Shape) -> None:
    """Services with a head and a plan that has its nine parts, and two to five objectives each."""
    document = c.put("Document", "service-reviews", "Reviews of services", type="register", dated="May 2008",
                     reviewed="May 2008")
    for number in range(shape.services):
        about = subject(c.dice)
        body = c.add("Organisation", about._replace(title=f"{about.title.capitalize()} service"), type="service",
                     part_of=c.at.departments[number % len(c.at.departments)])
        head = c.add("Post", about._replace(title=f"Head of {about.title}"), status="filled", member_of=body)
        c.at.owners.append(head)
        c.at.services.append(_service(c, about, body, head, document))


def _service(c: Builder, about: Named, body: str, head: str, document: str) -> Service:
    """One service plan with its parts; its indicators and actions come later."""
    budget = c.add("BudgetLine", about._replace(title=f"Budget for {about.title}"),
                   amount=str(50_000 + 1000 * c.dice.below(900)))
    strategy = c.dice.pick(c.at.strategies)
    plan = c.add(
        "ServicePlan", about._replace(title=f"Service plan for {about.title} 2008"), status="live",
        start="2008-04-01", end="2009-03-31", updated=c.dice.pick(("March 2008", "2008-04-14", "2007/08")),
        published="April 2008", review=c.dice.pick(good.REVIEWS), aim=change(c.dice, about),
        issues="Demand grows faster than the budget", owned_by=several(head, body),
        supports=several(c.goal(), strategy), informed_by=strategy, funded_by=budget)
    good.milestone(c, plan)
    risk = c.add("Risk", about._replace(title=f"Too few staff for {about.title}"),
                 level=c.dice.pick(("medium", "low")), owned_by=head, threatens=plan)
    passage = c.add("Passage", about._replace(title=f"Review of {about.title}"), type="paragraph",
                    text="Compared with similar councils", aspect=c.dice.pick(("compare", "challenge", "consult")),
                    part_of=document, evidences=plan)
    objectives = tuple(
        _objective(c, 4, plan, c.strategy_objective(), owner=head) for _ in range(2 + c.dice.below(4)))
    return Service(body, head, plan, objectives, risk, budget, passage)


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
    if c.dice.chance(0.3):
        done = good.closed_action(c, part_of=plan, delivers=delivers)
        if c.dice.chance(0.5):
            good.milestone(c, done, due="Q4 2007/08", done="2008-03-12", status="done")
        return
    key = good.open_action(c, part_of=plan, delivers=delivers or plan)
    good.milestone(c, key)
    if c.dice.chance(0.3):
        good.milestone(c, key, due="2008-05-31", done="2008-06-02", status="done")
    c.at.actions.append(key)
