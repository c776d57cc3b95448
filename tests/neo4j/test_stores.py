"""Every question that a store can be asked, put to one in memory and one in Neo4j that hold the same plans by hand.

What must come is written here by hand too, so that the two cannot be wrong together. `of` names the question that a
test is about; a question of the protocol without a test fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import tests.neo4j.test_stores_rules  # noqa: F401 - has the tests of the other questions
from graph_api.engine.graph import Graph
from graph_api.engine.wanted import Wanted
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import StoreError
from graph_api.stores.neo4j.held import held_set
from graph_api.stores.neo4j.lease import Lease
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.protocol import Counts, Step, Store
from schema.records import Item
from tests.neo4j.asked import BOTH, TESTED, Open, assert_pages, keys, of, opener
from tests.neo4j.hand_made import (
    ABOUT,
    BOARD,
    EMPTY,
    GONE,
    HEAT,
    HOMES,
    HOUSING,
    IN_DERBY,
    LEADS,
    NAMED,
    NO_OBJECTIVE,
    NO_PLAN,
    NO_REPORT,
    ODD,
    OF,
    OLD,
    OURS_IN_DERBY,
    PLANS,
    POST,
    VISION,
    WALK,
    tie,
)
from tests.neo4j.stored import address_of


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


def test_every_question_of_the_protocol_has_a_test() -> None:
    asked = {name for cls in (Graph, Store) for name in (*vars(cls), *cls.__annotations__) if name[0] != "_"}
    assert {name: bool(TESTED.get(name)) for name in asked} == dict.fromkeys(asked, True)
    assert set(TESTED) <= asked
    assert len(asked) >= 30


# The store itself

@of("remote")
def test_a_store_in_a_server_says_that_it_is_elsewhere(store: Store) -> None:
    assert store.remote is isinstance(store, Neo4jStore)


@of("syncing")
def test_nobody_writes_plans_that_are_at_rest(store: Store) -> None:
    assert store.syncing is None


@of("syncing", "about")
def test_plans_that_somebody_writes_say_since_when(opened: Open) -> None:
    store = opened(replace(EMPTY, plan_set=replace(EMPTY.plan_set, name="being-written")))
    if isinstance(store, Neo4jStore) and isinstance(store.connection, Connection):
        lease = Lease(store.connection, store.held.name)
        lease.take(lambda _: None)
        again = Neo4jStore(store.connection, held_set(store.connection, store.held.name))
        assert again.syncing is not None
        assert [told.code for told in again.about().problems] == ["plan-set-unfinished"]
        lease.let_go()
    else:
        assert store.syncing is None


@of("fresh", "left")
def test_a_fresh_store_is_the_same_plan_set_for_so_long(store: Store) -> None:
    again = store.fresh(60)

    assert again.about() == store.about()
    assert again.item("vision:v") == VISION
    assert 0 < again.left() <= (60 if again.remote else float("inf"))
    assert store.fresh().left() > 10**6


@of("close")
def test_a_store_that_was_closed_answers_nothing(request: pytest.FixtureRequest, store: Store) -> None:
    if store.remote:
        connection = Connection(address_of(request.getfixturevalue("server")))
        store = Neo4jStore(connection, store.held)  # type: ignore[attr-defined]
        store.close()
        with pytest.raises(StoreError):
            store.item("vision:v")
    else:
        store.close()


# The whole

@of("about")
def test_about_is_all_but_items_and_links(store: Store, empty: Store) -> None:
    for found, wanted in ((store, ABOUT), (empty, EMPTY)):
        about = found.about()
        assert replace(about, plan_set=wanted.plan_set) == wanted
        assert about.plan_set.title == wanted.plan_set.title


@of("whole")
def test_whole_is_everything(store: Store, empty: Store) -> None:
    whole = store.whole()

    assert sorted(whole.items) == sorted(OF.values())
    assert sorted(whole.links, key=repr) == sorted(PLANS.links, key=repr)
    assert replace(whole, items=(), links=()) == store.about()
    assert (empty.whole().items, empty.whole().links) == ((), ())


@of("keys")
def test_keys_are_those_of_all_items(store: Store, empty: Store) -> None:
    assert sorted(store.keys()) == sorted(OF)
    assert list(empty.keys()) == []


@of("counts")
def test_counts_tell_kinds_listed_items_links_and_those_into_other_sets(store: Store, empty: Store) -> None:
    counts = store.counts()

    assert counts == Counts(
        {"Action": 2, "Board": 1, "Indicator": 1, "Milestone": 1, "Objective": 5, "Post": 1, "ServicePlan": 1,
         "Strategy": 2, "Target": 2, "Vision": 1}, {"Strategy": 1}, 28, 2)
    assert counts.total == 17
    assert empty.counts() == Counts({}, {}, 0, 0)


@of("registers")
@pytest.mark.parametrize(("kinds", "there"), [
    (("Strategy",), True), (("Action", "Objective"), True), (("Action",), False), (("ServicePlan",), False),
    ((), False)])
def test_only_a_register_of_a_kind_registers_it(store: Store, kinds: tuple[str, ...], *, there: bool) -> None:
    assert store.registers(kinds) is there


# The four questions of rules

@of("items")
@pytest.mark.parametrize(("kinds", "listed", "wanted"), [
    (("Strategy", "Vision"), False, ["strategy:housing", "vision:v"]),
    (("Vision", "Strategy"), True, ["vision:v", "strategy:housing", "strategy:named"]),
    (("Objective",), False, ["objective:heat", "objective:homes", "objective:lost", "objective:old", "objective:pair"]),
    (("Risk", "Area"), True, []), ((), True, [])])
def test_items_come_kind_by_kind_and_by_key(
    store: Store, kinds: tuple[str, ...], wanted: list[str], *, listed: bool
) -> None:
    assert keys(store.items(kinds, listed=listed)) == wanted


@of("item")
@pytest.mark.parametrize("key", OF)
def test_an_item_comes_by_its_key_as_it_was(store: Store, key: str) -> None:
    found = store.item(key)

    assert found == OF[key]
    assert {name: repr(value) for name, value in (found or VISION).values.items()} == {
        name: repr(value) for name, value in OF[key].values.items()}


@of("item")
@pytest.mark.parametrize("key", ["strategy:gone", "vision", "", "VISION:V", "vision:v ", ODD.key + "%", "plan:gone"])
def test_a_key_that_no_item_has_gives_none(store: Store, key: str) -> None:
    assert store.item(key) is None


@of("out", "into")
def test_links_lead_from_either_end_to_the_other_with_their_link(store: Store) -> None:
    supports, supported = store.out("SUPPORTS"), store.into("SUPPORTS")

    assert list(supports["objective:heat"]) == [(HOUSING, tie("objective:heat SUPPORTS strategy:housing"))]
    assert list(supported["objective:homes"]) == [
        (OLD, tie("objective:old SUPPORTS objective:homes")),
        (HOUSING, tie("strategy:housing SUPPORTS objective:homes")),
        (NAMED, tie("strategy:named SUPPORTS objective:homes"))]
    assert list(store.into("CONTRIBUTES_TO")["objective:homes"]) == [(BOARD, LEADS)]
    assert list(store.out("INFORMS")[ODD.key]) == [(HOUSING, tie(f"{ODD.key} INFORMS strategy:housing"))]
    assert list(store.into("INFORMS")[ODD.key]) == [(HOUSING, tie(f"strategy:housing INFORMS {ODD.key}"))]


@of("out", "into", "dangling")
@pytest.mark.parametrize("key", ["vision:v", "strategy:gone", "nothing at all"])
def test_an_item_without_links_of_a_verb_is_not_among_them(store: Store, key: str) -> None:
    for found in (store.out("SUPPORTS"), store.into("SUPERSEDES"), store.dangling("EXPECTS"), store.out("COVERS")):
        assert key not in found
        assert found.get(key) is None
        assert list(found.get(key, ())) == []
        with pytest.raises(KeyError):
            found[key]


@of("dangling", "out", "into")
def test_links_to_nothing_are_by_themselves_those_of_our_own_set_first(store: Store) -> None:
    assert list(store.dangling("EXPECTS")[ODD.key]) == [GONE, IN_DERBY]
    assert list(store.dangling("EXPECTS")["strategy:named"]) == [NO_REPORT]
    assert list(store.dangling("SUPPORTS")["objective:heat"]) == [NO_OBJECTIVE, OURS_IN_DERBY]
    assert store.out("EXPECTS").get(ODD.key) is None
    assert store.into("EXPECTS").get("strategy:gone") is None
    assert [far for far, _ in store.into("SUPPORTS")["strategy:housing"]] == [HEAT, ODD]


# What is about to be asked

@of("expect")
@pytest.mark.parametrize("anew", [False, True])
def test_what_is_expected_is_answered_as_ever(store: Store, *, anew: bool) -> None:
    store.expect(["action:walk", "strategy:gone"])
    store.expect(["objective:heat", "objective:homes", "objective:heat", "nothing at all"], anew=anew)
    store.expect([])

    assert (store.item("objective:heat"), store.item("action:walk"), store.item("strategy:gone")) == (HEAT, WALK, None)
    assert [far for far, _ in store.out("SUPPORTS")["objective:heat"]] == [HOUSING]
    assert store.out("SUPPORTS").get("objective:homes") is None


@of("around")
def test_the_item_stands_first_among_those_that_are_likely_to_be_asked_about(store: Store) -> None:
    together = ["objective:heat", "objective:homes", "objective:lost"]
    store.expect(together, anew=True)

    for key in together:
        found = store.around(key)
        assert found[0] == key
        assert set(found) in ({key}, set(together))
    assert list(store.around("action:walk")) == ["action:walk"]


@of("follow")
def test_links_that_are_followed_are_answered_as_ever(store: Store) -> None:
    store.follow(["objective:heat", "objective:gone", "vision:v"], ["SUPPORTS", "PART_OF", "OWNED_BY"], up=True)
    store.follow(["objective:homes"], ["SUPPORTS", "MEASURES"], up=False)
    store.follow([], ["SUPPORTS"], up=False)

    assert [far for far, _ in store.out("OWNED_BY")["objective:heat"]] == [POST]
    assert store.out("PART_OF").get("objective:gone") is None
    assert [far.key for far, _ in store.into("SUPPORTS")["objective:homes"]] == [
        "objective:old", "strategy:housing", "strategy:named"]
    assert [far.key for far, _ in store.into("MEASURES")["objective:homes"]] == ["indicator:rate"]


# Lists

@of("titled")
@pytest.mark.parametrize(("folded", "wanted"), [
    ("good-homes", HOMES), ("café-plan-no-1-x", ODD), ("good", None), ("", None), ("good homes", None)])
def test_the_first_item_by_key_has_the_title(store: Store, folded: str, wanted: Item | None) -> None:
    assert store.titled(folded) == wanted


LISTS = [
    ("Objective", None, ["objective:heat", "objective:homes", "objective:lost", "objective:old", "objective:pair"]),
    ("Objective", True, []), ("Strategy", None, ["strategy:housing", "strategy:named"]),
    ("Strategy", True, ["strategy:named"]), ("Strategy", False, ["strategy:housing"]), ("ServicePlan", None, [ODD.key]),
    ("Risk", None, [])]


@of("listing")
@pytest.mark.parametrize(("kind", "listed", "wanted"), LISTS)
def test_a_kind_is_listed_by_key(store: Store, kind: str, listed: bool | None, wanted: list[str]) -> None:
    assert_pages(store.listing(kind, listed), wanted)
    with pytest.raises(LookupError):
        store.listing(kind, listed).behind(0, "objective:gone", 3)


@of("listing")
def test_an_item_that_is_gone_or_of_another_sort_has_nothing_behind_it(store: Store) -> None:
    for rows, key in ((store.listing("Objective"), "objective:home"), (store.listing("Objective"), "vision:v"),
                      (store.listing("Strategy", True), "strategy:housing"), (store.listing("Risk"), "risk:r")):
        with pytest.raises(LookupError):
            rows.behind(0, key, 2)


@of("beginning")
@pytest.mark.parametrize(("kind", "start", "wanted"), [
    ("Objective", "objective:ho", ["objective:homes"]), ("Strategy", "", ["strategy:housing", "strategy:named"]),
    ("Objective", "objective:h", ["objective:heat", "objective:homes"]), ("ServicePlan", ODD.key[:-3], [ODD.key]),
    ("ServicePlan", "service-plan:2008/09-a.1:b%c3%a9%", []), ("Objective", "strategy:", []), ("Risk", "", [])])
def test_items_begin_with_these_signs(store: Store, kind: str, start: str, wanted: list[str]) -> None:
    assert keys(store.beginning(kind, start)) == wanted


SEARCHES = [
    ("homes", None, ["board:one", "objective:lost", "objective:homes", "strategy:named", "objective:old",
                     "objective:heat"]),
    ("homes", ["Objective", "Risk"], ["objective:lost", "objective:homes", "objective:old", "objective:heat"]),
    ("HOMES good", None, ["objective:homes", "strategy:named"]), ("Good homes", ["Strategy"], ["strategy:named"]),
    ("objective:heat", None, ["objective:heat"]), ("p", ["Post"], ["post:p"]), (ODD.key, None, [ODD.key]),
    ("Café", None, [ODD.key]), ("homes", [], []), ("nothing of the sort", None, []), ("–", None, []), ("", None, [])]


@of("search")
@pytest.mark.parametrize(("text", "kinds", "wanted"), SEARCHES)
def test_a_search_finds_the_best_first(
    store: Store, text: str, kinds: list[str] | None, wanted: list[str]
) -> None:
    found = store.search(Wanted.read(text, kinds))
    assert_pages(found, wanted)
    with pytest.raises(LookupError):
        found.behind(0, "objective:gone", 3)


UP, DOWN = ("SUPPORTS", True), ("SUPPORTS", False)
OWN, PARTS = ("PART_OF", True), ("PART_OF", False)
STEPS = [
    ("objective:homes", [DOWN, OWN, ("MEASURES", False)], None, [
        "SUPPORTS<objective:old", "SUPPORTS<strategy:housing", "SUPPORTS<strategy:named", "PART_OF>vision:v",
        "MEASURES<indicator:rate"]),
    ("objective:homes", [OWN, DOWN], None, [
        "PART_OF>vision:v", "SUPPORTS<objective:old", "SUPPORTS<strategy:housing", "SUPPORTS<strategy:named"]),
    ("objective:homes", [DOWN, OWN], ["Strategy", "Vision"], [
        "SUPPORTS<strategy:housing", "SUPPORTS<strategy:named", "PART_OF>vision:v"]),
    ("objective:lost", [UP, DOWN], None, ["SUPPORTS>objective:pair", "SUPPORTS<objective:pair"]),
    (ODD.key, [("INFORMS", False), ("INFORMS", True)], None, ["INFORMS<strategy:housing", "INFORMS>strategy:housing"]),
    ("strategy:housing", [PARTS, DOWN], ["Objective"], ["PART_OF<objective:heat", "SUPPORTS<objective:heat"]),
    ("objective:homes", [UP], None, []), ("objective:homes", [], None, []), ("objective:homes", [DOWN], [], []),
    (ODD.key, [("EXPECTS", True)], None, []), ("objective:gone", [UP, DOWN], None, [])]


@of("steps")
@pytest.mark.parametrize(("key", "ways", "kinds", "wanted"), STEPS)
def test_links_come_way_by_way_and_then_by_key(
    store: Store, key: str, ways: list[tuple[str, bool]], kinds: list[str] | None, wanted: list[str]
) -> None:
    rows = store.steps(key, ways, kinds)
    assert_pages(rows, wanted)
    for gone in ("SUPPORTS<objective:gone", "PART_OF>objective:homes", "SUPPORTS", "CITES>vision:v", ""):
        with pytest.raises(LookupError):
            rows.behind(0, gone, 2)
    for step in rows.first(10):
        ends = (key, step.far.key) if step.outgoing else (step.far.key, key)
        assert step == Step(step.verb, step.outgoing, OF[step.far.key], tie(f"{ends[0]} {step.verb} {ends[1]}"))


@of("wanting")
def test_wanting_is_what_leads_to_nothing_here(store: Store, empty: Store) -> None:
    every = ["Plan", "Objective", "Strategy", "Report"]

    assert list(store.wanting(every)) == [NO_OBJECTIVE, NO_PLAN, GONE, NO_REPORT]
    assert list(store.wanting(["Plan"])) == [NO_PLAN]
    assert list(store.wanting({"Strategy", "Report"}, ["EXPECTS", "SUPPORTS"])) == [GONE, NO_REPORT]
    assert list(store.wanting(every, ["DELIVERS"])) == [NO_PLAN]
    assert [list(store.wanting(*none)) for none in ((["Vision"],), ([],), (every, []))] == [[], [], []]
    assert list(empty.wanting(every)) == []
