"""Organisations and stakeholders of a StratML file. Persons are left out: plan data names posts, not people."""

from __future__ import annotations

from loaders.cells import normal_space, title_key
from loaders.parsed import Mapped
from loaders.stratml.keys import told
from loaders.stratml.leftovers import PERSONS, UNTYPED, Leftovers
from loaders.stratml.records import Records, own_key
from loaders.stratml.results import take
from loaders.xml_tree import Element
from schema.kinds import FAMILIES

BODIES = ("Organisation", *(kind for kind in FAMILIES["Body"] if kind != "Organisation"))
TYPED = ("Organization", "Generic_Group")
BENEFITS = "Stakeholder that benefits and does no part"
NO_ROLE = "stakeholder"
"""The role of one that is named without any; an empty role of a performer says that it does a part, and not which."""


class Bodies:
    """Bodies by name, so that one that stands in several places of the file is one item."""

    def __init__(self, records: Records, leftovers: Leftovers) -> None:
        self.records, self.leftovers = records, leftovers
        self.by_name: dict[str, str] = {}

    def owners(self, core: Element) -> list[str]:
        """The organisations that the plan is of; their keys."""
        found = []
        for element in core.all("Organization"):
            if element.blank:
                continue
            said, name = take(element, "Identifier"), take(element, "Name")
            if not (said or name):
                continue
            key = self.records.new_key(BODIES, said, title_key(name) or name)
            self.records.record(key, element, title=normal_space(name), note=take(element, "Description"))
            self.by_name.setdefault(title_key(name) or name, key)
            found.append(key)
            for one in element.all("Stakeholder"):
                self._may_be_kept(one)
        return found

    def stakeholders(self, element: Element, key: str) -> None:
        """The bodies that do a part of a goal or objective, each with its role."""
        for one in element.all("Stakeholder"):
            if not self._may_be_kept(one) or not self._named(one):
                continue
            roles = [role for role in one.all("Role") if not role.blank]
            types = [kind.words() for role in roles for kind in role.all("RoleType")]
            if types and "Performer" not in types:
                self.leftovers.left_out("not-carried", BENEFITS, one)
                continue
            self._contributes(one, self._body(one), key, roles)

    def _may_be_kept(self, element: Element) -> bool:
        """Whether a stakeholder is a body for sure. Nobody's name is read; persons are counted."""
        if element.blank:
            self.leftovers.blank(element)
        elif element.attributes.get("StakeholderTypeType") == "Person":
            self.leftovers.left_out("person-left-out", PERSONS, element)
        elif element.attributes.get("StakeholderTypeType") not in TYPED:
            self.leftovers.left_out("person-left-out", UNTYPED, element)
        else:
            return True
        return False

    def _named(self, element: Element) -> bool:
        """Whether anything tells which body it is."""
        names = (element.first(name) for name in ("Name", "Identifier", "ReferenceIdentifier", "Extends"))
        return bool(element.instructions) or any(one is not None and not one.blank for one in names)

    def _body(self, element: Element) -> str:
        """The item of a stakeholder; one that only refers to an organisation of the file is that one."""
        said, name = take(element, "Identifier"), take(element, "Name")
        referred = take(element, "ReferenceIdentifier") or take(element, "Extends")
        known = self.records.by_identifier.get(referred) or self.by_name.get(title_key(name) or name)
        key = own_key(told(element.instructions), BODIES) or known
        if key is None:
            key = self.records.new_key(BODIES, said or referred, title_key(name) or name)
            self.by_name[title_key(name) or name] = key
        self.records.record(key, element, title=normal_space(name), note=take(element, "Description"))
        return key

    def _contributes(self, element: Element, body: str, key: str, roles: list[Element]) -> None:
        """The link, once for each body and what it does a part of."""
        names = [": ".join(filter(None, (take(role, "Name"), take(role, "Description")))) for role in roles]
        for role in roles:
            for kind in role.all("RoleType"):
                kind.used = True
        link = Mapped(element.line)
        link.update({"from": body, "link": "contributes to", "to": key})
        if text := "; ".join(filter(None, names)) or ("" if roles else NO_ROLE):
            link["role"] = text
        self.records.links.append(link)


