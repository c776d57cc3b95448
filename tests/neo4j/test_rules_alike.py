"""Every case of every rule in a real server: the rule finds there what the case says, and all that memory says of it.

Each case is a plan set of its own; all are put into the server together, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from parity import Pair, checks_differ
from rule_cases import all_cases, found, wanted

from graph_api.gaps import check
from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from schema.rule import Shape
from tests.neo4j.conftest import RUN
from tests.neo4j.stored import Counting, address_of, named, opened_together, put_together

RULES = {rule.code: rule for rule in our_rules()}
CASES = {f"case-{number}": case for number, case in enumerate(all_cases(list(RULES)))}
each_case = pytest.mark.parametrize("name", CASES, ids=map(str, CASES.values()))


@pytest.fixture(scope="module")
def pairs(server) -> Iterator[Mapping[str, Pair]]:
    """Each case in memory and in the server, under a name of this run."""
    sets = {name: named(case.store.whole(), f"{RUN}-{name}") for name, case in CASES.items()}
    with Counting(address_of(server)) as connection:
        put_together(connection, sets.values())
        stores = opened_together(connection, (loaded.plan_set.name for loaded in sets.values()))
        yield {name: Pair(MemoryStore(loaded), stores[loaded.plan_set.name], CASES[name].as_of)
               for name, loaded in sets.items()}


def test_every_rule_of_every_shape_passes_and_fails_here() -> None:
    assert {RULES[case.code].shape for case in CASES.values()} == set(Shape)
    for passes in (True, False):
        assert {case.code for case in CASES.values() if passes is not bool(case.gaps)} == set(RULES)
    assert len(RULES) >= 105


@each_case
def test_the_rule_finds_what_the_case_says(pairs: Mapping[str, Pair], name: str) -> None:
    case = CASES[name]
    assert found(RULES[case.code], replace(case, store=pairs[name].there)) == wanted(case)
    assert list(pairs[name].run(RULES[case.code])) == []


@each_case
def test_it_finds_the_same_page_after_page(pairs: Mapping[str, Pair], name: str) -> None:
    assert list(pairs[name].pages(RULES[CASES[name].code], 1 + len(name + CASES[name].why) % 3)) == []


@each_case
def test_it_looks_at_the_same_items(pairs: Mapping[str, Pair], name: str) -> None:
    pair = pairs[name]
    keys = list(pair.here.keys())
    assert list(pair.looked(RULES[CASES[name].code], (*keys[::2], "action:gone"))) == []


@each_case
def test_its_gaps_are_proved_as_the_case_says(pairs: Mapping[str, Pair], name: str) -> None:
    case, pair, rule = CASES[name], pairs[name], RULES[CASES[name].code]
    found_there = check(pair.there, (rule,), case.as_of)
    assert [str(gap.proof) for gap in found_there.gaps] == list(case.proof)
    assert list(checks_differ(check(pair.here, (rule,), case.as_of), found_there)) == []
