"""What a check of a store looked at, asked of the store itself."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from graph_api.engine.python_tests import Compiler
from graph_api.filled import enough, filled, shares
from graph_api.frail import UNTOLD, frail
from graph_api.resting import Rests
from graph_api.results import Gap
from graph_api.seen import PackedSeen, Rest, Run, question, runs_of
from graph_api.stores.batches import in_batches
from graph_api.stores.protocol import Store
from schema.rule import Rule, Shape


class StoreSeen:
    """What a check of a store looked at; worked out rule by rule, when somebody asks.

    `gaps` are what the check found; without them a saved check does not tell what they rest on.
    """

    def __init__(
        self, store: Store, rules: Collection[Rule], as_of: datetime.date, gaps: Sequence[Gap] | None = None
    ) -> None:
        self.store, self.as_of, self.gaps = store, as_of, gaps
        self.rules = {rule.code: rule for rule in rules}
        self._subjects: dict[str, frozenset[str]] = {}
        self._filled: dict[str, frozenset[str]] = {}
        self._shares: dict[str, Mapping[str, tuple[int, int]]] = {}

    def there(self, key: str) -> bool:
        """Whether the item is there, known by name alone or better."""
        return self.store.item(key) is not None

    def looked_at(self, code: str, key: str) -> bool:
        """Whether the rule could find a gap at that item."""
        return key in self.subjects(code)

    def asked(self, code: str) -> str | None:
        """What the rule asks, as a digest."""
        return question(self.rules[code]) if code in self.rules else None

    def frail(self, code: str) -> bool | None:
        """Whether an emptied cell could clear a gap of the rule."""
        return is_frail(self.rules[code]) if code in self.rules else None

    def filled(self, cell: str) -> bool:
        """Whether anything is recorded in a cell."""
        key, _, heading = cell.rpartition(" ")
        return key in self.filled_under(heading)

    def good(self, code: str, key: str) -> int | None:
        """How many are good of the share that the rule counts."""
        return self.shares(code).get(key, (None, None))[0]

    def subjects(self, code: str) -> frozenset[str]:
        """The keys of everything that a gap of the rule can be about."""
        if code not in self._subjects:
            rule = self.rules.get(code)
            self._subjects[code] = frozenset(_subjects(self.store, rule, self.as_of) if rule else ())
        return self._subjects[code]

    def filled_under(self, heading: str) -> frozenset[str]:
        """The keys of all items that have a cell under the heading filled."""
        if heading not in self._filled:
            self._filled[heading] = filled(self.store, heading, self.as_of)
        return self._filled[heading]

    def shares(self, code: str) -> Mapping[str, tuple[int, int]]:
        """What a `coverage` rule counts: how many are good of how many, by the item whose share it is."""
        if code not in self._shares:
            rule = self.rules.get(code)
            counts = rule is not None and rule.shape is Shape.COVERAGE
            self._shares[code] = shares(self.store, rule, self.as_of) if rule and counts else {}
        return self._shares[code]

    def packed(self) -> PackedSeen:
        """All of it, to be saved."""
        keys = tuple(sorted(self.store.keys()))
        place = {key: number for number, key in enumerate(keys)}

        def runs(found: Iterable[str]) -> tuple[Run, ...]:
            return tuple(runs_of(sorted(place[key] for key in found)))

        rules = {code: (question(rule), runs(self.subjects(code))) for code, rule in sorted(self.rules.items())}
        if self.gaps is None:
            return PackedSeen(keys, rules)
        headings = {heading for rule in self.rules.values() for heading in frail(rule)} - {UNTOLD}
        return PackedSeen(
            keys, rules, {heading: runs(self.filled_under(heading)) for heading in sorted(headings)},
            frozenset(code for code, rule in self.rules.items() if is_frail(rule)),
            {code: {key: good for key, (good, _) in sorted(self.shares(code).items())} for code in sorted(self.rules)
             if self.rules[code].shape is Shape.COVERAGE},
            dict(self._rests(self.gaps)))

    def _rests(self, gaps: Iterable[Gap]) -> Iterator[tuple[str, Rest]]:
        """What each gap rests on that an emptied cell could clear, by its id."""
        rests, found = Rests(self.store, self.as_of), [gap for gap in gaps if is_frail(gap.rule)]
        for batch in in_batches(found):
            self.store.expect({item.key for gap in batch for item in gap.items}, anew=True)
            yield from ((gap.id, Rest(rests.of(gap), self._enough(gap))) for gap in batch)

    def _enough(self, gap: Gap) -> int | None:
        """How many good ones would do, where the gap is a share that is too small."""
        _, total = self.shares(gap.rule.code).get("".join(item.key for item in gap.items), (0, 0))
        return enough(gap.rule, total) if total else None


def is_frail(rule: Rule) -> bool:
    """Whether a gap of the rule could be cleared by an emptied cell: of a share, one that made an item count."""
    return rule.shape is Shape.COVERAGE or bool(frail(rule))


def _subjects(store: Store, rule: Rule, as_of: datetime.date) -> Iterable[str]:
    keys = store.looked_at(rule, as_of)
    if rule.shape is not Shape.COVERAGE or rule.per is None:
        yield from keys
        return
    ends = Compiler(store, as_of).far_ends(rule.per)
    for batch in in_batches(keys):
        store.expect(batch, anew=True)
        yield from (far.key for key in batch if (item := store.item(key)) for far, _ in ends(item))
