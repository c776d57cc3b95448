"""A plan set in a list of many: how much it holds, and how many gaps its last whole check found, by rule."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Checked(StrEnum):
    """What the summary of a plan set is worth."""

    NOW = "now"
    BEFORE = "before"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class RuleCount:
    """The gaps of one rule at one severity: how many headlines count, how many rest on silence, how many are waived.

    A council may tune the severity of a rule, so it belongs to the count.
    """

    code: str
    name: str
    severity: str
    counted: int = 0
    silent: int = 0
    waived: int = 0


@dataclass(frozen=True, slots=True)
class SetSummary:
    """The gaps of one plan set, counted by a check of the whole: of which state of it, as of which date, by which
    rules of ours (`rules`, a stamp; rules of the council's own are part of its state).
    """

    hash: str
    as_of: datetime.date
    rules: str
    counts: tuple[RuleCount, ...]

    def packed(self) -> str:
        """The summary as text; `unpacked` makes it again."""
        counts = [[one.code, one.name, one.severity, one.counted, one.silent, one.waived] for one in self.counts]
        return json.dumps([self.hash, self.as_of.isoformat(), self.rules, counts], ensure_ascii=False)


def unpacked(text: str) -> SetSummary | None:
    """The summary that a text holds; None where it is written in a way that this program does not know."""
    try:
        digest, as_of, rules, counts = json.loads(text)
        return SetSummary(
            digest, datetime.date.fromisoformat(as_of), rules, tuple(RuleCount(*count) for count in counts))
    except (ValueError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class SetLine:
    """One plan set. `synced` is when it was last brought up to date, `syncing_since` since when somebody is at it;
    `hash` is None where it was never loaded whole; `as_of` is the date that it asks to be checked as of, if any.
    """

    name: str
    title: str
    made_up: bool = False
    items: int = 0
    links: int = 0
    hash: str | None = None
    as_of: datetime.date | None = None
    synced: datetime.datetime | None = None
    syncing_since: datetime.datetime | None = None
    summary: SetSummary | None = None

    def checked(self, today: datetime.date, rules: str) -> Checked:
        """Whether the summary is of the plan set as it is, as of its own date (else today), by these rules."""
        found = self.summary
        if found is None:
            return Checked.NEVER
        same = found.hash == self.hash and found.rules == rules and found.as_of >= (self.as_of or today)
        return Checked.NOW if same else Checked.BEFORE

    @property
    def counts(self) -> Sequence[RuleCount]:
        """The counts of the summary; nothing where there is none."""
        return self.summary.counts if self.summary else ()
