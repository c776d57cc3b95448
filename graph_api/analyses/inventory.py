"""Every plan that was spoken of: read, known by name alone, or expected and absent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph_api.explain import named, ref
from graph_api.results import ItemRef
from graph_api.stores.protocol import Store
from schema.dates import PlanDate
from schema.kinds import FAMILIES
from schema.records import NOWHERE, Item, Link, Source

PLANS = FAMILIES["Plan"]


class PlanState(StrEnum):
    """How well a plan is known."""

    READ = "read"
    """A loaded file holds a record of it; its own text need not have been seen."""
    LISTED = "listed"
    """It is known by name alone."""
    ABSENT = "absent"
    """Something refers to it or says that it should be there, and nothing that was loaded holds it."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan: its state, status as recorded (draft, live, superseded), its years, when its text was brought
    up to date, where its record stands, and what says that there should be one.

    The kind of an absent plan is what was wanted: a kind of plan, or "Plan" where any would do.
    """

    ref: ItemRef
    state: PlanState
    status: str | None = None
    start: PlanDate | None = None
    end: PlanDate | None = None
    updated: PlanDate | None = None
    source: Source = NOWHERE
    expected_by: ItemRef | None = None


def inventory(store: Store) -> tuple[PlanLine, ...]:
    """Every plan, kind by kind from the top of the cascade, absent ones after the others; by title, then key."""
    plans = store.items(PLANS, listed=True)
    store.follow([item.key for item in plans], ("EXPECTS",), up=False)
    return tuple(sorted([*(_known(store, item) for item in plans), *_absent(store)], key=_order))


def _known(store: Store, item: Item) -> PlanLine:
    status = item.values.get("status")
    expects = store.into("EXPECTS").get(item.key, ())
    return PlanLine(
        ref(item), PlanState.LISTED if item.listed else PlanState.READ,
        status if isinstance(status, str) else None, _date(item, "start"), _date(item, "end"), _date(item, "updated"),
        item.source, min((ref(far) for far, _ in expects), key=lambda far: far.key, default=None))


def _absent(store: Store) -> list[PlanLine]:
    """One line for each plan that a link wanted and did not find; links into other plan sets are not among them."""
    wanting: dict[str, Link] = {}
    for link in store.wanting(("Plan", *PLANS)):
        first = wanting.setdefault(link.end, link)
        if link.verb == "EXPECTS" != first.verb:
            wanting[link.end] = link
    store.expect([link.start for link in wanting.values()])
    return [_wanted(store, link) for link in wanting.values()]


def _wanted(store: Store, link: Link) -> PlanLine:
    by = store.item(link.start)
    return PlanLine(ItemRef(link.end, link.wanted or "Plan", named(link)), PlanState.ABSENT,
                    source=link.source, expected_by=ref(by) if by else None)


def _date(item: Item, field: str) -> PlanDate | None:
    value = item.values.get(field)
    return value if isinstance(value, PlanDate) else None


def _order(line: PlanLine) -> tuple[int, bool, str, str]:
    kind = PLANS.index(line.ref.kind) if line.ref.kind in PLANS else len(PLANS)
    return kind, line.state is PlanState.ABSENT, line.ref.title, line.ref.key
