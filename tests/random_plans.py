"""Random plan sets: typed noise, where anything declared may happen, and councils with a cascade and defects."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from builders import MADE_UP

from schema.dates import parse_date, previous_period
from schema.fields import Field, FieldType
from schema.kinds import FAMILIES, KIND, KINDS, slug
from schema.links import VERBS
from schema.records import NOWHERE, Item, Link, Loaded

DATES = tuple(parse_date(text) for text in (
    "2006", "2007", "2007/08", "2008/09", "2009/10", "Q1 2008/09", "Q2 2008/09", "July 2007", "August 2008", "2008",
    "September 2007", "September 2008", "October 2008", "2007-09-01", "2007-09-02", "2008-08-31", "2008-09-01",
    "2008-09-02", "2010-03-31", "by 2007", "by 2011", "2006 to 2008"))
PERIODS = ("2006/07", "2007/08", "2008/09", "2009/10", "2010/11", "2008")
NUMBERS = (-2.0, -1.0, 0.0, 1.0, 2.0, 9.0, 9.4, 9.5, 10.0, 10.5, 10.6, 40.0)
TEXTS = ("parks", "roads", "homes")
LISTS = ("finance", "performance", "risk")
FILLED = 0.6
"""The share of fields of an item that hold anything."""


class Plans:
    """Items and links as they are made up."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.items: dict[str, Item] = {}
        self.links: list[Link] = []

    def item(self, kind: str, **values: Any) -> str:
        """A new item of the kind with random fields, some of them as told; None leaves one empty. Its key."""
        key = f"{slug(kind)}:{len(self.items)}"
        found = {field.name: random_value(self.rng, field) for field in KIND[kind].fields
                 if not field.derived and field.name not in ("title", "note") and self.rng.random() < FILLED}
        found |= values
        if KIND[kind].tier is not None:
            found["tier"] = float(KIND[kind].tier)
        elif kind == "Objective":
            found.setdefault("tier", float(self.rng.randint(1, 5)))
        kept = {name: value for name, value in found.items() if value is not None}
        if "period" in kept and kind in FAMILIES["Value"]:
            kept["prior"] = previous_period(kept["period"])
        self.items[key] = Item(key, kind, "", kept, NOWHERE, (), self.rng.random() < 0.05)
        return key

    def link(self, start: str, verb: str, end: str, **fields: Any) -> None:
        """A link, stated once."""
        if not any((link.verb, link.start, link.end) == (verb, start, end) for link in self.links[-500:]):
            self.links.append(Link(verb, start, end, NOWHERE, fields))

    def nowhere(self, start: str, verb: str, kinds: tuple[str, ...]) -> None:
        """A link to nothing, or into another plan set."""
        kind = self.rng.choice(kinds)
        families = [family for family, members in FAMILIES.items() if kind in members and family != kind]
        wanted = self.rng.choice([kind, *families])
        elsewhere = "derby" if self.rng.random() < 0.3 else None
        end = f"{slug(wanted)}:x{self.rng.randint(1, 3)}"
        self.links.append(Link(verb, start, end, NOWHERE, {}, wanted, elsewhere))

    def loaded(self) -> Loaded:
        """The plan set, with the ranks of the tiers in use."""
        steps = sorted({item.values["tier"] for item in self.items.values() if "tier" in item.values} - {5.0})
        for item in self.items.values():
            if "tier" in item.values:
                item.values["rank"] = float(sum(step < item.values["tier"] for step in steps))
        return Loaded(MADE_UP, tuple(self.items.values()), tuple(self.links))


def random_value(rng: random.Random, field: Field) -> Any:
    """Any value that the field may hold."""
    makers: dict[FieldType, Callable[[], Any]] = {
        FieldType.TEXT: lambda: rng.choice(TEXTS), FieldType.WORDS: lambda: tuple(rng.sample(LISTS, rng.randint(1, 3))),
        FieldType.NUMBER: lambda: rng.choice(NUMBERS), FieldType.YES_NO: lambda: rng.random() < 0.5,
        FieldType.DATE: lambda: rng.choice(DATES), FieldType.ONE_OF: lambda: rng.choice(field.words),
        FieldType.PERIOD: lambda: rng.choice(PERIODS)}
    return makers[field.type]()


def noise(seed: int, size: int = 60) -> Loaded:
    """Items of every kind with any fields, joined by any links that are declared."""
    plans = Plans(random.Random(seed))
    rng = plans.rng
    kinds = [kind.name for kind in KINDS]
    for _ in range(size):
        plans.item(rng.choice(kinds))
    for _ in range(size * 3):
        verb = rng.choice(VERBS)
        starts = [key for key, item in plans.items.items() if item.kind in verb.starts]
        ends = [key for key, item in plans.items.items() if item.kind in verb.ends]
        if starts and rng.random() < 0.1:
            plans.nowhere(rng.choice(starts), verb.name, verb.ends)
        elif starts and ends:
            fields = {field.name: "said" for field in verb.fields if rng.random() < 0.5}
            plans.link(rng.choice(starts), verb.name, rng.choice(ends), **fields)
    return plans.loaded()


def council(seed: int) -> Loaded:
    """A vision, themes, priorities, plans, actions and staff, most of them joined as they should be."""
    plans = Plans(random.Random(seed))
    rng = plans.rng

    def sure(share: float = 0.8) -> bool:
        return rng.random() < share

    def tied(low: list[str], verb: str, high: list[str], share: float = 0.8) -> None:
        for key in low:
            if high and sure(share):
                plans.link(key, verb, rng.choice(high))
            elif sure(0.1):
                plans.nowhere(key, verb, (plans.items[high[0]].kind if high else "Objective",))

    vision = [plans.item("Vision") for _ in range(rng.choice((0, 1, 1, 2)))]
    area = [plans.item("CommunityStrategy") for _ in range(2)]
    themes = [plans.item("Objective", tier=1.0, status="live") for _ in range(3)]
    corporate = [plans.item("CorporatePlan", status="live")]
    priorities = [plans.item("Objective", tier=2.0) for _ in range(4)]
    strategies = [plans.item("Strategy", status="live") for _ in range(3)]
    services = [plans.item("ServicePlan", status="live") for _ in range(4)]
    low = [plans.item("Objective", tier=4.0) for _ in range(8)]
    actions = [plans.item("Action") for _ in range(10)]
    staff = [plans.item("StaffObjective") for _ in range(6)]
    tied(themes, "PART_OF", vision + area)
    tied(priorities, "SUPPORTS", themes)
    tied(priorities, "PART_OF", corporate + area)
    tied(corporate, "SUPPORTS", area + vision)
    tied(strategies, "SUPPORTS", priorities + corporate)
    tied(services, "SUPPORTS", priorities + corporate + strategies[:1] + area)
    tied(low, "PART_OF", services + strategies)
    tied(low, "SUPPORTS", low + priorities, 0.6)
    tied(actions, "DELIVERS", low + services, 0.7)
    tied(actions, "PART_OF", services + strategies, 0.7)
    tied(staff, "SUPPORTS", low + services)
    tied(actions[:4] + low[:4] + services, "OWNED_BY", [plans.item("Post") for _ in range(8)])
    tied([plans.item("Milestone") for _ in range(6)], "PART_OF", actions + services + vision)
    tied(strategies, "EXPECTS", strategies + services)
    tied(strategies, "INFORMS", services + strategies, 0.5)
    tied(strategies[:1] + themes[:1], "SUPERSEDES", strategies + themes + priorities)
    boards = [plans.item("Board") for _ in range(2)]
    tied([plans.item("Post", status="filled") for _ in range(6)], "MEMBER_OF", boards)
    _measured(plans, low + services, sure)
    return plans.loaded()


def _measured(plans: Plans, measured: list[str], sure: Callable[..., bool]) -> None:
    """Indicators with targets and outturns for some years, near enough to one another to differ a little."""
    rng = plans.rng
    for _ in range(4):
        indicator = plans.item("Indicator")
        plans.link(indicator, rng.choice(("MEASURES", "PART_OF")), rng.choice(measured))
        for kind in ("Target", "Outturn"):
            for period in rng.choices(PERIODS[:5], k=4):
                told = {"area": None, "peer": None} if sure() else {}
                value = plans.item(kind, period=period if sure(0.9) else None, value=rng.choice(NUMBERS[5:11]), **told)
                plans.link(value, "PART_OF", indicator)
                if kind == "Outturn" and sure(0.3):
                    plans.link(plans.item("Action"), "ADDRESSES", value)
