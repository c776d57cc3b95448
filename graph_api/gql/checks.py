"""The checks of one state of a plan set: each date's is made once and kept, those asked for longest ago go first."""

from __future__ import annotations

import datetime
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime

from graph_api.gaps import Progress
from graph_api.results import Check
from graph_api.stores.neo4j.errors import StoreSlowError

MOST = 8
"""How many dates are kept: each holds a whole check."""
MOST_WAITING = 2
"""How many may wait for the one that is being made apart."""
LONGEST_WAIT = 3600.0


class NobodyWantsItError(Exception):
    """Stops a check that nobody can ask for any more."""


class Checks:
    """Makes and keeps checks. One is made at a time, since the store keeps what the rules of one date share.

    With `apart` they are made in threads of their own, so that who waits may give up and the check goes on. A check is
    kept as long as this, or for `lasts` seconds. `make` gives the check as of a date and calls its second argument
    rule by rule, which raises where the check is not wanted any more.
    """

    def __init__(
        self, make: Callable[[datetime.date, Progress], Check], *, apart: bool, lasts: float | None = None
    ) -> None:
        self.make, self.apart, self.lasts = make, apart, lasts
        self._kept: OrderedDict[datetime.date, Future[Check]] = OrderedDict()
        self._made: dict[Future[Check], float] = {}
        self._choosing, self._checking, self._closed = threading.Lock(), threading.Lock(), False

    def at_hand(self, as_of: datetime.date) -> Check | None:
        """The check as of a date, if it is made already."""
        with self._choosing:
            found = self._kept.get(as_of)
            made = found is not None and not self._is_over(found) and found.done()
        return found.result() if found and made else None

    def get(self, as_of: datetime.date, seconds: float = LONGEST_WAIT) -> Check:
        """The check as of a date, made now if need be; StoreSlowError where it is not there in so many seconds, or
        too many others are waited for.
        """
        try:
            return self.begin(as_of).result(min(seconds, LONGEST_WAIT))
        except OutOfTime as error:
            raise StoreSlowError(
                "The check of the whole plan set is being made.", "Ask again in half a minute.") from error

    def begin(self, as_of: datetime.date) -> Future[Check]:
        """The check as of a date; where it is made apart it is begun. StoreSlowError where too many others wait."""
        check, begun = self._begun(as_of)
        if begun and self.apart:
            threading.Thread(target=self._run, args=(as_of, check), daemon=True, name="goldthread-check").start()
        elif begun:
            self._run(as_of, check)
        return check

    def close(self) -> None:
        """No check is wanted any more: those that wait are not made, and the one that is being made stops."""
        with self._choosing:
            self._closed = True
            self._kept.clear()
            self._made.clear()

    def _begun(self, as_of: datetime.date) -> tuple[Future[Check], bool]:
        """The check as of a date, and whether it is still to be made."""
        with self._choosing:
            found = self._kept.get(as_of)
            begun = found is None or self._is_over(found)
            if found is None or begun:
                self._see_to_room()
                if found is not None:
                    self._made.pop(found, None)
                found = self._kept[as_of] = Future()
                while len(self._kept) > MOST:
                    _, gone = self._kept.popitem(last=False)
                    self._made.pop(gone, None)
            self._kept.move_to_end(as_of)
        return found, begun

    def _see_to_room(self) -> None:
        """StoreSlowError where one more check would wait too long."""
        if self._closed:
            raise StoreSlowError("The plans changed while this was answered.", "Ask again.")
        if self.apart and sum(not check.done() for check in self._kept.values()) > MOST_WAITING:
            raise StoreSlowError(
                "Checks of the whole plan set as of other dates are being made.", "Ask again in half a minute.")

    def _is_over(self, check: Future[Check]) -> bool:
        """Whether it failed, or was made too long ago."""
        if not check.done():
            return False
        old = self.lasts is not None and time.monotonic() - self._made.get(check, 0.0) > self.lasts
        return old or check.exception() is not None

    def _run(self, as_of: datetime.date, check: Future[Check]) -> None:
        def wanted(*_progress: object) -> None:
            if self.apart and self._kept.get(as_of) is not check:
                raise NobodyWantsItError

        try:
            with self._checking:
                wanted()
                made = self.make(as_of, wanted)
                self._made[check] = time.monotonic()
                check.set_result(made)
        except NobodyWantsItError:
            check.set_exception(StoreSlowError("The check was given up for others.", "Ask again."))
        except BaseException as error:
            check.set_exception(error)
