"""Records inside JSON or YAML of any shape, as rows under headings, for the mapping that names their path.

`objectives[].keyResults[]` leads to every key result of every objective. On such a row a heading is a name of the
record, `owner.name` is a name inside it, `teams[].id` one inside each entry of a list, and `^id` and `^^id` are
names of what holds the record, one and two levels up.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import islice
from typing import Any, NamedTuple

from loaders.files import PlanFile
from loaders.headings import folded
from loaders.mapping.declared import TableMapping, like
from loaders.mapping.table import read_tables
from loaders.parsed import LIMITS, Mapped
from loaders.problems import problem, shortened
from loaders.sheet import Row, Sheet
from loaders.tables import Draft
from schema.dates import DateOrder
from schema.records import Problem, Source

NAME = re.compile(r"([^.\[\]^]*)((?:\[\])*)")
DEEPEST = 20
LONGEST = 200
"""Signs of a heading, with the names that it stands inside; no name that a person gives comes near."""
LOOKED_AT = 10_000
"""Values that are looked at to find what paths there are."""
COUNTED = 10_000
"""Headings beyond the limit that are told apart, to count them."""
UP = "^"


class Use(IntEnum):
    """What becomes of a heading; where there are too many, those that come first here are kept."""

    READ = 0
    UNKNOWN = 1
    LEFT = 2


class Step(NamedTuple):
    """One step of a path: a name, or "" for what stands there already, and how many lists to go through."""

    name: str
    lists: int


class Found(NamedTuple):
    """A record that a path leads to: its line (or number, from 1), itself, and what holds it, nearest first."""

    row: int
    record: Any
    holders: tuple[Any, ...]


_Held = tuple[Any, tuple[Any, ...]]
_WayOut = tuple[str, int, list[str]]


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
    draft: Draft, file: PlanFile, data: Any, mappings: Sequence[TableMapping], order: DateOrder | None,
    limits: Mapping[str, float] = LIMITS,
) -> None:
    """Reads the records to which the path of each mapping leads; what no mapping knows is told once a path."""
    paths = list(dict.fromkeys(mapping.path or "[]" for mapping in mappings))
    for path in paths:
        group = [mapping for mapping in mappings if (mapping.path or "[]") == path]
        wanted = {heading for mapping in group for heading in mapping.headings() if heading.startswith(UP)}
        use = _use_by(group, tuple(other[len(path) + 1:] for other in paths if other.startswith(path + ".")))
        sheet = sheet_at(file, data, path, wanted, draft.problems, use, limits)
        if not sheet.rows:
            draft.problems.append(problem(
                "mapping-path", f"Nothing stands at {path}.", value=path, source=file.source,
                expected=f"one of: {', '.join(paths_in(data)) or 'a list of records'}"))
            continue
        columns = [(index, heading) for index, heading in enumerate(sheet.headings)
                   if any(mapping.knows(heading) for mapping in group) or use(heading) is Use.UNKNOWN]
        read_tables(draft, file, sheet, columns, group, order)


def paths_in(data: Any, most: int = 12) -> list[str]:
    """Paths at which the data holds lists of records, outermost first: what a mapping can name.

    Of very large data only the beginning is looked at.
    """
    found: dict[str, None] = {}
    waiting, left = deque([("", data)]), LOOKED_AT
    while waiting and len(found) < most:
        path, inner = waiting.popleft()
        more: Iterable[tuple[str, Any]] = ()
        if isinstance(inner, dict) and path.count(".") < DEEPEST:
            more = ((f"{path}.{name}" if path else name, value) for name, value in inner.items()
                    if isinstance(value, dict | list) and len(path) + len(name) < LONGEST)
        elif isinstance(inner, list) and any(isinstance(entry, dict) for entry in inner):
            found[f"{path}[]"] = None
            more = ((f"{path}[]", entry) for entry in inner[:20] if isinstance(entry, dict))
        before = len(waiting)
        waiting.extend(islice(more, left))
        left -= len(waiting) - before
    return list(found)


def sheet_at(
    file: PlanFile, data: Any, path: str, wanted: Iterable[str], problems: list[Problem],
    use: Callable[[str], Use] = lambda _: Use.UNKNOWN, limits: Mapping[str, float] = LIMITS,
) -> Sheet:
    """The records at a path as a table within the limits; entries that are no records are told.

    `wanted` are the headings that begin with ^, which lead out of the record. `use` tells what becomes of a
    heading: where there are more than the limit on columns, those that are read are kept first.
    """
    name = None if isinstance(data, Mapped) or _has_lines(data) else path
    where = Source(file=file.name, sheet=name)
    columns, most = _Columns(use, int(limits["columns"])), int(limits["rows"])
    out = [_way_out(heading) for heading in sorted(wanted) if len(heading) <= LONGEST]
    rows: list[tuple[int, dict[str, Any]]] = []
    for count, found in enumerate(_records(data, parse_path(path) or ())):
        if count >= most:
            problems.append(problem("too-many-rows", f"More than {most:,} records stand at {path}; those beyond were "
                                    "not read.", source=where._replace(row=found.row), remedy="Split the file."))
            break
        if isinstance(found.record, dict):
            rows.append((found.row, columns.cells(found, out)))
        else:
            problems.append(problem("record-shape", source=where._replace(row=found.row), value=found.record))
    headings = columns.chosen()
    columns.tell(problems, where)
    return Sheet(headings, 0, [Row(row, [cells.get(heading) for heading in headings]) for row, cells in rows], name)


class _Columns:
    """The headings of the records at a path, and the cells under those that are kept: never more than `most`
    of each use, so that a file with a name of its own for every value takes no more room than any other.
    """

    def __init__(self, use: Callable[[str], Use], most: int) -> None:
        self.use, self.most = use, most
        self.kept: dict[str, Use] = {}
        self.count: Counter[Use] = Counter()
        self.beyond: dict[str, Use] = {}
        self.too_long: str | None = None

    def cells(self, found: Found, out: Iterable[_WayOut]) -> dict[str, Any]:
        """The cells of a record by their headings, those of what holds it too."""
        cells = dict(self.flat(found.record))
        for heading, level, names in out:
            if level <= len(found.holders) and self.keeps(heading):
                cells[heading] = _at(found.holders[level - 1], names)
        return cells

    def flat(self, record: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
        """Names and values of a record, those inside it as `outer.inner` and `outer[].inner`."""
        for name, value in record.items():
            if len(before) + len(name) > LONGEST:  # before the two are joined: a long name may hold many others
                self.too_long = self.too_long or shortened(f"{before}{name[:LONGEST]}")
                continue
            heading = f"{before}{name}"
            if isinstance(value, dict) and depth < DEEPEST:
                yield from self.flat(value, f"{heading}.", depth + 1)
            elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value) and depth < DEEPEST:
                yield from self.gathered(value, f"{heading}[].", depth + 1)
            elif value != [] and self.keeps(heading):
                yield heading, value

    def gathered(self, entries: list[Any], before: str, depth: int) -> Iterator[tuple[str, Any]]:
        """The values of each name over all entries of a list."""
        found: dict[str, list[Any]] = {}
        for entry in entries:
            if isinstance(entry, dict):
                for heading, value in self.flat(entry, before, depth):
                    found.setdefault(heading, []).extend(value if isinstance(value, list) else [value])
            elif self.keeps(before[:-1]):
                found.setdefault(before[:-1], []).extend(entry if isinstance(entry, list) else [entry])
        yield from found.items()

    def keeps(self, heading: str) -> bool:
        """Whether the cells under a heading are kept."""
        if heading in self.kept or heading in self.beyond:
            return heading in self.kept
        use = self.use(heading)
        if self.count[use] < self.most:
            self.count[use] += 1
            self.kept[heading] = use
            return True
        if len(self.beyond) < COUNTED and use is not Use.LEFT:
            self.beyond[heading] = use
        return False

    def chosen(self) -> list[str]:
        """The headings that become columns, in the order in which they were met."""
        ranked = sorted(self.kept, key=self.kept.__getitem__)
        dropped = {heading: self.kept.pop(heading) for heading in ranked[self.most:]}
        self.beyond = {heading: use for heading, use in dropped.items() if use is not Use.LEFT} | self.beyond
        return list(self.kept)

    def tell(self, problems: list[Problem], where: Source) -> None:
        """Tells once of the headings beyond the limit, and once of those that are too long."""
        if self.beyond:
            count = f"{len(self.beyond):,}{' or more' if len(self.beyond) >= COUNTED else ''}"
            problems.append(problem(
                "too-many-columns", f"The records have more names than {self.most:,}; {count} of them were not read.",
                source=where, value=next(iter(self.beyond)), expected=f"at most {self.most:,} names",
                remedy="Name those that are wanted in the mapping, and ignore the others, with * where they are many."))
        if self.too_long is not None:
            problems.append(problem("heading-too-long", source=where, value=self.too_long,
                                    expected=f"at most {LONGEST} signs, with the names that it stands inside"))


def _records(data: Any, steps: Sequence[Step]) -> Iterator[Found]:
    """Everything that the steps lead to; lines where the file has them, else numbers."""
    found: Iterable[_Held] = [(data, ())]
    for step in steps:
        if step.name:
            found = _named(found, step.name)
        for _ in range(step.lists):
            found = ((entry, holders) for inner, holders in found if isinstance(inner, list) for entry in inner)
    for number, (record, holders) in enumerate(found, 1):
        yield Found(record.line if isinstance(record, Mapped) else number, record, holders)


def _named(found: Iterable[_Held], name: str) -> Iterator[_Held]:
    """What stands under a name in each of some records, with that record among what holds it."""
    for inner, holders in found:
        if isinstance(inner, dict) and inner.get(name) is not None:
            yield inner[name], (inner, *holders)


def _way_out(heading: str) -> _WayOut:
    """A heading that begins with ^: itself, how many levels up it leads, and the names from there."""
    name = heading.lstrip(UP)
    return heading, len(heading) - len(name), name.split(".")


def _at(holder: Any, names: Iterable[str]) -> Any:
    """A value inside what holds a record."""
    for name in names:
        holder = holder.get(name) if isinstance(holder, dict) else None
    return holder


def _has_lines(data: Any) -> bool:
    return isinstance(data, list) and any(isinstance(entry, Mapped) for entry in data[:1])


def _use_by(mappings: Sequence[TableMapping], inside: tuple[str, ...]) -> Callable[[str], Use]:
    """What becomes of headings by the mappings of a path; `inside` are paths within it, which are read by others."""
    named = frozenset(folded(heading) for mapping in mappings for heading in mapping.headings())
    patterns = [name for name in named if "*" in name]
    ignored = tuple(dict.fromkeys(folded(pattern) for mapping in mappings for pattern in mapping.ignore))

    def use(heading: str) -> Use:
        name = folded(heading)
        if name in named or any(like(pattern, name) for pattern in patterns):
            return Use.READ
        left = heading.startswith(inside) or any(like(pattern, name) for pattern in ignored)
        return Use.LEFT if left or _ignored(name, ignored) else Use.UNKNOWN

    return use


def _ignored(name: str, patterns: Sequence[str]) -> bool:
    """Whether a heading stands inside one that is ignored; names nest no deeper than records do."""
    parts = re.split(r"\[\]\.|\.", name, maxsplit=DEEPEST)
    outer = (".".join(parts[:count]) for count in range(1, len(parts)))
    return bool(patterns) and any(like(pattern, name) for name in outer for pattern in patterns)
