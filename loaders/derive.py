"""What is worked out once, at load, so that no rule and no store has to: tiers, years, scores, owners, boards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from loaders.problems import problem
from schema.dates import PlanDate, previous_period
from schema.framework import Framework, scored_themes, whole_scores
from schema.kinds import FAMILIES, KIND, field_of
from schema.links import STRICT
from schema.records import Item, Link, Problem
from schema.scoring import score_of

LONG_TERM = 10
"""Years from which on a plan looks far ahead."""
BUSINESS_PLANS = 5
"""The tier that only some departments have: it never counts as a step of its own (rule S5)."""
UNKNOWN_TIER = 4
"""Where an objective is put when nothing tells how high it stands."""
TIERED = tuple(kind.name for kind in KIND.values() if field_of(kind.name, "tier") is not None)
PLANS, VALUES = frozenset(FAMILIES["Plan"]), frozenset(FAMILIES["Value"])

LAST = "~"
"""Comes after every key: keys hold small letters, figures and . / : % - alone."""

Lists = dict[str, list[str]]
"""For each item the items that it is linked to, by key."""


class Ways:
    """The links that facts are passed on by, from both ends, and the order in which to pass them.

    `inner` are items with something below them, each after all that is above it; `looped` are those that have
    no place in that order, since a chain comes back to its start; `outer` are all that have nothing below.
    `unordered` are the looped and all right below them.
    """

    def __init__(self, links: Iterable[Link]) -> None:
        self.held: Lists = defaultdict(list)
        self.above: Lists = defaultdict(list)
        self.holds: Lists = defaultdict(list)
        self.leads: Lists = defaultdict(list)
        self.owners: Lists = defaultdict(list)
        self.boards: Lists = defaultdict(list)
        pairs = {"PART_OF": (self.held, self.holds)} | dict.fromkeys(STRICT, (self.above, self.leads))
        outwards = {"OWNED_BY": self.owners, "OVERSEEN_BY": self.boards}
        for verb, start, end, _, _, wanted, _, _, _ in links:
            if wanted is not None:
                continue
            if verb in outwards:
                outwards[verb][start].append(end)
            elif verb in pairs:
                upwards, downwards = pairs[verb]
                upwards[start].append(end)
                downwards[end].append(start)
        inner = dict.fromkeys((*self.holds, *self.leads))
        self.outer = [key for key in dict.fromkeys((*self.held, *self.above)) if key not in inner]
        self.inner, self.looped = self._ordered(inner)
        self.unordered = dict.fromkeys(self.looped) | dict.fromkeys(
            lower for key in self.looped for lower in (*self.holds.get(key, ()), *self.leads.get(key, ())))

    def _ordered(self, inner: Iterable[str]) -> tuple[list[str], list[str]]:
        """Inner items, each after all that is above it, and those that loops leave no place for."""
        none: list[str] = []
        waits = {key: count for key in inner
                 if (count := len(self.held.get(key, none)) + len(self.above.get(key, none)))}
        order = [key for key in inner if key not in waits]
        for key in order:  # grows while it is walked
            for lower in (*self.holds.get(key, none), *self.leads.get(key, none)):
                if lower in waits:
                    waits[lower] -= 1
                    if not waits[lower]:
                        del waits[lower]
                        order.append(lower)
        return order, list(waits)


def derive(
    items: Mapping[str, Item], links: Iterable[Link], tiers: Mapping[str, int], frameworks: Iterable[Framework] = ()
) -> list[Problem]:
    """Fills in the derived fields of the items, in place; what cannot be worked out is told.

    `tiers` gives kinds another tier than their own; `frameworks` are those that scores may name. Takes time linear
    in items and links.
    """
    ways = Ways(links)
    problems = _tiers(items, ways.holds, tiers)
    _ranks(items)
    outturns = []
    for item in items.values():
        if item.kind in VALUES:
            _prior(item.values)
            if item.kind == "Outturn":
                outturns.append(item)
        elif item.kind in PLANS:
            _span(item.values)
    _changes(outturns, items, ways.held)
    _scores(items, ways.holds, {framework.id: framework for framework in frameworks if framework.scores})
    for name, own in (("owner", ways.owners), ("board", ways.boards)):
        for key, far in nearest(own, ways).items():
            items[key].values[name] = far  # type: ignore[index]
    return problems


def nearest(own: Lists, ways: Ways) -> dict[str, str]:
    """For each item its own far end, else its container's, else its parent's; of several the smallest key.

    What the container or parent has may be passed on to it in turn. Items without one are left out. In loops,
    where nothing comes first, each item has what is nearest above it.
    """
    found = {key: min(ends) for key, ends in own.items()}
    _pass_on(found, ways.inner, ways)
    waiting = {key for key in ways.unordered if key not in found}
    level: Iterable[str] = {up for key in waiting for up in (*ways.held.get(key, ()), *ways.above.get(key, ()))
                            if up in found}
    while level:
        level = [*_passed(found, level, ways.holds, waiting), *_passed(found, level, ways.leads, waiting)]
    _pass_on(found, ways.outer, ways)
    return found


def _pass_on(found: dict[str, str], keys: Iterable[str], ways: Ways) -> None:
    """Gives each item what its container has, or else its parent; all above them has been given before."""
    held, above = ways.held, ways.above
    for key in keys:
        if key not in found:
            far = _least(found, held[key]) if key in held else None
            if far is None and key in above:
                far = _least(found, above[key])
            if far is not None:
                found[key] = far


def _least(found: Mapping[str, str], ups: list[str]) -> str | None:
    """The smallest of what some items have; None where they have nothing."""
    if len(ups) == 1:
        return found.get(ups[0])
    return min((found[up] for up in ups if up in found), default=None)


def _passed(found: dict[str, str], level: Iterable[str], ways: Lists, waiting: set[str]) -> list[str]:
    """One step down from each item of a level, to items that wait for one; gives those that now have one."""
    new: dict[str, str] = {}
    for up in level:
        below = ways.get(up)
        if below is not None:
            far = found[up]
            for key in below:
                if key in waiting and far < new.get(key, LAST):
                    new[key] = far
    found.update(new)
    waiting.difference_update(new)
    return list(new)


def _tiers(items: Mapping[str, Item], holds: Lists, tiers: Mapping[str, int]) -> list[Problem]:
    """Gives every item of the cascade its tier: stated, else its kind's, else that of what holds it."""
    unknown: dict[str, None] = {}
    by_kind = {kind: tiers.get(kind, KIND[kind].tier) for kind in TIERED}
    for item in items.values():
        if item.kind in by_kind:
            stated = item.values.get("tier", by_kind[item.kind])
            if isinstance(stated, int | float):
                _write(item, "tier", float(stated))
            else:
                unknown[item.key] = None
    _contained_tiers(items, unknown, holds)
    for key in unknown:
        _write(items[key], "tier", float(UNKNOWN_TIER))
    return [problem("tier-unknown", source=items[key].source, value=key) for key in unknown if not items[key].listed]


def _contained_tiers(items: Mapping[str, Item], unknown: dict[str, None], holds: Lists) -> None:
    """Gives objectives the tier of what holds them, outermost first, and takes them out of the unknown."""
    level = [key for key in holds if key not in unknown] if unknown else []
    while level:
        given: dict[str, float] = {}
        for up in level:
            tier = _tier_below(items[up])
            if tier is not None:
                for key in holds.get(up, ()):
                    if key in unknown:
                        given[key] = min(tier, given.get(key, tier))
        for key, tier in given.items():
            _write(items[key], "tier", tier)
            del unknown[key]
        level = list(given)


def _tier_below(container: Item) -> float | None:
    """The tier of an objective that a plan or objective holds: its own, but what stands in a vision is a theme."""
    tier = container.values.get("tier")
    if container.kind not in PLANS and container.kind != "Objective":
        return None
    return max(1.0, tier) if isinstance(tier, float) else None


def _ranks(items: Mapping[str, Item]) -> None:
    """Counts tiers as steps: only those in use, and never that of business plans."""
    tiered: list[tuple[dict[str, Any], Any]] = []
    used: set[Any] = set()
    for item in items.values():
        values: Any = item.values
        tier = values.get("tier")
        if tier is not None:
            tiered.append((values, tier))
            if not item.listed:
                used.add(tier)
    steps = sorted(used - {BUSINESS_PLANS})
    ranks = {tier: float(sum(1 for step in steps if step < tier)) for tier in {tier for _, tier in tiered}}
    for values, tier in tiered:
        values["rank"] = ranks[tier]


def _prior(values: Mapping[str, Any]) -> None:
    period = values.get("period")
    prior = _year_before(period) if isinstance(period, str) else None
    if prior is not None:
        values["prior"] = prior  # type: ignore[index]


@lru_cache(maxsize=256)  # a plan set has a dozen years, and each of its figures has one
def _year_before(period: str) -> str | None:
    return previous_period(period)


def _changes(outturns: list[Item], items: Mapping[str, Item], held: Lists) -> None:
    """How far each result moved since the year before: the result less the one figure of that year.

    The council's own figures are compared with its own and those of its peers with theirs, a ward's with the same
    ward's. Where several figures are recorded for the year before, and they are not equal, nobody can tell.
    """
    figures: dict[tuple[Any, ...], set[float]] = defaultdict(set)
    for item in outturns:
        for series in _series(item, items, held):
            figures[*series, item.values.get("period")].add(item.values["value"])  # type: ignore[arg-type]
    for item in outturns:
        prior = item.values.get("prior")
        before = {figure for series in _series(item, items, held) for figure in figures.get((*series, prior), ())}
        if prior is not None and len(before) == 1:
            _write(item, "change", _difference(item.values["value"], before.pop()))


def _series(item: Item, items: Mapping[str, Item], held: Lists) -> list[tuple[Any, ...]]:
    """The series of yearly figures that a result stands in, one for each of its indicators."""
    values = item.values
    if not isinstance(values.get("value"), int | float):
        return []
    return [(key, values.get("area"), values.get("peer") is True)
            for key in held.get(item.key, ()) if items[key].kind == "Indicator"]


def _difference(figure: Any, before: Any) -> float:
    """One figure less another as people reckon it: 0.3 less 0.2 is 0.1."""
    return float(Decimal(repr(figure)) - Decimal(repr(before)))


def _scores(items: Mapping[str, Item], holds: Lists, frameworks: Mapping[str, Framework]) -> None:
    """The score of a whole that its themes give, by the table of the framework that its `criterion` names."""
    for item in items.values():
        if item.kind == "Criterion" and item.values.get("level") == "framework":
            framework = frameworks.get(str(item.values.get("criterion")))
            parts = [items[key] for key in holds.get(item.key, ())]
            themes = framework and whole_scores(framework, scored_themes(item, parts))
            if framework and framework.scores and themes:
                _write(item, "derived_score", float(score_of(themes.values(), framework.scores)))


def _span(values: Mapping[str, Any]) -> None:
    """How many whole years a plan covers, and whether it looks far ahead, where it does not say so itself."""
    start, end = values.get("start"), values.get("end")
    if isinstance(start, PlanDate) and isinstance(end, PlanDate) and start.start > date.min:
        years = max(0, _whole_years(start.start, end.end))
        values["years"] = float(years)  # type: ignore[index]
        if "long_term" not in values:
            values["long_term"] = years >= LONG_TERM  # type: ignore[index]


def _whole_years(first: date, last: date) -> int:
    """Whole years from one day to another, both counted; those that begin on 29 February end on a 27th."""
    begins = (first.month, 28 if (first.month, first.day) == (2, 29) else first.day)
    after = last + timedelta(days=1)
    return after.year - first.year - ((after.month, after.day) < begins)


def _write(item: Item, name: str, value: Any) -> None:
    """Sets a derived field. Items are shared with nobody yet, so their values may still be written."""
    item.values[name] = value  # type: ignore[index]
