"""Small values that stand in many types: days, dates with a precision, sources."""

from __future__ import annotations

import datetime
import re
from typing import Any, NewType, cast

import strawberry
from strawberry.schema.config import StrawberryConfig

from graph_api.gql.declare import resolved
from graph_api.gql.enums import Precisions
from graph_api.gql.errors import AskError
from schema import dates, records

Day = NewType("Day", datetime.date)
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _parse(value: Any) -> datetime.date:
    try:
        if isinstance(value, str) and DAY.fullmatch(value):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise AskError("This is not a day such as 2008-09-01.")


CONFIG = StrawberryConfig(scalar_map={Day: strawberry.scalar(
    name="Date", description="A day, written like 2008-09-01.",
    serialize=lambda day: day.isoformat(), parse_value=_parse)})
"""How our scalars are spelt."""


@strawberry.type(description=(
    "A date as a plan writes it. Nothing is guessed: it keeps how exact the writer was, with the first and the "
    "last day that it can mean."))
class PlanDate:
    """A date with its precision."""

    text: str = strawberry.field(description='The date as written, such as "Q2 2008/09" or "by 2011".')
    start: Day | None = strawberry.field(
        name="from", description='The first day that it can mean; none for "by 2011", which has no first day.')
    end: Day = strawberry.field(name="to", description="The last day that it can mean.")
    precision: Any = strawberry.field(description="How exact it is.", graphql_type=Precisions)


def plan_date(date: dates.PlanDate | None) -> PlanDate | None:
    """The date as the API gives it."""
    if date is None:
        return None
    start = None if date.start == datetime.date.min else Day(date.start)
    return PlanDate(text=date.text, start=start, end=Day(date.end), precision=Precisions(date.precision.value))


@strawberry.type(description=(
    "Where something stands: a paper and its paragraph, or a file with sheet, row and column, or both."))
class Source:
    """The schema's own Source is what resolvers give; it has these very attributes."""

    document: str | None = strawberry.field(description='The paper, by its short name, such as "001".')
    paragraph: str | None = strawberry.field(description="The paragraph of the paper.")
    file: str | None = strawberry.field(description="The name of the file that was read.")
    sheet: str | None = strawberry.field(description="The sheet of a workbook.")
    row: int | None = strawberry.field(description="The row, counted from 1 with the headings.")
    column: str | None = strawberry.field(description="The heading of the column, or its letter.")
    place: str = strawberry.field(description='All of it in a few words, such as "001 ¶73".')

    @resolved("What the paper says there: all the paragraphs that are cited; none where the paper was not loaded.")
    def text(self, info: strawberry.Info) -> str | None:
        """The text of the passages."""
        found: str | None = info.context.edition.papers.text(self.document, self.paragraph)
        return found


def as_source(source: records.Source) -> Source:
    """The schema's own source, which has the attributes that the API asks for."""
    return cast("Source", source)
