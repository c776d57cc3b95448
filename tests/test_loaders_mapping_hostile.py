"""No mapping and no rows are too odd: problems, never an exception; each row ends as record, as problem or counted."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from loaders.files import PlanFile
from loaders.mapping.by_path import read_by_path
from loaders.mapping.file import read_mapping
from loaders.mapping.table import read_tables
from loaders.mapping.words import LEVELS
from loaders.resolve import resolve
from loaders.sheet import Row, Sheet
from loaders.tables import Draft

HEADINGS = ("Ref", "Action", "Due", "2008/09")
WORDS = st.sampled_from([
    *HEADINGS, "key", "title", "due", "status", "part of", "supports", "owned by", "Action", "Milestone", "Target",
    "Post", "{Ref}", "{Ref:words}-{Due}", "{", ";", ".", "lines", "bullets", "*", "comma", "yes", "", "a[]", "^id",
    "1"])
NAMES = st.sampled_from(sorted({word for words in LEVELS.values() for word in words}) + list(HEADINGS))
VALUES = st.recursive(WORDS | st.none() | st.integers() | st.booleans(), lambda inner: st.one_of(
    st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4)), max_leaves=8)
KINDS = st.sampled_from(["Action", "Objective", "Target", "x"])
TABLES = st.fixed_dictionaries({"file": st.just("a.csv"), "kind": KINDS}, optional={
    word: VALUES for word in LEVELS["a table"] if word not in ("file", "kind")})
CELLS = st.one_of(st.none(), st.text(max_size=6), st.integers(), st.floats(), st.booleans(), WORDS)
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=5)


def written(folder, tables):
    path = folder.getbasetemp() / "odd.yaml"
    path.write_text(yaml.safe_dump({"tables": tables}, allow_unicode=True), encoding="utf-8")
    return path


@given(st.lists(TABLES, min_size=1, max_size=2), ROWS)
def test_any_mapping_reads_any_rows(tmp_path_factory, tables, rows):
    found, problems = read_mapping(written(tmp_path_factory, tables))
    assert all(told.code in ("mapping", "syntax", "yaml-duplicate-key") for told in problems)
    draft = Draft()
    sheet = Sheet(list(HEADINGS), 1, [Row(number, row) for number, row in enumerate(rows, 2)])
    read_tables(draft, PlanFile(tmp_path_factory.getbasetemp(), "a.csv"), sheet, list(enumerate(HEADINGS)), found, None)
    read_by_path(draft, PlanFile(tmp_path_factory.getbasetemp(), "a.json"), [dict(zip(HEADINGS, row, strict=True))
                                                                            for row in rows], found[:1], None)
    resolve(draft, "made-up")


MAPPING = """\
tables:
  - file: a.csv
    kind: Action
    where_not: {Due: x}
    columns: {Ref: [key, {link: part of, path: "."}], Action: title}
    also: [{kind: Milestone, of: part of, columns: {Due: title}}]
    periods: {}
    under: {to: Objective, link: supports, heading: Action}
    ignore: [2008/09]
"""


@given(ROWS)
def test_every_row_is_accounted_for(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "even.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    tables, problems = read_mapping(path)
    assert problems == []
    draft = Draft()
    sheet = Sheet(list(HEADINGS), 1, [Row(number, row) for number, row in enumerate(rows, 2)])
    read_tables(draft, PlanFile(path, "a.csv"), sheet, list(enumerate(HEADINGS)), tables, None)
    counted = [told for told in draft.problems if told.code in ("rows-filtered", "rows-sections", "rows-joined")]
    read = {record.source.row for record in draft.records} | {told.source.row for told in draft.problems}
    left = {row.number for row in sheet.rows} - read
    assert not left or counted
