"""The schema of the API, put together."""

from __future__ import annotations

import strawberry
from graphql import GraphQLSchema

from graph_api.gql.assessment import FrameworkRoots
from graph_api.gql.compare import CompareRoots
from graph_api.gql.find_roots import FindRoots
from graph_api.gql.gap_roots import GapRoots
from graph_api.gql.kinds import KIND_TYPES
from graph_api.gql.lists import KindLists
from graph_api.gql.plan_sets import PlanSetRoots
from graph_api.gql.set_roots import SetRoots
from graph_api.gql.suggested import SuggestedRoots
from graph_api.gql.timetable import TimetableRoots
from graph_api.gql.values import CONFIG


@strawberry.type(description="Questions to ask of the plans that are loaded. Nothing here changes anything.")
class Query(
    GapRoots, CompareRoots, SetRoots, PlanSetRoots, FindRoots, FrameworkRoots, TimetableRoots, SuggestedRoots,
    KindLists,  # type: ignore[misc]
):
    """Every root; a list a kind comes last."""


API = strawberry.Schema(Query, types=[*KIND_TYPES.values()], config=CONFIG)
"""The schema as strawberry holds it."""


SCHEMA: GraphQLSchema = API._schema
"""The same as graphql-core executes it."""


def printed() -> str:
    """The schema in its own language, for people and for a golden file."""
    return API.as_str() + "\n"
