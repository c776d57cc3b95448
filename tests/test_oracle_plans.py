"""Rules on what plans hold written a second time in plain Python, as in test_oracle.py: those that ask most at once."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

import pytest
from builders import AS_OF
from random_plans import Plans, noise
from test_oracle import PLANS, Found, Raw, by_now, day, keys, says

from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from schema.records import Item, Loaded

MANY = 150
LONG = ("CommunityStrategy", "LocalAreaAgreement", "CorporatePlan", "Strategy")


def parts(raw: Raw, plan: Item, kind: str) -> list[Item]:
    return [far for far in raw.down(plan, "PART_OF") if far.kind == kind]


def replaced(raw: Raw, plan: Item) -> bool:
    return any(not says(far, "status", "draft") for far in raw.down(plan, "SUPERSEDES"))


def three_years(plan: Item) -> bool | None:
    """Whether a plan covers three years or more; None where its first or last day is not told."""
    first = plan.values["start"].start if "start" in plan.values else datetime.date.min
    if first == datetime.date.min or "end" not in plan.values:
        return None
    return bool(first.replace(year=first.year + 3) <= plan.values["end"].end + datetime.timedelta(days=1))


def g24b(raw: Raw) -> Found:
    looked = [plan for plan in raw.of("ServicePlan") if says(plan, "status", "live")]
    return len(looked), keys([
        plan for plan in looked if "start" not in plan.values or "end" not in plan.values
        or plan.values["end"].end < AS_OF or three_years(plan) is False])


def g25(raw: Raw) -> Found:
    looked = [plan for plan in raw.of("ServicePlan") if "due" in plan.values and not says(plan, "status", "superseded")]
    return len(looked), keys([plan for plan in looked if day(plan, "due") < AS_OF and not by_now(plan, "published")])


def g27(raw: Raw) -> Found:
    looked = [body for body in raw.of("Organisation") if says(body, "type", "service")]
    faulty = []
    for service in looked:
        owned = [*raw.down(service, "OWNED_BY")]
        for post in raw.down(service, "MEMBER_OF"):
            owned += raw.down(post, "OWNED_BY")
        if all(plan.kind != "ServicePlan" or says(plan, "status", "superseded") for plan in owned):
            faulty.append(service)
    return len(looked), keys(faulty)


def g30(raw: Raw) -> Found:
    def compared(plan: Item) -> bool:
        figures = [far for indicator in parts(raw, plan, "Indicator") if says(indicator, "aspect", "efficiency")
                   for far in raw.down(indicator, "PART_OF")]
        return any(far.kind == "Outturn" and says(far, "peer", True) for far in figures)

    looked = [plan for plan in raw.of("Strategy")
              if says(plan, "departmental", True) and not says(plan, "status", "superseded")]
    return len(looked), keys([
        plan for plan in looked if not compared(plan) or not any(
            says(far, "type", "efficiency") for far in raw.down(plan, "PART_OF", "DELIVERS"))])


def g32(raw: Raw) -> Found:
    looked = [plan for plan in raw.of(*PLANS) if says(plan, "status", "live")]
    return len(looked), keys([
        plan for plan in looked if not raw.down(plan, "THREATENS")
        and not any(raw.down(aim, "THREATENS") for aim in parts(raw, plan, "Objective"))])


def g34(raw: Raw) -> Found:
    looked = [plan for plan in raw.of(*LONG)
              if "end" in plan.values and not says(plan, "status", "draft", "superseded")]
    return len(looked), keys([plan for plan in looked if day(plan, "end") < AS_OF and not replaced(raw, plan)])


def g34b(raw: Raw) -> Found:
    looked = [plan for plan in raw.of("Strategy") if replaced(raw, plan)]
    return len(looked), keys([plan for plan in looked if not by_now(plan, "closed")])


def g35b(raw: Raw) -> Found:
    def key(plan: Item) -> bool:
        said = any(says(plan, field, True) for field in ("statutory", "joint", "long_term"))
        outcomes = any(says(far, "stage", "outcome") for far in parts(raw, plan, "Indicator"))
        dear = plan.values.get("spend", 0) > 1_000_000
        return said or dear or bool(three_years(plan)) or (outcomes and bool(raw.up(plan, "FUNDED_BY")))

    looked = [plan for plan in raw.of("Strategy") if any(
        says(far, "type", "strategy-list") for far in raw.down(plan, "EXPECTS"))]
    return len(looked), keys([plan for plan in looked if not key(plan)])


def g38(raw: Raw) -> Found:
    def held(review: Item) -> bool:
        return says(review, "status", "held") or ("held" in review.values and day(review, "held") < AS_OF)

    looked = [review for review in raw.of("Review") if says(review, "type", "consultation") and held(review)]
    soon = AS_OF - datetime.timedelta(days=60)
    return len(looked), keys([
        review for review in looked if ("fed_back" not in review.values or review.values["fed_back"].start > AS_OF)
        and not ("held" in review.values and day(review, "held") >= soon)])


RULES = {rule.code: rule for rule in our_rules()}
ORACLES: dict[str, Callable[[Raw], Found]] = {
    "G24b": g24b, "G25": g25, "G27": g27, "G30": g30, "G32": g32, "G34": g34, "G34b": g34b, "G35b": g35b, "G38": g38}


def planned(seed: int) -> Loaded:
    """Few plans with much said about them: what noise alone hardly ever brings together."""
    plans = Plans(random.Random(seed))
    rng = plans.rng

    def some(kind: str, most: int, **words: object) -> list[str]:
        return [plans.item(kind, **words) for _ in range(rng.randint(1, most))]

    def tied(low: list[str], verb: str, high: list[str], most: int = 2) -> None:
        for key in low:
            for _ in range(rng.randint(0, most)):
                plans.link(key, verb, rng.choice(high))

    strategies = some(
        "Strategy", 3, departmental=rng.random() < 0.8, spend=rng.choice((None, 1_000_000.0, 1_000_001.0)),
        statutory=rng.choice((None, False)), joint=None, long_term=None)
    services, bodies = some("ServicePlan", 3), some("Organisation", 3, type="service")
    posts, aims = some("Post", 2), some("Objective", 3)
    indicators = [plans.item("Indicator", aspect=rng.choice(("efficiency", "efficiency", "quality"))) for _ in range(3)]
    tied(services, "OWNED_BY", [*bodies, *posts])
    tied(posts, "MEMBER_OF", bodies)
    tied(indicators, "PART_OF", strategies)
    tied([*some("Outturn", 4, peer=True), *some("Target", 2, peer=True)], "PART_OF", indicators)
    for verb in ("PART_OF", "DELIVERS"):
        tied(some("Action", 3), verb, strategies, 1)
    tied(aims, "PART_OF", [*strategies, *services])
    tied(some("Risk", 2), "THREATENS", [*aims, *services])
    tied(strategies, "FUNDED_BY", some("BudgetLine", 1))
    tied(strategies, "SUPERSEDES", strategies)
    tied(some("Document", 2, type="strategy-list"), "EXPECTS", strategies, 3)
    some("Review", 4, type="consultation")
    return plans.loaded()


@pytest.fixture(scope="module")
def worlds() -> list[tuple[Raw, MemoryStore]]:
    made = [noise(seed, 60 + seed % 80) for seed in range(MANY // 3)] + [planned(seed) for seed in range(MANY)]
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
        passed += looked - len(found)
    assert fired, "a comparison of nothing says nothing"
    assert passed, "a rule that finds everything at fault says nothing"
