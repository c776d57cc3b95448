"""From the text of a question to its answer: read, measured, checked, executed, within limits."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLError, execute_sync, parse, validate

from graph_api.gql.api import SCHEMA
from graph_api.gql.edition import Edition
from graph_api.gql.errors import AskError, Code, of_store, told
from graph_api.gql.executor import Bounded, Context, NoStoreError, TooLongError
from graph_api.gql.limits import ANSWER_FIELDS, COMMENTS, SIGNS, TOKENS, too_much
from graph_api.stores.neo4j.errors import StoreError

MOST_ERRORS = 10
REMEMBERED = 256
"""How many questions are kept as read and checked; longer ones than the next number are not kept."""
LONGEST_REMEMBERED = 8_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. Of a question that was not executed at all there is no data, not even none.

    `away` is what the store said instead of an answer. `syncing` is since when somebody has been writing the plans,
    so that parts of the answer may be older than others; `changed` is whether the plans changed while it was made.
    `timed_out` are rules that did not end in the check that it rests on. `alone` is whether it is of the one plan set
    alone.
    """

    errors: list[dict[str, Any]]
    data: Mapping[str, Any] | None = None
    executed: bool = True
    away: StoreError | None = None
    syncing: datetime.datetime | None = None
    alone: bool = True
    timed_out: tuple[str, ...] = ()
    changed: bool = False

    @property
    def body(self) -> dict[str, Any]:
        """The answer as GraphQL spells it."""
        body: dict[str, Any] = {"errors": self.errors} if self.errors else {}
        if self.executed:
            body["data"] = self.data
        told = {
            "syncingSince": self.syncing.isoformat() if self.syncing else None, "changed": self.changed,
            "rulesTimedOut": list(self.timed_out)}
        if said := {name: value for name, value in told.items() if value}:
            body["extensions"] = said
        return body

    @property
    def keeps(self) -> bool:
        """Whether the same question would get the same answer."""
        settled = self.syncing is None and not self.changed and not self.timed_out
        return self.executed and not self.errors and settled and self.alone


def ask(
    edition: Edition, query: str, variables: dict[str, Any] | None = None, operation: str | None = None,
    seconds: float | None = None,
) -> Answer:
    """The answer to one question; never raises for what the caller sent, nor where the store is away.

    A store that is elsewhere is asked for at most so many seconds.
    """
    read = _remembered(query) if len(query) <= LONGEST_REMEMBERED else _read(query)
    if not isinstance(read, DocumentNode):
        return Answer(read, executed=False)
    context = Context(edition.begin(seconds), ANSWER_FIELDS)
    try:
        result = execute_sync(
            SCHEMA, read, context_value=context, variable_values=variables, operation_name=operation,
            executor_class=Bounded, hide_suggestions=True)
    except TooLongError:
        over = AskError(f"The answer would hold more than {ANSWER_FIELDS:,} values; ask for less at once.", Code.LIMIT)
        return Answer(told([over], Code.LIMIT), executed=False)
    except NoStoreError as none:
        return Answer(told([of_store(none.error)], Code.STORE_REFUSED), executed=False, away=none.error)
    errors = told(result.errors or (), Code.BAD_INPUT)
    executed = result.data is not None or any(error.path for error in result.errors or ())
    return Answer(errors, result.data, executed, syncing=edition.opened.store.syncing, alone=context.keep,
                  timed_out=tuple(sorted(context.edition.timed_out)))


def _read(query: str) -> DocumentNode | list[dict[str, Any]]:
    """The question as read and checked, or what is wrong with it."""
    try:
        document = parse(
            query, max_lexical_tokens=TOKENS, max_comments=COMMENTS, max_source_length=SIGNS)
    except GraphQLError as error:
        return told([error], Code.LIMIT if "Parsing aborted" in error.message else Code.SYNTAX)
    if over := too_much(document):
        return told(over, Code.LIMIT)
    errors = validate(SCHEMA, document, max_errors=MOST_ERRORS, hide_suggestions=True)
    return told(errors, Code.VALIDATION) if errors else document


_remembered = lru_cache(maxsize=REMEMBERED)(_read)
