"""Workbooks of all four sorts: every sort of cell, merged cells, errors, limits, passwords, damage, hostile claims."""

from __future__ import annotations

import datetime
import io
import random
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from loaders.parsed import LIMITS, Parsed
from loaders.workbook.parse import parse

NOON = datetime.datetime(2008, 9, 1, 13, 30)
OPEN_HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:calcext="urn:org:documentfoundation:names:'
    'experimental:calc:xmlns:calcext:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">')


def book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        fill(workbook)
    return made.getvalue()


PLAIN = book(lambda workbook: workbook.add_worksheet("A").write(0, 0, "x"))


def changed(data: bytes, change: Callable[[str], str]) -> bytes:
    """A new workbook with the XML of its first sheet changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name).decode()
            new.writestr(name, change(held) if name.endswith("sheet1.xml") else held)
    return made.getvalue()


def sheet_xml(xml: str) -> bytes:
    """A workbook whose one sheet holds this XML for its rows."""
    return changed(PLAIN, lambda held: re.sub("(?<=<sheetData>).*(?=</sheetData>)", lambda _: xml, held))


def open_sheet(rows: str, name: str = "A", head: str = "") -> bytes:
    """An .ods workbook whose one sheet holds this XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", OPEN_HEAD + head + f"<office:body><office:spreadsheet><table:table table:name="
                        f'"{name}">{rows}</table:table></office:spreadsheet></office:body></office:document-content>')
    return made.getvalue()


def old_book(fill: Callable[[xlwt.Workbook], None]) -> bytes:
    made, workbook = io.BytesIO(), xlwt.Workbook()
    fill(workbook)
    workbook.save(made)
    return made.getvalue()


def read(data: bytes, **limits: float) -> Parsed:
    return parse(data, {**LIMITS, **limits})


def rows_of(data: bytes) -> list[list[object] | None]:
    parsed = read(data)
    assert parsed.problems == []
    return parsed.grids[0].rows


def told(parsed: Parsed) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(one.code, one.source.row, one.source.column, one.value) for one in parsed.problems]


def test_every_sort_of_cell_of_a_new_workbook():
    def fill(workbook):
        sheet = workbook.add_worksheet("Plans")
        form = {name: workbook.add_format({"num_format": name})
                for name in ("0%", "0.0%", '0"%"', "[>1]0%;0", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "[h]:mm")}
        sheet.write_row(0, 0, ["Text", 5.0, 5.25, True, None, " spaced ", "two\nlines", 0])
        for column, (value, name) in enumerate([(0.85, "0%"), (0.285, "0.0%"), (1, "0%"), (-0.125, "0%"), (5, '0"%"'),
                                                (0.3, "[>1]0%;0"), (0.1 + 0.2, "0%"), (0, "0%")]):
            sheet.write_number(1, column, value, form[name])
        for column, (value, name) in enumerate([
                (datetime.date(2008, 9, 1), "dd/mm/yyyy"), (NOON, "dd/mm/yyyy hh:mm"), (datetime.time(13, 30), "hh:mm"),
                (datetime.timedelta(hours=42, minutes=30), "[h]:mm")]):
            sheet.write_datetime(2, column, value, form[name])
        sheet.write_formula(3, 0, "=1+1", None, 2)
        sheet.write_formula(3, 1, '="a"&"b"', None, "ab")

    assert rows_of(book(fill)) == [
        ["Text", 5, 5.25, True, "", " spaced ", "two\nlines", 0],
        ["85%", "28.5%", "100%", "-12.5%", 5, "30%", "30%", "0%"],
        ["2008-09-01", "2008-09-01T13:30:00", "13:30:00", "PT42H30M", "", "", "", ""],
        [2, "ab", "", "", "", "", "", ""]]


def test_every_sort_of_cell_of_an_old_workbook():
    def fill(workbook):
        sheet = workbook.add_sheet("Plans")
        for column, value in enumerate(["Text", 5, 5.25, True, None]):
            sheet.write(0, column, value)
        for column, (value, name) in enumerate([(0.85, "0%"), (0.285, "0.0%"), (1, "0%"), (5, '0"%"'),
                                                (datetime.date(2008, 9, 1), "DD/MM/YYYY"), (NOON, "DD/MM/YYYY HH:MM")]):
            sheet.write(1, column, value, xlwt.easyxf(num_format_str=name))

    assert rows_of(old_book(fill)) == [
        ["Text", 5, 5.25, True, "", ""], ["85%", "28.5%", "100%", 5, "2008-09-01", "2008-09-01T13:30:00"]]


def test_every_sort_of_cell_of_an_open_workbook():
    document, table = OpenDocumentSpreadsheet(), Table(name="Plans")
    row = TableRow()
    for sort, value, shown in (("string", None, "Text"), ("float", "5", "5.0"), ("float", "5.25", "5.25"),
                               ("percentage", "0.285", "28.5%"), ("date", "2008-09-01", "1 September"),
                               ("date", "2008-09-01T13:30:00", ""), ("time", "PT13H30M00S", "13:30"),
                               ("time", "PT42H30M00S", "42:30"), ("boolean", "true", "TRUE"), ("currency", "9", "£9")):
        named = {"date": "datevalue", "time": "timevalue", "boolean": "booleanvalue"}.get(sort, "value")
        cell = TableCell(valuetype=sort, **({named: value} if value else {}))
        cell.addElement(P(text=shown))
        row.addElement(cell)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    made = io.BytesIO()
    document.save(made)
    assert rows_of(made.getvalue()) == [
        ["Text", 5, 5.25, "28.5%", "2008-09-01", "2008-09-01T13:30:00", "13:30:00", "PT42H30M", True, 9]]


def test_text_of_an_open_workbook_is_whole_and_remarks_are_none_of_it():
    cell = '<table:table-cell office:value-type="string">{}</table:table-cell>'
    texts = ("<text:p>one</text:p><text:p>two</text:p>", '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'
             "</text:p>", "<office:annotation><text:p>remark</text:p></office:annotation><text:p>said</text:p>",
             "<text:p>a <text:span>b</text:span> &amp; <text:a>c</text:a></text:p>")
    data = open_sheet(f"\n<table:table-row>\n{''.join(map(cell.format, texts))}\n</table:table-row>\n")
    assert rows_of(data) == [["one\ntwo", "a   b\tc\nd", "said", "a b & c"]]


def test_dates_counted_from_1904_are_the_same_dates():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "date_1904": True}) as workbook:
        form = workbook.add_format({"num_format": "dd/mm/yyyy"})
        workbook.add_worksheet().write_datetime(0, 0, datetime.datetime(2008, 9, 1), form)
    assert rows_of(made.getvalue()) == [["2008-09-01"]]


def test_rows_begin_with_the_first_that_holds_anything_and_columns_with_the_first_of_all():
    (grid,) = read(book(lambda workbook: workbook.add_worksheet().write(4, 2, "x"))).grids
    assert (grid.first_row, grid.rows) == (5, [["", "", "x"]])
    (grid,) = read(open_sheet('<table:table-row table:number-rows-repeated="4"/><table:table-row><table:table-cell '
                              'table:number-columns-repeated="2"/><table:table-cell office:value-type="string"><text:p>'
                              "x</text:p></table:table-cell></table:table-row>")).grids
    assert (grid.first_row, grid.rows) == (5, [["", "", "x"]])


def test_cells_merged_downwards_hold_their_value_in_every_row():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 0, 2, 0, "down")
        sheet.merge_range(0, 1, 0, 2, "across")
        sheet.merge_range(1, 1, 2, 2, 7)
        sheet.write(4, 0, "end")

    rows = [["down", "across"], ["down", 7], ["down", 7], [], ["end", ""]]
    assert rows_of(book(fill)) == rows

    def fill_old(workbook):
        sheet = workbook.add_sheet("A")
        sheet.write_merge(0, 2, 0, 0, "down")
        sheet.write_merge(0, 0, 1, 2, "across")
        sheet.write_merge(1, 2, 1, 2, 7)
        sheet.write(4, 0, "end")

    assert rows_of(old_book(fill_old)) == rows


def test_merged_cells_of_an_open_workbook():
    document, table = OpenDocumentSpreadsheet(), Table(name="A")
    for cells in ([("down", 3), ("x", 1)], [None, ("y", 1)], [None, ("z", 1)]):
        row = TableRow()
        for cell in cells:
            made = CoveredTableCell() if cell is None else TableCell(
                valuetype="string", **({"numberrowsspanned": cell[1]} if cell[1] > 1 else {}))
            made.addElement(P(text=cell[0] if cell else "under"))
            row.addElement(made)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    saved = io.BytesIO()
    document.save(saved)
    assert rows_of(saved.getvalue()) == [["down", "x"], ["down", "y"], ["down", "z"]]


def test_sheets_keep_their_names_and_whether_they_are_hidden_and_charts_are_left_out():
    def fill(workbook):
        workbook.add_worksheet("Plans & more").write(0, 0, "a")
        workbook.add_worksheet("Hidden").hide()
        workbook.add_worksheet("Deep").very_hidden()
        sheet = workbook.add_chartsheet("Chart")
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "='Plans & more'!$A$1:$A$2"})
        sheet.set_chart(chart)

    parsed = read(book(fill))
    assert [(grid.name, grid.hidden, grid.rows) for grid in parsed.grids] == [
        ("Plans & more", False, [["a"]]), ("Hidden", True, []), ("Deep", True, [])]
    style = ('<office:automatic-styles><style:style style:name="t" style:family="table"><style:table-properties '
             'table:display="false"/></style:style></office:automatic-styles>')
    (grid,) = read(open_sheet("", 'Plans &amp; more" table:style-name="t', style)).grids
    assert (grid.name, grid.hidden) == ("Plans & more", True)


def test_errors_are_told_with_their_place_and_read_as_empty():
    def fill(workbook):
        sheet = workbook.add_worksheet("Plans")
        sheet.write(0, 0, "Key")
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(30, 27, "=NA()", None, "#N/A")

    parsed = read(book(fill))
    assert told(parsed) == [("cell-error", 2, "C", "#DIV/0!"), ("cell-error", 31, "AB", "#N/A")]
    assert parsed.problems[0].source.sheet == "Plans"
    assert parsed.grids[0].rows == [["Key", *[""] * 27]]


def test_errors_of_old_and_open_workbooks():
    def fill(workbook):
        sheet = workbook.add_sheet("A")
        sheet.write(0, 0, "Key")
        sheet.row(2).set_cell_error(1, "#DIV/0!")

    assert told(read(old_book(fill))) == [("cell-error", 3, "B", "#DIV/0!")]
    cell = '<table:table-cell {}><text:p>{}</text:p></table:table-cell>'
    cells = [cell.format('table:formula="of:=1/0" office:value-type="string" office:string-value=""', "#DIV/0!"),
             cell.format('table:formula="of:=X" office:value-type="string" calcext:value-type="error"', "Err:508"),
             cell.format('office:value-type="string"', "#N/A")]
    parsed = read(open_sheet(f"<table:table-row>{''.join(cells)}</table:table-row>"))
    assert told(parsed) == [("cell-error", 1, "A", "#DIV/0!"), ("cell-error", 1, "B", "Err:508")]
    assert parsed.grids[0].rows == [["", "", "#N/A"]]


def test_an_error_of_another_office_costs_its_cell_and_not_the_sheet():
    parsed = read(sheet_xml('<row r="1"><c r="A1" t="e"><f>X()</f><v>#ERROR!</v></c><c r="B1" t="e"><v>#N/A</v></c>'
                            '<c r="C1" t="inlineStr"><is><t>it\'s</t></is></c></row>'))
    assert told(parsed) == [("cell-error", 1, "A", "#ERROR!"), ("cell-error", 1, "B", "#N/A")]
    assert parsed.grids[0].rows == [["", "", "it's"]]


def test_a_formula_that_was_never_worked_out_is_told():
    workbook = openpyxl.Workbook()
    workbook.active.append(["Key", "=1+1", "x"])
    made = io.BytesIO()
    workbook.save(made)
    parsed = read(made.getvalue())
    assert told(parsed) == [("formula-without-value", 1, "B", None)]
    assert parsed.grids[0].rows == [["Key", "", "x"]]
    assert told(read(open_sheet('<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'))) == [
        ("formula-without-value", 1, "A", None)]


def test_an_empty_text_is_a_value_of_a_formula():
    xml = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>2</f><v>2</v></c></row>'
    assert rows_of(sheet_xml(xml)) == [[1, "", 2]]


def test_marks_are_found_in_xml_of_other_makes():
    for xml in ('<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>',
                "<row r='1'><c r='B1' t='e'><v>#N/A</v></c></row>", '<row r="1"><c t="e" r="B1"><v>#N/A</v></c></row>'):
        assert told(read(sheet_xml(xml))) == [("cell-error", 1, "B", "#N/A")]
    prefixed = changed(sheet_xml('<row r="1"><c r="B1" t="e"><v>#N/A</v></c></row>'), lambda held: re.sub(
        r"<(/?)(\w)", r"<\1x:\2", held.replace("xmlns=", "xmlns:x=")))
    assert told(read(prefixed)) == [("cell-error", 1, "B", "#N/A")]


def test_very_many_errors_are_told_one_by_one_only_so_far():
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="e"><v>#N/A</v></c></row>' for row in range(1, 1_501))
    parsed = read(sheet_xml(rows))
    assert len(parsed.problems) == 1_001
    assert parsed.problems[-1].message.startswith("This and 499 more")


@pytest.mark.parametrize("make", ["new", "open"])
def test_rows_and_columns_beyond_the_limits_are_counted_and_told(make):
    if make == "new":
        cells = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="F{row}"><v>6</v></c></row>'
                        for row in (1, 2, 3, 5, 9))
        data = sheet_xml(cells)
    else:
        row = ('<table:table-row table:number-rows-repeated="{}"><table:table-cell office:value-type="float" '
               'office:value="{}"/><table:table-cell table:number-columns-repeated="4"/><table:table-cell '
               'office:value-type="float" office:value="6"/></table:table-row>')
        data = open_sheet(row.format(1, 1) + row.format(1, 2) + row.format(3, 3))
    parsed = read(data, rows=2, columns=4)
    assert [row[:4] for row in parsed.grids[0].rows] == [[1, "", "", ""], [2, "", "", ""]] or make == "open"
    assert [(one.code, one.source.row, one.source.column) for one in parsed.problems] == [
        ("too-many-rows", 3, None), ("too-many-columns", None, "F")]
    assert parsed.problems[0].message == "3 rows below row 2 hold something; they were not read."
    assert parsed.problems[0].expected == "at most 2 rows (rows)"


def test_a_sheet_that_only_claims_to_be_huge_is_read():
    data = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert len(data) < 6_000
    assert rows_of(data) == [[1]]


@pytest.mark.parametrize("placed", [True, False])
def test_a_small_sheet_is_read_with_little_memory(placed):
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>1</v></c></row>'
    row = row if placed else "<row><c><v>1</v></c><c><v>1</v></c></row>"
    cells = "".join(row.format(number) for number in range(1, 51))
    parsed = read(sheet_xml(cells), memoryMegabytes=300)
    assert parsed.problems == []
    assert len(parsed.grids[0].rows) == 50
    (problem,) = read(sheet_xml(cells), memoryMegabytes=0.01).problems
    assert problem.message == "The sheet reaches to row 50 and column B, so it was not read."


@pytest.mark.parametrize("last", ["XFD1048576", "P1048576", "A99999999", "ZZZZ1"])
def test_a_sheet_that_would_take_all_memory_is_refused(last):
    row = re.sub("[A-Z]", "", last)
    data = sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{last}"><v>2</v></c></row>')
    (problem,) = read(data).problems
    assert (problem.code, problem.source.sheet) == ("sheet-too-large", "A")
    assert "memoryMegabytes" in (problem.expected or "")


@pytest.mark.parametrize("repeats", [(1_048_576, 16_384), (200_000, 200), (10, 10_000_000)])
def test_a_cell_that_says_it_stands_a_million_times_is_not_unfolded(repeats):
    data = open_sheet(f'<table:table-row table:number-rows-repeated="{repeats[0]}"><table:table-cell table:number-'
                      f'columns-repeated="{repeats[1]}" office:value-type="float" office:value="7"/></table:table-row>')
    parsed = read(data)
    assert {one.code for one in parsed.problems} <= {"archive-too-large", "too-many-columns"}
    assert sum(len(row or ()) for grid in parsed.grids for row in grid.rows) <= 2_000


def test_merged_cells_that_repeat_too_much_are_told():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 0, 99, 0, "x" * 1_000)
        sheet.write(99, 1, "end")

    parsed = read(book(fill), fileMegabytes=0.05)
    assert told(parsed) == [("merged-too-long", 1, "A", None)]


def test_passwords_are_told_as_such():
    old = bytearray(old_book(lambda workbook: workbook.add_sheet("A").write(0, 0, "x")))
    newer = bytearray(old)
    at, name = newer.index("Workbook".encode("utf-16-le")), "EncryptedPackage".encode("utf-16-le")
    newer[at:at + len(name)] = name
    at = old.index(b"\xe1\x00\x02\x00")  # any record of two bytes right after the first
    old[at] = 0x2F
    open_locked = io.BytesIO()
    with zipfile.ZipFile(open_locked, "w") as packed:
        packed.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        packed.writestr("content.xml", b"\x00\x01")
    for data in (bytes(old), bytes(newer), open_locked.getvalue()):
        assert told(read(data)) == [("file-locked", None, None, None)]


@pytest.mark.parametrize(("data", "words"), [
    (b"<html><table><tr><td>1", "a web page"), (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "XML"),
    (b"key,title\na,A\n", "text"), (bytes(600), "does not begin"), (b"PK\x03\x04", "cannot be unpacked"),
])
def test_what_only_is_named_like_a_workbook_is_told(data, words):
    (problem,) = read(data).problems
    assert problem.code in ("workbook-broken", "archive-broken")
    assert words in problem.message


def test_other_archives_are_no_workbooks():
    for names in (["word/document.xml"], ["content.xml"]):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            for name in names:
                packed.writestr(name, "<a/>")
        assert [problem.code for problem in read(made.getvalue()).problems] == ["workbook-broken"]


@pytest.mark.parametrize("encoding", ["U-8", "utf-7", "big5", "rot13"])
def test_an_encoding_that_nobody_knows_breaks_the_workbook_and_nothing_else(tmp_path, encoding):
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as packed:
        packed.writestr("content.xml", f'<?xml version="1.0" encoding="{encoding}"?><a/>')
    parsed = parse((tmp_path / "a.ods").read_bytes(), LIMITS)
    assert [told.code for told in parsed.problems] == ["workbook-broken"]


def test_a_document_type_in_an_open_workbook_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("content.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    assert [problem.code for problem in read(made.getvalue()).problems] == ["xml-dtd"]


def test_an_open_workbook_that_breaks_off_gives_what_came_before():
    cell = '<table:table-row><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    parsed = read(open_sheet(cell.format("a") + "</table:table-row>" + cell.format("b")))
    assert [problem.code for problem in parsed.problems] == ["workbook-broken"]
    assert parsed.grids[0].rows == [["a"]]


def samples() -> list[bytes]:
    def fill(workbook):
        sheet, form = workbook.add_worksheet("A"), workbook.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ["Key", "Share"])
        sheet.write(1, 0, "a")
        sheet.write(1, 1, 0.5, form)
        sheet.merge_range(2, 0, 3, 0, "b")
        sheet.write_formula(3, 1, "=1/0", None, "#DIV/0!")

    def fill_old(workbook):
        sheet = workbook.add_sheet("A")
        for row in range(9):
            sheet.write(row, 0, f"a{row}")
            sheet.write(row, 1, row / 8, xlwt.easyxf(num_format_str="0%"))

    cell = ('<table:table-row><table:table-cell office:value-type="percentage" office:value="0.5" '
            'table:number-columns-repeated="2"/></table:table-row>')
    return [book(fill), old_book(fill_old), open_sheet(cell * 3)]


@pytest.mark.parametrize("sample", samples(), ids=["xlsx", "xls", "ods"])
def test_a_workbook_cut_off_anywhere_gives_a_problem_and_nothing_worse(sample):
    whole = read(sample).grids
    for end in range(0, len(sample), 37):
        parsed = read(sample[:end])
        assert parsed.problems or parsed.grids == whole  # the last sector of an old one may be cut short


@pytest.mark.parametrize("sample", samples(), ids=["xlsx", "xls", "ods"])
def test_damaged_workbooks_give_grids_or_problems_and_nothing_else(sample):
    dice = random.Random(5)
    for _ in range(80):
        data = bytearray(sample)
        for _ in range(dice.choice((1, 2, 5))):
            data[dice.randrange(len(data))] = dice.choice((0, 1, 255, dice.randrange(256)))
        parsed = read(bytes(data))
        assert parsed.grids or parsed.problems
        assert Parsed.from_json(parsed.to_json()) == parsed


def test_damaged_xml_within_a_workbook_gives_grids_or_problems_and_nothing_else():
    dice = random.Random(6)
    xml = ('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="2"><c r="A2" '
           't="str"><f>"a"</f><v>a</v></c><c r="C2"><f>2</f></c></row>')
    pieces = ("<", ">", '"', "</c>", "<f>", "</row>", "<row>", ' t="e"', ' r="B9"', "9", "&", "<v>", "/", "-")
    for _ in range(80):
        at, end = sorted((dice.randrange(len(xml)), dice.randrange(len(xml))))
        parsed = read(sheet_xml(xml[:at] + dice.choice(pieces) + xml[min(end, at + 3):]))
        assert parsed.grids or parsed.problems


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=12)
NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9).filter(lambda number: abs(number) > 1e-6))
SCALARS = st.one_of(st.just(""), TEXTS, NUMBERS, st.booleans(), st.dates(datetime.date(1901, 1, 1)))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(SCALARS, min_size=3, max_size=3), min_size=1, max_size=5))
@example([["=1+1", "0123", "_x0041_"], ["TRUE", "#N/A", "http://a.b"], ["{=A1}", "2008-09-01", "50%"]])
def test_whatever_is_written_comes_back_the_same(rows):
    def fill(workbook):
        sheet, form = workbook.add_worksheet("A"), workbook.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(number, column, cell, form)
                elif isinstance(cell, str) and cell:
                    sheet.write_string(number, column, cell)
                elif cell != "":
                    sheet.write(number, column, cell)

    (grid,) = read(book(fill)).grids
    back = {(grid.first_row - 1 + number, column): cell for number, row in enumerate(grid.rows)
            for column, cell in enumerate(row or ()) if cell != ""}
    there = {(number, column): cell for number, row in enumerate(rows) for column, cell in enumerate(row) if cell != ""}
    assert back.keys() == there.keys()
    for place, cell in there.items():
        if isinstance(cell, datetime.date):
            assert back[place] == cell.isoformat()
        elif isinstance(cell, bool | str):
            assert back[place] == cell
        else:
            assert back[place] == pytest.approx(cell)
