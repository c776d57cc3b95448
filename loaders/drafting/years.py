"""Columns of single years in a draft: which year a heading means, and whether its figures are aims or results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.drafting.cells import Seen
from loaders.drafting.officer_words import MADE
from loaders.headings import target_for
from loaders.mapping.years import period_in
from schema.dates import normal_period
from schema.kinds import KIND

FIGURES = ("Target", "Outturn")
SHORT = re.compile(r"(?<![0-9/.-])([0-9]{2}) ?[/-] ?([0-9]{2})(?![0-9/.-])")
"""A year without its century, such as 08/09."""
QUARTER = re.compile(r"\b(?:q[1-4]|qtr|quarter|quarterly|april|may|june|july|august|september|october|november|"
                     r"december|january|february|march|month|monthly|half)\b", re.IGNORECASE)
OTHERS = frozenset((
    "variance", "difference", "change", "quartile", "average", "trend", "rag", "status", "comment", "comments",
    "forecast", "projection", "projected", "nearest", "family", "england", "national"))
"""Words by which a figure is not this council's own aim or result for the year."""


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column of one year; `guessed` where the century is not written."""

    column: Seen
    year: str
    guessed: bool = False


def year_of(heading: str) -> tuple[str, bool] | None:
    """The one year that a heading means, and whether its century was guessed; None where it names none."""
    whole = period_in(heading)
    if whole is not None:
        return whole, False
    short = SHORT.findall(heading)
    if len(short) != 1 or (int(short[0][0]) + 1) % 100 != int(short[0][1]):
        return None
    century = "19" if int(short[0][0]) >= 70 else "20"
    found = normal_period(f"{century}{short[0][0]}/{short[0][1]}")
    return None if found is None else (found, True)


def year_columns(columns: Sequence[Seen]) -> dict[str, tuple[YearColumn, ...]]:
    """Columns whose heading names a year and whose cells are figures, by what the figures are; one for a year."""
    found: dict[str, dict[str, YearColumn]] = {}
    for column in columns:
        year = year_of(column.heading)
        if year is not None and not part_of_year(column.heading) and is_figures(column):
            words = set(re.findall("[a-z]+", column.heading.lower()))
            if not words & OTHERS:
                kind = FIGURES[bool(words & set(MADE.split("|")))]
                found.setdefault(kind, {}).setdefault(year[0], YearColumn(column, *year))
    return {kind: tuple(found[kind].values()) for kind in FIGURES if kind in found}


def part_of_year(heading: str) -> bool:
    """Whether a heading names a quarter or month, for which plan data keeps no figure."""
    return QUARTER.search(heading) is not None


def is_figures(column: Seen) -> bool:
    """Whether enough of a column could be figures of an indicator."""
    figure = target_for(KIND["Target"], "value")
    return figure is not None and figure.field is not None and column.share(figure.field) >= 0.3


def year_in(names: Sequence[str]) -> Mapping[str, str]:
    """The year that the names of a table agree on, as a constant of figures; nothing where they name none or two."""
    years = {year[0] for name in names if (year := year_of(name)) is not None}
    return {"period": years.pop()} if len(years) == 1 else {}
