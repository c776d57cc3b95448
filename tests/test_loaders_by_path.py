"""Records inside JSON and YAML of any shape, by the path that a mapping names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from folders import codes, item, keys, links, problem
from hypothesis import given
from hypothesis import strategies as st
from mapped import read_data

from loaders.drafting.tables_in import draft_tables
from loaders.files import PlanFile
from loaders.mapping.by_path import COUNTED, LONGEST, LOOKED_AT, Use, parse_path, paths_in, sheet_at
from loaders.parsed import LIMITS
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


SIMPLE = """\
tables:
  - {file: a.json, kind: Objective, columns: {id: key, title: title}, ignore: [x*, notes]}
"""


def sheet_of(records, **more):
    """The table of some records, and the codes of what was told."""
    problems = []
    return sheet_at(PlanFile(Path("a.json"), "a.json"), records, "[]", (), problems, **more), [
        told.code for told in problems]


class TestLimits:
    def test_a_name_of_its_own_in_every_record_makes_no_more_columns_than_the_limit(self) -> None:
        sheet, told = sheet_of([{"id": number, f"k{number}": 1} for number in range(5_000)])
        assert len(sheet.headings) == 200
        assert {len(row.cells) for row in sheet.rows} == {200}
        assert (len(sheet.rows), told) == (5_000, ["too-many-columns"])

    def test_headings_that_the_mapping_knows_are_read_however_many_stand_before_them(self, tmp_path) -> None:
        records = [{f"k{number}": 1 for number in range(1_000)}, {"id": "a", "title": "A"}]
        loaded = read_data(tmp_path, SIMPLE, records)
        assert keys(loaded) == {"objective:a"}
        told = problem(loaded, "too-many-columns")
        assert "802 of them were not read" in told.message
        assert told.value == "k198"
        assert codes(loaded).count("heading-unknown") == 198

    def test_ignored_names_are_neither_told_nor_do_they_take_the_place_of_others(self, tmp_path) -> None:
        records = [{f"x{number}": 1 for number in range(1_000)}, {"notes": {f"n{number}": 1 for number in range(300)}},
                   {"id": "a", "title": "A", "other": 1}]
        loaded = read_data(tmp_path, SIMPLE, records)
        assert keys(loaded) == {"objective:a"}
        assert [told.value for told in loaded.problems if told.code == "heading-unknown"] == ["other"]
        assert "too-many-columns" not in codes(loaded)

    def test_a_pattern_of_the_mapping_makes_no_more_columns_than_the_limit_either(self) -> None:
        sheet, told = sheet_of([{f"20{number}": 1} for number in range(1_000)], use=lambda _: Use.READ)
        assert (len(sheet.headings), told) == (200, ["too-many-columns"])

    def test_names_beyond_the_limit_are_counted_up_to_a_point(self) -> None:
        problems = []
        sheet_at(PlanFile(Path("a.json"), "a.json"), [{f"k{number}": 1 for number in range(COUNTED + 500)}], "[]", (),
                 problems, limits={**LIMITS, "columns": 5})
        assert f"{COUNTED:,} or more of them" in problems[0].message

    def test_records_beyond_the_limit_on_rows_are_told_once(self) -> None:
        sheet, told = sheet_of([{"a": 1}] * 50, limits={**LIMITS, "rows": 10})
        assert (len(sheet.rows), told) == (10, ["too-many-rows"])

    @pytest.mark.parametrize("record", [
        {"." * 60_000: 1}, {"y" * 100_000: {f"k{number}": 1 for number in range(2_000)}},
        {"y" * 150: {"z" * 40: [{"w" * 30: 1}, {"v" * 30: 2}]}},
    ])
    def test_a_heading_that_is_too_long_is_told_once_and_never_put_together(self, tmp_path, record) -> None:
        sheet, told = sheet_of([{"id": "1", **record}] * 3)
        assert told == ["heading-too-long"]
        assert all(len(heading) <= LONGEST for heading in sheet.headings)
        loaded = read_data(tmp_path, SIMPLE, [{"id": "1", "title": "A", **record}])
        assert codes(loaded) == ["heading-too-long"]
        assert len(problem(loaded, "heading-too-long").value) <= LONGEST + 1

    def test_dots_in_a_name_are_looked_through_only_as_deep_as_records_nest(self, tmp_path, monkeypatch) -> None:
        seen = []
        monkeypatch.setattr("loaders.mapping.by_path.like", lambda pattern, name: seen.append((pattern, name)))
        read_data(tmp_path, SIMPLE, [{"id": "1", "title": "A", "." * 180: 1}])
        assert 20 <= len(seen) <= 200

    def test_paths_are_looked_for_in_the_beginning_of_large_data_alone(self) -> None:
        looked = []

        class Watched(dict):
            def items(self):
                looked.append(1)
                return super().items()

        data = {f"b{number}": Watched(c=0) for number in range(LOOKED_AT * 3)}
        assert paths_in({**data, "goals": [{"id": 1}]}) == []
        assert len(looked) == LOOKED_AT
        assert paths_in({**{f"b{number}": 0 for number in range(LOOKED_AT * 3)}, "goals": [{"id": 1}]}) == ["goals[]"]
        assert paths_in({"y" * 100_000: {"goals": [{"id": 1}]}}) == []

    def test_a_draft_has_no_more_columns_than_the_limit(self, tmp_path) -> None:
        path = tmp_path / "a.json"
        path.write_text(json.dumps({"a": [{"id": number, f"k{number}": 1} for number in range(1_000)]}))
        (table,), problems = draft_tables(path, limits={**LIMITS, "columns": 30})
        assert (len(table.sheet.headings), [told.code for told in problems]) == (30, ["too-many-columns"])


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
