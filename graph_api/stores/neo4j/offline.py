"""A plan set as files for `neo4j-admin database import full`: the quick way to a first load of millions of items.

A file a kind and a file a verb, each with a heading that gives names and types, and `import.args` with all that the
tool must be told. Nothing in them tells where they were written, so the folder can be taken to the server.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph_api.clock import now
from graph_api.stores.neo4j.model import (
    FROM,
    SET,
    TABLES,
    TITLED,
    TO,
    Properties,
    item_properties,
    link_properties,
)
from graph_api.stores.neo4j.wanted import Wanted
from schema.fields import Field, FieldType
from schema.kinds import KIND, KINDS
from schema.links import VERBS
from schema.records import Link

ARGUMENTS, STUBS, PLAN_SET = "import.args", "missing.csv", "plan-set.csv"
BETWEEN = "\x1f"
"""Parts the words of a list; no text of a plan holds it, for control characters are refused when files are read."""
LONGEST_LINE = 4_000_000
"""Bytes of a line that the tool reads without being told to make room."""
TYPES: Mapping[FieldType, str] = {
    FieldType.NUMBER: ":double", FieldType.YES_NO: ":boolean", FieldType.WORDS: ":string[]"}
ITEM_COLUMNS: Mapping[str, str] = {
    "plan_set": "", "key": "", "kind": "", "title": "", "listed": ":boolean", TITLED: "", TABLES: "", "_record": "",
    "_hash": ""}
LINK_COLUMNS: Mapping[str, str] = {
    "plan_set": "", "wanted": "", "wanted_set": "", SET: "", "_record": "", "_hash": ""}

Row = Sequence[Any]
Told = Callable[[int, int, str], None]


class Offline:
    """Writes one plan set into a folder."""

    def __init__(self, folder: Path, wanted: Wanted, progress: Told | None = None) -> None:
        self.folder, self.wanted, self.progress = folder, wanted, progress
        self.arguments: list[str] = []
        self.longest = self.done = 0
        self.broken_lines = False

    def write(self) -> int:
        """Writes every file, those of items before those of links; gives how many there are. May raise OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            rows = self.items(kind.name)
            self.file(f"items-{kind.slug}.csv", "nodes=Item", (":ID", *_items(kind.name)), rows)
        self.file(STUBS, "nodes=Missing", (":ID", "plan_set", "key"), self.stubs())
        about = self.wanted.finished()
        about["synced"] = now()
        columns = (":ID", *(f"{name}{_type(value)}" for name, value in about.items()))
        self.file(PLAN_SET, "nodes=PlanSet", columns, iter([(self.wanted.name, *about.values())]))
        for verb in VERBS:
            fields = {name: kind for field in verb.fields for name, kind in _columns(field).items()}
            columns = (":START_ID", ":END_ID", *(f"{name}{kind}" for name, kind in {**LINK_COLUMNS, **fields}.items()))
            self.file(f"links-{verb.label.replace(' ', '-')}.csv", f"relationships={verb.name}", columns,
                      self.links(verb.name, [*LINK_COLUMNS, *fields]))
        (self.folder / ARGUMENTS).write_text(self.told(), encoding="utf-8")
        return len(self.arguments)

    def told(self) -> str:
        """What the tool must be told, an option on each line."""
        room = 2 ** max(22, (self.longest + 1_000).bit_length())
        return "\n".join((
            *self.arguments, "--id-type=string", "--array-delimiter=U+001F", "--legacy-style-quoting=false",
            "--bad-tolerance=0", *(["--multiline-fields=true"] if self.broken_lines else []),  # it is slow
            *([f"--read-buffer-size={room}"] if self.longest > LONGEST_LINE else []), ""))

    def file(self, name: str, option: str, columns: Iterable[str], rows: Iterator[Row]) -> None:
        """One file, unless there is nothing for it; one of an earlier time with that name goes."""
        path = self.folder / name
        first = next(rows, None)
        if first is None:
            path.unlink(missing_ok=True)
            return
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(",".join(columns) + "\n")
            self.line(file.write, first)
            for row in rows:
                self.line(file.write, row)
        self.arguments.append(f"--{option}={name}")
        if self.progress:
            self.progress(self.done, len(self.wanted.items) + self.wanted.total_links, name)

    def line(self, write: Callable[[str], int], row: Row) -> None:
        """One row."""
        text = ",".join(map(_cell, row))
        self.longest = max(self.longest, len(text) if text.isascii() else len(text.encode()))
        self.broken_lines |= "\n" in text or "\r" in text
        self.done += 1
        write(text + "\n")

    def items(self, kind: str) -> Iterator[Row]:
        """The items of a kind in the order of the columns."""
        names = list(_item_columns(kind))
        for item in self.wanted.items.values():
            if item.kind == kind:
                yield self.row(item.key, {"plan_set": self.wanted.name, **item_properties(item)}, names)

    def row(self, key: str, properties: Properties, names: Sequence[str]) -> Row:
        """One row, with nothing left out of it."""
        if unknown := properties.keys() - set(names):
            raise ValueError(f"{key} has {', '.join(sorted(unknown))}, which is no declared field")
        return (self.id(key), *map(properties.get, names))

    def stubs(self) -> Iterator[Row]:
        """What links lead to that is not there, each once."""
        missing = {link.end for link in self.every_link() if link.dangling}
        yield from ((self.stub(key), self.wanted.name, key) for key in sorted(missing))

    def links(self, verb: str, names: Sequence[str]) -> Iterator[Row]:
        """The links of a verb in the order of the columns."""
        for link in self.every_link():
            if link.verb == verb:
                row = self.row(link.start, {"plan_set": self.wanted.name, **link_properties(link)}, names)
                yield (row[0], self.stub(link.end) if link.dangling else self.id(link.end), *row[1:])

    def every_link(self) -> Iterator[Link]:
        """Every link."""
        for key in self.wanted.items:
            yield from self.wanted.links(key).values()

    def id(self, key: str) -> str:
        """What the tool knows an item by; names of plan sets hold neither / nor ?, so sets can be imported together."""
        return f"{self.wanted.name}/{key}"

    def stub(self, key: str) -> str:
        """What the tool knows a stub by."""
        return f"{self.wanted.name}?{key}"


def _item_columns(kind: str) -> dict[str, str]:
    """Every property that an item of the kind may have, with its type."""
    fields = {name: column for field in KIND[kind].fields for name, column in _columns(field).items()}
    return {**ITEM_COLUMNS, **fields}


def _items(kind: str) -> tuple[str, ...]:
    return tuple(f"{name}{column}" for name, column in _item_columns(kind).items())


def _columns(field: Field) -> dict[str, str]:
    if field.type is FieldType.DATE:
        return {field.name: "", f"{field.name}{FROM}": ":date", f"{field.name}{TO}": ":date"}
    return {field.name: TYPES.get(field.type, "")}


def _type(value: object) -> str:
    if isinstance(value, bool):
        return ":boolean"
    return ":long" if isinstance(value, int) else ":datetime" if isinstance(value, datetime.datetime) else ""


def _cell(value: Any) -> str:
    """A value as the tool reads it: text in quotes, so that it is kept even where it is empty; nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = BETWEEN.join(value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'
