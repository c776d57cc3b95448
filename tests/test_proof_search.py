"""Proof against a search: up to three answers are put into empty cells of small random tables, and the rule run again.

The search shares with the prover what a table asks (design §4), written here a second time, and nothing else.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from builders import AS_OF, MADE_UP, rule
from random_plans import random_value

from graph_api.proof import Prover
from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from schema.dates import parse_date
from schema.kinds import KIND, field_of, slug
from schema.links import VERB
from schema.records import NOWHERE, Item, Link, Loaded, Table
from schema.rule import Rule, Shape

MOST = 3
"""How many answers are given at once."""
ENOUGH, MOST_ROUNDS = 30, 2_000
"""How many gaps of each rule are searched, and how many random plan sets are made up for them at most."""
Step = tuple[str, bool, str]
"""A link that may be added: its verb, whether it goes out, the kind at its other end."""


@dataclass(frozen=True)
class Moves:
    """Which answers could matter to a rule, by hand: values of fields, links, and the words of a link itself.

    `kinds` are what plan sets for it are made of; `given` are fields that the rule narrows by, never answered.
    """

    kinds: tuple[str, ...]
    fields: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    links: tuple[Step, ...] = ()
    given: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    role: bool = False
    by_need: dict[str, Moves] = field(default_factory=dict)


def moves(kinds: str, links: str = "", also: str = "", role: bool = False, **values: Any) -> Moves:
    """Moves in short: links as `>OWNED_BY Post`, parted by commas; a field with `_` after it is given."""
    steps = tuple(
        (verb[1:], verb[0] == ">", far) for verb, far in (text.split() for text in links.split(",") if text.strip()))
    held = {name: options if isinstance(options, tuple) else (options,) for name, options in values.items()}
    return Moves(
        tuple(kinds.split()), {name: options for name, options in held.items() if not name.endswith("_")}, steps,
        {name[:-1]: options for name, options in held.items() if name.endswith("_")}, tuple(also.split()), role)


DONE = parse_date("2008-01-01")
OURS = {tested.code: tested for tested in our_rules()}
NEXT = {
    "G34": rule("late", "Strategy", date="end", unless="<SUPERSEDES"),
    "G47": rule("clash", "Outturn", along=">PART_OF[kind = Indicator] <PART_OF[kind = Target]", unless="escalated"),
    "G15": rule("detour", "Action", along=">DELIVERS >OVERSEEN_BY", but_not=">OVERSEEN_BY"),
    "G16": rule("detour", "Strategy", along=">SUPPORTS <PART_OF[kind = Objective]", but_not=">SUPPORTS"),
    "G14": rule("lacks", "Objective", needs={"two": "<SUPPORTS >= 2", "none": "not <SUPPORTS[status = superseded]",
                                            "just one": "<SUPPORTS[status = live] = 1"}),
    "G31": rule("lacks", "Strategy", needs={"budget": ">FUNDED_BY[amount]", "cheap": "not spend > 5 and spend"}),
    "G13": rule("clash", "Objective", along=">CONFLICTS_WITH", unless="@note or b.outcome"),
}
RULES = {**OURS, **NEXT}
MOVES = {
    "G02": moves("ServicePlan Objective Strategy CorporatePlan", ">SUPPORTS Objective,>SUPPORTS CorporatePlan",
                 tier=2.0, status_=("live", "superseded")),
    "G03": moves("Objective Objective Vision CorporatePlan", ">SUPPORTS Objective,>SUPPORTS Vision,>PART_OF Vision",
                 also=">PART_OF", tier_=(1.0, 2.0), tier=1.0),
    "G04": moves("Objective Strategy Action", "<SUPPORTS Strategy,<DELIVERS Action", tier_=(1.0, 2.0, 3.0)),
    "G08": moves("Strategy Action Objective", "<DELIVERS Action,<PART_OF Action", status_="live"),
    "G17": moves("Vision Milestone Action Indicator", "<PART_OF Milestone", long_term_=True),
    "G19": moves("Action", due=DONE, status_="open"),
    "G21": moves("Action Strategy Post Board", ">OWNED_BY Post,>OWNED_BY Board"),
    "G26": moves("ServicePlan Indicator Action Objective Target Passage",
                 "<INFORMS Strategy,<PART_OF Objective,<PART_OF Indicator,<PART_OF Target,<PART_OF Action,"
                 ">FUNDED_BY BudgetLine,<THREATENS Risk,<EVIDENCES Passage",
                 aim="x", issues="x", aspect="compare", status_="live"),
    "G42": moves("Objective Indicator", "<MEASURES Indicator"),
    "G43": moves("Indicator Outturn Target", "<PART_OF Outturn", baseline=True, peer=True),
    "G44": moves("Indicator Target Target", "<PART_OF Target", period=("2008/09", "2009/10", "2010/11"), value=1.0),
    "G48": moves("Outturn", value=1.0, status_=("reported", "not-available")),
    "G53": moves("Indicator LocalAreaAgreement Board Organisation", ">OVERSEEN_BY Board,>OVERSEEN_BY Organisation",
                 also=">PART_OF"),
    "G72": moves("Recommendation Action", "<ADDRESSES Action", type_="recommendation"),
    "S7": moves("Objective Strategy", ">SUPPORTS Objective,>PART_OF Strategy", tier_=3.0),
    "S10": moves("Strategy Action Milestone Objective", "<PART_OF Milestone,<PART_OF Action,<DELIVERS Action"),
    "S11": moves("Milestone", due=DONE, done=DONE),
    "G14": moves("Objective Strategy Strategy", "<SUPPORTS Strategy", status=("live", "superseded")),
    "G31": moves("Strategy BudgetLine", ">FUNDED_BY BudgetLine", amount=1.0, spend=(1.0, 9.0)),
    "S3": moves("Milestone", done=DONE, status="done", due_=DONE),
    "G75": moves("Recommendation", stage="taken", deadline_=DONE, status_="accepted"),
    "G49": moves("Report Outturn", issued=DONE, due_=DONE),
    "G34": moves("Strategy CorporatePlan", "<SUPERSEDES Strategy,<SUPERSEDES CorporatePlan", end_=DONE),
    "G46": moves("Outturn Outturn Indicator Target", "<ADDRESSES Action", also=">PART_OF", value_=(1.0, 9.0),
                 polarity_="higher"),
    "G47": moves("Outturn Indicator Target", also=">PART_OF", escalated=DONE),
    "G22": moves("Organisation Objective", also=">CONTRIBUTES_TO", role=True),
    "G13": moves("Objective", also=">CONFLICTS_WITH", role=True, outcome="x"),
    "S5": moves("Objective ServicePlan Strategy StaffObjective",
                ">SUPPORTS Strategy,>SUPPORTS ServicePlan,>SUPPORTS Objective",
                tier_=(1.0, 2.0), tier=(1.0, 2.0, 3.0, 4.0)),
    "G07": moves("Objective Objective Strategy CorporatePlan",
                 ">SUPPORTS Objective,>SUPPORTS Strategy,>PART_OF Strategy", also=">PART_OF", tier_=(2.0, 3.0)),
    "G11": moves("Strategy Strategy ServicePlan", also=">INFORMS >EXPECTS"),
    "G15": moves("Action Objective Board", also=">DELIVERS >OVERSEEN_BY"),
    "G16": moves("Strategy Objective Objective", also=">SUPPORTS >PART_OF"),
}


PARTS = {
    "aim": moves("", aim="x"), "issues": moves("", issues="x"), "informing plans": moves("", "<INFORMS Strategy"),
    "objectives": moves("", "<PART_OF Objective"), "initiatives": moves("", "<PART_OF Action"),
    "indicators with targets": moves("", "<PART_OF Indicator,<PART_OF Target"),
    "resources": moves("", ">FUNDED_BY BudgetLine"), "risk": moves("", "<THREATENS Risk"),
    "4Cs": moves("", "<EVIDENCES Passage,<EVIDENCES Document", aspect="compare"),
}
MOVES["G26"] = replace(MOVES["G26"], by_need=PARTS)


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
    identity: tuple[str, ...]
    need: str | None
    asked: bool

    def clears(self, world: World, most: int = MOST, seen: set[Any] | None = None) -> bool:
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
        return self.identity not in rows or (self.need is not None and self.need not in rows[self.identity].failed)

    def answers(self, world: World) -> Iterator[World]:
        tables = Tables(self.tables, world)
        for item in self.near(world):
            for name, options in self.plan.fields.items():
                if name not in self.plan.given or new(item):
                    yield from (world.filled(item, name, value) for value in options
                                if tables.field_open(item, name, self.asked))
            for verb, outgoing, kind in self.plan.links:
                if legal(item.kind, verb, outgoing, kind) and tables.link_open(item, verb, outgoing, kind, self.asked):
                    yield world.linked(item, verb, outgoing, fresh(world, kind))
            if self.rule.shape is Shape.DETOUR:
                yield from self.to_the_end(world, tables, item)
        if self.plan.role and not self.asked:
            yield self.said(world)

    def to_the_end(self, world: World, tables: Tables, item: Item) -> Iterator[World]:
        """Links that end at the far end that the second route should have met."""
        end = world.item(self.identity[1])
        for hop in self.rule.but_not:
            for outgoing in {">": (True,), "<": (False,), "~": (True, False)}[hop.way]:
                verb = hop.verbs[0]
                if legal(item.kind, verb, outgoing, end.kind) and tables.link_open(
                        item, verb, outgoing, end.kind, self.asked):
                    yield world.linked(item, verb, outgoing, end)

    def near(self, world: World) -> list[Item]:
        """The items of the gap, what links lead from them to, and what answers have added."""
        verbs = {verb for verb, _, _ in self.plan.links} | {text[1:] for text in self.plan.also}
        keys = {key for key in self.identity if any(item.key == key for item in world.items)}
        for _ in range(2):
            keys |= {other for link in world.links if link.verb in verbs
                     for one, other in ((link.start, link.end), (link.end, link.start)) if one in keys}
        return [item for item in world.items if item.key in keys]

    def said(self, world: World) -> World:
        words = {"role": "said", "note": "said"}
        return World(world.items, tuple(
            link._replace(fields=words) if (link.start, link.end) == self.identity else link for link in world.links))


def legal(kind: str, verb: str, outgoing: bool, far: str) -> bool:
    starts, ends = VERB[verb].starts, VERB[verb].ends
    return (kind in starts and far in ends) if outgoing else (far in starts and kind in ends)


def fresh(world: World, kind: str) -> Item:
    tier = KIND[kind].tier
    number = sum(new(item) for item in world.items)
    return Item(f"new:{slug(kind)}:{number}", kind, "", {} if tier is None else {"tier": float(tier)}, NOWHERE)


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
    return World(tuple(items), tuple(links.values())), tables


def values(rng: random.Random, plan: Moves, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, options in {**plan.fields, **plan.given}.items():
        declared = field_of(kind, name)
        if declared is not None and (name in plan.given or rng.random() < 0.4):
            told = rng.random() < 0.6 or name in plan.given
            found[name] = rng.choice(options) if told else random_value(rng, declared)
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


def searched(tested: Rule, plan: Moves, world: World, tables: tuple[Table, ...], row: Any) -> str:
    """The proof of a row by search."""
    found = []
    for need in row.failed or (None,):
        proof, about = "shown", plan.by_need.get(need or "", plan)
        for asked, word in ((True, "blank"), (False, "silent")):
            if Search(tested, about, tables, row.identity, need, asked).clears(world):
                proof = word
                break
        found.append(proof)
    return surest(found)


def test_rules_of_four_shapes_are_searched() -> None:
    assert {RULES[code].shape for code in MOVES} == {Shape.LACKS, Shape.LATE, Shape.CLASH, Shape.DETOUR}
    assert len(MOVES) >= 23


@pytest.mark.parametrize("code", MOVES)
def test_the_proof_is_what_a_search_finds(code: str) -> None:
    tested, plan = RULES[code], MOVES[code]
    rng = random.Random(code)
    proofs: Counter[str] = Counter()
    for number in range(MOST_ROUNDS):
        if sum(proofs.values()) >= ENOUGH:
            break
        world, tables = random_world(rng, plan)
        store = MemoryStore(replace(Loaded(MADE_UP, world.items, world.links), tables=tables))
        prover = Prover(store, tables, AS_OF)
        for row in store.run(tested, AS_OF).rows:
            proof = str(prover.prove(tested, row))
            assert searched(tested, plan, world, tables, row) == proof, f"round {number}: {row}\n{world}\n{tables}"
            proofs[proof] += 1
    assert sum(proofs.values()) >= 15, proofs
    assert len(proofs) > 1 or code == "G22", proofs
