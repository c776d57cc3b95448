"""The entry workbook: a sheet for every kind of thing in a plan, with headings, hints, lists and examples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from graph_api.exports import template_lists
from graph_api.exports.template_checks import check_of, one_of
from graph_api.exports.template_columns import Column, columns_of, link_columns
from graph_api.exports.template_examples import EXAMPLES, LINK_EXAMPLE, Row
from graph_api.exports.template_howto import SHEET as HOW_TO
from graph_api.exports.template_howto import belongs, write_howto
from graph_api.exports.template_lists import Lists
from graph_api.exports.workbook_style import (
    LAST_ROW,
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
from loaders.workbook.about import EXAMPLE, NAMES, NOT_READ
from loaders.workbook.about import SHEET as ABOUT
from schema.dates import DateOrder
from schema.fields import FieldType
from schema.kinds import KINDS, Kind

LINKS = sheet_name(None)
TITLE = "Goldthread entry workbook"
ABOUT_LINKS = "One link a row, for links that have a remark or a paper of their own."
ABOUT_SELF = "Whose plans these are, and what sheets hold whose name does not tell it."
NOTE_SIZE = {"width": 320, "height": 130, "font_name": "Arial", "font_size": 10, "color": "#FFFFE1"}


def write_template(output: Path, kinds: Sequence[Kind] = KINDS, *, examples: bool = True) -> None:
    """Writes the entry workbook for some kinds; the same kinds give the same bytes. OSError where it cannot be written.

    Example rows have a key that begins with `example:`, by which loaders leave them out and say so.
    """
    book, styles = open_book(output, TITLE)
    sheets = {kind.name: sheet_name(kind) for kind in kinds}
    columns = {kind.name: columns_of(kind) for kind in kinds}
    lists = Lists(sheets, [column.far for found in columns.values() for column in found if column.far])
    about = [*((sheets[kind.name], belongs(kind)) for kind in kinds), (LINKS, ABOUT_LINKS), (ABOUT, ABOUT_SELF)]
    write_howto(book, styles, output.name, about, examples)
    for kind in kinds:
        rows = EXAMPLES[kind.name] if examples else ()
        _write_entry(book, styles, sheets[kind.name], columns[kind.name], rows, lists)
    _write_entry(book, styles, LINKS, link_columns(), (LINK_EXAMPLE,) if examples else (), lists)
    _check_about(write_about(book, styles, None, DateOrder.DAY_FIRST, _uses()), lists)
    hidden = add_sheet(book, template_lists.SHEET)
    lists.write(book, hidden, styles)
    hidden.hide()
    close(book)


def _uses() -> list[Use]:
    """The sheets that hold no plans."""
    return [Use(HOW_TO, NOT_READ), Use(template_lists.SHEET, NOT_READ)]


def _write_entry(
    book: Workbook, styles: Styles, name: str, columns: Sequence[Column], rows: Sequence[Row], lists: Lists
) -> None:
    """One sheet to fill in."""
    sheet = add_sheet(book, name)
    for place, column in enumerate(columns):
        number = column.field is not None and column.field.type is FieldType.NUMBER
        sheet.set_column(place, place, column.width, styles.number if number else styles.text)
        sheet.data_validation(1, place, LAST_ROW, place, check_of(column, place, lists))
    mark_table(sheet, name, [column.heading for column in columns], len(rows), styles)
    for place, column in enumerate(columns):
        sheet.write_comment(0, place, column.note, NOTE_SIZE)
    for number_of_row, row in enumerate(rows, 1):
        _write_example(sheet, number_of_row, columns, row, styles)
    sheet.conditional_format(1, 0, LAST_ROW, len(columns) - 1, {
        "type": "formula", "criteria": f'=LEFT($A2,{len(EXAMPLE)})="{EXAMPLE}"', "format": styles.example})


def _write_example(sheet: Worksheet, number: int, columns: Sequence[Column], row: Row, styles: Styles) -> None:
    """A row that shows what to write; its first cell is marked."""
    for place, column in enumerate(columns):
        cell = row.get(column.name.replace("_", " "))
        if cell is None:
            continue
        if column.field is not None and column.field.type is FieldType.NUMBER:
            sheet.write_number(number, place, float(cell), styles.number)
        else:
            sheet.write_string(number, place, cell if place else f"{EXAMPLE} {cell}", styles.text)
    fit_row(sheet, number, ((column.width, row.get(column.name.replace("_", " "), "")) for column in columns))


def _check_about(sheet: Worksheet, lists: Lists) -> None:
    """Dropdowns for what the sheet "Goldthread" lets one choose."""
    made_up, order = (NAMES.index(name) + 1 for name in ("made up", "date order"))
    sheet.data_validation(made_up, 1, made_up, 1, one_of(["yes", "no"], "yes or no."))
    sheet.data_validation(order, 1, order, 1, one_of([*DateOrder], "What 03/04/2008 means."))
    first = len(NAMES) + 3
    kind = one_of(lists.words("kind"), "A kind; links for a table of links; not read for a sheet without plans.")
    asks = one_of([*ASKS], "register: a blank is an answer; transcript: it means nothing; list: it only names things.")
    sheet.data_validation(first, 1, first + 200, 1, kind)
    sheet.data_validation(first, 2, first + 200, 2, asks)
