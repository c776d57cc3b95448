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
from weakref import WeakSet

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
        self._waited_for, self._threads = set[_Call[Any]](), WeakSet[threading.Thread]()

    def within(self, seconds: float, work: Callable[[threading.Event], T]) -> T:
        """What the work gives, if it gives it in time; else NoAnswerError, or LetGoError where all were let go of.

        The work runs on in its thread if it cannot be stopped, and learns by the event that nobody waits.
        """
        call = _Call(work)
        thread = threading.Thread(target=call.run, daemon=True, name="goldthread-neo4j")
        with self._choosing:
            if self._closed:
                raise LetGoError
            thread.start()
            self._threads.add(thread)
            self._waited_for.add(call)
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

    def wait_until_ended(self, seconds: float) -> None:
        """Waits for the end of all work that is under way, so many seconds at most."""
        ends = time.monotonic() + seconds
        for thread in list(self._threads):
            thread.join(max(ends - time.monotonic(), 0))


class _Call(Generic[T]):
    """Work that is done in another thread, and its answer."""

    def __init__(self, work: Callable[[threading.Event], T]) -> None:
        self.work, self.given_up, self.answer = work, threading.Event(), Future[T]()

    def result(self, seconds: float) -> T:
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

    def run(self) -> None:
        with suppress(InvalidStateError):  # where it was let go of meanwhile
            try:
                done = self.work(self.given_up)
            except BaseException as error:
                self.answer.set_exception(error)
            else:
                self.answer.set_result(done)
