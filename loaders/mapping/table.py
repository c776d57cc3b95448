"""Rows of a table as its mapping says: which are read, what each makes, and what they stand under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from loaders.files import PlanFile
from loaders.headings import folded
from loaders.mapping.declared import SPLIT, LinkColumns, RowItem, TableMapping
from loaders.mapping.item_columns import Ground, papers
from loaders.mapping.key_pattern import headings_of
from loaders.mapping.links import RowLinks
from loaders.mapping.outline import Outline
from loaders.mapping.row_cells import filled
from loaders.mapping.row_filter import Keeps, LeftOut
from loaders.mapping.row_items import Maker
from loaders.mapping.sections import Sections
from loaders.problems import problem, shortened
from loaders.sheet import Sheet
from loaders.tables import Draft, Place, Rows, TableReader
from schema.dates import DateOrder
from schema.records import Source

__all__ = ["SPLIT", "read_tables"]
Places = Mapping[str, tuple[int, str]]


def read_tables(
    draft: Draft, file: PlanFile, sheet: Sheet, columns: Sequence[tuple[int, str]],
    mappings: Sequence[TableMapping], order: DateOrder | None,
) -> None:
    """Reads rows by each mapping that is about their table; together they must know every heading.

    Rows that no mapping reads because its conditions leave them out are counted in one note.
    """
    where = Source(None, None, file.name, sheet.name, sheet.top or None)
    for _, heading in columns:
        if not any(mapping.knows(heading) for mapping in mappings):
            draft.problems.append(problem(
                "heading-unknown", f"{heading} is neither mapped nor ignored, so it was not read.", value=heading,
                source=where._replace(column=heading)))
    places = {folded(heading): (at, heading) for at, heading in columns}
    left, outline = LeftOut(row.number for row in sheet.rows), Outline(draft)
    for mapping in mappings:
        if mapping.item is not None or mapping.links is not None:
            place = Place(file.name, sheet.name, mapping.asks, mapping.date_order or order, mapping.document,
                          mapping.paragraph, SPLIT)
            table = _Table(draft, place, sheet, places, mapping)
            if mapping.item is not None:
                table.items(mapping.item, outline, left, len(mappings) > 1)
            elif mapping.links is not None:
                table.links(mapping.links, left)
    outline.link()
    left.tell(draft, where)


class _Table:
    """Reads one table as one mapping says."""

    def __init__(self, draft: Draft, place: Place, sheet: Sheet, places: Places, mapping: TableMapping) -> None:
        self.draft, self.place, self.sheet, self.places, self.mapping = draft, place, sheet, places, mapping
        self.indexes = {name: at for name, (at, _) in places.items()}
        self.keeps = Keeps(mapping.rows, self.indexes)
        self.above: dict[int, Any] = {}
        self.down = [self.indexes[folded(name)] for name in mapping.fill_down if folded(name) in places]

    def items(self, item: RowItem, outline: Outline, left: LeftOut, labelled: bool) -> None:
        """Reads all rows as items; none where their key, or whether they are wanted, cannot be told."""
        name = ", ".join(part for part in (self.place.file, self.place.sheet) if part)
        ground = Ground(self.draft, self.place, name, self.places, self.mapping.decimal_comma, outline,
                        papers(item.columns), {})
        root = Maker(ground, item, None, labelled or bool(item.also))
        _own(root)
        self.missing(root.reader)
        if self.keeps.missing or not self.named(root):
            left.read(row.number for row in self.sheet.rows)
        else:
            sections = self.sections(root, name)
            left.read(row for row in self.rows(root, sections))
            if sections:
                sections.close()
        root.close()

    def rows(self, root: Maker, sections: Sections | None) -> list[int]:
        """Reads every row that is wanted; their numbers."""
        found = []
        for number, raw in self.sheet.rows:
            if sections and not self.keeps.excludes(raw) and sections.take(raw, number):
                self.above.clear()
                found.append(number)
                continue
            cells = self.filled_down(raw) if self.down else raw
            if self.keeps.row(cells):
                root.make(cells, number, (), sections.now if sections else ())
                found.append(number)
        return found

    def filled_down(self, cells: list[Any]) -> list[Any]:
        """The row, with what stands above in place of cells that are blank."""
        cells = list(cells)
        for at in self.down:
            if filled(cells[at]):
                self.above[at] = cells[at]
            else:
                cells[at] = self.above.get(at)
        return cells

    def named(self, root: Maker) -> bool:
        """Whether the rows can have keys; told where they cannot."""
        if root.builder is not None:
            return root.usable
        return root.reader.can_be_named([feed.target for feed in root.feeds], self.sheet.top)

    def missing(self, reader: Rows) -> None:
        """Tells of headings of the mapping that are not in the table, once each; without those of keys and of
        conditions no row can be read, so they are told even where the mapping says that they may be missing.
        """
        wanted = {folded(heading): heading for heading in self.mapping.headings() if "*" not in heading}
        key = self.mapping.item.key if self.mapping.item else ()
        needed = map(folded, (*self.mapping.rows.headings(), *headings_of(key)))
        optional = self.mapping.optional - frozenset(needed)
        for name, heading in wanted.items():
            if name not in self.places and name not in optional:
                reader.tell("heading-missing", self.sheet.top or None, heading, heading,
                            expected=f"one of: {shortened(', '.join(self.sheet.headings))}")

    def sections(self, root: Maker, name: str) -> Sections | None:
        """The reader of headings of sections, where rows stand under such."""
        under = self.mapping.under
        if under is None:
            return None
        section = None if under.kind is None else TableReader(
            self.draft, under.kind, self.place, f"{name}, {under.kind.label}")
        return Sections(under, root.item.kind, self.places, root.reader, section)

    def links(self, columns: LinkColumns, left: LeftOut) -> None:
        """Reads all rows as links; none where it cannot be told which are wanted."""
        reader = RowLinks(self.draft, self.place, columns, self.indexes)
        self.missing(reader.reader)
        if self.keeps.missing or not reader.whole:
            left.read(row.number for row in self.sheet.rows)
            return
        for number, raw in self.sheet.rows:
            cells = self.filled_down(raw) if self.down else raw
            if self.keeps.row(cells):
                left.read([number])
                reader.read(cells, number)


def _own(root: Maker) -> None:
    """Tells each maker which columns feed nothing but its own items."""
    makers = list(root.all())
    used = Counter(at for maker in makers for at in {feed.at for feed in (*maker.feeds, *maker.outline)})
    for maker in makers:
        maker.own = [feed for feed in maker.feeds if used[feed.at] == 1]
