"""Tables read by name: headings of sections and totals among rows, hidden and unknown sheets, tables nobody knows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from folders import codes, keys, load_files, problem

from schema.records import Loaded

FULL = "a,A,planned,2008\nb,B,planned,2009\nc,C,planned,2010\n"


def actions(folder: Path, rows: str, headings: str = "key,title,status,due") -> Loaded:
    return load_files(folder, {"actions.csv": f"{headings}\n{rows}"})


def like_headings(loaded: Loaded) -> list[tuple[int | None, str | None]]:
    return [(one.source.row, one.value) for one in loaded.problems if one.code == "row-like-heading"]


def book(**sheets: list[list[Any]]) -> bytes:
    """A workbook; the name of a hidden sheet begins with `hidden`."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name.removeprefix("hidden"))
            if name.startswith("hidden"):
                sheet.hide()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return made.getvalue()


def test_headings_of_sections_and_totals_are_read_and_told(tmp_path: Path) -> None:
    loaded = actions(tmp_path, f"Priority 1: Safer,,,\n{FULL}Total,,,\n")

    assert keys(loaded) == {"action:priority-1:-safer", "action:a", "action:b", "action:c", "action:total"}
    assert like_headings(loaded) == [(2, "Priority 1: Safer"), (6, "Total")]
    assert problem(loaded, "key-changed")


@pytest.mark.parametrize("row", ["Grand total,,,2010", "TOTALS:,5,,", ",sum,,2010", " Total, ,,"])
def test_a_total_with_figures_is_told_too(tmp_path: Path, row: str) -> None:
    assert [found for found, _ in like_headings(actions(tmp_path, f"{FULL}{row}\n"))] == [5]


def test_a_title_alone_is_told_where_it_names_the_row(tmp_path: Path) -> None:
    loaded = actions(tmp_path, f"{FULL},Safer streets,,\n")

    assert like_headings(loaded) == [(5, "Safer streets")]


@pytest.mark.parametrize(("headings", "rows"), [
    ("key,title", "a,A\nb,\nc,C\n"), ("key,title,status,due", "a,A,,\nb,,,\nc,C,,\n"),
    ("key,title,status,due", f"{FULL}d,D,,\n"), ("key,title,status,due", f"{FULL}totally,Total,,\n")])
def test_rows_with_little_in_them_are_no_headings_for_that(tmp_path: Path, headings: str, rows: str) -> None:
    assert like_headings(actions(tmp_path, rows, headings)) == []


def test_a_row_that_names_nothing_is_told_once(tmp_path: Path) -> None:
    loaded = actions(tmp_path, f"{FULL},,,2012\n")

    assert like_headings(loaded) == []
    assert problem(loaded, "row-without-key").source.row == 5


def test_more_than_twenty_in_a_table_are_counted(tmp_path: Path) -> None:
    sections = "".join(f"S{number},,,\n" for number in range(25))
    full = "".join(f"a{number},A{number},,2008\n" for number in range(40))
    told = [one for one in actions(tmp_path, full + sections).problems if one.code == "row-like-heading"]

    assert [one.source.row for one in told] == [*range(42, 63)]
    assert told[-1].message.startswith("5 more rows")


def test_a_merged_row_over_a_section_of_a_workbook_is_told(tmp_path: Path) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Actions")
        for number, row in enumerate([["Key", "Title", "Due"], [], ["a", "A", "2008"], ["b", "B", "2009"]]):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, 0, 1, 2, "Section B: Housing")
    loaded = load_files(tmp_path, {"plans.xlsx": made.getvalue()})

    assert like_headings(loaded) == [(2, "Section B: Housing")]


def test_tables_that_nobody_knows_are_not_turned_into_items(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {"plans.xlsx": book(Strategies=[
        ["Key", "Title", "Status", "", "", "Post", "Name"], ["homes", "Homes", "draft", "", "", "head", "Jo"],
        ["parks", "Parks", "draft"], [], ["Risk", "Level"], ["Flood", "high"]])})

    assert keys(loaded) == {"strategy:homes", "strategy:parks"}
    assert [(one.code, one.source.row, one.source.column, one.value) for one in loaded.problems] == [
        ("table-unread", 1, "F", "Post; Name"), ("table-unread", 5, None, "Risk; Level")]
    assert codes(loaded) == ["table-unread", "table-unread"]


def test_sheets_that_are_hidden_unknown_or_empty_are_told(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {"plans.xlsx": book(
        Strategies=[["Key", "Title"], ["homes", "Homes"]], hiddenPosts=[["Key", "Title"], ["head", "Head"]],
        Colours=[["Name", "Shade"], ["red", "dark"]], Actions=[["Key", "Title"]])})

    assert keys(loaded) == {"strategy:homes"}
    assert problem(loaded, "sheet-hidden").source.sheet == "Posts"
    assert problem(loaded, "sheet-unknown").value == "Colours"
    assert "Actions" in f"{problem(loaded, 'sheet-empty')}"


def test_a_workbook_that_says_what_nobody_understands_is_told(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {"plans.xlsx": book(
        Strategies=[["Key", "Title"], ["homes", "Homes"]], Goldthread=[["Name", "Value"], ["colour", "blue"]])})

    told = problem(loaded, "workbook-about")
    assert (told.source.sheet, told.source.row, told.value) == ("Goldthread", 2, "colour")


def test_sheets_that_the_mapping_is_not_about_are_told(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {
        "plans.xlsx": book(Ours=[["Ref", "Name"], ["1", "Homes"]], Colours=[["Name", "Shade"], ["red", "dark"]]),
        "mapping.yaml": "tables:\n  - {file: plans.xlsx, sheet: Ours, kind: Strategy, "
                        "columns: {Ref: key, Name: title}}\n"})

    assert keys(loaded) == {"strategy:1"}
    assert problem(loaded, "table-unread").value == "Colours"
