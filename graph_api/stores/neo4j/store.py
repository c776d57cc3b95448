"""A plan set in Neo4j as checks and answers ask it: rules in Cypher, the graph as far as it is walked."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from graph_api.engine.cascade import ACTION_TIER, CASCADE, PART_OF_COUNTS, Height
from graph_api.engine.cypher_parts import EACH_KIND, Statement, head, lines, statement
from graph_api.engine.cypher_rules import Compiled, compile_rule
from graph_api.engine.graph import Ends, Result, Row, State
from graph_api.engine.wanted import Wanted
from graph_api.stores.batches import in_batches
from graph_api.stores.neo4j import reading
from graph_api.stores.neo4j.asking import Asker, Readable
from graph_api.stores.neo4j.errors import StoreSlowError
from graph_api.stores.neo4j.fallback import SEARCHES, run_in_memory, search_in_memory
from graph_api.stores.neo4j.held import HeldSet
from graph_api.stores.neo4j.model import item_of, link_of, titled
from graph_api.stores.neo4j.pages import Listing, Paged, Search, Steps, kinds_of
from graph_api.stores.neo4j.view import View
from graph_api.stores.protocol import Counts, Stand, Step, Way
from graph_api.stores.rows import Rows
from schema.links import UPWARD, VERBS
from schema.records import Item, Link, Loaded
from schema.rule import Rule, Shape

T = TypeVar("T")
STREAMED = 5_000
"""Items of a page where everything is read."""
KEYS_AT_ONCE = 50_000
SIDE_BY_SIDE = 4
"""Rules that one check asks at a time."""


class Model:
    """How items and links stand in the database."""

    def item(self, properties: Mapping[str, Any]) -> Item:
        """The item with these properties."""
        return item_of(properties)

    def link(self, verb: str, start: str, end: str, properties: Mapping[str, Any]) -> Link:
        """The link of that verb with these properties."""
        return link_of(verb, start, end, properties)


class Neo4jStore:
    """One plan set of a database, with what one answer or check has seen of it. For one thread; `fresh` makes more.

    `held` is what the :PlanSet node said when this was opened, and stays as it is.
    """

    remote = True

    def __init__(
        self, connection: Readable, held: HeldSet, *, statement: float | None = None, seconds: float | None = None
    ) -> None:
        self.connection, self.held = connection, held
        self._statement = statement
        self._ask = Asker(connection, held.name, statement, seconds)
        self._view = View(self._ask)
        self._paged = Paged(self._view)
        self._small: dict[tuple[str, str], Sequence[Mapping[str, Any]]] = {}

    def fresh(self, seconds: float | None = None, *, statement: float | None = None) -> Neo4jStore:
        """The same plan set with nothing remembered, for one answer or check that may take so long, and one statement
        of it so long.
        """
        return Neo4jStore(self.connection, self.held, statement=statement or self._statement, seconds=seconds)

    @property
    def syncing(self) -> datetime.datetime | None:
        """Since when somebody had been writing the plan set when this was opened."""
        return self.held.stamp.since

    def left(self) -> float:
        """How many seconds are left for this answer."""
        return self._ask.left()

    def close(self) -> None:
        """Lets go of the connection, which all that were made `fresh` share."""
        self.connection.close()

    # The whole

    def about(self) -> Loaded:
        """Name, what tables ask, problems, findings, waivers and suggested links of the plan set."""
        return self.held.about

    def counts(self) -> Counts:
        """How much there is."""
        return self.held.counts

    def registers(self, kinds: tuple[str, ...]) -> bool:
        """Whether a register of one of the kinds is loaded."""
        return any(
            table.asks == "register" and not table.headings.keys().isdisjoint(kinds) for table in self.about().tables)

    def whole(self) -> Loaded:
        """Everything, read page by page."""
        items: list[Item] = []
        links: list[Link] = []
        for row in self._pages(reading.WHOLE, STREAMED):
            item = item_of(row["item"])
            items.append(item)
            links += (link_of(verb, item.key, end, properties) for verb, end, properties in row["links"])
        links.sort(key=lambda link: (link.verb, link.start, link.end, link.wanted_set or ""))
        return replace(self.about(), items=tuple(items), links=tuple(links))

    def keys(self) -> Iterator[str]:
        """The keys of all items."""
        after = ""
        while keys := self._ask(reading.KEYS, {"after": after, "most": KEYS_AT_ONCE})[0]["keys"]:
            yield from keys
            after = keys[-1]

    def _pages(self, text: str, most: int) -> Iterator[dict[str, Any]]:
        after = ""
        while rows := self._ask(text, {"after": after, "most": most}):
            yield from rows
            after = rows[-1]["item"]["key"]

    # The graph as far as it is walked

    def items(self, kinds: tuple[str, ...], *, listed: bool = False) -> Sequence[Item]:
        """Items of the kinds, kind by kind and by key; with `listed` also those known by name alone."""
        return self._view.items(kinds, listed=listed)

    def item(self, key: str) -> Item | None:
        """The item with that key."""
        return self._view.item(key)

    def out(self, verb: str) -> Mapping[str, Ends]:
        """What links of that verb lead to, by the key they start from."""
        return self._view.out(verb)

    def into(self, verb: str) -> Mapping[str, Ends]:
        """Where links of that verb come from, by the key they lead to."""
        return self._view.into(verb)

    def dangling(self, verb: str) -> Mapping[str, Sequence[Link]]:
        """Links of that verb that lead to nothing, by the key they start from."""
        return self._view.dangling(verb)

    def expect(self, keys: Collection[str], *, anew: bool = False) -> None:
        """Fetches these items together, and later their links."""
        self._view.expect(keys, anew=anew)

    def around(self, key: str) -> Sequence[str]:
        """The item, first, and others that are likely to be asked about with it, those of its last cohort first."""
        return self._view.around(key, newest=True)

    def follow(self, keys: Collection[str], verbs: Collection[str], *, up: bool) -> None:
        """Fetches the links of these verbs that start at these items (or that lead to them) together."""
        self._view.follow(keys, verbs, outgoing=up)

    # Lists and single items

    def titled(self, title_key: str) -> Item | None:
        """The first item by key with that title, folded."""
        rows = self._ask(reading.TITLED, {"titled": titled(title_key)})
        return self._view.take(rows)[0] if rows else None

    def listing(self, kind: str, listed: bool | None = None) -> Rows[Item]:
        """The items of a kind, by key; with `listed` only those known by name alone, or only the others."""
        def count() -> int:
            every, named = self.counts().items.get(kind, 0), self.counts().listed.get(kind, 0)
            return every if listed is None else named if listed else every - named
        return Listing(self._view, kind, listed, count)

    def beginning(self, kind: str, start: str) -> Sequence[Item]:
        """The items of a kind whose keys begin so."""
        return self._view.take(self._view.all_of(reading.BEGINNING, {"kind": kind, "start": start}))

    def search(self, wanted: Wanted) -> Rows[Item]:
        """The items that fit, the best first; alike ones by folded title and key."""
        return Search(self._view, wanted)

    def steps(self, key: str, ways: Sequence[Way], kinds: Collection[str] | None = None) -> Rows[Step]:
        """The links of an item, way by way and then by key of the far end."""
        return Steps(self._paged, key, ways, kinds_of(kinds))

    def wanting(self, kinds: Collection[str], verbs: Collection[str] | None = None) -> Sequence[Link]:
        """Links that lead to nothing and wanted one of these kinds or families here; TooMuchError where they are
        more than a view holds.
        """
        order = {verb.name: place for place, verb in enumerate(VERBS) if verbs is None or verb.name in verbs}
        rows = self._view.all_of(reading.WANTING, {"kinds": list(kinds), "verbs": list(order)})
        found = [link_of(row["verb"], row["start"], row["end"], row["link"]) for row in rows]
        return sorted(found, key=lambda link: (order[link.verb], link.start, link.end))

    # Rules and searches

    def run(self, rule: Rule, as_of: datetime.date) -> Result:
        """What the rule finds; where the database is too slow for that, by the ways round that the rule has."""
        compiled = compile_rule(rule, as_of)
        try:
            return self._first_that_ends(
                lambda: compiled.run(self._ask_once, Model()), *self._other_ways(compiled, as_of))
        except StoreSlowError:
            if self._ask.left() <= 0:
                raise
        return Result(self._looked(compiled), State.TIMED_OUT)

    def run_all(self, rules: Sequence[Rule], as_of: datetime.date) -> Iterator[Result]:
        """What each of the rules finds, in their order; a few are run side by side."""
        with ThreadPoolExecutor(SIDE_BY_SIDE, "goldthread-rule") as pool:
            yield from pool.map(lambda rule: self.run(rule, as_of), rules)

    def page(self, rule: Rule, as_of: datetime.date, after: tuple[str, ...], most: int) -> Sequence[Row]:
        """The next rows of a rule behind an identity, in the order of their identities. StoreSlowError where that
        takes too long in any way.
        """
        compiled = compile_rule(rule, as_of)
        return self._first_that_ends(
            lambda: compiled.page(self._ask, Model(), after, most),
            *(partial(_behind, way, after, most) for way in self._other_ways(compiled, as_of)))

    def found_of(
        self, rules: Sequence[Rule], as_of: datetime.date, keys: Collection[str]
    ) -> Iterator[Sequence[Row]]:
        """The rows of each rule that it finds when it looks at these items, in the order of their identities; a few
        rules are run side by side. StoreSlowError where one takes too long in any way.
        """
        with ThreadPoolExecutor(SIDE_BY_SIDE, "goldthread-rule") as pool:
            yield from pool.map(lambda rule: self._found_of(rule, as_of, keys), rules)

    def looked(self, rule: Rule, as_of: datetime.date) -> tuple[int, State]:
        """How many items the rule looks at as of that date, and what comes of asking it."""
        compiled = compile_rule(rule, as_of)
        looked = compiled.looked(self._ask)
        if not looked:
            return 0, State.NOTHING
        return looked, State.LOOKED if compiled.has_target(self._ask) else State.NO_TARGET

    def looked_at(
        self, rule: Rule, as_of: datetime.date, among: Collection[str] | None = None
    ) -> Collection[str]:
        """Keys of the items that the rule looks at as of that date; only of those `among`, if given."""
        if among is not None:
            compiled = compile_rule(rule, as_of)
            return {key for batch in in_batches(among) for key in compiled.among(self._ask, batch)}
        asked = _of_looked(rule, as_of, "RETURN n.key AS key")
        return [row["key"] for row in self._ask(asked.text, asked.parameters)]

    def looked_where(self, rule: Rule, as_of: datetime.date) -> Mapping[Stand, int]:
        """How many items of which kind and tables the rule looks at."""
        asked = _of_looked(
            rule, as_of, "RETURN n.kind AS kind, coalesce(n._tables, '') AS tables, count(*) AS many")
        return {(row["kind"], _tables(row["tables"])): row["many"] for row in self._ask(asked.text, asked.parameters)}

    def onward(self, keys: Collection[str], verbs: Collection[str], *, up: bool) -> Mapping[str, list[str]]:
        """Where links of the verbs lead from each of the items (or come from), as keys."""
        text = reading.onward(verbs, outgoing=up)
        rows = (row for batch in in_batches(keys) for row in self._ask(text, {"keys": batch}))
        return {key: [] for key in keys} | {row["key"]: row["far"] for row in rows}

    def reach(self, key: str, *, up: bool, verbs: tuple[str, ...] = UPWARD) -> set[str]:
        """Keys above (or below) an item by links of the verbs, the item among them."""
        return {key, *(row["key"] for row in self._ask(reading.reach(verbs, outgoing=up), {"key": key}))}

    def heights(self) -> Mapping[Height, int]:
        """How many items of the cascade stand at which height, joined up and down or not."""
        given = {"cascade": list(CASCADE), "action_tier": ACTION_TIER, "parts": list(PART_OF_COUNTS)}
        (lowest,) = self._ask(reading.LOWEST, given)
        found: Counter[Height] = Counter()
        for row in self._ask(reading.HEIGHTS, {**given, **lowest}) if lowest["lowest"] is not None else ():
            height = Height(row["board"], row["tier"], row["kind"], _tables(row["tables"]), row["joined"])
            found[height] += row["many"]
        return found

    def _found_of(self, rule: Rule, as_of: datetime.date, keys: Collection[str]) -> Sequence[Row]:
        compiled = compile_rule(rule, as_of)
        return self._first_that_ends(
            lambda: compiled.found_of(self._ask_once, Model(), keys),
            *(partial(_of_these, way, keys) for way in self._other_ways(compiled, as_of)))

    def _other_ways(self, compiled: Compiled, as_of: datetime.date) -> Iterator[Callable[[], Result]]:
        """The ways round for a rule that takes the database too long."""
        rule = compiled.rule
        if rule.shape is Shape.CUT_OFF:
            yield lambda: compiled.run(self._ask_once, Model(), down=True)
        if rule.shape in SEARCHES:
            yield lambda: search_in_memory(self._ask, rule, as_of)
        yield lambda: run_in_memory(self._ask, self.held, rule, as_of)

    def _first_that_ends(self, *ways: Callable[[], T]) -> T:
        """What the first way gives that the time allows; StoreSlowError where none does, or all the time is over."""
        *others, last = ways
        for way in others:
            try:
                return way()
            except StoreSlowError:
                if self._ask.left() <= 0:
                    raise
        return last()

    def _ask_once(self, text: str, parameters: Mapping[str, object]) -> Sequence[Mapping[str, Any]]:
        """Asks a statement of a rule; many rules count the same items and look for the same target."""
        question = (text, repr(sorted(parameters.items())))
        found = self._small.get(question)
        if found is None:
            found = self._ask(text, parameters)
            if len(found) == 1:
                self._small[question] = found
        return found

    def _looked(self, compiled: Compiled) -> int:
        try:
            return compiled.looked(self._ask)
        except StoreSlowError:
            return 0


def _behind(way: Callable[[], Result], after: tuple[str, ...], most: int) -> Sequence[Row]:
    return [row for row in way().rows if row.identity > after][:most]


def _of_these(way: Callable[[], Result], keys: Collection[str]) -> Sequence[Row]:
    return [row for row in way().rows if row.identity[0] in keys]


def _of_looked(rule: Rule, as_of: datetime.date, last: str) -> Statement:
    return statement(rule, as_of, lambda writer, of: lines(head(writer, of, EACH_KIND), last))


def _tables(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
