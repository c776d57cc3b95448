"""A mapping tells which heading of which table is which field or link, so a stranger's file needs no code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from loaders.cells import title_key
from loaders.committee_table import words_key
from loaders.files import PlanFile, read_text
from loaders.headings import Sort, Target, folded, kind_named, names_on, target_for
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, problem
from loaders.yaml_plan import read_yaml
from schema.dates import DateOrder
from schema.kinds import FAMILIES, FAMILY_BY_SLUG, KINDS, Kind
from schema.records import Problem, Source

COMMITTEE = "committee-table"
FORMATS = ("csv", "tsv", COMMITTEE)
TABLE_NAMES = ("file", "kind", "format", "asks", "key", "columns", "constants", "source", "ignore", "dateOrder",
               "values", "part_of")
COLUMN_NAMES = ("field", "link", "to", "split", "prefix", "values")
KEY_PART = re.compile(r"\{([^{}:]+)(?::([a-z]+))?\}")
FILTERS = {"words": words_key, "title": title_key}
"""What may be made of a cell in a key: its first eight words, or all of it in small letters."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one heading feeds: the name of a field or link, and how its cells are read."""

    name: str
    to: tuple[str, ...] = ()
    split: str | None = None
    prefix: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def target(self, kind: Kind, split: str) -> Target | None:
        """The column as a target on rows of the kind; `split` parts references unless the column says how."""
        found = target_for(kind, self.name, split if self.split is None else self.split)
        if found is not None:
            found.values, found.to, found.prefix = self.values, self.to, self.prefix
        return found


class KeyPart(NamedTuple):
    """One piece of a key: text as it stands, or the cell under a heading, through a filter."""

    text: str = ""
    heading: str = ""
    through: str = ""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table of a mapping. Headings are folded in `columns` and `ignore`; `written` has them as they stand."""

    file: str
    place: Source
    format: str
    kind: Kind | None = None
    asks: str = "register"
    key: tuple[KeyPart, ...] = ()
    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    document: str | None = None
    paragraph: str | None = None
    date_order: DateOrder | None = None
    part_of: str | None = None

    def fits(self, file: PlanFile) -> bool:
        """Whether the table is about this file: by its name, with or without the folders that it stands in."""
        return f"/{file.name}".endswith(f"/{self.file}")

    def knows(self, heading: str) -> bool:
        """Whether a heading is mapped, part of the key, or ignored."""
        name = folded(heading)
        return name in self.columns or name in self.ignore or any(folded(p.heading) == name for p in self.key)


def read_mapping(path: Path) -> tuple[tuple[TableMapping, ...], list[Problem]]:
    """The tables of a mapping file, and what is wrong with it; a table that is not understood is left out."""
    file = PlanFile(path, path.name)
    text, problems = read_text(file)
    if text is None:
        return (), problems
    data, broken = read_yaml(text, file.name)
    problems += broken
    reader = _Reader(file.name, problems)
    if broken and data is None:
        return (), problems
    return reader.mapping(data), problems


class _Reader:
    """Reads a mapping, one table after the other; collects every fault."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems

    def tell(self, line: int | None, message: str, value: object = None, expected: str | None = None,
             remedy: str | None = None) -> None:
        self.problems.append(problem("mapping", message, value=value, expected=expected, remedy=remedy,
                                     source=Source(file=self.file, row=line)))

    def mapping(self, data: Any) -> tuple[TableMapping, ...]:
        if not isinstance(data, Mapped) or not isinstance(data.get("tables"), list):
            self.tell(None, "The mapping has no list of tables.", expected="tables: a list, one entry a table")
            return ()
        self.names(data, ("tables", "dateOrder"))
        order = self.date_order(data, None)
        found = [self.table(entry, order) for entry in data["tables"]]
        return tuple(table for table in found if table is not None)

    def names(self, data: Mapped, known: Sequence[str]) -> None:
        for name in data:
            if name not in known:
                self.tell(data.lines[name], f"{name} has no meaning here.", name, remedy=did_you_mean(name, known))

    def table(self, data: Any, order: DateOrder | None) -> TableMapping | None:
        if not isinstance(data, Mapped) or not isinstance(data.get("file"), str):
            self.tell(getattr(data, "line", None), "A table of the mapping names no file.", data, "file: plans.csv")
            return None
        self.names(data, TABLE_NAMES)
        form = data.get("format") or ("tsv" if data["file"].lower().endswith(".tsv") else "csv")
        kind = kind_named(str(data["kind"])) if data.get("kind") else None
        if form not in FORMATS:
            self.tell(data.line, "The mapping asks for a format that is not read.", form, " or ".join(FORMATS))
            return None
        if form != COMMITTEE and kind is None:
            self.tell(data.line, "A table of the mapping has no kind that we know.", data.get("kind"),
                      remedy=did_you_mean(str(data.get("kind")), (kind.slug for kind in KINDS)))
            return None
        document, paragraph = self.source(data)
        columns = self.mapped(data, "columns")
        return TableMapping(
            data["file"], Source(file=self.file, row=data.line), form, kind, self.asks(data), self.key(data),
            {} if kind is None else self.columns(kind, data, columns), {folded(name): name for name in columns}
            if kind is not None else {name: str(role) for name, role in columns.items()},
            {} if kind is None else self.constants(kind, data), frozenset(map(folded, self.words(data, "ignore"))),
            document, paragraph, self.date_order(data, order), self.text(data, "part_of"))

    def asks(self, data: Mapped) -> str:
        asks = data.get("asks") or "register"
        if asks not in ("register", "transcript", "list"):
            self.tell(data.lines["asks"], "A table cannot ask this.", asks, "register, transcript or list")
            return "register"
        return str(asks)

    def key(self, data: Mapped) -> tuple[KeyPart, ...]:
        pattern = self.text(data, "key") or ""
        parts, at = [], 0
        for match in KEY_PART.finditer(pattern):
            parts += [KeyPart(pattern[at : match.start()]), KeyPart("", match[1].strip(), match[2] or "")]
            at = match.end()
            if match[2] and match[2] not in FILTERS:
                self.tell(data.lines["key"], "The key goes through a filter that is not there.", match[2],
                          " or ".join(FILTERS))
        if pattern and not parts:
            self.tell(data.lines["key"], "The key names no heading, so all rows would have the same.", pattern,
                      'key: "{heading}-{heading}"')
        return tuple(part for part in (*parts, KeyPart(pattern[at:])) if part != KeyPart()) if parts else ()

    def columns(self, kind: Kind, data: Mapped, columns: Mapping[str, Any]) -> dict[str, tuple[Column, ...]]:
        values = self.mapped(data, "values")
        found = {}
        for heading, meant in columns.items():
            entries = meant if isinstance(meant, list) else [meant]
            shared = _texts(values.get(heading))
            made = [self.column(kind, heading, entry, shared, data) for entry in entries]
            found[folded(heading)] = tuple(column for column in made if column is not None)
        for heading in values:
            if folded(heading) not in found:
                self.tell(data.lines["values"], "Values are given for a heading that is not mapped.", heading)
        return found

    def column(self, kind: Kind, heading: str, meant: Any, values: Mapping[str, str], data: Mapped) -> Column | None:
        line = meant.line if isinstance(meant, Mapped) else data["columns"].lines.get(heading, data.line)
        if isinstance(meant, str):
            column = Column(meant, values=values)
        elif isinstance(meant, Mapped) and isinstance(meant.get("field") or meant.get("link"), str):
            self.names(meant, COLUMN_NAMES)
            split = meant.get("split")
            column = Column(meant.get("field") or meant["link"], self.kinds(meant),
                            None if split is None else str(split), str(meant.get("prefix") or ""),
                            {**values, **_texts(meant.get("values"))})
        else:
            self.tell(line, f"What {heading} means is not understood.", meant, "a field, a link, or {link: .., to: ..}")
            return None
        target = column.target(kind, "")
        if target is None or (target.sort is not Sort.LINK and column.to):
            self.tell(line, f"{column.name} is not a field or link of the kind {kind.name}.", column.name,
                      remedy=did_you_mean(column.name, names_on(kind)))
            return None
        return column

    def kinds(self, data: Mapped) -> tuple[str, ...]:
        """The kinds that `to` names; a family stands for each of its kinds."""
        found: list[str] = []
        for name in self.words(data, "to"):
            kind = kind_named(name)
            family = FAMILY_BY_SLUG.get(folded(name).replace(" ", "-"))
            if kind is not None:
                found.append(kind.name)
            elif family is not None:
                found += FAMILIES[family]
            else:
                self.tell(data.line, f"{name} is not a kind.", name,
                          remedy=did_you_mean(name, (kind.name for kind in KINDS)))
        return tuple(found)

    def constants(self, kind: Kind, data: Mapped) -> dict[str, Any]:
        found = {}
        for name, value in self.mapped(data, "constants").items():
            if target_for(kind, name) is None:
                says = f"{name} is not a field or link of the kind {kind.name}."
                self.tell(data["constants"].lines[name], says, name,
                          remedy=did_you_mean(name, names_on(kind)))
            else:
                found[name] = value
        return found

    def source(self, data: Mapped) -> tuple[str | None, str | None]:
        source = self.mapped(data, "source")
        if isinstance(source, Mapped):
            self.names(source, ("document", "paragraph"))
        return _text(source.get("document")), _text(source.get("paragraph"))

    def date_order(self, data: Mapped, default: DateOrder | None) -> DateOrder | None:
        order = data.get("dateOrder")
        if order is None:
            return default
        if order not in tuple(DateOrder):
            self.tell(data.lines["dateOrder"], "This is no order of day and month.", order, " or ".join(DateOrder))
            return default
        return DateOrder(order)

    def mapped(self, data: Mapped, name: str) -> Mapping[str, Any]:
        found = data.get(name)
        if found is not None and not isinstance(found, dict):
            self.tell(data.lines[name], f"{name} is not a list of names and values.", found, "`name: value` lines")
        return found if isinstance(found, dict) else {}

    def words(self, data: Mapped, name: str) -> list[str]:
        found = data.get(name)
        return [] if found is None else [str(word) for word in (found if isinstance(found, list) else [found])]

    def text(self, data: Mapped, name: str) -> str | None:
        found = data.get(name)
        if found is not None and not isinstance(found, str):
            self.tell(data.lines[name], f"{name} is not text.", found, "text")
        return found if isinstance(found, str) else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(values: object) -> dict[str, str]:
    """Words of the file and ours, both as text."""
    return {str(theirs): str(ours) for theirs, ours in values.items()} if isinstance(values, dict) else {}
