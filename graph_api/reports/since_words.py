"""What has become of gaps since an earlier check, in words: the summary line, the standing of a gap, and why."""

from __future__ import annotations

from collections.abc import Mapping

from graph_api.explain import counted as count
from graph_api.explain import listing
from graph_api.reports.words import day
from graph_api.results import Compared, Comparison, Standing, Why
from graph_api.since import Tally, tally

STANDING = {
    Standing.NEW: "New",
    Standing.REOPENED: "Reopened",
    Standing.OPEN: "Still open",
    Standing.GONE: "Gone",
    Standing.NOT_CHECKED: "Not checked",
}
GONE = {
    Why.MENDED: "mended, since the rule looked again and found nothing",
    Why.NO_LONGER_RECORDED: "what showed it is no longer recorded, so it may not be mended",
    Why.ITEM_GONE: "what it was about is no longer in the plans",
    Why.NO_LONGER_LOOKED_AT: "the rule no longer looks at it",
    Why.RULE_CHANGED: "the rule asks something else now, so it may not be mended",
    Why.CANNOT_TELL: "why cannot be told, since one of the checks does not say what it looked at and what was recorded",
}
NEW = {
    Why.ARISEN: "the rule looked here before and found nothing",
    Why.ITEM_NEW: "what it is about was not in the plans before",
    Why.NEWLY_LOOKED_AT: "the rule did not look at it before",
    Why.RULE_CHANGED: "the rule asked something else before",
    Why.RULE_NOT_RUN: "its rule was not run before",
    Why.TIMED_OUT: "its rule ran out of time before",
    Why.NO_TARGET: "nothing that it should lead to was there before",
    Why.CANNOT_TELL: "why cannot be told, since one of the checks does not say what it looked at",
}
NOT_CHECKED = {
    Why.RULE_NOT_RUN: "its rule was not run",
    Why.TIMED_OUT: "its rule ran out of time",
    Why.NO_TARGET: "nothing that it should lead to is there any more, which is a gap of its own",
}
AGAIN: Mapping[Why, str] = {why: words for why, words in NEW.items() if why is not Why.ARISEN}
"""Of a gap that is back only what is out of the common is said."""
WORDS_OF: Mapping[Standing, Mapping[Why, str]] = {
    Standing.GONE: GONE, Standing.NEW: NEW, Standing.REOPENED: AGAIN, Standing.NOT_CHECKED: NOT_CHECKED}


def since_line(since: Comparison) -> str:
    """Since 1 June 2008: 3 new, 2 gone, 40 still open, 1 reopened, 2 waived."""
    return f"Since {day(since.since)}: {tally(since.lines).sentence}."


def since_remarks(since: Comparison) -> list[str]:
    """What must be said beside the counts, so that nobody takes silence for progress."""
    counts = tally(since.lines)
    return [*_of_gone(counts), *_of_open(counts), *_of_silence(counts), *_of_rules(since, counts)]


def why_words(line: Compared) -> str:
    """Why the gap is gone, new, back or not checked, as far as the checks tell; empty where there is nothing to say."""
    return WORDS_OF.get(line.standing, {}).get(line.why, "") if line.why else ""


def standing_words(since: Comparison, line: Compared) -> str:
    """How a gap stands, in a few words: open since 1 June 2008 (92 days), new: its rule was not run before."""
    said = [_standing(since, line)]
    said += [f"{what} was {old}" for what, old, _ in line.changes]
    if line.newly_waived:
        said.append("newly waived")
    if line.waiver_ended:
        said.append("its waiver has ended")
    return ", ".join(said)


def age(days: int) -> str:
    """An age in days."""
    return count(days, "day", "days")


def _standing(since: Comparison, line: Compared) -> str:
    gap, why = line.gap, why_words(line)
    match line.standing:
        case Standing.OPEN:
            again = f", reopened {day(gap.reopened)}" if gap.reopened else ""
            return f"open since {day(gap.first_seen)} ({age(since.days(gap))}){again}"
        case Standing.REOPENED:
            because = f": {why}" if why else ""
            return f"reopened{because}, first seen {day(gap.first_seen)} ({age(since.days(gap))} ago)"
        case Standing.GONE:
            return f"gone: {why}, first seen {day(gap.first_seen)}"
        case Standing.NOT_CHECKED:
            return f"not checked: {why}, first seen {day(gap.first_seen)}"
        case _:
            return f"new: {why}" if why else "new"


def _of_gone(counts: Tally) -> list[str]:
    if not counts.gone:
        return []
    other = counts.gone - counts.mended
    if not other:
        return [f"{_all(counts.gone)} mended: the same rule looked at the same items again and found nothing."]
    if not counts.mended:
        return [f"{counts.gone:,} gone, and the records do not say that any was mended."]
    return [f"Of the {counts.gone:,} gone, {counts.mended:,} {_is(counts.mended)} mended; of the other {other:,} the "
            "records do not say so."]


def _of_open(counts: Tally) -> list[str]:
    said = []
    if counts.changed:
        said.append(f"{count(counts.changed, 'open gap has', 'open gaps have')} another severity or proof than before.")
    if counts.newly_counted:
        said.append(f"{count(counts.newly_counted, 'gap', 'gaps')} that rested on silence before "
                    f"{'counts' if counts.newly_counted == 1 else 'count'} now.")
    if counts.no_longer_counted:
        said.append(f"{count(counts.no_longer_counted, 'gap', 'gaps')} that counted before "
                    f"{'rests' if counts.no_longer_counted == 1 else 'rest'} on silence now, since nothing that was "
                    "loaded asks any more. That is no progress.")
    if counts.newly_waived:
        said.append(f"{count(counts.newly_waived, 'gap is', 'gaps are')} newly waived.")
    if counts.waiver_ended:
        again = "the gap counts" if counts.waiver_ended == 1 else "the gaps count"
        said.append(f"{count(counts.waiver_ended, 'waiver has', 'waivers have')} ended, and {again} again.")
    return said


def _of_silence(counts: Tally) -> list[str]:
    parts = [f"{counts.silent_new:,} new"] if counts.silent_new else []
    parts += [f"{counts.silent_gone:,} gone"] if counts.silent_gone else []
    return [f"Of what rests on silence, which is not counted here: {listing(parts)}."] if parts else []


def _of_rules(since: Comparison, counts: Tally) -> list[str]:
    said = []
    if counts.not_checked:
        said.append(f"{count(counts.not_checked, 'gap was', 'gaps were')} not checked this time, so nobody can say "
                    f"what has become of {'it' if counts.not_checked == 1 else 'them'}.")
    if since.rules_not_run:
        said.append(f"Rules of the earlier check that were not run now: {listing(list(since.rules_not_run))}.")
    if since.rules_new:
        said.append(f"Rules that the earlier check did not run: {listing(list(since.rules_new))}.")
    if since.rules_changed:
        said.append(f"Rules that ask something else than before: {listing(list(since.rules_changed))}.")
    return said


def _all(number: int) -> str:
    return "The one gone is" if number == 1 else f"All {number:,} gone are"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
