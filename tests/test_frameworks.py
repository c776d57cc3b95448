"""Frameworks: ours as the papers have them, a council's own, and what is told of one that is not well made."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import papers
import pytest
import yaml
from folders import codes, item, keys, link, load_files, load_folder, problem

from loaders.frameworks import ids_of, known_frameworks, our_frameworks, parse_framework
from loaders.rules import our_rules
from schema.framework import answering, whole_scores
from schema.kinds import field_of
from schema.problems import PROBLEMS, Level

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
OURS = {framework.id: framework for framework in our_frameworks()}
KLOE = OURS["kloe"]
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
(ASHBY,) = [block for block in BLOCKS if block.startswith("id: ashby")]
OWN_RULE = """\
- code: ASH1
  name: plan-without-aim
  severity: low
  shape: lacks
  of: [ServicePlan]
  needs: {aim: "aim"}
  finds: A service plan without an aim.
  why: Residents cannot tell what it is for.
  remedy: Fill in its aim.
  message: "{title} has no aim."
  criteria: ["ASHBY 1.2"]
"""
SCORES = """\
asks: transcript
Criterion:
  - {key: whole, title: Whole, level: framework, criterion: kloe, period: 2008, score: 2}
"""


def themes(*scores: object, period: str = "2008") -> str:
    """Records of the themes with these scores, none for None."""
    return "".join(
        f"  - {{key: t{number}, title: T, level: theme, criterion: kloe-{number}, period: {period}, score: {score}, "
        "part of: criterion:whole}\n"
        for number, score in enumerate(scores, 1) if score is not None)


# Ours


def test_the_key_lines_of_enquiry_are_whole():
    levels = Counter(criterion.level for criterion in KLOE.criteria)
    by_theme = Counter(criterion.id[5] for criterion in KLOE.criteria if criterion.level == "criterion")

    assert levels == {"theme": 5, "line": 18, "criterion": 76}
    assert [by_theme[theme] for theme in "12345"] == [10, 13, 18, 16, 19]
    assert len({theme.question for theme in KLOE.themes}) == 3
    assert sum(criterion.number is not None for criterion in KLOE.criteria if criterion.level == "line") == 17


def test_the_sub_theme_without_a_number_is_judged_elsewhere():
    (children,) = [criterion for criterion in KLOE.criteria if criterion.level == "line" and not criterion.number]

    assert children.id == "kloe-5-children"
    assert "Joint Area Review" in (children.elsewhere or "")
    assert not [criterion for criterion in KLOE.criteria if criterion.part_of == children.id]


def test_the_others_ask_what_their_papers_ask():
    assert [len(OURS[name].criteria) for name in ("best-value-2024", "delivery-chain", "peer-challenge")] == [7, 12, 5]
    assert all(framework.source and framework.years and framework.about for framework in OURS.values())
    assert [framework.id for framework in OURS.values() if framework.scores] == ["kloe"]


def test_rules_name_the_lines_of_enquiry_that_they_answer():
    answers = answering(KLOE, our_rules())

    assert "G02" in answers["kloe-2.2"]
    assert not any(criterion.rules for criterion in KLOE.criteria)
    known = {KLOE.code(criterion) for criterion in KLOE.criteria if criterion.number}
    assert {name for rule in our_rules() for name in rule.criteria if name.startswith("KLOE ")} <= known


def test_our_frameworks_name_rules_that_are_there():
    rules = {code for rule in our_rules() for code in (rule.code, *rule.also)}
    named = {code for framework in OURS.values() for criterion in framework.criteria for code in criterion.rules}

    assert named <= rules


def test_every_criterion_of_the_others_is_answered_or_holds_what_is():
    for name in ("best-value-2024", "delivery-chain", "peer-challenge"):
        assert all(criterion.rules for criterion in OURS[name].criteria)


def test_a_merged_code_stands_for_its_rule_and_rules_about_criteria_stand_apart():
    read = parse_framework(ASHBY.replace("[S3]", "[G10, S3, G31, G80]"), "a.yaml").framework

    assert answering(read, our_rules())["ashby-2.1"] == ("G31", "S3")


@pytest.mark.skipif(not papers.there(), reason=papers.MISSING)
def test_no_criterion_of_the_paper_is_copied():
    words = [" ".join(re.findall("[a-z]+", text.lower())) for text in papers.paragraphs("004").values()]
    for criterion in KLOE.criteria:
        ours = re.findall("[a-z]+", criterion.title.lower())
        runs = (" ".join(ours[at:at + 8]) for at in range(len(ours) - 7))
        assert not any(run in text for run in runs for text in words), criterion.id


def test_frameworks_are_shipped_beside_the_rules():
    assert {entry.name for entry in files("schema").joinpath("frameworks").iterdir()} == {
        f"{name}.yaml" for name in OURS}


# A council's own


def test_the_page_shows_one_that_is_read(tmp_path):
    assert parse_framework(ASHBY, "ashby.framework.yaml").problems == ()
    for block in BLOCKS:
        yaml.safe_load(block)
    loaded = load_files(tmp_path, {
        "ashby.framework.yaml": ASHBY, "goldthread.yaml": "frameworks: [kloe, ashby.framework.yaml]\n",
        "scores.yaml": next(block for block in BLOCKS if "assessment-2008" in block)})

    assert codes(loaded) == []
    assert {"criterion:ashby-1.2", "criterion:kloe-2.2-a", "criterion:assessment-2008"} <= keys(loaded)


def test_its_criteria_become_items_that_papers_may_evidence(tmp_path):
    folder = load_folder(tmp_path, {
        "ours.yaml": ASHBY, "goldthread.yaml": "frameworks: [ours.yaml]\n",
        "documents.csv": "key,title,evidences\nplan,Plan in plain words,criterion:ashby-1.2\n"})
    loaded = folder.loaded
    found = item(loaded, "criterion:ashby-1.2")

    assert codes(loaded) == []
    assert (found.title, found.values["level"]) == ("Residents can read them", "criterion")
    assert (found.source.file, found.source.row) == ("ours.yaml", 11)
    assert link(loaded, "EVIDENCES").end == found.key
    assert ("criterion:ashby-1.2", "criterion:ashby-1") in {
        (one.start, one.end) for one in loaded.links if one.verb == "PART_OF"}
    assert [one.id for one in folder.frameworks] == [*OURS, "ashby"]


def test_criteria_ask_nothing_and_no_items_come_of_a_framework_that_is_not_named(tmp_path):
    named = load_files(tmp_path / "a", {"actions.csv": "key,title\na,A\n", "goldthread.yaml": "frameworks: kloe\n"})
    alone = load_files(tmp_path / "b", {"actions.csv": "key,title\na,A\n"})

    assert len(keys(named)) == 101
    assert [table.asks for table in named.tables] == ["register", "transcript"]
    assert keys(alone) == {"action:a"}


@pytest.mark.parametrize(("old", "new", "line", "said"), [
    ("id: ashby\n", "id: Ashby One\n", 1, "signs"),
    ("id: ashby\n", "id: kloe\n", 1, "of another file has this id"),
    ("id: ashby\n", "id: kloe-2.2\n", 1, "of another file has this id"),
    ("title: What Ashby", 'title: "\\e[2JWhat"\n# ', 2, "title cannot be kept"),
    ("title: Promises kept", 'title: "Promises\\a kept"', 12, "title cannot be kept"),
    ("rules: [S3]", 'rules: ["S3\\e"]', 13, "rules cannot be kept"),
    ("title: What Ashby asks of itself\n", "", 1, "no title"),
    ("years: 2025 on", "year: 2025", 5, "knows no year"),
    ("source: Ashby Borough Council", "source: [Ashby]\n# ", 4, "source is not text"),
    ("id: ashby-1.2", "id: ashby-1.1", 11, "Two criteria have this id"),
    ("id: ashby-1.2", "id: other-1.2", 11, "does not begin with"),
    ('number: "1.2"', "number: 1.2", 11, "number is not text"),
    ('number: "1.2"', 'number: "1.1"', 11, "Two criteria have this number"),
    ("level: theme}\n  - {id: ashby-1.1", "level: part}\n  - {id: ashby-1.1", 8, "not a level"),
    ("level: criterion, part_of: ashby-1}", "level: theme, part_of: ashby-1}", 11, "cannot be part of"),
    ("level: criterion, part_of: ashby-1}", "level: criterion, part_of: ashby-2}", 11, "Nothing above it"),
    ("rules: [S3]", "rules: S3", 13, "not a list of codes"),
    ("lowest: 1", "lowest: 9", 16, "highest score"),
    ("highest: 3", "highest: three", 16, "highest is not a number"),
    ("at_least: 2, at: 3", "at_least: 3, at: 3", 18, "at_least is not a number"),
    ("score: 3, at_least: 2, at: 3", "score: 2, at_least: 2, at: 3", 17, "do not go down"),
    ("otherwise: 1", "otherwise: 2", 17, "do not go down"),
    ("otherwise: 1", "else: 1", 20, "knows no else"),
])
def test_one_that_is_not_well_made_is_refused_with_place_and_reason(old, new, line, said):
    assert old in ASHBY
    read = parse_framework(ASHBY.replace(old, new, 1), "ashby.yaml", ids_of(OURS.values()))

    assert read.framework is None
    assert {told.code for told in read.problems} == {"framework-refused"}
    assert (line, "ashby.yaml") in [(told.source.row, told.source.file) for told in read.problems]
    assert any(said in told.message for told in read.problems), [told.message for told in read.problems]


@pytest.mark.parametrize("text", ["", "[1, 2]", "id: x", "a: {b", "criteria: {}", "criteria: [1]\nscores: 5"])
def test_what_is_no_framework_is_refused(text):
    read = parse_framework(text, "x.yaml")

    assert read.framework is None
    assert read.problems


def test_scores_need_themes():
    read = parse_framework(ASHBY.replace("level: theme", "level: line"), "x.yaml")

    assert [told.message for told in read.problems] == ["There is no theme to be scored."]


def test_a_refused_one_is_told_by_the_load_and_the_plans_are_read(tmp_path):
    loaded = load_files(tmp_path, {
        "actions.csv": "key,title\na,A\n", "bad.yaml": "id: bad\n",
        "goldthread.yaml": "frameworks: [bad.yaml, none.yaml]\n"})

    assert keys(loaded) == {"action:a"}
    assert {told.code for told in loaded.problems} == {"framework-refused", "path-missing"}
    assert all(told.source.file in ("bad.yaml", "none.yaml") for told in loaded.problems)


def test_two_of_one_id_are_refused(tmp_path):
    loaded = load_files(tmp_path, {
        "a.yaml": ASHBY, "b.yaml": ASHBY, "goldthread.yaml": "frameworks: [a.yaml, b.yaml]\n"})

    assert problem(loaded, "framework-refused").source.file == "b.yaml"


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_an_id_is_of_one_framework_or_one_criterion_of_all_files(tmp_path, names):
    """`ashby-1` is a criterion of the one file and the other's own id, whichever is read first."""
    loaded = load_files(tmp_path, {
        "a.yaml": ASHBY, "b.yaml": ASHBY.replace("ashby", "ashby-1"),
        "goldthread.yaml": f"frameworks: [{names[0]}.yaml, {names[1]}.yaml]\n"})

    told = problem(loaded, "framework-refused")
    assert (told.source.file, told.value) == (f"{names[1]}.yaml", "ashby-1")
    assert "criterion:ashby-1" in keys(loaded)


def test_a_criterion_cannot_have_an_id_of_another_framework():
    read = parse_framework(ASHBY, "a.yaml", ["ashby-1.2", "other"])
    assert [(told.source.row, told.source.column, told.value) for told in read.problems] == [(11, "id", "ashby-1.2")]


def test_a_rule_that_is_not_there_is_told_and_the_rest_is_used(tmp_path):
    loaded = load_files(tmp_path, {
        "a.yaml": ASHBY.replace("[S3]", "[G999, S3]"), "goldthread.yaml": "frameworks: [a.yaml]\n"})
    told = problem(loaded, "framework-rule")

    assert (told.value, told.source.row, told.source.column) == ("G999", 13, "rules")
    assert "criterion:ashby-2.1" in keys(loaded)
    assert PROBLEMS["framework-rule"].level is Level.WARNING


def test_a_councils_own_rule_may_name_a_criterion_by_label_and_number(tmp_path):
    folder = load_folder(tmp_path, {
        "a.yaml": ASHBY, "our.rules.yaml": OWN_RULE, "actions.csv": "key,title\na,A\n",
        "goldthread.yaml": "frameworks: [a.yaml]\nrules: our.rules.yaml\n"})

    assert folder.loaded.problems == ()
    assert answering(folder.frameworks[-1], folder.all_rules)["ashby-1.2"] == ("ASH1",)


def test_known_frameworks_are_ours_and_the_councils_each_once():
    assert [one.id for one in known_frameworks([KLOE])] == list(OURS)


# Scores


def test_the_derived_score_is_worked_out_at_load(tmp_path):
    loaded = load_files(tmp_path, {"scores.yaml": SCORES + themes(3, 2, 2, 2, 2)})

    assert item(loaded, "criterion:whole").values["derived_score"] == 2
    assert "derived_score" not in item(loaded, "criterion:t1").values
    assert field_of("Criterion", "derived_score").derived


@pytest.mark.parametrize(("given", "why"), [
    ("", "no theme is scored"),
    (themes(3, 2, 2, 2, None), "one of the themes is not scored"),
    (themes(3, 2, 2, 2, 5), "a score is not on the scale"),
    (themes(3, 2, 2, 2, 2.5), "a score is no whole number"),
    (themes(3, 2, 2, 2, 2, period="2007"), "the themes are of another year"),
    (themes(3, 2, 2, 2, 2) + themes(4).replace("t1", "again"), "a theme is scored twice"),
    (themes(3, 2, 2, 2, 2).replace("part of: criterion:whole", "note: alone"), "the themes are not part of the whole"),
])
def test_without_one_score_for_every_theme_of_that_year_nothing_is_derived(tmp_path, given, why):
    loaded = load_files(tmp_path, {"scores.yaml": SCORES + given})

    assert "derived_score" not in item(loaded, "criterion:whole").values, why


def test_a_whole_without_a_stated_score_has_its_derived_one(tmp_path):
    loaded = load_files(tmp_path, {"scores.yaml": SCORES.replace(", score: 2}", "}") + themes(4, 4, 3, 3, 3)})

    assert item(loaded, "criterion:whole").values["derived_score"] == 4


def test_a_council_may_score_by_a_table_of_its_own(tmp_path):
    loaded = load_files(tmp_path, {
        "ashby.yaml": ASHBY, "goldthread.yaml": "frameworks: [ashby.yaml]\n", "scores.yaml": """\
Criterion:
  - {key: w, title: W, level: framework, criterion: ashby, score: 3}
  - {key: a, title: A, level: theme, criterion: ashby-1, score: 3, part of: criterion:w}
  - {key: b, title: B, level: theme, criterion: ashby-2, score: 2, part of: criterion:w}
"""})

    assert item(loaded, "criterion:w").values["derived_score"] == 2


def test_a_criterion_that_no_framework_has_is_told(tmp_path):
    loaded = load_files(tmp_path, {"scores.yaml": SCORES.replace("criterion: kloe", "criterion: kleo")})
    told = problem(loaded, "criterion-unknown")

    assert (told.value, told.source.column) == ("kleo", "criterion")
    assert str(told.remedy).startswith("Did you mean kloe")


def test_scores_of_a_framework_without_a_table_are_never_whole():
    assert whole_scores(OURS["peer-challenge"], []) is None
