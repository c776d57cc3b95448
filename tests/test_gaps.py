"""A gap from the row to the sentence: its identity, what it says and rests on, and the column that many share."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from builders import AS_OF, dangling, item, link, rule, store, table

from graph_api.engine.cypher_rows import read_rows
from graph_api.engine.graph import State, one_each
from graph_api.explain import in_words
from graph_api.gaps import check
from graph_api.pipeline import Opened, check_plans, seen_by
from graph_api.reports.check_json import check_json
from graph_api.reports.check_sarif import check_sarif
from graph_api.results import CauseKind, Check, Gap
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.records import Finding, Source
from schema.rule import Rule

OURS = {tested.code: tested for tested in our_rules()}


def checked(*parts: Any, rules: Any = ("G21",), as_of: datetime.date = AS_OF) -> Check:
    return check(store(*parts), tuple(OURS[one] if isinstance(one, str) else one for one in rules), as_of)


def ids(*parts: Any, rules: Any = ("G21",), as_of: datetime.date = AS_OF) -> list[str]:
    return [gap.id for gap in checked(*parts, rules=rules, as_of=as_of).gaps]


def only(*parts: Any, rules: Any = ("G21",), as_of: datetime.date = AS_OF) -> Gap:
    (gap,) = checked(*parts, rules=rules, as_of=as_of).gaps
    return gap


# The same gap next quarter

def test_a_gap_keeps_its_id_whatever_else_changes() -> None:
    plain = ids(item("action:a"))
    told = item("action:a", title="Plant trees", tables=[0], status="open")
    assert plain == ids(told, table("register", Action="due"))
    assert plain == ids(item("action:a"), as_of=datetime.date(2009, 1, 1))
    assert plain == ids(item("action:a"), item("post:p"), item("action:b"), link("action:b OWNED_BY post:p"))
    assert plain[0].startswith("G21-")


def test_another_item_or_another_rule_is_another_gap() -> None:
    found = ids(item("action:a"), item("action:b"), rules=("G21", "G20"))
    assert len(set(found)) == 4


def test_what_failed_how_late_and_the_cause_may_change() -> None:
    both = rule("lacks", "Action", needs={"due": "due", "start": "start"})
    assert ids(item("action:a"), rules=[both]) == ids(item("action:a", due="2009"), rules=[both])
    late = item("milestone:m", due="2007")
    assert ids(late, rules=["S3"]) == ids(late, rules=["S3"], as_of=datetime.date(2010, 1, 1))
    up = rule("cut-off", "Objective", to="Vision", where="tier = 4")
    low = item("vision:v"), item("objective:a", tier=4), item("objective:b", tier=3)
    assert ids(*low, rules=[up]) == ids(*low, link("objective:a SUPPORTS objective:b"), rules=[up])


def test_a_clash_is_its_two_ends_and_a_link_to_nothing_what_was_written() -> None:
    pair = [item("objective:a"), item("objective:b", status="superseded"), item("objective:c", status="superseded")]
    first, second = link("objective:a SUPPORTS objective:b"), link("objective:a SUPPORTS objective:c")
    assert set(ids(*pair, first, rules=["G06"])) < set(ids(*pair, first, second, rules=["G06"]))
    gone = [item("action:a"), dangling("action:a DELIVERS objective:x", "Objective")]
    near = dangling("action:a DELIVERS objective:x", "Objective", near=("objective:y",))
    assert ids(*gone, rules=["S8"]) == ids(gone[0], near, rules=["S8"])
    away = [dangling("action:a DELIVERS objective:x", "Objective", place) for place in ("derby", "york")]
    assert ids(gone[0], away[0], rules=["S9"]) != ids(gone[0], away[1], rules=["S9"])


def test_a_group_is_what_it_shares_and_a_knot_its_members() -> None:
    def actions(names: str) -> list:
        links = [link(f"action:{name} DELIVERS objective:o") for name in names]
        return [item("objective:o"), *(item(f"action:{name}") for name in names), *links]

    together = rule("group", "Action", by=[">DELIVERS"], at_most=1)
    assert ids(*actions("ab"), rules=[together]) == ids(*actions("abc"), rules=[together]) != []
    ring = [item("objective:a"), item("objective:b"), link("objective:a SUPPORTS objective:b"),
            link("objective:b SUPPORTS objective:a")]
    assert ids(*ring, rules=["S1"]) == ids(*reversed(ring), rules=["S1"])


def test_who_holds_posts_cannot_be_guessed_from_the_id_of_a_gap() -> None:
    def posts(holder: str, names: str = "ab") -> list:
        return [item(f"post:{name}", status="filled", key_post=True, holder=holder) for name in names]

    assert ids(*posts("staff-17"), rules=["G63b"]) == ids(*posts("staff-18"), rules=["G63b"])
    assert ids(*posts("staff-17"), rules=["G63b"]) != ids(*posts("staff-17", "abc"), rules=["G63b"])
    by_board = rule("group", "Post", by=["holder", ">MEMBER_OF"], at_most=1)
    seats = [link(f"post:{post} MEMBER_OF board:{board}") for post in "ab" for board in "xy"]
    (first, second) = store(*posts("staff-17"), item("board:x"), item("board:y"), *seats).run(by_board, AS_OF).rows
    assert first.identity == ("post:a", "post:b", "board:x")
    assert second.identity == ("post:a", "post:b", "board:y")
    assert first.values == (("member of", "board:x"),)
    answers = [{"shared": ["staff-17", board], "members": ["post:b", "post:a"]} for board in ("board:y", "board:x")]
    model: Any = None  # holders and far ends are read without one
    assert one_each(read_rows(by_board, answers, model)) == (first, second)


def test_who_holds_posts_changes_nothing_in_what_is_saved_or_handed_on() -> None:
    def said(holder: str) -> tuple[str, str]:
        posts = [item(f"post:{name}", title=name, status="filled", key_post=True, holder=holder) for name in "ab"]
        plans = store(*posts, item("board:x", type="executive"), item("board:y", type="regulatory"),
                      *(link(f"post:a MEMBER_OF board:{board}") for board in "xy"))
        opened = Opened(plans, tuple(OURS.values()), FolderSettings("p", "P"), AS_OF)
        found = check_plans(opened)
        assert {"G61", "G63b"} <= {gap.rule.code for gap in found.gaps}
        return check_json(found, seen_by(opened, found).packed()), check_sarif(found)

    assert said("staff-17") == said("staff-18")


def test_a_holder_stands_nowhere_in_a_gap() -> None:
    parts = [item(f"post:{name}", title=f"Post {name}", status="filled", key_post=True, holder="P. Example")
             for name in "abcdefg"]
    gap = only(*parts, rules=["G63b"])
    assert "Example" not in repr(replace(gap, rule=OURS["G21"]))
    assert "Post a, Post b, Post c, Post d, Post e and 2 more" in gap.message


def test_ids_are_of_the_code_and_twelve_figures() -> None:
    assert ids(item("action:a")) == ["G21-4cc0ce08f689"], "a saved check would no longer know its gaps"


# What a gap says

def test_a_gap_says_who_what_and_where() -> None:
    action = item("action:a", title="Plant trees", tables=[0], owner="post:p", board="board:b",
                  source=Source("001", "73", "plans.csv", None, 4))
    gap = only(action, item("post:p", title="Director"), item("board:b", title="Green board"),
               table("register", Action="owned by"))
    assert gap.message == "No owner is recorded for Plant trees (action)."
    assert (gap.severity, str(gap.proof)) == ("high", "blank")
    assert (gap.owner.title, gap.board.title) == ("Director", "Green board")
    assert gap.record_sources == (Source("001", "73", "plans.csv", None, 4),)
    assert Source("001", "45") in gap.rule_sources
    assert [(one.test, str(one.proof)) for one in gap.evidence] == [("owner", "blank")]


@pytest.mark.parametrize(("due", "says"), [
    ("2008-08-31", "at least 1 day ago"), ("Q1 2008/09", "at least 63 days ago")])
def test_a_late_date_is_said_as_written_with_how_late_it_is_at_least(due: str, says: str) -> None:
    message = only(item("milestone:m", title="Open", due=due), rules=["S3"]).message
    assert f"was due {due}, {says}" in message


def test_a_clash_names_both_ends_and_the_values() -> None:
    gap = only(item("target:t", title="Target", value=8, prior="2007/08"), item("indicator:i", polarity="higher"),
               item("outturn:o", title="Result", value=9, period="2007/08"), link("target:t PART_OF indicator:i"),
               link("outturn:o PART_OF indicator:i", Source("003", "12")), rules=["G39"])
    assert "Target (target) is set worse than the result of the year before, Result." in gap.message
    assert dict(gap.evidence[0].values)["a.value"] == 8.0
    assert Source("003", "12") in gap.record_sources
    assert [one.key for one in gap.items] == ["target:t", "outturn:o"]


def test_a_link_to_nothing_says_what_was_written_and_what_is_near() -> None:
    gap = only(item("action:a"), dangling("action:a DELIVERS objective:gren", "Objective", near=("objective:green",)),
               rules=["S8"])
    assert "refers to gren, which" in gap.message
    assert gap.remedy.endswith("Near matches: green.")
    assert dict(gap.evidence[0].values)["@wanted"] == "Objective"


@pytest.mark.parametrize(("written", "words"), [
    ("objective:more-trees", "more trees"), ("objective:More trees", "More trees"), ("More trees", "More trees"),
    ("city/objective:more-trees", "more trees"), ("plan:transport%2ffor-all", "transport/for-all"),
    ("9:30 am", "9:30 am"), ("trees", "trees")])
def test_a_reference_is_said_in_words(written: str, words: str) -> None:
    assert in_words(written) == words


def test_near_matches_are_said_by_title() -> None:
    lost = dangling("action:a DELIVERS objective:gren", "Objective", near=("objective:green",))
    gap = only(item("action:a"), item("objective:green", title="A greener city"), lost, rules=["S8"])
    assert gap.remedy.endswith("Near matches: A greener city.")


def test_a_gap_on_the_plan_set_has_no_items() -> None:
    gap = only(item("objective:a", tier=4), item("objective:b", tier=4), link("objective:a SUPPORTS objective:b"),
               rules=["G05"])
    assert (gap.items, gap.owner, gap.board) == ((), None, None)
    assert gap.message == "No vision or objective of the wanted sort is loaded, so nothing can lead to one."


def test_words_of_a_user_are_put_into_a_sentence_once() -> None:
    tested = rule("lacks", "Action", needs={"due": "due"}, message="{title} {nothing} {lacking} {0} {")
    gap = only(item("action:a", title="{kind}"), rules=[tested])
    assert gap.message == "{kind} {nothing} due {0} {"


# The whole check

def test_a_check_counts_what_was_looked_at_and_what_is_only_listed() -> None:
    found = checked(item("action:a"), item("action:b", listed=True), item("strategy:s", listed=True),
                    rules=("G21", "G42", "G05"))
    assert {code: (one.n, one.state) for code, one in found.looked_at.items()} == {
        "G21": (1, State.LOOKED), "G42": (0, State.NOTHING), "G05": (0, State.NOTHING)}
    assert dict(found.listed) == {"Action": 1, "Strategy": 1}
    assert dict(found.items) == {"Action": 2, "Strategy": 1}


def test_gaps_come_in_the_order_of_rules_and_then_of_keys() -> None:
    found = checked(item("action:b"), item("vision:a"), item("action:a"), rules=("G21", "G20"))
    assert [(gap.rule.code, gap.items[0].key) for gap in found.gaps] == [
        ("G21", "action:a"), ("G21", "action:b"), ("G21", "vision:a"), ("G20", "action:a"), ("G20", "action:b")]


def test_progress_is_told_before_each_rule() -> None:
    told: list[tuple[int, int, str]] = []
    check(store(item("action:a")), (OURS["G21"], OURS["G20"]), AS_OF, lambda *step: told.append(step))
    assert told == [(0, 2, "G21"), (1, 2, "G20")]


# Columns that many gaps share

def actions(n: int, at: int = 0, first: int = 0) -> list:
    return [item(f"action:{number}", tables=[at]) for number in range(first, first + n)]


def column(found: Check) -> dict[str, tuple[CauseKind, int, int]]:
    assert len({cause.id for cause in found.causes}) == len(found.causes)
    return {cause.id: (cause.kind, cause.cut_off, cause.counted) for cause in found.causes}


def test_a_column_that_a_register_lacks_is_one_cause() -> None:
    found = checked(*actions(4), table("register", "actions.csv", Action="due"))
    assert column(found) == {"no-column:actions.csv:Action:owner": (CauseKind.NO_COLUMN, 4, 0)}
    assert found.causes[0].says == "No column for owner in actions.csv: 4 actions."
    assert {gap.cause for gap in found.gaps} == {found.causes[0].id}


def test_a_column_that_is_empty_throughout_is_one_cause() -> None:
    found = checked(*actions(3), table("register", "actions.csv", Action="owned by"))
    assert column(found) == {"empty-column:actions.csv:Action:owner": (CauseKind.EMPTY_COLUMN, 3, 3)}
    assert "empty throughout actions.csv: 3 actions." in found.causes[0].says


def test_two_blanks_or_one_filled_cell_make_no_empty_column() -> None:
    register = table("register", "actions.csv", Action="owned by")
    assert column(checked(*actions(2), register)) == {}
    owned = item("post:p"), link("action:3 OWNED_BY post:p")
    assert column(checked(*actions(4), *owned, register)) == {}


def test_an_empty_column_is_counted_over_what_the_rule_looks_at() -> None:
    closed = item("action:x", tables=[0], status="closed", due="2009")
    parts = [item(f"action:{n}", tables=[0], status="open") for n in range(3)]
    found = checked(*parts, closed, table("register", "a.csv", Action="due,status"), rules=["G19"])
    assert column(found) == {"empty-column:a.csv:Action:completion date": (CauseKind.EMPTY_COLUMN, 3, 3)}


def test_each_table_and_kind_has_its_own_column() -> None:
    found = checked(*actions(3), *actions(3, 1, 3), *(item(f"indicator:{n}", tables=[1]) for n in range(3)),
                    table("register", "one.csv", Action="due"),
                    table("register", "two.csv", Action="owned by", Indicator="owned by"))
    assert column(found) == {
        "no-column:one.csv:Action:owner": (CauseKind.NO_COLUMN, 3, 0),
        "empty-column:two.csv:Action:owner": (CauseKind.EMPTY_COLUMN, 3, 3),
        "empty-column:two.csv:Indicator:owner": (CauseKind.EMPTY_COLUMN, 3, 3)}


def test_rules_that_want_the_same_column_share_its_cause() -> None:
    twin = replace(OURS["G21"], code="U1")
    found = checked(*actions(3), table("register", "a.csv", Action="due"), rules=("G21", twin))
    assert column(found) == {"no-column:a.csv:Action:owner": (CauseKind.NO_COLUMN, 6, 0)}


def test_what_papers_do_not_say_is_one_cause_a_rule() -> None:
    found = checked(*actions(2), item("strategy:s", tables=[0]), table("transcript", Action="due", Strategy="status"))
    assert column(found) == {"not-said:G21:owner": (CauseKind.NOT_SAID, 3, 0)}
    assert "2 actions" in found.causes[0].says
    assert "1 strategy" in found.causes[0].says
    late = [item(f"milestone:{n}", due="2007") for n in range(2)]
    assert column(checked(*late, rules=["S3"])) == {"not-said:S3": (CauseKind.NOT_SAID, 2, 0)}


def test_what_an_inspector_confirms_is_no_longer_only_unsaid() -> None:
    told = Finding("F1", "Nobody owns it.", Source("001", "45"), None, ("action:0",), "G21")
    for lacking in (table("register", "a.csv", Action="due"), table("transcript", "a.csv", Action="due")):
        found = checked(*actions(3), told, lacking)
        assert [(bool(gap.cause), gap.counts) for gap in found.gaps] == [(False, True), (True, False), (True, False)]


def test_what_values_show_has_no_column() -> None:
    held = [link(f"action:{n} OWNED_BY board:b") for n in range(3)]
    tested = rule("lacks", "Action", needs={"post": ">OWNED_BY[kind = Post]"})
    asked = table("register", "a.csv", Action="owned by")
    assert column(checked(*actions(3), item("board:b"), *held, asked, rules=[tested])) == {}


def test_one_thing_that_many_point_at_and_that_is_not_there_is_one_cause() -> None:
    gone = [dangling(f"action:{n} OWNED_BY post:x", "Post") for n in range(3)]
    found = checked(*actions(3), *gone, table("register", "a.csv", Action="owned by"), rules=("G21", "S8"))
    assert column(found) == {"missing:post:x": (CauseKind.POINTS_AT_NOTHING, 6, 3)}
    assert "3 items point at it" in found.causes[0].says


def test_one_item_that_names_many_things_that_are_not_there_is_one_cause() -> None:
    paper = item("document:paper", title="Framework")
    gone = [dangling(f"document:paper CITES document:appendix-{n}", "Document") for n in (10, 2, 1)]
    found = checked(paper, *gone, rules=("G69",))
    assert column(found) == {"missing-of:G69:document:paper": (CauseKind.POINTS_AT_NOTHING, 3, 0)}
    (cause,) = found.causes
    assert cause.says == ("Framework (document) names 3 documents that were not loaded: appendix 1, appendix 2 and "
                          "appendix 10.")
    assert cause.item is not None
    assert cause.item.key == "document:paper"


def test_what_others_name_too_is_a_cause_of_its_own() -> None:
    parts = item("document:a", title="A"), item("document:b", title="B")
    gone = [dangling(f"document:{one} CITES document:{end}", "Document")
            for one, end in (("a", "x"), ("a", "y"), ("a", "z"), ("b", "z"))]
    found = checked(*parts, *gone, rules=("G69",))
    assert column(found) == {"missing-of:G69:document:a": (CauseKind.POINTS_AT_NOTHING, 2, 0),
                             "missing:document:z": (CauseKind.POINTS_AT_NOTHING, 2, 0)}
    alone = checked(*parts, gone[0], rules=("G69",))
    assert alone.causes[0].says == "A (document) names x, which was not loaded."


def test_what_is_missing_here_is_not_what_another_plan_set_holds() -> None:
    links = [dangling("action:a DELIVERS objective:x", "Objective", place) for place in (None, "derby")]
    found = checked(item("action:a"), *links, rules=("S8", "S9"))
    assert set(column(found)) == {"missing:objective:x", "missing:derby/objective:x"}


def test_several_clashes_of_one_item_are_one_cause() -> None:
    parts = [item("objective:a", title="Low"), *(item(f"objective:{n}", status="superseded") for n in range(3)),
             *(link(f"objective:a SUPPORTS objective:{n}") for n in range(3))]
    found = checked(*parts, rules=["G06"])
    assert column(found) == {"one-item:G06:objective:a": (CauseKind.ONE_ITEM, 3, 3)}
    assert found.causes[0].says.endswith("The same goes for objective:1 and objective:2.")


def test_items_that_are_wrong_in_the_same_way_are_one_cause() -> None:
    posts = [item(f"post:{n}", title=f"Post {n}", key_post=True, status="interim") for n in range(3)]
    vacant = item("post:v", title="Vacant", key_post=True, status="vacant")
    found = checked(*posts, vacant, rules=["G63"])
    assert column(found) == {"one-state:G63:interim": (CauseKind.ONE_STATE, 3, 3)}
    assert found.causes[0].says.startswith("Post 0, Post 1 and Post 2: ")


@pytest.mark.parametrize("tested", OURS.values(), ids=lambda tested: tested.code)
def test_every_gap_of_every_rule_is_a_whole_answer_on_random_plans(tested: Rule) -> None:
    from random_plans import council, noise  # noqa: PLC0415 - only this test makes councils up

    for seed in range(6):
        found = check(store(*(made := noise(seed, 70)).items, *made.links), (tested,), AS_OF)
        more = check(store(*(made := council(seed)).items, *made.links), (tested,), AS_OF)
        for gap in (*found.gaps, *more.gaps):
            assert gap.message.endswith(".")
            assert gap.evidence
            assert gap.cause is None or (found.cause(gap.cause) or more.cause(gap.cause))
        assert len({gap.id for gap in found.gaps}) == len(found.gaps)
