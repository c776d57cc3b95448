"""Documents of our own shape, from YAML or JSON: kinds, each with a list of records; or tables that say their kind.

The longer form, under `tables`, is for files that a program writes: several tables of one kind, each with what it
asks, and headings that are asked for though no record fills them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from loaders.files import PlanFile
from loaders.headings import folded, kind_named
from loaders.link_table import LINK_TABLE, LinkReader
from loaders.parsed import Mapped
from loaders.plan_about import read_plan_set
from loaders.problems import did_you_mean, problem
from loaders.tables import ASKS, Draft, Place, TableReader, Triple
from schema.dates import DateOrder
from schema.kinds import KINDS
from schema.records import Source

ABOUT = ("planSet", "asks", "source", "tables")
"""Names at the top of a file that are no kinds."""
PARTS = ("kind", "asks", "source", "headings", "records")
"""What a table says under `tables`."""
Paper = tuple[str | None, str | None]


class _Shared(NamedTuple):
    """What the records of a table share: what it asks, its document and paragraph."""

    asks: str = "register"
    document: str | None = None
    paragraph: str | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as a file states it. `label` tells it from others in the file, `where` is the part that states it."""

    kind: str
    label: str
    shared: _Shared
    records: list[Any]
    headings: tuple[str, ...]
    where: Source


def read_document(draft: Draft, file: PlanFile, data: Any, order: DateOrder | None) -> None:
    """Reads the data of a YAML or JSON file into the draft; each of its kinds or tables is a table."""
    names = [name for name in data if name not in ABOUT] if isinstance(data, dict) else []
    if not any(_is_kind(name) for name in names) and not (isinstance(data, dict) and "tables" in data):
        draft.problems.append(problem("file-not-a-plan", source=file.source, value=", ".join(names) or data))
        return
    document = _Document(draft, file, data)
    if data.get("planSet") is not None:
        read_plan_set(draft, file, data["planSet"])
    for table in chain(document.by_kind(names), document.listed()):
        # JSON has no lines, so a record is found by its table and number; in YAML by its line.
        sheet = None if isinstance(data, Mapped) else table.label
        place = Place(file.name, sheet, table.shared.asks, order, table.shared.document, table.shared.paragraph)
        _read(draft, place, table)


class _Document:
    """The tables of one file."""

    def __init__(self, draft: Draft, file: PlanFile, data: Mapping[str, Any]) -> None:
        self.draft, self.file, self.data = draft, file, data
        self.shared = self.of(data, _Shared(), "The file's source")

    def by_kind(self, names: list[str]) -> Iterator[_Table]:
        """The tables that are lists under the names of their kinds."""
        for name in names:
            where = self.line(self.data, name)
            if self.known(name, where) and self.is_list(self.data[name], name, where):
                yield _Table(name, " ".join(name.split()), self.shared, self.data[name] or [], (), where)

    def listed(self) -> Iterator[_Table]:
        """The tables that stand under `tables`."""
        tables = self.data.get("tables")
        counts: dict[str, int] = {}
        if not self.is_list(tables, "tables", self.line(self.data, "tables")):
            return
        for number, entry in enumerate(tables or [], 1):
            where = self.line(entry, "kind") if isinstance(entry, Mapped) else self.line(self.data, "tables")
            if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
                self.tell(f"Entry {number} of tables is not a table.", where, entry, "kind, asks and records")
                continue
            kind = entry["kind"]
            for name in entry:
                if name not in PARTS:
                    self.tell(f"A table knows no {name}.", self.line(entry, name), name,
                              remedy=did_you_mean(name, PARTS))
            if self.known(kind, where) and self.is_list(entry.get("records"), kind, where):
                counts[kind] = counts.get(kind, 0) + 1
                label = " ".join(kind.split()) + (f" {counts[kind]}" if counts[kind] > 1 else "")
                shared = self.of(entry, self.shared, "The table's source")
                yield _Table(kind, label, shared, entry.get("records") or [], self.headings(entry, where), where)

    def known(self, name: str, where: Source) -> bool:
        """Whether the name is a kind or the table of links; told where it is neither."""
        if not _is_kind(name):
            self.draft.problems.append(problem(
                "kind-unknown", f"{name} is not a kind of item.", source=where, value=name,
                remedy=did_you_mean(name, [*(kind.name for kind in KINDS), "Link"])))
        return _is_kind(name)

    def is_list(self, records: Any, name: str, where: Source) -> bool:
        """Whether records are a list, or nothing; told where they are something else."""
        if not isinstance(records, list | None):
            self.tell(f"{name} does not hold a list of records.", where, records, "a list, each entry beginning with -")
        return isinstance(records, list | None)

    def headings(self, entry: Mapping[str, Any], where: Source) -> tuple[str, ...]:
        """The headings that a table asks for, whether or not a record fills them."""
        found = entry.get("headings")
        if not isinstance(found, list | None) or not all(isinstance(heading, str) for heading in found or []):
            self.tell("The headings of a table are not a list of names.", where, found, "a list of headings")
            return ()
        return tuple(found or [])

    def of(self, part: Mapping[str, Any], above: _Shared, called: str) -> _Shared:
        """What a part of the file says of all its records; what it does not say holds from above."""
        asks, source = part.get("asks"), part.get("source")
        if asks is not None and asks not in ASKS:
            self.tell("A table cannot ask this; it was taken for a register.", self.line(part, "asks"), asks,
                      " or ".join(ASKS), "Write one of these words.")
            asks = "register"
        if source is None:
            return above._replace(asks=asks or above.asks)
        if not isinstance(source, dict) or set(source) - {"document", "paragraph"}:
            self.tell(f"{called} is not understood.", self.line(part, "source"), source, "document and paragraph",
                      'Write `source: {document: "001"}`.')
        found = source if isinstance(source, dict) else {}
        document, paragraph = (None if (text := found.get(name)) is None else str(text)
                               for name in ("document", "paragraph"))
        return _Shared(asks or above.asks, document, paragraph)

    def line(self, part: Any, name: str) -> Source:
        """Where a name of the file stands, as far as that is known."""
        return Source(file=self.file.name, row=part.lines.get(name, part.line) if isinstance(part, Mapped) else None)

    def tell(
        self, message: str, where: Source, value: Any, expected: str | None = None, remedy: str | None = None
    ) -> None:
        """Adds a problem of the file's shape."""
        self.draft.problems.append(problem(
            "record-shape", message, source=where, value=value, expected=expected, remedy=remedy))


def _read(draft: Draft, place: Place, table: _Table) -> None:
    """Reads the records of one table."""
    kind, name = kind_named(table.kind), f"{place.file}, {table.label}"
    if kind is None:
        links = LinkReader(draft, place, name)
        for record, row in _records(draft, place, table):
            links.read(record, row)
        return
    reader = TableReader(draft, kind, place, name)
    targets = reader.targets
    for heading in table.headings:
        reader.target(heading, table.where.row)
    for record, row in _records(draft, place, table):
        if not record.keys() <= targets.keys():
            for heading in record:
                reader.target(heading, row)
        cells: list[Triple] = [
            (heading, target, raw) for heading, raw in record.items()
            if (target := targets[heading]) is not None
        ]
        reader.read(cells, row)
    reader.close()


def _records(draft: Draft, place: Place, table: _Table) -> Iterator[tuple[Mapping[str, Any], int]]:
    """The records that are some, each with its line or number; the rest is told."""
    for number, record in enumerate(table.records, 1):
        row = record.line if isinstance(record, Mapped) else number
        if isinstance(record, dict) and record:
            yield record, row
        else:
            draft.problems.append(problem(
                "record-shape", f"Entry {number} of {table.label} is not a list of names and values.", value=record,
                # A list or a word in YAML has no line of its own; in JSON entries are counted anyway.
                source=place.source(row if isinstance(record, Mapped) or place.sheet else None)))


def _is_kind(name: str) -> bool:
    return kind_named(name) is not None or folded(name) in LINK_TABLE
