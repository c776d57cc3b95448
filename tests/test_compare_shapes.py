"""Gaps of every shape compared: what mends them, and what only takes away that which showed them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import dangling, item, link, rule
from compared import (
    ACTION,
    CLASH,
    COVER,
    DAYS,
    OWNER,
    POST,
    SAID,
    TO_VISION,
    TWICE,
    made,
    only,
    owned,
    strategy,
)

from graph_api.compare import compare
from graph_api.results import Standing, Why


def test_a_lost_vision_hides_the_gaps_below_it_and_does_not_mend_them():
    goals = [item(f"objective:{name}", title=name) for name in "ab"]
    vision = item("vision:v", title="Vision")
    _, before = made(DAYS[0], *goals, vision, rules=(TO_VISION,))
    now, saved = made(DAYS[1], *goals, rules=(TO_VISION,), baseline=before)
    back, _ = made(DAYS[2], *goals, vision, rules=(TO_VISION,), baseline=saved)

    assert [(line.standing, line.why) for line in now.since.lines] == [
        (Standing.NEW, Why.ARISEN), (Standing.NOT_CHECKED, Why.NO_TARGET), (Standing.NOT_CHECKED, Why.NO_TARGET)]
    assert [(line.standing, line.why) for line in back.since.lines] == [
        (Standing.GONE, Why.MENDED), (Standing.OPEN, None), (Standing.OPEN, None)]


def test_that_nothing_is_left_which_could_lead_to_a_vision_does_not_bring_one():
    goal, vision = item("objective:a", title="a"), item("vision:v", title="Vision")
    _, before = made(DAYS[0], goal, rules=(TO_VISION,))
    nothing, _ = made(DAYS[1], strategy(), rules=(TO_VISION,), baseline=before)
    found, _ = made(DAYS[1], goal, vision, link("objective:a SUPPORTS vision:v"), rules=(TO_VISION,), baseline=before)

    assert [line.gap.items for line in nothing.since.lines] == [()]
    assert only(nothing).why is Why.NO_LONGER_LOOKED_AT
    assert only(found).why is Why.MENDED


def test_a_group_is_mended_when_its_members_are_there_and_agree():
    twins = [item("post:a", title="Director"), item("post:b", title="Director")]
    _, before = made(DAYS[0], *twins, rules=(TWICE,))
    renamed, _ = made(DAYS[1], twins[0], item("post:b", title="Head"), rules=(TWICE,), baseline=before)
    dropped, _ = made(DAYS[1], twins[0], rules=(TWICE,), baseline=before)

    assert only(renamed).why is Why.MENDED
    assert only(dropped).why is Why.ITEM_GONE


def test_a_clash_is_mended_though_the_rule_does_not_look_at_its_other_end():
    goal = item("objective:g", title="Goal", status="superseded")
    support = link("strategy:homes SUPPORTS objective:g")
    _, before = made(DAYS[0], strategy(), goal, support, rules=(CLASH,))
    now, _ = made(DAYS[1], strategy(), item("objective:g", title="Goal", status="live"), support, rules=(CLASH,),
                  baseline=before)

    assert only(now).why is Why.MENDED


def test_a_clash_that_was_not_checked_for_a_quarter_can_still_be_mended():
    goal = item("objective:g", title="Goal", status="superseded")
    support = link("strategy:homes SUPPORTS objective:g")
    _, first = made(DAYS[0], strategy(), goal, support, rules=(CLASH,))
    _, second = made(DAYS[1], strategy(), goal, support, rules=(OWNER,), baseline=first)
    now, _ = made(DAYS[2], strategy(), item("objective:g", title="Goal", status="live"), support,
                  rules=(CLASH, OWNER), baseline=second)

    assert {line.gap.rule: line.why for line in now.since.lines} == {"G03": Why.MENDED, "G21": None}


def test_a_share_is_mended_while_its_scope_still_has_members():
    board = item("board:b", title="Board")
    led = link("strategy:homes OVERSEEN_BY board:b")
    _, before = made(DAYS[0], strategy(), board, led, rules=(COVER,))
    mended, _ = made(DAYS[1], strategy(), board, led, POST, owned(), rules=(COVER,), baseline=before)
    emptied, _ = made(DAYS[1], strategy(), board, rules=(COVER,), baseline=before)

    assert only(mended).why is Why.MENDED
    assert only(emptied).why is Why.NO_LONGER_LOOKED_AT


# What is only emptied, and never mended

SCORE = rule("wrong", "Outturn", "G49b", fault="issued after .due", **SAID)
ENDLESS = rule("lacks", "Strategy", "G37", needs={"end": "not status = live or end"}, **SAID)
NOBODY = rule("clash", "Strategy", "G12", along="?SUPPORTS", fault="not @wanted_set", **SAID)
THROUGH = rule("clash", "Action", "G15", along=">DELIVERS >OVERSEEN_BY",
               fault="m.status = draft and not b.type = scrutiny", **SAID)
ROUND = rule("detour", "Action", "G15b", along=">DELIVERS >OVERSEEN_BY", but_not=">OVERSEEN_BY", **SAID)
TOPICS = rule("group", "Recommendation", "G76", by=["topic"], differs=">PART_OF", **SAID)
BOTH = rule("wrong", "Area", "G58", fault="<COVERS[type = forum] and <COVERS[type = area-committee]", **SAID)
MANY = rule("wrong", "Strategy", "G99", fault=">OWNED_BY >= 2", **SAID)
ROLE = rule("clash", "Board", "G22", along=">CONTRIBUTES_TO", fault="@role = partner", **SAID)
REPLACED = rule("late", "Strategy", "G34", date="end", unless="<SUPERSEDES[not status = draft]", **SAID)

HOMES, DRAFT = strategy(), strategy(status="draft")
OLD, NOW, UNSAID = (item("objective:g", title="Goal", **values) for values in (
    {"status": "superseded"}, {"status": "live"}, {}))
SUPPORT = link("strategy:homes SUPPORTS objective:g")
BOARD, OTHER = item("board:b", title="B"), item("board:c", title="C", type="scrutiny")
ACT = item("action:a", title="Act")
DELIVERS, LED = link("action:a DELIVERS strategy:homes"), link("strategy:homes OVERSEEN_BY board:b")
FIRST, SECOND = (item(f"recommendation:{key}", title=key, topic="homes") for key in "ab")
REVIEWS = [item("review:a", title="A"), item("review:b", title="B")]
IN_A, IN_B = link("recommendation:a PART_OF review:a"), link("recommendation:b PART_OF review:b")
WARD, FORUM = item("area:w", title="Ward"), item("board:f", title="F", type="forum")
COMMITTEE = item("board:c", title="C", type="area-committee")
COVERED = [link("board:f COVERS area:w"), link("board:c COVERS area:w")]
HELPS = "board:b CONTRIBUTES_TO objective:g"
LATE, LATER = strategy(end="2008-12-31"), item("strategy:later", title="Later", status="draft")
INSTEAD = link("strategy:later SUPERSEDES strategy:homes")


def figure(issued="2008-03-02", due="2008-03-01"):
    dates = {"issued": issued, "due": due}
    return item("outturn:o", title="O", **{name: value for name, value in dates.items() if value})


CASES = {
    "wrong": (SCORE, [figure()], [figure(issued=None)], [figure(issued="2008-02-28")]),
    "wrong, the other cell": (SCORE, [figure()], [figure(due=None)], [figure(due="2008-03-31")]),
    "lacks, by what it asks not": (ENDLESS, [strategy(status="live")], [strategy()], [strategy(status="draft")]),
    "clash, the far cell": (CLASH, [HOMES, OLD, SUPPORT], [HOMES, UNSAID, SUPPORT], [HOMES, NOW, SUPPORT]),
    "clash, the link": (CLASH, [HOMES, OLD, SUPPORT], [HOMES, OLD],
                        [HOMES, OLD, item("objective:h", title="H"), link("strategy:homes SUPPORTS objective:h")]),
    "clash, the cell between": (THROUGH, [ACT, DRAFT, BOARD, DELIVERS, LED], [ACT, HOMES, BOARD, DELIVERS, LED],
                                [ACT, strategy(status="live"), BOARD, DELIVERS, LED]),
    "clash, the second link": (THROUGH, [ACT, DRAFT, BOARD, DELIVERS, LED], [ACT, DRAFT, BOARD, DELIVERS],
                               [ACT, DRAFT, BOARD, OTHER, DELIVERS, link("strategy:homes OVERSEEN_BY board:c")]),
    "clash, a cell of the link": (ROLE, [BOARD, NOW, link(HELPS, role="partner")], [BOARD, NOW, link(HELPS)],
                                  [BOARD, NOW, link(HELPS, role="leader")]),
    "a link to nothing": (NOBODY, [HOMES, dangling("strategy:homes SUPPORTS objective:x", "Objective")], [HOMES],
                          [HOMES, NOW, SUPPORT]),
    "detour": (ROUND, [ACT, HOMES, BOARD, DELIVERS, LED], [ACT, HOMES, BOARD, LED],
               [ACT, HOMES, BOARD, DELIVERS, LED, link("action:a OVERSEEN_BY board:b")]),
    "group, what is shared": (TWICE, [item("post:a", title="Head"), item("post:b", title="Head")],
                              [item("post:a", title="Head"), item("post:b")],
                              [item("post:a", title="Head"), item("post:b", title="Chief")]),
    "group, what differs": (TOPICS, [FIRST, SECOND, *REVIEWS, IN_A, IN_B], [FIRST, SECOND, *REVIEWS, IN_A],
                            [FIRST, SECOND, *REVIEWS, IN_A, link("recommendation:b PART_OF review:a")]),
    "a test of what leads there": (BOTH, [WARD, FORUM, COMMITTEE, *COVERED],
                                   [WARD, item("board:f", title="F"), COMMITTEE, *COVERED],
                                   [WARD, item("board:f", title="F", type="board"), COMMITTEE, *COVERED]),
    "a count": (MANY, [HOMES, POST, item("post:z"), owned(), link("strategy:homes OWNED_BY post:z")],
                [HOMES, POST, item("post:z")], [HOMES, POST, item("post:z"), owned()]),
    "late, by what replaces it": (REPLACED, [LATE, LATER, INSTEAD],
                                  [LATE, item("strategy:later", title="Later"), INSTEAD],
                                  [LATE, item("strategy:later", title="Later", status="live"), INSTEAD]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_only_emptied_is_no_longer_recorded_and_never_mended(name):
    asks, before, emptied, answered = CASES[name]
    _, saved = made(DAYS[1], *before, rules=(asks,))
    live, later = made(DAYS[2], *emptied, rules=(asks,), baseline=saved)
    better, best = made(DAYS[2], *answered, rules=(asks,), baseline=saved)
    _, alone = made(DAYS[2], *emptied, rules=(asks,))

    assert (only(live).standing, only(live).why) == (Standing.GONE, Why.NO_LONGER_RECORDED)
    assert (only(better).standing, only(better).why) == (Standing.GONE, Why.MENDED)
    assert [line.why for line in compare(saved, alone).lines] == [Why.NO_LONGER_RECORDED]
    assert [gap.why for found in (later, best) for gap in found.gone] == [Why.NO_LONGER_RECORDED, Why.MENDED]


@pytest.mark.parametrize("name", CASES)
def test_what_was_emptied_while_nobody_checked_is_remembered(name):
    asks, before, emptied, answered = CASES[name]
    _, first = made(DAYS[1], *before, rules=(asks,))
    whys = []
    for parts in (emptied, answered):
        _, second = made(DAYS[2], *parts, rules=(ACTION,), baseline=first)
        third, _ = made(DAYS[3], *parts, rules=(asks, ACTION), baseline=second)
        whys += [line.why for line in third.since.lines if line.gap.rule == asks.code]

    assert whys == [Why.NO_LONGER_RECORDED, Why.MENDED]


def test_a_share_that_only_counts_fewer_is_not_mended():
    led = [link(f"strategy:{key} OVERSEEN_BY board:b") for key in ("homes", "work")]
    before = [HOMES, strategy("work"), POST, BOARD, owned("work"), *led]
    _, saved = made(DAYS[0], *before, rules=(COVER,))
    fewer, _ = made(DAYS[1], *before[:-2], led[1], rules=(COVER,), baseline=saved)
    more, _ = made(DAYS[1], *before, owned(), rules=(COVER,), baseline=saved)
    _, alone = made(DAYS[1], *before[:-2], led[1], rules=(COVER,))

    assert (only(fewer).why, only(more).why) == (Why.NO_LONGER_RECORDED, Why.MENDED)
    assert [line.why for line in compare(saved, alone).lines] == [Why.NO_LONGER_RECORDED]


def test_an_item_that_a_gap_rests_on_and_does_not_name_may_be_gone():
    _, saved = made(DAYS[0], WARD, FORUM, COMMITTEE, *COVERED, rules=(BOTH,))
    now, _ = made(DAYS[1], WARD, COMMITTEE, COVERED[1], rules=(BOTH,), baseline=saved)

    assert only(now).why is Why.ITEM_GONE


def test_of_a_path_that_an_emptied_cell_may_open_nothing_can_be_told():
    to_open = rule("cut-off", "Objective", "G05", to="Strategy", to_where="not status = draft", **SAID)
    goal, leads = item("objective:a", title="a"), link("objective:a SUPPORTS strategy:homes")
    other = strategy("other")
    _, saved = made(DAYS[0], goal, DRAFT, other, leads, rules=(to_open,))
    now, _ = made(DAYS[1], goal, HOMES, other, leads, rules=(to_open,), baseline=saved)

    assert only(now).why is Why.CANNOT_TELL


@pytest.mark.parametrize(("asks", "before", "after", "why"), [
    (OWNER, [HOMES, POST], [HOMES, POST, owned()], Why.MENDED),
    (CLASH, [HOMES, OLD, SUPPORT], [HOMES, NOW, SUPPORT], Why.CANNOT_TELL),
    (COVER, [HOMES, POST, BOARD, LED], [HOMES, POST, BOARD, LED, owned()], Why.CANNOT_TELL)])
def test_of_a_check_from_before_cells_were_kept_only_the_sure_is_told(asks, before, after, why):
    """Where no emptied cell could clear a gap of the rule it is mended all the same."""
    _, saved = made(DAYS[0], *before, rules=(asks,))
    old = replace(saved, gaps=tuple(replace(gap, recorded=None, enough=None) for gap in saved.gaps))
    now, new = made(DAYS[1], *after, rules=(asks,), baseline=old)

    assert only(now).why is why
    assert compare(old, replace(new, gone=())).lines[0].why is why


def test_gaps_of_one_item_with_two_others_rest_each_on_their_own_cells():
    pair = [item(f"objective:{key}", title=key, status="superseded") for key in "gh"]
    links = [SUPPORT, link("strategy:homes SUPPORTS objective:h")]
    _, saved = made(DAYS[0], HOMES, *pair, *links, rules=(CLASH,))
    emptied = item("objective:h", title="h")
    now, _ = made(DAYS[1], HOMES, NOW, emptied, *links, rules=(CLASH,), baseline=saved)

    assert {line.gap.items[1].key: line.why for line in now.since.lines} == {
        "objective:g": Why.MENDED, "objective:h": Why.NO_LONGER_RECORDED}


def test_a_walk_between_the_same_two_that_nothing_was_wrong_with_holds_no_gap():
    beside = item("strategy:work", title="Work", status="live")
    around = [link("action:a DELIVERS strategy:work"), link("strategy:work OVERSEEN_BY board:b")]
    _, saved = made(DAYS[0], ACT, DRAFT, beside, BOARD, DELIVERS, LED, *around, rules=(THROUGH,))
    now, _ = made(DAYS[1], ACT, strategy(status="live"), item("strategy:work", title="Work"), BOARD, DELIVERS, LED,
                  *around, rules=(THROUGH,), baseline=saved)

    assert [cell for gap in saved.gaps for cell in gap.recorded] == [
        "action:a >DELIVERS", "strategy:homes >OVERSEEN_BY", "strategy:homes status"]
    assert only(now).why is Why.MENDED
