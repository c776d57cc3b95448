"""Plan sets that stand in a database, opened as those of files are: with their rules, settings and date."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from graph_api.carried import carried_of
from graph_api.options import Options
from graph_api.pipeline import PATIENT, Opened, chosen
from graph_api.saved_read import read_saved
from graph_api.selection import Selection
from graph_api.stores.neo4j.address import Address, address_of
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import PlanSetUnknownError, StoreError, StoreRefusedError
from graph_api.stores.neo4j.held import Stamp, held_set, names_of, stamp_of
from graph_api.stores.neo4j.sets import listed
from graph_api.stores.neo4j.store import Neo4jStore

QUICK = 10.0
"""Seconds for one statement where somebody waits for a page."""
LOOK = 3.0
"""Seconds in which a server that is there says which state a plan set is in."""


class Remote:
    """One plan set of one server, opened anew whenever it has changed. Holds the only driver of its process.

    `others` are plan sets of the same server that callers may see listed, with their counts alone. SavedCheckError for
    a bad baseline, which is read once.
    """

    def __init__(
        self, url: str | Address, plan_set: str | None = None, options: Options | None = None, statement: float = QUICK,
        others: Sequence[str] = (),
    ) -> None:
        self.options, self.others = options or Options(), tuple(others)
        self.baseline = read_saved(self.options.baseline) if self.options.baseline else None
        self.connection = Connection(address_of(url) if isinstance(url, str) else url, deadline=statement)
        try:
            self.connection.verify()
            self.name = plan_set or self._only_one()
            self._see_to(self.others)
        except BaseException:
            self.connection.close()
            raise

    def open(self) -> Opened:
        """The plan set as it is now; PlanSetUnknownError where it is not there, StoreRefusedError where what stands
        there cannot be understood.
        """
        try:
            return self._opened()
        except StoreError:
            raise
        except Exception as error:  # whatever it is that another program wrote there
            raise StoreRefusedError(
                f"What the store holds of the plan set {self.name} cannot be read ({type(error).__name__}).",
                "Run `goldthread sync` with its folder, by the version of Goldthread that asks.") from error

    def _opened(self) -> Opened:
        held = held_set(self.connection, self.name)
        carried = carried_of(held.about.plan_set, held.carried)
        held = replace(held, about=replace(held.about, problems=(*held.about.problems, *carried.problems)))
        selection = Selection(carried.rules, carried.frameworks)
        words = (*self.options.select, *self.options.ignore)
        return Opened(
            Neo4jStore(self.connection, held), chosen(carried.rules, self.options, carried.frameworks),
            carried.settings, carried.as_of, tuple(word for word in words if not selection.meant((word,))),
            tuple(rule for rule in carried.rules if rule.tuned), carried.frameworks,
            self.baseline, plan_sets=self.others)

    def stamp(self) -> Stamp:
        """Which state the plan set is in now."""
        return stamp_of(self.connection, self.name, LOOK)

    def close(self) -> None:
        """Lets go of the server."""
        self.connection.close()

    def _see_to(self, names: Collection[str]) -> None:
        """PlanSetUnknownError where one of the plan sets that callers may see is not there."""
        for name in sorted(set(names) - {line.name for line in listed(self.connection, names)}) if names else ():
            raise PlanSetUnknownError(f"The store holds no plan set {name}.", "`goldthread sets` lists those there.")

    def _only_one(self) -> str:
        names = names_of(self.connection)
        if len(names) == 1:
            return names[0]
        if not names:
            raise PlanSetUnknownError("The store holds no plan set.", "Run `goldthread sync` with a folder of plans.")
        shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
        raise PlanSetUnknownError(f"The store holds {len(names):,} plan sets: {shown}.", "Name one with --plan-set.")


@contextmanager
def open_store(url: str, plan_set: str | None = None, options: Options | None = None) -> Iterator[Opened]:
    """A plan set of a server, for one command. StoreError where it cannot be had."""
    remote = Remote(url, plan_set, options, PATIENT)
    try:
        yield remote.open()
    finally:
        remote.close()
