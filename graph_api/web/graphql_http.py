"""GraphQL over HTTP: what a request may look like, and which status and media type answer it."""

from __future__ import annotations

import json
import time
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.gql.errors import AskError, Code, of_store, told
from graph_api.stores.neo4j.errors import BusyError, StoreError, TooMuchError
from graph_api.web.held import Held

MOST_BYTES = 100_000
"""Of a request's body, or of the query in its address."""
AT_ONCE = 4
"""Questions that run side by side; more wait, and pages go on being served."""
REMOTE_AT_ONCE = 16
"""The same where they mostly wait for a store."""
MOST_WAITING = 100
"""Questions that may wait for a place; the next ones are refused."""
SECONDS = 30.0
"""How long a store may take for all of one answer, with the wait for a place."""
JSON, GRAPHQL = "application/json", "application/graphql-response+json"


class RefusedError(Exception):
    """A request that is not one of GraphQL over HTTP: what is wrong with it, and the status that says so."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message, self.status = message, status


class Asked(NamedTuple):
    """A well-formed request."""

    query: str
    variables: dict[str, Any] | None
    operation: str | None


class Told(NamedTuple):
    """An answer in bytes, whether the question was executed, and what the store said instead of an answer."""

    body: bytes
    executed: bool = True
    away: StoreError | None = None


class GraphQLEndpoint:
    """Answers POST requests with a JSON body, and GET requests, which can only read, as all there is here."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.limiter: CapacityLimiter | None = None

    async def answer(self, request: Request) -> Response:
        """The answer to a request; never a status of 500 for what the caller sent."""
        media = accepted(request.headers.getlist("accept"))
        try:
            asked = _asked(request.query_params) if request.method == "GET" else _asked(await _posted(request))
        except RefusedError as error:
            return _refusal(error, media or JSON)
        if media is None:
            return _refusal(RefusedError(f"This address answers in {JSON} or {GRAPHQL}.", 406), JSON)
        return _told(await self._answer(asked), media)

    async def _answer(self, asked: Asked) -> Told:
        kept = None if self.held.remote else _kept(self.held.edition, asked)
        if kept is not None:
            return kept
        self.limiter = self.limiter or CapacityLimiter(REMOTE_AT_ONCE if self.held.remote else AT_ONCE)
        if self.limiter.statistics().tasks_waiting >= MOST_WAITING:
            return _away(BusyError("Too many questions wait."))
        return await to_thread.run_sync(_run, self.held, asked, time.monotonic() + SECONDS, limiter=self.limiter)


def _away(error: StoreError) -> Told:
    return Told(_encoded({"errors": told([of_store(error)], Code.STORE_REFUSED)}), executed=False, away=error)


def _run(held: Held, asked: Asked, ends: float) -> Told:
    """The answer to a question that came in so long before `ends`, by the monotonic clock."""
    def left() -> float:
        return ends - time.monotonic()

    try:
        edition = held.current(left())
    except StoreError as error:
        return _away(error)
    kept = _kept(edition, asked)
    if kept is not None:
        return kept
    if held.remote and left() <= 0:
        return _away(BusyError("The time was over before the question could be put."))
    answer = ask(edition, asked.query, asked.variables, asked.operation, left())
    now = held.instead_of(edition, left()) if answer.executed else None
    if now:
        answer = replace(answer, changed=True, syncing=now.opened.store.syncing or answer.syncing)
    body = _encoded(answer.body)
    if answer.keeps:
        edition.shared.kept.put(_question(edition, asked), body)
    return Told(body, answer.executed, answer.away)


def _kept(edition: Edition, asked: Asked) -> Told | None:
    """The answer, where the same was asked before."""
    body = edition.shared.kept.get(_question(edition, asked))
    return Told(body) if body is not None else None


def _question(edition: Edition, asked: Asked) -> Hashable:
    return edition.date(), asked.query, asked.operation, json.dumps(asked.variables, sort_keys=True)


def _told(told: Told, media: str) -> Response:
    """The answer as it is sent: 503 where the store is away, and when to ask again."""
    if told.away is None or isinstance(told.away, TooMuchError):
        return _response(told.body, 200 if told.executed or media == JSON else 400, media)
    return _response(told.body, 503, media, told.away.retry_after)


def accepted(headers: list[str]) -> str | None:
    """The media type to answer in, by the Accept headers; None where the caller takes neither of ours."""
    wanted: dict[str, float] = {}
    for part in ",".join(headers).lower().split(","):
        media, *parameters = (word.strip() for word in part.split(";"))
        if media:
            wanted[media] = max(wanted.get(media, 0.0), _weight(parameters))
    if not wanted:
        return JSON
    anything = max(wanted.get("*/*", 0.0), wanted.get("application/*", 0.0))
    plain, new = wanted.get(JSON, anything), wanted.get(GRAPHQL, 0.0)
    if not plain and not new:
        return None
    return GRAPHQL if new >= plain else JSON


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


async def _posted(request: Request) -> Mapping[str, Any]:
    _check_type(request.headers.get("content-type", ""))
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and len(declared) < 20 and int(declared) > MOST_BYTES:
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise _too_large()
    found = _from_json(bytes(body), "The body")
    if not isinstance(found, dict):
        raise RefusedError("The body must be a JSON object with a query; lists of questions are not taken.")
    return found


def _check_type(header: str) -> None:
    media, *parameters = (part.strip().lower() for part in header.split(";"))
    charsets = [part.partition("=")[2].strip('" ') for part in parameters if part.startswith("charset")]
    if media != JSON or any(charset not in {"utf-8", "utf8"} for charset in charsets):
        raise RefusedError(f"The body must be sent as {JSON} in UTF-8.", 415)


def _too_large() -> RefusedError:
    return RefusedError(f"The body is larger than {MOST_BYTES:,} bytes.", 413)


def _from_json(text: bytes | str, what: str) -> Any:
    def refuse(word: str) -> Any:
        raise ValueError(word)

    try:
        return json.loads(text.decode("utf-8") if isinstance(text, bytes) else text, parse_constant=refuse)
    except UnicodeDecodeError as error:
        raise RefusedError(f"{what} is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{what} is not JSON, or nests too deep.") from error


def _asked(found: Mapping[str, Any]) -> Asked:
    query, operation = found.get("query"), found.get("operationName")
    if not isinstance(query, str):
        raise RefusedError("query must be there, and be text.")
    if len(query) > MOST_BYTES:
        raise _too_large()
    if operation is not None and not isinstance(operation, str):
        raise RefusedError("operationName must be text.")
    variables = _object(found.get("variables"), "variables")
    _object(found.get("extensions"), "extensions")
    return Asked(query, variables, operation or None)


def _object(value: Any, name: str) -> dict[str, Any] | None:
    """A JSON object or nothing; in an address it is written as text."""
    if isinstance(value, str):
        value = _from_json(value, name) if value else None
        if value is None:
            return None
    if value is not None and not isinstance(value, dict):
        raise RefusedError(f"{name} must be a JSON object.")
    return value


def _refusal(error: RefusedError, media: str) -> Response:
    body = {"errors": told([AskError(error.message, Code.BAD_REQUEST)], Code.BAD_REQUEST)}
    return _response(_encoded(body), error.status, media)


def _encoded(body: Mapping[str, Any]) -> bytes:
    # Half of a surrogate pair may come in as \ud800 and has no form in UTF-8: it goes back as a question mark.
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _response(body: bytes, status: int, media: str, retry_after: int | None = None) -> Response:
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return Response(body, status, headers, f"{media}; charset=utf-8")
