"""Sound objectives, actions and milestones, and what members of staff agreed to reach and to learn."""

from __future__ import annotations

from graph_api.generate.builder import Builder
from graph_api.generate.good.cells import YEARS, Cell, ahead
from graph_api.generate.names import aim, change, point, step


def objective(c: Builder, tier: int = 4, reference: str | None = None, **cells: Cell) -> str:
    """An objective with owner, outcome and indicator; below tier 2 it supports one of the tier above."""
    about = aim(c.dice, c.place, cells.get("part_of"))
    usual: dict[str, Cell] = {
        "tier": str(tier), "status": "live", "outcome": change(c.dice, about), "owned_by": c.owner(),
        "measured_by": c.indicator(),
        "supports": c.strategy_objective() if tier == 4 else c.goal() if tier == 3 else None}
    return c.put("Objective", reference or c.reference("Objective", about.slug), about.title, **{**usual, **cells})


def closed_action(c: Builder, **cells: Cell) -> str:
    """An action that is done: it needs no date and no milestone any more."""
    about = step(c.dice, c.place, cells.get("delivers") or cells.get("part_of"))
    usual: dict[str, Cell] = {
        "status": "closed", "type": "improvement", "outcome": change(c.dice, about), "owned_by": c.owner()}
    return c.add("Action", about, **{**usual, **cells})


def open_action(c: Builder, **cells: Cell) -> str:
    """An open action with everything but its milestone; what answers a recommendation began after that was made."""
    about = step(c.dice, c.place, cells.get("delivers") or cells.get("addresses"))
    held = (cells.get("part_of") or "").startswith("service-plan:")
    usual: dict[str, Cell] = {
        "status": "open", "type": "improvement", "start": "July 2008" if cells.get("addresses") else "April 2008",
        "due": YEARS[0] if held else c.dice.pick(YEARS), "outcome": change(c.dice, about), "owned_by": c.owner()}
    return c.add("Action", about, **{**usual, **cells})


def working_action(c: Builder, **cells: Cell) -> str:
    """An open action with a milestone ahead: nothing is missing."""
    key = open_action(c, **cells)
    milestone(c, key)
    return key


def training(c: Builder, **cells: Cell) -> str:
    """A course that has taken place; it also delivers an objective of a service."""
    like = c.dice.pick(c.at.services)
    return closed_action(c, **{"type": "training", "delivers": like.objectives[0], **cells})


def milestone(c: Builder, part_of: str, **cells: Cell) -> str:
    """A milestone that lies ahead, within the plan that it is part of."""
    usual: dict[str, Cell] = {"due": ahead(c, part_of), "status": "on-track"}
    return c.add("Milestone", point(c.dice, part_of), part_of=part_of, **{**usual, **cells})


def staff_objective(c: Builder, supports: Cell, **cells: Cell) -> str:
    """What one member of staff agreed to reach."""
    about = aim(c.dice, c.place, supports)
    usual: dict[str, Cell] = {
        "type": "performance", "outcome": change(c.dice, about), "due": "2008/09", "owned_by": c.owner()}
    return c.add("StaffObjective", about, supports=supports, **{**usual, **cells})


def development_need(c: Builder, **cells: Cell) -> str:
    """What one member of staff is to learn, with the course for it."""
    like = c.dice.pick(c.at.services)
    supports = cells.pop("supports", like.objectives[-1])
    return staff_objective(c, supports, **{"type": "development", "delivered_by": like.course, **cells})


def conflict(c: Builder, **fields: str) -> tuple[str, str]:
    """Two objectives of which one makes the other harder, with a note on how that was settled.

    `fields` are of the link; without any there is none.
    """
    first, second = (objective(c, part_of=c.dice.pick(c.at.services).plan) for _ in range(2))
    c.link(first, "conflicts with", second, **fields)
    return first, second


