"""Checks of a store that is elsewhere: how many may wait, and which stop."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest

from graph_api.gql import checks as making
from graph_api.gql.checks import Checks
from graph_api.stores.neo4j.errors import StoreSlowError

DAYS = [datetime.date(2008, 9, day) for day in range(1, 20)]


class Work:
    """Makes checks that take until they are let go on, and tells of which dates."""

    def __init__(self) -> None:
        self.begun: list[datetime.date] = []
        self.ended: list[datetime.date] = []
        self.started, self.go = threading.Semaphore(0), threading.Event()

    def make(self, as_of: datetime.date, wanted: Callable[..., None] = lambda *_: None) -> Any:
        self.begun.append(as_of)
        self.started.release()
        assert self.go.wait(10)
        wanted(1, 2, "G17")
        self.ended.append(as_of)
        return as_of


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work()
    yield made
    made.go.set()


def test_only_so_many_checks_wait(work: Work) -> None:
    checks = Checks(work.make, apart=True)
    taken: list[Future[Any]] = []
    with pytest.raises(StoreSlowError, match="other dates"):
        taken.extend(checks.begin(day) for day in DAYS)
    waiting = [checks.begin(day) for day in DAYS[:3]]
    work.go.set()

    assert [one.result(10) for one in waiting] == DAYS[:3]
    assert checks.get(DAYS[5], 10) == DAYS[5]


def test_checks_of_a_state_that_was_replaced_stop(work: Work) -> None:
    checks = Checks(work.make, apart=True)
    running, waiting = [checks.begin(day) for day in DAYS[:2]]
    assert work.started.acquire(timeout=10)
    checks.close()
    work.go.set()

    for one in (running, waiting):
        assert isinstance(one.exception(10), StoreSlowError)
    assert len(work.begun) == 1
    assert work.ended == []
    with pytest.raises(StoreSlowError, match="changed"):
        checks.begin(DAYS[3])


def test_a_check_of_plans_in_motion_lasts_a_while_only(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work.go.set()
    checks = Checks(work.make, apart=True, lasts=60.0)
    assert checks.get(DAYS[0], 10) == DAYS[0]
    assert checks.at_hand(DAYS[0]) == DAYS[0]
    later = making.time.monotonic() + 61
    monkeypatch.setattr(making.time, "monotonic", lambda: later)

    assert checks.at_hand(DAYS[0]) is None
    assert checks.get(DAYS[0], 10) == DAYS[0]
    assert work.begun == [DAYS[0]] * 2
