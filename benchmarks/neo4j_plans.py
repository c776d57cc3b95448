"""The plans of the main statements, as PROFILE gives them, as texts for review in benchmarks/neo4j-plans/.

One statement of each shape of rule, whose head is what matters; a page of items, pages of gaps, what a thread asks.
No name that the server makes up and no time stands in them, so that two runs differ where the plan or the work does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase

from graph_api.analyses.thread import thread
from graph_api.engine.cypher_parts import Part, Statement
from graph_api.engine.cypher_rules import compile_rule
from graph_api.pipeline import Opened
from graph_api.stores.neo4j import reading
from graph_api.stores.neo4j.asking import Readable, Rows
from graph_api.stores.neo4j.store import Neo4jStore
from schema.rule import Rule, Shape
from tests.neo4j.server import Server

FOLDER = Path(__file__).parent / "neo4j-plans"
MADE_UP = re.compile(r"\b(anon|  UNNAMED)_?\d+|(?<=\w)@\d+|autostring_\d+|autoint_\d+")
"""Names that the planner makes up, which differ from run to run."""
LEVELS = 3
"""Of a thread that is long enough to show."""
ROWS = (Part.ROWS, Part.SUSPECTS)


@dataclass(frozen=True, slots=True)
class Main:
    """A statement worth looking at, under the name of its file."""

    name: str
    statement: Statement


class Listening:
    """A connection that remembers what was read."""

    def __init__(self, connection: Readable) -> None:
        self.connection, self.deadline = connection, connection.deadline
        self.asked: dict[str, Statement] = {}

    def close(self) -> None:
        """Nothing: whose connection it is closes it."""

    def read(self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None) -> Rows:
        self.asked.setdefault(text, Statement(text, parameters or {}))
        return self.connection.read(text, parameters, deadline)


def main_statements(store: Neo4jStore, opened: Opened) -> Iterator[Main]:
    """The statements whose plans are kept."""
    assert opened.as_of is not None
    rules = list(rules_to_show(opened.rules))
    for name, rule in rules:
        found = compile_rule(rule, opened.as_of).statements
        part = next(part for part in ROWS if part in found)
        yield Main(f"rows-{name}-{rule.code}", found[part])
        if name in {"cut-off", "lacks"}:
            yield Main(f"page-{name}-{rule.code}", _page(found[Part.PAGE], rule))
        if name == "cut-off":
            yield Main(f"rows-{name}-down-{rule.code}", found[Part.DOWN])
    yield Main("items", Statement(reading.LISTING, {"kind": "Action", "first": "", "listed": [False], "most": 51}))
    for number, one in enumerate(_asked(store, _thread), 1):
        yield Main(f"thread-up-{number}", one)


def _thread(store: Neo4jStore) -> None:
    for item in store.fresh().listing("StaffObjective").first(20):
        found = thread(store.fresh(), item.key, up=True)
        if found and len(found.levels) > LEVELS:
            return


def rules_to_show(rules: Sequence[Rule]) -> Iterator[tuple[str, Rule]]:
    """A rule of each shape, the first by code; of links that lead to nothing one of their own."""
    for shape in Shape:
        of_shape = sorted((rule for rule in rules if rule.shape is shape), key=lambda rule: rule.code)
        plain = [rule for rule in of_shape if not leads_to_nothing(rule)]
        if plain:
            yield shape.value.replace(" ", "-").replace("_", "-"), plain[0]
        if len(plain) < len(of_shape):
            yield "leads-to-nothing", next(rule for rule in of_shape if leads_to_nothing(rule))


def leads_to_nothing(rule: Rule) -> bool:
    return bool(rule.along) and rule.along[0].way == "?"


def _page(statement: Statement, rule: Rule) -> Statement:
    return Statement(statement.text, {**statement.parameters, "kind": rule.of[0], "first": "", "limit": 51})


def _asked(store: Neo4jStore, work: Callable[[Neo4jStore], object]) -> Iterator[Statement]:
    """What an answer asks the server, each text once."""
    listening = Listening(store.connection)
    work(Neo4jStore(listening, store.held, statement=120.0))
    yield from listening.asked.values()


def profiled(driver: Driver, plan_set: str, statement: Statement) -> Mapping[str, Any]:
    """The plan of a statement, with the work that each step did."""
    with driver.session(database="neo4j") as session:
        result = session.run(f"PROFILE {statement.text}", {**statement.parameters, "plan_set": plan_set})
        list(result)
        found: Mapping[str, Any] = result.consume().profile  # type: ignore[assignment]
        return found


def operators(plan: Mapping[str, Any]) -> Iterator[str]:
    """The names of all steps of a plan."""
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


def text_of(plan: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """A plan as lines: the step, what it is about, rows and hits."""
    said = plan["args"]
    about = MADE_UP.sub("_", str(said.get("Details", ""))).replace("\n", " ")
    name = plan["operatorType"].partition("@")[0]
    yield f"{said.get('Rows', 0):>9,} {said.get('DbHits', 0):>11,}  {'  ' * depth}{name}  {about[:160]}".rstrip()
    for child in plan.get("children", ()):
        yield from text_of(child, depth + 1)


def write_plans(store: Neo4jStore, opened: Opened, server: Server) -> None:
    """Writes the folder anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    total = store.counts().total
    with GraphDatabase.driver(server.url, auth=server.auth, telemetry_disabled=True,
                              notifications_min_severity="OFF") as driver:
        for one in main_statements(store, opened):
            plan = profiled(driver, store.held.name, one.statement)
            lines = (one.statement.text, "", f"Of {total:,} items.", "", f"{'rows':>9} {'hits':>11}  step",
                     *text_of(plan), "")
            (FOLDER / f"{one.name}.txt").write_text("\n".join(lines), encoding="utf-8")
