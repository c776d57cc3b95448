"""The numbers that Word writes before paragraphs, which are not in the text: 4.5, (a), iii or a bullet.

A document's lists are kept apart from its paragraphs: a paragraph, or its style, names a list and a level, and the
number is counted. Lists made from one definition go on counting together unless one says where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from loaders.word.parts import attribute, child, is_on, local, number
from loaders.word.styles import ListPlace, Style, Styles

LEVELS = 9
LONGEST_LABEL = 40
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile("%([1-9])")


class Label(NamedTuple):
    """What stands before a paragraph: its number as printed, or a bullet on a level of bullets (from 0)."""

    text: str = ""
    bullet: bool = False
    level: int = 0

    @property
    def plain(self) -> str | None:
        """The number as people cite it, without a last point or colon; None where there is none."""
        return None if self.bullet else self.text.rstrip(".: ") or None


NO_LABEL = Label()


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it begins, how it is written, after which level (from 1) it begins again."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    figures: bool = False
    style: str | None = None
    picture: bool = False


@dataclass
class _Definition:
    """The levels that lists share, and how far each has been counted; a level not yet reached is not in `counts`."""

    levels: dict[int, Level]
    linked: str | None = None
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class _List:
    """One list: its definition, the levels that it writes in its own way, and where it says that they begin."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbers:
    """Counts the lists of a document; ask for each numbered paragraph once, in the order of the text."""

    def __init__(self, events: Iterable[tuple[str, Element]] = (), styles: Styles | None = None) -> None:
        self.styles = styles or Styles()
        self.definitions: dict[str, _Definition] = {}
        self.lists: dict[int, _List] = {}
        for event, element in events:
            if event == "end" and local(element) == "abstractNum":
                self.definitions[attribute(element, "abstractNumId") or ""] = _Definition(
                    _levels(element), attribute(child(element, "numStyleLink")))
            elif event == "end" and local(element) == "num":
                self._list(element)

    def label(self, own: ListPlace, style: Style) -> Label:
        """What stands before the next paragraph, by what it says itself and what its style says; counts it."""
        name = own.list if own.list is not None else style.numbered.list
        found = self.lists.get(name) if name else None
        definition = self._definition(found)
        if found is None or definition is None or name is None:
            return NO_LABEL
        levels = {**definition.levels, **found.levels}
        place = own.level if own.level is not None else self._style_level(levels, style, own)
        if place not in levels:
            return NO_LABEL
        return _written(levels, place, self._count(found, definition, levels, place))

    def _list(self, element: Element) -> None:
        """Takes one list down."""
        name = number(element, "numId", 999_999_999)
        if name is None:
            return
        found = _List(attribute(child(element, "abstractNumId")) or "", {}, {})
        for change in element:
            level = number(change, "ilvl")
            if local(change) == "lvlOverride" and level is not None and level < LEVELS:
                start = number(child(change, "startOverride"))
                if start is not None:
                    found.starts[level] = start
                found.levels.update(_levels(change))
        self.lists[name] = found

    def _definition(self, found: _List | None) -> _Definition | None:
        """The definition of a list; one that is only the name of a list style is that style's."""
        definition = self.definitions.get(found.definition) if found else None
        if definition is None or definition.linked is None:
            return definition
        linked = self.styles.written.get(definition.linked)
        name = number(child(child(child(linked, "pPr"), "numPr"), "numId"), most=999_999_999)
        other = self.lists.get(name) if name else None
        return self.definitions.get(other.definition, definition) if other else definition

    @staticmethod
    def _style_level(levels: Mapping[int, Level], style: Style, own: ListPlace) -> int:
        """The level of a paragraph that does not say: the one that belongs to its style."""
        if own.list is None:
            for place, level in levels.items():
                if level.style in style.numbering:
                    return place
            return style.numbered.level or 0
        return 0

    @staticmethod
    def _count(found: _List, definition: _Definition, levels: Mapping[int, Level], place: int) -> Mapping[int, int]:
        """Counts one paragraph on a level, and lets deeper levels begin again."""
        counts = definition.counts
        if place in found.starts:
            counts[place] = found.starts.pop(place)  # once: the list begins here
        else:
            counts[place] = counts[place] + 1 if place in counts else levels[place].start
        for deeper in [level for level in counts if level > place]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or place < restart:
                del counts[deeper]
        return counts


def _written(levels: Mapping[int, Level], place: int, counts: Mapping[int, int]) -> Label:
    """The number as it is printed. A higher level that was never reached is written as it would begin."""
    level = levels[place]
    if level.picture or level.form == "bullet":
        return Label("•", bullet=True, level=place)

    def part(found: re.Match[str]) -> str:
        above = int(found[1]) - 1
        of = levels.get(above)
        if of is None:
            return ""
        form = "decimal" if level.figures else of.form
        return _FORMS.get(form, str)(counts.get(above, of.start))

    return Label(_PLACE.sub(part, level.text)[:LONGEST_LABEL].strip(), level=place)


def _levels(element: Element) -> dict[int, Level]:
    """The levels that a definition, or a change to one, describes."""
    found = {}
    for level in element:
        place = number(level, "ilvl")
        if local(level) == "lvl" and place is not None and place < LEVELS:
            start = number(child(level, "start"))
            found[place] = Level(
                0 if start is None else start, attribute(child(level, "numFmt")) or "decimal",
                (attribute(child(level, "lvlText")) or "")[:LONGEST_LABEL], number(child(level, "lvlRestart")),
                is_on(child(level, "isLgl")), attribute(child(level, "pStyle")),
                child(level, "lvlPicBulletId") is not None)
    return found


def _letter(count: int) -> str:
    """The letters a to z, then aa to zz, as Word goes on."""
    if not 1 <= count <= 260:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    """Small Roman figures up to 3999."""
    if not 1 <= count < 4000:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _ordinal(count: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    last = 0 if 10 <= count % 100 <= 20 else count % 10
    return f"{count}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ordinal": _ordinal,
    "none": lambda count: "",
}
"""How a count is written in Word's own forms; all others are written in plain figures."""
