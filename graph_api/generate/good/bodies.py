"""Sound bodies, posts and areas."""

from __future__ import annotations

from graph_api.generate.builder import Builder
from graph_api.generate.good.cells import APPRAISED, Cell
from graph_api.generate.good.figures import measured
from graph_api.generate.good.papers import best_value_review, review
from graph_api.generate.good.plans import business_plan, service_plan
from graph_api.generate.names import Named, subject
from graph_api.generate.rows import several


def body(c: Builder, sort: str = "department", **cells: Cell) -> str:
    """A body of the council; of departments nothing is asked."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"type": sort, "part_of": c.at.council}
    return c.add("Organisation", about._replace(title=f"{about.title.capitalize()} {sort}"), **{**usual, **cells})


def board(c: Builder, sort: str = "board", **cells: Cell) -> str:
    """A board or committee that gets the quarterly report."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"type": sort, "part_of": c.at.council, "receives": c.at.news}
    return c.add("Board", about._replace(title=f"Committee for {about.title}"), **{**usual, **cells})


def service(c: Builder, without: str = "") -> str:
    """A service with its plan, indicator, scrutiny and best-value review, less one of the four.

    `without` is plan, indicator, scrutiny or best-value.
    """
    key = body(c, "service")
    if without != "plan":
        service_plan(c, owned_by=several(c.owner(), key))
    if without != "indicator":
        measured(c, owned_by=key, driver="local")
    if without != "scrutiny":
        review(c, "scrutiny", reviews=key)
    if without != "best-value":
        best_value_review(c, reviews=key)
    return key


def unit(c: Builder) -> str:
    """A unit with a work programme of its own."""
    key = body(c, "unit")
    business_plan(c, owned_by=key)
    return key


def post(c: Builder, **cells: Cell) -> str:
    """A post that is filled, and its holder was appraised within the year."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"status": "filled", "appraised": c.dice.pick(APPRAISED), "member_of": c.at.council}
    return c.add("Post", about._replace(title=f"Manager for {about.title}"), **{**usual, **cells})


def holder(c: Builder) -> str:
    """A staff number that nobody else has."""
    return c.reference("holder", "staff-9")


def seat(c: Builder, member_of: str, **cells: Cell) -> str:
    """A seat on a board or committee."""
    return post(c, **{"holder": holder(c), "member_of": member_of, **cells})


def area(c: Builder, **cells: Cell) -> str:
    """A ward or neighbourhood that one forum looks after."""
    name = Named(c.reference("Place", "ward"), f"{c.place} ward")
    return c.put("Area", name.slug, name.title, **{"covered_by": c.dice.pick(c.at.forums), **cells})
