"""XML as a light tree in which every element has its line. No document type, no entity, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser

from loaders.problems import problem, shortened
from schema.records import Problem, Source

KNOWN_SPACES = {"http://www.w3.org/XML/1998/namespace": "xml", "http://www.w3.org/2001/XMLSchema-instance": "xsi"}
"""Namespaces of attributes that are called by the prefix that everybody gives them."""
ELEMENTS_A_ROW = 3
"""Elements for each row that the limit on rows allows: what is one row elsewhere is several elements here."""
ELEMENTS_A_LEVEL = 2
"""Elements within one another for each level that the limit on depth allows: XML wraps everything once more."""
CUT_OFF = ("no element found", "unclosed token", "unclosed CDATA section", "partial character")
"""What the parser says of a text that ends too soon."""
NO_NAMES: Mapping[str, str] = {}
NO_SPACES: Mapping[str, str | None] = {}


@dataclass(slots=True, eq=False)
class Element:
    """One element: its name without a prefix, its namespace ("" for none), its line (from 1).

    Attributes go by their name, with a prefix only where they have a namespace: `xsi:type`, `xml:lang`. `text` is
    what stands in it before its first child, `tail` what stands after it in the element around it; `instructions`
    are the processing instructions directly in it, as (target, data). `used` is for the reader: whether it took
    what stands here.
    """

    name: str
    namespace: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)
    text: str = ""
    tail: str = ""
    children: Sequence[Element] = ()
    instructions: Sequence[tuple[str, str]] = ()
    used: bool = False

    def all(self, name: str) -> list[Element]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """The first child of that name that holds anything, else the first of that name, else None."""
        found = self.all(name)
        return next((child for child in found if not child.blank), found[0] if found else None)

    def words(self) -> str:
        """All text in it, that of its descendants too, trimmed."""
        if not self.children:
            return self.text.strip()
        said, waiting = list[str](), list[Element | str]([self])
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                said.append(one)
            else:
                said.append(one.text)
                for child in reversed(one.children):
                    waiting += (child.tail, child)
        return "".join(said).strip()

    @property
    def own(self) -> str:
        """The text directly in it, trimmed; that of its children left out."""
        return (self.text + "".join(child.tail for child in self.children)).strip()

    @property
    def blank(self) -> bool:
        """Whether neither it nor anything in it holds text or a processing instruction."""
        return not any(one.instructions or one.text.strip() or (one is not self and one.tail.strip())
                       for one in (self.walk() if self.children else (self,)))

    def walk(self) -> Iterator[Element]:
        """It and its descendants, in the order of the file."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            if one.children:
                waiting.extend(reversed(one.children))


def read_tree(data: bytes, limits: Mapping[str, float]) -> tuple[Element | None, list[Problem]]:
    """The root element of an XML text, or None and the one problem that stopped reading, with its line."""
    if not data.strip(b" \t\r\n"):
        return None, [problem("file-empty")]
    handler = _Builder(int(limits["depth"]), int(limits["rows"]) * ELEMENTS_A_ROW)
    told = _parse(data, handler)
    return (None, [told]) if told else (handler.root, [])


def root(data: bytes) -> tuple[str, str] | None:
    """Namespace and name of the root element, as far as one can be read; reads no further than it must."""
    handler = _Builder(1, 1, only_root=True)
    _parse(data, handler)
    return None if handler.root is None else (handler.root.namespace, handler.root.name)


class _StopError(Exception):
    """Reading stops: a limit was met, or what was wanted has been found."""

    def __init__(self, code: str = "", message: str = "", expected: str | None = None, remedy: str | None = None):
        super().__init__(code)
        self.code, self.message, self.expected, self.remedy = code, message, expected, remedy


def _parse(data: bytes, handler: _Builder) -> Problem | None:
    """Feeds a handler; the problem that stopped it, if one did."""
    try:
        parser = create_parser(forbid_dtd=True)
        parser.setContentHandler(handler)
        parser.parse(BytesIO(data))
    except _StopError as stop:
        return problem(stop.code, stop.message, source=Source(row=handler.line), expected=stop.expected,
                       remedy=stop.remedy) if stop.code else None
    except DefusedXmlException:
        return problem("xml-dtd", source=Source(row=handler.line))
    except SAXParseException as error:
        said = str(error.getMessage())
        code = "truncated" if said.startswith(CUT_OFF) else "syntax"
        return problem(code, f"The XML cannot be read: {shortened(said)}.",
                       source=Source(row=error.getLineNumber() or None))
    except (SAXException, ValueError, LookupError) as error:  # an encoding that nobody knows
        return problem("syntax", f"The XML cannot be read: {shortened(str(error))}.", source=Source(row=handler.line))
    return None


class _Builder(ContentHandler):
    """Puts what the parser meets together to a tree. Namespaces are followed here, for a prefix that nobody
    declared makes a file no less readable.
    """

    def __init__(self, depth: int, most: int, *, only_root: bool = False) -> None:
        super().__init__()
        self.depth, self.most, self.only_root = depth, most, only_root
        self.spaces: dict[str, str] = {}
        self.root: Element | None = None
        self.stack: list[_Open] = []
        self.count = 0
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the name is the library's
        """Remembers what tells the line."""
        self.locator = locator

    @property
    def line(self) -> int | None:
        """The line that is being read."""
        return (self.locator.getLineNumber() or None) if self.locator else None

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Opens an element."""
        self._within_limits()
        given: dict[str, Any] = dict(attrs) if len(attrs) else {}
        hidden = self._declare(given) if given else NO_SPACES
        prefix, _, local = name.rpartition(":")
        attributes = _plain(given, self.spaces) if given else NO_NAMES
        element = Element(local, self.spaces.get(prefix, prefix), self.line or 1, attributes)
        if self.stack:
            self.stack[-1].put_text()
            self.stack[-1].children.append(element)
        else:
            self.root = element
            if self.only_root:
                raise _StopError
        self.stack.append(_Open(element, hidden))

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002
        """Closes the innermost element."""
        held = self.stack.pop()
        held.put_text()
        if held.children:
            held.element.children = held.children
        if held.instructions:
            held.element.instructions = held.instructions
        for prefix, space in held.hidden.items():
            if space is None:
                del self.spaces[prefix]
            else:
                self.spaces[prefix] = space

    def characters(self, content: str) -> None:
        """Adds text to the innermost element."""
        if self.stack:
            self.stack[-1].pieces.append(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        """Keeps an instruction with the element that it stands in."""
        if self.stack:
            self.stack[-1].instructions.append((target, data))

    def _declare(self, given: Mapping[str, str]) -> Mapping[str, str | None]:
        """Takes the namespaces that an element declares; what their prefixes stood for before, None for nothing.

        One table serves the whole file and is put back where an element ends: a copy for each element that declares
        something would make the work grow with the square of the file.
        """
        hidden: dict[str, str | None] = {}
        for name, space in given.items():
            if name == "xmlns" or name.startswith("xmlns:"):
                prefix = name[6:]
                hidden[prefix] = self.spaces.get(prefix)
                self.spaces[prefix] = space
        return hidden or NO_SPACES

    def _within_limits(self) -> None:
        """Stops where the file nests deeper or holds more than any plan does."""
        self.count += 1
        deepest = self.depth * ELEMENTS_A_LEVEL
        if len(self.stack) >= deepest:
            raise _StopError(
                "too-deep", f"The file nests deeper than {deepest} elements: in XML, twice the limit `depth`, which "
                f"is {self.depth}.", expected=f"at most {deepest} levels",
                remedy=f"Flatten it, or raise `limits: {{depth: {self.depth}}}` in goldthread.yaml.")
        if self.count > self.most:
            raise _StopError("too-many-rows", f"The file has more than {self.most:,} elements; it was not read.")


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet, what its prefixes stand for outside it, and what has been met in it."""

    element: Element
    hidden: Mapping[str, str | None]
    pieces: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)
    instructions: list[tuple[str, str]] = field(default_factory=list)

    def put_text(self) -> None:
        """Gives the text met since the last child to it, or to the element itself where there is no child yet."""
        if self.pieces:
            text = "".join(self.pieces)
            self.pieces.clear()
            if self.children:
                self.children[-1].tail = " " if text.isspace() else text
            else:
                self.element.text = text


def _plain(given: Mapping[str, str], spaces: Mapping[str, str]) -> dict[str, str]:
    """Attributes by name; declarations of namespaces are none."""
    found = {}
    for name, value in given.items():
        prefix, _, local = name.rpartition(":")
        if name != "xmlns" and prefix != "xmlns":
            known = KNOWN_SPACES.get(spaces.get(prefix, ""), prefix)
            found[f"{known}:{local}" if prefix else local] = value
    return found
