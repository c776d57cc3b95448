"""Items as they should be: no rule finds a gap in them. Callers change or empty a cell by naming it."""

from __future__ import annotations

from typing import NamedTuple

from graph_api.generate.builder import Builder
from graph_api.generate.names import Named, aim, change, point, step, subject
from graph_api.generate.rows import several

Cell = str | None
YEARS = ("2008/09", "2009/10", "2010/11")
"""The year of the as-of date and the next two."""
REVIEWS = ("March 2009", "2009/10", "2009-06-30", "Q4 2008/09", "by 2010")


class Measured(NamedTuple):
    """Keys of an indicator with its figures; `outturn` is last year's."""

    indicator: str
    targets: tuple[str, ...]
    outturn: str
    peer: str


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
    """An open action with everything but its milestone."""
    about = step(c.dice, c.place, cells.get("delivers") or cells.get("addresses"))
    usual: dict[str, Cell] = {
        "status": "open", "type": "improvement", "start": "April 2008", "due": c.dice.pick(YEARS),
        "outcome": change(c.dice, about), "owned_by": c.owner()}
    return c.add("Action", about, **{**usual, **cells})


def milestone(c: Builder, part_of: str, **cells: Cell) -> str:
    """A milestone that lies ahead."""
    usual: dict[str, Cell] = {"due": c.dice.pick(REVIEWS), "status": "on-track"}
    return c.add("Milestone", point(c.dice, part_of), part_of=part_of, **{**usual, **cells})


def strategy(c: Builder, status: Cell, **cells: Cell) -> str:
    """A strategy with an owner; in force it also needs review, action and milestone."""
    about = subject(c.dice)
    name = Named(about.slug, f"{c.place} {about.title} strategy")
    usual: dict[str, Cell] = {
        "status": status, "start": "2008-04-01", "end": "2012-03-31", "owned_by": c.owner(),
        "review": c.dice.pick(REVIEWS) if status == "live" else None}
    return c.add("Strategy", name, **{**usual, **cells})


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


def service_plan_row(c: Builder, without: str, **cells: Cell) -> str:
    """The service plan alone, leaning on the risk, budget and evidence of a service that has a plan already."""
    like = c.dice.pick(c.at.services)
    about = subject(c.dice)
    usual: dict[str, Cell] = {
        "status": "live", "start": "2008-04-01", "end": "2009-03-31", "updated": "April 2008",
        "review": c.dice.pick(REVIEWS), "aim": f"To run {about.title} well", "issues": "More demand, less money",
        "owned_by": c.owner(), "supports": several(c.goal(), c.dice.pick(c.at.strategies)),
        "informed_by": c.dice.pick(c.at.strategies),
        "funded_by": like.budget, "threatened_by": like.risk, "evidenced_by": like.passage,
        "contains": c.indicator()}
    usual.pop(without, None)
    return c.add("ServicePlan", Named(about.slug, f"{c.place} {about.title} plan"), **{**usual, **cells})


def measured(c: Builder, *, last_year: int = 60, targets: tuple[Cell, ...] = ("61", "62", "63"),
             baseline: bool = True, peer: bool = True, **cells: Cell) -> Measured:
    """An indicator with targets for the year and the next two (None: no target), last year's result and a peer's."""
    key = bare_indicator(c, **cells)
    return figures(c, key, "Satisfaction", last_year, targets, baseline=baseline, peer=peer)


def bare_indicator(c: Builder, **cells: Cell) -> str:
    """An indicator without any figure: three years of targets are missing."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"polarity": "higher", "unit": "per cent", "stage": "outcome", "owned_by": c.owner()}
    return c.add("Indicator", Named(about.slug, f"Satisfaction with {about.title}"), **{**usual, **cells})


def figures(c: Builder, key: str, title: str, last_year: int, targets: tuple[Cell, ...], *,
            baseline: bool, peer: bool) -> Measured:
    """The figures of an indicator."""
    set_for = tuple(
        target(c, key, title, period, value)
        for period, value in zip(YEARS, targets, strict=True) if value is not None)
    last = outturn(c, key, title, "2007/08", str(last_year), baseline="yes" if baseline else None)
    other = outturn(c, key, title, "2007/08", str(last_year + 2), peer="yes") if peer else ""
    return Measured(key, set_for, last, other)


def bare_target(c: Builder, indicator: str) -> str:
    """One target of this year."""
    return target(c, indicator, "Target", YEARS[0], "1")


def target(c: Builder, indicator: str, title: str, period: Cell, value: Cell, **cells: Cell) -> str:
    """A target, as the corporate plan states it; an empty value is a target without one."""
    name = Named(f"plan-{subject(c.dice, indicator).slug}", f"{title}: target {period or 'of no year'}")
    return c.add("Target", name, period=period, value=value or None, part_of=indicator, **cells)


def outturn(c: Builder, indicator: str, title: str, period: Cell, value: Cell, **cells: Cell) -> str:
    """A result, as the performance report states it, issued in time."""
    usual: dict[str, Cell] = {"status": "reported", "due": "June 2008", "issued": "2008-06-20"}
    name = Named(f"report-{subject(c.dice, indicator).slug}", f"{title}: result {period or 'of no year'}")
    return c.add("Outturn", name, period=period, value=value, part_of=indicator, **{**usual, **cells})


def recommendation(c: Builder, **cells: Cell) -> str:
    """A recommendation of the last inspection; by default a weakness, which needs no action of its own."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"type": "weakness", "made": "June 2008", "part_of": c.at.review, "topic": about.title}
    return c.add("Recommendation", Named(about.slug, f"Do more about {about.title}"), **{**usual, **cells})


def staff_objective(c: Builder, supports: Cell, **cells: Cell) -> str:
    """What one member of staff agreed to reach."""
    about = aim(c.dice, c.place, supports)
    usual: dict[str, Cell] = {
        "type": "performance", "outcome": change(c.dice, about), "due": "2008/09", "owned_by": c.owner()}
    return c.add("StaffObjective", about, supports=supports, **{**usual, **cells})
