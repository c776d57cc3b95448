"""Memory and Neo4j on random graphs that change: `python -m tests.neo4j.parity_run [--graphs 1000] [--seed 0]`.

Each graph has a number, its seed, and is the same each time. It is brought into the server by a sync, and all our
rules are asked of both stores; then it is changed a little, which a second sync brings in as what differs, and all
is asked again. In turn also pages, what is looked at, whole checks, rules that ask what ours never ask, and rules of
ours with one part changed. Two stores that find nothing are equal too, so a rule that finds nothing in a thousand
graphs is a failure.
"""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import os
import random
import secrets
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the builders are that all tests share

from builders import AS_OF
from mutants import mutants
from odd_rules import ODD
from parity import Pair
from plan_changes import changed, once_each
from random_plans import answered, council, noise

from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j.address import Address, address_of
from graph_api.stores.neo4j.asking import Readable
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import StoreAwayError, StoreError
from graph_api.stores.neo4j.held import held_set, names_of
from graph_api.stores.neo4j.remove import remove
from graph_api.stores.neo4j.statements import REPLAN
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.neo4j.sync import sync
from graph_api.stores.neo4j.wanted import Wanted
from graph_api.web.node import UnavailableError
from loaders.derive import derive
from loaders.rules import our_rules
from schema.records import Loaded
from schema.rule import Rule
from tests.neo4j.server import StartError, start
from tests.neo4j.stored import DEADLINE, Direct, named, put_together

RULES = our_rules()
MAKERS = (council, noise)
STAGES = 2
"""How often a graph is compared: as it is first loaded, and after changes."""
CHANGED = 8
"""Changes between two stages."""
REPLACED_OF = 9
"""Of how many graphs one is not changed: quite another takes its place."""
CHECKED_OF, QUESTIONED_OF = 9, 3
"""Of how many stages one is checked whole, and asked what is asked beside rules."""
LOOKED_OF, PAGED_OF = 10, 15
"""Of how many rules one is asked what it looks at, and page by page."""
DAYS = (AS_OF, *map(datetime.date.fromisoformat, ("2008-03-31", "2007-09-02", "2012-02-29", "2006-01-01")))
"""As of which days rules are asked, in turn."""
ODD_ONES, MUTANTS = 2, 1
"""Rules that are none of ours, in each stage."""
AROUND, EACH = 8_000, 250
"""Items of other plan sets in the server, and of each: beside none, each sync would change what statements are planned
by, and have them planned anew.
"""
ALL = 1_000
"""Graphs in which every rule must have found something."""
AT_ONCE = 4
"""Graphs of one task of a worker."""
WORDS = 12
"""Differences that are told of one graph."""


@dataclass
class Told:
    """What came of some graphs: in how many each rule found anything, how many gaps, and what differed."""

    graphs: int = 0
    asked: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    gaps: Counter[str] = field(default_factory=Counter)
    wrong: dict[int, list[str]] = field(default_factory=dict)

    def add(self, other: Told) -> None:
        """These graphs and the others."""
        self.graphs += other.graphs
        self.asked += other.asked
        self.fired += other.fired
        self.gaps += other.gaps
        self.wrong |= other.wrong

    @property
    def silent(self) -> list[str]:
        """Codes of our rules that found nothing in any graph."""
        return [rule.code for rule in RULES if not self.fired[rule.code]]


def graph(seed: int) -> Loaded:
    """The plans of a seed, with tables, findings and waivers: a council and noise in turn."""
    made = answered(once_each(MAKERS[seed % len(MAKERS)](seed)), seed)
    derive({item.key: item for item in made.items}, made.links, {})
    return made


def compared(connection: Connection, direct: Readable, seed: int, prefix: str) -> Told:
    """One graph through all its stages, written by the one and read by the other; nothing of it stays there."""
    told, rng = Told(graphs=1), random.Random(f"parity {seed}")
    made, words = named(graph(seed), f"{prefix}-{seed}"), ["as it was made"]
    try:
        for stage in range(STAGES):
            number = seed * STAGES + stage
            if stage:
                made, words = becoming(made, seed, rng)
            done = sync(connection, Wanted(made), force=True)
            there = Neo4jStore(direct, held_set(direct, made.plan_set.name))
            pair = Pair(MemoryStore(made), there, DAYS[number % len(DAYS)])
            wrong = list(differences(pair, number, rng, told))
            if stage and done.put_items == done.items and seed % REPLACED_OF:
                wrong.append("every item was written anew")
            if wrong:
                told.wrong[seed] = [f"stage {stage}: {'; '.join(words)}", *wrong[:WORDS]]
                break
    finally:
        remove(connection, made.plan_set.name, force=True)
    return told


def becoming(made: Loaded, seed: int, rng: random.Random) -> tuple[Loaded, list[str]]:
    """What becomes of the plans: a few changes, told in words; or other plans altogether take their place."""
    if seed % REPLACED_OF == 0:
        return named(graph(seed + 1), made.plan_set.name), [f"the plans of seed {seed + 1} took their place"]
    return changed(made, rng, CHANGED)


def differences(pair: Pair, number: int, rng: random.Random, told: Told) -> Iterator[str]:
    """Where the stores differ in one stage, which has a number of its own."""
    yield from pair.whole()
    found: Counter[str] = Counter()
    for rule in RULES:
        yield from pair.run(rule)
        found[rule.code] = len(pair.here.run(rule, pair.as_of).rows)
    told.asked += len(RULES)
    told.gaps += found
    told.fired |= Counter({code: 1 for code, many in found.items() if many})
    for place, rule in enumerate(RULES, number):
        if place % LOOKED_OF == 0:
            yield from pair.looked(rule, rng.sample(sorted(pair.here.keys()), 10))
        if place % PAGED_OF == 0:
            yield from pair.pages(rule, rng.randint(1, 9))
    yield from pair.of_items(RULES, rng.sample(sorted(pair.here.keys()), 10))
    for rule in others(number, rng):
        yield from pair.run(rule)
        told.asked += 1
    if number % CHECKED_OF == 0:
        yield from pair.checks(RULES)
    if number % QUESTIONED_OF == 1:
        yield from pair.questions(rng)


def others(number: int, rng: random.Random) -> Iterator[Rule]:
    """Some of the odd rules, in turn, and some of ours with one part changed."""
    for place in range(ODD_ONES):
        yield ODD[(number * ODD_ONES + place) % len(ODD)]
    for _ in range(MUTANTS):
        says, rule = rng.choice(list(mutants(rng.choice(RULES))))
        yield replace(rule, code=f"{rule.code} with {says}")


def some(address: Address, prefix: str, seeds: Sequence[int]) -> Told:
    """The graphs of some seeds, one after the other, on a connection of their own."""
    told = Told()
    with Connection(address, retry=30, deadline=DEADLINE) as connection, Direct(address) as direct:
        for seed in seeds:
            try:
                told.add(compared(connection, direct, seed, prefix))
            except StoreAwayError:
                raise
            except Exception as error:  # whatever a store raises where the other answers is a difference
                lines = traceback.format_exception(error)
                told.add(Told(graphs=1, wrong={seed: [f"raised {type(error).__name__}", *lines[-WORDS:]]}))
    return told


def all_of(address: Address, prefix: str, seeds: Sequence[int], workers: int) -> Told:
    """The graphs of all seeds, by several workers; how far they are is told on stderr, and each fault at once."""
    told, begun = Told(), time.monotonic()
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        tasks = [pool.submit(some, address, prefix, seeds[at:at + AT_ONCE]) for at in range(0, len(seeds), AT_ONCE)]
        for done in as_completed(tasks):
            new = done.result()
            told.add(new)
            for seed, words in sorted(new.wrong.items()):
                say(f"DIFFERS, seed {seed}; again with --graphs 1 --seed {seed}\n  " + "\n  ".join(words))
            seconds = time.monotonic() - begun
            left = seconds / told.graphs * (len(seeds) - told.graphs)
            say(f"{told.graphs:>5} of {len(seeds)} graphs, {len(told.wrong)} differ, {len(told.silent)} rules have "
                f"found nothing yet; {seconds:.0f} s, {left:.0f} s left")
    return told


@contextmanager
def served() -> Iterator[Address]:
    """The server of GOLDTHREAD_NEO4J_URL, or one of our own, which is gone at the end."""
    if url := os.environ.get("GOLDTHREAD_NEO4J_URL"):
        yield address_of(url)
        return
    with tempfile.TemporaryDirectory(prefix="goldthread-parity-") as home, start(Path(home)) as server:
        yield Address(server.url, server.user, server.password, server.database)


@contextmanager
def beside_others(address: Address, prefix: str, items: int = AROUND) -> Iterator[None]:
    """Other plan sets stand in the server meanwhile, with items and links of every sort. At the end all are taken away
    whose names begin so, those of graphs that were broken off among them.
    """
    sets = [named(noise(seed, EACH), f"{prefix}-around-{seed}") for seed in range(items // EACH)]
    with Connection(address, retry=30, deadline=DEADLINE) as connection:
        put_together(connection, map(once_each, sets))
        connection.write(REPLAN)
        try:
            yield
        finally:
            for name in names_of(connection):
                if name.startswith(f"{prefix}-"):
                    remove(connection, name, force=True)


def main(words: Sequence[str] | None = None) -> int:
    """Runs the graphs: 0 if all is equal, 1 if anything differs or a rule never fired, 2 without a server."""
    parser = argparse.ArgumentParser(description="Compares memory and Neo4j on random graphs that change.")
    parser.add_argument("--graphs", type=int, default=ALL)
    parser.add_argument("--seed", type=int, default=0, help="that of the first graph; the others follow")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(words)
    seeds, prefix = range(asked.seed, asked.seed + asked.graphs), f"parity-{secrets.token_hex(3)}"
    try:
        with served() as address, beside_others(address, prefix):
            told = all_of(address, prefix, seeds, asked.workers)
    except (UnavailableError, StartError, StoreError) as error:
        say(f"There is no Neo4j server to ask: {error}")
        return 2
    print("\n".join(table(told)))
    return int(bool(told.wrong) or (told.silent != [] and asked.graphs >= ALL))


def table(told: Told) -> Iterator[str]:
    """How much each rule found, and what it comes to."""
    yield f"{'rule':6}{'graphs':>8}{'gaps':>9}"
    for rule in RULES:
        yield f"{rule.code:6}{told.fired[rule.code]:>8}{told.gaps[rule.code]:>9}"
    yield (f"{told.graphs} graphs, each compared {STAGES} times; {told.asked:,} rules asked, "
           f"{told.gaps.total():,} gaps; {len(told.wrong)} graphs differ")
    if told.wrong:
        yield f"Seeds of those that differ: {', '.join(map(str, sorted(told.wrong)))}"
    if told.silent:
        yield f"Never fired: {', '.join(told.silent)}"


def say(text: str) -> None:
    """On stderr, at once."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
