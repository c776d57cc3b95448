"""Every case of every rule in a real server: the rule finds there what the case says, and all that memory says of it.

Each case is a plan set of its own; all are put into the server together, once, and asked a few at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest
from parity import Pair, checks_differ
from rule_cases import Found, all_cases, found, wanted

from graph_api.gaps import check
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j.connect import Connection
from loaders.rules import our_rules
from schema.rule import Shape
from tests.neo4j.conftest import RUN
from tests.neo4j.stored import DEADLINE, Direct, address_of, named, opened_together, put_together

RULES = {rule.code: rule for rule in our_rules()}
CASES = {f"case-{number}": case for number, case in enumerate(all_cases(list(RULES)))}
AT_ONCE = 4
"""Cases that are asked at a time, since planning a statement takes the server longer than answering it."""
each_case = pytest.mark.parametrize("name", CASES, ids=map(str, CASES.values()))


@dataclass(frozen=True, slots=True)
class Answers:
    """What the server says of one case, and where that is other than what memory says, question by question."""

    found: Found
    proofs: list[str]
    run: list[str]
    pages: list[str]
    of_items: list[str]
    looked: list[str]
    check: list[str]


def ask(name: str, pair: Pair) -> Answers:
    """Everything that is asked of one case; pages have one to three rows, by turns."""
    case, rule = CASES[name], RULES[CASES[name].code]
    ours, theirs = (check(store, (rule,), case.as_of) for store in (pair.here, pair.there))
    return Answers(
        found(rule, replace(case, store=pair.there)), [str(gap.proof) for gap in theirs.gaps], list(pair.run(rule)),
        list(pair.pages(rule, 1 + list(CASES).index(name) % 3)),
        list(pair.of_items([rule], list(pair.here.keys())[1::2])),
        list(pair.looked(rule, (*list(pair.here.keys())[::2], "action:gone"))), list(checks_differ(ours, theirs)))


@pytest.fixture(scope="module")
def answers(server) -> Iterator[Mapping[str, Future[Answers]]]:
    """What came of each case, in memory and in the server under a name of this run."""
    sets = {name: named(case.store.whole(), f"{RUN}-{name}") for name, case in CASES.items()}
    address = address_of(server)
    with (Connection(address, deadline=DEADLINE) as connection, Direct(address) as direct,
          ThreadPoolExecutor(AT_ONCE) as pool):
        put_together(connection, sets.values())
        stores = opened_together(direct, (loaded.plan_set.name for loaded in sets.values()))
        yield {name: pool.submit(ask, name, Pair(
            MemoryStore(loaded), stores[loaded.plan_set.name], CASES[name].as_of)) for name, loaded in sets.items()}


def test_every_rule_of_every_shape_passes_and_fails_here() -> None:
    assert {RULES[case.code].shape for case in CASES.values()} == set(Shape)
    for passes in (True, False):
        assert {case.code for case in CASES.values() if passes is not bool(case.gaps)} == set(RULES)
    assert len(RULES) >= 105


@each_case
def test_the_rule_finds_what_the_case_says(answers: Mapping[str, Future[Answers]], name: str) -> None:
    assert answers[name].result().found == wanted(CASES[name])
    assert answers[name].result().run == []


@each_case
def test_it_finds_the_same_page_after_page(answers: Mapping[str, Future[Answers]], name: str) -> None:
    assert answers[name].result().pages == []
    assert answers[name].result().of_items == []


@each_case
def test_it_looks_at_the_same_items(answers: Mapping[str, Future[Answers]], name: str) -> None:
    assert answers[name].result().looked == []


@each_case
def test_its_gaps_are_proved_as_the_case_says(answers: Mapping[str, Future[Answers]], name: str) -> None:
    assert answers[name].result().proofs == list(CASES[name].proof)
    assert answers[name].result().check == []
