"""Workbooks: .xlsx, .xlsm, .xls and .ods, a grid a sheet, each cell as the value that is stored.

Macros are never run, formulas are never worked out, and nothing that a workbook links to is opened.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from loaders import open_document
from loaders.archive import MEGABYTE, unpack
from loaders.parsed import Parsed
from loaders.problems import problem, shortened
from loaders.sheet import letter
from loaders.workbook_grid import read_grid
from loaders.workbook_marks import (
    COLUMNS,
    ROWS,
    marks_in,
    percent_styles,
    reach,
    sheets_of,
    wanted,
    with_known_errors,
)
from schema.records import Problem, Source

CELL_BYTES = 32
"""What the reader takes for each cell of the smallest block that holds all cells of a sheet, the blank ones too."""
_OLD, _ARCHIVE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LOCKED_OLD = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.S)
_WORKBOOK = "xl/workbook.xml"


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """A grid for each sheet of a workbook, with every cell of it that cannot be read told.

    Never raises for what is in the data. A reader that gives up, or even panics, costs a sheet or the workbook.
    """
    parsed = Parsed()
    try:
        _parse(data, limits, parsed)
    except MemoryError:
        parsed = Parsed(problems=[problem("parser-memory")])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        parsed.problems.append(_broken(error))
    return parsed


def _parse(data: bytes, limits: Mapping[str, float], parsed: Parsed) -> None:
    """Reads a workbook by what it begins with, whatever its name says."""
    if data.startswith(_OLD):
        if _LOCKED in data or _LOCKED_OLD.search(data):
            parsed.problems.append(problem("file-locked"))
        else:
            _Workbook(data, {}, limits, parsed).read()
    elif data.startswith(_ARCHIVE):
        _parse_archive(data, limits, parsed)
    else:
        parsed.problems.append(_not_a_workbook(data))


def _parse_archive(data: bytes, limits: Mapping[str, float], parsed: Parsed) -> None:
    """Reads a workbook that is an archive, once it is known that it may be unpacked."""
    unpacked = unpack(data, limits, lambda name: wanted(name) or name in open_document.PARTS)
    parts = unpacked.parts
    parsed.problems += unpacked.problems
    if unpacked.problems:
        return
    if open_document.CONTENT in parts:
        open_document.read(parts, limits, parsed)
    elif any(name.lower() == _WORKBOOK for name in parts):
        _Workbook(data, parts, limits, parsed).read()
    else:
        parsed.problems.append(problem("workbook-broken", "The archive holds no workbook that is read here."))


class _Workbook:
    """Reads the sheets of one workbook that is not an open document."""

    def __init__(self, data: bytes, parts: Mapping[str, bytes], limits: Mapping[str, float], parsed: Parsed) -> None:
        self.data, self.limits, self.parsed = data, limits, parsed
        self.xml = sheets_of(parts)
        self.percent = percent_styles(parts)
        self.book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self.mended = not parts

    def read(self) -> None:
        """Reads every sheet of cells; charts and sheets of macros or dialogues hold none."""
        for about in self.book.sheets_metadata:
            if about.typ is SheetTypeEnum.WorkSheet:
                try:
                    self.sheet(about.name, hidden=about.visible is not SheetVisibleEnum.Visible)
                except (KeyboardInterrupt, SystemExit, MemoryError):
                    raise
                except BaseException as error:
                    self.parsed.problems.append(_broken(error, about.name))

    def sheet(self, name: str, *, hidden: bool) -> None:
        """Reads one sheet, unless it is too large."""
        xml = self.xml.pop(name, b"")
        told = _too_large(name, xml, self.limits)
        if told:
            self.parsed.problems.append(told)
            return
        found = self.found(name)
        marks = marks_in(xml, self.percent)
        self.parsed.grids.append(read_grid(found, marks, self.limits, self.parsed.problems, hidden=hidden))

    def found(self, name: str) -> CalamineSheet:
        """The sheet as its reader gives it. One with an error of another office's making gets a second chance."""
        try:
            return self.book.get_sheet_by_name(name)
        except CalamineError:
            if self.mended:
                raise
        self.book, self.mended = CalamineWorkbook.from_filelike(io.BytesIO(with_known_errors(self.data))), True
        return self.book.get_sheet_by_name(name)


def _too_large(name: str, xml: bytes, limits: Mapping[str, float]) -> Problem | None:
    """Why a sheet must not be read: the reader asks memory for every cell from the first to the last at once."""
    most = limits["memoryMegabytes"] * MEGABYTE / 4 / CELL_BYTES
    rows, columns = reach(xml, most)
    if rows <= ROWS and columns <= COLUMNS and rows * columns <= most:
        return None
    return problem("sheet-too-large", f"The sheet reaches to row {rows:,} and column {letter(columns - 1)}, so it was "
                   "not read.", source=Source(sheet=name, row=rows),
                   expected=f"at most {most:,.0f} cells between the first and the last (a quarter of memoryMegabytes)")


def _broken(error: BaseException, sheet: str | None = None) -> Problem:
    """What to say of a workbook, or of one sheet, that its reader gave up."""
    why = shortened(str(error)) if isinstance(error, CalamineError) else "it broke the program that reads it"
    what = "The sheet" if sheet else "The workbook"
    return problem("workbook-broken", f"{what} cannot be read: {why}.", source=Source(sheet=sheet))


def _not_a_workbook(data: bytes) -> Problem:
    """What to say of a file that is named like a workbook and is none."""
    begins = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith(b"<") and b"html" in begins:
        return problem("workbook-broken", "The file is a web page that is named like a workbook.")
    if begins.startswith(b"<"):
        return problem("workbook-broken", "The file is XML that is named like a workbook.")
    if begins and b"\0" not in begins:
        return problem("workbook-broken", "The file is text that is named like a workbook.",
                       remedy="If it is CSV, name it so; else open it in a spreadsheet, and save it as .xlsx.")
    return problem("workbook-broken", "The file does not begin as a workbook does.")
