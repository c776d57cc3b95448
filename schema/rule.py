"""A rule: what finds a gap, as data. Ours are in schema/rules, a user's beside the plans; one reader for both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from schema.language.tree import Hop, Test

CODE = re.compile(r"[A-Z][A-Za-z0-9]{0,11}")
"""The form of a rule's code, which stands in the ids of its gaps."""
NAME = re.compile(r"(?=.{1,80}\Z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""The form of its name: words in kebab case."""


class Severity(StrEnum):
    """How bad a gap is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def about(self) -> str:
        """What the word means, the same for every rule."""
        return SEVERITIES[self]


SEVERITIES = {
    Severity.HIGH: "The thread is broken there, or somebody will be let down. Mend it now.",
    Severity.MEDIUM: "The plan cannot be managed as it stands. Mend it before the next report on it.",
    Severity.LOW: "Nothing goes wrong for it yet. Tidy it up when the plan is next revised.",
}
"""What each severity means; a council may give a rule another, and the words keep their meaning."""


class Shape(StrEnum):
    """The nine questions that a rule may ask."""

    LACKS = "lacks"
    WRONG = "wrong"
    LATE = "late"
    CLASH = "clash"
    GROUP = "group"
    DETOUR = "detour"
    CUT_OFF = "cut-off"
    LOOP = "loop"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, its tests already parsed.

    `of` are the kinds that it looks at and `where` narrows them; the other blanks belong to its shape
    (`schema.shapes`). `finds`, `why` and `remedy` are for people; `message` is the sentence of one gap.
    `also` are merged codes that it answers to; `chapter` is the file that it stands in. `thresholds` are the
    numbers in its tests that a council may set, and `example` is a small made-up plan in which it finds a gap.
    """

    code: str
    name: str
    severity: Severity
    shape: Shape
    of: tuple[str, ...]
    finds: str
    why: str
    remedy: str
    message: str
    sources: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    where: Test | None = None
    needs: Mapping[str, Test] | None = None
    fault: Test | None = None
    unless: Test | None = None
    show: tuple[str, ...] = ()
    date: str | None = None
    days: int = 0
    along: tuple[Hop, ...] = ()
    but_not: tuple[Hop, ...] = ()
    by: tuple[str | Hop, ...] = ()
    at_most: int | None = None
    differs: str | Hop | None = None
    together: tuple[Test, ...] = ()
    to: tuple[str, ...] = ()
    to_where: Test | None = None
    via: tuple[str, ...] = ()
    below: bool = False
    good: Test | None = None
    at_least: float | None = None
    per: Hop | None = None
    texts: Mapping[str, str] | None = None
    """The tests as written, by blank, for pages and messages."""
    origin: str = ""
    """Where the rule is declared: a file, for messages about it."""
    chapter: str = ""
    limits: str = ""
    """What the rule cannot see, where people may expect that it does."""
    example: str = ""
    thresholds: Mapping[str, float] | None = None
    in_use: bool = True
    tuned: tuple[str, ...] = ()
    """What a council changed of it, each in a few words."""
    because: str = ""
    """Why the council changed it, in its own words."""
    declared: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The rule as its file has it, for whoever tunes it or writes it out again."""

    @property
    def numbers(self) -> dict[str, float]:
        """What a council may set by a number, by the names that a tuning uses: blanks of the shape, thresholds."""
        blanks = {"days": self.days if self.date else None, "at_most": self.at_most, "at_least": self.at_least}
        return {name: value for name, value in blanks.items() if value is not None} | dict(self.thresholds or {})
