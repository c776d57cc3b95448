"""What a file of CSV on the Web metadata says of the CSV files beside it, ours or a stranger's.

Nothing is fetched: only files of the same folder are believed to be described. What metadata says and we do not
follow is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from loaders.files import FILE_LIMIT, PlanFile, read_text
from loaders.json_plan import read_json
from loaders.problems import problem
from loaders.sheets import Holds, table_name
from loaders.tables import ASKS
from schema.dates import DateOrder
from schema.records import Problem

FOLLOWED: Mapping[str, tuple[object, ...]] = {
    "delimiter": tuple(",;\t|"), "quoteChar": ('"',), "doubleQuote": (True,), "skipColumns": (0,)}
"""Properties of a dialect, with the values that are read; another one is told."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the names that it goes by, what stands in its empty cells, what parts several values in one."""

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
            url = table.get("url") if isinstance(table, dict) else None
            name = self.name(url)
            if name is None:
                self.tell("A table names no file of this folder.", url, "the name of a file beside the metadata")
            else:
                yield self.table(name, table, group)

    def name(self, url: Any) -> str | None:
        """The plan folder's name of a file; None where it lies elsewhere, for nothing is fetched."""
        if not isinstance(url, str) or not url or ":" in url or url.startswith("/") or ".." in url.split("/"):
            return None
        return str(PurePosixPath(self.file.name).parent / url)

    def table(self, name: str, table: Mapping[str, Any], group: Mapping[str, Any]) -> CsvTable:
        """One table; what it does not say holds from its group."""
        schema, dialect = self.part("tableSchema", table, group), self.part("dialect", table, group)
        for known, values in FOLLOWED.items():
            if dialect.get(known, values[0]) not in values:
                self.tell(f"{known} of the dialect of {name} is not followed.", dialect[known], "the usual one")
        note = next((note for note in _dicts(table.get("notes")) if note.get("asks") in ASKS), {})
        columns = [column for column in _dicts(schema.get("columns")) if column.get("virtual") is not True]
        return CsvTable(
            name, table_name(str(note.get("kind") or PurePosixPath(name).stem)), str(note.get("asks", "register")),
            tuple(_column(column, (schema, table, group)) for column in columns), note.get("escaped") is True,
            _count(dialect.get("skipRows"), 0),
            _count(dialect.get("headerRowCount"), 0 if dialect.get("header") is False else 1), _order(columns))

    def part(self, name: str, table: Mapping[str, Any], group: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema or dialect of a table, its own or its group's."""
        found = table.get(name) or group.get(name) or {}
        if isinstance(found, dict):
            return found
        self.tell(f"The {name} of a table stands in another file, which is not read.", found)
        return {}


def _column(column: Mapping[str, Any], above: Sequence[Mapping[str, Any]]) -> Column:
    """A column; what it does not say holds from its schema, table or group."""
    empty = next((part["null"] for part in (column, *above) if "null" in part), "")
    split = next((part["separator"] for part in (column, *above) if part.get("separator")), "")
    return Column(
        tuple(dict.fromkeys(_words(column.get("titles"), column.get("name")))), frozenset(_words(empty)),
        split if isinstance(split, str) and split != ";" else "")


def _words(*values: Any) -> Iterator[str]:
    """Every text in texts, lists and mappings of languages, at most two deep."""
    for value in values:
        inner = list(value.values()) if isinstance(value, dict) else value
        for one in inner if isinstance(inner, list) else [inner]:
            yield from (text for text in (one if isinstance(one, list) else [one]) if isinstance(text, str))


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
