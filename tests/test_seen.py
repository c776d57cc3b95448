"""What a check looked at: what a rule asks as a digest, and what its gaps can be about."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from builders import item, link, rule, store

from graph_api.seen import PackedSeen, question
from graph_api.store_seen import StoreSeen
from loaders.rules import parse_rules
from schema.rule import Rule

DAY = datetime.date(2009, 1, 1)
DECLARED = """
- code: ASH1
  name: made-up-rule
  severity: low
  shape: group
  of: [Post]
  by: [title, '{by}']
  at_most: {most}
  finds: F.
  why: W.
  remedy: R.
  message: '{{title}} {{members}}'
  sources: [001 ¶1]
"""


def declared(by: str = "status", most: int = 1) -> Rule:
    [found] = parse_rules(DECLARED.format(by=by, most=most), "own.rules.yaml").rules
    return found


def grouped(**blanks: Any) -> Rule:
    return rule("group", "Post", **{"by": ["title"], "at_most": 1, **blanks})


def test_another_value_deep_in_a_list_or_a_mapping_is_another_question() -> None:
    assert question(declared()) == question(declared())
    assert len({question(one) for one in (declared(), declared("holder"), declared(most=2))}) == 3
    needs = rule("lacks", "Strategy", needs={"owner": ">OWNED_BY"})
    other = replace(needs, declared={**needs.declared, "needs": {"owner": ">OVERSEEN_BY"}, "shape": "lacks"})
    again = replace(other, declared={**other.declared, "needs": {"owner": "  >OVERSEEN_BY\n"}})
    assert question(needs) != question(other) == question(again)


def test_a_rule_that_no_file_declares_asks_by_its_blanks() -> None:
    known = grouped()

    assert question(known) == question(grouped()) == question(replace(known, message="Other words."))
    assert question(known) != question(grouped(at_most=2))
    assert question(known) != question(grouped(differs="status"))
    assert question(known) == question(replace(known, days=0, below=False, needs=None, together=()))
    assert question(known) != question(replace(known, declared={"shape": "group"}))


def test_words_that_are_broken_into_lines_ask_the_same_and_numbers_stay_numbers() -> None:
    one = replace(grouped(), declared={"where": "a = b and c = d", "days": 30})

    assert question(one) == question(replace(one, declared={"where": "a = b\n  and c = d", "days": 30}))
    assert question(one) != question(replace(one, declared={"where": "a = b and c = d", "days": "30"}))
    listed = replace(one, declared={"together": ["a = b and c = d", ["x"]]})
    assert question(listed) == question(replace(one, declared={"together": ("a = b  and\nc = d", ("x",))}))


@pytest.mark.parametrize(("asked", "about"), [
    (rule("coverage", "Strategy", good=">OWNED_BY", at_least=0.5, per=">OVERSEEN_BY"), {"board:b"}),
    (rule("coverage", "Strategy", good=">OWNED_BY", at_least=0.5), {"strategy:a", "strategy:b"}),
    (rule("lacks", "Strategy", needs={"owner": ">OWNED_BY"}), {"strategy:a", "strategy:b"}),
    (replace(rule("lacks", "Strategy", needs={"owner": ">OWNED_BY"}), per=rule(
        "coverage", "Strategy", good=">OWNED_BY", per=">OVERSEEN_BY").per), {"strategy:a", "strategy:b"})])
def test_what_gaps_of_a_rule_can_be_about(asked: Rule, about: set[str]) -> None:
    found = store(item("strategy:a"), item("strategy:b"), item("board:b"), link("strategy:a OVERSEEN_BY board:b"))

    assert StoreSeen(found, [asked], DAY).subjects("T1") == about


def test_a_cell_is_filled_by_a_value_by_a_link_and_by_a_link_to_nothing() -> None:
    found = store(
        item("strategy:a", status="live", title="A"), item("strategy:b"), item("post:p"), item("board:c"),
        item("action:a"), link("strategy:a OWNED_BY post:p"), link("board:c CONTRIBUTES_TO action:a", role="x"),
        link("strategy:b SUPPORTS objective:x")._replace(wanted="Objective"))
    seen = StoreSeen(found, [], DAY)
    cells = ("strategy:a status", "strategy:a title", "strategy:a >OWNED_BY", "strategy:b >SUPPORTS",
             "board:c >CONTRIBUTES_TO", "board:c >CONTRIBUTES_TO@role")

    assert all(map(seen.filled, cells))
    assert not any(map(seen.filled, ("strategy:b status", "strategy:b title", "strategy:b >OWNED_BY",
                                     "strategy:a >SUPPORTS", "strategy:none status")))


def test_a_file_that_does_not_say_which_cells_were_filled_says_so() -> None:
    old, new = PackedSeen(("a", "b")), PackedSeen(("a", "b"), {}, {"status": ((1, 1),)}, frozenset({"G1"}))

    assert (old.filled("a status"), old.frail("G1"), old.good("G1", "a")) == (None, None, None)
    assert (new.filled("a status"), new.filled("b status"), new.filled("b due")) == (False, True, None)
    assert (new.frail("G1"), new.frail("G2")) == (True, False)
