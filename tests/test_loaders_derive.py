"""Derived fields: tiers and ranks, the year before, long-term plans, owners and boards passed down."""

from __future__ import annotations

import time

import pytest
from folders import codes, item, load_files, problem

from loaders.derive import derive
from schema.records import Item, Link, Source


def made(*names: str) -> dict[str, Item]:
    kinds = {"o": "Objective", "p": "ServicePlan", "s": "Strategy", "a": "Action", "b": "BusinessPlan",
             "i": "Indicator", "z": "Post", "y": "Board"}
    return {name: Item(name, kinds[name[0]], name, {}, Source()) for name in names}


def part_of(*pairs: tuple[str, str]) -> list[Link]:
    return [Link("PART_OF", start, end, Source()) for start, end in pairs]


def up(*pairs: tuple[str, str]) -> list[Link]:
    return [Link("SUPPORTS", start, end, Source()) for start, end in pairs]


def owned(*pairs: tuple[str, str]) -> list[Link]:
    return [Link("OWNED_BY", start, end, Source()) for start, end in pairs]


def owners(items: dict[str, Item], links: list[Link]) -> dict[str, object]:
    derive(items, links, {})
    return {key: found.values["owner"] for key, found in items.items() if "owner" in found.values}


TIERS = """\
Vision:
  - {key: v, title: V}
CommunityStrategy:
  - {key: c, title: C}
CorporatePlan:
  - {key: p, title: P, tier: 1}
ServicePlan:
  - {key: s, title: S}
BusinessPlan:
  - {key: b, title: B}
Objective:
  - {key: theme, title: Theme, part of: vision:v}
  - {key: priority, title: Priority, part of: community-strategy:c}
  - {key: both, title: Both, part of: [service-plan:s, community-strategy:c]}
  - {key: service, title: Service, part of: service-plan:s}
  - {key: facet, title: Facet, part of: objective:service}
  - {key: deep, title: Deep, part of: objective:facet}
  - {key: stated, title: Stated, tier: 2, part of: service-plan:s}
  - {key: lost, title: Lost, part of: plan:gone}
  - {key: ring, title: Ring, part of: objective:ring-2}
  - {key: ring-2, title: Ring two, part of: objective:ring}
StaffObjective:
  - {key: so, title: SO}
"""


@pytest.mark.parametrize(("key", "tier"), [
    ("vision:v", 0), ("community-strategy:c", 1), ("corporate-plan:p", 1), ("service-plan:s", 4),
    ("business-plan:b", 5), ("staff-objective:so", 6), ("objective:theme", 1), ("objective:priority", 1),
    ("objective:both", 1),
    ("objective:service", 4), ("objective:facet", 4), ("objective:deep", 4), ("objective:stated", 2),
    ("objective:lost", 4), ("objective:ring", 4),
])
def test_a_tier_is_stated_or_the_kinds_or_that_of_what_holds_it(tmp_path, key, tier):
    assert item(load_files(tmp_path, {"a.yaml": TIERS}), key).values["tier"] == tier


def test_what_nothing_tells_the_tier_of_is_told(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": TIERS})
    assert [told.value for told in loaded.problems if told.code == "tier-unknown"] == [
        "objective:lost", "objective:ring", "objective:ring-2"]


def test_ranks_count_tiers_in_use_and_never_business_plans(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": TIERS})
    ranks = {found.key: found.values["rank"] for found in loaded.items}
    order = ("vision:v", "objective:theme", "objective:stated", "service-plan:s", "business-plan:b",
             "staff-objective:so")
    assert [ranks[key] for key in order] == [0, 1, 2, 3, 4, 4]


def test_a_tier_that_only_listed_items_have_is_not_in_use(tmp_path):
    loaded = load_files(tmp_path, {
        "a.yaml": "ServicePlan:\n  - {key: s, title: S}\nVision:\n  - {key: v, title: V}\n",
        "b.yaml": "asks: list\nStrategy:\n  - {key: listed, title: L}\n"})
    assert item(loaded, "service-plan:s").values["rank"] == 1
    assert item(loaded, "strategy:listed").values["rank"] == 1


def test_a_folder_may_move_a_kind_to_another_tier(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": TIERS, "goldthread.yaml": "planSet: a\ntiers: {service-plan: 3}\n"})
    assert item(loaded, "service-plan:s").values["tier"] == 3
    assert item(loaded, "objective:service").values["tier"] == 3


def test_the_year_before_a_value(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
Target:
  - {key: t, title: T, period: 2008-09, value: 5}
  - {key: u, title: U, period: 2008, value: 5}
  - {key: w, title: W, value: 5}
"""})
    assert codes(loaded) == []
    values = item(loaded, "target:t").values
    assert (values["period"], values["prior"]) == ("2008/09", "2007/08")
    assert item(loaded, "target:u").values["prior"] == "2007"
    assert "prior" not in item(loaded, "target:w").values


CHANGES = """\
Indicator:
  - {key: i, title: I}
  - {key: j, title: J}
Objective:
  - {key: o, title: O, tier: 2}
Outturn:
  - {key: first, part of: indicator:i, period: 2006/07, value: 0.2}
  - {key: second, part of: indicator:i, period: 2007/08, value: 0.3}
  - {key: second-too, part of: indicator:i, period: 2007/08, value: 0.1}
  - {key: third, part of: indicator:i, period: 2008/09, value: 5}
  - {key: unsaid, part of: indicator:i, value: 5}
  - {key: empty, part of: indicator:i, period: 2007/08}
  - {key: calendar, part of: indicator:i, period: 2007, value: 5}
  - {key: ward, part of: indicator:i, period: 2006/07, value: 7, area: Abbey}
  - {key: ward-next, part of: indicator:i, period: 2007/08, value: 4, area: Abbey}
  - {key: other-ward, part of: indicator:i, period: 2007/08, value: 4, area: Beech}
  - {key: peer, part of: indicator:i, period: 2006/07, value: 9, peer: yes}
  - {key: peer-next, part of: indicator:i, period: 2007/08, value: 9, peer: yes}
  - {key: both, part of: [indicator:i, indicator:j], period: 2007/08, value: 1}
  - {key: same, part of: indicator:j, period: 2006/07, value: 0.2, peer: no}
  - {key: under-objective, part of: objective:o, period: 2006/07, value: 1}
  - {key: under-objective-next, part of: objective:o, period: 2007/08, value: 2}
Target:
  - {key: t, part of: indicator:i, period: 2007/08, value: 1}
"""


def test_a_result_moved_by_what_it_differs_from_the_one_figure_of_the_year_before(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": CHANGES})
    assert codes(loaded) == []
    changes = {found.key: found.values["change"] for found in loaded.items if "change" in found.values}
    assert changes == {
        "outturn:second": 0.1, "outturn:second-too": -0.1, "outturn:ward-next": -3, "outturn:peer-next": 0,
        "outturn:both": 0.8}


def test_a_result_after_one_figure_stated_twice_has_a_change_and_after_two_figures_none(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
Indicator:
  - {key: i, title: I}
Outturn:
  - {key: report, part of: indicator:i, period: 2006/07, value: 2}
  - {key: plan, part of: indicator:i, period: 2006/07, value: 2.0}
  - {key: next, part of: indicator:i, period: 2007/08, value: 3}
  - {key: next-but-one, part of: indicator:i, period: 2008/09, value: 9}
  - {key: other, part of: indicator:i, period: 2007/08, value: 4}
"""})
    assert item(loaded, "outturn:next").values["change"] == 1
    assert "change" not in item(loaded, "outturn:next-but-one").values


@pytest.mark.parametrize(("times", "expected"), [
    ("start: 2008, end: 2017", True), ("start: 2008/09, end: 2016/17", False),
    ("start: 2008-04-01, end: 2018-03-31", True),
    ("start: 2008-04-01, end: 2018-03-30", False), ("start: 2008-02-29, end: 2018-02-27", True),
    ("start: 2008, end: 2033, long term: no", False), ("start: 2008, end: 2009, long term: yes", True),
    ("start: 2008", None), ("start: by 2008, end: 2033", None),
])
def test_a_plan_of_ten_years_looks_far_ahead(tmp_path, times, expected):
    loaded = load_files(tmp_path, {"a.yaml": f"Strategy:\n  - {{key: s, title: S, {times}}}\n"})
    assert item(loaded, "strategy:s").values.get("long_term") is expected


@pytest.mark.parametrize(("times", "years"), [
    ("start: 2008/09, end: 2010/11", 3), ("start: 2008-04-01, end: 2011-03-30", 2), ("start: 2008, end: 2008", 1),
    ("start: 2008-04-01, end: 2008-04-30", 0), ("start: 2009, end: 2008", 0), ("start: 2008, end: by 2010", 3),
    ("start: 2008-02-29, end: 2012-02-27", 4), ("start: 2008-02-29, end: 2012-02-26", 3),
    ("start: 2007-03-01, end: 2008-02-29", 1), ("start: 2007-03-01, end: 2008-02-28", 0),
    ("start: by 2008, end: 2010", None), ("start: 2008", None), ("end: 2008", None),
])
def test_a_plan_covers_whole_years_from_its_first_day_to_its_last(tmp_path, times, years):
    loaded = load_files(tmp_path, {"a.yaml": f"Strategy:\n  - {{key: s, title: S, {times}}}\n"})
    assert item(loaded, "strategy:s").values.get("years") == years


def test_an_owner_is_ones_own_else_the_containers_else_the_parents():
    items = made("p1", "a1", "i1", "o1", "s1", "z1", "z2", "z3")
    links = [*owned(("p1", "z2"), ("p1", "z1"), ("o1", "z3"), ("i1", "z3")), *part_of(("a1", "p1"), ("i1", "a1")),
             *up(("a1", "o1"), ("s1", "o1"))]
    assert owners(items, links) == {"p1": "z1", "a1": "z1", "o1": "z3", "i1": "z3", "s1": "z3"}


def test_a_containers_own_parent_answers_where_the_container_has_nobody():
    items = made("p1", "a1", "o1", "z1")
    assert owners(items, [*owned(("o1", "z1")), *part_of(("a1", "p1")), *up(("p1", "o1"))]) == {
        "o1": "z1", "p1": "z1", "a1": "z1"}


def test_a_containers_inherited_owner_goes_before_the_parents_own():
    items = made("a1", "p1", "o1", "o2", "z1", "z2")
    links = [*part_of(("a1", "p1")), *up(("a1", "o1"), ("p1", "o2")), *owned(("o1", "z1"), ("o2", "z2"))]
    assert owners(items, links)["a1"] == "z2"
    assert owners(made(*items), links[::-1])["a1"] == "z2"


def test_of_two_containers_the_smallest_owner_whatever_the_order():
    items = made("a1", "p1", "p2", "z1", "z2")
    links = [*part_of(("a1", "p2"), ("a1", "p1")), *owned(("p1", "z2"), ("p2", "z1"))]
    assert owners(items, links)["a1"] == "z1"
    assert owners(made(*items), links[::-1])["a1"] == "z1"


def test_a_ring_of_containers_ends():
    items = made("o1", "o2", "o3", "z1")
    links = [*part_of(("o1", "o2"), ("o2", "o1")), *up(("o1", "o3")), *owned(("o3", "z1"))]
    assert owners(items, links) == {"o1": "z1", "o2": "z1", "o3": "z1"}


def test_what_hangs_below_a_ring_has_what_is_nearest():
    items = made("o1", "o2", "o3", "a1", "a2", "i1", "z1", "z2")
    links = [*part_of(("o1", "o2"), ("o2", "o1"), ("a1", "o2"), ("a2", "a1"), ("i1", "a2")),
             *up(("o1", "o3"), ("a2", "o3"), ("i1", "o3")), *owned(("o3", "z2"), ("o2", "z1"))]
    expected = {"o1": "z1", "o2": "z1", "o3": "z2", "a1": "z1", "a2": "z2", "i1": "z2"}
    assert owners(items, links) == expected
    assert owners(made(*items), links[::-1]) == expected


def test_a_board_is_passed_down_like_an_owner(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
ServicePlan:
  - {key: s, title: S, overseen by: organisation:committee}
Action:
  - {key: a, title: A, part of: service-plan:s}
Milestone:
  - {key: m, title: M, part of: action:a}
  - {key: n, title: N, part of: action:gone}
Organisation:
  - {key: committee, title: Committee}
"""})
    assert item(loaded, "milestone:m").values["board"] == "organisation:committee"
    assert "board" not in item(loaded, "milestone:n").values
    assert problem(loaded, "link-dangling").value == "action:gone"


def test_deriving_takes_time_linear_in_a_long_chain():
    items = {f"o{number}": Item(f"o{number}", "Objective", "", {}, Source()) for number in range(30_000)}
    links = part_of(*((f"o{number}", f"o{number + 1}") for number in range(29_999))) + owned(("o29999", "z"))
    begun = time.process_time()
    assert len(owners(items, links)) == 30_000
    assert time.process_time() - begun < 5  # some 0.1 s here
