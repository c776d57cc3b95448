"""What a plan set costs in Neo4j beside memory: `python -m benchmarks.neo4j [SIZE ...] [--plans]`, `make bench-neo4j`.

Starts a server of its own, loads a made-up council of each size into it, and asks the same of it and of the store in
memory. For each size a server is made anew; the files
of the offline import are read by another, that has never been started. With `--plans` the plans of the main
statements, as PROFILE gives them, are written to benchmarks/neo4j-plans/. Where other work shares the machine the
clock says little; what the processors did for us, in the server and here, says more, so both are shown.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from benchmarks.neo4j_plans import write_plans
from graph_api.analyses.summary import By, gap_summary
from graph_api.analyses.thread import thread
from graph_api.cli.syncing import carried
from graph_api.gap_pages import GapFinder
from graph_api.gaps import check
from graph_api.generate.write import write_council
from graph_api.pipeline import Opened, open_plans
from graph_api.results import Check
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connect import LOAD_DEADLINE, LOAD_RETRY, Connection, Rows, Statement
from graph_api.stores.neo4j.held import held_set
from graph_api.stores.neo4j.offline import ARGUMENTS, Offline
from graph_api.stores.neo4j.statements import PUT_DANGLING, PUT_ITEMS, PUT_LINKS
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.neo4j.sync import Synced, sync
from graph_api.stores.neo4j.wanted import Wanted
from graph_api.stores.protocol import Store
from schema.records import Loaded
from tests.neo4j.fetch import find_jars, find_java
from tests.neo4j.server import Server, start

SIZES = (100_000, 1_000_000)
HEAP, PAGES = "2g", "1g"
STATEMENT = 120.0
"""Seconds that one statement may take here; `serve` gives it 10."""
PAGE, AGAIN = 50, 5
LINKS = frozenset((*PUT_LINKS.values(), *PUT_DANGLING.values()))
TIMEOUT = 3_600

T = TypeVar("T")


class Spent(NamedTuple):
    """Seconds on the clock, and seconds of processors: ours, and those of the server where one runs."""

    clock: float
    ours: float
    server: float


@dataclass
class Row:
    """One line of the table: what was done, and what it took in Neo4j and in memory."""

    what: str
    neo4j: Spent | None = None
    memory: Spent | None = None
    note: str = ""

    def __str__(self) -> str:
        there = (self.neo4j.clock, self.neo4j.server, self.neo4j.ours) if self.neo4j else (None,) * 3
        here = self.memory.ours if self.memory else None
        return f"| {self.what} | {' | '.join(map(shown, (*there, here)))} | {self.note} |"


class Meter:
    """Reads how long the processors worked for the server that runs now, if the system tells."""

    server: Server | None = None

    def seconds(self) -> float:
        """Seconds of processors that the server has used since it started."""
        try:
            said = Path(f"/proc/{self.server.pid if self.server else 0}/stat").read_text(encoding="ascii")
        except OSError:
            return 0.0
        user, system = said.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


METER = Meter()


@dataclass
class Table:
    """The lines of one size, printed as they come."""

    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        self.rows.append(row)
        print(row, flush=True)

    def head(self, items: int, links: int) -> None:
        print(f"\n### {items:,} items, {links:,} links\n")
        print("| | s | server CPU s | client CPU s | memory CPU s | |")
        print("| --- | ---: | ---: | ---: | ---: | --- |", flush=True)


def shown(seconds: float | None) -> str:
    """Seconds with as many places as they are worth."""
    if seconds is None:
        return ""
    return f"{seconds:,.1f}" if seconds >= 10 else f"{seconds:.2g}" if seconds >= 0.0001 else "0"


def timed(work: Callable[[], T]) -> tuple[Spent, T]:
    """What it took, and what came of it."""
    begun = time.perf_counter(), time.process_time(), METER.seconds()
    found = work()
    ended = time.perf_counter(), time.process_time(), METER.seconds()
    return Spent(*(after - before for before, after in zip(begun, ended, strict=True))), found


def least(work: Callable[[], T]) -> tuple[Spent, T]:
    """The least of several times: what it costs where nothing comes between."""
    return min((timed(work) for _ in range(AGAIN)), key=lambda one: one[0].clock)


class Size:
    """All measurements of one size on one server."""

    def __init__(self, opened: Opened, server: Server, table: Table) -> None:
        self.opened, self.table, self.memory = opened, table, opened.store
        self.loaded = opened.store.whole()
        self.connection = Clocked(address(server))
        assert opened.as_of is not None
        self.as_of = opened.as_of

    def loads(self) -> None:
        """A first load, one of nothing new, and one of a single item."""
        hashing, wanted = timed(lambda: self.wanted(self.loaded))
        self.table.add(Row("hashing every item and link before a sync", hashing))
        whole, done = timed(lambda: sync(self.connection, wanted))
        items, links = self.connection.seconds["items"], self.connection.seconds["links"]
        self.table.add(Row("first sync", whole, None, f"items {items:.1f} s, {done.put_items / items:,.0f} "
                           f"a second; links {links:.1f} s, {done.put_links / links:,.0f} a second"))
        self.table.add(Row("sync, nothing changed", *alone(lambda: sync(self.connection, wanted), self.unchanged)))
        item = self.loaded.items[len(self.loaded.items) // 2]
        changed = [one._replace(title=f"{one.title}, revised") if one is item else one for one in self.loaded.items]
        other = self.wanted(replace(self.loaded, items=tuple(changed)))
        seconds, done = timed(lambda: sync(self.connection, other))
        self.table.add(Row("sync, one item changed", seconds, None, f"{done.put_items} item written"))
        sync(self.connection, wanted)

    def wanted(self, loaded: Loaded) -> Wanted:
        return Wanted(loaded, carried(self.opened))

    @staticmethod
    def unchanged(done: Synced) -> str:
        return "told by one hash" if done.unchanged else "NOT SEEN TO BE UNCHANGED"

    def store(self) -> Neo4jStore:
        """The plan set as it is opened for one answer: nothing is remembered."""
        held = held_set(self.connection, self.loaded.plan_set.name)
        return Neo4jStore(self.connection, held, statement=STATEMENT)

    def answers(self) -> None:
        """Every question, to both stores."""
        store = self.store()
        self.rules(store)
        there, theirs = timed(lambda: check(store, self.opened.rules, self.as_of))
        here, ours = timed(lambda: check(self.memory, self.opened.rules, self.as_of))
        alike = {gap.id for gap in theirs.gaps} == {gap.id for gap in ours.gaps}
        self.table.add(Row("all gaps: rules, proof, causes", there, here, f"{len(ours.gaps):,} gaps, "
                           f"{'the same' if alike else 'NOT THE SAME'}"))
        self.summary(ours)
        self.lists(ours)

    def rules(self, store: Neo4jStore) -> None:
        """Each rule alone, and which took longest."""
        slow: list[tuple[float, str]] = []

        def run() -> int:
            found = 0
            for rule in self.opened.rules:
                spent, result = timed(lambda rule=rule: store.run(rule, self.as_of))  # type: ignore[misc]
                slow.append((spent.clock, rule.code))
                found += len(result.rows)
            return found

        cold, _ = timed(run)
        self.table.add(Row(f"{len(self.opened.rules)} rules alone, the first time", cold, None,
                           "every statement is planned, and the server compiles what it runs"))
        slow.clear()
        there, rows = timed(run)
        here, _ = timed(lambda: [self.memory.run(rule, self.as_of) for rule in self.opened.rules])
        longest = ", ".join(f"{code} {seconds:.1f} s" for seconds, code in sorted(slow, reverse=True)[:3])
        self.table.add(Row("the same again", there, here, f"{rows:,} rows; longest {longest}"))
        self.memory.forget()  # type: ignore[attr-defined] # or the check would have its searches for nothing

    def summary(self, found: Check) -> None:
        """Gaps counted by board, once the check is there, as the server keeps it."""
        there, lines = timed(lambda: gap_summary(self.store(), found, By.BOARD))
        here, _ = timed(lambda: gap_summary(self.memory, found, By.BOARD))
        self.table.add(Row("summary by board, of a check that is at hand", there, here, f"{len(lines)} boards"))

    def lists(self, found: Check) -> None:
        """A thread, pages and the gaps of items at fault, each with nothing remembered."""
        key = next(item.key for item in self.memory.items(("StaffObjective",)) if self.climbs(item.key))
        there, up = least(lambda: thread(self.store().fresh(), key, up=True))
        here, _ = least(lambda: thread(self.memory, key, up=True))
        named = sum(len(level.items) for level in up.levels) if up else 0
        self.table.add(Row("one thread upward", there, here, f"{named} items"))
        top = self.memory.items(("Vision",))[0].key
        there, down = least(lambda: thread(self.store(), top, up=False))
        here, _ = least(lambda: thread(self.memory, top, up=False))
        named = sum(len(level.items) for level in down.levels) if down else 0
        self.table.add(Row("one thread downward from the vision", there, here, f"{named} items, as many as are named"))
        there, _ = least(lambda: self.store().listing("Action").first(PAGE))
        here, _ = least(lambda: self.memory.listing("Action").first(PAGE))
        self.table.add(Row(f"a page of {PAGE} items", there, here))
        there, gaps = least(lambda: self.page(self.store()))
        here, _ = least(lambda: self.page(self.memory))
        self.table.add(Row(f"a page of {PAGE} gaps with proof, no check at hand", there, here, f"{gaps} gaps"))
        actions = (item.key for gap in found.gaps for item in gap.items if item.kind == "Action")
        faulty = list(dict.fromkeys(actions))[:PAGE]
        for name, keys in (("one item at fault", faulty[:1]), (f"{len(faulty)} items at fault", faulty)):
            there, gaps = least(partial(self.of_items, self.store(), keys))
            here, _ = least(partial(self.of_items, self.memory, keys))
            self.table.add(Row(f"the gaps of {name} with proof, no check at hand", there, here, f"{gaps} gaps"))

    def climbs(self, key: str) -> bool:
        """Whether anything stands above the item, up to a vision or near it."""
        found = thread(self.memory, key, up=True)
        return found is not None and len(found.levels) > 3

    def page(self, store: Store) -> int:
        """The first gaps by rule; in memory the rules are run whole, and what they share is forgotten first."""
        if not store.remote:
            self.memory.forget()  # type: ignore[attr-defined]
        return len(self.finder(store).rows(self.opened.rules).first(PAGE))

    def of_items(self, store: Store, keys: Sequence[str]) -> int:
        """All gaps of some items; in memory the rules are run whole, as above."""
        if not store.remote:
            self.memory.forget()  # type: ignore[attr-defined]
        return sum(gaps.total() for gaps in self.finder(store.fresh()).of_items(keys).values())

    def finder(self, store: Store) -> GapFinder:
        """What finds gaps, with nothing remembered."""
        return GapFinder(store, self.opened, self.as_of, set())


def alone(work: Callable[[], T], note: Callable[[T], str]) -> tuple[Spent, None, str]:
    """A line of Neo4j alone."""
    seconds, found = timed(work)
    return seconds, None, note(found)


class Clocked(Connection):
    """A connection that sums up how long items and links were written, and the rest apart."""

    def __init__(self, where: Address) -> None:
        super().__init__(where, retry=LOAD_RETRY, deadline=LOAD_DEADLINE)
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def write(
        self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None, *,
        fence: Statement | None = None,
    ) -> Rows:
        spent, rows = timed(lambda: super(Clocked, self).write(text, parameters, deadline, fence=fence))
        self.seconds["items" if text == PUT_ITEMS else "links" if text in LINKS else "rest"] += spent.clock
        return rows


def address(server: Server) -> Address:
    """The server as the product knows it."""
    return Address(server.url, *server.auth)


def offline(opened: Opened, folder: Path, table: Table) -> None:
    """The other way to a first load: files, Neo4j's own import tool, and a sync that has nothing left to do."""
    wanted = Wanted(opened.store.whole(), carried(opened))
    files, home = folder / "files", folder / "home"
    seconds, _ = timed(lambda: Offline(files, wanted).write())
    size = sum(file.stat().st_size for file in files.iterdir()) / 1e6
    table.add(Row("offline: writing the files", seconds, None, f"{size:,.0f} MB"))
    start(home, heap=HEAP, pages=PAGES).stop()
    for made in (home / "data" / "databases" / "neo4j", home / "data" / "transactions" / "neo4j"):
        subprocess.run(["rm", "-rf", str(made)], check=True)
    seconds, _ = timed(lambda: import_files(files, home))
    table.add(Row("offline: the import tool", seconds, None,
                  f"{(len(wanted.items) + wanted.total_links) / seconds.clock:,.0f} items and links a second"))
    with start(home, heap=HEAP, pages=PAGES) as server, \
            Connection(address(server), retry=LOAD_RETRY, deadline=LOAD_DEADLINE) as connection:
        METER.server = server
        seconds, done = timed(lambda: sync(connection, wanted))
        table.add(Row("offline: the sync after it, which makes the indexes", seconds, None, Size.unchanged(done)))


def import_files(files: Path, home: Path) -> None:
    """Has the server's own tool read the files; nothing runs on that home meanwhile."""
    java = find_java()
    words = [str(java), "-Xmx2g", "-cp", f"{find_jars(java)}/*", "org.neo4j.cli.AdminTool", "database", "import",
             "full", f"@{ARGUMENTS}", "--overwrite-destination=true", "neo4j"]
    places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(words, cwd=files, env=places, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    if done.returncode:
        raise RuntimeError(f"the import tool refused: {(done.stderr or done.stdout)[-1500:]}")


def measure(size: int, *, plans: bool, with_offline: bool) -> None:
    """Prints the table of one size."""
    with tempfile.TemporaryDirectory(prefix="goldthread-bench-") as place:
        folder, table = Path(place), Table()
        made = write_council(folder / "plans", items=size, seed=1)
        gc.collect()
        seconds, opened = timed(lambda: open_plans([folder / "plans"]))
        counts = opened.store.counts()
        assert counts.total >= made, f"{made - counts.total:,} items were not read"
        table.head(counts.total, counts.links)
        table.add(Row("load from files", None, seconds))
        with start(folder / "server", heap=HEAP, pages=PAGES) as server:
            METER.server = server
            one = Size(opened, server, table)
            one.loads()
            one.answers()
            if plans:
                write_plans(one.store(), opened, server)
            one.connection.close()
        if with_offline:
            offline(opened, folder, table)


def main(words: Sequence[str] | None = None) -> int:
    """Measures each size."""
    parser = argparse.ArgumentParser(description="What a plan set costs in Neo4j, beside memory.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--plans", action="store_true", help="write the plans of the main statements anew")
    parser.add_argument("--no-offline", action="store_true", help="leave the offline import out")
    asked = parser.parse_args(words)
    for size in asked.sizes:
        measure(size, plans=asked.plans, with_offline=not asked.no_offline)
    return 0


if __name__ == "__main__":
    sys.exit(main())
