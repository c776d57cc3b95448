"""Tiny made-up councils for tests: items, links, tables and rules in one line each. Plain functions, no fixtures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph_api.stores.memory import MemoryStore
from schema.dates import parse_date
from schema.fields import FieldType
from schema.kinds import BY_SLUG, field_of, kinds_of
from schema.language.parse import parse_route, parse_test
from schema.language.tree import Hop
from schema.links import BY_LABEL, STRICT, UPWARD
from schema.records import NOWHERE, Finding, Item, Link, Loaded, PlanSet, Source, Table
from schema.rule import Rule, Severity, Shape

ROOT = Path(__file__).resolve().parent.parent
AS_OF = datetime.date(2008, 9, 1)
MADE_UP = PlanSet("made-up", "A made-up council", made_up=True)
TESTS = ("where", "fault", "unless", "to_where", "good")
TEXTS = ("finds", "why", "remedy", "message")


def item(
    key: str, *, title: str = "", tables: Iterable[int] = (), listed: bool = False, source: Source = NOWHERE,
    **values: Any,
) -> Item:
    """An item; its kind is told by its key, dates may be text, whole numbers become numbers.

    A kind of the cascade gets the kind's own tier, and every item with a tier a rank, unless given.
    """
    kind = BY_SLUG[key.partition(":")[0]]
    found = {name: value_of(kind.name, name, value) for name, value in values.items()}
    if kind.tier is not None:
        found.setdefault("tier", float(kind.tier))
    if "tier" in found:
        found.setdefault("rank", found["tier"])
    return Item(key, kind.name, title, found, source, tuple(tables), listed)


def value_of(kind: str, name: str, value: Any) -> Any:
    """A value as the field's type holds it."""
    field = field_of(kind, name)
    assert field is not None, f"{kind} has no field {name}"
    if field.type is FieldType.DATE and isinstance(value, str):
        return parse_date(value)
    if field.type is FieldType.WORDS:
        return tuple(value)
    return float(value) if field.type is FieldType.NUMBER else value


def link(text: str, source: Source = NOWHERE, **fields: Any) -> Link:
    """A link from `objective:a SUPPORTS objective:b`."""
    start, verb, end = text.split()
    return Link(verb, start, end, source, fields)


def dangling(text: str, wanted: str, wanted_set: str | None = None, near: tuple[str, ...] = ()) -> Link:
    """A link to something that is not there, with the kind or family that it wanted."""
    start, verb, end = text.split()
    return Link(verb, start, end, NOWHERE, wanted=wanted, wanted_set=wanted_set, near=near)


def table(asks: str, name: str = "plans.csv", /, **headings: str) -> Table:
    """A table; for each kind its headings as people write them, parted by commas: `due, owned by, contains`."""
    return Table(name, asks, {kind: frozenset(map(heading, text.split(","))) for kind, text in headings.items()})


def heading(text: str) -> str | tuple[str, bool]:
    """A heading as tables keep it: a field's name, or a verb and whether the row is its start."""
    words = text.strip()
    if words in BY_LABEL:
        verb, outgoing = BY_LABEL[words]
        return verb.name, outgoing
    return words


def loaded(*parts: Item | Link | Table | Finding) -> Loaded:
    """A plan set of these parts; tables are numbered in the order given."""
    def of(sort: type) -> tuple[Any, ...]:
        return tuple(part for part in parts if isinstance(part, sort))

    return Loaded(MADE_UP, of(Item), of(Link), (), of(Table), of(Finding))


def store(*parts: Item | Link | Table | Finding) -> MemoryStore:
    """A store of these parts."""
    return MemoryStore(loaded(*parts))


def rule(shape: str, of: str, code: str = "T1", **blanks: Any) -> Rule:
    """A rule with its blanks as text, spelled as in YAML; `of` and `to` are kinds parted by spaces."""
    filled: dict[str, Any] = {"severity": Severity.MEDIUM, **dict.fromkeys(TEXTS, ""), **blanks}
    filled |= {name: parse_test(filled[name]) for name in TESTS if name in filled}
    filled |= {name: parse_route(filled[name]) for name in ("along", "but_not") if name in filled}
    if "needs" in filled:
        filled["needs"] = {name: parse_test(text) for name, text in filled["needs"].items()}
    if "together" in filled:
        filled["together"] = tuple(map(parse_test, filled["together"]))
    if "by" in filled:
        filled["by"] = tuple(map(field_or_step, filled["by"]))
    filled |= {name: field_or_step(filled[name]) for name in ("differs", "per") if name in filled}
    if "to" in filled:
        filled["to"] = kinds_of(filled["to"].split())
    if shape in ("cut-off", "loop"):
        filled["via"] = UPWARD if filled.get("via") == "upward" else STRICT
    return Rule(code, filled.pop("name", "made-up-rule"), shape=Shape(shape), of=kinds_of(of.split()), **filled)


def field_or_step(text: str) -> str | Hop:
    """A field's name, or one step of a route."""
    return parse_route(text)[0] if text[0] in "<>~" else text


def rows(found: MemoryStore, tested: Rule, as_of: datetime.date = AS_OF) -> list[tuple[str, ...]]:
    """The identities of what a rule finds."""
    return [row.identity for row in found.run(tested, as_of).rows]
