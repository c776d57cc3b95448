"""Milestones as lines of a timeline, and what falls due soon. Undated ones have their place too."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from graph_api.analyses.summary import plan_of
from graph_api.explain import ref
from graph_api.results import ItemRef
from graph_api.stores.protocol import Store
from schema.dates import PlanDate
from schema.records import Item

DUE_FIELDS = {"Milestone": "due", "Action": "due", "Recommendation": "deadline", "Report": "due"}
"""Of which kinds, and by which field, something falls due."""
DONE_FIELDS = {"Milestone": "done", "Report": "issued"}


class Course(StrEnum):
    """How a milestone stands on the date of the check."""

    REACHED = "reached"
    PASSED = "date passed"
    OFF_TRACK = "off track"
    AT_RISK = "at risk"
    ON_TRACK = "on track"
    NOT_REPORTED = "not reported"
    UNDATED = "no date"


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One milestone: the plan or action that it is part of, its date (when reached, else when due), how it
    stands, and that in words.
    """

    item: ItemRef
    plan: ItemRef | None
    holder: ItemRef | None
    date: PlanDate | None
    course: Course
    status: str


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due soon: what, and when."""

    item: ItemRef
    date: PlanDate


def milestones(store: Store, as_of: datetime.date) -> tuple[MilestoneLine, ...]:
    """Every milestone by date, undated ones last; then by title and key."""
    found = store.items(("Milestone",))
    store.follow([item.key for item in found], ("PART_OF",), up=True)
    lines = [_line(store, item, as_of) for item in found]
    return tuple(sorted(lines, key=lambda line: (*_when(line.date), line.item.title, line.item.key)))


def falls_due(store: Store, as_of: datetime.date, days: int = 92) -> tuple[Due, ...]:
    """Open milestones, actions, recommendations and reports whose last possible day lies in the next `days` days."""
    last = datetime.date.fromordinal(min(as_of.toordinal() + days, datetime.date.max.toordinal()))
    found = []
    for kind, field in DUE_FIELDS.items():
        for item in store.items((kind,)):
            date = _date(item, field)
            if date and as_of <= date.end <= last and not _finished(item):
                found.append(Due(ref(item), date))
    return tuple(sorted(found, key=lambda due: (*_when(due.date), due.item.title, due.item.key)))


def _line(store: Store, item: Item, as_of: datetime.date) -> MilestoneLine:
    holders = sorted((ref(far) for far, _ in store.out("PART_OF").get(item.key, ())), key=lambda far: far.key)
    course, status = _course(item, as_of)
    return MilestoneLine(
        ref(item), plan_of(store, item.key), holders[0] if holders else None,
        _date(item, "done") or _date(item, "due"), course, status)


def _course(item: Item, as_of: datetime.date) -> tuple[Course, str]:
    due, done, reported = _date(item, "due"), _date(item, "done"), item.values.get("status")
    if done or reported == "done":
        return (Course.REACHED, f"reached {done.text}") if done else _reached_undated(due)
    if due is None:
        return Course.UNDATED, "no date recorded"
    if due.end < as_of:
        return Course.PASSED, f"date passed: due {due.text}, not recorded as reached"
    words = {"late": Course.OFF_TRACK, "at-risk": Course.AT_RISK, "on-track": Course.ON_TRACK}
    course = words.get(str(reported), Course.NOT_REPORTED)
    return course, f"due {due.text}, {course.value}"


def _reached_undated(due: PlanDate | None) -> tuple[Course, str]:
    if due is None:
        return Course.UNDATED, "reported as done, no date recorded"
    return Course.REACHED, f"reported as done, was due {due.text}"


def _finished(item: Item) -> bool:
    done = DONE_FIELDS.get(item.kind)
    if done and item.values.get(done) is not None:
        return True
    return item.values.get("status") in ("done", "closed", "dropped") or item.values.get("stage") == "taken"


def _date(item: Item, field: str) -> PlanDate | None:
    value = item.values.get(field)
    return value if isinstance(value, PlanDate) else None


def _when(date: PlanDate | None) -> tuple[bool, datetime.date, datetime.date]:
    return (False, date.end, date.start) if date else (True, datetime.date.max, datetime.date.max)
