"""What a rule says of its own example: the gap that `goldthread rule` and the pages show."""

from __future__ import annotations

import datetime

from graph_api.gaps import check
from graph_api.results import Gap
from graph_api.stores.memory import MemoryStore
from loaders.plan_text import plan_text
from schema.rule import Rule

DAY = datetime.date(2008, 9, 1)
"""The day that examples are looked at."""


def example_gaps(rule: Rule) -> tuple[Gap, ...]:
    """The gaps that the rule finds in its example; none where it has no example."""
    if not rule.example:
        return ()
    return check(MemoryStore(plan_text(rule.example)), (rule,), DAY).gaps
