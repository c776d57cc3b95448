"""Workbooks of LibreOffice and its like (.ods), read straight from their XML.

The reader for the other sorts of workbook drops errors and percent signs here, does not know merged cells, and unfolds
a cell that says it stands there a million times. Nothing is unfolded here beyond the limits, and a file with a document
type is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from loaders.archive import over_limit
from loaders.parsed import MEGABYTE, Parsed
from loaders.problems import problem
from loaders.workbook.open_document_cells import DRAW, OFFICE, STYLE, TABLE, TEXT, cell_value, count_of
from loaders.workbook.open_document_sheet import OpenSheet, UnfoldedTooFarError
from schema.records import Source

CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
PARTS = (CONTENT, _MANIFEST)
"""The parts of the archive that are looked at."""
_BESIDE = (f"{OFFICE}annotation", f"{TABLE}tracked-changes", f"{TABLE}shapes")
"""What is no content of cells, though it may hold text or even cells."""
MOST_SPACES = 100
"""So many spaces one element may stand for; more would be a way to make a small file large."""
_BREAKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_OF_ANOTHER_FILE = "'file:"
"""How the name of a sheet begins that only keeps what another workbook held."""


class _DoctypeError(Exception):
    """The file has a document type."""


def read(parts: Mapping[str, bytes], limits: Mapping[str, float], parsed: Parsed) -> None:
    """Adds the grids of a workbook to what is parsed, and all that is wrong with it."""
    tell = parsed.problems.append
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        tell(problem("file-locked"))
        return
    content = _Content(limits, parsed)
    try:
        content.read(parts[CONTENT])
    except _DoctypeError:
        tell(problem("xml-dtd"))
    except UnfoldedTooFarError:
        tell(over_limit("archive-too-large", "Cells that stand for many others would fill more memory than the limit; "
                        "this sheet and those after it were not read to the end.", "unpackedMegabytes",
                        limits["unpackedMegabytes"], limits["unpackedMegabytes"] * 2))
    except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two of an encoding that nobody knows
        tell(problem("workbook-broken", f"The workbook breaks off: {error}.", source=Source(sheet=content.name)))
    content.end_sheet()
    if not content.spreadsheet and not parsed.problems:
        tell(problem("workbook-broken", "The file is an open document, but no workbook."))


class _Content:
    """Takes the elements of the content one by one, and knows where it is."""

    def __init__(self, limits: Mapping[str, float], parsed: Parsed) -> None:
        self.limits, self.parsed = limits, parsed
        self.spreadsheet = False
        self.style, self.hidden = "", set[str]()  # the style that is being read, and those of hidden sheets
        self.beside = self.tables = 0  # elements that we are in: those without content of cells, and tables
        self.sheet: OpenSheet | None = None
        self.cell: Mapping[str, str] | None = None
        self.text: list[str] = []
        self.room = limits["unpackedMegabytes"] * MEGABYTE
        self.starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            f"{OFFICE}spreadsheet": self.start_spreadsheet, f"{STYLE}style": self.start_style,
            f"{STYLE}table-properties": self.start_properties, f"{TABLE}table": self.start_table,
            f"{TABLE}table-row": self.start_row, f"{TABLE}table-cell": self.start_cell,
            f"{TABLE}covered-table-cell": self.start_covered, f"{TEXT}p": self.start_paragraph,
            f"{TEXT}s": self.start_spaces}
        self.ends: Mapping[str, Callable[[], None]] = {
            f"{TABLE}table": self.end_table, f"{TABLE}table-row": self.end_row, f"{TABLE}table-cell": self.end_cell}

    @property
    def name(self) -> str | None:
        """The name of the sheet that is being read."""
        return self.sheet.bounds.name if self.sheet else None

    def read(self, xml: bytes) -> None:
        """Reads the content; ExpatError where it is not well-formed."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(xml, True)

    def doctype(self, *_: object) -> None:
        """Refuses a document type."""
        raise _DoctypeError

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self.beside or name in _BESIDE or name.startswith(DRAW):
            self.beside += 1
        elif (take := self.starts.get(name)) is not None:
            take(attributes)
        elif name in _BREAKS:
            self.characters(_BREAKS[name])

    def end(self, name: str) -> None:
        """An element ends."""
        if self.beside:
            self.beside -= 1
        elif (take := self.ends.get(name)) is not None:
            take()

    def characters(self, text: str) -> None:
        """Text of a cell; all that stands outside of cells is of no account."""
        if self.cell is not None and not self.beside:
            self.text.append(text)

    def start_spreadsheet(self, _: Mapping[str, str]) -> None:
        """The document is a workbook."""
        self.spreadsheet = True

    def start_style(self, attributes: Mapping[str, str]) -> None:
        """A style, of which only matters whether sheets of it are hidden."""
        self.style = attributes.get(f"{STYLE}name", "")

    def start_properties(self, attributes: Mapping[str, str]) -> None:
        """How sheets of the style look."""
        if attributes.get(f"{TABLE}display") == "false":
            self.hidden.add(self.style)

    def start_table(self, attributes: Mapping[str, str]) -> None:
        """A sheet, or a table within a cell, of which the text alone is read."""
        self.tables += 1
        name = attributes.get(f"{TABLE}name", "")
        if self.tables == 1 and not name.startswith(_OF_ANOTHER_FILE):
            self.sheet = OpenSheet(name, self.limits, self.parsed.problems, self.room)
            self.sheet.hidden = attributes.get(f"{TABLE}style-name") in self.hidden

    def end_table(self) -> None:
        """The end of a sheet, or of a table within a cell."""
        self.tables -= 1
        if not self.tables:
            self.end_sheet()

    def end_sheet(self) -> None:
        """Keeps the sheet that is being read, as far as it came."""
        if self.sheet is not None:
            self.room = self.sheet.room
            self.parsed.grids.append(self.sheet.grid())
        self.sheet = self.cell = None

    def start_row(self, attributes: Mapping[str, str]) -> None:
        """A row, or several alike."""
        if self.sheet is not None and self.tables == 1:
            self.sheet.start_row(count_of(attributes, "number-rows-repeated"))

    def end_row(self) -> None:
        """The end of a row."""
        if self.sheet is not None and self.tables == 1:
            self.sheet.end_row()

    def start_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell, or several alike."""
        if self.sheet is not None and self.tables == 1:
            self.cell, self.text = attributes, []

    def start_covered(self, attributes: Mapping[str, str]) -> None:
        """A cell that nobody sees, because another is merged over it."""
        if self.sheet is not None and self.tables == 1:
            self.sheet.skip(count_of(attributes, "number-columns-repeated"))

    def start_paragraph(self, _: Mapping[str, str]) -> None:
        """A paragraph of a cell; each but the first begins a line."""
        if self.text:
            self.characters("\n")

    def start_spaces(self, attributes: Mapping[str, str]) -> None:
        """Several spaces."""
        said = attributes.get(f"{TEXT}c", "1")
        self.characters(" " * min(int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 1, MOST_SPACES))

    def end_cell(self) -> None:
        """Puts the cell into its row."""
        if self.sheet is not None and self.cell is not None and self.tables == 1:
            shown = "".join(self.text)
            self.sheet.put(cell_value(self.cell, shown), shown, count_of(self.cell, "number-columns-repeated"),
                           count_of(self.cell, "number-rows-spanned"))
            self.cell = None
