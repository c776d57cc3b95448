"""Constraints and indexes: made where they are not there, and waited for."""

from __future__ import annotations

from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.statements import AWAIT, INDEXES, SCHEMA

LONGEST = 3600.0
"""Seconds that an index may take to fill, which over millions of items takes a minute."""


def ensure_schema(connection: Connection) -> None:
    """Sees to it that every constraint and index is there and in use; writes nothing where it is so already."""
    there = {row["name"]: row["state"] for row in connection.read(INDEXES, {"names": list(SCHEMA)})}
    for name in SCHEMA.keys() - there.keys():
        connection.write(SCHEMA[name], deadline=LONGEST)
    if any(there.get(name) != "ONLINE" for name in SCHEMA):
        connection.read(AWAIT, {"seconds": int(LONGEST)}, deadline=LONGEST)
