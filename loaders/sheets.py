"""Rows under one heading row, from whatever format, read by a mapping or else by the file's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from loaders.files import PlanFile
from loaders.headings import Target, folded, kind_named, target_for
from loaders.link_table import LINK_TABLE, LinkReader
from loaders.mapping import FILTERS, TableMapping
from loaders.problems import problem, shortened
from loaders.tables import Draft, Place, TableReader, Triple
from schema.dates import DateOrder
from schema.kinds import KINDS
from schema.records import Source

SPLIT = ";"
"""What parts several references in one cell."""


class Row(NamedTuple):
    """A row and its number as a spreadsheet shows it: the first row is 1."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings of a table, the row in which they stand, and the rows below, each as wide as the headings."""

    headings: list[str]
    top: int
    rows: list[Row]


def names_a_table(file: PlanFile) -> bool:
    """Whether a file's name tells what its rows are; where not, that is told by `unknown_name`."""
    name = PurePosixPath(file.name).stem
    return kind_named(name) is not None or folded(name) in LINK_TABLE


def unknown_name(draft: Draft, file: PlanFile) -> None:
    """Tells of a file whose name is no kind and which no mapping names."""
    draft.problems.append(problem(
        "file-unknown", "The file's name is not a kind, so nothing tells what its rows are.", source=file.source,
        value=PurePosixPath(file.name).name, expected=f"one of {', '.join(kind.plural for kind in KINDS)}, links",
        remedy="Name it after a kind, or name it in a mapping."))


def read_by_name(draft: Draft, file: PlanFile, sheet: Sheet, order: DateOrder | None) -> None:
    """Reads rows whose kind is the file's name and whose headings are ours."""
    kind = kind_named(PurePosixPath(file.name).stem)
    place = Place(file.name, date_order=order, split=SPLIT)
    headings = _columns(draft, file, sheet)
    if kind is None:
        links = LinkReader(draft, place)
        for row in sheet.rows:
            links.read({name: row.cells[index] for index, name in headings}, row.number)
        return
    table = TableReader(draft, kind, place)
    plan = [(index, name, target) for index, name in headings
            if (target := table.target(name, sheet.top)) is not None]
    if table.can_be_named([target for _, _, target in plan], sheet.top):
        for number, cells in sheet.rows:
            table.read([(name, target, cells[index]) for index, name, target in plan], number)
    table.close()


def read_mapped(
    draft: Draft, file: PlanFile, sheet: Sheet, mappings: Sequence[TableMapping], order: DateOrder | None
) -> None:
    """Reads rows by each mapping that names their file; together they must know every heading."""
    columns = _columns(draft, file, sheet)
    for _, heading in columns:
        if not any(mapping.knows(heading) for mapping in mappings):
            draft.problems.append(problem(
                "heading-unknown", f"{heading} is neither mapped nor ignored, so it was not read.", value=heading,
                source=Source(file=file.name, row=sheet.top, column=heading)))
    for mapping in mappings:
        if mapping.kind is not None:
            label = mapping.kind.label if len(mappings) > 1 else None
            place = Place(file.name, None, mapping.asks, mapping.date_order or order, mapping.document,
                          mapping.paragraph, SPLIT)
            table = TableReader(draft, mapping.kind, place, f"{file.name}, {label}" if label else None)
            _MappedTable(table, mapping, sheet, columns).read()


def _columns(draft: Draft, file: PlanFile, sheet: Sheet) -> list[tuple[int, str]]:
    """The columns that have a heading of their own; told where one has none, or another's."""
    seen: set[str] = set()
    found = []
    for index, heading in enumerate(sheet.headings):
        if heading and folded(heading) not in seen:
            seen.add(folded(heading))
            found.append((index, heading))
        elif heading:
            draft.problems.append(problem(
                "heading-twice", source=Source(file=file.name, row=sheet.top, column=heading), value=heading))
        elif any(row.cells[index].strip() for row in sheet.rows):
            draft.problems.append(problem(
                "heading-unknown", "A column with something in it has no heading, so it was not read.",
                source=Source(file=file.name, row=sheet.top, column=_letter(index)), remedy="Give it a heading."))
    return found


def _letter(index: int) -> str:
    """The letter of a column, as a spreadsheet shows it."""
    return (_letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


class _MappedTable:
    """Reads one table as its mapping says."""

    def __init__(self, table: TableReader, mapping: TableMapping, sheet: Sheet, columns: list[tuple[int, str]]) -> None:
        self.table, self.mapping, self.sheet = table, mapping, sheet
        self.places = {folded(heading): (index, heading) for index, heading in columns}

    def read(self) -> None:
        """Reads all rows; none where the key cannot be made."""
        missing = [heading for name, heading in self.mapping.written.items() if name not in self.places]
        missing += [part.heading for part in self.mapping.key
                    if part.heading and folded(part.heading) not in self.places]
        for heading in dict.fromkeys(missing):
            self.table.tell("heading-missing", self.sheet.top, heading, heading,
                            expected=f"one of: {shortened(', '.join(self.sheet.headings))}")
        plan, constants = self.plan(), self.constants()
        in_key = [folded(part.heading) for part in self.mapping.key if part.heading]
        has_key = bool(in_key) and all(name in self.places for name in in_key)
        targets = [target for _, _, target in plan]
        if has_key or (not self.mapping.key and self.table.can_be_named(targets, self.sheet.top)):
            for number, cells in self.sheet.rows:
                triples: list[Triple] = [(name, target, cells[index]) for index, name, target in plan]
                self.table.read(triples + constants, number, self.reference(cells) if has_key else None)
        self.table.close()

    def plan(self) -> list[tuple[int, str, Target]]:
        """Every column that feeds something, once for each thing that it feeds."""
        found = []
        for name, (index, heading) in self.places.items():
            for column in self.mapping.columns.get(name, ()):
                target = column.target(self.table.kind, SPLIT)
                if target is not None:
                    self.table.asked(target)
                    found.append((index, heading, target))
        return found

    def constants(self) -> list[Triple]:
        """What the mapping says of every row."""
        found: list[Triple] = []
        for name, value in self.mapping.constants.items():
            target = target_for(self.table.kind, name, SPLIT)
            if target is not None:
                self.table.asked(target)
                found.append((None, target, value))
        return found

    def reference(self, cells: Sequence[str]) -> str:
        """The key of a row by the mapping's pattern; "" where a cell of it is empty."""
        pieces = []
        for part in self.mapping.key:
            piece = part.text or cells[self.places[folded(part.heading)][0]].strip()
            if not piece:
                return ""
            pieces.append(FILTERS[part.through](piece) if part.through in FILTERS else piece)
        return "".join(pieces)
