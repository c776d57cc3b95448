"""What every item shows, whatever its kind, and its links to others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph_api.gql.declare import resolved
from graph_api.gql.enums import Direction, Kind, VerbName
from graph_api.gql.paging import TOTAL, USUAL, After, First, PageInfo, Slice, cut
from graph_api.gql.values import Source, as_source
from graph_api.stores.protocol import Step
from schema.links import VERB, VERBS, Verb
from schema.records import Item

if TYPE_CHECKING:
    from graph_api.gql.gaps import GapConnection
    from graph_api.gql.moment import Moment

Kinds = Annotated[list[Kind] | None, strawberry.argument(description="Only items of these kinds.")]
Verbs = Annotated[list[VerbName] | None, strawberry.argument(description="Only links of these verbs.")]
Ways = Annotated[Direction | None, strawberry.argument(
    description="Only links that start from this item (UP) or that lead to it (DOWN).")]


@strawberry.interface(description="Anything that node(id) finds again.")
class Node:
    """The type of an object is that of its Python class."""

    id: strawberry.ID = strawberry.field(description="An id that nothing else has, whatever its type.")

    @classmethod
    def resolve_type(cls, found: Any, *_: Any) -> str:
        """The name of an object's type."""
        return str(found.__strawberry_definition__.name)

    @classmethod
    def is_type_of(cls, found: Any, _info: Any) -> bool:
        """Whether an object is of this very type."""
        return type(found) is cls


@strawberry.interface(description="A thing in a plan, of whatever kind.")
class PlanItem(Node):
    """`_item` is the record, `_at` the edition and date that it belongs to; see `Moment.item`."""

    key: str = strawberry.field(
        description="The kind and the plan's own reference, such as service-plan:housing; the same in every answer.")
    kind: Any = strawberry.field(description="What sort of thing it is.", graphql_type=Kind)
    title: str = strawberry.field(description="Its name as its own plan gives it; its key where it has none.")
    note: str | None = strawberry.field(description="A remark of whoever keeps the record; no rule reads it.")
    tier: int | None = strawberry.field(
        description="Its height in the cascade, 0 for the vision to 6 for staff objectives; none outside it.")
    listed: bool = strawberry.field(
        description="Whether it is known by name alone: no rule looks at it, though a thread may pass through it.")
    source: Source = strawberry.field(description="Where its record stands.")

    if TYPE_CHECKING:
        _at: Moment
        _item: Item

    @resolved(
        "The post or body that answers for it: its own, else its container's, else its parent's.")
    def owner(self) -> PlanItem | None:
        """The owner, as worked out at load."""
        return self._at.named(self._item, "owner")

    @resolved(
        "The board or other body that oversees it: its own, else its container's, else its parent's.")
    def board(self) -> PlanItem | None:
        """The board, as worked out at load."""
        return self._at.named(self._item, "board")

    @resolved("What is wrong with it, as of the date that was asked for.")
    def gaps(
        self, first: First = USUAL, after: After = None
    ) -> Annotated[GapConnection, strawberry.lazy("graph_api.gql.gaps")]:
        """Gaps that name the item."""
        return self._at.gap_page(self._at.gaps_of(self._item.key), first, after)

    @resolved("Its links, of any verb and from either end; every kind also has a field a verb.")
    def links(
        self, verbs: Verbs = None, direction: Ways = None, kinds: Kinds = None, first: First = USUAL,
        after: After = None,
    ) -> LinkConnection:
        """Links of chosen verbs."""
        wanted = {verb.value for verb in verbs} if verbs is not None else None
        found = [
            (verb, outgoing) for verb in VERBS if wanted is None or verb.name in wanted
            for outgoing in (True, False) if direction is None or outgoing == (direction.value == "up")]
        return linked(self, found, kinds, first, after)


@strawberry.type(description="A link, with the item at its far end.")
class LinkEdge:
    """Fields that only a few verbs have are none for the others."""

    cursor: str = strawberry.field(description="This place: give it as after to go on behind it.")
    node: PlanItem = strawberry.field(description="The item at the far end.")
    verb: Any = strawberry.field(description="The verb, by its name from where it starts.", graphql_type=VerbName)
    label: str = strawberry.field(description='The verb as read from this end, such as "supported by".')
    role: str | None = strawberry.field(description="What the partner does, of a contribution.")
    note: str | None = strawberry.field(description="How a conflict was settled, of a conflict.")
    source: Source = strawberry.field(description="Where the link is stated.")


@strawberry.type(description="A page of an item's links.")
class LinkConnection:
    """A connection whose edges tell of the link."""

    total_count: int = TOTAL
    page: strawberry.Private[Slice[Step]]
    at: strawberry.Private[Any]

    @resolved("The items at the far ends, on this page.")
    def nodes(self) -> list[PlanItem]:
        """The far items."""
        return [self.at.show(step.far) for step in self.page.rows]

    @resolved("The links on this page, each with its far item.")
    def edges(self) -> list[LinkEdge]:
        """The links."""
        steps = zip(self.page.cursors, self.page.rows, strict=True)
        return [_edge(cursor, step, self.at.show(step.far)) for cursor, step in steps]

    @resolved("Where this page stands in the list.")
    def page_info(self) -> PageInfo:
        """Where the page stands."""
        return self.page.info


def linked(
    shown: PlanItem, verbs: list[tuple[Verb, bool]], kinds: list[Any] | None, first: int, after: str | None
) -> LinkConnection:
    """A page of an item's links of some verbs, each verb with whether the item is where the links start."""
    at = shown._at
    steps = at.store.steps(
        shown._item.key, [(verb.name, outgoing) for verb, outgoing in verbs],
        None if kinds is None else {kind.value for kind in kinds})
    return LinkConnection(page=cut(steps, first, after, lambda step: step.key), at=at)


def _edge(cursor: str, step: Step, node: PlanItem) -> LinkEdge:
    fields, verb = step.link.fields, VERB[step.verb]
    return LinkEdge(
        cursor=cursor, node=node, verb=VerbName(verb.name), label=verb.label if step.outgoing else verb.reverse,
        role=_text(fields.get("role")), note=_text(fields.get("note")), source=as_source(step.link.source))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
