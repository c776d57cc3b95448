"""What a spreadsheet checks and offers while a cell is filled in. Each check warns and none refuses.

A cell may hold several references, a date may be a quarter of a year: what looks odd to a spreadsheet may be right.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from graph_api.exports.template_columns import LONGEST_HINT, Column
from graph_api.exports.template_lists import Lists
from schema.fields import Field, FieldType

Check = dict[str, Any]
"""Options of `Worksheet.data_validation`."""
LONGEST_TITLE = 32
MOST = 10**15


def check_of(column: Column, place: int, lists: Lists) -> Check:
    """The check of a column that is the `place`th of its sheet, counted from 0; it begins in row 2."""
    cell = f"{xl_col_to_name(place)}2"
    return {
        "input_title": column.heading[:LONGEST_TITLE], "input_message": column.hint, "error_type": "warning",
        "ignore_blank": True, "error_title": "Please look again"[:LONGEST_TITLE], **_test(column, cell, lists)}


def one_of(source: list[str] | str, hint: str) -> Check:
    """A dropdown with a hint and nothing else."""
    return {"validate": "list", "source": source, "input_message": hint, "error_type": "warning",
            "error_message": "The list does not have this."}


def _test(column: Column, cell: str, lists: Lists) -> Check:
    """What is tested, and what is said where it fails."""
    if column.field is not None:
        return _of_field(column.field, cell)
    if column.far:
        source = lists.offered(column.far)
        return {"validate": "any"} if source is None else {
            "validate": "list", "source": source, "error_message": _said(
                "No sheet has this key yet. Several with \";\" between are fine, and so is what you will add later.")}
    if column.name == "key":
        letter = cell[:-1]
        return _custom(f"=COUNTIF(${letter}:${letter},{cell})=1", "Another row of this sheet has the same key.")
    if column.name == "link":
        return {"validate": "list", "source": lists.words("link"), "error_message": _said("This is not a link.")}
    return {"validate": "any"}


def _of_field(field: Field, cell: str) -> Check:
    """The test of a field, by its type."""
    if field.words or field.type is FieldType.YES_NO:
        words = list(field.words or ("yes", "no"))
        return {"validate": "list", "source": words,
                "error_message": _said("It is none of the words in the list; it may not be understood.")}
    if field.type is FieldType.NUMBER:
        return {"validate": "decimal", "criteria": "between", "minimum": -MOST, "maximum": MOST,
                "error_message": _said("It is not in figures. £2.5m and 30% are understood, other words are not.")}
    if field.type is FieldType.DATE:
        return _custom(_has_year(cell), "There is no year of four figures in it, as in October 2007 or 2008/09.")
    if field.type is FieldType.PERIOD:
        return _custom(f"=AND(OR(LEN({cell})=4,LEN({cell})=7),{_has_year(cell)[1:]})",
                       "Write a year: 2008/09 or 2008.")
    return {"validate": "any"}


def _custom(formula: str, message: str) -> Check:
    return {"validate": "custom", "value": formula, "error_message": _said(message)}


def _has_year(cell: str) -> str:
    """A formula that holds for a real date and for a text with a year in it; our years are 1900 to 2200."""
    centuries = ",".join(f'ISNUMBER(SEARCH("{century}??",{cell}))' for century in (19, 20, 21))
    return f"=OR(ISNUMBER({cell}),{centuries})"


def _said(message: str) -> str:
    assert len(message) <= LONGEST_HINT, "a spreadsheet would refuse the message"  # noqa: S101
    return message
