"""Two checks compared: what is new, gone and why, still open, reopened, waived, and what nobody checked."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from builders import item, link, rule, table
from hypothesis import given
from hypothesis import strategies as st

from graph_api.compare import NotComparableError, compare, with_baseline
from graph_api.gaps import check
from graph_api.reports.check_json import check_json
from graph_api.results import ItemRef, KnownGap, Proof, Standing, Why
from graph_api.saved import SavedCheck
from graph_api.saved_read import parse_saved
from graph_api.seen import PackedSeen, StoreSeen, question
from graph_api.since import Side, groups, tally, turned
from graph_api.stores.memory import MemoryStore
from schema.records import Loaded, PlanSet, Source, Waiver
from schema.rule import Severity

DAY = datetime.date(2009, 1, 1)
DAYS = [datetime.date(2009, month, 1) for month in (1, 4, 7, 10)]
SAID = {"finds": "Something is missing.", "why": "It matters.", "remedy": "Mend it.", "message": "{title} lacks it."}
OWNER = rule("lacks", "Strategy", "G21", needs={"owner": ">OWNED_BY"}, **SAID)
LIVE = rule("lacks", "Strategy", "G21", where="status = live", needs={"owner": ">OWNED_BY"}, **SAID)
ACTION = rule("lacks", "Strategy", "G08", needs={"action": "<DELIVERS"}, **SAID)
TO_VISION = rule("cut-off", "Objective", "G05", to="Vision", **SAID)
TWICE = rule("group", "Post", "G64", by=["title"], at_most=1, **SAID)
CLASH = rule("clash", "Strategy", "G03", along=">SUPPORTS", fault="b.status = superseded", **SAID)
COVER = rule("coverage", "Strategy", "G52", good=">OWNED_BY", at_least=0.9, per=">OVERSEEN_BY", **SAID)
ASKED = table("register", "strategies.csv", Strategy="title, owned by, status, supports, overseen by")
POST = item("post:a", title="Director")


def made(day, *parts, rules=(OWNER,), baseline=None, waivers=()):
    """A check of these parts on a day, compared with an earlier one."""
    items = tuple(part for part in parts if hasattr(part, "kind"))
    links = tuple(part for part in parts if not hasattr(part, "kind"))
    store = MemoryStore(Loaded(PlanSet("ashby", "Ashby"), items, links, tables=(ASKED,), waivers=waivers))
    found = check(store, rules, day)
    seen = StoreSeen(store, rules, day)
    if baseline is not None:
        found = with_baseline(found, baseline, seen)
    return found, parse_saved(check_json(found, seen.packed()).encode(), "check.json")


def strategy(key="homes", **values):
    return item(f"strategy:{key}", title=key.title(), tables=[0], **values)


def owned(key="homes"):
    return link(f"strategy:{key} OWNED_BY post:a")


def only(found):
    """The one line of a comparison."""
    [line] = found.since.lines
    return line


# What becomes of a gap


def test_a_gap_that_is_answered_is_gone_and_mended():
    _, before = made(DAYS[0], strategy(), POST)
    now, saved = made(DAYS[1], strategy(), POST, owned(), baseline=before)

    assert (only(now).standing, only(now).why, only(now).gap.gone_since) == (Standing.GONE, Why.MENDED, DAYS[1])
    assert [(gap.id, gap.why, gap.first_seen) for gap in saved.gone] == [(before.gaps[0].id, Why.MENDED, DAYS[0])]
    assert tally(now.since.lines).sentence == "0 new, 1 gone, 0 still open, 0 reopened, 0 waived"


def test_an_item_that_is_not_there_any_more_is_told_and_not_called_mended():
    _, before = made(DAYS[0], strategy(), strategy("work"), POST)
    now, _ = made(DAYS[1], strategy("work"), POST, owned("work"), baseline=before)
    gone = {line.gap.items[0].key: line.why for line in now.since.lines}

    assert gone == {"strategy:homes": Why.ITEM_GONE, "strategy:work": Why.MENDED}
    assert (tally(now.since.lines).gone, tally(now.since.lines).mended) == (2, 1)


@pytest.mark.parametrize("unseen", [
    {"status": "superseded"}, {"listed": True}, {}], ids=["not in force", "known by name alone", "no status"])
def test_what_the_rule_no_longer_looks_at_is_not_called_mended(unseen):
    _, before = made(DAYS[0], strategy(status="live"), rules=(LIVE,))
    other = strategy("other", status="live")
    now, _ = made(DAYS[1], strategy(**unseen), other, POST, owned("other"), rules=(LIVE,), baseline=before)

    assert (only(now).standing, only(now).why) == (Standing.GONE, Why.NO_LONGER_LOOKED_AT)


def test_nothing_to_look_at_is_not_called_mended():
    _, before = made(DAYS[0], strategy(status="live"), rules=(LIVE,))
    now, _ = made(DAYS[1], strategy(status="superseded"), rules=(LIVE,), baseline=before)

    assert only(now).why is Why.NO_LONGER_LOOKED_AT


def test_a_rule_that_was_not_run_leaves_its_gaps_not_checked_and_they_are_not_forgotten():
    _, first = made(DAYS[0], strategy(), rules=(OWNER, ACTION))
    second_check, second = made(DAYS[1], strategy(), POST, owned(), rules=(ACTION,), baseline=first)
    third_check, third = made(DAYS[2], strategy(), rules=(OWNER, ACTION), baseline=second)
    [left] = [line for line in second_check.since.lines if line.gap.rule == "G21"]
    [again] = [line for line in third_check.since.lines if line.gap.rule == "G21"]

    assert (left.standing, left.why) == (Standing.NOT_CHECKED, Why.RULE_NOT_RUN)
    assert second_check.since.rules_not_run == ("G21",)
    assert [gap.rule for gap in second.not_checked] == ["G21"]
    assert not second.gone
    assert (again.standing, again.gap.first_seen, third_check.since.days(again.gap)) == (Standing.OPEN, DAYS[0], 181)
    assert not third.not_checked


def test_what_was_not_checked_is_told_as_mended_only_when_it_is_checked_again():
    _, first = made(DAYS[0], strategy(), rules=(OWNER, ACTION))
    _, second = made(DAYS[1], strategy(), rules=(ACTION,), baseline=first)
    third, _ = made(DAYS[2], strategy(), POST, owned(), rules=(OWNER, ACTION), baseline=second)
    changed, _ = made(DAYS[2], strategy(status="live"), POST, owned(), rules=(LIVE, ACTION), baseline=second)

    assert {line.gap.rule: line.why for line in third.since.lines}["G21"] is Why.MENDED
    assert {line.gap.rule: line.why for line in changed.since.lines}["G21"] is Why.RULE_CHANGED


def test_a_rule_that_asks_something_else_mends_nothing():
    _, before = made(DAYS[0], strategy(status="live"))
    now, _ = made(DAYS[1], strategy(status="live"), POST, owned(), rules=(LIVE,), baseline=before)

    assert only(now).why is Why.RULE_CHANGED
    assert now.since.rules_changed == ("G21",)


def test_another_severity_is_no_other_question_but_is_told():
    graver = replace(OWNER, severity=Severity.HIGH)
    _, before = made(DAYS[0], strategy())
    now, _ = made(DAYS[1], strategy(), rules=(graver,), baseline=before)

    assert question(graver) == question(OWNER) != question(LIVE)
    assert (only(now).standing, only(now).changes) == (Standing.OPEN, (("severity", "medium", "high"),))
    assert turned(now.since) == [only(now)]


def test_another_proof_is_told_and_falling_silent_is_no_progress():
    _, before = made(DAYS[0], strategy())
    unasked = item("strategy:homes", title="Homes")
    silent, saved = made(DAYS[1], unasked, baseline=before)
    loud, _ = made(DAYS[2], strategy(), baseline=saved)

    assert only(silent).changes == (("proof", "blank", "silent"),)
    assert (tally(silent.since.lines).gone, tally(silent.since.lines).no_longer_counted) == (0, 1)
    assert (tally(loud.since.lines).newly_counted, tally(loud.since.lines).open) == (1, 1)
    assert only(loud).gap.first_seen == DAYS[0]


def test_three_checks_in_a_chain_tell_what_was_reopened():
    _, first = made(DAYS[0], strategy())
    _, second = made(DAYS[1], strategy(), POST, owned(), baseline=first)
    third_check, third = made(DAYS[2], strategy(), baseline=second)
    fourth_check, fourth = made(DAYS[3], strategy(), baseline=third)

    assert (only(third_check).standing, only(third_check).gap.reopened) == (Standing.REOPENED, DAYS[2])
    assert third_check.gaps[0].first_seen == DAYS[0]
    assert not third.gone
    assert (only(fourth_check).standing, only(fourth_check).gap.reopened) == (Standing.OPEN, DAYS[2])
    assert fourth.gaps[0].first_seen == DAYS[0]


def test_what_was_gone_before_is_remembered_while_it_stays_gone():
    _, first = made(DAYS[0], strategy())
    _, second = made(DAYS[1], strategy(), POST, owned(), baseline=first)
    third_check, third = made(DAYS[2], strategy(), POST, owned(), baseline=second)

    assert third_check.since.lines == ()
    assert [(gap.gone_since, gap.first_seen) for gap in third.gone] == [(DAYS[1], DAYS[0])]


def test_two_saved_checks_with_one_between_them_still_tell_what_was_reopened():
    _, first = made(DAYS[0], strategy())
    _, second = made(DAYS[1], strategy(), POST, owned(), baseline=first)
    _, alone = made(DAYS[1], strategy(), POST, owned())
    _, third = made(DAYS[2], strategy(), baseline=second)

    assert compare(second, third).lines[0].standing is Standing.REOPENED
    assert compare(alone, third).lines[0].standing is Standing.REOPENED  # the later check remembers it
    assert compare(first, third).lines[0].standing is Standing.OPEN
    assert compare(first, third).lines[0].gap.reopened == DAYS[2]


# New ones


@pytest.mark.parametrize(("before", "why"), [
    ((strategy(), POST, owned()), Why.ARISEN),
    ((strategy("work"), POST, owned("work")), Why.ITEM_NEW),
    ((strategy(listed=True), strategy("work"), POST, owned("work")), Why.NEWLY_LOOKED_AT)])
def test_why_a_gap_is_new(before, why):
    _, old = made(DAYS[0], *before)
    now, _ = made(DAYS[1], strategy(), baseline=old)

    assert [(line.standing, line.why) for line in now.since.lines if line.present] == [(Standing.NEW, why)]


def test_a_gap_of_a_rule_that_was_not_run_before_says_so():
    _, old = made(DAYS[0], strategy(), rules=(ACTION,))
    now, _ = made(DAYS[1], strategy(), rules=(ACTION, OWNER), baseline=old)

    assert {line.gap.rule: line.why for line in now.since.lines} == {"G08": None, "G21": Why.RULE_NOT_RUN}
    assert now.since.rules_new == ("G21",)


# The other shapes


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


def test_a_waiver_that_ends_while_the_gap_falls_silent_counts_nothing_again():
    _, before = made(DAYS[0], strategy(), waivers=[waiver(DAYS[0])])
    now, _ = made(DAYS[1], item("strategy:homes", title="Homes"), waivers=[waiver(DAYS[0])], baseline=before)

    assert (tally(now.since.lines).waiver_ended, tally(now.since.lines).silent) == (0, 1)


def test_a_share_is_mended_while_its_scope_still_has_members():
    board = item("board:b", title="Board")
    led = link("strategy:homes OVERSEEN_BY board:b")
    _, before = made(DAYS[0], strategy(), board, led, rules=(COVER,))
    mended, _ = made(DAYS[1], strategy(), board, led, POST, owned(), rules=(COVER,), baseline=before)
    emptied, _ = made(DAYS[1], strategy(), board, rules=(COVER,), baseline=before)

    assert only(mended).why is Why.MENDED
    assert only(emptied).why is Why.NO_LONGER_LOOKED_AT


# Waivers


def waiver(until):
    return Waiver("G21", "strategy:homes", "Agreed", "Cabinet", until, Source(file="waivers.csv", row=2))


def test_waived_gaps_are_counted_apart_and_waivers_that_begin_or_end_are_told():
    _, before = made(DAYS[0], strategy())
    waived, saved = made(DAYS[1], strategy(), waivers=[waiver(DAYS[1])], baseline=before)
    ended, _ = made(DAYS[2], strategy(), waivers=[waiver(DAYS[1])], baseline=saved)

    assert only(waived).newly_waived
    assert tally(waived.since.lines).sentence == "0 new, 0 gone, 0 still open, 0 reopened, 1 waived"
    assert (tally(waived.since.lines).newly_waived, turned(waived.since)) == (1, [only(waived)])
    assert only(ended).waiver_ended
    assert (tally(ended.since.lines).waiver_ended, tally(ended.since.lines).open) == (1, 1)


# What is refused


def test_checks_of_two_plan_sets_are_refused():
    _, one = made(DAYS[0], strategy())

    with pytest.raises(NotComparableError, match="two plan sets, ashby and oakham"):
        compare(one, replace(one, plan_set="oakham"))


def test_an_older_check_given_as_the_newer_is_refused_and_one_day_is_not():
    (_, early), (_, late) = made(DAYS[0], strategy()), made(DAYS[1], strategy())

    with pytest.raises(NotComparableError, match="as of 2009-04-01, after the later one, 2009-01-01"):
        compare(late, early)
    assert compare(late, replace(early, as_of=late.as_of)).lines


def test_a_check_that_cannot_be_compared_says_why_and_stays_as_it_is():
    _, late = made(DAYS[1], strategy())
    now, _ = made(DAYS[0], strategy(), baseline=late)

    assert now.since is None
    assert "after the later one" in now.not_compared
    assert len(now.gaps) == 1


def test_a_check_that_does_not_say_what_it_looked_at_lets_nothing_be_called_mended():
    _, before = made(DAYS[0], strategy())
    _, after = made(DAYS[1], strategy(), POST, owned())

    for old, new in ((replace(before, seen=None), after), (before, replace(after, seen=None))):
        assert compare(old, new).lines[0].why is Why.CANNOT_TELL


# Groups


def test_boards_and_owners_have_counts_of_their_own_that_sum_to_the_whole():
    economy, _ = made(DAYS[0], strategy(owner="post:a", board="board:b"), strategy("work"), POST,
                      item("board:b", title="Economy board"))
    _, before = made(DAYS[0], strategy(owner="post:a", board="board:b"), strategy("gone", board="board:b"), POST,
                     item("board:b", title="Economy board"))
    now, _ = made(DAYS[1], strategy(owner="post:a", board="board:b"), strategy("work"), POST,
                  item("board:b", title="Board of the economy"), baseline=before)
    boards = groups(now.since, Side.BOARD)

    assert [gap.board and gap.board.title for gap in economy.gaps] == ["Economy board", None]
    assert [(one.key, one.title, one.tally.new, one.tally.open, one.tally.gone, one.oldest) for one in boards] == [
        ("board:b", "Board of the economy", 0, 1, 1, 90), ("", "No lead board recorded", 1, 0, 0, 0)]
    assert [one.title for one in groups(now.since, Side.OWNER)] == ["Director", "No owner recorded"]
    assert sum(one.tally.new for one in boards) == tally(now.since.lines).new


# The algebra, on random checks

ITEMS, RULES = "abcd", ("R1", "R2", "R3")


@st.composite
def checks(draw, day=DAY, rules=None):
    """A check of a tiny plan set: which items are there, what each rule looked at, and where it found a gap."""
    there = draw(st.sets(st.sampled_from(ITEMS)))
    ran = draw(st.sets(st.sampled_from(RULES))) if rules is None else rules
    keys = sorted(there)
    looked = {code: sorted(draw(st.sets(st.sampled_from(keys)))) if keys else [] for code in sorted(ran)}
    gaps = [
        known(code, key, draw(st.sampled_from(list(Severity))), draw(st.sampled_from(list(Proof))), day,
              draw(st.none() | st.just("Agreed")))
        for code, subjects in looked.items() for key in subjects if draw(st.booleans())]
    runs = {code: ("q", [(keys.index(key), keys.index(key)) for key in subjects]) for code, subjects in looked.items()}
    states = dict.fromkeys(looked, "looked")
    return SavedCheck("p", "P", day, states, tuple(gaps), seen=PackedSeen(keys, runs))


def known(code, key, severity, proof, day, waived=None):
    about = ItemRef(key, "Strategy", key.upper())
    return KnownGap(f"{code}-{key}", code, severity, proof, (about,), f"{key} lacks it.", day, waived=waived)


def ids(comparison, *wanted):
    return {line.gap.id for line in comparison.lines if line.standing in wanted}


@given(checks())
def test_a_check_compared_with_itself_has_nothing_new_and_nothing_gone(one):
    same = compare(one, one)

    assert ids(same, Standing.OPEN) == {gap.id for gap in one.gaps}
    assert len(same.lines) == len(one.gaps)
    assert not turned(same)


@given(checks(rules=RULES), checks(rules=RULES))
def test_what_is_new_one_way_is_gone_the_other_way_where_the_rules_are_the_same(one, other):
    there, back = compare(one, other), compare(other, one)

    assert ids(there, Standing.NEW) == ids(back, Standing.GONE)
    assert ids(there, Standing.OPEN) == ids(back, Standing.OPEN)
    assert not ids(there, Standing.NOT_CHECKED)


@given(checks(), checks(day=DAYS[1]))
def test_every_gap_of_both_stands_in_one_place_and_the_counts_add_up(one, other):
    found = compare(one, other)
    counts = tally(found.lines)

    assert sorted(line.gap.id for line in found.lines) == sorted({gap.id for gap in (*one.gaps, *other.gaps)})
    assert ids(found, Standing.NOT_CHECKED) == {gap.id for gap in one.gaps if gap.rule not in other.looked}
    assert sum(gap.counts for gap in other.gaps) == counts.new + counts.reopened + counts.open
    assert sum(gap.counts for gap in one.gaps) == (
        counts.open + counts.gone + counts.not_checked + counts.no_longer_counted - counts.newly_counted
        - counts.waiver_ended
        + sum(line.before.counts for line in found.lines if line.newly_waived and line.before))
    assert sum(gap.waived is not None for gap in other.gaps) == counts.waived


@given(checks(), checks(day=DAYS[1]))
def test_nothing_is_called_mended_unless_its_rule_looked_at_it_again(one, other):
    for line in compare(one, other).lines:
        if line.why is Why.MENDED:
            assert other.seen.looked_at(line.gap.rule, line.gap.items[0].key)
            assert line.gap.rule in other.looked


@given(checks(rules=RULES), checks(day=DAYS[1], rules=RULES), checks(day=DAYS[2], rules=RULES))
def test_a_chain_of_three_reopens_what_was_gone_and_no_age_is_below_nothing(one, two, three):
    first = compare(one, two)
    memory = replace(
        two, gaps=tuple(line.gap for line in first.lines if line.present),
        gone=tuple(line.gap for line in first.lines if line.standing is Standing.GONE))
    second = compare(memory, three)
    before, between, now = ({gap.id for gap in each.gaps} for each in (one, two, three))

    assert ids(second, Standing.REOPENED) == (before - between) & now
    assert ids(second, Standing.NEW) == now - between - before
    assert all(second.days(line.gap) >= 0 for line in second.lines)
    assert all(line.gap.first_seen == DAY for line in second.lines if line.gap.id in before)
