"""Cells all over the plans that can hold a reference to something that is not there."""

from __future__ import annotations

from collections.abc import Callable

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import subject
from graph_api.generate.rows import several

Make = Callable[[str], str]
"""Adds an item with the reference that it is given and nothing else wrong with it; gives its key."""


def anywhere(c: Builder) -> tuple[Make, str]:
    """A way to make an item with a reference, and the key of an item that such a reference may name."""
    return c.dice.pick(all_of_them(c))


def all_of_them(c: Builder) -> list[tuple[Make, str]]:
    """Every such way, for one cell of one kind each."""
    return [*_of_work(c), *_of_the_rest(c)]


def _of_work(c: Builder) -> list[tuple[Make, str]]:
    at = c.at
    strategy, service = c.dice.pick(at.strategies), c.dice.pick(at.services)
    return [
        (lambda to: good.closed_action(c, delivers=to), c.strategy_objective()),
        (lambda to: good.closed_action(c, addresses=to), f"recommendation:{subject(c.dice).slug}-1"),
        (lambda to: good.strategy(c, "draft", informs=to), strategy),
        (lambda to: good.strategy(c, "draft", overseen_by=to), c.dice.pick(at.boards)),
        (lambda to: good.service_plan_row(c, "", status="draft", funded_by=to), service.budget),
        (lambda to: good.objective(c, supersedes=to), service.objectives[0]),
        (lambda to: good.staff_objective(c, service.plan, owned_by=to), service.head),
        (lambda to: good.bare_target(c, to), c.indicator()),
        (lambda to: good.outturn(c, to, "Result", "2007/08", "5"), c.indicator()),
        (lambda to: good.measured(c, measures=to).indicator, c.goal()),
    ]


def _of_the_rest(c: Builder) -> list[tuple[Make, str]]:
    at = c.at
    service, about = c.dice.pick(at.services), subject(c.dice)

    def made(kind: str, heading: str, **cells: str) -> Make:
        return lambda to: c.add(kind, about._replace(title=f"More on {about.title}"), **cells, **{heading: to})

    return [
        (made("Post", "member_of", status="filled"), service.body),
        (made("Risk", "threatens", level="low"), service.plan),
        (lambda to: good.report(c, goes_to=several(to, at.partnership)), c.dice.pick(at.boards)),
        (made("Passage", "evidences", type="paragraph"), service.plan),
        (made("Organisation", "contributes_to", type="partner"), c.indicator()),
        (made("Board", "part_of", type="board", receives=at.news), at.partnership),
        (made("Review", "reviews", type="peer"), at.council),
        (lambda to: good.recommendation(c, part_of=to), at.review),
    ]
