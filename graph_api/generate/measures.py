"""Indicators of a clean council with three years of targets, results of two years and a peer's."""

from __future__ import annotations

from collections.abc import Iterator

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import Named, subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several

MOST_IN_AGREEMENT = 35
WARDS = 3
"""How many wards have a figure of their own where an indicator asks for that."""


def agreed(shape: Shape) -> int:
    """How many indicators the local area agreement has."""
    return min(MOST_IN_AGREEMENT, max(2, _left(shape) // 4))


def _left(shape: Shape) -> int:
    """Indicators beside the two of each service."""
    return shape.indicators - 2 * shape.services


def indicators(c: Builder, shape: Shape) -> None:
    """Indicators of the agreement, of the strategies and of each service, which together measure every objective."""
    at = c.at
    for service in at.services:
        owners = several(service.head, service.body)
        _indicator(c, measures=several(*service.objectives), part_of=service.plan, owned_by=owners, aspect="quality")
        at.thrifty.append(_indicator(
            c, upward=False, what="Unit cost of", measures=service.plan, part_of=service.plan, owned_by=owners,
            aspect="efficiency", unit="pounds"))
    _thrifty_strategies(c)
    most = agreed(shape)
    joined = _shared_out([*at.priorities, *at.goals, *at.wide], most)
    others = _shared_out([*at.themes, *at.strategy_objectives], _left(shape) - most)
    for number, measures in enumerate(joined):
        _agreed_indicator(c, number, measures)
    for number, measures in enumerate(others):
        _indicator(c, measures=measures, part_of=_holder(c, number), owned_by=c.owner())


def _thrifty_strategies(c: Builder) -> None:
    """A department's own strategies: each has an efficiency plan, and its costs beside those of a peer."""
    for strategy in c.at.departmental:
        good.closed_action(c, type="efficiency", part_of=strategy)
        _indicator(c, upward=False, what="Unit cost of", measures=strategy, part_of=strategy, owned_by=c.owner(),
                   aspect="efficiency", unit="pounds")


def _holder(c: Builder, number: int) -> str:
    """The plan that an indicator stands in: mostly a service's, as there are most of those."""
    if number % 5 == 0:
        return c.dice.pick(c.at.strategies)
    return c.dice.pick(c.at.services).plan


def _agreed_indicator(c: Builder, number: int, measures: str) -> None:
    """An indicator of the local area agreement: a board oversees it and a partner has a role in it."""
    at = c.at
    board = at.boards[number % len(at.boards)]
    key = _indicator(c, measures=measures, part_of=at.agreement, owned_by=board, overseen_by=board, paper="laa")
    about = subject(c.dice)
    partner = c.add("Organisation", about._replace(title=f"Partner for {about.title}"), type="partner")
    at.partners.append(partner)
    c.link(partner, "contributes to", key, role=f"Runs {about.title} in {c.place}")


def _indicator(c: Builder, upward: bool | None = None, what: str = "", paper: str = "", **cells: str | None) -> str:
    """One indicator with figures that agree with one another, whichever direction is better.

    The targets also stand in another `paper`, where one is named, with the same values.
    """
    about = subject(c.dice, cells["measures"])
    upward = c.dice.chance(0.7) if upward is None else upward
    wards = len(c.at.indicators) % 10 == 3
    usual: dict[str, str | None] = {
        "polarity": "higher" if upward else "lower", "unit": "per cent", "by_area": "yes" if wards else None,
        "stage": c.dice.pick(("outcome", "output")), "driver": c.dice.pick(("national", "local"))}
    what = what or ("Satisfaction with" if upward else "Complaints about")
    key = c.add("Indicator", Named(about.slug, f"{what} {about.title}"), **{**usual, **cells})
    c.at.indicators.append(key)
    _figures(c, key, about.title.capitalize(), 1 if upward else -1, paper)
    if wards:
        _of_wards(c, key, about.title.capitalize())
    return key


def _figures(c: Builder, key: str, title: str, step: int, paper: str) -> None:
    """Figures of five years that get better; some missed last year's target, and then somebody acted on it."""
    last = 40 + c.dice.below(40)
    number = len(c.at.indicators)
    missed = number % 20 == 2
    good.outturn(c, key, title, "2006/07", str(last - step), baseline="yes", due="June 2007", issued="May 2007",
                 direction="up" if number % 5 == 0 else None)
    targets = tuple(str(last + step * (n + c.dice.below(2))) for n in (0, 1, 2))
    if number % 5 == 1:
        good.outturn(c, key, title, "2006/07", str(last + 2 - step), peer="yes", due="June 2007", issued="May 2007")
    made = good.figures(c, key, title, last, targets, escalated="July 2008" if missed else None)
    if missed:
        good.target(c, key, title, "2007/08", str(last + 10 * step))
        good.closed_action(c, type="corrective", addresses=made.outturn)
    elif c.dice.chance(0.3):
        good.target(c, key, title, "2007/08", str(last + step))
    if paper:
        good.target(c, key, title, good.YEARS[0], targets[0], paper=paper)


def _of_wards(c: Builder, key: str, title: str) -> None:
    """Last year's result in a few wards."""
    for place in list(dict.fromkeys(c.places))[:WARDS]:
        good.outturn(c, key, f"{title} in {place}", "2007/08", str(40 + c.dice.below(40)), area=place)


def _shared_out(keys: list[str], among: int) -> Iterator[str]:
    """The keys shared out among so many, in turn; where there are fewer keys, some go to several."""
    for number in range(among):
        yield several(*(keys[number::among] or [keys[number % len(keys)]]))
