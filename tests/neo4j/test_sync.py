"""A plan set in the database is brought to what was loaded, and to nothing else, whatever was there before."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from builders import dangling, item, link, loaded, table
from hypothesis import HealthCheck, given, settings
from neo4j import Driver
from plan_sets import plan_sets

from graph_api.pipeline import Opened
from graph_api.stores.neo4j import lease as leases
from graph_api.stores.neo4j import model, statements
from graph_api.stores.neo4j import sync as syncing
from graph_api.stores.neo4j.about import about_of
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.changes import Changes, _compare
from graph_api.stores.neo4j.connect import Connection, Rows, Statement
from graph_api.stores.neo4j.errors import (
    FencedError,
    PlanSetBusyError,
    PlanSetUnknownError,
    StoreAwayError,
    StoreRefusedError,
    TooMuchGoneError,
)
from graph_api.stores.neo4j.held import held_set
from graph_api.stores.neo4j.lease import Lease
from graph_api.stores.neo4j.model import item_of, item_properties, link_of, link_properties
from graph_api.stores.neo4j.remove import remove
from graph_api.stores.neo4j.sync import BATCH, BATCH_SIGNS, Synced, _weight, batches, sync
from graph_api.stores.neo4j.wanted import Wanted
from schema.records import Finding, Item, Link, Loaded, PlanSet, Source
from tests.neo4j.conftest import Given
from tests.neo4j.server import Server

SMALL = (
    item("vision:a", title="Vision"), item("strategy:b", title="B", due="by 2011", groups=["a;b"], spend=5),
    item("objective:c", title="C", tier=2.0), item("objective:d", title="D", tier=3.0), item("action:e", title="E"),
    table("register", Objective="supports"), link("objective:d SUPPORTS objective:c"),
    link("objective:c SUPPORTS vision:a"), link("action:e DELIVERS objective:d"),
    dangling("strategy:b SUPPORTS strategy:x", "Plan", near=("strategy:b",)),
    dangling("strategy:b SUPPORTS vision:a", "Vision", "derby"),
    dangling("objective:d SUPPORTS strategy:x", "Plan", "leeds"))


class Counted(Connection):
    """A connection that counts what it is asked to write, and breaks off where a test says so."""

    writes = 0
    break_at: int | None = None
    broken_after = False

    def write(
        self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None, *,
        fence: Statement | None = None,
    ) -> Rows:
        if text == statements.LET_GO:
            return super().write(text, parameters, deadline, fence=fence)
        self.writes += 1
        due = self.break_at is not None and self.writes >= self.break_at
        if due and not self.broken_after:
            raise StoreAwayError("Broken off before it was written.")
        rows = super().write(text, parameters, deadline, fence=fence)
        if due:
            raise StoreAwayError("Broken off when it was written.")
        return rows


@pytest.fixture
def connection(server: Server | Given) -> Iterator[Counted]:
    """A connection of the product, whose writes are counted."""
    with Counted(Address(server.url, server.user, server.password, server.database), retry=5, deadline=60) as made:
        yield made


def named(name: str, *parts: Any, base: Loaded | None = None) -> Loaded:
    """A plan set of that name."""
    found = base or loaded(*parts)
    return replace(found, plan_set=replace(found.plan_set, name=name))


def put(connection: Connection, name: str, *parts: Any, base: Loaded | None = None, force: bool = False) -> Synced:
    """Synchronises a plan set of these parts, and sees whether the database then holds them."""
    wanted = named(name, *parts, base=base)
    done = sync(connection, Wanted(wanted), force=force)
    assert_holds(connection, wanted)
    return done


def assert_holds(connection: Connection, wanted: Loaded) -> None:
    """The database holds these items and links, stubs for what is not there, and nothing more."""
    name = wanted.plan_set.name
    items, links, stubs = held(connection, name)
    assert {one.key: one for one in items} == {one.key: one for one in wanted.items}
    assert sorted(links, key=repr) == sorted(wanted.links, key=repr)
    assert sorted(stubs) == sorted({one.end for one in wanted.links if one.dangling})
    node = about(connection, name)
    assert about_of(node) == replace(wanted, items=(), links=())
    assert (node["graph"], node["hash"]) == (Wanted(wanted).graph, Wanted(wanted).hash)
    assert not [part for part in node if part.startswith("syncing") or part == "_lock"]


def held(connection: Connection, name: str) -> tuple[list[Item], list[Link], list[str]]:
    """Every item, link and stub; each with the hash that it should have."""
    items = [row["n"] for row in connection.read(
        "MATCH (n:Item {plan_set: $name}) RETURN properties(n) AS n", {"name": name})]
    links = connection.read(
        "MATCH (a {plan_set: $name})-[r]->(b {plan_set: $name}) WHERE r.plan_set = $name "
        "RETURN type(r) AS verb, a.key AS start, b.key AS end, properties(r) AS properties", {"name": name})
    stubs = connection.read("MATCH (n:Missing {plan_set: $name}) RETURN n.key AS key", {"name": name})
    assert all(one == {"plan_set": name, **item_properties(item_of(one))} for one in items)
    found = [link_of(**row) for row in links]
    assert all(row["properties"] == {"plan_set": name, **link_properties(one)}
               for one, row in zip(found, links, strict=True))
    return [item_of(one) for one in items], found, [row["key"] for row in stubs]


def about(connection: Connection, name: str) -> dict[str, Any]:
    """The properties of the :PlanSet node."""
    (row,) = connection.read(statements.PLAN_SET, {"plan_set": name})
    return dict(row["properties"])


# What differs is written


def test_first_sync_writes_everything_and_a_second_one_nothing(connection: Counted, plan_set: str) -> None:
    assert put(connection, plan_set, *SMALL) == Synced(plan_set, 5, 6, put_items=5, put_links=6)
    node, connection.writes = about(connection, plan_set), 0
    assert put(connection, plan_set, *SMALL) == Synced(plan_set, 5, 6, unchanged=True)
    assert connection.writes == 0
    assert about(connection, plan_set) == node


def test_token_that_could_not_be_given_back_is_taken_away_by_the_next_sync_unless_it_is_young(
    connection: Counted, plan_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(named(plan_set, *SMALL))
    with monkeypatch.context() as patch:
        patch.setattr(Lease, "let_go", lambda _: None)  # as where the server falls just then
        sync(connection, wanted)
    assert sync(connection, wanted).unchanged
    assert about(connection, plan_set)["syncing_token"]

    connection.write("MATCH (p:PlanSet {plan_set: $name}) SET p.syncing_seen = datetime() - duration('PT61S')",
                     {"name": plan_set})
    assert sync(connection, wanted).unchanged
    assert_holds(connection, named(plan_set, *SMALL))


def test_leicester_is_held_whole_whatever_order_it_comes_in(
    connection: Counted, plan_set: str, leicester: Opened
) -> None:
    whole = leicester.store.whole()
    put(connection, plan_set, base=whole)
    turned = replace(whole, items=whole.items[::-1], links=whole.links[::-1])
    assert put(connection, plan_set, base=turned).unchanged


def test_change_of_one_item_writes_that_item(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    changed = (item("vision:a", title="Another vision", aim="Better"), *SMALL[1:])
    done = put(connection, plan_set, *changed)
    assert (done.put_items, done.put_links, done.gone_items, done.gone_links) == (1, 0, 0, 0)


def test_field_that_is_taken_out_is_gone(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    put(connection, plan_set, SMALL[0], item("strategy:b", title="B"), *SMALL[2:])
    (row,) = connection.read(
        "MATCH (n:Item {plan_set: $name, key: 'strategy:b'}) RETURN keys(n) AS keys", {"name": plan_set})
    assert not {"due", "due_from", "due_to", "groups", "spend"} & set(row["keys"])


def test_change_of_one_link_writes_that_link(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    parts = [replaced if one == SMALL[6] else one for one in SMALL
             for replaced in (link("objective:d SUPPORTS objective:c", Source("001", "7")),)]
    done = put(connection, plan_set, *parts)
    assert (done.put_items, done.put_links, done.gone_items, done.gone_links) == (0, 1, 0, 0)


def test_change_of_what_is_said_of_the_plan_set_alone_touches_no_item(
    connection: Counted, plan_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(connection, plan_set, *SMALL)
    monkeypatch.setattr("graph_api.stores.neo4j.sync.changes", lambda *_: pytest.fail("items were compared"))
    done = put(connection, plan_set, *SMALL, Finding("F-1", "Says.", Source("001")))
    assert (done.put_items, done.put_links, done.unchanged) == (0, 0, False)


def test_item_that_is_gone_goes_with_its_links_and_what_led_to_it_dangles(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    parts = [one for one in SMALL if not (isinstance(one, Item) and one.key == "objective:c")]
    parts = [one for one in parts if not (isinstance(one, Link) and "objective:c" in (one.start, one.end))]
    done = put(connection, plan_set, *parts, dangling("objective:d SUPPORTS objective:c", "Objective"))
    assert (done.put_items, done.put_links, done.gone_items, done.gone_links) == (0, 1, 1, 2)
    assert put(connection, plan_set, *SMALL).put_items == 1  # and comes back


def test_dangling_link_whose_item_comes_leads_to_it_and_the_stub_goes(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    resolved = [one for one in SMALL if one != SMALL[9]]
    done = put(connection, plan_set, *resolved, item("strategy:x", title="X"), link("strategy:b SUPPORTS strategy:x"))
    assert (done.put_items, done.put_links, done.gone_links) == (1, 1, 1)
    (row,) = connection.read(
        "MATCH (n {plan_set: $name, key: 'strategy:x'}) RETURN collect(labels(n)[0]) AS labels", {"name": plan_set})
    assert sorted(row["labels"]) == ["Item", "Missing"]  # one link still leads to a plan of that name in Leeds
    put(connection, plan_set, *(one for one in resolved if one != SMALL[11]), item("strategy:x", title="X"),
        link("strategy:b SUPPORTS strategy:x"))


def test_links_into_several_plan_sets_under_one_key_are_kept_apart(connection: Counted, plan_set: str) -> None:
    ends = [dangling("strategy:b SUPPORTS vision:a", "Vision", other) for other in ("derby", "leeds", None)]
    put(connection, plan_set, item("strategy:b"), item("vision:a"), *ends, link("strategy:b SUPPORTS vision:a"))
    done = put(connection, plan_set, item("strategy:b"), item("vision:a"), *ends[1:], force=True)
    assert (done.put_links, done.gone_links) == (0, 2)


def test_verb_that_is_no_more_is_taken_out(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    connection.write(
        "MATCH (a:Item {plan_set: $name, key: 'vision:a'}), (b:Item {plan_set: $name, key: 'action:e'}) "
        "CREATE (a)-[:HAD_A_VERB {plan_set: $name}]->(b) WITH a MATCH (p:PlanSet {plan_set: $name}) SET p.graph = ''",
        {"name": plan_set})
    done = put(connection, plan_set, *SMALL, Finding("F-1", "Says.", Source("001")))
    assert (done.put_links, done.gone_links) == (0, 1)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=plan_sets(), after=plan_sets())
def test_any_plan_set_takes_the_place_of_any_other(
    before: Loaded, after: Loaded, connection: Counted, plan_set: str
) -> None:
    put(connection, plan_set, base=before, force=True)
    put(connection, plan_set, base=after, force=True)


def test_text_may_be_as_long_as_a_cell_may_be(connection: Counted, plan_set: str) -> None:
    long = item("strategy:a", title="t " * 40_000, title_key="t-" * 40_000, aim="ä" * 100_000)
    put(connection, plan_set, long, item("strategy:b", title="😀\u2028\n\"'\\", title_key=""))


def test_batches_end_where_they_hold_enough() -> None:
    assert [len(batch) for batch in batches(range(BATCH * 2 + 1))] == [BATCH, BATCH, 1]
    assert [len(batch) for batch in batches(range(5), lambda _row: BATCH_SIGNS // 2)] == [2, 2, 1]
    assert list(batches([])) == []


# Several plan sets


def test_plan_sets_with_the_same_keys_do_not_touch_each_other(
    connection: Counted, new_plan_set: Callable[[], str]
) -> None:
    one, other = new_plan_set(), new_plan_set()
    put(connection, one, *SMALL)
    put(connection, other, *SMALL)
    put(connection, one, item("strategy:x", title="X"), *SMALL[1:6], force=True)
    assert_holds(connection, named(other, *SMALL))
    remove(connection, one, force=True)
    assert_holds(connection, named(other, *SMALL))


def test_removing_says_first_what_it_would_delete(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    with pytest.raises(TooMuchGoneError, match="with 5 items and 6 links would be deleted"):
        remove(connection, plan_set)
    assert_holds(connection, named(plan_set, *SMALL))
    assert remove(connection, plan_set, force=True) == 5
    assert connection.read("MATCH (n) WHERE n.plan_set = $name RETURN n", {"name": plan_set}) == []
    with pytest.raises(PlanSetUnknownError):
        remove(connection, plan_set, force=True)


# The guard


def test_more_items_than_may_be_are_not_deleted_unasked(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    fewer = [one for one in SMALL if not isinstance(one, Link)][:3]
    with pytest.raises(TooMuchGoneError, match=r"2 of the 5 items .* not deleted unasked. Nothing was changed"):
        put(connection, plan_set, *fewer)
    assert_holds(connection, named(plan_set, *SMALL))
    done = put(connection, plan_set, *fewer, force=True)
    assert (done.gone_items, done.put_items) == (2, 0)


def test_more_links_than_may_be_are_not_deleted_unasked(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    fewer = [one for one in SMALL if not isinstance(one, Link) or one.verb != "SUPPORTS"]
    with pytest.raises(TooMuchGoneError, match=r"5 of the 6 links"):
        put(connection, plan_set, *fewer)
    assert_holds(connection, named(plan_set, *SMALL))


def test_links_that_go_with_their_items_or_find_their_end_are_not_counted_as_lost() -> None:
    items = [item(f"objective:o{number}", tier=3.0) for number in range(10)]
    wanted = Wanted(loaded(*items, link("objective:o1 SUPPORTS objective:o2")))
    lines = ("SUPPORTS objective:o2  x", "SUPPORTS objective:gone - x", "PART_OF objective:gone - x")
    found = Changes(held_items=10, held_links=3)
    _compare(wanted.links("objective:o1"), set(lines), "objective:o1", found)
    found.gone_items.append("objective:gone")
    assert len(found.gone_links) == 3
    found.guard(wanted)
    found.gone_items.clear()
    with pytest.raises(TooMuchGoneError):
        found.guard(wanted)


# One writer


def test_second_writer_is_refused_while_the_first_shows_that_it_lives(
    connection: Counted, plan_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LOOK", 0.05)
    put(connection, plan_set, *SMALL)
    first, over, told = Lease(connection, plan_set), threading.Event(), list[str]()
    taken = first.take(told.append)
    assert (taken.since, taken.by, taken.graph) == (None, None, Wanted(named(plan_set, *SMALL)).graph)

    def live() -> None:
        while not over.wait(0.1):
            first.write("RETURN 1 AS one", {})

    living = threading.Thread(target=live)
    living.start()
    try:
        with pytest.raises(PlanSetBusyError, match=r"\(process \d+\) is writing test-.*, since \d{4}-"):
            sync(connection, Wanted(named(plan_set)), force=True)
    finally:
        over.set()
        living.join()
    first.let_go()
    assert put(connection, plan_set, *SMALL).completed is not None  # the first had written something


def test_writer_that_shows_nothing_is_followed_and_writes_nothing_more(
    connection: Counted, plan_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LOOK", 0.05)
    dead = Lease(connection, plan_set)
    dead.take(lambda _text: None)
    dead.write(statements.PUT_ITEMS, {"rows": [{"plan_set": plan_set, "key": "action:dead"}]})
    told: list[str] = []
    wanted = named(plan_set, *SMALL)
    done = sync(connection, Wanted(wanted), silence=1, force=True, progress=lambda _done, _all, what: told.append(what))
    assert "waiting to see whether it still is" in told[0]
    assert (done.completed is not None, "process" in str(done.taken_from), done.gone_items) == (True, True, 1)
    with pytest.raises(PlanSetBusyError, match="Somebody else has begun"):
        dead.write(statements.PUT_ITEMS, {"rows": [{"plan_set": plan_set, "key": "action:dead"}]})
    dead.let_go()
    assert_holds(connection, wanted)


def test_fence_takes_back_the_whole_transaction(connection: Counted, plan_set: str) -> None:
    with pytest.raises(FencedError):
        connection.write("CREATE (:Item {plan_set: $name, key: 'a'})", {"name": plan_set}, fence=Statement(
            "CREATE (m:Missing {plan_set: $name, key: 'a'}) WITH m WHERE false RETURN m", {"name": plan_set}))
    assert held(connection, plan_set) == ([], [], [])


def test_many_writers_at_once_leave_what_one_of_them_wanted(
    connection: Counted, plan_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LOOK", 0.02)
    sets = [named(plan_set, *SMALL, *(item(f"action:n{one}-{other}") for other in range(one))) for one in range(4)]
    for _ in range(2):
        raised: list[Exception] = []

        def write(one: Loaded, raised: list[Exception] = raised) -> None:
            try:
                sync(connection, Wanted(one), force=True)
            except PlanSetBusyError as error:
                raised.append(error)

        threads = [threading.Thread(target=write, args=(one,)) for one in sets]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(raised) < len(sets)
        last = about(connection, plan_set)["hash"]
        assert_holds(connection, next(one for one in sets if Wanted(one).hash == last))


# What breaks off


def break_off(connection: Counted, name: str, wanted: Loaded, at: int, *, after: bool) -> bool:
    """Runs a sync that breaks off at its so-many-th write, or when that is written; whether it did."""
    connection.writes, connection.break_at, connection.broken_after = 0, at, after
    try:
        sync(connection, Wanted(wanted), force=True)
    except StoreAwayError:
        return True
    finally:
        connection.break_at = None
    return False


@pytest.mark.parametrize("after", [False, True])
def test_sync_that_breaks_off_anywhere_is_completed_by_the_next(
    connection: Counted, plan_set: str, *, after: bool
) -> None:
    there: tuple[Any, ...] = SMALL
    other: tuple[Any, ...] = (
        item("vision:a", title="Another"), *SMALL[1:4], item("strategy:x"), link("objective:d SUPPORTS vision:a"),
        link("strategy:b SUPPORTS strategy:x"), dangling("objective:d SUPPORTS objective:gone", "Objective"))
    put(connection, plan_set, *there)
    broken = 0
    for at in range(1, 40):
        if not break_off(connection, plan_set, named(plan_set, *other), at, after=after):
            break
        broken += 1
        told = [problem.code for problem in about_of(about(connection, plan_set)).problems]
        assert told in ([], ["plan-set-unfinished"])  # nothing where nothing had been touched, or all was done
        if at % 3:  # by what it was to be, or by what it had been
            there, other = other, there
        assert (put(connection, plan_set, *there, force=True).completed is not None) == bool(told)
    assert broken >= 8


def test_first_sync_that_breaks_off_leaves_nothing_that_counts_as_whole(
    connection: Counted, new_plan_set: Callable[[], str]
) -> None:
    for at in range(2, 6):  # taking, items, links of two verbs, dangling links
        name = new_plan_set()
        assert break_off(connection, name, named(name, *SMALL), at, after=True)
        node = about(connection, name)
        assert node.get("hash") is None
        assert isinstance(node["syncing_since"], datetime.datetime)
        assert "syncing_token" not in node
        assert about_of(node).plan_set == PlanSet(name, name)
        put(connection, name, *SMALL)


def test_sync_that_breaks_off_twice_is_still_completed_where_nobody_heard_of_the_first(
    connection: Counted, plan_set: str
) -> None:
    put(connection, plan_set, *SMALL)
    other = named(plan_set, item("vision:a", title="Another"), *SMALL[1:])
    assert break_off(connection, plan_set, other, 2, after=True)  # an item is written
    assert break_off(connection, plan_set, named(plan_set, *SMALL), 1, after=True)  # taken, and the answer is lost
    assert [told.code for told in about_of(about(connection, plan_set)).problems] == ["plan-set-unfinished"]
    done = put(connection, plan_set, *SMALL)
    assert (done.unchanged, done.completed is not None) == (False, True)


def test_plan_set_that_is_taken_twice_by_one_sync_is_found_as_the_first_time(
    connection: Counted, plan_set: str
) -> None:
    put(connection, plan_set, *SMALL)
    for broken in (False, True):
        lease = Lease(connection, plan_set)
        first, again = lease.take(lambda _text: None), lease.take(lambda _text: None)
        assert (first.since is not None, first.by) == (broken, None)
        assert again == first
        assert lease.broken is broken
        lease.write("RETURN 1 AS one", {})
        lease.let_go()
    put(connection, plan_set, *SMALL)


def test_refused_first_sync_leaves_nothing_at_all(connection: Counted, plan_set: str) -> None:
    lease = Lease(connection, plan_set)
    lease.take(lambda _text: None)
    lease.let_go()
    assert connection.read(statements.PLAN_SET, {"plan_set": plan_set}) == []


def test_removal_that_breaks_off_is_completed(connection: Counted, plan_set: str) -> None:
    for at in range(2, 5):
        put(connection, plan_set, *SMALL)
        connection.writes, connection.break_at, connection.broken_after = 0, at, True
        with suppress(StoreAwayError):
            remove(connection, plan_set, force=True)
        connection.break_at = None
        with suppress(PlanSetUnknownError):
            remove(connection, plan_set, force=True)
        assert connection.read("MATCH (n) WHERE n.plan_set = $name RETURN n", {"name": plan_set}) == []


def test_somebody_else_who_writes_there_is_noticed(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)

    def meddle(_done: int, _total: int, what: str) -> None:
        if what == "finishing":
            connection.write("CREATE (:Item {plan_set: $name, key: 'action:odd'})", {"name": plan_set})

    with pytest.raises(StoreRefusedError, match=r"holds 6 items and 6 links .* should hold 5 and 6"):
        sync(connection, Wanted(named(plan_set, item("vision:a", title="New"), *SMALL[1:])), progress=meddle)
    put(connection, plan_set, *SMALL)


def test_link_by_hand_to_a_node_of_somebody_else_is_noticed(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    connection.write("MATCH (a:Item {plan_set: $name, key: 'vision:a'}) CREATE (a)-[:NOTED]->(:Note {mine: $name})",
                     {"name": plan_set})
    try:
        with pytest.raises(StoreRefusedError, match=r"holds 5 items and 7 links .* should hold 5 and 6"):
            sync(connection, Wanted(named(plan_set, item("vision:a", title="New"), *SMALL[1:])))
    finally:
        connection.write("MATCH (n:Note {mine: $name}) DETACH DELETE n", {"name": plan_set})
    put(connection, plan_set, *SMALL)


def test_links_to_compare_are_found_from_their_items(connection: Counted, plan_set: str, driver: Driver) -> None:
    put(connection, plan_set, *SMALL)
    found = driver.execute_query(f"PROFILE {statements.HELD}", plan_set=plan_set, after="", limit=10,
                                 database_=connection.address.database)
    shown = json.dumps(found.summary.profile, default=str)
    assert "Expand(All)" in shown
    assert "Scan" not in shown.replace("NodeIndexSeekByRange", "")
    assert shown.count("Seek@") + shown.count("SeekByRange@") == 1  # of the items; their ends are not looked up


# What else is written


def test_another_layout_has_everything_written_anew_and_is_not_read(
    connection: Counted, plan_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(connection, plan_set, *SMALL)
    with monkeypatch.context() as patch:
        patch.setattr(model, "LAYOUT", model.LAYOUT + 1)
        done = put(connection, plan_set, *SMALL)
    assert (done.put_items, done.put_links) == (5, 6)
    with pytest.raises(StoreRefusedError, match="Run goldthread sync"):
        held_set(connection, plan_set)
    put(connection, plan_set, *SMALL)
    assert held_set(connection, plan_set).counts.total == 5


def test_statements_are_planned_anew_after_a_large_load_alone(
    connection: Counted, new_plan_set: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read, planned, there = connection.read, list[int](), [100]
    monkeypatch.setattr(syncing, "replan", lambda _connection: planned.append(there[0]))
    monkeypatch.setattr(connection, "read", lambda text, *rest, **more: (
        [{"items": there[0]}] if text == statements.ALL_ITEMS else read(text, *rest, **more)))
    for there[0] in (100, 1_000):  # 11 items and links are written each time
        sync(connection, Wanted(named(new_plan_set(), *SMALL)))
    assert planned == [100]


def test_list_that_is_empty_is_none_in_the_store_and_empty_again_when_read(
    connection: Counted, plan_set: str
) -> None:
    put(connection, plan_set, item("strategy:b", title="B", groups=[]))
    (row,) = connection.read(
        "MATCH (n:Item {plan_set: $name, key: 'strategy:b'}) RETURN n.groups AS groups", {"name": plan_set})
    assert row == {"groups": None}


def test_links_that_the_store_cannot_tell_apart_are_refused_before_anything_is_written() -> None:
    twice = [link("objective:d SUPPORTS objective:c", Source("001", paragraph)) for paragraph in "12"]
    with pytest.raises(StoreRefusedError, match="objective:d SUPPORTS objective:c stands twice"):
        Wanted(replace(named("twice", *SMALL[:5]), links=tuple(twice)))


def test_lists_have_a_weight_too() -> None:
    assert _weight({"aim": "four", "groups": ["a", "bc"], "spend": 5.0, "joint": True}) == 7


# Indexes


def test_constraints_and_indexes_are_there_and_in_use(connection: Counted, plan_set: str) -> None:
    put(connection, plan_set, *SMALL)
    there = {row["name"]: row["state"] for row in connection.read(
        statements.INDEXES, {"names": list(statements.SCHEMA)})}
    assert there == dict.fromkeys(statements.SCHEMA, "ONLINE")
    for label in ("Item", "Missing"):
        with pytest.raises(StoreRefusedError, match="ConstraintValidationFailed"):
            connection.write(f"UNWIND [1, 2] AS n CREATE (:{label} {{plan_set: $name, key: 'a'}})", {"name": plan_set})
