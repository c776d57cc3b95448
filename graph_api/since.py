"""A comparison counted: as a whole, by the board that leads and by the owner."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph_api.results import Compared, Comparison, Standing, Why
from schema.rule import Severity

SEVERITIES = tuple(Severity)


class Side(StrEnum):
    """What a comparison is grouped by."""

    BOARD = "board"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gaps have which standing. Only gaps that headlines count, as they are now or last were, but for
    waived ones, which are told apart, and silent ones.

    `mended` are part of `gone`, `newly_waived` of `waived`; `changed`, `waiver_ended` (those that count again) and
    `newly_counted` (those that rested on silence before) are part of what is there. `silent` are all that are
    there and rest on silence; `silent_new` and `silent_gone` are what has changed of them, and
    `no_longer_counted` those of them that counted before.
    """

    new: int = 0
    gone: int = 0
    mended: int = 0
    open: int = 0
    reopened: int = 0
    waived: int = 0
    newly_waived: int = 0
    waiver_ended: int = 0
    changed: int = 0
    newly_counted: int = 0
    no_longer_counted: int = 0
    not_checked: int = 0
    silent: int = 0
    silent_new: int = 0
    silent_gone: int = 0

    @property
    def sentence(self) -> str:
        """The whole in one line: 3 new, 2 gone, 40 still open, 1 reopened, 2 waived; and what nobody checked."""
        unchecked = f", {self.not_checked:,} not checked" if self.not_checked else ""
        return (f"{self.new:,} new, {self.gone:,} gone, {self.open:,} still open, {self.reopened:,} reopened, "
                f"{self.waived:,} waived{unchecked}")

    @property
    def tells(self) -> bool:
        """Whether there is anything beside silence."""
        return any((self.new, self.gone, self.open, self.reopened, self.waived, self.not_checked))


@dataclass(frozen=True, slots=True)
class SinceGroup:
    """What has become of the gaps of one board or owner; the key of none recorded is empty."""

    key: str
    title: str
    tally: Tally
    oldest: int
    """How many days the oldest gap that counts and is still there has been known; 0 where there is none."""


def tally(lines: Iterable[Compared]) -> Tally:
    """The lines counted."""
    counts: dict[str, int] = {}
    for line in lines:
        for name in _counted_as(line):
            counts[name] = counts.get(name, 0) + 1
    return Tally(**counts)


def groups(comparison: Comparison, side: Side, lines: Iterable[Compared] | None = None) -> tuple[SinceGroup, ...]:
    """The comparison by board or owner: those with most new and reopened gaps first, none recorded last."""
    found: dict[str, list[Compared]] = {}
    titles: dict[str, str] = {}
    for line in comparison.lines if lines is None else lines:
        body = line.gap.board if side is Side.BOARD else line.gap.owner
        key = body.key if body else ""
        if line.present or key not in titles:  # what is there now knows the newest title
            titles[key] = body.title if body else NONE[side]
        found.setdefault(key, []).append(line)
    made = [SinceGroup(key, titles[key], tally(of), oldest(comparison, of)) for key, of in found.items()]
    return tuple(sorted(made, key=lambda group: (
        not group.key, -group.tally.new - group.tally.reopened, -group.tally.open, group.title, group.key)))


NONE = {Side.BOARD: "No lead board recorded", Side.OWNER: "No owner recorded"}


def oldest(comparison: Comparison, lines: Iterable[Compared]) -> int:
    """The age in days of the oldest gap that counts and is there."""
    return max((comparison.days(line.gap) for line in lines if line.present and line.gap.counts), default=0)


def standing(comparison: Comparison, wanted: Standing, *, counted: bool = True) -> list[Compared]:
    """The lines of one standing, worst and then oldest first; with `counted` only those that headlines count."""
    found = [line for line in comparison.lines if line.standing is wanted and (line.gap.counts or not counted)]
    return sorted(found, key=_worst)


def turned(comparison: Comparison) -> list[Compared]:
    """The gaps that are still there and have changed: their severity, their proof, or whether they are waived."""
    found = [line for line in comparison.lines if line.changes or line.waiver_ended
             or (line.newly_waived and line.before is not None)]
    return sorted(found, key=_worst)


def _worst(line: Compared) -> tuple[int, datetime.date]:
    return SEVERITIES.index(line.gap.severity), line.gap.first_seen


def _counted_as(line: Compared) -> Iterator[str]:
    """The names under which a line counts."""
    gap = line.gap
    if gap.waived is not None:
        yield from _waived(line)
        return
    if gap.counts:
        yield line.standing.value.replace("-", "_")
        if line.standing is Standing.GONE and line.why is Why.MENDED:
            yield "mended"
    else:
        yield from _silent(line)
    yield from _turned(line)


def _waived(line: Compared) -> Iterator[str]:
    if line.present:
        yield "waived"
    if line.newly_waived:
        yield "newly_waived"


def _silent(line: Compared) -> Iterator[str]:
    if line.present:
        yield "silent"
        if line.standing is not Standing.OPEN:
            yield "silent_new"
    elif line.standing is Standing.GONE:
        yield "silent_gone"


def _turned(line: Compared) -> Iterator[str]:
    """What has changed of a gap that was there before."""
    if line.changes:
        yield "changed"
    if line.waiver_ended:
        if line.gap.counts:
            yield "waiver_ended"
    elif line.standing is Standing.OPEN and line.before is not None and line.before.counts != line.gap.counts:
        yield "newly_counted" if line.gap.counts else "no_longer_counted"
