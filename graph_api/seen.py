"""What a check looked at: which items were there, which of them each rule looked at, and what each rule asked.

A gap that is gone is mended only if the same rule looked at the same items again. So a check says what it looked at,
and a saved check keeps it: the keys of all items once, and for each rule the places of its items in that list.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from graph_api.engine.python_tests import Compiler
from graph_api.stores.batches import in_batches
from graph_api.stores.protocol import Store
from schema.rule import Rule, Shape

BLANKS = ("shape", "of", "where", "needs", "fault", "unless", "along", "but_not", "by", "at_most", "differs",
          "together", "date", "days", "to", "to_where", "via", "below", "good", "at_least", "per", "thresholds")
"""What a rule asks; its words, its severity and what it shows are no part of the question."""
DIGITS = 12


class Seen(Protocol):
    """What one check looked at."""

    def there(self, key: str) -> bool:
        """Whether the item was there, known by name alone or better."""
        ...

    def looked_at(self, code: str, key: str) -> bool:
        """Whether the rule could have found a gap at that item."""
        ...

    def asked(self, code: str) -> str | None:
        """What the rule asked, as a digest; None where nobody knows."""
        ...


class StoreSeen:
    """What a check of a store looked at; worked out rule by rule, when somebody asks."""

    def __init__(self, store: Store, rules: Collection[Rule], as_of: datetime.date) -> None:
        self.store, self.as_of = store, as_of
        self.rules = {rule.code: rule for rule in rules}
        self._subjects: dict[str, frozenset[str]] = {}

    def there(self, key: str) -> bool:
        """Whether the item is there, known by name alone or better."""
        return self.store.item(key) is not None

    def looked_at(self, code: str, key: str) -> bool:
        """Whether the rule could find a gap at that item."""
        return key in self.subjects(code)

    def asked(self, code: str) -> str | None:
        """What the rule asks, as a digest."""
        return question(self.rules[code]) if code in self.rules else None

    def subjects(self, code: str) -> frozenset[str]:
        """The keys of everything that a gap of the rule can be about."""
        if code not in self._subjects:
            rule = self.rules.get(code)
            self._subjects[code] = frozenset(_subjects(self.store, rule, self.as_of) if rule else ())
        return self._subjects[code]

    def packed(self) -> PackedSeen:
        """All of it, to be saved."""
        keys = tuple(sorted(self.store.keys()))
        place = {key: number for number, key in enumerate(keys)}
        return PackedSeen(keys, {
            code: (question(rule), tuple(_runs(sorted(place[key] for key in self.subjects(code)))))
            for code, rule in sorted(self.rules.items())})


Run = tuple[int, int]
"""First and last place of items that stand side by side."""


@dataclass(frozen=True)
class PackedSeen:
    """What a saved check looked at: the sorted keys of all items; for each rule its question and runs of places."""

    keys: Sequence[str]
    rules: Mapping[str, tuple[str | None, Sequence[Run]]] = field(default_factory=dict)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: number for number, key in enumerate(self.keys)}

    def there(self, key: str) -> bool:
        """Whether the item was there."""
        return key in self._places

    def looked_at(self, code: str, key: str) -> bool:
        """Whether the rule could have found a gap at that item."""
        place, known = self._places.get(key), self.rules.get(code)
        if place is None or known is None:
            return False
        at = bisect_right(known[1], (place, len(self.keys)))
        return at > 0 and known[1][at - 1][1] >= place

    def asked(self, code: str) -> str | None:
        """What the rule asked."""
        known = self.rules.get(code)
        return known[0] if known else None


def question(rule: Rule) -> str:
    """A digest of what the rule asks: another one where a test, a threshold or a kind has changed."""
    said: dict[str, Any] = {name: value for name in BLANKS if (value := rule.declared.get(name)) is not None}
    if not said:  # a rule that no file declares
        said = {name: repr(value) for name in BLANKS if (value := getattr(rule, name)) not in (None, (), 0, False)}
    text = json.dumps(_normal(said), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _normal(value: Any) -> Any:
    """The value with its texts on one line, since how a test is broken into lines changes nothing."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {str(name): _normal(inner) for name, inner in value.items()}
    return [_normal(inner) for inner in value] if isinstance(value, list | tuple) else value


def _subjects(store: Store, rule: Rule, as_of: datetime.date) -> Iterable[str]:
    keys = store.looked_at(rule, as_of)
    if rule.shape is not Shape.COVERAGE or rule.per is None:
        yield from keys
        return
    ends = Compiler(store, as_of).far_ends(rule.per)
    for batch in in_batches(keys):
        store.expect(batch, anew=True)
        yield from (far.key for key in batch if (item := store.item(key)) for far, _ in ends(item))


def _runs(places: Sequence[int]) -> Iterable[Run]:
    """Sorted places as runs: 1, 2, 3, 7 are (1, 3) and (7, 7)."""
    first = last = None
    for place in places:
        if first is None or last is None:
            first = last = place
        elif place == last + 1:
            last = place
        else:
            yield first, last
            first = last = place
    if first is not None and last is not None:
        yield first, last
