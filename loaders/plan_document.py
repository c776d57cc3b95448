"""Documents of our own shape, from YAML or JSON: kinds, each with a list of records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loaders.files import PlanFile
from loaders.headings import folded, kind_named
from loaders.link_table import LINK_TABLE, LinkReader
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, problem
from loaders.tables import ASKS, Draft, Place, TableReader, Triple
from schema.dates import DateOrder
from schema.kinds import KINDS
from schema.records import Source


def read_document(draft: Draft, file: PlanFile, data: Any, order: DateOrder | None) -> None:
    """Reads the data of a YAML or JSON file into the draft; each of its kinds is a table."""
    names = [name for name in data if name not in ("asks", "source")] if isinstance(data, dict) else []
    if not any(_is_kind(name) for name in names):
        draft.problems.append(problem("file-not-a-plan", source=file.source, value=", ".join(names) or data))
        return
    asks, document, paragraph = _asks(draft, file, data), *_source(draft, file, data)
    for name in names:
        # JSON has no lines, so a record is found by its kind and number; in YAML by its line.
        sheet = None if isinstance(data, Mapped) else " ".join(name.split())
        place = Place(file.name, sheet, asks, order, document, paragraph)
        if not _is_kind(name):
            draft.problems.append(problem(
                "kind-unknown", f"{name} is not a kind of item.", source=_line(file, data, name), value=name,
                remedy=did_you_mean(name, [*(kind.name for kind in KINDS), "Link"])))
        elif not isinstance(data[name], list | None):
            draft.problems.append(problem("record-shape", f"{name} does not hold a list of records.",
                                          source=_line(file, data, name), value=data[name],
                                          expected="a list, each entry beginning with -"))
        else:
            _table(draft, place, name, data[name] or [])


def _table(draft: Draft, place: Place, name: str, rows: list[Any]) -> None:
    """Reads the records of one kind."""
    kind = kind_named(name)
    table = None if kind is None else TableReader(draft, kind, place, f"{place.file}, {name}")
    links = LinkReader(draft, place, f"{place.file}, {name}") if kind is None else None
    for number, record in enumerate(rows, 1):
        row = record.line if isinstance(record, Mapped) else number
        if not isinstance(record, dict) or not record:
            draft.problems.append(problem(
                "record-shape", f"Entry {number} of {name} is not a list of names and values.", value=record,
                # A list or a word in YAML has no line of its own; in JSON entries are counted anyway.
                source=place.source(row if isinstance(record, Mapped) or place.sheet else None)))
        elif table is not None:
            if not record.keys() <= table.targets.keys():
                for heading in record:
                    table.target(heading, row)
            targets = table.targets
            cells: list[Triple] = [
                (heading, target, raw) for heading, raw in record.items()
                if (target := targets[heading]) is not None
            ]
            table.read(cells, row)
        elif links is not None:
            links.read(record, row)
    if table is not None:
        table.close()


def _is_kind(name: str) -> bool:
    return kind_named(name) is not None or folded(name) in LINK_TABLE


def _asks(draft: Draft, file: PlanFile, data: Mapping[str, Any]) -> str:
    asks = data.get("asks")
    if asks is None or asks in ASKS:
        return asks or "register"
    draft.problems.append(problem("record-shape", "A table cannot ask this; it was taken for a register.",
                                  source=_line(file, data, "asks"), value=asks, expected=" or ".join(ASKS),
                                  remedy="Write one of these words."))
    return "register"


def _source(draft: Draft, file: PlanFile, data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    source = data.get("source")
    if source is None:
        return None, None
    if not isinstance(source, dict) or set(source) - {"document", "paragraph"}:
        draft.problems.append(problem("record-shape", "The file's source is not understood.", value=source,
                                      source=_line(file, data, "source"), expected="document and paragraph",
                                      remedy='Write `source: {document: "001"}`.'))
    found = source if isinstance(source, dict) else {}
    document, paragraph = found.get("document"), found.get("paragraph")
    return (None if document is None else str(document)), (None if paragraph is None else str(paragraph))


def _line(file: PlanFile, data: Any, name: str) -> Source:
    """Where a name of the file stands, as far as that is known."""
    return Source(file=file.name, row=data.lines.get(name) if isinstance(data, Mapped) else None)
