"""Two checks compared: what is new, gone and why, still open, reopened, waived, and what nobody checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import item
from compared import ACTION, DAYS, LIVE, OWNER, POST, made, only, owned, strategy, waiver

from graph_api.compare import NotComparableError, compare
from graph_api.reports.since_words import standing_words
from graph_api.results import Standing, Why
from graph_api.seen import question
from graph_api.since import Side, groups, tally, turned
from schema.rule import Severity

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


def test_a_gap_that_is_back_says_why():
    _, first = made(DAYS[0], strategy())
    _, looser = made(DAYS[1], strategy(), strategy("work", status="live"), POST, owned("work"), rules=(LIVE,),
                     baseline=first)
    tuned, _ = made(DAYS[2], strategy(), baseline=looser)
    _, mended = made(DAYS[1], strategy(), POST, owned(), baseline=first)
    emptied, third = made(DAYS[2], strategy(), baseline=mended)
    _, alone = made(DAYS[1], strategy(), POST, owned())
    by_memory = compare(alone, third).lines[0]

    assert [(line.standing, line.why) for line in (tuned.since.by_id[third.gaps[0].id], only(emptied), by_memory)] == [
        (Standing.REOPENED, Why.RULE_CHANGED), (Standing.REOPENED, Why.ARISEN), (Standing.REOPENED, Why.ARISEN)]
    assert standing_words(tuned.since, only(tuned)) == (
        "reopened: the rule asked something else before, first seen 1 January 2009 (181 days ago)")
    assert standing_words(emptied.since, only(emptied)) == "reopened, first seen 1 January 2009 (181 days ago)"


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


# Waivers


def test_waived_gaps_are_counted_apart_and_waivers_that_begin_or_end_are_told():
    _, before = made(DAYS[0], strategy())
    waived, saved = made(DAYS[1], strategy(), waivers=[waiver(DAYS[1])], baseline=before)
    ended, _ = made(DAYS[2], strategy(), waivers=[waiver(DAYS[1])], baseline=saved)

    assert only(waived).newly_waived
    assert tally(waived.since.lines).sentence == "0 new, 0 gone, 0 still open, 0 reopened, 1 waived"
    assert (tally(waived.since.lines).newly_waived, turned(waived.since)) == (1, [only(waived)])
    assert only(ended).waiver_ended
    assert (tally(ended.since.lines).waiver_ended, tally(ended.since.lines).open) == (1, 1)


def test_a_waiver_that_ends_while_the_gap_falls_silent_counts_nothing_again():
    _, before = made(DAYS[0], strategy(), waivers=[waiver(DAYS[0])])
    now, _ = made(DAYS[1], item("strategy:homes", title="Homes"), waivers=[waiver(DAYS[0])], baseline=before)

    assert (tally(now.since.lines).waiver_ended, tally(now.since.lines).silent) == (0, 1)


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
