"""Of several ways to the same fault one is told, and always the same: the order of loading decides nothing."""

from __future__ import annotations

from itertools import permutations

from builders import AS_OF, dangling, item, link, rule, store

from schema.records import Item, Link
from schema.rule import Rule


def told(tested: Rule, items: tuple[Item, ...], links: tuple[Link, ...]) -> set[tuple[str | None, str, str]]:
    """Middle, link and shown values of the one row that a rule finds, over every order of links."""
    found = set()
    for order in permutations(links):
        (row,) = store(*items, *order).run(tested, AS_OF).rows
        link_said = f"{row.link.start} {row.link.verb} {row.link.end}" if row.link else ""
        found.add((row.middle, link_said, ", ".join(str(value) for _, value in row.values)))
    return found


def test_a_clash_by_two_middles_tells_the_smaller() -> None:
    tested = rule("clash", "Target", along=">PART_OF <PART_OF[kind = Outturn]", show=["m.unit"])
    items = (item("target:t"), item("outturn:o"), item("indicator:b", unit="two"), item("indicator:a", unit="one"))
    links = tuple(link(f"{low}:{low[0]} PART_OF indicator:{name}") for name in "ba" for low in ("target", "outturn"))
    assert told(tested, items, links) == {("indicator:a", "outturn:o PART_OF indicator:a", "one")}


def test_a_clash_by_links_both_ways_tells_one_of_them() -> None:
    tested = rule("clash", "Strategy", along="~INFORMS[kind = ServicePlan]")
    items = (item("strategy:s"), item("service-plan:p"))
    links = (link("strategy:s INFORMS service-plan:p"), link("service-plan:p INFORMS strategy:s"))
    assert told(tested, items, links) == {(None, "service-plan:p INFORMS strategy:s", "")}


def test_a_detour_by_two_middles_tells_the_smaller() -> None:
    tested = rule("detour", "Action", along=">DELIVERS >OVERSEEN_BY", but_not=">OVERSEEN_BY")
    items = (item("action:a"), item("objective:y"), item("objective:x"), item("board:b"))
    links = tuple(link(text) for name in "yx" for text in (
        f"action:a DELIVERS objective:{name}", f"objective:{name} OVERSEEN_BY board:b"))
    assert told(tested, items, links) == {("objective:x", "objective:x OVERSEEN_BY board:b", "")}


def test_two_links_to_one_thing_that_is_not_there_are_one_fault_and_the_first_verb_is_told() -> None:
    tested = rule("clash", "Objective", along="?*")
    links = (dangling("objective:o SUPPORTS plan:x", "Plan"), dangling("objective:o PART_OF plan:x", "Plan"))
    assert told(tested, (item("objective:o"),), links) == {(None, "objective:o PART_OF plan:x", "")}


def test_of_several_shortest_loops_in_a_knot_the_same_is_shown() -> None:
    tested = rule("loop", "Objective", via="strict")
    items = tuple(item(f"objective:{name}", tier=2) for name in "abc")
    links = tuple(link(f"objective:{low} SUPPORTS objective:{high}") for low, high in ("ac", "ab", "ca", "ba"))
    assert told(tested, items, links) == {(None, "", "objective:a > objective:b > objective:a")}
