"""Workbooks: .xlsx, .xlsm, .xls and .ods, a grid a sheet, each cell as the value that is stored.

Macros are never run, formulas are never worked out, and nothing that a workbook links to is opened.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from loaders.archive import unpack
from loaders.parsed import Parsed
from loaders.problems import problem
from loaders.workbook import open_document
from loaders.workbook.compound_file import MAGIC
from loaders.workbook.marks import WORKBOOK, wanted
from loaders.workbook.old_workbook import looked_at
from loaders.workbook.sheets import broken, gave_up, read_new, read_old
from schema.records import Problem

_ARCHIVE = b"PK"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """A grid for each sheet of a workbook, with every cell of it that cannot be read told.

    A reader that gives up, or even panics, costs a sheet or the workbook, never more.
    """
    parsed = Parsed()
    try:
        _parse(data, limits, parsed)
    except MemoryError:
        parsed = Parsed(problems=[problem("parser-memory")])
    except BaseException as error:  # a panic of the reader is no Exception
        if not gave_up(error):
            raise
        parsed.problems.append(broken(error))
    if not parsed.grids and not parsed.problems:
        parsed.problems.append(problem("workbook-broken", "The workbook has no sheet of cells."))
    return parsed


def _parse(data: bytes, limits: Mapping[str, float], parsed: Parsed) -> None:
    """Reads a workbook by what it begins with, whatever its name says."""
    if data.startswith(MAGIC):
        _parse_old(data, limits, parsed)
    elif data.startswith(_ARCHIVE):
        _parse_archive(data, limits, parsed)
    else:
        parsed.problems.append(_not_a_workbook(data))


def _parse_old(data: bytes, limits: Mapping[str, float], parsed: Parsed) -> None:
    """Reads an .xls workbook, or says that it is a newer one behind a password."""
    try:
        book = None if _LOCKED in data else looked_at(data)
    except (struct.error, IndexError, ValueError) as error:
        parsed.problems.append(problem("workbook-broken", f"The workbook cannot be read: {error}."))
        return
    if book is None:
        parsed.problems.append(problem("file-locked"))
    else:
        read_old(book, limits, parsed)


def _parse_archive(data: bytes, limits: Mapping[str, float], parsed: Parsed) -> None:
    """Reads a workbook that is an archive, once it is known that it may be unpacked."""
    unpacked = unpack(data, limits, lambda name: wanted(name) or name in open_document.PARTS)
    parts = unpacked.parts
    parsed.problems += unpacked.problems
    if unpacked.problems:
        return
    if open_document.CONTENT in parts:
        open_document.read(parts, limits, parsed)
    elif any(name.lower() == WORKBOOK for name in parts):
        read_new(data, parts, limits, parsed)
    else:
        parsed.problems.append(problem("workbook-broken", "The archive holds no workbook that is read here."))


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
