"""What a council says anew of our rules, and the numbers that it may set; a fault is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import load_folder

from graph_api.example import example_gaps
from graph_api.pipeline import Options, check_plans, chosen, open_plans
from loaders.frameworks import our_frameworks
from loaders.rules import in_force, our_rules, parse_rules
from schema.rule import Rule, Severity

OURS = {rule.code: rule for rule in our_rules()}
OWN = """\
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
"""


def tuned(text: str, *others: Rule) -> dict[str, Rule]:
    read = parse_rules(text, "my_rules.yaml", [*OURS.values(), *others])
    assert read.problems == ()
    return {rule.code: rule for rule in in_force([*OURS.values(), *others, *read.rules])}


def faults(text: str) -> list[tuple[int | None, str]]:
    read = parse_rules(text, "my_rules.yaml", OURS.values())
    assert read.rules == ()
    return [(told.source.row, told.message) for told in read.problems]


def test_severity_and_numbers_are_set_in_one_place_and_the_text_follows() -> None:
    rules = tuned("- {tune: G24, severity: low, days: 400, because: Budgets come late.}\n"
                  "- {tune: missed-target-without-correction, tolerance: 0.1}\n")
    stale, missed = rules["G24"], rules["G46"]
    assert (stale.severity, stale.days, stale.chapter) == (Severity.LOW, 400, "service-plans")
    assert "400 days" in stale.finds
    assert stale.tuned == ("severity low (was medium)", "days 400 (was 365)")
    assert (stale.because, stale.in_use, stale.numbers) == ("Budgets come late.", True, {"days": 400})
    assert "0.1" in (missed.texts or {})["fault"]
    assert "10 per cent" in missed.finds
    assert missed.tuned == ("tolerance 0.1 (was 0.05)",)


def test_a_test_or_the_kinds_of_a_rule_are_put_anew() -> None:
    rule = tuned("- {tune: G21, of: [Action], message: 'No {lacking}: {title}.', "
                 "needs: {post: '>OWNED_BY[kind = Post]'}}")["G21"]
    assert rule.of == ("Action",)
    assert rule.texts == {"where": "not status = superseded", "needs.post": ">OWNED_BY[kind = Post]"}
    assert set(rule.tuned) == {"of anew", "needs anew", "message anew"}
    assert rule.also == ("G73",)


def test_a_rule_of_the_council_is_tuned_like_ours_and_a_tuned_rule_once_more() -> None:
    (own,) = parse_rules(OWN, "our.yaml", OURS.values()).rules
    assert own.chapter == "our"
    assert own.finds == "No equality review of a plan that spends more than £1,000, or 10 per cent."
    assert own.message.endswith("{title}, which spends more than 1000.")
    again = tuned("- {tune: L1, size: 5}\n- {tune: L1, severity: high}\n", own)["L1"]
    assert again.tuned == ("size 5 (was 1000)", "severity high (was medium)")
    assert (again.texts or {})["where"] == "spend > 5"


@pytest.mark.parametrize(("size", "share", "test", "finds"), [
    ("20000000000", "0.07", "spend > 20000000000", "£20,000,000,000, or 7 per cent"),
    ("12345678901.25", "0.123456789012", "spend > 12345678901.25", "£12,345,678,901.25, or 12.3456789012 per cent"),
    ("-5.0", "0.0005", "spend > -5", "£-5, or 0.05 per cent"),
    ("1000", "1", "spend > 1000", "£1,000, or 100 per cent"),
])
def test_a_number_is_written_with_all_its_figures(size: str, share: str, test: str, finds: str) -> None:
    (rule,) = parse_rules(OWN.replace("size: 1000, share: 0.1", f"size: {size}, share: {share}"), "our.yaml").rules
    assert (rule.texts or {})["where"] == test
    assert finds in rule.finds


def test_a_rule_out_of_use_is_not_run_and_says_why(tmp_path: Path) -> None:
    load_folder(tmp_path, {"actions.csv": "key,title,status,outcome\na,Plant trees,open,\n",
                           "our.yaml": "- {tune: G20, use: no, because: Our actions say it in the plan.}\n",
                           "goldthread.yaml": "rules: our.yaml\n"})
    opened = open_plans([tmp_path])
    check = check_plans(opened)
    assert "G20" not in check.looked_at
    assert "G19" in check.looked_at
    assert [(rule.code, rule.tuned, rule.because) for rule in check.tuned] == [
        ("G20", ("out of use",), "Our actions say it in the plan.")]


@pytest.mark.parametrize(("text", "told"), [
    ("- {tune: G999, severity: low}", "G999: tune names no rule that is there."),
    ("- {tune: G73, severity: low}", "G73: tune names no rule that is there."),
    ("- {tune: G24}", "G24: tune changes nothing."),
    ("- {tune: G24, days: 365}", "G24: tune changes nothing."),
    ("- {tune: G24, day: 3}", "G24: day cannot be tuned in G24."),
    ("- {tune: G24, code: X}", "G24: code cannot be tuned in G24."),
    ("- {tune: G24, days: soon}", "G24: days is not a whole number."),
    ("- {tune: G24, severity: awful}", "G24: severity is none that we know."),
    ("- {tune: G24, use: no}", "G24: use takes the rule out of use and gives no reason."),
    ("- {tune: G24, use: perhaps, because: x}", "G24: use is neither yes nor no."),
    ("- {tune: G46, tolerance: 10%}", "G46: tolerance is not a number."),
    ("- {tune: G46, tolerance: yes}", "G46: tolerance is not a number."),
    ('- {tune: G21, needs: {owner: ">OWNED"}}', "G21: needs cannot be read: no link is called OWNED"),
    ("- {tune: G24, because: [x], days: 1}", "G24: because is not text."),
    (OWN.replace("size: 1000", "size: many"), "L1: thresholds has no number for size."),
    (OWN.replace("size: 1000", "severity: 3, size: 1000"), "L1: thresholds cannot call a number severity."),
    (OWN.replace("size: 1000", "idle: 3, size: 1"), "L1: thresholds has a number idle that nothing in the rule names."),
    (OWN.replace("{size: 1000, share: 0.1}", "10"), "L1: thresholds is not a list of names and numbers."),
    (OWN.replace("{share}", "{shere}"), "L1: needs cannot be read"),
    (OWN + "  example: [1]\n", "L1: example is not text."),
])
def test_a_bad_tuning_is_refused_with_place_and_reason(text: str, told: str) -> None:
    found = faults(text)
    assert any(message.startswith(told) for _, message in found), found
    assert all(row for row, _ in found)


def test_a_fault_in_one_entry_refuses_the_whole_file() -> None:
    assert len(faults("- {tune: G24, days: 400}\n- {tune: G24, days: soon}\n")) == 1


@pytest.mark.parametrize("rule", OURS.values(), ids=lambda rule: rule.code)
def test_the_example_of_a_rule_shows_its_gap(rule: Rule) -> None:
    gaps = example_gaps(rule)
    assert gaps
    assert all(gap.rule.code == rule.code for gap in gaps)
    assert rule.example.count("\n") <= 12


@pytest.mark.parametrize("rule", [rule for rule in OURS.values() if rule.numbers], ids=lambda rule: rule.code)
def test_every_number_of_a_rule_stands_in_its_text_and_changes_it(rule: Rule) -> None:
    for name, value in rule.numbers.items():
        if name == "days" and not value:
            continue  # late from the first day
        new = value / 2 if name == "at_least" or value < 1 else value + 7
        changed = tuned(f"- {{tune: {rule.code}, {name}: {new:.10g}}}")[rule.code]
        assert changed.finds != rule.finds, name
        assert changed.numbers[name] == new


def test_rules_are_selected_by_code_name_chapter_letter_and_criterion() -> None:
    rules = tuple(OURS.values())

    def selected(word: str) -> set[str]:
        return {rule.code for rule in chosen(rules, Options(select=(word,)), our_frameworks())}

    assert selected("G08") == selected("strategy-without-actions") == {"G08"}
    assert selected("G73") == {"G19", "G20", "G21"}
    assert selected("S") == {code for code in OURS if code.startswith("S")}
    assert selected("milestones") == {rule.code for rule in rules if rule.chapter == "milestones"} > {"S3"}
    assert selected("KLOE 4.1") == {rule.code for rule in rules if "KLOE 4.1" in rule.criteria}
    assert selected("KLOE 4") == {rule.code for rule in rules if any("KLOE 4." in one for one in rule.criteria)}
    assert selected("KLOE 4") > selected("KLOE 4.1") > set()
    assert selected("KLOE") == {rule.code for rule in rules if rule.criteria}
    assert selected("KLOE 4.") == selected("LOE") == set()
    about_criteria = {"G71", "G80"}  # their gaps name the criterion themselves
    assert selected("kloe-4") == selected("KLOE 4") - about_criteria
    assert {"G01", "G77"} <= selected("best-value-2024-4") < selected("best-value-2024")
    assert {rule.code for rule in chosen(rules, Options(ignore=("KLOE",)))} == set(OURS) - selected("KLOE")
