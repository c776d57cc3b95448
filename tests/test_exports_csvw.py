"""A folder of CSV with CSV on the Web metadata: other people's validator accepts it, and it reads back the same."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from csv_folders import read_folder
from csvw import CSVW
from hypothesis import given
from plan_sets import NASTY, ROUND_TRIP, loaded_from, plan_sets, same

from graph_api.exports.csvw import write_csvw
from loaders.settings import read_settings
from schema.records import Loaded, PlanSet

ABOUT = PlanSet("ashby", "Ashby", "Made up.", made_up=True)


def valid(folder: Path) -> list[str]:
    """What the csvw package has to say against a folder."""
    checked = CSVW(str(folder / "csv-metadata.json"), validate=True)
    return [] if checked.is_valid else [str(told.message) for told in checked.warnings]


def described(folder: Path) -> dict[str, Any]:
    """The metadata of each file."""
    tables = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))["tables"]
    return {table["url"]: table for table in tables}


def columns(table: dict[str, Any]) -> dict[str, Any]:
    return {column["name"]: column for column in table["tableSchema"]["columns"]}


@ROUND_TRIP
@given(plans=plan_sets())
def test_any_plan_set_comes_back(plans: Loaded, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("plans")
    write_csvw(plans, folder)

    same(plans, read_folder(folder), joined=True)
    if plans.items:
        assert valid(folder) == []


def test_no_cell_of_text_begins_as_a_formula_does_and_all_come_back(tmp_path: Path) -> None:
    plans = loaded_from({"tables": [{"kind": "Passage", "records": [
        {"key": f"p{number}", "title": text, "text": text} for number, text in enumerate(NASTY)]}]}, ABOUT)
    write_csvw(plans, tmp_path)

    with (tmp_path / "passages.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n\0\uff1d")]
    assert described(tmp_path)["passages.csv"]["notes"] == [{"kind": "Passage", "asks": "register", "escaped": True}]
    assert valid(tmp_path) == []
    same(plans, read_folder(tmp_path))


def test_numbers_stay_numbers_and_a_file_without_marks_says_nothing_of_them(tmp_path: Path) -> None:
    plans = loaded_from({"tables": [{"kind": "BudgetLine", "records": [
        {"key": "a", "amount": -3}, {"key": "b", "amount": 1e-7}, {"key": "c", "note": "it's"}]}]}, ABOUT)
    write_csvw(plans, tmp_path)

    assert (tmp_path / "budget-lines.csv").read_bytes() == (
        b"key,note,amount\r\nbudget-line:a,,-3\r\nbudget-line:b,,0.0000001\r\nbudget-line:c,it's,\r\n")
    assert described(tmp_path)["budget-lines.csv"]["notes"] == [{"kind": "BudgetLine", "asks": "register"}]


def test_columns_have_the_types_of_their_cells_and_the_words_of_the_schema(tmp_path: Path) -> None:
    plans = loaded_from({"tables": [{"kind": "ServicePlan", "records": [
        {"key": "a", "start": "2008-04-01", "end": "2008/09", "spend": 5, "joint": True, "stated_count": 1.5,
         "groups": ["older people", "carers"], "owned by": "post:x"}]}]}, ABOUT)
    write_csvw(plans, tmp_path)
    found = columns(described(tmp_path)["service-plans.csv"])

    assert {name: column["datatype"] for name, column in found.items()} == {
        "key": "string", "start": "date", "end": "string", "spend": "integer", "stated_count": "decimal",
        "joint": {"base": "boolean", "format": "yes|no"}, "groups": "string", "owned_by": "string"}
    assert (found["owned_by"]["titles"], found["owned_by"]["separator"]) == ("owned by", ";")
    assert found["spend"]["dc:description"] == "Money that the plan commits, in pounds."
    assert found["key"]["required"] is True
    assert valid(tmp_path) == []


def test_references_are_foreign_keys_where_all_of_them_are_in_one_file(tmp_path: Path) -> None:
    plans = loaded_from({"tables": [
        {"kind": "Post", "records": [{"key": "p"}, {"key": "q"}]},
        {"kind": "Action", "records": [{"key": "a", "owned by": ["post:p", "post:q"], "part of": "objective:gone"}]},
        {"kind": "Action", "asks": "transcript", "records": [{"key": "a", "due": "2008"}, {"key": "b"}]}]}, ABOUT)
    write_csvw(plans, tmp_path)
    tables = described(tmp_path)

    assert tables["actions.csv"]["tableSchema"]["foreignKeys"] == [
        {"columnReference": ["owned_by"], "reference": {"resource": "posts.csv", "columnReference": ["key"]}}]
    assert "foreignKeys" not in tables["actions_transcript.csv"]["tableSchema"]
    assert tables["actions.csv"]["tableSchema"]["primaryKey"] == ["key"]
    assert valid(tmp_path) == []


def test_the_folder_says_what_it_is(tmp_path: Path) -> None:
    write_csvw(loaded_from({"tables": [{"kind": "Risk", "records": [{"key": "a"}]}]}, ABOUT), tmp_path)
    settings, problems = read_settings([tmp_path])

    assert not problems
    assert settings.about_plan_set == ABOUT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv-metadata.json", "goldthread.yaml", "risks.csv"]


def test_limits_are_raised_where_a_table_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_api.exports.csvw.LIMITS", {"fileMegabytes": 20, "rows": 2})
    write_csvw(loaded_from({"tables": [{"kind": "Risk", "records": [{"key": "a"}, {"key": "b"}]}]}, ABOUT), tmp_path)

    assert (tmp_path / "goldthread.yaml").read_text(encoding="utf-8").endswith("limits:\n  rows: 3\n")


def test_words_with_a_semicolon_are_told(tmp_path: Path) -> None:
    plans = loaded_from({"tables": [{"kind": "Report", "records": [{"key": "a", "topics": ["risk; fire"]}]}]}, ABOUT)

    assert "risk; fire" in [loss.example for loss in write_csvw(plans, tmp_path)]
