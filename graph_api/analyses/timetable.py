"""The monitoring timetable: each report against those who get it and the day it is due, and who gets nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from graph_api.explain import named, ref
from graph_api.results import ItemRef
from graph_api.stores.protocol import Store
from schema.dates import PlanDate
from schema.records import NOWHERE, Item, Link, Source

NO_LINE = "agreed, but no line of the timetable"
"""Of a report that some paper expects, and no timetable has."""


class Course(StrEnum):
    """How one report stands on the date of the check."""

    ISSUED = "issued"
    ISSUED_LATE = "issued late"
    OVERDUE = "overdue"
    DUE = "due"
    UNDATED = "no date"
    ABSENT = "absent"
    """It was agreed or is expected, and no record of it was loaded."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report: who gets it, by title; how often or when it comes, in words; its two dates; how it stands, and
    that in words. `expected_by` is what agreed on a report that stands in no timetable or is absent; of an absent one
    `report` is what was written.
    """

    report: ItemRef
    recipients: tuple[ItemRef, ...] = ()
    cadence: str | None = None
    due: PlanDate | None = None
    issued: PlanDate | None = None
    course: Course = Course.ABSENT
    status: str = ""
    source: Source = NOWHERE
    expected_by: ItemRef | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One column of a timetable: a body and how many of the reports it gets."""

    body: ItemRef
    reports: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """The lines of one timetable in the order of its table, its recipients, those with most reports first, and the
    partnerships, with the boards that are part of them, that none of the lines goes to.

    `document` is the timetable; None for the reports that stand in none.
    """

    document: ItemRef | None
    lines: tuple[ReportLine, ...]
    recipients: tuple[Recipient, ...]
    unserved: tuple[ItemRef, ...]

    @property
    def to_nobody(self) -> tuple[ReportLine, ...]:
        """Lines for which no recipient is recorded."""
        return tuple(line for line in self.lines if not line.recipients and line.course is not Course.ABSENT)


def timetables(store: Store, as_of: datetime.date) -> tuple[Timetable, ...]:
    """Each timetable that has reports, by title, and last the reports that stand in none, if there are any.

    What a paper other than a timetable expects, and nobody recorded, stands in none either. Reports that are known
    by name alone are left out.
    """
    reports = {item.key: item for item in store.items(("Report",))}
    store.follow(list(reports), ("GOES_TO",), up=True)
    absent = _absent(store)
    documents = sorted((one for one in store.items(("Document",)) if one.values.get("type") == "timetable"),
                       key=lambda one: (one.title, one.key))
    store.follow([one.key for one in documents], ("EXPECTS",), up=True)
    found, placed = [], set[str]()
    for document in documents:
        keys = {far.key for far, _ in store.out("EXPECTS").get(document.key, ())} & reports.keys()
        placed |= keys
        found.append(_timetable(store, document, [reports[key] for key in keys], absent.pop(document.key, []), as_of))
    others = [link for links in absent.values() for link in links]
    loose = [reports[key] for key in reports.keys() - placed]
    store.follow([item.key for item in loose], ("EXPECTS",), up=False)
    outside = _timetable(store, None, loose, others, as_of)
    found.append(replace(outside, lines=tuple(_agreed(store, line) for line in outside.lines)) if found else outside)
    return tuple(one for one in found if one.lines)


def _agreed(store: Store, line: ReportLine) -> ReportLine:
    """A line of no timetable, with what agreed on it if anything did."""
    by = min((ref(far) for far, _ in store.into("EXPECTS").get(line.report.key, ())), key=lambda one: one.key,
             default=line.expected_by)
    return replace(line, expected_by=by, status=f"{line.status}; {NO_LINE}") if by else line


def _absent(store: Store) -> dict[str, list[Link]]:
    """Links that expect a report which nobody recorded, by what they start from."""
    found: dict[str, list[Link]] = {}
    for link in store.wanting(("Report",), ("EXPECTS",)):
        found.setdefault(link.start, []).append(link)
    store.expect(list(found))
    return found


def _timetable(
    store: Store, document: Item | None, reports: Iterable[Item], absent: Iterable[Link], as_of: datetime.date
) -> Timetable:
    lines = [_line(store, item, as_of) for item in sorted(reports, key=_order)]
    lines += [_missing(store, link) for link in sorted(absent, key=lambda one: (one.start, one.end))]
    gets = Counter(body for line in lines for body in line.recipients)
    columns = sorted(gets, key=lambda body: (-gets[body], body.title, body.key))
    return Timetable(
        ref(document) if document else None, tuple(lines), tuple(Recipient(body, gets[body]) for body in columns),
        tuple(body for body in _partners(store) if body not in gets))


def _order(item: Item) -> tuple[str, int, str]:
    """Where the record stands: a timetable is read in the order of its table."""
    return item.source.file or "", item.source.row or 0, item.key


def _partners(store: Store) -> list[ItemRef]:
    """Partnerships and the bodies that are part of one, by title."""
    partnerships = store.items(("Partnership",))
    store.follow([item.key for item in partnerships], ("PART_OF",), up=False)
    bodies = {item.key: ref(item) for item in partnerships}
    for item in partnerships:
        parts = (far for far, _ in store.into("PART_OF").get(item.key, ()) if far.kind == "Board" and not far.listed)
        bodies.update((far.key, ref(far)) for far in parts)
    return sorted(bodies.values(), key=lambda body: (body.title, body.key))


def _line(store: Store, item: Item, as_of: datetime.date) -> ReportLine:
    bodies = {ref(far) for far, _ in store.out("GOES_TO").get(item.key, ())}
    due, issued, cadence = _date(item, "due"), _date(item, "issued"), item.values.get("cadence")
    course, status = _course(due, issued, as_of)
    return ReportLine(
        ref(item), tuple(sorted(bodies, key=lambda body: (body.title, body.key))),
        cadence if isinstance(cadence, str) else None, due, issued, course, status, item.source)


def _missing(store: Store, link: Link) -> ReportLine:
    by = store.item(link.start)
    return ReportLine(ItemRef(link.end, "Report", named(link)), status="not recorded",
                      source=link.source, expected_by=ref(by) if by else None)


def _course(due: PlanDate | None, issued: PlanDate | None, as_of: datetime.date) -> tuple[Course, str]:
    if issued and due and issued.start > due.end:
        return Course.ISSUED_LATE, f"issued {issued.text}, was due {due.text}"
    if issued:
        return Course.ISSUED, f"issued {issued.text}"
    if due is None:
        return Course.UNDATED, "no date recorded"
    if due.end < as_of:
        return Course.OVERDUE, f"was due {due.text}, not recorded as issued"
    return Course.DUE, f"due {due.text}"


def _date(item: Item, field: str) -> PlanDate | None:
    value = item.values.get(field)
    return value if isinstance(value, PlanDate) else None
