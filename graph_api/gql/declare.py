"""Helpers to declare types of the API in a form that a type checker follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

F = TypeVar("F", bound=Callable[..., Any])
S = TypeVar("S")


def resolved(description: str) -> Callable[[F], F]:
    """A field of the API that the decorated method works out; to a type checker it stays that method."""
    decorate: Callable[[F], F] = strawberry.field(description=description)
    return decorate


def holding(shown: S, **private: Any) -> S:
    """What is shown, with what its resolvers need and the API does not see."""
    shown.__dict__.update(private)
    return shown
