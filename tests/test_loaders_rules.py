"""Rules from YAML: blanks read and checked, every fault told, a file with a fault refused whole."""

from __future__ import annotations

import json
import random

import pytest
from folders import codes, load_folder, problem

from loaders.rules import our_rules, parse_rules, read_rules
from schema.language.tree import Compare, Hop, Linked, Name, Word
from schema.rule import Rule, Severity, Shape

ABOUT = "severity: low, finds: F., why: W., remedy: R., message: M."


def rule_text(blanks: str, code: str = "X1") -> str:
    return f"- {{code: {code}, name: rule-{code.lower()}, {ABOUT}, {blanks}}}\n"


def one(blanks: str) -> Rule:
    read = parse_rules(rule_text(blanks), "my.yaml")
    assert read.problems == ()
    return read.rules[0]


def faults(blanks: str) -> list[str]:
    read = parse_rules(rule_text(blanks), "my.yaml")
    assert read.rules == ()
    assert {told.code for told in read.problems} == {"rule-refused"}
    assert all(told.source.file == "my.yaml" and told.source.row for told in read.problems)
    return [told.message for told in read.problems]


def test_our_own_rules_are_well_made():
    rules = our_rules()
    assert len({rule.code for rule in rules}) == len(rules) > 40
    assert {rule.shape for rule in rules} >= {Shape.LACKS, Shape.CLASH, Shape.LATE, Shape.CUT_OFF, Shape.LOOP}


def test_a_rule_is_read_whole():
    read = parse_rules("""\
- code: G18
  name: action-without-milestone
  severity: medium
  shape: lacks
  of: [Action]
  where: "status = open"
  needs: {milestone: "<PART_OF[kind = Milestone]", date: "due"}
  finds: An open action
    with no milestone.
  why: Nobody can tell.
  remedy: Add one.
  message: "No {lacking}."
  sources: ["001 ¶73"]
  criteria: ["KLOE 4.1"]
  also: [G73]
""", "ours.yaml")
    assert read.problems == ()
    (rule,) = read.rules
    assert (rule.code, rule.severity, rule.shape, rule.of) == ("G18", Severity.MEDIUM, Shape.LACKS, ("Action",))
    assert rule.where == Compare(Name("status"), "=", Word("open"))
    assert rule.needs is not None
    assert rule.needs["milestone"] == Linked(Hop("<", ("PART_OF",), Compare(Name("kind"), "=", Word("Milestone"))))
    assert rule.finds == "An open action with no milestone."
    assert (rule.sources, rule.criteria, rule.also, rule.origin) == (("001 ¶73",), ("KLOE 4.1",), ("G73",), "ours.yaml")
    assert rule.texts == {
        "where": "status = open", "needs.milestone": "<PART_OF[kind = Milestone]", "needs.date": "due"}


def test_families_stand_for_their_kinds():
    assert one('shape: wrong, of: [Body, Post], fault: "title"').of == ("Partnership", "Board", "Organisation", "Post")


def test_the_blanks_of_each_shape():
    late = one('shape: late, of: [Strategy], date: end, days: 30, unless: "<SUPERSEDES"')
    assert (late.date, late.days, late.unless) == ("end", 30, Linked(Hop("<", ("SUPERSEDES",))))
    clash = one('shape: clash, of: [Milestone], along: ">PART_OF <PART_OF[kind = Milestone]", '
                'fault: "a.due after b.due", show: [a.due, b.title]')
    assert [hop.way for hop in clash.along] == [">", "<"]
    assert clash.show == ("a.due", "b.title")
    group = one('shape: group, of: [Post], by: [holder, ">MEMBER_OF"], together: ["key_post = true", "appraised"]')
    assert group.by == ("holder", Hop(">", ("MEMBER_OF",)))
    assert len(group.together) == 2
    differs = one('shape: group, of: [Recommendation], by: [topic], differs: ">PART_OF"')
    assert differs.differs == Hop(">", ("PART_OF",))
    assert one('shape: group, of: [Post], by: holder, at_most: 1').at_most == 1
    detour = one('shape: detour, of: [Plan], along: ">EXPECTS", but_not: "~INFORMS"')
    assert detour.but_not == (Hop("~", ("INFORMS",)),)
    cut = one('shape: cut-off, of: [Objective], to: [Action], to_where: "status = open", below: true')
    assert (cut.to, cut.via, cut.below) == (("Action",), ("SUPPORTS", "DELIVERS", "MEASURES"), True)
    assert one("shape: loop, of: [Objective]").via == ("SUPPORTS", "DELIVERS", "MEASURES", "PART_OF")
    assert one("shape: loop, of: [Objective], via: strict").via == ("SUPPORTS", "DELIVERS", "MEASURES")
    share = one('shape: coverage, of: [Post], good: "appraised", at_least: 0.96, per: ">MEMBER_OF"')
    assert (share.at_least, share.per) == (0.96, Hop(">", ("MEMBER_OF",)))


@pytest.mark.parametrize(("blanks", "said"), [
    ("shape: lacks, of: [Action]", "needs is a blank that the shape lacks must have"),
    ('shape: odd, of: [Action], fault: "due"', "shape is not a shape"),
    ('shape: wrong, of: [Actoin], fault: "due"', "of names a kind or family that is not there"),
    ('shape: wrong, of: [Action], fault: "due", days: 3', "days is no blank of the shape wrong"),
    ('shape: wrong, of: [Action], fault: "due", wen: x', "wen has no meaning in a rule"),
    ('shape: wrong, of: [Action], fault: "due ="', "fault cannot be read"),
    ('shape: wrong, of: [Action], fault: "polarity"', "no field polarity can stand here"),
    ('shape: wrong, of: [Action], fault: "status = opne"', "status can never be opne"),
    ('shape: wrong, of: [Action], fault: ">THREATENS"', "fault can never hold"),
    ("shape: wrong, of: [Action], fault: [due]", "fault is not a test"),
    ('shape: lacks, of: [Action], needs: ["due"]', "needs is not a list of names and tests"),
    ('shape: lacks, of: [Action], needs: {x: "teh"}', "no field teh"),
    ("shape: late, of: [Action], date: outcome", "date is not a date of these kinds"),
    ("shape: late, of: [Action], date: due, days: soon", "days is not a whole number"),
    ('shape: clash, of: [Milestone], along: ">SUPPORTS"', "along can never be gone"),
    ('shape: clash, of: [Milestone], along: "SUPPORTS"', "along cannot be read"),
    ('shape: clash, of: [Milestone], along: ">PART_OF", fault: "b.polarity = up"', "can never be up"),
    ('shape: clash, of: [Milestone], along: ">PART_OF", show: [b.teh]', "show no field b.teh"),
    ("shape: group, of: [Post], by: [holder]", "nothing says what is wrong"),
    ("shape: group, of: [Post], by: [size], at_most: 1", "no field size"),
    ('shape: group, of: [Post], by: [">MEMBER_OF >PART_OF"], at_most: 1', "has more than one step"),
    ('shape: group, of: [Post], by: [holder], together: ["holder"]', "not a list of two tests"),
    ('shape: coverage, of: [Post], good: "appraised", at_least: 96', "not a share between 0 and 1"),
    ('shape: coverage, of: [Post], good: "appraised", at_least: 0.5, per: holder', "per is not a link"),
    ("shape: cut-off, of: [Action], to: [Visoin]", "to names a kind or family"),
    ("shape: cut-off, of: [Action], to: [Vision], via: sideways", "via is neither strict nor upward"),
    ("shape: cut-off, of: [Action], to: [Vision], below: down", "below is neither true nor false"),
])
def test_a_fault_names_rule_blank_and_reason(blanks, said):
    messages = faults(blanks)
    assert any(said in message for message in messages), messages
    assert all(message.startswith("X1: ") for message in messages)


def test_what_every_rule_must_say():
    read = parse_rules('- {code: X1, shape: wrong, of: [Action], fault: "due", severity: awful, sources: "001"}\n', "a")
    said = " ".join(told.message for told in read.problems)
    for name in ("name is missing", "finds is missing", "why is missing", "remedy is missing", "message is missing",
                 "severity is none that we know", "sources is not a list of texts"):
        assert name in said


def test_one_faulty_rule_refuses_its_file():
    good, bad = rule_text("shape: loop, of: [Objective]"), rule_text("shape: loop, of: [Post], by: [x]", "X2")
    read = parse_rules(good + bad + rule_text("shape: loop, of: [Nothing]", "X3"), "my.yaml")
    assert read.rules == ()
    assert {told.message.split(":")[0] for told in read.problems} == {"X2", "X3"}
    assert [told.source.row for told in read.problems] == [2, 3]


def test_a_code_can_be_had_once():
    text = rule_text("shape: loop, of: [Objective]")
    assert [told.value for told in parse_rules(text + text, "a").problems] == ["X1"]
    assert [told.value for told in parse_rules(text, "a", parse_rules(text, "b").rules).problems] == ["X1"]
    assert parse_rules(text, "a", our_rules()).problems == ()


WRONG = 'shape: wrong, of: [Action], fault: "due"'


@pytest.mark.parametrize(("text", "told"), [
    (rule_text(WRONG).replace("X1", '"G21 "'), "code does not look like a code"),
    (rule_text(WRONG).replace("X1", '"../x"'), "code does not look like a code"),
    (rule_text(WRONG).replace("X1", '"X1\\n"'), "code does not look like a code"),
    (rule_text(WRONG, "x1"), "code does not look like a code"),
    (rule_text(WRONG, "X" * 13), "code does not look like a code"),
    (rule_text(WRONG, "G73"), "code is taken by another rule"),
    (rule_text(WRONG).replace("rule-x1", "Rule x1"), "name does not look like the name of a rule"),
    (rule_text(WRONG).replace("rule-x1", '"../x"'), "name does not look like the name of a rule"),
    (rule_text(WRONG).replace("rule-x1", "x" * 81), "name does not look like the name of a rule"),
    (rule_text(WRONG).replace("rule-x1", "no-owner"), "name is taken by another rule"),
    (rule_text(WRONG + ", also: [G73]"), "also names a code that a rule has already"),
    (rule_text(WRONG + ", also: [G21]"), "also names a code that a rule has already"),
    (rule_text(WRONG + ", also: [X1]"), "also names a code that a rule has already"),
    (rule_text(WRONG + ', also: ["G99 "]'), "also does not look like a code"),
    (rule_text(WRONG) + rule_text(WRONG, "X2").replace("rule-x2", "rule-x1"), "name is taken by another rule"),
    (rule_text(WRONG + ", also: [X2]") + rule_text(WRONG, "X2"), "code is taken by another rule"),
])
def test_codes_and_names_have_a_form_and_stand_for_one_rule(text, told):
    read = parse_rules(text, "my.yaml", our_rules())
    assert read.rules == ()
    (found,) = read.problems
    assert told in found.message
    assert found.source.row


def test_several_rules_of_one_file_may_answer_to_one_merged_code():
    text = rule_text(WRONG + ", also: [X9]") + rule_text(WRONG, "X2").replace("due", "start", 1)
    assert parse_rules(text.replace("X2, name", "X2, also: [X9], name"), "my.yaml", our_rules()).problems == ()


@pytest.mark.parametrize("blank", ["message", "finds", "why", "remedy", "limits", "example", "name", "fault", "sources",
                                   "x"])
def test_a_sign_that_nobody_can_read_is_refused_with_its_place(blank):
    entry = {"code": "X1", "name": "n", "severity": "low", "shape": "wrong", "of": ["Action"], "fault": "due",
             "finds": "F.", "why": "W.", "remedy": "R.", "message": "M."}
    odd = "\x1b[2Jgone"
    text = json.dumps([{**entry, blank: [odd] if blank == "sources" else odd}]).replace("[{", "\n[{")
    read = parse_rules(text, "my.yaml")
    assert read.rules == ()
    told = [found for found in read.problems if "U+001B" in found.message]
    assert [(found.source.row, found.source.column) for found in told] == [(2, blank)]
    assert all(found.message.isprintable() and str(found.value).isprintable() for found in told)


def test_a_name_of_a_need_or_a_reason_of_a_tuning_holds_no_such_sign_either():
    needs = rule_text('shape: lacks, of: [Action], needs: {"own\\e[2Jer": "due"}')
    for text in (needs, '- {tune: G24, severity: low, because: "So\\e[2J."}\n'):
        read = parse_rules(text, "my.yaml", our_rules())
        assert read.rules == ()
        assert ["U+001B" in told.message for told in read.problems] == [True]


def test_a_negated_date_that_stands_alone_is_a_doubt_and_no_fault():
    read = parse_rules(rule_text('shape: wrong, of: [Review], fault: "not held before asof-365d"'), "a")
    assert [told.code for told in read.problems] == ["rule-doubtful"]
    assert len(read.rules) == 1
    read = parse_rules(rule_text('shape: wrong, of: [Review], fault: "held and not held before asof-365d"'), "a")
    assert read.problems == ()


@pytest.mark.parametrize("text", ["", "rules: []", "- just words", "- []", "- {code: X1", "- {code: {a: b}, of: [[]]}"])
def test_what_is_no_list_of_rules(text):
    read = parse_rules(text, "a")
    assert read.rules == ()
    assert read.problems


def test_a_file_of_rules_that_is_not_there(tmp_path):
    assert [told.code for told in read_rules(tmp_path / "gone.yaml").problems] == ["path-missing"]


def test_a_folder_brings_its_own_rules(tmp_path):
    folder = load_folder(tmp_path, {
        "goldthread.yaml": "planSet: a\nrules: [one.yaml, two.yaml, three.yaml]\n", "actions.csv": "key,title\na,A\n",
        "one.yaml": rule_text("shape: loop, of: [Objective]"),
        "two.yaml": rule_text("shape: loop, of: [Objective]") + rule_text("shape: loop, of: [Objective]", "X2"),
        "three.yaml": rule_text("shape: loop, of: [Objective]", "G18")})
    assert [rule.code for rule in folder.rules] == ["X1"]
    assert folder.all_rules == (*our_rules(), *folder.rules)
    assert codes(folder.loaded) == ["rule-refused", "rule-refused"]
    assert {told.source.file for told in folder.loaded.problems} == {"two.yaml", "three.yaml"}


def test_rules_of_any_words_never_raise():
    dice = random.Random(5)
    words = ["kind", "=", "and", "or", "not", "(", ")", "[", "]", ">SUPPORTS", "<PART_OF", "?*", "-", "EXPECTS",
             "a.due", "b.tier", "@wanted", "after", "in", "'x'", "5", ".due", "asof-3d", "year", "includes", "true",
             "+", "¶", "worse(a.value, b.value, m.polarity, 1)"]
    for _ in range(2_000):
        test = " ".join(dice.choices(words, k=dice.randrange(1, 7))).replace('"', "")
        blanks = f'shape: clash, of: [Plan], along: ">SUPPORTS", fault: "{test}", unless: "{test}"'
        read = parse_rules(rule_text(blanks), "a")
        assert bool(read.rules) != any(told.code == "rule-refused" for told in read.problems), test


def test_problems_of_rules_point_at_the_line_of_the_blank(tmp_path):
    rule = "- code: X1\n  name: n\n  severity: low\n  shape: wrong\n  of: [Action]\n  fault: \"teh\"\n"
    folder = load_folder(tmp_path, {
        "goldthread.yaml": "planSet: a\nrules: one.yaml\n", "actions.csv": "key,title\na,A\n",
        "one.yaml": rule + "  finds: F\n  why: W\n  remedy: R\n  message: M\n"})
    told = problem(folder.loaded, "rule-refused")
    assert (told.source.row, told.source.column, told.value) == (6, "fault", "teh")


@pytest.mark.parametrize(("blanks", "told"), [
    ('shape: lacks, of: [Action], needs: {x: "due"}, message: "{title} {nope}."', "message names {nope}, which"),
    ('shape: lacks, of: [Action], needs: {x: "due"}, message: "{date}."', "message names {date}, which nothing"),
    ('shape: wrong, of: [Action], fault: "due", finds: "{days} days."', "finds names {days}, which nothing"),
    ('shape: wrong, of: [Action], fault: "due", remedy: "Ask {owner}."', "remedy names {owner}, which nothing"),
    ('shape: group, of: [Post], by: holder, at_most: 1, message: "{holder}."', "names {holder}, which is about"),
    ('shape: wrong, of: [Post], fault: "holder", show: [holder], message: "{holder}."', "which is about a person"),
    ('shape: clash, of: [Post], along: ">MEMBER_OF <MEMBER_OF", show: [b.holder], message: "{b_holder}."',
     "names {b_holder}, which is about a person"),
])
def test_a_word_in_braces_that_nothing_fills_in_is_refused(blanks, told):
    text = "- {code: X1, name: n, " + ", ".join(
        part for part in ABOUT.split(", ") if part.split(":")[0] not in blanks) + f", {blanks}}}\n"
    read = parse_rules(text, "my.yaml")
    assert read.rules == ()
    assert any(told in problem.message for problem in read.problems), read.problems


def test_words_that_are_filled_in_may_stand_in_a_message():
    text = ABOUT.replace("message: M.", 'message: "{title} {kind} {other} {middle} {a_due} {wanted_set}."')
    read = parse_rules(
        f'- {{code: X1, name: n, {text}, shape: clash, of: [Milestone], along: ">PART_OF", fault: "a.due after b.due", '
        'show: [a.due, "@wanted_set"]}\n', "my.yaml")
    assert read.problems == ()
