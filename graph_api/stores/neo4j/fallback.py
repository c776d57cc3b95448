"""A rule run in memory on the kinds and verbs that it reads, for the few that take a database too long."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graph_api.engine.graph import Result
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j import reading
from graph_api.stores.neo4j.asking import Asker
from graph_api.stores.neo4j.errors import StoreSlowError
from graph_api.stores.neo4j.held import HeldSet
from graph_api.stores.neo4j.model import item_of, link_of
from schema.language.tree import And, Hop, Linked, Not, Or, Test
from schema.links import VERB
from schema.records import Item, Link, Loaded
from schema.rule import Rule

MOST = 300_000
"""Items that are read into memory for the sake of one rule."""
AT_ONCE = 5_000


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
