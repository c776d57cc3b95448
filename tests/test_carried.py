"""What goes with a plan set into a store comes back: rules as a council tuned them, settings, frameworks."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from graph_api.carried import carried_of, to_carry
from graph_api.pipeline import Opened, open_plans
from loaders.frameworks import our_frameworks
from loaders.rules import our_rules
from schema.records import PlanSet
from schema.rule import Rule

RULES = """\
- {tune: G24, severity: low, days: 400, because: Budgets come late.}
- {tune: missed-target-without-correction, tolerance: 0.0001}
- {tune: G21, use: no, because: 'All work is one board''s. \U0001f600 "Quoted", \\ and so on.'}
- tune: S3
  message: "{title}:\\n\\t\\u2028 \\U0001F600 é is late."
- code: L1
  name: no-equality-effect
  severity: medium
  shape: lacks
  of: [ServicePlan]
  thresholds: {size: 1000, share: 0.1}
  where: "spend > {size}"
  needs: {equality effect: "<REVIEWS[type = equality] or spend < {share}"}
  finds: No equality review of a plan that spends more than £{size}, or {share:%}.
  why: Somebody may be left out.
  remedy: Add one.
  message: "No {lacking} is recorded for {title}, which spends more than {size}."
  example: |
    ServicePlan:
      - {key: a, title: Meals, spend: 2000}
"""


@pytest.fixture
def own(tmp_path: Path) -> Opened:
    """Plans of a council with rules, a tier and a date of its own."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "goldthread.yaml").write_text(
        "planSet: ashby\ntitle: Ashby\nasOf: 2008-09-01\nrules: [rules.yaml]\ntiers: {service-plan: 3, 3: Plans}\n",
        encoding="utf-8")
    (tmp_path / "service-plans.csv").write_text("key,title\na,A\n", encoding="utf-8")
    return open_plans([tmp_path])


def all_rules(opened: Opened) -> dict[str, Rule]:
    """Every rule of the council, run or not."""
    return {rule.code: rule for rule in (*opened.rules, *opened.tuned)}


def packed(opened: Opened) -> dict[str, str]:
    return to_carry(all_rules(opened).values(), opened.settings, opened.as_of, opened.frameworks)


def test_rules_of_a_council_come_back_as_they_are(own: Opened) -> None:
    assert own.store.about().problems == ()
    back = carried_of(own.settings.about_plan_set, packed(own))
    assert back.problems == ()
    assert {rule.code: rule for rule in back.rules} == {rule.code: rule for rule in our_rules()} | all_rules(own)
    assert [rule.code for rule in back.rules if rule.in_use] == [rule.code for rule in own.rules]
    assert {rule.code: dict(rule.declared) for rule in back.rules} == {
        rule.code: dict(rule.declared) for rule in our_rules()} | {
        code: dict(rule.declared) for code, rule in all_rules(own).items()}


def test_settings_and_date_come_back(own: Opened) -> None:
    back = carried_of(own.settings.about_plan_set, packed(own))
    assert back.as_of == datetime.date(2008, 9, 1)
    same = ("plan_set", "title", "about", "made_up", "as_of", "tiers", "tier_names")
    assert all(getattr(back.settings, name) == getattr(own.settings, name) for name in same)


def test_frameworks_of_a_council_come_back(own: Opened) -> None:
    ours = our_frameworks()
    scored = next(one for one in ours if one.scores is not None)
    mine = replace(scored, id="mine", title="Mine")
    texts = to_carry((), own.settings, None, (*ours, mine))
    assert carried_of(PlanSet("ashby", "Ashby"), texts).frameworks == (*ours, mine)
    assert texts["frameworks"].count('"years"') == 1  # ours are not carried


def test_what_is_not_carried_is_as_of_a_folder_that_says_nothing() -> None:
    back = carried_of(PlanSet("ashby", "Ashby"), {})
    assert back.rules == our_rules()
    assert (back.as_of, back.frameworks, back.settings.tier_names) == (None, our_frameworks(), {})


def test_rule_that_is_not_understood_any_more_is_told(own: Opened) -> None:
    texts = packed(own)
    texts["rules"] = texts["rules"].replace("<REVIEWS[type = equality]", "<RENAMED[type = equality]")
    back = carried_of(PlanSet("ashby", "Ashby"), texts)
    assert [told.code for told in back.problems] == ["rule-refused"]
    assert "L1" not in {rule.code for rule in back.rules}
    assert "G24" in {rule.code for rule in back.rules if rule.tuned}


def test_leicester_carries_nothing_of_ours(leicester: Opened) -> None:
    texts = packed(leicester)
    assert texts["rules"] == texts["frameworks"] == "[]"
