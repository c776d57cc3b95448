"""Word documents (.docx, .docm): every table a grid, all other text passages; macros never run, nothing is fetched.

Read straight from the archive with an XML reader that refuses document types, a paragraph or a row at a time. The
library for Word files that we know loads every picture, refuses .docm, and follows merged cells by recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from xml.etree.ElementTree import Element

from loaders.archive import unpack
from loaders.captions import is_caption
from loaders.cells import normal_space
from loaders.parsed import MEGABYTE, Parsed, Passage
from loaders.problems import problem
from loaders.word.numbers import Numbers
from loaders.word.parts import BrokenPartError, Package, attribute, child, local
from loaders.word.styles import Styles, styles_in
from loaders.word.table import NESTED, Bounds, WordTable
from loaders.word.text import TRACKED, Paragraph, WordText
from schema.records import Problem, Source

XML_DEPTH = 8
"""Elements of XML that one level of `depth` may come to."""
LONGEST_ABOUT = 200
_PLURALS = {"text box": "text boxes", "sign of a symbol font": "signs of symbol fonts", NESTED: "tables within cells"}
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_Made = TypeVar("_Made")
_Events = Iterable[tuple[str, Element]]


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """All that a Word document holds: a grid a table (`table 1` on), a passage a paragraph outside tables.

    A passage's row is its number among the paragraphs that hold anything; a problem's sheet is the table, its row
    that of the table. Never raises for what is in the document.
    """
    parsed = Parsed(problems=_not_word(data))
    if not parsed.problems:
        unpacked = unpack(data, limits, lambda name: name.lower().endswith((".xml", ".rels")))
        parsed.problems += unpacked.problems
        if not unpacked.problems:
            package = Package(unpacked.parts, int(limits["depth"]) * XML_DEPTH)
            _Document(package, limits, parsed).read()
    return parsed


def _not_word(data: bytes) -> list[Problem]:
    """Why this is no .docx document, as its first bytes tell."""
    if data.startswith(_OLD):
        if _LOCKED in data:
            return [problem("file-locked", remedy="Open it with its password, and save it as .docx without one.")]
        return [problem("file-not-docx", "The file is in Word's old format, .doc, whatever its name says.")]
    return [] if data.startswith(b"PK") else [problem("file-not-docx" if data else "file-empty")]


class _Document:
    """Reads one document into `parsed`."""

    def __init__(self, package: Package, limits: Mapping[str, float], parsed: Parsed) -> None:
        self.package, self.parsed = package, parsed
        self.bounds = Bounds(int(limits["columns"]), int(limits["depth"]), int(limits["rows"]),
                             int(limits["fileMegabytes"] * MEGABYTE))
        self.words = WordText(Numbers())
        self.table: WordTable | None = None
        self.row = self.tables = 0  # paragraphs and tables so far
        self.heading, self.above, self.captioned = "", Paragraph(""), False

    def read(self) -> None:
        """Reads the document's text, and tells what of it was left out."""
        main = self._main()
        if main is None:
            return
        styles = self._part(main, "styles", styles_in) or Styles()
        numbers = self._part(main, "numbering", lambda events: Numbers(events, styles))
        self.words = WordText(numbers or Numbers(styles=styles))
        try:
            self._walk(main)
        except BrokenPartError as error:
            self.tell(error.code, f"The document breaks off ({error.why}); what follows was lost.",
                      expected=f"more than {self.row} paragraphs and {self.tables} tables")
        self._end_table()
        self._paragraph(self.words.rest())
        self._left_out(main)

    def tell(self, code: str, message: str = "", table: str | None = None, row: int | None = None, *,
             expected: str | None = None) -> None:
        """Adds a problem, with the table and row where it has them."""
        self.parsed.problems.append(problem(code, message, source=Source(sheet=table, row=row), expected=expected))

    def _main(self) -> str | None:
        """The part that holds the text; told where there is none."""
        try:
            main = self.package.main()
        except BrokenPartError as error:
            self.tell(error.code, f"A part of the archive cannot be read ({error.why}).")
            return None
        if main is None:
            self.tell("file-not-docx", "The archive holds no Word document.")
        return main

    def _part(self, main: str, sort: str, make: Callable[[_Events], _Made]) -> _Made | None:
        """What is made of a part that belongs to the text; told where it cannot be read."""
        try:
            names = self.package.related(main, sort)
            return make(self.package.events(names[0])) if names else None
        except BrokenPartError as error:
            self.tell(error.code, f"The {sort} of the document cannot be read ({error.why}), so headings or numbers "
                      "may be missing.")
            return None

    def _walk(self, main: str) -> None:
        """Goes through the text. A paragraph or a row is read when it is whole, and then let go."""
        parents: list[Element] = []
        whole: Element | None = None  # the paragraph or row that is being collected
        for event, element in self.package.events(main):
            if event == "start":
                if not parents and local(element) != "document":
                    raise BrokenPartError("file-not-docx", f"its text begins with <{local(element)}>")
                parents.append(element)
                whole = self._begin(element) if whole is None else whole
                continue
            parents.pop()
            if whole is None or element is whole:
                self._end(element)
                if parents:
                    parents[-1].remove(element)
                whole = None

    def _begin(self, element: Element) -> Element | None:
        """The element, if it is to be read as a whole."""
        name = local(element)
        if name == "tbl":
            self._begin_table()
        return element if name in ("p", "tr", "tblPr", "Fallback") else None

    def _end(self, element: Element) -> None:
        """Reads an element that is whole."""
        name = local(element)
        if name == "p":
            self._paragraph(self.words.paragraph(element))
        elif name == "tr":
            (self.table or self._begin_table()).row(element)
        elif name == "tblPr" and self.table is not None and not self.captioned:
            self.table.grid.about = (attribute(child(element, "tblCaption")) or self.table.grid.about)[:LONGEST_ABOUT]
        elif name == "tbl":
            self._end_table()
        elif name == "altChunk":
            self.words.seen["embedded document"] += 1

    def _paragraph(self, paragraph: Paragraph | None) -> None:
        """Keeps a paragraph that holds anything."""
        if paragraph is None or not (paragraph.text or paragraph.label.plain):
            return
        self.row += 1
        self.above = paragraph
        if paragraph.heading:
            self.heading = paragraph.text
        text = paragraph.as_line if paragraph.label.bullet else paragraph.text
        self.parsed.passages.append(Passage(paragraph.label.plain, text, paragraph.heading, self.row))

    def _begin_table(self) -> WordTable:
        """Opens the next table. Its caption stands right above it; else it is known by the heading it is under."""
        self._end_table()
        self._paragraph(self.words.rest())
        self.captioned = self.above.caption or is_caption(self.above.text)
        about = normal_space(self.above.text if self.captioned or not self.heading else self.heading)
        self.tables += 1
        self.table = WordTable(
            f"table {self.tables}", about[:LONGEST_ABOUT], self.words, self.bounds,
            lambda code, table, row, expected: self.tell(code, "", table, row, expected=expected))
        return self.table

    def _end_table(self) -> None:
        """Closes the table that is open."""
        if self.table is not None:
            self.above = Paragraph("")
            if self.table.grid.rows:
                self.parsed.grids.append(self.table.grid)
        self.table = None

    def _left_out(self, main: str) -> None:
        """Tells once of everything beside the text that is not read."""
        seen = self.words.seen
        tracked, nested = seen.pop(TRACKED, 0), seen.pop(NESTED, 0)
        if many := [_many(count, name) for name, count in seen.items() if count]:
            self.tell("word-left-out", f"Not read in the document: {', '.join(many)}.")
        around = {sort: self._has_text(sort, main) for sort in ("header", "footer")}
        if many := [_many(count, name) for name, count in around.items() if count]:
            self.tell("word-page-heads", f"Not read in the document: {', '.join(many)}.")
        if tracked:
            self.tell("word-tracked", f"The document has {_many(tracked, TRACKED)}, read as if accepted.")
        if nested:
            self.tell("word-nested", f"The document has {_many(nested, NESTED)}, read as text of that cell.")

    def _has_text(self, sort: str, main: str) -> int:
        """How many parts of this sort have any text."""
        try:
            return sum(
                any(local(element) == "t" and (element.text or "").strip() for _, element in self.package.events(name))
                for name in self.package.related(main, sort))
        except BrokenPartError:
            return 0


def _many(count: int, name: str) -> str:
    """So many of a thing, in words."""
    return f"{count} {name if count == 1 else _PLURALS.get(name, f'{name}s')}"
