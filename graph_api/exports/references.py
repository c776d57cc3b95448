"""References as they must be written to be read as the same link again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.cells import CellError
from loaders.resolve import FAR, References
from schema.records import Item, Link


class Ends:
    """How the far end of a dangling link is written; each is tried with the reader's own eyes."""

    def __init__(self, items: Mapping[str, Item], plan_set: str) -> None:
        self._reader = _Unaided(items, plan_set)

    def of(self, link: Link) -> str | None:
        """The reference that reads as the same dangling link: its key, else the words; None where neither does."""
        key = f"{link.wanted_set}/{link.end}" if link.wanted_set else link.end
        words = (key, link.written) if ";" not in link.written else (key,)
        return next((word for word in words if self.reads_as(word, link)), None)

    def reads_as(self, word: str, link: Link) -> bool:
        """Whether the word leads from the link's start to the same thing that is not there."""
        try:
            found = self._reader.find(word, FAR[link.verb, True], link.verb)
        except CellError:
            return False
        return found.code is None and (found.key, found.wanted, found.wanted_set) == (
            link.end, link.wanted, link.wanted_set)


class _Unaided(References):
    """References without near matches, which cost time and are found anew when the file is read."""

    def near(self, word: str, kinds: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG002
        return ()
