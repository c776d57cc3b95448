"""Whether a test could come out otherwise if cells that are empty were filled. Both levels of proof ask this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph_api.asks import Asks
from graph_api.engine.python_tests import SIGNS, Compiler, read, read_link
from schema.kinds import KIND, field_of
from schema.language.check import far_kinds
from schema.language.tree import And, Compare, FieldValue, Hop, Linked, Name, Not, OneOf, Or, Test, Word, Worse
from schema.links import VERB
from schema.records import NOWHERE, Item, Link

INFINITY = float("inf")


class Could(NamedTuple):
    """Whether a test can come out true, and whether false."""

    true: bool
    false: bool


BOTH, YES, NO = Could(true=True, false=True), Could(true=True, false=False), Could(true=False, false=True)


@dataclass(frozen=True, slots=True)
class Kindred:
    """An item that is not there and might be: only its kind is known, and the tier of a kind that has its own."""

    kind: str

    @property
    def item(self) -> Item:
        """The item with nothing filled in."""
        tier = KIND[self.kind].tier
        return Item("", self.kind, "", {} if tier is None else {"tier": float(tier)}, NOWHERE)


Thing = Item | Kindred


class Ends(NamedTuple):
    """What the names of a test stand for."""

    here: Thing
    link: Link | None = None
    middle: Item | None = None
    far: Item | None = None


class Possible:
    """Answers `could` for one graph. With `asked_only`, just cells that a register asked for are open."""

    def __init__(self, asks: Asks, compiler: Compiler, *, asked_only: bool) -> None:
        self.asks, self.compiler, self.asked_only = asks, compiler, asked_only
        self.graph = asks.graph

    def could(self, test: Test, ends: Ends) -> Could:
        """Whether the test can be true and whether it can be false when open cells may hold anything."""
        match test:
            case Not(part):
                inner = self.could(part, ends)
                return Could(inner.false, inner.true)
            case And(tests):
                each = [self.could(part, ends) for part in tests]
                return Could(all(one.true for one in each), any(one.false for one in each))
            case Or(tests):
                each = [self.could(part, ends) for part in tests]
                return Could(any(one.true for one in each), all(one.false for one in each))
            case Linked():
                return self._linked(test, ends)
            case _:
                return self._atom(test, ends)

    def one_more(self, thing: Thing, verb: str, other: str, *, outgoing: bool) -> bool:
        """Whether one more link of the verb may stand open between the thing and an item of the kind `other`."""
        declared = VERB[verb]
        starts, stops = (thing.kind, other) if outgoing else (other, thing.kind)
        if starts not in declared.starts or stops not in declared.ends:
            return False
        if not self.asked_only:
            return not (outgoing and isinstance(thing, Item) and self.asks.answered(thing, verb))
        if isinstance(thing, Kindred):
            return self.asks.of_kind(thing.kind, (verb, outgoing)) or self.asks.of_kind(other, (verb, not outgoing))
        if outgoing:
            return self.asks.of_item(thing, (verb, True)) and not self.asks.answered(thing, verb)
        return self.asks.of_item(thing, (verb, False)) or (
            self.asks.stands_in_register(thing) and self.asks.of_kind(other, (verb, True)))

    def route(self, thing: Thing, hops: tuple[Hop, ...], end: Item) -> bool:
        """Whether a route of one or two steps could lead from the thing to just that item."""
        hop, rest = hops[0], hops[1:]
        verb = hop.verbs[0]
        for outgoing in _ways(hop):
            if not rest:
                if self.one_more(thing, verb, end.kind, outgoing=outgoing) and self._passes(hop, end):
                    return True
            elif self._through(thing, hop, rest, end, outgoing=outgoing):
                return True
        return False

    def _through(self, thing: Thing, hop: Hop, rest: tuple[Hop, ...], end: Item, *, outgoing: bool) -> bool:
        met = [far for far, _ in self._far_ends(thing, hop) if self._passes(hop, far)]
        if any(self.route(far, rest, end) for far in met):
            return True
        return any(
            self.one_more(thing, hop.verbs[0], kind, outgoing=outgoing)
            and self._passes(hop, Kindred(kind)) and self.route(Kindred(kind), rest, end)
            for kind in far_kinds(hop, (thing.kind,)))

    def _passes(self, hop: Hop, far: Thing) -> bool:
        return hop.test is None or self.could(hop.test, Ends(far)).true

    def _open(self, thing: Thing, field: str) -> bool:
        if read(thing if isinstance(thing, Item) else thing.item, field) is not None:
            return False
        declared = field_of(thing.kind, field)
        if declared is None:
            return False
        if declared.out_of:  # no table asks for it: it is filled by filling what it is worked out of
            return any(self._open(thing, one) for one in declared.out_of)
        if not self.asked_only:
            return True
        return self.asks.of_item(thing, field) if isinstance(thing, Item) else self.asks.of_kind(thing.kind, field)

    def _name_open(self, name: Name, ends: Ends) -> bool:
        if name.scope == "@":
            return not self.asked_only and read_link(ends.link, name.field) is None
        thing = self._thing(name.scope, ends)
        return thing is not None and self._open(thing, name.field)

    def _thing(self, scope: str, ends: Ends) -> Thing | None:
        return {"m": ends.middle, "b": ends.far}.get(scope, ends.here)

    def _atom(self, test: Any, ends: Ends) -> Could:
        if isinstance(test, Worse):
            names = [test.first, test.second, test.polarity]
        else:
            value = getattr(test, "value", None)
            names = [test.name, *([value.name] if isinstance(value, FieldValue) else [])]
        if self._asks_for_no_word(test, ends):
            return NO
        if any(self._name_open(name, ends) for name in names):
            return BOTH
        return YES if self._holds(test, ends) else NO

    def _asks_for_no_word(self, test: Any, ends: Ends) -> bool:
        """Whether the test wants a word that its field can never hold on a thing of this kind."""
        if isinstance(test, OneOf):
            wanted = set(test.values)
        elif isinstance(test, Compare) and test.sign == "=" and isinstance(test.value, Word):
            wanted = {test.value.value}
        else:
            return False
        thing = None if test.name.scope == "@" else self._thing(test.name.scope, ends)
        field = field_of(thing.kind, test.name.field) if thing is not None else None
        return field is not None and bool(field.words) and wanted.isdisjoint(field.words)

    def _holds(self, test: Test, ends: Ends) -> bool:
        here = ends.here if isinstance(ends.here, Item) else ends.here.item
        return self.compiler.test(test)(here, ends.link, ends.middle, ends.far)

    def _far_ends(self, thing: Thing, hop: Hop) -> list[tuple[Item, Link]]:
        if isinstance(thing, Kindred):
            return []
        return [
            end for outgoing in _ways(hop)
            for end in (self.graph.out if outgoing else self.graph.into)(hop.verbs[0]).get(thing.key, ())
            if hop.way != "~" or outgoing or end[0].key != thing.key]  # either way, a link to itself is one link

    def _linked(self, test: Linked, ends: Ends) -> Could:
        thing = self._thing(test.scope, ends)
        if thing is None:
            return NO
        least, most = self._counts(thing, test.hop)
        if not test.sign:
            return Could(most > 0, least == 0)
        return self._counted(test, ends, least, most)

    def _counts(self, thing: Thing, hop: Hop) -> tuple[float, float]:
        """The least and the most links of the step that there could be with a far end that passes."""
        each = [
            self.could(hop.test, Ends(far, link)) if hop.test else YES for far, link in self._far_ends(thing, hop)]
        least, most = sum(not one.false for one in each), sum(one.true for one in each)
        return float(least), INFINITY if self._another(thing, hop) else float(most)

    def _another(self, thing: Thing, hop: Hop) -> bool:
        kinds = far_kinds(hop, (thing.kind,))
        return any(
            self.one_more(thing, hop.verbs[0], kind, outgoing=outgoing) and self._passes(hop, Kindred(kind))
            for outgoing in _ways(hop) for kind in kinds)

    def _counted(self, test: Linked, ends: Ends, least: float, most: float) -> Could:
        value = test.value or Word(0.0)
        if isinstance(value, FieldValue) and self._name_open(value.name, ends):
            return BOTH
        here = ends.here if isinstance(ends.here, Item) else ends.here.item
        right = self.compiler.operand(value)(here, ends.link, ends.middle, ends.far)
        if right is None:
            return NO
        sign = SIGNS[test.sign]
        if test.sign in ("=", "!="):
            hits = least <= right <= most
            alone = least == right == most
            return Could(hits, not alone) if test.sign == "=" else Could(not alone, hits)
        results = {sign(count, right) for count in (least, most)}
        return Could(True in results, False in results)


def _ways(hop: Hop) -> Iterator[bool]:
    """Whether the step goes out (True), in (False), or both."""
    if hop.way in ">~":
        yield True
    if hop.way in "<~":
        yield False
