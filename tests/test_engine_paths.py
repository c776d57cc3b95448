"""Paths up and down the cascade: who is cut off, where a chain comes back to itself, and what a search costs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from builders import AS_OF, dangling, item, link, loaded, rows, rule, store

from graph_api.engine import reach
from graph_api.engine.graph import Ends, State
from graph_api.engine.knots import kinds_that_loop, knots
from graph_api.engine.reach import search
from graph_api.stores.memory import MemoryStore
from schema.links import STRICT, UPWARD, VERB
from schema.records import Link


def ladder(n: int) -> list[Link]:
    """Links that make objectives 0 to n a chain, 0 at its foot."""
    return [link(f"objective:{k} SUPPORTS objective:{k + 1}") for k in range(n)]


def objectives(*names: object, **values: object) -> list:
    return [item(f"objective:{name}", **values) for name in names]


# cut-off

UP = rule("cut-off", "Objective", to="Vision")
DOWN = rule("cut-off", "Objective", to="Action", below=True)


def test_cut_off_is_whoever_has_no_path_up() -> None:
    world = store(
        *objectives("a", "b", "c", "d", "e"), item("vision:v"), link("objective:a SUPPORTS objective:b"),
        link("objective:b SUPPORTS vision:v"), link("objective:c SUPPORTS objective:d"),
        link("vision:v SUPPORTS objective:e"))
    result = world.run(UP, AS_OF)
    assert (result.looked, [row.identity for row in result.rows]) == (
        5, [("objective:c",), ("objective:d",), ("objective:e",)])


def test_with_below_no_path_leads_down() -> None:
    world = store(
        *objectives("a", "b", "c"), item("action:x"), item("vision:v"), link("objective:a SUPPORTS objective:b"),
        link("action:x DELIVERS objective:a"), link("objective:c SUPPORTS objective:b"))
    assert rows(world, DOWN) == [("objective:c",)]


def test_a_path_may_pass_through_and_end_at_listed_items_but_not_at_nothing() -> None:
    world = store(
        *objectives("a", "b"), item("objective:through", listed=True), item("vision:v", listed=True),
        link("objective:a SUPPORTS objective:through"), link("objective:through SUPPORTS vision:v"),
        dangling("objective:b SUPPORTS vision:w", "Vision"))
    assert rows(world, UP) == [("objective:b",)]


def test_a_target_needs_no_path_and_may_have_to_pass_a_test() -> None:
    world = store(*objectives("a", "b", tier=3), item("objective:top", tier=1),
                  link("objective:a SUPPORTS objective:top"))
    tested = rule("cut-off", "Objective", to="Objective", to_where="tier <= 2")
    assert rows(world, tested) == [("objective:b",)]


def test_part_of_leads_up_only_in_the_loose_view() -> None:
    world = store(*objectives("a"), item("strategy:s"), item("vision:v"), link("objective:a PART_OF strategy:s"),
                  link("strategy:s SUPPORTS vision:v"))
    assert rows(world, UP) == [("objective:a",)]
    assert rows(world, rule("cut-off", "Objective", to="Vision", via="upward")) == []


@pytest.mark.parametrize("others", [[], [item("objective:low", tier=4)]])
def test_without_any_target_there_is_one_row_on_the_plan_set_and_no_search(
    others: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "search", lambda *_args, **_up: pytest.fail("searched"))
    world = store(*objectives("a", "b", tier=3), *others)
    result = world.run(rule("cut-off", "Objective", to="Vision Objective", to_where="tier <= 2"), AS_OF)
    assert (result.state, result.looked) == (State.NO_TARGET, 2 + len(others))
    assert [(row.items, row.identity) for row in result.rows] == [((), ("plan-set",))]


def test_one_search_serves_every_rule_with_the_same_target(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[tuple[bool, tuple[str, ...]]] = []

    def counted(graph: object, starts: object, verbs: tuple[str, ...], *, up: bool) -> set[str]:
        searched.append((up, verbs))
        return search(graph, starts, verbs, up=up)

    monkeypatch.setattr(reach, "search", counted)
    world = store(*objectives(*range(50)), item("vision:v"), item("action:x"), item("action:y", status="open"),
                  *ladder(49), link("objective:49 SUPPORTS vision:v"))
    world.run(UP, AS_OF)
    world.run(rule("cut-off", "Action Objective", to="Vision"), AS_OF)
    world.run(rule("cut-off", "Action", to="Vision", where="status = open"), AS_OF)
    assert searched == [(False, STRICT)]
    world.run(rule("cut-off", "Action", to="Vision", via="upward"), AS_OF)
    world.run(DOWN, AS_OF)
    assert searched == [(False, STRICT), (False, UPWARD), (True, STRICT)]
    world.run(UP, AS_OF + datetime.timedelta(days=1))
    assert len(searched) == 4, "another day may have other targets"


def test_a_search_reads_each_item_once() -> None:
    class Counting(MemoryStore):
        asked = 0

        def into(self, verb: str) -> Mapping[str, Ends]:
            counting, index = self, super().into(verb)

            class Index(dict):
                def get(self, key: str, default: Ends = ()) -> Ends:
                    counting.asked += 1
                    return index.get(key, default)

            return Index()

    layers, width = 6, 8
    items = [item(f"objective:{layer}-{n}") for layer in range(layers) for n in range(width)]
    links = [link(f"objective:{layer}-{n} SUPPORTS objective:{layer + 1}-{m}")
             for layer in range(layers - 1) for n in range(width) for m in range(width)]
    world = Counting(loaded(*items, *links))
    found = search(world, ["objective:5-0", "objective:5-1"], ("SUPPORTS",), up=False)
    assert len(found) == 2 + (layers - 1) * width
    assert world.asked == len(found)


# loop

def loops(*parts: object, via: tuple[str, ...] = UPWARD) -> list[tuple[str, ...]]:
    return sorted(knot for knot, _ in knots(store(*parts), via))


def test_a_loop_is_its_knot_and_one_shortest_ring() -> None:
    world = store(*objectives("a", "b", "c", "d", "e"), *(link(f"objective:{x} SUPPORTS objective:{y}") for x, y in (
        "ab", "bc", "ca", "cd", "db", "de")))
    (row,) = world.run(rule("loop", "Objective", via="upward"), AS_OF).rows
    assert row.items == row.identity == ("objective:a", "objective:b", "objective:c", "objective:d")
    assert row.values == (("loop", "objective:a > objective:b > objective:c > objective:a"),)


def test_a_link_to_itself_is_a_loop() -> None:
    assert loops(*objectives("a"), link("objective:a SUPPORTS objective:a")) == [("objective:a",)]


def test_two_knots_are_two_loops_and_those_above_them_none() -> None:
    joined = ("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("b", "c"), ("d", "top")
    links = [link(f"objective:{low} SUPPORTS objective:{high}") for low, high in joined]
    assert loops(*objectives("a", "b", "c", "d", "top", tier=2), *links) == [
        ("objective:a", "objective:b"), ("objective:c", "objective:d")]


@pytest.mark.parametrize("tiers", [(1, 2), (2, 2), (1, None), (None, None)])
def test_a_loop_is_found_however_its_tiers_stand(tiers: tuple[int | None, ...]) -> None:
    stated = [{"tier": tier} if tier else {} for tier in tiers]
    parts = [item("objective:a", **stated[0]), item("objective:b", **stated[1])]
    both = [link("objective:a SUPPORTS objective:b"), link("objective:b SUPPORTS objective:a")]
    assert loops(*parts, *both) == [("objective:a", "objective:b")]


def test_a_loop_may_lie_above_others_and_through_other_kinds() -> None:
    parts = [item("objective:a", tier=4), item("objective:b", tier=3), item("strategy:s"), item("service-plan:p"),
             *map(link, ("objective:a SUPPORTS objective:b", "objective:b PART_OF strategy:s",
                         "strategy:s SUPPORTS service-plan:p", "service-plan:p SUPPORTS objective:b"))]
    assert loops(*parts) == [("objective:b", "service-plan:p", "strategy:s")]
    assert loops(*parts, via=STRICT) == []
    world = store(*parts)
    assert rows(world, rule("loop", "Objective", via="upward")) == [("objective:b", "service-plan:p", "strategy:s")]
    assert rows(world, rule("loop", "Action Objective", where="tier = 4", via="upward")) == []


def test_listed_items_break_a_loop() -> None:
    ring = [link(f"objective:{x} SUPPORTS objective:{y}") for x, y in ("ab", "bc", "ca")]
    assert loops(*objectives("a", "b"), item("objective:c", listed=True), *ring) == []
    shorter = link("objective:b SUPPORTS objective:a")
    assert loops(*objectives("a", "b"), item("objective:c", listed=True), *ring, shorter) == [
        ("objective:a", "objective:b")]


def test_long_chains_and_long_rings_need_no_recursion() -> None:
    chain = objectives(*range(3_001))
    tested = rule("loop", "Objective", via="upward")
    assert rows(store(*chain, *ladder(3_000)), tested) == []
    ring = store(*chain, *ladder(3_000), link("objective:3000 SUPPORTS objective:0"))
    (row,) = ring.run(tested, AS_OF).rows
    assert len(row.items) == 3_001
    assert dict(row.values)["loop"].count(" > ") == 3_001


def test_only_kinds_that_links_lead_back_to_can_loop() -> None:
    up = kinds_that_loop(UPWARD)
    assert "Objective" in up
    assert "Milestone" not in up
    assert "Target" not in up
    for kind in kinds_that_loop(STRICT):
        assert any(kind in VERB[verb].starts for verb in STRICT)


def test_the_vision_is_not_cut_off_from_itself() -> None:
    world = store(item("vision:v"), item("vision:w"))
    assert rows(world, rule("cut-off", "Vision", to="Vision")) == []
