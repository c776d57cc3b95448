"""Links that lead to nothing, grouped: many items that name one missing thing, or one item that names many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from graph_api.explain import MOST_NAMED, REFERS_TO, WRITTEN, counted, in_words, kind_label, listing
from graph_api.results import Gap
from schema.kinds import KIND

NUMBER = re.compile(r"(\d+)")


class Missing(NamedTuple):
    """What was not loaded: the id of the cause, and what is missing, in words."""

    id: str
    words: tuple[str, ...]


class Pointing:
    """Tells for each link to nothing which cause it shares.

    What several items name is one cause: load it and all are mended. An item that alone names several missing things
    of one sort, as a paper does whose appendices are not attached, is one cause too.
    """

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self.starts: dict[str, set[str]] = {}
        self.rules: dict[tuple[str, str], str] = {}
        named: dict[tuple[str, str], dict[str, str]] = {}
        for gap in gaps:
            if gap.waived is None and (found := refers_to(gap)):
                start, (end, written) = gap.items[0].key, found
                self.starts.setdefault(end, set()).add(start)
                self.rules[start, end] = gap.rule.code
                named.setdefault((gap.rule.code, start), {})[end] = in_words(written)
        alone = {at: [words for end, words in ends.items() if len(self.starts[end]) == 1] for at, ends in named.items()}
        self.many = {at: tuple(sorted(words, key=_natural)) for at, words in alone.items() if len(words) > 1}

    def cause(self, start: str, end: str, written: str) -> Missing:
        """The cause that a link to nothing shares with others."""
        at = self.rules.get((start, end), ""), start
        if len(self.starts.get(end, ())) < 2 and at in self.many:
            return Missing(f"missing-of:{at[0]}:{start}", self.many[at])
        return Missing(f"missing:{end}", (in_words(written),))


def refers_to(gap: Gap) -> tuple[str, str] | None:
    """What the link of a gap leads to and is not there, as a key and as it was written; None of any other gap."""
    if not gap.items or not gap.evidence:
        return None
    shown = dict(gap.evidence[0].values)
    return (str(shown[REFERS_TO]), str(shown[WRITTEN])) if REFERS_TO in shown else None


def says(words: tuple[str, ...], gaps: list[Gap]) -> str:
    """What is missing and who names it, in a sentence."""
    by = {gap.items[0].key: gap.items[0] for gap in gaps if gap.items}
    if len(by) != 1:
        return f"{words[0]} was not loaded, and {counted(len(by), 'item points', 'items point')} at it."
    (item,) = by.values()
    title = f"{item.title} ({kind_label(item.kind)})"
    if len(words) == 1:
        return f"{title} names {words[0]}, which was not loaded."
    rest = [counted(len(words) - MOST_NAMED, "other", "others")] if len(words) > MOST_NAMED else []
    return f"{title} names {_many(len(words), gaps)} that were not loaded: {listing([*words[:MOST_NAMED], *rest])}."


def _many(number: int, gaps: list[Gap]) -> str:
    wanted = {str(value) for gap in gaps for name, value in gap.evidence[0].values if name == "@wanted"}
    kind = wanted.pop() if len(wanted) == 1 else ""
    return counted(number, "thing", KIND[kind].plural.replace("-", " ") if kind in KIND else "things")


def _natural(words: str) -> list[tuple[int, str]]:
    """An order in which 2 comes before 10."""
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in NUMBER.split(words)]
