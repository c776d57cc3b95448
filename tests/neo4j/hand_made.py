"""A plan set made by hand, small enough to say of every question what its answer must be.

    vision:v <PART_OF- homes <SUPPORTS- housing <SUPPORTS, PART_OF- heat <DELIVERS- walk <PART_OF- half-way
                             <SUPPORTS- old (superseded by heat), named (listed)
                                        housing <SUPPORTS- the odd plan, and each INFORMS the other
    lost <SUPPORTS- pair <SUPPORTS- lost, a loop that leads nowhere; talk DELIVERS lost
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from builders import dangling, item, link, table

from loaders.cells import title_key
from schema.records import Finding, Item, Link, Loaded, PlanSet, Problem, Source, Waiver

HERE = Source("001", "73", "plans.csv", "Sheet 1", 4, "supports")


def one(key: str, title: str, **more: Any) -> Item:
    """An item with its title folded, as loading gives it."""
    folded = title_key(title)
    return item(key, title=title, **({"title_key": folded} if folded else {}), **more)


VISION = one("vision:v", "A fair town", status="live")
HOMES = one("objective:homes", "Good homes", tables=(0,), tier=1, board="board:one", source=HERE)
HEAT = one("objective:heat", "Warm homes", tables=(0, 1), tier=4, owner="post:p", outcome="Nobody is cold.")
OLD = one("objective:old", "Old homes", tier=4, status="superseded")
LOST = one("objective:lost", "Homes for nobody", tier=4)
PAIR = one("objective:pair", "Two of a kind", tier=4)
HOUSING = one("strategy:housing", "Housing strategy", tables=(0,), status="live", due="2007", spend=5,
              groups=["risk", "finance"], joint=True)
NAMED = one("strategy:named", "Good homes", listed=True)
ODD = one("service-plan:2008/09-a.1:b%c3%a9", "Café “plan” No. 1; \\ 'x'", due="by 2011", joint=False)._replace(
    also=(Source("002"), HERE), written={"due": "by the end of 2011"})
WALK = one("action:walk", "Walk to school", tables=(1,), status="open", due="2008-08-31")
TALK = one("action:talk", "Talk to tenants", status="closed")
HALF = one("milestone:half-way", "Half way", due="2007/08")
POST = one("post:p", "", status="filled")
BOARD = one("board:one", "Homes board")
RATE = one("indicator:rate", "Rate of repairs", polarity="higher")
LOW = one("target:1", "Rate 2008/09", period="2008/09", value=10)
HIGH = one("target:2", "Rate 2008/09 (agreed)", period="2008/09", value=12.5)
ITEMS = (WALK, TALK, BOARD, RATE, HALF, PAIR, OLD, LOST, HOMES, HEAT, POST, ODD, NAMED, HOUSING, HIGH, LOW, VISION)
"""In no order that any answer has."""
OF = {one.key: one for one in ITEMS}

LEADS = link("board:one CONTRIBUTES_TO objective:homes", role="leads")._replace(source=HERE, written="Homes board")
LINKS = (
    *map(link, (
        "objective:homes PART_OF vision:v", "strategy:named SUPPORTS objective:homes",
        "strategy:housing SUPPORTS objective:homes", "objective:old SUPPORTS objective:homes",
        "objective:heat SUPPORTS strategy:housing", "objective:heat PART_OF strategy:housing",
        "objective:heat SUPERSEDES objective:old", "objective:lost SUPPORTS objective:pair",
        "objective:pair SUPPORTS objective:lost", f"{ODD.key} SUPPORTS strategy:housing",
        f"{ODD.key} INFORMS strategy:housing", f"strategy:housing INFORMS {ODD.key}",
        "action:walk DELIVERS objective:heat", "action:walk PART_OF strategy:housing",
        "action:talk DELIVERS objective:lost", "milestone:half-way PART_OF action:walk",
        "objective:heat OWNED_BY post:p", "objective:homes OVERSEEN_BY board:one",
        "indicator:rate MEASURES objective:homes", "target:2 PART_OF indicator:rate",
        "target:1 PART_OF indicator:rate")),
    LEADS)
GONE = dangling(f"{ODD.key} EXPECTS strategy:gone", "Strategy", near=("strategy:housing",))._replace(
    source=HERE, written="The strategy that is gone")
IN_DERBY = dangling(f"{ODD.key} EXPECTS strategy:gone", "Plan", "derby")
OURS_IN_DERBY = dangling("objective:heat SUPPORTS strategy:housing", "Strategy", "derby")
NO_OBJECTIVE = dangling("objective:heat SUPPORTS objective:gone", "Objective")
NO_PLAN = dangling("action:walk DELIVERS plan:gone", "Plan")
NO_REPORT = dangling("strategy:named EXPECTS report:gone", "Report")
LEADING_NOWHERE = (IN_DERBY, GONE, NO_REPORT, NO_PLAN, OURS_IN_DERBY, NO_OBJECTIVE)

ABOUT = Loaded(
    PlanSet("by-hand", "A council made by hand", "It does not exist.", made_up=True),
    problems=(Problem("unknown-heading", "What is that?", HERE, "colour", "a field", "Take it out."),),
    tables=(table("register", "plans.csv", Strategy="status, due", Objective="supports, owned by"),
            table("transcript", "minutes.yaml", Action="status"), table("list", "list.csv", ServicePlan="title")),
    findings=(Finding("F1", "Targets differ.", HERE, "peers", ("target:1",), "G46"),),
    waivers=(Waiver("G01", "objective:*", "Agreed.", "The board", datetime.date(2030, 1, 1), HERE),),
    files=3, suggested=(link("action:talk DELIVERS objective:heat", HERE),))
PLANS = replace(ABOUT, items=ITEMS, links=(*LINKS, *LEADING_NOWHERE))
EMPTY = Loaded(PlanSet("nothing", "A council without plans"))


def tie(text: str) -> Link:
    """The link that a line names."""
    (found,) = (one for one in LINKS if f"{one.start} {one.verb} {one.end}" == text)
    return found
