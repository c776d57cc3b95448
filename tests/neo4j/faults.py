"""Kills the server, or the loader, in the middle of a sync, again and again: `python -m tests.neo4j.faults [ROUNDS]`.

Each round kills at another moment, and then asks the server, once it is up again, for every batch that the sync was
told was written: none may be lost. The batch that was under way must be there whole or not at all. The next sync
must complete the plan set, and what the server then holds must be, to the letter, what an undisturbed sync leaves.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_api.stores.neo4j import statements
from graph_api.stores.neo4j import sync as syncing
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connect import Connection, Rows, Statement
from graph_api.stores.neo4j.errors import PlanSetBusyError, PlanSetUnknownError, StoreError
from graph_api.stores.neo4j.remove import remove
from graph_api.stores.neo4j.sync import sync
from graph_api.stores.neo4j.wanted import Wanted
from graph_api.web.node import UnavailableError
from tests.neo4j.conftest import connect
from tests.neo4j.fault_plans import Council, Held, council, digest
from tests.neo4j.server import Server, start

BATCH = 100
"""Rows in a transaction here: many small batches, so that the kill finds one under way and others just written."""
LOADER_BATCH = 5
SILENCE = 2
GIVES_UP, WAITS = 1.0, 90.0
"""Seconds that a loader tries again: one has given up before the server is back, the other goes on where it was."""
PATIENCE = 300
"""Seconds after which a sync counts as hanging."""


@dataclass
class Write:
    """One call of the sync to the server, and whether it was told that it is done."""

    text: str
    parameters: Mapping[str, Any]
    acknowledged: bool = False


class Watched(Connection):
    """A connection that remembers what it was asked to write, and says when it came to a certain write."""

    def __init__(self, address: Address, *, retry: float, until: int = 0) -> None:
        super().__init__(address, retry=retry, deadline=max(30.0, retry + 30))
        self.calls: list[Write] = []
        self.until, self.came = until, threading.Event()

    def write(
        self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None, *,
        fence: Statement | None = None,
    ) -> Rows:
        call = Write(text, parameters or {})
        self.calls.append(call)
        if len(self.calls) >= self.until:
            self.came.set()
        rows = super().write(text, parameters, deadline, fence=fence)
        call.acknowledged = True
        return rows


@dataclass
class Told:
    """What came of one round; `wrong` is empty where all is as it must be. `interrupted` says that the kill came while
    the sync was at it, and not when it had ended.
    """

    what: str
    write: int
    delay: float
    acknowledged: int = 0
    interrupted: bool = False
    ended: str = ""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        end = "; ".join(self.wrong) or "nothing lost, nothing torn, completed, equal"
        when = f"killed {self.delay * 1000:.0f} ms into write {self.write}, {self.acknowledged} batches told done"
        late = "" if self.interrupted else " before the kill"
        return f"{self.what}, {when}, {self.ended}{late}: {end}"


class Faults:
    """Rounds on one server that is ours alone. What an undisturbed sync leaves, and how long it takes, is found first.
    """

    def __init__(self, server: Server, plans: Council) -> None:
        self.server, self.plans = server, plans
        self.seconds: dict[str, float] = {}
        self.writes: dict[str, int] = {}
        self.digests: dict[str, str] = {}
        syncing.BATCH = BATCH
        self._undisturbed()

    def _undisturbed(self) -> None:
        for _ in range(2):  # the first is slower: nothing is compiled yet
            self._take_away()
            for what, wanted in (("first load", self.plans.before), ("change", self.plans.after)):
                with Watched(address(self.server), retry=30) as connection:
                    begun = time.monotonic()
                    sync(connection, wanted, silence=SILENCE)
                    self.seconds[what] = time.monotonic() - begun
                    self.writes[what] = len(connection.calls)
                self.digests[wanted.hash] = self.state()
        self._take_away()
        self.load(self.plans.after)
        if self.state() != self.digests[self.plans.after.hash]:
            raise AssertionError("a change leaves another graph than a first load of the same plans")

    def round(self, number: int, chance: random.Random) -> Told:
        """Kills the server during a sync: a first load or a change, by a loader that gives up or one that waits."""
        first, waits = number % 4 in (0, 1), number % 2 == 1
        what = "first load" if first else "change"
        mean = self.seconds[what] / self.writes[what]
        told = Told(f"{what}, loader {'waits' if waits else 'gives up'}", chance.randint(1, self.writes[what]),
                    chance.uniform(0, 2 * mean))
        wanted = self._prepared(first=first)
        connection = Watched(address(self.server), retry=WAITS if waits else GIVES_UP, until=told.write)
        try:
            self._killed(connection, wanted, told, waits=waits)
            self._compared(connection.calls, told)
            self._completed(wanted, told)
        finally:
            connection.close()
        return told

    def _prepared(self, *, first: bool) -> Wanted:
        """What the sync of a round is to write, with the server in the state that it is to find."""
        if first:
            self._take_away()
            return self.plans.before
        with connect(self.server) as driver:
            there = Held(driver, self.plans.name).about.get("hash")
        if there not in self.digests:
            self.load(self.plans.before)
            there = self.plans.before.hash
        return self.plans.after if there == self.plans.before.hash else self.plans.before

    def _killed(self, connection: Watched, wanted: Wanted, told: Told, *, waits: bool) -> None:
        errors: list[BaseException] = []

        def run() -> None:
            try:
                sync(connection, wanted, silence=SILENCE)
            except BaseException as error:  # the round says what it was
                errors.append(error)

        loader = threading.Thread(target=run)
        loader.start()
        ends = time.monotonic() + PATIENCE
        while loader.is_alive() and time.monotonic() < ends:  # a change back may take a write less than the change
            if connection.came.wait(0.05):
                break
        loader.join(told.delay)
        self.server.kill()
        told.interrupted = not any(call.text == statements.FINISH and call.acknowledged for call in connection.calls)
        if not waits:
            loader.join(PATIENCE)
        self.server.restart()
        loader.join(PATIENCE)
        if loader.is_alive():
            told.wrong.append(f"the sync had not ended after {PATIENCE} s")
        told.ended = type(errors[0]).__name__ if errors else "the sync ended well"
        if errors and not isinstance(errors[0], StoreError):
            told.wrong.append(f"the sync ended with {errors[0]!r}")

    def _compared(self, calls: Sequence[Write], told: Told) -> None:
        """Whether each batch is in the server as the sync was told."""
        with connect(self.server) as driver:
            held = Held(driver, self.plans.name)
        for call in calls:
            done = held.done(call.text, call.parameters)
            if done is None:
                continue
            told.acknowledged += call.acknowledged
            there, rows = done
            if call.acknowledged and there < rows:
                told.wrong.append(f"LOST: {there} of {rows} rows are left of a batch that was told done")
            if not call.acknowledged and 0 < there < rows:
                told.wrong.append(f"TORN: {there} of {rows} rows are there of the batch under way")

    def _completed(self, wanted: Wanted, told: Told) -> None:
        """Whether the next sync completes what was broken off."""
        try:
            self.load(wanted)
        except StoreError as error:
            told.wrong.append(f"the next sync ended with {error}")
            return
        if self.state() != self.digests[wanted.hash]:
            told.wrong.append("OTHER: the graph is not that of an undisturbed load")

    def load(self, wanted: Wanted) -> syncing.Synced:
        """A sync that nobody disturbs."""
        with Connection(address(self.server), retry=30, deadline=120) as connection:
            return sync(connection, wanted, silence=SILENCE)

    def _take_away(self) -> None:
        with (Connection(address(self.server), retry=30, deadline=120) as connection,
              suppress(PlanSetUnknownError)):
            remove(connection, self.plans.name, force=True, silence=SILENCE)

    @property
    def states(self) -> frozenset[str]:
        """The digests of the two states of the plan set."""
        return frozenset(self.digests.values())

    def state(self) -> str:
        """The digest of what the server holds now."""
        with connect(self.server) as driver:
            return digest(driver, self.plans.name)


def address(server: Server) -> Address:
    """The server as the product knows it."""
    return Address(server.url, *server.auth)


def main(words: Sequence[str] | None = None) -> int:
    """Runs the rounds on a server of its own; 1 if any of them ends badly, 2 if no server can be had."""
    parser = argparse.ArgumentParser(description="Kills a Neo4j server during syncs and looks what is left.")
    parser.add_argument("rounds", nargs="?", type=int, default=30)
    parser.add_argument("--items", type=int, default=1_500)
    parser.add_argument("--seed", type=int, default=2008)
    parser.add_argument("--load", choices=("before", "after"), help="only load that state, where FAULTS_URL says")
    asked = parser.parse_args(words)
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # it tells of each try to reach a server that we killed
    if asked.load:
        return _load(asked.load, asked.items)
    with tempfile.TemporaryDirectory(prefix="goldthread-faults-") as home:
        try:
            server = start(Path(home), quick=True)
        except UnavailableError as error:
            print(f"There is no Neo4j server: {error}", file=sys.stderr)
            return 2
        with server:
            return _rounds(server, asked)


def _rounds(server: Server, asked: argparse.Namespace) -> int:
    faults = Faults(server, council(asked.items, "faults"))
    took = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in faults.seconds.items())
    print(f"{asked.items:,} items, batches of {BATCH}; undisturbed: {took}", flush=True)
    chance, bad, batches, interrupted = random.Random(asked.seed), 0, 0, 0
    for number in range(asked.rounds):
        told = faults.round(number, chance)
        bad, batches = bad + bool(told.wrong), batches + told.acknowledged
        interrupted += told.interrupted
        print(f"{number + 1:>3}  {told}", flush=True)
    print(f"{asked.rounds} rounds, {interrupted} of them in the middle of a sync, {batches:,} batches told done, "
          f"{bad} rounds with a fault")
    return int(bool(bad))


def _load(state: str, items: int) -> int:
    """A loader for others to kill and freeze: small batches, and a line for each as it goes on; 1 if it is refused."""
    plans, syncing.BATCH = council(items, "faults"), LOADER_BATCH
    where = Address(os.environ["FAULTS_URL"], Server.user, os.environ["FAULTS_PASSWORD"])
    with Connection(where, retry=30, deadline=60) as connection:
        try:
            sync(connection, plans.before if state == "before" else plans.after, silence=SILENCE,
                 progress=lambda done, total, what: print(done, total, what, flush=True))
        except PlanSetBusyError as error:
            print(error, flush=True)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
