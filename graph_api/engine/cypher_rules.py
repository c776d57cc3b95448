"""A rule as the database is asked it: its statements, and how their answers become rows equal to those of memory."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schema.kinds import KIND
from schema.rule import Rule, Shape

from .cypher_parts import Part, Statement
from .cypher_rows import Answer, Model, read_rows
from .cypher_shapes import statements
from .graph import Result, Row, State, one_each
from .knots import knots_in

Ask = Callable[[str, Mapping[str, object]], Sequence[Answer]]
"""Asks one text with its parameters inside one plan set: `$plan_set` is added by whoever provides this."""

NO_TARGET = Row((), ("plan-set",))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule as of a date, said in Cypher. Nothing is kept between two questions."""

    rule: Rule
    statements: Mapping[Part, Statement]

    def looked(self, ask: Ask) -> int:
        """How many items the rule looks at."""
        (answer,) = self._ask(ask, Part.LOOKED)
        return int(answer["looked"])

    def among(self, ask: Ask, keys: Collection[str]) -> set[str]:
        """Which of the keys are of items that the rule looks at."""
        return {answer["key"] for answer in self._ask(ask, Part.AMONG, keys=sorted(keys))} if keys else set()

    def run(self, ask: Ask, model: Model, *, down: bool = False) -> Result:
        """What the rule finds, rows sorted by their identity.

        With `down` a cut-off rule is searched from its targets, once each, and not from every item.
        """
        looked = self.looked(ask)
        if not looked:
            return Result(0, State.NOTHING)
        if not self.has_target(ask):
            return Result(looked, State.NO_TARGET, (NO_TARGET,))
        if self.rule.shape is Shape.LOOP:
            rows = self._loops(ask)
        else:
            part = Part.DOWN if down and self.rule.shape is Shape.CUT_OFF else Part.ROWS
            rows = read_rows(self.rule, self._ask(ask, part), model)
        return Result(looked, State.LOOKED, one_each(rows))

    def page(self, ask: Ask, model: Model, after: tuple[str, ...] = (), limit: int = 50) -> tuple[Row, ...]:
        """The next rows after an identity, at most `limit`, in the order of their identities.

        Costs what it returns where the faults belong to an item each; else the rule is run whole.
        """
        if Part.PAGE not in self.statements or not self.has_target(ask):
            return tuple(row for row in self.run(ask, model).rows if row.identity > after)[:limit]
        found: list[Row] = []
        for kind in sorted(self.rule.of, key=_prefix):
            if len(found) >= limit:
                break
            if not after or after[0] < f"{_prefix(kind)}~":
                found += self._of_kind(ask, model, kind, after, limit - len(found))
        return tuple(found[:limit])

    def _of_kind(self, ask: Ask, model: Model, kind: str, after: tuple[str, ...], limit: int) -> list[Row]:
        """The next rows of one kind. One item more is asked for, since that of `after` may have no row left."""
        first = after[0] if after else ""
        answers = self._ask(ask, Part.PAGE, kind=kind, first=first, limit=limit + 1)
        rows = one_each(read_rows(self.rule, _flat(answers), model))
        return [row for row in rows if row.identity > after][:limit]

    def found_of(self, ask: Ask, model: Model, keys: Collection[str]) -> tuple[Row, ...]:
        """The rows of these items, in the order of their identities; only of rules that can be paged."""
        if not keys or not self.has_target(ask):
            return ()
        return one_each(read_rows(self.rule, self._ask(ask, Part.FOUND_OF, keys=sorted(keys)), model))

    def has_target(self, ask: Ask) -> bool:
        """Whether there is anything that a path of the rule could lead to; true of rules that want no path."""
        return Part.TARGET not in self.statements or bool(self._ask(ask, Part.TARGET))

    def _loops(self, ask: Ask) -> Iterator[Row]:
        """The knots in what can be reached upward from where a loop may begin, found by the function of memory."""
        steps: dict[str, list[str]] = {}
        level = [answer["key"] for answer in self._ask(ask, Part.SUSPECTS)]
        while level:
            found = {answer["key"]: answer["steps"] for answer in self._ask(ask, Part.STEPS, keys=level)}
            steps |= {key: found.get(key, []) for key in level}
            level = sorted({far for key in level for far in steps[key]} - steps.keys())
        knots = list(knots_in(steps))
        looked_at = self.among(ask, {key for knot, _ in knots for key in knot})
        for knot, ring in knots:
            if looked_at & set(knot):
                yield Row(knot, knot, values=(("loop", " > ".join((*ring, ring[0]))),))

    def _ask(self, ask: Ask, part: Part, **more: Any) -> Sequence[Answer]:
        statement = self.statements[part]
        return ask(statement.text, {**statement.parameters, **more})


def compile_rule(rule: Rule, as_of: datetime.date) -> Compiled:
    """The rule said in Cypher as of a date."""
    return Compiled(rule, statements(rule, as_of))


def _flat(answers: Sequence[Answer]) -> Iterator[Answer]:
    """The answers of a page one by one, where an item came with several."""
    for answer in answers:
        if "found" in answer:
            yield from ({"key": answer["key"], **one} for one in answer["found"])
        else:
            yield answer


def _prefix(kind: str) -> str:
    """What the keys of a kind begin with; in its order keys of all kinds are in theirs."""
    return f"{KIND[kind].slug}:"
