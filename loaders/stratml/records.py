"""The records of one StratML file as they grow: one a key, each key once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from loaders.parsed import Mapped
from loaders.stratml.keys import key_of, links_told, made_key
from loaders.xml_tree import Element
from schema.kinds import KIND

KINDS_BY_SLUG = {kind.slug: kind.name for kind in KIND.values()}
Implied = Mapping[str, str]
"""Links that nesting states, by their label."""


class Records:
    """Records by key, and which key each Identifier of the file became."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        self.by_key: dict[str, Mapped] = {}
        self.by_identifier: dict[str, str] = {}
        self.links: list[Mapped] = []
        self.taken: Counter[str] = Counter()

    def record(self, key: str, element: Element, **fields: Any) -> Mapped:
        """The record of that key, begun or filled in; what is empty is left out."""
        record = self.by_key.get(key)
        if record is None:
            record = self.by_key[key] = Mapped(element.line)
            record["key"] = key
        for name, value in fields.items():
            if value not in ("", None):
                record.setdefault(name, value)
        return record

    def new_key(self, kinds: tuple[str, ...], said: str, reference: str) -> str:
        """A key that no other item of the file has: as its Identifier says, else from words."""
        key = (key_of(said, kinds) if said else None) or made_key(kinds[0], reference)
        first = key = key or f"{KIND[kinds[0]].slug}:{self.digest}"
        while key in self.by_key:
            self.taken[first] += 1
            key = f"{first}-{self.taken[first] + 1}"
        if said:
            self.by_identifier.setdefault(said, key)
        return key

    def document(self, line: int) -> Mapped:
        """All records by kind, in the shape of plan data. StratML is text with gaps that nobody was asked to fill."""
        document = Mapped(line)
        document["asks"] = "transcript"
        for key, record in self.by_key.items():
            document.setdefault(kind_of(key), []).append(record)
        if self.links:
            document["Link"] = self.links
        return document


def kind_of(key: str) -> str:
    """The kind that a key is of."""
    return KINDS_BY_SLUG[key.partition(":")[0]]


def own_key(ours: Mapping[str, str], kinds: Iterable[str]) -> str | None:
    """The key that an instruction of ours states, where it is of one of the kinds."""
    slug, colon, reference = ours.get("key", "").partition(":")
    kind = KINDS_BY_SLUG.get(slug)
    return made_key(kind, reference) if kind is not None and colon and kind in kinds else None


def link_up(record: Mapped, ours: Mapping[str, str], implied: Implied, supported: Iterable[str] = ()) -> None:
    """The links of a record: those that an instruction of ours states, else those that nesting does."""
    found = links_told(ours["links"]) if "links" in ours else {label: [key] for label, key in implied.items()}
    for key in supported:
        found.setdefault("supports", []).append(key)
    for label, keys in found.items():
        record[label] = list(dict.fromkeys([*record.get(label, ()), *keys]))


def joined(*texts: str) -> str:
    """Texts as one, with a blank line between."""
    return "\n\n".join(filter(None, texts))
