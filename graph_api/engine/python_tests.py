"""Tests compiled to nested Python functions over (item, link, middle, far end), once for each check."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable
from typing import Any

from schema.dates import PlanDate, financial_year
from schema.kinds import FAMILIES
from schema.language.check import spread
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
from schema.records import Item, Link

from .graph import Ends, Graph

Getter = Callable[..., Any]
Predicate = Callable[..., bool]
"""Called with (item, link=None, middle=None, far end=None); never raises, never answers anything but yes or no."""

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}
DATES = (PlanDate, datetime.date)


class Compiler:
    """Compiles the tests of rules for one graph and one as-of date."""

    def __init__(self, graph: Graph, as_of: datetime.date) -> None:
        self.graph, self.as_of = graph, as_of
        self._done: dict[Test, Predicate] = {}

    def test(self, test: Test | None) -> Predicate:
        """The test as a function; no test always holds. Equal tests are compiled once."""
        if test is None:
            return always
        if test not in self._done:
            self._done[test] = self._compile(test)
        return self._done[test]

    def far_ends(self, hop: Hop) -> Callable[[Item], Ends]:
        """A function from an item to the far ends of a step that pass its test."""
        sources = self._indexes(hop)
        if hop.test is None and len(sources) == 1:
            get_all = sources[0].get
            return lambda item: get_all(item.key, ())
        check = self.test(hop.test)
        if len(sources) == 2:
            out, into = (source.get for source in sources)
            return lambda item: [
                (far, link) for far, link in (*out(item.key, ()), *_others(item, into(item.key, ())))
                if check(far, link)]
        get = sources[0].get
        return lambda item: [(far, link) for far, link in get(item.key, ()) if check(far, link)]

    def value(self, name: Name) -> Getter:
        """A function that reads a field; None where it is missing."""
        return _getter(name)

    def operand(self, value: Operand) -> Getter:
        """A function that gives the right-hand side of a comparison."""
        match value:
            case Word(constant):
                return lambda n, link=None, m=None, b=None: constant
            case AsOf(days):
                day = days_before(self.as_of, days)
                return lambda n, link=None, m=None, b=None: day
            case Year(ahead):
                year = min(self.as_of.year + ahead, datetime.MAXYEAR)
                label = financial_year(self.as_of.replace(day=1, year=year))
                return lambda n, link=None, m=None, b=None: label
            case FieldValue(name, plus):
                return _plus(_getter(name), plus)

    def _indexes(self, hop: Hop) -> list[Any]:
        (verb,) = hop.verbs
        return [ask(verb) for way, ask in ((">", self.graph.out), ("<", self.graph.into)) if hop.way in (way, "~")]

    def _compile(self, test: Test) -> Predicate:
        match test:
            case And(tests):
                return _all([self.test(part) for part in tests])
            case Or(tests):
                return _any([self.test(part) for part in tests])
            case Not(part):
                inner = self.test(part)
                return lambda n, link=None, m=None, b=None: not inner(n, link, m, b)
            case Linked():
                return self._linked(test)
            case Worse(first, second, polarity, share):
                return _worse(_getter(first), _getter(second), _getter(polarity), share)
            case _:
                return self._atom(test)

    def _atom(self, test: Has | Compare | OneOf | Includes | Certainly) -> Predicate:
        get = _getter(test.name)
        match test:
            case Has():
                return lambda n, link=None, m=None, b=None: get(n, link, m, b) is not None
            case Includes(_, word):
                return lambda n, link=None, m=None, b=None: word in (get(n, link, m, b) or ())
            case OneOf(name, values):
                return _among(get, accepted(name, values))
            case Certainly(_, sign, value):
                return _certainly(get, sign, self.operand(value))
            case Compare(name, sign, Word(word)) if sign in ("=", "!="):
                return _among(get, accepted(name, (word,)), same=sign == "=")
            case Compare(_, sign, value):
                return _compare(get, SIGNS[sign], self.operand(value))

    def _linked(self, test: Linked) -> Predicate:
        ends, scope = self.far_ends(test.hop), test.scope
        if test.sign:
            return _counted(ends, scope, SIGNS[test.sign], self.operand(test.value or Word(0.0)))
        if scope in ("", "a"):
            return lambda n, link=None, m=None, b=None: bool(ends(n))
        if scope == "m":
            return lambda n, link=None, m=None, b=None: m is not None and bool(ends(m))
        return lambda n, link=None, m=None, b=None: b is not None and bool(ends(b))


def _others(item: Item, ends: Ends) -> Ends:
    """The ends without the item itself: either way, a link to oneself is one link."""
    return [end for end in ends if end[0].key != item.key]


def always(n: Item, link: Link | None = None, m: Item | None = None, b: Item | None = None) -> bool:  # noqa: ARG001 - the shape of every test
    """The test that every item passes."""
    return True


def accepted(name: Name, values: tuple[str | float | bool, ...]) -> frozenset[Any]:
    """The values that pass: after `kind` a family stands for its kinds, after `@wanted` for itself too."""
    if name.field == "kind" and name.scope != "@":
        return spread(values)
    if name == Name("wanted", "@"):
        return spread(values) | frozenset(value for value in values if value in FAMILIES)
    return frozenset(values)


def days_before(day: datetime.date, days: int) -> datetime.date:
    """The day so many days before another; the first of all days where there is none."""
    return datetime.date.fromordinal(max(1, day.toordinal() - days))


def same_sort(left: Any, right: Any) -> bool:
    """Whether two values may be compared: both numbers, both words, both yes or no."""
    return type(left) is type(right) or (
        isinstance(left, int | float) and isinstance(right, int | float)
        and not isinstance(left, bool) and not isinstance(right, bool)
    )


def worse_than(first: Any, second: Any, polarity: Any, share: float) -> bool:
    """Whether the first is worse than the second by more than a share of it; no polarity, no answer (T6, T7)."""
    if not _is_number(first) or not _is_number(second):
        return False
    slack = share * abs(second)
    if polarity == "higher":
        return bool(first < second - slack)
    return bool(polarity == "lower" and first > second + slack)


def certainly(left: Any, sign: str, right: Any) -> bool:
    """Whether one date is certainly before or after another, by the precision of both (law 3)."""
    if not isinstance(left, DATES) or not isinstance(right, DATES):
        return False
    if sign == "before":
        return _last(left) < _first(right)
    return _first(left) > _last(right)


def _first(value: PlanDate | datetime.date) -> datetime.date:
    return value.start if isinstance(value, PlanDate) else value


def _last(value: PlanDate | datetime.date) -> datetime.date:
    return value.end if isinstance(value, PlanDate) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def read(item: Item, field: str) -> Any:
    """A field of an item; kind, title and key count as fields. None where it is missing."""
    if field == "kind":
        return item.kind
    if field == "title":
        return item.title or None
    if field == "key":
        return item.key
    return item.values.get(field)


def read_link(link: Link | None, field: str) -> Any:
    """A field of a link; what a dangling one wanted counts as fields."""
    if link is None:
        return None
    if field in ("wanted", "wanted_set"):
        return getattr(link, field)
    return link.fields.get(field)


def _getter(name: Name) -> Getter:
    field = name.field
    if name.scope == "@":
        return lambda n, link=None, m=None, b=None: read_link(link, field)
    if name.scope in ("m", "b"):
        return _end_getter(field, middle=name.scope == "m")
    if field == "kind":
        return lambda n, link=None, m=None, b=None: n.kind
    if field in ("title", "key"):
        return lambda n, link=None, m=None, b=None: read(n, field)
    return lambda n, link=None, m=None, b=None: n.values.get(field)


def _end_getter(field: str, *, middle: bool) -> Getter:
    if middle:
        return lambda n, link=None, m=None, b=None: None if m is None else read(m, field)
    return lambda n, link=None, m=None, b=None: None if b is None else read(b, field)


def _plus(get: Getter, plus: float) -> Getter:
    if not plus:
        return get

    def added(n: Item, link: Link | None = None, m: Item | None = None, b: Item | None = None) -> Any:
        value = get(n, link, m, b)
        return value + plus if _is_number(value) else None

    return added


def _all(tests: list[Predicate]) -> Predicate:
    if len(tests) == 2:
        first, second = tests
        return lambda n, link=None, m=None, b=None: first(n, link, m, b) and second(n, link, m, b)
    return lambda n, link=None, m=None, b=None: all(test(n, link, m, b) for test in tests)


def _any(tests: list[Predicate]) -> Predicate:
    if len(tests) == 2:
        first, second = tests
        return lambda n, link=None, m=None, b=None: first(n, link, m, b) or second(n, link, m, b)
    return lambda n, link=None, m=None, b=None: any(test(n, link, m, b) for test in tests)


def _among(get: Getter, values: frozenset[Any], *, same: bool = True) -> Predicate:
    if all(isinstance(value, str) for value in values):  # nearly all tests; a word is never equal to a number
        return _among_words(get, values, same=same)
    wanted = frozenset(_sorted(value) for value in values)

    def found(n: Item, link: Link | None = None, m: Item | None = None, b: Item | None = None) -> bool:
        value = get(n, link, m, b)
        return value is not None and (_sorted(value) in wanted) is same

    return found


def _among_words(get: Getter, words: frozenset[Any], *, same: bool) -> Predicate:
    if same:
        return lambda n, link=None, m=None, b=None: get(n, link, m, b) in words

    def other(n: Item, link: Link | None = None, m: Item | None = None, b: Item | None = None) -> bool:
        value = get(n, link, m, b)
        return value is not None and value not in words

    return other


def _sorted(value: Any) -> tuple[str, Any]:
    """A value with its sort: 1 and True are one key of a set in Python and two values in a plan."""
    return ("yes/no" if isinstance(value, bool) else "number" if _is_number(value) else "word", value)


def _compare(get: Getter, sign: Callable[[Any, Any], bool], other: Getter) -> Predicate:
    def compared(n: Item, link: Link | None = None, m: Item | None = None, b: Item | None = None) -> bool:
        left, right = get(n, link, m, b), other(n, link, m, b)
        return left is not None and right is not None and same_sort(left, right) and sign(left, right)

    return compared


def _certainly(get: Getter, sign: str, other: Getter) -> Predicate:
    return lambda n, link=None, m=None, b=None: certainly(get(n, link, m, b), sign, other(n, link, m, b))


def _worse(first: Getter, second: Getter, polarity: Getter, share: float) -> Predicate:
    return lambda n, link=None, m=None, b=None: worse_than(
        first(n, link, m, b), second(n, link, m, b), polarity(n, link, m, b), share)


def _counted(
    ends: Callable[[Item], Ends], scope: str, sign: Callable[[Any, Any], bool], other: Getter
) -> Predicate:
    def counted(n: Item, link: Link | None = None, m: Item | None = None, b: Item | None = None) -> bool:
        start = {"m": m, "b": b}.get(scope, n)
        right = other(n, link, m, b)
        return start is not None and right is not None and sign(float(len(ends(start))), right)

    return counted
