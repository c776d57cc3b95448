"""The shapes whose faults belong to one item each, said in Cypher: all their faults, and a page of them.

Each hop is a MATCH of its own (T4), its far end an :Item of the same plan set (T2). What is asked of groups of items
stands in cypher_wholes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from schema.language.tree import And, Hop, Linked, Not, Or, Test
from schema.links import VERB
from schema.rule import Rule, Shape

from .cypher_parts import (
    BY_KEY,
    EACH_KIND,
    FROM,
    HERE,
    SOME,
    Part,
    Statement,
    Write,
    among,
    columns,
    head,
    lines,
    looked,
    statement,
)
from .cypher_tests import NOTHING, Ends, Step, Writer, told_in_part
from .cypher_wholes import coverage, group, loop_steps, loop_suspects
from .python_shapes import as_name
from .python_tests import days_before

ONE_PAGE = (BY_KEY, "LIMIT $limit")


@dataclass(frozen=True, slots=True)
class Body:
    """What a shape adds to the head: what is given back beside the item's key, conditions on the item, clauses after
    it and before it. `several` says that an item may have more than one row.
    """

    columns: Mapping[str, str]
    conditions: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    several: bool = False


def statements(rule: Rule, as_of: datetime.date) -> dict[Part, Statement]:
    """Every statement of the rule as of a date, by what it answers."""
    own = LEADING_TO_NOTHING if rule.along and rule.along[0].way == "?" else SHAPES[rule.shape]
    return {part: statement(rule, as_of, write) for part, write in (ANY_SHAPE | own).items()}


def rows(writer: Writer, rule: Rule) -> str:
    """All faults of the rule."""
    return _rows(writer, rule, EACH_KIND)


def found_of(writer: Writer, rule: Rule) -> str:
    """The faults of some items."""
    return _rows(writer, rule, SOME)


def _rows(writer: Writer, rule: Rule, start: str) -> str:
    body = BODIES[rule.shape](writer, rule)
    return lines(*body.before, head(writer, rule, start, *body.conditions), *body.clauses, _given(body.columns))


def page(writer: Writer, rule: Rule) -> str:
    """The faults of the next items by key, found without looking at those after them."""
    body = BODIES[rule.shape](writer, rule)
    start = lines(*body.before, head(writer, rule, FROM, *body.conditions))
    if not body.several:
        return lines(start, *body.clauses, _given(body.columns), *ONE_PAGE)
    row = ", ".join(f"{name}: {value}" for name, value in body.columns.items())
    walk = (f"  {clause}" for clause in (*body.clauses, f"RETURN collect({{{row}}}) AS found"))
    return lines(start, "CALL (n) {", *walk, "}", "WITH n, found", "WHERE size(found) > 0",
                 "RETURN n.key AS key, found", *ONE_PAGE)


def _given(found: Mapping[str, str]) -> str:
    return f"RETURN {columns({'key': 'n.key', **found})}"


def _lacks(writer: Writer, rule: Rule) -> Body:
    needs = list((rule.needs or {}).values())
    shown = _shown(writer, rule.show, HERE)
    if len(needs) == 1:
        return Body(shown, (writer.test(Not(needs[0]), HERE),))
    each = ",\n  ".join(writer.test(test, HERE) for test in needs)
    return Body({"passed": "passed", **shown}, (), (f"WITH n, [\n  {each}\n] AS passed", "WHERE false IN passed"))


def _wrong(writer: Writer, rule: Rule) -> Body:
    return Body(_shown(writer, rule.show, HERE), _faulty(writer, rule, HERE))


def _late(writer: Writer, rule: Rule) -> Body:
    name = str(rule.date)
    passed = f"{writer.value(as_name(name), HERE)} < {writer.parameter(days_before(writer.as_of, rule.days))}"
    return Body(_shown(writer, (name,), HERE), (passed, *_faulty(writer, rule, HERE)))


def _clash(writer: Writer, rule: Rule) -> Body:
    steps = _route(writer, rule.along)
    ends = Ends("n", steps[-1].link, steps[0].far if len(steps) > 1 else None, steps[-1].far)
    walk = _walk(steps, *_faulty(writer, rule, ends))
    return Body(_way(steps) | _shown(writer, rule.show, ends), (), walk, several=True)


def dangling(writer: Writer, rule: Rule) -> str:
    """Links that lead to nothing, looked for from the stubs at their ends, since there are few of those."""
    verbs = "|".join(VERB[verb].name for verb in rule.along[0].verbs)
    start = lines("MATCH (b:Missing {plan_set: $plan_set})", "WHERE b.key IS NOT NULL",
                  f"MATCH (n:Item)-[r:{verbs}]->(b)", "WHERE n.plan_set = b.plan_set AND n.kind IN $kinds\n  AND ")
    ends = Ends("n", "r")
    found = {"verb": "type(r)", "end": "b.key", "link": "properties(r)", **_shown(writer, rule.show, ends)}
    return lines(head(writer, rule, start, *_faulty(writer, rule, ends)), _given(found))


def _detour(writer: Writer, rule: Rule) -> Body:
    steps = _route(writer, rule.along)
    second = " ".join(step.text for step in _route(writer, rule.but_not, steps[-1].far))
    return Body(_way(steps), (), _walk(steps, f"NOT EXISTS {{ {second} }}"), several=True)


def _cut_off(writer: Writer, rule: Rule) -> Body:
    """A search from each item, which stops at the first target. It may pass each item once only as long as what is
    asked of a target can be read off it, so targets that are told by their links are gathered beforehand.
    """
    if rule.to_where is not None and _has_links(rule.to_where):
        before = (_targets(writer, rule), "WITH collect(t) AS targets")
        return Body({}, (f"NOT EXISTS {{ MATCH {_path(rule, 'n', 'z:Item')} WHERE z IN targets }}",), before=before)
    wanted = f"t.plan_set = n.plan_set AND t.kind IN {writer.parameter(list(rule.to))}{_narrowed(writer, rule)}"
    return Body({}, (f"NOT EXISTS {{ MATCH {_path(rule, 'n', 't:Item')} WHERE {wanted} }}",))


def _has_links(test: Test) -> bool:
    match test:
        case And(tests) | Or(tests):
            return any(map(_has_links, tests))
        case Not(part):
            return _has_links(part)
        case _:
            return isinstance(test, Linked)


BODIES: dict[Shape, Callable[[Writer, Rule], Body]] = {
    Shape.LACKS: _lacks, Shape.WRONG: _wrong, Shape.LATE: _late, Shape.CLASH: _clash, Shape.DETOUR: _detour,
    Shape.CUT_OFF: _cut_off,
}


def target(writer: Writer, rule: Rule) -> str:
    """One item that the rule wants a path to."""
    return lines(_targets(writer, rule), "RETURN t.key AS key", "LIMIT 1")


def down(writer: Writer, rule: Rule) -> str:
    """All faults of a cut-off rule by one search from each target."""
    return lines(
        _targets(writer, rule), f"MATCH {_path(rule, 'x:Item', 't')} WHERE x.plan_set = t.plan_set",
        "WITH collect(DISTINCT x.key) AS reached", head(writer, rule, EACH_KIND, "NOT n.key IN reached"),
        "RETURN n.key AS key")


def _targets(writer: Writer, rule: Rule) -> str:
    kinds = writer.parameter(list(rule.to))
    return lines(f"UNWIND {kinds} AS wanted", "MATCH (t:Item {plan_set: $plan_set, kind: wanted})",
                 f"WHERE t.key IS NOT NULL{_narrowed(writer, rule)}")


def _narrowed(writer: Writer, rule: Rule) -> str:
    return "" if rule.to_where is None else f" AND {writer.test(rule.to_where, Ends('t'))}"


def _path(rule: Rule, start: str, end: str) -> str:
    verbs = "|".join(VERB[verb].name for verb in rule.via)
    return f"({start})<-[:{verbs}*0..]-({end})" if rule.below else f"({start})-[:{verbs}*0..]->({end})"


def _faulty(writer: Writer, rule: Rule, ends: Ends) -> tuple[str, ...]:
    """What makes it a fault, and what clears it."""
    fault = () if rule.fault is None else (writer.test(rule.fault, ends),)
    return fault if rule.unless is None else (*fault, writer.test(Not(rule.unless), ends))


def _shown(writer: Writer, show: tuple[str, ...], ends: Ends) -> dict[str, str]:
    """The values shown, in their order, and each item whole that a value is to be read from."""
    names = [as_name(text) for text in show]
    plain = [NOTHING if name.scope == "@" or told_in_part(name) else writer.value(name, ends) for name in names]
    whole = {name.scope or "a": f"properties({ends.of(name.scope)})" for name in names if told_in_part(name)}
    return {"shown": f"[{', '.join(plain)}]", **whole} if names else {}


def _route(writer: Writer, hops: tuple[Hop, ...], far: str | None = None) -> list[Step]:
    """The hops from the item on; the last one ends at `far` where that is given."""
    steps: list[Step] = []
    for at, hop in enumerate(hops, 1):
        steps.append(writer.step(steps[-1].far if steps else "n", hop, far if at == len(hops) else None))
    return steps


def _walk(steps: list[Step], *conditions: str) -> tuple[str, ...]:
    """A clause for each hop, with further conditions on the last."""
    *first, last = steps
    whole = Step(last.pattern, (*last.conditions, *conditions), last.far, last.link)
    return tuple(step.text for step in (*first, whole))


def _way(steps: list[Step]) -> dict[str, str]:
    """What a row says of its route: the far end, the middle, and the last link with its own ends."""
    link = steps[-1].link
    middle = {"middle": f"{steps[0].far}.key"} if len(steps) > 1 else {}
    return {"other": f"{steps[-1].far}.key", **middle, "verb": f"type({link})", "start": f"startNode({link}).key",
            "end": f"endNode({link}).key", "link": f"properties({link})"}


ANY_SHAPE: dict[Part, Write] = {Part.LOOKED: looked, Part.AMONG: among}
PAGED: dict[Part, Write] = {Part.ROWS: rows, Part.PAGE: page, Part.FOUND_OF: found_of}
LEADING_TO_NOTHING: dict[Part, Write] = {Part.ROWS: dangling}
SHAPES: dict[Shape, dict[Part, Write]] = {
    **dict.fromkeys(BODIES, PAGED),
    Shape.CUT_OFF: {**PAGED, Part.TARGET: target, Part.DOWN: down},
    Shape.GROUP: {Part.ROWS: group},
    Shape.COVERAGE: {Part.ROWS: coverage},
    Shape.LOOP: {Part.SUSPECTS: loop_suspects, Part.STEPS: loop_steps},
}
"""What beside the items looked at each shape asks."""
