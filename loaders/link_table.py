"""Tables of links: one link a row, for links that have fields or a source of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loaders.cells import CellError, read_cell
from loaders.headings import folded
from loaders.problems import did_you_mean
from loaders.tables import Draft, Place, Rows
from schema.fields import Value
from schema.links import BY_LABEL, Verb
from schema.records import Record, Reference, Source

LINK = "Link"
"""The kind of a record that is a link; it is no kind of item."""
LINK_TABLE = ("link", "links")
HEADINGS = ("from", "link", "to", "role", "note", "document", "paragraph")


class LinkReader(Rows):
    """Reads rows of (from, link, to) into the draft. Such a table asks nothing of any item."""

    def __init__(self, draft: Draft, place: Place, name: str | None = None) -> None:
        super().__init__(draft, place, name or place.file)
        self.names: dict[str, str | None] = {}

    def read(self, cells: Mapping[str, Any], row: int) -> None:
        """Reads one row; it becomes a record of kind `Link` whose reference is where the link begins."""
        found = {name: raw for heading, raw in cells.items() if (name := self.known(heading, row)) is not None}
        start, label, end = (self.word(found.get(name), row, name) for name in ("from", "link", "to"))
        document, paragraph = (self.paper(found.get(name), row, name) for name in ("document", "paragraph"))
        if not (start and label and end):
            self.tell("record-shape", row, None, start or label or end,
                            message="The row does not state a whole link.", expected="from, link and to",
                            remedy="Fill all three cells.")
            return
        verb, outgoing = BY_LABEL.get(folded(label), (None, True))
        if verb is None:
            self.tell("link-unknown", row, "link", label, remedy=did_you_mean(folded(label), BY_LABEL))
            return
        source = Source(document or self.place.document, paragraph or self.place.paragraph,
                        self.place.file, self.place.sheet, row)
        link = Reference(verb.name, outgoing, end, "to", self.fields(verb, found, row), source)
        self.draft.records.append(Record(LINK, start, {}, (link,), source, self.number))

    def known(self, heading: str, row: int) -> str | None:
        """The heading as we know it; an unknown one is told once."""
        if heading not in self.names:
            plain = folded(heading)
            self.names[heading] = plain if plain in HEADINGS else None
            if plain not in HEADINGS:
                self.tell("heading-unknown", row, heading, heading,
                                message=f"{heading} is not a heading of a table of links, so it was not read.",
                                remedy=did_you_mean(plain, HEADINGS))
        return self.names[heading]

    def fields(self, verb: Verb, cells: Mapping[str, Any], row: int) -> dict[str, Value]:
        """The fields of the link itself; one that its verb does not have is told."""
        known = {field.name: field for field in verb.fields}
        found: dict[str, Value] = {}
        for name in ("role", "note"):
            raw = cells.get(name)
            if raw is None or (isinstance(raw, str) and not raw.strip()):
                continue
            if name not in known:
                self.tell("cell-type", row, name, raw, message=f"A link {verb.label} has no {name}.",
                                remedy="Leave the cell blank.")
                continue
            try:
                value = read_cell(known[name], raw, self.place.date_order)
            except CellError as error:
                self.bad_cell(error, row, name, raw)
                continue
            if value is not None:
                found[name] = value
        return found
