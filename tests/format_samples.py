"""Makes the files that no page can show as text: `build action-plan.docx` there is build_action_plan_docx here."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import xlsxwriter

from graph_api.exports.template import write_template
from schema.kinds import KIND


def build_action_plan_docx(path: Path) -> None:
    """An action plan with a merged priority, automatic numbers, bullets, and its heading row once more."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ashby Borough Council"
    document.add_heading("Action plan", 1)
    table = document.add_table(0, 6)
    headings = ("Priority", "Ref", "Action", "Lead officer", "By when", "Milestones")
    rows = (headings,
            ("Warmer homes", "", "Insulate council homes", "Head of Housing", "2008/09", "Survey\nFirst street"),
            ("", "", "Advise private landlords", "Head of Housing", "March 2009", ""), headings,
            ("Safer streets", "", "Light the canal path", "", "Q2 2008/09", "Lamps on"))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for row in (table.rows[place] for place in (1, 2, 4)):
        row.cells[1].paragraphs[0].style = "List Number"
        lines = row.cells[5].text.split("\n")
        row.cells[5].text = lines[0]
        for paragraph in (row.cells[5].paragraphs[0], *(row.cells[5].add_paragraph(line) for line in lines[1:])):
            paragraph.style = "List Bullet"
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(path))


def build_recommendations_docx(path: Path) -> None:
    """A committee paper's table of recommendations that goes on in a second table on the next page."""
    document = docx.Document()
    document.add_heading("Recommendations of the review", 1)
    headings = ("Key area", "Recommendation", "Action taken", "Action in progress")
    pages = ((("Partnership", "Meet more often", "Dates agreed for the year", ""),
              ("", "Share figures", "", "• Common list of indicators\n• One report a quarter")),
             (("", "Say who leads", "", "To be developed"),))
    for page in pages:
        table = document.add_table(0, 4)
        for texts in (headings, *page):
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
        document.add_page_break()
    document.save(str(path))


def build_housing_paper_docx(path: Path) -> None:
    """A paper with numbered paragraphs and a table under a heading that is a kind's name."""
    document = docx.Document()
    for style, text in (("Title", "Housing paper"), ("List Number", "The strategy was agreed in June."),
                        ("List Number", "Its milestones follow."), ("Heading 1", "Milestones")):
        document.add_paragraph(text, style=style)
    table = document.add_table(0, 2)
    for texts in (("Title", "Due"), ("First homes let", "March 2009")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.save(str(path))


def build_entry_workbook_xlsx(path: Path) -> None:
    """The entry workbook for strategies and posts, with a row of each below its examples."""
    write_template(path, [KIND["Strategy"], KIND["Post"]])
    book = openpyxl.load_workbook(path)
    strategy = {"Key": "housing", "Title": "Housing strategy", "Due": "2008/09", "Owned by": "post:head"}
    for sheet, cells in (("Strategies", strategy), ("Posts", {"Key": "head", "Title": "Head of housing"})):
        headings = [cell.value for cell in book[sheet][1]]
        row = book[sheet].max_row + 1
        for heading, text in cells.items():
            book[sheet].cell(row, headings.index(heading) + 1, text)
    del book["Lists"]  # saved by this library its formulas have no values, saved by a spreadsheet they have
    book.save(path)


def build_monitoring_xlsx(path: Path) -> None:
    """A sheet as officers keep them: a title, headings over two rows and again, a blank row, percentages, an error."""
    with xlsxwriter.Workbook(path) as book:
        sheet, percent = book.add_worksheet("Monitoring"), book.add_format({"num_format": "0.0%"})
        sheet.write(0, 0, "Ashby: what we promised and what came of it")
        for top in (2, 6):
            sheet.merge_range(top, 0, top + 1, 0, "Ref")
            sheet.merge_range(top, 1, top + 1, 1, "Indicator")
            sheet.merge_range(top, 2, top, 3, "2008/09")
            sheet.write_row(top + 1, 2, ["Target", "Actual"])
        sheet.write_row(4, 0, [1, "Bins emptied on the day"])
        sheet.write_row(4, 2, [0.95, 0.925], percent)
        sheet.write_row(8, 0, [2, "Homes made warmer", 120])
        sheet.write_formula(8, 3, "=118/0", None, "#DIV/0!")
