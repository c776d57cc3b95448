"""Finding items by words of their title or key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from loaders.cells import title_key
from schema.records import Item

MOST_WORDS = 12


class Searcher:
    """Titles and keys folded once, so that a search only looks."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.rows = [(str(item.values.get("title_key") or title_key(item.title)), item.key, item) for item in items]

    def find(self, text: str, kinds: Collection[str] | None = None) -> list[Item]:
        """Items with every word of the text in their title or key: whole titles and keys first, then titles that
        begin with the text, then titles that hold it, then the others; alike ones by title and key.
        """
        whole, key = title_key(text), text.strip().lower()
        words = [word for word in whole.split("-") if word][:MOST_WORDS]
        if not words:
            return []
        found = [
            (_rank(whole, key, row[0], row[1]), row[0], row[1], row[2]) for row in self.rows
            if (kinds is None or row[2].kind in kinds)
            and (row[1] == key or all(word in row[0] or word in row[1] for word in words))]
        return [row[3] for row in sorted(found, key=lambda row: row[:3])]


def _rank(whole: str, key: str, title: str, own_key: str) -> int:
    if whole == title or key == own_key:
        return 0
    if title.startswith(whole):
        return 1
    return 2 if whole in title else 3
