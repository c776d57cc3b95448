"""One search for each distinct target, from all targets at once, never one for each item."""

from __future__ import annotations

from collections.abc import Iterable

from schema.language.tree import Test
from schema.records import Item
from schema.rule import Rule

from .graph import Graph
from .python_tests import Compiler

Target = tuple[tuple[str, ...], Test | None]


class Reach:
    """Which items lead to a wanted sort of item; answers are kept, since several rules ask for one target."""

    def __init__(self, graph: Graph, compiler: Compiler) -> None:
        self.graph, self.compiler = graph, compiler
        self._targets: dict[Target, list[Item]] = {}
        self._reached: dict[tuple[Target, tuple[str, ...], bool], set[str]] = {}

    def targets(self, rule: Rule) -> list[Item]:
        """The items that a cut-off rule wants a path to, listed ones among them."""
        target = (rule.to, rule.to_where)
        if target not in self._targets:
            test = self.compiler.test(rule.to_where)
            self._targets[target] = [item for item in self.graph.items(rule.to, listed=True) if test(item)]
        return self._targets[target]

    def reached(self, rule: Rule) -> set[str]:
        """Keys of the items from which a path leads up to a target (or, with `below`, down to one)."""
        question = ((rule.to, rule.to_where), rule.via, rule.below)
        if question not in self._reached:
            starts = (item.key for item in self.targets(rule))
            self._reached[question] = search(self.graph, starts, rule.via, up=rule.below)
        return self._reached[question]


def search(graph: Graph, starts: Iterable[str], verbs: tuple[str, ...], *, up: bool) -> set[str]:
    """Keys that links of the verbs lead to from the starts, up or down; the starts are among them."""
    indexes = [graph.out(verb) if up else graph.into(verb) for verb in verbs]
    seen = set(starts)
    level = list(seen)
    while level:
        found = {
            far.key for index in indexes for key in level for far, _ in index.get(key, ())
        } - seen
        seen |= found
        level = list(found)
    return seen
