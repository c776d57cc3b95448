"""The sheets of a workbook, each through its reader and a second look at what that keeps to itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from loaders.parsed import MEGABYTE, Parsed
from loaders.problems import problem, shortened
from loaders.sheet import letter
from loaders.workbook.grid import read_grid
from loaders.workbook.marks import COLUMNS, ROWS, marks_in, percent_styles, reach, sheets_of, with_known_errors
from loaders.workbook.old_workbook import OldWorkbook
from schema.records import Problem, Source

CELL_BYTES = 32
"""What the reader takes for each cell of the smallest block that holds all cells of a sheet, the blank ones too."""
GIVES_UP = (CalamineError, OSError, ValueError, OverflowError)
"""What the readers of workbooks raise for what is in one; anything else is a fault of ours and stays an exception."""


def read_new(data: bytes, parts: Mapping[str, bytes], limits: Mapping[str, float], parsed: Parsed) -> None:
    """Reads an .xlsx or .xlsm workbook, of which the parts were looked at."""
    reader = _NewWorkbook(data, parts, limits, parsed)
    _each_sheet(reader.book, parsed, reader.sheet)


def read_old(book: OldWorkbook, limits: Mapping[str, float], parsed: Parsed) -> None:
    """Reads an .xls workbook. Its reader reads all sheets at once, so one that is too large costs them all."""
    most = _most_cells(limits)
    together = sum(sheet.rows * sheet.columns for sheet in book.sheets)
    if together > most:
        largest = max(book.sheets, key=lambda sheet: sheet.rows * sheet.columns)
        parsed.problems.append(_too_large(largest.rows, largest.columns, most))
        return
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book.data))

    def read(index: int, name: str, hidden: bool) -> None:
        marks = book.sheets[index].marks
        parsed.grids.append(read_grid(opened.get_sheet_by_name(name), marks, limits, parsed.problems, hidden=hidden))

    _each_sheet(opened, parsed, read)


def _each_sheet(book: CalamineWorkbook, parsed: Parsed, read: Callable[[int, str, bool], None]) -> None:
    """Reads every sheet of cells by its number, name and whether it is hidden; charts and macros hold no cells."""
    for index, about in enumerate(book.sheets_metadata):
        if about.typ is SheetTypeEnum.WorkSheet:
            try:
                read(index, about.name, about.visible is not SheetVisibleEnum.Visible)
            except BaseException as error:  # a panic of the reader is no Exception
                if not gave_up(error):
                    raise
                parsed.problems.append(broken(error, about.name))


class _NewWorkbook:
    """Reads sheets of an .xlsx or .xlsm workbook."""

    def __init__(self, data: bytes, parts: Mapping[str, bytes], limits: Mapping[str, float], parsed: Parsed) -> None:
        self.data, self.limits, self.parsed = data, limits, parsed
        self.xml, self.percent, self.mended = sheets_of(parts), percent_styles(parts), False
        self.book = CalamineWorkbook.from_filelike(io.BytesIO(data))

    def sheet(self, _: int, name: str, hidden: bool) -> None:
        """Reads one sheet, unless it is too large."""
        xml, most = self.xml.pop(name, b""), _most_cells(self.limits)
        rows, columns = reach(xml, most)
        if rows > ROWS or columns > COLUMNS or rows * columns > most:
            self.parsed.problems.append(_too_large(rows, columns, most, name))
            return
        found = self.found(name)
        marks = marks_in(xml, self.percent)
        self.parsed.grids.append(read_grid(found, marks, self.limits, self.parsed.problems, hidden=hidden))

    def found(self, name: str) -> CalamineSheet:
        """The sheet as its reader gives it; one with an error of another office's making gets a second chance."""
        try:
            return self.book.get_sheet_by_name(name)
        except CalamineError:
            if self.mended:
                raise
        self.book, self.mended = CalamineWorkbook.from_filelike(io.BytesIO(with_known_errors(self.data))), True
        return self.book.get_sheet_by_name(name)


def _most_cells(limits: Mapping[str, float]) -> float:
    """How many cells there may be between the first and the last: the reader asks memory for all of them at once."""
    return limits["memoryMegabytes"] * MEGABYTE / 4 / CELL_BYTES


def _too_large(rows: int, columns: int, most: float, sheet: str | None = None) -> Problem:
    """Says that a sheet reaches too far to be read."""
    return problem(
        "sheet-too-large", f"The sheet reaches to row {rows:,} and column {letter(columns - 1)}, so it was not read.",
        source=Source(sheet=sheet, row=rows),
        expected=f"at most {most:,.0f} cells between the first and the last (a quarter of memoryMegabytes)")


def gave_up(error: BaseException) -> bool:
    """Whether a reader gave up or panicked; its panics have no type that can be imported."""
    return isinstance(error, GIVES_UP) or type(error).__name__ == "PanicException"


def broken(error: BaseException, sheet: str | None = None) -> Problem:
    """What to say of a workbook, or of one sheet, that its reader gave up."""
    why = shortened(str(error)) if isinstance(error, CalamineError) else "it broke the program that reads it"
    what = "The sheet" if sheet else "The workbook"
    return problem("workbook-broken", f"{what} cannot be read: {why}.", source=Source(sheet=sheet))
