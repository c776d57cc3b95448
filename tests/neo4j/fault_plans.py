"""What the fault tests load, a made-up council in two states; and what a server holds of it, to the letter."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from neo4j import Driver

from graph_api.generate.write import write_council
from graph_api.stores.neo4j import statements as said
from graph_api.stores.neo4j.wanted import Wanted
from loaders.load import load
from schema.records import Link, Loaded

EVERY_ITEM = """\
MATCH (n:Item|Missing {plan_set: $plan_set}) WHERE n.key > ''
RETURN labels(n) AS labels, properties(n) AS node,
  COLLECT { MATCH (n)-[r]->(m) RETURN [type(r), labels(m), m.plan_set, m.key, properties(r)] } AS links"""
PASSING = frozenset(("synced",))
"""What a :PlanSet says of the time of a sync, which differs each time."""
VERB_OF = {text: verb for texts in (said.PUT_LINKS, said.PUT_DANGLING) for verb, text in texts.items()}

Joined = tuple[str, str, str, str]
"""A link: start, verb, end, and the plan set of the stub at its end, or "-"."""


@dataclass(frozen=True, slots=True)
class Council:
    """Two states of one plan set; each differs from the other by less than a sync would ask about."""

    before: Wanted
    after: Wanted

    @property
    def name(self) -> str:
        return self.before.name


def council(items: int, name: str) -> Council:
    """A made-up council of about so many items, with its faults, as the loaders read it; the same each time."""
    with tempfile.TemporaryDirectory() as folder:
        write_council(Path(folder) / "plans", items=items, seed=1)
        loaded = load([Path(folder) / "plans"]).loaded
    loaded = replace(loaded, plan_set=replace(loaded.plan_set, name=name))
    return Council(Wanted(loaded), Wanted(_a_year_later(loaded)))


def _a_year_later(loaded: Loaded) -> Loaded:
    """The same council with a twentieth of its items gone and as many new, and with others renamed and relinked."""
    gone = {item.key for item in loaded.items[::20]}
    there = [item for item in loaded.items if item.key not in gone]
    new = [item._replace(key=f"{item.key}-again") for item in there[::20]]
    renamed = [item._replace(title=f"{item.title}, revised") if at % 7 == 0 else item for at, item in enumerate(there)]
    kept = [link for link in loaded.links if link.start not in gone and link.end not in gone]
    again = {item.key for item in new}
    links = [_noted(link, at) for at, link in enumerate(kept) if at % 11]
    links += [link._replace(start=f"{link.start}-again") for link in kept if f"{link.start}-again" in again]
    return replace(loaded, items=(*renamed, *new), links=tuple(links))


def _noted(link: Link, at: int) -> Link:
    return link._replace(written=f"{link.end} (revised)") if at % 13 == 0 else link


def digest(driver: Driver, plan_set: str) -> str:
    """A hash of every node, link and property that the server holds of a plan set, read with nothing of the product."""
    lines = [json.dumps(row, sort_keys=True, default=str) for row in _nodes(driver, plan_set)]
    found = hashlib.sha256("\n".join(sorted(lines)).encode())
    about = _plan_set(driver, plan_set)
    kept = {name: value for name, value in about.items() if name not in PASSING}
    found.update(json.dumps(kept, sort_keys=True, default=str).encode())
    return found.hexdigest()


def _nodes(driver: Driver, plan_set: str) -> Iterator[Sequence[Any]]:
    for row in driver.execute_query(EVERY_ITEM, plan_set=plan_set, database_="neo4j").records:
        links = sorted(json.dumps(link, sort_keys=True, default=str) for link in row["links"])
        yield row["labels"], row["node"], links


def _plan_set(driver: Driver, plan_set: str) -> Mapping[str, Any]:
    records = driver.execute_query(said.PLAN_SET, plan_set=plan_set, database_="neo4j").records
    return records[0]["properties"] if records else {}


class Held:
    """What a server holds of a plan set, as far as batches can be looked up in it: the hash of each item and link."""

    def __init__(self, driver: Driver, plan_set: str) -> None:
        self.items: dict[str, str] = {}
        self.links: dict[Joined, str] = {}
        self.about = _plan_set(driver, plan_set)
        for row in driver.execute_query(EVERY_ITEM, plan_set=plan_set, database_="neo4j").records:
            key = row["node"]["key"]
            if row["labels"] == ["Item"]:
                self.items[key] = row["node"]["_hash"]
            for verb, _, _, end, properties in row["links"]:
                self.links[key, verb, end, properties.get("_set", "-")] = properties["_hash"]

    def done(self, text: str, parameters: Mapping[str, Any]) -> tuple[int, int] | None:
        """How many rows of a batch are as it would leave them, and of how many; None of a statement that is none."""
        rows = parameters.get("rows", ())
        if text == said.PUT_ITEMS:
            return sum(self.items.get(row["key"]) == row["_hash"] for row in rows), len(rows)
        if text in VERB_OF:
            joined = [(row["start"], VERB_OF[text], row["end"], _set(row)) for row in rows]
            return sum(self.links.get(one) == row["properties"]["_hash"]
                       for one, row in zip(joined, rows, strict=True)), len(rows)
        if text == said.DELETE_ITEMS:
            return sum(key not in self.items for key in rows), len(rows)
        if text in (said.DELETE_LINKS, said.DELETE_DANGLING):
            return sum((row["start"], row["verb"], row["end"], row["set"]) not in self.links for row in rows), len(rows)
        if text == said.FINISH:
            return int(self.about.get("hash") == parameters["properties"]["hash"]), 1
        return None


def _set(row: Mapping[str, Any]) -> str:
    return "-" if row["set"] is None else str(row["set"])
