"""Roots that find one thing or follow its thread."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graph_api.analyses.thread import MOST_ITEMS, thread
from graph_api.engine.wanted import Wanted
from graph_api.gql.declare import resolved
from graph_api.gql.enums import Direction
from graph_api.gql.errors import AskError
from graph_api.gql.items import Kinds, Node, PlanItem
from graph_api.gql.kinds import KIND_TYPES
from graph_api.gql.lists import AsOf
from graph_api.gql.moment import Moment
from graph_api.gql.names import read_global_id
from graph_api.gql.paging import MOST, USUAL, After, Connection, First, connect
from graph_api.gql.threads import Thread, show_thread

Id = Annotated[strawberry.ID, strawberry.argument(description="An id as some answer gave it.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description=f"Ids as answers gave them, {MOST} at most.")]
Key = Annotated[str, strawberry.argument(description="The item's key, such as service-plan:housing.")]
Text = Annotated[str, strawberry.argument(description="Words, all of which must stand in the title or the key.")]
Way = Annotated[Direction, strawberry.argument(description="Up to the vision, or down to the work.")]
Loose = Annotated[bool, strawberry.argument(
    description="Whether to follow also what an item is part of; without it only links that say what it supports.")]
Limit = Annotated[int, strawberry.argument(description=f"How many items to name, from 1 to {MOST_ITEMS}.")]


@strawberry.type
class FindRoots:
    """What `Query` takes over."""

    @resolved("The one thing with that id, of any type; none where it is not there.")
    def node(self, info: strawberry.Info, id: Id, as_of: AsOf = None) -> Node | None:  # noqa: A002 - Relay's name
        """What an id names."""
        found: Node | None = _found(info.context.edition.moment(as_of), id)
        return found

    @resolved(
        "The things with those ids, in their order; none in the place of one that is not there.")
    def nodes(self, info: strawberry.Info, ids: Ids, as_of: AsOf = None) -> list[Node | None]:
        """What some ids name."""
        if len(ids) > MOST:
            raise AskError(f"At most {MOST} ids at once, and there were {len(ids)}.")
        at = info.context.edition.moment(as_of)
        named = [read_global_id(one) for one in ids]
        at.store.expect([one[1] for one in named if one and one[0] in KIND_TYPES])
        at.expect_gaps([one[1] for one in named if one and one[0] == "Gap"])
        return [at.find(*one) if one else None for one in named]

    @resolved("The item with that key; none where there is none.")
    def item(self, info: strawberry.Info, key: Key, as_of: AsOf = None) -> PlanItem | None:
        """One item."""
        found: PlanItem | None = info.context.edition.moment(as_of).item(key)
        return found

    @resolved("Items by words of their title or key, the best match first.")
    def search(
        self, info: strawberry.Info, text: Text, kinds: Kinds = None, first: First = USUAL, after: After = None,
        as_of: AsOf = None,
    ) -> Connection[PlanItem]:
        """Items that hold every word."""
        at = info.context.edition.moment(as_of)
        found = at.store.search(Wanted.read(text, None if kinds is None else {kind.value for kind in kinds}))
        return connect(found, at.show, first, after, lambda item: item.key)

    @resolved("The golden thread of one item, up or down; none where there is no such item.")
    def thread(
        self, info: strawberry.Info, key: Key, direction: Way = Direction.UP, loose: Loose = True,
        limit: Limit = 200, as_of: AsOf = None,
    ) -> Thread | None:
        """What stands above or below."""
        if not 1 <= limit <= MOST_ITEMS:
            raise AskError(f"limit must be from 1 to {MOST_ITEMS}, and was {limit}.")
        at = info.context.edition.moment(as_of)
        up: Any = direction.value == "up"
        found = thread(at.store, key, up, loose, limit)
        return show_thread(found, at) if found else None


def _found(at: Moment, text: str) -> Any:
    named = read_global_id(text)
    return at.find(*named) if named else None
