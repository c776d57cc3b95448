"""How the tests in rules are read: which text is which tree, what is refused and where, what can never hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.kinds import kinds_of
from schema.language.check import Scope, check_route, check_test, far_kinds, negated_alone
from schema.language.parse import TestError, parse_route, parse_test
from schema.language.tree import (
    And,
    AsOf,
    Certainly,
    Compare,
    FieldValue,
    Has,
    Hop,
    Includes,
    Linked,
    Name,
    Not,
    OneOf,
    Or,
    Word,
    Worse,
    Year,
)
from schema.links import VERBS

A, B, C = Has(Name("due")), Has(Name("start")), Has(Name("outcome"))

GOOD = {
    "due": A,
    "  due\n": A,
    "not due": Not(A),
    "not not due": Not(Not(A)),
    "due and start": And((A, B)),
    "due or start or outcome": Or((A, B, C)),
    "due or start and outcome": Or((A, And((B, C)))),
    "not due and start": And((Not(A), B)),
    "(due or start) and outcome": And((Or((A, B)), C)),
    "not (due or start)": Not(Or((A, B))),
    "status = live": Compare(Name("status"), "=", Word("live")),
    "status=live": Compare(Name("status"), "=", Word("live")),
    "stage = to-be-developed": Compare(Name("stage"), "=", Word("to-be-developed")),
    "area = 'Old Town'": Compare(Name("area"), "=", Word("Old Town")),
    "area = ''": Compare(Name("area"), "=", Word("")),
    "area = 'or'": Compare(Name("area"), "=", Word("or")),
    "tier <= 2": Compare(Name("tier"), "<=", Word(2.0)),
    "tier<=2": Compare(Name("tier"), "<=", Word(2.0)),
    "value > -3.5": Compare(Name("value"), ">", Word(-3.5)),
    "joint = true": Compare(Name("joint"), "=", Word(True)),
    "joint != false": Compare(Name("joint"), "!=", Word(False)),
    "a.prior = b.period": Compare(Name("prior", "a"), "=", FieldValue(Name("period", "b"))),
    "a.rank > b.rank + 1": Compare(Name("rank", "a"), ">", FieldValue(Name("rank", "b"), 1)),
    "score != .derived_score": Compare(Name("score"), "!=", FieldValue(Name("derived_score"))),
    "period = year": Compare(Name("period"), "=", Year(0)),
    "period = year2": Compare(Name("period"), "=", Year(2)),
    "@wanted = Plan": Compare(Name("wanted", "@"), "=", Word("Plan")),
    "status in (draft, live)": OneOf(Name("status"), ("draft", "live")),
    "tier in (1, 2)": OneOf(Name("tier"), (1.0, 2.0)),
    "topics includes finance": Includes(Name("topics"), "finance"),
    "topics includes 'staff time'": Includes(Name("topics"), "staff time"),
    "held before asof-365d": Certainly(Name("held"), "before", AsOf(365)),
    "held after asof": Certainly(Name("held"), "after", AsOf()),
    "issued after .due": Certainly(Name("issued"), "after", FieldValue(Name("due"))),
    "a.due after b.end": Certainly(Name("due", "a"), "after", FieldValue(Name("end", "b"))),
    "worse(a.value, b.value, m.polarity, 0.05)":
        Worse(Name("value", "a"), Name("value", "b"), Name("polarity", "m"), 0.05),
    "<SUPPORTS": Linked(Hop("<", ("SUPPORTS",))),
    "~INFORMS": Linked(Hop("~", ("INFORMS",))),
    ">SUPPORTS[tier <= 2]": Linked(Hop(">", ("SUPPORTS",), Compare(Name("tier"), "<=", Word(2.0)))),
    "<PART_OF[<PART_OF[due]]": Linked(Hop("<", ("PART_OF",), Linked(Hop("<", ("PART_OF",), A)))),
    "<PART_OF >= 2": Linked(Hop("<", ("PART_OF",)), "", ">=", Word(2.0)),
    "<PART_OF[due]>.stated_count": Linked(Hop("<", ("PART_OF",), A), "", ">", FieldValue(Name("stated_count"))),
    "b<SUPERSEDES": Linked(Hop("<", ("SUPERSEDES",)), "b"),
    "m>OWNED_BY[status = vacant]": Linked(
        Hop(">", ("OWNED_BY",), Compare(Name("status"), "=", Word("vacant"))), "m"),
    ">CONTRIBUTES_TO[@role]": Linked(Hop(">", ("CONTRIBUTES_TO",), Has(Name("role", "@")))),
    "notes = 1": Compare(Name("notes"), "=", Word(1.0)),
    "orbit or android": Or((Has(Name("orbit")), Has(Name("android")))),
}


@pytest.mark.parametrize("text", GOOD)
def test_a_text_is_read_as_its_tree(text: str) -> None:
    assert parse_test(text) == GOOD[text]


BAD = {  # text: the sign, counted from 1, at which it stops making sense
    "": 1,
    "due and": 8,
    "and due": 1,
    "due start": 5,
    "(due": 5,
    "due)": 4,
    "status =": 9,
    "status = and": 10,
    "status == live": 9,
    "status in draft": 11,
    "status in ()": 12,
    "status in (draft live)": 18,
    "topics includes": 16,
    "held before": 12,
    "not": 4,
    "#": 1,
    "due # start": 5,
    "area = 'old": 8,
    "tier = 1.2.3": 11,
    "period = 2008/09": 14,
    "?SUPPORTS": 1,
    "due and ?*": 9,
    ">*": 1,
    ">SUPPORT": 1,
    "due or >PARTOF[due]": 8,
    ">SUPPORTS[": 11,
    ">SUPPORTS[due": 14,
    ">SUPPORTS[a.due]": 11,
    "due and >SUPPORTS[not b.due]": 23,
    ">SUPPORTS[due = m.due]": 17,
    ">SUPPORTS[b<SUPERSEDES]": 11,
    ">SUPPORTS[worse(a.value, value, polarity, 0)]": 17,
    "x.due": 1,
    "due = x.due": 7,
    "worse(value, score)": 19,
    "worse(value, score, polarity, much)": 31,
    "held before asof-30": 17,
    "tier = 2 + 1": 10,
    ".due = due": 1,
    "held before asof-99999d": 13,
    "(" * 31 + "due": 31,
    "not " * 31 + "due": 121,
}


@pytest.mark.parametrize(("text", "place"), BAD.items())
def test_what_is_not_understood_is_refused_with_its_place(text: str, place: int) -> None:
    with pytest.raises(TestError) as refused:
        parse_test(text)
    assert refused.value.place + 1 == place, str(refused.value)
    assert f"at sign {place} of: {text}" in str(refused.value)


@pytest.mark.parametrize("text", [
    ">SUPPORTS >PART_OF", ">SUPPORTS[tier <= 1]<PART_OF[kind = Objective]", "~INFORMS", "?EXPECTS", "?*"])
def test_a_route_has_one_or_two_steps(text: str) -> None:
    assert len(parse_route(text)) == text.count(">") + text.count("<") + text.count("~") + text.count("?") - (
        text.count("<="))


@pytest.mark.parametrize("text", [
    "", "SUPPORTS", ">SUPPORTS >PART_OF >PART_OF", ">SUPPORTS ?PART_OF", "?PART_OF >SUPPORTS", "?PART_OF[due]",
    "?* - NOTHING", "?* - ", ">SUPPORTS - PART_OF", ">SUPPORTS due", ">*"])
def test_any_other_route_is_refused(text: str) -> None:
    with pytest.raises(TestError):
        parse_route(text)


def test_any_link_to_nothing_may_leave_some_out() -> None:
    everything = tuple(verb.name for verb in VERBS)
    assert parse_route("?*") == (Hop("?", everything),)
    rest = tuple(verb for verb in everything if verb not in ("EXPECTS", "CITES"))
    assert parse_route("?* - EXPECTS - CITES") == (Hop("?", rest),)
    with pytest.raises(TestError) as refused:
        parse_route("?* - EXPECT - CITES")
    assert refused.value.place == len("?* - ")


@given(st.text(alphabet="abm.@<>~?*[]()=!+-', \n09asofdnotrinclude_PARTOF", max_size=40) | st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    for read in (parse_test, parse_route):
        try:
            read(text)
        except TestError as refused:
            assert 0 <= refused.place <= len(text)  # noqa: PT017 - most texts are refused, some are not


WORDS = st.sampled_from(("due", "a.due", "@role", "not", "and", "or", "(", ")", ">SUPPORTS", "<PART_OF", "[", "]", "=",
                         "in", "(a, b)", "includes", "before", "asof-30d", "year", ".due", "+ 1", "5", "'w'", "?*"))


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_any_row_of_words_is_read_or_refused(text: str) -> None:
    try:
        parse_test(text)
    except TestError as refused:
        assert 0 <= refused.place <= len(text)  # noqa: PT017 - most texts are refused, some are not


# Law 6: what a rule names must be there, and it must be able to hold.

ENDS = {"a": ("Target",), "m": ("Indicator",), "b": ("Outturn",)}


def faults(text: str, *of: str, ends: dict[str, tuple[str, ...]] | None = None, verbs: tuple[str, ...] = ()) -> str:
    return " · ".join(check_test(parse_test(text), Scope(kinds_of(of), ends or {}, verbs)))


@pytest.mark.parametrize(("text", "of"), [
    ("status = live", ["Plan"]), ("status in (live, draft)", ["Plan", "Post"]), ("tier >= 3", ["Objective"]),
    ("kind = ServicePlan or type = best-value", ["ServicePlan", "Review"]), ("kind = Plan", ["Plan"]),
    ("kind in (Plan, Action)", ["Strategy", "Action"]), ("title = 'The plan'", ["Strategy"]),
    ("topics includes finance", ["Report"]), ("issued after .due", ["Report", "Outturn"]),
    ("held and not held before asof-365d", ["Review"]), ("period = year1 and value", ["Target"]),
    ("period = '2008/09'", ["Target"]), ("peer = true", ["Outturn"]), ("score != .derived_score", ["Criterion"]),
    ("<PART_OF[kind = Indicator] > .stated_count", ["LocalAreaAgreement"]), ("<PART_OF >= 2", ["Indicator"]),
    (">SUPPORTS[tier <= 1] or >PART_OF[kind in (Vision, CommunityStrategy)]", ["Objective"]),
    ("<CONTRIBUTES_TO[@role and type = partner]", ["Objective"]), ("worse(value, score, polarity, 0.1)", ["Target"]),
    ("spend > 1000000", ["Strategy"]), ("long_term = true", ["Plan"]), ("holder", ["Post"]),
    ("not status = superseded", ["Action"]), ("not (due and status in (open, superseded))", ["Action"]),
])
def test_a_test_that_can_hold_is_accepted(text: str, of: list[str]) -> None:
    if "worse" in text:
        assert faults("worse(a.value, b.value, m.polarity, 0)", *of, ends=ENDS) == ""
    else:
        assert faults(text, *of) == ""


@pytest.mark.parametrize(("text", "of", "says"), [
    ("stauts = live", ["Plan"], "no field stauts"),
    ("holder", ["Plan"], "no field holder"),
    ("status = lives", ["Plan"], "can never be lives; it is one of draft, live, superseded"),
    ("status in (live, gone)", ["Plan"], "can never be gone"),
    ("status = 5", ["Plan"], "can never be 5"),
    ("tier = high", ["Objective"], "can never be high"),
    ("tier = true", ["Objective"], "can never be True"),
    ("joint = yes", ["Plan"], "can never be yes"),
    ("status < live", ["Plan"], "is not a number"),
    ("due < asof", ["Plan"], "is not a number"),
    ("due = asof", ["Action"], "before or after"),
    ("due != .start", ["Action"], "before or after"),
    ("due = 2008", ["Action"], "can never be"),
    ("tier = asof", ["Objective"], "asof is a date"),
    ("tier = year", ["Objective"], "year is a period"),
    ("period = banana", ["Target"], "can never be banana"),
    ("period = '2008-09'", ["Target"], "can never be 2008-09"),
    ("status before asof", ["Plan"], "not a date"),
    ("due before 2008", ["Action"], "is not a date"),
    ("due before year", ["Action"], "year is a period"),
    ("due before .status", ["Action"], "another type"),
    ("due before .nothing", ["Action"], "no field nothing"),
    ("status includes live", ["Plan"], "not a words field"),
    ("topics = finance", ["Report"], "can never be finance"),
    ("tier = .status", ["Objective"], "another type"),
    ("kind = Milestone", ["Plan"], "can never be Milestone"),
    ("kind = Plans", ["Plan"], "can never be Plans"),
    ("kind in (Strategy, Board)", ["Strategy"], "can never be Board"),
    (">MEASURES", ["Action"], "no Action has a link >MEASURES"),
    ("<OWNED_BY", ["Plan"], "no Vision or"),
    ("<PART_OF[kind = Plan]", ["Indicator"], "would do"),
    ("<PART_OF[kind = Target and polarity]", ["Indicator"], "no field polarity"),
    (">SUPPORTS[tier = low]", ["Objective"], "can never be low"),
    (">SUPPORTS[@role]", ["Objective"], "no field @role"),
    ("@role", ["Objective"], "no field @role"),
    ("<PART_OF >= many", ["Indicator"], "compared with a number"),
    ("<PART_OF >= year", ["Indicator"], "compared with a number"),
    ("<PART_OF >= .polarity", ["Indicator"], "not a number"),
    ("a.value", ["Target"], "no field a.value"),
    ("b<SUPERSEDES", ["Target"], "would do"),
    ("worse(value, status, direction, 0)", ["Target"], "status is not a number"),
    ("worse(value, value, area, 0)", ["Target"], "area is not a one of"),
    ("not status = superseeded", ["Action"], "can never be superseeded"),
    ("not due and status = superseded", ["Action"], "can never be superseded"),
    ("not not status = superseded", ["Action"], "can never be superseded"),
    ("not <DELIVERS[status = superseded]", ["Objective"], "can never be superseded"),
])
def test_a_test_that_can_never_hold_is_a_mistake(text: str, of: list[str], says: str) -> None:
    assert says in faults(text, *of)


def test_what_a_dangling_link_wanted_is_a_kind_or_a_family() -> None:
    route, scope = check_route(parse_route("?EXPECTS"), kinds_of(["Document", "Plan"]))
    assert route == []
    assert not check_test(parse_test("@wanted in (Report, Body) and not @wanted_set"), scope)
    assert not check_test(parse_test("@wanted = Strategy"), scope)
    assert "can never be Strategies" in check_test(parse_test("@wanted = Strategies"), scope)[0]


def test_the_far_end_of_a_link_to_nothing_has_no_fields() -> None:
    _, scope = check_route(parse_route("?EXPECTS"), kinds_of(["Document"]))
    assert check_test(parse_test("b.status = draft"), scope)


def test_a_route_tells_what_its_ends_may_be() -> None:
    found, scope = check_route(parse_route(">PART_OF[kind = Indicator] <PART_OF[kind = Outturn]"), ("Target",))
    assert found == []
    assert scope == Scope(("Target",), {"a": ("Target",), "m": ("Indicator",), "b": ("Outturn",)}, ("PART_OF",))
    assert check_route(parse_route(">PART_OF >OWNED_BY"), ("Milestone",))[1].ends["b"] == kinds_of(["Post", "Body"])
    assert "would do" in check_route(parse_route(">PART_OF >GOES_TO"), ("Milestone",))[0][0]
    assert check_route(parse_route(">OWNED_BY[holdr]"), ("Action",))[0] == ["no field holdr can stand here"]


@pytest.mark.parametrize(("hop", "here", "far"), [
    (">MEASURES", ["Indicator"], ["Objective", "Plan"]), ("<MEASURES", ["Objective"], ["Indicator"]),
    ("<MEASURES", ["Indicator"], []), ("~INFORMS", ["Strategy"], ["Plan"]), ("?GOES_TO", ["Report"], ["Body"]),
    ("<PART_OF[kind = Milestone]", ["Action"], ["Milestone"]),
    ("<PART_OF[kind in (Value, Action) and due]", ["Indicator"], ["Action", "Value"]),
    ("<PART_OF[kind = Milestone or due]", ["Vision"],
     ["Objective", "Action", "Milestone", "Indicator", "Value", "Passage", "Criterion", "Recommendation", "Body"]),
])
def test_a_step_leads_to_declared_kinds_only(hop: str, here: list[str], far: list[str]) -> None:
    assert far_kinds(parse_route(hop)[0], kinds_of(here)) == kinds_of(far)


# Law 2: a negated test holds for what lacks the value, so the linter asks whether that is meant.

@pytest.mark.parametrize(("text", "warned"), [
    ("not held before asof-365d", 1), ("held and not held before asof-365d", 0), ("not tier > 3", 1),
    ("tier and not tier > 3", 0), ("not status = live", 0), ("not status in (live)", 0), ("not due", 0),
    ("fed_back and not held before asof", 1), ("<REVIEWS[not held before asof-1d]", 1),
    ("<REVIEWS[held and not held before asof-1d]", 0), ("due or not due before asof", 1),
    ("held and (fed_back or not held before asof)", 0), ("held and (fed_back or not deadline before asof)", 1),
    ("not due or not due before asof", 0), ("not held or not due before asof", 1),
    ("<REVIEWS[not held or type = peer and not held after asof]", 0),
])
def test_a_negated_date_or_number_test_that_stands_alone_is_pointed_out(text: str, warned: int) -> None:
    assert len(negated_alone(parse_test(text))) == warned
