"""Gaps found page by page, without a check of everything: rule by rule, and proved only as far as they are shown.

What only a whole check can tell is left open: the cause that a gap shares.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph_api.engine.graph import Result, Row, State
from graph_api.engine.knots import kinds_that_loop
from graph_api.engine.python_tests import accepted
from graph_api.explain import gap_id
from graph_api.findings import confirmations
from graph_api.gaps import Found, GapMaker
from graph_api.pipeline import Opened
from graph_api.results import Gap
from graph_api.stores.neo4j.errors import StoreSlowError
from graph_api.stores.protocol import Store
from graph_api.waivers import apply_waivers
from schema.kinds import kind_of_key
from schema.language.tree import And, Compare, Hop, Name, OneOf, Test, Word
from schema.links import VERB
from schema.rule import Rule, Shape

AT_ONCE = 1_000
"""Rows that are read together where many of them may not fit."""
AHEAD = 21
"""Gaps of each of several items that are made together: a usual page, and one to know whether there are more."""
BY_KEYS = frozenset((Shape.LACKS, Shape.WRONG, Shape.LATE, Shape.CLASH, Shape.DETOUR, Shape.CUT_OFF))
"""Shapes whose gaps are told apart by the keys of their items, but for links that lead nowhere."""


ENDS = frozenset((Shape.CLASH, Shape.DETOUR))
"""Shapes whose gaps are about both ends of a walk, but for links that lead nowhere."""


def place_of(gap: Gap) -> str:
    """What finds the place of a gap again in a list by rule: its id, and the keys of its items where those make it."""
    if not gap.items or not by_keys(gap.rule):
        return gap.id
    return " ".join((gap.id, *(item.key for item in gap.items)))


def by_keys(rule: Rule) -> bool:
    """Whether its gaps are told apart by the keys of their items; such a rule can be run page by page."""
    return rule.shape in BY_KEYS and not (rule.along and rule.along[0].way == "?")


class GapFinder:
    """Finds gaps of one plan set as of one date, for one request. StoreSlowError where a rule does not end in time.

    `idle` remembers rules that find nothing, for all who ask.
    """

    def __init__(
        self, store: Store, opened: Opened, as_of: datetime.date, idle: set[tuple[datetime.date, str]]
    ) -> None:
        self.store, self.opened, self.as_of, self.idle = store, opened, as_of, idle
        self.maker = GapMaker(store, as_of)
        self.rules = {rule.code: rule for rule in opened.rules}
        self._whole: dict[tuple[str, ...], Sequence[Row]] = {}

    @property
    def can_page(self) -> bool:
        """Whether a gap can be told without all the others: compared with an earlier check it cannot."""
        return self.opened.baseline is None

    def rows(self, rules: Sequence[Rule], kinds: frozenset[str] | None = None) -> GapRows:
        """The gaps of some rules, by rule and by identity; with `kinds` only those about an item of one of them."""
        fit = tuple(rules) if kinds is None else tuple(found for rule in rules if (found := fitting(rule, kinds)))
        return GapRows(self, fit, kinds)

    def named(self, ids: Collection[str]) -> Mapping[str, Gap]:
        """The gaps with those ids that are there; each rule is run once, and all are explained together."""
        wanted = set(ids)
        rules = [rule for code in sorted({key.rpartition("-")[0] for key in wanted}) if (rule := self.rules.get(code))]
        found = [(rule, row) for rule in rules for row in self.whole(rule) if gap_id(rule, row) in wanted]
        return {gap.id: gap for gap in self.made(found)}

    def of_items(self, keys: Collection[str]) -> Mapping[str, FoundGaps]:
        """The gaps that name each of these items, rule by rule; no rule is run that cannot be about them."""
        by_item: dict[str, list[Found]] = {key: [] for key in keys}
        for rule, row in self._about(frozenset(keys)):
            for key in by_item.keys() & set(row.items):
                by_item[key].append((rule, row))
        ahead = {gap_id(*one): one for found in by_item.values() for one in found[:AHEAD]}
        made = {gap.id: gap for gap in self.made(list(ahead.values()))}
        return {key: FoundGaps(self, found, [made[gap_id(*one)] for one in found[:AHEAD]])
                for key, found in by_item.items()}

    def _about(self, keys: frozenset[str]) -> Iterator[Found]:
        """The rows that name one of the items: of the items alone where rules look at one by one, else of all."""
        kinds = frozenset(map(kind_of_key, keys))
        fit = [found for rule in self.opened.rules
               if (self.as_of, rule.code) not in self.idle and (found := fitting(rule, kinds))]
        single = [rule for rule in fit if by_keys(rule) and not far_kinds(rule) & kinds]
        rows = dict(zip((rule.code for rule in single), self.store.found_of(single, self.as_of, keys), strict=True))
        self._run_whole([rule for rule in fit if rule.code not in rows])
        for rule in fit:
            for row in rows[rule.code] if rule.code in rows else self.whole(rule):
                if not keys.isdisjoint(row.items):
                    yield self.rules[rule.code], row

    def _run_whole(self, rules: Sequence[Rule]) -> None:
        """Runs rules together whose rows are about to be asked for."""
        new = [rule for rule in rules if (rule.code, *rule.of) not in self._whole]
        for rule, result in zip(new, self.store.run_all(new, self.as_of), strict=True):
            self._whole[rule.code, *rule.of] = self._ended(rule, result)

    def found(self, rule: Rule, after: tuple[str, ...], most: int) -> Sequence[Row]:
        """The next rows of a rule."""
        if (self.as_of, rule.code) in self.idle:
            return ()
        if not by_keys(rule):
            rows = self.whole(rule)
            first = bisect_right(rows, after, key=lambda row: row.identity)
            return rows[first:first + most]
        rows = self.store.page(rule, self.as_of, after, most)
        if not rows and not after:
            self._finds_nothing(rule)
        return rows

    def run(self, rule: Rule) -> Sequence[Row]:
        """All rows of a rule."""
        if (self.as_of, rule.code) in self.idle:
            return ()
        return self._ended(rule, self.store.run(rule, self.as_of))

    def _ended(self, rule: Rule, result: Result) -> Sequence[Row]:
        """The rows of a rule that was run; StoreSlowError where it did not end."""
        if result.state is State.TIMED_OUT:
            raise StoreSlowError(f"{rule.code} takes the server more time than it may.")
        if not result.rows:
            self._finds_nothing(rule)
        return result.rows

    def whole(self, rule: Rule) -> Sequence[Row]:
        """All rows of a rule, which are kept as long as the finder: for those that cannot be run in part."""
        asked = rule.code, *rule.of
        if asked not in self._whole:
            self._whole[asked] = self.run(rule)
        return self._whole[asked]

    def _finds_nothing(self, rule: Rule) -> None:
        """Remembers that; not of a rule narrowed to some kinds, nor while somebody writes the plans."""
        if self.rules[rule.code].of == rule.of and self.store.syncing is None:
            self.idle.add((self.as_of, rule.code))

    def made(self, found: Sequence[Found]) -> list[Gap]:
        """The gaps of some rows, with the findings that confirm them and the exceptions that were agreed."""
        by_rule: dict[str, list[Row]] = {}
        for rule, row in found:
            by_rule.setdefault(rule.code, []).append(row)
        cut_offs = {code: self.maker.cut_offs(self.rules[code], rows) for code, rows in by_rule.items()}
        gaps = list(self.maker.gaps(found, cut_offs))
        about = self.store.about()
        confirmed = confirmations(about.findings, self.opened.rules, gaps)
        gaps = [replace(gap, confirmed_by=confirmed.get(gap.id, ())) for gap in gaps]
        return apply_waivers(gaps, about.waivers, self.opened.rules, self.as_of)[0]


@dataclass(frozen=True, slots=True)
class GapRows:
    """The gaps of some rules as a list that is read page by page."""

    finder: GapFinder
    rules: Sequence[Rule]
    kinds: frozenset[str] | None = None

    def first(self, most: int) -> Sequence[Gap]:
        """So many from the beginning."""
        return self._page(0, (), most)

    def behind(self, place: int, key: str, most: int) -> tuple[int, Sequence[Gap]]:
        """So many behind the one with that place; LookupError where it is none of these rules."""
        name, *keys = key.split(" ")
        at = next((at for at, rule in enumerate(self.rules) if rule.code == name.rpartition("-")[0]), None)
        if at is None:
            raise LookupError(key)
        identity = tuple(keys) or self._identity(self.rules[at], name)
        if gap_id(self.rules[at], Row((), identity)) != name:
            raise LookupError(key)
        return place + 1, self._page(at, identity, most)

    def total(self) -> int:
        """How many there are: every rule is run, and nothing is proved."""
        return sum(self._wanted(row) for rule in self.rules for row in self.finder.run(rule))

    def _page(self, at: int, after: tuple[str, ...], most: int) -> list[Gap]:
        found: list[Found] = []
        for rule in self.rules[at:]:
            for row in self._rows(rule, after, most):
                found.append((self.finder.rules[rule.code], row))
                if len(found) == most:
                    return self.finder.made(found)
            after = ()
        return self.finder.made(found)

    def _rows(self, rule: Rule, after: tuple[str, ...], most: int) -> Iterator[Row]:
        if self.kinds is not None and far_kinds(rule) & self.kinds:
            most = max(most, AT_ONCE)
        while rows := self.finder.found(rule, after, most):
            yield from filter(self._wanted, rows)
            if len(rows) < most:
                return
            after = rows[-1].identity

    def _wanted(self, row: Row) -> bool:
        return self.kinds is None or any(kind_of_key(key) in self.kinds for key in row.items)

    def _identity(self, rule: Rule, name: str) -> tuple[str, ...]:
        """The identity of the gap with that id, where its items do not tell it."""
        found = next((row.identity for row in self.finder.whole(rule) if gap_id(rule, row) == name), None)
        if found is None:
            raise LookupError(name)
        return found


@dataclass(frozen=True, slots=True)
class FoundGaps:
    """The gaps of one item as a list; the first of them are made already, the others when they are asked for."""

    finder: GapFinder
    found: Sequence[Found]
    made: Sequence[Gap]

    def first(self, most: int) -> Sequence[Gap]:
        """So many from the beginning."""
        return self._from(0, most)

    def behind(self, place: int, key: str, most: int) -> tuple[int, Sequence[Gap]]:
        """So many behind the one with that place; LookupError where it is there no more."""
        name = key.partition(" ")[0]
        at = next((at for at, found in enumerate(self.found) if gap_id(*found) == name), None)
        if at is None:
            raise LookupError(key)
        return place + 1, self._from(at + 1, most)

    def total(self) -> int:
        """How many there are."""
        return len(self.found)

    def _from(self, start: int, most: int) -> Sequence[Gap]:
        wanted = self.found[start:start + most]
        known = self.made[start:start + most]
        return known if len(known) == len(wanted) else self.finder.made(wanted)


def fitting(rule: Rule, kinds: frozenset[str]) -> Rule | None:
    """The rule as far as its gaps can be about items of these kinds; None where they cannot be.

    Where a gap is about the one item that the rule looks at, the rule then looks at nothing else.
    """
    if rule.shape is Shape.LOOP:
        return rule if kinds.intersection(kinds_that_loop(rule.via)) else None
    near = frozenset() if rule.shape is Shape.COVERAGE else kinds.intersection(rule.of)
    if far_kinds(rule) & kinds or (near and rule.shape is Shape.GROUP):
        return rule
    return replace(rule, of=tuple(kind for kind in rule.of if kind in near)) if near else None


def far_kinds(rule: Rule) -> frozenset[str]:
    """Of which kinds items of a gap can be beside the one that the rule looks at; a knot of a loop is not asked."""
    hops = rule.along[-1:] if rule.shape in ENDS else (rule.per,) if rule.per else ()
    return frozenset(kind for hop in hops for kind in _passing(hop.test, frozenset(_led_to(hop))))


def _led_to(hop: Hop) -> Iterator[str]:
    for verb in hop.verbs:
        if hop.way in ">~":
            yield from VERB[verb].ends
        if hop.way in "<~":
            yield from VERB[verb].starts


def _passing(test: Test | None, kinds: frozenset[str]) -> frozenset[str]:
    """Those of the kinds whose items may pass the test; what is not said plainly of the kind rules none out."""
    match test:
        case And(tests):
            return frozenset.intersection(*(_passing(part, kinds) for part in tests))
        case Compare(Name("kind", "") as name, "=", Word(value)):
            return kinds & accepted(name, (value,))
        case OneOf(Name("kind", "") as name, values):
            return kinds & accepted(name, values)
        case _:
            return kinds
