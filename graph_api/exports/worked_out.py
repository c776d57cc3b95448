"""Which values loading would work out again by itself, so that files need not state them."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.derive import derive
from schema.records import Item, Loaded

NAMES = ("tier", "long_term")
"""Fields that a file may state and that are worked out where it does not."""
MOST_PASSES = 8
"""After so many, every tier is stated; plans hardly nest half as deep."""
Keys = set[str]


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

    A tier that is left out changes those below it. So the highest that differ are stated, and the rest tried again.
    """
    unknown = frozenset(told.value for told in loaded.problems if told.code == "tier-unknown" and told.value)
    trial = _Trial(loaded, unknown)
    stated: dict[str, Keys] = {name: set() for name in NAMES}
    for _ in range(MOST_PASSES):
        differ = trial.differing(stated)
        stated["long_term"] |= differ["long_term"]
        if not differ["tier"]:
            break
        highest = {key for key in differ["tier"] if differ["tier"].isdisjoint(trial.holders.get(key, ()))}
        stated["tier"] |= highest or differ["tier"]
    else:
        stated["tier"] |= {item.key for item in trial.bearing} - unknown
    bearing = {name: frozenset(item.key for item in trial.bearing if name in item.values) for name in NAMES}
    return WorkedOut({name: bearing[name] - stated[name] for name in NAMES}, unknown)


class _Trial:
    """The items that have a tier or a long term, and what holds them: nothing else bears on either."""

    def __init__(self, loaded: Loaded, unknown: frozenset[str]) -> None:
        self.unknown = unknown
        self.bearing = [item for item in loaded.items if not item.values.keys().isdisjoint(NAMES)]
        keys = {item.key for item in self.bearing}
        self.links = [link for link in loaded.links
                      if link.verb == "PART_OF" and link.start in keys and link.end in keys and not link.dangling]
        self.holders: dict[str, list[str]] = {}
        for link in self.links:
            self.holders.setdefault(link.start, []).append(link.end)

    def differing(self, stated: dict[str, Keys]) -> dict[str, Keys]:
        """Items that would come out otherwise, or with a tier that nothing tells, if files held only what is stated."""
        tried = {item.key: item._replace(values={
            name: value for name, value in item.values.items() if name not in NAMES or item.key in stated[name]})
            for item in self.bearing}
        guessed = {told.value for told in derive(tried, self.links, {}) if told.code == "tier-unknown"} - self.unknown
        differ = {name: {
            item.key for item in self.bearing
            if name in item.values and tried[item.key].values.get(name) != item.values[name]} for name in NAMES}
        differ["tier"] |= {item.key for item in self.bearing if item.key in guessed}
        return differ
