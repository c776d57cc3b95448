"""What somebody searches for: words of a title or key, and how well an item fits them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from loaders.cells import title_key
from schema.records import Item

MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words, the whole of them as a title is folded and as a key is written, and the kinds; None for any kind."""

    words: tuple[str, ...]
    whole: str
    key: str
    kinds: frozenset[str] | None = None

    @classmethod
    def read(cls, text: str, kinds: Collection[str] | None = None) -> Self:
        """What a text asks for; without a single letter or figure it has no words and fits nothing."""
        whole = title_key(text)
        words = tuple(word for word in whole.split("-") if word)[:MOST_WORDS]
        return cls(words, whole, text.strip().lower(), None if kinds is None else frozenset(kinds))

    def fits(self, title: str, key: str) -> bool:
        """Whether every word stands in the folded title or in the key."""
        return bool(self.words) and (key == self.key or all(word in title or word in key for word in self.words))

    def rank(self, title: str, key: str) -> int:
        """Whole titles and keys first, then titles that begin with the text, then titles that hold it, then others."""
        if self.whole == title or key == self.key:
            return 0
        if title.startswith(self.whole):
            return 1
        return 2 if self.whole in title else 3


def folded(item: Item) -> str:
    """The item's title as titles are compared."""
    return str(item.values.get("title_key") or title_key(item.title))
