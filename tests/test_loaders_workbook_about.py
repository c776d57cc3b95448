"""The sheet "Goldthread" of a workbook: read as it is meant, told where it is not, never raising."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.parsed import Grid
from loaders.workbook.about import NOT_READ, About, SheetUse, about, is_about, is_example
from schema.dates import DateOrder
from schema.records import PlanSet

ASHBY = [
    ["Name", "Value", "What it is"], ["plan set", "ashby-2008", ""], ["Title", "Ashby and\n its partners"],
    ["about", None], ["Made up", True], ["date order", "Day first"], [], ["Sheet", "Kind", "Asks"],
    ["Action plan", "Actions", "transcript"], ["LINKS EXTRA", "link", ""], ["How to", "Not read"], ["Strategies"],
]


def read(rows: list[Any], *sheets: str, first_row: int = 1) -> About:
    return about([Grid(name, [["Key"]]) for name in sheets] + [Grid("Goldthread", rows, first_row)])


def told(found: About) -> list[tuple[int | None, str | None]]:
    return [(problem.source.row, problem.value) for problem in found.problems]


def test_all_that_the_sheet_can_say_is_understood() -> None:
    found = read(ASHBY, "Action plan", "Links extra", "How to", "Strategies")

    assert found.plan_set == PlanSet("ashby-2008", "Ashby and its partners", "", made_up=True)
    assert found.date_order is DateOrder.DAY_FIRST
    assert found.sheets == {
        "Action plan": SheetUse("action", "transcript"), "Links extra": SheetUse("links"),
        "How to": SheetUse(NOT_READ), "Strategies": SheetUse(None)}
    assert not found.problems


def test_workbook_without_the_sheet_says_nothing() -> None:
    assert about([Grid("Strategies", [["Key"]]), Grid(None, [])]) == About()
    assert is_about(Grid(" goldthread", []))
    assert not is_about(Grid(None, []))


def test_sheet_that_nobody_filled_in_says_nothing() -> None:
    found = read([["Name", "Value"], ["plan set", ""], ["title"], ["made up", "no"], ["date order", ""]])

    assert found == About()


def test_title_alone_names_the_plan_set_and_an_id_with_odd_signs_is_told() -> None:
    assert read([["title", "Ashby Council"]]).plan_set == PlanSet("ashby-council", "Ashby Council")
    found = read([["plan set", "Ashby Council!"]], first_row=4)

    assert found.plan_set == PlanSet("ashby-council", "ashby-council")
    assert told(found) == [(4, "Ashby Council!")]


@pytest.mark.parametrize(("row", "value"), [
    (["colour", "blue"], "colour"), (["made up", "perhaps"], "perhaps"), (["date order", "European"], "European")])
def test_name_or_value_that_is_not_understood_is_told_with_its_row(row: list[str], value: str) -> None:
    assert told(read([["title", "Ashby"], row])) == [(2, value)]


@pytest.mark.parametrize(("row", "value"), [
    (["Action plan", "Acts"], "Acts"), (["Action plan", "action", "all"], "all"), (["Gone", "action"], "Gone")])
def test_use_that_is_not_understood_is_told_with_its_row(row: list[str], value: str) -> None:
    assert told(read([["Sheet"], row], "Action plan")) == [(2, value)]


def test_sheet_that_was_not_read_anyway_may_be_deleted() -> None:
    assert not read([["Sheet"], ["How to", "not read"]]).problems


@pytest.mark.parametrize(("cell", "marked"), [
    ("example: homes", True), (" Example:homes", True), ("EXAMPLE:", True), ("example", False),
    ("an example: a", False), ("strategy:example:a", False), (7, False), (None, False), (True, False)])
def test_only_a_text_that_begins_with_the_mark_is_an_example(cell: Any, marked: bool) -> None:
    assert is_example(cell) == marked


CELLS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from((
    "sheet", "plan set", "title", "date order", "made up", "about", "links", "not read", "Strategies", "register")))


@given(st.lists(st.one_of(st.none(), st.lists(CELLS, max_size=5)), max_size=12))
def test_never_raises(rows: list[Any]) -> None:
    read(rows, "Strategies", "")
