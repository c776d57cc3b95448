"""Each of the nine shapes on graphs small enough to check by eye; paths up and down have a file of their own."""

from __future__ import annotations

import datetime

import pytest
from builders import AS_OF, dangling, item, link, rows, rule, store

from graph_api.engine.graph import State
from graph_api.engine.python_shapes import Engine
from graph_api.stores.memory import MemoryStore
from schema.records import Link

# What is looked at

def test_looked_at_are_items_of_the_kinds_that_pass_and_are_not_listed() -> None:
    world = store(
        item("strategy:live", status="live"), item("strategy:old", status="superseded"), item("strategy:unsaid"),
        item("strategy:named", status="live", listed=True), item("service-plan:live", status="live"))
    tested = rule("lacks", "Strategy", where="not status = superseded", needs={"aim": "aim"})
    result = world.run(tested, AS_OF)
    assert (result.looked, result.state) == (2, State.LOOKED)
    assert rows(world, tested) == [("strategy:live",), ("strategy:unsaid",)]
    assert world.run(rule("lacks", "Plan", needs={"aim": "aim"}), AS_OF).looked == 4


@pytest.mark.parametrize("tested", [
    rule("lacks", "Risk", needs={"level": "level"}), rule("wrong", "Risk", fault="level = high"),
    rule("late", "Milestone", date="due"), rule("clash", "Risk", along=">THREATENS"),
    rule("group", "Post", by=["holder"], at_most=1), rule("detour", "Action", along=">DELIVERS", but_not=">SUPPORTS"),
    rule("cut-off", "Action", to="Vision"), rule("loop", "Plan", via="upward"),
    rule("coverage", "Post", good="appraised", at_least=0.9),
], ids=lambda tested: tested.shape)
def test_nothing_to_look_at_is_said(tested: object) -> None:
    result = store(item("objective:o")).run(tested, AS_OF)
    assert (result.looked, result.state, result.rows) == (0, State.NOTHING, ())


def test_rows_come_in_the_order_of_their_identity_however_the_items_were_loaded() -> None:
    items = [item(f"strategy:{name}") for name in ("b", "c", "a")]
    tested = rule("lacks", "Strategy", needs={"aim": "aim"})
    assert rows(store(*items), tested) == rows(store(*reversed(items)), tested) == [
        ("strategy:a",), ("strategy:b",), ("strategy:c",)]


# lacks and wrong

def test_lacks_names_the_needs_that_failed_in_one_row_an_item() -> None:
    world = store(item("strategy:a", aim="Trees"), item("strategy:b"), item("strategy:c", aim="Sky", issues="Smoke"))
    tested = rule("lacks", "Strategy", needs={"aim": "aim", "issues": "issues"})
    assert [(row.items, row.failed) for row in world.run(tested, AS_OF).rows] == [
        (("strategy:a",), ("issues",)), (("strategy:b",), ("aim", "issues"))]


def test_wrong_shows_the_values_it_rests_on() -> None:
    world = store(item("post:a", status="vacant"), item("post:b", status="filled"), item("post:c"))
    tested = rule("wrong", "Post", fault="status in (vacant, interim)", show=("status", "key_post"))
    (row,) = world.run(tested, AS_OF).rows
    assert (row.identity, row.values) == (("post:a",), (("status", "vacant"), ("key_post", None)))


# late

@pytest.mark.parametrize(("due", "days", "late"), [
    ("2008-08-31", 0, True), ("2008-09-01", 0, False), ("2008-08-02", 30, False), ("2008-08-01", 30, True),
    ("August 2008", 0, True), ("September 2008", 0, False), ("2008/09", 0, False), ("2007/08", 0, True),
    ("by 2007", 0, True), ("by 2011", 0, False), ("2007 to 2009", 0, False), ("2007/08", 365, False),
])
def test_late_is_what_has_certainly_passed_by_more_than_so_many_days(due: str, days: int, late: bool) -> None:
    world = store(item("milestone:m", due=due), item("milestone:undated"))
    result = world.run(rule("late", "Milestone", date="due", days=days), AS_OF)
    assert result.looked == 1
    assert bool(result.rows) is late


@pytest.mark.parametrize("as_of", [datetime.date.min, datetime.date.max])
def test_any_day_may_be_asked_for_and_any_number_of_days(as_of: datetime.date) -> None:
    world = store(item("milestone:m", due="2007"), item("target:t", period="2008/09"))
    assert rows(world, rule("late", "Milestone", date="due", days=10**12), as_of) == []
    assert rows(world, rule("wrong", "Milestone", fault="due before asof-36525d"), as_of) == (
        [("milestone:m",)] if as_of == datetime.date.max else [])
    assert rows(world, rule("wrong", "Target", fault="period = year2"), as_of) == []


def test_late_is_cleared_by_unless_and_still_looked_at() -> None:
    world = store(item("milestone:a", due="2007", done="2008"), item("milestone:b", due="2007"))
    result = world.run(rule("late", "Milestone", date="due", unless="done"), AS_OF)
    assert (result.looked, [row.identity for row in result.rows]) == (2, [("milestone:b",)])
    assert result.rows[0].values[0][1].text == "2007"


def test_late_looks_at_the_dated_that_pass_where() -> None:
    world = store(item("outturn:a", due="2007", status="not-due"), item("outturn:b", due="2007"), item("outturn:c"))
    assert world.run(rule("late", "Outturn", where="not status = not-due", date="due"), AS_OF).looked == 1


# clash

def test_clash_is_two_ends_with_the_middle_the_link_and_what_is_shown() -> None:
    world = store(
        item("target:t", value=8), item("indicator:i", polarity="higher"), item("outturn:o", value=9),
        item("outturn:p", value=7), link("target:t PART_OF indicator:i"), link("outturn:o PART_OF indicator:i"),
        link("outturn:p PART_OF indicator:i"))
    tested = rule(
        "clash", "Target", along=">PART_OF[kind = Indicator] <PART_OF[kind = Outturn]",
        fault="worse(a.value, b.value, m.polarity, 0)", show=("a.value", "b.value", "m.polarity", "@role"))
    (row,) = world.run(tested, AS_OF).rows
    assert row.items == row.identity == ("target:t", "outturn:o")
    assert (row.middle, row.link.start) == ("indicator:i", "outturn:o")
    assert row.values == (("a.value", 8.0), ("b.value", 9.0), ("m.polarity", "higher"), ("@role", None))


def test_clash_comes_back_along_the_same_link_unless_told_not_to() -> None:
    world = store(item("target:t"), item("indicator:i"), link("target:t PART_OF indicator:i"))
    tested = rule("clash", "Target", along=">PART_OF <PART_OF")
    assert rows(world, tested) == [("target:t", "target:t")]
    apart = rule("clash", "Target", along=">PART_OF <PART_OF", fault="a.key != b.key")
    assert rows(world, apart) == []


def test_two_links_to_one_far_end_are_one_clash_and_unless_may_read_the_link() -> None:
    body, objective = item("board:b"), item("objective:o")
    twice = [link("board:b CONTRIBUTES_TO objective:o"), link("board:b CONTRIBUTES_TO objective:o", role="leads")]
    tested = rule("clash", "Body", along=">CONTRIBUTES_TO", unless="@role")
    assert rows(store(body, objective, *twice), tested) == [("board:b", "objective:o")]
    assert rows(store(body, objective, twice[1]), tested) == []


def test_a_far_end_may_be_listed() -> None:
    world = store(
        item("service-plan:a"), item("strategy:b", status="superseded", listed=True),
        link("service-plan:a SUPPORTS strategy:b"))
    assert rows(world, rule("clash", "Plan", along=">SUPPORTS", fault="b.status = superseded")) == [
        ("service-plan:a", "strategy:b")]


def test_a_link_to_nothing_is_a_clash_with_what_it_asked_for() -> None:
    world = store(
        item("action:a", status="open"), item("action:l", listed=True), item("objective:o"),
        dangling("action:a DELIVERS objective:x", "Objective", near=("objective:o",)),
        dangling("action:a DELIVERS objective:y", "Objective", "derby"),
        dangling("action:l DELIVERS objective:x", "Objective"),
        dangling("objective:o OWNED_BY post:p", "Post"), link("action:a DELIVERS objective:o"))
    here = rule("clash", "Action Objective", along="?*", fault="not @wanted_set", show=("@wanted",))
    found = world.run(here, AS_OF).rows
    assert [row.identity for row in found] == [("action:a", "", "objective:x"), ("objective:o", "", "post:p")]
    assert (found[0].items, found[0].values, found[0].link.near) == (
        ("action:a",), (("@wanted", "Objective"),), ("objective:o",))
    away = rule("clash", "Action Objective", along="?*", fault="@wanted_set")
    assert rows(world, away) == [("action:a", "derby", "objective:y")]
    assert rows(world, rule("clash", "Action Objective", along="?* - DELIVERS")) == [("objective:o", "", "post:p")]
    assert rows(world, rule("clash", "Action", along="?DELIVERS", unless="status = open")) == []


# group

def test_a_group_is_named_by_what_its_members_share() -> None:
    held = [item(f"post:{n}", holder=holder, status="filled") for n, holder in enumerate("xxyz")]
    world = store(*held, item("post:9"))
    tested = rule("group", "Post", by=["holder"], at_most=1)
    (row,) = world.run(tested, AS_OF).rows
    assert row.items == row.identity == ("post:0", "post:1"), "the posts stand for their holder"
    assert row.values == (), "a holder is personal and never shown"
    assert world.run(tested, AS_OF).looked == 5
    by_status = rule("group", "Post", by=["status"], at_most=1)
    assert [(row.identity, row.values) for row in world.run(by_status, AS_OF).rows] == [
        (("filled",), (("status", "filled"),))]


def test_a_missing_value_puts_an_item_in_no_group() -> None:
    posts = [item(f"post:{n}", status="filled") for n in range(3)]
    assert rows(store(*posts), rule("group", "Post", by=["holder"], at_most=1)) == []
    values = [item(f"target:{n}", value=n, **({} if n else {"period": "2008/09"})) for n in range(3)]
    assert rows(store(*values), rule("group", "Target", by=["kind", "period"], at_most=0)) == [("Target", "2008/09")]


def sources_disagree(*links: Link) -> MemoryStore:
    return store(
        item("indicator:i"), item("indicator:j"), item("target:a", value=40, period="2008/09"),
        item("target:b", value=30, period="2008/09"), item("target:c", value=40, period="2009/10"),
        item("outturn:d", value=35, period="2008/09"), *links)


def test_members_that_differ_are_grouped_by_kind_far_end_and_value() -> None:
    tested = rule("group", "Target Outturn", by=["kind", ">PART_OF", "period"], differs="value")
    all_of_one = [link(f"{key} PART_OF indicator:i") for key in ("target:a", "target:b", "target:c", "outturn:d")]
    (row,) = sources_disagree(*all_of_one).run(tested, AS_OF).rows
    assert (row.items, row.identity) == (("target:a", "target:b"), ("Target", "indicator:i", "2008/09"))
    assert dict(row.values)["period"] == "2008/09"
    apart = [link("target:a PART_OF indicator:i"), link("target:b PART_OF indicator:j")]
    assert rows(sources_disagree(*apart), tested) == []
    both = [*apart, link("target:b PART_OF indicator:i"), link("target:a PART_OF indicator:j")]
    assert len(rows(sources_disagree(*both), tested)) == 2
    doubled = [link("target:a PART_OF indicator:i"), link("target:a PART_OF indicator:i")]
    assert rows(sources_disagree(*doubled), tested) == []


def test_what_must_not_stand_together() -> None:
    world = store(
        item("post:cabinet", holder="x"), item("post:planning", holder="x"), item("post:other", holder="y"),
        item("board:cabinet", type="executive"), item("board:planning", type="regulatory"),
        link("post:cabinet MEMBER_OF board:cabinet"), link("post:planning MEMBER_OF board:planning"),
        link("post:other MEMBER_OF board:cabinet"))
    tested = rule("group", "Post", by=["holder"],
                  together=(">MEMBER_OF[type = executive]", ">MEMBER_OF[type = regulatory]"))
    assert rows(world, tested) == [("post:cabinet", "post:planning")]


# detour

def detours(*links: str) -> list[tuple[str, ...]]:
    world = store(
        item("strategy:health"), item("strategy:alcohol"), item("strategy:sport"), item("objective:o"),
        *map(link, links))
    return rows(world, rule("detour", "Plan", along=">EXPECTS[kind = Strategy]", but_not="~INFORMS"))


def test_a_detour_is_missing_for_each_far_end_that_is_not_met() -> None:
    pair = ("strategy:health", "strategy:alcohol")
    assert detours("strategy:health EXPECTS strategy:alcohol") == [pair]
    assert detours("strategy:health EXPECTS strategy:alcohol", "strategy:alcohol INFORMS strategy:health") == []
    assert detours("strategy:health EXPECTS strategy:alcohol", "strategy:health INFORMS strategy:alcohol") == []
    assert detours("strategy:health EXPECTS strategy:alcohol", "strategy:health INFORMS strategy:sport") == [pair]
    assert detours("strategy:health EXPECTS strategy:alcohol", "strategy:health EXPECTS strategy:sport",
                   "strategy:health INFORMS strategy:sport") == [pair]
    assert detours("strategy:health INFORMS strategy:sport") == []


def test_a_detour_of_two_steps_must_end_at_the_same_place() -> None:
    def found(*links: str) -> list[tuple[str, ...]]:
        world = store(
            item("objective:mine"), item("strategy:s"), item("corporate-plan:c"), item("objective:theme", tier=2),
            link("objective:mine PART_OF strategy:s"), link("strategy:s SUPPORTS corporate-plan:c"), *map(link, links))
        (result,) = (world.run(rule(
            "detour", "Objective", along=">PART_OF[kind = Strategy] >SUPPORTS[kind = CorporatePlan]",
            but_not=">SUPPORTS >PART_OF"), AS_OF),)
        assert all(row.middle == "strategy:s" for row in result.rows)
        return [row.identity for row in result.rows]

    assert found() == found("objective:mine SUPPORTS objective:theme") == [("objective:mine", "corporate-plan:c")]
    assert found("objective:mine SUPPORTS objective:theme", "objective:theme PART_OF corporate-plan:c") == []
    assert found("objective:mine PART_OF corporate-plan:c") == [("objective:mine", "corporate-plan:c")]


# coverage

def covered(at_least: float, *appraised: bool) -> list[tuple[str, ...]]:
    posts = [item(f"post:{n}", status="filled", **({"appraised": "2008-06-01"} if done else {}))
             for n, done in enumerate(appraised)]
    return rows(store(*posts, item("post:empty", status="vacant")), rule(
        "coverage", "Post", where="status = filled", good="appraised", at_least=at_least))


def test_coverage_of_the_plan_set_is_a_share_of_what_is_looked_at() -> None:
    assert covered(0.5, True, False) == []
    assert covered(0.51, True, False) == [("plan-set",)]
    assert covered(1, True, True) == []


def test_a_share_that_is_just_met_is_met() -> None:
    assert covered(0.07, *[True] * 7, *[False] * 93) == []
    assert covered(0.07, *[True] * 6, *[False] * 94) == [("plan-set",)]
    assert covered(0.96, *[True] * 24, False) == []


def test_coverage_per_far_end_counts_each_member_once_in_each_scope() -> None:
    world = store(
        item("post:a", appraised="2008"), item("post:b"), item("post:alone"), item("board:x"), item("board:y"),
        *map(link, ("post:a MEMBER_OF board:x", "post:a MEMBER_OF board:x", "post:b MEMBER_OF board:x",
                    "post:b MEMBER_OF board:y")))
    tested = rule("coverage", "Post", good="appraised", at_least=0.5, per=">MEMBER_OF")
    (row,) = world.run(tested, AS_OF).rows
    assert (row.items, row.identity, row.counts) == (("board:y",), ("board:y",), (0, 1))
    higher = world.run(rule("coverage", "Post", good="appraised", at_least=0.6, per=">MEMBER_OF"), AS_OF)
    assert [(row.identity, row.counts) for row in higher.rows] == [(("board:x",), (1, 2)), (("board:y",), (0, 1))]


# the store

def test_an_engine_is_kept_for_one_day_and_searches_with_it() -> None:
    world = store(item("vision:v"))
    assert world.engine(AS_OF) is world.engine(AS_OF)
    assert isinstance(world.engine(datetime.date(2009, 1, 1)), Engine)
    assert len(world._engines) == 1


def test_the_store_answers_by_kind_key_and_verb() -> None:
    up, nowhere = link("objective:a SUPPORTS vision:v"), dangling("objective:a OWNED_BY post:p", "Post")
    world = store(item("objective:a"), item("vision:v", listed=True), item("vision:w"), up, nowhere)
    assert [found.key for found in world.items(("Vision", "Objective"))] == ["vision:w", "objective:a"]
    assert [found.key for found in world.items(("Vision",), listed=True)] == ["vision:v", "vision:w"]
    assert world.item("post:p") is None
    assert [(far.key, told) for far, told in world.out("SUPPORTS")["objective:a"]] == [("vision:v", up)]
    assert [far.key for far, _ in world.into("SUPPORTS")["vision:v"]] == ["objective:a"]
    assert world.out("OWNED_BY") == world.into("OWNED_BY") == {}
    assert world.dangling("OWNED_BY") == {"objective:a": [nowhere]}
    assert world.dangling("CITES") == {}
    assert world.reach("objective:a", up=True) == {"objective:a", "vision:v"}
    assert world.reach("vision:v", up=False) == {"objective:a", "vision:v"}
    assert world.reach("vision:v", up=True) == {"vision:v"}
    assert sorted(world.graph().nodes) == ["objective:a", "vision:v", "vision:w"]
    assert list(world.graph().edges(keys=True)) == [("objective:a", "vision:v", "SUPPORTS")]
