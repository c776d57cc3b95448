"""Links of the thread in StratML: nesting says most of them, relationships and instructions of ours the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graph_api.exports.references import Ends
from graph_api.exports.stratml_held import Held
from graph_api.exports.stratml_places import PLANS, Links
from graph_api.exports.stratml_text import Node, add, group
from loaders.stratml.keys import THREAD
from schema.links import BY_LABEL
from schema.records import Item, Link, Loaded

Pair = tuple[str, str]
"""A verb and the key that it leads to."""
LABELS = {BY_LABEL[label][0].name: label for label in THREAD}


class Threads:
    """What of an item's links is carried, and what nesting alone would say."""

    def __init__(self, loaded: Loaded, links: Links, held: Held, bodies: set[str],
                 identifier: Callable[[str], str]) -> None:
        self.links, self.held, self.bodies, self.identifier = links, held, bodies, identifier
        self.references = Ends(links.items, loaded.plan_set.name)

    def beyond(self, item: Item, implied: set[Pair]) -> str:
        """The words for what an item is linked to besides what its elements say."""
        pairs, dangling = self._carried(item)
        return _words([pair for pair in pairs if pair not in implied], dangling)

    def instead(self, item: Item, implied: set[Pair]) -> str | None:
        """The words for all that an item is linked to, where nesting says something else; None where it says that."""
        pairs, dangling = self._carried(item)
        return None if set(pairs) == implied and not dangling else _words(pairs, dangling)

    def related(self, node: Node, item: Item, implied: set[Pair]) -> str | None:
        """The same for an indicator, whose further links become relationships in its element."""
        pairs, dangling = self._carried(item)
        for verb, end in pairs:
            if (verb, end) not in implied:
                relationship = group(node, "Relationship")
                relationship.set("RelationshipType", "Narrower_Than")
                add(relationship, "ReferentIdentifier", self.identifier(end))
                add(relationship, "Name", LABELS[verb])
        said = [pair for pair in pairs if pair in implied]
        return None if set(said) == implied and not dangling else _words(said, dangling)

    def _carried(self, item: Item) -> tuple[list[Pair], list[tuple[Link, str]]]:
        """Links to what is written, and dangling ones with the words that read as the same link."""
        pairs = [(verb, end) for verb in LABELS for end in self.links.out.get((item.key, verb), ())
                 if self._written(end)]
        dangling = [(link, words) for link in self.links.dangling.get(item.key, ())
                    if link.verb in LABELS and (words := self.references.of(link)) and _safe(words)]
        self.held.links.update((verb, item.key, end) for verb, end in pairs)
        self.held.links.update((link.verb, item.key, link.end) for link, _ in dangling)
        return pairs, dangling

    def _written(self, key: str) -> bool:
        kind = self.links.items[key].kind
        return kind in PLANS or kind in ("Objective", "Indicator") or key in self.bodies


def _words(pairs: Iterable[Pair], dangling: Iterable[tuple[Link, str]]) -> str:
    """Links as an instruction states them."""
    return "; ".join([*(f"{LABELS[verb]} {end}" for verb, end in pairs),
                      *(f"{LABELS[link.verb]} {words}" for link, words in dangling)])


def _safe(words: str) -> bool:
    """Whether a reference can stand in an instruction."""
    return words.isprintable() and not set(words) & set('";?>')
