"""The styles of a Word document: which of its paragraphs are headings or captions, and which styles are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from loaders.word.parts import attribute, child, is_on, local, number

LONGEST_CHAIN = 50
"""Styles upon styles that are followed; Word itself makes eleven."""
BODY_TEXT = 9
"""The outline level of what is no heading."""
_HEADING = re.compile("heading [1-9]|title|subtitle")


class ListPlace(NamedTuple):
    """A place in a list as a paragraph or a style states it; what it does not state is None. List 0 is none."""

    list: int | None = None
    level: int | None = None


NO_LIST = ListPlace()


@dataclass(frozen=True, slots=True)
class Style:
    """What a style comes to, with all that it takes from the styles under it.

    `numbered` is the list that it is in, `numbering` the ids of the style that says so and of those on top of it.
    """

    heading: bool = False
    caption: bool = False
    numbered: ListPlace = NO_LIST
    numbering: tuple[str, ...] = ()


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, styles: Iterable[Element] = ()) -> None:
        self.default = ""
        self.written: dict[str, Element] = {}
        self.known: dict[str, Style] = {}
        for style in styles:
            name = attribute(style, "styleId")
            if name is not None and attribute(style, "type") in ("paragraph", None):
                self.written.setdefault(name, style)
                if attribute(style, "default") in ("1", "true", "on"):
                    self.default = name

    def of(self, properties: Element | None) -> Style:
        """The style of a paragraph with these properties."""
        name = attribute(child(properties, "pStyle")) or self.default
        if name not in self.known:
            self.known[name] = self._made(name)
        return self.known[name]

    def _made(self, name: str) -> Style:
        """A style with what it takes from those under it; the nearest word counts."""
        chain: dict[str, Element] = {}
        while name in self.written and name not in chain and len(chain) < LONGEST_CHAIN:
            chain[name] = self.written[name]
            name = attribute(child(chain[name], "basedOn")) or ""
        names = [(attribute(child(style, "name")) or "").lower() for style in chain.values()]
        outline = next((level for style in chain.values() if (level := outline_level(child(style, "pPr"))) is not None),
                       None)
        heading = any(_HEADING.fullmatch(one) for one in names) if outline is None else outline < BODY_TEXT
        above: list[str] = []
        for style_id, style in chain.items():
            above.append(style_id)
            if (place := list_place(child(style, "pPr"))).list is not None:
                return Style(heading, "caption" in names, place, tuple(above))
        return Style(heading, "caption" in names)


def outline_level(properties: Element | None) -> int | None:
    """The outline level that paragraph properties state: 0 to 8 for headings, 9 for body text."""
    return number(child(properties, "outlineLvl"))


def list_place(properties: Element | None) -> ListPlace:
    """The list and level that paragraph properties state."""
    found = child(properties, "numPr")
    return ListPlace(number(child(found, "numId"), most=999_999_999), number(child(found, "ilvl")))


def styles_in(events: Iterable[tuple[str, Element]]) -> Styles:
    """The styles that a styles part holds."""
    return Styles(element for event, element in events if event == "end" and local(element) == "style")


def mark_deleted(properties: Element | None) -> bool:
    """Whether the end of a paragraph is a tracked deletion: its text runs on into the next one."""
    return is_on(child(child(properties, "rPr"), "del"))
