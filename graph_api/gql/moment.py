"""One edition as of one date: everything that an answer shows, made once and kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from graph_api import results
from graph_api.analyses.assessment import Assessment, self_assessment
from graph_api.analyses.headline import Headline, headline
from graph_api.analyses.inventory import PlanLine, inventory
from graph_api.analyses.tiers import tier_names
from graph_api.gap_pages import FoundGaps, GapFinder, place_of
from graph_api.gql.compare import CompareGroup, Comparison, show_comparison, show_groups
from graph_api.gql.enums import LookedState
from graph_api.gql.gaps import Cause, Finding, Gap, GapConnection, show_cause, show_finding, show_gap
from graph_api.gql.items import PlanItem
from graph_api.gql.kinds import KIND_TYPES, show
from graph_api.gql.paging import Connection, cut, made
from graph_api.gql.rules import LookedAt, Rule, show_rule
from graph_api.gql.summaries import SummaryLine
from graph_api.selection import Selection
from graph_api.since import Side
from graph_api.stores.neo4j.errors import StoreSlowError
from graph_api.stores.rows import Held, Rows
from schema.framework import Framework
from schema.kinds import kind_of_key
from schema.records import Item
from schema.rule import Rule as Declared

if TYPE_CHECKING:
    from graph_api.gql.edition import Edition

S = TypeVar("S")
TOGETHER = 100
"""Items whose gaps are found at once."""


class Moment:
    """The plan set as it stands on one date.

    What is shown of an item or a gap is made when it is first asked for and kept as long as the edition. The
    check runs when something first needs it; of a store that is elsewhere pages of gaps are found without it. Two
    threads may make one thing twice: they make the same.
    """

    def __init__(self, edition: Edition, as_of: datetime.date) -> None:
        self.edition, self.as_of = edition, as_of
        self.store = edition.opened.store
        self.tier_names = tier_names(edition.opened.settings.tier_names)
        self._items: dict[str, PlanItem] = {}
        self._shown: dict[tuple[str, str], Any] = {}
        self._found: dict[str, results.Gap | None] = {}
        self._named: dict[str, FoundGaps] = {}

    @cached_property
    def check(self) -> results.Check:
        """The check as of the date."""
        found = self.edition.shared.checks.get(self.as_of, self.store.left())
        if self.store.remote:
            self.edition.rests_on(found)
        return found

    @property
    def checked(self) -> bool:
        """Whether the check is at hand; of a store in memory it always is."""
        return not self.store.remote or bool(self.edition.shared.checks.at_hand(self.as_of))

    # Items

    def show(self, item: Item) -> PlanItem:
        """The item as the API gives it."""
        found = self._items.get(item.key)
        if found is None:
            found = self._items[item.key] = show(item, self)
        return found

    def item(self, key: str) -> PlanItem | None:
        """The item with that key."""
        item = self.store.item(key)
        return self.show(item) if item else None

    def refer(self, ref: results.ItemRef | None) -> PlanItem | None:
        """The item that an answer names; None where it names none, or one that was not loaded."""
        return self.item(ref.key) if ref else None

    def named(self, item: Item, field: str) -> PlanItem | None:
        """The item whose key stands in a field of another, such as its owner."""
        key = item.values.get(field)
        return self.item(key) if isinstance(key, str) else None

    # Gaps, causes, rules, findings

    @cached_property
    def _gaps(self) -> dict[str, results.Gap]:
        return {gap.id: gap for gap in self.check.gaps}

    @cached_property
    def _gaps_by_item(self) -> dict[str, list[results.Gap]]:
        return _grouped(self.check.gaps, lambda gap: dict.fromkeys(item.key for item in gap.items))

    @cached_property
    def _gaps_by_cause(self) -> dict[str, list[results.Gap]]:
        return _grouped(self.check.gaps, lambda gap: [gap.cause] if gap.cause else [])

    @cached_property
    def _causes(self) -> dict[str, results.Cause]:
        return {cause.id: cause for cause in self.check.causes}

    @cached_property
    def finder(self) -> GapFinder:
        """Finds gaps where no check is at hand."""
        return GapFinder(self.store, self.edition.opened, self.as_of, self.edition.shared.idle)

    def gap(self, key: str) -> results.Gap | None:
        """The gap with that key."""
        if self.checked:
            return self._gaps.get(key)
        if key not in self._found:
            self._find((key,))
        return self._found[key]

    def expect_gaps(self, keys: Collection[str]) -> None:
        """These gaps are about to be asked for, and shown: they and what they name are found together."""
        if not self.store.remote or not keys:
            return
        if not self.checked:
            self._find(keys)
        gaps = [gap for key in keys if (gap := self.gap(key))]
        refs = (ref for gap in gaps for ref in (*gap.items, gap.owner, gap.board))
        self.store.expect({ref.key for ref in refs if ref})

    def _find(self, keys: Collection[str]) -> None:
        found = self.finder.named(keys)
        self._found |= {key: found.get(key) for key in keys}

    def gaps_of(self, key: str) -> Sequence[results.Gap] | FoundGaps:
        """Gaps that name the item; without a check they are found for it and those of its kind that are shown with it.
        Where that takes too long a check is begun, so that it need not be tried again.
        """
        if self.checked or not self.finder.can_page:
            return self._gaps_by_item.get(key, ())
        if key not in self._named:
            kind = kind_of_key(key)
            alike = (one for one in self.store.around(key) if kind_of_key(one) == kind and one not in self._named)
            try:
                self._named |= self.finder.of_items(list(islice(alike, TOGETHER)))
            except StoreSlowError:
                self.edition.shared.checks.begin(self.as_of)
                raise
        return self._named[key]

    def gaps_of_cause(self, key: str) -> Sequence[results.Gap]:
        """Gaps that share the cause."""
        return self._gaps_by_cause.get(key, ())

    def gap_page(
        self, gaps: Sequence[results.Gap] | Rows[results.Gap], first: int, after: str | None,
        groups: list[SummaryLine] | None = None,
    ) -> GapConnection:
        """A page of gaps, with the counts that belong to all of them."""
        page = self.page(gaps, self.show_gap, first, after, place_of,
                         lambda gap: (*gap.items, gap.owner, gap.board))
        return GapConnection(nodes=page.nodes, page=page.page, groups=groups or [])

    def page(
        self, rows: Sequence[S] | Rows[S], make: Callable[[S], Any], first: int, after: str | None,
        key: Callable[[S], str], names: Callable[[S], Iterable[results.ItemRef | str | None]],
    ) -> Connection[Any]:
        """A page of rows that name items, which are asked for together."""
        page = cut(Held(rows, key) if isinstance(rows, Sequence) else rows, first, after, key)
        named = (one for row in page.rows for one in names(row) if one)
        self.store.expect({one if isinstance(one, str) else one.key for one in named})
        return Connection(nodes=made(map(make, page.rows)), page=page)

    def show_gap(self, gap: results.Gap) -> Gap:
        """The gap as the API gives it."""
        return self._once("Gap", gap.id, lambda: show_gap(gap, self))

    def rule(self, rule: Declared) -> Rule:
        """The rule as the API gives it."""
        return self._once("Rule", rule.code, lambda: show_rule(rule, self))

    def cause(self, key: str | None) -> Cause | None:
        """The cause with that key."""
        cause = self._causes.get(key) if key else None
        return self.show_cause(cause) if cause else None

    def cause_of(self, gap: results.Gap) -> Cause | None:
        """The cause that a gap shares, which only the whole check can tell."""
        if self.store.remote:
            gap = self._gaps.get(gap.id, gap)
        return self.cause(gap.cause)

    def show_cause(self, cause: results.Cause) -> Cause:
        """The cause as the API gives it."""
        return self._once("Cause", cause.id, lambda: show_cause(cause, self))

    def show_finding(self, found: results.FindingResult) -> Finding:
        """The finding as the API gives it."""
        return self._once("Finding", found.finding.id, lambda: show_finding(found, self))

    def looked_at(self, code: str) -> LookedAt:
        """How much a rule looked at."""
        rule = self.edition.rules[code]
        looked = self.check.looked_at[code] if self.checked else self._once(
            "Looked", code, lambda: results.LookedAt(*self.store.looked(rule, self.as_of)))
        return LookedAt(n=looked.n, state=LookedState(looked.state.value), rule=self.rule(rule))

    def assessment(self, framework: Framework) -> Assessment:
        """What is recorded by each criterion of a framework."""
        return self._once("Assessment", framework.id, lambda: self_assessment(self.store, self.check, framework))

    # The whole

    @cached_property
    def comparison(self) -> Comparison:
        """The check beside the earlier one, as the API gives it, whatever names a question asks for it by."""
        return show_comparison(self)

    def compared(self, side: Side) -> list[CompareGroup]:
        """The comparison by board or owner."""
        return self._once("Compared", side.value, lambda: show_groups(self.check.since, side))

    @cached_property
    def headline(self) -> Headline:
        """The headline of the check."""
        return headline(self.store, self.check)

    @cached_property
    def selection(self) -> Selection:
        """Which rules are meant by a word."""
        return Selection(self.edition.opened.rules, self.edition.opened.frameworks)

    @cached_property
    def inventory(self) -> tuple[PlanLine, ...]:
        """Every plan that was spoken of."""
        return inventory(self.store)

    def find(self, type_name: str, key: str) -> Any:
        """What a global id names; None where it is not there."""
        if type_name in KIND_TYPES:
            item = self.store.item(key)
            return self.show(item) if item and item.kind == type_name else None
        if type_name == "Gap":
            gap = self.gap(key)
            return self.show_gap(gap) if gap else None
        if type_name == "Cause":
            return self.cause(key)
        if type_name == "Rule":
            rule = self.edition.rules.get(key)
            return self.rule(rule) if rule else None
        if type_name == "Finding":
            return next((self.show_finding(one) for one in self.check.findings if one.finding.id == key), None)
        return None

    def _once(self, what: str, key: str, make: Callable[[], S]) -> S:
        found: S | None = self._shown.get((what, key))
        if found is None:
            found = self._shown[what, key] = make()
        return found


def _grouped(
    gaps: Iterable[results.Gap], keys: Callable[[results.Gap], Iterable[str]]
) -> dict[str, list[results.Gap]]:
    found: dict[str, list[results.Gap]] = {}
    for gap in gaps:
        for key in keys(gap):
            found.setdefault(key, []).append(gap)
    return found
