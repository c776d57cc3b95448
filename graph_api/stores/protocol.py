"""What every store can be asked, whatever holds the graph. A store is opened on one plan set."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

from graph_api.engine.cascade import Height
from graph_api.engine.graph import Graph, Result, Row, State
from graph_api.engine.wanted import Wanted
from graph_api.stores.rows import Rows
from schema.links import UPWARD
from schema.records import Item, Link, Loaded
from schema.rule import Rule

Way = tuple[str, bool]
"""A verb, and whether its links start at the item (or lead to it)."""
Stand = tuple[str, tuple[int, ...]]
"""A kind, and the numbers of the tables that an item stands in."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a plan set holds: items by kind, those known by name alone by kind, links, links into other sets."""

    items: Mapping[str, int]
    listed: Mapping[str, int]
    links: int
    elsewhere: int

    @property
    def total(self) -> int:
        """How many items there are."""
        return sum(self.items.values())


class Step(NamedTuple):
    """One link as seen from one of its ends: its verb, whether it starts here, the far item, the link."""

    verb: str
    outgoing: bool
    far: Item
    link: Link

    @property
    def key(self) -> str:
        """What no other step from the same item has."""
        return f"{self.verb}{'>' if self.outgoing else '<'}{self.far.key}"


class Store(Graph, Protocol):
    """One plan set. The four questions of `Graph`, and what checks and answers need beside them.

    Items of a kind come by key, and so do the far ends of an item's links. Synchronous: whoever serves many callers
    asks in a thread. A store that is elsewhere may raise StoreAwayError from any of these.
    """

    remote: bool
    """Whether the graph is elsewhere, so that every question takes a while and may fail."""

    @property
    def syncing(self) -> datetime.datetime | None:
        """Since when somebody has been writing the plan set, so that answers may be of two minds; None in peace."""
        ...

    def fresh(self, seconds: float | None = None, *, statement: float | None = None) -> Self:
        """The same plan set for one answer or one check, which may take so long (seconds), and one statement of it so
        long, where that is given; with nothing remembered.
        """
        ...

    def left(self) -> float:
        """How many seconds of those are left; any number where nothing limits them."""
        ...

    def close(self) -> None:
        """Lets go of what it needs to reach the graph; nothing can be asked any more."""
        ...

    # The whole

    def about(self) -> Loaded:
        """What the plan set says of itself: name, tables, problems, findings, waivers, suggested links; no items and
        no links.
        """
        ...

    def whole(self) -> Loaded:
        """The same with every item and link: for what must see all, such as an export."""
        ...

    def keys(self) -> Iterable[str]:
        """The keys of all items."""
        ...

    def counts(self) -> Counts:
        """How much there is."""
        ...

    def registers(self, kinds: tuple[str, ...]) -> bool:
        """Whether a register of one of the kinds is loaded."""
        ...

    # What is about to be asked: a store that is elsewhere fetches it together

    def expect(self, keys: Collection[str], *, anew: bool = False) -> None:
        """These items are about to be asked for, and their links; with `anew` nothing that was expected before is."""
        ...

    def around(self, key: str) -> Sequence[str]:
        """The item, first, and others that are likely to be asked about with it, the likelier before the others."""
        ...

    def follow(self, keys: Collection[str], verbs: Collection[str], *, up: bool) -> None:
        """The links of these verbs are about to be asked for, that start at these items (or that lead to them)."""
        ...

    # Lists and single items

    def titled(self, title_key: str) -> Item | None:
        """The first item by key with that title, folded."""
        ...

    def listing(self, kind: str, listed: bool | None = None) -> Rows[Item]:
        """The items of a kind, by key; only those known by name alone, or only the others, if that is said."""
        ...

    def beginning(self, kind: str, start: str) -> Sequence[Item]:
        """The items of a kind whose keys begin so."""
        ...

    def search(self, wanted: Wanted) -> Rows[Item]:
        """The items that fit, the best first; alike ones by folded title and key."""
        ...

    def steps(self, key: str, ways: Sequence[Way], kinds: Collection[str] | None = None) -> Rows[Step]:
        """The links of an item, way by way and then by key of the far end; only to items of the kinds, if given."""
        ...

    def wanting(self, kinds: Collection[str], verbs: Collection[str] | None = None) -> Sequence[Link]:
        """Links that lead to nothing and wanted one of these kinds or families here; by verb, start and end."""
        ...

    # Rules and searches

    def run(self, rule: Rule, as_of: datetime.date) -> Result:
        """What the rule finds as of that date."""
        ...

    def run_all(self, rules: Sequence[Rule], as_of: datetime.date) -> Iterable[Result]:
        """What each of the rules finds, in their order."""
        ...

    def looked(self, rule: Rule, as_of: datetime.date) -> tuple[int, State]:
        """How many items the rule looks at as of that date, and what comes of asking it."""
        ...

    def page(self, rule: Rule, as_of: datetime.date, after: tuple[str, ...], most: int) -> Sequence[Row]:
        """The next rows of a rule behind an identity, in the order of their identities."""
        ...

    def found_of(
        self, rules: Sequence[Rule], as_of: datetime.date, keys: Collection[str]
    ) -> Iterable[Sequence[Row]]:
        """The rows of each rule that it finds when it looks at these items, in the order of their identities. Only of
        rules whose faults belong to one item each (`gap_pages.by_keys`).
        """
        ...

    def looked_at(
        self, rule: Rule, as_of: datetime.date, among: Collection[str] | None = None
    ) -> Collection[str]:
        """Keys of the items that the rule looks at as of that date; only of those `among`, if given."""
        ...

    def looked_where(self, rule: Rule, as_of: datetime.date) -> Mapping[Stand, int]:
        """How many items of which kind and tables the rule looks at."""
        ...

    def onward(self, keys: Collection[str], verbs: Collection[str], *, up: bool) -> Mapping[str, list[str]]:
        """Where links of the verbs lead from each of the items (or come from), as keys."""
        ...

    def reach(self, key: str, *, up: bool, verbs: tuple[str, ...] = UPWARD) -> set[str]:
        """Keys above (or below) an item by links of the verbs, the item among them."""
        ...

    def heights(self) -> Mapping[Height, int]:
        """How many items of the cascade stand at which height, joined up and down or not."""
        ...
