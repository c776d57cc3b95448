"""A first look at an .xls workbook, for what its reader keeps to itself: percent cells, errors, the reach of sheets.

The workbook is a run of records. Only the heads of a few sorts of record are looked at, and no text is read but that of
number formats. What the reader gets is a file made anew, without the claims by which a broken one makes it ask for more
memory than there is, and without the figures that a chart within a sheet keeps, which it takes for cells of the sheet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.workbook.compound_file import read_stream, with_stream
from loaders.workbook.marks import Marks, is_percent

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_NEW_NAME, _NAMES = "Workbook", ("Workbook", "Book", "WORKBOOK", "BOOK")
_BEGIN, _END, _SHEET, _STYLE, _FORMAT, _LOCKED, _TEXTS, _REACH = (
    0x0809, 0x000A, 0x0085, 0x00E0, 0x041E, 0x002F, 0x00FC, 0x0200)
_NUMBER, _SHORT, _SHORTS, _FORMULA, _YES_OR_ERROR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_CELLS = frozenset((_NUMBER, _SHORT, _SHORTS, _FORMULA, _YES_OR_ERROR, 0x00FD, 0x0204))
_NOTHING = 0x0FFF  # a sort of record that there is not
_HEAD, _PLACE = struct.Struct("<HH"), struct.Struct("<HHH")
_NEWEST = 0x0600
_SHORTEST_TEXT = 3
_RESULT_IS_ERROR = 2


@dataclass(slots=True)
class OldSheet:
    """What is marked in one sheet, and how many rows and columns it reaches to."""

    marks: Marks = field(default_factory=Marks)
    rows: int = 0
    columns: int = 0


@dataclass(slots=True)
class OldWorkbook:
    """A workbook that may be given to its reader, and its sheets in their order."""

    data: bytes
    sheets: list[OldSheet]


def looked_at(data: bytes) -> OldWorkbook | None:
    """A workbook; None for one that is locked with a password. struct.error or ValueError where it is broken."""
    stream = bytearray(read_stream(data, _NAMES))
    formats, styles, places = {9: True, 10: True}, list[int](), list[int]()
    codes_at = 5 if _number(stream, 4) == _NEWEST else 3
    for sort, at, length, _ in _records(stream, 0):
        if sort == _LOCKED:
            return None
        if sort == _SHEET:
            places.append(_number(stream, at, 4))
        elif sort == _STYLE:
            styles.append(_number(stream, at + 2))
        elif sort == _FORMAT:
            code = stream[at + codes_at:at + length].replace(b"\0", b"").decode("latin-1")
            formats[_number(stream, at)] = is_percent(code)
        elif sort == _TEXTS:
            said = min(_number(stream, at + 4, 4), len(stream) // _SHORTEST_TEXT)
            stream[at + 4:at + 8] = said.to_bytes(4, "little")
    percent = {number for number, style in enumerate(styles) if formats.get(style)}
    sheets, end = {}, 0
    for place in sorted(places):
        if place < end:
            raise ValueError("its sheets stand within one another")
        sheets[place], end = _sheet(stream, place, percent)
    return OldWorkbook(with_stream(_NEW_NAME, bytes(stream)), [sheets[place] for place in places])


def _sheet(stream: bytearray, place: int, percent: set[int]) -> tuple[OldSheet, int]:
    """The sheet that begins at a place of the stream, and where it ends."""
    if _number(stream, place) != _BEGIN:
        raise ValueError("a sheet of it does not begin where it should")
    sheet, end = OldSheet(), place + 1
    for sort, at, length, depth in _records(stream, place):
        end = at + length
        if depth > 1 or sort == _REACH:
            _HEAD.pack_into(stream, at - _HEAD.size, _NOTHING, length)
        elif sort in _CELLS:
            _look_at_cells(sheet, sort, bytes(stream[at:end]), percent)
    return sheet, end


def _look_at_cells(sheet: OldSheet, sort: int, held: bytes, percent: set[int]) -> None:
    """Looks at the record of a cell, or of several cells of a row."""
    row, column, style = _PLACE.unpack_from(held)
    styles = [_number(held, at) for at in range(4, len(held) - 2, 6)] if sort == _SHORTS else [style]
    sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + len(styles))
    if (error := _error(sort, held[6:])) is not None:
        sheet.marks.errors.append((row, column, error))
    elif not percent.isdisjoint(styles):
        sheet.marks.percent += [(row, column + index) for index, used in enumerate(styles) if used in percent]


def _error(sort: int, held: bytes) -> str | None:
    """The error that a cell shows; None where it shows a value."""
    if sort == _YES_OR_ERROR and held[1]:
        return ERRORS.get(held[0], "#?")
    if sort == _FORMULA and held[6:8] == b"\xff\xff" and held[0] == _RESULT_IS_ERROR:
        return ERRORS.get(held[2], "#?")
    return None


def _records(stream: bytearray, at: int) -> Iterator[tuple[int, int, int, int]]:
    """Sort, place, length and depth of each record of the part that begins here; that of a chart within is 2."""
    depth = 0
    while at + _HEAD.size <= len(stream):
        sort, length = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        depth += sort == _BEGIN
        if sort == _END and depth <= 1:
            return
        yield sort, at, length, depth
        depth -= sort == _END
        at += length
    raise ValueError("it breaks off")


def _number(held: bytes | bytearray, at: int, size: int = 2) -> int:
    """A whole number; 0 beyond the end."""
    return int.from_bytes(held[at:at + size], "little")
