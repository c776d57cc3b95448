# ruff: noqa: D101 - the classes without a docstring are there for type checkers alone
"""The enumerations of the API, each value with its meaning. Those of kinds, links and fields come from the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

import strawberry

from graph_api.across import Across
from graph_api.analyses.inventory import PlanState as State
from graph_api.analyses.summary import By
from graph_api.analyses.timetable import Course
from graph_api.engine import graph
from graph_api.gql.names import constant, pascal, sentence
from graph_api.results import CauseKind as Causes
from graph_api.results import FindingState as Compared
from graph_api.results import Proof as Sure
from graph_api.results import Standing as Stands
from graph_api.results import Why as Reason
from graph_api.stores.set_lines import Checked
from schema.dates import Precision
from schema.fields import Field
from schema.kinds import KINDS
from schema.links import VERBS
from schema.problems import Level
from schema.rule import Severity as Bad
from schema.rule import Shape
from schema.shapes import SHAPES


def make(name: str, about: str, values: Iterable[tuple[str, str]]) -> Any:
    """An enumeration of (value, meaning) pairs; the names of its values are made from the values."""
    body = {constant(value): strawberry.enum_value(value, description=meaning) for value, meaning in values}
    made: Any = Enum(name, body)  # type: ignore[misc] # its name is known only while the program starts
    return strawberry.enum(made, name=name, description=about)


def _of(declared: type[Enum], about: str, meanings: Mapping[str, str], name: str | None = None) -> Any:
    """An enumeration of ours with a meaning for every value; KeyError where one has none."""
    return make(name or declared.__name__, about, [(one.value, meanings[one.value]) for one in declared])


@cache
def of_field(family: str, field: Field) -> Any:
    """The enumeration of a field that holds one of a few words."""
    return make(f"{family}{pascal(field.name)}", sentence(field.about),
                [(word, f'Written "{word}" in files.') for word in field.words])


if TYPE_CHECKING:  # what is made while the program starts is no type to a checker
    class _Words(type):
        def __getattr__(cls, name: str) -> Any: ...

    class Word(metaclass=_Words):
        """A value of an enumeration."""

        value: str

        def __init__(self, value: str) -> None: ...

    class CauseKind(Word): ...
    class CountAcross(Word): ...
    class CountBy(Word): ...
    class Direction(Word): ...
    class FindingState(Word): ...
    class GapOrder(Word): ...
    class GapStanding(Word): ...
    class GapWhy(Word): ...
    class Kind(Word): ...
    class LookedState(Word): ...
    class PlanState(Word): ...
    class Precisions(Word): ...
    class ProblemLevel(Word): ...
    class Proof(Word): ...
    class ReportCourse(Word): ...
    class RuleShape(Word): ...
    class Severity(Word): ...
    class SummaryState(Word): ...
    class VerbName(Word): ...
else:
    Kind = make("Kind", "What an item is.", [(kind.name, kind.about) for kind in KINDS])
    VerbName = make("Verb", "A directed link between two items, by its name from the item where it starts.", [
        (verb.name, f"{verb.label}, from the other end {verb.reverse}: {verb.about}") for verb in VERBS])
    Severity = _of(Bad, "How bad a gap is.", {
        "high": "The thread is broken there, or somebody will be let down.",
        "medium": "The plan cannot be managed as it stands.",
        "low": "To be tidied at the next revision."})
    Proof = _of(Sure, "How sure a gap is: could answers that are missing clear it?", {
        "shown": "No: recorded values say it.",
        "blank": "Yes: a table asked for them, and the cells are empty or could not be read.",
        "silent": "Only answers that nothing loaded asked for could: we do not know."})
    FindingState = _of(Compared, "What has become of an inspector's finding in the plans as loaded.", {
        "reproduced": "A gap that recorded values or empty cells show matches it.",
        "stated-only": "We rest on the inspector's word: the rule fires through silence, could not look there, or "
                       "needs data that no paper gives (wanting).",
        "not-seen": "The rule looked at every one of its items and found no gap: mended, or the data disagrees.",
        "cannot-tell": "No rule can say it (whyNoRule), or the rule that would was not run or ran out of time."})
    CauseKind = _of(Causes, "The one thing that would mend many gaps.", {
        "loop": "Links that lead round in a circle and never to the top.",
        "points-at-nothing": "A link whose other end was not loaded.",
        "in-a-plan-supports-nothing": "Something that stands in a plan and says nothing of what it supports.",
        "no-parent": "Something without a recorded link to anything above it.",
        "ends-short": "A cascade of its own that does not lead to the wanted top.",
        "nothing-below": "Something that nothing below is recorded for.",
        "one-item": "One item that is wrong in the same way several times.",
        "one-state": "Several items that are wrong in the same way, with one remedy.",
        "no-column": "A whole table that has no column for what is missing.",
        "empty-column": "A column that is empty throughout a table.",
        "not-said": "Something that nothing loaded was asked for."})
    PlanState = _of(State, "How well a plan is known.", {
        "read": "A loaded file holds a record of it; its own text need not have been seen.",
        "listed": "It is known by name alone.",
        "absent": "Something says that it should be there, and nothing that was loaded holds it."})
    ReportCourse = _of(Course, "How a report of a timetable stands on a date.", {
        "issued": "It has been issued, and not after the day that is recorded as due.",
        "issued late": "It was issued after the day on which it was due.",
        "overdue": "Its day has passed, and it is not recorded as issued.",
        "due": "Its day is still to come, or may be.",
        "no date": "Neither a day on which it is due nor one on which it was issued is recorded.",
        "absent": "It was agreed or is expected, and no record of it was loaded."}, "ReportCourse")
    GapStanding = _of(Stands, "How a gap stands since an earlier check.", {
        "new": "Only this check found it.",
        "reopened": "This check found it; it was gone in an earlier one.",
        "open": "It was there before and is there now.",
        "gone": "Only the earlier check found it; why tells whether it was mended.",
        "not-checked": "Its rule was not asked this time, so nobody knows. It is never progress."}, "GapStanding")
    GapWhy = _of(Reason, "Why a gap is in one of two checks and not in the other, as far as they tell.", {
        "mended": "It is gone: the same rule looked at the same items again, and the record says something else.",
        "no-longer-recorded": "It is gone, and what showed it is no longer recorded, so it may not be mended.",
        "arisen": "It is new, and the same rule had looked at the same items before.",
        "item-gone": "What it was about is no longer in the plans.",
        "item-new": "What it is about was not in the plans before.",
        "no-longer-looked-at": "What it was about is there, and the rule no longer looks at it.",
        "newly-looked-at": "What it is about was there before, and the rule did not look at it.",
        "rule-changed": "The rule asks something else than before.",
        "rule-not-run": "One of the two checks did not run its rule.",
        "timed-out": "Its rule ran out of time in one of the two checks.",
        "no-target": "In one of the two checks nothing was there that its items should lead to.",
        "cannot-tell": "One of the two checks does not say what it looked at."}, "GapWhy")
    CountBy = _of(By, "What gaps are counted by.", {
        "rule": "The rule that found them.", "board": "The board that leads.",
        "owner": "The post or body that answers for the item.", "plan": "The plan that the item is or stands in.",
        "tier": "The height of the item in the cascade.",
        "criterion": "What an inspection framework asks; a gap may count under several."}, "CountBy")
    CountAcross = _of(Across, "What gaps are counted by where there may be several plan sets.", {
        "rule": "The rule that found them.", "severity": "How bad they are.",
        "plan-set": "The plan set, one line each."}, "CountAcross")
    SummaryState = _of(Checked, "What the counts of a plan set are worth.", {
        "now": "They are of the plan set as it stands, as of its own date or else today.",
        "before": "They are of before: the plan set, the date or our rules have changed since.",
        "never": "There are none, since it was never checked whole."}, "SummaryState")
    LookedState = _of(graph.State, "What came of asking one rule.", {
        "looked": "It looked at its items.",
        "nothing-to-look-at": "No item of its sort was loaded, so its silence says nothing.",
        "no-target": "What everything should lead to is not there.",
        "timed-out": "It did not end in time."}, "LookedState")
    RuleShape = make("RuleShape", "Which of the nine questions a rule asks.", [
        (shape.value, SHAPES[shape].question) for shape in Shape])
    ProblemLevel = _of(Level, "How much a problem with the input matters.", {
        "error": "Something was lost.", "warning": "Something may have been lost.",
        "note": "It only says what was done."}, "ProblemLevel")
    Precisions = _of(Precision, "How exact a date is as written.", {
        "day": "One day.", "month": "A month.", "quarter": "A quarter of a financial year.",
        "financial-year": "A financial year, 1 April to 31 March.", "calendar-year": "A year, January to December.",
        "by": "Any day up to its last one.", "span": "From one date to another."}, "DatePrecision")
    Direction = make("Direction", "Which way to follow the thread.", [
        ("up", "Towards the vision."), ("down", "Towards the work of teams and members of staff.")])
    GapOrder = make("GapOrder", "What gaps are sorted by; those that are alike stay in the order of their rules.", [
        ("rule", "By rule, then by kind and key of the item."),
        ("severity", "The worst first, and of those the surest first."),
        ("proof", "The surest first, and of those the worst first."),
        ("board", "By the title of the board that leads; no board last."),
        ("owner", "By the title of the owner; no owner last.")])
