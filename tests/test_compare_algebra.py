"""The algebra of comparing, on random checks."""

from __future__ import annotations

from dataclasses import replace

from compared import DAY, DAYS
from hypothesis import given
from hypothesis import strategies as st

from graph_api.compare import compare
from graph_api.results import ItemRef, KnownGap, Proof, Standing, Why
from graph_api.saved import SavedCheck
from graph_api.seen import PackedSeen
from graph_api.since import tally, turned
from schema.rule import Severity

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
