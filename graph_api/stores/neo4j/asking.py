"""Questions to one plan set, all of one answer or one check within one time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Protocol

from graph_api.stores.neo4j.errors import StoreAwayError, StoreSlowError

Rows = list[dict[str, Any]]


class Readable(Protocol):
    """What a question is put to; `Connection` is one."""

    deadline: float

    def close(self) -> None:
        """Lets go of the server."""
        ...

    def read(self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None) -> Rows:
        """Every row that a statement gives."""
        ...


class Asker:
    """Puts statements to one plan set, whose name none of them can change.

    `statement` is how long one statement may take; all of them together may take `seconds`, where that is given.
    """

    def __init__(
        self, connection: Readable, plan_set: str, statement: float | None = None, seconds: float | None = None
    ) -> None:
        self.connection, self.plan_set = connection, plan_set
        self.statement = statement or connection.deadline
        self._away: StoreAwayError | None = None
        self._ends = None if seconds is None else time.monotonic() + seconds

    def __call__(self, text: str, parameters: Mapping[str, object], seconds: float | None = None) -> Rows:
        """Every row; StoreSlowError where the time is over, before the question or while it is answered.

        A server that was away once is not asked again for the same answer.
        """
        if self._away:
            raise self._away
        most = min(seconds or self.statement, self.left())
        if most <= 0:
            raise StoreSlowError("The whole answer took longer than it may.")
        try:
            return self.connection.read(text, {**parameters, "plan_set": self.plan_set}, most)
        except StoreAwayError as error:
            self._away = error
            raise

    def left(self) -> float:
        """How many seconds are left; any number where nothing limits them."""
        return float("inf") if self._ends is None else self._ends - time.monotonic()
