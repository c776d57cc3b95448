"""Targets and outturns as the measurement instances of an indicator."""

from __future__ import annotations

import math

from graph_api.exports.stratml_held import Held
from graph_api.exports.stratml_places import Links
from graph_api.exports.stratml_text import Node, add, group, number, tell
from graph_api.exports.stratml_thread import Threads
from loaders.stratml.results import SAID, year_ends
from schema.dates import PlanDate, normal_period
from schema.kinds import FAMILIES
from schema.records import Item, Loaded

ELEMENTS = {"Target": "TargetResult", "Outturn": "ActualResult"}


class Figures:
    """The figures of each indicator, the two kinds side by side where they are for one year.

    A figure of other councils or of one ward would read as the plan's own, so it is left out.
    """

    def __init__(self, loaded: Loaded, links: Links, held: Held) -> None:
        self.held = held
        self.of: dict[str, list[Item]] = {}
        for item in loaded.items:
            own = item.kind in FAMILIES["Value"] and not (item.values.get("peer") or item.values.get("area"))
            indicator = next(links.ends(item.key, "PART_OF", ("Indicator",)), None) if own else None
            if indicator is not None:
                self.of.setdefault(indicator, []).append(item)

    def has_results(self, indicator: str) -> bool:
        """Whether there is any outturn."""
        return any(item.kind == "Outturn" for item in self.of.get(indicator, ()))

    def write(self, node: Node, indicator: Item, threads: Threads) -> None:
        """Adds the figures of an indicator to its element."""
        years: dict[object, list[Item]] = {}
        for item in self.of.get(indicator.key, ()):
            years.setdefault(item.values.get("period"), []).append(item)
        for items in years.values():
            instance = group(node, "MeasurementInstance")
            for item in sorted(items, key=lambda one: one.kind, reverse=True):  # targets first
                self._figure(group(instance, ELEMENTS[item.kind]), item, indicator, threads)

    def _figure(self, node: Node, item: Item, indicator: Item, threads: Threads) -> None:
        """One figure. It has neither Identifier nor name: an instruction says its key, and what its text is."""
        self.held.items.add(item.key)
        self._when(node, item)
        value = item.values.get("value")
        if isinstance(value, int | float) and math.isfinite(value):
            add(node, "NumberOfUnits", number(value))
            self.held.fields.add((item.key, "value"))
        said = next((name for name in SAID if item.values.get(name)), None)
        if said is not None:
            descriptor = group(node, "Descriptor")
            add(descriptor, "DescriptorName", said.title())
            add(descriptor, "DescriptorValue", str(item.values[said]))
            self.held.fields.add((item.key, said))
        texts = {"title": item.title, "note": str(item.values.get("note") or "")}
        says = {name: text for name, text in texts.items() if text}
        if says:
            add(node, "Description", "\n\n".join(says.values()))
            self.held.fields.update((item.key, name) for name in says)
        links = threads.instead(item, {("PART_OF", indicator.key)})
        told = {"key": item.key, "says": " ".join(says), "links": links}
        tell(node, **{name: text for name, text in told.items() if text or (name == "links" and text is not None)})

    def _when(self, node: Node, item: Item) -> None:
        """The year as its first and last day; of a target without a year the day by which it must be met."""
        period = normal_period(str(item.values.get("period") or ""))
        due = item.values.get("due")
        if period is not None and period == item.values["period"]:
            start, end = year_ends(period)
            add(node, "StartDate", start)
            add(node, "EndDate", end)
            self.held.fields.add((item.key, "period"))
        elif item.kind == "Target" and isinstance(due, PlanDate):
            add(node, "EndDate", due.end.isoformat())
            self.held.date(item, "due", due)
