"""Any value under any key of a rule, a tuning or a framework is read or told with line and reason, and never raises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from builders import AS_OF, item, store

from graph_api.example import example_gaps
from graph_api.gaps import check
from loaders.frameworks import our_frameworks, parse_framework
from loaders.rules import our_rules, parse_rules
from schema.records import Problem
from schema.rule import Rule, Shape
from schema.shapes import SHAPES, looks

ODD: tuple[Any, ...] = (
    ["x"], [["x"]], [], [None], {"a": "b"}, {"a": ["b"]}, {"": "due"}, 1, -1, 0, None, True, False, 1.5, "2008-09-01",
    "", " ", "x", "{x}", "{a.b:%}", ">", "due", 10**17, "\x1b[31mred", "\u202egnol")
ABOUT = {"code": "X1", "name": "made-up", "severity": "low", "finds": "F.", "why": "W.", "remedy": "R.",
         "message": "M {title}."}
WHOLE: dict[Shape, dict[str, Any]] = {
    Shape.LACKS: {"of": ["Action"], "needs": {"owner": ">OWNED_BY"}},
    Shape.WRONG: {"of": ["Action"], "fault": "status = open"},
    Shape.LATE: {"of": ["Action"], "date": "due", "days": 3, "unless": "status = closed"},
    Shape.CLASH: {"of": ["Action"], "along": ">DELIVERS", "fault": "a.due after b.due"},
    Shape.GROUP: {"of": ["Post"], "by": ["holder", ">MEMBER_OF"], "at_most": 1},
    Shape.DETOUR: {"of": ["Action"], "along": ">DELIVERS", "but_not": ">PART_OF"},
    Shape.CUT_OFF: {"of": ["Action"], "to": ["Vision"], "to_where": "status = live"},
    Shape.LOOP: {"of": ["Objective"], "via": "strict"},
    Shape.COVERAGE: {"of": ["Post"], "good": "appraised", "at_least": 0.5, "per": ">MEMBER_OF"},
}
MORE = ("where", "sources", "criteria", "also", "example", "thresholds", "limits", "tune", "use", "because", "x")
PLANS = store(item("action:a", due="2007", status="open"), item("post:p", holder="staff-1"), item("objective:o"))
FRAMEWORK: dict[str, Any] = {
    "id": "own", "title": "T", "about": "A", "source": "S", "years": "2008", "label": "OWN", "document": "9",
    "paragraph": "1",
    "criteria": [{"id": "own-1", "title": "T", "level": "theme", "number": "1", "rules": ["G01"]},
                 {"id": "own-1-1", "title": "T", "level": "line", "part_of": "own-1", "question": "Q?"}],
    "scores": {"source": "S", "lowest": 1, "highest": 4, "otherwise": 1,
               "table": [{"score": 2, "at_least": 1, "at": 2, "none_below": 1}]}}


def read(entry: dict[str, Any]) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    found = parse_rules(json.dumps([entry]), "my.yaml", our_rules())
    return found.rules, found.problems


def holds(problems: tuple[Problem, ...]) -> bool:
    """Whether every problem says where and why, in signs that can be shown."""
    return all(told.source.row and len(told.message) > 5 and told.message.isprintable() for told in problems)


def ran(rules: tuple[Rule, ...]) -> None:
    """Run what was taken for a rule: one that is used must not fail either."""
    for rule in rules:
        check(PLANS, (rule,), AS_OF)
        example_gaps(rule)
        looks(rule)


@pytest.mark.parametrize("shape", Shape, ids=str)
def test_any_value_under_any_key_of_a_rule_is_read_or_told(shape: Shape) -> None:
    whole = {**ABOUT, "shape": shape.value, **WHOLE[shape]}
    assert read(whole)[1] == ()
    every = dict.fromkeys((*whole, *SHAPES[shape].needs, *SHAPES[shape].may, *MORE))
    for key in every:
        for value in ODD:
            rules, problems = read({**whole, key: value})
            assert bool(rules) != any(told.code == "rule-refused" for told in problems), (key, value)
            assert holds(problems), (key, value, problems)
            ran(rules)


@pytest.mark.parametrize("code", ["G21", "G46", "S3", "G63b", "G81b", "S6", "G05", "G13", "G54"])
def test_any_value_under_any_key_of_a_tuning_is_read_or_told(code: str) -> None:
    for key in ("tune", "use", "because", "code", "severity", "message", "of", "where", "example", "needs", "days",
                "fault", "by", "at_most", "along", "to", "via", "good", "at_least", "per", "tolerance", "within", "x"):
        for value in ODD:
            rules, problems = read({"tune": code, "because": "So.", "limits": "Little.", key: value})
            assert rules or problems, (key, value)
            assert holds(problems), (key, value, problems)
            ran(rules)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in plain data, as the names and numbers that lead there."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, inner in entries:
        yield (*path, name)
        yield from places(inner, (*path, name))


def put(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The data with another value in one place."""
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = put(data[path[0]], path[1:], value)
    return copy


def test_any_value_anywhere_in_a_framework_is_read_or_told() -> None:
    taken = [name for one in our_frameworks() for name in one.ids()]
    assert parse_framework(json.dumps(FRAMEWORK), "own.yaml", taken).problems == ()
    for path in places(FRAMEWORK):
        for value in ODD:
            found = parse_framework(json.dumps(put(FRAMEWORK, path, value)), "own.yaml", taken)
            assert (found.framework is None) == bool(found.problems), (path, value)
            assert holds(found.problems), (path, value, found.problems)
