"""Calls that are waited for no longer than they may take, each in a thread of its own.

A thread that waits for a frozen server cannot be stopped, so it is left behind; it learns that nobody waits for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class NoAnswerError(Exception):
    """The time is over and there is no answer."""


class LetGoError(Exception):
    """The calls were let go of before there was an answer."""


class NobodyWaitsError(Exception):
    """Stops work that nobody waits for."""


class Calls:
    """The calls of one connection that are waited for; any thread may add one, and any may let go of them all."""

    def __init__(self) -> None:
        self._choosing, self._closed = threading.Lock(), False
        self._waited_for, self._under_way = set[_Call[Any]](), set[_Call[Any]]()

    def within(self, seconds: float, work: Callable[[threading.Event], T]) -> T:
        """What the work gives, if it gives it in time; else NoAnswerError, or LetGoError where all were let go of.

        The work runs on in its thread if it cannot be stopped, and learns by the event that nobody waits.
        """
        call = _Call(work, self._under_way.discard)
        with self._choosing:
            if self._closed:
                raise LetGoError
            self._waited_for.add(call)
            self._under_way.add(call)
        try:
            return call.result(seconds)
        finally:
            with self._choosing:
                self._waited_for.discard(call)

    def close(self) -> None:
        """Whoever waits learns at once that there will be no answer; no further call begins."""
        with self._choosing:
            self._closed = True
            for call in self._waited_for:
                call.let_go()

    def ended(self, seconds: float) -> bool:
        """Whether all work has ended, waited for so many seconds at most."""
        ends = time.monotonic() + seconds
        while self._under_way and time.monotonic() < ends:
            time.sleep(0.01)
        return not self._under_way


class _Call(Generic[T]):
    """Work in a thread of its own, and its answer."""

    def __init__(self, work: Callable[[threading.Event], T], over: Callable[[_Call[Any]], None]) -> None:
        self.work, self.over = work, over
        self.given_up, self.answer = threading.Event(), Future[T]()

    def result(self, seconds: float) -> T:
        threading.Thread(target=self._run, daemon=True, name="goldthread-neo4j").start()
        try:
            self.answer.exception(seconds)  # gives the error and raises only if there is no answer
        except TimeoutError as error:
            raise NoAnswerError from error
        except CancelledError as error:
            raise LetGoError from error
        finally:
            self.given_up.set()
        return self.answer.result()

    def let_go(self) -> None:
        self.answer.cancel()  # before the work learns of it, and ends in an error of its own
        self.given_up.set()

    def _run(self) -> None:
        try:
            done = self.work(self.given_up)
        except BaseException as error:
            self.over(self)
            with suppress(InvalidStateError):  # where it was let go of meanwhile
                self.answer.set_exception(error)
        else:
            self.over(self)
            with suppress(InvalidStateError):
                self.answer.set_result(done)
