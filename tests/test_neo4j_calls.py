"""Calls that are waited for: no longer than they may take, and no longer than the connection is there."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.calls import Calls, LetGoError, NoAnswerError
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import StoreAwayError

NOWHERE = Address("bolt://127.0.0.1:9", "neo4j", "nobody-asks")


def test_work_that_nobody_waits_for_learns_of_it() -> None:
    ended = threading.Event()
    with pytest.raises(NoAnswerError):
        Calls().within(0.05, lambda given_up: given_up.wait(10) and ended.set())
    assert ended.wait(10)


def test_answers_and_errors_of_the_work_are_those_of_the_call() -> None:
    assert Calls().within(10, lambda _given_up: 7) == 7
    with pytest.raises(TimeoutError, match="its own"):
        Calls().within(10, lambda _given_up: (_ for _ in ()).throw(TimeoutError("its own")))


def test_who_waits_when_all_are_let_go_of_learns_it_at_once() -> None:
    calls, learnt, begun = Calls(), threading.Event(), threading.Event()

    def work(given_up: threading.Event) -> str:
        begun.set()
        learnt.set() if given_up.wait(30) else None
        return "too late"

    threading.Timer(0.05, lambda: begun.wait(10) and calls.close()).start()
    started = time.monotonic()
    with pytest.raises(LetGoError):
        calls.within(30, work)
    assert time.monotonic() - started < 10
    assert learnt.wait(10)
    with pytest.raises(LetGoError):
        calls.within(30, lambda _given_up: "never begun")


def test_the_end_of_work_is_waited_for_but_not_longer_than_is_said() -> None:
    calls, begun, thaw, ended = Calls(), threading.Barrier(3), threading.Event(), []

    def work(given_up: threading.Event, *, frozen: bool) -> None:
        begun.wait(10)
        given_up.wait(10)
        time.sleep(0.2)
        ended.append(frozen and thaw.wait(30))

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(calls.within, 30, partial(work, frozen=frozen)) for frozen in (False, True)]
        begun.wait(10)
        calls.close()
        calls.wait_until_ended(3)
        assert ended == [False]
        thaw.set()
        calls.wait_until_ended(20)
        assert ended == [False, True]
        assert all(isinstance(one.exception(), LetGoError) for one in asked)


def test_closed_connection_tries_no_more() -> None:
    connection = Connection(NOWHERE, retry=60, deadline=60)
    threading.Timer(0.5, connection.close).start()
    with pytest.raises(StoreAwayError, match="was closed"):
        connection.read("RETURN 1 AS one")
    ends = time.monotonic() + 10
    while any(thread.name == "goldthread-neo4j" for thread in threading.enumerate()):
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_call_whose_time_is_over_says_why_and_is_not_tried_again() -> None:
    with Connection(NOWHERE, retry=60) as connection:
        with pytest.raises(StoreAwayError, match="cannot be reached"):
            connection.read("RETURN 1 AS one", deadline=0.5)
        ends = time.monotonic() + 10
        while any(thread.name == "goldthread-neo4j" for thread in threading.enumerate()):
            assert time.monotonic() < ends
            time.sleep(0.02)


def test_tries_leave_the_shared_dice_alone() -> None:
    before = random.getstate()
    with Connection(NOWHERE, retry=0.5) as connection, pytest.raises(StoreAwayError, match="cannot be reached"):
        connection.read("RETURN 1 AS one")
    assert random.getstate() == before
