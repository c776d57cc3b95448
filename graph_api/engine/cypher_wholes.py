"""The shapes whose faults belong to many items, said in Cypher: groups, shares and loops. They do not page."""

from __future__ import annotations

from schema.language.tree import Hop, Name
from schema.links import VERB
from schema.rule import Rule

from .cypher_parts import EACH_KIND, HERE, columns, head, lines, unlisted
from .cypher_tests import Writer, is_date, told_in_part
from .knots import kinds_that_loop


def group(writer: Writer, rule: Rule) -> str:
    """Groups that are too many, differ or must not be together. A missing value makes no group (T12)."""
    steps, keys = [], {}
    for number, by in enumerate(rule.by, 1):
        if isinstance(by, Hop):
            steps.append(writer.step("n", by))
        keys[f"k{number}"] = f"{steps[-1].far}.key" if isinstance(by, Hop) else _value(writer, by)
    whole = {"sample": "properties(head(collect(n)))"} if any(map(read_whole, rule.by)) else {}
    shared = ", ".join(keys)
    return lines(
        head(writer, rule, EACH_KIND), *(step.text for step in steps), f"WITH DISTINCT n, {columns(keys)}",
        f"WHERE {' AND '.join(f'{key} IS NOT NULL' for key in keys)}", *_faulty(writer, rule, shared, whole),
        f"RETURN {columns({'shared': f'[{shared}]', 'members': 'members', **dict.fromkeys(whole, 'sample')})}")


def read_whole(by: str | Hop) -> bool:
    """Whether what a group shares is to be read from one of its members, the sample."""
    return isinstance(by, str) and told_in_part(Name(by))


def _faulty(writer: Writer, rule: Rule, shared: str, also: dict[str, str]) -> tuple[str, ...]:
    """Gathers the groups and keeps the faulty ones."""
    def gathered(**more: str) -> str:
        return f"WITH {shared}, {columns({'members': 'collect(DISTINCT n.key)', **more, **also})}"

    if rule.at_most is not None:
        return gathered(), f"WHERE size(members) > {writer.parameter(rule.at_most)}"
    if isinstance(rule.differs, Hop):
        step = writer.step("n", rule.differs)
        return (f"OPTIONAL {step.text}", gathered(values=f"count(DISTINCT {step.far}.key)"),
                "WHERE size(members) > 1 AND values > 1")
    if rule.differs is not None:
        return (gathered(values=f"count(DISTINCT {_value(writer, rule.differs)})"),
                "WHERE size(members) > 1 AND values > 1")
    tests = {f"t{number}": writer.test(test, HERE) for number, test in enumerate(rule.together, 1)}
    gathers = gathered(**{f"all_{name}": f"collect({name})" for name in tests})
    return (f"WITH n, {shared}, {columns(tests)}", gathers,
            f"WHERE {' AND '.join(f'true IN all_{name}' for name in tests)}")


def _value(writer: Writer, field: str) -> str:
    """What a group shares or differs in. A date counts as it is written."""
    name = Name(field)
    last = writer.value(name, HERE)
    if not is_date(name):
        return last
    first = writer.value(name, HERE, "from")
    return f"CASE WHEN {last} IS NOT NULL THEN [n.`{field}`, toString({first}), toString({last})] END"


def coverage(writer: Writer, rule: Rule) -> str:
    """Scopes of which too small a share passes; one member counts once in each scope (T13)."""
    step = None if rule.per is None else writer.step("n", rule.per)
    scope = () if step is None else (step.text, f"WITH DISTINCT n, {step.far}.key AS scope")
    passes = f"CASE WHEN {'true' if rule.good is None else writer.test(rule.good, HERE)} THEN 1 ELSE 0 END"
    return lines(
        head(writer, rule, EACH_KIND), *scope, f"WITH {'null AS ' if step is None else ''}scope, {passes} AS passes",
        "WITH scope, sum(passes) AS good, count(*) AS total",
        f"WHERE toFloat(good) / total < {writer.parameter(rule.at_least or 0)}", "RETURN scope, good, total")


def loop_suspects(writer: Writer, rule: Rule) -> str:
    """Items that a link leads up to and that have a link which climbs no tier: every loop holds such a link."""
    verbs, kinds = _looping(writer, rule)
    return lines(
        f"UNWIND {kinds} AS kind", "MATCH (a:Item {plan_set: $plan_set, kind: kind})",
        f"WHERE a.key IS NOT NULL AND {unlisted('a')}",
        f"  AND EXISTS {{ MATCH (a)<-[:{verbs}]-(low:Item) WHERE low.plan_set = a.plan_set AND low.kind IN {kinds} }}",
        f"  AND EXISTS {{ MATCH (a)-[:{verbs}]->(b:Item) WHERE b.plan_set = a.plan_set AND b.kind IN {kinds}",
        "    AND NOT coalesce(a.tier > b.tier, false) }",
        "RETURN a.key AS key")


def loop_steps(writer: Writer, rule: Rule) -> str:
    """One step up from some items; listed items are on no loop, in any round (T25)."""
    verbs, kinds = _looping(writer, rule)
    return lines(
        "UNWIND $keys AS key",
        f"MATCH (a:Item {{plan_set: $plan_set, key: key}})-[:{verbs}]->(b:Item)",
        f"WHERE a.kind IN {kinds} AND {unlisted('a')}",
        f"  AND b.plan_set = a.plan_set AND b.kind IN {kinds} AND {unlisted('b')}",
        "RETURN key, collect(DISTINCT b.key) AS steps")


def _looping(writer: Writer, rule: Rule) -> tuple[str, str]:
    return "|".join(VERB[verb].name for verb in rule.via), writer.parameter(list(kinds_that_loop(rule.via)))
