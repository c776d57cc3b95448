"""Relationships of StratML as links of ours, once every identifier of the file is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from loaders.headings import folded
from loaders.stratml.keys import THREAD, our_key
from loaders.stratml.leftovers import Leftovers
from loaders.stratml.records import Records, kind_of
from loaders.xml_tree import Element
from schema.kinds import KIND
from schema.links import BY_LABEL

BY_TYPE = {"Narrower_Than": "supports", "Broader_Than": "supported by", "Conflict": "conflicts with"}
"""The lower item serves the broader one; peers only stand side by side."""
UNLINKED = "Relationship between items that no link of the thread can join"


class Pending(NamedTuple):
    """A relationship, and the item in which it stands."""

    element: Element
    key: str


def link_pending(pending: Iterable[Pending], records: Records, leftovers: Leftovers) -> None:
    """Adds the links to their records; a relationship that can be no link is counted."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for element, key in pending:
        named = element.first("Name")
        words = folded(named.words()) if named is not None else ""
        label = words if words in THREAD else BY_TYPE.get(element.attributes.get("RelationshipType", ""))
        ends = [end for one in element.all("ReferentIdentifier")
                if not one.blank and (end := _end(one.words(), key, label, records))]
        if label is None or not ends:
            leftovers.left_out("not-carried", UNLINKED, element)
            continue
        for one in (*element.all("ReferentIdentifier"), *([named] if words == label and named is not None else ())):
            one.used = True
        found.setdefault((key, label), {}).update(dict.fromkeys(ends))
    for (key, label), new in found.items():
        record = records.by_key[key]
        record[label] = list(dict.fromkeys([*record.get(label, ()), *new]))


def _end(said: str, key: str, label: str | None, records: Records) -> str | None:
    """The reference to what an identifier names; None where the link cannot join the two.

    One that this file does not know may be in another: it stays words, and whoever loads all files resolves it.
    """
    verb, outgoing = BY_LABEL.get(label or "", (None, True))
    if verb is None or kind_of(key) not in (verb.starts if outgoing else verb.ends):
        return None
    end = records.by_identifier.get(said) or our_key(said, KIND)
    if end is None:
        return said.strip("_") or None
    return end if kind_of(end) in (verb.ends if outgoing else verb.starts) else None
