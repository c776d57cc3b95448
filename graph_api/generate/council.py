"""A made-up council as a whole: first without gaps, then spoilt in known ways, then filled up with staff."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.generate import bodies, edges, measures, oversight, papers, staff, top, work
from graph_api.generate.builder import Builder, Sink
from graph_api.generate.defects import spoil
from graph_api.generate.dice import Dice
from graph_api.generate.expected import Gap
from graph_api.generate.names import Named, council_name
from graph_api.generate.plan import Shape, shape_of
from graph_api.generate.rows import Row


@dataclass(frozen=True, slots=True)
class GeneratedCouncil:
    """A made-up council in memory: its name, its rows in the order made, the gaps to expect as of `plan.AS_OF`."""

    name: Named
    rows: tuple[Row, ...]
    expected: frozenset[Gap]
    items: int


@dataclass(frozen=True, slots=True)
class Made:
    """What making a council gives beside its rows."""

    name: Named
    expected: frozenset[Gap]
    items: int


def generate(items: int, seed: int, *, defects: bool = True) -> GeneratedCouncil:
    """A council of that many items in memory; the same items and seed always give the same one.

    Very small numbers give the smallest council there is, which has more. Without `defects` it has no gap.
    """
    rows: list[Row] = []
    made = make(items, seed, rows.append, defects=defects)
    return GeneratedCouncil(made.name, tuple(rows), made.expected, made.items)


def make(items: int, seed: int, sink: Sink, *, defects: bool = True) -> Made:
    """Make a council row by row; `sink` is given each row once."""
    dice = Dice(seed)
    name = council_name(dice)
    shape = shape_of(items, dice)
    c = Builder(sink, dice)
    base(c, shape, name.title)
    edges.edges(c)
    expected = spoil(c, shape.defects) if defects else frozenset()
    staff.staff(c, items)
    return Made(name, expected, c.count)


def base(c: Builder, shape: Shape, name: str) -> None:
    """The council without its staff and without gaps. What comes later links to what came before."""
    bodies.bodies(c, shape, name)
    bodies.key_posts(c)
    bodies.committees(c)
    bodies.areas(c)
    oversight.reviews(c)
    top.vision(c, shape, name)
    top.partnership_plans(c, shape, name)
    top.corporate_plans(c, shape)
    top.old_goals(c, shape)
    work.strategies(c, shape)
    work.services(c, shape)
    top.wide_goal(c)
    measures.indicators(c, shape)
    work.actions(c, shape)
    oversight.recommendations(c, shape)
    oversight.reports(c, shape)
    oversight.lists(c, shape)
    papers.papers(c, shape)
    papers.frameworks(c)
