"""Agreed exceptions applied to gaps, in one place and never by a rule. One that fits nothing or has run out is told."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from fnmatch import translate

from graph_api.results import Gap
from loaders.cells import KEY_LIMIT
from loaders.problems import problem
from schema.records import Problem, Waiver
from schema.rule import Rule, Shape

WHOLE = "plan-set"
"""What a waiver calls the item of a gap that is about the whole plan set."""
LONGEST_PATTERN = 2 * KEY_LIMIT
"""Signs of a pattern over keys; a longer one is no pattern, and fits nothing."""
ANY_MEMBER = (Shape.GROUP, Shape.LOOP)
"""Shapes whose gaps are about all their members alike; of the others the first item is what the gap is about."""


def apply_waivers(
    gaps: list[Gap], waivers: tuple[Waiver, ...], rules: Collection[Rule], as_of: datetime.date
) -> tuple[list[Gap], list[Problem]]:
    """The gaps, the agreed ones with reason, approver and last day; and a problem for each idle waiver.

    A waiver of a rule that was not run is neither used nor idle.
    """
    agreed = _Agreed(waiver for waiver in waivers if as_of <= waiver.until)
    used: set[Waiver] = set()
    marked = []
    for gap in gaps:
        waiver = agreed.of(gap)
        if waiver:
            used.add(waiver)
        marked.append(replace(gap, waived=_said(waiver)) if waiver else gap)
    run = {code for rule in rules for code in (rule.code, *rule.also)}
    return marked, [_idle(one, as_of) for one in waivers if one not in used and one.rule in run]


class _Agreed:
    """The waivers in force by rule: those of one key, and those of a pattern over keys, in the order written."""

    def __init__(self, waivers: Iterator[Waiver]) -> None:
        self.keys: dict[tuple[str, str], Waiver] = {}
        self.patterns: dict[str, list[tuple[re.Pattern[str], Waiver]]] = {}
        for waiver in waivers:
            if len(waiver.item) <= LONGEST_PATTERN and any(sign in waiver.item for sign in "*?["):
                self.patterns.setdefault(waiver.rule, []).append((re.compile(translate(waiver.item)), waiver))
            else:
                self.keys.setdefault((waiver.rule, waiver.item), waiver)

    def of(self, gap: Gap) -> Waiver | None:
        """The waiver that fits a gap: of its rule, or a code merged into it, and of what the gap is about."""
        if not self.keys and not self.patterns:
            return None
        about = [item.key for item in (gap.items if gap.rule.shape in ANY_MEMBER else gap.items[:1])] or [WHOLE]
        for code in (gap.rule.code, *gap.rule.also):
            for key in about:
                if (code, key) in self.keys:
                    return self.keys[code, key]
                for pattern, waiver in self.patterns.get(code, ()):
                    if pattern.match(key):
                        return waiver
        return None


def _said(waiver: Waiver) -> str:
    return f"{waiver.reason} (until {waiver.until.isoformat()}, approved by {waiver.approver})"


def _idle(waiver: Waiver, as_of: datetime.date) -> Problem:
    value = f"{waiver.rule} {waiver.item}"
    if waiver.until < as_of:
        return problem("waiver-expired", f"The waiver ran out on {waiver.until.isoformat()}.", source=waiver.source,
                       value=value)
    return problem("waiver-unused", source=waiver.source, value=value)
