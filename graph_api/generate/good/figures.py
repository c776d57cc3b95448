"""Sound indicators, targets and results."""

from __future__ import annotations

from typing import NamedTuple

from graph_api.generate.builder import Builder
from graph_api.generate.good.cells import YEARS, Cell
from graph_api.generate.names import Named, subject


class Measured(NamedTuple):
    """Keys of an indicator with its figures; `outturn` is last year's."""

    indicator: str
    targets: tuple[str, ...]
    outturn: str
    peer: str


def measured(c: Builder, *, last_year: int = 60, targets: tuple[Cell, ...] = ("61", "62", "63"),
             baseline: bool = True, peer: bool = True, escalated: Cell = None, **cells: Cell) -> Measured:
    """An indicator with targets for the year and the next two (None: no target), last year's result and a peer's."""
    key = bare_indicator(c, **cells)
    return figures(c, key, "Satisfaction", last_year, targets, peer=peer, baseline="yes" if baseline else None,
                   escalated=escalated)


def bare_indicator(c: Builder, **cells: Cell) -> str:
    """An indicator without any figure: three years of targets are missing."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"polarity": "higher", "unit": "per cent", "stage": "outcome", "owned_by": c.owner()}
    return c.add("Indicator", Named(about.slug, f"Satisfaction with {about.title}"), **{**usual, **cells})


def figures(c: Builder, key: str, title: str, last_year: int, targets: tuple[Cell, ...], *,
            peer: bool = True, **last: Cell) -> Measured:
    """The figures of an indicator; `last` are cells of last year's result."""
    set_for = tuple(
        target(c, key, title, period, value)
        for period, value in zip(YEARS, targets, strict=True) if value is not None)
    result = outturn(c, key, title, "2007/08", str(last_year), "report", **last)
    other = outturn(c, key, title, "2007/08", str(last_year + 2), peer="yes") if peer else ""
    return Measured(key, set_for, result, other)


def bare_target(c: Builder, indicator: str) -> str:
    """One target of this year."""
    return target(c, indicator, "Target", YEARS[0], "1")


def target(c: Builder, indicator: str, title: str, period: Cell, value: Cell, paper: str = "plan",
           **cells: Cell) -> str:
    """A target, as a paper states it, by default the corporate plan; an empty value is a target without one."""
    name = Named(f"{paper}-{subject(c.dice, indicator).slug}", f"{title}: target {period or 'of no year'}")
    return c.add("Target", name, period=period, value=value or None, part_of=indicator, **cells)


def outturn(c: Builder, indicator: str, title: str, period: Cell, value: Cell, paper: str = "report",
            **cells: Cell) -> str:
    """A result, as a paper states it, by default the performance report, issued in time."""
    usual: dict[str, Cell] = {"status": "reported", "due": "June 2008", "issued": "2008-06-20"}
    name = Named(f"{paper}-{subject(c.dice, indicator).slug}", f"{title}: result {period or 'of no year'}")
    return c.add("Outturn", name, period=period, value=value, part_of=indicator, **{**usual, **cells})
