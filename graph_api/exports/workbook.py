"""A plan set as a workbook: a sheet a table, and a sheet "Goldthread" that says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from graph_api.exports.cells import Plain, figures
from graph_api.exports.losses import Loss, Tally
from graph_api.exports.tables import LINK_COLUMNS, OutTable, lay_out
from graph_api.exports.template_columns import heading_of, width_of
from graph_api.exports.workbook_style import (
    LAST_ROW,
    LONGEST_CELL,
    Styles,
    Use,
    add_sheet,
    close,
    fit_row,
    mark_table,
    open_book,
    sheet_name,
    write_about,
)
from loaders.tables import ASKS
from loaders.workbook.about import LINKS
from schema.links import BY_LABEL
from schema.records import Loaded

TOO_LONG = "a text of more signs than a cell of a workbook holds (32,767): the cell is left out"
UNFIT = "a text with signs that a workbook takes for others (U+FFFE, U+FFFF, _x005F_x0041_): the cell is left out"
_UNFIT = re.compile("[\ufffe\uffff]|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
"""Signs that XML cannot hold, and the escapes of workbooks one upon the other, which readers take apart differently."""
EXACT = 2**53
"""Whole numbers from here on are not all different in a workbook."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A table with the name of its sheet."""

    name: str
    table: OutTable


def write_workbook(loaded: Loaded, output: Path) -> list[Loss]:
    """Writes a plan set as an .xlsx workbook; gives what it does not hold. OSError where it cannot be written.

    Text is written as text, whatever it looks like: nothing in a plan becomes a formula or a link.
    """
    laid = lay_out(loaded)
    tally = Tally()
    tables = list(_named(_fitted(laid.tables, tally)))
    title = loaded.plan_set.title
    book, styles = open_book(output, title)
    for named in tables:
        _Sheet(book, styles, named).write()
    uses = [Use(named.name, named.table.kind.slug if named.table.kind else LINKS, named.table.asks)
            for named in tables]
    write_about(book, styles, loaded.plan_set, None, uses)
    close(book)
    return [*laid.losses, *laid.joined(), *tally.losses()]


def _fitted(tables: Sequence[OutTable], tally: Tally) -> list[OutTable]:
    """The tables with no cell and no sheet too long: references that one cell cannot hold become rows of links."""
    found: list[OutTable] = []
    links: list[dict[str, Plain]] = []
    for table in tables:
        found += _pages(replace(table, rows=[_row(table, row, links, tally) for row in table.rows]))
    return found + (list(_pages(OutTable(None, ASKS[1], LINK_COLUMNS, links))) if links else [])


def _row(table: OutTable, row: dict[str, Plain], links: list[dict[str, Plain]], tally: Tally) -> dict[str, Plain]:
    """The row without the cells that a workbook cannot hold."""
    without = {name: why for name, cell in row.items() if isinstance(cell, str) and (why := unheld(cell))}
    for name, why in without.items():
        if why == TOO_LONG and table.kind is not None and name in BY_LABEL:
            links += _links(table.kind.slug, name, row)
        else:
            tally.add(why, f"{row.get('key') or row.get('from')}: {name}")
    return {name: cell for name, cell in row.items() if name not in without} if without else row


def _links(slug: str, label: str, row: dict[str, Plain]) -> Iterator[dict[str, Plain]]:
    """The references of one cell as rows of a table of links, with the paper of their row."""
    key = str(row["key"])
    start = key if key.startswith(f"{slug}:") else f"{slug}:{key}"
    paper: dict[str, Plain] = {name: row[name] for name in ("document", "paragraph") if name in row}
    for reference in str(row[label]).split(";"):
        yield {"from": start, "link": label, "to": reference, **paper}


def _pages(table: OutTable) -> Iterator[OutTable]:
    """The table, or several where it has more rows than a sheet."""
    for start in range(0, max(1, len(table.rows)), LAST_ROW):
        yield replace(table, rows=table.rows[start:start + LAST_ROW])


def _named(tables: Sequence[OutTable]) -> Iterator[_Named]:
    """Each table with a name that no other has: Strategies, Strategies (2)."""
    seen: dict[str, int] = {}
    for table in tables:
        name = sheet_name(table.kind)
        seen[name] = seen.get(name, 0) + 1
        yield _Named(sheet_name(table.kind, seen[name]), table)


def unheld(text: str) -> str | None:
    """Why a cell cannot hold the text; None where it can. Spreadsheets count signs in units of two bytes."""
    if len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
        return TOO_LONG
    return UNFIT if _UNFIT.search(text) else None


class _Sheet:
    """Writes one table."""

    def __init__(self, book: Workbook, styles: Styles, named: _Named) -> None:
        self.sheet: Worksheet = add_sheet(book, named.name)
        self.styles, self.name, self.table = styles, named.name, named.table
        self.widths = [width_of(named.table.kind, name) for name in named.table.columns]

    def write(self) -> None:
        """Writes headings and rows."""
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width, self.styles.text)
        headings = [heading_of(name) for name in self.table.columns]
        mark_table(self.sheet, self.name, headings, len(self.table.rows), self.styles)
        for number, row in enumerate(self.table.rows, 1):
            self.row(number, row)

    def row(self, number: int, row: dict[str, Plain]) -> None:
        """Writes one row."""
        texts = []
        for place, name in enumerate(self.table.columns):
            cell = row.get(name)
            if cell is not None:
                self.cell(number, place, cell)
                if isinstance(cell, str):
                    texts.append((self.widths[place], cell))
        fit_row(self.sheet, number, texts)

    def cell(self, row: int, place: int, cell: Plain) -> None:
        """Writes one cell by what it holds; a number that a workbook would round is written in figures."""
        if isinstance(cell, bool):
            self.sheet.write_boolean(row, place, cell, self.styles.number)
        elif not isinstance(cell, str) and is_exact(cell):
            self.sheet.write_number(row, place, cell, self.styles.number)
        else:
            text = cell if isinstance(cell, str) else figures(cell)
            if text.startswith("<r>") and text.endswith("</r>"):  # the writer would take it for markup of its own
                self.sheet.write_rich_string(row, place, text[:1], self.styles.run, text[1:], self.styles.text)
            else:
                self.sheet.write_string(row, place, text, self.styles.text)


def is_exact(number: int | float) -> bool:
    """Whether a workbook keeps every figure of the number; the writer gives sixteen, and a spreadsheet fifteen."""
    return abs(number) < EXACT and float(f"{number:.15g}") == number
