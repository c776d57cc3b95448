"""Errors that a caller may read: our own words and a code, never those of a program that failed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from graphql import GraphQLError

from graph_api.stores.neo4j.errors import BusyError, StoreAwayError, StoreError, StoreSlowError, TooMuchError

LOG = logging.getLogger("goldthread.graphql")
MOST_SIGNS = 300
"""A message is cut here, since it may repeat what the caller sent."""


class Code(StrEnum):
    """What sort of error it is, in `extensions.code`."""

    BAD_REQUEST = "BAD_REQUEST"
    SYNTAX = "SYNTAX"
    VALIDATION = "VALIDATION"
    LIMIT = "LIMIT"
    BAD_INPUT = "BAD_INPUT"
    INTERNAL = "INTERNAL"
    STORE_AWAY = "STORE_AWAY"
    STORE_SLOW = "STORE_SLOW"
    STORE_REFUSED = "STORE_REFUSED"
    BUSY = "BUSY"


class AskError(GraphQLError):
    """Something that the caller can put right: what is wrong, and what would be right."""

    def __init__(self, message: str, code: Code = Code.BAD_INPUT) -> None:
        super().__init__(message, extensions={"code": code.value})


STORE = {
    StoreAwayError: (Code.STORE_AWAY, "The store of the plans cannot be reached now."),
    StoreSlowError: (Code.STORE_SLOW, "The answer took the store of the plans longer than it may. Ask for less, "
                                      "or ask again in a while."),
    BusyError: (Code.BUSY, "Too many questions wait for an answer. Ask again in a few seconds."),
    TooMuchError: (Code.LIMIT, "The answer would take more items and links than one answer may; ask for less at once."),
}


def of_store(error: StoreError) -> AskError:
    """What goes out where the store did not answer: our own words, since its own may tell where it is."""
    code, words = next((told for kind, told in STORE.items() if isinstance(error, kind)),
                       (Code.STORE_REFUSED, "The store of the plans did not take the question."))
    if code is not Code.LIMIT:
        LOG.warning("The store did not answer: %s", error)
    return AskError(words, code)


def told(errors: Sequence[GraphQLError], code: Code) -> list[dict[str, Any]]:
    """The errors as they go out; `code` is for those that have none of their own.

    An error that some part of the program raised is logged here and told without its words.
    """
    return [_told(error, code) for error in errors]


def _told(error: GraphQLError, code: Code) -> dict[str, Any]:
    if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
        LOG.error("A field failed: %s", error.path, exc_info=error.original_error)
        masked = {"message": "This part of the answer failed inside the server.", "path": error.path,
                 "extensions": {"code": Code.INTERNAL.value}}
        return {name: value for name, value in masked.items() if value is not None}
    shown: dict[str, Any] = {**error.formatted}
    message = str(shown["message"])
    shown["message"] = message if len(message) <= MOST_SIGNS else message[:MOST_SIGNS] + "..."
    shown["extensions"] = {"code": code.value, **(error.extensions or {})}
    return shown
