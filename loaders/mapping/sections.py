"""Headings of sections: rows with one text alone, to which the rows below belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from loaders.headings import Target, folded, target_for
from loaders.mapping.declared import Under, like, plain
from loaders.mapping.row_cells import filled, text_of
from loaders.parsed import Scalar
from loaders.tables import TableReader, Triple
from schema.kinds import Kind


class Sections:
    """Reads headings of sections, and knows what the row at hand stands under."""

    def __init__(
        self, under: Under, kind: Kind, places: Mapping[str, tuple[int, str]], rows: TableReader,
        section: TableReader | None,
    ) -> None:
        self.under, self.rows, self.section = under, rows, section
        first = min(places.values(), default=(0, ""))
        self.at, self.heading = places.get(folded(under.heading), first) if under.heading else first
        target = target_for(kind, under.link)
        assert target is not None  # noqa: S101 - the mapping was read with that link
        self.target: Target = target
        target.to = under.to
        rows.asked(target)
        self.constants = _constants(under, section)
        self.known: dict[str, str] = {}
        self.names: list[int] = []
        self.now: list[Triple] = []

    def take(self, cells: Sequence[Scalar], row: int) -> bool:
        """Whether the row is the heading of a section; if so, the rows below stand under it."""
        text = text_of(cells[self.at])
        if not text or any(filled(cell) and text_of(cell) != text for cell in cells):
            return False
        if not like(plain(self.under.like), plain(text)):
            return False
        found: str | None = text if self.section is None else self.known.get(plain(text))
        if found is not None:
            self.names.append(row)
        elif self.section is not None:
            found = self.item(self.section, text, row)
        self.now = [] if found is None else [(self.heading, self.target, found)]
        return True

    def item(self, section: TableReader, text: str, row: int) -> str | None:
        """Makes the item of a section, once; its key."""
        records = section.draft.records
        before = len(records)
        title = section.target("title")
        assert title is not None  # noqa: S101 - every kind has one
        section.read([(self.heading, title, text), *self.constants], row)
        if len(records) == before:
            return None
        self.known[plain(text)] = records[-1].reference
        return records[-1].reference

    def close(self) -> None:
        """Registers the table of sections, or counts the rows that only name something."""
        if self.section is not None:
            self.section.close()
        if self.names:
            count = f"{len(self.names):,} rows are headings" if len(self.names) > 1 else "One row is the heading"
            self.rows.tell("rows-sections", self.names[0], self.heading, None, message=(
                f"{count} of sections; the rows below are joined to what they name."))


def _constants(under: Under, section: TableReader | None) -> list[Triple]:
    found: list[Triple] = []
    for name, value in under.constants.items():
        target: Any = section.target(name) if section else None
        if target is not None:
            found.append((None, target, value))
    return found
