"""The monitoring timetable: each report against those who get it and the day it is due, and who gets nothing."""

from __future__ import annotations

from typing import Any

import strawberry

from graph_api.analyses import timetable
from graph_api.gql.declare import resolved
from graph_api.gql.enums import ReportCourse
from graph_api.gql.items import PlanItem
from graph_api.gql.lists import AsOf
from graph_api.gql.moment import Moment
from graph_api.gql.values import PlanDate, Source, as_source, plan_date
from graph_api.results import ItemRef


@strawberry.type(description="One body that gets reports of a timetable: a column of its table.")
class TimetableRecipient:
    """One recipient of `analyses.timetable`."""

    body: PlanItem = strawberry.field(description="The board, partnership or organisation.")
    reports: int = strawberry.field(description="How many of the timetable's reports it gets.")


@strawberry.type(description="One report of a timetable: a row of its table.")
class TimetableLine:
    """One line of `analyses.timetable`."""

    key: str = strawberry.field(description="The key of the report, or what it would be where it is absent.")
    title: str = strawberry.field(description="The title of the report, or the reference as written.")
    report: PlanItem | None = strawberry.field(description="The report itself; none where it is absent.")
    recipients: list[PlanItem] = strawberry.field(description="Who gets it, by title; empty where nobody is recorded.")
    cadence: str | None = strawberry.field(description="How often or when it comes, in the words of the table.")
    due: PlanDate | None = strawberry.field(description="When it must be issued.")
    issued: PlanDate | None = strawberry.field(description="When it was issued.")
    course: Any = strawberry.field(description="How it stands on the date asked for.", graphql_type=ReportCourse)
    status: str = strawberry.field(description="The same in words, with the dates.")
    source: Source = strawberry.field(description="Where its record stands, or the reference to it.")
    expected_by: PlanItem | None = strawberry.field(
        description="What agreed on a report that is absent or stands in no timetable; none for the others.")


@strawberry.type(description="One timetable of reports, or the reports that stand in none.")
class MonitoringTimetable:
    """One timetable of `analyses.timetable`."""

    document: PlanItem | None = strawberry.field(description="The timetable; none for reports that stand in none.")
    recipients: list[TimetableRecipient] = strawberry.field(
        description="Who gets any of its reports, those with most of them first.")
    lines: list[TimetableLine] = strawberry.field(description="Its reports, in the order of its table.")
    to_nobody: list[TimetableLine] = strawberry.field(description="Those for which no recipient is recorded.")
    unserved: list[PlanItem] = strawberry.field(
        description="Partnerships, and the boards that are part of them, that get none of its reports.")


@strawberry.type
class TimetableRoots:
    """What `Query` takes over."""

    @resolved("Each timetable of reports with its recipients and dates, and last the reports that stand in none, with "
              "those that were agreed and have no line, or are not recorded.")
    def monitoring_timetable(self, info: strawberry.Info, as_of: AsOf = None) -> list[MonitoringTimetable]:
        """The timetables."""
        at = info.context.edition.moment(as_of)
        return [_show(one, at) for one in timetable.timetables(at.store, at.as_of)]


def _show(found: timetable.Timetable, at: Moment) -> MonitoringTimetable:
    """The timetable as the API gives it."""
    return MonitoringTimetable(
        document=at.refer(found.document), lines=[_line(line, at) for line in found.lines],
        to_nobody=[_line(line, at) for line in found.to_nobody], unserved=_items(found.unserved, at),
        recipients=[TimetableRecipient(body=body, reports=one.reports)
                    for one in found.recipients if (body := at.refer(one.body))])


def _line(line: timetable.ReportLine, at: Moment) -> TimetableLine:
    """The report as the API gives it."""
    return TimetableLine(
        key=line.report.key, title=line.report.title, report=at.refer(line.report),
        recipients=_items(line.recipients, at), cadence=line.cadence, due=plan_date(line.due),
        issued=plan_date(line.issued), course=ReportCourse(line.course.value), status=line.status,
        source=as_source(line.source), expected_by=at.refer(line.expected_by))


def _items(refs: tuple[ItemRef, ...], at: Moment) -> list[PlanItem]:
    return [item for one in refs if (item := at.refer(one))]
