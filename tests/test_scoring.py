"""The score of the whole from its themes, and the least change to the next, against brute force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.frameworks import our_frameworks
from schema.scoring import LeastChange, Raise, ScoreRow, ScoreTable, least_change, score_of

CPA = next(one.scores for one in our_frameworks() if one.id == "kloe")
THEMES = ("a", "b", "c", "d", "e")
assert CPA is not None


def by_hand(themes: Sequence[int]) -> int:
    """The corporate assessment's rule in plain Python."""
    at = {level: sum(theme >= level for theme in themes) for level in (2, 3, 4)}
    if at[4] >= 2 and at[3] == 5:
        return 4
    if at[3] >= 3 and at[2] == 5:
        return 3
    return 2 if at[2] >= 3 else 1


def named(levels: Sequence[int]) -> dict[str, int]:
    return dict(zip(THEMES, levels, strict=False))


def outcomes(levels: Sequence[int], change: LeastChange) -> Iterator[tuple[int, ...]]:
    """Every set of theme scores that the change allows."""
    for chosen in combinations(change.among, change.choose):
        raised = named(levels)
        for one in (*change.must, *chosen):
            assert raised[one.theme] == one.now
            raised[one.theme] = one.to
        yield tuple(raised.values())


def cheapest(levels: Sequence[int], table: ScoreTable) -> dict[tuple[int, ...], int]:
    """All ways to raise the themes that reach a higher score for the fewest points, with the score of each."""
    now = score_of(levels, table)
    ways = {way: score_of(way, table) for way in product(*(range(level, table.highest + 1) for level in levels))}
    better = {way: score for way, score in ways.items() if score > now}
    least = min(map(sum, better), default=0)
    return {way: score for way, score in better.items() if sum(way) == least}


@pytest.mark.parametrize(("themes", "score"), [
    ((3, 2, 2, 2, 2), 2), ((4, 4, 3, 3, 3), 4), ((4, 4, 3, 3, 2), 3), ((4, 4, 4, 4, 1), 2), ((3, 3, 3, 2, 2), 3),
    ((4, 3, 3, 3, 3), 3), ((2, 2, 2, 1, 1), 2), ((4, 4, 1, 1, 1), 1), ((1, 1, 1, 1, 1), 1), ((4, 4, 4, 4, 4), 4)])
def test_the_score_of_the_whole(themes, score):
    assert score_of(themes, CPA) == score


def test_every_set_of_theme_scores_is_scored_as_the_page_says():
    assert all(score_of(themes, CPA) == by_hand(themes) for themes in product(range(1, 5), repeat=5))


def test_leicester_needs_two_more_themes_at_three():
    change = least_change(dict(zip(THEMES, (3, 2, 2, 2, 2), strict=True)), CPA)

    assert change == LeastChange(3, 2, (), 2, tuple(Raise(theme, 2, 3) for theme in "bcde"))


def test_what_must_be_raised_stands_apart_from_what_can_be_chosen():
    change = least_change(named((3, 3, 2, 2, 1)), CPA)

    assert change == LeastChange(3, 2, (Raise("e", 1, 2),), 1, tuple(Raise(theme, 2, 3) for theme in "cde"))


def test_where_all_of_a_kind_are_needed_nothing_is_left_to_choose():
    assert least_change(named((4, 3, 3, 3, 3)), CPA) == LeastChange(4, 1, (), 1, tuple(
        Raise(theme, 3, 4) for theme in "bcde"))
    assert least_change(named((4, 4, 3, 3, 2)), CPA) == LeastChange(4, 1, (Raise("e", 2, 3),))
    assert least_change(named((1, 1, 1, 2, 2)), CPA) == LeastChange(2, 1, (), 1, tuple(
        Raise(theme, 1, 2) for theme in "abc"))


def test_above_the_highest_score_there_is_nothing():
    assert least_change(named((4, 4, 3, 3, 3)), CPA) is None


def test_the_least_change_is_all_that_brute_force_finds():
    """For every one of the 1,024 sets of scores: the same points, and the very same ways to spend them."""
    for levels in product(range(1, 5), repeat=5):
        change, wanted = least_change(named(levels), CPA), cheapest(levels, CPA)
        assert (change is None) == (not wanted)
        if change is not None:
            assert set(outcomes(levels, change)) == set(wanted)
            assert all(sum(way) - sum(levels) == change.points for way in wanted)
            assert change.score == score_of(levels, CPA) + 1 == min(wanted.values())


@st.composite
def tables(draw):
    """A scale and a table on it, whose lines go down from the highest score; a council may write any."""
    highest = draw(st.integers(2, 5))
    scores = draw(st.lists(st.integers(2, highest), unique=True, min_size=1, max_size=3))
    rows = tuple(
        ScoreRow(score, draw(st.integers(1, 4)), draw(st.integers(1, highest)), draw(st.integers(1, highest)))
        for score in sorted(scores, reverse=True))
    return ScoreTable(1, highest, rows, 1)


@given(tables(), st.data())
def test_any_table_is_obeyed_for_the_fewest_points(table, data):
    levels = data.draw(st.lists(st.integers(1, table.highest), min_size=1, max_size=4))
    change, wanted = least_change(named(levels), table), cheapest(levels, table)

    assert (change is None) == (not wanted)
    if change is not None:
        assert all(sum(way) - sum(levels) == change.points for way in wanted)
        assert set(outcomes(levels, change)) <= set(wanted)
        assert all(score_of(way, table) == change.score > score_of(levels, table)
                   for way in outcomes(levels, change))


def test_the_score_that_is_promised_is_the_one_that_the_raised_themes_give():
    """A council's own table, in which the line of a higher score asks for hardly more than that of a lower one."""
    table = ScoreTable(1, 4, (ScoreRow(4, 2, 2, 2), ScoreRow(3, 1, 3, 2), ScoreRow(2, 2, 3, 1)), 1)

    for levels in product(range(1, 5), repeat=3):
        change = least_change(named(levels), table)
        for way in outcomes(levels, change) if change else ():
            assert score_of(way, table) == change.score


@given(st.lists(st.integers(1, 4), min_size=5, max_size=5), st.integers(0, 4))
def test_raising_a_theme_never_lowers_the_whole(levels, theme):
    raised = [min(level + (place == theme), 4) for place, level in enumerate(levels)]

    assert score_of(raised, CPA) >= score_of(levels, CPA)


def test_a_table_in_words():
    assert CPA.in_words == (
        "4: at least 2 themes at 4 or above, none below 3", "3: at least 3 themes at 3 or above, none below 2",
        "2: at least 3 themes at 2 or above", "1: all else")


@pytest.mark.parametrize(("score", "has"), [(1, True), (4.0, True), (0, False), (5, False), (2.5, False)])
def test_what_is_on_the_scale(score, has):
    assert CPA.has(score) is has
