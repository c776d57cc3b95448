"""The roots that list items: one for every kind, made from its declaration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from graph_api.gql.kinds import KIND_TYPES
from graph_api.gql.names import attribute
from graph_api.gql.paging import USUAL, After, Connection, First, connect
from graph_api.gql.values import Day
from schema.kinds import KIND, KINDS, Kind

AsOf = Annotated[Day | None, strawberry.argument(
    description="The date to answer for, such as 2008-09-01; without it the plan set's own, else today.")]
Listed = Annotated[bool | None, strawberry.argument(
    description="Only those known by name alone (true), or only those with a record of their own (false).")]


def _root(kind: Kind) -> Callable[..., Any]:
    def items(
        self: Any,  # noqa: ARG001 - strawberry gives it
        info: strawberry.Info, first: First = USUAL, after: After = None, listed: Listed = None,
        as_of: AsOf = None,
    ) -> Any:
        at = info.context.edition.moment(as_of)
        return connect(at.store.listing(kind.name, listed), at.show, first, after, lambda item: item.key)
    return items


def _roots() -> dict[str, Any]:
    connection: Any = Connection  # what is looked up while the program runs is no type to a checker
    return {
        attribute(kind.plural): strawberry.field(
            resolver=_root(kind), graphql_type=connection[KIND_TYPES[kind.name]],
            description=f"{KIND[kind.name].plural.replace('-', ' ').capitalize()}: {kind.about}")
        for kind in KINDS}


KindLists: Any = strawberry.type(type("KindLists", (), {"__doc__": "A list of every kind.", **_roots()}))
"""What `Query` takes over: a field a kind."""
