"""Records inside JSON and YAML of any shape, by the path that a mapping names."""

from __future__ import annotations

import pytest
from folders import codes, item, keys, links, problem
from hypothesis import given
from hypothesis import strategies as st
from mapped import read_data

from loaders.by_path import parse_path, paths_in
from loaders.yaml_plan import read_yaml

DATA = {
    "year": "2008/09",
    "objectives": [
        {"id": "o1", "title": "Safer homes", "owner": {"name": "Head of Housing", "mail": "x"},
         "keyResults": [{"id": "k1", "title": "Homes with an alarm", "teams": [{"id": "t1"}, {"id": "t2"}],
                         "groups": ["older people", "families"]},
                        {"id": "k2", "title": "Fires", "teams": []}]},
        {"id": "o2", "title": "Greener streets", "keyResults": []},
    ],
}
MAPPING = """\
tables:
  - file: a.json
    path: objectives[]
    kind: Objective
    columns: {id: key, title: title, owner.name: {link: owned by, to: Post}}
    ignore: [owner]
  - file: a.json
    path: objectives[].keyResults[]
    kind: Indicator
    key: "{^^year:title}-{^id}-{id}"
    columns: {title: title, ^id: {link: measures, to: Objective}, "teams[].id": {link: owned by, to: Body}}
    ignore: [groups]
"""


def test_records_are_found_by_their_path_with_the_names_of_what_holds_them(tmp_path):
    loaded = read_data(tmp_path, MAPPING, DATA)
    assert set(codes(loaded)) == {"link-dangling"}
    assert keys(loaded) == {"objective:o1", "objective:o2", "indicator:2008-09-o1-k1", "indicator:2008-09-o1-k2"}
    assert links(loaded) == {
        ("objective:o1", "OWNED_BY", "post:head-of-housing"), ("indicator:2008-09-o1-k1", "MEASURES", "objective:o1"),
        ("indicator:2008-09-o1-k2", "MEASURES", "objective:o1"), ("indicator:2008-09-o1-k1", "OWNED_BY", "body:t1"),
        ("indicator:2008-09-o1-k1", "OWNED_BY", "body:t2")}
    source = item(loaded, "indicator:2008-09-o1-k2").source
    assert (source.sheet, source.row) == ("objectives[].keyResults[]", 2)


def test_names_that_no_table_reads_are_told_and_those_of_inner_tables_are_not(tmp_path):
    mapping = "".join(line + "\n" for line in MAPPING.splitlines() if "ignore" not in line)
    loaded = read_data(tmp_path, mapping, DATA)
    assert [found.value for found in loaded.problems if found.code == "heading-unknown"] == ["owner.mail", "groups"]


def test_a_list_of_records_needs_no_path(tmp_path):
    mapping = "tables:\n  - {file: a.json, kind: Action, columns: {id: key, groups: note}}\n"
    loaded = read_data(tmp_path, mapping, [{"id": 1}, {"id": 2, "groups": None}, "three", {}])
    assert keys(loaded) == {"action:1", "action:2"}
    assert codes(loaded) == ["record-shape", "row-without-key"]
    assert problem(loaded, "record-shape").source.row == 3


def test_one_record_may_stand_at_a_path(tmp_path):
    mapping = "tables:\n  - {file: a.json, path: plan, kind: Strategy, columns: {name: title}}\n"
    assert keys(read_data(tmp_path, mapping, {"plan": {"name": "Housing"}})) == {"strategy:housing"}


def test_a_path_to_nothing_names_the_paths_that_there_are(tmp_path):
    loaded = read_data(tmp_path, MAPPING, {"goals": [{"krs": [{"id": 1}]}], "n": 1})
    assert codes(loaded) == ["mapping-path", "mapping-path"]
    assert loaded.problems[0].expected == "one of: goals[], goals[].krs[]"


def test_records_of_yaml_are_found_by_their_lines(tmp_path):
    data, _ = read_yaml("goals:\n  - id: a\n    steps:\n      - name: S\n", "a.yaml")
    mapping = """\
tables:
  - file: a.yaml
    path: goals[].steps[]
    kind: Milestone
    columns: {name: title, ^id: {link: part of, to: Objective}}
"""
    source = item(read_data(tmp_path, mapping, data), "milestone:s").source
    assert (source.sheet, source.row) == (None, 4)


@pytest.mark.parametrize(("path", "steps"), [
    ("a[].b[]", (("a", 1), ("b", 1))), ("[]", (("", 1),)), ("a.b", (("a", 0), ("b", 0))),
    ("[][].c", (("", 2), ("c", 0))),
    ("a..b", None), ("a[", None), ("a[0]", None), ("", None), ("a.[]", None), ("^a", None),
])
def test_what_a_path_is(path, steps):
    assert parse_path(path) == steps


NAMES = st.sampled_from(["objectives", "keyResults", "id", "a"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner),
    max_leaves=20)


@given(JSON)
def test_no_data_is_too_odd(tmp_path_factory, data):
    loaded = read_data(tmp_path_factory.getbasetemp(), MAPPING, data)
    assert isinstance(loaded.problems, tuple)
    assert all(parse_path(path) is not None for path in paths_in(data))
