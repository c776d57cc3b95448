"""CSV and tab-separated files: delimiters, quotes, row numbers, headings, and rows that are not as they should be."""

from __future__ import annotations

from itertools import islice

import pytest
from folders import codes, item, keys, links, load_files, problem

from loaders.delimited import parse, parse_lines
from loaders.parsed import LIMITS


@pytest.mark.parametrize(("name", "sign"), [("a/strategies.csv", ","), ("strategies.csv", ";"), ("strategy.csv", "|"),
                                            ("strategies.tsv", "\t")])
def test_the_heading_line_tells_the_delimiter(tmp_path, name, sign):
    rows = [["Key", "title", "note"], ["a", "A", "one, two; three"]]
    text = "\r\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows)
    loaded = load_files(tmp_path, {name: text})
    assert codes(loaded) == (["file-read-as"] if sign in ";|" else [])
    assert item(loaded, "strategy:a").values["note"] == "one, two; three"


def test_headings_are_alike_whatever_joins_their_words(tmp_path):
    loaded = load_files(tmp_path, {"indicators.csv": "ID,Name,BY AREA,part-of,Owned_By\na,A,yes,strategy:s,post:p\n",
                                   "strategies.csv": "ref,title\ns,S\n", "posts.csv": "reference,title\np,P\n"})
    assert loaded.problems == ()
    assert item(loaded, "indicator:a").values["by_area"] is True
    assert links(loaded) == {("indicator:a", "PART_OF", "strategy:s"), ("indicator:a", "OWNED_BY", "post:p")}
    asked = {table.name: table.headings for table in loaded.tables}
    assert asked["indicators.csv"] == {"Indicator": {"title", "by_area", ("PART_OF", True), ("OWNED_BY", True)}}
    assert {table.asks for table in loaded.tables} == {"register"}


def test_several_references_in_one_cell(tmp_path):
    loaded = load_files(tmp_path, {"strategies.csv": "key,title,informs\na,A,strategy:b; strategy:c;\nb,B,\nc,C,\n"})
    assert links(loaded) == {("strategy:a", "INFORMS", "strategy:b"), ("strategy:a", "INFORMS", "strategy:c")}


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": 'key,title,note,due\na,A,"two\nlines",\n\nb,B,,never\nc,C,,soon\n'})
    assert [(told.source.row, told.value) for told in loaded.problems if told.code == "date-unclear"] == [
        (4, "never"), (5, "soon")]
    assert item(loaded, "action:a").source.row == 2
    assert problem(loaded, "row-empty").source.row == 3


def test_a_row_with_more_cells_than_headings(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": "key,title\na,A,,\nb,Bread, butter\nc\n"})
    told = problem(loaded, "row-too-long")
    assert (told.source.row, told.value, told.expected) == (3, "3 cells", "2 cells"), "it may name a person"
    assert keys(loaded) == {"action:a", "action:b", "action:c"}


def test_a_file_that_ends_inside_a_quoted_cell(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": 'key,title\na,A\nb,"B is cut\nc,C\n'})
    assert problem(loaded, "truncated").source.row == 3
    assert keys(loaded) == {"action:a"}


def test_one_broken_row_does_not_end_the_reading(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": 'key,title\na,A\nb,"B"x,\nc,C\n'})
    assert problem(loaded, "syntax").source.row == 3
    assert keys(loaded) == {"action:a", "action:c"}


def test_headings_that_stand_twice_mean_nothing_or_are_blank(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": "key,title,Title,colour,,\na,A,B,red,x,\n"})
    assert codes(loaded) == ["heading-twice", "heading-unknown", "heading-unknown"]
    assert [told.source.column for told in loaded.problems] == ["Title", "E", "colour"]
    assert item(loaded, "action:a").title == "A"


def test_a_table_without_key_and_title_is_told_once(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": "due,status\n2008,open\n2009,open\n"})
    assert codes(loaded) == ["heading-missing"]
    assert loaded.items == ()


def test_a_csv_whose_name_is_no_kind(tmp_path):
    loaded = load_files(tmp_path, {"things.csv": "key,title\na,A\n", "notes.pages": "x", "README.md": "x",
                                   ".hidden": "x", "LICENSE": "x"})
    assert codes(loaded) == ["file-unknown", "file-unknown"]
    assert {told.source.file for told in loaded.problems} == {"things.csv", "notes.pages"}
    assert loaded.files == 0


def test_a_table_of_links(tmp_path):
    loaded = load_files(tmp_path, {
        "links.csv": "from,link,to,note,colour\nobjective:a,conflicts with,objective:b,Settled in May,red\n",
        "objectives.csv": "key,title,tier\na,A,2\nb,B,2\n"})
    (found,) = loaded.links
    assert (found.start, found.verb, found.end, found.fields) == (
        "objective:a", "CONFLICTS_WITH", "objective:b", {"note": "Settled in May"})
    assert codes(loaded) == ["heading-unknown"]


def test_a_line_that_names_the_delimiter_is_not_a_row(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": "sep=;\nkey;title\na;A, and B\n"})
    assert item(loaded, "action:a").title == "A, and B"
    assert item(loaded, "action:a").source.row == 2


def test_owner_and_board_as_headings_are_links(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": "key,title,owner,board\na,A,P,B\n", "posts.csv": "key,title\np,P\n",
                                   "boards.csv": "key,title\nb,B\n"})
    assert links(loaded) == {("action:a", "OWNED_BY", "post:p"), ("action:a", "OVERSEEN_BY", "board:b")}


def test_a_tab_in_a_key_is_told_and_not_cleaned_away(tmp_path):
    loaded = load_files(tmp_path, {"posts.csv": "key,title\np\t,P\n q ,Q\n"})
    assert keys(loaded) == {"post:p%09", "post:q"}
    assert problem(loaded, "key-spacing").source.row == 2


def parsed(text: str, **limits: float) -> tuple[list[object], list[tuple[str, int | None, str | None]]]:
    found = parse(text.encode(), {**LIMITS, **limits})
    return found.grids[0].rows, [(told.code, told.source.row, told.source.column) for told in found.problems]


def test_rows_beyond_the_limit_are_counted_and_never_kept():
    found = parse(b"key,title\n" + b"\n" * 5_000, {**LIMITS, "rows": 3})
    assert found.grids[0].rows == [["key", "title"], [], []]
    assert [told.message for told in found.problems] == [
        "The file has 5,001 rows; those after row 3 were not read."]
    assert parsed("a\nb\n", rows=2) == ([["a"], ["b"]], [])


def test_the_reader_of_rows_stops_at_the_limit(monkeypatch):
    kept = []

    def watched(rows, most=None):
        kept.append(most)
        return islice(rows, most)

    monkeypatch.setattr("loaders.delimited.islice", watched)
    parsed("a\n" * 50, rows=7)
    assert kept == [7]


@pytest.mark.parametrize("broken", ['"B"x\n', '"never ends\n'])
def test_rows_beyond_the_limit_that_cannot_be_read_are_told_without_a_count(broken):
    found = parse(("a\nb\nc\n" + broken).encode(), {**LIMITS, "rows": 2})
    assert found.grids[0].rows == [["a"], ["b"]]
    assert [told.message for told in found.problems] == [
        "The file has more than 3 rows; those after row 2 were not read."]


def test_very_many_broken_rows_are_told_one_by_one_only_so_far():
    found = parse(b"key,title\n" + b'"a"b\n' * 500 + b"k,t\n", LIMITS)
    assert found.grids[0].rows[-1] == ["k", "t"]
    assert len(found.grids[0].rows) == 502
    assert len(found.problems) == 101
    last = found.problems[-1]
    assert (last.code, last.source.row, last.message) == (
        "syntax", 102, "This and 399 more rows cannot be read either.")
    assert parse(b'"a"b\n' * 500, {**LIMITS, "rows": 20}).problems[-1].code == "too-many-rows"


def test_columns_beyond_the_limit_are_cut_and_told_once():
    found, told = parsed("a,b,c\n1,2,,,5,\n1,2,,4,,\n1,2\n", columns=2)
    assert found == [["a", "b"], ["1", "2"], ["1", "2"], ["1", "2"]]
    assert told == [("too-many-columns", 1, "C")]
    (one,) = parse(b"a,b,c\n1,2,,,5,\n", {**LIMITS, "columns": 2}).problems
    assert one.message == "Columns C to E hold something; they were not read."
    assert one.expected == "at most 2 columns (columns)"


def test_blank_cells_beyond_the_limit_are_nothing_and_broken_rows_have_no_width():
    assert parsed("a,b,,,\n1,2\n", columns=2) == ([["a", "b"], ["1", "2"]], [])
    found, told = parsed('a,b,c\n"x"y\n', columns=2)
    assert found == [["a", "b"], None]
    assert told == [("syntax", 2, None), ("too-many-columns", 1, "C")]


def test_lines_beyond_the_limit_are_counted():
    found = parse_lines(b"a\r\nb\x0cc\n\nd", {**LIMITS, "rows": 2})
    assert found.grids[0].rows == [["a"], ["b\x0cc"]]  # an editor counts no line at a form feed
    assert [told.message for told in found.problems] == ["The file has 4 rows; those after row 2 were not read."]
