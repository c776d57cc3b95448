"""Dates as plans write them: what each form means, and what is refused rather than guessed."""

from __future__ import annotations

import pickle
import time
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.dates import (
    DateError,
    DateOrder,
    PlanDate,
    Precision,
    financial_year,
    normal_period,
    on_day,
    parse_date,
    previous_period,
)

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
YEARS = st.integers(1900, 2199)


def label(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


@pytest.mark.parametrize(("text", "start", "end", "precision"), [
    ("2008/09", "2008-04-01", "2009-03-31", "financial-year"),
    ("2008/2009", "2008-04-01", "2009-03-31", "financial-year"),
    ("1999/00", "1999-04-01", "2000-03-31", "financial-year"),
    ("2007", "2007-01-01", "2007-12-31", "calendar-year"),
    ("Q1 2008/09", "2008-04-01", "2008-06-30", "quarter"),
    ("Q2 2008/09", "2008-07-01", "2008-09-30", "quarter"),
    ("q3, 2008/09", "2008-10-01", "2008-12-31", "quarter"),
    ("2008/09 Q4", "2009-01-01", "2009-03-31", "quarter"),
    ("Quarter 4 of 1999/2000", "2000-01-01", "2000-03-31", "quarter"),
    ("October 2007", "2007-10-01", "2007-10-31", "month"),
    ("Oct 2007", "2007-10-01", "2007-10-31", "month"),
    ("SEPT. 2008", "2008-09-01", "2008-09-30", "month"),
    ("2007-10", "2007-10-01", "2007-10-31", "month"),
    ("February 2008", "2008-02-01", "2008-02-29", "month"),
    ("2007-10-14", "2007-10-14", "2007-10-14", "day"),
    ("14 October 2007", "2007-10-14", "2007-10-14", "day"),
    ("14th October 2007", "2007-10-14", "2007-10-14", "day"),
    ("11 th June 2008", "2008-06-11", "2008-06-11", "day"),
    ("1st of May, 2008", "2008-05-01", "2008-05-01", "day"),
    ("October 14, 2007", "2007-10-14", "2007-10-14", "day"),
    ("14-Oct-2007", "2007-10-14", "2007-10-14", "day"),
    ("by 2011", "0001-01-01", "2011-12-31", "by"),
    ("by 2008/09", "0001-01-01", "2009-03-31", "by"),
    ("By March 2009", "0001-01-01", "2009-03-31", "by"),
    ("by the end of 2011", "0001-01-01", "2011-12-31", "by"),
    ("April 2008 to March 2011", "2008-04-01", "2011-03-31", "span"),
    ("2006/07 – 2008/09", "2006-04-01", "2009-03-31", "span"),
    ("２００８/０９", "2008-04-01", "2009-03-31", "financial-year"),
    ("  14\u00a0October\u2003 2007\n", "2007-10-14", "2007-10-14", "day"),
    (" " * 100_000 + "2007", "2007-01-01", "2007-12-31", "calendar-year"),
])
def test_forms_that_are_read(text: str, start: str, end: str, precision: str) -> None:
    found = parse_date(text)
    assert (found.start.isoformat(), found.end.isoformat(), found.precision) == (start, end, precision)
    assert found.text == text.strip()


@pytest.mark.parametrize(("text", "order", "day"), [
    ("14/10/2007", DAY, "2007-10-14"),
    ("10/14/2007", MONTH, "2007-10-14"),
    ("03/04/2008", DAY, "2008-04-03"),
    ("03/04/2008", MONTH, "2008-03-04"),
    ("3.4.2008", DAY, "2008-04-03"),
    ("29-02-2008", DAY, "2008-02-29"),
])
def test_days_in_figures_follow_the_declared_order(text: str, order: DateOrder, day: str) -> None:
    assert parse_date(text, order).start.isoformat() == day
    with pytest.raises(DateError, match="declares no order") as refused:
        parse_date(text)
    assert "day-first" in refused.value.expected


@pytest.mark.parametrize(("text", "why", "expected"), [
    ("2008-09", "month or a financial year", "September 2008 for the month, or 2008/09"),
    ("2000-01", "month or a financial year", "January 2000 for the month, or 2000/01"),
    ("2008/10", "do not follow each other", "October 2008"),
    ("2008/2010", "do not follow each other", "2008/09"),
    ("Q2 2008/10", "do not follow each other", "Q2 2008/09"),
    ("2008-2009", "financial or calendar", "2008/09 for one financial year"),
    ("2008-2011", "financial or calendar", "2008 to 2011"),
    ("Q2 2008", "calendar year or of a financial year", "Q2 2008/09"),
    ("Q5 2008/09", "no quarter 5", "Q2"),
    ("spring 2008", "season", "2007-10-14"),
    ("31/02/2008", "February 2008 has no day 31: it has 29", "2007-10-14"),
    ("31 June 2008", "June 2008 has no day 31", "2007-10-14"),
    ("0 June 2008", "no day 0", "2007-10-14"),
    ("14/13/2008", "no month 13", "2007-10-14"),
    ("2007-13", "no month 13", "2007-10-14"),
    ("2012-13", "no month 13", "2012/13"),
    ("2007-00-14", "no month 0", "2007-10-14"),
    ("1899", "outside 1900 to 2200", "2008"),
    ("9999/00", "outside", "2008"),
    ("0000/01", "outside", "2008"),
    ("2200/01", "year 2201 lies outside", "2008"),
    ("by 2201", "outside", "2008"),
    ("14/10/07", "four figures", "2007-10-14"),
    ("Oct-07", "four figures", "October 2007"),
    ("Oct '07", "four figures", "October 2007"),
    ("2009 to 2008", "ends before it begins", "2008"),
    ("by by 2011", "without guessing", "by 2011"),
    ("by 2008 to 2009", "without guessing", "by 2011"),
    ("2 October 200⁷", "without guessing", "2007-10-14"),
    ("mid 2008", "without guessing", "2008"),
    ("ongoing", "without guessing", "2008"),
    ("n/a", "without guessing", "2008"),
    ("12345", "without guessing", "2008"),
    ("", "no date", "2008"),
    ("   ", "no date", "2008"),
])
def test_what_is_refused_says_why_and_how_to_write_it(text: str, why: str, expected: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text, DAY)
    assert why in refused.value.message
    assert expected in refused.value.expected
    assert why in str(refused.value)


@pytest.mark.parametrize("unit", ["9", "by ", "2008/", "q1 ", "1-", " - ", "²", "ﬃ", "\u0301"])
def test_a_million_signs_are_refused_at_once(unit: str) -> None:
    begun = time.process_time()
    with pytest.raises(DateError, match="too long"):
        parse_date("2" + unit * 10**6, DAY)
    assert normal_period("2" + unit * 10**6) is None
    assert time.process_time() - begun < 0.5


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(DateError("why", "what")))  # noqa: S301 - our own bytes
    assert (error.message, error.expected) == ("why", "what")


def test_before_and_after_are_certain_or_false() -> None:
    year, june = parse_date("2008/09"), on_day(date(2008, 6, 1))
    assert not year.before(june)
    assert not year.after(june)
    assert parse_date("2007/08").before(june)
    assert parse_date("2009/10").after(june)
    by = parse_date("by 2011")
    assert by.before(on_day(date(2012, 1, 1)))
    assert not by.after(on_day(date(1900, 1, 1)))


def test_a_date_is_a_frozen_value() -> None:
    one = parse_date("2008/09")
    assert {one, parse_date(" 2008/09 ")} == {one}
    assert not hasattr(one, "__dict__")
    with pytest.raises(AttributeError):
        one.text = "2009/10"  # type: ignore[misc]


def test_one_known_day() -> None:
    assert on_day(date(2008, 9, 1)) == PlanDate("2008-09-01", date(2008, 9, 1), date(2008, 9, 1), Precision.DAY)
    with pytest.raises(DateError, match="outside"):
        on_day(date(1066, 10, 14))


@pytest.mark.parametrize(("text", "normal", "before"), [
    ("2008/09", "2008/09", "2007/08"),
    ("2008-09", "2008/09", "2007/08"),
    ("2008–09", "2008/09", "2007/08"),
    ("2008/2009", "2008/09", "2007/08"),
    (" 2008 / 09 ", "2008/09", "2007/08"),
    ("２００８", "2008", "2007"),
    ("1999/00", "1999/00", "1998/99"),
    ("1999/2000", "1999/00", "1998/99"),
    ("2000/01", "2000/01", "1999/00"),
    ("1900/01", "1900/01", None),
    ("1900", "1900", None),
    ("2008/10", None, None),
    ("2008/9", None, None),
    ("1999/1900", None, None),
    ("2200/01", None, None),
    ("Q2 2008/09", None, None),
    ("08/09", None, None),
    ("", None, None),
])
def test_periods(text: str, normal: str | None, before: str | None) -> None:
    assert normal_period(text) == normal
    assert previous_period(text) == before


@given(DAYS)
def test_a_day_comes_back_from_each_way_of_writing_it(day: date) -> None:
    iso, words = day.isoformat(), f"{day.day} {day:%B} {day.year}"
    for text, order in ((iso, None), (words, None), (f"{day:%d/%m/%Y}", DAY), (f"{day:%m/%d/%Y}", MONTH)):
        found = parse_date(text, order)
        assert (found.start, found.end, found.precision) == (day, day, Precision.DAY)


@given(DAYS)
def test_the_financial_year_of_a_day_holds_it(day: date) -> None:
    if date(1900, 4, 1) <= day < date(2200, 4, 1):
        year = parse_date(financial_year(day))
        assert year.start <= day <= year.end


@given(YEARS)
def test_the_quarters_make_up_their_year(first: int) -> None:
    year, quarters = parse_date(label(first)), [parse_date(f"Q{n} {label(first)}") for n in (1, 2, 3, 4)]
    assert (quarters[0].start, quarters[3].end) == (year.start, year.end)
    for one, following in pairwise(quarters):
        assert one.end + timedelta(days=1) == following.start


@given(YEARS)
def test_the_year_before_ends_the_day_before(first: int) -> None:
    before = previous_period(label(first))
    if first > 1900:
        assert before is not None
        assert parse_date(before).end + timedelta(days=1) == parse_date(label(first)).start


@given(st.text(max_size=60) | st.from_regex(r"[0-9a-z /.-]{1,20}", fullmatch=True))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    for order in (None, DAY, MONTH):
        with suppress(DateError):
            found = parse_date(text, order)
            assert found.start <= found.end
