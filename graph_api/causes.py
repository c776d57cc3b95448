"""What items cut off from the thread have in common: the one link that would mend them.

U is every item without a path, closed upward: a parent of a cut-off item is cut off too, so U needs no look
outside. The topmost knots and single items of U are the causes: each needs one new link, and one is enough
for all below it, so their number is the fewest links that mend everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph_api.engine.graph import Graph
from graph_api.results import CauseKind
from schema.records import Item

Steps = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class CutOff:
    """One cause: its key (the smallest of a knot), its kind, its members, and whether what is missing is below it."""

    key: str
    kind: CauseKind
    members: tuple[str, ...]
    below: bool = False


def cut_off_causes(graph: Graph, keys: Iterable[str], verbs: tuple[str, ...], *, below: bool) -> dict[str, CutOff]:
    """For each cut-off item the cause nearest above it (with `below`, beneath it); ties go to the smallest key."""
    steps = _closure(graph, keys, verbs, up=not below)
    causes = _causes(graph, steps, verbs, below=below)
    nearest = {member: cause for cause in causes for member in cause.members}
    back = _turned(steps)
    level = sorted(nearest)
    while level:
        found: dict[str, CutOff] = {}
        for key in level:
            for far in back.get(key, ()):
                if far not in nearest and (far not in found or nearest[key].key < found[far].key):
                    found[far] = nearest[key]
        nearest |= found
        level = sorted(found)
    return nearest


def reconnects(graph: Graph, cause: CutOff, cut_off: set[str], verbs: tuple[str, ...], *, below: bool) -> int:
    """How many cut-off items one new link at the cause would reconnect; overlaps with other causes."""
    return len(set(_closure(graph, cause.members, verbs, up=below)) & cut_off)


def _closure(graph: Graph, keys: Iterable[str], verbs: tuple[str, ...], *, up: bool) -> Steps:
    """Every step onward from the keys, and from whatever those lead to."""
    indexes = [graph.out(verb) if up else graph.into(verb) for verb in verbs]
    steps: Steps = {}
    level = list(keys)
    while level:
        for key in level:
            steps[key] = [far.key for index in indexes for far, _ in index.get(key, ())]
        level = list({far for key in level for far in steps[key]} - steps.keys())
    return steps


def _turned(steps: Steps) -> Steps:
    back: Steps = {}
    for key, fars in steps.items():
        for far in fars:
            back.setdefault(far, []).append(key)
    return back


def _causes(graph: Graph, steps: Steps, verbs: tuple[str, ...], *, below: bool) -> list[CutOff]:
    """Items that lead nowhere further, and knots that nothing leads out of."""
    ends = [key for key, fars in steps.items() if not fars]
    causes = [CutOff(key, _kind(graph, key, verbs, below=below), (key,), below) for key in ends]
    rest = set(steps) - _spread(_turned(steps), ends)
    knots = _closed_knots(steps, rest)
    return causes + [CutOff(min(knot), CauseKind.LOOP, tuple(sorted(knot)), below) for knot in knots]


def _spread(back: Steps, starts: list[str]) -> set[str]:
    seen, level = set(starts), starts
    while level:
        level = list({far for key in level for far in back.get(key, ())} - seen)
        seen.update(level)
    return seen


def _closed_knots(steps: Steps, rest: set[str]) -> list[set[str]]:
    if not rest:
        return []
    import networkx as nx  # noqa: PLC0415 - a tenth of a second that most checks never need

    graph: nx.DiGraph[str] = nx.DiGraph({key: [far for far in steps[key] if far in rest] for key in sorted(rest)})
    return [
        knot for knot in nx.strongly_connected_components(graph)
        if all(far in knot for key in knot for far in steps[key])]


def _kind(graph: Graph, key: str, verbs: tuple[str, ...], *, below: bool) -> CauseKind:
    """What the cause is, told from the item alone."""
    if below:
        return CauseKind.NOTHING_BELOW
    if any(key in graph.dangling(verb) for verb in verbs):
        return CauseKind.POINTS_AT_NOTHING
    item = graph.item(key)
    if key in graph.out("PART_OF") and "PART_OF" not in verbs:
        return CauseKind.SUPPORTS_NOTHING
    return CauseKind.ENDS_SHORT if item is not None and _is_top(item) else CauseKind.NO_PARENT


def _is_top(item: Item) -> bool:
    """Whether the item is itself at the top of some cascade: another vision, or a theme of one."""
    tier = item.values.get("tier")
    return item.kind == "Vision" or (isinstance(tier, int | float) and tier <= 1)

