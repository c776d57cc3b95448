"""The register of findings: read from YAML or CSV, checked against rules and items."""

from __future__ import annotations

from folders import codes, load_files, problem

from loaders.findings import kinds_in_gap
from loaders.rules import our_rules, parse_rules, rules_by_code

PLANS = "Strategy:\n  - {key: s, title: S}\nPost:\n  - {key: p, title: P}\nTarget:\n  - {key: t, title: T}\n"
SETTINGS = "planSet: a\nfindings: findings.yaml\n"


def found(tmp_path, findings, name="findings.yaml"):
    return load_files(tmp_path, {"plans.yaml": PLANS, "goldthread.yaml": SETTINGS.replace("findings.yaml", name),
                                 name: findings})


def test_a_finding_is_read_with_its_source(tmp_path):
    loaded = found(tmp_path, """\
- id: F-1
  document: "001"
  paragraph: "9, 70"
  by: Audit Commission
  says: The strategy has no
    actions yet.
  items: ["strategy:S"]
  rule: G08
- id: F-2
  says: Nobody knows.
  why_no_rule: It is a matter of taste.
""")
    assert loaded.problems == ()
    first, second = loaded.findings
    assert (first.id, first.says, first.by, first.items, first.rule) == (
        "F-1", "The strategy has no actions yet.", "Audit Commission", ("strategy:s",), "G08")
    assert (first.source.document, first.source.paragraph, first.source.file, first.source.row) == (
        "001", "9, 70", "findings.yaml", 1)
    assert (second.rule, second.why_no_rule, second.items) == (None, "It is a matter of taste.", ())


def test_the_same_register_as_a_csv(tmp_path):
    loaded = found(tmp_path, 'ID,Document,Paragraph,By,Says,Items,Rule,Why no rule\n'
                             'F-1,001,9,Peers,No actions.,strategy:s; strategy:s,G08,\nF-2,,,,Nobody knows.,,,Taste.\n',
                   "findings.csv")
    assert loaded.problems == ()
    assert [(one.id, one.items, one.rule, one.why_no_rule) for one in loaded.findings] == [
        ("F-1", ("strategy:s",), "G08", None), ("F-2", (), None, "Taste.")]
    assert loaded.findings[1].source.row == 3


def test_what_is_wrong_with_a_finding_is_told_and_the_finding_kept(tmp_path):
    loaded = found(tmp_path, """\
- {id: F-1, says: A., rule: G99}
- {id: F-2, says: B., rule: G08, items: ["strategy:gone"]}
- {id: F-3, says: C., rule: G08, items: ["post:p"]}
- {id: F-1, says: D., rule: G08}
- {id: F-4, says: E.}
- {id: F-5, says: F., rule: G08, why_no_rule: G.}
- {id: F-6, rule: G08}
- {id: F-7, says: H., rule: G73, sasy: I.}
- words
""")
    assert codes(loaded) == ["finding-unknown-rule", "finding-unknown-item", "finding-item-cannot-stand",
                             "finding-duplicate-id", *["findings-file"] * 5]
    assert [(one.id, one.rule, one.items) for one in loaded.findings] == [
        ("F-1", None, ()), ("F-2", "G08", ("strategy:gone",)), ("F-3", "G08", ("post:p",)), ("F-4", None, ()),
        ("F-5", "G08", ()), ("F-7", "G73", ())]
    assert loaded.findings[0].why_no_rule == "The rule G99 is not there."
    assert [told.source.row for told in loaded.problems] == [1, 2, 3, 4, 5, 6, 7, 8, None]


def test_what_data_is_wanting_is_read_beside_a_rule_and_only_there(tmp_path):
    loaded = found(tmp_path, """\
- {id: F-1, says: A., rule: G08, wanting: No paper names the actions.}
- {id: F-2, says: B., wanting: No paper names the actions.}
- {id: F-3, says: C., wanting: Nobody knows., why_no_rule: It is a matter of taste.}
- {id: F-4, says: D., rule: G99, wanting: Nobody knows.}
""")
    assert codes(loaded) == ["findings-file", "findings-file", "finding-unknown-rule"]
    assert [(one.id, one.rule, one.wanting) for one in loaded.findings] == [
        ("F-1", "G08", "No paper names the actions."), ("F-2", None, None), ("F-3", None, None), ("F-4", None, None)]
    assert loaded.findings[2].why_no_rule == "It is a matter of taste."


def test_an_item_must_be_one_that_a_gap_can_be_about():
    ours = rules_by_code(our_rules())
    assert kinds_in_gap(ours["G08"]) == {"Strategy"}
    assert kinds_in_gap(ours["G39"]) == {"Target", "Outturn"}
    assert "Post" in kinds_in_gap(ours["S8"])
    assert "Outturn" not in kinds_in_gap(ours["G12"])
    about = "name: n, severity: low, finds: F, why: W, remedy: R, message: M"
    text = f'- {{code: X, {about}, shape: coverage, of: [Post], good: "appraised", at_least: 0.9, per: ">MEMBER_OF"}}\n'
    (rule,) = parse_rules(text, "a").rules
    assert kinds_in_gap(rule) == {"Partnership", "Board", "Organisation"}
    (whole,) = parse_rules(text.replace(', per: ">MEMBER_OF"', ""), "a").rules
    assert kinds_in_gap(whole) == set()


def test_a_register_that_is_no_list(tmp_path):
    loaded = found(tmp_path, "findings: none\n")
    assert problem(loaded, "findings-file").source.file == "findings.yaml"
    assert loaded.findings == ()


def test_a_register_that_is_not_there(tmp_path):
    loaded = load_files(tmp_path, {"plans.yaml": PLANS, "goldthread.yaml": SETTINGS})
    assert codes(loaded) == ["path-missing"]
