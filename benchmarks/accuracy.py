"""Precision and recall of every rule on made-up councils whose gaps are known from how they were made.

Run it with `make accuracy`, or `python -m benchmarks.accuracy 1000 50000 --seed 7`. Each council is written to
a folder, read by the loaders that users have, and checked by the engine that they have. Ends with 1 unless
every rule finds all that it should and nothing else, and has something to find.
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph_api.generate.expected import Gap, read_expected
from graph_api.generate.plan import AS_OF
from graph_api.generate.write import write_council
from graph_api.stores.memory import MemoryStore
from loaders.load import load
from loaders.rules import our_rules

SIZES = (1_000, 10_000, 100_000)
SEED = 2008


@dataclass(frozen=True, slots=True)
class Line:
    """One rule on one council: the gaps that it should find and those that it found."""

    code: str
    name: str
    expected: frozenset[Gap]
    found: frozenset[Gap]

    @property
    def precision(self) -> float | None:
        """The share of what was found that should be; None where nothing was found."""
        return len(self.found & self.expected) / len(self.found) if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what should be found that was; None where there was nothing to find."""
        return len(self.found & self.expected) / len(self.expected) if self.expected else None

    @property
    def right(self) -> bool:
        """Whether the rule had something to find, and found it and nothing else."""
        return bool(self.expected) and self.found == self.expected


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Every rule on one council, with the seconds for writing, loading and checking it."""

    items: int
    lines: tuple[Line, ...]
    seconds: tuple[float, float, float]

    @property
    def right(self) -> bool:
        """Whether every rule is."""
        return all(line.right for line in self.lines)


def measure(items: int, seed: int = SEED) -> Accuracy:
    """Write, load and check one made-up council, and compare the gaps with those to expect."""
    with tempfile.TemporaryDirectory() as place:
        folder, file = Path(place, "council"), Path(place, "expected.csv")
        begun = time.perf_counter()
        made = write_council(folder, items, seed, file)
        written = time.perf_counter()
        store = MemoryStore(load([folder]).loaded)
        loaded = time.perf_counter()
        lines = compare(store, read_expected(file))
    return Accuracy(made, lines, (written - begun, loaded - written, time.perf_counter() - loaded))


def compare(store: MemoryStore, expected: frozenset[Gap]) -> tuple[Line, ...]:
    """Run every rule and put what it found beside what it should find."""
    as_of = datetime.date.fromisoformat(AS_OF)
    return tuple(
        Line(rule.code, rule.name, frozenset(gap for gap in expected if gap[0] == rule.code),
             frozenset((rule.code, row.identity) for row in store.run(rule, as_of).rows))
        for rule in our_rules())


def show(accuracy: Accuracy, examples: int = 3) -> None:
    """Print one council's table, and a few of the gaps that are missed or too many."""
    writing, loading, checking = accuracy.seconds
    print(f"\n{accuracy.items:,} items: written {writing:.1f} s, loaded {loading:.1f} s, checked {checking:.1f} s")
    print(f"{'rule':6} {'name':34} {'expected':>8} {'found':>7} {'precision':>9} {'recall':>7}")
    for line in accuracy.lines:
        print(f"{line.code:6} {line.name:34} {len(line.expected):8,} {len(line.found):7,} "
              f"{share(line.precision):>9} {share(line.recall):>7}")
        for word, gaps in (("missed", line.expected - line.found), ("too many", line.found - line.expected)):
            for _, identity in sorted(gaps)[:examples]:
                print(f"       {word}: {' | '.join(identity)}")


def share(value: float | None) -> str:
    """A share with two places, never rounded up to 1.00."""
    return "-" if value is None else f"{int(value * 100) / 100:.2f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure councils of some sizes; 0 where every rule is right on all of them."""
    parser = argparse.ArgumentParser(description="Precision and recall of every rule on made-up councils.")
    parser.add_argument("items", nargs="*", type=int, default=SIZES, help="sizes of councils")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    results = []
    for items in options.items:
        results.append(measure(items, options.seed))
        show(results[-1])
    right = all(result.right for result in results)
    print("\nEvery rule has precision and recall 1.00." if right else "\nA rule is not right, or has nothing to find.")
    return 0 if right else 1


if __name__ == "__main__":
    raise SystemExit(main())
