"""Rules with one thing changed. A case that no such change breaks does not say what the rule is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from schema.language.tree import And, Certainly, Compare, Has, Hop, Linked, Name, Not, OneOf, Or, Test, Word, Worse
from schema.links import STRICT, UPWARD
from schema.rule import Rule

ALWAYS = Has(Name("kind"))
NEVER = Not(ALWAYS)
NEAR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "="}
BLANKS = ("where", "fault", "unless", "to_where", "good")


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with one part of it changed, each with the change in words."""
    for blank in BLANKS:
        for says, test in _tests(getattr(rule, blank)):
            yield f"{blank}: {says}", replace(rule, **{blank: test})
    for name, need in (rule.needs or {}).items():
        for says, test in _tests(need):
            yield f"needs {name}: {says}", replace(rule, needs={**(rule.needs or {}), name: test})
    for blank in ("along", "but_not"):
        for says, hops in _routes(getattr(rule, blank)):
            yield f"{blank}: {says}", replace(rule, **{blank: hops})
    yield from _rest(rule)


def _rest(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for change in (1, -1):
        if rule.date and (rule.days or change > 0):
            yield f"days {rule.days + change}", replace(rule, days=rule.days + change)
    if rule.at_most is not None:
        yield "one more", replace(rule, at_most=rule.at_most + 1)
    if rule.via:
        yield "via", replace(rule, via=UPWARD if rule.via == STRICT else STRICT)
    if rule.to:
        yield "below", replace(rule, below=not rule.below)
    for blank in ("of", "to"):
        kinds = getattr(rule, blank)
        for left_out in kinds if 1 < len(kinds) < 6 else ():
            yield f"{blank} without {left_out}", replace(
                rule, **{blank: tuple(kind for kind in kinds if kind != left_out)})


def _routes(hops: tuple[Hop, ...]) -> Iterator[tuple[str, tuple[Hop, ...]]]:
    for at, hop in enumerate(hops):
        for says, test in _tests(hop.test):
            yield f"step {at + 1}: {says}", (*hops[:at], replace(hop, test=test), *hops[at + 1:])
        for verb in hop.verbs if len(hop.verbs) > 1 else ():
            rest = tuple(other for other in hop.verbs if other != verb)
            yield f"step {at + 1} without {verb}", (*hops[:at], replace(hop, verbs=rest), *hops[at + 1:])
        if hop.way == "~":
            for way in "<>":
                yield f"step {at + 1} only {way}", (*hops[:at], replace(hop, way=way), *hops[at + 1:])


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
            for says, changed in _tests(hop.test):
                yield says, replace(test, hop=replace(hop, test=changed))
        case _:
            yield from _atoms(test)


def _atoms(test: Any) -> Iterator[tuple[str, Test]]:
    match test:
        case OneOf(name, values) if len(values) > 1:
            for value in values:
                yield f"{name} not {value}", OneOf(name, tuple(other for other in values if other != value))
        case Compare(name, sign, Word(float())) | Compare(name, ("<" | ">" | "<=" | ">=") as sign, _):
            yield f"{name} {NEAR[sign]}", replace(test, sign=NEAR[sign])
        case Certainly(name, sign, _):
            yield f"{name} the other way", replace(test, sign="after" if sign == "before" else "before")
        case Worse(first, second, _, share):
            yield "worse the other way", replace(test, first=second, second=first)
            yield "worse by another share", replace(test, share=0.05 if not share else 0.0)


def _said(test: Test) -> str:
    match test:
        case Compare(name, sign, value):
            return f"{name} {sign} {getattr(value, 'value', value)}"
        case Has(name):
            return str(name)
        case Linked(hop, scope):
            return f"{scope}{hop.way}{'|'.join(hop.verbs)}"
        case OneOf(name, values):
            return f"{name} in {values}"
        case _:
            return type(test).__name__.lower()
