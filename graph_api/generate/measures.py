"""Indicators of a clean council with three years of targets, results of two years and a peer's."""

from __future__ import annotations

from collections.abc import Iterator

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import Named, subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several

MOST_IN_AGREEMENT = 35


def indicators(c: Builder, shape: Shape) -> None:
    """Indicators of the agreement, of the strategies and of each service, which together measure every objective."""
    at = c.at
    for service in at.services:
        _indicator(c, measures=several(*service.objectives), part_of=service.plan, owned_by=service.head)
    left = shape.indicators - len(at.services)
    agreed = min(MOST_IN_AGREEMENT, max(2, left // 4))
    shares = _shared_out([*at.themes, *at.priorities, *at.goals, *at.strategy_objectives], left)
    for number, measures in enumerate(shares):
        if number < agreed:
            _agreed_indicator(c, number, measures)
        else:
            _indicator(c, measures=measures, part_of=_holder(c, number), owned_by=c.owner())


def _holder(c: Builder, number: int) -> str:
    """The plan that an indicator stands in: mostly a service's, as there are most of those."""
    if number % 5 == 0:
        return c.dice.pick(c.at.strategies)
    return c.dice.pick(c.at.services).plan


def _agreed_indicator(c: Builder, number: int, measures: str) -> None:
    """An indicator of the local area agreement: a board oversees it and a partner has a role in it."""
    at = c.at
    board = at.boards[number % len(at.boards)]
    key = _indicator(c, measures=measures, part_of=at.agreement, owned_by=board, overseen_by=board)
    about = subject(c.dice)
    partner = c.add("Organisation", about._replace(title=f"Partner for {about.title}"), type="partner")
    at.partners.append(partner)
    c.link(partner, "contributes to", key, role=f"Runs {about.title} in {c.place}")


def _indicator(c: Builder, **cells: str | None) -> str:
    """One indicator with figures that agree with one another, whichever direction is better."""
    about = subject(c.dice, cells["measures"])
    upward = c.dice.chance(0.7)
    key = c.add(
        "Indicator", Named(about.slug, f"{'Satisfaction with' if upward else 'Complaints about'} {about.title}"),
        polarity="higher" if upward else "lower", unit="per cent", stage=c.dice.pick(("outcome", "output")),
        driver=c.dice.pick(("national", "local")), **cells)
    c.at.indicators.append(key)
    step = 1 if upward else -1
    title = about.title.capitalize()
    last = 40 + c.dice.below(40)
    good.outturn(c, key, title, "2006/07", str(last - step), baseline="yes", due="June 2007", issued="May 2007")
    good.figures(
        c, key, title, last, tuple(str(last + step * (n + c.dice.below(2))) for n in (0, 1, 2)),
        baseline=False, peer=True)
    if c.dice.chance(0.3):
        good.target(c, key, title, "2007/08", str(last + step))
    return key


def _shared_out(keys: list[str], among: int) -> Iterator[str]:
    """The keys shared out among so many, in turn; where there are fewer keys, some go to several."""
    for number in range(among):
        yield several(*(keys[number::among] or [keys[number % len(keys)]]))
