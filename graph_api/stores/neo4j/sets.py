"""The plan sets that a store holds, each from its own node alone, and the summary of its last check that is kept there.

Nothing here names a plan set but the caller: whoever may see only some passes only their names.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any, Protocol, runtime_checkable

from graph_api.stores.neo4j.asking import Readable, Rows
from graph_api.stores.set_lines import SetLine, SetSummary, unpacked

LISTED = """\
UNWIND $names AS name
MATCH (p:PlanSet {plan_set: name})
RETURN p.plan_set AS name, p.title AS title, p.made_up AS made_up, p.items AS items, p.links AS links,
  p.hash AS hash, p.as_of AS as_of, p.synced AS synced, p.syncing_since AS since, p.summary AS summary
ORDER BY name"""
KEEP = """\
MATCH (p:PlanSet {plan_set: $plan_set}) WHERE p.hash = $hash AND p.syncing_since IS NULL
SET p.summary = $summary
RETURN p.plan_set AS name"""
"""Only while the plan set is still what was checked."""
ALL = (LISTED, KEEP)
"""Both, for whoever checks them."""


@runtime_checkable
class Writable(Protocol):
    """What a summary is written to; `Connection` is one."""

    def write(self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None) -> Rows:
        """Every row that a writing statement gives."""
        ...


def listed(connection: Readable, names: Collection[str], seconds: float | None = None) -> list[SetLine]:
    """Those of the named plan sets that the store holds, by name, within so many seconds. A name that it does not
    hold is left out.
    """
    most = connection.deadline if seconds is None else min(connection.deadline, seconds)
    rows = connection.read(LISTED, {"names": sorted(set(names))}, most)
    return [_line(row) for row in rows]


def keep_summary(connection: Writable, name: str, summary: SetSummary) -> bool:
    """Keeps the summary with its plan set, in the place of an older one; False, and nothing written, where the plan
    set is not any more what was checked, or is being written.
    """
    parameters = {"plan_set": name, "hash": summary.hash, "summary": summary.packed()}
    return bool(connection.write(KEEP, parameters))


def _line(row: Mapping[str, Any]) -> SetLine:
    as_of, summary = row["as_of"], row["summary"]
    return SetLine(
        row["name"], row["title"] or row["name"], row["made_up"] or False, row["items"] or 0, row["links"] or 0,
        row["hash"], datetime.date.fromisoformat(as_of) if as_of else None, row["synced"], row["since"],
        unpacked(summary) if summary else None)
