"""What items cut off from the thread have in common: the one link that would mend them.

U is every item without a path, closed upward: a parent of a cut-off item is cut off too, so U needs no look
outside. The topmost knots and single items of U are the causes: each needs one new link, and one is enough
for all below it, so their number is the fewest links that mend everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph_api.results import CauseKind
from graph_api.stores.batches import in_batches
from graph_api.stores.protocol import Store
from schema.kinds import kind_of_key
from schema.links import VERB
from schema.records import Item

Steps = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class CutOff:
    """One cause: its key (the smallest of a knot), its kind, its members, and whether what is missing is below it."""

    key: str
    kind: CauseKind
    members: tuple[str, ...]
    below: bool = False


def cut_off_causes(
    store: Store, keys: Iterable[str], verbs: tuple[str, ...], *, below: bool, alone: bool = True
) -> dict[str, CutOff]:
    """For each cut-off item the cause nearest above it (with `below`, beneath it); ties go to the smallest key.

    With `alone` nobody else asks the store meanwhile, so that it need not remember what was asked before.
    """
    steps = _closure(store, keys, verbs, up=not below)
    if below:
        steps = _that_take_links(steps, verbs)
    causes = _causes(store, steps, verbs, below=below, alone=alone)
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


def reconnects(
    store: Store, causes: Collection[CutOff], cut_off: set[str], verbs: tuple[str, ...], *, below: bool
) -> dict[str, int]:
    """How many cut-off items one new link at each of the causes would reconnect, by its key; they may overlap."""
    steps = _closure(store, {key for cause in causes for key in cause.members}, verbs, up=below)
    return {cause.key: len(_spread(steps, list(cause.members)) & cut_off) for cause in causes}


def _closure(store: Store, keys: Iterable[str], verbs: tuple[str, ...], *, up: bool) -> Steps:
    """Every step onward from the keys, and from whatever those lead to."""
    steps: Steps = {}
    level = list(keys)
    while level:
        onward = store.onward(level, verbs, up=up)
        steps |= {key: onward.get(key, []) for key in level}
        level = list({far for fars in onward.values() for far in fars} - steps.keys())
    return steps


def _that_take_links(steps: Steps, verbs: tuple[str, ...]) -> Steps:
    """The steps without items that no link of the verbs may lead to, such as indicators: no mending there."""
    kinds = {kind for verb in verbs for kind in VERB[verb].ends}
    there = {key for key in steps if kind_of_key(key) in kinds}
    return {key: [far for far in fars if far in there] for key, fars in steps.items() if key in there}


def _turned(steps: Steps) -> Steps:
    back: Steps = {}
    for key, fars in steps.items():
        for far in fars:
            back.setdefault(far, []).append(key)
    return back


def _causes(store: Store, steps: Steps, verbs: tuple[str, ...], *, below: bool, alone: bool) -> list[CutOff]:
    """Items that lead nowhere further, and knots that nothing leads out of."""
    ends = [key for key, fars in steps.items() if not fars]
    causes = []
    for batch in in_batches(ends):
        store.expect(() if below else batch, anew=alone)
        causes += [CutOff(key, _kind(store, key, verbs, below=below), (key,), below) for key in batch]
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


def _kind(store: Store, key: str, verbs: tuple[str, ...], *, below: bool) -> CauseKind:
    """What the cause is, told from the item alone."""
    if below:
        return CauseKind.NOTHING_BELOW
    if any(key in store.dangling(verb) for verb in verbs):
        return CauseKind.POINTS_AT_NOTHING
    item = store.item(key)
    if key in store.out("PART_OF") and "PART_OF" not in verbs:
        return CauseKind.SUPPORTS_NOTHING
    return CauseKind.ENDS_SHORT if item is not None and _is_top(item) else CauseKind.NO_PARENT


def _is_top(item: Item) -> bool:
    """Whether the item is itself at the top of some cascade: another vision, or a theme of one."""
    tier = item.values.get("tier")
    return item.kind == "Vision" or (isinstance(tier, int | float) and tier <= 1)

