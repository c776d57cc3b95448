"""The server that the Neo4j tests share: the one of GOLDTHREAD_NEO4J_URL, or one started here when first asked for.

Where it cannot be started the tests are skipped, with one line that says why; GOLDTHREAD_NEO4J=required makes that a
failure, GOLDTHREAD_NEO4J=skip skips them anyhow. GOLDTHREAD_NEO4J_VERSION=2026.08.1 starts another version. Every test
uses plan sets of its own (`plan_set`, `new_plan_set`), so that one server serves all and a council's own server comes
to no harm.
"""

from __future__ import annotations

import gc
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from neo4j import Driver, GraphDatabase, NotificationDisabledClassification

from graph_api.web.node import UnavailableError
from tests.neo4j.fetch import VERSION
from tests.neo4j.server import Server, start
from tests.neo4j.shared import RUN as ALL_TOGETHER
from tests.neo4j.shared import Given, ended, shared

SETTING = "GOLDTHREAD_NEO4J"
NO_SERVER = "no Neo4j server"
MISSING: list[str] = []
"""What could not be had the first time: a network that is away is waited for once, not in every module."""
RUN = f"test-{secrets.token_hex(4)}"
"""Begins the names of all plan sets of this run."""
S = TypeVar("S")
HERE = Path(__file__).resolve().parent
UNCLOSED = "ignore:unclosed :ResourceWarning"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Says all skips for want of a server to come from here, so that the summary has one line and not one a test."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and NO_SERVER in report.longrepr[2]:
        report.longrepr = (__file__, None, report.longrepr[2])  # type: ignore[assignment]  # no line: it tells nothing
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the driver leaves open of a server that was killed or frozen is not ours to close."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(UNCLOSED))


@pytest.fixture(autouse=True, scope="module")
def _nothing_goes_on() -> Iterator[None]:
    """No call or check of ours may outlive its connection for longer than a socket waits: five seconds."""
    yield
    ends = time.monotonic() + 20
    while left := [thread.name for thread in threading.enumerate() if thread.name.startswith("goldthread")]:
        assert time.monotonic() < ends, left
        time.sleep(0.1)
    gc.collect()  # lest what is left tells of itself in another test


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server | Given]:
    """Where the tests find Neo4j: `url`, `user`, `password`, `auth`, `database`."""
    if (given := _given()) and not _is("skip"):
        yield given
        _take_away_our_plan_sets(given)
    elif ALL_TOGETHER:
        home = tmp_path_factory.mktemp("neo4j")
        with shared(lambda: _start_or_say_why(home)) as made:
            yield _if_there(made)
        shutil.rmtree(home / "data", ignore_errors=True)
    else:
        yield from _started(tmp_path_factory.mktemp("neo4j"))


@pytest.hookimpl
def pytest_sessionfinish() -> None:
    """Whoever started the server for all waits for this."""
    ended()


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests of one module may stop, kill, freeze and restart, because nobody else uses it."""
    yield from _started(tmp_path_factory.mktemp("neo4j-own"))


@pytest.fixture(scope="session")
def driver(server: Server | Given) -> Iterator[Driver]:
    """A driver for the shared server, with the limits that the product uses; name `server.database` in each call."""
    with connect(server) as made:
        yield made


@pytest.fixture
def new_plan_set(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Gives names of plan sets that no other test, run or council uses."""
    test = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:40].strip("-")
    stem = f"{RUN}-{test}-{secrets.token_hex(3)}"
    numbers = count(1)
    return lambda: f"{stem}-{next(numbers)}"


@pytest.fixture
def plan_set(new_plan_set: Callable[[], str]) -> str:
    """The name of a plan set that is this test's alone."""
    return new_plan_set()


def connect(server: Server | Given) -> Driver:
    """A driver that gives up soon: nothing here may hang."""
    return GraphDatabase.driver(
        server.url,
        auth=server.auth,
        max_connection_pool_size=50,
        connection_acquisition_timeout=5,
        connection_timeout=5,
        connection_write_timeout=15,
        liveness_check_timeout=30,
        max_transaction_retry_time=5,
        # A database without a single milestone yet is no reason for a warning each time that one is asked for.
        notifications_disabled_classifications=[NotificationDisabledClassification.UNRECOGNIZED],
        telemetry_disabled=True,
    )


def _given() -> Given | None:
    names = ("URL", "USER", "PASSWORD", "DATABASE")
    url, user, password, database = (os.environ.get(f"{SETTING}_{name}", "") for name in names)
    return Given(url, user or "neo4j", password, database or "neo4j") if url else None


def _is(what: str) -> bool:
    return os.environ.get(SETTING, "").lower() == what


def _started(home: Path) -> Iterator[Server]:
    """A server that is gone at the end however the tests went; its logs stay, its data does not."""
    made = _if_there(_start_or_say_why(home))
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(home / "data", ignore_errors=True)


def _if_there(made: S | str) -> S:
    """The server; where there is none the test is skipped, or fails where one is required."""
    if isinstance(made, str) and _is("required"):
        pytest.fail(f"{SETTING}=required, and there is {NO_SERVER}: {made}", pytrace=False)
    if isinstance(made, str):
        pytest.skip(f"{NO_SERVER}: {made}")
    return made


def _start_or_say_why(home: Path) -> Server | str:
    if _is("skip"):
        return f"{SETTING}=skip"
    if MISSING:
        return MISSING[0]
    try:
        return start(home, quick=True, version=os.environ.get(f"{SETTING}_VERSION", "") or VERSION)
    except UnavailableError as error:
        MISSING.append(str(error))
        return MISSING[0]


def _take_away_our_plan_sets(given: Given) -> None:
    with connect(given) as made, made.session(database=given.database) as session:
        delete = "MATCH (n) WHERE n.plan_set STARTS WITH $run CALL (n) {DETACH DELETE n} IN TRANSACTIONS OF 5000 ROWS"
        session.run(delete, run=f"{RUN}-").consume()
