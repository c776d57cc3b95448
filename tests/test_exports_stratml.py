"""Plan sets as StratML files: valid by the standard's own schema, and back again with all that StratML holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import item, link, loaded
from hypothesis import given
from lxml import etree
from plan_sets import ROUND_TRIP, plan_sets
from random_plans import council, noise
from stratml_files import MISSING, PART_2_XSD, PLAN, load_all, schema, there

from graph_api.exports.stratml import OnePlanError, stratml_files, write_stratml
from graph_api.exports.stratml_text import ADDRESS, xml_text
from loaders.tables import LONGEST_PAPER
from schema.dates import PlanDate
from schema.kinds import FAMILIES
from schema.records import Item, Loaded, Source

PLANS, VALUES, BODIES = FAMILIES["Plan"], FAMILIES["Value"], FAMILIES["Body"]
THREAD = ("SUPPORTS", "MEASURES", "PART_OF")
NAMED = {
    **dict.fromkeys(PLANS, ("note", "aim")), "Objective": ("note",), "Indicator": ("note", "unit", "stage"),
    **dict.fromkeys(VALUES, ("note", "period", "value")), **dict.fromkeys(BODIES, ("note",)),
}
"""Fields that come back as they are."""


def held(plans: Loaded) -> dict[Any, Any]:
    """What the page says that StratML holds of a plan set: items by key, links by their ends."""
    items = {one.key: one for one in plans.items}
    stated = [one for one in plans.links if not one.dangling]
    bodies = {one.end for one in stated if one.verb == "OWNED_BY" and items[one.start].kind in PLANS}
    bodies |= {one.start for one in stated if one.verb == "CONTRIBUTES_TO" and items[one.end].kind == "Objective"}
    under = {one.start for one in stated if one.verb == "PART_OF" and items[one.end].kind == "Indicator"}
    found: dict[Any, Any] = {}
    for one in plans.items:
        own = one.kind in VALUES and one.key in under and not one.values.get("peer") and not one.values.get("area")
        if one.kind in (*PLANS, "Objective", "Indicator") or (one.kind in BODIES and one.key in bodies) or own:
            found[one.key] = fields(one)
    for each in plans.links:
        kinds = items[each.start].kind, None if each.dangling else items[each.end].kind
        thread = each.verb in THREAD and each.start in found and kinds[0] not in BODIES
        if thread and (each.dangling or each.end in found):
            found[each.verb, each.start, each.end, each.wanted, each.wanted_set] = None
        elif each.verb == "OWNED_BY" and kinds[0] in PLANS and kinds[1] in BODIES:
            found[each.verb, each.start, each.end] = None
        elif each.verb == "CONTRIBUTES_TO" and kinds[1] == "Objective":
            found[each.verb, each.start, each.end] = xml_text(str(each.fields.get("role") or ""))
    return found


def fields(one: Item) -> dict[str, Any]:
    """The fields of an item that StratML holds; signs that no XML file can hold are replaced on both sides."""
    values = one.values
    found: dict[str, Any] = {name: values[name] for name in NAMED[one.kind] if values.get(name) not in (None, "")}
    found |= {name: xml_text(text) for name, text in found.items() if isinstance(text, str)}
    found["title"] = " ".join(xml_text(one.title).split())
    if one.kind in PLANS:
        found |= {name: day for name in ("start", "end", "published") if (day := day_of(name, values.get(name)))}
        found["paper"] = next((paper_of(source) for source in one.sources if source.document), None)
    if one.kind in VALUES:
        said = values.get("direction") or values.get("status")
        found["said"] = said
        if one.kind == "Target" and "period" not in found and (due := day_of("end", values.get("due"))):
            found["due"] = due
    return found


def day_of(name: str, value: object) -> date | None:
    """The day that a date is written as: the first for a start, the last for an end, else only an exact one."""
    if not isinstance(value, PlanDate):
        return None
    if name == "start":
        return value.start if value.start.year > 1 else None
    return value.end if name == "end" or value.start == value.end else None


def paper_of(source: Source) -> str | None:
    document = source.document or ""
    fits = document.isprintable() and ADDRESS.fullmatch(document) and len(document) <= LONGEST_PAPER
    return document if fits else None


def valid(files: dict[str, bytes]) -> None:
    """Every file validates against the schema of the standard, where that stands beside the repository."""
    for name, data in files.items():
        if there():
            found = schema(PART_2_XSD)
            assert found.validate(etree.fromstring(data)), (name, str(found.error_log))


@ROUND_TRIP
@given(plan_sets())
def test_any_plan_set_comes_back_with_all_that_stratml_holds(before: Loaded) -> None:
    files = stratml_files(before)
    valid(files)
    assert held(load_all(files, before.plan_set)) == held(before)


@pytest.mark.parametrize("made", [noise, council])
@pytest.mark.parametrize("seed", range(8))
def test_random_councils_come_back_with_all_that_stratml_holds(made: Any, seed: int) -> None:
    before = made(seed)
    files = stratml_files(before)
    valid(files)
    assert held(load_all(files, before.plan_set)) == held(before)
