"""What a check gives: gaps, their causes, what became of findings. Every surface shows these and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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
    """We rest on the inspector's word: the rule fires through silence, or could not look at these items."""
    NOT_SEEN = "not-seen"
    """The rule looked at every one of these items and found no gap: mended, or the data disagrees."""
    CANNOT_TELL = "cannot-tell"
    """No rule in use can say it, or the rule ran out of time."""


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

    def rule(self, code: str) -> Rule | None:
        """The rule with that code, or that answers to it; None where there is none."""
        return next((rule for rule in self.rules if code == rule.code or code in rule.also), None)

    def cause(self, cause_id: str | None) -> Cause | None:
        """The cause with that id."""
        return next((cause for cause in self.causes if cause.id == cause_id), None)
