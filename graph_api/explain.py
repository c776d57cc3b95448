"""A row of the engine in words: message, evidence, remedy, sources, who answers for it and who leads."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from graph_api.engine.graph import Graph, Row
from graph_api.proof import Prover
from graph_api.results import Evidence, Gap, ItemRef, Proof
from schema.dates import PlanDate
from schema.fields import Value
from schema.kinds import BY_SLUG, FAMILY_BY_SLUG, KIND, PERSONAL, slug
from schema.records import Item, Link, Source
from schema.rule import Rule, Shape

BLANK = re.compile(r"\{(\w+)\}")
SOURCE = re.compile(r"(\S+)\s*[¶§]?\s*(.*)")
REFERENCE = re.compile(r"(?:[a-z0-9.-]+/)?([a-z-]+):(.+)", re.S)
"""A reference written as a key, perhaps into another plan set: its kind and the rest."""
PLAIN_KEY = re.compile(r"[a-z0-9.-]+")
REFERS_TO = "refers to"
"""The name under which evidence shows what a dangling link names, as a key."""
WRITTEN = "written"
"""The name under which it shows the same as it was written."""
MOST_NAMED = 5
"""How many members of a group a sentence names before it only counts the rest."""


class Explainer:
    """Turns rows into gaps for one graph as of one date."""

    def __init__(self, graph: Graph, prover: Prover, as_of: datetime.date) -> None:
        self.graph, self.prover, self.as_of = graph, prover, as_of

    def gap(self, rule: Rule, row: Row, needs: Mapping[str, Proof], proof: Proof) -> Gap:
        """The gap of one row. `needs` are the failed needs with the surest proof, for `lacks`."""
        items = [item for key in row.items if (item := self.graph.item(key))]
        return Gap(
            id=gap_id(rule, row), rule=rule, proof=proof, items=tuple(ref(item) for item in items),
            message=self._message(rule, row, items, needs), remedy=self._remedy(rule, row),
            evidence=_evidence(rule, row, needs, proof),
            rule_sources=tuple(rule_source(text) for text in rule.sources),
            record_sources=_record_sources(items, row),
            owner=self._derived(items, "owner"), board=self._derived(items, "board"), first_seen=self.as_of)

    def _remedy(self, rule: Rule, row: Row) -> str:
        if row.link is None or not row.link.near:
            return rule.remedy
        found = ((key, self.graph.item(key)) for key in row.link.near)
        near = dict.fromkeys(name_of(item) if item else in_words(key) for key, item in found)
        return f"{rule.remedy} Near matches: {listing(list(near))}."

    def _derived(self, items: list[Item], field: str) -> ItemRef | None:
        keys = (item.values.get(field) for item in items)
        found = (self.graph.item(key) for key in keys if isinstance(key, str))
        return next((ref(item) for item in found if item), None)

    def _message(self, rule: Rule, row: Row, items: list[Item], needs: Mapping[str, Proof]) -> str:
        if not row.items and row.counts is None:
            wanted = " or ".join(kind_label(kind) for kind in rule.to)
            return f"No {wanted} of the wanted sort is loaded, so nothing can lead to one."
        words = self._item_words(items)
        said = fill(rule.message or f"{rule.name}: {{title}} ({{kind}})", {
            **words, **self._row_words(rule, row), "kind": words["kind"],  # which a group may also be made by
            "lacking": listing(list(needs)),
            "to": " or ".join(kind_label(kind) for kind in rule.to)})
        return said.replace(" 1 days", " 1 day") if rule.shape is Shape.LATE else said

    def _item_words(self, items: list[Item]) -> dict[str, str]:
        if not items:
            return {"title": "the plan set", "kind": "plan set", "other": ""}
        named = [name_of(item) for item in items]
        most = named[:MOST_NAMED] + ([f"{len(named) - MOST_NAMED} more"] if len(named) > MOST_NAMED else [])
        return {"title": named[0], "kind": kind_label(items[0].kind), "members": listing(most),
                "count": str(len(items)), "other": named[1] if len(items) > 1 else ""}

    def _row_words(self, rule: Rule, row: Row) -> dict[str, str]:
        words = {name.replace(".", "_").replace("@", ""): say(value) for name, value in _public(row)}
        if row.link is not None and row.link.dangling:
            words |= {"other": named(row.link), "wanted": kind_label(row.link.wanted or "")}
        if row.middle and (middle := self.graph.item(row.middle)):
            words["middle"] = name_of(middle)
        if row.counts:
            words |= {"good": str(row.counts[0]), "total": str(row.counts[1])}
        if rule.shape is Shape.LATE:
            words |= self._lateness(row)
        if rule.shape is Shape.GROUP:
            words["title"] = words["members"] = self._item_words(
                [item for key in row.items if (item := self.graph.item(key))])["members"]
        return words

    def _lateness(self, row: Row) -> dict[str, str]:
        value = row.values[0][1]
        days = (self.as_of - value.end).days if isinstance(value, PlanDate) else 0
        return {"date": say(value), "days": str(days)}


def gap_id(rule: Rule, row: Row) -> str:
    """The identity of a gap, the same next quarter: rule code and a digest of what makes the gap that one."""
    digest = hashlib.sha256("\n".join((rule.code, *row.identity)).encode()).hexdigest()
    return f"{rule.code}-{digest[:12]}"


def ref(item: Item) -> ItemRef:
    """The item as answers name it."""
    return ItemRef(item.key, item.kind, item.title or item.key)


def name_of(item: Item) -> str:
    """The item in a sentence: its title, or its key where it has none."""
    return item.title or item.key


def meant(link: Link) -> str:
    """What a dangling link names: a key, with its plan set where that is another one."""
    return f"{link.wanted_set}/{link.end}" if link.wanted_set else link.end


def named(link: Link) -> str:
    """What a dangling link names, as people read it."""
    return in_words(link.written or link.end)


def in_words(reference: str) -> str:
    """A reference as it was written; one that is a key without its kind and its hyphens."""
    found = REFERENCE.fullmatch(reference)
    if found is None or not (found[1] in BY_SLUG or found[1] in FAMILY_BY_SLUG):
        return reference
    rest = unquote(found[2])
    return rest.replace("-", " ") if PLAIN_KEY.fullmatch(rest) else rest


def kind_label(kind: str) -> str:
    """A kind or family in a sentence."""
    return KIND[kind].label if kind in KIND else slug(kind).replace("-", " ")


def fill(template: str, words: Mapping[str, str]) -> str:
    """The template with {blanks} filled in; only plain names count, since a user's rule may hold anything."""
    return BLANK.sub(lambda match: words.get(match[1], match[0]), template)


def listing(words: list[str]) -> str:
    """Words in a sentence: a, b and c."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def counted(n: int, one: str, many: str) -> str:
    """A number with its noun: 1 action, 2 actions."""
    return f"{n:,} {one if n == 1 else many}"


def say(value: Any) -> str:
    """A value as people write it."""
    match value:
        case None:
            return "nothing"
        case PlanDate():
            return value.text
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}" if abs(value) < 1_000_000 else f"{value:,.0f}"
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def rule_source(text: str) -> Source:
    """"001 ¶73" as a document and a paragraph."""
    match = SOURCE.fullmatch(text)
    return Source(match[1], match[2] or None) if match else Source(text)


def _public(row: Row) -> tuple[tuple[str, Value | None], ...]:
    """The values that anyone may see: a user's rule may ask to show a field about a person, and is not obeyed."""
    return tuple((name, value) for name, value in row.values if name.rpartition(".")[2] not in PERSONAL)


def _record_sources(items: list[Item], row: Row) -> tuple[Source, ...]:
    sources = [source for item in items[:MOST_NAMED * 2] for source in item.sources]
    if row.link is not None:
        sources.append(row.link.source)
    return tuple(dict.fromkeys(source for source in sources if any(source)))


def _evidence(rule: Rule, row: Row, needs: Mapping[str, Proof], proof: Proof) -> tuple[Evidence, ...]:
    shown = _public(row)
    if needs:
        return tuple(Evidence(name, own, shown) for name, own in needs.items())
    if row.link is not None and row.link.dangling:
        shown = (*shown, (REFERS_TO, meant(row.link)), (WRITTEN, row.link.written or row.link.end))
    test = " · ".join(text for text in (rule.texts or {}).values() if text) or rule.name
    return (Evidence(test, proof, shown),)
