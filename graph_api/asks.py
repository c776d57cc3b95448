"""What the tables asked: the question behind every proof. An empty cell is an answer only where one was wanted."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.engine.graph import Graph
from schema.records import Item, Link, Table

Heading = str | tuple[str, bool]


class Asks:
    """Which fields and links the loaded registers ask for, of an item and of a kind.

    A link heading is (verb, outgoing). A register asks of an item if it has a row for it; it asks of a kind
    if it states that kind at all.
    """

    def __init__(self, tables: tuple[Table, ...], graph: Graph) -> None:
        self.graph = graph
        self.registers = {
            number: table.headings for number, table in enumerate(tables) if table.asks == "register"}
        self.of_kinds: dict[str, set[Heading]] = {}
        for headings in self.registers.values():
            for kind, asked in headings.items():
                self.of_kinds.setdefault(kind, set()).update(asked)

    def of_item(self, item: Item, heading: Heading) -> bool:
        """Whether a register with a row for the item has the heading."""
        return self.of_rows(item.kind, item.tables, heading)

    def of_rows(self, kind: str, tables: Iterable[int], heading: Heading) -> bool:
        """Whether one of the tables is a register that has the heading for items of the kind."""
        return any(heading in self.registers[table].get(kind, ()) for table in tables if table in self.registers)

    def of_kind(self, kind: str, heading: Heading) -> bool:
        """Whether a register of that kind has the heading."""
        return heading in self.of_kinds.get(kind, ())

    def knows_kind(self, kind: str) -> bool:
        """Whether a register of that kind is loaded."""
        return kind in self.of_kinds

    def stands_in_register(self, item: Item) -> bool:
        """Whether any register has a row for the item."""
        return any(table in self.registers for table in item.tables)

    def answered(self, item: Item, verb: str) -> bool:
        """Whether the item's own cell for links of the verb is asked for and filled."""
        return self.of_item(item, (verb, True)) and bool(self._out(item, verb))

    def _out(self, item: Item, verb: str) -> list[Link]:
        stated = [link for _, link in self.graph.out(verb).get(item.key, ())]
        return [*stated, *self.graph.dangling(verb).get(item.key, ())]
