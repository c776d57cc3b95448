"""Carries out a question within a limit, and reads what is ready without ceremony.

graphql-core spends some five microseconds on every field. Most fields here are attributes that were made ready
before: text, a word, a number. Those are read straight; all else, and whatever looks odd, goes its usual way,
which gives the same answer or the exact error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    Executor,
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
)
from graphql.pyutils import Path

from graph_api.gql.api import SCHEMA
from graph_api.gql.edition import Edition
from graph_api.stores.neo4j.errors import StoreError

MOST_INT = 2**31 - 1
EXACT: dict[str, type] = {"String": str, "ID": str, "Boolean": bool}
"""Scalars whose values go out as they are, by the Python type that they must have for that."""
Read = Callable[[Any], Any]
"""Gives the value of one field of an object as it goes out, or Undefined where the usual way must be taken."""


@dataclass(slots=True)
class Context:
    """What resolvers are given: the edition that the whole answer is read from, and how much may still be said.

    One that is made of more than the edition turns `keep` off: the answer is not kept for the next who asks.
    """

    edition: Edition
    fields_left: int
    keep: bool = True


class TooLongError(BaseException):
    """An answer grew beyond its limit. Not an Exception, so that no field can take it for its own failure."""


class NoStoreError(BaseException):
    """The store gave no answer, so there is none to the whole question."""

    def __init__(self, error: StoreError) -> None:
        super().__init__(str(error))
        self.error = error


class Bounded(Executor[Any]):
    """Counts the fields of the answer and stops where they are too many, and where the store of the plans is away."""

    def handle_field_error(self, raw_error: Exception, *rest: Any) -> None:
        """A field that failed: none in its place, unless the store failed, which would fail the other fields too."""
        error = raw_error.original_error if isinstance(raw_error, GraphQLError) else raw_error
        if isinstance(error, StoreError):
            raise NoStoreError(error) from error
        super().handle_field_error(raw_error, *rest)

    def execute_fields(
        self, parent_type: Any, source_value: Any, path: Any, grouped_field_set: Any, position_context: Any
    ) -> Any:
        """The fields of one object, by their names in the answer."""
        self.context_value.fields_left -= len(grouped_field_set)
        if self.context_value.fields_left < 0:
            raise TooLongError
        ready = READY.get(parent_type.name, {})
        results = {}
        for name, details in grouped_field_set.items():
            read = ready.get(details[0].node.name.value)
            value = read(source_value) if read else Undefined
            if value is Undefined:
                own_path = Path(path, name, parent_type.name)
                value = self.execute_field(parent_type, source_value, details, own_path, position_context)
            if value is not Undefined:
                results[name] = value
        return results


def _ready(schema: GraphQLSchema) -> dict[str, dict[str, Read]]:
    """For every type, how its ready fields are read."""
    return {
        name: {field: read for field, known in made.fields.items() if (read := _reader(known))}
        for name, made in schema.type_map.items() if isinstance(made, GraphQLObjectType) and not name.startswith("__")}


def _reader(field: GraphQLField) -> Read | None:
    """How a field is read straight from its object; None where it takes more than that."""
    declared = field.extensions.get("strawberry-definition")
    if declared is None or not declared.is_basic_field:
        return None
    required = isinstance(field.type, GraphQLNonNull)
    leaf = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    if isinstance(leaf, GraphQLEnumType):
        return _word(declared.python_name, required=required)
    if leaf is GraphQLInt:
        return _number(declared.python_name, required=required)
    exact = EXACT.get(getattr(leaf, "name", ""))
    return _same(declared.python_name, exact, required=required) if exact else None


def _same(attribute: str, exact: type, *, required: bool) -> Read:
    def read(source: Any) -> Any:
        value = getattr(source, attribute, Undefined)
        return value if type(value) is exact or (value is None and not required) else Undefined
    return read


def _number(attribute: str, *, required: bool) -> Read:
    def read(source: Any) -> Any:
        value = getattr(source, attribute, Undefined)
        if value is None and not required:
            return None
        return value if type(value) is int and -MOST_INT <= value <= MOST_INT else Undefined
    return read


def _word(attribute: str, *, required: bool) -> Read:
    def read(source: Any) -> Any:
        value = getattr(source, attribute, Undefined)
        if isinstance(value, Enum):
            return value.name  # our enumerations are named as GraphQL names them
        return None if value is None and not required else Undefined
    return read


READY = _ready(SCHEMA)
