"""The papers that were loaded, so that a source can be read: its paragraphs by the form in which records cite them."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from graph_api.stores.protocol import Store
from loaders.cells import CellError, make_key
from loaders.papers.evidence import is_evidence, own_passages
from schema.records import Item, Source

SIGN = re.compile(r"(?:¶|§|paragraphs?\b|paras?\b\.?|sections?\b)\s*", re.I)
SUB_NUMBER = re.compile(r"\s*\([a-z0-9]{1,4}\)$", re.I)
PAGE = re.compile("p[0-9]+")
LONGEST_HEADING = 90
LONGEST_START = 150
"""Of a key; a longer one may end in a hash."""
MOST_PAPERS = 64
"""How many papers are kept open."""
Texts = Mapping[str, list[str]]
"""The texts of one paper by the number of a paragraph, as numbers are compared."""


class PaperShelf:
    """Papers that were read, for all who ask: those asked for longest ago are put away first."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Texts] = OrderedDict()
        self._lock = Lock()

    def get(self, paper: str) -> Texts | None:
        """The paper, if it is open."""
        with self._lock:
            return self._open.get(paper)

    def put(self, paper: str, texts: Texts) -> None:
        """Keeps a paper open."""
        with self._lock:
            self._open[paper] = texts
            while len(self._open) > MOST_PAPERS:
                self._open.popitem(last=False)


class Papers:
    """Finds the text that a source names."""

    def __init__(self, store: Store, shelf: PaperShelf) -> None:
        self.store, self.shelf = store, shelf

    def text(self, document: str | None, paragraph: str | None) -> str | None:
        """The paragraphs that a source names ("9, 70, 76"), each on lines of its own; None where none was loaded."""
        if not document or not paragraph:
            return None
        texts = self._paper(document)
        wanted = [paragraph, *paragraph.split(",")] if "," in paragraph else [paragraph]
        found = _one(texts, wanted[0])
        parts = [found] if found else [text for one in wanted[1:] if (text := _one(texts, one))]
        return "\n\n".join("\n".join(part) for part in parts) or None

    def _paper(self, document: str) -> Texts:
        texts = self.shelf.get(document)
        if texts is None:
            texts = self._read(document)
            self.shelf.put(document, texts)
        return texts

    def _read(self, document: str) -> Texts:
        """The paper with all its own passages, whose keys begin with its number."""
        texts: dict[str, list[str]] = {}
        headings: dict[str, list[str]] = {}
        tables = self.store.about().tables
        if not any(map(is_evidence, tables)):
            return {}
        name = _plain(document)
        starts = set(filter(None, map(_start, (document, name))))
        items = {item.key: item for start in starts for item in self.store.beginning("Passage", start)}
        own = own_passages(sorted(items.values(), key=_place), tables)
        for _, source, text in own:
            if _plain(source.document or "") == name:
                _put(source, text, texts, headings)
        return headings | texts


def _start(number: str) -> str | None:
    """What the keys of the passages of a paper begin with; None for what can be no paper's number."""
    try:
        return make_key("passage", f"{number}-")[:LONGEST_START]
    except CellError:
        return None


def _place(item: Item) -> tuple[str, int, int, str]:
    """Where a passage stands in its file; of parts of one paragraph the tenth comes after the second."""
    return item.source.file or "", item.source.row or 0, len(item.key), item.key


def _put(source: Source, text: str, texts: dict[str, list[str]], headings: dict[str, list[str]]) -> None:
    paragraph = _plain(source.paragraph or "")
    parts = texts.setdefault(paragraph, [])
    parts.append(text)
    if PAGE.fullmatch(paragraph):
        # A section without numbers is cited by its page or by its heading.
        headings[_plain(text.partition("\n")[0][:LONGEST_HEADING])] = parts


def _one(texts: Texts, paragraph: str) -> list[str] | None:
    """The text of one paragraph; that of 3 where 3(2) has no passage of its own."""
    plain = _plain(paragraph)
    return texts.get(plain) or texts.get(SUB_NUMBER.sub("", plain))


def _plain(number: str) -> str:
    """A number as it is compared: without signs, in small letters and single spaces."""
    return " ".join(SIGN.sub("", number).split()).casefold()
