"""Which items have a cell filled, and how many of a share are good: asked of a store as rules are, whatever it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from math import floor

from graph_api.stores.protocol import Store
from schema.kinds import KINDS, field_of
from schema.language.tree import Has, Hop, Linked, Name, Test
from schema.links import VERB
from schema.rule import Rule, Severity, Shape

TITLE = "title"
"""The field that items of every kind have."""


def filled(store: Store, heading: str, as_of: datetime.date) -> frozenset[str]:
    """Keys of the items, of those not known by name alone, that have a value under a heading of `graph_api.frail`.

    A cell of links is filled by a link to nothing too: somebody wrote something there.
    """
    if not heading.startswith(">"):
        kinds = tuple(kind.name for kind in KINDS if heading == TITLE or field_of(kind.name, heading))
        return frozenset(store.looked_at(_asking(kinds, Has(Name(heading))), as_of))
    verb, _, field = heading[1:].partition("@")
    starts = VERB[verb].starts
    ends = Has(Name(field, "@")) if field else None
    found = frozenset(store.looked_at(_asking(starts, Linked(Hop(">", (verb,), ends))), as_of))
    if field:
        return found
    to_nothing = replace(_asking(starts, None), shape=Shape.CLASH, along=(Hop("?", (verb,)),))
    return found | {row.items[0] for row in store.run(to_nothing, as_of).rows}


def shares(store: Store, rule: Rule, as_of: datetime.date) -> Mapping[str, tuple[int, int]]:
    """For each item of which a `coverage` rule counts a share, how many are good of how many; the whole plan set's
    key is empty.
    """
    rows = store.run(replace(rule, at_least=2.0), as_of).rows  # which no share reaches, so that all are told
    return {"".join(row.items): row.counts for row in rows if row.counts}


def enough(rule: Rule, total: int) -> int:
    """How many good ones of so many a `coverage` rule is content with; reckoned as the rule itself does."""
    least = rule.at_least or 0.0
    good = max(0, floor(least * total) - 1)
    while good / total < least:
        good += 1
    return good


def _asking(kinds: tuple[str, ...], where: Test | None) -> Rule:
    """A rule that looks at the items that pass a test; it is never shown."""
    return Rule("", "", Severity.LOW, Shape.LACKS, kinds, "", "", "", "", where=where)
