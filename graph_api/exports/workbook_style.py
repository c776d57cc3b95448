"""How our workbooks look and what all of their sheets share: fonts, colours, pages, the sheet "Goldthread"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from loaders.workbook.about import LINKS, NAMES, SHEET
from schema.dates import DateOrder
from schema.kinds import Kind
from schema.records import PlanSet

FONT = {"font_name": "Arial", "font_size": 11}
INK, PAPER, LINE = "#1B2A3D", "#FFFFFF", "#8A94A0"
GREY = "#555555"
"""Grey of examples: 7.5 to 1 on white."""
AS_TEXT = 49
"""The number format "@" keeps what is typed: without it a spreadsheet makes September of 2008/09."""
LAST_ROW, A4 = 1_048_575, 9
LONGEST_CELL = 32_767
"""Signs that a cell of a workbook can hold."""
LINE_HEIGHT, TALLEST = 15, 409
"""Points that a line of text takes, and the most that a row can have."""
CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""Written as the day of every workbook, so that the same plans give the same bytes."""
MEANINGS = {
    "plan set": "A short id: small letters, figures and hyphens.",
    "title": "Whose plans these are.",
    "about": "One or two sentences for whoever reads the report.",
    "made up": "yes where the council is invented.",
    "date order": "What 03/04/2008 means: day-first or month-first. Blank: such a date is a problem.",
}
USES = ("Sheet", "Kind", "Asks")


class Use(NamedTuple):
    """One row of the sheet "Goldthread": a sheet, what it holds, what it asks."""

    sheet: str
    kind: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook."""

    heading: Format
    name: Format
    text: Format
    number: Format
    example: Format
    run: Format


def open_book(output: Path, title: str) -> tuple[Workbook, Styles]:
    """A new workbook, in which text stays text whatever it looks like; `close` writes it.

    Links and numbers are made of no text either: what a plan says must never become something that acts.
    """
    book = Workbook(str(output), {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_format_properties": dict(FONT)})  # the writer adds to it
    book.set_properties({"title": title, "created": CREATED})
    cell = {**FONT, "valign": "top", "text_wrap": True}
    return book, Styles(
        heading=book.add_format({**cell, "bold": True, "font_color": PAPER, "bg_color": INK, "border": 1,
                                 "border_color": LINE}),
        name=book.add_format({**cell, "bold": True, "font_color": INK}),
        text=book.add_format({**cell, "num_format": AS_TEXT}),
        number=book.add_format(cell),
        example=book.add_format({"italic": True, "font_color": GREY}),
        run=book.add_format(FONT))


def close(book: Workbook) -> None:
    """Writes the file; OSError where that cannot be done."""
    try:
        book.close()
    except XlsxFileError as error:  # its own, which nobody expects of a file
        raise OSError(str(error)) from error


def add_sheet(book: Workbook, name: str, *, wide: bool = True) -> Worksheet:
    """A sheet that prints on A4 lying, with its heading row on every page, its name and the page number below.

    A `wide` one goes over several pages side by side; any other fits on the page's width.
    """
    sheet: Worksheet = book.add_worksheet(name)
    if wide:
        sheet.print_across()
    else:
        sheet.fit_to_pages(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&RPage &P of &N")
    return sheet


def write_about(
    book: Workbook, styles: Styles, plan_set: PlanSet | None, order: DateOrder | None, uses: Iterable[Use]
) -> Worksheet:
    """The sheet "Goldthread", as `loaders.workbook.about` reads it; the row below its second headings is returned."""
    sheet = add_sheet(book, SHEET, wide=False)
    sheet.set_column(0, 1, 34, styles.text)
    sheet.set_column(2, 2, 70, styles.text)
    values = (plan_set.name, plan_set.title, plan_set.about, "yes" if plan_set.made_up else "no") if plan_set else (
        "", "", "", "no")
    write_row(sheet, 0, ("Name", "Value", "What it is"), styles.heading)
    for row, (name, value) in enumerate(zip(NAMES, (*values, order or ""), strict=True), 1):
        write_row(sheet, row, (name, value, MEANINGS[name]), styles.text)
    write_row(sheet, len(NAMES) + 2, USES, styles.heading)
    for row, use in enumerate(uses, len(NAMES) + 3):
        write_row(sheet, row, use, styles.text)
    return sheet


def write_row(sheet: Worksheet, row: int, cells: Sequence[str], style: Format) -> None:
    """A row of texts from the first column on."""
    for column, cell in enumerate(cells):
        sheet.write_string(row, column, str(cell), style)


def fit_row(sheet: Worksheet, row: int, cells: Iterable[tuple[int, str]]) -> None:
    """Makes a row as high as the longest of its texts needs, each given with the width of its column in signs.

    Spreadsheets do so by themselves, but not all of them before the first print.
    """
    lines = max((text.count("\n") + 1 + len(text) // max(1, width - 2) for width, text in cells
                 if len(text) > width - 2 or "\n" in text), default=1)
    if lines > 1:
        sheet.set_row(row, min(TALLEST, LINE_HEIGHT * lines))


def mark_table(sheet: Worksheet, name: str, headings: Sequence[str], rows: int, styles: Styles) -> None:
    """Writes headings and marks them and the rows below as a table, which screen readers announce and people sort."""
    columns = [{"header": heading, "header_format": styles.heading} for heading in headings]
    sheet.add_table(0, 0, max(1, rows), len(headings) - 1, {
        "name": re.sub("[^A-Za-z0-9]+", "_", name).strip("_"), "columns": columns, "style": None,
        "title": name, "description": f"{name}: one row each, with headings in the first row."})
    sheet.freeze_panes(1, 1)


def sheet_name(kind: Kind | None, number: int = 1) -> str:
    """The name of the sheet of a kind, or of links, by which loaders know it: `Service plans`.

    A second one is `Service plans (2)`; that is told by the sheet "Goldthread" alone.
    """
    name = (kind.plural if kind else LINKS).replace("-", " ").capitalize()
    return name if number == 1 else f"{name} ({number})"
