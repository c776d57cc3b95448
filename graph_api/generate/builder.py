"""The council as it grows: rows go out at once, and only what others link to is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from graph_api.generate.dice import Dice
from graph_api.generate.names import Named, place_name
from graph_api.generate.rows import HEADINGS, Row
from schema.kinds import KIND

SLUGS = {name: kind.slug for name, kind in KIND.items()}
HEADING_SETS = {kind: frozenset(headings) for kind, headings in HEADINGS.items()}
Sink = Callable[[Row], None]


class Service(NamedTuple):
    """Keys of one service: itself, its head, its plan, its objectives and what its plan rests on.

    `evidence` is a cell that names four passages, one for each of the 4Cs; `course` trains its staff.
    """

    body: str
    head: str
    plan: str
    objectives: tuple[str, ...]
    risk: str
    budget: str
    evidence: str
    course: str


@dataclass(slots=True)
class Anchors:
    """Keys that later rows link to. All of them belong to the clean council.

    `executive` is the council's cabinet, `news` the last quarterly report, `wide` an objective and the two parts
    of its scope, `thrifty` are indicators of efficiency with targets, `papers` are dated documents.
    """

    vision: str = ""
    community_strategy: str = ""
    agreement: str = ""
    corporate_plan: str = ""
    old_plan: str = ""
    old_goals: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    priorities: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    strategies: list[str] = field(default_factory=list)
    departmental: list[str] = field(default_factory=list)
    overseers: dict[str, str] = field(default_factory=dict)
    strategy_objectives: list[str] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    partnership: str = ""
    council: str = ""
    executive: str = ""
    partnership_executive: str = ""
    scrutiny: str = ""
    area_committee: str = ""
    boards: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    thrifty: list[str] = field(default_factory=list)
    review: str = ""
    listed: list[str] = field(default_factory=list)
    news: str = ""
    consultation: str = ""
    equality_review: str = ""
    joint_agreement: str = ""
    reviews_paper: str = ""
    old_strategies: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    forums: list[str] = field(default_factory=list)
    committees: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    own_framework: str = ""


class Builder:
    """Adds rows. A key is a word of the title and a number that its kind has not used before."""

    def __init__(self, sink: Sink, dice: Dice) -> None:
        self.sink, self.dice = sink, dice
        self.at = Anchors()
        self.count = 0
        self._numbers: dict[str, int] = {}
        self.places = [place_name(dice) for _ in range(12)]

    @property
    def place(self) -> str:
        """One of the area's neighbourhoods."""
        return self.dice.pick(self.places)

    def add(self, kind: str, name: Named, **cells: str | None) -> str:
        """Add an item whose key begins with the name's word; a cell that is None stays empty. Gives its key."""
        return self.put(kind, self.reference(kind, name.slug), name.title, **cells)

    def reference(self, kind: str, word: str) -> str:
        """A reference that no other item of the kind has."""
        number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"{word}-{number}"

    def put(self, kind: str, reference: str, title: str, **cells: str | None) -> str:
        """Add an item under a reference of its own. Gives its key."""
        filled = {heading: cell for heading, cell in cells.items() if cell is not None}
        if not HEADING_SETS[kind].issuperset(filled):
            raise ValueError(f"{kind} has no heading for {sorted(filled.keys() - HEADING_SETS[kind])}")
        self.sink(Row(kind, {"key": reference, "title": title, **filled}))
        self.count += 1
        return f"{SLUGS[kind]}:{reference}"

    def link(self, start: str, verb: str, end: str, **fields: str) -> None:
        """Add a row to the table of links; `fields` are what the link itself says: a role, a note."""
        self.sink(Row("Link", {"from": start, "link": verb, "to": end, **fields}))

    def list_name(self, kind: str, reference: str, title: str) -> str:
        """Add a name to the table that only names things. Gives its key."""
        self.sink(Row(kind, {"key": reference, "title": title}, listed=True))
        self.count += 1
        return f"{SLUGS[kind]}:{reference}"

    def owner(self) -> str:
        """A post that is filled and may own things."""
        return self.dice.pick(self.at.owners)

    def indicator(self) -> str:
        """An indicator of the clean council, with its targets."""
        return self.dice.pick(self.at.indicators)

    def thrifty(self) -> str:
        """An indicator of efficiency of the clean council, with targets and a peer's result."""
        return self.dice.pick(self.at.thrifty)

    def goal(self) -> str:
        """A corporate objective of the clean council."""
        return self.dice.pick(self.at.goals)

    def strategy_objective(self) -> str:
        """An objective of a strategy of the clean council, joined to the vision."""
        return self.dice.pick(self.at.strategy_objectives)
