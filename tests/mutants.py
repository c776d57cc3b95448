"""Rules with one thing changed. A case that no such change breaks does not say what the rule is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from schema.fields import FieldType
from schema.kinds import KINDS
from schema.language.tree import (
    And,
    AsOf,
    Certainly,
    Compare,
    FieldValue,
    Has,
    Hop,
    Linked,
    Name,
    Not,
    OneOf,
    Operand,
    Or,
    Test,
    Word,
    Worse,
    Year,
)
from schema.links import STRICT, UPWARD, VERBS
from schema.rule import Rule

ALWAYS = Has(Name("kind"))
NEVER = Not(ALWAYS)
NEAR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "="}
BLANKS = ("where", "fault", "unless", "to_where", "good")
LINKING = (*BLANKS, "needs", "along", "but_not", "by", "differs", "together", "per")
DATES = sorted({field.name for kind in KINDS for field in kind.fields if field.type is FieldType.DATE})
STEP = 0.01
"""How far a share is moved."""
MANY = 10**6
EMPTY: dict[str, dict[str, Any]] = {
    "where": {"where": None}, "needs": {"needs": {}}, "fault": {"fault": None}, "unless": {"unless": None},
    "date": {"days": MANY}, "days": {"days": 0}, "by": {"by": ("kind",)}, "at_most": {"at_most": MANY},
    "differs": {"differs": None, "at_most": MANY}, "together": {"together": (ALWAYS, ALWAYS)},
    "to_where": {"to_where": None}, "below": {"below": False}, "good": {"good": None}, "at_least": {"at_least": 0.0},
    "per": {"per": None},
}
"""For each blank, what makes it ask for nothing."""


def emptied(rule: Rule) -> dict[str, Rule]:
    """The rule with each of its filled blanks in turn asking for nothing, by the blank; shows are no part of it."""
    filled = {blank: blanks for blank, blanks in EMPTY.items() if getattr(rule, blank)}
    found = {blank: replace(rule, **blanks) for blank, blanks in filled.items()}
    for blank in ("along", "but_not"):
        hops = getattr(rule, blank)
        if hops:
            none = replace(hops[0], verbs=()) if hops[0].way == "?" else replace(hops[0], test=NEVER)
            found[blank] = replace(rule, **{blank: (none, *hops[1:])})
    if rule.to:
        found["to"] = replace(rule, to=rule.of, to_where=None)
    if rule.via:
        found["via"] = replace(rule, via=("COVERS",))
    return found


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with one part of it changed, each with the change in words, which begin with the blank."""
    for blank in BLANKS:
        for says, test in _tests(getattr(rule, blank)):
            yield f"{blank}: {says}", replace(rule, **{blank: test})
    for name, need in (rule.needs or {}).items():
        for says, test in _tests(need):
            yield f"needs {name}: {says}", replace(rule, needs={**(rule.needs or {}), name: test})
    for blank in ("along", "but_not"):
        for says, hops in _routes(getattr(rule, blank)):
            yield f"{blank}: {says}", replace(rule, **{blank: hops})
    for rest in (_paths, _numbers, _groups, _scopes, _swapped):
        yield from rest(rule)


def _paths(rule: Rule) -> Iterator[tuple[str, Rule]]:
    if rule.via:
        yield "via", replace(rule, via=UPWARD if rule.via == STRICT else STRICT)
    if rule.to:
        yield "below", replace(rule, below=not rule.below)
        yield "to: whatever is looked at", replace(rule, to=rule.of, to_where=None)
    for blank in ("of", "to"):
        kinds = getattr(rule, blank)
        for left_out in kinds if 1 < len(kinds) < 6 else ():
            yield f"{blank} without {left_out}", replace(
                rule, **{blank: tuple(kind for kind in kinds if kind != left_out)})


def _numbers(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for change in (1, -1):
        if rule.date and (rule.days or change > 0):
            yield f"days {rule.days + change}", replace(rule, days=rule.days + change)
        if rule.at_most is not None:
            yield f"at_most {rule.at_most + change}", replace(rule, at_most=rule.at_most + change)
        if rule.at_least is not None:
            share = round(rule.at_least + change * STEP, 4)
            yield f"at_least {share}", replace(rule, at_least=share)
    if rule.date:
        yield "date: never late", replace(rule, days=MANY)


def _scopes(rule: Rule) -> Iterator[tuple[str, Rule]]:
    if rule.per:
        yield "per: the plan set", replace(rule, per=None)
        for says, hop in _steps(rule.per):
            yield f"per: {says}", replace(rule, per=hop)


def _swapped(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for blank in LINKING:
        for says, changed in _swaps(getattr(rule, blank)):
            yield f"{blank}: {says}", replace(rule, **{blank: changed})


def _groups(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for at, by in enumerate(rule.by):
        if len(rule.by) > 1:
            yield f"by: without {_named(by)}", replace(rule, by=(*rule.by[:at], *rule.by[at + 1:]))
        for says, hop in _steps(by):
            yield f"by: {says}", replace(rule, by=(*rule.by[:at], hop, *rule.by[at + 1:]))
    if rule.by:
        yield "by: nothing", replace(rule, by=("kind",))
    if rule.differs:
        yield "differs: in anything", replace(rule, differs=None, at_most=1)
        yield "differs: in nothing", replace(rule, differs=None, at_most=MANY)
        for says, hop in _steps(rule.differs):
            yield f"differs: {says}", replace(rule, differs=hop)
    for at, test in enumerate(rule.together):
        for says, changed in _tests(test):
            yield f"together {at + 1}: {says}", replace(
                rule, together=(*rule.together[:at], changed, *rule.together[at + 1:]))


def _routes(hops: tuple[Hop, ...]) -> Iterator[tuple[str, tuple[Hop, ...]]]:
    if hops and hops[0].way != "?":
        yield "no way", (replace(hops[0], test=NEVER), *hops[1:])
    for at, hop in enumerate(hops):
        for says, changed in _steps(hop):
            yield f"step {at + 1}: {says}", (*hops[:at], changed, *hops[at + 1:])
        for verb in hop.verbs if len(hop.verbs) > 1 else ():
            rest = tuple(other for other in hop.verbs if other != verb)
            yield f"step {at + 1} without {verb}", (*hops[:at], replace(hop, verbs=rest), *hops[at + 1:])


def _steps(hop: str | Hop) -> Iterator[tuple[str, Hop]]:
    """A step with its test changed, or going one way only; a field has none."""
    if isinstance(hop, Hop):
        for says, test in _tests(hop.test):
            yield says, replace(hop, test=test)
        for way in "<>" if hop.way == "~" else "":
            yield f"only {way}", replace(hop, way=way)


def _tests(test: Test | None) -> Iterator[tuple[str, Test]]:
    """The test made always and never true, then each part of it changed."""
    if test is None:
        return
    yield f"always instead of {_said(test)}", ALWAYS
    yield f"never instead of {_said(test)}", NEVER
    yield from _parts(test)


def _parts(test: Test) -> Iterator[tuple[str, Test]]:
    match test:
        case And(parts) | Or(parts):
            for at, part in enumerate(parts):
                for says, changed in _tests(part):
                    yield says, type(test)((*parts[:at], changed, *parts[at + 1:]))
        case Not(part):
            for says, changed in _parts(part):
                yield says, Not(changed)
        case Linked(hop):
            for says, step in _steps(hop):
                yield says, replace(test, hop=step)
            yield from _counts(test)
        case _:
            yield from _atoms(test)


def _counts(test: Linked) -> Iterator[tuple[str, Test]]:
    """A number of links with another sign, and compared with another number."""
    if test.sign:
        yield f"{_said(test)} {NEAR[test.sign]}", replace(test, sign=NEAR[test.sign])
    for says, value in _operands(test.value):
        yield f"{_said(test)} {test.sign} {says}", replace(test, value=value)


def _atoms(test: Any) -> Iterator[tuple[str, Test]]:
    match test:
        case OneOf(name, values) if len(values) > 1:
            for value in values:
                yield f"{name} not {value}", OneOf(name, tuple(other for other in values if other != value))
        case Compare(name, sign, value):
            if (isinstance(value, Word) and isinstance(value.value, float)) or sign not in ("=", "!="):
                yield f"{name} {NEAR[sign]}", replace(test, sign=NEAR[sign])
            for says, other in _operands(value):
                yield f"{name} {sign} {says}", replace(test, value=other)
        case Certainly(name, sign, value):
            yield f"{name} the other way", replace(test, sign="after" if sign == "before" else "before")
            for says, other in _operands(value):
                yield f"{name} {sign} {says}", replace(test, value=other)
        case Worse(first, second, _, share):
            yield "worse the other way", replace(test, first=second, second=first)
            yield "worse by another share", replace(test, share=0.05 if not share else 0.0)
            for change in (STEP, -STEP) if share else ():
                yield f"worse by {share + change:.2f}", replace(test, share=round(share + change, 4))


def _operands(value: Operand | None) -> Iterator[tuple[str, Operand]]:
    """What is compared with, one more and one less: a number, days before the day asked for, a year."""
    for change in (1, -1):
        match value:
            case Word(float() as number):
                yield f"{number + change:.10g} for {number:.10g}", Word(number + change)
            case AsOf(days):
                yield f"asof-{days + change}d", AsOf(days + change)
            case Year(ahead):
                yield f"year {ahead + change}", Year(ahead + change)
            case FieldValue(name, plus) if plus:
                yield f"{name} + {plus + change:g} for {plus:g}", FieldValue(name, plus + change)


def _swaps(part: Any) -> Iterator[tuple[str, Any]]:
    """Every date read from another field, every link of another verb or the other way, wherever they stand."""
    match part:
        case Name(field, scope) if field in DATES:
            yield from ((f"{part} as {other}", Name(other, scope)) for other in DATES if other != field)
        case Hop(way, (verb,), _) if way != "?":
            yield from ((f"{way}{verb} as {other.name}", replace(part, verbs=(other.name,)))
                        for other in VERBS if other.name != verb)
            yield from ((f"{way}{verb} the other way", replace(part, way=other))
                        for other in "<>" if other != way)
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from ((f"{name}: {says}", {**part, name: changed}) for says, changed in _swaps(inner))
    elif isinstance(part, tuple):
        for at, inner in enumerate(part):
            yield from ((says, (*part[:at], changed, *part[at + 1:])) for says, changed in _swaps(inner))
    elif is_dataclass(part):
        for field in fields(part):
            yield from ((says, replace(part, **{field.name: changed}))
                        for says, changed in _swaps(getattr(part, field.name)))


def _named(by: str | Hop) -> str:
    return by if isinstance(by, str) else f"{by.way}{'|'.join(by.verbs)}"


def _said(test: Test) -> str:
    match test:
        case Compare(name, sign, value):
            return f"{name} {sign} {getattr(value, 'value', value)}"
        case Has(name):
            return str(name)
        case Linked(hop, scope):
            return f"{scope}{_named(hop)}"
        case OneOf(name, values):
            return f"{name} in {values}"
        case _:
            return type(test).__name__.lower()
