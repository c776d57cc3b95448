"""The edition that is served now. A new load takes its place in one step; who reads the old one goes on reading it."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

from graph_api.gql.edition import Edition
from graph_api.pipeline import Opened
from graph_api.stores.neo4j.errors import StoreError

if TYPE_CHECKING:
    from graph_api.remote import Remote

SECONDS = 1.0
"""How often a store is asked whether the plans in it have changed, at most."""
MOST_BEFOREHAND = 200_000
"""Items of a plan set whose check is made before anybody asks."""


class Held:
    """Holds one edition for all requests. A request takes it once, so that its answer is from one load."""

    remote = False

    def __init__(self, opened: Opened) -> None:
        self.edition = Edition(opened)

    def current(self) -> Edition:
        """The edition that is served now."""
        return self.edition

    def swap(self, opened: Opened) -> None:
        """Serve another load from now on; its check is made first, so that nobody waits for it."""
        edition = Edition(opened)
        _ = edition.moment().check
        self.edition = edition

    def close(self) -> None:
        """Nothing to let go of."""


class HeldStore(Held):
    """Holds a plan set of a store, and looks at most once a second whether it has changed."""

    remote = True

    def __init__(self, remote: Remote) -> None:
        self.source = remote
        try:
            self.stamp = remote.stamp()  # before the rest is read: a change between the two is then noticed
            super().__init__(remote.open())
        except BaseException:
            remote.close()
            raise
        self._looking, self._looked = Lock(), time.monotonic()
        self._failed: StoreError | None = None
        self._check()

    def current(self) -> Edition:
        """The edition of what the store holds now; a StoreError where it does not say. May wait for the store."""
        with self._looking:
            if time.monotonic() - self._looked >= SECONDS:
                self._look()
            if self._failed:
                raise self._failed
            return self.edition

    def close(self) -> None:
        """Lets go of the store."""
        self.source.close()

    def _look(self) -> None:
        try:
            stamp = self.source.stamp()
            if stamp != self.stamp:
                self.edition, self.stamp = Edition(self.source.open()), stamp
                self._check()
            self._failed = None
        except StoreError as error:
            self._failed = error
        finally:
            self._looked = time.monotonic()

    def _check(self) -> None:
        """Begins with the check, so that as few as may be wait for it."""
        store = self.edition.opened.store
        if store.syncing is None and store.counts().total <= MOST_BEFOREHAND:
            self.edition.shared.checks.begin(self.edition.date())
