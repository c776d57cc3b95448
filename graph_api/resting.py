"""What a gap rests on: filled cells that would clear it if they were emptied, though nothing was mended.

A gap that is gone is mended only where the record says something else now. Where it says nothing any more, the gap has
only lost what showed it. So a saved check keeps the cells that its gaps rest on, and which cells are filled at all.

A cell is written as the key of its item and its heading: `objective:homes status`, `strategy:air >SUPPORTS` for links
that start there, `action:a >CONTRIBUTES_TO@role` for a field of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph_api.engine.graph import Graph
from graph_api.engine.python_tests import Compiler, read
from graph_api.explain import meant
from graph_api.frail import UNTOLD, fewer_clear, frail, is_cell, more_clear, names_of, tests_of
from graph_api.pointing import refers_to
from graph_api.results import Gap
from schema.language.tree import And, FieldValue, Hop, Linked, Name, Not, Or, Test
from schema.records import Item, Link
from schema.rule import Rule, Shape


class Ends(NamedTuple):
    """What the names of a test stand for."""

    here: Item
    link: Link | None = None
    middle: Item | None = None
    far: Item | None = None


Route = tuple[tuple[Item, Link], ...]
"""The steps of a walk: each item that it comes to, by which link."""


class Rests:
    """Tells what gaps of one graph as of one date rest on."""

    def __init__(self, graph: Graph, as_of: datetime.date) -> None:
        self.graph, self.compiler = graph, Compiler(graph, as_of)
        self._from: tuple[str, str] = ("", "")
        self._routes: dict[str, list[Route]] = {}

    def of(self, gap: Gap) -> tuple[str, ...] | None:
        """The cells, sorted; None where they cannot be told, since they may be any item's."""
        known = frail(gap.rule)
        if UNTOLD in known:
            return None
        return tuple(sorted(set(self._of(gap)))) if known else ()

    def _of(self, gap: Gap) -> Iterator[str]:
        rule, items = gap.rule, [item for one in gap.items if (item := self.graph.item(one.key))]
        if not items:
            return
        match rule.shape:
            case Shape.LACKS | Shape.WRONG | Shape.LATE:
                yield from self._tests(rule, Ends(items[0]))
            case Shape.CLASH if rule.along[0].way == "?":
                yield from self._dangling(rule, items[0], refers_to(gap))
            case Shape.CLASH | Shape.DETOUR:
                for route in self._between(rule, items[0], items[-1]):
                    yield from self._route(rule, items[0], route)
            case Shape.GROUP:
                for item in items:
                    yield from self._member(rule, item)

    def _tests(self, rule: Rule, ends: Ends) -> Iterator[str]:
        for test, wanted, _ in tests_of(rule):
            yield from self._cells(test, ends, wanted=wanted)

    def _dangling(self, rule: Rule, item: Item, named: tuple[str, str] | None) -> Iterator[str]:
        for verb in rule.along[0].verbs:
            for link in self.graph.dangling(verb).get(item.key, ()):
                if named is None or meant(link) == named[0]:
                    yield _of_link(link)
                    yield from self._tests(rule, Ends(item, link))

    def _between(self, rule: Rule, start: Item, end: Item) -> Sequence[Route]:
        """The walks of a rule from one item to another; those of the last start are kept, since gaps come by start."""
        if self._from != (rule.code, start.key):
            self._from, self._routes = (rule.code, start.key), {}
            for route in self._walks(start, rule.along):
                self._routes.setdefault(route[-1][0].key, []).append(route)
        return self._routes.get(end.key, ())

    def _walks(self, item: Item, hops: Sequence[Hop]) -> Iterator[Route]:
        for far, link in self.compiler.far_ends(hops[0])(item):
            if len(hops) == 1:
                yield ((far, link),)
            else:
                yield from (((far, link), *rest) for rest in self._walks(far, hops[1:]))

    def _route(self, rule: Rule, start: Item, route: Route) -> Iterator[str]:
        """What one walk rests on: its links, the tests of its steps, and the fault of a clash."""
        ends = Ends(start, route[-1][1], route[0][0] if len(route) == 2 else None, route[-1][0])
        holds = self.compiler.test
        if rule.shape is Shape.CLASH and (
                not holds(rule.fault)(*ends) or (rule.unless is not None and holds(rule.unless)(*ends))):
            return  # another walk between the same two, and nothing is wrong with it
        for hop, (far, link) in zip(rule.along, route, strict=True):
            yield _of_link(link)
            if hop.test is not None:
                yield from self._cells(hop.test, Ends(far, link), wanted=False)
        yield from self._tests(rule, ends)

    def _member(self, rule: Rule, item: Item) -> Iterator[str]:
        for by in (*rule.by, rule.differs):
            if isinstance(by, Hop):
                yield from self._cells(Linked(by), Ends(item), wanted=False)
            elif by is not None:
                yield from self._names((Name(by),), Ends(item))
        yield from self._tests(rule, Ends(item))

    def _cells(self, test: Test, ends: Ends, *, wanted: bool) -> Iterator[str]:
        """The filled cells that may bring a test to come out as wanted when they are emptied."""
        if self.compiler.test(test)(*ends) is wanted:
            return
        match test:
            case Not(part):
                yield from self._cells(part, ends, wanted=not wanted)
            case And(tests) | Or(tests):
                for part in tests:
                    yield from self._cells(part, ends, wanted=wanted)
            case Linked():
                yield from self._linked(test, ends, wanted=wanted)
            case _ if not wanted:
                yield from self._names(names_of(test), ends)

    def _linked(self, test: Linked, ends: Ends, *, wanted: bool) -> Iterator[str]:
        thing = {"m": ends.middle, "b": ends.far}.get(test.scope, ends.here)
        hop = test.hop
        passes = self.compiler.test(hop.test)
        for far, link in self.compiler.far_ends(Hop(hop.way, hop.verbs))(thing) if thing else ():
            if passes(far, link):
                if fewer_clear(test, wanted=wanted):
                    yield _of_link(link)
                    if hop.test is not None:
                        yield from self._cells(hop.test, Ends(far, link), wanted=False)
            elif hop.test is not None and more_clear(test, wanted=wanted):
                yield from self._cells(hop.test, Ends(far, link), wanted=True)
        if not wanted and isinstance(test.value, FieldValue):
            yield from self._names((test.value.name,), ends)

    def _names(self, names: Iterable[Name], ends: Ends) -> Iterator[str]:
        for name in filter(is_cell, names):
            if name.scope == "@":
                if ends.link is not None and name.field in ends.link.fields:
                    yield f"{_of_link(ends.link)}@{name.field}"
                continue
            thing = {"m": ends.middle, "b": ends.far}.get(name.scope, ends.here)
            if thing is not None and read(thing, name.field) is not None:
                yield f"{thing.key} {name.field}"


def _of_link(link: Link) -> str:
    """The cell that a link stands in: that of the item that it starts from, whichever end's table states it."""
    return f"{link.start} >{link.verb}"
