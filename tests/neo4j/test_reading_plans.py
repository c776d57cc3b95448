"""How the server answers what answers and checks read: by index, and where kinds are given over those kinds alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import Driver

from benchmarks.neo4j_plans import operators, profiled
from graph_api.engine.cypher_parts import Statement
from graph_api.stores.neo4j import reading, statements
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.sync import sync
from schema.links import VERBS
from tests.neo4j.conftest import RUN, Given
from tests.neo4j.fault_plans import council
from tests.neo4j.server import Server
from tests.neo4j.stored import DEADLINE, address_of

SCANS = ("AllNodesScan", "NodeByLabelScan", "UndirectedRelationshipTypeScan", "DirectedRelationshipTypeScan",
         "PartitionedNodeByLabelScan", "CartesianProduct")
ITEMS = 2_000
KIND = "Strategy"
"""Of which the plan set holds few."""
PLACES = {verb.name: place for place, verb in enumerate(VERBS)}
GIVEN: dict[str, Any] = {
    "kinds": [KIND], "kind": KIND, "cascade": [KIND], "listed": [False], "keys": ["strategy:none"], "key": "none",
    "after": "", "first": "", "start": "", "most": 50, "titled": "none", "verbs": list(PLACES), "words": ["plan"],
    "whole": "plan", "skip": 0, "action_tier": 5, "parts": ["Action"], "lowest": 5, "out": PLACES, "into": PLACES,
    "place": 0, "far": ""}
SAMPLES = list(reading.samples())


@pytest.fixture(scope="module")
def plan_set(server: Server | Given) -> str:
    """The name of a plan set of some thousand items; a server plans by how much it holds."""
    name = f"{RUN}-reading-plans"
    with Connection(address_of(server), retry=30, deadline=DEADLINE) as made:
        sync(made, council(ITEMS, name).before)
        made.write(statements.REPLAN)
    return name


def plan_of(driver: Driver, plan_set: str, text: str) -> dict[str, Any]:
    given = {**GIVEN, "listed": [False] if "IN $listed" in text else False}
    return profiled(driver, plan_set, Statement(text, given))


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_every_statement_looks_up_what_it_needs(driver: Driver, plan_set: str, text: str) -> None:
    plan = plan_of(driver, plan_set, text)
    found = set(operators(plan))

    assert not found & set(SCANS), text
    assert any(step.startswith(("NodeIndexSeek", "NodeUniqueIndexSeek")) for step in found), text


OF_SOME_KINDS = [
    text for text in SAMPLES
    if any(f"{name} AS kind\n" in text for name in ("$kinds", "$cascade")) or "kind: $kind}" in text]


@pytest.mark.parametrize("text", OF_SOME_KINDS, ids=range(len(OF_SOME_KINDS)))
def test_where_kinds_are_given_no_others_are_gone_over(driver: Driver, plan_set: str, text: str) -> None:
    of_kind = "MATCH (n:Item {plan_set: $plan_set, kind: $kind}) RETURN count(*) AS many"
    (with_kind,) = driver.execute_query(of_kind, plan_set=plan_set, kind=KIND).records
    seeks = [step for step in _each(plan_of(driver, plan_set, text)) if "Seek" in step["operatorType"]]

    assert 0 < with_kind["many"] < ITEMS / 4
    assert all(step["args"]["Rows"] <= with_kind["many"] for step in seeks), text


def test_statements_of_kinds_are_among_them() -> None:
    of_kinds = (reading.OF_KINDS, reading.LISTING, reading.BEGINNING, reading.PART, reading.LOWEST, reading.HEIGHTS,
                reading.search(some_kinds=True), reading.search_count(some_kinds=True))
    assert set(of_kinds) <= set(OF_SOME_KINDS)
    assert not [text for text in SAMPLES if "n.kind IN $" in text]


def _each(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _each(child)
