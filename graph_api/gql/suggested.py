"""Links that the software suggests from papers. They are held apart: this root is the one place that shows them."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graph_api.gql.declare import resolved
from graph_api.gql.enums import VerbName
from graph_api.gql.items import PlanItem
from graph_api.gql.lists import AsOf
from graph_api.gql.moment import Moment
from graph_api.gql.paging import USUAL, After, Connection, First
from graph_api.gql.values import Source, as_source
from schema.records import Link

Either = Annotated[str | None, strawberry.argument(
    description="The key of an item: only links that start from it or lead to it.")]
Paper = Annotated[str | None, strawberry.argument(description='Only links from this paper, by its short name: "001".')]


@strawberry.type(description=(
    "A link that the software suggests and nobody has stated: a passage of a paper seems to mention an item. No rule, "
    "thread or count sees it."))
class SuggestedLink:
    """One of `Loaded.suggested`."""

    verb: Any = strawberry.field(description="The verb, by its name from where it starts.", graphql_type=VerbName)
    start: PlanItem = strawberry.field(description="The passage.")
    end: PlanItem = strawberry.field(description="The item that it seems to mention.")
    written: str = strawberry.field(description="The words that were taken for the item's name.")
    source: Source = strawberry.field(description="The paragraph in which they stand; read it before you believe it.")


@strawberry.type
class SuggestedRoots:
    """What `Query` takes over."""

    @resolved("Links that the software suggests from the papers that were loaded, paper by paper.")
    def suggested_links(
        self, info: strawberry.Info, first: First = USUAL, after: After = None, item: Either = None,
        document: Paper = None, as_of: AsOf = None,
    ) -> Connection[SuggestedLink]:
        """Suggested links."""
        at: Moment = info.context.edition.moment(as_of)
        found = [link for link in at.store.about().suggested
                 if (item is None or item in (link.start, link.end))
                 and (document is None or link.source.document == document)]
        return at.page(
            found, lambda link: _show(link, at), first, after, lambda link: f"{link.start}>{link.end}",
            lambda link: (link.start, link.end))


def _show(link: Link, at: Moment) -> SuggestedLink | None:
    """The link as the API gives it; None where one of its ends is not there."""
    start, end = at.item(link.start), at.item(link.end)
    if start is None or end is None:
        return None
    return SuggestedLink(
        verb=VerbName(link.verb), start=start, end=end, written=link.written, source=as_source(link.source))
