"""One loaded plan set that never changes, with its checks; a new load makes a new edition."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from graph_api.clock import today
from graph_api.engine.graph import State
from graph_api.gql.checks import Checks
from graph_api.gql.kept import Kept
from graph_api.gql.moment import Moment
from graph_api.gql.papers import Papers, PaperShelf
from graph_api.pipeline import Opened, check_plans
from graph_api.results import Check
from schema.rule import Rule

MOST_MOMENTS = 8
"""How many dates are kept with what was shown of them."""
SYNCING_LASTS = 60.0
"""Seconds for which a check is kept that was made while somebody wrote the plans."""


class Shared:
    """What is known of one state of a plan set, for all requests: checks, answers, papers, and `idle`, rules that are
    known to find nothing as of a date.
    """

    def __init__(self, opened: Opened) -> None:
        syncing = opened.store.syncing is not None
        self.checks = Checks(
            lambda as_of, progress: check_plans(opened, as_of, progress), apart=opened.store.remote,
            lasts=SYNCING_LASTS if syncing else None)
        self.kept = Kept()
        self.shelf = PaperShelf()
        self.idle: set[tuple[datetime.date, str]] = set()


class Edition:
    """What every answer of one request is read from. The next load is another edition.

    Of a store in memory one edition serves all requests. Of one that is elsewhere each request has its own
    (`begin`), which lives as long as the answer; what they share is that of the state that they are of.
    """

    def __init__(self, opened: Opened, of: Edition | None = None) -> None:
        self.opened = opened
        self.rules: dict[str, Rule] = {rule.code: rule for rule in opened.rules}
        self.shared: Shared = of.shared if of else Shared(opened)
        self.timed_out: set[str] = set()
        self._moments: OrderedDict[datetime.date, Moment] = OrderedDict()
        self._choosing = Lock()

    def begin(self, seconds: float | None = None) -> Edition:
        """What one request is answered from, in so many seconds."""
        if not self.opened.store.remote:
            return self
        return Edition(replace(self.opened, store=self.opened.store.fresh(seconds)), self)

    def rests_on(self, check: Check) -> None:
        """Notes in `timed_out` the rules that did not end in a check that is about to be told of."""
        self.timed_out.update(code for code, looked in check.looked_at.items() if looked.state is State.TIMED_OUT)

    def date(self, as_of: datetime.date | None = None) -> datetime.date:
        """The date that is meant: the one given, else the plan set's own, else today."""
        return as_of or self.opened.as_of or today()

    def moment(self, as_of: datetime.date | None = None) -> Moment:
        """The plan set as of a date: the one given, else the plan set's own, else today."""
        date = self.date(as_of)
        with self._choosing:
            found = self._moments.get(date)
            if found is None:
                found = self._moments[date] = Moment(self, date)
                if len(self._moments) > MOST_MOMENTS:
                    self._moments.popitem(last=False)
            self._moments.move_to_end(date)
        return found

    @property
    def papers(self) -> Papers:
        """Finds the text that a source names."""
        return Papers(self.opened.store, self.shared.shelf)
