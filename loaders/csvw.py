"""CSV on the Web: what csv-metadata.json says of the CSV files beside it, ours or a stranger's.

Nothing is fetched: only files of the same folder are believed to be described. What metadata says and we do not
follow is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from loaders.files import FILE_LIMIT, PlanFile, read_text
from loaders.json_plan import read_json
from loaders.parsed import Grid, Scalar
from loaders.problems import problem
from loaders.sheet import Row, Sheet, filled, words
from loaders.sheets import Holds, knows, read_by_name, table_name, unknown_name
from loaders.tables import ASKS, Draft
from schema.dates import DateOrder
from schema.records import Problem, Source

NAME = "csv-metadata.json"
"""The end of the name of every file of metadata: of a folder's, and of `strategies.csv-metadata.json`."""
FORMULA = re.compile("'*[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet might run, or might take for text that we have marked already."""
FOLLOWED = {"delimiter": ",;\t|", "quoteChar": '"', "doubleQuote": (True,), "skipColumns": (0,)}
"""Properties of a dialect, with the values that are read; files with another one are told."""


def guarded(text: str) -> str:
    """The text with a ' before it where a spreadsheet would run it; `unguarded` takes exactly that away again."""
    return "'" + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text without the ' that `guarded` put before it."""
    return text[1:] if text[:1] == "'" and FORMULA.match(text[1:]) else text


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the names that it goes by, what empty cells are filled with, what parts several values."""

    names: tuple[str, ...]
    empty: frozenset[str] = frozenset()
    split: str = ""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """What metadata says of one CSV file.

    `holds` is a kind or `links`, None where nothing tells; `marked` files have a ' before what a spreadsheet might
    run; `skip` rows stand above `header` rows of headings; `order` is the order of day and month in its dates.
    """

    file: str
    holds: Holds | None = None
    asks: str = "register"
    columns: tuple[Column, ...] = ()
    marked: bool = False
    skip: int = 0
    header: int = 1
    order: DateOrder | None = None

    def sheet(self, grid: Grid) -> tuple[Sheet | None, list[Problem]]:
        """The rows of the file under headings of ours; None where it has none."""
        rows = [Row(grid.first_row + index, cells) for index, cells in enumerate(grid.rows) if cells is not None]
        rows = [row for row in rows if row.number > self.skip]
        top = next((index for index, row in enumerate(rows) if any(map(filled, row.cells))), None)
        if top is None:
            return None, []
        below = rows[top + self.header:]
        stand = [words(cell) for cell in rows[top].cells] if self.header else [""] * len(self.columns)
        kept, problems = _fitted(below, len(stand))
        return Sheet([self.heading(index, word) for index, word in enumerate(stand)], rows[top].number,
                     [Row(number, [self.cell(index, cell) for index, cell in enumerate(cells)])
                      for number, cells in kept], grid.name), problems

    def heading(self, index: int, stands: str) -> str:
        """The heading of a column: the first of its names that means something here, else as it stands."""
        names = (stands, *(self.columns[index].names if index < len(self.columns) else ()))
        known = (name for name in names if name and self.holds is not None and knows(self.holds, name))
        return next(known, stands or next(filter(None, names), ""))

    def cell(self, index: int, cell: Scalar) -> Scalar:
        """A cell as it is meant: without marks, empty where it stands for nothing, its parts parted by ;"""
        column = self.columns[index] if index < len(self.columns) else None
        if not isinstance(cell, str) or not cell or (column is not None and cell in column.empty):
            return cell if not isinstance(cell, str) or column is None or cell not in column.empty else ""
        if self.marked:
            cell = unguarded(cell)
        return ";".join(cell.split(column.split)) if column is not None and column.split else cell


@dataclass
class Described:
    """Files that metadata describes, by name; the plan files that are left; and what was wrong."""

    tables: dict[str, CsvTable] = field(default_factory=dict)
    files: list[PlanFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def described(found: Sequence[PlanFile], limit: int = FILE_LIMIT) -> Described:
    """What the metadata among some files says; `files` are the others. Metadata of one file is stronger."""
    answer = Described(files=[file for file in found if not is_metadata(file)])
    names = {file.name for file in answer.files}
    for file in sorted(filter(is_metadata, found), key=lambda file: (len(PurePosixPath(file.name).name), file.name)):
        tables, problems = read_metadata(file, limit)
        answer.problems += problems
        for name, table in tables.items():
            if name in names:
                answer.tables[name] = table
            else:
                answer.problems.append(problem("path-missing", "The metadata describes a file that is not there.",
                                               source=file.source, value=name))
    return answer


def is_metadata(file: PlanFile) -> bool:
    """Whether the file's name is one of metadata."""
    name = PurePosixPath(file.name).name.lower()
    return name == NAME or name.endswith(f".{NAME}")


def read_metadata(file: PlanFile, limit: int = FILE_LIMIT) -> tuple[Mapping[str, CsvTable], list[Problem]]:
    """What a file of metadata says of each CSV file, by the name that the plan folder calls it."""
    text, problems = read_text(file, limit)
    data, told = (None, []) if text is None else read_json(text, file.name)
    reader = _Metadata(file, [*problems, *told])
    if isinstance(data, dict):
        tables = {table.file: table for table in reader.tables(data)}
        return tables, reader.problems
    if not reader.problems:
        reader.tell("The file is not a description of tables.", data)
    return {}, reader.problems


def read_described(
    draft: Draft, file: PlanFile, grids: Sequence[Grid], table: CsvTable, order: DateOrder | None
) -> None:
    """Reads a CSV file into the draft as its metadata says."""
    if table.holds is None:
        unknown_name(draft, file)
        return
    for grid in grids:
        sheet, problems = table.sheet(grid)
        draft.problems += [problem(
            told.code, told.message, source=told.source._replace(file=file.name), value=told.value,
            expected=told.expected) for told in problems]
        if sheet is not None:
            read_by_name(draft, file, sheet, table.holds, table.order or order, table.asks)


class _Metadata:
    """Reads one file of metadata."""

    def __init__(self, file: PlanFile, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems

    def tell(self, message: str, value: object = None, expected: str | None = None) -> None:
        """Adds a problem of the metadata."""
        self.problems.append(problem("csvw-metadata", message, source=self.file.source, value=value, expected=expected))

    def tables(self, group: Mapping[str, Any]) -> Iterator[CsvTable]:
        """The tables of a group, or the one table that the file describes."""
        tables = group.get("tables", [group])
        if not isinstance(tables, list):
            self.tell("The tables are not a list.", tables)
            return
        for table in tables:
            name = self.name(table.get("url")) if isinstance(table, dict) else None
            if name is None:
                self.tell("A table names no file of this folder.", table.get("url") if isinstance(table, dict) else table,
                          "the name of a file beside the metadata")
            else:
                yield self.table(name, table, group)

    def name(self, url: Any) -> str | None:
        """The plan folder's name of a file; None where it lies elsewhere, for nothing is fetched."""
        if not isinstance(url, str) or not url or ":" in url or url.startswith("/") or ".." in url.split("/"):
            return None
        return str(PurePosixPath(self.file.name).parent / url)

    def table(self, name: str, table: Mapping[str, Any], group: Mapping[str, Any]) -> CsvTable:
        """One table; what it does not say holds from its group."""
        schema, dialect = (
            table.get(part) or group.get(part) or {} for part in ("tableSchema", "dialect"))
        if not isinstance(schema, dict) or not isinstance(dialect, dict):
            self.tell("The schema or dialect of a table stands in another file, which is not read.", name)
            schema, dialect = (part if isinstance(part, dict) else {} for part in (schema, dialect))
        for known, values in FOLLOWED.items():
            if dialect.get(known, values[0]) not in values:
                self.tell(f"{known} of the dialect is not followed.", dialect[known], "the usual one")
        note = next((note for note in _dicts(table.get("notes")) if note.get("asks") in ASKS), {})
        above = (schema, table, group)
        columns = [column for column in _dicts(schema.get("columns")) if column.get("virtual") is not True]
        header = _count(dialect.get("headerRowCount"), 0 if dialect.get("header") is False else 1)
        return CsvTable(
            name, table_name(str(note.get("kind") or PurePosixPath(name).stem)), str(note.get("asks", "register")),
            tuple(_column(column, above) for column in columns), note.get("escaped") is True,
            _count(dialect.get("skipRows"), 0), header, _order(columns))


def _column(column: Mapping[str, Any], above: Sequence[Mapping[str, Any]]) -> Column:
    """A column; what it does not say holds from its schema, table or group."""
    empty = next((part["null"] for part in (column, *above) if "null" in part), "")
    split = next((part["separator"] for part in (column, *above) if part.get("separator")), "")
    texts = [empty] if isinstance(empty, str) else empty if isinstance(empty, list) else []
    return Column(
        tuple(dict.fromkeys(_words(column.get("titles"), column.get("name")))),
        frozenset(text for text in texts if isinstance(text, str)),
        split if isinstance(split, str) and split != ";" else "")


def _words(*values: Any) -> Iterator[str]:
    """Every text in texts, lists and mappings of languages."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | dict):
            yield from _words(*(value.values() if isinstance(value, dict) else value))


def _order(columns: Sequence[Mapping[str, Any]]) -> DateOrder | None:
    """The order of day and month that the columns of dates declare, where they declare one."""
    types = (column.get("datatype") for column in columns)
    formats = {str(said.get("format"))[:1] for said in types if isinstance(said, dict) and said.get("base") == "date"}
    found = {"d": DateOrder.DAY_FIRST, "M": DateOrder.MONTH_FIRST}
    orders = {found[sign] for sign in formats if sign in found}
    return orders.pop() if len(orders) == 1 else None


def _dicts(values: Any) -> list[Mapping[str, Any]]:
    """The mappings of a list; none where it is something else."""
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _count(value: Any, default: int) -> int:
    return value if type(value) is int and value >= 0 else default


def _fitted(rows: Sequence[Row], width: int) -> tuple[list[Row], list[Problem]]:
    """The rows that hold anything, each as wide as the headings; the rest is told."""
    kept, empty, problems = [], [], []
    for number, cells in rows:
        beyond = [str(cell) for cell in cells[width:] if filled(cell)]
        if beyond:
            problems.append(problem("row-too-long", source=Source(row=number), value="; ".join(beyond),
                                    expected=f"{width} cells"))
        if any(map(filled, cells)):
            kept.append(Row(number, cells[:width] + [""] * (width - len(cells))))
        else:
            empty.append(number)
    if empty:
        problems.append(problem("row-empty", f"{len(empty)} rows hold nothing but blanks." if len(empty) > 1 else "",
                                source=Source(row=empty[0])))
    return kept, problems
