"""Finding the tables of a sheet: titles, groups of headings, headings again, tables below and beside one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grids import tables
from loaders.parsed import Grid
from schema.records import Problem

KNOWN = {"Key", "Title", "Status", "Due", "2008/09 Target", "2008/09 Actual", "2009/10 Target", "From", "To"}
HEADINGS = ["Key", "Title", "Status"]


def knows(heading: str) -> bool:
    return heading in KNOWN


def found(rows, **grid):
    return tables(Grid("Plans", rows, **grid), knows)


def numbers(sheet) -> list[int]:
    return [row.number for row in sheet.rows]


def told(problems: list[Problem]) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.source.row) for problem in problems]


def test_a_plain_table_is_taken_as_it_stands():
    rows = [HEADINGS, ["a", "A", "open"], ["b", "B", ""]]
    (sheet,), problems = found(rows)
    assert (sheet.headings, sheet.top, sheet.name, sheet.about, sheet.first_column) == (HEADINGS, 1, "Plans", "", 0)
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, rows[1]), (3, rows[2])]
    assert problems == []


def test_titles_and_notes_above_the_headings_are_what_the_table_is_about():
    (sheet,), problems = found(
        [["Action plan", "", ""], ["As of May", "", ""], ["", "", ""], HEADINGS, ["a", "A", ""]], about="Page 3")
    assert (sheet.headings, sheet.top, sheet.about) == (HEADINGS, 4, "Page 3; Action plan; As of May")
    assert numbers(sheet) == [5]
    assert problems == []


def test_rows_of_several_cells_above_the_headings_are_told():
    _, problems = found([["Owner", "Housing"], ["", ""], HEADINGS, ["a", "A", ""]])
    assert told(problems) == [("rows-above-headings", 1)]


def test_row_numbers_count_from_the_first_row_of_the_grid():
    (sheet,), _ = found([HEADINGS, ["a", "A", ""]], first_row=12)
    assert (sheet.top, numbers(sheet)) == (12, [13])


def test_one_known_word_in_a_title_makes_no_heading_row():
    (sheet,), _ = found([["Title", "of a plan", ""], HEADINGS, ["a", "A", ""]])
    assert sheet.top == 2


def test_a_list_of_one_column_needs_one_known_heading():
    (sheet,), _ = found([["All our plans"], ["Title"], ["A"], ["B"]])
    assert (sheet.headings, sheet.top, len(sheet.rows)) == (["Title"], 2, 2)


@pytest.mark.parametrize(("rows", "top"), [
    ([["Name", "Colour"], ["a", "red"]], 1), ([["Plans"], ["Name", "Colour"], ["a", "red"]], 2),
    ([["Names"], ["a"], ["b"]], 1), ([[], ["", ""], ["Name", "Colour"]], 3)])
def test_headings_that_nobody_knows_are_still_taken_for_headings(rows, top):
    (sheet,), _ = found(rows)
    assert sheet.top == top


@pytest.mark.parametrize("rows", [[], [[]], [None], [["", None, "  "]], [None, []]])
def test_a_blank_grid_has_no_table(rows):
    assert found(rows) == ([], [])


def test_headings_repeated_on_each_page_are_no_rows():
    (sheet,), problems = found([HEADINGS, ["a", "A", ""], ["KEY", "Title ", "Status"], ["b", "B", ""], HEADINGS])
    assert numbers(sheet) == [2, 4]
    assert problems == []


def test_blank_rows_within_are_told_once_and_those_after_the_last_not_at_all():
    (sheet,), problems = found([HEADINGS, [], ["a", "A", ""], ["", " ", None], [], ["b", "B", ""], [], []])
    assert numbers(sheet) == [3, 6]
    assert told(problems) == [("row-empty", 2)]
    assert problems[0].message == "3 rows hold nothing but blanks."


def test_rows_are_made_as_wide_as_the_headings():
    (sheet,), problems = found([HEADINGS, ["a"], ["b", "B", "", None, " "], ["c", "C", "", 7]])
    assert [row.cells for row in sheet.rows] == [["a", "", ""], ["b", "B", ""], ["c", "C", ""]]
    assert told(problems) == [("row-too-long", 4)]
    assert (problems[0].value, problems[0].expected) == ("4 cells", "3 cells"), "what stands there is not shown"


def test_cells_under_no_heading_stay_where_they_are():
    (sheet,), problems = found([["", *HEADINGS, "", ""], [1, "a", "A", "", "note", ""]])
    assert (sheet.headings, sheet.first_column) == (["", *HEADINGS, "", ""], 0)
    assert sheet.rows[0].cells == [1, "a", "A", "", "note", ""]
    assert problems == []


def test_a_table_that_begins_further_right_knows_its_first_column():
    (sheet,), _ = found([["", "", *HEADINGS], ["", "", "a", "A", ""]])
    assert (sheet.headings, sheet.first_column) == (HEADINGS, 2)
    assert sheet.rows[0].cells == ["a", "A", ""]


def test_rows_that_could_not_be_read_are_passed_over():
    (sheet,), problems = found([None, HEADINGS, None, ["a", "A", ""]])
    assert (sheet.top, numbers(sheet), problems) == (2, [4], [])


def test_a_noughts_and_a_no_are_something():
    (sheet,), problems = found([HEADINGS, [0, "", ""], [False, "", ""]])
    assert numbers(sheet) == [2, 3]
    assert problems == []


def test_section_rows_are_rows():
    (sheet,), _ = found(
        [HEADINGS, ["Housing", "", ""], ["a", "A", ""], ["", "", ""], ["Parks", "", ""], ["b", "B", ""]])
    assert numbers(sheet) == [2, 3, 5, 6]


def test_another_heading_row_after_a_blank_row_begins_another_table():
    sheets, problems = found(
        [HEADINGS, ["a", "A", ""], ["", "", ""], ["From", "To", ""], ["a", "b", ""], ["", "", ""], ["c", "d", ""]])
    assert [(sheet.headings[:2], sheet.top, numbers(sheet)) for sheet in sheets] == [
        (["Key", "Title"], 1, [2]), (["From", "To"], 4, [5, 7])]
    assert told(problems) == [("row-empty", 6)]


def test_the_title_of_a_further_table_is_no_row_of_the_one_before():
    sheets, problems = found(
        [HEADINGS, ["a", "A", ""], ["Total", "", ""], [], ["Links", "", ""], [], ["made in May", "", ""],
         ["From", "To", ""], ["a", "b", ""]])
    assert [(sheet.about, numbers(sheet)) for sheet in sheets] == [("", [2, 3]), ("Links; made in May", [9])]
    assert problems == []


def test_without_a_blank_row_above_known_words_are_a_row():
    (sheet,), _ = found([HEADINGS, ["a", "A", ""], ["From", "To", ""]])
    assert numbers(sheet) == [2, 3]


def test_after_a_blank_row_mostly_unknown_words_are_a_row():
    (sheet,), _ = found([[*HEADINGS, "Due", "Note"], [], ["Title", "Status", "x", "y", "z"]])
    assert numbers(sheet) == [3]


def test_headings_again_after_a_blank_row_and_a_title_do_not_upset_the_next_table():
    sheets, _ = found([HEADINGS, [], HEADINGS, ["Links", "", ""], ["From", "To", ""], ["a", "b", ""]])
    assert [numbers(sheet) for sheet in sheets] == [[4, 5, 6]]


def test_tables_side_by_side_are_parted_by_a_blank_column():
    sheets, problems = found(
        [["Plans", "", "", "Links", ""], ["Key", "Title", "", "From", "To"], ["a", "A", "", "a", "b"],
         ["b", "B", "", "", ""], ["", "", "", "", ""], ["", "", "", "c", "d"]])
    left, right = sheets
    assert (left.headings, left.first_column, numbers(left)) == (["Key", "Title"], 0, [3, 4])
    assert (right.headings, right.first_column, numbers(right)) == (["From", "To"], 3, [3, 6])
    assert right.rows[1].cells == ["c", "d"]
    assert ("row-empty", 5) in told(problems)


@pytest.mark.parametrize("rows", [
    [["Key", "Title", "", "From", "To"], ["a", "A", "note", "a", "b"]],
    [["Key", "Title", "", "From", "Colour"], ["a", "A", "", "a", "b"]]])
def test_tables_stay_one_where_the_column_holds_something_or_too_few_headings_are_known(rows):
    (sheet,), _ = found(rows)
    assert sheet.headings == rows[0]


def test_group_headings_are_put_before_the_headings_below():
    (sheet,), _ = found([
        ["Targets"], ["Key", "Title", "2008/09", "", "2009/10"], ["", "", "Target", "Actual", "Target"],
        ["a", "A", 5, 6, 7]])
    assert sheet.headings == ["Key", "Title", "2008/09 Target", "2008/09 Actual", "2009/10 Target"]
    assert (sheet.top, sheet.about, numbers(sheet)) == (2, "Targets", [4])


@pytest.mark.parametrize("upper", [["", "", "2008/09", ""], ["Key", "Title", "2008/09", ""]])
def test_groups_stand_above_headings_or_above_nothing(upper):
    (sheet,), _ = found([upper, ["Key", "Title", "Target", "Actual"], ["a", "A", 5, 6], upper,
                         ["Key", "Title", "Target", "Actual"], ["b", "B", 7, 8]])
    assert sheet.headings == ["Key", "Title", "2008/09 Target", "2008/09 Actual"]
    assert numbers(sheet) == [3, 6]


def test_two_rows_are_joined_only_where_the_joined_heading_is_known():
    (sheet,), _ = found([["Key", "Title", "Colour", ""], ["", "", "Red", "Blue"], ["a", "A", 5, 6]])
    assert sheet.headings == ["Key", "Title", "Colour", ""]
    assert numbers(sheet) == [2, 3]


def by_name(rows):
    return tables(Grid("Plans", rows), knows, by_name=True)


FOUR = [[*HEADINGS, "Due"], ["homes", "Homes", "open", "2008"], ["parks", "Parks", "open", "2009"], ["", "", "", ""]]


def test_by_name_a_table_below_whose_headings_nobody_knows_is_told_and_not_read():
    (sheet,), problems = by_name([*FOUR, ["Risks"], ["Risk", "Level"], ["Flood", "high"], [], ["Fire", "low"], []])
    assert numbers(sheet) == [2, 3]
    (unread,) = problems
    assert (unread.code, unread.source.row, unread.value) == ("table-unread", 6, "Risk; Level")
    assert "rows 5 to 9" in unread.message


def test_by_name_a_known_table_below_an_unknown_one_is_read():
    sheets, problems = by_name(
        [*FOUR, ["Risk", "Level"], ["Flood", "high"], [], ["Links"], ["From", "To"], ["a", "b"]])
    assert [(sheet.about, numbers(sheet)) for sheet in sheets] == [("", [2, 3]), ("Links", [10])]
    assert told(problems) == [("table-unread", 5)]
    assert "rows 5 to 6" in problems[0].message


@pytest.mark.parametrize("rows", [
    [["roads", "Roads"], ["water", "Water"]],  # keys as above
    [["Roads", "Roads", "open"], ["Water", "Water", "open"]],  # a word that comes again
    [["roads", "Roads", "", "2010"], ["water", "Water", "", "2010"]],  # a figure
    [["Roads", "Roads", "", ""], ["Water", "Water", "open", "2010"]],  # fuller rows below
    [["Roads", "Roads", "", ""]], [["Roads", "", "", ""], ["Water", "", "", ""]],
    [["post:Head", "Roads"], ["post:Deputy", "Parks"]]])
def test_by_name_rows_of_the_table_after_a_blank_row_are_read_without_a_word(rows):
    (sheet,), problems = by_name([*FOUR, *rows])
    assert numbers(sheet) == [2, 3, *range(5, 5 + len(rows))]
    assert told(problems) == [("row-empty", 4)]


@pytest.mark.parametrize(("above", "below"), [
    ([["Homes", "A home", "open", ""]], [["Risk", "Level"], ["Flood", "high"]]),
    ([["homes", "Homes"], ["parks", "Parks"]], [["Risk", "Level"], ["Flood", "high"]]),
    ([], [["Risk", "Level"], ["Flood", "high"]])])
def test_by_name_rows_that_may_be_of_either_table_are_read_and_told(above, below):
    (sheet,), problems = by_name([[*HEADINGS, "Due"], *above, [], *below])
    assert len(sheet.rows) == len(above) + 2
    assert ("row-like-heading", len(above) + 3) in told(problems)


@pytest.mark.parametrize("below", [
    [["", "", "", "", "Risk", "Level"], ["", "", "", "", "Flood", "high"]], [["Risk", "Cost"], ["Flood", "5"]]])
def test_by_name_another_place_or_figures_below_show_another_table(below):
    (sheet,), problems = by_name([[*HEADINGS, "Due"], ["Homes", "A home", "open", "soon"], [], *below])
    assert numbers(sheet) == [2]
    assert told(problems) == [("table-unread", 4)]


def test_doubtful_rows_of_one_table_are_told_together():
    _, problems = by_name([
        [*HEADINGS, "Due"], ["Homes", "A home", "open", "soon"], [], ["Risk", "Level"], ["Flood", "high"],
        [], ["Post", "", "Name"], ["Head", "", "Jo"]])
    (doubt,) = [problem for problem in problems if problem.code == "row-like-heading"]
    assert (doubt.source.row, doubt.value) == (4, "Risk")
    assert "2 blank rows" in doubt.message


@pytest.mark.parametrize(("headings", "row", "columns"), [
    (["Key", "Title", "", "", "Post", "Status"], ["a", "A", "", "", "head", "Jo"], "E to F"),
    (["Key", "Title", "", "", "Post"], ["a", "A", "", "", "head"], "E"),
    (["Key", "Title", "", "Post", "Name"], ["a", "A", "", "head", "Jo"], "D to E"),
    (["Key", "Title", "", "Status", "Name"], ["", "", "", "head", "Jo"], "D to E")])
def test_by_name_a_table_beside_whose_headings_nobody_knows_is_told_and_not_read(headings, row, columns):
    (sheet,), problems = by_name([headings, ["b", "B", "", "", "", ""], row])
    assert sheet.headings == ["Key", "Title"]
    (unread,) = problems
    assert (unread.code, unread.source.row, unread.source.column) == ("table-unread", 1, columns[0])
    assert f"columns {columns} are" in unread.message
    assert unread.value == "; ".join(headings[-len(columns.split(" to ")):])


@pytest.mark.parametrize("headings", [
    ["Key", "Title", "", "Status", "Colour"], ["Key", "Title", "", "Colour"], ["Key", "Title", "", "", "Status"]])
def test_by_name_columns_set_apart_stay_where_little_speaks_for_another_table(headings):
    (sheet,), problems = by_name([headings, ["a", "A", "", *["x"] * (len(headings) - 3)][:len(headings)]])
    assert sheet.headings == headings
    assert problems == []


def test_by_name_a_known_table_beside_an_unknown_one_is_read():
    sheets, problems = by_name(
        [["Key", "Title", "", "Post", "Name", "", "From", "To"], ["a", "A", "", "head", "Jo", "", "a", "b"]])
    assert [(sheet.headings, sheet.first_column) for sheet in sheets] == [(["Key", "Title"], 0), (["From", "To"], 6)]
    assert told(problems) == [("table-unread", 1)]


def test_not_by_name_all_rows_and_columns_are_kept_for_the_mapping():
    (sheet,), _ = found(
        [["Key", "Title", "", "", "Post"], ["a", "A", "", "", "h"], [], ["Risk", "Level"], ["Flood", 5]])
    assert (len(sheet.headings), numbers(sheet)) == (5, [2, 4, 5])


CELLS = st.one_of(st.sampled_from([*sorted(KNOWN), "", None, " ", "a", "b"]), st.integers(0, 3), st.booleans())


WORDS = st.one_of(CELLS, st.sampled_from(["Risk", "Level", "high", "low", ""]))


@given(st.lists(st.one_of(st.none(), st.lists(WORDS, max_size=6), st.just([])), max_size=14))
def test_by_name_no_row_is_lost_unless_a_table_is_told_as_unread(rows):
    plain, _ = found(rows)
    sheets, problems = by_name(rows)
    if "table-unread" not in {problem.code for problem in problems}:
        assert sheets == plain
    assert all(problem.source.sheet == "Plans" for problem in problems)


@given(st.lists(st.one_of(st.none(), st.lists(CELLS, max_size=6)), max_size=14))
def test_no_filled_row_is_lost_unseen(rows):
    sheets, problems = found(rows, first_row=1)
    kept = {row.number for sheet in sheets for row in sheet.rows}
    tops = {top for sheet in sheets for top in (sheet.top, sheet.top + 1)}
    for number, row in enumerate(rows, 1):
        texts = [" ".join(str(cell).split()) for cell in row or () if cell is not None and str(cell).strip()]
        if texts and number not in kept | tops:
            above = all(text in sheet.about for sheet in sheets[:1] for text in texts)
            again = any({text.casefold() for text in texts} <= {
                part.casefold() for name in sheet.headings for part in (name, *name.rsplit(" ", 1))}
                for sheet in sheets)
            beside = any(all(text in sheet.about for text in texts) for sheet in sheets)
            assert above or again or beside, (number, row)
    assert all(len(row.cells) == len(sheet.headings) for sheet in sheets for row in sheet.rows)
    assert all(problem.source.sheet == "Plans" for problem in problems)
