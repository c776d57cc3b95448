"""The papers that were loaded, so that a source can be read: its paragraphs by the form in which records cite them."""

from __future__ import annotations

import re

from loaders.papers.evidence import own_passages
from schema.records import Loaded

SIGN = re.compile(r"(?:¶|§|paragraphs?\b|paras?\b\.?|sections?\b)\s*", re.I)
SUB_NUMBER = re.compile(r"\s*\([a-z0-9]{1,4}\)$", re.I)
PAGE = re.compile("p[0-9]+")
LONGEST_HEADING = 90
Place = tuple[str, str]
"""The number of a paper and of a paragraph, as they are compared."""


class Papers:
    """Finds the text that a source names."""

    def __init__(self, loaded: Loaded) -> None:
        self._texts: dict[Place, list[str]] = {}
        headings: dict[Place, list[str]] = {}
        for _, source, text in own_passages(loaded.items, loaded.tables):
            document, paragraph = _plain(source.document or ""), _plain(source.paragraph or "")
            texts = self._texts.setdefault((document, paragraph), [])
            texts.append(text)
            if PAGE.fullmatch(paragraph):
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


def _plain(number: str) -> str:
    """A number as it is compared: without signs, in small letters and single spaces."""
    return " ".join(SIGN.sub("", number).split()).casefold()
