"""CSV on the Web in: our own metadata and other people's, and whatever else calls itself metadata."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from csv_folders import read_folder
from folders import codes, item, keys, links, problem, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.csvw.metadata import read_metadata
from loaders.csvw.read import described, guarded, is_metadata, unguarded
from loaders.files import PlanFile
from loaders.sheets import LINKS

CSVW = "http://www.w3.org/ns/csvw"


def metadata(*tables: Any, **group: Any) -> str:
    return json.dumps({"@context": CSVW, "tables": list(tables), **group})


def table(url: str, *columns: Any, **said: Any) -> dict[str, Any]:
    return {"url": url, "tableSchema": {"columns": list(columns)}, **said}


def plan_file(folder: Path, text: str, name: str = "csv-metadata.json") -> PlanFile:
    write(folder, {name: text})
    return PlanFile(folder / name, name)


def test_a_title_of_a_column_may_be_our_heading_where_its_name_is_not(tmp_path: Path) -> None:
    loaded = read_folder(write(tmp_path, {
        "strategies.csv": "ref_no;Strategie;lead\na1;Homes;post:director\n",
        "csv-metadata.json": metadata(table(
            "strategies.csv", {"name": "ref_no", "titles": ["Ref", "key"]},
            {"name": "Strategie", "titles": {"en": "title"}},
            {"name": "lead", "titles": {"en": ["Lead", "owned by"], "cy": "arweinydd"}}),
            dialect={"delimiter": ";"})}))

    assert item(loaded, "strategy:a1").title == "Homes"
    assert links(loaded) == {("strategy:a1", "OWNED_BY", "post:director")}


def test_the_files_name_tells_the_kind_where_no_note_of_ours_does(tmp_path: Path) -> None:
    loaded = read_folder(write(tmp_path, {
        "strategies.csv": "key\na\n", "more.csv": "key\nb\n", "roads.csv": "key\nc\n",
        "csv-metadata.json": metadata(
            table("strategies.csv"), table("more.csv", notes=[{"kind": "ServicePlan", "asks": "list"}]),
            table("roads.csv", notes=["a remark", {"target": "cell 3"}]))}))

    assert keys(loaded) == {"strategy:a", "service-plan:b"}
    assert item(loaded, "service-plan:b").listed
    assert problem(loaded, "file-unknown").value == "roads.csv"


def test_metadata_of_one_file_is_stronger_than_the_folders(tmp_path: Path) -> None:
    loaded = read_folder(write(tmp_path, {
        "roads.csv": "key\nc\n",
        "roads.csv-metadata.json": json.dumps({
            "@context": CSVW, "url": "roads.csv", "notes": [{"kind": "Strategy", "asks": "register"}]}),
        "csv-metadata.json": metadata(table("roads.csv", notes=[{"kind": "Risk", "asks": "register"}]))}))

    assert keys(loaded) == {"strategy:c"}


def test_rows_above_the_headings_and_files_without_headings(tmp_path: Path) -> None:
    loaded = read_folder(write(tmp_path, {
        "strategies.csv": "List of 2008\n\nkey,title\na,Homes\n",
        "risks.csv": "r,Flood\n",
        "csv-metadata.json": metadata(
            table("strategies.csv", dialect={"skipRows": 2}),
            table("risks.csv", {"name": "key"}, {"name": "title"}, dialect={"header": False}))}))

    assert keys(loaded) == {"strategy:a", "risk:r"}
    assert item(loaded, "strategy:a").source.row == 4
    assert item(loaded, "risk:r").title == "Flood"


@pytest.mark.parametrize("dialect", [{"skipRows": 100}, {"headerRowCount": 100}])
def test_metadata_that_passes_over_the_whole_table_is_told(tmp_path: Path, dialect: dict[str, int]) -> None:
    loaded = read_folder(write(tmp_path, {
        "strategies.csv": "key,title\na,Homes\n,\n\nb,Parks\n",
        "csv-metadata.json": metadata(table("strategies.csv", dialect=dialect))}))

    count = 3 if "skipRows" in dialect else 2
    assert loaded.items == ()
    assert problem(loaded, "csvw-metadata").message == (
        f"The metadata says to pass over {count} rows that hold something, and no row is left.")


def test_rows_that_metadata_passes_over_are_told_where_they_hold_something(tmp_path: Path) -> None:
    loaded = read_folder(write(tmp_path, {
        "strategies.csv": "List of 2008\n,,\nkey,title\nref,name\na,Homes\n", "risks.csv": ",\n\nkey\nr\n",
        "csv-metadata.json": metadata(
            table("strategies.csv", dialect={"skipRows": 2, "headerRowCount": 2}),
            table("risks.csv", dialect={"skipRows": 2}))}))

    assert keys(loaded) == {"strategy:a", "risk:r"}
    told = problem(loaded, "rows-skipped")
    assert (told.source.file, told.message) == (
        "strategies.csv", "The metadata says to pass over 2 rows that hold something.")


def test_what_stands_for_nothing_is_nothing_and_separators_part_words(tmp_path: Path) -> None:
    loaded = read_folder(write(tmp_path, {
        "reports.csv": "key,topics,cadence\na,risk|finance,-\n",
        "csv-metadata.json": metadata(table(
            "reports.csv", {"name": "key"}, {"name": "topics", "separator": "|"},
            {"name": "cadence", "null": ["", "-"]}))}))

    assert item(loaded, "report:a").values["topics"] == ("risk", "finance")
    assert "cadence" not in item(loaded, "report:a").values


def test_the_format_of_its_dates_tells_the_order_of_day_and_month(tmp_path: Path) -> None:
    loaded = read_folder(write(tmp_path, {
        "actions.csv": "key,due\na,03/04/2008\n",
        "csv-metadata.json": metadata(table(
            "actions.csv", {"name": "key"}, {"name": "due", "datatype": {"base": "date", "format": "dd/MM/yyyy"}}))}))

    assert item(loaded, "action:a").values["due"].start.isoformat() == "2008-04-03"


def test_rows_that_do_not_fit_are_told(tmp_path: Path) -> None:
    loaded = read_folder(write(tmp_path, {
        "risks.csv": "key,title\na,Flood,x\n,\nb\n", "csv-metadata.json": metadata(table("risks.csv"))}))

    assert keys(loaded) == {"risk:a", "risk:b"}
    assert [(told.code, told.source.row) for told in loaded.problems] == [("row-too-long", 2), ("row-empty", 3)]


@pytest.mark.parametrize("url", ["http://example.org/a.csv", "../a.csv", "/etc/passwd", "a/../../b.csv", "", 3, None])
def test_nothing_is_fetched_and_nothing_outside_the_folder_is_read(tmp_path: Path, url: Any) -> None:
    tables, problems = read_metadata(plan_file(tmp_path, metadata({"url": url})))

    assert not tables
    assert [told.code for told in problems] == ["csvw-metadata"]


def test_what_is_not_followed_is_told(tmp_path: Path) -> None:
    tables, problems = read_metadata(plan_file(tmp_path, metadata(
        table("risks.csv", dialect={"quoteChar": "'", "skipColumns": 1}),
        {"url": "actions.csv", "tableSchema": "http://example.org/schema.json"})))

    assert set(tables) == {"risks.csv", "actions.csv"}
    assert [told.message for told in problems] == [
        "quoteChar of the dialect of risks.csv is not followed.",
        "skipColumns of the dialect of risks.csv is not followed.",
        "The tableSchema of a table stands in another file, which is not read."]


def test_a_file_that_is_described_and_not_there_is_told(tmp_path: Path) -> None:
    found = described([plan_file(tmp_path, metadata(table("risks.csv")))])

    assert not found.tables
    assert [(told.code, told.value) for told in found.problems] == [("path-missing", "risks.csv")]


def test_a_folder_below_describes_its_own_files(tmp_path: Path) -> None:
    write(tmp_path, {"2008/csv-metadata.json": metadata(table("links.csv")), "2008/links.csv": "from,link,to\n"})
    file = PlanFile(tmp_path / "2008" / "csv-metadata.json", "2008/csv-metadata.json")
    tables, _ = read_metadata(file)

    assert tables["2008/links.csv"].holds == LINKS


@pytest.mark.parametrize(("name", "is_one"), [
    ("csv-metadata.json", True), ("a/CSV-Metadata.json", True), ("roads.csv-metadata.json", True),
    ("my-csv-metadata.json", False), ("metadata.json", False)])
def test_metadata_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert is_metadata(PlanFile(Path(name), name)) is is_one


@given(st.text() | st.sampled_from(("=1", "'=1", "''=1", "'tis", "-3", "@x", "\t", "", "'", "'\uff1d1")))
def test_the_mark_before_a_formula_comes_off_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r\n\0")


PROPERTIES = (
    "@context", "tables", "url", "tableSchema", "columns", "titles", "name", "null", "separator", "datatype", "base",
    "format", "notes", "kind", "asks", "escaped", "dialect", "delimiter", "header", "headerRowCount", "skipRows",
    "quoteChar", "virtual")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | st.sampled_from((
        "risks.csv", "links.csv", "dd/MM/yyyy", "date", "list", "Risk", ",")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(PROPERTIES), inner, max_size=5),
    max_leaves=25)


WHOLE = {
    "@context": [CSVW, {"@language": "en"}], "dc:title": "Ashby", "null": ["-"],
    "dialect": {"delimiter": ",", "header": True, "skipRows": 0, "headerRowCount": 1, "quoteChar": '"'},
    "tables": [{
        "url": "risks.csv", "notes": [{"kind": "Risk", "asks": "register", "escaped": True}],
        "tableSchema": {"columns": [
            {"name": "key", "titles": "key", "required": True, "datatype": "string"},
            {"name": "titel", "titles": {"en": ["title", "name"]}, "separator": "|", "null": ["", "?"],
             "datatype": {"base": "date", "format": "dd/MM/yyyy"}}], "primaryKey": ["key"]}}]}


def changed(data: Any, where: list[int], value: Any) -> Any:
    """The data with what stands at a place replaced; each number of the place chooses one of so many branches."""
    if not where or not isinstance(data, list | dict) or not data:
        return value
    names = list(data) if isinstance(data, dict) else list(range(len(data)))
    name = names[where[0] % len(names)]
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[name] = changed(data[name], where[1:], value)
    return copy


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.lists(st.integers(0, 5), max_size=7), said=JSON | st.just(10**12))
def test_metadata_of_any_shape_never_breaks_the_load(where: list[int], said: Any, tmp_path: Path) -> None:
    write(tmp_path, {
        "risks.csv": "key,titel\na,Flood\n", "csv-metadata.json": json.dumps(changed(WHOLE, where, said))})
    found = described([PlanFile(tmp_path / name, name) for name in ("csv-metadata.json", "risks.csv")])

    assert [file.name for file in found.files] == ["risks.csv"]
    for told in found.tables.values():
        assert told.asks in {"register", "transcript", "list"}
    if "risks.csv" in found.tables:
        read_folder(tmp_path)


def test_broken_metadata_is_told_and_the_csv_read_by_its_name(tmp_path: Path) -> None:
    found = described([plan_file(tmp_path, '{"tables": [')])

    assert [told.code for told in found.problems] == ["truncated"]
    assert not found.tables
    assert codes(read_folder(write(tmp_path, {"csv-metadata.json": "[]"}))) == ["csvw-metadata"]
