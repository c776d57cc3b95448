"""The Cypher of every rule, read without a server: declared names alone, no constants, stable texts, nothing that the
checker of its makers would refuse.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import cypher_linter
import pytest
from builders import AS_OF, rule
from odd_rules import ODD

from graph_api.engine.cypher_parts import Part, Statement
from graph_api.engine.cypher_rules import compile_rule
from graph_api.engine.cypher_tests import ITEM_FIELDS, LINK_FIELDS
from loaders.rules import our_rules
from schema.fields import FieldType
from schema.kinds import KINDS
from schema.language.tree import Has, Name
from schema.links import VERBS
from schema.rule import Rule, Shape

RULES = (*our_rules(), *ODD)
GIVEN = {"plan_set", "kind", "first", "limit", "keys"}
"""Parameters that come with the question and not with the rule."""
needs_linter = pytest.mark.skipif(
    not cypher_linter.there(), reason="python tests/cypher_linter.py fetches the checker of Cypher")


def statements(rules: tuple[Rule, ...] = RULES) -> Iterator[tuple[str, Statement]]:
    """Every statement of the rules, with the rule's code and what it answers."""
    for each in rules:
        for part, statement in compile_rule(each, AS_OF).statements.items():
            yield f"{each.code} {part}", statement


# Names and constants

def test_no_constant_stands_in_a_text() -> None:
    for name, statement in statements():
        numbered = r"\$p\d+|\b(?:x|r|k|t|all_t)\d+\b"
        counted = r"\*0\.\.|LIMIT 1$|THEN 1 ELSE 0|(?:size\([\w.]+\)|values) > [01]\b"
        left = re.sub(f"{numbered}|{counted}", "", statement.text)
        assert not re.search(r"""["']|(?<![\w`])\d""", left), f"{name}: {left}"


def test_every_name_in_a_text_is_declared() -> None:
    properties, verbs = cypher_linter.properties(), {verb.name for verb in VERBS}
    for name, statement in statements():
        assert set(re.findall(r"\w\.`?(\w+)`?", statement.text)) <= properties, name
        assert set(re.findall(r"\(\w*:(\w+)", statement.text)) <= {"Item", "Missing"}, name
        of_links = re.findall(r"-\[\w*:([\w|]+)", statement.text)
        assert {verb for some in of_links for verb in some.split("|")} <= verbs, name


@pytest.mark.parametrize("field", ["stauts", "aim` IS NULL OR n.`aim", "plan_set", "due_to"])
def test_a_field_that_is_not_declared_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="is declared"):
        compile_rule(replace(rule("wrong", "Plan", fault="status = live"), where=Has(Name(field))), AS_OF)


def test_each_name_of_a_field_has_one_type() -> None:
    for declared, fields in (
            (ITEM_FIELDS, [field for kind in KINDS for field in kind.fields]),
            (LINK_FIELDS, [field for verb in VERBS for field in verb.fields])):
        assert {(field.name, field.type) for field in fields} <= set(declared.items())
    dates = {name for name, sort in ITEM_FIELDS.items() if sort is FieldType.DATE}
    assert not {f"{name}_{edge}" for name in dates for edge in ("from", "to")} & ITEM_FIELDS.keys()


def test_a_text_uses_just_the_parameters_that_come_with_it() -> None:
    for name, statement in statements():
        used = set(re.findall(r"\$(\w+)", statement.text))
        assert statement.parameters.keys() <= used <= statement.parameters.keys() | GIVEN, name
        assert "plan_set" in used, name


# How a text is built

def test_every_statement_begins_in_one_plan_set_with_kind_and_key() -> None:
    for name, statement in statements():
        heads = re.findall(r"MATCH \((\w+):(?:Item|Missing) \{plan_set: \$plan_set(.*?)\}", statement.text)
        assert heads, name
        for variable, more in heads:
            assert "key" in more or re.search(rf"WHERE {variable}\.key (>=|IS NOT NULL|IN)", statement.text), name
            assert "ki" in more or "key" in more or f"{variable}.key IN" in statement.text or variable == "b", name


def test_every_far_end_is_an_item_of_the_same_plan_set() -> None:
    for name, statement in statements():
        for far in re.findall(r"(?:->|-)\((x\d+)(?::Item)\)", statement.text):
            assert re.search(rf"WHERE {far}\.plan_set = \w+\.plan_set\b", statement.text), name


def test_each_hop_is_a_match_of_its_own_and_each_variable_is_used_for_one_thing() -> None:
    for name, statement in statements():
        for match in re.findall(r"MATCH (.*?)(?: WHERE| \}|\n|$)", statement.text):
            assert len(re.findall(r"\[", match)) <= 1, f"{name}: {match}"
        made = re.findall(r"\[(r\d+):|\((x\d+):Item\)", statement.text)
        assert max(Counter(made).values(), default=1) == 1, name


def test_rules_that_differ_in_constants_have_the_same_text() -> None:
    def made(word: str, days: int, share: float) -> dict[Part, Statement]:
        return dict(compile_rule(rule(
            "clash", "Outturn", along=f">PART_OF[kind = Indicator] <PART_OF[kind in (Target, {word})]",
            fault=f"worse(a.value, b.value, m.polarity, {share}) and a.issued before asof-{days}d"), AS_OF).statements)

    one, other = made("Outturn", 30, 0.05), made("Indicator", 400, 0.1)
    assert {part: statement.text for part, statement in one.items()} == {
        part: statement.text for part, statement in other.items()}
    assert one != other


def test_the_date_asked_for_is_a_parameter() -> None:
    later = datetime.date(2011, 3, 31)
    for each in RULES:
        first, second = compile_rule(each, AS_OF), compile_rule(each, later)
        assert [one.text for one in first.statements.values()] == [one.text for one in second.statements.values()]
    (due,) = (value for value in compile_rule(
        rule("late", "Milestone", date="due", days=30), later).statements[Part.ROWS].parameters.values()
        if isinstance(value, datetime.date))
    assert due == datetime.date(2011, 3, 1)


@pytest.mark.parametrize("as_of", [datetime.date.min, datetime.date.max])
def test_any_date_may_be_asked_for(as_of: datetime.date) -> None:
    for each in RULES:
        compile_rule(each, as_of)


def test_a_family_is_spread_over_its_kinds() -> None:
    made = compile_rule(rule("lacks", "Strategy", needs={"a": "<PART_OF[kind in (Value, Action)]"}), AS_OF)
    assert ["Action", "Outturn", "Target"] in made.statements[Part.ROWS].parameters.values()
    wanted = compile_rule(rule("clash", "Document", along="?EXPECTS", fault="@wanted = Body"), AS_OF)
    assert ["Board", "Body", "Organisation", "Partnership"] in wanted.statements[Part.ROWS].parameters.values()


def test_what_belongs_to_one_item_each_pages() -> None:
    whole = {Shape.GROUP, Shape.COVERAGE, Shape.LOOP}
    for each in RULES:
        to_nothing = bool(each.along) and each.along[0].way == "?"
        pages = Part.PAGE in compile_rule(each, AS_OF).statements
        assert pages is not (each.shape in whole or to_nothing), each.code


# The whole, as it is agreed

def test_every_text_of_our_rules_is_the_one_agreed(golden: Callable[[str, str], None]) -> None:
    told = (f"// {names}\n{text};\n" for names, text in cypher_linter.texts(our_rules()).items())
    golden("rules.cypher", "\n".join(told))


@needs_linter
def test_the_checker_has_nothing_against_our_texts() -> None:
    """All faults of every rule, and of each shape one of what else it asks, which is made of the same pieces."""
    one_each = {(each.shape, each.along[:1] and each.along[0].way): each for each in our_rules()}.values()
    asked = cypher_linter.texts(our_rules(), {Part.ROWS}) | cypher_linter.texts(one_each)
    assert cypher_linter.wrong(asked) == []


@needs_linter
@pytest.mark.parametrize(("text", "told"), [
    ("MATCH (n:Itm {plan_set: $plan_set}) RETURN n.key", "Label Itm"),
    ("MATCH (n:Item {plan_set: $plan_set}) RETURN n.`stauts`", "stauts"),
    ("MATCH (n:Item {plan_set: $plan_set}) RETURN m.key", "Variable `m` not defined"),
    ("MATCH (n:Item {plan_set: $plan_set})-[:SUPORTS]->(x:Item) RETURN x.key", "SUPORTS"),
    ("MATCH (n:Item {plan_set: $plan_set}) RETURN sise(n.key)", "sise"),
    ("MATCH (n:Item {plan_set: $plan_set} RETURN n.key", "Invalid input"),
])
def test_the_checker_notices_faults(text: str, told: str) -> None:
    for version in cypher_linter.VERSIONS:
        assert any(told in one and version in one for one in cypher_linter.wrong({"one": text}))
