"""Records inside JSON or YAML of any shape, as rows under headings, for the mapping that names their path.

`objectives[].keyResults[]` leads to every key result of every objective. On such a row a heading is a name of the
record, `owner.name` is a name inside it, `teams[].id` one inside each entry of a list, and `^id` and `^^id` are
names of what holds the record, one and two levels up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from loaders.files import PlanFile
from loaders.headings import folded
from loaders.mapped_table import read_tables
from loaders.mapping import TableMapping, like
from loaders.parsed import Mapped
from loaders.problems import problem
from loaders.sheet import Row, Sheet
from loaders.tables import Draft
from schema.dates import DateOrder
from schema.records import Problem, Source

NAME = re.compile(r"([^.\[\]^]*)((?:\[\])*)")
DEEPEST = 20
UP = "^"


class Step(NamedTuple):
    """One step of a path: a name, or "" for what stands there already, and how many lists to go through."""

    name: str
    lists: int


class Found(NamedTuple):
    """A record that a path leads to: its line (or number, from 1), itself, and what holds it, nearest first."""

    row: int
    record: Any
    holders: tuple[Any, ...]


def parse_path(path: str) -> tuple[Step, ...] | None:
    """The steps of a path; None where it is not one."""
    steps = []
    for number, part in enumerate(path.split(".")):
        match = NAME.fullmatch(part)
        if match is None or not (match[1] or (match[2] and number == 0)):
            return None
        steps.append(Step(match[1].strip(), len(match[2]) // 2))
    return tuple(steps)


def read_by_path(
    draft: Draft, file: PlanFile, data: Any, mappings: Sequence[TableMapping], order: DateOrder | None
) -> None:
    """Reads the records to which the path of each mapping leads; what no mapping knows is told once a path."""
    paths = list(dict.fromkeys(mapping.path or "[]" for mapping in mappings))
    for path in paths:
        group = [mapping for mapping in mappings if (mapping.path or "[]") == path]
        wanted = {heading for mapping in group for heading in mapping.headings() if heading.startswith(UP)}
        sheet = sheet_at(file, data, path, wanted, draft.problems)
        if not sheet.rows:
            draft.problems.append(problem(
                "mapping-path", f"Nothing stands at {path}.", value=path, source=file.source,
                expected=f"one of: {', '.join(paths_in(data)) or 'a list of records'}"))
            continue
        inside = [other[len(path) + 1:] for other in paths if other.startswith(path + ".")]
        columns = [(index, heading) for index, heading in enumerate(sheet.headings)
                   if any(mapping.knows(heading) for mapping in group)
                   or not (any(heading.startswith(other) for other in inside) or _ignored(heading, group))]
        read_tables(draft, file, sheet, columns, group, order)


def paths_in(data: Any, most: int = 12) -> list[str]:
    """Paths at which the data holds lists of records, outermost first: what a mapping can name."""
    found: dict[str, None] = {}
    waiting = [("", data)]
    while waiting and len(found) < most:
        path, inner = waiting.pop(0)
        if isinstance(inner, dict) and path.count(".") < DEEPEST:
            waiting += [(f"{path}.{name}" if path else name, value) for name, value in inner.items()]
        elif isinstance(inner, list) and any(isinstance(entry, dict) for entry in inner):
            found[f"{path}[]"] = None
            waiting += [(f"{path}[]", entry) for entry in inner[:20] if isinstance(entry, dict)]
    return list(found)


def sheet_at(file: PlanFile, data: Any, path: str, wanted: Iterable[str], problems: list[Problem]) -> Sheet:
    """The records at a path as a table; entries that are no records are told.

    `wanted` are the headings that begin with ^, which lead out of the record.
    """
    name = None if isinstance(data, Mapped) or _has_lines(data) else path
    rows: list[tuple[int, dict[str, Any]]] = []
    for found in _records(data, parse_path(path) or ()):
        if not isinstance(found.record, dict):
            problems.append(problem(
                "record-shape", source=Source(file=file.name, sheet=name, row=found.row), value=found.record))
            continue
        cells = dict(_flat(found.record))
        for heading in sorted(wanted):
            level = len(heading) - len(heading.lstrip(UP))
            if level <= len(found.holders):
                cells[heading] = _at(found.holders[level - 1], heading[level:])
        rows.append((found.row, cells))
    headings = list(dict.fromkeys(heading for _, cells in rows for heading in cells))
    return Sheet(headings, 0, [Row(row, [cells.get(heading) for heading in headings]) for row, cells in rows], name)


def _records(data: Any, steps: Sequence[Step]) -> Iterator[Found]:
    """Everything that the steps lead to; lines where the file has them, else numbers."""
    found: list[tuple[Any, tuple[Any, ...]]] = [(data, ())]
    for step in steps:
        if step.name:
            found = [(inner[step.name], (inner, *holders)) for inner, holders in found
                     if isinstance(inner, dict) and inner.get(step.name) is not None]
        for _ in range(step.lists):
            found = [(entry, holders) for inner, holders in found if isinstance(inner, list) for entry in inner]
    for number, (record, holders) in enumerate(found, 1):
        yield Found(record.line if isinstance(record, Mapped) else number, record, holders)


def _flat(record: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Names and values of a record, those inside it as `outer.inner` and `outer[].inner`."""
    for name, value in record.items():
        heading = f"{before}{name}"
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _flat(value, f"{heading}.", depth + 1)
        elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value) and depth < DEEPEST:
            yield from _gathered(value, f"{heading}[].", depth + 1)
        elif value != []:
            yield heading, value


def _gathered(entries: list[Any], before: str, depth: int) -> Iterator[tuple[str, Any]]:
    """The values of each name over all entries of a list."""
    found: dict[str, list[Any]] = {}
    for entry in entries:
        for heading, value in _flat(entry, before, depth) if isinstance(entry, dict) else [(before[:-1], entry)]:
            found.setdefault(heading, []).extend(value if isinstance(value, list) else [value])
    yield from found.items()


def _at(holder: Any, name: str) -> Any:
    """A value inside what holds a record."""
    for part in name.split("."):
        holder = holder.get(part) if isinstance(holder, dict) else None
    return holder


def _has_lines(data: Any) -> bool:
    return isinstance(data, list) and any(isinstance(entry, Mapped) for entry in data[:1])


def _ignored(heading: str, mappings: Iterable[TableMapping]) -> bool:
    """Whether a heading stands inside one that is ignored."""
    parts = re.split(r"\[\]\.|\.", folded(heading))
    outer = [".".join(parts[:count]) for count in range(1, len(parts))]
    return any(like(folded(pattern), name) for mapping in mappings for pattern in mapping.ignore for name in outer)
