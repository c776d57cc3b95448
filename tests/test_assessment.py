"""The self-assessment by a framework: evidence, gaps and scores by criterion, and never a verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from folders import write
from typer.testing import CliRunner

from graph_api.analyses.assessment import self_assessment
from graph_api.cli.app import app
from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.pipeline import Options, check_plans, open_plans
from graph_api.results import Proof

LEICESTER = Path(__file__).resolve().parent.parent / "examples" / "leicester-2008"
SMALL = {
    "goldthread.yaml": "planSet: ashby\ntitle: Ashby\nmadeUp: true\nasOf: 2026-01-01\nframeworks: [ashby.yaml, kloe]\n",
    "ashby.yaml": """\
id: ashby
title: What Ashby asks
about: A made-up framework.
source: Made up for a test
years: 2025 on
label: ASHBY
criteria:
  - {id: ashby-1, number: "1", title: Plans, level: theme}
  - {id: ashby-1.1, number: "1.1", title: Plans are delivered, level: line, part_of: ashby-1, rules: [G08, S3, G81]}
  - {id: ashby-1.1-a, title: By actions, level: criterion, part_of: ashby-1.1, rules: [G08]}
  - {id: ashby-1.1-b, title: In time, level: criterion, part_of: ashby-1.1}
  - {id: ashby-1.2, number: "1.2", title: Plans are kind, level: line, part_of: ashby-1}
  - {id: ashby-2, number: "2", title: People, level: theme, rules: [G81, G81b]}
  - {id: ashby-3, number: "3", title: Milestones, level: theme, rules: [S3, G999]}
scores:
  lowest: 1
  highest: 3
  table: [{score: 3, at_least: 2, at: 3, none_below: 2}, {score: 2, at_least: 2, at: 2}]
  otherwise: 1
""",
    "strategies.csv": "key,title,status,contains\nhomes,Homes strategy,live,\nroads,Roads strategy,live,\n"
                      "parks,Parks strategy,live,\n",
    "milestones.csv": "key,title,due,done,part of\nm,Milestone,2026-06-01,,strategy:homes\n",
    "waivers.csv": "rule,item,reason,approver,until\nG08,strategy:parks,Agreed,Cabinet,2030-01-01\n",
    "more.yaml": """\
asks: transcript
Document:
  - {key: plan, title: Plan in plain words, evidences: [criterion:ashby-1.1-a, criterion:ashby-1.2]}
Passage:
  - {key: p1, title: Paragraph 1, evidences: "criterion:ashby-1.1-a"}
Criterion:
  - {key: year-2024, title: Whole 2024, level: framework, criterion: ashby, period: 2024, score: 3}
  - {key: y4-1, title: P, level: theme, criterion: ashby-1, period: 2024, score: 2, part of: criterion:year-2024}
  - {key: y4-2, title: P, level: theme, criterion: ashby-2, period: 2024, score: 2, part of: criterion:year-2024}
  - {key: y4-3, title: P, level: theme, criterion: ashby-3, period: 2024, score: 3, part of: criterion:year-2024}
  - {key: year-2025, title: Whole 2025, level: framework, criterion: ashby, period: 2025, score: 2}
  - {key: y5-1, title: P, level: theme, criterion: ashby-1, period: 2025, score: 2, part of: criterion:year-2025}
  - {key: word, title: In words, criterion: ashby-1.2, judgement: fair}
""",
}


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    return open_plans([write(tmp_path_factory.mktemp("ashby"), SMALL)])


@pytest.fixture(scope="module")
def found(plans):
    framework = next(one for one in plans.frameworks if one.id == "ashby")
    return self_assessment(plans.store, check_plans(plans), framework)


def line(found, name):
    return next(one for one in found.lines if one.criterion.id == name)


# The analysis


def test_every_criterion_has_a_line_in_the_order_of_the_framework(found):
    assert [one.criterion.id for one in found.lines] == [one.id for one in found.framework.criteria]


def test_evidence_is_that_of_the_criterion_and_of_all_that_it_holds(found):
    own = [(one.item.key, one.criterion) for one in line(found, "ashby-1.1-a").evidence]
    theme = [(one.item.key, one.criterion) for one in line(found, "ashby-1").evidence]

    assert own == [("document:plan", "ashby-1.1-a"), ("passage:p1", "ashby-1.1-a")]
    assert theme == [*own, ("document:plan", "ashby-1.2")]
    assert line(found, "ashby-1.1-b").evidence == line(found, "ashby-2").evidence == ()
    assert line(found, "ashby-1.1-a").evidence[0].source.file == "more.yaml"


def test_gaps_that_count_stand_apart_from_exceptions(found):
    answered = line(found, "ashby-1.1-a")

    assert dict(answered.states) == {"high": 2, "waived": 1}
    assert [gap.items[0].key for gap in answered.gaps][:2] == ["strategy:homes", "strategy:roads"]
    assert answered.says == "1 rule looked: 2 gaps count, 1 is an agreed exception."


def test_silent_gaps_are_not_counted(leicester):
    kloe = next(one for one in leicester.frameworks if one.id == "kloe")
    served = line(self_assessment(leicester.store, check_plans(leicester), kloe), "kloe-2.3")

    assert served.states["silent"] > 0
    assert not [gap for gap in served.gaps if gap.proof is Proof.SILENT and gap.counts and not gap.confirmed_by]
    assert "on silence" in served.says


def test_a_gap_counts_once_in_a_theme_whatever_holds_it(found):
    theme = line(found, "ashby-1")

    assert [rule.code for rule in theme.rules] == ["G08", "S3", "G81"]
    assert dict(theme.states) == dict(line(found, "ashby-1.1").states) == {"high": 2, "waived": 1}
    assert theme.own_gaps == ()
    assert len(line(found, "ashby-1.1").own_gaps) == 3


def test_a_rule_that_looked_at_nothing_is_told_and_so_is_one_that_was_not_run(found):
    assert line(found, "ashby-1.1").says == (
        "2 rules looked: 2 gaps count, 1 is an agreed exception. G81 had nothing to look at.")
    assert line(found, "ashby-2").says == "None of its rules had anything to look at, so they say nothing of it."
    assert line(found, "ashby-3").says == (
        "1 rule looked and found no gap, which is not the same as the criterion met. G999 was not run.")
    assert line(found, "ashby-3").rules[1].rule is None


def test_rules_that_were_left_out_are_not_taken_for_good_news(tmp_path):
    plans = open_plans([write(tmp_path, SMALL)], Options(select=("G01",)))
    made = self_assessment(plans.store, check_plans(plans), plans.frameworks[-1])

    assert line(made, "ashby-1.1").says == "G08, S3 and G81 were not run."


def test_where_no_rule_tells_anything_people_have_to_judge(found):
    assert line(found, "ashby-1.2").says == "No rule tells anything about it; people have to judge it."
    assert line(found, "ashby-1.1-b").says == "Rules answer Plans are delivered as a whole."
    assert line(found, "ashby-1.2").gaps == ()


def test_rules_about_criteria_tell_of_each_for_itself(found):
    (missing,) = [one for one in line(found, "ashby-1").itself if one.code == "G80"]

    assert missing.looked.n == 2
    assert [gap.items[0].key for gap in missing.gaps] == ["criterion:ashby-1.1-b"]
    assert [one.code for one in line(found, "ashby-2").itself] == []
    assert "G80" not in [one.code for one in line(found, "ashby-1").rules]


def test_scores_and_judgements_are_those_of_the_criterion_alone(found):
    assert [(one.period, one.score) for one in line(found, "ashby-1").scores] == [("2024", 2.0), ("2025", 2.0)]
    assert [one.judgement for one in line(found, "ashby-1.2").scores] == ["fair"]


def test_a_stated_score_that_does_not_follow_is_said_and_the_latest_year_is_first(found):
    later, earlier = found.overall

    assert (later.period, later.stated, later.derived, later.follows, later.change) == ("2025", 2, None, None, None)
    assert later.says == (
        "The stated score is 2. Not each of the three themes has one score of that year, so none follows.")
    assert (earlier.stated, earlier.derived, earlier.follows) == (3, 2, False)
    assert earlier.says == (
        "The stated score, 3, does not follow: the themes, 2, 2, 3, give 2. "
        "The least that would give 3: any one of Plans and People from 2 to 3.")


def test_leicester_scores_two_and_needs_two_more_themes_at_three(leicester):
    kloe = next(one for one in leicester.frameworks if one.id == "kloe")
    made = self_assessment(leicester.store, check_plans(leicester), kloe)
    (overall,) = made.overall

    assert (overall.stated, overall.derived, overall.follows) == (2, 2, True)
    assert [theme.score for theme in overall.themes] == [3, 2, 2, 2, 2]
    assert overall.says.endswith(
        "The least that would give 3: any two of Prioritisation, Capacity, Performance management and Achievement "
        "from 2 to 3.")
    assert len(line(made, "kloe-5-children").scores) == 5
    assert not [one for one in made.lines if one.evidence]  # the papers tell of no evidence for any criterion


def test_a_framework_that_is_not_loaded_still_tells_of_gaps(leicester):
    peers = next(one for one in leicester.frameworks if one.id == "peer-challenge")
    made = self_assessment(leicester.store, check_plans(leicester), peers)

    assert made.overall == ()
    assert all(one.item is None and not one.evidence and one.rules for one in made.lines)


def test_gaps_of_a_criterion_are_those_of_its_rules_in_the_check(leicester):
    check = check_plans(leicester)
    for framework in leicester.frameworks:
        for one in self_assessment(leicester.store, check, framework).lines:
            codes = {rule.code for rule in one.rules}
            assert sorted(gap.id for gap in one.gaps) == sorted(
                gap.id for gap in check.gaps if gap.rule.code in codes)


# The API


@pytest.fixture(scope="module")
def edition(plans):
    return Edition(plans)


def data(edition, query):
    answer = ask(edition, query)
    assert answer.errors == []
    return answer.data


def test_the_api_lists_frameworks_with_the_rules_that_answer(edition):
    found = data(edition, """{ frameworks { key title years scoringRule criteria { key number level partOf rules
        question elsewhere } } }""")["frameworks"]

    assert [one["key"] for one in found] == ["best-value-2024", "delivery-chain", "kloe", "peer-challenge", "ashby"]
    assert found[-1]["scoringRule"] == [
        "3: at least 2 themes at 3 or above, none below 2", "2: at least 2 themes at 2 or above", "1: all else"]
    assert found[-1]["criteria"][1] == {
        "key": "ashby-1.1", "number": "1.1", "level": "LINE", "partOf": "ashby-1", "rules": ["G08", "S3", "G81"],
        "question": None, "elsewhere": None}


def test_the_api_gives_a_self_assessment(edition):
    found = data(edition, """{ selfAssessment(framework: "ashby") { framework { key }
        overall { period stated derived follows says themes { theme title score } item { key } source { place }
          change { score points must { theme } choose among { theme now to } } }
        criteria(level: [THEME, LINE]) { criterion { key } item { key } says high medium low silent waived
          evidence { item { key title } criterion source { file } }
          rules { code rule { name } lookedAt counted silent waived } itself { code counted }
          scores { period score judgement item { key } source { file } }
          gaps(first: 1) { totalCount nodes { rule { code } items { key } } } } } }""")["selfAssessment"]
    lines = {one["criterion"]["key"]: one for one in found["criteria"]}

    assert list(lines) == ["ashby-1", "ashby-1.1", "ashby-1.2", "ashby-2", "ashby-3"]
    assert found["overall"][1]["change"] == {
        "score": 3, "points": 1, "must": [], "choose": 1,
        "among": [{"theme": "ashby-1", "now": 2, "to": 3}, {"theme": "ashby-2", "now": 2, "to": 3}]}
    assert lines["ashby-1"]["item"] == {"key": "criterion:ashby-1"}
    assert (lines["ashby-1"]["high"], lines["ashby-1"]["waived"]) == (2, 1)
    assert lines["ashby-1"]["gaps"] == {
        "totalCount": 3, "nodes": [{"rule": {"code": "G08"}, "items": [{"key": "strategy:homes"}]}]}
    assert lines["ashby-1"]["itself"] == [{"code": "G80", "counted": 0}]
    assert [one["item"]["title"] for one in lines["ashby-1.1"]["evidence"]] == ["Plan in plain words", "Paragraph 1"]
    assert lines["ashby-3"]["rules"][1] == {
        "code": "G999", "rule": None, "lookedAt": None, "counted": 0, "silent": 0, "waived": 0}
    assert lines["ashby-1.2"]["scores"][0]["judgement"] == "fair"


def test_the_api_knows_dates_and_frameworks_that_are_not_there(edition):
    found = data(edition, """{ none: selfAssessment(framework: "none") { framework { key } }
        later: selfAssessment(framework: "ashby", asOf: "2027-01-01") { criteria(level: THEME) { high } } }""")

    assert found["none"] is None
    assert [one["high"] for one in found["later"]["criteria"]] == [3, 0, 1]  # the milestone is overdue by then


# The command


def run(*arguments, code=0):
    done = CliRunner().invoke(app, ["framework", *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done.stdout


def test_the_command_lists_frameworks_and_what_one_asks():
    assert [text.split()[0] for text in run().splitlines()] == [
        "best-value-2024", "delivery-chain", "kloe", "peer-challenge"]
    shown = run("kloe")

    assert "4: at least 2 themes at 4 or above, none below 3" in shown
    assert "KLOE 2.3 Robust action on the strategy: G0" in shown
    assert "Rules that look at the criteria themselves: " in shown
    assert len(json.loads(run("kloe", "-f", "json"))["criteria"]) == 99
    assert len(json.loads(run("-f", "json"))["frameworks"]) == 4


def test_the_command_assesses_plans(tmp_path):
    folder = write(tmp_path, SMALL)
    shown = run("ashby", folder)

    assert shown.startswith("What Ashby asks: Ashby, as of 1 January 2026\nThis council is made up.\nThis is no")
    assert "G08 No" in shown
    assert "Evidence, 2 papers and passages: Plan in plain words and Paragraph 1." in shown
    assert "ASHBY 1.2 Plans are kind. Recorded: fair." in shown
    assert "Overall, 2024: The stated score, 3, does not follow" in shown


def test_the_commands_json_holds_all_of_it(tmp_path):
    found = json.loads(run("ashby", write(tmp_path, SMALL), "--format", "json"))

    assert (found["schema"], found["asOf"], found["madeUp"]) == ("goldthread.assessment/1", "2026-01-01", True)
    assert found["overall"][1]["leastChange"]["points"] == 1
    assert found["criteria"][1]["gaps"] == {"high": 2, "medium": 0, "low": 0, "silent": 0, "waived": 1}
    assert [rule["rule"] for rule in found["criteria"][1]["rules"]] == ["G08", "S3", "G81"]
    assert found["criteria"][2]["evidence"][0]["item"]["id"] == "document:plan"


def test_the_command_knows_no_other_framework():
    run("none", code=2)
    run("none", LEICESTER, code=2)
