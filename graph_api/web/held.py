"""The edition that is served now. A new load takes its place in one step; who reads the old one goes on reading it."""

from __future__ import annotations

import time
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from graph_api.gql.edition import Edition
from graph_api.pipeline import Opened
from graph_api.stores.neo4j.errors import StoreError, StoreSlowError

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

    def current(self, seconds: float | None = None) -> Edition:  # noqa: ARG002 - it is at hand
        """The edition that is served now."""
        return self.edition

    def instead_of(self, edition: Edition, seconds: float) -> Edition | None:  # noqa: ARG002 - it stays as it is
        """What took the place of an edition of a store while an answer was made of it; None where it still stands."""
        return None

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

    def current(self, seconds: float | None = None) -> Edition:
        """The edition of what the store holds now; a StoreError where it does not say. May wait for the store, or for
        others who look, for so many seconds.
        """
        if not self._looking.acquire(timeout=-1 if seconds is None else max(seconds, 0.0)):
            raise StoreSlowError("The store took too long to say which plans it holds.")
        try:
            if time.monotonic() - self._looked >= SECONDS:
                self._look()
            if self._failed:
                raise self._failed
            return self.edition
        finally:
            self._looking.release()

    def instead_of(self, edition: Edition, seconds: float) -> Edition | None:
        """What took the place of an edition while an answer was made of it; None where it still stands, or where the
        store does not say.
        """
        with suppress(StoreError):
            now = self.current(seconds)
            return now if now is not edition else None
        return None

    def close(self) -> None:
        """Stops the checks and lets go of the store, which may fail where one of them is still asking."""
        self.edition.shared.checks.close()
        with suppress(Exception):  # the process ends, and the server sees that nobody is there
            self.source.close()

    def _look(self) -> None:
        try:
            stamp = self.source.stamp()
            if stamp != self.stamp:
                before, self.edition, self.stamp = self.edition, Edition(self.source.open()), stamp
                before.shared.checks.close()
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
