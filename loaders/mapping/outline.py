"""Outline numbers: a row with 1.2.3 is linked to the row with 1.2, whichever table of its sheet read that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.headings import Target, folded
from loaders.tables import Draft
from schema.records import NOTHING, Reference


class Child(NamedTuple):
    """A record that waits for its parent: its place in the draft, the link, the parent's number, the column."""

    place: int
    target: Target
    parent: str
    column: str


@dataclass
class Outline:
    """The outline numbers of one sheet, by column and number, each with the keys of the items of its row."""

    draft: Draft
    rows: dict[tuple[str, str], tuple[int, list[str]]] = field(default_factory=dict)
    waiting: list[Child] = field(default_factory=list)

    def take(self, column: str, number: str, row: int, key: str) -> bool:
        """Notes the item of a row; False where another item of another row has its number already."""
        known, keys = self.rows.setdefault((folded(column), number), (row, []))
        if known == row:
            keys.append(key)
        return known == row or key in keys

    def wait(self, place: int, target: Target, parent: str, heading: str) -> None:
        """Notes that a record is to be linked to the row with a number."""
        self.waiting.append(Child(place, target, parent, heading))

    def link(self) -> None:
        """Adds the links, once every row was read. A parent that is no row is looked for like any reference."""
        for place, target, parent, column in self.waiting:
            record = self.draft.records[place]
            _, keys = self.rows.get((folded(column), parent), (0, []))
            fit = [key for key in keys if key != record.reference]
            links = tuple(Reference(target.verb, target.outgoing, key, column, NOTHING, None, target.to)
                          for key in fit or [parent])
            new = tuple(link for link in links if link not in record.links)
            self.draft.records[place] = record._replace(links=record.links + new)


def number_of(text: str, sign: str) -> str:
    """An outline number in one form: without spaces around its parts, and without a sign at its end."""
    parts = [part.strip() for part in text.split(sign)]
    while parts and not parts[-1]:
        parts.pop()
    return sign.join(parts)


def parent_of(number: str, sign: str) -> str:
    """The number one level up; "" at the top."""
    return number.rpartition(sign)[0]
