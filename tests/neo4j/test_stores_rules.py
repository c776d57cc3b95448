"""Every question about rules, and every search, put to a store in memory and one in Neo4j that hold plans by hand.

What must come is written here by hand; one rule of each shape is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import AS_OF, item, link, rule

from graph_api.engine.cascade import Height
from graph_api.engine.graph import Result, Row, State
from graph_api.gap_pages import by_keys
from graph_api.stores.protocol import Store
from schema.dates import parse_date
from schema.records import Loaded, PlanSet
from schema.rule import Rule, Shape
from tests.neo4j.asked import BOTH, Open, of, opener
from tests.neo4j.hand_made import EMPTY, GONE, IN_DERBY, LEADS, NO_REPORT, ODD, PLANS, tie


@pytest.fixture(scope="module", params=BOTH)
def opened(request: pytest.FixtureRequest) -> Iterator[Open]:
    yield from opener(request)


@pytest.fixture(scope="module")
def by_hand(opened: Open) -> Store:
    return opened(PLANS)


@pytest.fixture
def store(by_hand: Store) -> Store:
    """The plans by hand, with nothing remembered of what others asked."""
    return by_hand.fresh()


@pytest.fixture(scope="module")
def empty(opened: Open) -> Store:
    return opened(EMPTY)


def alone(key: str, **more: object) -> Row:
    """The row of one item."""
    return Row((key,), (key,), **more)  # type: ignore[arg-type]


def between(first: str, second: str, text: str, **more: object) -> Row:
    """The row of two items and the last link between them."""
    return Row((first, second), (first, second), link=tie(text), **more)  # type: ignore[arg-type]


OWNERS = rule("lacks", "Objective", "T2", needs={"owner": "owner"}, show=["tier"])
NOBODY = [alone(f"objective:{name}", failed=("owner",), values=(("tier", tier),))
          for name, tier in (("homes", 1.0), ("lost", 4.0), ("old", 4.0), ("pair", 4.0))]
ASKED: list[tuple[Rule, Result]] = [
    (rule("lacks", "Action", needs={"due": "due", "steps": "<PART_OF[kind = Milestone]"}, show=["status", "outcome"]),
     Result(2, State.LOOKED, (alone("action:talk", failed=("due", "steps"),
                                    values=(("status", "closed"), ("outcome", None))),))),
    (OWNERS, Result(5, State.LOOKED, tuple(NOBODY))),
    (rule("wrong", "Plan", where="due or spend", fault="spend > 1", show=["groups", "due", "spend", "joint"]),
     Result(2, State.LOOKED, (alone("strategy:housing", values=(
         ("groups", ("risk", "finance")), ("due", parse_date("2007")), ("spend", 5.0), ("joint", True))),))),
    (rule("late", "Milestone Action", date="due", days=30),
     Result(2, State.LOOKED, (alone("milestone:half-way", values=(("due", parse_date("2007/08")),)),))),
    (rule("clash", "Target", along=">PART_OF <PART_OF[kind = Target]", fault="a.value < b.value",
          show=["b.value", "m.polarity"]),
     Result(2, State.LOOKED, (between(
         "target:1", "target:2", "target:2 PART_OF indicator:rate", middle="indicator:rate",
         values=(("b.value", 12.5), ("m.polarity", "higher"))),))),
    (rule("clash", "Body", along=">CONTRIBUTES_TO", fault="@role", show=["@role", "b.tier"]),
     Result(1, State.LOOKED, (Row(
         ("board:one", "objective:homes"), ("board:one", "objective:homes"), link=LEADS,
         values=(("@role", "leads"), ("b.tier", 1.0))),))),
    (rule("clash", "Plan", along="?EXPECTS", show=["@wanted", "due"]),
     Result(3, State.LOOKED, tuple(
         Row((ODD.key,), (ODD.key, wanted_set, "strategy:gone"), link=lost,
             values=(("@wanted", lost.wanted), ("due", parse_date("by 2011"))))
         for wanted_set, lost in (("", GONE), ("derby", IN_DERBY))))),
    (rule("group", "Target", by=["period"], at_most=1),
     Result(2, State.LOOKED, (Row(
         ("target:1", "target:2"), ("2008/09",), values=(("period", "2008/09"),)),))),
    (rule("group", "Objective Action", by=[">PART_OF"], at_most=1),
     Result(7, State.LOOKED, (Row(
         ("action:walk", "objective:heat"), ("strategy:housing",), values=(("part of", "strategy:housing"),)),))),
    (rule("detour", "Action", along=">DELIVERS", but_not=">PART_OF <PART_OF"),
     Result(2, State.LOOKED, (between("action:talk", "objective:lost", "action:talk DELIVERS objective:lost"),))),
    (rule("cut-off", "Objective", to="Vision", via="upward"),
     Result(5, State.LOOKED, (alone("objective:lost"), alone("objective:pair")))),
    (rule("cut-off", "Plan Objective", to="Action", below=True, where="status"),
     Result(3, State.LOOKED, (alone("objective:old"), alone("vision:v")))),
    (rule("cut-off", "Objective", to="Criterion"), Result(5, State.NO_TARGET, (Row((), ("plan-set",)),))),
    (rule("loop", "Objective"),
     Result(5, State.LOOKED, (Row(
         ("objective:lost", "objective:pair"), ("objective:lost", "objective:pair"),
         values=(("loop", "objective:lost > objective:pair > objective:lost"),)),))),
    (rule("coverage", "Action", good="due", at_least=0.8),
     Result(2, State.LOOKED, (Row((), ("plan-set",), counts=(1, 2)),))),
    (rule("coverage", "Target Milestone", good="value > 11", at_least=0.8, per=">PART_OF"),
     Result(3, State.LOOKED, (Row(("action:walk",), ("action:walk",), counts=(0, 1)),
                              Row(("indicator:rate",), ("indicator:rate",), counts=(1, 2))))),
    (rule("wrong", "Strategy", fault="kind"), Result(1, State.LOOKED, (alone("strategy:housing"),))),
    (rule("lacks", "Risk Review", needs={"level": "level"}), Result(0, State.NOTHING)),
    (rule("cut-off", "Risk", to="Vision"), Result(0, State.NOTHING)),
]
"""Rules of every shape, and what each finds."""
each_rule = pytest.mark.parametrize(("asked", "wanted"), ASKED, ids=[
    f"{number} {asked.shape}" for number, (asked, _) in enumerate(ASKED, 1)])


def test_rules_of_every_shape_are_asked() -> None:
    assert {asked.shape for asked, _ in ASKED} == set(Shape)
    assert NO_REPORT.start == "strategy:named", "its start is listed, so that the rule of links to nothing passes it by"


@of("run")
@each_rule
def test_a_rule_finds_what_is_wrong(store: Store, asked: Rule, wanted: Result) -> None:
    found = store.run(asked, AS_OF)

    assert found == wanted
    assert list(map(repr, found.rows)) == list(map(repr, wanted.rows)), "5 and 5.0 are equal and read otherwise"


@of("run_all")
def test_all_rules_answer_in_their_order(store: Store, empty: Store) -> None:
    assert list(store.run_all([asked for asked, _ in ASKED], AS_OF)) == [wanted for _, wanted in ASKED]
    assert list(store.run_all([], AS_OF)) == []
    assert set(empty.run_all([asked for asked, _ in ASKED], AS_OF)) == {Result(0, State.NOTHING)}


@of("looked")
@each_rule
def test_looked_is_how_many_and_what_came_of_it(store: Store, asked: Rule, wanted: Result) -> None:
    assert store.looked(asked, AS_OF) == (wanted.looked, wanted.state)


@of("page")
@each_rule
@pytest.mark.parametrize("most", [1, 2, 3, 50])
def test_pages_together_are_the_rows(store: Store, asked: Rule, wanted: Result, most: int) -> None:
    found: list[Row] = []
    while page := list(store.page(asked, AS_OF, found[-1].identity if found else (), most)):
        assert len(page) == min(most, len(wanted.rows) - len(found))
        found += page
    assert found == list(wanted.rows)


@of("found_of")
def test_a_rule_that_looks_at_some_items_finds_what_it_finds_of_them(store: Store, empty: Store) -> None:
    single = [(asked, result.rows) for asked, result in ASKED if by_keys(asked)]
    rules = [asked for asked, _ in single]
    every = [*store.keys(), "action:gone"]
    for keys in (every, every[::2], every[-1:], []):
        wanted = [[row for row in rows if row.identity[0] in keys] for _, rows in single]
        assert list(map(list, store.found_of(rules, AS_OF, keys))) == wanted
    assert list(map(list, empty.found_of(rules, AS_OF, every))) == [[] for _ in rules]
    assert list(store.found_of([], AS_OF, every)) == []


@of("page")
@pytest.mark.parametrize(("after", "most", "wanted"), [
    ((), 0, []), ((), 1, NOBODY[:1]), (("objective:homes",), 2, NOBODY[1:3]), (("objective:hz",), 5, NOBODY[1:]),
    (("objective:pair",), 5, []), (("a",), 9, NOBODY), (("vision:v",), 9, []),
    (("objective:lost", "x"), 1, NOBODY[2:3])])
def test_a_page_begins_behind_an_identity_that_may_be_gone(
    store: Store, after: tuple[str, ...], most: int, wanted: list[Row]
) -> None:
    assert list(store.page(OWNERS, AS_OF, after, most)) == wanted


LOOKED_AT = [
    (rule("lacks", "Objective Risk", needs={"a": "owner"}, where="status or board"), {
        ("Objective", (0,)): ["objective:homes"], ("Objective", ()): ["objective:old"]}),
    (rule("late", "Plan Action", date="due"), {
        ("Strategy", (0,)): ["strategy:housing"], ("ServicePlan", ()): [ODD.key], ("Action", (1,)): ["action:walk"]}),
    (rule("wrong", "Objective", fault="kind", where="<SUPPORTS[kind = Strategy] or >SUPERSEDES"), {
        ("Objective", (0,)): ["objective:homes"], ("Objective", (0, 1)): ["objective:heat"]}),
    (rule("wrong", "Area", fault="kind"), {}),
]


@of("looked_at", "looked_where")
@pytest.mark.parametrize(("asked", "wanted"), LOOKED_AT)
def test_a_rule_looks_at_what_is_recorded_and_narrowed(
    store: Store, asked: Rule, wanted: dict[tuple[str, tuple[int, ...]], list[str]]
) -> None:
    every = sorted(key for keys in wanted.values() for key in keys)

    assert sorted(store.looked_at(asked, AS_OF)) == every
    assert sorted(store.looked_at(asked, AS_OF, [*every[1:], "objective:gone", "post:p"])) == every[1:]
    assert list(store.looked_at(asked, AS_OF, [])) == []
    assert dict(store.looked_where(asked, AS_OF)) == {stand: len(keys) for stand, keys in wanted.items()}


# Searches

@of("onward")
@pytest.mark.parametrize(("verbs", "up", "wanted"), [
    (["SUPPORTS", "PART_OF"], True, {
        "objective:heat": ["strategy:housing", "strategy:housing"], "objective:homes": ["vision:v"], "vision:v": [],
        "objective:gone": []}),
    (["SUPPORTS"], False, {
        "objective:heat": [], "objective:homes": ["objective:old", "strategy:housing", "strategy:named"],
        "vision:v": [], "objective:gone": []})])
def test_onward_is_one_step_from_each(
    store: Store, verbs: list[str], wanted: dict[str, list[str]], *, up: bool
) -> None:
    found = store.onward(list(wanted), verbs, up=up)
    assert {key: sorted(far) for key, far in found.items()} == wanted
    assert store.onward([], verbs, up=up) == {}


@of("reach")
@pytest.mark.parametrize(("key", "up", "verbs", "wanted"), [
    ("milestone:half-way", True, None, "action:walk objective:heat strategy:housing objective:homes vision:v"),
    ("action:walk", True, ("DELIVERS", "SUPPORTS"), "objective:heat strategy:housing objective:homes"),
    ("objective:lost", True, None, "objective:pair"), ("vision:v", True, None, ""), ("objective:gone", True, None, ""),
    ("objective:lost", False, None, "objective:pair action:talk"),
    ("strategy:housing", False, ("SUPPORTS",), f"objective:heat {ODD.key}"),
    ("objective:homes", False, None, f"objective:old strategy:housing strategy:named objective:heat {ODD.key} "
     "action:walk milestone:half-way indicator:rate target:1 target:2")])
def test_reach_is_all_that_links_lead_to(
    store: Store, key: str, verbs: tuple[str, ...] | None, wanted: str, *, up: bool
) -> None:
    found = store.reach(key, up=up) if verbs is None else store.reach(key, up=up, verbs=verbs)
    assert found == {key, *wanted.split()}


@of("heights")
def test_heights_are_of_what_stands_and_is_joined(store: Store, empty: Store) -> None:
    assert store.heights() == {
        Height("", 0, "Vision", (), True): 1, Height("board:one", 1, "Objective", (0,), True): 1,
        Height("", 3, "Strategy", (0,), True): 1, Height("", 4, "ServicePlan", (), True): 1,
        Height("", 4, "Objective", (0, 1), True): 1, Height("", 4, "Objective", (), False): 2,
        Height("", 4, "Action", (1,), True): 1, Height("", 4, "Action", (), False): 1}
    assert empty.heights() == {}


@of("heights")
def test_what_stands_above_the_vision_is_no_vision(opened: Open) -> None:
    high, theme = item("objective:high", tier=-1), item("objective:theme", tier=1, board="board:one")
    store = opened(Loaded(PlanSet("high", "High"), (high, theme), (link("objective:theme PART_OF objective:high"),)))

    assert store.heights() == {
        Height("", -1, "Objective", (), False): 1, Height("board:one", 1, "Objective", (), False): 1}
