"""The golden thread of one item in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from graph_api.analyses import thread
from graph_api.gql.enums import VerbName
from graph_api.gql.items import PlanItem
from graph_api.gql.paging import made
from graph_api.gql.values import Source, as_source
from schema.links import VERB
from schema.records import Link

if TYPE_CHECKING:
    from graph_api.gql.moment import Moment


@strawberry.type(description="The items that are so many links away from where a thread starts.")
class ThreadLevel:
    """One level of `analyses.thread`."""

    distance: int = strawberry.field(description="How many links away, from 1.")
    items: list[PlanItem] = strawberry.field(description="The items at that distance.")


@strawberry.type(description="A link of a thread, from the lower item to the higher one.")
class ThreadLink:
    """One stated link; of one that leads nowhere the far end is only words."""

    verb: Any = strawberry.field(description="The verb.", graphql_type=VerbName)
    label: str = strawberry.field(description='The verb in a sentence, such as "supports".')
    start: PlanItem = strawberry.field(name="from", description="The item that states it.")
    end: PlanItem | None = strawberry.field(
        name="to", description="The item that it leads to; none where that was not loaded.")
    reference: str = strawberry.field(description="The key of that item, or the reference as written.")
    near: list[str] = strawberry.field(description="What looks like the reference, where it leads nowhere.")
    source: Source = strawberry.field(description="Where the link is stated.")


@strawberry.type(description="Everything above one item, up to the vision, or everything below it.")
class Thread:
    """The whole answer of `analyses.thread`."""

    item: PlanItem = strawberry.field(description="Where the thread starts.")
    levels: list[ThreadLevel] = strawberry.field(description="What it reaches, the nearest first.")
    links: list[ThreadLink] = strawberry.field(description="The links that it follows.")
    dangling: list[ThreadLink] = strawberry.field(
        description="Links of its items, on the way up, whose other end was not loaded: the thread stops there.")
    more: bool = strawberry.field(description="Whether the limit stopped it before its end.")


def show_thread(found: thread.Thread, at: Moment) -> Thread | None:
    """The thread as the API gives it."""
    item = at.refer(found.item)
    if item is None:
        return None
    return Thread(
        item=item, more=found.more,
        levels=[ThreadLevel(distance=level.distance, items=made(at.refer(ref) for ref in level.items))
                for level in found.levels],
        links=made(_link(link, at) for link in found.links),
        dangling=made(_link(link, at) for link in found.dangling))


def _link(link: Link, at: Moment) -> ThreadLink | None:
    start = at.item(link.start)
    if start is None:
        return None
    return ThreadLink(
        verb=VerbName(link.verb), label=VERB[link.verb].label, start=start, end=at.item(link.end),
        reference=link.written or link.end, near=list(link.near), source=as_source(link.source))
