"""From what a file holds to records: tables by mapping or by name, plan data as it stands, papers as evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from loaders.captions import names_of
from loaders.committee.records import read_committee
from loaders.files import PlanFile
from loaders.formats import BY_NAME, Format, Gives, format_of
from loaders.grids import tables
from loaders.mapping.by_path import read_by_path
from loaders.mapping.declared import COMMITTEE, DOCUMENT, TableMapping
from loaders.papers.evidence import cited_as, read_evidence
from loaders.parsed import LIMITS, Grid, Parsed
from loaders.plan_document import read_document
from loaders.problems import problem
from loaders.read_file import bounded, named
from loaders.sheet import Sheet, filled
from loaders.sheets import Holds, anything, knows, read_by_name, read_mapped, table_name, without_examples
from loaders.tables import Draft
from loaders.workbook.about import About, SheetUse, about, is_about
from schema.dates import DateOrder
from schema.kinds import KINDS
from schema.records import Problem, Source

LINES = "lines"
BY_ITS_NAME = SheetUse(None)


@dataclass(slots=True)
class Reading:
    """One file on its way from what it holds to records. `order` is that of day and month, where it is declared."""

    draft: Draft
    file: PlanFile
    form: Format
    parsed: Parsed
    mappings: Sequence[TableMapping]
    order: DateOrder | None
    limits: Mapping[str, float] = field(default_factory=lambda: LIMITS)
    empty: list[str] = field(default_factory=list)
    one: bool | None = None

    def read(self) -> None:
        """Adds everything that the file holds to the draft; what nothing explains is told.

        A mapping about a file has the only word on it; without one, tables go by their names, and the running text
        of a paper is evidence.
        """
        told = about(self.parsed.grids)
        self.draft.problems += [one for one in self.parsed.problems if not told.leaves_out(one.source.sheet)]
        papers = [table for table in self.mappings if table.format == DOCUMENT]
        of_rows = [table for table in self.mappings if table.format != DOCUMENT]
        for paper in papers[:1]:
            read_evidence(self.draft, self.file, self.parsed, paper.document, paper.title)
        if self.form.gives is Gives.DOCUMENT:
            self.document(of_rows)
        elif of_rows:
            self.mapped(of_rows)
        elif not papers:
            self.unmapped(told)

    def document(self, mappings: Sequence[TableMapping]) -> None:
        """Reads plan data: by the paths of a mapping, or as data of our own shape."""
        data = self.parsed.document
        if data is None and self.parsed.problems:
            return
        if mappings:
            read_by_path(self.draft, self.file, data, mappings, self.order, self.limits)
        else:
            read_document(self.draft, self.file, data, self.order)

    def mapped(self, mappings: Sequence[TableMapping]) -> None:
        """Reads the tables that a mapping explains; the others of the file are told."""
        for table in mappings:
            if table.format == COMMITTEE:
                self.committee(table)
        of_rows = [table for table in mappings if table.format != COMMITTEE]
        left = []
        for grid in self.parsed.grids:
            mine = [table for table in of_rows if is_about_grid(table, grid)]
            if mine:
                for sheet in self.found(grid, mine):
                    read_mapped(self.draft, self.file, sheet, mine, self.order)
            elif of_rows and holds_something(grid):
                left.append(grid)
        self.not_mapped(left)

    def committee(self, mapping: TableMapping) -> None:
        """Reads a committee table; in a text its cells may run over several lines, so it is read as it stands."""
        grids = [grid for grid in self.parsed.grids if is_about_grid(mapping, grid)]
        if self.form.name == LINES:
            text = "\n".join(str(row[0]) for grid in grids for row in grid.rows if row)
            read_committee(self.draft, self.file, text, mapping)
        else:
            read_committee(self.draft, self.file, grids, mapping)

    def found(self, grid: Grid, mappings: Sequence[TableMapping]) -> list[Sheet]:
        """The tables of a grid, by the headings that the mapping knows."""
        sheets, problems = tables(grid, lambda heading: any(table.knows(heading) for table in mappings))
        self.tell(problems)
        return sheets

    def unmapped(self, told: About) -> None:
        """Reads each table by its name, and a paper's text as evidence."""
        self.draft.plan_set = told.plan_set or self.draft.plan_set
        self.order = self.order or told.date_order
        self.tell(told.problems)
        left = []
        for grid in self.parsed.grids:
            if holds_something(grid) and not is_about(grid) and not self.by_name(grid, told):
                left.append(grid)
        if self.empty:
            self.tell([problem("sheet-empty", f"Sheets with headings and no rows were left out and ask nothing: "
                               f"{', '.join(self.empty)}.")])
        if self.form.gives is Gives.PASSAGES:
            read_evidence(self.draft, self.file, self.parsed, cited_as(self.file.name, self.draft))
        self.unknown(left)

    def by_name(self, grid: Grid, told: About) -> bool:
        """Reads the tables of a grid whose name, caption or title tells what they hold; False where none does."""
        use = told.sheets.get(grid.name or "", BY_ITS_NAME)
        if told.leaves_out(grid.name):
            return True
        if grid.hidden and use is BY_ITS_NAME:
            self.tell([problem("sheet-hidden", source=Source(sheet=grid.name))])
            return True
        holds = self.holds(grid, use)
        known = anything if holds is None else lambda heading: knows(holds, heading)
        sheets, problems = tables(grid, known, by_name=True)
        kinds = [table_name(sheet.about) or holds for sheet in sheets]
        if not any(kinds):
            return False
        self.tell(problems)
        for sheet, kind in zip(sheets, kinds, strict=True):
            plain = without_examples(self.draft, self.file, sheet)
            if kind is None:
                self.unknown([grid])
            elif plain.rows or grid.name is None or use is not BY_ITS_NAME:
                read_by_name(self.draft, self.file, plain, kind, self.order, use.asks)
            else:  # a sheet of a template that nobody filled in asks nothing
                self.empty.append(str(grid.name))
        return True

    def holds(self, grid: Grid, use: SheetUse) -> Holds | None:
        """What a grid holds by what its workbook, its name, its caption or, if it is the only one, its file says."""
        names = [use.holds, *names_of(grid)]
        if self.form.gives is Gives.GRIDS and self.has_one_table():
            names.append(PurePosixPath(self.file.name).stem)
        return next((found for name in names if name and (found := table_name(name)) is not None), None)

    def has_one_table(self) -> bool:
        """Whether only one of the file's sheets holds anything; looked at once."""
        if self.one is None:
            self.one = len(list(islice(filter(holds_something, self.parsed.grids), 2))) == 1
        return self.one

    def unknown(self, grids: Sequence[Grid]) -> None:
        """Tells of tables that nothing explains: each sheet of a workbook, all tables of a paper together."""
        expected = f"one of {', '.join(kind.plural for kind in KINDS)}, links"
        if self.form.gives is Gives.PASSAGES and grids:
            many = f"{len(grids)} tables" if len(grids) > 1 else "A table"
            self.tell([problem("table-unread", f"{many} of the paper: nothing tells what the rows are, so only the "
                               "text around was read.", value=", ".join(str(grid.name) for grid in grids))])
            return
        self.tell([problem("sheet-unknown", source=Source(sheet=grid.name), value=grid.name, expected=expected)
                   for grid in grids])

    def not_mapped(self, grids: Sequence[Grid]) -> None:
        """Tells in one note which sheets or tables of a mapped file no entry of the mapping is about."""
        if grids:
            names = ", ".join(str(grid.name) for grid in grids)
            self.tell([problem("table-unread", "The mapping is not about these sheets or tables, so they were not "
                               "read.", value=names)])

    def tell(self, problems: Sequence[Problem]) -> None:
        """Adds problems, with the file that they are about."""
        self.draft.problems += [named(told, self.file) for told in bounded(problems)]


def papers_last(files: Sequence[PlanFile]) -> list[PlanFile]:
    """The files in their order, papers after all others: by then it is known how records cite them."""
    return sorted(files, key=lambda file: (found := format_of(file.name)) is not None and found.gives is Gives.PASSAGES)


def as_mapped(form: Format, name: str, mappings: Sequence[TableMapping]) -> Format:
    """The format that a file is parsed as: its own, unless a mapping reads a text as rows or as a committee table,
    whose cells may run over several lines.
    """
    if any(table.format == COMMITTEE for table in mappings) and (form.name == "text" or name.lower().endswith(".tsv")):
        return BY_NAME[LINES]
    if form.name == "text" and any(table.format != DOCUMENT for table in mappings):
        return BY_NAME["delimited"]
    return form


def is_about_grid(mapping: TableMapping, grid: Grid) -> bool:
    """Whether a mapping is about a grid, by any of the grid's names."""
    return any(mapping.wants(name) for name in names_of(grid) or (None,))


def holds_something(grid: Grid) -> bool:
    """Whether any cell of a grid is filled."""
    return any(any(map(filled, row or ())) for row in grid.rows)
