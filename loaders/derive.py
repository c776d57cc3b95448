"""What is worked out once, at load, so that no rule and no store has to: tiers, ranks, years, owners, boards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from loaders.problems import problem
from schema.dates import PlanDate, previous_period
from schema.kinds import FAMILIES, KIND, field_of
from schema.links import STRICT
from schema.records import Item, Link, Problem

LONG_TERM = 10
"""Years from which on a plan looks far ahead."""
BUSINESS_PLANS = 5
"""The tier that only some departments have: it never counts as a step of its own (rule S5)."""
UNKNOWN_TIER = 4
"""Where an objective is put when nothing tells how high it stands."""
TIERED = tuple(kind.name for kind in KIND.values() if field_of(kind.name, "tier") is not None)
PLANS, VALUES = frozenset(FAMILIES["Plan"]), frozenset(FAMILIES["Value"])

Ups = Mapping[str, Sequence[str]]
"""For each item the items that it is linked to, by key."""


def derive(items: Mapping[str, Item], links: Iterable[Link], tiers: Mapping[str, int]) -> list[Problem]:
    """Fills in the derived fields of the items, in place; what cannot be worked out is told.

    `tiers` gives kinds another tier than their own. Takes time linear in items and links.
    """
    held, above, owners, boards = _ups(links)
    problems = _tiers(items, held, tiers)
    _ranks(items)
    for item in items.values():
        if item.kind in VALUES:
            _prior(item.values)
        elif item.kind in PLANS:
            _long_term(item.values)
    for name, own in (("owner", owners), ("board", boards)):
        for key, far in nearest(own, items, held, above).items():
            _write(items[key], name, far)
    return problems


def nearest(own: Ups, keys: Iterable[str], held: Ups, above: Ups) -> dict[str, str]:
    """For each item its own far end, else its container's, else the nearest one above it; ties by smallest key.

    Items without one are left out. First every container passes on what it has itself to all that it holds,
    however deep; then what is found so far is passed on, step by step, by containers before parents. A chain
    that comes back to its start does no harm: an item takes part once.
    """
    found = {key: min(ends) for key, ends in own.items()}
    rest = [key for key in keys if key not in found]
    rest = _spread(found, rest, lambda key: (held.get(key, ()),))
    _spread(found, rest, lambda key: (held.get(key, ()), above.get(key, ())))
    return found


def _spread(found: dict[str, str], rest: Collection[str], ups: Callable[[str], Iterable[Sequence[str]]]) -> list[str]:
    """Passes values down from what has one to what has none, a level at a time; gives what is left without."""
    below: dict[str, list[str]] = {}
    for key in rest:
        for group in ups(key):
            for up in group:
                below.setdefault(up, []).append(key)
    left = dict.fromkeys(rest)
    level = {key for up in below if up in found for key in below[up]}
    while level:
        new = {}
        for key in level:
            values = next((got for group in ups(key) if (got := [found[up] for up in group if up in found])), None)
            if values:
                new[key] = min(values)
        found.update(new)
        for key in new:
            left.pop(key, None)
        level = {key for up in new for key in below.get(up, ()) if key not in found}
    return list(left)


def _ups(links: Iterable[Link]) -> tuple[dict[str, list[str]], ...]:
    """What each item is part of, what it leads up to, who owns and who oversees it."""
    held: dict[str, list[str]] = {}
    above: dict[str, list[str]] = {}
    owners: dict[str, list[str]] = {}
    boards: dict[str, list[str]] = {}
    by_verb = {"PART_OF": held, "OWNED_BY": owners, "OVERSEEN_BY": boards} | dict.fromkeys(STRICT, above)
    for link in links:
        ups = by_verb.get(link.verb)
        if ups is not None and link.wanted is None:
            ups.setdefault(link.start, []).append(link.end)
    return held, above, owners, boards


def _tiers(items: Mapping[str, Item], held: Ups, tiers: Mapping[str, int]) -> list[Problem]:
    """Gives every item of the cascade its tier: stated, else its kind's, else that of what holds it."""
    unknown = []
    for item in items.values():
        if item.kind in TIERED:
            stated = item.values.get("tier", tiers.get(item.kind, KIND[item.kind].tier))
            if stated is None:
                unknown.append(item.key)
            else:
                _write(item, "tier", float(stated))  # type: ignore[arg-type]
    left = _contained_tiers(items, unknown, held)
    problems = []
    for key in left:
        _write(items[key], "tier", float(UNKNOWN_TIER))
        if not items[key].listed:
            problems.append(problem("tier-unknown", source=items[key].source, value=key))
    return problems


def _contained_tiers(items: Mapping[str, Item], unknown: Sequence[str], held: Ups) -> list[str]:
    """Gives objectives the tier of what holds them, outermost first; gives those that nothing holds."""
    below: dict[str, list[str]] = {}
    for key in unknown:
        for up in held.get(key, ()):
            below.setdefault(up, []).append(key)
    left = dict.fromkeys(unknown)
    level = {key for up in below if up not in left for key in below[up]}
    while level:
        given = {}
        for key in level:
            known = [tier for up in held[key] if up not in left and (tier := _tier_below(items[up])) is not None]
            if known:
                given[key] = min(known)
        for key, tier in given.items():
            _write(items[key], "tier", tier)
            left.pop(key, None)
        level = {key for up in given for key in below.get(up, ()) if key in left}
    return list(left)


def _tier_below(container: Item) -> float | None:
    """The tier of an objective that a plan or objective holds: its own, but what stands in a vision is a theme."""
    tier = container.values.get("tier")
    if container.kind not in PLANS and container.kind != "Objective":
        return None
    return max(1.0, tier) if isinstance(tier, float) else None


def _ranks(items: Mapping[str, Item]) -> None:
    """Counts tiers as steps: only those in use, and never that of business plans."""
    tiers = {item.values["tier"] for item in items.values() if "tier" in item.values and not item.listed}
    steps = sorted(tier for tier in tiers if isinstance(tier, float) and tier != BUSINESS_PLANS)
    ranks: dict[Any, float] = {}
    for item in items.values():
        tier = item.values.get("tier")
        if tier is not None:
            if tier not in ranks:
                ranks[tier] = float(sum(1 for step in steps if step < float(tier)))  # type: ignore[arg-type]
            _write(item, "rank", ranks[tier])


def _prior(values: Mapping[str, Any]) -> None:
    period = values.get("period")
    prior = previous_period(period) if isinstance(period, str) else None
    if prior is not None:
        values["prior"] = prior  # type: ignore[index]


def _long_term(values: Mapping[str, Any]) -> None:
    """Whether a plan runs ten years or more, from its first day to its last, where it does not say so itself."""
    start, end = values.get("start"), values.get("end")
    if "long_term" in values or not isinstance(start, PlanDate) or not isinstance(end, PlanDate):
        return
    if start.start > date.min:
        values["long_term"] = _years_after(start.start, LONG_TERM) <= end.end  # type: ignore[index]


def _years_after(day: date, years: int) -> date:
    """The last day of a time of so many years that begins on this day."""
    later = day.replace(day=28, year=day.year + years) if (day.month, day.day) == (2, 29) else day.replace(
        year=day.year + years)
    return date.fromordinal(later.toordinal() - 1)


def _write(item: Item, name: str, value: Any) -> None:
    """Sets a derived field. Items are shared with nobody yet, so their values may still be written."""
    item.values[name] = value  # type: ignore[index]
