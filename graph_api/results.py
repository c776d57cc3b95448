"""What a check gives: gaps, their causes, what became of findings. Every surface shows these and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from graph_api.engine.graph import State
from schema.fields import Value
from schema.records import Finding, PlanSet, Problem, Source
from schema.rule import Rule, Severity


class Proof(StrEnum):
    """How sure a gap is. Could answers that are missing clear it?"""

    SHOWN = "shown"
    """No: recorded values say it."""
    BLANK = "blank"
    """Yes: a register asked for them, and the cells are empty or could not be read."""
    SILENT = "silent"
    """Only answers that nothing loaded asked for: we do not know."""


class FindingState(StrEnum):
    """What has become of an inspector's finding in the plans as loaded."""

    REPRODUCED = "reproduced"
    """A gap that recorded values or empty cells show matches it."""
    STATED_ONLY = "stated-only"
    """We rest on the inspector's word: the rule fires through silence, could not look at these items, or needs data
    that no paper gives."""
    NOT_SEEN = "not-seen"
    """The rule looked at every one of these items and found no gap: mended, or the data disagrees."""
    CANNOT_TELL = "cannot-tell"
    """No rule can say it, or the rule that would was not run or ran out of time."""


@dataclass(frozen=True, slots=True)
class ItemRef:
    """An item named in an answer."""

    key: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that a gap rests on: the test as written, its proof, and the (name, value) pairs that show it."""

    test: str
    proof: Proof
    values: tuple[tuple[str, Value | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something wrong with the plans.

    `id` stays the same from one quarter to the next. `items` are one, two or many, by shape; none where the
    gap is the whole plan set's. `rule_sources` and `record_sources` say where the rule and the record stand.
    `owner` and `board` are who must mend it and who leads. `cause` is the id of the cause that it shares.
    `first_seen` is the date of the first check that found it, as far as an earlier one tells, else of this one.
    """

    id: str
    rule: Rule
    proof: Proof
    items: tuple[ItemRef, ...]
    message: str
    remedy: str
    evidence: tuple[Evidence, ...]
    rule_sources: tuple[Source, ...]
    record_sources: tuple[Source, ...]
    owner: ItemRef | None = None
    board: ItemRef | None = None
    cause: str | None = None
    confirmed_by: tuple[str, ...] = ()
    waived: str | None = None
    first_seen: datetime.date | None = None

    @property
    def severity(self) -> Severity:
        """The severity of its rule."""
        return self.rule.severity

    @property
    def counts(self) -> bool:
        """Whether headlines count it: shown, blank or confirmed, and not waived."""
        return self.waived is None and (self.proof is not Proof.SILENT or bool(self.confirmed_by))


class CauseKind(StrEnum):
    """The one thing that would mend many gaps."""

    LOOP = "loop"
    POINTS_AT_NOTHING = "points-at-nothing"
    SUPPORTS_NOTHING = "in-a-plan-supports-nothing"
    NO_PARENT = "no-parent"
    ENDS_SHORT = "ends-short"
    NOTHING_BELOW = "nothing-below"
    ONE_ITEM = "one-item"
    ONE_STATE = "one-state"
    NO_COLUMN = "no-column"
    EMPTY_COLUMN = "empty-column"
    NOT_SAID = "not-said"


@dataclass(frozen=True, slots=True)
class Cause:
    """What many gaps have in common: one missing link, or a column that a whole table lacks.

    `cut_off` counts gaps, each once; `mends` counts the items that mending it would reconnect, which may
    overlap with other causes. `item` is where to mend it; `board` leads there. `counted` is how many of its
    gaps headlines count.
    """

    id: str
    kind: CauseKind
    says: str
    remedy: str
    severity: Severity
    item: ItemRef | None = None
    board: ItemRef | None = None
    cut_off: int = 0
    mends: int = 0
    counted: int = 0


@dataclass(frozen=True, slots=True)
class LookedAt:
    """How many items one rule looked at, and what came of it."""

    n: int
    state: State


@dataclass(frozen=True, slots=True)
class FindingResult:
    """A finding compared with the gaps: its state, why, and the ids of the gaps that match it."""

    finding: Finding
    state: FindingState
    why: str
    gaps: tuple[str, ...] = ()


class Standing(StrEnum):
    """How a gap of two checks stands: whether it is in the later one, and whether it was there before."""

    NEW = "new"
    REOPENED = "reopened"
    """It was gone in an earlier check."""
    OPEN = "open"
    GONE = "gone"
    NOT_CHECKED = "not-checked"
    """The later check did not ask its rule, so nobody knows. It is never called progress."""


class Why(StrEnum):
    """Why a gap is in one of two checks and not in the other, as far as they tell."""

    MENDED = "mended"
    """It is gone, the same rule looked at the same items again, and what showed it is recorded as something else."""
    NO_LONGER_RECORDED = "no-longer-recorded"
    """It is gone, and a cell that showed it is empty now, or a share counts fewer."""
    ARISEN = "arisen"
    """It is new, and the same rule had looked at the same items before."""
    ITEM_GONE = "item-gone"
    ITEM_NEW = "item-new"
    NO_LONGER_LOOKED_AT = "no-longer-looked-at"
    NEWLY_LOOKED_AT = "newly-looked-at"
    RULE_CHANGED = "rule-changed"
    RULE_NOT_RUN = "rule-not-run"
    TIMED_OUT = "timed-out"
    NO_TARGET = "no-target"
    """Nothing of the sort that its items should lead to is there at all, so they were not asked one by one."""
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True)
class KnownGap:
    """A gap as a saved check holds it: enough to compare it, and to name it when it is gone.

    `rule` is a code. `gone_since` is the date of the first check without it; `reopened` that of the check
    that found it again. `asked` is a digest of what its rule asked when it was last found, kept of a gap that
    was not checked since. `recorded` are the filled cells that it rested on and that would clear it if they were
    emptied, None where nobody knows; `enough` how many good ones would do, of a share that is too small.
    """

    id: str
    rule: str
    severity: Severity
    proof: Proof
    items: tuple[ItemRef, ...]
    message: str
    first_seen: datetime.date
    owner: ItemRef | None = None
    board: ItemRef | None = None
    confirmed_by: tuple[str, ...] = ()
    waived: str | None = None
    reopened: datetime.date | None = None
    gone_since: datetime.date | None = None
    why: Why | None = None
    asked: str | None = None
    recorded: tuple[str, ...] | None = field(default=None, compare=False)
    enough: int | None = field(default=None, compare=False)

    @property
    def counts(self) -> bool:
        """Whether headlines count it: shown, blank or confirmed, and not waived."""
        return self.waived is None and (self.proof is not Proof.SILENT or bool(self.confirmed_by))


@dataclass(frozen=True, slots=True)
class Compared:
    """A gap in the light of two checks: as it is now or last was, and as the earlier check had it."""

    gap: KnownGap
    standing: Standing
    before: KnownGap | None = None
    why: Why | None = None

    @property
    def present(self) -> bool:
        """Whether the later check found it."""
        return self.standing not in (Standing.GONE, Standing.NOT_CHECKED)

    @property
    def newly_waived(self) -> bool:
        """Whether it has become an agreed exception between the two checks."""
        return self.present and self.gap.waived is not None and (self.before is None or self.before.waived is None)

    @property
    def waiver_ended(self) -> bool:
        """Whether it was an agreed exception and is none any more."""
        return self.present and self.gap.waived is None and self.before is not None and self.before.waived is not None

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """What has changed of a gap that is still open, as (what, before, now): its severity, its proof."""
        if self.before is None or self.standing is not Standing.OPEN:
            return ()
        pairs = (("severity", self.before.severity, self.gap.severity), ("proof", self.before.proof, self.gap.proof))
        return tuple((what, old.value, new.value) for what, old, new in pairs if old is not new)


@dataclass(frozen=True)
class Comparison:
    """Two checks of one plan set, gap by gap.

    `since` and `as_of` are the dates of the two. `past` are gaps that were gone before `since` and still are;
    `rules_not_run` are codes that the earlier check asked and the later one did not, `rules_new` the other way
    round, `rules_changed` those that ask something else now.
    """

    since: datetime.date
    as_of: datetime.date
    lines: tuple[Compared, ...]
    past: tuple[KnownGap, ...] = ()
    rules_not_run: tuple[str, ...] = ()
    rules_new: tuple[str, ...] = ()
    rules_changed: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Compared]:
        """Every line by the id of its gap."""
        return {line.gap.id: line for line in self.lines}

    def days(self, gap: KnownGap) -> int:
        """How long a gap has been known, in days."""
        return (self.as_of - gap.first_seen).days


@dataclass(frozen=True, slots=True)
class Check:
    """Everything that one check of one plan set found, as of one date; gaps by rule, kind and key."""

    as_of: datetime.date
    plan_set: PlanSet
    rules: tuple[Rule, ...]
    looked_at: Mapping[str, LookedAt]
    listed: Mapping[str, int]
    gaps: tuple[Gap, ...] = ()
    causes: tuple[Cause, ...] = ()
    problems: tuple[Problem, ...] = ()
    findings: tuple[FindingResult, ...] = ()
    items: Mapping[str, int] = field(default_factory=dict)
    """How many items there are of each kind, listed ones included."""
    tuned: tuple[Rule, ...] = ()
    """The rules that the council changed, those that it took out of use among them."""
    since: Comparison | None = None
    """What has become of the gaps of an earlier check, where one was given."""
    not_compared: str | None = None
    """Why the earlier check that was given cannot be compared with this one."""

    def rule(self, code: str) -> Rule | None:
        """The rule with that code, or that answers to it; None where there is none."""
        return next((rule for rule in self.rules if code == rule.code or code in rule.also), None)

    def cause(self, cause_id: str | None) -> Cause | None:
        """The cause with that id."""
        return next((cause for cause in self.causes if cause.id == cause_id), None)
