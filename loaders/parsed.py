"""What every format's parser gives: grids of cells, or plan data, or passages of running text, and what was wrong.

All of it is plain data that goes through JSON and back, because untrusted files are parsed in another process and
because what was parsed once is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schema.records import Problem, Source

Scalar = str | int | float | bool | None
"""A cell as its file holds it. A day is text like 2008-09-01, a percent cell text like 85%."""

LIMITS: Mapping[str, float] = {
    "fileMegabytes": 20,
    "unpackedMegabytes": 200,
    "unpackedRatio": 100,
    "archiveEntries": 1_000,
    "rows": 200_000,
    "columns": 200,
    "depth": 20,
    "pages": 2_000,
    "seconds": 60,
    "memoryMegabytes": 2_000,
}
"""Every limit on a file, with its default; `limits` in goldthread.yaml can set each."""

MOST: Mapping[str, float] = {
    "fileMegabytes": 2_000,
    "unpackedMegabytes": 4_000,
    "unpackedRatio": 10_000,
    "archiveEntries": 100_000,
    "rows": 10_000_000,
    "columns": 16_384,
    "depth": 200,
    "pages": 100_000,
    "seconds": 3_600,
    "memoryMegabytes": 16_000,
}
"""What each limit may be set to at most: a folder may come from a stranger, its settings too."""
MEGABYTE = 1024 * 1024


@dataclass(slots=True)
class Grid:
    """The cells of one sheet or table. `rows[0]` is row `first_row` of the sheet as people see it.

    A row that could not be read is None and was told. `about` says what stands before the table: its caption,
    or the heading that it is under. Vertically merged cells hold their value in every row that they cover.
    """

    name: str | None
    rows: list[list[Scalar] | None]
    first_row: int = 1
    hidden: bool = False
    about: str = ""


@dataclass(slots=True)
class Passage:
    """A piece of running text: its number in the paper ("32", "App1 §3.1", "p9"; None where it has none),
    its text, whether it is a heading, and its place in the file (line or page, from 1).
    """

    number: str | None
    text: str
    heading: bool = False
    row: int | None = None


@dataclass(slots=True)
class Parsed:
    """All that a file holds, before anybody asks what it means.

    `document` is data in our own shape: kinds, each with a list of records, as `plan_document` reads it. Problems
    carry a source without a file name; the caller knows it.
    """

    grids: list[Grid] = field(default_factory=list)
    document: Any = None
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def to_json(self) -> str:
        """The whole as JSON."""
        return json.dumps([
            [[grid.name, grid.rows, grid.first_row, grid.hidden, grid.about] for grid in self.grids],
            _packed(self.document),
            [[passage.number, passage.text, passage.heading, passage.row] for passage in self.passages],
            [[told.code, told.message, list(told.source), told.value, told.expected, told.remedy]
             for told in self.problems],
        ], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> Parsed:
        """The same from JSON; ValueError, TypeError or KeyError where it is not ours."""
        grids, document, passages, problems = json.loads(text)
        return cls(
            [Grid(*grid) for grid in grids], _unpacked(document), [Passage(*passage) for passage in passages],
            [Problem(code, message, Source(*source), *rest) for code, message, source, *rest in problems])


class Mapped(dict[str, Any]):
    """A mapping out of a file, with the line on which it begins (from 1) and those of its keys."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


HOLDERS = frozenset((list, dict, Mapped))
"""The sorts of value that hold others. To ask for the very type is fast, and no parser makes anything like them."""


def levels(data: Any) -> Iterator[list[Any]]:
    """The lists and mappings of the data: first the outermost, then those in it, and so on."""
    level = [data] if type(data) in HOLDERS else []
    while level:
        yield level
        level = [inner for outer in level for inner in (outer if type(outer) is list else outer.values())
                 if type(inner) in HOLDERS]


def _packed(value: Any) -> Any:
    """Data as JSON can hold it: a mapping is a list that begins with its line, a list one that begins with 0."""
    if isinstance(value, Mapped):
        found: list[Any] = [value.line]
        for name, inner in value.items():
            found += (name, value.lines.get(name, value.line), _packed(inner) if type(inner) in HOLDERS else inner)
        return found
    if isinstance(value, dict):
        return {name: _packed(inner) if type(inner) in HOLDERS else inner for name, inner in value.items()}
    if isinstance(value, list):
        return [0, *(_packed(inner) if type(inner) in HOLDERS else inner for inner in value)]
    return value


def _unpacked(value: Any) -> Any:
    """The other way round."""
    if isinstance(value, dict):
        return {name: _unpacked(inner) if type(inner) in HOLDERS else inner for name, inner in value.items()}
    if not isinstance(value, list):
        return value
    if not value[0]:
        return [_unpacked(inner) if type(inner) in HOLDERS else inner for inner in value[1:]]
    found = Mapped(value[0])
    names = iter(value[1:])
    for name, line, inner in zip(names, names, names, strict=True):
        found.lines[name] = line
        found[name] = _unpacked(inner) if type(inner) in HOLDERS else inner
    return found
