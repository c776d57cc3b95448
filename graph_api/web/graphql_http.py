"""GraphQL over HTTP: what a request may look like, and which status and media type answer it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from graph_api.gql.ask import Answer, ask
from graph_api.gql.errors import AskError, Code, told
from graph_api.gql.snapshot import Snapshot
from graph_api.web.held import Held

MOST_BYTES = 100_000
"""Of a request's body, or of the query in its address."""
AT_ONCE = 4
"""Questions that run side by side; more wait, and pages go on being served."""
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
        executed, body = await self._answer(self.held.snapshot, asked)
        return _response(body, 200 if executed or media == JSON else 400, media)

    async def _answer(self, snapshot: Snapshot, asked: Asked) -> tuple[bool, bytes]:
        date = snapshot.moment().as_of
        question = (date, asked.query, asked.operation, json.dumps(asked.variables, sort_keys=True))
        kept = snapshot.kept.get(question)
        if kept is not None:
            return True, kept
        self.limiter = self.limiter or CapacityLimiter(AT_ONCE)
        answer, body = await to_thread.run_sync(_run, snapshot, asked, limiter=self.limiter)
        if answer.executed and not answer.errors:
            snapshot.kept.put(question, body)
        return answer.executed, body


def _run(snapshot: Snapshot, asked: Asked) -> tuple[Answer, bytes]:
    answer = ask(snapshot, asked.query, asked.variables, asked.operation)
    return answer, _encoded(answer.body)


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


def _response(body: bytes, status: int, media: str) -> Response:
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    return Response(body, status, headers, f"{media}; charset=utf-8")
