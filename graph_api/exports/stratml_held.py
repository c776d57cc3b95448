"""What StratML files hold of a plan set, and so what they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph_api.exports.losses import Loss, Tally, left_behind
from graph_api.exports.worked_out import worked_out
from schema.dates import PlanDate, Precision
from schema.kinds import KIND, field_of
from schema.links import VERB
from schema.records import Item, Loaded

INEXACT = "dates less exact than a day: written as the first or last day that they may mean"


class Held:
    """Notes what is written; `losses` is all the rest, a sort at a time."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.items: set[str] = set()
        self.fields: set[tuple[str, str]] = set()
        self.links: set[tuple[str, str, str]] = set()
        self.documents: set[tuple[str, str]] = set()
        self.changed = Tally()

    def date(self, item: Item, name: str, value: PlanDate) -> None:
        """A date that was written as a day."""
        self.fields.add((item.key, name))
        if value.precision is not Precision.DAY:
            self.changed.add(INEXACT, f"{item.key}: {value.text}")

    def losses(self) -> list[Loss]:
        """What the files do not hold: items, fields, links, sources, and how tables ask. Links go with their start."""
        tally = Tally()
        again = worked_out(self.loaded).again
        for item in self.loaded.items:
            if item.key in self.items:
                self._item(item, again, tally)
            else:
                tally.add(f"{_kind(item)}: {_why(item)}", item.title or item.key)
        for link in self.loaded.links:
            if (link.verb, link.start, link.end) not in self.links and link.start in self.items:
                tally.add(f"links {VERB[link.verb].label}", f"{link.start} {VERB[link.verb].label} {link.end}")
        about = self.loaded.plan_set
        tally.add("the name of the plan set: goldthread.yaml beside the files can say it", about.title or about.name)
        registers = [table for table in self.loaded.tables if table.asks == "register"]
        tally.add("what the columns of tables ask: everything reads back as running text, which asks nothing",
                  registers[0].name if registers else "", len(registers))
        for what, example, count in left_behind(self.loaded):
            tally.add(what, example, count)
        return [*self.changed.losses(), *tally.losses()]

    def _item(self, item: Item, again: Mapping[str, frozenset[str]], tally: Tally) -> None:
        """What is lost of an item that is held."""
        for name in _stated(item):
            if (item.key, name) not in self.fields and item.key not in again.get(name, ()):
                tally.add(f"{name} of {_kind(item)}", item.title or item.key)
        if item.listed:
            tally.add("that items are known by name alone", item.title or item.key)
        for source in item.sources:
            if source.paragraph or (source.document and (item.key, source.document) not in self.documents):
                tally.add("documents and paragraphs of sources, but for the first document of a plan", source.place)


def _kind(item: Item) -> str:
    """The item's kind in the plural."""
    return KIND[item.kind].plural.replace("-", " ")


def _stated(item: Item) -> Iterator[str]:
    """The fields of an item that are not worked out by themselves."""
    for name in item.values:
        field = field_of(item.kind, name)
        if field is not None and not field.derived:
            yield name


def _why(item: Item) -> str:
    """Why an item is in no file."""
    family = KIND[item.kind].family
    if family == "Body":
        return "StratML names only bodies that own a plan or contribute to an objective"
    if family == "Value":
        return "a figure stands under an indicator, and is the plan's own for its whole area"
    return "StratML has no element for them"
