"""What a file could not hold of a plan set, told in plain words and never silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.problems import shortened
from schema.kinds import KIND, KINDS
from schema.records import Item, Loaded

LONGEST_EXAMPLE = 80
PERSONAL = {kind.name: names for kind in KINDS
            if (names := frozenset(one.name for one in kind.fields if one.personal))}
"""The fields about a person, of each kind that has any."""


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


def personal(loaded: Loaded) -> list[str]:
    """The personal data that a plan set holds, a sort each, in words: `the holders of 3 posts`."""
    return [f"the {name.replace('_', ' ')}s of {count:,} {KIND[kind].plural.replace('-', ' ')}"
            for (kind, name), count in _personal(loaded).items()]


def without_personal(loaded: Loaded) -> tuple[Loaded, list[Loss]]:
    """The plan set without its personal data, and what is lost by that; an example is the key of an item.

    No table asks for such a field any more: what was left out must not read back as an answer that nobody gave.
    """
    held = _personal(loaded)
    gone = {kind: PERSONAL[kind] & {name for other, name in held if other == kind} for kind, _ in held}
    if not gone:
        return loaded, []
    tables = tuple(replace(table, headings={
        kind: headings - gone.get(kind, frozenset()) for kind, headings in table.headings.items()})
        for table in loaded.tables)
    first = {pair: item.key for item in reversed(loaded.items) for pair in _held(item)}
    losses = [Loss(f"{name} of {KIND[kind].plural.replace('-', ' ')}: left out, for it is personal data", count,
                   first[kind, name]) for (kind, name), count in held.items()]
    items = tuple(_without(item, gone[item.kind]) if item.kind in gone else item for item in loaded.items)
    return replace(loaded, items=items, tables=tables), losses


def _personal(loaded: Loaded) -> Counter[tuple[str, str]]:
    """How many items of a kind hold a personal field, by kind and field."""
    return Counter(pair for item in loaded.items for pair in _held(item))


def _held(item: Item) -> list[tuple[str, str]]:
    """The personal fields that an item holds."""
    return [(item.kind, name) for name in PERSONAL.get(item.kind, ()) if name in item.values]


def _without(item: Item, names: frozenset[str]) -> Item:
    """An item without some of its fields."""
    return item._replace(values={name: value for name, value in item.values.items() if name not in names},
                         written={name: text for name, text in item.written.items() if name not in names})
