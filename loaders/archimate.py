"""ArchiMate models in The Open Group's exchange format: what of them is plans, and what joins it."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.archimate_links import link_between
from loaders.cells import normal_space, title_key
from loaders.headings import names_on, target_for
from loaders.parsed import Mapped, Parsed
from loaders.problems import problem
from loaders.stratml.keys import made_key
from loaders.xml_tree import Element, read_tree
from schema.kinds import KIND
from schema.records import Source

SPACE = "http://www.opengroup.org/xsd/archimate/3"
KINDS = {
    "Goal": "Objective",
    "Outcome": "Objective",
    "Requirement": "Objective",
    "CourseOfAction": "Strategy",
    "WorkPackage": "Action",
    "Deliverable": "Milestone",
    "ImplementationEvent": "Milestone",
    "BusinessActor": "Organisation",
    "BusinessCollaboration": "Partnership",
    "BusinessRole": "Post",
}
"""What an element is here. A stakeholder is an interest that somebody has, a driver or an assessment a reason: plan
data has no kind for them, so they are told."""


def is_model(namespace: str, name: str) -> bool:
    """Whether a root is that of an exchange file."""
    return name == "model" and namespace.startswith(SPACE)


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The items and links of a model, as records of ours; the rest is told once a sort, with how often."""
    top, problems = read_tree(data, limits)
    if top is None:
        return Parsed(problems=problems)
    model = _Model(top)
    model.read()
    parsed = Parsed(problems=[*problems, *(
        problem("not-carried", f"Not read, for plan data has no place for it: {sort} ({len(found)}).",
                source=Source(row=found[0].line), value=_example(found[0]))
        for sort, found in model.left.items())])
    if model.records:
        parsed.document = model.document()
    else:
        parsed.problems.append(problem(
            "file-not-a-plan", "The model holds no goal, course of action, work package or anything else that we read.",
            source=Source(row=top.line), expected=", ".join(KINDS), remedy="Export a model of goals and work."))
    return parsed


class _Model:
    """One model as it is read: records by the identifier of their element, and what was left."""

    def __init__(self, top: Element) -> None:
        self.top = top
        self.records: dict[str, tuple[str, Mapped]] = {}
        self.left: dict[str, list[Element]] = {}
        self.keys: set[str] = set()
        self.names = {one.attributes.get("identifier", ""): _name(one) or one.attributes.get("name", "")
                      for held in top.all("propertyDefinitions") for one in held.children}

    def read(self) -> None:
        """Elements first, for relationships may join any two."""
        for held in self.top.children:
            if held.name == "elements":
                for element in held.children:
                    self._element(element)
            elif held.name == "views":
                self._leave("views", [one for one in held.walk() if one.name == "view"])
        for held in self.top.all("relationships"):
            for relationship in held.children:
                self._relationship(relationship)

    def document(self) -> Mapped:
        """All records by kind. A model is a drawing: nobody was asked to fill what it leaves open."""
        document = Mapped(self.top.line)
        document["asks"] = "transcript"
        for kind, record in self.records.values():
            document.setdefault(kind, []).append(record)
        return document

    def _element(self, element: Element) -> None:
        sort = element.attributes.get("xsi:type", "")
        kind = KINDS.get(sort)
        identifier, name = element.attributes.get("identifier", ""), _name(element)
        key = made_key(kind, identifier or title_key(name) or name) if kind else None
        if kind is None or key is None or identifier in self.records or key in self.keys:
            self._leave(f"elements of the type {sort or '(none)'}" if kind is None else
                        "elements whose identifier another has, or that have none", [element])
            return
        self.keys.add(key)
        record = Mapped(element.line)
        record["key"] = key
        if name:
            record["title"] = normal_space(name)
        note = "\n\n".join(filter(None, (one.words() for one in element.all("documentation"))))
        if note:
            record["note"] = note
        self.records[identifier] = (kind, record)
        self._properties(element, kind, record)

    def _properties(self, element: Element, kind: str, record: Mapped) -> None:
        """Properties that are called as a field or link of the kind is; others are told."""
        for held in element.all("properties"):
            for one in held.all("property"):
                reference = one.attributes.get("propertyDefinitionRef", "")
                name = self.names.get(reference) or reference
                value = "".join(inner.words() for inner in one.all("value"))
                known = name in names_on(KIND[kind]) and target_for(KIND[kind], name) is not None
                if value and known and name not in record:
                    record[name] = value
                elif value:
                    self._leave(f"properties {name}", [one])

    def _relationship(self, element: Element) -> None:
        sort = element.attributes.get("xsi:type", "")
        source, target = (self.records.get(element.attributes.get(end, "")) for end in ("source", "target"))
        if source is None or target is None:
            self._leave(f"relationships of the type {sort or '(none)'} with an end that was not read", [element])
            return
        found = link_between(sort, source[0], target[0], element.attributes.get("modifier", ""), _name(element))
        if found is None:
            self._leave(f"relationships of the type {sort or '(none)'} from {source[0]} to {target[0]}", [element])
            return
        label, forward = found
        start, end = (source[1], target[1]) if forward else (target[1], source[1])
        held = start.setdefault(label, [])
        held = start[label] = [held] if isinstance(held, str) else held
        if end["key"] not in held:
            held.append(end["key"])

    def _leave(self, sort: str, elements: list[Element]) -> None:
        if elements:
            self.left.setdefault(sort, []).extend(elements)


def _example(element: Element) -> str | None:
    """What to show of something that was left; a stakeholder may be a person."""
    return None if element.attributes.get("xsi:type") == "Stakeholder" else _name(element) or None


def _name(element: Element) -> str:
    """The name in English where it is given in several languages, else the first."""
    names = element.all("name")
    english = [one for one in names if one.attributes.get("xml:lang", "").startswith("en")]
    return normal_space((english or names)[0].words()) if names else ""
