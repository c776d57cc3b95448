"""Rows of a table of links, whose headings and words are not ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from loaders.headings import folded
from loaders.link_table import LinkReader
from loaders.mapping.declared import LinkColumns, LinkEnd
from loaders.mapping.key_pattern import Builder
from loaders.mapping.row_cells import pieces, text_of
from loaders.tables import Draft, Place

MOST_LINKS = 10_000
"""Links that one row may state."""


class RowLinks:
    """Makes links of rows; `whole` says whether the columns are there that every link needs."""

    def __init__(self, draft: Draft, place: Place, columns: LinkColumns, places: Mapping[str, int]) -> None:
        self.reader, self.columns = LinkReader(draft, place), columns
        self.ends = [_End(end, places) for end in (columns.start, columns.end)]
        self.at = places.get(folded(columns.heading))
        self.others = {name: places[folded(heading)] for name, heading in columns.others.items()
                       if folded(heading) in places}
        self.whole = not any(end.missing for end in self.ends) and (columns.verb is not None or self.at is not None)

    def read(self, cells: Sequence[Any], row: int) -> None:
        """Reads the links of one row: from each reference at the one end to each at the other."""
        word = "" if self.at is None else text_of(cells[self.at])
        label = self.columns.verb or self.columns.words.get(word, word)
        more = {name: cells[at] for name, at in self.others.items()}
        starts, stops = (end.references(cells) or [None] for end in self.ends)
        if len(starts) * len(stops) > MOST_LINKS:
            self.reader.tell("cell-too-long", row, self.columns.start.heading, expected=f"at most {MOST_LINKS:,} links",
                             message="The row states too many links, so it was left out.")
            return
        for start, stop in product(starts, stops):
            self.reader.read({"from": start, "link": label, "to": stop, **more}, row)


class _End:
    """One end of the links of a table."""

    def __init__(self, end: LinkEnd, places: Mapping[str, int]) -> None:
        self.end, self.at = end, places.get(folded(end.heading))
        self.builder = Builder(end.key, places) if end.key else None
        self.missing = self.at is None or bool(self.builder and self.builder.missing)

    def references(self, cells: Sequence[Any]) -> list[str | None]:
        """The references of a row at this end."""
        at = self.at or 0
        found = [self.builder.build(cells, at=at, piece=text_of(piece)) if self.builder else text_of(piece)
                 for piece in pieces(cells[at], self.end.split)]
        prefix = self.end.prefix
        return [word if word.startswith(prefix) else prefix + word for word in found if word]
