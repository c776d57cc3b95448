"""Connections: a page of a list, how many there are in all, and how to ask for the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from graph_api.gql.declare import resolved
from graph_api.gql.errors import AskError
from graph_api.gql.names import pack, unpack
from graph_api.stores.rows import Held, Rows

MOST = 100
USUAL = 20

First = Annotated[int, strawberry.argument(description=f"How many to give, from 1 to {MOST}.")]
After = Annotated[str | None, strawberry.argument(
    description="Go on behind this place: a cursor, or the endCursor of the page before.")]

T = TypeVar("T")
R = TypeVar("R")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """As the Relay specification has it."""

    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether some stand before it.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first one on the page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last one: give it as after.")


@dataclass(frozen=True, slots=True)
class Slice(Generic[R]):
    """A page cut from a list: its rows, where the first one stands in the list, whether more follow, and the list."""

    rows: Sequence[R]
    start: int
    more: bool
    key: Callable[[R], str]
    whole: Rows[R]

    @property
    def cursors(self) -> list[str]:
        """A cursor for every row: its place and its key, since a place alone may move when files change."""
        return [pack(f"{index}:{self.key(row)}") for index, row in enumerate(self.rows, self.start)]

    @property
    def info(self) -> PageInfo:
        """Where the page stands."""
        cursors = self.cursors
        return PageInfo(
            has_next_page=self.more, has_previous_page=self.start > 0,
            start_cursor=cursors[0] if cursors else None, end_cursor=cursors[-1] if cursors else None)


def cut(rows: Rows[R], first: int, after: str | None, key: Callable[[R], str]) -> Slice[R]:
    """The page that was asked for; AskError where `first` or the cursor cannot be."""
    if not 1 <= first <= MOST:
        raise AskError(f"first must be from 1 to {MOST}, and was {first}.")
    start, found = (0, rows.first(first + 1)) if after is None else _behind(rows, after, first + 1)
    return Slice(found[:first], start, len(found) > first, key, rows)


def _behind(rows: Rows[R], after: str, most: int) -> tuple[int, Sequence[R]]:
    place, colon, wanted = (unpack(after) or "").partition(":")
    if not (colon and place.isascii() and place.isdigit() and len(place) < 10):
        raise AskError("after is not a cursor of this list.")
    try:
        return rows.behind(int(place), wanted, most)
    except LookupError as error:
        raise AskError(
            "What the cursor stood at is no longer in this list; begin again without after.") from error


def _total(self: Any) -> int:
    return int(self.page.whole.total())


TOTAL: Any = strawberry.field(
    resolver=_total, description="How many there are in all, on every page together.")
"""Counted only where somebody asks, since that may cost more than the page."""


@strawberry.type(description="One place in a list.")
class Edge(Generic[T]):
    """As the Relay specification has it."""

    cursor: str = strawberry.field(description="This place: give it as after to go on behind it.")
    node: T = strawberry.field(description="What stands there.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """As the Relay specification has it, with the nodes themselves and how many there are in all."""

    total_count: int = TOTAL
    nodes: list[T] = strawberry.field(description="What stands on this page.")
    page: strawberry.Private[Slice[Any]]

    @resolved("What stands on this page, each with its cursor.")
    def edges(self) -> list[Edge[T]]:
        """The nodes with their cursors."""
        return [Edge(cursor=cursor, node=node) for cursor, node in zip(self.page.cursors, self.nodes, strict=True)]

    @resolved("Where this page stands in the list.")
    def page_info(self) -> PageInfo:
        """Where the page stands."""
        return self.page.info


def connect(
    rows: Rows[R], make: Callable[[R], Any], first: int, after: str | None, key: Callable[[R], str]
) -> Connection[Any]:
    """The page of `rows` that was asked for; only what stands on it is made."""
    page = cut(rows, first, after, key)
    return Connection(nodes=made(map(make, page.rows)), page=page)


def connect_held(
    rows: Sequence[R], make: Callable[[R], Any], first: int, after: str | None, key: Callable[[R], str]
) -> Connection[Any]:
    """The same where all the rows are in memory."""
    return connect(Held(rows, key), make, first, after, key)


def made(nodes: Iterable[T | None]) -> list[T]:
    """The nodes that are there; what a list names and the store does not hold is left out."""
    return [node for node in nodes if node is not None]
