"""What the StratML schemas allow, as data, and where a file departs from it.

One line an element: its children in their order, `?` at most once, `*` any number, `+` at least once, `{2}` at most
twice, nothing exactly once; then its attributes after `@`, `!` where they must be there. What is not listed is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from loaders.xml_tree import Element

ALL = 10**9
_COMMON = """
StrategicPlanCore: Organization* Vision? Mission? Value* Goal+
Organization: Name? Acronym? Identifier? Description? Stakeholder*
Vision: Description? Identifier?
Mission: Description? Identifier?
Value: Name? Description?
Goal: Name Description Identifier? SequenceIndicator? Stakeholder* OtherInformation? Objective*
"""
_PART_1 = _COMMON + """
StrategicPlan: Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation?
Objective: Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation?
Stakeholder: Name Description? @StakeholderTypeType=Person|Organization|Generic_Group
AdministrativeInformation: StartDate? EndDate? PublicationDate? Source? Submitter?
Submitter: GivenName? Surname? PhoneNumber? EmailAddress?
"""
# Place came with the draft of May 2016; nothing else of Part 2 has changed since February of that year.
_PART_2 = _COMMON + """
PerformancePlanOrReport: Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation? Submitter? \
@Type!=Strategic_Plan|Performance_Plan|Performance_Report
Objective: Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation? PerformanceIndicator*
Stakeholder: Name Description? Role* @StakeholderTypeType=Person|Organization|Generic_Group
Role: Name Description? RoleType{2}
AdministrativeInformation: Identifier? StartDate? EndDate? PublicationDate? Source?
Submitter: Identifier? GivenName? Surname? PhoneNumber? EmailAddress?
PerformanceIndicator: SequenceIndicator? MeasurementDimension UnitOfMeasurement Identifier? Relationship* \
MeasurementInstance* OtherInformation? @ValueChainStage=Outcome|Output_Processing|Output|Input_Processing|Input \
@PerformanceIndicatorType=Quantitative|Qualitative
Relationship: Identifier? ReferentIdentifier* Name? Description? @RelationshipType=Broader_Than|Peer_To|Narrower_Than
MeasurementInstance: Place? TargetResult* ActualResult*
Place: Name PlaceIdentifier?
TargetResult: StartDate? EndDate? NumberOfUnits? Descriptor? Description?
ActualResult: StartDate? EndDate? NumberOfUnits? Descriptor? Description?
Descriptor: DescriptorName? DescriptorValue?
"""
_DRAFT_NAMES = """
OrganizationalStrategyDocument AdministrativeInformation Identifer Identifier ReferenceIdentifier Extends Name
Description OtherInformation SequenceIndicator Status StartDate EndDate PublicationDate Source Submitter Strategy
Mission Vision Value Goal Objective Stakeholders Individual Organization Group Acronym Type Role RoleType Competency
ValueProposition Contact GivenName Surname Relationship ReferentIdentifier Map Weight MappedIdentifier
UnitPerformanceIndicator DescriptorPerformanceIndicator ScoredPerformanceIndicator MeasurementDimension
UnitOfMeasurement Categorization Category Keyness ValueChainStage Actual Target Result NumberOfUnits Descriptor
RatingSet Score Authority Place SuccessFactor Priority Criticality InternalOrExternal InhibitingOrEnabling
DrivingForce Framework Data ManagementChallenge Probability Impact PhoneNumber EmailAddress Address Website
AddressLabel Street Locality Region PostalCode Country POBox ExtendedAddress Number Email WebAddress
"""
DATES = ("StartDate", "EndDate", "PublicationDate")
TYPED = frozenset((*DATES, "Identifier", "Identifer", "NumberOfUnits", "RoleType"))
"""Elements whose text must be more than text."""
NC_NAME = re.compile(r"[^\W\d][\w.\-]*")
XSD_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.A)
DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.A)
MUST_SPEAK = {"Goal": "Name", "Stakeholder": "Name", "PerformanceIndicator": "MeasurementDimension",
              "StrategicPlan": "Name", "PerformancePlanOrReport": "Name"}
"""Texts that the schema wants and lets be empty, though nobody can then tell what the element is."""


class Slot(NamedTuple):
    """A child in its place: its name, how often it must and how often it may stand there."""

    name: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the standard. `slots` and `attributes` go by element; an attribute has its allowed words and
    whether it must be there. A draft that still moves has only `names`: its elements in whatever order.
    """

    title: str
    namespace: str
    root: str
    slots: Mapping[str, tuple[Slot, ...]]
    attributes: Mapping[str, Mapping[str, tuple[tuple[str, ...], bool]]]
    empty_dates: bool = False
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class Departure:
    """One place where a file is not as the schema says."""

    code: str
    element: Element
    path: str
    message: str
    value: str | None = None
    expected: str | None = None


def departures(top: Element, part: Part) -> Iterator[Departure]:
    """Every place where a tree departs from a part of the standard, in the order of the file."""
    if top.namespace != part.namespace:
        yield Departure("stratml-namespace", top, top.name,
                        f"The root's namespace is not that of {part.title}; it was read all the same.",
                        top.namespace or "(none)", part.namespace)
    waiting = [(top, "")]
    seen: dict[str, int] = {}
    while waiting:
        element, path = waiting.pop()
        if element.children or element.name in part.slots:
            inner: list[tuple[Element, str]] = []
            yield from _unknown_names(element, path, part, inner) if part.names else _slots(
                element, path, part, inner, top)
            waiting += reversed(inner)
        if element.attributes or element.name in part.slots:
            yield from _attributes(element, path, part)
        if element.children or element.name in TYPED:
            yield from _text(element, path, part, seen)


def _slots(
    element: Element, path: str, part: Part, inner: list[tuple[Element, str]], top: Element
) -> Iterator[Departure]:
    """What is wrong with the children of an element; those that the part knows are added to `inner`."""
    slots = {slot.name: (place, slot) for place, slot in enumerate(part.slots.get(element.name, ()))}
    count: dict[str, int] = {}
    reached = 0
    ordered = True
    for child in element.children:
        if child.name not in slots or child.namespace != top.namespace:
            yield Departure("stratml-unknown", child, _deeper(path, child, 0),
                            f"{part.title} has no {child.name} in {element.name}.", None,
                            ", ".join(slots) or "text alone")
            continue
        place, slot = slots[child.name]
        count[child.name] = count.get(child.name, 0) + 1
        here = _deeper(path, child, count[child.name] if slot.most > 1 else 0)
        inner.append((child, here))
        if count[child.name] > slot.most:
            yield Departure("stratml-unknown", child, here, f"{part.title} has room for only "
                            f"{'one' if slot.most == 1 else slot.most} {child.name} in {element.name}.")
        elif place < reached and ordered:
            ordered = False
            yield Departure("stratml-order", child, here, f"{child.name} stands too late in {element.name}.", None,
                            ", ".join(slots))
        reached = max(reached, place)
    for _, slot in slots.values():
        if count.get(slot.name, 0) < slot.least:
            yield Departure("stratml-missing", element, path or element.name,
                            f"{element.name} lacks {slot.name}, which {part.title} asks for.", None, slot.name)


def _unknown_names(
    element: Element, path: str, part: Part, inner: list[tuple[Element, str]]
) -> Iterator[Departure]:
    """Elements that a draft does not have anywhere; what stands where is not asked of a draft."""
    for child in element.children:
        inner.append((child, _deeper(path, child, 0)))
        if child.name not in part.names:
            yield Departure("stratml-unknown", child, _deeper(path, child, 0), f"{part.title} has no {child.name}.")


def _attributes(element: Element, path: str, part: Part) -> Iterator[Departure]:
    allowed = part.attributes.get(element.name, {})
    for name, value in element.attributes.items():
        if name in allowed and value not in allowed[name][0]:
            yield Departure("stratml-value", element, f"{path}/@{name}", f"{name} is none of the words for it.", value,
                            " or ".join(allowed[name][0]))
        elif name not in allowed and not name.startswith("xsi:") and not part.names:
            yield Departure("stratml-unknown", element, f"{path}/@{name}",
                            f"{part.title} has no attribute {name} on {element.name}; it was not read.")
    for name, (words, needed) in allowed.items():
        if needed and name not in element.attributes:
            yield Departure("stratml-missing", element, path or element.name,
                            f"{element.name} lacks its attribute {name}.", None, " or ".join(words))


def _text(element: Element, path: str, part: Part, seen: dict[str, int]) -> Iterator[Departure]:
    """What is wrong with the text of an element."""
    text = element.own
    if element.children:
        silent = MUST_SPEAK.get(element.name)
        named = element.first(silent) if silent else None
        if named is not None and named.blank and not element.blank:
            yield Departure("stratml-empty", named, _deeper(path, named, 0), f"{silent} of {element.name} is empty.")
        if text and element.name in part.slots:
            yield Departure("stratml-unknown", element, path, f"{element.name} holds text beside its elements; "
                            "the text was not read.")
    elif element.name in ("Identifier", "Identifer") and (text or not part.names):
        if not NC_NAME.fullmatch(text):
            yield Departure("stratml-value", element, path, "The Identifier is not one that XML allows.", text,
                            "a letter or _ first, then letters, digits and . - _")
        if text in seen:
            yield Departure("stratml-identifier", element, path, "", text, f"the other is on line {seen[text]}")
        elif text:
            seen[text] = element.line
    elif expected := _odd(element.name, text, part):
        yield Departure("stratml-value", element, path, f"{element.name} does not hold what it should.", text, expected)


def _odd(name: str, text: str, part: Part) -> str | None:
    """What a text should be, where it is not."""
    if name in DATES and not (is_date(text) or (not text and part.empty_dates)):
        return "a day like 2008-04-01"
    if name == "NumberOfUnits" and text and not DECIMAL.fullmatch(text):
        return "a number like 1234.5"
    if name == "RoleType" and text not in ("Performer", "Beneficiary"):
        return "Performer or Beneficiary"
    return None


def is_date(text: str) -> bool:
    """Whether a text is a day that the calendar has, as XML writes days."""
    found = XSD_DATE.fullmatch(text)
    try:
        return found is not None and date.fromisoformat(found[1]) is not None
    except ValueError:
        return False


def _deeper(path: str, element: Element, number: int) -> str:
    """The path of a child: `Goal[2]/Objective[1]/Name`, without what every file begins with."""
    if element.name == "StrategicPlanCore":
        return path
    step = f"{element.name}[{number}]" if number else element.name
    return f"{path}/{step}" if path else step


def _part(title: str, namespace: str, text: str, *, empty_dates: bool = False) -> Part:
    slots: dict[str, tuple[Slot, ...]] = {}
    attributes: dict[str, Mapping[str, tuple[tuple[str, ...], bool]]] = {}
    for line in filter(None, text.splitlines()):
        name, _, rest = line.partition(":")
        slots[name] = tuple(_slot(word) for word in rest.split() if word[0] != "@")
        attributes[name] = {
            attribute.rstrip("!"): (tuple(words.split("|")), attribute.endswith("!"))
            for attribute, _, words in (word[1:].partition("=") for word in rest.split() if word[0] == "@")}
    root = next(name for name in slots if any(slot.name == "StrategicPlanCore" for slot in slots[name]))
    return Part(title, namespace, root, slots, attributes, empty_dates)


def _slot(word: str) -> Slot:
    name = word.rstrip("?*+").removesuffix("{2}")
    least, most = {"": (1, 1), "?": (0, 1), "*": (0, ALL), "+": (1, ALL), "{2}": (0, 2)}[word[len(name):]]
    return Slot(name, least, most)


PART_1 = _part("StratML Part 1", "urn:ISO:std:iso:17469:tech:xsd:stratml_core", _PART_1)
PART_2 = _part("StratML Part 2", "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport", _PART_2, empty_dates=True)
DRAFT = Part("The StratML 3.5 draft", "http://schemas.stratml.us/3.5", "OrganizationalStrategyDocument", {}, {},
              names=frozenset(_DRAFT_NAMES.split()))
PARTS: Mapping[str, Part] = {part.root: part for part in (PART_1, PART_2, DRAFT)}
"""What each part allows, by the name of its root."""
