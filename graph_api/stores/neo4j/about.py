"""The :PlanSet node: what a plan set says of itself, what its tables ask, what was wrong, and whether it is whole.

Lists stand in it as JSON texts. `carried` are texts that whoever synchronises wants kept with the plan set, by the
names of the properties that hold them: the council's rules, its settings. Nothing here reads them.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph_api.stores.neo4j import model
from graph_api.stores.neo4j.model import Properties, digest, link_of, link_properties
from graph_api.stores.protocol import Counts
from schema.problems import PROBLEMS, Level
from schema.records import Finding, Link, Loaded, PlanSet, Problem, Source, Table, Waiver

MOST_PROBLEMS = 5_000
"""Problems that are kept with a plan set, which every answer fetches; what is beyond is counted."""
CARRIED = ("as_of", "rules", "settings", "frameworks")
"""The names that `carried` may have."""


def about_properties(loaded: Loaded, carried: Mapping[str, str] | None = None) -> Properties:
    """All that the :PlanSet node holds, but for what tells of syncs and for the hash of the items and links."""
    unknown = set(carried or ()) - set(CARRIED)
    if unknown:
        raise ValueError(f"a plan set carries no {', '.join(sorted(unknown))}")
    plan_set, counts = loaded.plan_set, counts_of_records(loaded)
    found: Properties = {
        "plan_set": plan_set.name, "title": plan_set.title, "about": plan_set.about, "made_up": plan_set.made_up,
        "layout": model.LAYOUT, "files": loaded.files,
        "items": counts.total, "listed": sum(counts.listed.values()), "links": counts.links,
        "elsewhere": counts.elsewhere, "kinds": _json([dict(counts.items), dict(counts.listed)]),
        "tables": _json([_table(table) for table in loaded.tables]),
        "problems": _json([_problem(told) for told in _kept(loaded.problems)]),
        "findings": _json([_finding(finding) for finding in loaded.findings]),
        "waivers": _json([_waiver(waiver) for waiver in loaded.waivers]),
        "suggested": _json([_suggested(link) for link in loaded.suggested]), **(carried or {})}
    return found | {"about_hash": digest(found)}


def about_of(properties: Mapping[str, Any]) -> Loaded:
    """What the plan set says of itself; no items and no links. While a sync has not ended, a problem tells of it, and
    whatever a first one has not written yet is empty.
    """
    read = {name: json.loads(properties.get(name) or "[]")
            for name in ("tables", "problems", "findings", "waivers", "suggested")}
    name = properties["plan_set"]
    return Loaded(
        PlanSet(name, properties.get("title", name), properties.get("about", ""), properties.get("made_up", False)),
        problems=(*_unfinished(properties), *(Problem(code, message, Source(*source), *rest)
                                              for code, message, source, *rest in read["problems"])),
        tables=tuple(Table(called, asks, {kind: frozenset(map(_heading, headings)) for kind, headings in kinds.items()})
                     for called, asks, kinds in read["tables"]),
        findings=tuple(Finding(one, says, Source(*source), by, tuple(items), *rest)
                       for one, says, source, by, items, *rest in read["findings"]),
        waivers=tuple(Waiver(rule, item, reason, approver, datetime.date.fromisoformat(until), Source(*source))
                      for rule, item, reason, approver, until, source in read["waivers"]),
        files=properties.get("files", 0),
        suggested=tuple(link_of(*link) for link in read["suggested"]))


def _kept(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """As many as are kept, notes last where they are too many, and one that says how many are left out."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    about, left = PROBLEMS["problems-left-out"], len(problems) - MOST_PROBLEMS
    first = sorted(problems, key=lambda told: told.level is Level.NOTE)[:MOST_PROBLEMS]
    return (*first, Problem(about.code, about.about, value=f"{left:,}", remedy=about.remedy))


def _unfinished(properties: Mapping[str, Any]) -> Iterator[Problem]:
    since = properties.get("syncing_since")
    if since is not None:
        about = PROBLEMS["plan-set-unfinished"]
        yield Problem(about.code, f"{about.about} It began {shown(since)}.", remedy=about.remedy)


def shown(when: datetime.datetime) -> str:
    """A time as people read it."""
    return f"{when.astimezone(datetime.UTC):%Y-%m-%d %H:%M:%S} UTC"


def counts_of(properties: Mapping[str, Any]) -> Counts:
    """How much the plan set held when it was last whole."""
    items, listed = json.loads(properties.get("kinds") or "[{}, {}]")
    return Counts(items, listed, properties.get("links", 0), properties.get("elsewhere", 0))


def counts_of_records(loaded: Loaded) -> Counts:
    """How much was loaded."""
    return Counts(
        _count(item.kind for item in loaded.items), _count(item.kind for item in loaded.items if item.listed),
        len(loaded.links), sum(bool(link.wanted_set) for link in loaded.links))


def _count(kinds: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(kinds).items()))


def _table(table: Table) -> list[Any]:
    return [table.name, table.asks, {kind: sorted(headings, key=str) for kind, headings in table.headings.items()}]


def _heading(heading: str | list[Any]) -> str | tuple[str, bool]:
    return heading if isinstance(heading, str) else (heading[0], heading[1])


def _problem(told: Problem) -> list[Any]:
    return [told.code, told.message, list(told.source), told.value, told.expected, told.remedy]


def _finding(finding: Finding) -> list[Any]:
    return [finding.id, finding.says, list(finding.source), finding.by, list(finding.items), finding.rule,
            finding.why_no_rule, finding.wanting]


def _waiver(waiver: Waiver) -> list[Any]:
    return [waiver.rule, waiver.item, waiver.reason, waiver.approver, waiver.until.isoformat(), list(waiver.source)]


def _suggested(link: Link) -> list[Any]:
    return [link.verb, link.start, link.end, link_properties(link)]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
