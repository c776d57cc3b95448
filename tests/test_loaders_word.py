"""Word documents: what of a table, a list, a tracked change or a hostile archive is read, and what is told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.captions import names_of
from loaders.parsed import LIMITS, Parsed
from loaders.word import table as word_table
from loaders.word.parse import parse
from loaders.word.parts import child

W = nsdecls("w")
MAIN = "word/document.xml"


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def read(document: Document, **limits: float) -> Parsed:
    return parse(saved(document), {**LIMITS, **limits})


def table_of(*rows: str, document: Document | None = None) -> tuple[Document, Table]:
    """A document with one table; a row is its cells, parted by |."""
    document = document or docx.Document()
    cells = [row.split("|") for row in rows]
    table = document.add_table(len(cells), len(cells[0]))
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return document, table


def changed(data: bytes, change: Callable[[bytes], bytes], part: str = MAIN) -> bytes:
    """The archive with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


def body(xml: str) -> bytes:
    """A document whose text is this XML."""
    return changed(saved(docx.Document()), lambda _: f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode())


def codes(parsed: Parsed) -> list[str]:
    return [told.code for told in parsed.problems]


def numbered(document: Document, text: str, style: str = "Normal", level: int = 0, number: int = 50) -> None:
    properties = document.add_paragraph(text, style=style)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))


def lists(*levels: tuple[str, str, str]) -> Document:
    """A document with list 50, its levels each with a form, a text and more XML; list 51 begins it again at 5."""
    document = docx.Document()
    numbering = document.part.numbering_part._element
    inner = "".join(f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
                    f'<w:lvlText w:val="{text}"/></w:lvl>' for place, (form, text, more) in enumerate(levels))
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="900">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="50"><w:abstractNumId w:val="900"/></w:num>'))
    numbering.append(parse_xml(
        f'<w:num {W} w:numId="51"><w:abstractNumId w:val="900"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'))
    return document


def numbers(document: Document) -> list[tuple[str | None, str]]:
    return [(passage.number, passage.text) for passage in read(document).passages]


def test_paragraphs_and_tables_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("Milestones", 1)
    document.add_paragraph("  The plan.  ")
    document.add_paragraph("")
    table_of("Title|Due", "Open the centre|2009", document=document)
    document.add_paragraph("After it.")
    parsed = read(document)
    assert [(passage.text, passage.heading, passage.row) for passage in parsed.passages] == [
        ("Milestones", True, 1), ("The plan.", False, 2), ("After it.", False, 3)]
    assert [(grid.name, grid.about, grid.first_row, grid.rows) for grid in parsed.grids] == [
        ("table 1", "Milestones", 1, [["Title", "Due"], ["Open the centre", "2009"]])]
    assert parsed.problems == []
    assert Parsed.from_json(parsed.to_json()) == parsed


@pytest.mark.parametrize(("before", "about", "bare"), [
    ([("Heading 1", "Milestones"), ("Normal", "As follows:")], "Milestones", None),
    ([("Heading 1", "Plans"), ("Caption", "Table 3: Milestones")], "Table 3: Milestones", "Milestones"),
    ([("Heading 1", "Plans"), ("Normal", "Table 3 – Milestones")], "Table 3 – Milestones", "Milestones"),
    ([("Heading 1", "Plans"), ("Caption", "Table 3: Milestones"), ("Normal", "Words")], "Plans", None),
    ([("Normal", "Milestones")], "Milestones", None),
    ([], "", None),
])
def test_what_a_table_is_called(before: list[tuple[str, str]], about: str, bare: str | None) -> None:
    document = docx.Document()
    for style, text in before:
        document.add_paragraph(text, style=style)
    table_of("a|b", document=document)
    grid = read(document).grids[0]
    assert grid.about == about
    assert names_of(grid) == tuple(name for name in ("table 1", about, bare) if name)


def test_a_second_table_is_not_called_by_the_first_ones_caption() -> None:
    document = docx.Document()
    document.add_paragraph("Table 1: Actions", style="Caption")
    table_of("a|b", document=document)
    document.add_paragraph("")
    table_of("a|b", document=document)
    assert [grid.about for grid in read(document).grids] == ["Table 1: Actions", ""]


def test_the_title_in_a_tables_properties() -> None:
    document, table = table_of("a|b")
    table._tbl.tblPr.append(parse_xml(f'<w:tblCaption {W} w:val="Targets"/>'))
    assert read(document).grids[0].about == "Targets"


def test_merged_cells() -> None:
    document, table = table_of("A|B|C|D", "1|2|3|4", "5|6|7|8", "9|10|11|12")
    for first, last in (((1, 0), (3, 0)), ((0, 1), (0, 2)), ((2, 2), (3, 3))):
        top, bottom = table.cell(*first), table.cell(*last)
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                table.cell(row, column).text = ""
        top.merge(bottom).text = "m"
    assert read(document).grids[0].rows == [
        ["A", "m", None, "D"], ["m", "2", "3", "4"], ["m", "6", "m", None], ["m", "10", "m", None]]


def test_rows_that_begin_late_or_end_early() -> None:
    rows = ('<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>'
            "<w:tr><w:tc><w:p/></w:tc></w:tr>")
    assert parse(body(f"<w:tbl>{rows}</w:tbl>"), LIMITS).grids[0].rows == [[None, None, "x"], [None]]


def test_a_merged_cell_that_goes_on_from_nothing_keeps_its_own_text() -> None:
    cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    assert parse(body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), LIMITS).grids[0].rows == [["x"]]


def test_a_table_within_a_cell_is_text_of_that_cell() -> None:
    document, table = table_of("A|B", "1|2")
    inner = table.cell(1, 1).add_table(2, 2)
    for place, text in enumerate(("a", "b", "c\nd", "")):
        inner.cell(*divmod(place, 2)).text = text
    parsed = read(document)
    assert parsed.grids[0].rows == [["A", "B"], ["1", "2\na | b\nc d"]]
    assert [(told.code, "1 table within a cell" in told.message) for told in parsed.problems] == [("word-nested", True)]


def test_lines_bullets_and_numbers_in_a_cell() -> None:
    document = lists(("decimal", "%1.", ""), ("bullet", "o", ""))
    table = document.add_table(4, 1)
    first = table.cell(0, 0)
    first.text = "Lead:"
    for text in ("one", "two"):
        first.add_paragraph(text, style="List Bullet")
    first.paragraphs[2].add_run().add_break()
    first.paragraphs[2].add_run("more\tof it")
    for row, (text, level) in enumerate((("First", 0), ("", 0), ("under", 1)), 1):
        paragraph = table.cell(row, 0).paragraphs[0]
        paragraph.text = text
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="50"/></w:numPr>'))
    assert read(document).grids[0].rows == [["Lead:\n• one\n• two\nmore of it"], ["1. First"], ["2"], ["◦ under"]]


def test_the_heading_row_as_exported_papers_repeat_it_stays_in_the_grid() -> None:
    document, table = table_of("A|B", "1|2", "A|B", "3|4")
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    assert read(document).grids[0].rows == [["A", "B"], ["1", "2"], ["A", "B"], ["3", "4"]]


def test_decimal_numbers_on_several_levels() -> None:
    document = lists(("decimal", "%1.", ""), ("decimal", "%1.%2", ""), ("lowerLetter", "(%3)", ""))
    for text, level in (("A", 0), ("B", 1), ("C", 1), ("D", 2), ("E", 2), ("F", 1), ("G", 2), ("H", 0), ("I", 1)):
        numbered(document, text, level=level)
    assert numbers(document) == [("1", "A"), ("1.1", "B"), ("1.2", "C"), ("(a)", "D"), ("(b)", "E"), ("1.3", "F"),
                                 ("(a)", "G"), ("2", "H"), ("2.1", "I")]


def test_another_list_of_one_definition_goes_on_unless_it_says_where_it_begins() -> None:
    document = lists(("decimal", "%1)", ""))
    document.part.numbering_part._element.append(parse_xml(
        f'<w:num {W} w:numId="52"><w:abstractNumId w:val="900"/></w:num>'))
    for text, number in (("A", 50), ("B", 52), ("C", 51), ("D", 51), ("E", 50)):
        numbered(document, text, number=number)
    assert [number for number, _ in numbers(document)] == ["1)", "2)", "5)", "6)", "7)"]


@pytest.mark.parametrize(("form", "found"), [
    ("decimal", ["1", "2", "3", "28"]), ("decimalZero", ["01", "02", "03", "28"]),
    ("lowerLetter", ["a", "b", "c", "bb"]), ("upperLetter", ["A", "B", "C", "BB"]),
    ("lowerRoman", ["i", "ii", "iii", "xxviii"]), ("upperRoman", ["I", "II", "III", "XXVIII"]),
    ("ordinal", ["1st", "2nd", "3rd", "28th"]), ("none", [None] * 4), ("japaneseCounting", ["1", "2", "3", "28"]),
])
def test_forms_of_numbers(form: str, found: list[str | None]) -> None:
    document = lists((form, "%1.", ""))
    for place in range(28):
        numbered(document, f"paragraph {place}")
    every = [number for number, _ in numbers(document)]
    assert [*every[:3], every[27]] == found


@pytest.mark.parametrize(("more", "found"), [
    ("", ["1", "1.1", "2", "2.1"]),
    ('<w:lvlRestart w:val="0"/>', ["1", "1.1", "2", "2.2"]),
    ("<w:isLgl/>", ["1", "1.1", "2", "2.1"]),
])
def test_levels_that_begin_again_or_not(more: str, found: list[str]) -> None:
    document = lists(("decimal", "%1", ""), ("decimal", "%1.%2", more))
    for level in (0, 1, 0, 1):
        numbered(document, "x", level=level)
    assert [number for number, _ in numbers(document)] == found


def test_a_level_in_figures_though_the_one_above_has_letters() -> None:
    document = lists(("upperRoman", "%1", ""), ("decimal", "%1.%2", "<w:isLgl/>"))
    for level in (1, 0, 1):  # the first paragraph has nothing above it: the level above would begin with 1
        numbered(document, "x", level=level)
    assert [number for number, _ in numbers(document)] == ["1.1", "I", "1.1"]


def test_headings_numbered_by_their_styles() -> None:
    document = lists(("decimal", "%1", '<w:pStyle w:val="Heading1"/>'),
                     ("decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>'))
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {W}><w:numId w:val="50"/></w:numPr>'))
    own = document.styles.add_style("Our heading", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 2"]
    for style in ("Heading 1", "Heading 2", "Our heading", "Normal"):
        document.add_paragraph(style, style=style)
    numbered(document, "not numbered", "Heading 2", number=0)
    assert [(passage.number, passage.heading) for passage in read(document).passages] == [
        ("1", True), ("1.1", True), ("1.2", True), (None, False), (None, True)]


def test_numbers_that_were_typed_stay_in_the_text_and_bullets_of_lists_come_into_it() -> None:
    document = docx.Document()
    document.add_paragraph("4.5\tThe council")
    document.add_paragraph("note", style="List Bullet")
    assert numbers(document) == [(None, "4.5\tThe council"), (None, "• note")]


def test_tracked_changes_are_read_as_if_accepted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc></w:tr>"
    parsed = parse(body(
        f"<w:p>{run.format('a')}{deleted}<w:ins>{run.format('b')}</w:ins></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run.format('c')}</w:p><w:p>{run.format('d')}</w:p>"
        f"<w:p><w:moveFrom>{run.format('e')}</w:moveFrom></w:p><w:p><w:moveTo>{run.format('e')}</w:moveTo></w:p>"
        f"<w:tbl>{row.format('', run.format('f'))}{row.format('<w:trPr><w:del/></w:trPr>', run.format('g'))}</w:tbl>"),
        LIMITS)
    assert [passage.text for passage in parsed.passages] == ["ab", "cd", "e"]
    assert parsed.grids[0].rows == [["f"]]
    assert [(told.code, re.findall("[0-9]+", told.message)) for told in parsed.problems] == [("word-tracked", ["6"])]


def test_links_fields_and_controls_keep_their_text() -> None:
    parsed = parse(body(
        "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>and</w:t><w:noBreakHyphen/></w:r>"
        "<w:r><w:fldChar/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:t>field</w:t></w:r>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t> chosen</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent>"
        "</w:sdt>"
        '<w:r><w:sym w:char="F0FC"/><w:sym w:char="F0AA"/></w:r></w:p>'
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>whole</w:t></w:r></w:p></w:sdtContent></w:sdt>"), LIMITS)
    assert [passage.text for passage in parsed.passages] == ["link\tand-field chosen✓\ufffd", "whole"]
    assert [told.message for told in parsed.problems] == ["Not read in the document: 1 sign of a symbol font."]


def test_what_is_not_read_is_told_once_with_its_count() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Confidential"
    paragraph = document.add_paragraph("Text")
    document.add_comment(paragraph.runs, "Is this so?")
    xml = ("<w:r {0}><w:footnoteReference/></w:r>", "<w:r {0}><w:footnoteReference/></w:r>",
           "<w:r {0}><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>")
    for run in xml:
        paragraph._p.append(parse_xml(run.format(W)))
    parsed = read(document)
    assert [passage.text for passage in parsed.passages] == ["Text"]
    assert [(told.code, told.message) for told in parsed.problems] == [
        ("word-left-out", "Not read in the document: 1 comment, 2 footnotes, 1 text box."),
        ("word-page-heads", "Not read in the document: 1 header.")]


def test_a_text_box_counts_once_though_it_stands_in_two_forms() -> None:
    drawn = "<w:p><w:r><w:t>box</w:t></w:r></w:p>"
    parsed = parse(body(
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing><w:txbxContent>{drawn}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{drawn}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"), LIMITS)
    assert [told.message for told in parsed.problems] == ["Not read in the document: 1 text box."]


def test_documents_with_macros_and_in_the_strict_form() -> None:
    document, _ = table_of("a|b")
    macros = changed(saved(document), lambda xml: xml.replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml"), "[Content_Types].xml")
    strict = changed(saved(document), lambda xml: xml.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    for data in (macros, strict):
        assert parse(data, LIMITS).grids[0].rows == [["a", "b"]]


@pytest.mark.parametrize(("data", "word"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
    (rb"{\rtf1 words}", "newer"), (b"", "nothing"), (b"PK", ""),
])
def test_what_is_no_docx_is_one_problem(data: bytes, word: str) -> None:
    parsed = parse(data, LIMITS)
    assert len(parsed.problems) == 1
    assert word in parsed.problems[0].message


def test_an_archive_without_a_document_is_told() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert codes(parse(target.getvalue(), LIMITS)) == ["file-not-docx"]
    wrong = changed(saved(docx.Document()), lambda _: b"<workbook/>")
    assert codes(parse(wrong, LIMITS)) == ["file-not-docx"]


@pytest.mark.parametrize("part", [
    MAIN, "word/styles.xml", "word/numbering.xml", "_rels/.rels", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part(part: str, encoding: str) -> None:
    def with_type(xml: bytes) -> bytes:
        rest = xml.decode().partition("?>")[2].lstrip()
        kind = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        return f'<?xml version="1.0" encoding="{encoding}"?>{kind}{rest}'.encode(encoding)

    document, _ = table_of("a|b")
    found = codes(parse(changed(saved(document), with_type, part), LIMITS))
    assert found
    assert set(found) == {"xml-dtd"}


def test_relations_that_lead_outside_are_never_followed() -> None:
    data = changed(saved(docx.Document()), lambda xml: xml.replace(
        b"</Relationships>", b'<Relationship Id="x" Type="http://x/header" Target="http://127.0.0.1:9/h.xml" '
        b'TargetMode="External"/><Relationship Id="y" Type="http://x/footer" Target="../../../../etc/passwd"/>'
        b"</Relationships>"), "word/_rels/document.xml.rels")
    assert parse(data, LIMITS).problems == []


def test_a_document_that_breaks_off_keeps_what_stood_before() -> None:
    document = docx.Document()
    document.add_paragraph("first")
    table_of("a|b", "c|d", document=document)
    parsed = parse(changed(saved(document), lambda xml: xml[:xml.index(b">d<")]), LIMITS)
    assert [passage.text for passage in parsed.passages] == ["first"]
    assert parsed.grids[0].rows == [["a", "b"]]
    assert codes(parsed) == ["syntax"]
    assert "what follows was lost" in parsed.problems[0].message


def test_styles_that_cannot_be_read_do_not_cost_the_text() -> None:
    document, _ = table_of("a|b")
    parsed = parse(changed(saved(document), lambda xml: xml[:900], "word/styles.xml"), LIMITS)
    assert (parsed.grids[0].rows, codes(parsed)) == ([["a", "b"]], ["syntax"])


def test_limits_on_rows_columns_and_depth() -> None:
    document, _ = table_of("a|b|c", "d|e|f", "g|h|i")
    parsed = read(document, rows=2)
    assert (parsed.grids[0].rows, codes(parsed)) == ([["a", "b", "c"], ["d", "e", "f"]], ["too-many-rows"])
    assert (parsed.problems[0].source.sheet, parsed.problems[0].source.row) == ("table 1", 3)
    parsed = read(document, columns=2)
    assert (parsed.grids[0].rows[0], codes(parsed)) == (["a", "b"], ["too-many-columns"])
    assert codes(parse(body("<w:sdt>" * 500 + "</w:sdt>" * 500), LIMITS)) == ["too-deep"]
    cell = "<w:tbl><w:tr><w:tc>" * 30 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 30
    assert codes(parse(body(cell), LIMITS)) == ["too-deep", "word-nested"]


def test_a_row_that_claims_a_thousand_million_columns() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
    parsed = parse(body(f"<w:tbl><w:tr>{cell * 3}</w:tr></w:tbl>"), LIMITS)
    assert (len(parsed.grids[0].rows[0] or ()), codes(parsed)) == (200, ["too-many-columns"])


def test_merged_cells_repeat_no_more_text_than_a_file_may_hold() -> None:
    text = f"<w:p><w:r><w:t>{'x' * 1000}</w:t></w:r></w:p>"
    first = f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{text}</w:tc></w:tr>'
    again = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
    parsed = parse(body(f"<w:tbl>{first}{again * 9}</w:tbl>"), {**LIMITS, "fileMegabytes": 0.005})
    assert [len(str((row or [""])[0] or "")) for row in parsed.grids[0].rows] == [1000] * 6 + [0] * 4
    assert codes(parsed) == ["merged-too-long"]


def test_styles_and_lists_that_go_round_in_circles() -> None:
    document = lists(("decimal", "%1", ""))
    for name, base in (("A", "B"), ("B", "A")):
        document.styles.element.append(parse_xml(
            f'<w:style {W} w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
            "</w:style>"))
    paragraph = document.add_paragraph("x")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:pStyle {W} w:val="A"/>'))
    numbering = document.part.numbering_part._element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {W} w:abstractNumId="901"><w:numStyleLink w:val="A"/></w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="60"><w:abstractNumId w:val="901"/></w:num>'))
    numbered(document, "y", number=60)
    assert numbers(document) == [(None, "x"), (None, "y")]


def test_five_hundred_rows_take_twice_the_steps_of_half_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = []
    monkeypatch.setattr(word_table, "child", lambda *given: (steps.append(1), child(*given))[1])
    counts = []
    for rows in (250, 500):
        cells = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" * 7
        steps.clear()
        parse(body(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * rows}</w:tbl>"), LIMITS)
        counts.append(len(steps))
    assert counts[1] == 2 * counts[0]


SAMPLE = lists(("decimal", "%1.", ""), ("lowerLetter", "(%2)", ""))
SAMPLE.add_heading("Actions", 1)
numbered(SAMPLE, "Some text")
TABLE = table_of("Action|Lead|By when", "Open|Ann|2009", "|Bob|2010", document=SAMPLE)[1]
TABLE.cell(1, 0).merge(TABLE.cell(2, 0))
WHOLE = saved(SAMPLE)


def test_a_file_cut_anywhere_is_told() -> None:
    for end in range(0, len(WHOLE), 997):
        parsed = parse(WHOLE[:end], LIMITS)
        assert parsed.problems
        assert parsed.grids == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_archive_is_read_or_told(damage: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in damage:
        data[place] = value
    parsed = parse(bytes(data), LIMITS)
    assert parsed.problems or [len(grid.rows) for grid in parsed.grids] == [3]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_xml_never_raises_and_loses_no_row_unseen(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        part = data.draw(st.sampled_from([MAIN, "word/numbering.xml", "word/styles.xml"]))
        xml = archive.read(part)
    start = data.draw(st.integers(0, len(xml)))
    end = min(len(xml), start + data.draw(st.integers(0, 40)))
    parsed = parse(changed(WHOLE, lambda _: xml[:start] + data.draw(st.binary(max_size=9)) + xml[end:], part), LIMITS)
    assert Parsed.from_json(parsed.to_json()) == parsed
    assert parsed.problems or parsed.passages
