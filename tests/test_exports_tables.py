"""How a plan set is laid out as tables: what is asked stays asked, and everything else has one place."""

from __future__ import annotations

from typing import Any

from plan_sets import loaded_from

from graph_api.exports.losses import Loss
from graph_api.exports.tables import OutTable, lay_out, tables
from schema.dates import DateOrder
from schema.records import Loaded, PlanSet

ABOUT = PlanSet("ashby", "Ashby")


def plans(*parts: dict[str, Any], order: DateOrder | None = None) -> Loaded:
    return loaded_from({"tables": list(parts)}, ABOUT, order)


def table(kind: str, *records: dict[str, Any], asks: str = "register", **said: Any) -> dict[str, Any]:
    return {"kind": kind, "asks": asks, "records": list(records), **said}


def of(found: list[OutTable], kind: str | None, asks: str = "register") -> list[OutTable]:
    return [one for one in found if one.asks == asks and (one.kind.name if one.kind else None) == kind]


def losses(loaded: Loaded) -> dict[str, Loss]:
    return {loss.what.split(":")[0]: loss for loss in lay_out(loaded).losses}


def test_items_stand_in_a_register_with_just_the_headings_that_were_asked_of_them() -> None:
    found = tables(plans(
        table("Strategy", {"key": "a", "title": "A", "owned by": None}, {"key": "b", "title": "B"}),
        table("Strategy", {"key": "b", "status": "live"}, {"key": "c", "status": None})))

    assert [(one.columns, one.rows) for one in of(found, "Strategy")] == [
        (("key", "title", "owned by"), [{"key": "a", "title": "A"}]),
        (("key", "title", "status", "owned by"), [{"key": "b", "title": "B", "status": "live"}]),
        (("key", "status"), [{"key": "c"}])]


def test_what_no_register_asks_stands_in_a_transcript_under_the_same_key() -> None:
    found = tables(plans(
        table("Strategy", {"key": "a", "title": "A"}),
        table("Strategy", {"key": "a", "status": "live", "aim": "B"}, asks="transcript")))

    assert of(found, "Strategy")[0].rows == [{"key": "a", "title": "A"}]
    assert of(found, "Strategy", "transcript")[0].rows == [{"key": "a", "status": "live", "aim": "B"}]


def test_items_known_by_name_alone_stay_in_lists() -> None:
    found = tables(plans(table("Strategy", {"key": "a", "title": "A"}, asks="list")))

    assert [(one.asks, one.rows) for one in found] == [("list", [{"key": "a", "title": "A"}])]


def test_each_further_paper_is_a_record_in_a_table_of_its_own() -> None:
    found = tables(plans(*(
        table("Post", {"key": "a", "document": paper, "paragraph": "1"}, asks="transcript")
        for paper in ("001", "002", "003", "002"))))

    assert [one.rows for one in of(found, "Post", "transcript")] == [
        [{"key": "a", "document": paper, "paragraph": "1"}] for paper in ("001", "002", "003")]


def test_a_register_that_asks_of_a_kind_and_has_no_rows_is_kept() -> None:
    found = tables(plans(table("Risk", headings=["key", "level"]), table("Risk", {"key": "a"})))

    assert [(one.columns, one.rows) for one in of(found, "Risk")] == [
        (("key",), [{"key": "a"}]), (("key", "level"), [])]


def test_tiers_and_long_terms_that_come_by_themselves_are_not_written() -> None:
    found = tables(plans(table(
        "Strategy", {"key": "a"}, {"key": "b", "tier": 3}, {"key": "c", "tier": 2, "start": "2000", "end": "2020"},
        {"key": "d", "start": "2000", "end": "2020", "long_term": False}, asks="transcript")))

    assert of(found, "Strategy", "transcript")[0].rows == [
        {"key": "a"}, {"key": "b"}, {"key": "c", "tier": 2, "start": "2000", "end": "2020"},
        {"key": "d", "start": "2000", "end": "2020", "long_term": False}]


def test_a_tier_that_is_asked_for_is_written_unless_nobody_knows_it() -> None:
    found = tables(plans(
        table("Objective", {"key": "a", "tier": None, "part of": "vision:v"}, {"key": "b", "tier": None},
              {"key": "c", "tier": 4}),
        table("Vision", {"key": "v"})))

    assert [row.get("tier") for row in of(found, "Objective")[0].rows] == [1, None, 4]


def test_a_tier_above_that_is_stated_lets_those_below_come_by_themselves() -> None:
    found = tables(plans(table(
        "Objective", {"key": "a", "tier": 2}, {"key": "b", "part of": "objective:a"},
        {"key": "c", "part of": "objective:b"}, asks="transcript")))

    assert [row.get("tier") for row in of(found, "Objective", "transcript")[0].rows] == [2, None, None]


def test_a_long_chain_of_stated_tiers_is_stated_throughout() -> None:
    chain = [{"key": f"o{n}", "tier": 1 + n / 10, "part of": f"objective:o{n - 1}" if n else None} for n in range(30)]

    rows = of(tables(plans(table("Objective", *chain, asks="transcript"))), "Objective", "transcript")[0].rows
    assert [row.get("tier") for row in rows] == [1 + n / 10 for n in range(30)]


def test_links_stand_in_the_row_that_asks_for_them_from_either_end() -> None:
    found = tables(plans(
        table("Action", {"key": "a", "delivers": ["objective:o", "objective:p"]}),
        table("Objective", {"key": "o", "measured by": "indicator:i"}, {"key": "p"}), table("Indicator", {"key": "i"})))

    assert of(found, "Action")[0].rows == [{"key": "a", "delivers": "objective:o;objective:p"}]
    assert of(found, "Action")[0].several == {"delivers"}
    assert of(found, "Objective")[0].rows[0]["measured by"] == "indicator:i"
    assert not of(found, None, "transcript")


def test_links_of_another_paper_with_fields_or_unasked_stand_in_the_table_of_links() -> None:
    found = tables(plans(
        table("Partnership", {"key": "p", "document": "001", "contributes to": None}), table("Objective", {"key": "o"}),
        table("Objective", {"key": "q"}),
        {"kind": "Link", "records": [
            {"from": "partnership:p", "link": "contributes to", "to": "objective:o", "role": "Pays", "document": "001"},
            {"from": "partnership:p", "link": "contributes to", "to": "objective:q", "document": "002"},
            {"from": "objective:o", "link": "supports", "to": "objective:q"}]}))

    assert of(found, None, "transcript")[0].rows == [
        {"from": "partnership:p", "link": "contributes to", "to": "objective:o", "role": "Pays", "document": "001"},
        {"from": "partnership:p", "link": "contributes to", "to": "objective:q", "document": "002"},
        {"from": "objective:o", "link": "supports", "to": "objective:q"}]


def test_what_is_not_there_is_written_as_a_key_and_its_words_are_told() -> None:
    loaded = plans(table("Strategy", {"key": "a", "expects": ["The roads plan", "derby/strategy:b", "plan:c"]}))

    assert of(tables(loaded), "Strategy")[0].rows[0]["expects"] == "plan:the-roads-plan;derby/strategy:b;plan:c"
    assert losses(loaded)["the words of a reference to what is not there"] == Loss(
        "the words of a reference to what is not there: it is written as a key", 1, "The roads plan")


def test_a_reference_whose_key_would_be_read_as_something_else_keeps_its_words() -> None:
    loaded = plans(table("Strategy", {"key": "a", "supports": "Housing"}, {"key": "b", "title": "Plan: housing"}))

    assert loaded.links[0].end == "plan:housing"
    assert of(tables(loaded), "Strategy")[0].rows[0]["supports"] == "Housing"


def test_a_reference_that_nothing_would_tell_from_another_is_left_out_and_told() -> None:
    loaded = plans(table(
        "Strategy", {"key": "a", "supports": ["h" * 90, "Homes; roads"]}, {"key": "b", "title": "Plan: " + "h" * 90}))

    assert [link.end for link in loaded.links] == ["plan:" + "h" * 90, "plan:homes%3b-roads"]
    assert of(tables(loaded), "Strategy")[0].rows[0]["supports"] == "plan:homes%3b-roads"
    assert losses(loaded)["a reference to what is not there that would be read as one to something else"].count == 1


def test_values_are_written_as_they_were_written_where_that_reads_the_same() -> None:
    loaded = plans(table("Strategy", {
        "key": "a", "status": "In force", "due": "by 03/04/2008", "updated": "14th Oct 2007", "spend": "\u00a31.5m",
        "joint": "yes"}), order=DateOrder.DAY_FIRST)

    assert of(tables(loaded), "Strategy")[0].rows == [{
        "key": "a", "status": "In force", "updated": "14th Oct 2007", "due": "by 2008-04-03", "spend": 1500000,
        "joint": True}]
    assert losses(loaded)["how a date was written, where it needs a declared order of day and month"].example == (
        "by 03/04/2008")


def test_words_with_a_semicolon_are_kept_apart_and_told_of_joined_cells() -> None:
    laid = lay_out(plans(table("Report", {"key": "a", "topics": ["risk; and fire", "money"]})))

    assert laid.tables[0].rows == [{"key": "a", "topics": "risk; and fire;money"}]
    assert laid.tables[0].apart == {(0, "topics"): ("risk; and fire", "money")}
    assert [(loss.count, loss.example) for loss in laid.joined()] == [(1, "risk; and fire")]


def test_a_number_that_no_reader_takes_is_left_out_and_told() -> None:
    loaded = plans(table("BudgetLine", {"key": "a", "amount": 1e-99}, {"key": "b", "amount": 1e-9}))

    assert of(tables(loaded), "BudgetLine")[0].rows == [{"key": "a"}, {"key": "b", "amount": 1e-9}]
    assert losses(loaded)["a number of more figures than a reader takes"].count == 1


def test_keys_that_hold_a_colon_are_written_whole() -> None:
    found = tables(plans(table("Strategy", {"key": "strategy:strategy:a"}, {"key": "e:f"}, {"key": "b"})))

    assert [row["key"] for row in found[0].rows] == ["strategy:strategy:a", "strategy:e:f", "b"]


def test_findings_waivers_and_problems_are_said_to_stay_where_they_are() -> None:
    loaded = plans(table("Strategy", {"key": "a", "supports": "nowhere"}))

    assert {"problems that loading told", "file, sheet, row and column of a record"} <= set(losses(loaded))
