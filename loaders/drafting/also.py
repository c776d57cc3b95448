"""Columns of a draft that name items of another kind beside that of the row: milestones, actions, figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made

from loaders.drafting.cells import Seen
from loaders.drafting.officer_words import KINDS
from loaders.drafting.years import is_figures
from loaders.mapping.entry import joining
from schema.kinds import KIND, Kind

BESIDE: Mapping[str, tuple[str, ...]] = {
    "Milestone": ("part of",), "Indicator": ("measures", "part of"), "Action": ("addresses", "supports")}
"""Kinds that a column may name beside the item of the row, with the links that may join them to it."""
OWN = ("owned by", "due", "status", "start")
"""What further columns may say of an action that stands beside the item of the row."""
FIGURES = {"Target": ("target", "annual target", "this year s target", "current target", "year end target"),
           "Outturn": ("actual", "outturn", "result", "performance", "current performance", "year end outturn",
                       "actual performance", "latest outturn", "annual outturn", "year end actual")}
CODE = re.compile("[A-Za-z]{0,4} ?[0-9.]+[a-z]?")
"""What refers to an indicator or milestone and does not name one."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Items beside that of the row: their kind, their link to it, what each column is, and what all of them have."""

    kind: str
    link: str
    columns: tuple[tuple[Seen, str], ...]
    constants: Mapping[str, str] = made(default_factory=dict)


def beside(
    kind: Kind, columns: Sequence[Seen], plain: Callable[[str], str], assign: Callable[[Kind, Sequence[Seen]], Iterable[
        tuple[Seen, str]]], year: Mapping[str, str],
) -> Iterator[Beside]:
    """What columns that mean nothing on the kind itself name beside it; `assign` says what they are on another kind."""
    used: set[int] = set()
    for other, links in BESIDE.items():
        link = _link(other, kind, links)
        named = [column for column in columns if plain(column.heading) in KINDS[other].split("|")
                 and not any(map(CODE.fullmatch, column.texts)) and column.cells]
        if link is not None and len(named) == 1 and (other != "Action" or kind.name not in ("Milestone", "Indicator")):
            rest = [column for column in columns if column.at != named[0].at]
            more = [(column, name) for column, name in assign(KIND[other], rest) if name in OWN] \
                if other == "Action" else []
            used |= {named[0].at, *(column.at for column, _ in more)}
            yield Beside(other, link, ((named[0], "title"), *more))
    for other, words in FIGURES.items() if kind.name == "Indicator" else ():
        figures = [column for column in columns if plain(column.heading) in words and is_figures(column)
                   and column.cells and column.at not in used]
        if figures:
            yield Beside(other, "part of", ((figures[0], "value"),), year)


def _link(other: str, kind: Kind, links: Sequence[str]) -> str | None:
    """The link by which items of another kind may be joined to those of the rows; none to their own kind."""
    can = joining((other,), (kind.name,)) if other != kind.name else []
    return next((link for link in links if link in can), None)
