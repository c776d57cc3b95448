"""A second look at the XML of an .xlsx workbook, for what its reader keeps to itself: which cells are percentages, show
an error or hold a formula that was never worked out, and how far a sheet reaches before any memory is asked for it.

Nothing is parsed twice. Only where the bytes of a sheet hold such a mark is the cell around it looked up. No pattern
here can go back over what it has read, so a hostile sheet takes no longer than an honest one of its size.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

ROWS, COLUMNS = 2**20, 2**14
"""No spreadsheet has more."""
NEAR_ROWS, NEAR_COLUMNS = 99_999, 26
"""A sheet that reaches no further is not looked at any closer, unless even that were too many cells."""
LONGEST_FORMAT = 255
"""Signs of the longest number format that a spreadsheet allows."""
KNOWN_ERRORS = (b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!", b"#GETTING_DATA")
WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_TAG = r"<(?:[\w.-]+:)?{}\s[^<]*"
_SHEET, _RELATION, _FORMAT, _STYLE = (
    re.compile(_TAG.format(name)) for name in ("sheet", "Relationship", "numFmt", "xf"))
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL_STYLES = re.compile(r"</?(?:[\w.-]+:)?cellXfs[\s>]")
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # what of a number format is shown as it stands, or not at all
_PERCENT_FORMATS = {"9", "10"}  # those that every spreadsheet has without saying so
_PREFIX = re.compile(rb"<([\w.-]+):sheetData\b")
_PLACE = re.compile(rb'\sr="([A-Za-z]{1,3})([0-9]{1,7})"')
_FAR_PLACE = re.compile(rb'\sr="([A-Za-z]+)([0-9]+)"')
_ROW_OR_CELL = re.compile(rb"<(row|c)(?=[\s/>])([^<>]*)")
_ROW_NUMBER = re.compile(rb'\sr="([0-9]{1,7})"')
_FORMULA_PART = rb"(?:<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*)?"
_ERROR = re.compile(rb'\st="e"[^<>]*(?:>\s*' + _FORMULA_PART + rb"(?:<v(?:\s[^<>]*)?>([^<]*))?)?")
_UNVALUED = re.compile(rb"<f(?:\s[^<>]*)?>(?:(?<=/>)|[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")
_FAR = re.compile(rb'r="(?:([A-Za-z]{2,})([0-9]+)|[A-Za-z]?([0-9]{6,}))"')
_FILLED = re.compile(rb"<c(?:\s[^<>]*)?(?<!/)>(?!(?:</c>|<v/>|<v></v>))")


@dataclass(slots=True)
class Marks:
    """Places of cells (row and column, from 0), with the error that is shown where that is the mark."""

    percent: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    unvalued: list[tuple[int, int]] = field(default_factory=list)


def wanted(name: str) -> bool:
    """Whether a part of the archive is one that is looked at here."""
    low = name.lower()
    return low in (WORKBOOK, _RELATIONS, _STYLES) or (low.startswith("xl/worksheets/") and low.endswith(".xml"))


def sheets_of(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The XML of each sheet by the sheet's name, without a prefix to its names and with double quotes alone."""
    known = {name.lower(): data for name, data in parts.items()}
    targets = {}
    for relation in _tags(_RELATION, known.get(_RELATIONS, b"")):
        path = posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))
        targets[relation.get("Id")] = path.lstrip("/").lower()
    found = {}
    for sheet in _tags(_SHEET, known.get(WORKBOOK, b"")):
        relation_id = next((value for name, value in sheet.items() if name.endswith(":id")), None)
        data = known.get(targets.get(relation_id, ""))
        if data is not None:
            found[sheet.get("name", "")] = _plain(data)
    return found


def percent_styles(parts: Mapping[str, bytes]) -> list[int]:
    """The numbers of the cell styles that show a number as a percentage."""
    styles = next((data for name, data in parts.items() if name.lower() == _STYLES), b"")
    formats = {tag.get("numFmtId"): tag.get("formatCode", "") for tag in _tags(_FORMAT, styles)}
    percent = _PERCENT_FORMATS | {name for name, code in formats.items() if name and is_percent(code)}
    _, _, cell_styles = _CELL_STYLES.sub("\0", styles.decode("utf-8", "replace")).partition("\0")
    return [number for number, tag in enumerate(_STYLE.findall(cell_styles.partition("\0")[0]))
            if _attributes(tag).get("numFmtId") in percent]


def is_percent(code: str) -> bool:
    """Whether a number format shows a number as a percentage, and not just a percent sign beside it."""
    return "%" in _QUIET.sub("", code[:LONGEST_FORMAT])


def reach(sheet: bytes, cells: float) -> tuple[int, int]:
    """How many rows and columns a sheet needs, from A1, or a few more; blank cells count only while that is few.

    `cells` is how many there may be before it is worth looking closely.
    """
    far = _FAR.findall(sheet)
    # Of nearly every sheet nothing is far.
    rows = max([NEAR_ROWS, *{_number(row or late_row) for _, row, late_row in far}])
    columns = max([NEAR_COLUMNS, *(column_index(letters) + 1 for letters in {letters for letters, _, _ in far})])
    if rows * columns <= cells and rows <= ROWS and columns <= COLUMNS:
        return rows, columns
    return _filled_reach(sheet)


def _filled_reach(sheet: bytes) -> tuple[int, int]:
    """How many rows and columns the cells of a sheet that hold something need, from A1."""
    tags = _FILLED.findall(sheet)
    places = [place for tag in tags if (place := _FAR_PLACE.search(tag))]
    rows = max(map(_number, {place[2] for place in places}), default=0)
    columns = max(map(column_index, {place[1] for place in places}), default=-1) + 1
    if len(places) < len(tags):  # cells that name no place are counted from the ones before
        for begins, row, column in _walked(sheet):
            if _FILLED.match(sheet, begins):
                rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


def _walked(sheet: bytes) -> Iterator[tuple[int, int, int]]:
    """Where the tag of every cell begins, its row and its column, counted as the reader counts cells without one."""
    row, column = -1, -1
    for tag in _ROW_OR_CELL.finditer(sheet):
        if tag[1] == b"row":
            said = _ROW_NUMBER.search(tag[2])
            row, column = int(said[1]) - 1 if said else row + 1, -1
        else:
            place = _PLACE.search(tag[2])
            row, column = (int(place[2]) - 1, column_index(place[1])) if place else (row, column + 1)
            yield tag.start(), row, column


def _number(figures: bytes) -> int:
    """The number of a row, as far as it matters: twenty figures are beyond every sheet, and so are twenty thousand."""
    return int(figures[:20])


def marks_in(sheet: bytes, percent: list[int]) -> Marks:
    """The marks of a sheet, as `sheets_of` gives it; `percent` holds numbers of styles."""
    found, finder = Marks(), _Finder(sheet)
    if percent:
        style = rb'\ss="(?:%s)"[^<>]*' % b"|".join(b"%d" % number for number in percent)
        found.percent = [place for place, _ in finder.cells(re.compile(style))]
    if b"#" in sheet and b' t="e"' in sheet:  # the first is found fast, and every error holds it
        found.errors = [(*place, html.unescape(match[1].decode("utf-8", "replace")).strip())
                        for place, match in finder.cells(_ERROR) if match[1]]
    if b"<f" in sheet:
        found.unvalued = list(finder.unvalued())
    return found


def with_known_errors(data: bytes) -> bytes:
    """The workbook with each error that its reader does not know, of another office's making, made one that it does."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as mended:
        for part in given.infolist():
            held = given.read(part)
            if "worksheets/" in part.filename.lower():
                held = _ERROR.sub(_known, held)
            mended.writestr(part.filename, held)
    return made.getvalue()


@cache
def column_index(letters: bytes) -> int:
    """The number of a column, from 0, by its letters; eight of them are beyond every sheet."""
    number = 0
    for sign in letters[:8].upper():
        number = number * 26 + sign - 64
    return number - 1


class _Finder:
    """Finds the cells around marks."""

    def __init__(self, sheet: bytes) -> None:
        self.sheet = sheet
        self._walked: dict[int, tuple[int, int]] | None = None

    def cells(self, mark: re.Pattern[bytes]) -> Iterator[tuple[tuple[int, int], re.Match[bytes]]]:
        """The place of each cell whose tag holds the mark, once, and the mark as found."""
        last = 0
        for match in mark.finditer(self.sheet):
            begins = self.sheet.rfind(b"<", last, match.start())
            last = match.end()
            if begins >= 0 and (place := self.place(begins, last)):
                yield place, match

    def unvalued(self) -> Iterator[tuple[int, int]]:
        """The place of each cell with a formula and no value; an empty text is a value."""
        last = 0
        for match in _UNVALUED.finditer(self.sheet):
            begins = self.sheet.rfind(b"<", last, match.start())
            last = match.end()
            if begins >= 0 and b' t="str"' not in self.sheet[begins:match.start()] \
                    and (place := self.place(begins, match.start())):
                yield place

    def place(self, begins: int, ends: int) -> tuple[int, int] | None:
        """The row and column of the cell whose tag stands between; None where it is no cell's."""
        if self.sheet[begins + 1:begins + 2] != b"c" or self.sheet[begins + 2:begins + 3].isalpha():
            return None
        said = _PLACE.search(self.sheet, begins, ends)
        if said is None:
            return self._counted().get(begins)
        return int(said[2]) - 1, column_index(said[1])

    def _counted(self) -> dict[int, tuple[int, int]]:
        """The place of every cell by where its tag begins."""
        if self._walked is None:
            self._walked = {begins: (row, column) for begins, row, column in _walked(self.sheet)}
        return self._walked


def _known(error: re.Match[bytes]) -> bytes:
    return error[0][:-len(error[1])] + b"#VALUE!" if error[1] and error[1] not in KNOWN_ERRORS else error[0]


def _plain(sheet: bytes) -> bytes:
    """The XML as most programs write it: no prefix, double quotes."""
    if b"<sheetData" not in sheet and (prefix := _PREFIX.search(sheet)):
        sheet = re.sub(rb"<(/?)" + re.escape(prefix[1]) + rb":", rb"<\1", sheet)
    first = sheet.find(b"<row")
    return sheet.replace(b"'", b'"') if b"='" in sheet[first:sheet.find(b"</row", first)] else sheet


def _tags(pattern: re.Pattern[str], xml: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each element of a name."""
    return map(_attributes, pattern.findall(xml.decode("utf-8", "replace")))


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}
