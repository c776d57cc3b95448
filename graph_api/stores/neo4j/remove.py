"""Takes a whole plan set out of the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_api.stores.neo4j import statements
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import PlanSetUnknownError, TooMuchGoneError
from graph_api.stores.neo4j.lease import SILENCE, Lease
from graph_api.stores.neo4j.sync import BATCH, Progress


def remove(
    connection: Connection, name: str, *, force: bool = False, progress: Progress | None = None,
    silence: int = SILENCE,
) -> int:
    """Deletes a plan set with all its items and links; gives how many items it had.

    Without `force` it is TooMuchGoneError, which says what would be deleted. One that breaks off is completed by the
    next. PlanSetUnknownError where there is no such plan set.
    """
    found = connection.read(statements.PLAN_SET, {"plan_set": name})
    if not found:
        raise PlanSetUnknownError(f"The store holds no plan set {name}.")
    properties: Mapping[str, Any] = found[0]["properties"]
    (counts,) = connection.read(statements.COUNTS, {"plan_set": name})
    if not force:
        raise TooMuchGoneError(
            f"{name} ({properties.get('title', name)}) with {counts['items']:,} items and {counts['links']:,} links "
            "would be deleted. Nothing was changed.", "To delete it, add --force.")
    lease = Lease(connection, name, silence)
    try:
        lease.take(lambda text: progress(0, 1, text) if progress else None)
        _delete(lease, counts["items"], progress)
    finally:
        lease.let_go()
    return int(counts["items"])


def _delete(lease: Lease, total: int, progress: Progress | None) -> None:
    """Items first, then their stubs; the node that names the plan set last, so that a broken one can be completed."""
    done = 0
    for text, what in ((statements.DELETE_SOME, "items"), (statements.DELETE_STUBS, "stubs")):
        while some := lease.write(text, {"limit": BATCH})[0]["done"]:
            done += some
            if progress:
                progress(min(done, total), total, what)
    lease.connection.write(statements.DELETE_PLAN_SET, {"plan_set": lease.plan_set, "token": lease.token})
