"""Reading a mapping file: tables, and what each says of its rows. Every mistake in it is told, with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from loaders.files import PlanFile, read_text
from loaders.headings import folded
from loaders.mapping.by_path import parse_path
from loaders.mapping.declared import (
    COMMITTEE,
    DOCUMENT,
    FORMATS,
    SPLIT,
    LinkColumns,
    LinkEnd,
    RowFilter,
    TableMapping,
    Under,
)
from loaders.mapping.entry import Entry
from loaders.mapping.items import read_asks, read_constants, read_item, read_key
from loaders.mapping.words import END, LINK_NAME, LINK_ROWS, LINKS, ONLY, SOURCE, TABLE, TOP, UNDER
from loaders.parsed import Mapped
from loaders.problems import problem
from loaders.shipped import shipped, shipped_files
from loaders.yaml_plan import read_yaml
from schema.dates import DateOrder
from schema.kinds import Kind
from schema.links import BY_LABEL
from schema.records import Problem, Source

SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".yaml": "yaml", ".yml": "yaml", ".txt": "csv"}
BY_PATH = ("json", "yaml")


def shipped_mapping(name: str) -> Path | None:
    """The mapping of that name that comes with the program: `okr`; None where there is none."""
    found = Path(str(shipped("mappings"))) / f"{name}.yaml"
    return found if name.isalnum() and found.is_file() else None


def shipped_names() -> tuple[str, ...]:
    """The names of the mappings that come with the program."""
    return tuple(entry.name.removesuffix(".yaml") for entry in shipped_files("mappings"))


def read_mapping(path: Path) -> tuple[tuple[TableMapping, ...], list[Problem]]:
    """The tables of a mapping file, and what is wrong with it; a table that is not understood is left out.

    A bare word that is no file may be the name of a mapping that comes with the program.
    """
    ours = None if _is_there(path) else shipped_mapping(path.name)
    file = PlanFile(ours or path, path.name)
    text, problems = read_text(file)
    if text is None:
        return (), problems
    data, broken = read_yaml(text, file.name)
    problems += broken
    if broken and data is None:
        return (), problems
    return tuple(_tables(data, file.name, problems, ours is not None)), problems


def _is_there(path: Path) -> bool:
    """Whether a path leads to anything; one that cannot be looked at is told when it is read."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def _tables(data: Any, file: str, problems: list[Problem], shipped: bool) -> list[TableMapping]:
    if not isinstance(data, Mapped) or not isinstance(data.get("tables"), list):
        above = 'Write "tables:" above the list.' if isinstance(data, list) else None
        problems.append(problem("mapping", "The mapping has no list of tables.", source=Source(file=file),
                                expected="tables: a list, one entry a table", remedy=above))
        return []
    top = Entry(data, file, problems)
    top.only(TOP)
    order, comma = _date_order(top, None), _comma(top, False)
    found = []
    for inner in data["tables"]:
        if not isinstance(inner, Mapped) or not isinstance(inner.get("file"), str):
            line = getattr(inner, "line", None)
            problems.append(problem("mapping", "A table of the mapping names no file.", value=inner,
                                    expected="file: plans.csv", source=Source(file=file, row=line)))
            continue
        table = _table(Entry(inner, file, problems), order, comma, shipped)
        if table is not None:
            found.append(table)
    return found


def _table(entry: Entry, order: DateOrder | None, comma: bool, shipped: bool) -> TableMapping | None:
    """One table; None where nothing can be read by it."""
    pattern = str(entry.data["file"])
    usual = SUFFIXES.get(PurePosixPath(pattern).suffix.lower(), "json" if "path" in entry else "")
    form = entry.text("format") or usual
    if form not in ("", *FORMATS):
        entry.tell("The mapping asks for a format that is not read.", form, " or ".join(FORMATS), at="format",
                   remedy="Leave format out: the suffix of the file tells it.")
        return None
    entry.only(ONLY.get(form) or (LINK_ROWS if "links" in entry else TABLE))
    asks = read_asks(entry)
    kind = None if form in ONLY or "links" in entry else entry.kind("kind", "A table of the mapping")
    links = _links(entry) if "links" in entry else None
    if form not in ONLY and kind is None and links is None:
        return None
    document, paragraph = _source(entry)
    return TableMapping(
        pattern, entry.place, form, entry.text("sheet"), _path(entry, form),
        None if kind is None else read_item(entry, kind, asks), links, asks,
        {name: str(role) for name, role in entry.names("columns").items()} if form == COMMITTEE else {},
        tuple(entry.texts("ignore")), frozenset(map(folded, entry.texts("optional"))), document, paragraph,
        entry.text("title") if form == DOCUMENT else None, _date_order(entry, order), _comma(entry, comma),
        entry.text("part_of"), _filter(entry), tuple(entry.texts("fill_down")),
        None if kind is None else _under(entry, kind), shipped)


def _path(entry: Entry, form: str) -> str | None:
    """Where the records stand in JSON or YAML; the top of the file where the mapping does not say."""
    path = entry.text("path")
    if form not in BY_PATH:
        if path is not None:
            entry.tell("Only JSON and YAML have a path.", path, at="path")
        return None
    if path is not None and parse_path(path) is None:
        entry.tell("This is not a path.", path, at="path",
                   expected="names with dots between, and [] after each list: objectives[].keyResults[]")
        return None
    return "[]" if path is None else path


def _source(entry: Entry) -> tuple[str | None, str | None]:
    source = entry.inner("source")
    if source is None:
        return None, None
    source.only(SOURCE)
    return source.text("document"), source.text("paragraph")


def _date_order(entry: Entry, default: DateOrder | None) -> DateOrder | None:
    order = entry.text("dateOrder")
    if order is None:
        return default
    if order not in tuple(DateOrder):
        entry.tell("This is no order of day and month.", order, " or ".join(DateOrder), at="dateOrder")
        return default
    return DateOrder(order)


def _comma(entry: Entry, default: bool) -> bool:
    """Whether numbers are written 1.234,5."""
    sign = entry.text("decimal")
    if sign not in (None, "comma", "point"):
        entry.tell("Decimals follow a comma or a point.", sign, "comma or point", at="decimal")
    return sign == "comma" if sign in ("comma", "point") else default


def _filter(entry: Entry) -> RowFilter:
    """Which rows are read."""
    return RowFilter(_conditions(entry, "where"), _conditions(entry, "where_not"), tuple(entry.texts("where_filled")))


def _conditions(entry: Entry, name: str) -> Mapping[str, tuple[str, ...]]:
    inner = entry.inner(name)
    return {} if inner is None else {heading: tuple(inner.texts(heading)) or ("",) for heading in inner.data}


def _under(entry: Entry, kind: Kind) -> Under | None:
    """How rows stand under headings of sections; None, and told, where that is not understood."""
    inner = entry.inner("under")
    if inner is None:
        return None
    inner.only(UNDER)
    section = inner.kind("kind", "A heading of a section") if "kind" in inner else None
    ends = (section.name,) if section else inner.kinds("to")
    if not ends or "link" not in inner:
        inner.tell("It is not said what the headings of sections are.", None, "link, and either kind or to")
        return None
    link = inner.verb("link", (kind.name,), ends)
    if link is None:
        return None
    return Under(link, inner.text("heading"), section, () if section else ends, inner.text("like") or "*",
                 read_constants(inner, section) if section else {})


def _links(entry: Entry) -> LinkColumns | None:
    """The columns of a table of links; None, and told, where one end or the link is not named."""
    inner = entry.inner("links")
    if inner is None:
        return None
    inner.only(LINKS)
    start, end = _end(inner, "from"), _end(inner, "to")
    if start is None or end is None or "link" not in inner:
        inner.tell("A table of links has three parts.", None, "from, link and to")
        return None
    others = {name: str(inner.text(name)) for name in LINKS[3:] if name in inner}
    if isinstance(inner.data["link"], Mapped):
        named = Entry(inner.data["link"], entry.file, entry.problems)
        named.only(LINK_NAME)
        return LinkColumns(start, end, None, named.text("heading") or "", named.words("values"), others)
    label = inner.text("link") or ""
    if folded(label) in BY_LABEL:
        return LinkColumns(start, end, folded(label), others=others)
    return LinkColumns(start, end, None, label, others=others)


def _end(entry: Entry, name: str) -> LinkEnd | None:
    """One end of a link: a heading, or more than that."""
    found = entry.data.get(name)
    if not isinstance(found, Mapped):
        heading = entry.text(name)
        return LinkEnd(heading) if heading else None
    inner = Entry(found, entry.file, entry.problems)
    inner.only(END)
    kind = inner.kind("kind", f"The end {name} of a link") if "kind" in inner else None
    prefix = (f"{kind.slug}:" if kind else "") + (inner.text("prefix") or "")
    heading, split = inner.text("heading"), inner.text("split")
    if not heading:
        inner.tell("An end of a link names no heading.", None, "heading: ..")
        return None
    return LinkEnd(heading, prefix, SPLIT if split is None else split, read_key(inner))
