"""How the server answers what it is asked: it looks up what it needs by index, and goes over nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import item, loaded
from neo4j import Driver

from benchmarks.neo4j_plans import operators, profiled, rules_to_show
from graph_api.engine.cypher_parts import Part, Statement
from graph_api.engine.cypher_rules import compile_rule
from graph_api.pipeline import Opened
from graph_api.stores.neo4j import reading, statements
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.sync import sync
from loaders.rules import our_rules
from schema.rule import Rule, Shape
from tests.neo4j.conftest import RUN, Given
from tests.neo4j.fault_plans import council
from tests.neo4j.server import Server
from tests.neo4j.stored import address_of, named, put

SCANS = ("AllNodesScan", "NodeByLabelScan", "UndirectedRelationshipTypeScan", "DirectedRelationshipTypeScan",
         "PartitionedNodeByLabelScan", "CartesianProduct")
"""Steps that look at other plan sets too."""
SORTS = ("Sort", "PartialSort", "Top", "PartialTop")
CUT_OFF = [rule for rule in our_rules() if rule.shape is Shape.CUT_OFF]
SHOWN = list(rules_to_show(our_rules()))
ITEMS = 2_000
HITS = 100
"""Looks into the database that a gap on a page may take."""


@pytest.fixture(scope="module")
def plan_set(server: Server | Given) -> str:
    """The name of a plan set of some thousand items; a server plans by how much it holds."""
    name = f"{RUN}-plans"
    with Connection(Address(server.url, server.user, server.password, server.database), retry=30, deadline=120) as made:
        sync(made, council(ITEMS, name).before)
        made.write(statements.REPLAN)
    return name


def profile(driver: Driver, plan_set: str, statement: Statement) -> list[str]:
    """The steps by which the server answered the statement."""
    return list(operators(profiled(driver, plan_set, statement)))


@pytest.mark.parametrize(("name", "rule"), SHOWN, ids=[f"{name}-{rule.code}" for name, rule in SHOWN])
def test_head_of_each_shape_is_looked_up_in_one_plan_set(
    driver: Driver, plan_set: str, leicester: Opened, name: str, rule: Rule
) -> None:
    more = {"kind": rule.of[0], "first": "", "limit": 50, "keys": ["a"]}
    for part, statement in compile_rule(rule, leicester.as_of).statements.items():
        found = profile(driver, plan_set, Statement(statement.text, {**statement.parameters, **more}))
        told = f"{name} {part}: {found}"
        assert not set(found) & set(SCANS), told
        assert any(step.startswith(("NodeIndexSeek", "NodeUniqueIndexSeek")) for step in found), told
        assert part is not Part.PAGE or not set(found) & set(SORTS), told


@pytest.mark.parametrize("rule", CUT_OFF, ids=[rule.code for rule in CUT_OFF])
def test_search_of_a_cut_off_rule_passes_each_item_once_and_stops_at_the_first_target(
    driver: Driver, plan_set: str, leicester: Opened, rule: Rule
) -> None:
    plan = profiled(driver, plan_set, compile_rule(rule, leicester.as_of).statements[Part.ROWS])
    inside = [step for one in _each(plan) if one["operatorType"].startswith(("AntiSemiApply", "SelectOrAntiSemiApply"))
              for step in operators(one["children"][1])]
    assert any(step.startswith("VarLengthExpand(Pruning,BFS") for step in inside), list(operators(plan))
    assert not any(step.startswith("VarLengthExpand(All") for step in operators(plan))


def test_page_of_items_costs_what_it_returns(driver: Driver, plan_set: str) -> None:
    plan = profiled(driver, plan_set, Statement(
        reading.LISTING, {"kind": "StaffObjective", "first": "", "listed": [False], "most": 20}))
    assert not set(operators(plan)) & {*SCANS, *SORTS}
    assert sum(step["args"].get("DbHits", 0) for step in _each(plan)) < 20 * 30


def test_page_of_gaps_costs_what_it_returns(
    server: Server | Given, driver: Driver, plan_set: str, leicester: Opened
) -> None:
    """Of a rule that finds fault with every item, a page of ten, or the gaps of ten, need not look at them all."""
    rule = next(rule for rule in our_rules() if rule.code == "S10")
    at_fault = f"{plan_set}-at-fault"
    plans = loaded(*(item(f"strategy:{number}", title="A plan", status="live") for number in range(ITEMS)))
    with Connection(address_of(server), deadline=120) as made:
        put(made, named(plans, at_fault))
        made.write(statements.REPLAN)
    asked = {Part.PAGE: {"kind": "Strategy", "first": "", "limit": 10},
             Part.FOUND_OF: {"keys": [f"strategy:{number}" for number in range(10)]}}
    for part, more in asked.items():
        text = compile_rule(rule, leicester.as_of).statements[part]
        plan = profiled(driver, at_fault, Statement(text.text, {**text.parameters, **more}))
        assert plan["args"]["Rows"] == 10
        assert sum(step["args"].get("DbHits", 0) for step in _each(plan)) < 10 * HITS, part


def _each(plan: dict) -> Iterator[dict]:  # type: ignore[type-arg]
    yield plan
    for child in plan.get("children", ()):
        yield from _each(child)
