"""One StratML file: a plan with its organisations, vision, mission, goals, objectives and indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph_api.exports.stratml_figures import Figures
from graph_api.exports.stratml_held import Held
from graph_api.exports.stratml_places import File, Goal, Holder, Links
from graph_api.exports.stratml_text import ADDRESS, Node, add, group, root, tell
from graph_api.exports.stratml_thread import Pair, Threads
from loaders.cells import title_key
from loaders.stratml.keys import identifier, made_key
from loaders.stratml.parse import NATURAL
from loaders.stratml.people import BODIES
from loaders.stratml.records import KINDS_BY_SLUG
from loaders.tables import LONGEST_PAPER
from schema.dates import PlanDate
from schema.kinds import FAMILIES
from schema.records import Item, Link, Loaded

NO_PLAN = "Objectives and indicators that stand in no plan."
STAGES = {"outcome": "Outcome", "output": "Output", "process": "Input_Processing", "input": "Input"}
BARE = ("CorporatePlan", "Organisation", "Vision", "Objective", "Indicator")
"""What an element is where its Identifier does not say; only these may have a bare UUID."""


class FileWriter:
    """Writes the files of one plan set."""

    def __init__(self, loaded: Loaded, links: Links, held: Held) -> None:
        self.loaded, self.links, self.held = loaded, links, held
        self.items = links.items
        references = Counter(item.key.partition(":")[2] for item in loaded.items)
        self.shared = {reference for reference, count in references.items() if count > 1}
        self.contributions: dict[str, list[Link]] = {}
        for link in loaded.links:
            if (link.verb == "CONTRIBUTES_TO" and not link.dangling and link.start in self.items
                    and link.end in self.items and self.items[link.end].kind == "Objective"):
                self.contributions.setdefault(link.end, []).append(link)
        bodies = {link.start for found in self.contributions.values() for link in found}
        bodies |= {end for (_, verb), ends in links.out.items() if verb == "OWNED_BY" for end in ends}
        self.names = Counter(title_key(self.items[key].title) for key in bodies)
        self.figures = Figures(loaded, links, held)
        self.threads = Threads(loaded, links, held, self._owners_and_contributors(), self.identifier)

    def file(self, file: File) -> Node:
        """The root element of one file."""
        top = root("PerformancePlanOrReport", self._type(file))
        plan = file.plan
        if plan is None:
            tell(top, plan="none")
            add(top, "Name", self.loaded.plan_set.title)
            add(top, "Description", NO_PLAN)
        else:
            self._words(top, plan, {"title": "Name", "note": "Description"}, needed=("title",))
        core = group(top, "StrategicPlanCore")
        if plan is not None:
            self._core(top, core, plan, file.vision)
        for goal in file.goals:
            self._goal(core, goal, plan)
        if file.loose or not file.goals:
            self._goal(core, Goal(None, indicators=file.loose), plan)
        if plan is not None:
            self._admin(top, plan)
        return top

    def identifier(self, key: str) -> str:
        """The Identifier of an item, the same in every file."""
        slug, _, reference = key.partition(":")
        kind = KINDS_BY_SLUG[slug]
        return identifier(key, "" if reference in self.shared else kind if kind in BARE else "")

    def _core(self, top: Node, core: Node, plan: Item, vision: Item | None) -> None:
        """What a plan says of itself: whose it is, its vision and its mission, and what it serves."""
        for key in self.links.ends(plan.key, "OWNED_BY", BODIES):
            body = self.items[key]
            node = group(core, "Organization")
            self._words(node, body, {"title": "Name"})
            add(node, "Identifier", self.identifier(key))
            self._words(node, body, {"note": "Description"})
            self.held.items.add(key)
            self.held.links.add(("OWNED_BY", plan.key, key))
        implied: set[Pair] = set()
        if vision is not None:
            node = group(core, "Vision")
            add(node, "Description", vision.title)
            add(node, "Identifier", self.identifier(vision.key))
            self.held.items.add(vision.key)
            implied = {("SUPPORTS", vision.key)}
        if plan.values.get("aim"):
            self._words(group(core, "Mission"), plan, {"aim": "Description"})
        links = self.threads.beyond(plan, implied)
        if links:
            tell(top, links=links)

    def _goal(self, core: Node, goal: Goal, plan: Item | None) -> None:
        """A goal with its objectives; its own indicators stand under an objective that says nothing."""
        node = group(core, "Goal")
        if goal.item is None:
            add(node, "Name")
            add(node, "Description")
        else:
            above = plan.key if plan else None
            self._objective(node, goal.item, {("PART_OF", above), ("SUPPORTS", above)} if above else set(),
                            needed=True)
        for holder in goal.objectives:
            inner = group(node, "Objective")
            assert holder.item is not None and goal.item is not None  # noqa: S101, PT018 - only goals lack one
            self._objective(inner, holder.item, {("PART_OF", goal.item.key), ("SUPPORTS", goal.item.key)})
            self._indicators(inner, holder, holder.item)
        if goal.indicators:
            self._indicators(group(node, "Objective"), goal, goal.item or plan)

    def _objective(self, node: Node, item: Item, implied: set[Pair], *, needed: bool = False) -> None:
        """What goals and objectives have in common."""
        self.held.items.add(item.key)
        names = {"title": "Name", "note": "Description"} if item.title else {}
        self._words(node, item, names or {"title": "Name"}, needed=("title",))
        if needed and not (item.title and item.values.get("note")):
            add(node, "Description")
        add(node, "Identifier", self.identifier(item.key))
        for link in self.contributions.get(item.key, ()):
            self._stakeholder(node, link)
        if not item.title:  # a description without a name would be read as the name
            self._words(node, item, {"note": "OtherInformation"})
        links = self.threads.instead(item, implied)
        if links is not None:
            tell(node, links=links)

    def _stakeholder(self, node: Node, link: Link) -> None:
        """A body that contributes, with its role. A stakeholder has no Identifier: an instruction says an odd key."""
        body = self.items[link.start]
        inner = group(node, "Stakeholder")
        inner.set("StakeholderTypeType", "Organization")
        self._words(inner, body, {"title": "Name", "note": "Description"}, needed=("title",))
        role = group(inner, "Role")
        add(role, "Name", str(link.fields.get("role") or ""))
        add(role, "RoleType", "Performer")
        name = title_key(body.title)
        if body.key != made_key("Organisation", name or body.title) or self.names[name] > 1:
            tell(inner, key=body.key)
        self.held.items.add(body.key)
        self.held.links.add(("CONTRIBUTES_TO", link.start, link.end))

    def _indicators(self, node: Node, holder: Holder, measured: Item | None) -> None:
        """The indicators of an objective, each with its targets and results."""
        for item in holder.indicators:
            inner = group(node, "PerformanceIndicator")
            stage = STAGES.get(str(item.values.get("stage")))
            if stage:
                inner.set("ValueChainStage", stage)
                self.held.fields.add((item.key, "stage"))
            self._words(inner, item, {"title": "MeasurementDimension", "unit": "UnitOfMeasurement"},
                        needed=("title", "unit"))
            add(inner, "Identifier", self.identifier(item.key))
            self.held.items.add(item.key)
            implied = {("MEASURES", measured.key)} if measured else set()
            links = self.threads.related(inner, item, implied)
            self.figures.write(inner, item, self.threads)
            self._words(inner, item, {"note": "OtherInformation"})
            if links is not None:
                tell(inner, links=links)

    def _admin(self, top: Node, plan: Item) -> None:
        """The plan's key, its dates, and the paper that it was taken from."""
        self.held.items.add(plan.key)
        node = group(top, "AdministrativeInformation")
        shared = plan.key.partition(":")[2] in self.shared
        add(node, "Identifier", identifier(plan.key, "" if shared else NATURAL))
        for name, element in (("start", "StartDate"), ("end", "EndDate"), ("published", "PublicationDate")):
            value = plan.values.get(name)
            if isinstance(value, PlanDate) and (found := _as_day(name, value)):
                add(node, element, found)
                self.held.date(plan, name, value)
        document = next(filter(None, (source.document for source in plan.sources)), "")
        if document.isprintable() and ADDRESS.fullmatch(document) and len(document) <= LONGEST_PAPER:
            add(node, "Source", document)
            self.held.documents.add((plan.key, document))

    def _words(self, node: Node, item: Item, names: Mapping[str, str], needed: tuple[str, ...] = ()) -> None:
        """Texts of an item as elements; empty ones only where the schema wants the element."""
        for name, element in names.items():
            value = item.title if name == "title" else item.values.get(name)
            if value or name in needed:
                add(node, element, str(value or ""))
                self.held.fields.add((item.key, name))

    def _type(self, file: File) -> str:
        """What sort of paper the file is, by what stands in it."""
        indicators = [*file.loose, *(one for goal in file.goals for holder in (goal, *goal.objectives)
                                     for one in holder.indicators)]
        if any(self.figures.has_results(one.key) for one in indicators):
            return "Performance_Report"
        return "Performance_Plan" if indicators else "Strategic_Plan"

    def _owners_and_contributors(self) -> set[str]:
        """The bodies that some file names."""
        owners = {end for (start, verb), ends in self.links.out.items() if verb == "OWNED_BY"
                  and self.items[start].kind in FAMILIES["Plan"] for end in ends if self.items[end].kind in BODIES}
        return owners | {link.start for links in self.contributions.values() for link in links}


def _as_day(name: str, value: PlanDate) -> str | None:
    """A plan's date as a day: the first that it may mean for a start, the last for an end; else only an exact one."""
    if name == "end" or value.start == value.end:
        return value.end.isoformat()
    return value.start.isoformat() if name == "start" and value.start.year > 1 else None
