"""One writer a plan set: who writes says so in the database, and every write of theirs proves that it still holds.

All times are the server's. Whoever has shown no sign of life for a minute may be followed by another; should they
wake up, nothing of theirs is written any more.
"""

from __future__ import annotations

import datetime
import os
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from graph_api.stores.neo4j.about import shown
from graph_api.stores.neo4j.connect import Connection, Rows, Statement
from graph_api.stores.neo4j.errors import FencedError, PlanSetBusyError, StoreError
from graph_api.stores.neo4j.statements import HOLD, LET_GO, TAKE

SILENCE = 60
"""Seconds without a sign of life after which a writer counts as gone."""
LOOK = 1.0
"""Seconds between looks at somebody else's signs of life."""
RENEW = 15.0
"""Seconds after which a sign of life is due where nothing is written meanwhile."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was found when the plan set was taken.

    `since` is when a sync began that did not end, `by` who made it; `hash` and `graph` are those of the last that
    did, if any.
    """

    by: str | None
    since: datetime.datetime | None
    hash: str | None
    graph: str | None


class Lease:
    """The right to write one plan set."""

    def __init__(self, connection: Connection, plan_set: str, silence: int = SILENCE) -> None:
        self.connection, self.plan_set, self.silence = connection, plan_set, silence
        self.token = secrets.token_hex(16)
        self.broken = True  # until we know better: an answer may be lost, and what it would have told
        self.written = False
        self._signed = 0.0

    def take(self, tell: Callable[[str], None]) -> Taken:
        """Takes the plan set. Where somebody else has it, waits until they show that they are alive, and then it is
        PlanSetBusyError, or have shown nothing for too long.
        """
        row = self._try()
        if not row["free"]:
            tell(f"{row['by']} was writing {self.plan_set}; waiting to see whether it still is")
        seen = row["seen"]
        while not row["free"]:
            time.sleep(LOOK)
            row = self._try()
            if not row["free"] and row["seen"] != seen and row["since"]:  # else they are done, and about to let go
                raise PlanSetBusyError(
                    f"{row['by']} is writing {self.plan_set}, since {shown(row['since'])}.",
                    "Try again when it is done.")
        self.broken, self._signed = row["since"] is not None, time.monotonic()
        return Taken(row["by"], row["since"], row["hash"], row["graph"])

    def _try(self) -> dict[str, Any]:
        by = f"{socket.gethostname()} (process {os.getpid()})"
        (row,) = self.connection.write(TAKE, {
            "plan_set": self.plan_set, "token": self.token, "by": by, "limit": self.silence})
        return row

    def write(self, text: str, parameters: Mapping[str, Any]) -> Rows:
        """Writes something of the plan set; PlanSetBusyError, and nothing written, where it is not ours any more."""
        self.written = True
        return self._held(lambda fence: self.connection.write(
            text, {"plan_set": self.plan_set, **parameters}, fence=fence))

    def sign(self) -> None:
        """Shows that we are alive, if it is time to."""
        if time.monotonic() - self._signed > RENEW:
            self._held(lambda fence: self.connection.write(*fence, fence=fence))

    def let_go(self) -> None:
        """Gives the plan set free, as whole as it was if nothing was written; says nothing if that cannot be."""
        clean = not (self.written or self.broken)
        with suppress(StoreError):
            self.connection.write(
                LET_GO, {"plan_set": self.plan_set, "token": self.token, "clean": clean}, deadline=10)

    def _held(self, write: Callable[[Statement], Rows]) -> Rows:
        try:
            found = write(Statement(HOLD, {"plan_set": self.plan_set, "token": self.token}))
        except FencedError as error:
            raise PlanSetBusyError(
                f"Somebody else has begun to write {self.plan_set}, since nothing was heard of this sync for "
                f"{self.silence} s.", "Try again when that is done.") from error
        self._signed = time.monotonic()
        return found

