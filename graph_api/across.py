"""Gaps counted across plan sets: by rule, by severity, by plan set. Sums of what the summary of each says.

Nothing here looks at an item; these are counts of gaps in plans, told as they are however small.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph_api.analyses.summary import SummaryLine
from graph_api.results import Check
from graph_api.set_summary import our_stamp, summary_of
from graph_api.stores.protocol import Store
from graph_api.stores.set_lines import Checked, RuleCount, SetLine
from schema.rule import Severity


class Across(StrEnum):
    """What gaps of several plan sets are counted by."""

    RULE = "rule"
    SEVERITY = "severity"
    PLAN_SET = "plan-set"


@dataclass(frozen=True, slots=True)
class National:
    """Sums over plan sets: how many there are, how many of them have a summary of now, of before, or none yet, and
    the dates that those in the sums are of.
    """

    plan_sets: int
    now: int
    before: int
    never: int
    first_as_of: datetime.date | None
    last_as_of: datetime.date | None
    total: SummaryLine
    lines: tuple[SummaryLine, ...]


def national(sets: Sequence[SetLine], by: Across, today: datetime.date) -> National:
    """The sums of the last summary of each plan set, whether it is of now or of before."""
    states = Counter(one.checked(today, our_stamp()) for one in sets)
    dates = [one.summary.as_of for one in sets if one.summary]
    return National(
        len(sets), states[Checked.NOW], states[Checked.BEFORE], states[Checked.NEVER], min(dates, default=None),
        max(dates, default=None), total(sets), lines(sets, by))


def lines(sets: Iterable[SetLine], by: Across) -> tuple[SummaryLine, ...]:
    """One line for each rule that found something, for each severity, or for each plan set that has a summary.

    Two councils may have given rules of their own one code: with another name it is another line.
    """
    if by is Across.SEVERITY:
        counts = [count for one in sets for count in one.counts]
        return tuple(
            _line(word.value, word.value.capitalize(), [one for one in counts if one.severity == word.value])
            for word in Severity)
    if by is Across.PLAN_SET:
        return tuple(_line(one.name, one.title, one.counts) for one in sets if one.summary)
    groups: dict[tuple[str, str], list[RuleCount]] = {}
    for one in sets:
        for count in one.counts:
            groups.setdefault((count.code, count.name), []).append(count)
    return tuple(_line(code, name, groups[code, name]) for code, name in sorted(groups))


def total(sets: Iterable[SetLine]) -> SummaryLine:
    """All plan sets in one line."""
    return _line("", "All", [count for one in sets for count in one.counts])


def line_of(store: Store, check: Check) -> SetLine:
    """The plan set that is held in memory, checked."""
    about, counts = store.about(), store.counts()
    known = about.plan_set
    return SetLine(known.name, known.title, known.made_up, counts.total, counts.links, "", check.as_of,
                   summary=summary_of(check, ""))


def _line(key: str, title: str, counts: Iterable[RuleCount]) -> SummaryLine:
    found = Counter[str]()
    for one in counts:
        found.update({one.severity: one.counted, "silent": one.silent, "waived": one.waived})
    return SummaryLine(key, title, found["high"], found["medium"], found["low"], found["silent"], found["waived"])
