"""The nine shapes run in memory. Each gives the number of items looked at and the rows that it found."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

from schema.kinds import field_of
from schema.language.tree import Hop, Name
from schema.links import VERB
from schema.records import Item, Link
from schema.rule import Rule, Shape

from .graph import Graph, Result, Row, State, one_each
from .knots import knots
from .python_tests import Compiler, Predicate, days_before
from .reach import Reach


class Engine:
    """Runs rules on one graph as of one date; searches for a distinct target are shared between rules."""

    def __init__(self, graph: Graph, as_of: datetime.date) -> None:
        self.graph, self.as_of = graph, as_of
        self.compiler = Compiler(graph, as_of)
        self.reach = Reach(graph, self.compiler)

    def run(self, rule: Rule) -> Result:
        """What the rule finds, rows sorted by their identity."""
        items = self.looked_at(rule)
        if not items:
            return Result(0, State.NOTHING)
        if rule.shape is Shape.CUT_OFF and not self.reach.targets(rule):
            return Result(len(items), State.NO_TARGET, (Row((), ("plan-set",)),))
        return Result(len(items), State.LOOKED, one_each(RUNNERS[rule.shape](self, rule, items)))

    def looked_at(self, rule: Rule) -> list[Item]:
        """The items that the rule looks at: of its kinds, not listed, passing `where`; for `late`, with the date."""
        items = self.graph.items(rule.of)
        if rule.date:
            field = rule.date
            items = [item for item in items if item.values.get(field) is not None]
        if rule.where is None:
            return list(items)
        where = self.compiler.test(rule.where)
        return [item for item in items if where(item)]


def _lacks(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    needs = [(name, engine.compiler.test(test)) for name, test in (rule.needs or {}).items()]
    shown = _shower(engine, rule)
    for item in items:
        failed = tuple(name for name, test in needs if not test(item))
        if failed:
            yield Row((item.key,), (item.key,), failed=failed, values=shown(item))


def _wrong(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    fault, shown = engine.compiler.test(rule.fault), _shower(engine, rule)
    for item in items:
        if fault(item):
            yield Row((item.key,), (item.key,), values=shown(item))


def _late(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    limit = days_before(engine.as_of, rule.days)
    unless = _unless(engine, rule)
    field = str(rule.date)
    for item in items:
        value: Any = item.values[field]
        if value.end < limit and not unless(item):
            yield Row((item.key,), (item.key,), values=((field, value),))


def _clash(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    if rule.along[0].way == "?":
        yield from _dangling(engine, rule, items)
        return
    fault, unless, shown = engine.compiler.test(rule.fault), _unless(engine, rule), _shower(engine, rule)
    routes = _routes(engine, rule.along)
    for a in items:
        for m, b, link in routes(a):
            if fault(a, link, m, b) and not unless(a, link, m, b):
                yield Row((a.key, b.key), (a.key, b.key), values=shown(a, link, m, b),
                          middle=m.key if m else None, link=link)


def _dangling(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    fault, unless, shown = engine.compiler.test(rule.fault), _unless(engine, rule), _shower(engine, rule)
    wanted = {item.key: item for item in items}
    for verb in rule.along[0].verbs:
        for key, links in engine.graph.dangling(verb).items():
            item = wanted.get(key)
            for link in links if item else ():
                if fault(item, link) and not unless(item, link):
                    yield Row((key,), (key, link.wanted_set or "", link.end), values=shown(item, link), link=link)


def _group(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    readers = [_key_reader(engine, by) for by in rule.by]
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        for shared in product(*(read(item) for read in readers)):
            groups.setdefault(shared, []).append(item)
    faulty = _group_test(engine, rule)
    for shared, members in groups.items():
        unique = list({member.key: member for member in members}.values())
        if faulty(unique):
            yield group_row(rule, shared, (member.key for member in unique))


def group_row(rule: Rule, shared: Iterable[str], members: Iterable[str]) -> Row:
    """The row of one group, by what its members share and their keys.

    Where what they share is personal the keys of the members stand for it, in the identity too: anyone who has a list
    of staff numbers could find the one that a digest was made of. So such a group is another one once its members
    change.
    """
    keys = tuple(sorted(members))
    said = [(by, value) for by, value in zip(rule.by, shared, strict=True) if not is_personal(rule, by)]
    public = tuple(value for _, value in said)
    return Row(keys, public if len(said) == len(rule.by) else (*keys, *public),
               values=tuple((shared_name(by), value) for by, value in said))


def _group_test(engine: Engine, rule: Rule) -> Callable[[list[Item]], bool]:
    if rule.at_most is not None:
        most = rule.at_most
        return lambda members: len(members) > most
    if rule.differs is not None:
        read = _key_reader(engine, rule.differs)
        # One member with two far ends does not disagree with itself.
        return lambda members: len(members) > 1 and len({value for member in members for value in read(member)}) > 1
    tests = [engine.compiler.test(test) for test in rule.together]
    return lambda members: all(any(test(member) for member in members) for test in tests)


def _detour(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    along, second = _routes(engine, rule.along), _routes(engine, rule.but_not)
    for item in items:
        ends = list(along(item))
        if not ends:
            continue
        met = {far.key for _, far, _ in second(item)}
        for m, z, link in ends:
            if z.key not in met:
                yield Row((item.key, z.key), (item.key, z.key), middle=m.key if m else None, link=link)


def _cut_off(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    reached = engine.reach.reached(rule)
    for item in items:
        if item.key not in reached:
            yield Row((item.key,), (item.key,))


def _loop(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    looked_at = {item.key for item in items}
    for knot, ring in knots(engine.graph, rule.via):
        if looked_at & set(knot):
            yield Row(knot, knot, values=(("loop", " > ".join((*ring, ring[0]))),))


def _coverage(engine: Engine, rule: Rule, items: list[Item]) -> Iterator[Row]:
    good = engine.compiler.test(rule.good)
    scopes: dict[str, dict[str, Item]] = {}
    ends = engine.compiler.far_ends(rule.per) if rule.per else None
    for item in items:
        for scope in {far.key for far, _ in ends(item)} if ends else ("",):
            scopes.setdefault(scope, {})[item.key] = item
    for scope, members in scopes.items():
        passing = sum(good(member) for member in members.values())
        if passing / len(members) < (rule.at_least or 0):  # 0.07 * 100 is more than 7, and 7 / 100 is 0.07
            yield Row((scope,) if scope else (), (scope or "plan-set",), counts=(passing, len(members)))


RUNNERS: dict[Shape, Callable[[Engine, Rule, list[Item]], Iterator[Row]]] = {
    Shape.LACKS: _lacks, Shape.WRONG: _wrong, Shape.LATE: _late, Shape.CLASH: _clash, Shape.GROUP: _group,
    Shape.DETOUR: _detour, Shape.CUT_OFF: _cut_off, Shape.LOOP: _loop, Shape.COVERAGE: _coverage,
}


def _unless(engine: Engine, rule: Rule) -> Predicate:
    if rule.unless is None:
        return lambda n, link=None, m=None, b=None: False
    return engine.compiler.test(rule.unless)


def _routes(engine: Engine, hops: tuple[Hop, ...]) -> Callable[[Item], Iterator[tuple[Item | None, Item, Link]]]:
    """A function from an item to (middle or None, far end, last link) for each walk of one or two steps."""
    steps = [engine.compiler.far_ends(hop) for hop in hops]
    if len(steps) == 1:
        return lambda item: ((None, far, link) for far, link in steps[0](item))
    first, second = steps
    return lambda item: ((m, far, link) for m, _ in first(item) for far, link in second(m))


def _shower(engine: Engine, rule: Rule) -> Callable[..., tuple[tuple[str, Any], ...]]:
    getters = [(name, engine.compiler.value(as_name(name))) for name in rule.show]
    return lambda n, link=None, m=None, b=None: tuple((name, get(n, link, m, b)) for name, get in getters)


def as_name(text: str) -> Name:
    """A name as rules show it: `status`, `b.status`, `@role`."""
    if text.startswith("@"):
        return Name(text[1:], "@")
    scope, _, field = text.rpartition(".")
    return Name(field, scope)


def _key_reader(engine: Engine, by: str | Hop) -> Callable[[Item], list[Any]]:
    """A function from an item to the values that it may share; none where it has none (T12)."""
    if isinstance(by, Hop):
        ends = engine.compiler.far_ends(by)
        return lambda item: sorted({far.key for far, _ in ends(item)})
    get = engine.compiler.value(Name(by))
    return lambda item: [] if (value := get(item)) is None else [str(value)]


def shared_name(by: str | Hop) -> str:
    """What the members of a group share, in words: the name of a field, or of a link as seen from them."""
    if not isinstance(by, Hop):
        return by
    verb = VERB[by.verbs[0]]
    return verb.reverse if by.way == "<" else verb.label


def is_personal(rule: Rule, by: str | Hop) -> bool:
    """Whether the members of a group share what not everybody may see."""
    if isinstance(by, Hop):
        return False
    return any(found.personal for kind in rule.of if (found := field_of(kind, by)))
