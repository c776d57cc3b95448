"""Rows to records: one reader a table. A bad cell is told and left out; the rest of its row is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.cells import CELL_LIMIT, CellError, make_key, read_cell, title_key
from loaders.headings import Sort, Target, names_on, target_for
from loaders.problems import did_you_mean, fit_to_show, problem
from loaders.waivers import WaiverRow
from schema.dates import DateOrder
from schema.fields import FieldType
from schema.kinds import Kind
from schema.records import NOTHING, Cell, PlanSet, Problem, Record, Reference, Source, Table

ASKS = ("register", "transcript", "list")
PLAIN_KEY = re.compile(r"[a-z0-9./-]{1,150}")
"""References that are keys as they stand, which most are; `make_key` gives the same for them."""
FIELD, LINK, KEY = Sort.FIELD, Sort.LINK, Sort.KEY
UNSEEN = re.compile("[\t\n\v\f\r]")
LONGEST_PAPER = 200
"""Signs of a paper's number or of a list of paragraphs."""
REMEMBERED = 100
"""Signs of a cell up to which what was read is kept for later rows; longer cells seldom come twice."""

Triple = tuple[str | None, Target, Any]
"""A cell on its way: its column, what it becomes, what stood in the file."""


@dataclass
class Draft:
    """Everything read so far: tables and their records, and what was wrong."""

    tables: list[Table] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    waivers: list[WaiverRow] = field(default_factory=list)
    plan_set: PlanSet | None = None
    """What a file says of the plan set that it holds; goldthread.yaml is stronger."""


@dataclass(frozen=True, slots=True)
class Place:
    """What all rows of one table share: where it stands, what it asks, and what its papers are."""

    file: str
    sheet: str | None = None
    asks: str = "register"
    date_order: DateOrder | None = None
    document: str | None = None
    paragraph: str | None = None
    split: str = ""
    """What parts several references in one cell."""

    def source(self, row: int | None = None, column: str | None = None) -> Source:
        """A cell, a row or the whole table as a source; without the paper, for problems of the file."""
        return Source(None, None, self.file, self.sheet, row, column)


class Rows:
    """What readers of tables have in common: a place in the draft, and a way to tell what is wrong."""

    def __init__(self, draft: Draft, place: Place, name: str) -> None:
        self.draft, self.place, self.name = draft, place, name
        self.number = len(draft.tables)
        draft.tables.append(Table(name, place.asks))

    def tell(
        self, code: str, row: int | None, column: str | None = None, value: object = None, *,
        message: str = "", expected: str | None = None, remedy: str | None = None,
    ) -> None:
        """Adds a problem at a row and column of this table."""
        self.draft.problems.append(problem(
            code, message, source=self.place.source(row, column), value=value, expected=expected, remedy=remedy))

    def bad_cell(self, error: CellError, row: int, column: str | None, raw: object) -> None:
        """Tells of a cell that does not hold what its column asks for."""
        self.tell(error.code, row, column, raw, expected=error.expected, remedy=error.remedy)

    def word(self, raw: Any, row: int, column: str | None) -> str | None:
        """A key, a reference or a paragraph: text, or a number as it is written."""
        if raw.__class__ is str:
            return raw.strip() or None
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return str(raw)
        if raw is not None:
            self.tell("cell-type", row, column, raw, expected="one reference or text", remedy="Write one text.")
        return None

    def paper(self, raw: Any, row: int, column: str | None) -> str | None:
        """The number of a paper or of a paragraph: a short text."""
        word = self.word(raw, row, column)
        if word is None or (len(word) <= LONGEST_PAPER and word.isprintable()):
            return word
        self.tell("cell-type", row, column, word, expected=f"at most {LONGEST_PAPER} signs on one line")
        return None


class TableReader(Rows):
    """Reads the rows of one table of one kind into the draft; `close` when there are no more."""

    def __init__(self, draft: Draft, kind: Kind, place: Place, name: str | None = None) -> None:
        super().__init__(draft, place, name or place.file)
        self.kind = kind
        self.prefix = f"{kind.slug}:"
        self.headings: set[str | tuple[str, bool]] = set()
        self.changed: list[tuple[int, str]] = []
        self.targets: dict[str, Target | None] = {}

    def close(self) -> None:
        """Registers what the table asks, and tells what was told of no single row."""
        self.draft.tables[self.number] = Table(
            self.name, self.place.asks, {self.kind.name: frozenset(self.headings)})
        if self.changed:
            row, written = self.changed[0]
            many = f"{len(self.changed)} keys have" if len(self.changed) > 1 else "The key has"
            self.tell("key-changed", row, None, written, message=f"{many} signs that keys cannot hold; rewritten.")

    def asked(self, target: Target) -> None:
        """Notes that a heading of the table asks for a field or link."""
        if target.asks is not None:
            self.headings.add(target.asks)

    def target(self, heading: str, row: int | None = None) -> Target | None:
        """What a heading means here; one that means nothing is told once a table, at the row given."""
        if heading not in self.targets:
            found = self.targets[heading] = target_for(self.kind, heading, self.place.split)
            if found is None:
                self.unknown_heading(heading, row)
            else:
                self.asked(found)
        return self.targets[heading]

    def can_be_named(self, targets: Iterable[Target], row: int) -> bool:
        """Whether rows can have a key or a title; told once a table where they cannot."""
        found = any(t.sort is Sort.KEY or (t.field is not None and t.field.name == "title") for t in targets)
        if not found:
            self.tell("heading-missing", row, "key", expected="a heading key or title",
                      message="There is neither a key nor a title, so no row was read.")
        return found

    def unknown_heading(self, heading: str, row: int | None) -> None:
        """Tells of a heading that is neither a field nor a link of the kind."""
        self.tell("heading-unknown", row, heading, heading,
                  message=f"{heading} is not a field or link of the kind {self.kind.name}, so it was not read.",
                  remedy=did_you_mean(heading, names_on(self.kind)))

    def read(self, cells: Iterable[Triple], row: int, reference: str | None = None) -> None:
        """Reads one row; `reference` is its key where a mapping makes one, "" where it could not."""
        place = self.place
        document, paragraph = place.document, place.paragraph
        values: dict[str, Cell] = {}
        links: tuple[Reference, ...] = ()
        # Most cells are a plain text, or what an earlier row of their column had too; this loop is what loading costs.
        for column, target, raw in cells:
            if raw is None or raw == "":
                continue
            sort, plain = target.sort, raw.__class__ is str
            if sort is FIELD:
                if target.text and plain and raw.isprintable() and len(raw) <= CELL_LIMIT:
                    cell = Cell(value, column) if (value := raw.strip()) else None
                else:
                    cell = (target.memo.get(raw) if plain else None) or self._cell(target, raw, row, column)
                if cell is not None and values.setdefault(target.name, cell) is not cell:
                    self._twice(target, raw, row, column)
            elif sort is LINK:
                links += (target.memo.get(raw) if plain else None) or self._references(target, raw, row, column)
            elif sort is KEY:
                # Only spaces are trimmed off a key; see `_odd_key`.
                reference = (raw.strip(" ") if plain else self.word(raw, row, column)) or reference
            elif sort is Sort.DOCUMENT:
                document = self.paper(raw, row, column) or document
            else:
                paragraph = self.paper(raw, row, column) or paragraph
        key = self._key(reference, values, row)
        if key is not None:
            source = Source(document, paragraph, place.file, place.sheet, row)
            self.draft.records.append(Record(self.kind.name, key, values, links, source, self.number))

    def _cell(self, target: Target, raw: Any, row: int, column: str | None) -> Cell | None:
        """The value of a cell of a field; None for an empty or a bad one."""
        field, plain = target.field, raw.__class__ is str
        assert field is not None  # noqa: S101 - a target of this sort has one
        ours = target.values.get(raw.strip(), raw) if plain else raw
        try:
            value = read_cell(field, ours, self.place.date_order)
        except CellError as error:
            self.bad_cell(error, row, column, fit_to_show(self.kind.name, field.name, raw))
            return None
        if value is None:
            return None
        found = Cell(value, column, _written(field.type, value, raw, ours))
        if plain and not target.text and len(raw) < REMEMBERED:
            target.memo[raw] = found
        return found

    def _twice(self, target: Target, raw: Any, row: int, column: str | None) -> None:
        """Tells of a second cell of a row for a field that has a value already."""
        shown = fit_to_show(self.kind.name, target.name, raw)
        self.tell("heading-twice", row, column, shown,
                  message=f"Two columns of the row state its {target.name}; the first was kept.")

    def _references(self, target: Target, raw: Any, row: int, column: str | None) -> tuple[Reference, ...]:
        """The references of one cell, as written."""
        if isinstance(raw, str):
            pieces = raw.split(target.split) if target.split and target.split in raw else (raw,)
        else:
            pieces = raw if isinstance(raw, list | tuple) else (raw,)
        found = []
        for piece in pieces:
            word = self.word(piece, row, column)
            if word is not None:
                if target.odd:
                    word = target.prefix + target.values.get(word, word)
                found.append(Reference(target.verb, target.outgoing, word, column, NOTHING, None, target.to))
        references = tuple(found)
        if isinstance(raw, str) and len(raw) < REMEMBERED:
            target.memo[raw] = references
        return references

    def _key(self, reference: str | None, values: Mapping[str, Cell], row: int) -> str | None:
        """The item's key, from its reference or else its title; None, and told, where it has neither."""
        try:
            if reference:
                written = reference.removeprefix(self.prefix)
                if PLAIN_KEY.fullmatch(written):
                    return self.prefix + written
                return self._odd_key(written, row)
            if reference is None and "title" in values:
                title = values["title"].value
                return make_key(self.kind.slug, title_key(title) or title)
        except CellError as error:
            self.bad_cell(error, row, "key", reference)
            return None
        self.tell("row-without-key", row, None, _first(values))
        return None

    def _odd_key(self, written: str, row: int) -> str:
        """A key that is not one as it stands. A tab stays part of it: whoever made the list has it there too."""
        spaced = UNSEEN.sub(lambda found: f"%{ord(found[0]):02x}", written)
        key = make_key(self.kind.slug, spaced)
        if spaced != written:
            self.tell("key-spacing", row, "key", written)
        elif key != self.prefix + written:
            self.changed.append((row, written))
        return key


def _written(sort: FieldType, value: object, raw: object, ours: object) -> str | None:
    """What stood in a cell, where it is not the word that was read out of it."""
    if raw is not ours or (sort is FieldType.ONE_OF and str(raw).strip().lower() != value):
        return str(raw).strip()
    return None


def _first(values: Mapping[str, Cell]) -> object:
    """Something of the row by which people find it."""
    return next((cell.value for cell in values.values()), None)
