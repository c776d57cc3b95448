"""The items that a row makes: the first, and those beside it, each with its key and its link to the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from loaders.cells import title_key
from loaders.headings import Sort, folded
from loaders.mapping.declared import BELONGS, RowItem
from loaders.mapping.item_columns import Feed, Ground, asked, constants, feeds, years
from loaders.mapping.key_pattern import Builder, KeyPart, headings_of
from loaders.mapping.outline import number_of, parent_of
from loaders.mapping.row_cells import filled, pieces, text_of, with_point
from loaders.problems import fit_to_show
from loaders.tables import Triple
from schema.records import Cell, Record, Reference

MOST_PARTS = 200
"""Items that one cell may make."""


class Variant(NamedTuple):
    """One of the items that a row makes of one kind: its cells, what is added to them, its year, its number."""

    cells: Sequence[Any]
    more: Sequence[Triple] = ()
    period: str = ""
    number: int = 1


class Maker:
    """Makes the items of one kind, and of the kinds under it. `own` are the columns that feed nothing else."""

    def __init__(self, ground: Ground, item: RowItem, holder: Maker | None, labelled: bool) -> None:
        self.ground, self.item, self.holder = ground, item, holder
        self.reader = ground.reader(item, labelled)
        found = list(feeds(ground, item, self.reader))
        self.outline = [feed for feed in found if feed.column.path]
        self.feeds = [feed for feed in found if not feed.column.path]
        self.split = next((feed for feed in self.feeds if feed.target.name == "title" and feed.column.split), None)
        self.pattern = item.key or self.key_from_column()
        self.builder = Builder(self.pattern, ground.indexes, bool(item.periods)) if self.pattern else None
        self.constants = constants(item, self.reader)
        self.of = asked(item, item.of, self.reader, "") if item.of else None
        self.years = list(years(ground, item, self.reader))
        # Each year has targets of its own: what a target remembers of a cell names the column that it stood in.
        self.dated = {year.heading: [asked(item, name, self.reader) for name in (item.figure, "period")]
                      for year in self.years}
        self.made: dict[str, int] = {}
        self.later: dict[int, list[Reference]] = {}
        self.joined_rows: list[int] = []
        self.own: list[Feed] = []
        self.inside = [Maker(ground, inner, self, True) for inner in item.also]
        self.as_they_stand = [(feed.at, feed.heading, feed.target) for feed in self.feeds if feed.prepare is None]
        self.prepared = [feed for feed in self.feeds if feed.prepare is not None]
        self.alone = not (holder or self.inside or self.outline or self.split or item.periods)

    def key_from_column(self) -> tuple[KeyPart, ...]:
        """Where one row makes several items, the key that it states is only where theirs begin."""
        key = next((feed for feed in self.feeds if feed.target.sort is Sort.KEY), None) if self.split else None
        if key is None:
            return ()
        self.feeds.remove(key)
        return (KeyPart("", key.heading),)

    def all(self) -> Iterator[Maker]:
        """The maker itself and those under it."""
        yield self
        for inner in self.inside:
            yield from inner.all()

    @property
    def usable(self) -> bool:
        """Whether the columns are there that every item of the kind needs."""
        if self.builder is not None:
            return not self.builder.missing
        return bool(self.years) or (self.holder is not None and self.item.of == BELONGS) or any(
            feed.target.sort is Sort.KEY or feed.target.name == "title" for feed in self.feeds)

    def make(self, cells: Sequence[Any], row: int, holders: Sequence[str] = (), more: Sequence[Triple] = ()) -> None:
        """Makes the items of a row and all that stands under them."""
        if self.alone:  # most tables: one row, one item, and nothing to look up
            built = self.builder.build(cells) if self.builder else None
            self.reader.read([*self.triples(cells, row), *self.constants, *more], row, built)
            return
        if not self.usable or not (self.holder is None or self.present(cells, row)):
            return
        above: list[Triple] = [*self.constants, *more]
        if self.of is not None:
            above += [(None, self.of, holder) for holder in holders]
        keys = [key for variant in self.variants(cells, row) if (key := self.add(variant, above, row, holders))]
        for feed in self.outline:
            self.number(feed, cells, row, keys)
        if keys:
            for inner in self.inside:
                inner.make(cells, row, keys)

    def add(self, variant: Variant, above: Sequence[Triple], row: int, holders: Sequence[str]) -> str | None:
        """Reads one item; its key, or None where it is none. What an earlier row told of it is joined to it."""
        records = self.ground.draft.records
        triples = [*self.triples(variant.cells, row), *variant.more, *above]
        before = len(records)
        self.reader.read(triples, row, self.reference(variant, holders))
        if len(records) == before:
            return None
        record = records[-1]
        known = self.made.setdefault(record.reference, before)
        if known != before and (self.holder or self.inside) and self.joined(known, record):
            records.pop()
            self.joined_rows.append(row)
        return record.reference

    def triples(self, cells: Sequence[Any], row: int) -> list[Triple]:
        """The cells of a row with what they become."""
        found: list[Triple] = [(heading, target, cells[at]) for at, heading, target in self.as_they_stand]
        for at, heading, target, prepare, _ in self.prepared:
            found.append((heading, target, prepare(cells[at], cells, row) if prepare else cells[at]))
        return found

    def present(self, cells: Sequence[Any], row: int) -> bool:
        """Whether the row names an item of this kind; told where it does not, and yet says something of one."""
        if self.years or self.named(cells):
            return True
        for at, heading, target, _, _ in self.own:
            if filled(cells[at]):
                shown = fit_to_show(self.item.kind.name, target.name, cells[at])
                self.reader.tell("cell-without-item", row, heading, shown)
        return False

    def named(self, cells: Sequence[Any]) -> bool:
        """Whether the cells are there that name the item: its title, else its key, else any of its own."""
        title = [feed for feed in self.feeds if feed.target.name == "title"]
        key = [feed for feed in self.feeds if feed.target.sort is Sort.KEY]
        others = [feed for feed in self.feeds if feed.target.sort in (Sort.FIELD, Sort.LINK)]
        naming = title or key or others
        if naming:
            return any(filled(cells[feed.at]) for feed in naming)
        return not self.item.columns and (self.builder is None or bool(self.builder.build(cells)))

    def variants(self, cells: Sequence[Any], row: int) -> Iterator[Variant]:
        """The items of this kind that the row makes: one, or one for each piece of its title, or for each year."""
        if self.split is not None:
            at = self.split.at
            parts = pieces(cells[at], self.split.column.split or "") or [None]
            if len(parts) > MOST_PARTS:
                self.reader.tell("cell-too-long", row, self.split.heading, cells[at],
                                 message=f"The cell has {len(parts):,} parts, so it was kept whole.",
                                 expected=f"at most {MOST_PARTS} parts")
                parts = [cells[at]]
            for number, piece in enumerate(parts, 1):
                yield Variant([*cells[:at], piece, *cells[at + 1:]], number=number)
        elif self.item.periods:
            for year in self.years:
                if filled(cells[year.at]):
                    yield Variant(cells, self.figures(cells[year.at], year.heading, year.period, row), year.period)
        else:
            yield Variant(cells)

    def figures(self, cell: Any, heading: str, period: str, row: int) -> list[Triple]:
        """The figure of a year, and the year."""
        if self.ground.decimal_comma:
            cell = with_point(cell, row, heading, self.reader.tell)
        return [(heading, target, value) for target, value in zip(self.dated[heading], (cell, period), strict=True)
                if target]

    def reference(self, variant: Variant, holders: Sequence[str]) -> str | None:
        """The key of an item before its kind is put to it: made by the pattern, or after what it stands under."""
        if self.builder is not None:
            found = self.builder.build(variant.cells, variant.period)
            told_apart = self.split is None or folded(self.split.heading) in map(folded, headings_of(self.pattern))
            return found if told_apart or variant.number == 1 or not found else f"{found}-{variant.number}"
        if not holders or not (variant.period or self.item.of == BELONGS):
            return None
        holder = holders[0].partition(":")[2]
        if variant.period:
            paper = f"{self.ground.place.document}-" if self.ground.place.document else ""
            return f"{paper}{holder}-{variant.period}"
        taken, mine = self.ground.taken, (self.item.kind.name, holder)
        taken[mine] = taken.get(mine, 0) + 1
        return holder if taken[mine] == 1 else f"{holder}-{taken[mine]}"

    def number(self, feed: Feed, cells: Sequence[Any], row: int, keys: Sequence[str]) -> None:
        """Notes the outline number of the row, and which number its items wait for."""
        sign = feed.column.path
        number = number_of(text_of(cells[feed.at]), sign)
        for key in keys if number else ():
            if not self.ground.outline.take(feed.heading, number, row, key):
                self.reader.tell("path-twice", row, feed.heading, number)
            if parent := parent_of(number, sign):
                self.ground.outline.wait(self.made[key], feed.target, parent, feed.heading)

    def joined(self, known: int, record: Record) -> bool:
        """Puts a record to the one with its key that a row above made; False where the two differ in a value."""
        records = self.ground.draft.records
        old = records[known]
        if not all(_same(name, old.cells[name], cell) for name, cell in record.cells.items() if name in old.cells):
            return False
        if record.cells.keys() - old.cells.keys():
            records[known] = old._replace(cells={**record.cells, **old.cells})
        if record.links:
            self.later.setdefault(known, []).extend(record.links)
        return True

    def close(self) -> None:
        """Registers the tables, and puts to each item the links that rows further down told of it."""
        records = self.ground.draft.records
        for place, links in self.later.items():
            records[place] = records[place]._replace(links=(*records[place].links, *links))
        self.reader.close()
        if self.joined_rows and self.holder is None:
            count = f"{len(self.joined_rows):,} rows go" if len(self.joined_rows) > 1 else "One row goes"
            self.reader.tell("rows-joined", self.joined_rows[0], message=(
                f"{count} on with the item of a row above; what is said there was added to it."))
        for inner in self.inside:
            inner.close()


def _same(name: str, one: Cell, other: Cell) -> bool:
    """Whether two cells state one value; how a title is spaced and capitalised does not matter."""
    return bool(one.value == other.value) or (name == "title" and title_key(one.value) == title_key(other.value))
