"""JSON and YAML in one file: what is written reads back as the same plan set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from plan_sets import NASTY, ROUND_TRIP, loaded_from, plan_sets, same

from graph_api.exports.plan_files import write_json, write_yaml
from loaders.load import load
from schema.records import Loaded, PlanSet

WRITERS = {"json": write_json, "yaml": write_yaml}
ABOUT = PlanSet("ashby", "Ashby", made_up=True)


@pytest.mark.parametrize("suffix", WRITERS)
@ROUND_TRIP
@given(plans=plan_sets())
def test_any_plan_set_comes_back(suffix: str, plans: Loaded, tmp_path: Path) -> None:
    file = tmp_path / f"plans.{suffix}"
    WRITERS[suffix](plans, file)
    same(plans, load([file]).loaded)


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_text_that_a_format_might_misread_comes_back(suffix: str, tmp_path: Path) -> None:
    plans = loaded_from({"tables": [{"kind": "Passage", "asks": "transcript", "records": [
        {"key": f"p{number}", "title": text, "text": text, "document": text if text.isprintable() else None}
        for number, text in enumerate(NASTY)]}]}, ABOUT)
    file = tmp_path / f"plans.{suffix}"
    assert len([1 for item in plans.items if "text" in item.values]) > len(NASTY) - 5

    WRITERS[suffix](plans, file)
    after = load([file]).loaded
    same(plans, after)
    assert not after.problems


def test_json_has_a_record_a_line(tmp_path: Path) -> None:
    plans = loaded_from({"tables": [
        {"kind": "Report", "records": [
            {"key": "a", "topics": ["x", "y; z"], "goes to": ["board:b", "board:c"], "cadence": "no"},
            {"key": "b", "topics": "x", "due": None}]},
        {"kind": "Board", "asks": "list", "records": [{"key": "b", "title": "B"}, {"key": "c"}]}]}, ABOUT)
    write_json(plans, tmp_path / "plans.json")
    text = (tmp_path / "plans.json").read_text(encoding="utf-8")

    assert text == """{
"planSet": {"name": "ashby", "title": "Ashby", "madeUp": true},
"tables": [
{"kind": "Board", "asks": "list", "records": [
  {"key": "b", "title": "B"},
  {"key": "c"}]},
{"kind": "Report", "asks": "register", "headings": ["key", "topics", "due", "cadence", "goes to"], "records": [
  {"key": "a", "topics": ["x", "y; z"], "cadence": "no", "goes to": ["board:b", "board:c"]},
  {"key": "b", "topics": "x"}]}
]
}
"""
    assert json.loads(text)


def test_yaml_is_written_for_people(tmp_path: Path) -> None:
    plans = loaded_from({"tables": [{"kind": "Passage", "asks": "transcript", "records": [
        {"key": "7", "title": "No: it's", "text": "One.\nTwo.\n\nThree.", "document": "001"}]}]}, ABOUT)
    write_yaml(plans, tmp_path / "plans.yaml")

    assert (tmp_path / "plans.yaml").read_text(encoding="utf-8") == """planSet:
  name: ashby
  title: Ashby
  madeUp: true
tables:
- kind: Passage
  asks: transcript
  records:
  - key: '7'
    title: 'No: it''s'
    text: |-
      One.
      Two.

      Three.
    document: '001'
"""


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_plan_set_without_items_is_a_file_all_the_same(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"plans.{suffix}"
    WRITERS[suffix](Loaded(ABOUT), file)

    after = load([file]).loaded
    assert (after.plan_set, after.items, after.problems) == (ABOUT, (), ())


def test_a_file_above_the_usual_limit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_api.exports.plan_files.LIMITS", {"fileMegabytes": 0.00001})
    (told,) = write_json(Loaded(ABOUT), tmp_path / "plans.json")

    assert told.example == "limits: {fileMegabytes: 1}"
