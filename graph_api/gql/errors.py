"""Errors that a caller may read: our own words and a code, never those of a program that failed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from graphql import GraphQLError

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


class AskError(GraphQLError):
    """Something that the caller can put right: what is wrong, and what would be right."""

    def __init__(self, message: str, code: Code = Code.BAD_INPUT) -> None:
        super().__init__(message, extensions={"code": code.value})


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
