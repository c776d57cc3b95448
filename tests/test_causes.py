"""Items cut off from the thread, and the one link that would mend them: how many, of which kind, nearest to whom."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import pytest
from builders import AS_OF, dangling, item, link, rule, store

from graph_api.causes import cut_off_causes, reconnects
from graph_api.gaps import check
from graph_api.results import Cause, CauseKind, Check
from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from schema.links import STRICT, UPWARD

OURS = {tested.code: tested for tested in our_rules()}
UP = rule("cut-off", "Objective", "T1", to="Vision")
ROUNDS = 300


def aims(*names: str, **values: Any) -> list:
    return [item(f"objective:{name}", tier=4, **values) for name in names]


def ups(*pairs: str) -> list:
    """Links from each first letter to each second."""
    return [link(f"objective:{pair[0]} SUPPORTS objective:{pair[1]}") for pair in pairs]


def checked(*parts: Any, rules: tuple = (UP,)) -> Check:
    return check(store(item("vision:v"), *parts), rules, AS_OF)


def causes(*parts: Any, rules: tuple = (UP,)) -> dict[str, Cause]:
    found = checked(*parts, rules=rules).causes
    assert len({cause.id for cause in found}) == len(found), "two causes with one id"
    return {cause.id: cause for cause in found}


# How many, against every way to mend it

def random_graph(seed: int) -> tuple[MemoryStore, list[str]]:
    rng = random.Random(seed)
    names = [str(number) for number in range(rng.randint(2, 7))]
    pairs = [(low, high) for low in names for high in names if rng.random() < rng.choice((0.1, 0.2, 0.3))]
    tops = [link(f"objective:{name} SUPPORTS vision:v") for name in names if rng.random() < 0.15]
    links = [link(f"objective:{low} SUPPORTS objective:{high}") for low, high in pairs]
    world = store(item("vision:v"), *aims(*names), *links, *tops)
    return world, [row.items[0] for row in world.run(UP, AS_OF).rows]


def fewest_links(world: MemoryStore, cut: list[str]) -> int:
    """How many links to the vision it takes at least, tried out from none to all."""
    above = {key: world.reach(key, up=True, verbs=STRICT) for key in cut}
    return next(many for many in range(len(cut) + 1) for ends in combinations(cut, many)
                if all(above[key] & set(ends) for key in cut))


def test_the_number_of_causes_is_the_fewest_links_that_mend_everything() -> None:
    many = 0
    for seed in range(ROUNDS):
        world, cut = random_graph(seed)
        found = cut_off_causes(world, cut, STRICT, below=False)
        assert len({cause.key for cause in found.values()}) == fewest_links(world, cut), seed
        many += len(cut)
    assert many > ROUNDS


def steps_to(world: MemoryStore, key: str, ends: set[str]) -> int | None:
    """How many steps up it is from an item to one of the ends; None where no way leads there."""
    level, seen, steps = {key}, {key}, 0
    while level:
        if level & ends:
            return steps
        level = {far.key for at in level for far, _ in world.out("SUPPORTS").get(at, ())} - seen
        seen |= level
        steps += 1
    return None


def test_each_item_has_its_nearest_cause_and_the_counts_add_up() -> None:
    for seed in range(ROUNDS):
        world, cut = random_graph(seed)
        found = cut_off_causes(world, cut, STRICT, below=False)
        every = {cause.key: cause for cause in found.values()}
        for key in cut:
            far = {cause: steps for cause in every
                   if (steps := steps_to(world, key, set(every[cause].members))) is not None}
            nearest = min(far.values())
            assert far[found[key].key] == nearest, seed
        gaps = check(world, (UP,), AS_OF)
        assert sum(cause.cut_off for cause in gaps.causes) == len(gaps.gaps) == len(cut)
        for cause in every.values():
            below = {key for key in cut if steps_to(world, key, set(cause.members)) is not None}
            assert reconnects(world, [cause], set(cut), STRICT, below=False) == {cause.key: len(below)}
            assert next(one for one in gaps.causes if one.id == f"link:{cause.key}").mends == len(below)


def test_ties_go_to_the_smallest_key_whatever_the_order_of_the_links() -> None:
    for links in (ups("xa", "xb"), ups("xb", "xa")):
        found = cut_off_causes(store(*aims("x", "a", "b"), *links), ["objective:x"], STRICT, below=False)
        assert found["objective:x"].key == "objective:a"


def test_a_cause_may_lie_above_what_the_rule_looks_at() -> None:
    parts = [*aims("x"), item("corporate-plan:c"), item("community-strategy:s"),
             link("objective:x SUPPORTS corporate-plan:c"), link("corporate-plan:c SUPPORTS community-strategy:s")]
    (cause,) = causes(*parts).values()
    assert (cause.item.key, cause.cut_off, cause.mends) == ("community-strategy:s", 1, 3)


# Of which kind

@pytest.mark.parametrize(("parts", "key", "kind"), [
    (ups("xa"), "a", CauseKind.NO_PARENT),
    (ups("xa", "aa"), "a", CauseKind.LOOP),
    (ups("xb", "ab", "ba"), "a", CauseKind.LOOP),
    ([*ups("xa"), dangling("objective:a SUPPORTS objective:gone", "Objective")], "a", CauseKind.POINTS_AT_NOTHING),
    ([*ups("xa"), dangling("objective:a SUPPORTS vision:o", "Vision", "derby")], "a", CauseKind.POINTS_AT_NOTHING),
    ([*ups("xa"), dangling("objective:a OWNED_BY post:gone", "Post")], "a", CauseKind.NO_PARENT),
    ([*ups("xa"), item("strategy:s"), link("objective:a PART_OF strategy:s")], "a", CauseKind.SUPPORTS_NOTHING),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_a_cause_is_is_told_from_it_alone(parts: list, key: str, kind: CauseKind) -> None:
    cause = causes(*aims("x", "a", "b"), *parts)[f"link:objective:{key}"]
    assert cause.kind is kind


@pytest.mark.parametrize("top", [item("vision:other"), item("objective:o", tier=1), item("community-strategy:o")])
def test_another_top_ends_short(top: Any) -> None:
    tested = rule("cut-off", "Objective", to="Vision", to_where="key = 'vision:v'")
    parts = [*aims("x"), top, link(f"objective:x SUPPORTS {top.key}")]
    assert causes(*parts, rules=(tested,))[f"link:{top.key}"].kind is CauseKind.ENDS_SHORT


def test_in_the_loose_view_part_of_leads_on() -> None:
    parts = [*aims("x"), item("strategy:s"), link("objective:x PART_OF strategy:s")]
    loose = rule("cut-off", "Objective", "T2", to="Vision", via="upward")
    assert loose.via == UPWARD
    assert causes(*parts, rules=(loose,))["link:strategy:s"].kind is CauseKind.NO_PARENT


def test_a_knot_is_one_cause_and_says_who_is_in_it() -> None:
    cause = causes(*aims("a", "b", "c"), *ups("ab", "bc", "ca"))["link:objective:a"]
    assert (cause.cut_off, cause.mends) == (3, 3)
    assert all(f"objective:{name}" in cause.says for name in "abc")


def test_from_below_the_cause_is_beneath() -> None:
    tested = OURS["S2"]
    parts = [item("action:x"), item("objective:top", tier=1), item("objective:mid", tier=2), item("strategy:s"),
             link("objective:mid SUPPORTS objective:top"), link("strategy:s SUPPORTS objective:mid")]
    found = causes(*parts, rules=(tested,))
    assert set(found) == {"below:strategy:s"}
    cause = found["below:strategy:s"]
    assert (cause.kind, cause.cut_off, cause.mends) == (CauseKind.NOTHING_BELOW, 2, 3)


def test_a_loop_from_below_is_not_the_loop_from_above() -> None:
    parts = [item("action:x"), item("objective:a", tier=2), item("objective:b", tier=2), *ups("ab", "ba")]
    found = causes(*parts, rules=(OURS["G05"], OURS["S2"]))
    assert {name: cause.cut_off for name, cause in found.items()} == {"link:objective:a": 2, "below:objective:a": 2}
    assert "down" in found["below:objective:a"].says
    assert "never to the top" in found["link:objective:a"].says
    assert found["below:objective:a"].remedy != found["link:objective:a"].remedy


# Several rules, one cause

def test_rules_of_one_chain_share_the_cause_and_its_severity_is_the_highest() -> None:
    low = rule("cut-off", "StaffObjective", "T2", to="Vision")
    parts = [*aims("a"), item("staff-objective:me"), link("staff-objective:me SUPPORTS objective:a")]
    found = causes(*parts, rules=(UP, low, OURS["S7"]))
    assert set(found) == {"link:objective:a"}
    assert (found["link:objective:a"].cut_off, found["link:objective:a"].severity) == (3, "high")
    assert found["link:objective:a"].mends == 3


def test_only_a_need_for_a_parent_is_mended_by_the_link() -> None:
    found = checked(*aims("a"), rules=(UP, OURS["G42"]))
    assert [gap.cause for gap in found.gaps] == ["link:objective:a", "not-said:G42:indicator"]


def test_a_cause_that_only_a_lacking_item_names_is_counted_without_a_search() -> None:
    """Two ways up lead to two causes; the further one explains no cut-off item, only the lack of its own parent."""
    parts = [*aims("g", "q"), item("local-area-agreement:p"), item("corporate-plan:p"),
             link("objective:g SUPPORTS local-area-agreement:p"), link("objective:g SUPPORTS corporate-plan:p"),
             link("corporate-plan:p SUPPORTS objective:q")]
    found = causes(*parts, rules=(OURS["G05"], OURS["S7"]))
    assert {name: (cause.cut_off, cause.mends) for name, cause in found.items()} == {
        "link:local-area-agreement:p": (1, 2), "link:objective:q": (1, 1)}


def test_one_item_is_one_cause_for_the_strict_and_for_the_loose_view() -> None:
    loose = rule("cut-off", "Objective", "T2", to="Vision", via="upward")
    found = causes(*aims("a", "b"), link("objective:a PART_OF objective:b"), link("objective:b PART_OF objective:a"),
                   rules=(UP, loose))
    assert sum(cause.cut_off for cause in found.values()) == 4


def test_without_any_target_there_is_a_gap_and_no_cause_of_its_own() -> None:
    found = check(store(*aims("a", "b")), (UP,), AS_OF)
    assert [(gap.items, gap.cause) for gap in found.gaps] == [((), "not-said:T1")]


def test_causes_come_by_severity_and_then_by_how_much_they_explain() -> None:
    low = rule("cut-off", "Action", "T0", to="Vision", severity="low")
    parts = [*aims("a", "b", "c"), *ups("ab"), *(item(f"action:{n}") for n in range(5))]
    found = checked(*parts, rules=(low, UP)).causes
    assert [(cause.severity, cause.cut_off) for cause in found[:3]] == [("medium", 2), ("medium", 1), ("low", 1)]


def test_what_mending_reconnects_is_worked_out_for_the_largest_only() -> None:
    parts = [*aims(*map(str, range(30))), *(item(f"strategy:{n}") for n in range(30)),
             *(link(f"objective:{n} SUPPORTS strategy:{n}") for n in range(30))]
    assert sorted(cause.mends for cause in checked(*parts).causes) == [1] * 10 + [2] * 20
