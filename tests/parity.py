"""Memory and Neo4j side by side: the same questions to both, and where their answers differ, in words.

Answers must be equal and read alike too: 5 and 5.0 are equal, and people see that they are not the same.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from graph_api.engine.cypher_rules import compile_rule
from graph_api.engine.graph import Result, Row
from graph_api.engine.wanted import Wanted
from graph_api.gap_pages import by_keys
from graph_api.gaps import check
from graph_api.results import Check
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j.asking import Asker
from graph_api.stores.neo4j.store import Model, Neo4jStore
from graph_api.stores.protocol import Store
from graph_api.stores.rows import Rows
from schema.kinds import FAMILIES, KINDS
from schema.links import UPWARD, VERBS
from schema.records import Loaded
from schema.rule import Rule, Shape

SHOWN = 300
"""Characters of an answer that are told where it differs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One plan set in memory and in Neo4j, asked as of one date. Every function tells what differs, or nothing."""

    here: MemoryStore
    there: Neo4jStore
    as_of: datetime.date

    def run(self, rule: Rule) -> Iterator[str]:
        """What the rule finds; a cut-off rule is searched both ways."""
        ours = self.here.run(rule, self.as_of)
        yield from results_differ(rule, "run", ours, self.there.run(rule, self.as_of))
        if rule.shape is Shape.CUT_OFF:
            ask = Asker(self.there.connection, self.there.held.name)
            theirs = compile_rule(rule, self.as_of).run(ask, Model(), down=True)
            yield from results_differ(rule, "searched from its targets", ours, theirs)

    def pages(self, rule: Rule, most: int) -> Iterator[str]:
        """The same page after page, and nothing behind the last one."""
        after: tuple[str, ...] = ()
        while True:
            ours, theirs = (store.page(rule, self.as_of, after, most) for store in (self.here, self.there))
            told = list(rows_differ(rule, f"page of {most} behind {after}", ours, theirs))
            yield from told
            if told or not ours:
                return
            after = ours[-1].identity

    def of_items(self, rules: Sequence[Rule], keys: Collection[str]) -> Iterator[str]:
        """What each rule that can be paged finds when it looks at these items."""
        asked = [rule for rule in rules if by_keys(rule)]
        for rule, *found in zip(asked, *(store.found_of(asked, self.as_of, keys)
                                         for store in (self.here, self.there)), strict=True):
            yield from rows_differ(rule, f"found of {sorted(keys)}", *found)

    def looked(self, rule: Rule, among: Collection[str]) -> Iterator[str]:
        """What the rule looks at: how many items, which, which of some, and where they stand."""
        asked: dict[str, Callable[[Store], object]] = {
            "looked": lambda store: store.looked(rule, self.as_of),
            "looked_at": lambda store: sorted(store.looked_at(rule, self.as_of)),
            "looked_at among": lambda store: sorted(store.looked_at(rule, self.as_of, among)),
            "looked_where": lambda store: sorted(store.looked_where(rule, self.as_of).items())}
        for name, question in asked.items():
            yield from _differ(f"{rule.code} {name}", question(self.here), question(self.there))

    def checks(self, rules: tuple[Rule, ...]) -> Iterator[str]:
        """All gaps with their proofs and causes, and what becomes of findings and waivers."""
        yield from checks_differ(*(check(store, rules, self.as_of) for store in (self.here, self.there)))

    def questions(self, rng: random.Random) -> Iterator[str]:
        """What answers ask beside rules, about a few items and words of theirs."""
        keys = rng.sample(sorted(self.here.keys()), 3)
        item = self.here.item(keys[0])
        word = rng.choice(keys[0].replace(":", "-").split("-"))
        kind, title = (item.kind, str(item.values.get("title_key", ""))) if item else ("", "")
        ways = [(verb.name, outgoing) for verb in rng.sample(VERBS, 4) for outgoing in (True, False)]
        kinds, up = [kind.name for kind in rng.sample(KINDS, 8)], rng.random() < 0.5
        asked: dict[str, Callable[[Store], object]] = {
            "heights": lambda store: sorted(store.heights().items()),
            "reach": lambda store: [sorted(store.reach(key, up=up)) for key in keys],
            "onward": lambda store: {key: sorted(far) for key, far in store.onward(keys, UPWARD, up=up).items()},
            "wanting": lambda store: [*store.wanting(kinds), *store.wanting(FAMILIES, [ways[0][0]])],
            "titled": lambda store: store.titled(title),
            "listing": lambda store: [_all_of(store.listing(kind, listed)) for listed in (None, True, False)],
            "search": lambda store: [_all_of(store.search(Wanted.read(word, of))) for of in (None, kinds)],
            "steps": lambda store: [_all_of(store.steps(key, ways, of)) for key in keys for of in (None, kinds)]}
        for name, question in asked.items():
            yield from _differ(f"{name} of {keys}", question(self.here), question(self.there))

    def whole(self) -> Iterator[str]:
        """Every item and link, and all that the plan set says of itself."""
        ours, theirs = self.here.whole(), self.there.whole()
        for part in fields(Loaded):
            yield from _differ(f"about: {part.name}", *(
                getattr(store.about(), part.name) for store in (self.here, self.there)), read=False)
        yield from _differ("counts", self.here.counts(), self.there.counts())
        yield from _each_differ("items", {item.key: item for item in ours.items},
                                {item.key: item for item in theirs.items})
        yield from _each_differ("links", *({(link.verb, link.start, link.end, link.dangling, link.wanted_set): link
                                            for link in of.links} for of in (ours, theirs)))
        yield from _differ("whole", (len(ours.items), len(ours.links)), (len(theirs.items), len(theirs.links)))


def _all_of(rows: Rows[Any]) -> tuple[int, list[Any]]:
    """How many rows there are, and all of them: the first three, and those behind each third."""
    found = list(rows.first(3))
    while len(found) % 3 == 0 and found:
        _, more = rows.behind(len(found) - 1, found[-1].key, 3)
        if not more:
            break
        found += more
    return rows.total(), found


def results_differ(rule: Rule, how: str, ours: Result, theirs: Result) -> Iterator[str]:
    """Where two answers to one rule differ."""
    yield from _differ(f"{rule.code} {how}", (ours.looked, ours.state), (theirs.looked, theirs.state))
    yield from rows_differ(rule, how, ours.rows, theirs.rows)


def rows_differ(rule: Rule, how: str, ours: Sequence[Row], theirs: Sequence[Row]) -> Iterator[str]:
    """Where the rows of two answers differ: in what they say, in their order, or in how often they stand there."""
    mine, yours = ({row.identity: row for row in rows} for rows in (ours, theirs))
    yield from _each_differ(f"{rule.code} {how}", mine, yours)
    if mine.keys() == yours.keys():
        yield from _differ(f"{rule.code} {how}, order", *([row.identity for row in rows] for rows in (ours, theirs)))


def checks_differ(ours: Check, theirs: Check) -> Iterator[str]:
    """Where two checks differ."""
    for field in fields(ours):
        one, other = getattr(ours, field.name), getattr(theirs, field.name)
        pairs = zip(one, other, strict=True) if isinstance(one, tuple) and len(one) == len(other) else [(one, other)]
        for mine, yours in pairs:
            yield from _differ(f"check, {field.name}", mine, yours, read=False)


def _each_differ(what: str, ours: dict[Any, Any], theirs: dict[Any, Any]) -> Iterator[str]:
    """Where the parts of two answers differ; the first is enough."""
    for key in sorted(ours.keys() | theirs.keys(), key=repr):
        told = list(_differ(f"{what}, {key}", ours.get(key), theirs.get(key)))
        if told:
            yield from told
            return


def _differ(what: str, ours: object, theirs: object, *, read: bool = True) -> Iterator[str]:
    """Where two answers differ, in a few words; with `read` also where they are equal and only read otherwise."""
    if ours == theirs and (not read or repr(ours) == repr(theirs)):
        return
    mine, yours = repr(_plain(ours)), repr(_plain(theirs))
    if ours != theirs or (read and mine != yours):
        first = next((at for at, (one, other) in enumerate(zip(mine, yours, strict=False)) if one != other), 0)
        begin = max(0, first - SHOWN // 2)
        yield f"{what}: {mine[begin:begin + SHOWN]} in memory, {yours[begin:begin + SHOWN]} in Neo4j"


def _plain(value: object) -> object:
    """An answer whose fields stand in an order that no store can change."""
    if isinstance(value, Mapping):
        return {name: _plain(value[name]) for name in sorted(value, key=repr)}
    return list(map(_plain, value)) if isinstance(value, tuple | list) else value
