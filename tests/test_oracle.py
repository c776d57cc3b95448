"""Rules of every shape written a second time in plain Python, from raw items and links, and compared on random plans.

Engine and language share nothing with what stands here, so a fault would have to be made twice to go unseen.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from builders import AS_OF, rule
from random_plans import council, noise

from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from schema.records import Item, Link, Loaded

PLANS = {"Vision", "CommunityStrategy", "LocalAreaAgreement", "CorporatePlan", "Strategy", "ServicePlan",
         "BusinessPlan"}
BODIES = {"Partnership", "Board", "Organisation"}
STRICT = ("SUPPORTS", "DELIVERS", "MEASURES")
MANY = 120
Found = tuple[int, set[tuple[str, ...]]]


class Raw:
    """The items and links of a plan set, walked one by one."""

    def __init__(self, loaded: Loaded) -> None:
        self.items = {item.key: item for item in loaded.items}
        self.links = [link for link in loaded.links if link.wanted is None]
        self.nowhere = [link for link in loaded.links if link.wanted is not None]

    def of(self, *kinds: str) -> list[Item]:
        return [item for item in self.items.values() if item.kind in kinds and not item.listed]

    def up(self, item: Item, *verbs: str) -> list[Item]:
        return [self.items[link.end] for link in self.links if link.start == item.key and link.verb in verbs]

    def down(self, item: Item, *verbs: str) -> list[Item]:
        return [self.items[link.start] for link in self.links if link.end == item.key and link.verb in verbs]

    def climb(self, item: Item, verbs: tuple[str, ...], *, down: bool = False) -> set[str]:
        seen, waiting = {item.key}, [item]
        while waiting:
            at = waiting.pop()
            for far in self.down(at, *verbs) if down else self.up(at, *verbs):
                if far.key not in seen:
                    seen.add(far.key)
                    waiting.append(far)
        return seen


def says(item: Item, field: str, *words: object) -> bool:
    return field in item.values and item.values[field] in words


def tier(item: Item) -> float:
    return item.values.get("tier", 99.0)


def day(item: Item, field: str) -> datetime.date | None:
    return item.values[field].end if field in item.values else None


def by_now(item: Item, field: str) -> bool:
    """Whether a day is recorded and does not lie wholly ahead."""
    return field in item.values and item.values[field].start <= AS_OF


def held_by(posts: list[Item], holder: str) -> tuple[str, ...]:
    """The posts of one person, which stand for the person."""
    return tuple(sorted(post.key for post in posts if post.values.get("holder") == holder))


def worse(one: Item, other: Item, by: Item, share: float = 0.0) -> bool:
    if "value" not in one.values or "value" not in other.values:
        return False
    gap = other.values["value"] - one.values["value"]
    if says(by, "polarity", "lower"):
        gap = -gap
    elif not says(by, "polarity", "higher"):
        return False
    return gap > share * abs(other.values["value"]) + 1e-12


def keys(items: list[Item]) -> set[tuple[str, ...]]:
    return {(item.key,) for item in items}


def g02(raw: Raw) -> Found:
    looked = [plan for plan in raw.of("ServicePlan") if not says(plan, "status", "superseded")]
    return len(looked), keys([plan for plan in looked if all(tier(far) > 2 for far in raw.up(plan, "SUPPORTS"))])


def g03(raw: Raw) -> Found:
    looked = [aim for aim in raw.of("Objective") if tier(aim) == 2 and not says(aim, "status", "superseded")]
    return len(looked), keys([
        aim for aim in looked if not any(tier(far) <= 1 for far in raw.up(aim, "SUPPORTS"))
        and not any(far.kind in ("Vision", "CommunityStrategy") for far in raw.up(aim, "PART_OF"))])


def g21(raw: Raw) -> Found:
    looked = [item for item in raw.of("Action", "Indicator", "Objective", *PLANS)
              if not says(item, "status", "superseded")]
    return len(looked), keys([item for item in looked if not raw.up(item, "OWNED_BY")])


def g44(raw: Raw) -> Found:
    looked, faulty = raw.of("Indicator"), []
    for indicator in looked:
        years = {far.values.get("period") for far in raw.down(indicator, "PART_OF")
                 if far.kind == "Target" and "value" in far.values}
        if not {"2008/09", "2009/10", "2010/11"} <= years:
            faulty.append(indicator)
    return len(looked), keys(faulty)


def s10(raw: Raw) -> Found:
    def has(item: Item) -> bool:
        return any(far.kind == "Milestone" for far in raw.down(item, "PART_OF"))

    looked = [plan for plan in raw.of(*PLANS)
              if not says(plan, "status", "superseded", "draft") and not says(plan, "long_term", True)]
    return len(looked), keys([
        plan for plan in looked if not has(plan) and not any(has(low) for low in raw.down(plan, "DELIVERS"))
        and not any(has(low) for low in raw.down(plan, "PART_OF") if low.kind == "Action")])


def g63(raw: Raw) -> Found:
    looked = [post for post in raw.of("Post") if says(post, "key_post", True) or raw.down(post, "OWNED_BY")]
    return len(looked), keys([post for post in looked if says(post, "status", "vacant", "interim")])


def g49b(raw: Raw) -> Found:
    looked = [item for item in raw.of("Report", "Outturn") if by_now(item, "issued")]
    return len(looked), keys([
        item for item in looked if "due" in item.values and item.values["issued"].start > item.values["due"].end])


def s3(raw: Raw) -> Found:
    looked = [item for item in raw.of("Milestone") if "due" in item.values]
    return len(looked), keys([
        item for item in looked if day(item, "due") < AS_OF and not by_now(item, "done")
        and not says(item, "status", "done")])


def g24(raw: Raw) -> Found:
    looked = [plan for plan in raw.of("ServicePlan") if says(plan, "status", "live") and "updated" in plan.values]
    return len(looked), keys([plan for plan in looked if (AS_OF - day(plan, "updated")).days > 365])


def g06(raw: Raw) -> Found:
    looked = [item for item in raw.of(*PLANS, "Objective", "StaffObjective") if not says(item, "status", "superseded")]
    return len(looked), {
        (item.key, far.key) for item in looked for far in raw.up(item, "SUPPORTS")
        if says(far, "status", "superseded") or raw.down(far, "SUPERSEDES")}


def values(raw: Raw, kind: str, *, value: bool) -> Iterator[tuple[Item, Item]]:
    """Values of the kind for the whole area, with each indicator that they are part of."""
    for item in raw.of(kind):
        if "area" not in item.values and (not value or "value" in item.values):
            for indicator in raw.up(item, "PART_OF"):
                if indicator.kind == "Indicator":
                    yield item, indicator


def g39(raw: Raw) -> Found:
    found = set()
    for target, indicator in values(raw, "Target", value=True):
        for result in raw.down(indicator, "PART_OF"):
            if result.kind == "Outturn" and not says(result, "peer", True) and "area" not in result.values:
                year = result.values.get("period")
                if year and target.values.get("prior") == year and worse(target, result, indicator):
                    found.add((target.key, result.key))
    return len([item for item in raw.of("Target") if "area" not in item.values and "value" in item.values]), found


def g46(raw: Raw) -> Found:
    looked = [item for item in raw.of("Outturn") if "area" not in item.values and not says(item, "peer", True)]
    found = set()
    for result, indicator in values(raw, "Outturn", value=False):
        if says(result, "peer", True) or raw.down(result, "ADDRESSES"):
            continue
        for target in raw.down(indicator, "PART_OF"):
            same = target.values.get("period") == result.values.get("period")
            if "period" not in result.values and ("issued" in result.values or "due" in target.values):
                continue  # one of the two bears a date, so they need not be of one time
            if target.kind == "Target" and same and worse(result, target, indicator, 0.05):
                found.add((result.key, target.key))
    return len(looked), found


def s5(raw: Raw) -> Found:
    looked = [item for item in raw.of(*PLANS, "Objective", "StaffObjective") if not says(item, "status", "superseded")]
    between = {2: (1,), 3: (2,), 4: (2, 3), 5: (4,), 6: (4, 5)}
    found = set()
    for item in looked:
        fars = raw.up(item, "SUPPORTS")
        if any(tier(far) in between.get(tier(item), ()) for far in fars):
            continue
        found |= {(item.key, far.key) for far in fars if "rank" in item.values and "rank" in far.values
                  and item.values["rank"] - far.values["rank"] > 1}
    return len(looked), found


def missing(raw: Raw, kinds: set[str] | None, wanted: Callable[[Link], bool]) -> Found:
    looked = raw.of(*(kinds or {item.kind for item in raw.items.values()}))
    by_key = {item.key for item in looked}
    return len(looked), {(link.start, link.wanted_set or "", link.end) for link in raw.nowhere
                         if link.start in by_key and wanted(link)}


def s8(raw: Raw) -> Found:
    return missing(raw, None, lambda link: link.verb not in ("EXPECTS", "CITES") and link.wanted_set is None)


def s9(raw: Raw) -> Found:
    return missing(raw, None, lambda link: link.wanted_set is not None)


def g12(raw: Raw) -> Found:
    return missing(raw, {"Document", *PLANS}, lambda link: (
        link.verb == "EXPECTS" and link.wanted_set is None and link.wanted in {"Plan", *PLANS}))


def g22(raw: Raw) -> Found:
    told = [link for link in raw.links if link.verb == "CONTRIBUTES_TO" and not raw.items[link.start].listed]
    return len({link.start for link in told}), {(link.start, link.end) for link in told if "role" not in link.fields}


def g63b(raw: Raw) -> Found:
    looked = [post for post in raw.of("Post")
              if says(post, "key_post", True) and says(post, "status", "filled", "interim")]
    many = Counter(post.values["holder"] for post in looked if "holder" in post.values)
    return len(looked), {held_by(looked, holder) for holder, posts in many.items() if posts > 1}


def g07(raw: Raw) -> Found:
    looked, found = [], set()
    for aim in raw.of("Objective"):
        holders = [far for far in raw.up(aim, "PART_OF") if far.kind in ("Strategy", "ServicePlan")]
        looked += [aim] if holders else []
        above = {far.key for plan in holders for far in raw.up(plan, "SUPPORTS")
                 if far.kind in ("Vision", "CommunityStrategy", "CorporatePlan")}
        met = {far.key for theme in raw.up(aim, "SUPPORTS") for far in raw.up(theme, "PART_OF")}
        found |= {(aim.key, key) for key in above - met}
    return len(looked), found


def g11(raw: Raw) -> Found:
    looked, found = 0, set()
    for plan in raw.of(*PLANS):
        expected = {far.key for far in raw.up(plan, "EXPECTS") if far.kind in ("Strategy", "ServicePlan")}
        looked += bool(expected)
        met = {far.key for far in raw.up(plan, "INFORMS") + raw.down(plan, "INFORMS")}
        found |= {(plan.key, key) for key in expected - met}
    return looked, found


def cut(
    raw: Raw, looked: list[Item], targets: set[str], verbs: tuple[str, ...] = STRICT, *, down: bool = False
) -> Found:
    if looked and not targets:
        return len(looked), {("plan-set",)}
    return len(looked), {(item.key,) for item in looked if not raw.climb(item, verbs, down=down) & targets}


def g01(raw: Raw) -> Found:
    high = {item.key for item in raw.items.values() if item.kind == "Objective" and tier(item) <= 2}
    return cut(raw, raw.of("StaffObjective"), high)


def g05(raw: Raw) -> Found:
    tops = {item.key for item in raw.items.values() if item.kind == "Vision" or (
        item.kind == "Objective" and any(far.kind == "Vision" for far in raw.up(item, "PART_OF")))}
    looked = [item for item in raw.of("Objective", "Action", "ServicePlan", "BusinessPlan", "Strategy")
              if raw.up(item, "SUPPORTS", "DELIVERS") and not says(item, "status", "superseded")]
    return cut(raw, looked, tops)


def s2(raw: Raw) -> Found:
    looked = [aim for aim in raw.of("Objective") if tier(aim) <= 2 and not says(aim, "status", "superseded")]
    return cut(raw, looked, {item.key for item in raw.items.values() if item.kind == "Action"}, down=True)


def g71(raw: Raw) -> Found:
    looked = [item for item in raw.of("Criterion") if {"score", "derived_score"} <= set(item.values)]
    return len(looked), keys([item for item in looked if item.values["score"] != item.values["derived_score"]])


def s1(raw: Raw) -> Found:
    found = knots(raw, (*STRICT, "PART_OF"))
    aims = {aim.key for aim in raw.of("Objective")}
    return len(aims), {knot for knot in found if aims & set(knot)}


def knots(raw: Raw, verbs: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Items that lead back to one another, each lot once; what is known by name alone is left out."""
    shown = Raw(Loaded(None, tuple(item for item in raw.items.values() if not item.listed), tuple(
        link for link in raw.links if not raw.items[link.start].listed and not raw.items[link.end].listed)))
    above = {key: {up for far in shown.up(item, *verbs) for up in shown.climb(far, verbs)}
             for key, item in shown.items.items()}
    return {tuple(sorted(other for other in above[key] if key in above[other])) for key in above if key in above[key]}


def t1(raw: Raw) -> Found:
    looked = {item.key for item in raw.of("Objective") if tier(item) >= 3}
    return len(looked), {knot for knot in knots(raw, STRICT) if looked & set(knot)}


def t2(raw: Raw) -> Found:
    looked = [item for item in raw.of("Milestone") if "due" in item.values]
    done = [item for item in looked if "done" in item.values or says(item, "status", "done")]
    return len(looked), {("plan-set",)} if len(done) * 2 < len(looked) else set()


def t3(raw: Raw) -> Found:
    tops = {item.key for item in raw.items.values() if item.kind in ("Vision", "CommunityStrategy")}
    return cut(raw, raw.of("Milestone", "Action"), tops, (*STRICT, "PART_OF"))


def t4(raw: Raw) -> Found:
    dated = {item.key for item in raw.items.values() if item.kind == "Milestone" and "due" in item.values}
    return cut(raw, raw.of(*PLANS), dated, (*STRICT, "PART_OF"), down=True)


def t5(raw: Raw) -> Found:
    posts = raw.of("Post")
    groups: dict[tuple[str, str], set[str]] = {}
    for post in posts:
        for body in raw.up(post, "MEMBER_OF") if "status" in post.values else ():
            groups.setdefault((body.key, post.values["status"]), set()).add(post.key)
    return len(posts), {shared for shared, members in groups.items() if len(members) > 2}


MADE = {
    "T1": rule("loop", "Objective", where="tier >= 3", via="strict"),
    "T2": rule("coverage", "Milestone", where="due", good="done or status = done", at_least=0.5),
    "T3": rule("cut-off", "Milestone Action", to="Vision CommunityStrategy", via="upward"),
    "T4": rule("cut-off", "Plan", to="Milestone", to_where="due", via="upward", below=True),
    "T5": rule("group", "Post", by=[">MEMBER_OF", "status"], at_most=2),
}
"""Rules of a council's own, for blanks that none of ours fills so."""
RULES = {**{tested.code: tested for tested in our_rules()}, **MADE}
ORACLES: dict[str, Callable[[Raw], Found]] = {
    name.upper().replace("B", "b"): oracle for name, oracle in list(globals().items())
    if name.upper().replace("B", "b") in RULES and callable(oracle)}


@pytest.fixture(scope="module")
def worlds() -> list[tuple[Raw, MemoryStore]]:
    made = [noise(seed, 40 + seed % 60) for seed in range(MANY)] + [council(seed) for seed in range(MANY)]
    return [(Raw(loaded), MemoryStore(loaded)) for loaded in made]


def test_every_shape_is_written_twice() -> None:
    assert {RULES[code].shape for code in ORACLES} == {tested.shape for tested in RULES.values()}
    assert len({RULES[code].shape for code in ORACLES}) == 9
    assert len(ORACLES) >= 25


@pytest.mark.parametrize("code", sorted(ORACLES))
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


def test_every_rule_of_ours_fires_somewhere(worlds: list[tuple[Raw, MemoryStore]]) -> None:
    silent = {code for code, tested in RULES.items() if not any(store.run(tested, AS_OF).rows for _, store in worlds)}
    assert silent == set()
