"""How sure a gap is: could answers that are missing clear it? First those that were asked for, then any at all."""

from __future__ import annotations

import datetime

from graph_api.asks import Asks
from graph_api.causes import CutOff
from graph_api.could import Ends, Possible
from graph_api.engine.graph import Graph, Row
from graph_api.engine.python_tests import Compiler
from graph_api.results import CauseKind, Proof
from schema.kinds import FAMILIES
from schema.language.tree import Hop, Test
from schema.links import VERB, Verb
from schema.records import Item, Table
from schema.rule import Rule, Shape

SURENESS = (Proof.SHOWN, Proof.BLANK, Proof.SILENT)


class Prover:
    """Proves the rows of any rule on one graph."""

    def __init__(self, graph: Graph, tables: tuple[Table, ...], as_of: datetime.date) -> None:
        self.graph, self.asks = graph, Asks(tables, graph)
        compiler = Compiler(graph, as_of)
        self.compiler = compiler
        self.levels = (
            (Proof.BLANK, Possible(self.asks, compiler, asked_only=True)),
            (Proof.SILENT, Possible(self.asks, compiler, asked_only=False)),
        )

    def prove(self, rule: Rule, row: Row, cut_off: CutOff | None = None) -> Proof:
        """The proof of one row; of `lacks`, the surest of its failed needs."""
        match rule.shape:
            case Shape.LACKS:
                return min(self.needs(rule, row).values(), key=SURENESS.index)
            case Shape.CLASH if row.link is not None and row.link.dangling:
                return self._dangling(rule, row)
            case Shape.LATE | Shape.CLASH:
                return self._unless(rule, row)
            case Shape.DETOUR:
                return self._detour(rule, row)
            case Shape.CUT_OFF:
                return self._cut_off(rule, cut_off)
            case Shape.COVERAGE:
                return self._coverage(rule, row)
            case _:
                return Proof.SHOWN

    def needs(self, rule: Rule, row: Row) -> dict[str, Proof]:
        """The proof of each failed need of a `lacks` row, by its name."""
        item = self._item(row.items[0])
        return {name: self._clears((rule.needs or {})[name], Ends(item)) for name in row.failed}

    def no_target(self, rule: Rule) -> Proof:
        """The proof that nothing of the wanted sort is there at all: every kind that would do has a register."""
        return Proof.SHOWN if all(self.asks.knows_kind(kind) for kind in rule.to) else Proof.SILENT

    def _item(self, key: str) -> Item:
        item = self.graph.item(key)
        if item is None:
            raise KeyError(key)
        return item

    def _clears(self, test: Test, ends: Ends) -> Proof:
        return next((proof for proof, possible in self.levels if possible.could(test, ends).true), Proof.SHOWN)

    def _unless(self, rule: Rule, row: Row) -> Proof:
        if rule.unless is None:
            return Proof.SHOWN
        middle = self._item(row.middle) if row.middle else None
        far = self._item(row.items[1]) if len(row.items) > 1 else None
        return self._clears(rule.unless, Ends(self._item(row.items[0]), row.link, middle, far))

    def _dangling(self, rule: Rule, row: Row) -> Proof:
        wanted = row.link.wanted if row.link else None
        kinds = FAMILIES.get(wanted or "", (wanted or "",))
        elsewhere = row.link is not None and row.link.wanted_set is not None
        if elsewhere or any(self.asks.knows_kind(kind) for kind in kinds):
            return self._unless(rule, row)
        return Proof.SILENT

    def _detour(self, rule: Rule, row: Row) -> Proof:
        start, end = self._item(row.items[0]), self._item(row.items[1])
        return next((proof for proof, possible in self.levels if possible.route(start, rule.but_not, end)), Proof.SHOWN)

    def _cut_off(self, rule: Rule, cut_off: CutOff | None) -> Proof:
        if cut_off is None or cut_off.kind in (CauseKind.LOOP, CauseKind.POINTS_AT_NOTHING):
            return Proof.SHOWN
        item = self._item(cut_off.key)
        for proof, possible in self.levels:
            if any(_one_link(possible, item, VERB[verb], outgoing=not rule.below) for verb in rule.via):
                return proof
        return Proof.SHOWN

    def _coverage(self, rule: Rule, row: Row) -> Proof:
        good, total = row.counts or (0, 0)
        members = self._failing(rule, row)
        for proof, possible in self.levels:
            could = sum(possible.could(rule.good, Ends(item)).true for item in members) if rule.good else 0
            if (good + could) / total >= (rule.at_least or 0):
                return proof
        return Proof.SHOWN

    def _failing(self, rule: Rule, row: Row) -> list[Item]:
        """The items of the scope that the rule looks at and that are not good."""
        good, where = self.compiler.test(rule.good), self.compiler.test(rule.where)
        members = self._members(rule.per, self._item(row.items[0])) if rule.per else self.graph.items(rule.of)
        kinds = frozenset(rule.of)
        return [item for item in members
                if item.kind in kinds and not item.listed and where(item) and not good(item)]

    def _members(self, per: Hop, scope: Item) -> list[Item]:
        """The items from which the step leads to the scope."""
        test, (verb,) = self.compiler.test(per.test), per.verbs
        back = {">": (self.graph.into,), "<": (self.graph.out,)}.get(per.way, (self.graph.into, self.graph.out))
        found = {item.key: item for ends in back for item, link in ends(verb).get(scope.key, ()) if test(scope, link)}
        return list(found.values())


def _one_link(possible: Possible, item: Item, verb: Verb, *, outgoing: bool) -> bool:
    others = verb.ends if outgoing else verb.starts
    return any(possible.one_more(item, verb.name, other, outgoing=outgoing) for other in others)
