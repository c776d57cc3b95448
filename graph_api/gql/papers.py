"""The papers that were loaded, so that a source can be read: its paragraphs by the form in which records cite them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.evidence import is_evidence
from schema.records import Item, Loaded

SIGN = re.compile(r"(?:¶|§|paragraphs?\b|paras?\b\.?|sections?\b)\s*", re.I)
SUB_NUMBER = re.compile(r"\s*\([a-z0-9]{1,4}\)$", re.I)
LONGEST_HEADING = 90
Place = tuple[str, str]
"""The number of a paper and of a paragraph, as they are compared."""


class Papers:
    """Finds the text that a source names."""

    def __init__(self, loaded: Loaded) -> None:
        own = {number for number, table in enumerate(loaded.tables) if is_evidence(table)}
        self._texts: dict[Place, list[str]] = {}
        headings: dict[Place, list[str]] = {}
        for item in loaded.items if own else ():
            text = item.values.get("text")
            if item.kind != "Passage" or not isinstance(text, str) or own.isdisjoint(item.tables):
                continue
            for document, paragraph in _places(item):
                texts = self._texts.setdefault((document, paragraph), [])
                texts.append(text)
                if re.fullmatch(r"p[0-9]+", paragraph):
                    # A section without numbers is cited by its page or by its heading.
                    headings[document, _plain(text.partition("\n")[0][:LONGEST_HEADING])] = texts
        self._texts = headings | self._texts

    def text(self, document: str | None, paragraph: str | None) -> str | None:
        """The paragraphs that a source names ("9, 70, 76"), each on lines of its own; None where none was loaded."""
        if not document or not paragraph or not self._texts:
            return None
        wanted = [paragraph, *paragraph.split(",")] if "," in paragraph else [paragraph]
        found = self._one(document, wanted[0])
        parts = [found] if found else [text for one in wanted[1:] if (text := self._one(document, one))]
        return "\n\n".join("\n".join(part) for part in parts) or None

    def _one(self, document: str, paragraph: str) -> list[str] | None:
        """The text of one paragraph; that of 3 where 3(2) has no passage of its own."""
        name, plain = _plain(document), _plain(paragraph)
        return self._texts.get((name, plain)) or self._texts.get((name, SUB_NUMBER.sub("", plain)))


def _places(item: Item) -> Iterator[Place]:
    """Where a passage stands; a record of the same passage may cite it too."""
    return iter(dict.fromkeys(
        (_plain(source.document), _plain(source.paragraph)) for source in item.sources
        if source.document and source.paragraph))


def _plain(number: str) -> str:
    """A number as it is compared: without signs, in small letters and single spaces."""
    return " ".join(SIGN.sub("", number).split()).casefold()
