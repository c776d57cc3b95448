"""Every rule has a pass and a fail case, finds in each just what it should, and needs every part of itself for that."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from types import ModuleType

import pytest
import test_oracle
import test_oracle_governance
import test_oracle_partnership
import test_oracle_plans
import test_oracle_reviews
from builders import ROOT
from mutants import emptied, mutants
from rule_cases import FOLDER, Case, all_cases, cases, found, read, wanted

from graph_api.gaps import check
from loaders.rules import our_rules
from loaders.yaml_plan import read_yaml
from schema.language.check import Scope, check_route, check_test, negated_alone
from schema.language.tree import Hop
from schema.rule import Rule, Shape
from schema.shapes import SHAPES

RULES = {rule.code: rule for rule in our_rules()}
CASES = list(all_cases(list(RULES)))
BY_HAND = (test_oracle, test_oracle_governance, test_oracle_partnership, test_oracle_plans, test_oracle_reviews)
"""Where rules are written a second time in plain Python."""

SAME = {
    ("G24b", "needs time still to run: never instead of not"): "a plan without a last day has not run out anyway",
    ("G37", "needs consultation: never instead of not"): "what has no day is not after any",
    ("G84", "needs Best Value review: never instead of not"): "what has no day is not after any",
    ("G06b", "along: step 1: always instead of kind = Objective"): "nothing else in a plan can be superseded",
    ("G39", "along: step 1: always instead of kind = Indicator"): "nothing else has a polarity",
    ("G46", "along: step 1: always instead of kind = Indicator"): "nothing else has a polarity",
    ("G47", "along: step 1: always instead of kind = Indicator"): "nothing else has a polarity",
    ("G52b", "along: step 1: always instead of kind = Indicator"): "nothing else has a polarity",
    ("G78", "along: step 1: always instead of kind = Recommendation"): "nothing else has a day on which it was made",
}
"""Changes that change nothing, with the reason."""


def test_every_rule_has_a_file_of_cases_and_every_file_a_rule() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(RULES)
    for code in RULES:
        assert set(read(code)) == {"pass", "fail"}
        assert read(code)["pass"]
        assert read(code)["fail"]


def test_a_rule_file_says_nothing_that_has_no_meaning() -> None:
    about = {"code", "name", "severity", "shape", "of", "finds", "why", "remedy", "message", "sources", "criteria"}
    for path in sorted((ROOT / "schema" / "rules").glob("*.yaml")):
        data, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
        assert not problems
        for entry in data:
            shape = SHAPES[Shape(entry["shape"])]
            assert about | set(shape.needs) <= set(entry), entry["code"]
            known = about | {"also", "where", "example", "thresholds", "limits"} | set(shape.needs) | set(shape.may)
            assert set(entry) <= known, entry["code"]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_names_only_what_is_declared_and_warns_of_nothing(rule: Rule) -> None:
    faults, scope = check_route(rule.along, rule.of) if rule.along else ([], Scope(rule.of, {}))
    faults += check_route(rule.but_not, rule.of)[0] if rule.but_not else []
    own = [test for test in (rule.where, rule.good, *(rule.needs or {}).values(), *rule.together) if test]
    routed = [test for test in (rule.fault, rule.unless) if test]
    above = [rule.to_where] if rule.to_where else []
    faults += [fault for test in own for fault in check_test(test, Scope(rule.of, {}))]
    faults += [fault for test in routed for fault in check_test(test, scope)]
    faults += [fault for test in above for fault in check_test(test, Scope(rule.to, {}))]
    faults += [doubt for test in (*own, *routed, *above) for doubt in negated_alone(test)]
    faults += [fault for hop in (*rule.by, rule.differs, rule.per) if isinstance(hop, Hop)
               for fault in check_route((hop,), rule.of)[0]]
    assert faults == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_in_one_sentence_what_it_finds_and_apart_from_that_what_it_cannot_see(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][^.!?]*\.", rule.finds)
    assert rule.limits == "" or re.fullmatch(r"[A-Z].*\.", rule.limits)


def test_a_rule_is_named_in_kebab_case_and_by_one_code() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) for rule in RULES.values())
    assert all(re.fullmatch(r"[GS][0-9]{1,2}b?", code) for code in RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert not {code for rule in RULES.values() for code in rule.also} & set(RULES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_finds_what_the_case_says(case: Case) -> None:
    rule = RULES[case.code]
    assert {problem.code for problem in case.store.about().problems} == set(case.problems)
    assert found(rule, case) == wanted(case)
    gaps = check(case.store, (rule,), case.as_of).gaps
    assert [str(gap.proof) for gap in gaps] == list(case.proof)
    for gap in gaps:
        assert re.fullmatch(r"[^{}]{20,}\.", gap.message), gap.message


@pytest.mark.parametrize("code", RULES)
def test_a_rule_that_passes_has_looked_at_something(code: str) -> None:
    passing = [case for case in cases(code) if not case.gaps]
    looked = [case.store.run(RULES[code], case.as_of).looked for case in passing]
    assert any(looked)
    assert all(looked[at] or case.looked == 0 for at, case in enumerate(passing))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_no_part_of_a_rule_can_change_unnoticed(rule: Rule) -> None:
    unnoticed = {
        says for says, changed in mutants(rule)
        if all(found(changed, case) == wanted(case) for case in cases(rule.code))}
    known = {says for code, says in SAME if code == rule.code}
    assert unnoticed == known


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_with_an_empty_blank_breaks_its_cases(rule: Rule) -> None:
    shape = SHAPES[rule.shape]
    blanks = {blank for blank in ("where", *shape.needs, *shape.may) if getattr(rule, blank)} - {"show"}
    empty = emptied(rule)
    assert set(empty) == blanks
    unbroken = [blank for blank, changed in empty.items()
                if all(found(changed, case) == wanted(case) for case in cases(rule.code))]
    assert unbroken == []


def test_two_rules_and_more_of_every_shape_are_written_a_second_time() -> None:
    written = {code for module in BY_HAND for code in module.ORACLES}
    shapes = Counter(test_oracle.RULES[code].shape for code in written)
    assert set(shapes) == set(Shape)
    assert min(shapes.values()) >= 2
    assert len(written & set(RULES)) >= 60


@pytest.mark.parametrize("module", BY_HAND, ids=lambda module: module.__name__)
def test_what_is_written_a_second_time_shares_nothing_with_the_engine(module: ModuleType) -> None:
    tree = ast.parse((ROOT / "tests" / f"{module.__name__}.py").read_text(encoding="utf-8"))
    ours = {(line.module, name.name) for line in ast.walk(tree) if isinstance(line, ast.ImportFrom)
            for name in line.names if str(line.module).partition(".")[0] in ("graph_api", "loaders", "schema")}
    assert ours <= {
        ("graph_api.stores.memory", "MemoryStore"), ("loaders.rules", "our_rules"), ("loaders.derive", "derive"),
        ("schema.records", "Item"), ("schema.records", "Link"), ("schema.records", "Loaded")}
    of_the_oracles = {name.id for oracle in module.ORACLES.values() for name in ast.walk(
        ast.parse(inspect.getsource(oracle))) if isinstance(name, ast.Name)}
    assert not of_the_oracles & {"MemoryStore", "RULES", "our_rules", "rule", "derive"}
