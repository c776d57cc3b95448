"""What travels from file to answer: sources, records, items, links, tables, problems, findings, plan sets."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schema.fields import Value
from schema.problems import PROBLEMS, Level

NOTHING: Mapping[str, Any] = {}
"""What items and links without fields share; nobody writes into it."""


class Source(NamedTuple):
    """Where something stands: a document and paragraph, a file with sheet, row and column, or both.

    `row` counts from 1 as a spreadsheet shows it, headings included; `column` is the heading or its letter.
    """

    document: str | None = None
    paragraph: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    @property
    def place(self) -> str:
        """The source in a few words: `001 ¶73` or `plans.csv, row 4, status`; empty where nothing is known."""
        if self.document:
            # "¶73", but "App1 §3.1", "p9" and "heading" as they stand
            sign = "¶" if self.paragraph and self.paragraph[0].isdigit() else ""
            return f"{self.document} {sign}{self.paragraph}" if self.paragraph else self.document
        return self.file_place

    @property
    def file_place(self) -> str:
        """File, sheet, row and column in a few words; empty where nothing is known."""
        parts = [self.file, self.sheet, f"row {self.row}" if self.row else None, self.column]
        return ", ".join(part for part in parts if part)


NOWHERE = Source()


class Cell(NamedTuple):
    """One value as read, with the column it stood in, and what stood there where another word was read out of it."""

    value: Any
    column: str | None = None
    written: str | None = None


class Record(NamedTuple):
    """A row as read: its kind, its reference, its cells by field name and its references by link heading.

    `links` holds (verb name, outgoing?, reference as written, column, fields of the link, source of the link).
    `table` numbers the table that it stood in.
    """

    kind: str
    reference: str
    cells: Mapping[str, Cell]
    links: tuple[Reference, ...]
    source: Source
    table: int


class Reference(NamedTuple):
    """A link as written in a record: the other end is words until everything has been read."""

    verb: str
    outgoing: bool
    target: str
    column: str | None = None
    fields: Mapping[str, Value] = NOTHING
    source: Source | None = None
    kinds: tuple[str, ...] = ()


class Item(NamedTuple):
    """A thing in a plan. `values` holds its fields and, derived at load, tier, rank, owner, board and the like.

    `written` keeps what stood in a cell where we read another word out of it; `tables` numbers the tables it
    stands in; a `listed` item is known by name alone; `also` holds the other places where it is recorded.
    """

    key: str
    kind: str
    title: str
    values: Mapping[str, Value]
    source: Source
    tables: tuple[int, ...] = ()
    listed: bool = False
    written: Mapping[str, str] = NOTHING
    also: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every place where a record of the item stands, that of its title first."""
        return (self.source, *self.also)


class Link(NamedTuple):
    """A verb from one item to another, by their keys.

    A dangling link has `wanted`, the kind or family it asked for, and `near`, keys and titles that look
    alike; `wanted_set` names the other plan set that it points into; `written` is the reference as it stands.
    """

    verb: str
    start: str
    end: str
    source: Source
    fields: Mapping[str, Value] = NOTHING
    wanted: str | None = None
    wanted_set: str | None = None
    near: tuple[str, ...] = ()
    written: str = ""

    @property
    def dangling(self) -> bool:
        """Whether the other end is not there."""
        return self.wanted is not None


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet or file of rows, and what its headings ask of each row.

    `asks` is register (an empty cell is an answer), transcript (it asks nothing) or list (it only names
    things). `headings` holds field names and (verb, outgoing) pairs for each kind that the table states.
    """

    name: str
    asks: str
    headings: Mapping[str, frozenset[str | tuple[str, bool]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input, with all that is needed to mend it."""

    code: str
    message: str
    source: Source = NOWHERE
    value: str | None = None
    expected: str | None = None
    remedy: str | None = None

    @property
    def level(self) -> Level:
        """How much it matters, from the catalogue."""
        return PROBLEMS[self.code].level


@dataclass(frozen=True, slots=True)
class Finding:
    """What an inspector, a peer or an officer wrote about the plans; never turned into a gap.

    `rule` would show it. `wanting` says which data no paper gives, so that the rule cannot; `why_no_rule` says why no
    rule ever could.
    """

    id: str
    says: str
    source: Source
    by: str | None = None
    items: tuple[str, ...] = ()
    rule: str | None = None
    why_no_rule: str | None = None
    wanting: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """An agreed exception: rule code, item key or pattern over keys, reason, approver, last day in force."""

    rule: str
    item: str
    reason: str
    approver: str
    until: datetime.date
    source: Source


@dataclass(frozen=True, slots=True)
class PlanSet:
    """One area's plans loaded together. `name` is a short id, `made_up` says so of an invented council."""

    name: str
    title: str
    about: str = ""
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that loading gives: what was understood, and what was not."""

    plan_set: PlanSet
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    files: int = 0
    suggested: tuple[Link, ...] = ()
    """Links that the software suggests from running text; no rule, thread or count walks them."""

    def __repr__(self) -> str:
        """How much there is of each; a plan set may hold a million items, and a traceback shows them all."""
        return (f"Loaded({self.plan_set.name}: {len(self.items):,} items, {len(self.links):,} links, "
                f"{len(self.problems):,} problems, {len(self.tables):,} tables, {len(self.findings):,} findings)")
