"""Which headings the gaps of a rule may rest on: where an emptied cell could clear a gap that nobody has mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schema.language.check import LINK_FIELDS
from schema.language.tree import And, FieldValue, Hop, Linked, Name, Not, Or, Test, Worse
from schema.rule import Rule, Shape

UNTOLD = "?"
"""Stands for cells of items that a gap does not name: of whatever a path may lead to, or a share counts."""
GIVEN = ("kind", "key")
"""What every item has, and nobody can empty."""


def frail(rule: Rule) -> frozenset[str]:
    """The headings, as `status`, `>SUPPORTS` or `>SUPPORTS@role`; none where an emptied cell never clears a gap.

    A loop is always told as mended: a link that is taken out is what mends it.
    """
    found = {heading for test, wanted, verbs in tests_of(rule) for heading in _read(test, wanted, verbs)}
    if rule.shape in (Shape.CLASH, Shape.DETOUR):
        found |= {heading for hop in rule.along for heading in _step(hop)}
    for by in (*rule.by, rule.differs):
        if by is not None:
            found |= set(_step(by)) if isinstance(by, Hop) else set(_headings((Name(by),), ()))
    far = (rule.good, rule.to_where, *(hop.test for hop in rule.but_not))
    if any(True for test in far if test is not None for _ in _read(test, True, ())):
        found.add(UNTOLD)
    return frozenset(found)


def tests_of(rule: Rule) -> Iterator[tuple[Test, bool, Sequence[str]]]:
    """The tests that make a gap, each with what it comes out as where there is none, and the verbs of its link."""
    verbs = rule.along[-1].verbs if rule.along else ()
    for need in (rule.needs or {}).values():
        yield need, True, verbs
    for test, wanted in ((rule.fault, False), (rule.unless, True), *((one, False) for one in rule.together)):
        if test is not None:
            yield test, wanted, verbs


def names_of(test: Test) -> tuple[Name, ...]:
    """The fields that a single question reads."""
    if isinstance(test, Worse):
        return test.first, test.second, test.polarity
    names = (test.name,) if hasattr(test, "name") else ()
    value = getattr(test, "value", None)
    return (*names, value.name) if isinstance(value, FieldValue) else names


def is_cell(name: Name) -> bool:
    """Whether somebody fills it in, and could empty it."""
    return name.field not in (LINK_FIELDS if name.scope == "@" else GIVEN)


def fewer_clear(test: Linked, *, wanted: bool) -> bool:
    """Whether fewer links could bring the question to come out as wanted."""
    return test.sign in ("=", "!=") or wanted == (test.sign in ("<", "<="))


def more_clear(test: Linked, *, wanted: bool) -> bool:
    """Whether more links that pass could do so."""
    return test.sign in ("=", "!=") or wanted != (test.sign in ("<", "<="))


def _read(test: Test, wanted: bool, verbs: Sequence[str]) -> Iterator[str]:
    """The headings that, emptied, may bring a test to come out as wanted: a question about nothing is answered no."""
    match test:
        case Not(part):
            yield from _read(part, not wanted, verbs)
        case And(tests) | Or(tests):
            asked = {heading for part in tests for heading in _sure(part, verbs)} \
                if wanted and isinstance(test, And) else set()
            yield from ({heading for part in tests for heading in _read(part, wanted, verbs)} - asked)
        case Linked():
            yield from _linked(test, wanted, verbs)
        case _ if not wanted:
            yield from _headings(names_of(test), verbs)


def _sure(part: Test, verbs: Sequence[str]) -> Iterator[str]:
    """What must be filled for a single question to hold: beside it nothing is won by emptying that cell."""
    if not isinstance(part, Not | And | Or | Linked):
        yield from _headings(names_of(part), verbs)


def _linked(test: Linked, wanted: bool, verbs: Sequence[str]) -> Iterator[str]:
    if fewer_clear(test, wanted=wanted):
        yield from _step(test.hop)
    if more_clear(test, wanted=wanted) and test.hop.test is not None:
        yield from _read(test.hop.test, True, test.hop.verbs)
    if not wanted and isinstance(test.value, FieldValue):
        yield from _headings((test.value.name,), verbs)


def _step(hop: Hop) -> Iterator[str]:
    yield from (f">{verb}" for verb in hop.verbs)
    if hop.test is not None:
        yield from _read(hop.test, False, hop.verbs)


def _headings(names: Iterable[Name], verbs: Sequence[str]) -> Iterator[str]:
    for name in filter(is_cell, names):
        yield from (f">{verb}@{name.field}" for verb in verbs) if name.scope == "@" else (name.field,)
