"""Loops in the thread: the knots of items that lead back to themselves, each with one shortest ring to show.

A loop must hold a link that does not climb a tier, so only what such links lead up to is searched.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache

from schema.links import VERB
from schema.records import Item

from .graph import Graph

Steps = dict[str, list[str]]


def knots(graph: Graph, verbs: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each knot as (its sorted keys, the keys of one shortest ring in it). Listed items are never on a loop."""
    yield from knots_in(_suspects(graph, verbs))


def knots_in(steps: Steps) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The same where the steps up from every item that may stand on a loop are known."""
    if not steps:
        return
    import networkx as nx  # noqa: PLC0415 - a tenth of a second that most checks never need

    whole: nx.DiGraph[str] = nx.DiGraph(steps)
    for component in nx.strongly_connected_components(whole):
        knot = tuple(sorted(component))
        if len(knot) > 1 or knot[0] in steps.get(knot[0], ()):
            yield knot, _ring(steps, knot)


@cache
def kinds_that_loop(verbs: tuple[str, ...]) -> tuple[str, ...]:
    """Kinds from which the declared links can lead back to the same kind; a milestone, for one, cannot."""
    up = {(start, end) for name in verbs for start in VERB[name].starts for end in VERB[name].ends}
    starts = {start for start, _ in up}
    return tuple(sorted(kind for kind in starts if kind in _above(kind, up)))


def _above(kind: str, up: set[tuple[str, str]]) -> set[str]:
    seen: set[str] = set()
    level = {kind}
    while level:
        level = {end for start, end in up if start in level} - seen
        seen |= level
    return seen


def _suspects(graph: Graph, verbs: tuple[str, ...]) -> Steps:
    """Upward steps from all items that a link which does not climb leads to or comes from."""
    kinds = frozenset(kinds_that_loop(verbs))
    indexes = [graph.out(verb) for verb in verbs]
    entered = {  # what nothing leads up to is on no loop: most actions, for one
        key for verb in verbs for key, ends in graph.into(verb).items() if any(low.kind in kinds for low, _ in ends)}
    level = [
        key for index in indexes for key, ends in index.items()
        if key in entered and any(far.kind in kinds and not _climbs(graph.item(key), far) for far, _ in ends)
    ]
    steps: Steps = {}
    while level:
        for key in level:
            item = graph.item(key)
            steps[key] = [] if item is None or item.listed or item.kind not in kinds else [
                far.key for index in indexes for far, _ in index.get(key, ()) if not far.listed and far.kind in kinds]
        level = list({far for key in level for far in steps[key]} - steps.keys())
    return steps


def _climbs(item: Item | None, far: Item) -> bool:
    low, high = item.values.get("tier") if item else None, far.values.get("tier")
    return isinstance(low, int | float) and isinstance(high, int | float) and low > high


def _ring(steps: Steps, knot: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of one shortest way from the knot's first key back to it."""
    start, inside = knot[0], set(knot)
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        key = queue.popleft()
        for far in sorted(steps[key]):  # of several shortest rings always the same one
            if far == start:
                return _back(came_from, start, key)
            if far in inside and far not in came_from:
                came_from[far] = key
                queue.append(far)
    return knot


def _back(came_from: dict[str, str], start: str, key: str) -> tuple[str, ...]:
    way = [key]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
