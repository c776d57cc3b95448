"""Gaps found page by page, without a check of everything: rule by rule, and proved only as far as they are shown.

What only a whole check can tell is left open: the cause that a gap shares.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph_api.engine.graph import Row
from graph_api.explain import gap_id
from graph_api.findings import confirmations
from graph_api.gaps import Found, GapMaker
from graph_api.pipeline import Opened
from graph_api.results import Gap
from graph_api.stores.protocol import Store
from graph_api.waivers import apply_waivers
from schema.kinds import kind_of_key
from schema.rule import Rule, Shape

BY_KEYS = frozenset((Shape.LACKS, Shape.WRONG, Shape.LATE, Shape.CLASH, Shape.DETOUR, Shape.CUT_OFF))
"""Shapes whose gaps are told apart by the keys of their items, but for links that lead nowhere."""


def place_of(gap: Gap) -> str:
    """What finds the place of a gap again in a list by rule: its id, and the keys of its items where those make it."""
    if gap.rule.shape not in BY_KEYS or not gap.items or (gap.rule.along and gap.rule.along[0].way == "?"):
        return gap.id
    return " ".join((gap.id, *(item.key for item in gap.items)))


class GapFinder:
    """Finds gaps of one plan set as of one date. `idle` remembers rules that find nothing, for all who ask."""

    def __init__(
        self, store: Store, opened: Opened, as_of: datetime.date, idle: set[tuple[datetime.date, str]]
    ) -> None:
        self.store, self.opened, self.as_of, self.idle = store, opened, as_of, idle
        self.maker = GapMaker(store, as_of)
        self.rules = {rule.code: rule for rule in opened.rules}

    @property
    def can_page(self) -> bool:
        """Whether a gap can be told without all the others: compared with an earlier check it cannot."""
        return self.opened.baseline is None

    def rows(self, rules: Sequence[Rule], kinds: frozenset[str] | None = None) -> GapRows:
        """The gaps of some rules, by rule and by identity; with `kinds` only those about an item of one of them."""
        return GapRows(self, rules, kinds)

    def gap(self, key: str) -> Gap | None:
        """The gap with that id."""
        rule = self.rules.get(key.rpartition("-")[0])
        rows = self.store.run(rule, self.as_of).rows if rule else ()
        row = next((row for row in rows if rule and gap_id(rule, row) == key), None)
        return self.made([(rule, row)])[0] if rule and row else None

    def found(self, rule: Rule, after: tuple[str, ...], most: int) -> Sequence[Row]:
        """The next rows of a rule."""
        if (self.as_of, rule.code) in self.idle:
            return ()
        rows = self.store.page(rule, self.as_of, after, most)
        if not rows and not after:
            self.idle.add((self.as_of, rule.code))
        return rows

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
        finder = self.finder
        return sum(
            self._wanted(row) for rule in self.rules if (finder.as_of, rule.code) not in finder.idle
            for row in finder.store.run(rule, finder.as_of).rows)

    def _page(self, at: int, after: tuple[str, ...], most: int) -> list[Gap]:
        found: list[Found] = []
        for rule in self.rules[at:]:
            for row in self._rows(rule, after, most):
                found.append((rule, row))
                if len(found) == most:
                    return self.finder.made(found)
            after = ()
        return self.finder.made(found)

    def _rows(self, rule: Rule, after: tuple[str, ...], most: int) -> Iterator[Row]:
        while rows := self.finder.found(rule, after, most):
            yield from filter(self._wanted, rows)
            if len(rows) < most:
                return
            after = rows[-1].identity

    def _wanted(self, row: Row) -> bool:
        return self.kinds is None or any(kind_of_key(key) in self.kinds for key in row.items)

    def _identity(self, rule: Rule, name: str) -> tuple[str, ...]:
        """The identity of the gap with that id, where its items do not tell it."""
        rows = self.finder.store.run(rule, self.finder.as_of).rows
        found = next((row.identity for row in rows if gap_id(rule, row) == name), None)
        if found is None:
            raise LookupError(name)
        return found
