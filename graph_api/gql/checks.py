"""The checks of one state of a plan set: each date's is made once and kept, those asked for longest ago go first."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime

from graph_api.results import Check
from graph_api.stores.neo4j.errors import StoreSlowError

MOST = 8
"""How many dates are kept: each holds a whole check."""
LONGEST_WAIT = 3600.0


class Checks:
    """Makes and keeps checks. One is made at a time, since the store keeps what the rules of one date share.

    With `apart` they are made in threads of their own, so that who waits may give up and the check goes on.
    """

    def __init__(self, make: Callable[[datetime.date], Check], *, apart: bool) -> None:
        self.make, self.apart = make, apart
        self._kept: OrderedDict[datetime.date, Future[Check]] = OrderedDict()
        self._choosing, self._checking = threading.Lock(), threading.Lock()

    def at_hand(self, as_of: datetime.date) -> Check | None:
        """The check as of a date, if it is made already."""
        with self._choosing:
            found = self._kept.get(as_of)
        return found.result() if found and found.done() and not found.exception() else None

    def get(self, as_of: datetime.date, seconds: float = LONGEST_WAIT) -> Check:
        """The check as of a date, made now if need be; StoreSlowError where it is not there in so many seconds."""
        try:
            return self.begin(as_of).result(min(seconds, LONGEST_WAIT))
        except OutOfTime as error:
            raise StoreSlowError(
                "The check of the whole plan set is being made.", "Ask again in half a minute.") from error

    def begin(self, as_of: datetime.date) -> Future[Check]:
        """The check as of a date; where it is made apart it is begun."""
        check, begun = self._begun(as_of)
        if begun and self.apart:
            threading.Thread(target=self._run, args=(as_of, check), daemon=True, name="goldthread-check").start()
        elif begun:
            self._run(as_of, check)
        return check

    def _begun(self, as_of: datetime.date) -> tuple[Future[Check], bool]:
        """The check as of a date, and whether it is still to be made."""
        with self._choosing:
            found = self._kept.get(as_of)
            begun = found is None or (found.done() and found.exception() is not None)
            if found is None or begun:
                found = self._kept[as_of] = Future()
                while len(self._kept) > MOST:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(as_of)
        return found, begun

    def _run(self, as_of: datetime.date, check: Future[Check]) -> None:
        try:
            with self._checking:
                check.set_result(self.make(as_of))
        except BaseException as error:
            check.set_exception(error)
