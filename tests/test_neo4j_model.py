"""Items, links and what a plan set says of itself stand in the database without loss; no server is needed here."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from builders import dangling, item, link, loaded, table
from hypothesis import given
from plan_sets import ROUND_TRIP, plan_sets

from graph_api.pipeline import Opened
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j import about
from graph_api.stores.neo4j.about import CARRIED, about_of, about_properties, counts_of
from graph_api.stores.neo4j.model import (
    FROM,
    ITEM_OWN,
    LINK_OWN,
    TITLED,
    TO,
    item_of,
    item_properties,
    link_of,
    link_properties,
    titled,
)
from schema.dates import PlanDate, parse_date
from schema.fields import FieldType
from schema.kinds import KINDS
from schema.links import VERBS
from schema.records import Finding, Item, Link, Loaded, PlanSet, Problem, Source, Waiver


def as_kept(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties as a database gives them back, which keeps neither nothing, nor a list of lists, nor an order."""
    for name, value in properties.items():
        parts = value if isinstance(value, list) else [value]
        assert all(type(part) in (str, float, bool, datetime.date) for part in parts), name
        assert len({type(part) for part in parts}) < 2, name
    return dict(reversed(properties.items()))


def same_types(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether equal values are also of one type: 5 is no 5.0 where it is shown."""
    return {name: type(value) for name, value in one.items()} == {name: type(value) for name, value in other.items()}


@ROUND_TRIP
@given(plan_sets())
def test_every_item_and_link_comes_back_as_it_was(plan_set: Loaded) -> None:
    for one in plan_set.items:
        again = item_of(as_kept(item_properties(one)))
        assert again == one
        assert same_types(again.values, one.values)
    for joined in plan_set.links:
        kept = as_kept(link_properties(joined))
        assert link_of(joined.verb, joined.start, joined.end, kept) == joined


@ROUND_TRIP
@given(plan_sets())
def test_what_a_plan_set_says_of_itself_comes_back(plan_set: Loaded) -> None:
    whole = replace(plan_set, suggested=plan_set.links[:3], files=2)
    properties = about_properties(whole)
    assert about_of(properties) == replace(whole, items=(), links=())
    assert counts_of(properties) == MemoryStore(plan_set).counts()
    assert all(type(value) in (str, int, bool) for value in properties.values())


def test_leicester_comes_back_with_findings_waivers_and_suggestions(leicester: Opened) -> None:
    whole = leicester.store.whole()
    told = Waiver("G21", "action:*", "Agreed.", "The board", datetime.date(2009, 3, 31), Source("001", "3"))
    whole = replace(whole, waivers=(told,))
    whole = replace(whole, suggested=whole.links[:5])
    assert whole.findings
    assert about_of(about_properties(whole)) == replace(whole, items=(), links=())
    assert [item_of(item_properties(one)) for one in whole.items] == list(whole.items)
    assert [link_of(one.verb, one.start, one.end, link_properties(one)) for one in whole.links] == list(whole.links)


def test_all_that_an_item_and_a_link_may_hold_at_once() -> None:
    sources = (Source("002", "9, 70"), Source(file="b.csv", row=3))
    one = Item(
        "service-plan:housing", "ServicePlan", "Housing", {
            "due": parse_date("by 2011"), "start": parse_date("2008/09"), "tier": 4.0, "spend": 2**63 - 1,
            "stated_count": 12, "groups": ("a;b", "été"), "joint": False, "aim": "One\nTwo; \"three\"\u2028"},
        Source("001", "107", "plans.csv", "Sheet 1", 4, "title"), (0, 3), listed=True, written={"status": "in force"},
        also=sources)
    kept = item_properties(one)
    assert (kept["due"], kept["due_from"], kept["due_to"]) == (
        "by 2011", datetime.date.min, datetime.date(2011, 12, 31))
    assert (kept["spend"], kept["stated_count"], kept["tier"]) == (float(2**63 - 1), 12.0, 4.0)
    again = item_of(as_kept(kept))
    assert again == one
    assert same_types(again.values, one.values)
    far = Link("SUPPORTS", one.key, "plan:x", sources[0], {"note": "n"}, "Plan", "derby", ("plan:y", "plan:z"), "The X")
    assert link_of("SUPPORTS", one.key, "plan:x", as_kept(link_properties(far))) == far


def test_no_field_has_the_name_of_something_else_that_is_kept() -> None:
    for own, fields in (
        *((ITEM_OWN, kind.fields) for kind in KINDS), *((LINK_OWN, verb.fields) for verb in VERBS),
    ):
        names = [field.name for field in fields]
        names += [field.name + edge for field in fields if field.type is FieldType.DATE for edge in (FROM, TO)]
        assert len(names) == len(set(names))
        assert own & set(names) <= {"title"}  # which no item has among its values
        assert not [name for name in names if name.startswith("_")]


@pytest.mark.parametrize("other", [
    item("strategy:a", title="B", due="2008/09"), item("strategy:a", title="A", due="1 April 2008 to 31 March 2009"),
    item("strategy:a", title="A", due="2008/09", listed=True), item("strategy:a", title="A", due="2008/09", tables=[1]),
    item("strategy:a", title="A", due="2008/09", source=Source("001")), item("strategy:a", title="A"),
    item("strategy:a", title="A", due="2008/09", joint=True),
    item("strategy:a", title="A", due="2008/09")._replace(written={"due": "x"}),
    item("strategy:a", title="A", due="2008/09")._replace(also=(Source("002"),)),
])  # fmt: skip
def test_any_change_of_an_item_changes_its_hash(other: Item) -> None:
    one = item("strategy:a", title="A", due="2008/09")
    assert item_properties(one)["_hash"] == item_properties(item("strategy:a", title="A", due="2008/09"))["_hash"]
    assert item_properties(one)["_hash"] != item_properties(other)["_hash"]


def test_any_change_of_a_link_changes_its_hash() -> None:
    links = [
        link("action:a CONTRIBUTES_TO objective:b"), link("action:a CONTRIBUTES_TO objective:b", role="x"),
        link("action:a CONTRIBUTES_TO objective:b", Source("001")), dangling("action:a X objective:b", "Objective"),
        dangling("action:a X objective:b", "Plan"), dangling("action:a X objective:b", "Plan", "derby"),
        dangling("action:a X objective:b", "Plan", near=("plan:c",))]
    assert len({link_properties(one)["_hash"] for one in links}) == len(links)


def test_hash_does_not_hang_on_the_order_of_fields() -> None:
    one = item("strategy:a", title="A", joint=True, aim="x", due="2008", start="2007")
    one = one._replace(written={"due": "x", "start": "y"}, values={**one.values, "spend": 5, "stated_count": 7})
    turned = one._replace(values=dict(reversed(one.values.items())), written=dict(reversed(one.written.items())))
    assert item_properties(one) == item_properties(turned)


def test_any_change_of_what_a_plan_set_says_changes_its_hash() -> None:
    base = loaded(item("strategy:a"), table("register", Strategy="due, owned by"))
    other = [
        base, replace(base, plan_set=PlanSet("made-up", "Other", made_up=True)),
        replace(base, problems=(Problem("file-empty", "x"),)),
        loaded(item("strategy:a"), table("register", Strategy="due")),
        loaded(item("strategy:a"), table("list", Strategy="due, owned by")),
        loaded(item("strategy:a"), table("register", Strategy="due, owned by"), Finding("F", "Says.", Source("001"))),
        replace(base, suggested=(link("strategy:a SUPPORTS strategy:a"),))]
    hashes = [about_properties(one)["about_hash"] for one in other]
    hashes += [about_properties(base, {name: "[]"})["about_hash"] for name in CARRIED]
    assert len(set(hashes)) == len(hashes)
    assert about_properties(base)["about_hash"] == hashes[0]


def test_nothing_that_nobody_reads_is_carried() -> None:
    with pytest.raises(ValueError, match=r"carries no rule\Z"):
        about_properties(loaded(), {"rule": "[]"})


def test_plan_set_of_a_first_sync_that_broke_off_has_a_name_and_nothing_else() -> None:
    found = about_of({"plan_set": "ashby"})
    assert found == Loaded(PlanSet("ashby", "ashby"))
    assert counts_of({"plan_set": "ashby"}).total == 0


def test_titles_are_looked_up_by_a_short_hash_however_long_they_are() -> None:
    long = item("strategy:a", title="x" * 50_000, title_key="x" * 50_000)
    assert item_properties(long)[TITLED] == titled("x" * 50_000)
    assert len(titled("x" * 50_000)) == len(titled("")) == 32
    assert TITLED not in item_properties(item("strategy:a"))


def test_record_holds_only_what_is_there() -> None:
    assert json.loads(item_properties(item("area:a"))["_record"]) == {"source": []}
    assert isinstance(item("strategy:a", due="2008").values["due"], PlanDate)


def test_problems_beyond_what_is_kept_are_counted_notes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about, "MOST_PROBLEMS", 2)
    notes, told = [Problem("row-empty", str(number)) for number in range(3)], Problem("file-empty", "Told.")
    kept = about_of(about_properties(replace(loaded(), problems=(*notes, told)))).problems
    assert [problem.code for problem in kept] == ["file-empty", "row-empty", "problems-left-out"]
    assert kept[-1].value == "2"
    assert about_of(about_properties(replace(loaded(), problems=tuple(notes[:2])))).problems == tuple(notes[:2])
