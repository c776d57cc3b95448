"""One loaded plan set that never changes, with its checks; a new load makes a new snapshot."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from functools import cached_property
from threading import Lock

from graph_api.clock import today
from graph_api.gql.kept import Kept
from graph_api.gql.moment import Moment
from graph_api.gql.papers import Papers
from graph_api.gql.search import Searcher
from graph_api.pipeline import Opened
from schema.rule import Rule

MOST_MOMENTS = 8
"""How many dates are kept: each holds a whole check and what was shown of it."""


class Snapshot:
    """What every answer of one request is read from. The next load is another snapshot."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.rules: dict[str, Rule] = {rule.code: rule for rule in opened.rules}
        self._moments: OrderedDict[datetime.date, Moment] = OrderedDict()
        self.kept = Kept()
        self._choosing = Lock()
        self.checking = Lock()  # one check at a time: the store keeps what the rules of one date share

    def moment(self, as_of: datetime.date | None = None) -> Moment:
        """The plan set as of a date: the one given, else the plan set's own, else today."""
        date = as_of or self.opened.as_of or today()
        with self._choosing:
            found = self._moments.get(date)
            if found is None:
                found = self._moments[date] = Moment(self, date)
                if len(self._moments) > MOST_MOMENTS:
                    self._moments.popitem(last=False)
            self._moments.move_to_end(date)
        return found

    @cached_property
    def searcher(self) -> Searcher:
        """Finds items by words."""
        return Searcher(self.opened.store.about().items)

    @cached_property
    def papers(self) -> Papers:
        """Finds the text that a source names."""
        return Papers(self.opened.store.about())
