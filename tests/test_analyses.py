"""The analyses on small made-up councils, built from records without any file."""

import datetime

import pytest

from graph_api.analyses.coverage import coverage
from graph_api.analyses.headline import decisions, headline, to_do
from graph_api.analyses.inventory import PlanState, inventory
from graph_api.analyses.milestones import Course, falls_due, milestones
from graph_api.analyses.summary import By, gap_summary, plan_of
from graph_api.analyses.thread import thread
from graph_api.analyses.thread_board import thread_board
from graph_api.analyses.thread_rows import Standing
from graph_api.analyses.tiers import TIER_NAMES, tier_names
from graph_api.engine.graph import State
from graph_api.explain import ref
from graph_api.results import Cause, CauseKind, Check, Evidence, Gap, ItemRef, LookedAt, Proof
from graph_api.stores.memory import MemoryStore
from schema.dates import parse_date
from schema.kinds import KIND, slug
from schema.records import Item, Link, Loaded, PlanSet, Source, Table
from schema.rule import Rule, Severity, Shape

AS_OF = datetime.date(2008, 9, 1)


def item(key, title="", tier=None, listed=False, tables=(0,), **values):
    kind = next(kind for kind in KIND if slug(kind) == key.partition(":")[0])
    tier = KIND[kind].tier if tier is None else tier
    if tier is not None:
        values["tier"] = float(tier)
    return Item(key, kind, title or key.partition(":")[2].title(), values, Source("001", "1"), tables, listed)


def link(start, verb, end, **more):
    return Link(verb, start, end, Source("001", "2"), **more)


PAPERS = Table("papers", "transcript")


def store_of(items, links=(), tables=(PAPERS,)):
    return MemoryStore(Loaded(PlanSet("ashby", "Ashby"), tuple(items), tuple(links), tables=tables))


def rule(code="G08", severity=Severity.HIGH, **more):
    return Rule(code, f"rule-{code.lower()}", severity, Shape.LACKS, ("Strategy",), "Finds.", "Why.", "Mend it.", "No.",
                criteria=("KLOE 2.2",), **more)


def gap(name, items, proof=Proof.SHOWN, made_by=None, **more):
    return Gap(name, made_by or rule(), proof, tuple(items), f"{name} is wrong.", "Mend it.",
               (Evidence("action", proof),), (), (Source("001", "3"),), **more)


def check_of(gaps=(), causes=(), looked=3, **more):
    rules = tuple({one.rule.code: one.rule for one in gaps}.values()) or (rule(),)
    looked_at = {one.code: LookedAt(looked, State.LOOKED) for one in rules}
    return Check(AS_OF, PlanSet("ashby", "Ashby"), rules, looked_at, {}, tuple(gaps), tuple(causes), **more)


BOARD = item("board:health")
VISION, THEME = item("vision:2030"), item("objective:fair-start", tier=1)
CORPORATE = item("objective:schools", tier=2, board="board:health")
STRATEGY = item("strategy:attendance", board="board:health")
ORPHAN = item("strategy:orphan")
ACTION = item("action:pilot")
CASCADE = (BOARD, VISION, THEME, CORPORATE, STRATEGY, ORPHAN, ACTION)
LINKS = (
    link("objective:fair-start", "PART_OF", "vision:2030"),
    link("objective:schools", "SUPPORTS", "objective:fair-start"),
    link("strategy:attendance", "SUPPORTS", "objective:schools"),
    link("action:pilot", "DELIVERS", "strategy:attendance"),
)


def test_inventory_tells_read_listed_and_absent_apart():
    document = item("document:framework")
    store = store_of(
        [document, STRATEGY, item("strategy:alcohol", listed=True), VISION],
        [link("document:framework", "EXPECTS", "service-plan:housing", wanted="ServicePlan"),
         link("document:framework", "EXPECTS", "strategy:attendance"),
         link("strategy:attendance", "SUPPORTS", "plan:elsewhere", wanted="Plan", wanted_set="county"),
         link("strategy:attendance", "SUPPORTS", "objective:lost", wanted="Objective")])

    lines = {line.ref.key: line for line in inventory(store)}

    assert [(key, line.state) for key, line in lines.items()] == [
        ("vision:2030", PlanState.READ), ("strategy:alcohol", PlanState.LISTED),
        ("strategy:attendance", PlanState.READ), ("service-plan:housing", PlanState.ABSENT)]
    assert lines["service-plan:housing"].expected_by == ref(document)
    assert lines["strategy:attendance"].expected_by == ref(document)


def test_inventory_names_an_absent_plan_once_and_what_expects_it():
    store = store_of(
        [item("document:list"), ACTION],
        [link("action:pilot", "DELIVERS", "strategy:x", wanted="Strategy"),
         link("document:list", "EXPECTS", "strategy:x", wanted="Strategy")])

    [line] = inventory(store)

    assert line.expected_by is not None
    assert line.expected_by.key == "document:list"


def test_coverage_counts_what_is_joined_both_ways_by_board_and_tier():
    cells = {(cell.board.key if cell.board else None, cell.tier): cell for cell in coverage(store_of(CASCADE, LINKS))}

    assert {place: (cell.joined, cell.total) for place, cell in cells.items()} == {
        ("board:health", 2): (1, 1), ("board:health", 3): (1, 1),
        (None, 0): (1, 1), (None, 1): (1, 1), (None, 3): (0, 1), (None, 4): (1, 1)}


def test_coverage_leaves_out_listed_and_superseded_items_but_lets_listed_ones_carry_a_path():
    store = store_of(
        [THEME._replace(listed=True), STRATEGY, item("strategy:old", status="superseded"), ACTION],
        [link("strategy:attendance", "SUPPORTS", "objective:fair-start"),
         link("action:pilot", "DELIVERS", "strategy:attendance")])

    assert {cell.tier: (cell.joined, cell.total) for cell in coverage(store)} == {3: (1, 1), 4: (1, 1)}


def test_coverage_says_what_no_register_asked_about():
    register = Table("strategies.csv", "register", {"Strategy": frozenset([("SUPPORTS", True)])})
    items = [item("strategy:a", tables=(0,)), item("strategy:b", tables=(1,))]

    [cell] = coverage(store_of(items, tables=(PAPERS, register)))

    assert (cell.joined, cell.total, cell.unknown, cell.percent) == (0, 2, 1, 0)


def test_coverage_of_nothing_is_empty():
    assert coverage(store_of([BOARD])) == ()


def test_coverage_in_per_cent_is_rounded_down_so_that_only_all_make_a_hundred():
    parts = [item(f"strategy:s{number:03}") for number in range(200)]
    links = [link(one.key, "SUPPORTS", THEME.key) for one in parts[1:]]

    cells = {cell.tier: cell for cell in coverage(store_of([THEME, *parts], links))}

    assert (cells[3].joined, cells[3].percent) == (199, 99)


def test_thread_up_and_down_level_by_level():
    store = store_of(CASCADE, LINKS)

    up, down = thread(store, "action:pilot", up=True), thread(store, "vision:2030", up=False)

    assert [[one.key for one in level.items] for level in up.levels] == [
        ["strategy:attendance"], ["objective:schools"], ["objective:fair-start"], ["vision:2030"]]
    assert [level.distance for level in down.levels] == [1, 2, 3, 4]
    assert [one.verb for one in up.links] == ["DELIVERS", "SUPPORTS", "SUPPORTS", "PART_OF"]


def test_the_strict_thread_does_not_follow_what_an_item_is_part_of():
    strict = thread(store_of(CASCADE, LINKS), "objective:fair-start", up=True, loose=False)

    assert strict.levels == ()


def test_a_thread_in_a_loop_ends_and_an_unknown_item_has_none():
    a, b = item("objective:a", tier=3), item("objective:b", tier=3)
    store = store_of([a, b], [link(a.key, "SUPPORTS", b.key), link(b.key, "SUPPORTS", a.key)])

    assert [one.key for level in thread(store, a.key, up=True).levels for one in level.items] == [b.key]
    assert thread(store, "objective:none", up=True) is None


def test_a_thread_stops_at_its_limit_and_says_so():
    parts = [item(f"strategy:s{number}") for number in range(9)]
    store = store_of([THEME, *parts], [link(one.key, "SUPPORTS", THEME.key) for one in parts])

    found = thread(store, THEME.key, up=False, limit=4)

    assert (len(found.levels[0].items), found.more) == (4, True)
    assert len(found.links) == 4


def test_a_thread_up_names_links_that_lead_to_nothing():
    store = store_of([ACTION], [link("action:pilot", "DELIVERS", "strategy:lost", wanted="Strategy")])

    assert [one.end for one in thread(store, "action:pilot", up=True).dangling] == ["strategy:lost"]


def test_gap_summary_keeps_silent_and_waived_gaps_out_of_the_counts():
    store, health = store_of(CASCADE, LINKS), ItemRef("board:health", "Board", "Health")
    low = rule("G23", Severity.LOW)
    gaps = [
        gap("a", [ref(STRATEGY)], board=health), gap("b", [ref(STRATEGY)], Proof.SILENT, board=health),
        gap("c", [ref(ORPHAN)], Proof.SILENT, confirmed_by=("F1",)),
        gap("d", [ref(ORPHAN)], made_by=low, waived="Agreed.")]

    by_board = gap_summary(store, check_of(gaps), By.BOARD)
    by_rule = gap_summary(store, check_of(gaps), By.RULE)

    assert [(one.key, one.high, one.silent, one.waived, one.counted) for one in by_board] == [
        ("board:health", 1, 1, 0, 1), ("", 1, 0, 1, 1)]
    assert [(one.key, one.high, one.low, one.waived) for one in by_rule] == [("G08", 2, 0, 0), ("G23", 0, 0, 1)]


@pytest.mark.parametrize(("by", "expected"), [
    (By.PLAN, ["strategy:attendance", ""]), (By.TIER, ["3", "4", ""]), (By.CRITERION, ["KLOE 2.2"]), (By.OWNER, [""])])
def test_gap_summary_by_other_things(by, expected):
    store = store_of([*CASCADE, item("milestone:m")], [*LINKS, link("milestone:m", "PART_OF", "strategy:attendance")])
    milestone = store.item("milestone:m")
    gaps = [gap("a", [ref(STRATEGY)]), gap("b", [ref(milestone)]), gap("c", [ref(ACTION)]), gap("d", [])]

    assert [line.key for line in gap_summary(store, check_of(gaps), by)] == expected


def test_the_plan_of_an_item_is_found_through_what_holds_it():
    store = store_of(
        [STRATEGY, ACTION, item("milestone:m")],
        [link("milestone:m", "PART_OF", "action:pilot"), link("action:pilot", "PART_OF", "strategy:attendance")])

    assert plan_of(store, "milestone:m") == ref(STRATEGY)


def test_the_headline_counts_what_is_known_and_says_that_silence_is_not_counted():
    broken = rule("G02")
    gaps = [gap("a", [ref(STRATEGY)], made_by=broken), gap("b", [ref(ORPHAN)], Proof.BLANK, rule("G23", Severity.LOW)),
            gap("c", [ref(ORPHAN)], Proof.SILENT), gap("d", [ref(ORPHAN)], waived="Agreed.")]

    found = headline(store_of(CASCADE, LINKS), check_of(gaps))

    assert (found.high, found.low, found.counted, found.broken, found.silent, found.waived) == (1, 1, 2, 1, 1, 1)
    assert found.sentence == (
        "We found 2 gaps that recorded values or empty cells show or that inspectors confirm: 1 high and 1 low. "
        "1 of them is a broken link. 1 more rests on silence and is not counted: nothing that was loaded asks for what "
        "is missing. 1 agreed exception is left out.")
    assert found.inventory_line == "3 plans: 3 read, 0 known by name alone, 0 expected and absent."


def test_the_headline_of_nothing_looked_at_never_says_that_there_are_no_gaps():
    store = store_of([BOARD])

    assert headline(store, check_of(looked=0)).sentence.startswith("No rule found anything to look at")
    assert headline(store, check_of()).sentence.startswith("We found no gap that recorded values")
    assert headline(store, check_of()).inventory_line == "No plan was read, and none is known by name."


def test_decisions_are_the_worst_causes_then_the_widest_and_two_a_board_at_most():
    health = ItemRef("board:health", "Board", "Health")
    wide = Cause("link:a", CauseKind.NO_PARENT, "A has no parent.", "Link A.", Severity.HIGH, board=health, counted=2)
    gaps = [gap("a1", [ref(STRATEGY)], cause="link:a"), gap("a2", [ref(ORPHAN)], cause="link:a"),
            gap("b", [ref(STRATEGY)], board=health), gap("c", [ref(STRATEGY)], board=health),
            gap("d", [ref(STRATEGY)], made_by=rule("G23", Severity.LOW)), gap("e", [ref(ACTION)], Proof.SILENT),
            gap("f", [ref(ACTION)], waived="Agreed.")]
    check = check_of(gaps, [wide])

    chosen = decisions(store_of(CASCADE, LINKS), check)

    assert [(one.text, one.gaps, one.severity) for one in chosen] == [
        ("A has no parent.", 2, Severity.HIGH), ("b is wrong.", 1, Severity.HIGH), ("d is wrong.", 1, Severity.LOW)]
    assert len(to_do(check)) == 4


def test_a_cause_with_silent_gaps_is_decided_on_for_those_that_count():
    cause = Cause("not-said:x", CauseKind.NOT_SAID, "Nothing says.", "Ask.", Severity.HIGH)
    gaps = [gap("a", [ref(STRATEGY)], Proof.SILENT, cause="not-said:x"),
            gap("b", [ref(ORPHAN)], Proof.BLANK, rule("G23", Severity.LOW), cause="not-said:x")]

    [decision] = decisions(store_of(CASCADE), check_of(gaps, [cause]))

    assert (decision.gaps, decision.severity) == (1, Severity.LOW)


def test_milestones_by_date_with_undated_ones_last():
    store = store_of([
        item("milestone:none", "No date"), item("milestone:past", "Past", due=parse_date("2007/08")),
        item("milestone:soon", "Soon", due=parse_date("October 2008"), status="at-risk"),
        item("milestone:done", "Done", due=parse_date("2007"), done=parse_date("2008-01-03")),
        item("milestone:now", "Now", due=parse_date("2008/09"))])

    lines = milestones(store, AS_OF)

    assert [(line.item.title, line.course) for line in lines] == [
        ("Done", Course.REACHED), ("Past", Course.PASSED), ("Soon", Course.AT_RISK), ("Now", Course.NOT_REPORTED),
        ("No date", Course.UNDATED)]
    assert [line.status for line in lines][:2] == [
        "reached 2008-01-03", "date passed: due 2007/08, not recorded as reached"]


def test_only_open_things_fall_due():
    store = store_of([
        item("action:open", due=parse_date("October 2008")),
        item("action:closed", due=parse_date("October 2008"), status="closed"),
        item("action:later", due=parse_date("2009")), item("milestone:past", due=parse_date("2007")),
        item("report:issued", due=parse_date("2008-09-30"), issued=parse_date("2008-09-01"))])

    assert [one.item.key for one in falls_due(store, AS_OF)] == ["action:open"]


def row_of(store, check=None):
    [row] = thread_board(store, check or check_of()).rows
    return [(cell.tier, cell.standing, cell.count, cell.stops) for cell in row.cells]


def test_the_board_follows_a_thread_tier_by_tier():
    assert row_of(store_of(CASCADE, LINKS)) == [
        (2, Standing.JOINED, 1, 0), (3, Standing.JOINED, 1, 0), (4, Standing.JOINED, 1, 0)]


def test_the_board_says_not_known_where_nothing_asks_and_break_where_a_gap_counts():
    store = store_of([THEME, CORPORATE, STRATEGY, ORPHAN, ACTION], LINKS[1:2])
    counted = check_of([gap("a", [ref(THEME)], made_by=rule("S2"))])
    silent = check_of([gap("a", [ref(THEME)], Proof.SILENT, rule("S2"))])

    assert row_of(store, silent)[1:] == [(3, Standing.NOT_SAID, 0, 0), (4, Standing.BEYOND, 0, 0)]
    assert row_of(store, counted)[1:] == [(3, Standing.BREAK, 0, 0), (4, Standing.BEYOND, 0, 0)]


def test_the_board_says_break_where_a_register_asks_for_what_comes_next():
    register = Table("strategies.csv", "register", {
        "Strategy": frozenset([("SUPPORTS", True)]), "Objective": frozenset(["tier"])})
    store = store_of([THEME, ORPHAN], tables=(register,))

    assert row_of(store) == [(3, Standing.BREAK, 0, 0)]


def test_a_tier_that_the_thread_passes_over_is_no_break():
    store = store_of([THEME, CORPORATE, STRATEGY], [link("strategy:attendance", "SUPPORTS", "objective:fair-start")])

    assert row_of(store) == [(2, Standing.PASSED, 0, 0), (3, Standing.JOINED, 1, 0)]


def test_the_board_counts_what_stops_and_what_only_stands_in_a_plan():
    store = store_of(
        [THEME, STRATEGY, ORPHAN, ACTION],
        [link("strategy:attendance", "SUPPORTS", THEME.key), link("strategy:orphan", "SUPPORTS", THEME.key),
         link("action:pilot", "PART_OF", "strategy:attendance")])

    [row] = thread_board(store, check_of()).rows

    assert [(cell.tier, cell.count, cell.stops, cell.contained) for cell in row.cells] == [(3, 2, 1, 0), (4, 0, 0, 1)]


def test_priorities_stand_under_their_themes_and_a_theme_without_any_has_its_own_row():
    lonely = item("objective:lonely", tier=1)
    priority = item("objective:attend", "Attend", tier=1)
    store = store_of(
        [THEME, lonely, priority, STRATEGY, ORPHAN],
        [link("objective:attend", "SUPPORTS", THEME.key), link("strategy:attendance", "SUPPORTS", "objective:attend"),
         link("strategy:orphan", "SUPPORTS", THEME.key)])

    groups = thread_board(store, check_of()).groups

    rows = [(group.head and group.head.key, [(row.item.key, row.beside) for row in group.rows]) for group in groups]
    assert rows == [
        ("objective:fair-start", [("objective:attend", False), ("objective:fair-start", True)]),
        (None, [("objective:lonely", False)])]
    assert groups[0].rows[1].cells[0].count == 1


def test_themes_in_a_loop_keep_their_rows():
    a, b = item("objective:a", tier=1), item("objective:b", tier=1)
    store = store_of([a, b, STRATEGY], [link(a.key, "SUPPORTS", b.key), link(b.key, "SUPPORTS", a.key)])

    assert len(thread_board(store, check_of()).rows) == 2


def test_loose_ends_tell_work_without_a_path_from_work_that_passes_the_priorities_by():
    store = store_of(
        [VISION, THEME, STRATEGY, ORPHAN, ACTION],
        [link("strategy:attendance", "SUPPORTS", "vision:2030"), link("action:pilot", "PART_OF", "strategy:orphan")])

    ends = {one.tier: (one.nothing_above, one.asked, one.in_a_plan, one.no_priority)
            for one in thread_board(store, check_of()).loose_ends}

    assert ends == {3: (1, 0, 0, 1), 4: (1, 0, 1, 0)}


def test_listed_items_are_counted_beside_the_board():
    store = store_of([THEME, item("strategy:named", listed=True), ORPHAN])

    board = thread_board(store, check_of())

    assert (board.listed, board.unused) == ({3: 1}, (2, 4, 5, 6))


def test_a_council_may_name_its_tiers():
    assert tier_names({3: "Delivery plans"})[3] == "Delivery plans"
    assert tier_names() == TIER_NAMES
