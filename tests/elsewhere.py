"""Plans in memory that behave as if they were in a store elsewhere, for tests that need no server."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from builders import AS_OF, loaded

from graph_api.engine.graph import Result, Row
from graph_api.pipeline import Opened
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j.errors import StoreSlowError
from graph_api.stores.neo4j.held import HeldSet, Stamp
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.protocol import Counts
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.records import Item, Link, Loaded
from schema.rule import Rule


class Elsewhere(MemoryStore):
    """A store that counts how often rules are run and paged, and may be in the middle of a sync."""

    remote = True
    since: datetime.datetime | None = None

    def __init__(self, plans: Loaded) -> None:
        super().__init__(plans)
        self.runs: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()

    @property
    def syncing(self) -> datetime.datetime | None:
        return self.since

    def whole(self) -> Loaded:
        raise AssertionError("nobody may read it all")

    def run(self, rule: Rule, as_of: datetime.date) -> Result:
        self.runs[rule.code] += 1
        return super().run(rule, as_of)

    def page(self, rule: Rule, as_of: datetime.date, after: tuple[str, ...], most: int) -> Sequence[Row]:
        self.pages[rule.code] += 1
        rows = super().run(rule, as_of).rows
        return [row for row in rows if row.identity > after][:most]


class NeverReady:
    """A server that takes too long over every statement."""

    deadline = 1.0

    def __init__(self) -> None:
        self.deadlines: list[float | None] = []

    def close(self) -> None:
        """Nothing to let go of."""

    def read(self, text: str, parameters: Any = None, deadline: float | None = None) -> list[dict[str, Any]]:  # noqa: ARG002 - it answers nothing
        self.deadlines.append(deadline)
        raise StoreSlowError("Too slow.")


def opened(store: MemoryStore | Neo4jStore, rules: tuple[Rule, ...] | None = None) -> Opened:
    """The store with our rules."""
    rules = our_rules() if rules is None else rules
    return Opened(store, rules, FolderSettings("made-up", "A made-up council"), AS_OF)


def elsewhere(*parts: Item | Link) -> Opened:
    """The plans as if elsewhere."""
    return opened(Elsewhere(loaded(*parts)))


def never_ready() -> Neo4jStore:
    """A plan set in a server that takes too long over everything."""
    held = HeldSet("made-up", Stamp("h"), loaded(), Counts({"Action": 5}, {}, 0, 0), {})
    return Neo4jStore(NeverReady(), held)
