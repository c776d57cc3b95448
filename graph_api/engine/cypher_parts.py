"""What every statement of a rule is made of: its head, and the text with its parameters.

A head stands in one plan set and names kind and key, as the indexes want it (T29). `$plan_set` is given by whoever
asks; what else a statement needs and does not hold is told by its `Part`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from schema.language.tree import Name
from schema.rule import Rule

from .cypher_tests import Ends, Writer


class Part(StrEnum):
    """What a statement of a rule answers. Each takes `$plan_set`; what more it takes is named with its $."""

    LOOKED = "looked"
    """How many items the rule looks at."""
    AMONG = "among"
    """Which of `$keys` it looks at."""
    ROWS = "rows"
    """Every fault."""
    PAGE = "page"
    """The faults of the next `$limit` items of one `$kind` that have any, from the key `$first` on."""
    FOUND_OF = "found of"
    """The faults of `$keys`."""
    TARGET = "target"
    """One item that a path of the rule could lead to, if there is any."""
    DOWN = "down"
    """Every fault of a cut-off rule, searched from its targets: quicker where they are few."""
    SUSPECTS = "suspects"
    """Where a search for loops begins."""
    STEPS = "steps"
    """Where links lead up to from `$keys`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A text and its parameters. Rules that differ in their constants alone have the same text."""

    text: str
    parameters: Mapping[str, object]


Write = Callable[[Writer, Rule], str]
"""Writes the text of one statement of a rule."""

HERE = Ends("n")
EACH_KIND = "UNWIND $kinds AS kind\nMATCH (n:Item {plan_set: $plan_set, kind: kind})\nWHERE n.key IS NOT NULL\n  AND "
"""One look into the index a kind. `n.kind IN $kinds` would be planned as a walk over every key of the plan set."""
SOME = "MATCH (n:Item {plan_set: $plan_set})\nWHERE n.key IN $keys AND n.kind IN $kinds\n  AND "
BY_KEY = "ORDER BY n.plan_set, n.kind, n.key"
"""The columns that are equal are repeated, so that the index gives the order and nothing is sorted."""
FROM = f"MATCH (n:Item {{plan_set: $plan_set, kind: $kind}})\nWHERE n.key >= $first\nWITH * {BY_KEY}\nWHERE "
"""The order stands before the conditions, or the planner may look an item up once for each part of an OR and sort."""


def statement(rule: Rule, as_of: datetime.date, write: Write) -> Statement:
    """One statement of the rule as of a date."""
    writer = Writer(as_of)
    text = write(writer, rule)
    kinds = {"kinds": list(rule.of)} if "$kinds" in text else {}
    return Statement(text, kinds | writer.parameters)


def head(writer: Writer, rule: Rule, start: str, *more: str) -> str:
    """The items looked at, as `looked_at` has them in memory, that pass further conditions."""
    conditions = [unlisted("n")]
    if rule.date:
        conditions.append(f"{writer.value(Name(rule.date), HERE)} IS NOT NULL")
    if rule.where is not None:
        conditions.append(writer.test(rule.where, HERE))
    return start + "\n  AND ".join((*conditions, *more))


def looked(writer: Writer, rule: Rule) -> str:
    """How many items the rule looks at."""
    return lines(head(writer, rule, EACH_KIND), "RETURN count(*) AS looked")


def among(writer: Writer, rule: Rule) -> str:
    """Which of some keys are of items that the rule looks at."""
    return lines(head(writer, rule, SOME), "RETURN n.key AS key")


def unlisted(variable: str) -> str:
    """The item is known by more than its name."""
    return f"NOT coalesce({variable}.listed, false)"


def columns(named: Mapping[str, str]) -> str:
    """What is given back or handed on, with its names."""
    return ", ".join(value if value == name else f"{value} AS {name}" for name, value in named.items())


def lines(*parts: str) -> str:
    """Clauses one below the other."""
    return "\n".join(parts)
