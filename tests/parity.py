"""Memory and Neo4j side by side: a plan set put into a server as it is, and every rule asked of both.

The functions take a session of the driver. What is put in are the items and links alone, by the shortest way: how a
council's plans are brought up to date has tests of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph_api.engine.cypher_parts import Part
from graph_api.engine.cypher_rules import Ask, Compiled, compile_rule
from graph_api.engine.graph import Result, Row
from graph_api.stores.batches import in_batches
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j.connect import native
from graph_api.stores.neo4j.model import item_of, item_properties, link_of, link_properties
from graph_api.stores.neo4j.statements import SCHEMA
from schema.records import Item, Link, Loaded
from schema.rule import Rule, Shape

WALKS = ("AllNodesScan", "NodeByLabelScan", "UndirectedRelationshipTypeScan", "DirectedRelationshipTypeScan",
         "CartesianProduct", "VarLengthExpand(All)")
"""Operators that look at more than they must: at other plan sets, or at one item once for each path to it."""
SORTS = ("Sort", "PartialSort", "Top", "PartialTop", "Distinct")
"""Operators that see everything before they give the first row of a page."""


class Model:
    """How items and links stand in the database."""

    def item(self, properties: Mapping[str, Any]) -> Item:
        """The item with these properties."""
        return item_of(properties)

    def link(self, verb: str, start: str, end: str, properties: Mapping[str, Any]) -> Link:
        """The link of that verb with these properties."""
        return link_of(verb, start, end, properties)


def once_each(loaded: Loaded) -> Loaded:
    """The plan set with each link once, as loading leaves it; random ones may state a dangling link twice."""
    links = {(link.verb, link.start, link.end, link.wanted_set): link for link in loaded.links}
    return replace(loaded, links=tuple(links.values()))


def make_indexes(session: Any) -> None:
    """The constraints and indexes of the product."""
    for statement in SCHEMA.values():
        session.run(statement).consume()


def asker(session: Any, plan_set: str) -> Ask:
    """Asks statements inside one plan set."""
    def ask(text: str, parameters: Mapping[str, object]) -> Sequence[Mapping[str, Any]]:
        found = session.run(text, {**parameters, "plan_set": plan_set})
        return [{name: native(value) for name, value in record.items()} for record in found]
    return ask


def put(session: Any, plan_set: str, loaded: Loaded) -> None:
    """Puts items and links into a server that has none of that plan set."""
    for items in in_batches(loaded.items):
        session.run("UNWIND $items AS item CREATE (n:Item) SET n = item, n.plan_set = $plan_set",
                    items=[item_properties(item) for item in items], plan_set=plan_set).consume()
    stubs = sorted({link.end for link in loaded.links if link.dangling})
    session.run("UNWIND $keys AS key CREATE (:Missing {plan_set: $plan_set, key: key})",
                keys=stubs, plan_set=plan_set).consume()
    alike: dict[tuple[str, bool], list[Link]] = {}
    for link in loaded.links:
        alike.setdefault((link.verb, link.dangling), []).append(link)
    for (verb, dangling), links in alike.items():
        for batch in in_batches(links):
            session.run(
                "UNWIND $links AS link MATCH (a:Item {plan_set: $plan_set, key: link.start}) "
                f"MATCH (b:{'Missing' if dangling else 'Item'} {{plan_set: $plan_set, key: link.end}}) "
                f"CREATE (a)-[r:{verb}]->(b) SET r = link.properties, r.plan_set = $plan_set",
                links=[{"start": link.start, "end": link.end, "properties": link_properties(link)} for link in batch],
                plan_set=plan_set).consume()


def take_away(session: Any, plan_set: str) -> None:
    """Takes the plan set out of the server again."""
    for label in ("Item", "Missing"):
        session.run(f"MATCH (n:{label} {{plan_set: $plan_set}}) WHERE n.key > '' DETACH DELETE n",
                    plan_set=plan_set).consume()


def differences(
    session: Any, plan_set: str, loaded: Loaded, rules: Iterable[Rule], as_of: datetime.date
) -> Iterator[str]:
    """Where the database gives another answer than memory, in words; nothing where all are equal."""
    ask, store = asker(session, plan_set), MemoryStore(loaded)
    for rule in rules:
        compiled, wanted = compile_rule(rule, as_of), store.run(rule, as_of)
        yield from _differ(rule, "run", wanted, compiled.run(ask, Model()))
        if rule.shape is Shape.CUT_OFF:
            yield from _differ(rule, "down", wanted, compiled.run(ask, Model(), down=True))
        looked_at = {item.key for item in store.engine(as_of).looked_at(rule)}
        if looked_at != compiled.among(ask, [item.key for item in loaded.items]):
            yield f"{rule.code}: other items are looked at"


def pages_differ(
    session: Any, plan_set: str, loaded: Loaded, rules: Iterable[Rule], as_of: datetime.date, limit: int = 3
) -> Iterator[str]:
    """Where page after page gives other rows than memory does at once."""
    ask, store = asker(session, plan_set), MemoryStore(loaded)
    for rule in rules:
        wanted = store.run(rule, as_of)
        found = tuple(pages(compile_rule(rule, as_of), ask, limit))
        yield from _differ(rule, "pages", wanted, replace(wanted, rows=found))


def pages(compiled: Compiled, ask: Ask, limit: int) -> Iterator[Row]:
    """All rows, page by page."""
    after: tuple[str, ...] = ()
    while page := compiled.page(ask, Model(), after, limit):
        assert len(page) <= limit
        yield from page
        after = page[-1].identity


def fired(store: MemoryStore, rules: Iterable[Rule], as_of: datetime.date) -> set[str]:
    """The codes of the rules that find anything: two engines that find nothing are equal too (T15)."""
    return {rule.code for rule in rules if store.run(rule, as_of).rows}


def badly_planned(session: Any, plan_set: str, rules: Iterable[Rule], as_of: datetime.date) -> Iterator[str]:
    """Statements that the server plans to answer by a walk over what it need not see, or pages that it would sort.

    It plans by what it holds, so this wants a plan set of some thousand items.
    """
    for rule in rules:
        for part, statement in compile_rule(rule, as_of).statements.items():
            more = {"plan_set": plan_set, "kind": rule.of[0], "first": "", "limit": 50, "keys": ["a"]}
            plan = session.run(f"EXPLAIN {statement.text}", {**statement.parameters, **more}).consume().plan
            bad = (*WALKS, *SORTS) if part is Part.PAGE else WALKS
            yield from (f"{rule.code} {part}: {operator}" for operator in _operators(plan) if operator in bad)


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan["children"]:
        yield from _operators(child)


def _differ(rule: Rule, how: str, wanted: Result, found: Result) -> Iterator[str]:
    if (wanted.looked, wanted.state) != (found.looked, found.state):
        yield f"{rule.code} {how}: {wanted.state} {wanted.looked} in memory, {found.state} {found.looked} in Neo4j"
    ours, theirs = ({row.identity: row for row in result.rows} for result in (wanted, found))
    for identity in sorted(ours.keys() | theirs.keys()):
        if repr(ours.get(identity)) != repr(theirs.get(identity)):  # 5 and 5.0 are equal, and read otherwise
            yield f"{rule.code} {how}: {ours.get(identity)} in memory, {theirs.get(identity)} in Neo4j"
            return
    if [row.identity for row in wanted.rows] != [row.identity for row in found.rows]:
        yield f"{rule.code} {how}: the rows come in another order"
