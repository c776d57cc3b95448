"""Sound plans: strategies, service plans, business plans, local area agreements."""

from __future__ import annotations

from typing import NamedTuple

from graph_api.generate.builder import Builder
from graph_api.generate.good.cells import APPRAISED, Cell, in_force, of_status
from graph_api.generate.good.figures import Measured, bare_indicator, figures
from graph_api.generate.good.work import closed_action, milestone, objective
from graph_api.generate.names import Named, subject
from graph_api.generate.rows import several


class Agreed(NamedTuple):
    """A local area agreement with its indicators."""

    plan: str
    indicators: tuple[Measured, ...]


def strategy(c: Builder, status: Cell, **cells: Cell) -> str:
    """A strategy with an owner; in force it also needs action and milestone."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {
        "start": "2008-04-01", "end": "2012-03-31", "owned_by": c.owner(), **of_status(c, status)}
    return c.add("Strategy", Named(about.slug, f"{c.place} {about.title} strategy"), **{**usual, **cells})


def working_strategy(c: Builder, **cells: Cell) -> str:
    """A strategy in force with an action that is part of it and has a milestone."""
    key = strategy(c, "live", **cells)
    milestone(c, closed_action(c, part_of=key))
    return key


def service_plan(c: Builder, without: str = "", **cells: Cell) -> str:
    """A service plan in force with its nine parts, less one: objectives, initiatives or a cell of its own."""
    key = service_plan_row(c, without, **cells)
    held = objective(c, part_of=key) if without != "objectives" else None
    if without != "initiatives":
        closed_action(c, part_of=key, delivers=held)
    milestone(c, key)
    return key


def service_plan_row(c: Builder, without: str = "", **cells: Cell) -> str:
    """The service plan alone, leaning on the risk, budget and evidence of a service that has a plan already."""
    like = c.dice.pick(c.at.services)
    about = subject(c.dice)
    usual: dict[str, Cell] = {
        **in_force(c), "start": "2008-04-01", "end": "2011-03-31", "updated": "April 2008", "due": "April 2008",
        "published": "April 2008", "aim": f"To run {about.title} well", "issues": "More demand, less money",
        "owned_by": c.owner(), "supports": several(c.goal(), c.dice.pick(c.at.strategies)),
        "informed_by": c.dice.pick(c.at.strategies), "evidenced_by": like.evidence, "contains": c.thrifty()}
    usual.pop(without, None)
    return c.add("ServicePlan", Named(about.slug, f"{c.place} {about.title} plan"), **{**usual, **cells})


def business_plan(c: Builder, **cells: Cell) -> str:
    """A team's plan in force, in support of a service plan, with a milestone."""
    like = c.dice.pick(c.at.services)
    about = subject(c.dice, like.plan)
    usual: dict[str, Cell] = {
        **in_force(c), "start": "2008-04-01", "end": "2009-03-31", "updated": c.dice.pick(APPRAISED),
        "aim": f"To share out the work on {about.title}", "owned_by": like.head, "supports": like.plan}
    key = c.add("BusinessPlan", about._replace(title=f"Work programme for {about.title}"), **{**usual, **cells})
    milestone(c, key)
    return key


def local_area_agreement(c: Builder, indicators: int = 1, **cells: Cell) -> Agreed:
    """An agreement of its own, in force, with so many indicators that it says it has."""
    usual: dict[str, Cell] = {
        **in_force(c), "start": "2008-04-01", "end": "2011-03-31", "owned_by": c.at.partnership, "joint": "yes",
        "evidenced_by": c.at.joint_agreement, "supports": c.at.community_strategy,
        "stated_count": str(indicators)}
    about = subject(c.dice)
    key = c.add("LocalAreaAgreement", about._replace(title=f"Agreement on {about.title}"), **{**usual, **cells})
    milestone(c, key)
    return Agreed(key, tuple(agreed_indicator(c, key) for _ in range(indicators)))


def agreed_indicator(c: Builder, agreement: str, contributor: bool = True, **cells: Cell) -> Measured:
    """An indicator of an agreement, with its figures, a board, a partner with a role, and a priority to measure."""
    usual: dict[str, Cell] = {
        "part_of": agreement, "overseen_by": c.dice.pick(c.at.boards), "measures": c.dice.pick(c.at.priorities)}
    key = bare_indicator(c, **{**usual, **cells})
    made = figures(c, key, "Promise", 60, ("61", "62", "63"), baseline="yes")
    if contributor:
        c.link(c.dice.pick(c.at.partners), "contributes to", made.indicator, role="Lends its staff")
    return made
