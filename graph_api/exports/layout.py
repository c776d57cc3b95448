"""Which record of which table holds what: every item, value, link and source of a plan set gets its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_api.exports.cells import Cell, Plain, cell_of
from graph_api.exports.losses import Tally
from graph_api.exports.references import Ends
from graph_api.exports.worked_out import worked_out
from schema.kinds import KIND, Kind, field_of
from schema.links import BY_LABEL
from schema.records import Item, Link, Loaded, Source

Heading = str | tuple[str, bool]
"""A field, or a verb and whether the row is its start: what a table asks for."""
Asked = frozenset[Heading]
Paper = tuple[str | None, str | None]
"""Document and paragraph of a source; the rest of it is not kept."""
NO_PAPER: Paper = (None, None)
LABELS = {(verb.name, outgoing): label for label, (verb, outgoing) in BY_LABEL.items()}
REWORDED = "the words of a reference to what is not there: it is written as a key"
AMBIGUOUS = "a reference to what is not there that would be read as one to something else: the link is left out"


@dataclass
class Sheet:
    """A table that is being filled. `asked` are the names of the headings of a register."""

    kind: Kind
    asks: str
    asked: frozenset[str] = frozenset()
    rows: list[dict[str, Cell]] = field(default_factory=list)

    def add(self, item: Item, paper: Paper, cells: dict[str, Cell]) -> dict[str, Cell]:
        """A new row for the item."""
        row: dict[str, Cell] = {"key": written_key(item), **cells, **_places(paper)}
        self.rows.append(row)
        return row


@dataclass(slots=True)
class Placed:
    """One record of an item: its row, the paper that it rests on, the headings that it may fill (None: any)."""

    row: dict[str, Cell]
    paper: Paper
    asked: Asked | None = None


class Layout:
    """The sheets of a plan set by kind, and the rows of its table of links."""

    def __init__(self, loaded: Loaded, tally: Tally) -> None:
        self.tally = tally
        self.links: list[dict[str, Plain]] = []
        self._registers = {n: table.headings for n, table in enumerate(loaded.tables) if table.asks == "register"}
        self._worked_out = worked_out(loaded)
        self._ends = Ends({item.key: item for item in loaded.items}, loaded.plan_set.name)
        self._asking: dict[tuple[str, Asked], Sheet] = {}
        self._others: dict[tuple[str, str], list[Sheet]] = {}
        self._placed: dict[str, list[Placed]] = {}
        for item in loaded.items:
            self._place(item)
        for link in loaded.links:
            self._link(link)

    def sheets_of(self, kind: Kind) -> Iterator[Sheet]:
        """The sheets of a kind: registers, then lists, then transcripts, so that the record that holds comes first."""
        yield from (sheet for (name, _), sheet in self._asking.items() if name == kind.name)
        yield from self._asked_of_none(kind)
        for asks in ("list", "transcript"):
            yield from self._others.get((kind.name, asks), ())

    def _asked_of_none(self, kind: Kind) -> Iterator[Sheet]:
        """A register without rows, where registers ask of the kind what they ask of none of its items."""
        tables = [headings[kind.name] for headings in self._registers.values() if kind.name in headings]
        groups = [asked for name, asked in self._asking if name == kind.name]
        missing: Asked = frozenset[Heading]().union(*tables).difference(*groups)
        if missing or (tables and not groups):
            yield Sheet(kind, "register", frozenset(map(_name, missing)))

    def _place(self, item: Item) -> None:
        """Places an item: what registers ask of it, all else that is known of it, and each further paper."""
        main, asked = _paper(item.source), self._asked(item)
        cells = self._cells(item, asked or frozenset())
        placed: list[Placed] = []
        if asked is not None:
            answers = {name: cells.pop(name) for name in list(cells) if name in asked}
            sheet = self._asking.setdefault(
                (item.kind, asked), Sheet(KIND[item.kind], "register", frozenset(map(_name, asked))))
            placed.append(Placed(sheet.add(item, main, answers), main, asked))
        papers = [paper for paper in dict.fromkeys(map(_paper, item.also)) if paper not in {main, NO_PAPER}]
        further = [main, *papers] if asked is None or cells else papers
        for number, paper in enumerate(further):
            row = self._other(item, number).add(item, paper, cells if paper == main else {})
            placed.append(Placed(row, paper))
        self._placed[item.key] = placed

    def _asked(self, item: Item) -> Asked | None:
        """What registers ask of the item; None where it stands in none."""
        standing = [self._registers[number] for number in item.tables if number in self._registers]
        if item.listed or not standing:
            return None
        if len(standing) == 1:  # as nearly all
            return standing[0].get(item.kind, frozenset())
        return frozenset[Heading]().union(*(headings.get(item.kind, ()) for headings in standing))

    def _cells(self, item: Item, asked: Asked) -> dict[str, Cell]:
        """The cells of an item's fields, less what loading works out by itself and no register asks for."""
        cells: dict[str, Cell] = {"title": item.title} if item.title else {}
        for name, value in item.values.items():
            declared = field_of(item.kind, name)
            if declared is None or declared.derived or self._worked_out.needless(item, name, name in asked):
                continue
            cell = cell_of(declared, value, item.written.get(name), self.tally)
            if cell is not None:
                cells[name] = cell
        return cells

    def _other(self, item: Item, number: int) -> Sheet:
        """The transcript (or list, for an item known by name alone) that takes an item's record of that number."""
        asks = "list" if item.listed else "transcript"
        sheets = self._others.setdefault((item.kind, asks), [])
        if number == len(sheets):
            sheets.append(Sheet(KIND[item.kind], asks))
        return sheets[number]

    def _link(self, link: Link) -> None:
        """Places a link in a row of its start that may hold it, else of its end, else in the table of links."""
        end = self._end(link)
        if end is None:
            return
        paper, label = _paper(link.source), LABELS[link.verb, True]
        if not link.fields and (
                self._filled(link.start, (link.verb, True), end, paper)
                or (not link.dangling and self._filled(link.end, (link.verb, False), link.start, paper))):
            return
        fields: dict[str, Plain] = {name: str(value) for name, value in link.fields.items()}
        self.links.append({"from": link.start, "link": label, "to": end, **fields, **_places(paper)})

    def _end(self, link: Link) -> str | None:
        """The far end as it is written; None, and told, where nothing would be read as the same."""
        if not link.dangling:
            return link.end
        end = self._ends.of(link)
        if end is None:
            self.tally.add(AMBIGUOUS, f"{link.start} {LABELS[link.verb, True]} {link.written or link.end}")
        elif link.written not in {end, ""}:
            self.tally.add(REWORDED, link.written)
        return end

    def _filled(self, key: str, heading: tuple[str, bool], reference: str, paper: Paper) -> bool:
        """Whether a record of the item took the reference. Only registers hold links from their end."""
        for record in self._placed[key]:
            may = heading in record.asked if record.asked is not None else heading[1]
            if may and record.paper == paper:
                name = _name(heading)
                known = record.row.get(name, ())
                record.row[name] = (*(known if isinstance(known, tuple) else ()), reference)
                return True
        return False


def written_key(item: Item) -> str:
    """The item's own reference; its whole key where the reference holds a colon and may look like another key."""
    reference = item.key.removeprefix(KIND[item.kind].slug + ":")
    return item.key if ":" in reference else reference


def _name(heading: Heading) -> str:
    """A heading as files have it."""
    return heading if isinstance(heading, str) else LABELS[heading]


def _paper(source: Source) -> Paper:
    return source.document, source.paragraph


def _places(paper: Paper) -> dict[str, str]:
    """The cells that name a paper."""
    return {name: text for name, text in zip(("document", "paragraph"), paper, strict=True) if text}
