"""Small sound files of every format, to be damaged. Made up, and made anew each time, so nothing binary is kept."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import docx as python_docx
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from loaders.mapping.declared import TableMapping
from loaders.mapping.file import read_mapping

ROWS = (("key", "title", "status", "due", "owned by", "delivers"),
        ("light", "Light the canal path", "open", "2008/09", "post:streets", "objective:safe"),
        ("warm", "Insulate council homes", "closed", "Q2 2008/09", "", "objective:warm; objective:safe"),
        ("meet", "Meet every quarter", "open", "", "board:partnership", ""),
        ("share", "Share figures", "", "2009-03-31", "post:policy", "objective:warm"))
COMMITTEE_HEADINGS = "Area\tRecommendation\tAction taken\tAction in progress\n"
COMMITTEE_ROWS = (COMMITTEE_HEADINGS + "1 Partnership\tMeet more often\tDates agreed\t\n\tShare figures\t"
                  "<p>Common list</p>\tOne report\nPage 2\n" + COMMITTEE_HEADINGS +
                  "\tSay who leads\t\tTo be developed\n")
MAPPING = """\
tables:
  - file: plans.csv
    kind: Action
    key: "{No}"
    columns: {No: {path: ".", link: part of}, Plan: title, State: {field: status, values: {Going: open, Done: closed}},
              Lead: {link: owned by, to: Post}, Aims: {link: delivers, split: lines}, Cost: note}
    under: {heading: Plan, kind: Objective, link: delivers}
    where_not: {State: Dropped}
    decimal: comma
"""
COMMITTEE = """\
tables:
  - file: paper.txt
    format: committee-table
    columns: {Area: topic, Recommendation: recommendation, Action taken: taken, Action in progress: open}
"""
STRATML = """<?xml version="1.0" encoding="UTF-8"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport" Type="Strategic_Plan">
<Name>Ashby plan</Name><StrategicPlanCore>
<Organization><Name>Ashby Council</Name><Identifier>_a1</Identifier></Organization>
<Vision><Description>A fine place</Description></Vision>
<Goal><Name>Warm homes</Name><Identifier>_g1</Identifier><SequenceIndicator>1</SequenceIndicator>
<Stakeholder StakeholderTypeType="Organization"><Name>Housing</Name>
<Role><Name>Leads</Name><RoleType>Performer</RoleType></Role></Stakeholder>
<Objective><Name>Insulate</Name><Identifier>_o1</Identifier><PerformanceIndicator ValueChainStage="Outcome">
<MeasurementDimension>Homes</MeasurementDimension><UnitOfMeasurement>count</UnitOfMeasurement><Identifier>_i1</Identifier>
<MeasurementInstance><TargetResult><StartDate>2008-04-01</StartDate><EndDate>2009-03-31</EndDate>
<NumberOfUnits>100</NumberOfUnits></TargetResult><ActualResult><NumberOfUnits>90</NumberOfUnits></ActualResult></MeasurementInstance></PerformanceIndicator>
</Objective></Goal></StrategicPlanCore></PerformancePlanOrReport>"""
ARCHIMATE = """<?xml version="1.0"?><model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
identifier="m"><name>Ashby</name><elements><element identifier="a" xsi:type="Goal"><name>Warm homes</name></element>
<element identifier="b" xsi:type="CourseOfAction"><name>Insulate</name></element></elements><relationships>
<relationship identifier="r" source="b" target="a" xsi:type="Realization"/></relationships></model>"""
PAPER = ("ASHBY BOROUGH COUNCIL\n\n1. Introduction\n\n1.1 The partnership met in **May**.\n1.2 It agreed the housing "
         "strategy,\nwhich is live.\n\n<p>2. Next</p>\n2.1 Say who leads.\n- (a) the board\n- (b) the post\nPage 2\n"
         "Appendix 1\n1. A list\n")


def csv() -> Sequence[bytes]:
    """A table by name."""
    return ["\n".join(",".join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in ROWS).encode() + b"\n"]


def mapped_csv() -> Sequence[bytes]:
    """A stranger's table, for `mapping`."""
    return [b"No;Plan;State;Lead;Aims;Cost\n;Warmth;;;;\n1;Insulate;Going;Housing;warm;1.234,5\n1.1;Survey;Done;;;\n"
            b"1.2;Lofts;Dropped;;;\n;Safety;;;;\n2;Lights;Going;Streets;\"safe\nwarm\";2,5\n"]


@cache
def mapping() -> list[TableMapping]:
    """The mapping of `mapped_csv`."""
    return _mapping(MAPPING)


@cache
def committee_mapping() -> list[TableMapping]:
    """The mapping of `committee`."""
    return _mapping(COMMITTEE)


def _mapping(text: str) -> list[TableMapping]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mapping.yaml")
        path.write_text(text, encoding="utf-8")
        found, problems = read_mapping(path)
    assert not problems, problems
    return list(found)


def committee() -> Sequence[bytes]:
    """A committee table as text."""
    return [COMMITTEE_ROWS.encode()]


def yaml() -> Sequence[bytes]:
    """Plan data in YAML."""
    return [b"asks: transcript\nsource: {document: '001'}\nStrategy:\n  - key: alcohol\n    title: 'Alcohol strategy'\n"
            b"    status: draft\n    supports: [objective:people, objective:homes]\n"
            b"  - {key: parks, title: Parks, start: 2008/09}\n"
            b"Link:\n  - {from: strategy:parks, link: supports, to: objective:people}\n"]


def json() -> Sequence[bytes]:
    """Plan data in JSON."""
    return [b'{"asks": "register", "Strategy": [{"key": "alcohol", "title": "Alcohol", "status": null},\n'
            b' {"key": "parks", "title": "Parks \\u00e9", "supports": ["objective:people", "objective:homes"],'
            b' "spend": 1.5e3}], "Link": []}']


def xml() -> Sequence[bytes]:
    """StratML and ArchiMate."""
    return [STRATML.encode(), ARCHIMATE.encode()]


def text() -> Sequence[bytes]:
    """A paper as text."""
    return [PAPER.encode()]


@cache
def xlsx() -> Sequence[bytes]:
    """A workbook with a title, a merged cell, a percentage, an error, a formula, a date and a hidden sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Actions")
        sheet.write(0, 0, "Plan of Ashby")
        for row, cells in enumerate(ROWS, 2):
            sheet.write_row(row, 0, cells)
        sheet.write(3, 6, 0.85, book.add_format({"num_format": "0%"}))
        sheet.write_formula(4, 6, "=1/0", None, "#DIV/0!")
        sheet.merge_range(4, 7, 5, 7, "both")
        book.add_worksheet("Lists").hide()
    return [out.getvalue()]


@cache
def ods() -> Sequence[bytes]:
    """A workbook of LibreOffice."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Actions")
    for cells in ROWS:
        row = TableRow()
        for content in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=content))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return [out.getvalue()]


@cache
def xls() -> Sequence[bytes]:
    """A workbook of an old Excel."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Actions")
    for row, cells in enumerate(ROWS):
        for column, content in enumerate(cells):
            sheet.write(row, column, content)
    out = io.BytesIO()
    book.save(out)
    return [out.getvalue()]


@cache
def docx() -> Sequence[bytes]:
    """A paper with a numbered list and a table."""
    paper = python_docx.Document()
    paper.add_heading("Actions", 1)
    paper.add_paragraph("The partnership met.", style="List Number")
    paper.add_paragraph("It agreed.", style="List Bullet")
    table = paper.add_table(0, 6)
    for cells in ROWS:
        for cell, content in zip(table.add_row().cells, cells, strict=True):
            cell.text = content
    table.cell(1, 2).merge(table.cell(2, 2))
    out = io.BytesIO()
    paper.save(out)
    return [_slim(out.getvalue())]


def _slim(data: bytes) -> bytes:
    """The document without the hundreds of styles, pictures and themes of its template, which cost most of the time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as there, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as slim:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels",
                     "word/styles.xml", "word/numbering.xml"):
            content = there.read(name)
            if name == "word/styles.xml":
                content = re.sub(rb"<w:latentStyles.*?</w:latentStyles>", b"", content, flags=re.S)
                other = rb'<w:style [^>]*w:styleId="(?!Normal"|Heading1"|List(?:Number|Bullet)")[^"]*".*?</w:style>'
                content = re.sub(other, b"", content, flags=re.S)
            slim.writestr(name, content)
    return out.getvalue()


def pdf() -> Sequence[bytes]:
    """A paper of one page with a text layer."""
    lines = b"BT /F1 12 Tf 72 700 Td (1.1 The partnership met.) Tj 0 -14 Td (1.2 It agreed the strategy.) Tj ET"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(lines), lines),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    return [out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start]
