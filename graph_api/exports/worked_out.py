"""Which values loading would work out again by itself, so that files need not state them."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.derive import derive
from schema.records import Item, Loaded

NAMES = ("tier", "long_term")
"""Fields that a file may state and that are worked out where it does not."""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """Keys of the items whose tier and whose long_term come again; `unknown` have a tier that nothing tells."""

    again: dict[str, frozenset[str]]
    unknown: frozenset[str]

    def needless(self, item: Item, name: str, asked: bool) -> bool:
        """Whether the field need not be written: it comes again, and no register asks for it or nobody knows it."""
        comes_again = name in self.again and item.key in self.again[name]
        return comes_again and (not asked or (name == "tier" and item.key in self.unknown))


def worked_out(loaded: Loaded) -> WorkedOut:
    """What comes again when tiers and long terms are left out of the files.

    A tier that is left out may change those below it, so what differs is stated and the rest tried again.
    """
    told = frozenset(told.value for told in loaded.problems if told.code == "tier-unknown" and told.value)
    unknown = told | {item.key for item in loaded.items if item.listed}
    bearing = [item for item in loaded.items if not item.values.keys().isdisjoint(NAMES)]
    stated: dict[str, set[str]] = {name: set() for name in NAMES}
    while True:
        tried, guessed = _derived(loaded, stated)
        differ = {
            name: {item.key for item in bearing if item.key not in stated[name] and name in item.values
                   and (tried[item.key].values.get(name) != item.values[name]
                        or (name == "tier" and item.key in guessed - unknown))}
            for name in NAMES}
        if not any(differ.values()):
            break
        for name in NAMES:
            stated[name] |= differ[name]
    again = {name: frozenset(item.key for item in bearing if name in item.values) - stated[name] for name in NAMES}
    return WorkedOut(again, told)


def _derived(loaded: Loaded, stated: dict[str, set[str]]) -> tuple[dict[str, Item], set[str]]:
    """The items as loading would leave them if only those stated had their tier or long term in a file."""
    tried = {item.key: item._replace(values={
        name: value for name, value in item.values.items() if name not in NAMES or item.key in stated[name]})
        for item in loaded.items}
    problems = derive(tried, loaded.links, {})
    return tried, {told.value for told in problems if told.code == "tier-unknown" and told.value}
