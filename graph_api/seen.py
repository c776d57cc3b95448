"""What a check looked at: which items were there, which of them each rule looked at, and what each rule asked.

A gap that is gone is mended only if the same rule looked at the same items again, and what showed the gap is still
recorded, as something else. So a check says what it looked at and which cells were filled, and a saved check keeps it:
the keys of all items once, and for each rule and each heading the places of its items in that list.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from schema.rule import Rule

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

    def frail(self, code: str) -> bool | None:
        """Whether an emptied cell could clear a gap of the rule; None where nobody knows."""
        ...

    def filled(self, cell: str) -> bool | None:
        """Whether anything is recorded in a cell, as `graph_api.resting` writes it; None where nobody knows."""
        ...

    def good(self, code: str, key: str) -> int | None:
        """How many are good of the share that the rule counts of that item, or of the plan set where the key is empty;
        None where nobody knows.
        """
        ...


Run = tuple[int, int]
"""First and last place of items that stand side by side."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What one gap rests on: its cells, None where they cannot be told; of a share, how many good ones would do."""

    recorded: tuple[str, ...] | None
    enough: int | None = None


@dataclass(frozen=True)
class PackedSeen:
    """What a saved check looked at: the sorted keys of all items; for each rule its question and runs of places.

    `headings` are runs of the items with a cell filled under each heading that any gap may rest on, None where the
    file does not say; `fragile` the codes of the rules whose gaps an emptied cell could clear; `shares` how many are
    good of what each `coverage` rule counts, by key. `rests` are what the gaps rest on, by their ids, to be written.
    """

    keys: Sequence[str]
    rules: Mapping[str, tuple[str | None, Sequence[Run]]] = field(default_factory=dict)
    headings: Mapping[str, Sequence[Run]] | None = None
    fragile: frozenset[str] = frozenset()
    shares: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rests: Mapping[str, Rest] = field(default_factory=dict)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: number for number, key in enumerate(self.keys)}

    def there(self, key: str) -> bool:
        """Whether the item was there."""
        return key in self._places

    def looked_at(self, code: str, key: str) -> bool:
        """Whether the rule could have found a gap at that item."""
        known = self.rules.get(code)
        return known is not None and self._among(key, known[1])

    def asked(self, code: str) -> str | None:
        """What the rule asked."""
        known = self.rules.get(code)
        return known[0] if known else None

    def frail(self, code: str) -> bool | None:
        """Whether an emptied cell could clear a gap of the rule."""
        return None if self.headings is None else code in self.fragile

    def filled(self, cell: str) -> bool | None:
        """Whether anything was recorded in a cell."""
        key, _, heading = cell.rpartition(" ")
        runs = (self.headings or {}).get(heading)
        return None if runs is None else self._among(key, runs)

    def good(self, code: str, key: str) -> int | None:
        """How many were good of the share that the rule counts."""
        return self.shares.get(code, {}).get(key)

    def _among(self, key: str, runs: Sequence[Run]) -> bool:
        place = self._places.get(key)
        at = 0 if place is None else bisect_right(runs, (place, len(self.keys)))
        return place is not None and at > 0 and runs[at - 1][1] >= place


def question(rule: Rule) -> str:
    """A digest of what the rule asks: another one where a test, a threshold or a kind has changed."""
    said: dict[str, Any] = {name: value for name in BLANKS if (value := rule.declared.get(name)) is not None}
    if not said:  # a rule that no file declares
        said = {name: repr(getattr(rule, name)) for name in BLANKS}
    text = json.dumps(_normal(said), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _normal(value: Any) -> Any:
    """The value with its texts on one line, since how a test is broken into lines changes nothing."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {str(name): _normal(inner) for name, inner in value.items()}
    return [_normal(inner) for inner in value] if isinstance(value, list | tuple) else value


def runs_of(places: Sequence[int]) -> Iterable[Run]:
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
