"""The tree of one StratML file, in the form of Part 2, as records: the plan, its goals, objectives and indicators."""

from __future__ import annotations

from loaders.cells import normal_space, title_key
from loaders.stratml.keys import told
from loaders.stratml.leftovers import PERSONS, Leftovers
from loaders.stratml.links import Pending, link_pending
from loaders.stratml.people import Bodies
from loaders.stratml.records import Implied, Records, joined, link_up, own_key
from loaders.stratml.results import KINDS, dated, result_fields, take, take_day
from loaders.xml_tree import Element
from schema.kinds import FAMILIES

STAGES = {"Outcome": "outcome", "Output": "output", "Output_Processing": "process", "Input_Processing": "process",
          "Input": "input"}


class PlanReader:
    """Reads one plan into `records`, and counts in `leftovers` what has no place there."""

    def __init__(self, top: Element, kind: str, digest: str) -> None:
        self.top = top
        self.kinds = (kind, *(other for other in FAMILIES["Plan"] if other != kind))
        self.core = top.first("StrategicPlanCore") or top
        self.records = Records(digest)
        self.leftovers = Leftovers()
        self.bodies = Bodies(self.records, self.leftovers)
        self.pending: list[Pending] = []
        self.plan: str | None = None
        self.prefix = ""

    def read(self) -> None:
        """Reads all of it."""
        self._plan()
        for goal in self.core.all("Goal"):
            self._objective(goal, {"part of": self.plan, "supports": self.plan} if self.plan else {})
        link_pending(self.pending, self.records, self.leftovers)
        for holder in (self.top, self.top.first("AdministrativeInformation")):
            for one in holder.all("Submitter") if holder is not None else ():
                if not one.blank:
                    self.leftovers.left_out("person-left-out", PERSONS, one)

    def _plan(self) -> None:
        """The plan itself, with the organisation that it is of, its vision and its mission."""
        top, ours = self.top, told(self.top.instructions)
        admin = top.first("AdministrativeInformation") or Element("", "", top.line)
        title, note = take(top, "Name"), joined(take(top, "Description"), take(top, "OtherInformation"))
        if ours.get("plan") == "none":
            return
        said = take(admin, "Identifier")
        visions = [one for one in self.core.all("Vision") if not one.blank]
        missions = [take(one, "Description") for one in self.core.all("Mission")]
        if not (said or title or note or any(missions) or visions or self.core.all("Goal")):
            return
        self.plan = self.records.new_key(self.kinds, said, title_key(title) or title)
        self.prefix = self.plan.partition(":")[2]
        record = self.records.record(
            self.plan, top, title=normal_space(title), note=note, aim=joined(*missions),
            start=take_day(admin, "StartDate"), end=take_day(admin, "EndDate"),
            published=take_day(admin, "PublicationDate"), document=take(admin, "Source"))
        supported = [self._vision(one) for one in visions]
        link_up(record, ours, {}, supported)
        if owners := self.bodies.owners(self.core):
            record["owned by"] = owners

    def _vision(self, element: Element) -> str:
        """A vision is an item of its own: plans support it, and the thread ends there."""
        text = take(element, "Description")
        said = take(element, "Identifier")
        key = self.records.new_key(("Vision",), said, title_key(text) or text)
        self.records.record(key, element, title=normal_space(text), note=take(element, "OtherInformation"))
        return key

    def _objective(self, element: Element, implied: Implied) -> None:
        """A goal or an objective, and all that stands in it. A blank one is passed through, not read."""
        ours = told(element.instructions)
        said, name = take(element, "Identifier"), take(element, "Name")
        description, other = take(element, "Description"), take(element, "OtherInformation")
        if said or name or description or other:
            title = name or description  # an objective need not have a name
            key = self.records.new_key(("Objective",), said, self._reference(title))
            record = self.records.record(key, element, title=normal_space(title),
                                         note=joined(description if name else "", other))
            link_up(record, ours, implied)
            self.bodies.stakeholders(element, key)
            self._relationships(element, key)
            implied = {"part of": key, "supports": key}
        elif element.blank:
            self.leftovers.blank(element)
        for inner in element.all("Objective"):
            self._objective(inner, implied)
        for inner in element.all("PerformanceIndicator"):
            self._indicator(inner, implied.get("part of"))

    def _indicator(self, element: Element, measured: str | None) -> None:
        """An indicator with its targets and results."""
        if element.blank:
            self.leftovers.blank(element)
            return
        said, title = take(element, "Identifier"), take(element, "MeasurementDimension")
        stage = STAGES.get(element.attributes.get("ValueChainStage", ""), "")
        key = self.records.new_key(("Indicator",), said, self._reference(title or f"of {measured or ''}"))
        record = self.records.record(
            key, element, title=normal_space(title), unit=take(element, "UnitOfMeasurement"), stage=stage,
            note=joined(take(element, "Description"), take(element, "OtherInformation")))
        link_up(record, told(element.instructions), {"measures": measured} if measured else {})
        self._relationships(element, key)
        self.bodies.stakeholders(element, key)
        self._results(element, key, "")
        for instance in element.all("MeasurementInstance"):
            place = instance.first("Place")
            self._results(instance, key, take(place, "Name") if place is not None else "")

    def _results(self, held: Element, indicator: str, area: str) -> None:
        """The targets and results that stand directly in an element."""
        for element in held.children:
            kind = KINDS.get(element.name)
            if kind is None:
                continue
            if element.blank:
                self.leftovers.blank(element)
                continue
            ours = told(element.instructions)
            fields = result_fields(element, ours.get("says", ""))
            when = title_key(str(fields.get("period") or dated(element)))
            key = own_key(ours, (kind,)) or self.records.new_key((kind,), "", self._under(indicator, when))
            record = self.records.record(key, element, area=area, **fields)
            link_up(record, ours, {"part of": indicator})

    def _relationships(self, element: Element, key: str) -> None:
        """Relationships wait until every identifier of the file is known."""
        for one in element.all("Relationship"):
            if one.blank:
                self.leftovers.blank(one)
            elif any(not referent.blank for referent in one.all("ReferentIdentifier")):
                self.pending.append(Pending(one, key))

    def _under(self, indicator: str, when: str) -> str:
        """The words that the key of a figure is made of: those of its plan, for each paper states its own figures."""
        reference = indicator.partition(":")[2]
        known = reference.startswith(self.prefix)
        return "-".join(filter(None, ("" if known else self.prefix, reference, when)))

    def _reference(self, title: str) -> str:
        """The words that a key is made of: the plan's own before the title's, for every plan has its "Reports"."""
        return "-".join(filter(None, (self.prefix, title_key(title) or title)))
