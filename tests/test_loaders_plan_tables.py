"""The longer form of YAML and JSON: tables that say their kind, and what the file says of its plan set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from folders import codes, item, keys, links, load_files, problem
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.files import PlanFile
from loaders.plan_document import read_document
from loaders.tables import Draft
from schema.records import Loaded, PlanSet

FILE = PlanFile(Path("plans.json"), "plans.json")


def load(folder: Path, data: Any) -> Loaded:
    return load_files(folder, {"plans.json": json.dumps(data)})


def drafted(data: Any) -> Draft:
    draft = Draft()
    read_document(draft, FILE, data, None)
    return draft


def test_several_tables_of_one_kind_each_ask_their_own(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {"plans.yaml": """
    asks: transcript
    source: {document: "001", paragraph: "3"}
    tables:
      - kind: Strategy
        asks: register
        headings: [key, title, owned by]
        source: {document: "002"}
        records:
          - {key: a, title: Roads}
      - kind: strategies
        records:
          - {key: b, title: Homes, supports: strategy:a}
      - kind: Link
        records:
          - {from: strategy:b, link: informs, to: strategy:a}
    Risk:
      - {key: r}
    """})

    assert not loaded.problems
    assert keys(loaded) == {"strategy:a", "strategy:b", "risk:r"}
    assert [(table.name, table.asks) for table in loaded.tables] == [
        ("plans.yaml, Risk", "transcript"), ("plans.yaml, Strategy", "register"),
        ("plans.yaml, strategies", "transcript"), ("plans.yaml, Link", "transcript")]
    assert loaded.tables[1].headings["Strategy"] == {"title", ("OWNED_BY", True)}
    assert item(loaded, "strategy:a").source[:2] == ("002", None)
    assert item(loaded, "strategy:b").source[:2] == ("001", "3")
    assert ("strategy:b", "INFORMS", "strategy:a") in links(loaded)


def test_headings_are_asked_for_where_there_are_no_records(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tables": [
        {"kind": "Risk", "headings": ["key", "level"]}, {"kind": "Post", "records": None}]})

    assert [table.headings for table in loaded.tables] == [
        {"Risk": frozenset({"level"})}, {"Post": frozenset()}]


def test_an_empty_cell_states_that_its_heading_was_asked(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tables": [{"kind": "Risk", "records": [{"key": "a", "level": None}]}]})

    assert loaded.tables[0].headings == {"Risk": frozenset({"level"})}


def test_tables_of_one_kind_are_told_apart_by_number(tmp_path: Path) -> None:
    table = {"kind": "Risk", "asks": "list", "records": [{"title": "A"}, 3]}
    loaded = load(tmp_path, {"tables": [table, table]})

    assert [(table.name) for table in loaded.tables] == ["plans.json, Risk", "plans.json, Risk 2"]
    assert [(told.code, told.source.sheet, told.source.row) for told in loaded.problems] == [
        ("record-shape", "Risk", 2), ("record-shape", "Risk 2", 2)]


@pytest.mark.parametrize(("entry", "code", "value"), [
    (3, "record-shape", "3"),
    ({"records": []}, "record-shape", "a mapping of 1"),
    ({"kind": 3}, "record-shape", "a mapping of 1"),
    ({"kind": "Stategy"}, "kind-unknown", "Stategy"),
    ({"kind": "Risk", "records": {}}, "record-shape", "a mapping of 0"),
    ({"kind": "Risk", "asks": "all"}, "record-shape", "all"),
    ({"kind": "Risk", "rows": []}, "record-shape", "rows"),
    ({"kind": "Risk", "headings": "key"}, "record-shape", "key"),
    ({"kind": "Risk", "headings": [3]}, "record-shape", "a list of 1"),
    ({"kind": "Risk", "source": "001"}, "record-shape", "001"),
    ({"kind": "Risk", "headings": ["levle"]}, "heading-unknown", "levle"),
])
def test_what_is_no_table_is_told(tmp_path: Path, entry: Any, code: str, value: str) -> None:
    loaded = load(tmp_path, {"tables": [entry, {"kind": "Risk", "records": [{"key": "a"}]}]})

    assert problem(loaded, code).value == value
    assert keys(loaded) == {"risk:a"}


def test_the_file_says_what_its_plan_set_is(tmp_path: Path) -> None:
    said = {"name": "ashby-2008", "title": " Ashby\n2008 ", "about": "Made up.", "madeUp": True}
    loaded = load(tmp_path, {"planSet": said, "tables": []})

    assert loaded.plan_set == PlanSet("ashby-2008", "Ashby 2008", "Made up.", made_up=True)
    assert not loaded.problems


def test_goldthread_yaml_is_stronger_than_what_a_file_says(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {
        "goldthread.yaml": "planSet: derby\n", "plans.yaml": "planSet: {name: ashby}\nRisk: [{key: a}]\n"})

    assert loaded.plan_set == PlanSet("derby", "derby")


def test_the_first_file_is_believed_where_two_differ(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {
        "a.yaml": "planSet: {name: ashby}\nRisk: [{key: a}]\n", "b.yaml": "planSet: {name: derby}\nRisk: [{key: b}]\n",
        "c.yaml": "planSet: {name: ashby}\nRisk: [{key: c}]\n"})

    assert loaded.plan_set.name == "ashby"
    assert [(told.code, told.source.file, told.source.row) for told in loaded.problems] == [("settings", "b.yaml", 1)]


@pytest.mark.parametrize(("said", "value"), [
    ("ashby", "ashby"), ([], "a list of 0"), ({"title": "A"}, None), ({"name": "A B"}, "A B"),
    ({"name": "a", "tilte": "b"}, "tilte"), ({"name": "a", "title": ["b"]}, "a list of 1"),
    ({"name": "a", "madeUp": "perhaps"}, "perhaps"), ({"name": True}, "True"),
])
def test_what_is_not_understood_of_a_plan_set_is_told(said: Any, value: str | None) -> None:
    draft = drafted({"planSet": said, "tables": []})

    assert draft.problems[0].code == "settings"
    assert draft.problems[0].value == value


NAMES = (
    "tables", "planSet", "asks", "source", "kind", "headings", "records", "name", "title", "about", "madeUp", "Risk",
    "document", "key", "from", "link", "to")
WORDS = ("Risk", "Link", "register", "key", "a")
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20)


@settings(max_examples=300, deadline=None)
@given(data=ANY)
def test_data_of_any_shape_never_breaks_the_load(data: Any) -> None:
    draft = drafted(data)

    assert draft.records or draft.tables or draft.problems or (isinstance(data, dict) and "tables" in data)


def test_a_file_without_kinds_and_tables_is_no_plan(tmp_path: Path) -> None:
    assert codes(load(tmp_path, {"planSet": {"name": "a"}})) == ["file-not-a-plan"]
