"""A rule run in memory, for the few that take a database too long.

A search up or down the thread needs keys and upward links alone, which are read for a million items; any other rule
reads the kinds and verbs that it names whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from graph_api.engine.cypher_parts import EACH_KIND, HERE, head, lines, statement
from graph_api.engine.cypher_rules import NO_TARGET
from graph_api.engine.graph import Result, Row, State, one_each
from graph_api.engine.knots import kinds_that_loop, knots_in
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j import reading
from graph_api.stores.neo4j.asking import Asker
from graph_api.stores.neo4j.errors import StoreSlowError
from graph_api.stores.neo4j.held import HeldSet
from graph_api.stores.neo4j.model import item_of, link_of
from schema.language.tree import And, Hop, Linked, Not, Or, Test
from schema.links import VERB
from schema.records import Item, Link, Loaded
from schema.rule import Rule, Shape

MOST = 300_000
"""Items that are read into memory for the sake of one rule."""
AT_ONCE = 5_000
MOST_LINKS = 5_000_000
"""Upward links that are read into memory for one search."""
KEYS_AT_ONCE = 20_000
SEARCHES = (Shape.CUT_OFF, Shape.LOOP)
"""The shapes that keys and links are enough for."""

Steps = dict[str, list[str]]


def search_in_memory(ask: Asker, rule: Rule, as_of: datetime.date) -> Result:
    """What a rule of `SEARCHES` finds, from keys and links alone; StoreSlowError as in `run_in_memory`."""
    asked = statement(rule, as_of, lambda writer, one: lines(head(writer, one, EACH_KIND), "RETURN n.key AS key"))
    looked = [row["key"] for row in ask(asked.text, asked.parameters)]
    if not looked:
        return Result(0, State.NOTHING)
    if rule.shape is Shape.LOOP:
        return Result(len(looked), State.LOOKED, one_each(_loops(ask, rule, set(looked))))
    targets = _targets(ask, rule, as_of)
    if not targets:
        return Result(len(looked), State.NO_TARGET, (NO_TARGET,))
    reached = _reached(_steps(ask, rule, _starts(rule), turned=not rule.below), targets)
    return Result(len(looked), State.LOOKED, one_each(Row((key,), (key,)) for key in looked if key not in reached))


def _targets(ask: Asker, rule: Rule, as_of: datetime.date) -> list[str]:
    """What the rule wants a path to, items known by name alone among it."""
    asked = statement(replace(rule, of=rule.to), as_of, lambda writer, one: lines(
        EACH_KIND + ("true" if one.to_where is None else writer.test(one.to_where, HERE)), "RETURN n.key AS key"))
    return [row["key"] for row in ask(asked.text, asked.parameters)]


def _loops(ask: Asker, rule: Rule, looked: set[str]) -> Iterator[Row]:
    for knot, ring in knots_in(_steps(ask, rule, kinds_that_loop(rule.via), listed=False)):
        if not looked.isdisjoint(knot):
            yield Row(knot, knot, values=(("loop", " > ".join((*ring, ring[0]))),))


def _starts(rule: Rule) -> list[str]:
    return sorted({kind for verb in rule.via for kind in VERB[verb].starts})


def _steps(ask: Asker, rule: Rule, kinds: Collection[str], *, listed: bool = True, turned: bool = False) -> Steps:
    """Where links of the rule's verbs lead up from each item of the kinds that has any; `turned`, where they come
    from. A key is held once however many links it stands in.
    """
    text, many = reading.climbs(rule.via, listed=listed), 0
    steps: Steps = {}
    once: dict[str, str] = {}
    for row in (row for kind in kinds for row in _key_pages(ask, text, kind)):
        for far in row["far"]:
            ends = (far, row["key"]) if turned else (row["key"], far)
            start, end = (once.setdefault(key, key) for key in ends)
            steps.setdefault(start, []).append(end)
        many += len(row["far"])
        if many > MOST_LINKS:
            raise StoreSlowError(f"{rule.code} takes the server more time than it may.")
    return steps


def _key_pages(ask: Asker, text: str, kind: str) -> Iterator[dict[str, Any]]:
    after = ""
    while rows := ask(text, {"kind": kind, "after": after, "most": KEYS_AT_ONCE}):
        yield from rows
        after = rows[-1]["key"]


def _reached(steps: Steps, starts: Collection[str]) -> set[str]:
    """All that the steps lead to, the starts among it."""
    seen = set(starts)
    level = list(seen)
    while level:
        level = list({far for key in level for far in steps.get(key, ())} - seen)
        seen.update(level)
    return seen


def run_in_memory(ask: Asker, held: HeldSet, rule: Rule, as_of: datetime.date) -> Result:
    """What the rule finds; StoreSlowError where it reads more than is read for one rule, or reading takes too long."""
    verbs = verbs_of(rule)
    kinds = {*rule.of, *rule.to, *(kind for verb in verbs for kind in (*VERB[verb].starts, *VERB[verb].ends))}
    if sum(held.counts.items.get(kind, 0) for kind in kinds) > MOST:
        raise StoreSlowError(f"{rule.code} takes the server more time than it may.")
    return MemoryStore(_part(ask, held, sorted(kinds), sorted(verbs))).run(rule, as_of)


def verbs_of(rule: Rule) -> frozenset[str]:
    """Every verb whose links the rule reads."""
    needs = (rule.needs or {}).values()
    tests = (rule.where, rule.fault, rule.unless, rule.to_where, rule.good, *rule.together, *needs)
    hops = (*rule.along, *rule.but_not, *rule.by, rule.differs, rule.per)
    found = {verb for test in tests if test for verb in _in_test(test)}
    found.update(verb for hop in hops if isinstance(hop, Hop) for verb in _in_hop(hop))
    return frozenset((*found, *rule.via))


def _in_test(test: Test) -> Iterator[str]:
    if isinstance(test, And | Or):
        for part in test.tests:
            yield from _in_test(part)
    elif isinstance(test, Not):
        yield from _in_test(test.test)
    elif isinstance(test, Linked):
        yield from _in_hop(test.hop)


def _in_hop(hop: Hop) -> Iterator[str]:
    yield from hop.verbs
    if hop.test is not None:
        yield from _in_test(hop.test)


def _part(ask: Asker, held: HeldSet, kinds: list[str], verbs: list[str]) -> Loaded:
    items: dict[str, Item] = {}
    links: list[Link] = []
    for row in (row for kind in kinds for row in _rows(ask, kind, verbs)):
        item = item_of(row["item"])
        items[item.key] = item
        links += (link_of(verb, item.key, end, properties) for verb, end, properties in row["links"])
    kept = (link for link in links if link.dangling or link.end in items)
    return replace(held.about, items=tuple(items.values()), links=tuple(kept))


def _rows(ask: Asker, kind: str, verbs: list[str]) -> Iterator[dict[str, Any]]:
    """The items of a kind with their links of some verbs, page by page."""
    after = ""
    while rows := ask(reading.PART, {"kind": kind, "verbs": verbs, "after": after, "most": AT_ONCE}):
        yield from rows
        after = rows[-1]["item"]["key"]
