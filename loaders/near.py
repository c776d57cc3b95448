"""Near matches: what a reference that leads to nothing may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from loaders.cells import title_key
from schema.records import Item

MOST = 3
"""Matches that are named."""
LIKE_ENOUGH = 72
"""Out of 100; below it a match is more often wrong than right."""
COMPARED = 500
"""Names that one reference is compared with at most: those that share its rarest beginnings and ends of words."""
LIKELY = 40
"""Names that are compared closely, out of those."""
LONGEST = 120
"""Signs of a name that are compared."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of the items of one kind, folded, with their keys, and where each beginning and end of a word stands."""

    names: list[tuple[str, str]]
    places: dict[str, list[int]]


class NearMatches:
    """Looks for names of items that look like a word. Prepared for a kind only when a kind is asked for."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items: dict[str, list[Item]] = {}
        for item in items:
            self._items.setdefault(item.kind, []).append(item)
        self._prepared: dict[str, _Names] = {}

    def find(self, word: str, kinds: Sequence[str]) -> tuple[str, ...]:
        """Keys of up to three items of the kinds whose title or key is most like the word, best first."""
        plain = title_key(word[: LONGEST * 2])[:LONGEST]
        if not plain:
            return ()
        names = dict.fromkeys(name for kind in kinds for name in self._candidates(plain, kind))
        texts = {index: name for index, (name, _) in enumerate(names)}
        keys = [key for _, key in names]
        # The plain ratio costs a tenth of the other, which also sees words left out or in another order.
        likely = process.extract(plain, texts, scorer=fuzz.ratio, score_cutoff=30, limit=LIKELY)
        found = process.extract(plain, {place: text for text, _, place in likely}, scorer=fuzz.WRatio,
                                score_cutoff=LIKE_ENOUGH, limit=MOST * 4)
        close = {place: score for _, score, place in likely}
        best = sorted(found, key=lambda match: (-match[1], -close[match[2]], keys[match[2]]))
        return tuple(dict.fromkeys(keys[place] for _, _, place in best))[:MOST]

    def _candidates(self, plain: str, kind: str) -> list[tuple[str, str]]:
        """The names of a kind that are worth comparing: all, or those that share a rare piece."""
        prepared = self._prepared.get(kind)
        if prepared is None:
            prepared = self._prepared[kind] = _prepare(self._items.get(kind, ()))
        if len(prepared.names) <= COMPARED:
            return prepared.names
        pieces = sorted(_pieces(plain))
        lists = sorted((prepared.places[piece] for piece in pieces if piece in prepared.places), key=len)
        places: dict[int, None] = {}
        for found in lists:
            places.update(dict.fromkeys(found[: COMPARED - len(places)]))
            if len(places) >= COMPARED:
                break
        return [prepared.names[place] for place in places]


def _prepare(items: Iterable[Item]) -> _Names:
    names: dict[tuple[str, str], None] = {}
    for item in items:
        names[title_key(unquote(item.key.partition(":")[2]))[:LONGEST], item.key] = None
        title = item.values.get("title_key")
        if isinstance(title, str):
            names[title[:LONGEST], item.key] = None
    places: dict[str, list[int]] = {}
    for place, (name, _) in enumerate(names):
        for piece in _pieces(name):
            places.setdefault(piece, []).append(place)
    return _Names(list(names), places)


def _pieces(name: str) -> set[str]:
    """The first and last three signs of each word: a slip of the pen spares most of them."""
    pieces = set()
    for word in name.split("-"):
        pieces.add(word[:3] + "<")
        pieces.add(">" + word[-3:])
    return pieces
