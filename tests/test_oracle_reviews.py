"""Rules on reviews, appraisal and the 4Cs written a second time in plain Python, as in test_oracle.py.

One of every shape that these rules have: coverage, a group whose members differ in a link, lacks, clash, wrong.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

import pytest
from builders import AS_OF
from random_plans import Plans, noise
from test_oracle import Found, Raw, keys, says

from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from schema.records import Item, Loaded

MANY = 150
YEAR_AGO = AS_OF - datetime.timedelta(days=365)
FOUR_CS = ("challenge", "consult", "compare", "compete")


def reviews_of(raw: Raw, item: Item) -> set[str]:
    return {far.key for far in raw.up(item, "PART_OF") if far.kind == "Review"}


def aspects(raw: Raw, item: Item) -> set[str]:
    return {str(far.values["aspect"]) for far in raw.down(item, "EVIDENCES") if "aspect" in far.values}


def staff(raw: Raw) -> list[tuple[Item, set[str]]]:
    """Filled posts with the bodies of the council that they belong to; posts with none are left out."""
    bodies = ((post, {body.key for body in raw.up(post, "MEMBER_OF")
                      if says(body, "type", "council", "department", "service", "unit")})
              for post in raw.of("Post") if says(post, "status", "filled"))
    return [(post, found) for post, found in bodies if found]


def appraised(post: Item) -> bool:
    last = post.values.get("appraised")
    return last is not None and last.end >= YEAR_AGO and last.start <= AS_OF


def g76(raw: Raw) -> Found:
    looked = [item for item in raw.of("Recommendation") if "topic" in item.values and reviews_of(raw, item)]
    found = set()
    for topic in {item.values["topic"] for item in looked}:
        members = [item for item in looked if item.values["topic"] == topic]
        if len(members) > 1 and len(set().union(*(reviews_of(raw, item) for item in members))) > 1:
            found.add((topic,))
    return len(looked), found


def g78(raw: Raw) -> Found:
    looked = raw.of("Action")
    return len(looked), {
        (action.key, far.key) for action in looked for far in raw.up(action, "ADDRESSES")
        if far.kind == "Recommendation" and "start" in action.values and "made" in far.values
        and action.values["start"].end < far.values["made"].start}


def g79(raw: Raw) -> Found:
    def over(item: Item) -> bool:
        return any(far.kind == "Review" and "deadline" in far.values and far.values["deadline"].end < AS_OF
                   for far in raw.up(item, "PART_OF"))

    looked = [item for item in raw.of("Recommendation")
              if says(item, "type", "weakness") and not says(item, "status", "dropped", "altered") and over(item)]
    return len(looked), keys([item for item in looked if not raw.down(item, "ADDRESSES")])


def g33(raw: Raw) -> Found:
    plans = [plan for plan in raw.of("ServicePlan") if says(plan, "status", "live")]
    reviews = [item for item in raw.of("Review") if aspects(raw, item) or (
        says(item, "type", "best-value") and not says(item, "status", "planned", "not-held"))]
    looked = [*plans, *reviews, *(item for item in raw.of("Action") if aspects(raw, item))]
    return len(looked), keys([item for item in looked if not aspects(raw, item) >= set(FOUR_CS)])


def g84(raw: Raw) -> Found:
    looked = [body for body in raw.of("Organisation") if says(body, "type", "service")]
    return len(looked), keys([body for body in looked if not any(
        says(far, "type", "best-value") and not says(far, "status", "planned", "not-held")
        and not ("held" in far.values and far.values["held"].start > AS_OF)
        for far in raw.down(body, "REVIEWS"))])


def g81(raw: Raw) -> Found:
    looked = staff(raw)
    found = set()
    for body in set().union(*(bodies for _, bodies in looked)) if looked else ():
        members = [post for post, bodies in looked if body in bodies]
        if sum(map(appraised, members)) * 100 < 96 * len(members):
            found.add((body,))
    return len(looked), found


def g81b(raw: Raw) -> Found:
    looked = [post for post, _ in staff(raw)]
    return len(looked), keys([post for post in looked if not appraised(post)])


RULES = {rule.code: rule for rule in our_rules()}
ORACLES: dict[str, Callable[[Raw], Found]] = {
    "G33": g33, "G76": g76, "G78": g78, "G79": g79, "G81": g81, "G81b": g81b, "G84": g84}


def reviewed(seed: int) -> Loaded:
    """Few bodies, reviews and plans with much said about them: what noise alone hardly ever brings together."""
    plans = Plans(random.Random(seed))
    rng = plans.rng

    def some(kind: str, most: int, **words: tuple[str, ...]) -> list[str]:
        return [plans.item(kind, **{name: rng.choice(among) for name, among in words.items()})
                for _ in range(rng.randint(1, most))]

    def tied(low: list[str], verb: str, high: list[str], most: int = 2) -> None:
        for key in low:
            for _ in range(rng.randint(0, most)):
                plans.link(key, verb, rng.choice(high))

    reviews = some("Review", 3, type=("best-value", "best-value", "self-assessment"))
    actions, bodies = some("Action", 3), some("Organisation", 3, type=("service", "service", "unit", "partner"))
    findings = some("Recommendation", 6, type=("weakness", "weakness", "recommendation"))
    tied(findings, "PART_OF", [*reviews, *findings[:1], *some("Document", 1)])
    tied(actions, "ADDRESSES", findings)
    tied(reviews, "REVIEWS", bodies)
    tied(some("Post", 9, status=("filled", "filled", "interim")), "MEMBER_OF", [*bodies, *some("Board", 1)])
    tied(some("Passage", 15), "EVIDENCES", [*reviews[:1], *actions[:1], *some("ServicePlan", 1)])
    return plans.loaded()


@pytest.fixture(scope="module")
def worlds() -> list[tuple[Raw, MemoryStore]]:
    made = [noise(seed, 60 + seed % 80) for seed in range(MANY // 3)] + [reviewed(seed) for seed in range(MANY)]
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
