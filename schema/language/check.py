"""Whether a test can ever be true: its kinds, verbs, fields, types and words (laws 2 and 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schema.dates import normal_period
from schema.fields import Field, FieldType
from schema.kinds import FAMILIES, KIND, field_of
from schema.language.tree import (
    And,
    AsOf,
    Certainly,
    Compare,
    FieldValue,
    Has,
    Hop,
    Includes,
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
from schema.links import VERB

Kinds = tuple[str, ...]
LINK_FIELDS = ("wanted", "wanted_set")
ORDERED = (FieldType.NUMBER, FieldType.PERIOD)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of a test may stand for: kinds of the item at hand, of the ends of a route, its last verb."""

    here: Kinds
    ends: Mapping[str, Kinds]
    verbs: Kinds = ()


def check_test(test: Test, scope: Scope) -> list[str]:
    """What is wrong with a test, in sentences; empty where nothing is."""
    return list(_faults(test, scope))


def check_route(hops: tuple[Hop, ...], start: Kinds) -> tuple[list[str], Scope]:
    """What is wrong with a route, and what the names of a test after it stand for."""
    faults: list[str] = []
    ends: dict[str, Kinds] = {"a": start}
    here: Kinds = start
    verbs: Kinds = ()
    for name, hop in zip(("m", "b") if len(hops) == 2 else ("b",), hops, strict=True):
        step_faults, far = _step(hop, here)
        faults += step_faults
        here, verbs = far, hop.verbs
        if hop.way != "?":  # nothing stands at the end of a link to nothing
            ends[name] = far
    return faults, Scope(start, ends, verbs)


def far_kinds(hop: Hop, here: Kinds) -> Kinds:
    """The kinds that may stand at the far end of a step from items of the kinds `here`."""
    found: set[str] = set()
    for verb in map(VERB.__getitem__, hop.verbs):
        if hop.way in ">~?" and set(verb.starts) & set(here):
            found |= set(verb.ends)
        if hop.way in "<~" and set(verb.ends) & set(here):
            found |= set(verb.starts)
    return narrowed(hop.test, tuple(kind for kind in KIND if kind in found))


def narrowed(test: Test | None, kinds: Kinds) -> Kinds:
    """The kinds that remain where a test says `kind = ..` for certain."""
    for part in test.tests if isinstance(test, And) else (test,):
        if isinstance(part, Compare) and part.name == Name("kind") and part.sign == "=":
            kinds = tuple(kind for kind in kinds if kind in spread((_word(part.value),)))
        if isinstance(part, OneOf) and part.name == Name("kind"):
            kinds = tuple(kind for kind in kinds if kind in spread(part.values))
    return kinds


def spread(names: tuple[str | float | bool | None, ...]) -> frozenset[str]:
    """Kind names for words after `kind`, where a family stands for each of its kinds."""
    return frozenset(kind for name in names for kind in FAMILIES.get(str(name), (str(name),)))


def _step(hop: Hop, here: Kinds) -> tuple[list[str], Kinds]:
    far = far_kinds(hop, here)
    if not far:
        return [f"no {' or '.join(here)} has a link {hop.way}{'|'.join(hop.verbs)} that would do"], far
    return (check_test(hop.test, Scope(far, {}, hop.verbs)) if hop.test else []), far


def _faults(test: Test, scope: Scope, denied: bool = False) -> Iterator[str]:
    match test:
        case And(tests) | Or(tests):
            for part in tests:
                yield from _faults(part, scope, denied)
        case Not(part):
            yield from _faults(part, scope, not denied)
        case Linked():
            yield from _linked(test, scope)
        case Worse(first, second, polarity):
            yield from _typed(first, scope, FieldType.NUMBER)
            yield from _typed(second, scope, FieldType.NUMBER)
            yield from _typed(polarity, scope, FieldType.ONE_OF)
        case _:
            yield from _atom(test, scope, denied)


def _atom(test: Has | Compare | OneOf | Includes | Certainly, scope: Scope, denied: bool) -> Iterator[str]:
    fields = _fields(test.name, scope)
    if not fields:
        yield f"no field {test.name} can stand here"
    elif isinstance(test, Includes):
        yield from _typed(test.name, scope, FieldType.WORDS)
    elif isinstance(test, Certainly):
        yield from _typed(test.name, scope, FieldType.DATE)
        yield from _operand(test.value, scope, (FieldType.DATE,))
    elif isinstance(test, OneOf):
        for value in test.values:
            yield from _word_fits(fields, test.name, value, denied)
    elif isinstance(test, Compare):
        yield from _compare(test, fields, scope, denied)


def _compare(test: Compare, fields: list[Field], scope: Scope, denied: bool) -> Iterator[str]:
    if all(field.type is FieldType.DATE for field in fields) and not isinstance(test.value, Word):
        yield f"{test.name} is a date, so it is not {test.sign} but before or after"
    if test.sign not in ("=", "!=") and not any(field.type in ORDERED for field in fields):
        yield f"{test.name} is not a number, so it cannot be {test.sign}"
    if isinstance(test.value, Word):
        yield from _word_fits(fields, test.name, test.value.value, denied)
    else:
        yield from _operand(test.value, scope, tuple(field.type for field in fields))


def _operand(value: Operand, scope: Scope, types: tuple[FieldType, ...]) -> Iterator[str]:
    if isinstance(value, Word):
        yield f"{value.value} is not a date"
    elif isinstance(value, AsOf) and FieldType.DATE not in types:
        yield "asof is a date, and the field is not"
    elif isinstance(value, Year) and FieldType.PERIOD not in types:
        yield "year is a period, and the field is not"
    elif isinstance(value, FieldValue):
        found = _fields(value.name, scope)
        if not found:
            yield f"no field {value.name} can stand here"
        elif not any(field.type in types for field in found):
            yield f"{value.name} is of another type"


def _linked(test: Linked, scope: Scope) -> Iterator[str]:
    here = scope.ends.get(test.scope, ()) if test.scope else scope.here
    faults, _ = _step(test.hop, here)
    yield from faults
    if isinstance(test.value, FieldValue):
        yield from _typed(test.value.name, scope, FieldType.NUMBER)
    elif test.sign and not (isinstance(test.value, Word) and isinstance(test.value.value, float)):
        yield "links are counted, so they are compared with a number"


def _typed(name: Name, scope: Scope, wanted: FieldType) -> Iterator[str]:
    fields = _fields(name, scope)
    if not any(field.type is wanted for field in fields):
        yield f"{name} is not a {wanted} field here"


def _word_fits(fields: list[Field], name: Name, value: str | float | bool, denied: bool) -> Iterator[str]:
    """A word that the field can never hold; one that it holds on other kinds may still be denied of these."""
    others = (field_of(kind, name.field) for kind in KIND) if denied else ()
    if not any(_fits(field, value) for field in (*fields, *others) if field):
        allowed = sorted({word for field in fields for word in field.words})
        yield f"{name} can never be {value}" + (f"; it is one of {', '.join(allowed)}" if allowed else "")


def _fits(field: Field, value: str | float | bool) -> bool:
    match field.type:
        case FieldType.ONE_OF:
            return value in field.words
        case FieldType.NUMBER:
            return isinstance(value, float)
        case FieldType.YES_NO:
            return isinstance(value, bool)
        case FieldType.DATE | FieldType.WORDS:
            return False
        case FieldType.PERIOD:
            return isinstance(value, str) and normal_period(value) == value
        case _:
            return isinstance(value, str)


def _fields(name: Name, scope: Scope) -> list[Field]:
    """The declared fields that a name may stand for; `kind` counts as a word out of all kinds and families."""
    if name.scope == "@":
        if name.field in LINK_FIELDS:
            words = (*KIND, *FAMILIES) if name.field == "wanted" else ()
            return [Field(name.field, FieldType.ONE_OF if words else FieldType.TEXT, "", words)]
        return [field for verb in scope.verbs for field in VERB[verb].fields if field.name == name.field]
    kinds = scope.ends.get(name.scope, ()) if name.scope else scope.here
    if name.field == "kind":
        families = tuple(family for family, members in FAMILIES.items() if set(members) & set(kinds))
        return [Field("kind", FieldType.ONE_OF, "", (*kinds, *families))]
    found = [field_of(kind, name.field) for kind in kinds]
    return [field for field in found if field]


def _word(value: Operand) -> str | float | bool | None:
    return value.value if isinstance(value, Word) else None


def negated_alone(test: Test, told: frozenset[Name] = frozenset()) -> list[str]:
    """Negated date and number tests that stand alone: they hold for items that lack the value (law 2).

    `told` are the fields that a test around this one has asked for, or whose absence it speaks of itself.
    """
    if isinstance(test, Or):
        told = told | {part.test.name for part in test.tests if isinstance(part, Not) and isinstance(part.test, Has)}
        return [warning for part in test.tests for warning in negated_alone(part, told)]
    parts = test.tests if isinstance(test, And) else (test,)
    told = told | {part.name for part in parts if isinstance(part, Has)}
    found = [
        f"not {part.test.name} .. also holds where {part.test.name} is missing; write `{part.test.name} and not ..`"
        for part in parts
        if isinstance(part, Not) and isinstance(part.test, Certainly | Compare)
        and (isinstance(part.test, Certainly) or part.test.sign not in ("=", "!="))
        and part.test.name not in told
    ]
    for part in parts:
        inner = part.hop.test if isinstance(part, Linked) else None
        found += negated_alone(inner) if inner else []
        found += negated_alone(part, told) if isinstance(part, Or) else []
    return found
