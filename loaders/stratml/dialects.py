"""Other ways of writing StratML, brought into the form of Part 2, so that one reader reads them all.

The 3.5 draft nests a strategy inside an organisation and has names of its own; files made for one style sheet put
lists into wrappers (Goals, Objectives) and figures into MeasureValue. Elements are moved and renamed, never copied:
what the reader takes is marked on the element that stood in the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.xml_tree import Element

RENAMED = {
    "Identifer": "Identifier",  # the 3.5 draft itself spells it so
    "UnitOfMeasure": "UnitOfMeasurement",
    "UnitPerformanceIndicator": "PerformanceIndicator",
    "DescriptorPerformanceIndicator": "PerformanceIndicator",
    "ScoredPerformanceIndicator": "PerformanceIndicator",
    "MeasureValue": "NumberOfUnits",
    "MappedIdentifier": "ReferentIdentifier",
    "Map": "Relationship",
}
WRAPPERS = ("Goals", "Objectives", "PerformanceIndicators", "Stakeholders")
"""Elements that only hold a list of what stands in them."""
STAKEHOLDERS = {"Individual": "Person", "Organization": "Organization", "Group": "Generic_Group"}
RESULTS = {"Target": "TargetResult", "Actual": "ActualResult", "Current": "ActualResult"}
SERIES = ("ActualResults", "TargetResults", "Results")
MAPPED = {"Supports": "Narrower_Than"}
"""Words of a map of the 3.5 draft that say what a relationship of Part 2 says."""
STRATEGY = ("Mission", "Vision", "Value", "Goal")


def settle(top: Element) -> None:
    """Brings a tree into the form of Part 2, in place. A tree that has it already stays as it is."""
    for element in list(top.walk()):
        element.name = RENAMED.get(element.name, element.name)
        if any(child.name in WRAPPERS for child in element.children):
            element.children = [one for child in element.children for one in _unwrapped(child)]
    for element in list(top.walk()):
        if element.name == "PerformanceIndicator":
            _indicator(element)
        elif element.name in ("Mission", "Vision") and not element.all("Description"):
            _rename(element, "Name", "Description")
        elif element.name == "Relationship":
            _relationship(element)
    if top.name == "OrganizationalStrategyDocument":
        _draft(top)


def _unwrapped(child: Element) -> Sequence[Element]:
    """What stands in a wrapper; anything else as it is. Stakeholders of the draft get their type."""
    if child.name not in WRAPPERS:
        return [child]
    if child.name == "Stakeholders":
        for one in child.children:
            if one.name in STAKEHOLDERS:
                one.attributes = {**one.attributes, "StakeholderTypeType": STAKEHOLDERS[one.name]}
                one.name = "Stakeholder"
    return child.children


def _draft(top: Element) -> None:
    """Puts what an organisation's strategy holds where Part 2 has it."""
    identifier = top.first("Identifier")
    admin = top.first("AdministrativeInformation")
    if identifier is not None and admin is not None and not admin.all("Identifier"):
        top.children = [one for one in top.children if one is not identifier]
        admin.children = [*admin.children, identifier]
    for organisation in top.all("Organization"):
        for strategy in organisation.all("Strategy"):
            moved = [one for one in strategy.children if one.name in STRATEGY]
            strategy.children = [one for one in strategy.children if one.name not in STRATEGY]
            top.children = [*top.children, *moved]


def _relationship(element: Element) -> None:
    """A map's type is an element in the draft, a relationship's an attribute."""
    kind = element.first("Type")
    if kind is not None:
        kind.used = True
        said = kind.words()
        element.attributes = {"RelationshipType": MAPPED.get(said, said), **element.attributes}


def _indicator(element: Element) -> None:
    """Names and figures of an indicator: what other dialects nest deeper is brought up."""
    for name in ("MeasurementDimension", "UnitOfMeasurement"):
        for one in element.all(name):
            inner = one.first("Name")
            if inner is not None:
                one.text, one.children = inner.text, [rest for rest in one.children if rest is not inner]
    if not element.all("MeasurementDimension"):
        _rename(element, "Name", "MeasurementDimension")
    stage = element.first("ValueChainStage")
    if stage is not None:
        stage.used = True
        element.attributes = {"ValueChainStage": stage.words(), **element.attributes}
    element.children = [one for child in element.children for one in _results(child)]


def _results(child: Element) -> list[Element]:
    """Targets and results of one child of an indicator; anything else as it is."""
    if child.name in SERIES:
        return [one for result in child.children for one in _dated(result)]
    if child.name not in RESULTS:
        return [child]
    held = child.all("Result") or [child]
    for one in held:
        one.name = RESULTS[child.name]
    return held


def _dated(result: Element) -> list[Element]:
    """The target and the actual figure that stand under one date; each keeps the date."""
    dates = [one for one in result.children if one.name not in RESULTS]
    found = [one for one in result.children if one.name in RESULTS]
    for one in found:
        one.name = RESULTS[one.name]
        one.children = [*dates, *one.children]
    return found or [result]


def _rename(element: Element, old: str, new: str) -> None:
    for child in element.all(old):
        child.name = new
