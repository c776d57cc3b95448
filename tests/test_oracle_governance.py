"""Rules of figures and of governance written a second time in plain Python, and compared on random plans.

Engine and language share nothing with what stands here. The plans are those of the other rules, and councils whose
figures, seats, reports and reviews are near enough to one another for the rules to bite.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

import pytest
from builders import AS_OF
from random_plans import PERIODS, Plans, council, noise
from test_oracle import BODIES, PLANS, Found, Raw, by_now, held_by, keys, missing, says, worse

from graph_api.stores.memory import MemoryStore
from loaders.derive import derive
from loaders.rules import our_rules
from schema.records import Item, Link, Loaded

MANY = 80
RULES = {tested.code: tested for tested in our_rules()}
FINDS_DANGLING = ("G12", "G65", "G69", "S8", "S9")


# The plans

def governed(seed: int) -> Loaded:
    """A council with series of figures, seats that people hold, reports with topics, and reviews of services."""
    plans = Plans(random.Random(seed))
    rng = plans.rng
    aims = [plans.item("Objective"), plans.item("Objective")]
    for _ in range(3):
        indicator = plans.item("Indicator")
        plans.link(indicator, "MEASURES", rng.choice(aims))
        _series(plans, indicator)
    partnership = plans.item("Partnership", type="partnership")
    boards = [plans.item(kind, type=rng.choice(("executive", "executive", "regulatory", "standards")))
              for kind in ("Board", "Board", "Board", "Organisation")]
    plans.link(rng.choice(boards), "PART_OF", partnership)
    seats = [plans.item("Post", status=rng.choice(("filled", "filled", "interim", "vacant")),
                        independent=rng.random() < 0.7) for _ in range(10)]
    for seat in seats:
        plans.link(seat, "MEMBER_OF", rng.choice(boards))
    for _ in range(4):
        plans.link(plans.item("Report", topics=tuple(rng.sample(("finance", "performance", "risk"), 1))), "GOES_TO",
                   rng.choice(boards))
    _services(plans, seats)
    return plans.loaded()


def _series(plans: Plans, indicator: str) -> None:
    """Targets and results of some years, ours and the peers', for the whole area or a ward."""
    rng = plans.rng
    for kind in ("Target", "Outturn", "Outturn", "Outturn"):
        for period in (*PERIODS[:4], "2008"):
            if rng.random() < 0.6:
                told = {"period": period, "value": rng.choice((8.0, 9.0, 9.6, 10.0)), "peer": rng.choice((None, True)),
                        "area": rng.choice((None, None, None, "Abbey")), "baseline": None}
                plans.link(plans.item(kind, **told), "PART_OF", indicator)


def _services(plans: Plans, seats: list[str]) -> None:
    """Services, who works in them, what they own and who looked at them."""
    rng = plans.rng
    services = [plans.item("Organisation", type="service") for _ in range(4)]
    for service in services:
        plans.link(rng.choice(seats), "MEMBER_OF", service)
        plans.link(plans.item("Review", type=rng.choice(("scrutiny", "scrutiny", "peer"))), "REVIEWS", service)
    for _ in range(3):
        plans.link(plans.item("Indicator"), "OWNED_BY", rng.choice((*services, *seats)))


def derived(loaded: Loaded) -> Loaded:
    """The plan set with what loading works out."""
    derive({item.key: item for item in loaded.items}, loaded.links, {})
    return loaded


# The rules once more

def whole(item: Item) -> bool:
    """Whether a figure is the council's own, for the whole area."""
    return not says(item, "peer", True) and "area" not in item.values


def of_indicator(raw: Raw, item: Item, kind: str) -> list[tuple[Item, Item]]:
    """Figures of the kind that stand under the same indicators, each with the indicator."""
    return [(far, up) for up in raw.up(item, "PART_OF") if up.kind == "Indicator"
            for far in raw.down(up, "PART_OF") if far.kind == kind]


def g41(raw: Raw) -> Found:
    def targeted(item: Item) -> bool:
        return any(far.kind == "Target" for far in raw.down(item, "PART_OF"))

    looked = [item for item in raw.of("Indicator") if targeted(item) and says(item, "stage", "process", "input")]
    return len(looked), keys([item for item in looked if not any(
        says(other, "stage", "outcome") and targeted(other)
        for aim in raw.up(item, "MEASURES") for other in raw.down(aim, "MEASURES"))])


def g45(raw: Raw) -> Found:
    looked, faulty = [item for item in raw.of("Organisation") if says(item, "type", "service")], []
    for service in looked:
        owners = [service, *raw.down(service, "MEMBER_OF")]
        owned = [far for owner in owners for far in raw.down(owner, "OWNED_BY") if far.kind == "Indicator"]
        if not any(says(indicator, "driver", "national", "local") for indicator in owned):
            faulty.append(service)
    return len(looked), keys(faulty)


def g47(raw: Raw) -> Found:
    last = AS_OF - datetime.timedelta(days=31)
    looked = [item for item in raw.of("Outturn") if whole(item) and "issued" in item.values
              and item.values["issued"].end <= last]
    return len(looked), {
        (item.key, target.key) for item in looked if not by_now(item, "escalated") and "period" in item.values
        for target, up in of_indicator(raw, item, "Target")
        if target.values.get("period") == item.values["period"] and worse(item, target, up, 0.05)}


def g50(raw: Raw) -> Found:
    looked = [item for item in raw.of("Target", "Outturn") if whole(item) and "value" in item.values]
    groups: dict[tuple[str, ...], set[float]] = {}
    for item in looked:
        for up in raw.up(item, "PART_OF"):
            if "period" in item.values and up.kind == "Indicator":
                groups.setdefault((item.kind, up.key, item.values["period"]), set()).add(item.values["value"])
    return len(looked), {shared for shared, figures in groups.items() if len(figures) > 1}


def begins(year: str) -> tuple[int, int]:
    """The year and the month in which it begins."""
    return int(year[:4]), 4 if "/" in year else 1


def overlap(one: str, other: str) -> bool:
    """Whether two years share some months but not all."""
    (first, month), (second, other_month) = sorted((begins(one), begins(other)))
    return month != other_month and 0 < 12 * (second - first) + other_month - month < 12


def g50b(raw: Raw) -> Found:
    """Two figures stand in the order in which their years begin."""
    looked = [item for item in raw.of("Target")
              if "area" not in item.values and {"value", "period"} <= set(item.values)]
    return len(looked), {
        (item.key, far.key) for item in looked for far, _ in of_indicator(raw, item, "Target")
        if "area" not in far.values and {"value", "period"} <= set(far.values)
        and far.values["value"] == item.values["value"] and overlap(item.values["period"], far.values["period"])
        and begins(item.values["period"]) < begins(far.values["period"])}


def g52b(raw: Raw) -> Found:
    looked = [item for item in raw.of("Outturn") if whole(item) and moved(raw, item) is not None]
    found = set()
    for item in looked:
        for far, up in of_indicator(raw, item, "Outturn"):
            theirs, ours = moved(raw, far), moved(raw, item)
            if theirs is None or ours is None or not says(far, "peer", True) or "area" in far.values:
                continue
            short = {"higher": theirs - ours, "lower": ours - theirs}.get(up.values.get("polarity"), -1)
            if far.values["period"] == item.values["period"] and short > 0.05 * abs(theirs) + 1e-9:
                found.add((item.key, far.key))
    return len(looked), found


def moved(raw: Raw, item: Item) -> float | None:
    """What a result is more than the one figure of the year before."""
    def sort(one: Item) -> tuple[object, bool]:
        return one.values.get("area"), says(one, "peer", True)

    if not {"value", "period"} <= set(item.values):
        return None
    others = [far for far, _ in of_indicator(raw, item, "Outturn")
              if {"value", "period"} <= set(far.values) and sort(far) == sort(item)]
    before = {far.values["value"] for far in others if _next(far.values["period"]) == item.values["period"]}
    return item.values["value"] - before.pop() if len(before) == 1 else None


def _next(year: str) -> str:
    first = int(year[:4]) + 1
    return f"{first}/{(first + 1) % 100:02}" if "/" in year else str(first)


def g61(raw: Raw) -> Found:
    looked = [post for post in raw.of("Post") if says(post, "status", "filled", "interim")]
    executive: set[str] = set()
    committee: set[str] = set()
    for post in looked:
        for body in raw.up(post, "MEMBER_OF"):
            ours = not any(far.kind == "Partnership" for far in raw.up(body, "PART_OF"))
            if says(body, "type", "executive") and ours:
                executive.add(post.values.get("holder", ""))
            if says(body, "type", "regulatory", "standards"):
                committee.add(post.values.get("holder", ""))
    return len(looked), {held_by(looked, holder) for holder in executive & committee if holder}


def g62(raw: Raw) -> Found:
    looked = [body for body in raw.of("Board", "Organisation") if says(body, "type", "standards")]
    return len(looked), keys([body for body in looked if sum(
        says(post, "independent", True) and says(post, "status", "filled")
        for post in raw.down(body, "MEMBER_OF")) < 2])


def g65(raw: Raw) -> Found:
    return missing(raw, {"Document", *PLANS}, lambda link: (
        link.verb == "EXPECTS" and link.wanted_set is None and link.wanted in {"Report", "Body", *BODIES}))


def g66(raw: Raw) -> Found:
    looked, faulty = 0, []
    for body in raw.of(*BODIES):
        topics = [set(report.values.get("topics", ())) for report in raw.down(body, "GOES_TO")]
        if {"finance", "performance"} <= set().union(*topics):
            looked += 1
            faulty += [] if any({"finance", "performance"} <= one for one in topics) else [body]
    return looked, keys(faulty)


def g67(raw: Raw) -> Found:
    looked = [item for item in raw.of("Organisation") if says(item, "type", "service")]
    first = AS_OF - datetime.timedelta(days=730)
    return len(looked), keys([service for service in looked if not any(
        says(review, "type", "scrutiny") and "held" in review.values
        and review.values["held"].end >= first and review.values["held"].start <= AS_OF
        for review in raw.down(service, "REVIEWS"))])


def g69(raw: Raw) -> Found:
    return missing(raw, {"Document", "Passage"}, lambda link: link.verb == "CITES" and link.wanted_set is None)


def g70b(raw: Raw) -> Found:
    looked = [item for item in raw.of("Action", "Milestone") if "due" in item.values]
    return len(looked), {(item.key, plan.key) for item in looked for plan in raw.up(item, "PART_OF")
                         if "end" in plan.values and item.values["due"].start > plan.values["end"].end}


ORACLES: dict[str, Callable[[Raw], Found]] = {
    name.upper().replace("B", "b"): oracle for name, oracle in list(globals().items())
    if name.upper().replace("B", "b") in RULES and callable(oracle)}


@pytest.fixture(scope="module")
def worlds() -> list[tuple[Raw, MemoryStore]]:
    made = [*(noise(seed, 40 + seed % 60) for seed in range(MANY)), *(council(seed) for seed in range(MANY)),
            *(governed(seed) for seed in range(MANY))]
    return [(Raw(loaded), MemoryStore(loaded)) for loaded in map(derived, made)]


@pytest.mark.parametrize("code", sorted(ORACLES))
def test_the_engine_finds_what_plain_python_finds(code: str, worlds: list[tuple[Raw, MemoryStore]]) -> None:
    fired = 0
    for number, (raw, store) in enumerate(worlds):
        looked, wanted = ORACLES[code](raw)
        result = store.run(RULES[code], AS_OF)
        found = [row.identity for row in result.rows]
        assert (result.looked, found) == (looked, sorted(wanted)), f"plan set {number}"
        fired += len(found)
    assert fired >= 10, "a comparison of next to nothing says next to nothing"


def test_every_dangling_link_is_found_by_exactly_one_rule(worlds: list[tuple[Raw, MemoryStore]]) -> None:
    dangling = 0
    for number, (raw, store) in enumerate(worlds):
        found = {code: {row.identity for row in store.run(RULES[code], AS_OF).rows} for code in FINDS_DANGLING}
        looked_at = [link for link in raw.nowhere if not raw.items[link.start].listed]
        for link in looked_at:
            finders = [code for code in FINDS_DANGLING if link.verb in RULES[code].along[0].verbs
                       and identity(link) in found[code]]
            assert len(finders) == 1, f"plan set {number}: {link} is found by {finders}"
        assert set().union(*found.values()) == {identity(link) for link in looked_at}
        dangling += len(looked_at)
    assert dangling > 1000


def identity(link: Link) -> tuple[str, str, str]:
    """What makes the gap of a dangling link the same gap."""
    return link.start, link.wanted_set or "", link.end
