"""Precision of suggested mentions in the five papers of the Leicester example, from all of them read by hand.

    python -m benchmarks.mentions                         # the figure, against what is suggested now
    python -m benchmarks.mentions --draw 120 --seed 9     # a sample to read: the passage beside each suggestion

`mentions-checked.csv` holds every suggestion of the day when it was made, and the verdict of a reader who had no part
in the rules and saw nobody else's verdicts: is this very item meant? yes, no, or unsure, which counts as no. An earlier
reader judged 158 of them; the two differ once, between no and unsure. The papers stand outside the repository.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.load import load
from schema.records import Link, Loaded

ROOT = Path(__file__).resolve().parent.parent
PAPERS = ROOT.parent / "shared" / "seeds"
LEICESTER = ROOT / "examples" / "leicester-2008"
CHECKED = Path(__file__).with_name("mentions-checked.csv")
NUMBERS = ("000", "001", "002", "003", "004")
Key = tuple[str, str, str]
"""Paper, paragraph and item of a suggestion."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many suggestions of a sample are right."""

    right: int
    read: int

    @property
    def share(self) -> float:
        return self.right / self.read if self.read else 0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval for the share, at 95 per cent."""
        if not self.read:
            return 0, 1
        z = 1.96
        middle = self.share + z * z / (2 * self.read)
        wide = z * math.sqrt(self.share * (1 - self.share) / self.read + z * z / (4 * self.read**2))
        whole = 1 + z * z / self.read
        return max(0, (middle - wide) / whole), min(1, (middle + wide) / whole)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.right} of {self.read} right: {self.share:.3f} (95% {low:.3f} to {high:.3f})"


def with_papers() -> Loaded:
    """The Leicester plans with their papers as evidence."""
    with tempfile.TemporaryDirectory() as folder:
        mapping = Path(folder, "mapping.yaml")
        mapping.write_text((LEICESTER / "mapping.yaml").read_text(encoding="utf-8") + "".join(
            f'  - file: "{number}_*.txt"\n    format: document\n    source: {{document: "{number}"}}\n'
            for number in NUMBERS), encoding="utf-8")
        return load([LEICESTER, PAPERS], mapping=mapping, settings=LEICESTER / "goldthread.yaml").loaded


def key_of(link: Link) -> Key:
    return link.source.document or "", link.source.paragraph or "", link.end


def checked() -> list[dict[str, str]]:
    with CHECKED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(rows: Iterable[dict[str, str]]) -> Figure:
    verdicts = [row["verdict"] for row in rows if row["verdict"]]
    return Figure(verdicts.count("yes"), len(verdicts))


def measure(loaded: Loaded) -> str:
    """What the sample says of what is suggested now."""
    now = {key_of(link) for link in loaded.suggested}
    rows = checked()
    known = {(row["document"], row["paragraph"], row["item"]): row for row in rows}
    still = [row for key, row in known.items() if key in now]
    cited = {(item.key, source.document, one.strip()) for item in loaded.items for source in item.sources
             for one in (source.paragraph or "").split(",")}
    apart = [row for row in still if (row["item"], row["document"], row["paragraph"]) not in cited]
    return "\n".join((
        f"suggested now: {len(now)} (of {len(known)} when they were read)",
        f"all: {figure(still)}",
        f"in paragraphs that no record of the item cites: {figure(apart)}",
        f"new since, read by nobody: {len(now - known.keys())}; gone since: {len(known.keys() - now)}"))


def draw(loaded: Loaded, number: int, seed: int) -> str:
    """A sample to be read, with the passages."""
    texts = {item.key: str(item.values.get("text")) for item in loaded.items if item.kind == "Passage"}
    titles = {item.key: item.title for item in loaded.items}
    suggested = sorted(loaded.suggested, key=lambda link: (link.source.document, link.start, link.end))
    drawn = sorted(random.Random(seed).sample(suggested, min(number, len(suggested))), key=key_of)
    return "\n\n".join(
        f"{place}. {link.source.place} | {link.end} ({titles[link.end]}) | {link.written}\n{texts[link.start]}"
        for place, link in enumerate(drawn, 1))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mentions", description=__doc__)
    parser.add_argument("--draw", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=2008)
    asked = parser.parse_args(arguments)
    if not PAPERS.is_dir():
        print("The papers are not beside the repository.")
        return 2
    loaded = with_papers()
    print(draw(loaded, asked.draw, asked.seed) if asked.draw else measure(loaded))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
