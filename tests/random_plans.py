"""Random plan sets: typed noise, where anything declared may happen, and councils with a cascade and defects."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from builders import MADE_UP

from loaders.derive import derive
from loaders.rules import our_rules
from schema.dates import parse_date
from schema.fields import Field, FieldType
from schema.kinds import FAMILIES, KIND, KINDS, slug
from schema.links import VERBS
from schema.records import NOWHERE, Finding, Item, Link, Loaded, Source, Table, Waiver

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
GUESSED = "derived_score"
"""The one derived field that is made up at random too: a framework whose themes all have scores hardly ever is."""


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
                 if (not field.derived or field.name == GUESSED) and field.name not in ("title", "note")
                 and self.rng.random() < FILLED}
        found |= values
        if KIND[kind].tier is not None:
            found["tier"] = float(KIND[kind].tier)
        elif kind == "Objective":
            found.setdefault("tier", float(self.rng.randint(1, 5)))
        kept = {name: value for name, value in found.items() if value is not None}
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
        """The plan set, with what loading works out: ranks, years before, how far results moved."""
        derive(self.items, self.links, {})
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


class Council(Plans):
    """A vision, themes, priorities, plans, actions and staff, most of them joined as they should be."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.cascade()
        self.measured()
        self.agreed()
        self.governed()
        self.reviewed()
        self.written()

    def sure(self, share: float = 0.8) -> bool:
        """Mostly yes."""
        return self.rng.random() < share

    def some(self, kind: str, number: int, **words: tuple[Any, ...]) -> list[str]:
        """New items of the kind, each with one of the values given for a field."""
        return [self.item(kind, **{name: self.rng.choice(among) for name, among in words.items()})
                for _ in range(number)]

    def tied(self, low: list[str], verb: str, high: list[str], share: float = 0.8) -> None:
        """Most of the lower items joined to one of the higher; a few to what is not there."""
        for key in low:
            if high and self.sure(share):
                self.link(key, verb, self.rng.choice(high))
            elif self.sure(0.1):
                self.nowhere(key, verb, (self.items[high[0]].kind if high else "Objective",))

    def cascade(self) -> None:
        """From the vision down to the staff, with owners, milestones and expectations."""
        rng, tied = self.rng, self.tied
        vision = self.some("Vision", rng.choice((0, 1, 1, 2)))
        self.area = self.some("CommunityStrategy", 2)
        self.themes = self.some("Objective", 3, tier=(1.0,), status=("live",))
        corporate = self.some("CorporatePlan", 1, status=("live",))
        self.priorities = self.some("Objective", 4, tier=(2.0,))
        self.strategies = self.some("Strategy", 3, status=("live",))
        self.services = self.some("ServicePlan", 4, status=("live",))
        self.low = self.some("Objective", 8, tier=(4.0,))
        self.actions = self.some("Action", 10)
        staff = self.some("StaffObjective", 6)
        tied(self.themes, "PART_OF", vision + self.area)
        tied(self.priorities, "SUPPORTS", self.themes)
        tied(self.priorities, "PART_OF", corporate + self.area)
        tied(corporate, "SUPPORTS", self.area + vision)
        tied(self.strategies, "SUPPORTS", self.priorities + corporate)
        tied(self.services, "SUPPORTS", self.priorities + corporate + self.strategies[:1] + self.area)
        tied(self.low, "PART_OF", self.services + self.strategies)
        tied(self.low, "SUPPORTS", self.low + self.priorities, 0.6)
        tied(self.actions, "DELIVERS", self.low + self.services, 0.7)
        tied(self.actions, "PART_OF", self.services + self.strategies, 0.7)
        tied(staff, "SUPPORTS", self.low + self.services)
        tied(self.actions[:4] + self.low[:4] + self.services, "OWNED_BY", self.some("Post", 8))
        tied(self.some("Milestone", 6), "PART_OF", self.actions + self.services + vision)
        tied(self.strategies, "EXPECTS", self.strategies + self.services)
        tied(self.strategies, "INFORMS", self.services + self.strategies, 0.5)
        tied(self.strategies[:1] + self.themes[:1], "SUPERSEDES", self.strategies + self.themes + self.priorities)

    def measured(self) -> None:
        """Indicators with targets and outturns for some years, near enough to one another to differ a little."""
        for _ in range(4):
            indicator = self.item("Indicator")
            self.link(indicator, self.rng.choice(("MEASURES", "PART_OF")), self.rng.choice(self.low + self.services))
            for kind in ("Target", "Outturn", "Outturn"):
                peer = self.rng.choice((None, True)) if kind == "Outturn" else None
                years = (*PERIODS[:4], "2008", "2008/09")
                for period in self.rng.sample(years, k=4) if self.sure() else PERIODS[2:5]:
                    self.figure(kind, indicator, period, peer)

    def figure(self, kind: str, indicator: str, period: str, peer: bool | None) -> None:
        """One figure: mostly for the whole area, of the council itself or of its peers."""
        value = self.item(kind, period=period if self.sure(0.9) else None, peer=peer,
                          area=None if self.sure() else "Abbey", value=self.rng.choice((*NUMBERS[5:11], None)))
        self.link(value, "PART_OF", indicator)
        if kind == "Outturn" and self.sure(0.3):
            self.link(self.item("Action"), "ADDRESSES", value)

    def agreed(self) -> None:
        """An agreement of the partners with its indicators, and priorities whose parts a strategy may leave out."""
        agreement = self.some("LocalAreaAgreement", 1, stated_count=(None, 2.0, 4.0))
        self.targets = self.some("Indicator", 3)
        self.tied(self.targets, "PART_OF", agreement)
        self.tied(self.targets, "MEASURES", self.themes + self.low, 0.5)
        self.tied(self.some("Organisation", 2), "CONTRIBUTES_TO", self.targets)
        facets = self.some("Objective", 3)
        self.tied(facets, "PART_OF", self.priorities[:2])
        self.tied(self.strategies * 2, "SUPPORTS", facets + self.priorities[:2], 0.5)
        self.tied(facets[:1] + self.low[:1], "CONFLICTS_WITH", self.low)

    def governed(self) -> None:
        """Boards under a partnership, their reports, who sits on them, and the areas that bodies look after."""
        whole = self.some("Partnership", 1)
        boards = self.some("Board", 3, type=("executive", "executive", "standards", "board"))
        self.tied(boards, "PART_OF", whole, 0.5)
        seats = self.some("Post", 6, status=("filled", "filled", "interim"))
        self.tied(seats * 2, "MEMBER_OF", boards)
        self.tied(self.some("Report", 3) * 2, "GOES_TO", boards + whole)
        bodies = self.some("Organisation", 3, type=("service", "unit", "forum", "area-committee"))
        self.tied(seats[:3], "MEMBER_OF", bodies)
        self.tied(self.services[:1], "OWNED_BY", bodies)
        self.tied(bodies * 2, "COVERS", self.some("Area", 1), 0.5)
        self.tied(self.low[:3] + self.targets + self.actions[:4], "OVERSEEN_BY", boards, 0.5)

    def reviewed(self) -> None:
        """Reviews with what they advised, on topics that other reviews have too, and what was done about it."""
        kinds = ("consultation", "consultation", "best-value", "scrutiny", "self-assessment")
        reviews, advice = self.some("Review", 3, type=kinds), self.some("Recommendation", 6)
        self.tied(advice, "PART_OF", reviews)
        self.tied(self.actions[:4], "ADDRESSES", advice)
        self.tied(reviews, "REVIEWS", self.services + self.strategies)

    def written(self) -> None:
        """Papers and what they say, risks and money, and what a framework gave for a score."""
        papers, passages = self.some("Document", 2), self.some("Passage", 3)
        self.tied(self.some("Document", 1, type=("strategy-list",)) * 2, "EXPECTS", self.strategies)
        self.tied(papers + passages, "CITES", papers)
        self.tied(papers + passages, "EVIDENCES", self.services + self.actions)
        self.tied(self.some("Risk", 1), "THREATENS", self.services)
        self.tied(self.services, "FUNDED_BY", self.some("BudgetLine", 1), 0.5)
        self.some("Criterion", 1)


def council(seed: int) -> Loaded:
    """A council with a cascade, figures, boards, reviews and papers, and many defects."""
    return Council(random.Random(seed)).loaded()


def answered(made: Loaded, seed: int) -> Loaded:
    """The plan set with tables, findings and waivers made up, so that proofs, states and causes of all sorts occur."""
    rng = random.Random(seed)
    codes = [rule.code for rule in our_rules()]
    kinds = sorted({one.kind for one in made.items})
    tables = tuple(
        Table(f"{kind}-{asks}.csv", asks, {kind: frozenset(
            [field for field in ("status", "due", "polarity", "title") if rng.random() < 0.6]
            + [(verb, rng.random() < 0.5) for verb in ("SUPPORTS", "PART_OF", "OWNED_BY") if rng.random() < 0.6])})
        for kind in kinds for asks in ("register", "transcript"))
    items = tuple(one._replace(
        tables=(rng.choice([at for at, told in enumerate(tables) if one.kind in told.headings]),),
        title=f"The {one.key}", values={**one.values, "owner": rng.choice(made.items).key}) for one in made.items)
    keys = [one.key for one in items]
    findings = tuple(Finding(
        f"F{number}", "It is so.", Source("001", str(number)), items=tuple(rng.sample(keys, rng.randint(0, 3))),
        rule=rng.choice(codes)) for number in range(40))
    waivers = tuple(Waiver(
        rng.choice(codes), rng.choice((*keys, "action:*")), "Agreed.", "The board", datetime.date(2030, 1, 1),
        Source("001", "1")) for _ in range(40))
    return replace(made, items=items, tables=tables, findings=findings, waivers=waivers)
