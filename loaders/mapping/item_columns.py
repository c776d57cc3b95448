"""What the columns of a table are to one kind of item that its rows make: worked out once, before any row is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from loaders.headings import Target, folded, target_for
from loaders.mapping.declared import SPLIT, Column, RowItem, like
from loaders.mapping.outline import Outline
from loaders.mapping.row_cells import Prepare, preparer
from loaders.mapping.years import period_in
from loaders.tables import Draft, Place, TableReader, Triple


class Feed(NamedTuple):
    """A column on its way: where it stands, its heading, what it becomes, and how its cells are made ready."""

    at: int
    heading: str
    target: Target
    prepare: Prepare | None
    column: Column


class Year(NamedTuple):
    """A column that holds the figures of one year."""

    at: int
    heading: str
    period: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What all items of a table share. `places` has the column and the heading of each folded heading, `papers` the
    columns that name a paper or its paragraph, which hold for all items of a row; `taken` counts how many items of a
    kind have taken the key of another.
    """

    draft: Draft
    place: Place
    name: str
    places: Mapping[str, tuple[int, str]]
    decimal_comma: bool
    outline: Outline
    papers: Mapping[str, tuple[Column, ...]]
    taken: dict[tuple[str, str], int]

    @property
    def indexes(self) -> dict[str, int]:
        """The column of each folded heading."""
        return {name: at for name, (at, _) in self.places.items()}

    def reader(self, item: RowItem, labelled: bool) -> TableReader:
        """A reader of its own for the items of one kind."""
        old = self.place
        place = Place(old.file, old.sheet, item.asks, old.date_order, old.document, old.paragraph, old.split)
        return TableReader(self.draft, item.kind, place, f"{self.name}, {item.kind.label}" if labelled else self.name)


def feeds(ground: Ground, item: RowItem, reader: TableReader) -> Iterator[Feed]:
    """Every column that feeds something, once for each thing that it feeds."""
    given = {**ground.papers, **item.columns}
    for name, (at, heading) in ground.places.items():
        for column in given.get(name, ()):
            target = column.target(item.kind)
            if target is not None:
                if not column.path:
                    reader.asked(target)
                ready = preparer(column, target, ground.indexes, (at, heading), ground.decimal_comma, reader.tell)
                yield Feed(at, heading, target, ready, column)


def years(ground: Ground, item: RowItem, reader: TableReader) -> Iterator[Year]:
    """The columns of the years that are in the table."""
    for wanted in item.periods:
        for name, (at, heading) in ground.places.items():
            if not like(folded(wanted.heading), name):
                continue
            period = wanted.period or period_in(heading)
            if period is None:
                reader.tell("heading-unknown", None, heading, heading,
                            message=f"{heading} names no year, so its column was not read.",
                            remedy=f"Give the year in the mapping: `{heading}: 2008/09`.")
            else:
                yield Year(at, heading, period)


def constants(item: RowItem, reader: TableReader) -> list[Triple]:
    """What the mapping says of every item."""
    return [(None, target, value) for name, value in item.constants.items()
            if (target := asked(item, name, reader)) is not None]


def asked(item: RowItem, name: str, reader: TableReader, split: str = SPLIT) -> Target | None:
    """A field or link of the item by its name, which its table asks for."""
    target = target_for(item.kind, name, split)
    if target is not None:
        reader.asked(target)
    return target


def papers(columns: Mapping[str, tuple[Column, ...]]) -> dict[str, tuple[Column, ...]]:
    """The columns that name a paper and its paragraph, which hold for all items of a row."""
    kept = {name: tuple(column for column in found if column.name in ("document", "paragraph"))
            for name, found in columns.items()}
    return {name: found for name, found in kept.items() if found}
