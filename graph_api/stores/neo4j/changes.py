"""What differs between what is in the database and what should be, found page by page; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph_api.stores.neo4j.errors import TooMuchGoneError
from graph_api.stores.neo4j.wanted import Joined, Wanted
from schema.records import Link

Page = list[dict[str, Any]]
MOST_GONE = 0.2
"""The share of items, and of links between items that stay, that a sync may delete unasked."""


class GoneLink(NamedTuple):
    """A link to be deleted."""

    start: str
    joined: Joined


@dataclass(slots=True)
class Changes:
    """What to write and what to delete; `held_items` and `held_links` is how much there is now.

    `along` is how many links begin at items that go, and go with them.
    """

    items: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    gone_items: list[str] = field(default_factory=list)
    gone_links: list[GoneLink] = field(default_factory=list)
    held_items: int = 0
    held_links: int = 0
    along: int = 0

    @property
    def total(self) -> int:
        """How many items and links differ."""
        return len(self.items) + len(self.links) + len(self.gone_items) + len(self.gone_links)

    def guard(self, wanted: Wanted) -> None:
        """TooMuchGoneError where more would be deleted than may be unasked; anything, where a file was not read."""
        gone = set(self.gone_items)
        lost = [link for link in self.gone_links if link.joined.end not in gone and not _turned(wanted, link)]
        if wanted.refused and (gone or lost):
            raise TooMuchGoneError(
                f"{_named(wanted.refused)} could not be read whole, and {len(gone):,} items and {len(lost):,} links of "
                f"{wanted.name} in the store would be deleted that may stand there. Nothing was changed.",
                "Mend the file; to delete them all the same, add --force.")
        for count, held, what in (
            (len(gone), self.held_items, "items"), (len(lost), self.held_links, "links"),
        ):
            if count > MOST_GONE * held:
                raise TooMuchGoneError(
                    f"{count:,} of the {held:,} {what} of {wanted.name} in the store are not in the files any more; "
                    f"more than {MOST_GONE:.0%} are not deleted unasked. Nothing was changed.",
                    "Check that every file is there; to delete them all the same, add --force.")


def changes(wanted: Wanted, pages: Iterable[Page], progress: Callable[[int], None]) -> Changes:
    """What differs. `pages` are of items in the store with their links; `progress` is told how many were compared."""
    found, seen = Changes(), set[str]()
    for row in _rows(pages, progress):
        key, lines = row["key"], row["links"]
        found.held_items += 1
        found.held_links += len(lines)
        if key not in wanted.items:
            found.gone_items.append(key)
            found.along += len(lines)
            continue
        seen.add(key)
        if row["hash"] != wanted.hashes[key]:
            found.items.append(key)
        if wanted.links(key).keys() != set(lines):
            _compare(wanted.links(key), set(lines), key, found)
    for key in wanted.items:
        if key not in seen:
            found.items.append(key)
            found.links += wanted.links(key).values()
    return found


def _rows(pages: Iterable[Page], progress: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    done = 0
    for page in pages:
        yield from page
        done += len(page)
        progress(done)


def _compare(wanted: Mapping[str, Link], held: set[str], key: str, found: Changes) -> None:
    """What differs in the links of one item; one that is there with another hash is written, not deleted."""
    there = {Joined.of_line(line) for line in wanted}
    found.links += [link for line, link in wanted.items() if line not in held]
    gone = sorted({Joined.of_line(line) for line in held} - there)
    found.gone_links += [GoneLink(key, joined) for joined in gone]


def _named(files: Sequence[str], most: int = 3) -> str:
    more = len(files) - most
    return ", ".join(files[:most]) + (f" and {more:,} more files" if more > 0 else "")


def _turned(wanted: Wanted, gone: GoneLink) -> bool:
    """Whether the link is still there, with a stub for an item at its end or the other way about."""
    return any((link.verb, link.end) == gone.joined[:2] for link in wanted.links(gone.start).values())
