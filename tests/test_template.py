"""The entry workbook: its headings are ours, its examples are sound and never read, its checks only warn."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer
from python_calamine import load_workbook

from graph_api.cli.templating import kinds_named
from graph_api.exports.template import write_template
from graph_api.exports.template_columns import LONGEST_HINT, columns_of, heading_of, link_columns
from graph_api.exports.template_examples import EXAMPLES
from graph_api.exports.workbook_style import GREY, INK, PAPER, sheet_name
from loaders.headings import kind_named, target_for
from loaders.link_table import HEADINGS
from loaders.load import load
from loaders.workbook.about import EXAMPLE, is_example
from schema.fields import FieldType
from schema.kinds import KIND, KINDS, Kind

GOLDTHREAD = Path(sys.executable).parent / "goldthread"
PLAIN = {"How to", "Links", "Goldthread", "Lists"}
FUNCTIONS = {"COUNTIF", "IF", "IFERROR", "INDEX", "ISNUMBER", "LEFT", "LEN", "MATCH", "MAX", "MIN", "OFFSET", "OR",
             "AND", "SEARCH", "SUBSTITUTE"}
Sheet = Any


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("template") / "plans.xlsx"
    write_template(found)
    return found


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def kind_sheets(book: Any) -> list[tuple[Kind, Sheet]]:
    return [(kind, book[sheet_name(kind)]) for kind in KINDS]


def headings(sheet: Sheet) -> list[str]:
    return [cell.value for cell in sheet[1]]


def checks(sheet: Sheet) -> dict[str, Any]:
    """The data validation of each column, by its heading."""
    found = {str(check.sqref).split(":")[0]: check for check in sheet.data_validations.dataValidation}
    return {cell.value: found[f"{cell.column_letter}2"] for cell in sheet[1]}


def test_each_kind_has_a_sheet_that_the_loader_knows_by_its_name(book: Any) -> None:
    named = {name: kind_named(name) for name in book.sheetnames if name not in PLAIN}

    assert list(named.values()) == list(KINDS)
    assert max(map(len, book.sheetnames)) <= 31


def test_each_heading_is_one_that_the_loader_knows(path: Path) -> None:
    read = load_workbook(path)
    for kind in KINDS:
        first, *_ = read.get_sheet_by_name(sheet_name(kind)).to_python()
        assert first[:2] == ["Key", "Title"]
        assert all(target_for(kind, heading) is not None for heading in first), kind.name
    assert [heading.lower() for heading in read.get_sheet_by_name("Links").to_python()[0]] == list(HEADINGS)


def test_each_field_that_a_file_may_state_has_a_column_and_links_have_one_at_their_start_alone() -> None:
    for kind in KINDS:
        names = {column.name for column in columns_of(kind)}
        assert {field.name for field in kind.fields if not field.derived} <= names
        targets = [target_for(kind, name) for name in names]
        assert all(target is not None and target.outgoing for target in targets)
        shown = [heading_of(name) for name in names]
        assert len({heading.lower() for heading in shown}) == len(shown)


def test_examples_with_their_marks_off_load_without_a_problem(path: Path, tmp_path: Path) -> None:
    read = load_workbook(path)
    for sheet in read.sheet_names:
        if sheet in PLAIN - {"Links"}:
            continue
        first, *rows = read.get_sheet_by_name(sheet).to_python()
        with (tmp_path / f"{sheet.lower().replace(' ', '-')}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(first)
            writer.writerows([str(row[0]).removeprefix(EXAMPLE).strip(), *row[1:]] for row in rows)
    loaded = load([tmp_path]).loaded

    assert not loaded.problems
    assert len(loaded.items) == sum(map(len, EXAMPLES.values()))
    assert {item.kind for item in loaded.items} == set(KIND)


def test_each_example_row_is_marked_and_needs_no_format_to_tell(book: Any) -> None:
    for kind, sheet in kind_sheets(book):
        assert all(is_example(row[0].value) for row in sheet.iter_rows(min_row=2)), kind.name
        (shown,) = sheet.conditional_formatting
        assert shown.rules[0].formula == ['LEFT($A2,8)="example:"']


def test_template_as_it_is_gives_no_item_and_says_which_rows_are_examples(path: Path) -> None:
    loaded = load([path]).loaded

    assert not loaded.items
    assert {problem.code for problem in loaded.problems} == {"example-row", "sheet-empty"}
    assert len(loaded.problems) == len(KINDS) + 2  # once a sheet, Links among them, and one for all that are empty


def test_filled_in_template_loads(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    write_template(path, [KIND["Strategy"], KIND["Post"]])  # row 2 of each is an example
    book = openpyxl.load_workbook(path)
    for sheet, cells in {
        "Strategies": {"Key": "housing", "Title": "Housing strategy", "Due": "2008/09",
                       "Owned by": "post:head; post:7"},
        "Posts": {"Key": "head", "Title": "Head of housing"},
    }.items():
        for heading, value in cells.items():
            book[sheet].cell(4, headings(book[sheet]).index(heading) + 1).value = value
    book.save(path)
    loaded = load([path]).loaded

    assert {item.key for item in loaded.items} == {"strategy:housing", "post:head"}
    assert {(link.verb, link.end) for link in loaded.links} == {("OWNED_BY", "post:head"), ("OWNED_BY", "post:7")}


def test_every_check_only_warns_and_says_what_belongs_there(book: Any) -> None:
    for sheet in (*(sheet for _, sheet in kind_sheets(book)), book["Links"]):
        for heading, check in checks(sheet).items():
            assert check.type is None or check.errorStyle == "warning", heading
            assert check.promptTitle == heading
            assert 0 < len(check.prompt) <= LONGEST_HINT
            assert len(check.error or "") <= LONGEST_HINT


def test_words_dates_figures_and_references_are_checked_by_their_type(book: Any) -> None:
    for kind, sheet in kind_sheets(book):
        found = checks(sheet)
        assert found["Key"].formula1 == "COUNTIF($A:$A,A2)=1"
        for column in columns_of(kind):
            check, field = found[column.heading], column.field
            if column.far:
                assert check.type == ("list" if len(column.far) < len(KINDS) else None)
            elif field is not None and (field.words or field.type is FieldType.YES_NO):
                assert check.formula1 == '"' + ",".join(field.words or ("yes", "no")) + '"'
            elif field is not None:
                asked = {FieldType.NUMBER: "decimal", FieldType.DATE: "custom", FieldType.PERIOD: "custom"}
                assert check.type == asked.get(field.type)


def test_dropdown_of_a_link_reads_the_column_of_just_the_kinds_at_its_far_end(book: Any) -> None:
    lists = book["Lists"]
    for kind, sheet in kind_sheets(book):
        for column in columns_of(kind):
            source = checks(sheet)[column.heading].formula1 if column.far else None
            if source:
                found = re.fullmatch(
                    r"OFFSET\(Lists!\$([A-Z]+)\$4,IF\(Lists!\$\1\$2=0,-1,0\),0,MAX\(1,Lists!\$\1\$2\),1\)", source)
                assert found, source
                kinds = [KIND[name].slug for name in column.far]
                assert lists[f"{found[1]}1"].value == " or ".join(kinds)


def test_only_the_hidden_lists_have_formulas_with_plain_functions_and_a_value_each(path: Path, book: Any) -> None:
    valued = openpyxl.load_workbook(path, data_only=True)["Lists"]
    for sheet in book:
        formulas = [cell for row in sheet for cell in row if cell.data_type == "f"]
        assert bool(formulas) == (sheet.title == "Lists"), sheet.title
        for cell in formulas:
            assert set(re.findall(r"([A-Z]+)\(", cell.value)) <= FUNCTIONS
            assert valued[cell.coordinate].value == 0
        assert not sheet.merged_cells.ranges
        assert not any(cell.hyperlink for row in sheet for cell in row)
    assert book["Lists"].sheet_state == "hidden"


def test_every_heading_explains_itself_and_says_what_is_about_a_person(book: Any) -> None:
    for kind, sheet in kind_sheets(book):
        for cell, column in zip(sheet[1], columns_of(kind), strict=True):
            assert cell.comment.text.strip() == column.note.strip()
            personal = column.field is not None and column.field.personal
            assert ("Personal data" in cell.comment.text) == personal
    assert "Personal data" in {cell.value: cell for cell in book["Posts"][1]}["Holder"].comment.text


def test_headings_stay_in_sight_on_screen_and_on_paper_and_sheets_are_marked_tables(book: Any) -> None:
    for _, sheet in kind_sheets(book):
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None
        assert [column.name for column in table.tableColumns] == headings(sheet)


def test_cells_for_text_and_dates_keep_what_is_typed(book: Any) -> None:
    for kind, sheet in kind_sheets(book):
        formats = {number: style.number_format for style in sheet.column_dimensions.values()
                   for number in range(style.min, style.max + 1)}
        for number, column in enumerate(columns_of(kind), 1):
            figures = column.field is not None and column.field.type is FieldType.NUMBER
            assert formats[number] == ("General" if figures else "@"), column.name


def test_colours_can_be_told_apart() -> None:
    assert contrast(PAPER, INK) >= 4.5
    assert contrast(GREY, PAPER) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG reckons it."""
    def light(colour: str) -> float:
        parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_same_kinds_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        write_template(tmp_path / folder / "plans.xlsx", [KIND["Post"], KIND["Risk"]])

    one, other = ((tmp_path / folder / "plans.xlsx").read_bytes() for folder in ("one", "other"))
    assert one == other


def test_is_no_bomb_to_our_own_limits(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
        assert len(parts.infolist()) < 500
    assert unpacked / path.stat().st_size < 50


def test_hints_are_whole_sentences() -> None:
    for columns in (*map(columns_of, KINDS), link_columns()):
        for column in columns:
            assert column.hint.rstrip().endswith((".", "housing-2008.", "between.")), column


def test_some_kinds_may_be_asked_for_alone(tmp_path: Path) -> None:
    write_template(tmp_path / "few.xlsx", [KIND["Strategy"], KIND["Post"]], examples=False)
    book = openpyxl.load_workbook(tmp_path / "few.xlsx")

    assert book.sheetnames == ["How to", "Strategies", "Posts", "Links", "Goldthread", "Lists"]
    assert book["Strategies"]["A2"].value is None
    assert "Examples" not in {row[0].value for row in book["How to"]}
    found = checks(book["Strategies"])
    assert found["Funded by"].type is None  # no sheet holds budget lines
    assert "Lists!$B$2" in found["Owned by"].formula1
    assert book["Lists"]["B1"].value == "post"


def test_kinds_and_families_are_understood_as_people_write_them() -> None:
    assert [kind.name for kind in kinds_named("ServicePlan, strategies")] == ["Strategy", "ServicePlan"]
    assert [kind.name for kind in kinds_named("body")] == ["Partnership", "Board", "Organisation"]
    assert kinds_named(None) == KINDS
    for wrong in ("Strategie", "", " , "):
        with pytest.raises(typer.BadParameter):
            kinds_named(wrong)


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [GOLDTHREAD, "template", *arguments], cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_command_writes_the_workbook_and_leaves_one_that_is_there_alone(tmp_path: Path) -> None:
    done = run("plans.xlsx", "--kinds", "Area", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Wrote plans.xlsx" in done.stderr

    (tmp_path / "plans.xlsx").write_bytes(b"months of work")
    again = run("plans.xlsx", cwd=tmp_path)
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert (tmp_path / "plans.xlsx").read_bytes() == b"months of work"


@pytest.mark.parametrize("arguments", [
    ("plans.csv",), ("plans.xlsx", "--kinds", "Nonsense"), ("no/such/plans.xlsx", "--kinds", "Area")])
def test_command_says_what_is_wrong(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
