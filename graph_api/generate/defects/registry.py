"""The faults by the code of their rule, and how many of each a council gets."""

from __future__ import annotations

from collections.abc import Callable

from graph_api.generate.builder import Builder
from graph_api.generate.expected import Gap

Spoiler = Callable[[Builder], list[Gap]]
DEFECTS: dict[str, list[Spoiler]] = {}
"""Functions that each add one fault and give every gap that it causes."""


def defect(code: str) -> Callable[[Spoiler], Spoiler]:
    """Register a fault under the code of the rule that it is made for."""

    def register(spoiler: Spoiler) -> Spoiler:
        DEFECTS.setdefault(code, []).append(spoiler)
        return spoiler

    return register


def spoil(c: Builder, times: int) -> frozenset[Gap]:
    """Put `times` faults for each rule into the council, variants in turn; gives the gaps to expect."""
    expected: set[Gap] = set()
    for spoilers in DEFECTS.values():
        first = c.dice.below(len(spoilers))
        for number in range(times):
            expected.update(spoilers[(first + number) % len(spoilers)](c))
    return frozenset(expected)
