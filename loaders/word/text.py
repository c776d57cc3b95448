"""The text of a Word paragraph as a reader sees it once every tracked change is accepted, and what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from loaders.word.numbers import NO_LABEL, Label, Numbers
from loaders.word.parts import attribute, child, local
from loaders.word.styles import BODY_TEXT, list_place, mark_deleted, outline_level

TRACKED = "tracked change"
_AS_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = {"del": TRACKED, "moveFrom": TRACKED, "footnoteReference": "footnote", "endnoteReference": "endnote",
             "commentReference": "comment", "altChunk": "embedded document"}
"""What is not read, by what it is called when it is told."""
_SILENT = {"pPr", "rPr", "tcPr", "trPr", "tblPr", "sdtPr", "instrText", "delInstrText", "delText", "rt", "softHyphen"}
_DRAWN = ("drawing", "pict", "object")
_PICTURES = ("blip", "imagedata", "chart", "relIds", "OLEObject")
_OPEN = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent")
_SIGNS = {"F0B7": "•", "F0A7": "▪", "F0FC": "✓", "F0FB": "✗", "F0FE": "☒", "F0A8": "☐", "F0D8": "➢", "F0E0": "→"}
"""What the signs of Word's two symbol fonts look like, as far as plans use them."""
UNKNOWN_SIGN = "\ufffd"


class Paragraph(NamedTuple):
    """A paragraph: its text, the number or bullet before it, and whether its style makes it a heading or caption."""

    text: str
    label: Label = NO_LABEL
    heading: bool = False
    caption: bool = False

    @property
    def as_line(self) -> str:
        """The paragraph as a line of a cell, with its bullet or number; a number alone stands for itself."""
        text = self.text.replace("\t", " ").strip()
        if self.label.bullet:
            return f"{'◦' if self.label.level else '•'} {text}" if text else ""
        return f"{self.label.text} {text}".strip() if text else self.label.plain or ""


class WordText:
    """Reads paragraphs, in the order of the document. `seen` counts what was left out, by name."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.seen: Counter[str] = Counter()
        self.carried: list[str] = []

    def paragraph(self, element: Element) -> Paragraph | None:
        """The paragraph; None where its end was deleted, so that its text goes on in the next one."""
        properties = child(element, "pPr")
        self.carried += self._pieces(element)
        if mark_deleted(properties):
            self.seen[TRACKED] += 1
            return None
        text = self._taken()
        style = self.numbers.styles.of(properties)
        label = self.numbers.label(list_place(properties), style)
        outline = outline_level(properties)
        heading = style.heading if outline is None else outline < BODY_TEXT
        return Paragraph(text, label, heading, style.caption)

    def rest(self) -> Paragraph | None:
        """The text of a paragraph that should have gone on in a next one, where there is none."""
        text = self._taken()
        return Paragraph(text) if text else None

    def _taken(self) -> str:
        """The text collected so far, which is then no longer waiting."""
        text = "".join(self.carried).strip()
        self.carried.clear()
        return text

    def opened(self, element: Element) -> Iterator[Element]:
        """What stands in an element, seen through the wrappers that Word puts around parts of a text."""
        for inner in element:
            name = local(inner)
            if name in _OPEN:
                self.seen[TRACKED] += name in ("ins", "moveTo")
                yield from self.opened(self._chosen(inner, name))
            elif name in _LEFT_OUT:
                self.seen[_LEFT_OUT[name]] += 1
            else:
                yield inner

    @staticmethod
    def _chosen(element: Element, name: str) -> Element:
        """Of a wrapper, what is to be read: the newest form, and no words that only ask for text."""
        if name == "sdt" and child(child(element, "sdtPr"), "showingPlcHdr") is not None:
            return Element("")
        if name == "AlternateContent":
            first = child(element, "Choice")
            return first if first is not None else child(element, "Fallback") or Element("")
        return element

    def _pieces(self, element: Element) -> Iterator[str]:
        """The pieces of text in an element, in their order."""
        for inner in self.opened(element):
            name = local(inner)
            if name == "t":
                yield inner.text or ""
            elif name in _AS_TEXT:
                yield _AS_TEXT[name]
            elif name == "sym":
                yield self._sign(inner)
            elif name in _DRAWN:
                self._drawn(inner)
            elif name not in _SILENT:
                self.seen["form field"] += name in ("checkBox", "ddList")
                yield from self._pieces(inner)

    def _sign(self, element: Element) -> str:
        """A sign of a symbol font."""
        code = (attribute(element, "char") or "").upper()
        if code not in _SIGNS:
            self.seen["sign of a symbol font"] += 1
        return _SIGNS.get(code, UNKNOWN_SIGN)

    def _drawn(self, element: Element) -> None:
        """Counts the pictures and text boxes of a drawing, which are not read."""
        names = Counter(local(inner) for inner in element.iter())
        self.seen["text box"] += names["txbxContent"]
        self.seen["picture"] += sum(names[name] for name in _PICTURES)
