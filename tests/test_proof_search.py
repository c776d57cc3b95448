"""Proof against a search: up to three answers are put into empty cells of small random tables, and the rule run again.

The search shares with the prover what a table asks (design §4), written here a second time, and nothing else.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest
from builders import AS_OF, MADE_UP
from proof_moves import CLASH, CUT_OFF, DETOUR, LACKS, LATE, MADE, MOVES, OURS, RULES, Moves
from random_plans import random_value
from rule_cases import cases

from graph_api.causes import cut_off_causes
from graph_api.engine.graph import Row
from graph_api.proof import Prover
from graph_api.stores.memory import MemoryStore
from schema.kinds import FAMILIES, KIND, field_of, slug
from schema.links import VERB
from schema.records import NOWHERE, Item, Link, Loaded, Table
from schema.rule import Rule, Shape

OUT_OF = {"years": ("start", "end")}
"""Fields that no table asks for, with those that they are worked out of."""
ENOUGH, MOST_ROUNDS = 20, 2_000
"""How many gaps of each rule are searched, and how many random plan sets are made up for them at most."""


class Tables:
    """What the tables ask, read as design §4 says it."""

    def __init__(self, tables: tuple[Table, ...], world: World) -> None:
        self.registers = {at: table.headings for at, table in enumerate(tables) if table.asks == "register"}
        self.world = world

    def of(self, item: Item, what: Any) -> bool:
        return any(what in self.registers[at].get(item.kind, ()) for at in item.tables if at in self.registers)

    def kind(self, kind: str, what: Any) -> bool:
        return any(what in headings.get(kind, ()) for headings in self.registers.values())

    def field_open(self, item: Item, name: str, asked: bool) -> bool:
        if name in item.values or field_of(item.kind, name) is None:
            return False
        if name in OUT_OF:
            return any(self.field_open(item, one, asked) for one in OUT_OF[name])
        if not asked:
            return True
        return self.kind(item.kind, name) if new(item) else self.of(item, name)

    def link_open(self, item: Item, verb: str, outgoing: bool, far: str, asked: bool) -> bool:
        if new(item):
            return not asked or self.kind(item.kind, (verb, outgoing)) or self.kind(far, (verb, not outgoing))
        if outgoing:
            filled = any(link.verb == verb and link.start == item.key for link in self.world.links)
            if self.of(item, (verb, True)):
                return not filled
            return not asked
        in_a_register = any(at in self.registers for at in item.tables)
        return not asked or self.of(item, (verb, False)) or (in_a_register and self.kind(far, (verb, True)))


def new(item: Item) -> bool:
    return item.key.startswith("new:")


@dataclass(frozen=True)
class World:
    """A plan set as answers change it."""

    items: tuple[Item, ...]
    links: tuple[Link, ...]

    def item(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)

    def filled(self, item: Item, name: str, value: Any) -> World:
        answered = item._replace(values={**item.values, name: value})
        return World(tuple(answered if one.key == item.key else one for one in self.items), self.links)

    def linked(self, item: Item, verb: str, outgoing: bool, far: Item) -> World:
        start, end = (item.key, far.key) if outgoing else (far.key, item.key)
        items = self.items if far in self.items else (*self.items, far)
        return World(items, (*self.links, Link(verb, start, end, NOWHERE)))

    def store(self) -> MemoryStore:
        return MemoryStore(Loaded(MADE_UP, self.items, self.links))


@dataclass(frozen=True)
class Search:
    """Looks for answers that clear one gap, or one failed need of it."""

    rule: Rule
    plan: Moves
    tables: tuple[Table, ...]
    row: Row
    need: str | None
    asked: bool

    def clears(self, world: World, most: int, seen: set[Any] | None = None) -> bool:
        seen = set() if seen is None else seen
        for after in self.answers(world):
            state = (tuple((item.key, tuple(sorted(item.values.items(), key=str))) for item in after.items),
                     frozenset(link[:3] + tuple(link.fields.items()) for link in after.links))
            if state in seen:
                continue
            seen.add(state)
            if self.cleared(after) or (most > 1 and self.clears(after, most - 1, seen)):
                return True
        return False

    def cleared(self, world: World) -> bool:
        rows = {row.identity: row for row in world.store().run(self.rule, AS_OF).rows}
        at = self.row.identity
        return at not in rows or (self.need is not None and self.need not in rows[at].failed)

    def answers(self, world: World) -> Iterator[World]:
        tables = Tables(self.tables, world)
        near = self.near(world)
        for item in near:
            for name in self.plan.fields:
                yield from (world.filled(item, name, value) for value in self.free(tables, item, name))
            for verb, outgoing, kind in self.plan.links:
                if legal(item.kind, verb, outgoing, kind) and tables.link_open(item, verb, outgoing, kind, self.asked):
                    yield from (world.linked(item, verb, outgoing, far) for far in self.fresh(tables, kind))
            if self.rule.shape is Shape.DETOUR:
                yield from self.to_the_end(world, tables, item)
        if self.plan.role and not self.asked:
            yield self.said(world)
        if self.rule.shape is Shape.COVERAGE:
            yield self.all_filled(world, tables, near)

    def free(self, tables: Tables, item: Item, name: str) -> tuple[Any, ...]:
        """The answers that the empty cell of a field may be given; none where nothing is open."""
        if not new(item) and self.plan.options(item.kind, name, given=True):
            return ()
        options = self.plan.options(item.kind, name, given=False)
        return options if tables.field_open(item, name, self.asked) else ()

    def fresh(self, tables: Tables, kind: str) -> Iterator[Item]:
        """A new item of the kind, with all its open cells answered at once."""
        tier = KIND[kind].tier
        number = sum(new(item) for item in tables.world.items)
        item = Item(f"new:{slug(kind)}:{number}", kind, "", {} if tier is None else {"tier": float(tier)}, NOWHERE)
        open_cells = {name: options for name in self.plan.fields if (options := self.free(tables, item, name))}
        for values in product(*open_cells.values()):
            yield item._replace(values={**item.values, **dict(zip(open_cells, values, strict=True))})

    def all_filled(self, world: World, tables: Tables, near: list[Item]) -> World:
        """Every open cell of all members filled with the best answer at once."""
        for item in near:
            for name in self.plan.fields:
                for value in self.free(tables, item, name)[:1]:
                    world = world.filled(item, name, value)
        return world

    def to_the_end(self, world: World, tables: Tables, item: Item) -> Iterator[World]:
        """Links that end at the far end that the second route should have met."""
        end = world.item(self.row.identity[1])
        for hop in self.rule.but_not:
            for outgoing in {">": (True,), "<": (False,), "~": (True, False)}[hop.way]:
                verb = hop.verbs[0]
                if legal(item.kind, verb, outgoing, end.kind) and tables.link_open(
                        item, verb, outgoing, end.kind, self.asked):
                    yield world.linked(item, verb, outgoing, end)

    def near(self, world: World) -> list[Item]:
        """The items of the gap, what links lead from them to, and what answers have added."""
        verbs = {verb for verb, _, _ in self.plan.links} | {text[1:] for text in self.plan.also}
        keys = {item.key for item in world.items} & set(self.row.items)
        if self.row.identity == ("plan-set",):
            return list(world.items)
        for _ in range(2):
            keys |= {other for link in world.links if link.verb in verbs
                     for one, other in ((link.start, link.end), (link.end, link.start)) if one in keys}
        return [item for item in world.items if item.key in keys]

    def said(self, world: World) -> World:
        words = {"role": "said", "note": "said"}
        return World(world.items, tuple(
            link._replace(fields=words) if (link.start, link.end) == self.row.identity else link
            for link in world.links))


def legal(kind: str, verb: str, outgoing: bool, far: str) -> bool:
    starts, ends = VERB[verb].starts, VERB[verb].ends
    return (kind in starts and far in ends) if outgoing else (far in starts and kind in ends)


def random_world(rng: random.Random, plan: Moves) -> tuple[World, tuple[Table, ...]]:
    """A few items in a few tables: registers, transcripts and lists, each with some of the headings."""
    verbs = sorted({verb for verb, _, _ in plan.links} | {text[1:] for text in plan.also})
    far = tuple({kind for _, _, kind in plan.links})
    kinds = [*plan.kinds, *far]
    tables = tuple(random_table(rng, plan, verbs, kinds) for _ in range(rng.randint(1, 4)))
    items = []
    for number in range(rng.randint(3, 8)):
        kind = rng.choice(plan.kinds) if rng.random() < 0.85 or not far else rng.choice(far)
        stands = [at for at, table in enumerate(tables) if kind in table.headings]
        inside = tuple(sorted(rng.sample(stands, min(len(stands), rng.choice((1, 1, 2))))))
        listed = bool(inside) and all(tables[at].asks == "list" for at in inside)
        items.append(Item(f"{slug(kind)}:{number}", kind, "", values(rng, plan, kind), NOWHERE, inside, listed))
    links = {}
    for verb in verbs * 3:
        pairs = [(one, other) for one in items for other in items
                 if one is not other and legal(one.kind, verb, True, other.kind)]
        for one, other in rng.sample(pairs, min(len(pairs), rng.randint(0, 2))):
            links[verb, one.key, other.key] = Link(verb, one.key, other.key, NOWHERE)
    for verb, wanted in plan.nowhere:
        for item in items:
            if item.kind in VERB[verb].starts and rng.random() < 0.4:
                end = f"{slug(wanted)}:gone"
                elsewhere = "derby" if rng.random() < 0.3 else None
                links[verb, item.key, end] = Link(verb, item.key, end, NOWHERE, {}, wanted, elsewhere)
    return World(tuple(items), tuple(links.values())), tables


def values(rng: random.Random, plan: Moves, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in {**plan.fields, **plan.given}:
        given, options = plan.options(kind, name, given=True), plan.options(kind, name, given=False)
        declared = field_of(kind, name)
        if given:
            found[name] = rng.choice(given)
        elif declared is not None and rng.random() < 0.4:
            found[name] = rng.choice(options) if options and rng.random() < 0.6 else random_value(rng, declared)
    if KIND[kind].tier is not None:
        found["tier"] = float(KIND[kind].tier)
    if kind == "Objective":
        found.setdefault("tier", 3.0)
    if "tier" in found:
        found["rank"] = found["tier"]
    return found


def random_table(rng: random.Random, plan: Moves, verbs: list[str], kinds: list[str]) -> Table:
    asks = rng.choices(("register", "transcript", "list"), (65, 25, 10))[0]
    share = rng.uniform(0.3, 0.9)
    headings: dict[str, frozenset[Any]] = {}
    for kind in rng.sample(kinds, rng.randint(1, len(kinds))):
        every = [name for name in (*plan.fields, *plan.given) if field_of(kind, name)]
        every += [(verb, True) for verb in verbs if kind in VERB[verb].starts]
        every += [(verb, False) for verb in verbs if kind in VERB[verb].ends]
        headings[kind] = frozenset(what for what in every if rng.random() < share)
    return Table("t", asks, headings)


def surest(proofs: list[str]) -> str:
    return min(proofs, key=["shown", "blank", "silent"].index)


def searched(tested: Rule, plan: Moves, world: World, tables: tuple[Table, ...], row: Row) -> str:
    """The proof of a row by search."""
    if row.link is not None and row.link.wanted is not None:
        return known(tables, row.link)
    found = []
    for need in row.failed or (None,):
        proof, about = "shown", plan.by_need.get(need or "", plan)
        for asked, word in ((True, "blank"), (False, "silent")):
            if Search(tested, about, tables, row, need, asked).clears(world, about.most):
                proof = word
                break
        found.append(proof)
    return surest(found)


def known(tables: tuple[Table, ...], link: Link) -> str:
    """How sure it is that what a link wants is nowhere: a register of such things would name it."""
    kinds = {str(link.wanted), *FAMILIES.get(str(link.wanted), ())}
    there = any(table.asks == "register" and kinds & set(table.headings) for table in tables)
    return "shown" if there or link.wanted_set else "silent"


def plan_sets(code: str, plan: Moves) -> Iterator[tuple[str, World, tuple[Table, ...], MemoryStore]]:
    """Random plan sets for a rule, each with what to say where it goes wrong."""
    rng = random.Random(code)
    for number in range(MOST_ROUNDS):
        world, tables = random_world(rng, plan)
        store = MemoryStore(replace(Loaded(MADE_UP, world.items, world.links), tables=tables))
        yield f"round {number}:\n{world}\n{tables}", world, tables, store


def test_every_rule_that_an_answer_may_clear_is_searched() -> None:
    searched = {Shape.LACKS, Shape.LATE, Shape.CLASH, Shape.DETOUR, Shape.CUT_OFF, Shape.COVERAGE}
    assert {code for code, tested in OURS.items() if tested.shape in searched} <= {*MOVES, *CUT_OFF}
    by_shape = {Shape.LACKS: LACKS, Shape.LATE: LATE, Shape.CLASH: CLASH, Shape.DETOUR: DETOUR, Shape.CUT_OFF: CUT_OFF}
    for shape, plans in by_shape.items():
        assert {RULES[code].shape for code in plans} == {shape}


@pytest.mark.parametrize("code", MOVES)
def test_the_proof_is_what_a_search_finds(code: str) -> None:
    tested, plan = RULES[code], MOVES[code]
    proofs: Counter[str] = Counter()
    for says, world, tables, store in plan_sets(code, plan):
        if sum(proofs.values()) >= ENOUGH:
            break
        prover = Prover(store, tables, AS_OF)
        for row in store.run(tested, AS_OF).rows:
            proof = str(prover.prove(tested, row))
            assert searched(tested, plan, world, tables, row) == proof, f"{row}\n{says}"
            proofs[proof] += 1
    assert sum(proofs.values()) >= 12, proofs
    assert code in MADE or set(proofs) <= {proof for case in cases(code) for proof in case.proof}


@pytest.mark.parametrize("code", CUT_OFF)
def test_what_is_cut_off_is_proved_by_one_more_link_at_its_cause(code: str) -> None:
    tested = RULES[code]
    proofs: Counter[str] = Counter()
    for says, world, tables, store in plan_sets(code, CUT_OFF[code]):
        if sum(proofs.values()) >= ENOUGH:
            break
        rows = [row for row in store.run(tested, AS_OF).rows if row.items]
        causes = cut_off_causes(store, [row.items[0] for row in rows], tested.via, below=tested.below)
        for row in rows:
            cause = causes[row.items[0]]
            proof = str(Prover(store, tables, AS_OF).prove(tested, row, cause))
            assert at_the_cause(tested, world, tables, world.item(cause.key)) == proof, f"{row}\n{says}"
            assert mended(tested, world, row, world.item(cause.key)), f"{row}\n{says}"
            proofs[proof] += 1
    assert sum(proofs.values()) >= 12, proofs
    assert set(proofs) <= {proof for case in cases(code) for proof in case.proof}


def at_the_cause(tested: Rule, world: World, tables: tuple[Table, ...], cause: Item) -> str:
    """The proof by one more link at the cause: shown where it already leads somewhere, to itself or to nothing.

    Downward what takes no link itself, such as an indicator, leads nowhere.
    """
    onward = [link for link in world.links if link.verb in tested.via
              and (link.end if tested.below else link.start) == cause.key]
    if any(not tested.below or takes_links(tested, world.item(link.start).kind) for link in onward):
        return "shown"
    for asked, word in ((True, "blank"), (False, "silent")):
        if any(legal(cause.kind, verb, not tested.below, kind)
               and Tables(tables, world).link_open(cause, verb, not tested.below, kind, asked)
               for verb in tested.via for kind in KIND):
            return word
    return "shown"


def takes_links(tested: Rule, kind: str) -> bool:
    """Whether any link of the rule's verbs may lead to such an item."""
    return any(legal(kind, verb, False, other) for verb in tested.via for other in KIND)


def mended(tested: Rule, world: World, row: Row, cause: Item) -> bool:
    """Whether one more link at the cause, to something that is there, clears the gap."""
    for verb in tested.via:
        for far in world.items:
            if legal(cause.kind, verb, not tested.below, far.kind):
                after = world.linked(cause, verb, not tested.below, far).store().run(tested, AS_OF)
                if row.identity not in {left.identity for left in after.rows}:
                    return True
    return False
