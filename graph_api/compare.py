"""Two checks of one plan set compared, gap by gap: new, reopened, still open, gone and why, or not checked at all.

What the later check did not ask is never called progress: a gap is mended only if the same rule, asking the same,
looked at the same items again and found nothing, though what had shown the gap is still recorded, as something else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from graph_api.engine.graph import State
from graph_api.results import Check, Compared, Comparison, Gap, KnownGap, Standing, Why
from graph_api.saved import SavedCheck, saved_of
from graph_api.seen import Seen

UNASKED: Mapping[State | None, Why] = {
    None: Why.RULE_NOT_RUN, State.TIMED_OUT: Why.TIMED_OUT, State.NO_TARGET: Why.NO_TARGET}

TURNED: Mapping[Why, Why] = {
    Why.MENDED: Why.ARISEN, Why.ITEM_GONE: Why.ITEM_NEW, Why.NO_LONGER_LOOKED_AT: Why.NEWLY_LOOKED_AT}
"""The reasons for what is gone, told of what is new."""


class NotComparableError(ValueError):
    """The two checks cannot be compared; says why."""


def compare(old: SavedCheck, new: SavedCheck) -> Comparison:
    """What has become of the gaps of the older check in the newer one.

    NotComparableError where they are of different plan sets, or where the older one is the newer. A gap that is
    there keeps the day on which it was first seen. Lines are by rule, then by items, then by id.
    """
    refuse(old, new)
    before = {gap.id: gap for gap in (*old.not_checked, *old.gaps)}
    gone = {gap.id: gap for gap in old.gone}
    lines = [_present(gap, before, gone, old, new) for gap in new.gaps]
    now = {gap.id for gap in new.gaps}
    lines += [_absent(gap, old, new) for key, gap in before.items() if key not in now]
    past = (gap for key, gap in gone.items() if key not in now and key not in before)
    return Comparison(
        old.as_of, new.as_of, tuple(sorted(lines, key=_order)), tuple(sorted(past, key=lambda gap: gap.id)),
        rules_not_run=tuple(sorted(set(old.looked) - set(new.looked))),
        rules_new=tuple(sorted(set(new.looked) - set(old.looked))), rules_changed=tuple(_changed(old, new)))


def refuse(old: SavedCheck, new: SavedCheck) -> None:
    """NotComparableError where a comparison would say nothing true."""
    if old.plan_set != new.plan_set:
        raise NotComparableError(
            f"They are checks of two plan sets, {old.plan_set} and {new.plan_set}. Only checks of one can be compared.")
    if old.as_of > new.as_of:
        raise NotComparableError(
            f"The earlier check is as of {old.as_of.isoformat()}, after the later one, {new.as_of.isoformat()}. "
            "Give the earlier one first.")


def with_baseline(check: Check, baseline: SavedCheck, seen: Seen) -> Check:
    """The check with what has become of the gaps of an earlier one, each gap with the day it was first seen.

    Where the two cannot be compared `not_compared` says why. `seen` is what the check looked at.
    """
    try:
        since = compare(baseline, saved_of(check, seen))
    except NotComparableError as error:
        return replace(check, not_compared=str(error))
    return replace(check, since=since, gaps=tuple(_aged(gap, since) for gap in check.gaps))


def _aged(gap: Gap, since: Comparison) -> Gap:
    first_seen = since.by_id[gap.id].gap.first_seen
    return gap if first_seen == gap.first_seen else replace(gap, first_seen=first_seen)


def _present(
    gap: KnownGap, before: Mapping[str, KnownGap], gone: Mapping[str, KnownGap], old: SavedCheck, new: SavedCheck
) -> Compared:
    """A gap that the newer check found; why, where the older one had not found it."""
    if found := before.get(gap.id):
        return Compared(_since(gap, found, found.reopened), Standing.OPEN, found)
    why = _why(gap, old, new)
    turned = TURNED.get(why, why)
    if found := gone.get(gap.id):
        return Compared(_since(gap, found, new.as_of), Standing.REOPENED, found, turned)
    if gap.first_seen < old.as_of:  # the newer check has a memory of its own, and knows it from before the older one
        asked = why not in UNASKED.values()
        return Compared(gap, Standing.REOPENED if asked else Standing.OPEN, None, turned)
    return Compared(gap, Standing.NEW, None, turned)


def _since(gap: KnownGap, found: KnownGap, reopened: datetime.date | None) -> KnownGap:
    """The gap with its history; a saved check of our own already holds one."""
    return replace(gap, first_seen=min(gap.first_seen, found.first_seen), reopened=gap.reopened or reopened)


def _absent(gap: KnownGap, old: SavedCheck, new: SavedCheck) -> Compared:
    """A gap that only the older check found, or that it remembers as not checked."""
    why = _why(gap, new, old)
    if why in UNASKED.values():
        asked = gap.asked or (old.seen.asked(gap.rule) if old.seen else None)
        return Compared(replace(gap, why=why, asked=asked), Standing.NOT_CHECKED, gap, why)
    if why is Why.MENDED and new.seen is not None:
        why = _lost(gap, new.seen) or why
    gone = replace(gap, gone_since=new.as_of, why=why, asked=None, recorded=None, enough=None)
    return Compared(gone, Standing.GONE, gap, why)


def _lost(gap: KnownGap, seen: Seen) -> Why | None:
    """Why a gap is not mended though its rule looked at its items again: what showed it is not recorded any more.

    None where it is, as something else. What earlier files do not say cannot be told.
    """
    good = seen.good(gap.rule, "".join(item.key for item in gap.items))
    if gap.recorded is None or (good is not None and gap.enough is None):
        return None if seen.frail(gap.rule) is False else Why.CANNOT_TELL
    if good is not None and gap.enough is not None and good < gap.enough:
        return Why.NO_LONGER_RECORDED
    if not all(seen.there(cell.rpartition(" ")[0]) for cell in gap.recorded):
        return Why.ITEM_GONE
    still = [seen.filled(cell) for cell in gap.recorded]
    if None in still:
        return Why.CANNOT_TELL
    return None if all(still) else Why.NO_LONGER_RECORDED


def _why(gap: KnownGap, without: SavedCheck, found: SavedCheck) -> Why:
    """Why the check `without` the gap does not have it, where the check `found` has it."""
    state = without.looked.get(gap.rule)
    if state in UNASKED:
        return UNASKED[state]
    seen, other, keys = without.seen, found.seen, [item.key for item in gap.items]
    if seen is not None and not all(map(seen.there, keys)):
        return Why.ITEM_GONE
    if seen is None or other is None:
        return Why.CANNOT_TELL
    asked = gap.asked or other.asked(gap.rule)
    if asked is not None and asked != seen.asked(gap.rule):
        return Why.RULE_CHANGED
    subjects = [key for key in keys if other.looked_at(gap.rule, key)] or keys[:1]
    if state is State.NOTHING or not all(seen.looked_at(gap.rule, key) for key in subjects):
        return Why.NO_LONGER_LOOKED_AT
    return Why.MENDED


def _changed(old: SavedCheck, new: SavedCheck) -> Iterator[str]:
    """Codes of the rules that ask something else than before."""
    if old.seen is None or new.seen is None:
        return
    for code in sorted(set(old.looked) & set(new.looked)):
        asked, asked_now = old.seen.asked(code), new.seen.asked(code)
        if asked is not None and asked_now is not None and asked != asked_now:
            yield code


def _order(line: Compared) -> tuple[str, tuple[str, ...], str]:
    return line.gap.rule, tuple(item.key for item in line.gap.items), line.gap.id
