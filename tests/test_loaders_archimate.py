"""ArchiMate models in: what of them is plans, what joins it, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from stratml_files import MADE_UP, finished

from loaders.archimate import parse
from loaders.archimate_links import link_between
from loaders.files import PlanFile
from loaders.parsed import LIMITS, Parsed
from loaders.plan_document import read_document
from loaders.tables import Draft
from loaders.xml_plan import parse as parse_xml
from schema.records import Loaded

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       identifier="id-model">
  <name xml:lang="en">Ashby, which does not exist</name>
  <elements>
    <element identifier="id-homes" xsi:type="Goal">
      <name xml:lang="fr">Logements</name><name xml:lang="en">Homes for all</name>
      <documentation xml:lang="en">Homes that people can afford.</documentation>
    </element>
    <element identifier="id-rents" xsi:type="Outcome"><name>Lower rents</name></element>
    <element identifier="id-green" xsi:type="Goal"><name>Green fields</name></element>
    <element identifier="id-strategy" xsi:type="CourseOfAction"><name>Housing strategy</name></element>
    <element identifier="id-build" xsi:type="WorkPackage"><name>Build for rent</name>
      <properties>
        <property propertyDefinitionRef="p-due"><value xml:lang="en">2009-03-31</value></property>
        <property propertyDefinitionRef="p-cost"><value>3</value></property>
      </properties>
    </element>
    <element identifier="id-site" xsi:type="Deliverable"><name>First site open</name></element>
    <element identifier="id-council" xsi:type="BusinessActor"><name>Ashby Council</name></element>
    <element identifier="id-head" xsi:type="BusinessRole"><name>Head of housing</name></element>
    <element identifier="id-person" xsi:type="Stakeholder"><name>Ann Example</name></element>
    <element identifier="id-why" xsi:type="Driver"><name>House prices</name></element>
  </elements>
  <relationships>
    <relationship identifier="r1" xsi:type="Realization" source="id-strategy" target="id-homes"/>
    <relationship identifier="r2" xsi:type="Realization" source="id-build" target="id-strategy"/>
    <relationship identifier="r3" xsi:type="Realization" source="id-build" target="id-site"/>
    <relationship identifier="r4" xsi:type="Composition" source="id-homes" target="id-rents"/>
    <relationship identifier="r5" xsi:type="Influence" source="id-rents" target="id-homes" modifier="++"/>
    <relationship identifier="r6" xsi:type="Influence" source="id-homes" target="id-green" modifier="-"/>
    <relationship identifier="r7" xsi:type="Influence" source="id-green" target="id-rents"/>
    <relationship identifier="r8" xsi:type="Assignment" source="id-head" target="id-build"/>
    <relationship identifier="r9" xsi:type="Assignment" source="id-council" target="id-head"/>
    <relationship identifier="r10" xsi:type="Association" source="id-strategy" target="id-head">
      <name>owned by</name>
    </relationship>
    <relationship identifier="r11" xsi:type="Association" source="id-person" target="id-homes"/>
    <relationship identifier="r12" xsi:type="Association" source="id-homes" target="id-green"/>
  </relationships>
  <propertyDefinitions>
    <propertyDefinition identifier="p-due" type="date"><name>due</name></propertyDefinition>
    <propertyDefinition identifier="p-cost" type="number"><name>cost</name></propertyDefinition>
  </propertyDefinitions>
  <views><diagrams><view identifier="v" xsi:type="Diagram"><name>All</name></view></diagrams></views>
</model>
"""


LEFT = "Not read, for plan data has no place for it:"


def loaded(text: str = MODEL) -> Loaded:
    """The plan set that a model makes."""
    draft = Draft()
    found = parse_xml(text.encode(), LIMITS)
    draft.problems += found.problems
    read_document(draft, PlanFile(Path("model.xml"), "model.xml"), found.document, None)
    return finished(draft, MADE_UP)


def messages(found: Parsed) -> list[str]:
    return [one.message for one in found.problems]


def test_elements_become_items_of_the_kinds_that_they_are() -> None:
    assert {item.key: item.title for item in loaded().items} == {
        "objective:id-homes": "Homes for all", "objective:id-rents": "Lower rents",
        "objective:id-green": "Green fields", "strategy:id-strategy": "Housing strategy",
        "action:id-build": "Build for rent", "milestone:id-site": "First site open",
        "organisation:id-council": "Ashby Council", "post:id-head": "Head of housing"}


def test_relationships_become_links_where_both_say_the_same() -> None:
    assert {(one.start, one.verb, one.end) for one in loaded().links} == {
        ("strategy:id-strategy", "SUPPORTS", "objective:id-homes"),
        ("action:id-build", "DELIVERS", "strategy:id-strategy"),
        ("milestone:id-site", "PART_OF", "action:id-build"),
        ("objective:id-rents", "PART_OF", "objective:id-homes"),
        ("objective:id-rents", "SUPPORTS", "objective:id-homes"),
        ("objective:id-homes", "CONFLICTS_WITH", "objective:id-green"),
        ("action:id-build", "OWNED_BY", "post:id-head"),
        ("post:id-head", "MEMBER_OF", "organisation:id-council"),
        ("strategy:id-strategy", "OWNED_BY", "post:id-head")}


def test_documentation_and_properties_become_fields() -> None:
    items = {item.key: item.values for item in loaded().items}

    assert items["objective:id-homes"]["note"] == "Homes that people can afford."
    assert items["action:id-build"]["due"].text == "2009-03-31"


def test_everything_else_is_told_once_a_sort() -> None:
    found = parse(MODEL.encode(), LIMITS)

    assert messages(found) == [
        f"{LEFT} properties cost (1).",
        f"{LEFT} elements of the type Stakeholder (1).",
        f"{LEFT} elements of the type Driver (1).",
        f"{LEFT} views (1).",
        f"{LEFT} relationships of the type Influence from Objective to Objective (1).",
        f"{LEFT} relationships of the type Association with an end that was not read (1).",
        f"{LEFT} relationships of the type Association from Objective to Objective (1)."]
    assert {one.code for one in found.problems} == {"not-carried"}


def test_a_stakeholder_may_be_a_person_and_is_not_named() -> None:
    assert "Ann" not in parse(MODEL.encode(), LIMITS).to_json()


def test_a_model_of_nothing_that_we_read_is_one_error_more() -> None:
    text = MODEL.replace("<elements>", "<elements><!--").replace("</elements>", "--></elements>")
    found = parse(text.encode(), LIMITS)

    assert found.document is None
    assert [one.code for one in found.problems][-1] == "file-not-a-plan"


def test_a_model_that_is_cut_off_is_one_problem() -> None:
    found = parse(MODEL[:900].encode(), LIMITS)

    assert [one.code for one in found.problems] == ["truncated"]


def test_the_same_identifier_twice_is_told() -> None:
    found = parse(MODEL.replace('identifier="id-green"', 'identifier="id-homes"', 1).encode(), LIMITS)

    assert any("whose identifier another has" in one for one in messages(found))


@pytest.mark.parametrize(("sort", "source", "target", "modifier", "name", "expected"), [
    ("Association", "Organisation", "Objective", "", "has contributor", None),
    ("Association", "Objective", "Organisation", "", "Has Contributor", ("contributes to", False)),
    ("Association", "Objective", "Organisation", "", "", None),
    ("Influence", "Objective", "Objective", "", "", None),
    ("Influence", "Organisation", "Objective", "+", "", None),
    ("Aggregation", "Strategy", "Action", "", "", ("part of", False)),
    ("Assignment", "Organisation", "Action", "", "", ("owned by", False)),
    ("Serving", "Action", "Objective", "", "", None),
])
def test_a_relationship_is_a_link_only_where_it_is_sure_to_say_the_same(
    sort: str, source: str, target: str, modifier: str, name: str, expected: tuple[str, bool] | None
) -> None:
    assert link_between(sort, source, target, modifier, name) == expected
