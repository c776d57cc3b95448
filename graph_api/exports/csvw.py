"""A plan set as a folder of CSV files with CSV on the Web metadata, and goldthread.yaml to say what it is.

RFC 4180: commas, CRLF, quotes where they are needed, UTF-8. Keys are whole, so that a reference in one file is the
key in another and any tool can join the two. What a spreadsheet would run has a ' before it, and the metadata says so.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graph_api.exports.cells import Plain, in_words
from graph_api.exports.losses import Loss
from graph_api.exports.plan_files import MEGABYTE, about_plan_set, dump
from graph_api.exports.tables import OutTable, lay_out
from loaders.csvw.read import NAME, guarded
from loaders.files import SETTINGS_FILE
from loaders.parsed import LIMITS
from schema.kinds import Kind
from schema.links import BY_LABEL
from schema.records import Loaded

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
DIALECT = {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\r\n"]}
LINK_KEY = ["from", "link", "to"]
LINKS_ABOUT = "Links that have words of their own, or that another paper states than the row of their items."
ABOUT = {
    "key": "The item's kind and its own reference, the same wherever the item is named.",
    "document": "The paper in which the record stands.", "paragraph": "The paragraph of that paper.",
    "from": "Key of the item where the link begins.", "link": "What the one has to do with the other.",
    "to": "Key of the item where it ends.", "role": "What a partner does.", "note": "A remark on the link.",
}
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def write_csvw(loaded: Loaded, output: Path) -> list[Loss]:
    """Writes a plan set into a folder, which is made where it is not there; gives what the files do not hold."""
    laid = lay_out(loaded)
    output.mkdir(parents=True, exist_ok=True)
    files = list(_named(laid.tables))
    for file in files:
        with (output / file.name).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(file.rows())
    with (output / NAME).open("w", encoding="utf-8", newline="\n") as opened:
        opened.write(json.dumps(_group(loaded, files), ensure_ascii=False, indent=1) + "\n")
    about = about_plan_set(loaded.plan_set)
    settings = {"planSet": about.pop("name"), **about} | _limits(output, files)
    with (output / SETTINGS_FILE).open("w", encoding="utf-8", newline="\n") as opened:
        dump(settings, opened)
    return [*laid.losses, *laid.joined()]


@dataclass(frozen=True)
class CsvFile:
    """One table with the name of its file. `texts` are its cells as they are written, without our marks."""

    name: str
    table: OutTable

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """The filled cells of each column, keys whole."""
        columns: dict[str, list[str]] = {name: [] for name in self.table.columns}
        for row in self.table.rows:
            for name, cell in row.items():
                columns[name].append(self.text(name, cell))
        return columns

    @cached_property
    def marked(self) -> bool:
        """Whether any cell has a ' before what a spreadsheet would run."""
        return any(isinstance(cell, str) and guarded(text := self.text(name, cell)) != text
                   for row in self.table.rows for name, cell in row.items())

    def rows(self) -> Iterator[list[str]]:
        """The headings, and every row as text."""
        yield list(self.table.columns)
        for row in self.table.rows:
            yield [self.written(name, row[name]) if name in row else "" for name in self.table.columns]

    def written(self, name: str, cell: Plain) -> str:
        """A cell as it is written: text is guarded, a number stays one."""
        text = self.text(name, cell)
        return guarded(text) if isinstance(cell, str) else text

    def text(self, name: str, cell: Plain) -> str:
        """A cell as text; a key with its kind."""
        text, kind = in_words(cell), self.table.kind
        return f"{kind.slug}:{text}" if name == "key" and kind is not None and ":" not in text else text


def _named(tables: list[OutTable]) -> Iterator[CsvFile]:
    """Each table with its file's name: the kind, what it asks where that is nothing, a number from the second on.

    The reader takes files in order of name, in which the record that an item rests on comes first.
    """
    counts: dict[str, int] = {}
    for table in tables:
        asks = "" if table.asks == "register" else f"_{table.asks}"
        stem = f"{table.kind.plural}{asks}" if table.kind else "links"
        counts[stem] = counts.get(stem, 0) + 1
        yield CsvFile(f"{stem}_{counts[stem]}.csv" if counts[stem] > 1 else f"{stem}.csv", table)


def _limits(output: Path, files: list[CsvFile]) -> dict[str, Any]:
    """Higher limits for the reader, where a table needs them."""
    size = max((output / file.name).stat().st_size for file in files) / MEGABYTE if files else 0
    rows = max((len(file.table.rows) + 1 for file in files), default=0)
    needed = {"fileMegabytes": int(size) + 1, "rows": rows}
    above = {name: most for name, most in needed.items() if most > LIMITS[name]}
    return {"limits": above} if above else {}


def _group(loaded: Loaded, files: list[CsvFile]) -> dict[str, Any]:
    """The metadata of the folder."""
    about = {"dc:title": loaded.plan_set.title}
    if loaded.plan_set.about:
        about["dc:description"] = loaded.plan_set.about
    keys: dict[str, set[str]] = {file.name: set(file.texts["key"]) for file in files if file.table.kind}
    return {"@context": CONTEXT, **about, "dialect": DIALECT, "tables": [_table(file, keys) for file in files]}


def _table(file: CsvFile, keys: Mapping[str, set[str]]) -> dict[str, Any]:
    """The metadata of one file; our own note says its kind, what it asks, and whether cells are marked."""
    kind, asks = file.table.kind, file.table.asks
    note: dict[str, Any] = {"kind": kind.name if kind else "Link", "asks": asks}
    if file.marked:
        note["escaped"] = True
    described: dict[str, Any] = {
        "url": file.name, "dc:title": kind.plural.replace("-", " ") if kind else "links",
        "dc:description": kind.about if kind else LINKS_ABOUT, "notes": [note]}
    schema: dict[str, Any] = {
        "columns": [_column(file, name) for name in file.table.columns],
        "primaryKey": ["key"] if kind else LINK_KEY}
    if foreign := list(_foreign_keys(file, keys)):
        schema["foreignKeys"] = foreign
    return described | {"tableSchema": schema}


def _column(file: CsvFile, name: str) -> dict[str, Any]:
    """The metadata of one column: its type is what all of its cells are."""
    cells = [row[name] for row in file.table.rows if name in row]
    described: dict[str, Any] = {
        "name": name.replace(" ", "_"), "titles": name, "dc:description": _about(file.table.kind, name),
        "datatype": _datatype(cells)}
    if name in file.table.several:
        described["separator"] = ";"
    if name == "key" or (file.table.kind is None and name in LINK_KEY):
        described["required"] = True
    return described


def _datatype(cells: list[Plain]) -> Any:
    """The type of a column's cells."""
    if cells and all(isinstance(cell, bool) for cell in cells):
        return {"base": "boolean", "format": "yes|no"}
    if cells and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells):
        return "integer" if all(isinstance(cell, int) for cell in cells) else "decimal"
    return "date" if cells and all(DAY.fullmatch(str(cell)) for cell in cells) else "string"


def _about(kind: Kind | None, name: str) -> str:
    """What a column means, in the words of the schema."""
    if kind is None or name in {"key", "document", "paragraph"}:
        return ABOUT[name]
    field = next((one for one in kind.fields if one.name == name), None)
    if field is not None:
        return field.about
    verb, outgoing = BY_LABEL[name]
    return verb.about if outgoing else f"{verb.about} (Seen from its other end.)"


def _foreign_keys(file: CsvFile, keys: Mapping[str, set[str]]) -> Iterator[dict[str, Any]]:
    """Columns all of whose references are keys of one other file."""
    references = {"key", *BY_LABEL} if file.table.kind else {"from", "to"}
    for name, cells in file.texts.items():
        wanted = {key for cell in cells for key in cell.split(";")} if name in references else set()
        for other, known in keys.items() if wanted else ():
            if other == file.name and name == "key":
                break  # a file that stands before it has the keys already
            if wanted <= known:
                yield {"columnReference": [name.replace(" ", "_")],
                       "reference": {"resource": other, "columnReference": ["key"]}}
                break
