"""The English local plans: real data, a mapping and rules of its own, no code."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from graph_api.stores.memory import MemoryStore
from loaders.load import LoadedFolder, load
from schema.dates import parse_date

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "local-plans"
AS_OF = parse_date("2020-07-13").start


@pytest.fixture(scope="module")
def plans() -> LoadedFolder:
    return load([FOLDER])


def test_every_row_is_read(plans):
    with (FOLDER / "development-plan-timetable.csv").open(newline="", encoding="utf-8") as opened:
        stages = Counter(row["development-plan-status"] for row in csv.DictReader(opened))
    assert Counter(item.kind for item in plans.loaded.items) == {
        "Strategy": 423, "Milestone": 1313, "Organisation": 350}
    assert Counter(item.title for item in plans.loaded.items if item.kind == "Milestone") == stages
    assert sum(link.verb == "PART_OF" and not link.dangling for link in plans.loaded.links) == 1313
    assert all("done" in item.values for item in plans.loaded.items if item.kind == "Milestone")


def test_problems_are_those_of_the_files(plans):
    assert Counter(problem.code for problem in plans.loaded.problems) == {
        "link-dangling": 22, "key-changed": 1, "key-spacing": 1, "key-duplicate": 1}


def test_unknown_organisations_dangle_with_near_matches(plans):
    lost = [link for link in plans.loaded.links if link.dangling]
    assert (len(lost), len({link.end for link in lost}), len({link.start for link in lost})) == (22, 16, 22)
    assert {link.wanted for link in lost} == {"Organisation"}
    near = {link.end.removeprefix("organisation:"): link.near for link in lost}
    assert near["local-authority-eng:nde"][0] == "organisation:local-authority-eng:nde%09"
    assert all(near[code] for code in near if code.startswith("local-authority"))


COUNTED = [("S10", 60), ("LP01", 9), ("LP02", 59), ("LP03", 71), ("LP04", 1), ("S8", 22)]


@pytest.mark.parametrize(("code", "gaps"), COUNTED)
def test_the_gaps_are_as_counted_by_hand(plans, code, gaps):
    (rule,) = [rule for rule in plans.all_rules if rule.code == code]
    assert len(MemoryStore(plans.loaded).run(rule, AS_OF).rows) == gaps


def test_the_plan_out_of_order_is_named(plans):
    (rule,) = [rule for rule in plans.rules if rule.code == "LP04"]
    (row,) = MemoryStore(plans.loaded).run(rule, AS_OF).rows
    assert row.middle == "strategy:bea9718c-1bd1-4fa4-a9d8-e7d280d41059"
    assert [key.rsplit("-", 1)[1] for key in row.items] == ["sound", "adopted"]
