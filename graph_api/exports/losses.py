"""What a file could not hold of a plan set, told in plain words and never silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.problems import shortened
from schema.records import Loaded

LONGEST_EXAMPLE = 80


@dataclass(frozen=True, slots=True)
class Loss:
    """One sort of thing that a target does not hold: what it is, how many there are, and one of them."""

    what: str
    count: int
    example: str


@dataclass
class Tally:
    """Counts losses as they happen, and keeps the first example of each sort."""

    found: dict[str, list[str | int]] = field(default_factory=dict)

    def add(self, what: str, example: object = "", count: int = 1) -> None:
        """One more (or `count` more) of a sort; nothing where the count is 0."""
        if count:
            known = self.found.setdefault(what, [0, shortened(example, LONGEST_EXAMPLE)])
            known[0] = int(known[0]) + count

    def losses(self) -> list[Loss]:
        """All sorts, in the order in which they were first met."""
        return [Loss(what, int(count), str(example)) for what, (count, example) in self.found.items()]


def left_behind(loaded: Loaded) -> Iterator[tuple[str, object, int]]:
    """What is no part of a plan set's own files, whatever the format: (what, example, count), counts of 0 too."""
    findings, waivers, problems, suggested = loaded.findings, loaded.waivers, loaded.problems, loaded.suggested
    yield ("findings of inspectors: they stay in the files that hold them", findings[0].id if findings else "",
           len(findings))
    yield "waivers: they stay in their own file", waivers[0].item if waivers else "", len(waivers)
    yield ("problems that loading told: they belong to the files that were read",
           problems[0].message if problems else "", len(problems))
    first = suggested[0] if suggested else None
    yield ("suggested links: they are found anew wherever the running text is loaded",
           f"{first.start} {first.verb} {first.end}" if first else "", len(suggested))
    placed = [item for item in loaded.items if item.source.file]
    yield ("file, sheet, row and column of a record: what is written has its own",
           placed[0].source.file_place if placed else "", len(placed))
