"""Mappings that come with the program, the words that the page lists, and which files and sheets a table is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from folders import keys, load_files, problem
from mapped import mistakes, tables_of

from loaders.files import PlanFile
from loaders.mapping.declared import like
from loaders.mapping.file import read_mapping, shipped_mapping, shipped_names
from loaders.mapping.words import LEVELS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "formats" / "mapping.md"


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_mapping_has_no_mistake(name, tmp_path):
    tables, problems = read_mapping(tmp_path / name)
    assert problems == []
    assert tables
    assert all(table.shipped for table in tables)


def test_a_file_of_that_name_comes_before_the_shipped_mapping(tmp_path):
    (tmp_path / "okr").write_text("tables: []\n", encoding="utf-8")
    assert read_mapping(tmp_path / "okr") == ((), [])


@pytest.mark.parametrize("word", ["okrs", "../mappings/okr", "", ".", "okr.yaml", "OKR/", "\0"])
def test_no_other_word_is_a_shipped_mapping(word):
    assert shipped_mapping(word) is None


def test_a_mapping_that_is_not_there_is_told(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": "key\na\n", "goldthread.yaml": "planSet: x\nmapping: okrs\n"})
    assert problem(loaded, "path-missing").source.file == "okrs"


def test_the_page_lists_every_word_that_the_reader_knows():
    rows = re.findall(r"^\| ([a-z ,]+) \| ((?:`\w+`(?:, )?)+) \|", PAGE.read_text(encoding="utf-8"), re.M)
    listed: dict[str, set[str]] = {}
    for where, words in rows:
        listed.setdefault(where, set()).update(re.findall(r"`(\w+)`", words))
    assert listed == {where: set(words) for where, words in LEVELS.items()}


@pytest.mark.parametrize(("pattern", "text", "fits"), [
    ("a*", "abc", True), ("a*c", "abc", True), ("*", "", True), ("a", "a", True), ("a*b*c", "a-b-b-c", True),
    ("a*a", "a", False), ("ab*ba", "aba", False), ("a", "ab", False), ("*b", "abc", False), ("[a]*", "[a]x", True),
    ("**a", "xa", True), ("?", "a", False),
])
def test_a_star_stands_for_anything(pattern, text, fits):
    assert like(pattern, text) is fits


@pytest.mark.parametrize(("file", "name", "fits"), [
    ("targets-*.csv", "targets-2008.csv", True), ("targets-*.csv", "old/Targets-2008.CSV", True),
    ("targets-*.csv", "targets-2008/a.csv", False), ("old/*.csv", "old/a.csv", True), ("old/*.csv", "new/a.csv", False),
    ("old/a.csv", "very/old/a.csv", True), ("a.csv", "aa.csv", False),
])
def test_a_table_is_about_every_file_that_fits(tmp_path, file, name, fits):
    (table,) = tables_of(tmp_path, f'tables: [{{file: "{file}", kind: Action, columns: {{a: key}}}}]')
    assert table.fits(PlanFile(tmp_path, name)) is fits


@pytest.mark.parametrize(("sheet", "name", "about", "wanted"), [
    ("", None, "", True), ("sheet: Action*, ", "action plan", "", True),
    ("sheet: table 3, ", "table 3", "Targets", True),
    ("sheet: targets, ", "table 3", "Targets", True), ("sheet: table 3, ", "table 33", "", False),
    ("sheet: Plan, ", None, "", False),
])
def test_a_table_is_about_a_sheet_by_its_name_or_caption(tmp_path, sheet, name, about, wanted):
    (table,) = tables_of(tmp_path, f"tables: [{{file: a.xlsx, {sheet}kind: Action, columns: {{a: key}}}}]")
    assert table.wants(name, about) is wanted


def test_a_document_and_a_workbook_need_no_kind_and_no_format(tmp_path):
    tables = tables_of(tmp_path, """\
tables:
  - {file: paper.docx, format: document, title: The paper, source: {document: "001"}}
  - {file: plan.xlsx, sheet: Plan, kind: Action, columns: {a: key}}
  - {file: plan.txt, kind: Action, columns: {a: key}}
  - {file: plan.dat, path: "a[]", kind: Action, columns: {a: key}}
""")
    assert [(table.format, table.title, table.document) for table in tables] == [
        ("document", "The paper", "001"), ("", None, None), ("csv", None, None), ("json", None, None)]


def test_what_has_no_meaning_in_a_format_is_told(tmp_path):
    told = mistakes(tmp_path, """\
tables:
  - {file: a.txt, format: committee-table, kind: Action, columns: {A: topic}}
  - {file: b.csv, kind: Action, links: {from: A, link: supports, to: B}, columns: {}}
""")
    assert [value for value, _ in told] == ["kind", "kind", "columns"]


def test_several_files_by_one_pattern_and_two_kinds_of_one_file(tmp_path):
    mapping = """\
tables:
  - {file: "plan-*.csv", kind: Action, columns: {a: key}, where_filled: a}
  - {file: "plan-*.csv", kind: Risk, columns: {r: key}, where_filled: r}
"""
    loaded = load_files(tmp_path, {
        "plan-1.csv": "a,r\n1,\n,2\n", "x/plan-2.csv": "a,r\n3,4\n", "mapping.yaml": mapping,
        "goldthread.yaml": "planSet: x\nmapping: mapping.yaml\n"})
    assert keys(loaded) == {"action:1", "risk:2", "action:3", "risk:4"}
    assert loaded.problems == ()
