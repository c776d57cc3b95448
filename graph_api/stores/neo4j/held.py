"""What the :PlanSet node says of a plan set: which one it is, whether it is whole, and all that checks need at hand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_api.stores.neo4j.about import CARRIED, about_of, counts_of
from graph_api.stores.neo4j.asking import Readable
from graph_api.stores.neo4j.errors import PlanSetUnknownError, StoreRefusedError
from graph_api.stores.neo4j.model import LAYOUT
from graph_api.stores.neo4j.statements import PLAN_SET
from graph_api.stores.protocol import Counts
from schema.records import Loaded

STAMP = "MATCH (p:PlanSet {plan_set: $plan_set}) RETURN p.hash AS hash, p.syncing_since AS since, p.synced AS synced"
NAMES = "MATCH (p:PlanSet) WHERE p.plan_set IS NOT NULL RETURN p.plan_set AS name ORDER BY name"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which state of a plan set it is: its hash, and since when somebody has been writing another one."""

    hash: str | None
    since: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class HeldSet:
    """A plan set as its node described it at one moment. `carried` are the texts that the sync kept with it."""

    name: str
    stamp: Stamp
    about: Loaded
    counts: Counts
    carried: Mapping[str, str]


def held_set(connection: Readable, name: str) -> HeldSet:
    """What the store holds of that plan set; PlanSetUnknownError where there is none, or none that was ever whole,
    StoreRefusedError where another version of this program wrote it in another form.
    """
    rows = connection.read(PLAN_SET, {"plan_set": name})
    properties: Mapping[str, Any] = rows[0]["properties"] if rows else {}
    if not properties.get("hash"):
        raise PlanSetUnknownError(
            f"The store holds no plan set {name}." if not rows else f"The plan set {name} was never loaded whole.",
            "Run `goldthread sync` with its folder.")
    if properties.get("layout") != LAYOUT:
        raise StoreRefusedError(
            f"Another version of this program wrote the plan set {name}, in a form that this one does not read.",
            "Run goldthread sync with its folder.")
    return HeldSet(
        name, Stamp(properties["hash"], properties.get("syncing_since")), about_of(properties), counts_of(properties),
        {carried: properties[carried] for carried in CARRIED if carried in properties})


def stamp_of(connection: Readable, name: str, deadline: float | None = None) -> Stamp:
    """Which state of the plan set the store holds now; asked often, so it fetches nothing else."""
    rows = connection.read(STAMP, {"plan_set": name}, deadline)
    return Stamp(rows[0]["hash"], rows[0]["since"]) if rows else Stamp(None)


def names_of(connection: Readable) -> list[str]:
    """The names of all plan sets that the store holds."""
    return [row["name"] for row in connection.read(NAMES)]
