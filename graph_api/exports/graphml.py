"""A plan set as GraphML, for tools that draw and measure graphs. It is written and never read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

from graph_api.exports.losses import Loss, Tally, left_behind
from schema.dates import PlanDate
from schema.fields import Value
from schema.links import VERB
from schema.records import Item, Link, Loaded, Source

Data = str | float | bool
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
ASKED = "what each table asks of its rows: a graph has no empty cells"
SIGNS = "characters that XML cannot hold: a replacement stands for each"
WORDS = "words that stood in a cell for one of ours: ours is written"


def write_graphml(loaded: Loaded, output: Path) -> list[Loss]:
    """Writes a plan set as GraphML: items as nodes, links as edges, what is missing as a node that says so."""
    writing = _Writing()
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=writing.fit(loaded.plan_set.title))
    for item in loaded.items:
        graph.add_node(item.key, **dict(writing.of_item(item)))
    for link in loaded.links:
        end = f"{link.wanted_set}/{link.end}" if link.wanted_set else link.end
        if link.dangling:
            graph.add_node(end, **dict(writing.of_absent(link)))
        graph.add_edge(link.start, end, **dict(writing.of_link(link)))
    nx.write_graphml(graph, output, encoding="utf-8", named_key_ids=True)
    return writing.losses(loaded)


class _Writing:
    """Data of nodes and edges as text, numbers and yes or no, with what is lost on the way."""

    def __init__(self) -> None:
        self.tally = Tally()

    def fit(self, text: str) -> str:
        """The text as XML can hold it."""
        if UNFIT.search(text):
            self.tally.add(SIGNS, text)
        return UNFIT.sub("\ufffd", text)

    def of_item(self, item: Item) -> Iterator[tuple[str, Data]]:
        """The data of an item's node."""
        yield "kind", item.kind
        yield "label", self.fit(item.title or item.key)
        if item.title:
            yield "title", self.fit(item.title)
        yield "listed", item.listed
        for name, value in item.values.items():
            yield from self.of_value(name, value)
        for text in item.written.values():
            self.tally.add(WORDS, text)
        if papers := [_paper(source) for source in item.sources if source.document]:
            yield "papers", self.fit("; ".join(dict.fromkeys(papers)))

    def of_absent(self, link: Link) -> Iterator[tuple[str, Data]]:
        """The data of a node for what is not there."""
        yield "label", self.fit(link.written or link.end)
        yield "absent", True
        yield "wanted", link.wanted or ""
        if link.wanted_set:
            yield "plan_set", link.wanted_set

    def of_link(self, link: Link) -> Iterator[tuple[str, Data]]:
        """The data of an edge."""
        yield "verb", link.verb
        yield "label", VERB[link.verb].label
        for name, value in link.fields.items():
            yield from self.of_value(name, value)
        if link.source.document:
            yield "papers", self.fit(_paper(link.source))

    def of_value(self, name: str, value: Value) -> Iterator[tuple[str, Data]]:
        """A value; a date with its words and the first and last day that it can mean."""
        if isinstance(value, PlanDate):
            yield name, self.fit(value.text)
            if value.start.year > 1:
                yield f"{name}_first_day", value.start.isoformat()
            yield f"{name}_last_day", value.end.isoformat()
        elif isinstance(value, tuple):
            yield name, self.fit("; ".join(value))
        elif isinstance(value, str):
            yield name, self.fit(value)
        else:
            yield name, value if isinstance(value, bool) else float(value)

    def losses(self, loaded: Loaded) -> list[Loss]:
        """All that was lost."""
        self.tally.add(ASKED, next((table.name for table in loaded.tables), ""), len(loaded.tables))
        for what, example, count in left_behind(loaded):
            self.tally.add(what, example, count)
        return self.tally.losses()


def _paper(source: Source) -> str:
    return " ".join(filter(None, (source.document, source.paragraph)))
