"""What is left when a server or a loader dies in the middle of a sync, and what callers are told while it is away."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest
from asgi_client import Client

from graph_api.remote import Remote
from graph_api.stores.neo4j import sync as syncing
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import PlanSetBusyError, StoreError
from graph_api.stores.neo4j.sync import sync
from graph_api.stores.neo4j.wanted import Wanted
from graph_api.web import graphql_http
from graph_api.web import pages as web_pages
from graph_api.web.app import make_app
from graph_api.web.held import HeldStore
from tests.neo4j.fault_plans import council
from tests.neo4j.faults import SILENCE, Faults, address
from tests.neo4j.proxy import Proxy
from tests.neo4j.server import Server

ITEMS = 300
SPARE = 5.0
"""Seconds that a busy machine may add to a deadline."""
ITEM = '{ actions(first: 5) { nodes { key title owner { key } } } }'
GAPS = "{ gaps(first: 20) { nodes { message proof items { key title } } } }"


@pytest.fixture(scope="module")
def faults(own_server: Server) -> Iterator[Faults]:
    """Syncs of one small plan set on a server that is ours, in small batches."""
    batch = syncing.BATCH
    yield Faults(own_server, council(ITEMS, "faults"))
    syncing.BATCH = batch


@pytest.fixture(autouse=True)
def up_again(own_server: Server) -> Iterator[None]:
    """Whatever a test did to it, the next one finds the server running."""
    yield
    own_server.thaw()
    if not own_server.running:
        own_server.restart()


# Killed in the middle

@pytest.mark.parametrize("number", [2], ids=["a change, by a loader that gives up"])
def test_kill_loses_no_batch_and_tears_none_and_the_next_sync_completes(faults: Faults, number: int) -> None:
    chance = random.Random(2008)
    for _ in range(3):  # a quick machine may have ended the sync before the kill
        told = faults.round(number, chance)
        assert not told.wrong, str(told)
        if told.interrupted:
            return
    raise AssertionError(f"no sync was interrupted: {told}")


def test_answer_to_a_commit_that_is_lost_is_asked_for_again(faults: Faults) -> None:
    faults.load(faults.plans.before)
    with Proxy(faults.server.port) as proxy:
        proxy.cut_commits = 3
        with Connection(replace(address(faults.server), url=proxy.url), retry=20, deadline=60) as connection:
            done = sync(connection, faults.plans.after, silence=SILENCE)
        assert proxy.cut == 3
    assert not done.unchanged
    assert faults.state() == faults.digests[faults.plans.after.hash]


# Two loaders

@pytest.mark.parametrize("later", [0.0, 0.3])
def test_of_two_loaders_one_is_refused_or_waits_and_the_plan_set_is_whole(faults: Faults, later: float) -> None:
    errors: list[BaseException] = []

    def run(wanted: Wanted, wait: float) -> None:
        time.sleep(wait)
        try:
            faults.load(wanted)
        except BaseException as error:
            errors.append(error)

    both = [threading.Thread(target=run, args=(faults.plans.before, 0)),
            threading.Thread(target=run, args=(faults.plans.after, later))]
    for loader in both:
        loader.start()
    for loader in both:
        loader.join(120)
    assert not any(loader.is_alive() for loader in both)
    assert len(errors) < 2
    assert all(isinstance(error, PlanSetBusyError) for error in errors), errors
    assert faults.state() in faults.states


@contextmanager
def loader(server: Server, which: str) -> Iterator[subprocess.Popen[str]]:
    """A loader in a process of its own, in the middle of its work."""
    words = [sys.executable, "-m", "tests.neo4j.faults", "--load", which, "--items", str(ITEMS)]
    process = subprocess.Popen(  # noqa: S603 - our own words
        words, env={**os.environ, "FAULTS_URL": server.url, "FAULTS_PASSWORD": server.password},
        stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        for _ in range(4):
            assert process.stdout.readline(), "the loader ended before it began"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_loader_that_was_killed_is_followed_by_the_next(faults: Faults) -> None:
    faults.load(faults.plans.before)
    with loader(faults.server, "after") as process:
        process.kill()
        process.wait(20)
        done = faults.load(faults.plans.before)
    assert done.completed
    assert faults.state() == faults.digests[faults.plans.before.hash]


def test_loader_that_was_frozen_writes_nothing_when_it_wakes_up_late(faults: Faults) -> None:
    faults.load(faults.plans.before)
    with loader(faults.server, "after") as process:
        process.send_signal(signal.SIGSTOP)
        done = faults.load(faults.plans.before)
        process.send_signal(signal.SIGCONT)
        assert process.stdout is not None
        process.stdout.read()
        assert process.wait(120) == 1, "it should have been refused"
    assert done.completed
    assert faults.state() == faults.digests[faults.plans.before.hash]


# Those who ask

class Served:
    """The application of `serve --store`, and how it answers."""

    def __init__(self, url: str, server: Server, plan_set: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GOLDTHREAD_NEO4J_PASSWORD", server.password)
        self.held = HeldStore(Remote(url, plan_set))
        self.client = Client(make_app(self.held))
        self.number = 0

    def ask(self, query: str) -> tuple[httpx.Response, float]:
        """The answer to a question that was never asked before, and the seconds it took."""
        self.number += 1
        begun = time.monotonic()
        found = self.client.post("/graphql", json={"query": f"query Q{self.number} {query}"})
        return found, time.monotonic() - begun

    def works(self) -> None:
        """Waits until it answers as it should; nobody restarts anything."""
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            found, _ = self.ask(ITEM)
            if found.status_code == 200 and "errors" not in found.json():
                return
            time.sleep(0.5)
        raise AssertionError(f"it does not answer again: {found.status_code} {found.text[:300]}")

    def refuses(self) -> None:
        """Asks for several things, and each ends in time with 503, a code, and when to ask again."""
        for query in (ITEM, GAPS, GAPS):
            found, took = self.ask(query)
            assert took < graphql_http.SECONDS + SPARE
            assert found.status_code == 503, found.text[:300]
            codes = {error["extensions"]["code"] for error in found.json()["errors"]}
            assert codes <= {"STORE_AWAY", "STORE_SLOW"}
            assert int(found.headers["Retry-After"]) > 0
        for path in ("/", "/report"):
            begun = time.monotonic()
            page = self.client.get(path)
            assert time.monotonic() - begun < web_pages.SECONDS + SPARE
            assert page.status_code == 503, path
            assert int(page.headers["Retry-After"]) > 0

    def close(self) -> None:
        self.client.close()
        self.held.close()


@pytest.fixture
def serve(faults: Faults, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Served]]:
    """Makes the application on the plan set, which is loaded first."""
    faults.load(faults.plans.before)
    made: list[Served] = []

    def begin(url: str) -> Served:
        made.append(Served(url, faults.server, faults.plans.name, monkeypatch))
        made[-1].works()
        return made[-1]

    yield begin
    for served in made:
        served.close()


def test_server_that_was_killed_is_told_in_time_and_found_again(
    faults: Faults, serve: Callable[[str], Served]
) -> None:
    served = serve(faults.server.url)
    faults.server.kill()
    served.refuses()
    faults.server.restart()
    served.works()


def test_frozen_server_is_told_in_time_and_found_again(faults: Faults, serve: Callable[[str], Served]) -> None:
    served = serve(faults.server.url)
    faults.server.freeze()
    served.refuses()
    faults.server.thaw()
    served.works()


def test_server_that_freezes_in_the_middle_of_a_question_is_told_in_time(
    faults: Faults, serve: Callable[[str], Served]
) -> None:
    with Proxy(faults.server.port) as proxy:
        served = serve(proxy.url)
        proxy.delay = 0.2
        freeze = threading.Timer(0.5, faults.server.freeze)
        freeze.start()
        found, took = served.ask(GAPS)
        freeze.join()
        assert took < graphql_http.SECONDS + SPARE
        assert found.status_code == 503, found.text[:300]
        proxy.delay = 0.0
        faults.server.thaw()
        served.works()


def test_slow_network_is_told_in_time_and_found_again(faults: Faults, serve: Callable[[str], Served]) -> None:
    with Proxy(faults.server.port) as proxy:
        served = serve(proxy.url)
        proxy.delay = 4.0
        served.refuses()
        proxy.delay = 0.0
        served.works()


def test_no_connection_is_kept_by_questions_that_were_given_up(
    faults: Faults, serve: Callable[[str], Served]
) -> None:
    served = serve(faults.server.url)
    faults.server.freeze()
    for _ in range(2):
        served.ask(GAPS)
    faults.server.thaw()
    served.works()
    pool = served.held.source.connection._driver._pool
    ends = time.monotonic() + 60
    while (busy := sum(pool.in_use_connection_count(where) for where in list(pool.connections))) and (
            time.monotonic() < ends):
        time.sleep(0.5)
    assert busy == 0


def test_a_wrong_address_is_no_reason_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    with Connection(Address("bolt://127.0.0.1:1", "neo4j", "nobody-is-there"), retry=1) as connection:
        begun = time.monotonic()
        with pytest.raises(StoreError):
            connection.verify()
        assert time.monotonic() - begun < 10 + SPARE
