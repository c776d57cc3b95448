"""Keys and references made of cells: `{Dept}-{Post no}`, with `{Title:words}` for the first words of a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from loaders.cells import title_key
from loaders.committee.table import words_key
from loaders.headings import folded
from loaders.parsed import Scalar

FILTERS: Mapping[str, Callable[[str], str]] = {"words": words_key, "title": title_key}
"""What may be made of a cell in a key: its first eight words, or all of it in small letters."""
PERIOD = "period"
"""The name in a pattern that stands for the year of a column, where each year has a column of its own."""
PART = re.compile(r"\{([^{}:]+)(?::([a-z]+))?\}")


class KeyPart(NamedTuple):
    """One piece of a pattern: text as it stands, or the cell under a heading, through a filter."""

    text: str = ""
    heading: str = ""
    through: str = ""


Pattern = tuple[KeyPart, ...]


def parse_pattern(text: str) -> Pattern:
    """The pieces of a pattern in their order; a text without {heading} is one piece."""
    parts, at = [], 0
    for match in PART.finditer(text):
        parts += [KeyPart(text[at : match.start()]), KeyPart("", match[1].strip(), match[2] or "")]
        at = match.end()
    return tuple(part for part in (*parts, KeyPart(text[at:])) if part != KeyPart())


def headings_of(pattern: Pattern) -> Iterator[str]:
    """The headings whose cells a pattern needs."""
    return (part.heading for part in pattern if part.heading)


class Builder:
    """Fills a pattern in from the cells of a row; `places` says in which cell each folded heading stands.

    Where each year has a column, `dated`, the name PERIOD stands for the year and not for a cell.
    """

    def __init__(self, pattern: Pattern, places: Mapping[str, int], dated: bool = False) -> None:
        self.parts = [(part, None if _is_year(part, dated) else places.get(folded(part.heading)),
                       _is_year(part, dated)) for part in pattern]
        self.missing = [part.heading for part, place, is_year in self.parts
                        if part.heading and place is None and not is_year]

    def build(self, cells: Sequence[Scalar], period: str = "", at: int | None = None, piece: str = "") -> str:
        """The text that a row makes; "" where one of its cells is empty. `piece` stands in for the cell `at`."""
        pieces = []
        for part, place, is_year in self.parts:
            found = period if is_year else part.text or (
                piece if place is not None and place == at else _cell(cells, place))
            if not found:
                return ""
            pieces.append(FILTERS[part.through](found) if part.through in FILTERS else found)
        return "".join(pieces)


def _is_year(part: KeyPart, dated: bool) -> bool:
    return dated and folded(part.heading) == PERIOD


def _cell(cells: Sequence[Scalar], place: int | None) -> str:
    """A cell as it stands in a key; blanks in its middle are looked at where the key is made."""
    cell = None if place is None else cells[place]
    return "" if cell is None else str(cell).strip()
