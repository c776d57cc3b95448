"""Checks of tiny plan sets, one after the other, for the tests of comparing."""

from __future__ import annotations

import datetime

from builders import item, link, rule, table

from graph_api.compare import with_baseline
from graph_api.gaps import check
from graph_api.reports.check_json import check_json
from graph_api.saved_read import parse_saved
from graph_api.store_seen import StoreSeen
from graph_api.stores.memory import MemoryStore
from schema.records import Loaded, PlanSet, Source, Waiver

DAY = datetime.date(2009, 1, 1)
DAYS = [datetime.date(2009, month, 1) for month in (1, 4, 7, 10)]
SAID = {"finds": "Something is missing.", "why": "It matters.", "remedy": "Mend it.", "message": "{title} lacks it."}
OWNER = rule("lacks", "Strategy", "G21", needs={"owner": ">OWNED_BY"}, **SAID)
LIVE = rule("lacks", "Strategy", "G21", where="status = live", needs={"owner": ">OWNED_BY"}, **SAID)
ACTION = rule("lacks", "Strategy", "G08", needs={"action": "<DELIVERS"}, **SAID)
TO_VISION = rule("cut-off", "Objective", "G05", to="Vision", **SAID)
TWICE = rule("group", "Post", "G64", by=["title"], at_most=1, **SAID)
CLASH = rule("clash", "Strategy", "G03", along=">SUPPORTS", fault="b.status = superseded", **SAID)
COVER = rule("coverage", "Strategy", "G52", good=">OWNED_BY", at_least=0.9, per=">OVERSEEN_BY", **SAID)
ASKED = table("register", "strategies.csv", Strategy="title, owned by, status, supports, overseen by")
POST = item("post:a", title="Director")


def made(day, *parts, rules=(OWNER,), baseline=None, waivers=()):
    """A check of these parts on a day, compared with an earlier one."""
    items = tuple(part for part in parts if hasattr(part, "kind"))
    links = tuple(part for part in parts if not hasattr(part, "kind"))
    store = MemoryStore(Loaded(PlanSet("ashby", "Ashby"), items, links, tables=(ASKED,), waivers=waivers))
    found = check(store, rules, day)
    seen = StoreSeen(store, rules, day, found.gaps)
    if baseline is not None:
        found = with_baseline(found, baseline, seen)
    return found, parse_saved(check_json(found, seen.packed()).encode(), "check.json")


def strategy(key="homes", **values):
    return item(f"strategy:{key}", title=key.title(), tables=[0], **values)


def owned(key="homes"):
    return link(f"strategy:{key} OWNED_BY post:a")


def only(found):
    """The one line of a comparison."""
    [line] = found.since.lines
    return line


def waiver(until):
    return Waiver("G21", "strategy:homes", "Agreed", "Cabinet", until, Source(file="waivers.csv", row=2))
