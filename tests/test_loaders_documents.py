"""Plan data in YAML and JSON: kinds, records, what their headings ask, where each record stands."""

from __future__ import annotations

import json

import pytest
from folders import codes, item, keys, link, links, load_files, problem

from loaders import json_plan, yaml_plan
from loaders.parsed import LIMITS
from loaders.yaml_plan import read_yaml
from schema.dates import PlanDate, Precision

PLANS = """\
asks: transcript
source: {document: "001"}

Strategy:
  - key: alcohol
    title: Alcohol strategy
    status: In force
    start: 2008/09
    paragraph: "107"
    supports: [objective:people]
    owned by: post:director

Objective:
  - {key: people, title: Great people, tier: 1}
Post:
  - key: director
    title: Corporate director
    document: "000"
"""


def test_a_record_becomes_an_item_with_values_and_source(tmp_path):
    loaded = load_files(tmp_path, {"plans.yaml": PLANS})
    found = item(loaded, "strategy:alcohol")
    assert loaded.problems == ()
    assert (found.kind, found.title) == ("Strategy", "Alcohol strategy")
    assert found.values["status"] == "live"
    assert found.written == {"status": "In force"}
    assert found.values["title_key"] == "alcohol-strategy"
    start = found.values["start"]
    assert isinstance(start, PlanDate)
    assert start.precision is Precision.FINANCIAL_YEAR
    assert (found.source.document, found.source.paragraph, found.source.file, found.source.row) == (
        "001", "107", "plans.yaml", 5)
    assert item(loaded, "post:director").source.document == "000"


def test_a_link_knows_the_record_and_column_that_it_stands_in(tmp_path):
    loaded = load_files(tmp_path, {"plans.yaml": PLANS})
    assert links(loaded) == {("strategy:alcohol", "SUPPORTS", "objective:people"),
                             ("strategy:alcohol", "OWNED_BY", "post:director")}
    source = link(loaded, "OWNED_BY").source
    assert (source.document, source.paragraph, source.row, source.column) == ("001", "107", 5, "owned by")


def test_a_table_is_a_kind_of_a_file_and_asks_what_its_records_name(tmp_path):
    loaded = load_files(tmp_path, {"plans.yaml": PLANS})
    tables = {table.name: table for table in loaded.tables}
    strategies = tables["plans.yaml, Strategy"]
    assert strategies.asks == "transcript"
    assert strategies.headings["Strategy"] == {"title", "status", "start", ("SUPPORTS", True), ("OWNED_BY", True)}
    assert loaded.tables[item(loaded, "objective:people").tables[0]].name == "plans.yaml, Objective"


@pytest.mark.parametrize("name", ["Service plan", "service-plans", "ServicePlan", "SERVICE_PLANS"])
def test_a_kind_may_be_written_in_several_ways(tmp_path, name):
    loaded = load_files(tmp_path, {"a.yaml": f"{name}:\n  - {{key: a, title: A}}\n"})
    assert keys(loaded) == {"service-plan:a"}


def test_words_stay_words_in_yaml():
    text = "a: [no, yes, on, 2008-09-01, 2008/09, 007, 1.10, '5', 5, 1.5, true, ~]"
    data, problems = read_yaml(text, "a.yaml")
    assert problems == []
    assert data["a"] == ["no", "yes", "on", "2008-09-01", "2008/09", "007", "1.10", "5", 5, 1.5, True, None]


def test_a_link_may_be_said_from_its_other_end(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
Vision:
  - {key: city, title: The city}
CorporatePlan:
  - {key: plan, title: Corporate plan, contains: [objective:a], supports: vision:city}
Objective:
  - {key: a, title: A, tier: 2, supported by: [strategy:s, strategy:s]}
Strategy:
  - {key: s, title: S}
"""})
    assert loaded.problems == ()
    assert links(loaded) == {("objective:a", "PART_OF", "corporate-plan:plan"),
                             ("corporate-plan:plan", "SUPPORTS", "vision:city"),
                             ("strategy:s", "SUPPORTS", "objective:a")}
    assert len(loaded.links) == 3


def test_json_says_kind_and_number_of_a_record(tmp_path):
    loaded = load_files(tmp_path, {"a.json": """\
{"asks": "register", "Action": [{"key": "a", "title": "A", "status": "done"},
                                {"key": "b", "title": "B", "due": "tomorrow"}]}"""})
    bad = problem(loaded, "date-unclear")
    assert (bad.source.sheet, bad.source.row, bad.source.column, bad.value) == ("Action", 2, "due", "tomorrow")
    assert bad.expected is not None
    assert keys(loaded) == {"action:a", "action:b"}
    assert item(loaded, "action:a").values["status"] == "closed"
    assert "due" not in item(loaded, "action:b").values


def test_a_bad_cell_is_told_and_the_rest_of_its_record_kept(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
Strategy:
  - key: a
    title: A
    status: half-way
    joint: perhaps
    spend: lots
    end: 03/04/2008
    review: October 2008
"""})
    assert codes(loaded) == ["cell-type", "cell-type", "cell-type", "date-unclear"]
    assert [told.source.column for told in loaded.problems] == ["status", "joint", "spend", "end"]
    assert loaded.problems[0].expected == "one of: draft, live, superseded"
    assert set(item(loaded, "strategy:a").values) == {"title_key", "review", "tier", "rank"}


def test_what_has_no_meaning_is_told_with_what_may_be_meant(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
Strategie:
  - {key: a, title: A}
Strategy:
  - {key: b, title: B, statsu: live}
  - {key: c, title: C, statsu: live, title key: x}
  - just words
  - []
Objective: {key: d}
"""})
    assert codes(loaded) == ["kind-unknown", "heading-unknown", "heading-unknown", "record-shape", "record-shape",
                             "record-shape"]
    assert "Strategy" in (loaded.problems[0].remedy or "")
    assert "status" in (loaded.problems[1].remedy or "")
    assert loaded.problems[1].source.row == 4
    assert loaded.problems[3].message == "Entry 3 of Strategy is not a list of names and values."
    assert keys(loaded) == {"strategy:b", "strategy:c"}


def test_two_headings_for_one_field_are_not_both_believed(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": "Strategy:\n  - {key: a, name: A, title: B}\n"})
    assert codes(loaded) == ["heading-twice"]
    assert item(loaded, "strategy:a").title == "A"


def test_a_link_that_the_kind_cannot_have_is_no_heading_of_it(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": "Milestone:\n  - {key: a, title: A, supports: objective:x}\n"})
    assert codes(loaded) == ["heading-unknown"]
    assert loaded.links == ()


def test_a_row_needs_a_key_or_a_title(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
Strategy:
  - {status: live}
  - {title: "Children's Plan, 2008"}
  - {key: Housing Plan}
  - {key: "strategy:parking"}
"""})
    assert codes(loaded) == ["row-without-key", "key-changed"]
    assert loaded.problems[0].source.row == 2
    assert keys(loaded) == {"strategy:children-s-plan-2008", "strategy:housing-plan", "strategy:parking"}
    assert item(loaded, "strategy:housing-plan").title == ""


def test_links_with_fields_stand_in_a_table_of_their_own(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
source: {document: "001"}
Organisation:
  - {key: pct, title: Primary Care Trust}
Objective:
  - {key: health, title: Health, tier: 1}
Strategy:
  - {key: s, title: S}
Link:
  - {from: organisation:pct, link: contributes to, to: objective:health, role: Runs the clinics, paragraph: "7"}
  - {from: objective:health, link: supported by, to: strategy:s}
  - {from: strategy:s, link: contributes to, to: objective:health}
  - {from: strategy:gone, link: supports, to: objective:health}
  - {from: strategy:s, link: helps, to: objective:health}
  - {from: strategy:s, link: supports}
  - {from: strategy:s, link: informs, to: strategy:s, role: none}
"""})
    assert codes(loaded) == ["link-unknown", "record-shape", "cell-type", "link-kinds", "link-start-missing"]
    contributes = link(loaded, "CONTRIBUTES_TO")
    assert contributes.fields == {"role": "Runs the clinics"}
    assert (contributes.source.document, contributes.source.paragraph) == ("001", "7")
    assert ("strategy:s", "SUPPORTS", "objective:health") in links(loaded)
    assert all("Link" not in table.headings for table in loaded.tables)


def test_two_records_of_one_key_in_one_table(tmp_path):
    loaded = load_files(tmp_path, {"a.yaml": """\
Strategy:
  - {key: a, title: First}
  - {key: b, title: B}
  - {key: A, title: Second, informs: strategy:b}
"""})
    told = problem(loaded, "key-duplicate")
    assert (told.source.row, told.value) == (4, "strategy:a")
    assert item(loaded, "strategy:a").title == "First"
    assert keys(loaded) == {"strategy:a", "strategy:b"}
    assert loaded.links == ()


RECORDS = [{"key": f"k{number}", "tags": ["a", "b"]} for number in range(60)]


def test_a_list_with_more_records_than_the_limit_is_cut_and_told():
    limits = {**LIMITS, "rows": 50}
    found = json_plan.parse(json.dumps({"Strategy": RECORDS, "Risk": RECORDS[:50]}).encode(), limits)
    assert [(told.code, told.source.row, told.message) for told in found.problems] == [
        ("too-many-rows", 51, "The list Strategy has 60 records; those after the first 50 were not read.")]
    assert {kind: len(records) for kind, records in found.document.items()} == {"Strategy": 50, "Risk": 50}


def test_a_yaml_list_that_is_too_long_is_told_by_its_line():
    text = "Strategy:\n" + "".join(f"  - {{key: k{number}}}\n" for number in range(60))
    found = yaml_plan.parse(text.encode(), {**LIMITS, "rows": 50})
    assert [(told.code, told.source.row) for told in found.problems] == [("too-many-rows", 52)]
    assert len(found.document["Strategy"]) == 50


@pytest.mark.parametrize("core", [json_plan.parse, yaml_plan.parse])
def test_a_list_needs_two_signs_for_each_value_so_short_texts_are_not_gone_through(core):
    for count in (3, 4):
        found = core(("[" + ",".join("1" * count) + "]").encode(), {**LIMITS, "rows": 3})
        assert found.document == [1] * 3
        assert len(found.problems) == (count > 3)
    nested = core(b'{"a": [{"b": [[], [], [], []]}]}', {**LIMITS, "rows": 3})
    assert nested.document == {"a": [{"b": [[], [], []]}]}
    assert [told.code for told in nested.problems] == ["too-many-rows"]
