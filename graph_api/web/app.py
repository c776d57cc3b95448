"""The web application: pages, the explorer and the GraphQL address, on this machine alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount, Route

from graph_api.pipeline import Opened
from graph_api.stores.neo4j.errors import StoreError
from graph_api.web.graphql_http import GraphQLEndpoint
from graph_api.web.guard import Guard
from graph_api.web.held import Held
from graph_api.web.pages import DIST, Pages, away


def make_app(opened: Opened | Held, names: Collection[str] = (), dist: Path = DIST) -> Guard:
    """The application for plans that are loaded; `names` are host names to answer to beside this machine's own."""
    held = opened if isinstance(opened, Held) else Held(opened)
    pages = Pages(held, dist)
    routes = [
        Route("/", pages.start),
        Route("/report", pages.report),
        Route("/icon.svg", pages.icon),
        Route("/explorer", pages.to_explorer),
        Mount("/explorer", pages.explorer),
        Route("/graphql", GraphQLEndpoint(held).answer, methods=["GET", "POST"]),
    ]
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        held.close()

    return Guard(Starlette(routes=routes, exception_handlers={StoreError: away}, lifespan=lifespan), names)
