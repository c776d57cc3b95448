"""Pages for people: the first page, the report, and the explorer or how to build it."""

from __future__ import annotations

import datetime
import mimetypes
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from graph_api.gql.moment import Moment
from graph_api.reports.words import day
from graph_api.reports.write import write_report
from graph_api.results import Check
from graph_api.stores.neo4j.errors import PlanSetUnknownError, StoreError, TooMuchError
from graph_api.web.held import Held
from schema.kinds import KINDS
from schema.problems import Level

SECONDS = 60.0
"""How long a store may take for all of one page."""
EXPLORER = Path(__file__).parent / "explorer"
DIST = EXPLORER / "dist"
PAGES = Environment(
    loader=PackageLoader("graph_api.web", "templates"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True)

for _type, _suffix in (("text/javascript", ".js"), ("text/css", ".css"), ("font/ttf", ".ttf")):
    mimetypes.add_type(_type, _suffix)  # some machines say otherwise, and then a browser runs nothing


class Pages:
    """The pages of one server; whatever they show is of the edition that is served when they are asked for."""

    def __init__(self, held: Held, dist: Path = DIST) -> None:
        self.held, self.dist = held, dist
        self._report: tuple[Check, str] | None = None

    def start(self, request: Request) -> Response:
        """The first page: what is loaded, the headline, and where to go."""
        return _page("start.html.j2", root="", address=_address(request), explorer=self.built, **_about(self._now()))

    def report(self, request: Request) -> Response:
        """The report as of today, or as of the day in `asOf`."""
        try:
            date = _date(request.query_params.get("asOf"))
        except ValueError:
            return PlainTextResponse("asOf must be a day such as 2008-09-01.\n", status_code=400)
        moment = self._now(date)
        if self._report is None or self._report[0] is not moment.check:
            self._report = moment.check, write_report("html", moment.store, moment.check)
        return HTMLResponse(self._report[1], headers={"Cache-Control": "no-store"})

    def icon(self, _request: Request) -> Response:
        """The sign in the browser's tab."""
        return FileResponse(EXPLORER / "src" / "icon.svg", media_type="image/svg+xml")

    @property
    def built(self) -> bool:
        """Whether the explorer is there."""
        return (self.dist / "index.html").is_file()

    async def explorer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The files of the explorer; where it is not built, how to build it."""
        if self.built:
            await StaticFiles(directory=self.dist, html=True)(scope, receive, send)
            return
        page = _page("no_explorer.html.j2", 503, root="../", address=_address(Request(scope)))
        await page(scope, receive, send)

    def to_explorer(self, request: Request) -> Response:
        """The explorer's own address, whose slash its files need."""
        return RedirectResponse(request.url.path + "/")

    def _now(self, date: datetime.date | None = None) -> Moment:
        return self.held.current().begin(SECONDS).moment(date)


def away(_request: Request, error: Exception) -> Response:
    """What a page says while the store of the plans does not answer, or what it answered instead."""
    after = error.retry_after if isinstance(error, StoreError) else None
    own = isinstance(error, TooMuchError | PlanSetUnknownError)
    return PlainTextResponse(
        f"{error}\n" if own else "The store of the plans does not answer now. Try again in a moment.\n", 503,
        {"Cache-Control": "no-store"} | ({"Retry-After": str(after)} if after is not None else {}))


def _page(template: str, status: int = 200, **shown: Any) -> Response:
    text = PAGES.get_template(template).render(shown)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def _about(moment: Moment) -> dict[str, Any]:
    loaded, counts = moment.store.about(), moment.store.counts()
    return {
        "plan_set": loaded.plan_set, "as_of": day(moment.as_of), "headline": moment.headline,
        "files": loaded.files, "items": counts.total, "links": counts.links,
        "problems": sum(problem.level is not Level.NOTE for problem in loaded.problems),
        "kinds": [
            (kind.plural.replace("-", " "), counts.items[kind.name]) for kind in KINDS if kind.name in counts.items]}


def _address(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/graphql"


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
