"""Records to items: one item a key, whatever number of tables it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from loaders.cells import make_key, normal_space, title_key
from loaders.link_table import LINK
from loaders.problems import fit_to_show, problem, shortened
from loaders.tables import Draft
from schema.dates import PlanDate
from schema.records import NOTHING, Cell, Item, Problem, Record, Source

NO_SOURCES: tuple[Source, ...] = ()
Fact = tuple[Cell, Record]
"""One value, and the record that states it."""


def merge(draft: Draft) -> tuple[dict[str, Item], list[Record], list[Problem]]:
    """Items by key, the records that count (links among them), and what was wrong.

    The second record of a key in one table is left out. In several tables the fields of one item fill each
    other in; where two differ, the value of the newer document holds, else the one read later.
    """
    groups: dict[str, list[Record]] = {}
    kept: list[Record] = []
    problems: list[Problem] = []
    for record in draft.records:
        if record.kind != LINK:
            group = groups.get(record.reference)
            if group is None:
                groups[record.reference] = [record]
                kept.append(record)
                continue
            twin = next((other for other in group if other.table == record.table), None)
            if twin is not None:
                problems.append(problem(
                    "key-duplicate", source=record.source, value=record.reference,
                    expected=f"one row with this key; the other is {twin.source.file_place}"))
                continue
            group.append(record)
        kept.append(record)
    listing = [table.asks == "list" for table in draft.tables]
    facts = _Facts(groups, problems)
    return {key: facts.item(key, group, listing) for key, group in groups.items()}, kept, problems


class _Facts:
    """Chooses between what several records say of one item."""

    def __init__(self, groups: Mapping[str, Sequence[Record]], problems: list[Problem]) -> None:
        self.groups, self.problems = groups, problems
        self.dates: dict[str | None, PlanDate | None] = {None: None}

    def item(self, key: str, group: Sequence[Record], listing: Sequence[bool]) -> Item:
        """The item of some records with one key, none of them from the same table."""
        main, cells, also = group[0], group[0].cells, NO_SOURCES
        tables: tuple[int, ...] = (main.table,)
        if len(group) > 1:
            main, cells = self.merged(key, group, listing)
            tables = tuple([record.table for record in group])
            also = tuple(dict.fromkeys(record.source for record in group if record is not main))
        values: dict[str, Any] = {}
        written: Mapping[str, str] = NOTHING
        for name, (value, _, stood) in cells.items():
            values[name] = value
            if stood is not None:
                written = {**written, name: stood}
        title = values.pop("title", "")
        if title:
            title = normal_space(title)
            if folded := title_key(title):
                values["title_key"] = folded
        return Item(key, main.kind, title, values, main.source, tables, listing[main.table], written, also)

    def merged(self, key: str, group: Sequence[Record], listing: Sequence[bool]) -> tuple[Record, dict[str, Cell]]:
        """The record that the item rests on, whose title holds, and the cells of all; differences are told."""
        found: dict[str, Fact] = {}
        for record in group:
            for name, cell in record.cells.items():
                known = found.get(name)
                found[name] = (cell, record) if known is None else self.chosen(key, name, known, (cell, record))
        more_than_named = [record for record in group if not listing[record.table]]
        main = found["title"][1] if "title" in found else group[0]
        if more_than_named and main not in more_than_named:
            main = more_than_named[0]
        return main, {name: cell for name, (cell, _) in found.items()}

    def chosen(self, key: str, name: str, known: Fact, new: Fact) -> Fact:
        """The fact that holds: the newer document's, else the one read later."""
        if _same(name, known[0].value, new[0].value):
            return new if self.newer(new, known) else known
        if name == "note":  # a remark is no fact: both are kept
            return Cell(f"{known[0].value} {new[0].value}", new[0].column), new[1]
        kept, left = (known, new) if self.newer(known, new) else (new, known)
        older, newer = (_shown(fit_to_show(fact[1].kind, name, fact[0].value)) for fact in (left, kept))
        self.problems.append(problem(
            "facts-differ",
            f"{key}: {name} is {older} in {_cited(left)} and {newer} in {_cited(kept)}; the latter was kept.",
            source=left[1].source._replace(column=left[0].column or name), value=older,
            expected=f"{newer}, as in {_cited(kept)}"))
        return kept

    def newer(self, one: Fact, other: Fact) -> bool:
        """Whether one fact rests on a paper that is certainly newer than the other's."""
        first, second = self.dated(one[1]), self.dated(other[1])
        return first is not None and second is not None and first.after(second)

    def dated(self, record: Record) -> PlanDate | None:
        """The date of the paper that a record rests on, where that paper is loaded and bears one."""
        number = record.source.document
        if number not in self.dates:
            group: Iterable[Record] = self.groups.get(make_key("document", number or "-"), ())
            dated = [cell.value for paper in group if (cell := paper.cells.get("dated")) is not None]
            self.dates[number] = dated[-1] if dated else None
        return self.dates[number]


def _same(name: str, one: Any, other: Any) -> bool:
    """Whether two values state one fact; how it is typed does not matter."""
    if isinstance(one, PlanDate) and isinstance(other, PlanDate):
        return (one.start, one.end) == (other.start, other.end)
    if isinstance(one, str) and isinstance(other, str):
        return title_key(one) == title_key(other) if name == "title" else normal_space(one) == normal_space(other)
    return bool(type(one) is type(other) and one == other) or (one == other and not isinstance(one, bool | str))


def _shown(value: Any) -> str:
    return shortened(value.text if isinstance(value, PlanDate) else value, 80)


def _cited(fact: Fact) -> str:
    """Where a fact stands: paper and paragraph, and file and row."""
    source = fact[1].source
    return ", ".join(dict.fromkeys(part for part in (source.place, source.file_place) if part))
