"""Rules on what partners share written a second time in plain Python, as in test_oracle.py: one or more of a shape."""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Callable

import pytest
from builders import AS_OF
from random_plans import Plans, noise
from test_oracle import PLANS, Found, Raw, cut, keys, says

from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from schema.records import Item, Loaded

MANY = 150
QUARTER_AGO = AS_OF - datetime.timedelta(days=92)


def agreed(raw: Raw) -> list[Item]:
    """Indicators of a local area agreement."""
    return [item for item in raw.of("Indicator")
            if any(far.kind == "LocalAreaAgreement" for far in raw.up(item, "PART_OF"))]


def indicators(raw: Raw, plan: Item) -> int:
    return sum(far.kind == "Indicator" for far in raw.down(plan, "PART_OF"))


def on_performance(report: Item) -> bool:
    return "performance" in report.values.get("topics", ())


def stands(item: Item) -> bool:
    return not says(item, "status", "superseded")


def g13(raw: Raw) -> Found:
    looked = {aim.key for aim in raw.of("Objective") if stands(aim)}
    return len(looked), {
        (link.start, link.end) for link in raw.links
        if link.verb == "CONFLICTS_WITH" and link.start in looked and stands(raw.items[link.end])
        and "note" not in link.fields}


def g14(raw: Raw) -> Found:
    def shared(aim: Item) -> bool:
        plans = [far for far in raw.down(aim, "SUPPORTS") if far.kind in ("Strategy", "ServicePlan") and stands(far)]
        together = [far for far in raw.down(aim, "DELIVERS") if says(far, "joint", True)]
        return len(plans) > 1 or len(together) > 1

    looked = [aim for aim in raw.of("Objective") if stands(aim) and shared(aim)]
    return len(looked), keys([aim for aim in looked if not raw.up(aim, "OWNED_BY", "OVERSEEN_BY")])


def g16(raw: Raw) -> Found:
    looked, found = 0, set()
    for strategy in filter(stands, raw.of("Strategy")):
        named = raw.up(strategy, "SUPPORTS")
        if not any(far.kind == "Objective" for aim in named for far in raw.up(aim, "PART_OF")):
            continue
        looked += 1
        parts = {part.key for aim in named if aim.kind == "Objective" for part in raw.down(aim, "PART_OF")
                 if part.kind == "Objective" and stands(part)}
        found |= {(strategy.key, key) for key in parts - {aim.key for aim in named}}
    return looked, found


def g54(raw: Raw) -> Found:
    def partner(item: Item) -> bool:
        return any(not says(body, "type", "council", "department", "service", "unit")
                   for body in raw.down(item, "CONTRIBUTES_TO"))

    looked = agreed(raw)
    return len(looked), keys([
        item for item in looked if not partner(item) and not any(map(partner, raw.down(item, "PART_OF")))])


def g55(raw: Raw) -> Found:
    def recent(report: Item) -> bool:
        issued = report.values.get("issued")
        return bool(issued and on_performance(report) and issued.end >= QUARTER_AGO and issued.start <= AS_OF)

    looked = [*raw.of("Partnership"), *(
        board for board in raw.of("Board") if says(board, "type", "partnership", "executive", "board", "scrutiny"))]
    return len(looked), keys([body for body in looked if not any(map(recent, raw.down(body, "GOES_TO")))])


def g56(raw: Raw) -> Found:
    looked = [report for report in raw.of("Report") if on_performance(report)]
    found = set()
    for report in looked:
        told = raw.up(report, "GOES_TO")
        found |= {(report.key, whole.key) for body in told if says(body, "type", "executive")
                  for whole in raw.up(body, "PART_OF") if whole.kind == "Partnership" and whole not in told}
    return len(looked), found


def g57(raw: Raw) -> Found:
    tops = {aim.key for aim in raw.items.values() if aim.kind == "Objective" and (
        any(far.kind in ("Vision", "CommunityStrategy") for far in raw.up(aim, "PART_OF"))
        or any(far.kind == "CommunityStrategy" for far in raw.up(aim, "SUPPORTS")))}
    return cut(raw, agreed(raw), tops)


def g58(raw: Raw) -> Found:
    looked = raw.of("Area")
    return len(looked), keys([
        area for area in looked
        if {"forum", "area-committee"} <= {body.values.get("type") for body in raw.down(area, "COVERS")}])


def g59(raw: Raw) -> Found:
    def settled(item: Item) -> bool:
        return any(paper.kind == "Document" and says(paper, "type", "agreement")
                   for paper in raw.down(item, "EVIDENCES"))

    looked = [item for item in raw.of("Action", "Strategy", "ServicePlan", "BusinessPlan")
              if says(item, "joint", True) and not says(item, "status", "draft", "closed", "superseded")]
    return len(looked), keys([
        item for item in looked if not settled(item) and not any(map(settled, raw.up(item, "PART_OF")))])


def g60(raw: Raw) -> Found:
    looked = [plan for plan in raw.of(*PLANS) if plan.kind == "LocalAreaAgreement" or "stated_count" in plan.values]
    return len(looked), keys([
        plan for plan in looked if indicators(raw, plan) > plan.values.get("stated_count", 35)])


def g60b(raw: Raw) -> Found:
    looked = [plan for plan in raw.of(*PLANS) if "stated_count" in plan.values]
    return len(looked), keys([plan for plan in looked if indicators(raw, plan) < plan.values["stated_count"]])


RULES = {rule.code: rule for rule in our_rules()}
ORACLES: dict[str, Callable[[Raw], Found]] = {
    "G13": g13, "G14": g14, "G16": g16, "G54": g54, "G55": g55, "G56": g56, "G57": g57, "G58": g58, "G59": g59,
    "G60": g60, "G60b": g60b}


def shared(seed: int) -> Loaded:
    """Few plans, bodies and reports with much between them, which noise alone hardly ever brings together."""
    plans = Plans(random.Random(seed))
    rng = plans.rng

    def some(kind: str, most: int, **values: tuple[object, ...]) -> list[str]:
        return [plans.item(kind, **{name: rng.choice(among) for name, among in values.items()})
                for _ in range(rng.randint(1, most))]

    def tied(low: list[str], verb: str, high: list[str], most: int = 2) -> None:
        for key in low:
            for _ in range(rng.randint(0, most)):
                plans.link(key, verb, rng.choice(high))

    top = [*some("CommunityStrategy", 1), *some("Vision", 1)]
    agreement, corporate = some("LocalAreaAgreement", 2, stated_count=(None, 1.0, 4.0)), some("CorporatePlan", 1)
    aims, strategies = some("Objective", 6), some("Strategy", 3, joint=(True, False))
    measures, actions = some("Indicator", 7), some("Action", 4, joint=(True, True, None))
    for _ in range(40 if rng.random() < 0.1 else 0):
        plans.link(plans.item("Indicator"), "PART_OF", agreement[0])
    whole = some("Partnership", 1)
    partners = some("Organisation", 3, type=("partner", "council", "unit", "forum", None))
    boards = some("Board", 4, type=("executive", "executive", "board", "area-committee"))
    reports, papers = some("Report", 5), some("Document", 2, type=("agreement", "register"))
    tied(aims, "PART_OF", [*top, *corporate, *aims[:2]])
    tied([*aims, *strategies, *some("ServicePlan", 2)], "SUPPORTS", [*aims, *aims, *top])
    tied(measures, "PART_OF", [*agreement, *corporate])
    tied(measures, "MEASURES", [*aims, *aims, *top])
    tied(actions, "PART_OF", [*measures, *strategies])
    tied(actions, "DELIVERS", aims)
    tied(partners, "CONTRIBUTES_TO", [*measures, *actions])
    tied(boards, "PART_OF", whole, 1)
    tied(reports, "GOES_TO", [*boards, *whole])
    tied(aims, rng.choice(("OWNED_BY", "OVERSEEN_BY")), boards, 1)
    tied([*boards, *partners], "COVERS", some("Area", 2), 1)
    tied(papers, "EVIDENCES", [*actions, *strategies])
    for one, other in itertools.pairwise(aims):
        plans.link(one, "CONFLICTS_WITH", other, **({"note": "said"} if rng.random() < 0.5 else {}))
    return plans.loaded()


@pytest.fixture(scope="module")
def worlds() -> list[tuple[Raw, MemoryStore]]:
    made = [noise(seed, 60 + seed % 80) for seed in range(MANY // 3)] + [shared(seed) for seed in range(MANY)]
    return [(Raw(loaded), MemoryStore(loaded)) for loaded in made]


@pytest.mark.parametrize("code", ORACLES)
def test_the_engine_finds_what_plain_python_finds(code: str, worlds: list[tuple[Raw, MemoryStore]]) -> None:
    fired = passed = 0
    for number, (raw, store) in enumerate(worlds):
        looked, wanted = ORACLES[code](raw)
        result = store.run(RULES[code], AS_OF)
        found = [row.identity for row in result.rows]
        assert (result.looked, found) == (looked, sorted(wanted)), f"plan set {number}"
        fired += len(found)
        passed += looked > len(found)
    assert fired, "a comparison of nothing says nothing"
    assert passed, "a rule that finds everything at fault says nothing"
