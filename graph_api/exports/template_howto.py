"""The sheet "How to" of the entry workbook: all that an officer needs to know, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook

from graph_api.exports.template_lists import ROWS
from graph_api.exports.workbook_style import Styles, add_sheet, fit_row, write_row
from loaders.workbook.about import SHEET as ABOUT
from schema.kinds import KINDS, Kind

SHEET = "How to"
WIDTHS = (26, 100)


def topics(file: str, examples: bool) -> list[tuple[str, str]]:
    """What the sheet says, one row a topic."""
    return [
        ("What this is for", "Write down here what your plans say: what they are called, who answers for them, what "
         "they support. Goldthread then shows where the thread from the vision down to each person is broken."),
        ("Sheets", "One sheet for each kind of thing, one row for each thing. Fill in the sheets that you keep records "
         "of and delete the others."),
        ("Headings", "Point at a heading to read what belongs below it. Delete the columns that you keep no record of. "
         "You may move columns, but leave the first one first; do not rename any."),
        ("A blank cell", "A blank cell is an answer: it says that there is none, and it may be shown as a gap. Where "
         f'blanks mean nothing, name the sheet in the sheet "{ABOUT}" and write transcript under Asks.'),
        ("Key", "A short reference that no other row of the sheet has, such as housing-2008. Keep it from one quarter "
         "to the next: it is how a plan is known again. Without a key, one is made from the title."),
        ("References", "Where a plan is joined to another, write the other's kind and key: objective:homes, "
         "post:director-of-housing. Many cells have a list to pick from. It offers the keys of the first "
         f"{ROWS} rows of each sheet."),
        ("Several in one cell", 'Put ";" between them: objective:homes; strategy:housing. Picking from a list replaces '
         "what stands in the cell, so type the second one. A spreadsheet may ask whether you are sure; say yes."),
        ("Not there yet", "You may refer to something that has no row yet. It is shown as a link that leads nowhere "
         "until the row is there."),
        ("Dates", "Write them as the plan does: 14 October 2007, 2007-10-14, October 2007, Q2 2008/09, 2008/09, 2008, "
         "by 2011. 2008/09 is the whole financial year. Cells for dates keep what you type."),
        ("Links with a remark", 'In the sheet "Links" one row is one link. You need it only for links that have a '
         "remark or a paper of their own, such as what a partner does."),
        ("People", "Columns whose heading says so hold personal data. A post is enough nearly everywhere."),
        ("The council", f'In the sheet "{ABOUT}" say whose plans these are.'),
        *([("Examples", "Rows in grey italics whose key begins with example: show how it is done, for a town that does "
            "not exist. They are never read. Delete them when you need them no more; to write over one, write over all "
            "of its cells.")] if examples else []),
        ("Check", f"Save the workbook, then run: goldthread check {in_quotes(file)}"),
        ("What you get", "The gaps in your plans, and every cell that could not be understood, with its sheet, row and "
         "column. The rest of such a row is read all the same."),
    ]


def write_howto(book: Workbook, styles: Styles, file: str, sheets: Sequence[tuple[str, str]], examples: bool) -> None:
    """Writes the sheet: the topics, then what belongs in which sheet."""
    sheet = add_sheet(book, SHEET, wide=False)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, styles.text)
    rows = topics(file, examples)
    write_row(sheet, 0, ("Topic", "What to know"), styles.heading)
    write_row(sheet, len(rows) + 2, ("Sheet", "What belongs in it"), styles.heading)
    for start, pairs in ((1, rows), (len(rows) + 3, sheets)):
        for row, (name, text) in enumerate(pairs, start):
            sheet.write_string(row, 0, name, styles.name)
            sheet.write_string(row, 1, text, styles.text)
            fit_row(sheet, row, ((WIDTHS[1], text),))
    sheet.freeze_panes(1, 0)


def in_quotes(file: str) -> str:
    """The name of a file as a command line takes it."""
    return f'"{file}"' if " " in file else file


def belongs(kind: Kind) -> str:
    """What belongs in the sheet of a kind."""
    tier = "" if kind.tier is None else f" Tier {kind.tier} of {max(one.tier or 0 for one in KINDS)}, 0 being the top."
    return kind.about + tier
