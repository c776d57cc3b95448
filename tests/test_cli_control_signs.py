"""Whatever plans, rules, settings and waivers say: no sign that a screen would obey reaches it."""

from __future__ import annotations

from pathlib import Path

import pytest
from snapshots import run

from graph_api.reports.plain import on_screen

EVIL = "\\e[31mred\\x9b2J\\u202Eback"
"""As YAML writes an escape sign, the start of a command in one sign, and one that turns the line round."""
SIGNS = "\x1b\x9b\u202e\x7f"
RULES = f"""
- tune: G21
  severity: low
  because: "Agreed {EVIL}"
- code: ASH1
  name: strategy-without-start
  severity: high
  shape: lacks
  of: Strategy
  needs: {{start: start}}
  finds: "A strategy {EVIL}"
  why: "Nobody {EVIL}"
  remedy: "Fill {EVIL}"
  message: "No first day {EVIL} for {{title}}."
  sources: ["001 {EVIL}"]
  example: |
    Strategy:
      - key: a
"""
FRAMEWORK = f"""
framework: ashby
title: "Ashby {EVIL}"
source: "Here {EVIL}"
criteria:
  - {{key: ashby-1, title: "One {EVIL}", rules: [ASH1]}}
"""


def plans(at: Path) -> Path:
    at.mkdir()
    texts = {
        "goldthread.yaml": f'planSet: ashby\ntitle: "Ashby {EVIL}"\nabout: "{EVIL}"\nasOf: 2009-01-01\n'
                           'rules: [own.rules.yaml]\nframeworks: [ours.yaml]\nwaivers: waivers.yaml\ntiers: {3: "'
                           + EVIL + '"}\n',
        "own.rules.yaml": RULES, "ours.yaml": FRAMEWORK,
        "waivers.yaml": f'- {{rule: ASH1, item: "strategy:a", reason: "For {EVIL}", approver: "By {EVIL}", '
                        'until: 2010-01-01}\n',
        "plans.yaml": 'Strategy:\n  - {key: a, title: A}\n  - {key: c, title: C}\n  - {key: b, title: "B ' + EVIL
                      + '"}\n',
    }
    for name, text in texts.items():
        (at / name).write_text(text, encoding="utf-8")
    return at


@pytest.mark.parametrize("command", [
    ["check", "PLANS"], ["check", "PLANS", "--format", "markdown"], ["check", "PLANS", "--format", "csv"],
    ["thread", "PLANS", "strategy:a"], ["rule", "ASH1", "--rules", "PLANS/own.rules.yaml"],
    ["rule", "--rules", "PLANS/own.rules.yaml"], ["framework", "ashby", "PLANS"], ["framework", "kloe", "PLANS"]])
def test_no_sign_that_a_screen_obeys_reaches_it(command: list[str], tmp_path: Path) -> None:
    at = plans(tmp_path / "ashby")
    _, answer, told = run(*(word.replace("PLANS", str(at)) for word in command))

    assert answer + told
    assert not set(SIGNS) & set(answer + told)


def test_a_report_of_plain_text_has_none_either(tmp_path: Path) -> None:
    run("report", plans(tmp_path / "ashby"), "--output", tmp_path / "r.md")

    assert not set(SIGNS) & set((tmp_path / "r.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "shown"), [
    ("a\nb\n", "a\nb\n"), ("a\x1b[0m\n\x9bb", "a [0m\n b"), ("a\u202eb", "a b"), ("1,2\r\n3\r\n", "1,2\r\n3\r\n"),
    ("a\rb\n", "a b\n"), ("\ud800", " "), ("caf\u00e9 \u2013 \u4e2d", "caf\u00e9 \u2013 \u4e2d"), ("", "")])
def test_lines_stay_and_signs_that_nobody_can_see_go(text: str, shown: str) -> None:
    assert on_screen(text) == shown
