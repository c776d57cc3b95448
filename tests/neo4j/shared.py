"""One server for all the processes of a test run: the first that asks starts it, and stops it when all have ended.

Whatever a server is asked for the first time it plans at length, so that a server for each process costs minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.neo4j.server import Server

RUN, PROCESS, PROCESSES = (
    os.environ.get(f"PYTEST_XDIST_{name}", "") for name in ("TESTRUNUID", "WORKER", "WORKER_COUNT"))
"""What tells this process from the others of one run; all are empty where there is but one."""
FOLDER = Path(tempfile.gettempdir()) / f"goldthread-{RUN}"
LONGEST = 900.0
"""Seconds for which one process waits for the others."""


@dataclass(frozen=True)
class Given:
    """A server that another started: a council's own, or another process of this run."""

    url: str
    user: str
    password: str = field(repr=False)
    database: str

    @property
    def auth(self) -> tuple[str, str]:
        return self.user, self.password


@contextmanager
def shared(start: Callable[[], Server | str]) -> Iterator[Server | Given | str]:
    """The server of this run, or why there is none."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    try:
        (FOLDER / "begun").mkdir()
    except FileExistsError:
        yield _of_another()
        return
    made: Server | str = "the process that was to start it fell"
    try:
        try:
            made = start()
        finally:
            _tell(made)  # whatever happened, or the others would wait for it
        yield made
        _wait(lambda: _ended() >= int(PROCESSES) - 1)
    finally:
        if isinstance(made, Server):
            made.stop()


def ended() -> None:
    """Tells the others that this process needs the server no more; the last one clears up."""
    if not RUN:
        return
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    (FOLDER / f"ended-{PROCESS}").touch()
    if _ended() == int(PROCESSES):
        shutil.rmtree(FOLDER, ignore_errors=True)


def _ended() -> int:
    return len(list(FOLDER.glob("ended-*")))


def _tell(made: Server | str) -> None:
    told = {"missing": made} if isinstance(made, str) else {
        name: getattr(made, name) for name in ("url", "user", "password", "database")}
    unfinished = FOLDER / "unfinished"
    unfinished.write_text(json.dumps(told), encoding="utf-8")
    unfinished.rename(FOLDER / "server.json")


def _of_another() -> Given | str:
    told = FOLDER / "server.json"
    _wait(told.exists)
    found = json.loads(told.read_text(encoding="utf-8"))
    return found["missing"] if "missing" in found else Given(**found)


def _wait(until: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONGEST
    while not until() and time.monotonic() < ends:
        time.sleep(0.1)
