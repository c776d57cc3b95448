"""How much there is of everything in a council of some size: the proportions of its cascade."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.generate.dice import Dice

AS_OF = "2008-09-01"
"""The day that every made-up council is checked for; all of its dates were chosen for this one."""

@dataclass(frozen=True, slots=True)
class Shape:
    """Numbers of items of the clean council; staff and their objectives are whatever is left of `items`.

    `goals` are corporate objectives; `defects` is how many there are for each rule.
    """

    items: int
    themes: int
    priorities: int
    goals: int
    strategies: int
    services: int
    departments: int
    boards: int
    indicators: int
    actions: int
    recommendations: int
    reports: int
    defects: int


def shape_of(items: int, dice: Dice) -> Shape:
    """The shape of a council of about so many items."""
    top = 10 + min(items // 100, 20)
    themes = 3 + dice.below(3)
    strategies = max(5, min(items // 150, 28 + dice.below(5))) + items // 20_000
    services = max(1, items // 200)
    return Shape(
        items=items, themes=themes, priorities=max(themes, top * 2 // 5), goals=top - top * 2 // 5,
        strategies=strategies, services=services, departments=min(3 + services // 20, 12),
        boards=min(4 + items // 1000, 8), indicators=max(2 * services + 5, items // 60),
        actions=max(strategies + services + 10, items // 10 - 150),
        recommendations=4 + items // 400, reports=4 + items // 500,
        defects=max(1, items // 5000),
    )
