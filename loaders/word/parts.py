"""The parts of a .docx archive, each found by what it is to another and not by its name.

The XML is read piece by piece. A part that holds a document type is refused: nothing in it is unfolded, and nothing
outside the archive is ever opened.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


class BrokenPartError(Exception):
    """A part that cannot be read to its end: the code of the problem, and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(code, why)
        self.code, self.why = code, why


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child with this name."""
    return None if element is None else next((found for found in element if local(found) == name), None)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own, in either of the two namespaces in which Word saves."""
    if element is None:
        return None
    found = element.get(_W + name)
    return found if found is not None else element.get(_STRICT + name)


def number(element: Element | None, name: str = "val", most: int = 32_767) -> int | None:
    """An attribute that is a whole number from 0 to `most`; None where it is not there or is something else."""
    text = attribute(element, name)
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 9:
        return None
    return min(int(text), most)


def is_on(element: Element | None) -> bool:
    """Whether a yes-or-no element is there and does not say no."""
    return element is not None and attribute(element) not in ("0", "false", "off")


class Package:
    """The parts of a document, by name. None is read deeper than so many elements within one another."""

    def __init__(self, parts: Mapping[str, bytes], deepest: int) -> None:
        self.parts = {name.casefold(): data for name, data in parts.items()}
        self.deepest = deepest

    def main(self) -> str | None:
        """The name of the part that holds the text."""
        usual = "word/document.xml"
        return next(iter(self.related("", "officeDocument")), usual if usual in self.parts else None)

    def related(self, part: str, sort: str) -> list[str]:
        """The parts of one sort that a part names as its own; what lies outside the archive is none."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found = []
        for event, element in self.events(relations) if relations in self.parts else ():
            if event == "end" and element.get("TargetMode") != "External" \
                    and (element.get("Type") or "").rpartition("/")[2] == sort:
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or ""))
                found.append(target.lstrip("/").casefold())
        return [name for name in dict.fromkeys(found) if name in self.parts]

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """The starts and ends of the elements of a part, as they come; BrokenPartError where it breaks off."""
        try:
            depth = 0
            for event, element in iterparse(BytesIO(self.parts[name]), ("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                if depth > self.deepest:
                    raise BrokenPartError("too-deep", f"{name}: more than {self.deepest} elements within one another; "
                                          "`limits: {depth: ..}` in goldthread.yaml allows more")
                yield event, element
        except DefusedXmlException as error:
            raise BrokenPartError("xml-dtd", name) from error
        except (ParseError, ValueError, LookupError) as error:  # the latter for an encoding that nobody knows
            raise BrokenPartError("syntax", f"{name}: {error}") from error
