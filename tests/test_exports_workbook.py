"""A plan set as a workbook: it reads back as the same plan set, and nothing in it acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import MADE_UP
from hypothesis import assume, example, given, settings
from plan_sets import ROUND_TRIP, loaded_from, plan_sets, same
from python_calamine import load_workbook

from graph_api.exports import workbook
from graph_api.exports.workbook import TOO_LONG, UNFIT, is_exact, write_workbook
from graph_api.exports.workbook_style import LONGEST_CELL
from loaders.load import load
from schema.records import Loaded

ROOT = Path(__file__).resolve().parent.parent


def plans(*tables: dict[str, Any]) -> Loaded:
    return loaded_from({"tables": list(tables)}, MADE_UP)


def table(kind: str, *records: dict[str, Any], **about: Any) -> dict[str, Any]:
    return {"kind": kind, "records": list(records), **about}


def strategy(**cells: Any) -> Loaded:
    return plans(table("Strategy", {"key": "a", **cells}))


def losses(loaded: Loaded, path: Path) -> dict[str, int]:
    """What is lost that only a workbook loses."""
    found = {loss.what: loss.count for loss in write_workbook(loaded, path)}
    return {what: count for what, count in found.items() if what in {TOO_LONG, UNFIT}}


@settings(ROUND_TRIP, max_examples=min(ROUND_TRIP.max_examples, 40))
@given(drawn=plan_sets())
@example(drawn=strategy(title="<r>a & b</r>", note="<r><t>x</t></r>"))
@example(drawn=strategy(note="_x0041_ and _x000D_", title="  =1+1\t", aim=" two\n\n lines \n"))
@example(drawn=strategy(spend=0.1234567890123456789, stated_count=2**53 + 1))
@example(drawn=plans(table("Strategy", {"key": "example: a", "title": "No example"})))
def test_any_plan_set_comes_back(drawn: Loaded, tmp_path: Path) -> None:
    path = tmp_path / "plans.xlsx"
    assume(not losses(drawn, path))

    same(drawn, load([path]).loaded, joined=True)


def test_made_up_council_comes_back(tmp_path: Path) -> None:
    before = load([ROOT / "examples" / "model-council"]).loaded
    assert not losses(before, tmp_path / "plans.xlsx")

    same(before, load([tmp_path / "plans.xlsx"]).loaded)


def test_text_stays_text_and_no_cell_acts(tmp_path: Path) -> None:
    texts = ["=1+1", "+1", "-1", "@a", "{=1}", "http://example.org/", "mailto:a@b.c", "internal:Sheet2!A1", "1.10",
             "007", "TRUE", "#REF!", "\t=1"]
    write_workbook(plans(table("Strategy", *({"key": f"k{number}", "title": text, "note": text}
                                             for number, text in enumerate(texts)))), tmp_path / "plans.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "plans.xlsx"):
        for cell in (cell for row in sheet for cell in row):
            assert cell.data_type in {"s", "n"}
            assert cell.data_type == "s" or cell.value is None
            assert cell.hyperlink is None
    rows = load_workbook(tmp_path / "plans.xlsx").get_sheet_by_name("Strategies").to_python()
    assert [row[1] for row in rows[1:]] == [text.strip() for text in texts]


def test_figures_are_numbers_yes_and_no_are_so_and_dates_stand_as_written(tmp_path: Path) -> None:
    write_workbook(strategy(spend="£2.5m", joint="yes", due="Q2 2008/09", start="2008"), tmp_path / "plans.xlsx")
    headings, cells = load_workbook(tmp_path / "plans.xlsx").get_sheet_by_name("Strategies").to_python()

    found = dict(zip(headings, cells, strict=True))
    assert found == {"Key": "a", "Spend": 2_500_000, "Joint": True, "Due": "Q2 2008/09", "Start": "2008"}
    assert found["Joint"] is True


@pytest.mark.parametrize(("number", "exact"), [
    (5, True), (0.1, True), (1e-7, True), (10**15, True), (10**15 + 1, False), (2**53, False),
    (0.12345678901234567, False)])
def test_numbers_that_a_workbook_would_round_are_known(number: float, exact: bool) -> None:
    assert is_exact(number) == exact


def test_second_table_of_a_kind_has_a_sheet_of_its_own_and_is_named_in_the_sheet_goldthread(tmp_path: Path) -> None:
    before = plans(
        table("Strategy", {"key": "a", "title": "A"}), table("Strategy", {"key": "b", "aim": "B"}, asks="transcript"),
        table("Vision", asks="register", headings=["key", "title"]))
    write_workbook(before, tmp_path / "plans.xlsx")
    read = load_workbook(tmp_path / "plans.xlsx")

    assert read.sheet_names == ["Visions", "Strategies", "Strategies (2)", "Goldthread"]
    assert read.get_sheet_by_name("Goldthread").to_python()[-3:] == [
        ["Visions", "vision", "register"], ["Strategies", "strategy", "register"],
        ["Strategies (2)", "strategy", "transcript"]]
    same(before, load([tmp_path / "plans.xlsx"]).loaded)


def test_text_longer_than_a_cell_is_left_out_whole_and_told(tmp_path: Path) -> None:
    path = tmp_path / "plans.xlsx"
    fits, long, twice = "x" * LONGEST_CELL, "x" * (LONGEST_CELL + 1), "\U0001f600" * (LONGEST_CELL // 2 + 1)
    assert losses(strategy(note=fits, aim=long, issues=twice), path) == {TOO_LONG: 2}

    (item,) = load([path]).loaded.items
    assert item.values["note"] == fits
    assert {"aim", "issues"}.isdisjoint(item.values)


def test_references_longer_than_a_cell_become_rows_of_links(tmp_path: Path) -> None:
    path = tmp_path / "plans.xlsx"
    keys = [f"a-strategy-with-a-long-key-{number}" for number in range(1000)]
    before = plans(
        table("Strategy", *({"key": key} for key in keys)),
        table("Document", {"key": "d", "document": "d", "paragraph": "4",
                           "expects": [f"strategy:{key}" for key in keys]}))
    assert not losses(before, path)

    assert "Links" in load_workbook(path).sheet_names
    same(before, load([path]).loaded)


def test_signs_that_no_workbook_holds_are_told(tmp_path: Path) -> None:
    found = losses(strategy(note="a\ufffeb", aim="_x005F_x0041_", issues="_x0041_"), tmp_path / "plans.xlsx")

    assert found == {UNFIT: 2}


def test_more_rows_than_a_sheet_has_go_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LAST_ROW", 3)
    before = plans(table("Strategy", *({"key": f"k{number}", "title": f"Plan {number}"} for number in range(8))))
    write_workbook(before, tmp_path / "plans.xlsx")

    assert load_workbook(tmp_path / "plans.xlsx").sheet_names == [
        "Strategies", "Strategies (2)", "Strategies (3)", "Goldthread"]
    same(before, load([tmp_path / "plans.xlsx"]).loaded)


def test_same_plans_give_the_same_bytes_and_sheets_are_marked_tables(tmp_path: Path) -> None:
    for name in ("one.xlsx", "other.xlsx"):
        write_workbook(strategy(title="A", supports=["strategy:b"]), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()

    sheet = openpyxl.load_workbook(tmp_path / "one.xlsx")["Strategies"]
    (marked,) = sheet.tables.values()
    assert (marked.ref, sheet.freeze_panes, sheet.print_title_rows) == ("A1:C2", "B2", "$1:$1")
    assert not sheet.merged_cells.ranges


def test_place_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_workbook(strategy(), tmp_path / "nowhere" / "plans.xlsx")
