"""Dates as plans write them: a first and a last possible day, and how exact the writer was.

Nothing is guessed. What can be read in two ways is refused with a message that says how to write each.

Why no library: dateutil fills in what is missing from today's date and swaps day and month when the first
reading fails; dateparser does the same in many languages; pendulum's loose mode leans on dateutil. None knows
a financial year, a quarter of one, or "by 2011". The dozen forms below need only `datetime` and `re`.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST = 80  # characters: no date of ours is half as long, and patterns never see more
EXPECTED = "a date such as 2007-10-14, 14 October 2007, October 2007, Q2 2008/09, 2008/09, 2008 or by 2011"


class Precision(StrEnum):
    """How exact a date is as written."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial-year"
    CALENDAR_YEAR = "calendar-year"
    BY = "by"
    SPAN = "span"


class DateOrder(StrEnum):
    """Which comes first in 03/04/2008; a plan set declares it."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class DateError(ValueError):
    """A text that is no date, or more than one: `message` says why, `expected` how to write it."""

    def __init__(self, message: str, expected: str = EXPECTED) -> None:
        super().__init__(message, expected)  # both, so that the error survives pickling
        self.message = message
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.message} Expected {self.expected}."


@dataclass(frozen=True, slots=True)
class PlanDate:
    """A date as written, with the first and the last day that it can mean (both count).

    "By 2011" has no first day: its `start` is the earliest day there is.
    """

    text: str
    start: date
    end: date
    precision: Precision

    def before(self, other: PlanDate) -> bool:
        """Whether this certainly lies before the other: no day of the two could be shared."""
        return self.end < other.start

    def after(self, other: PlanDate) -> bool:
        """Whether this certainly lies after the other."""
        return self.start > other.end


def on_day(day: date) -> PlanDate:
    """The PlanDate of one known day; DateError outside the years 1900 to 2200."""
    return _checked(PlanDate(day.isoformat(), day, day, Precision.DAY))


def financial_year(day: date) -> str:
    """The label of the financial year (1 April to 31 March) that holds the day: "2008/09"."""
    return _label(day.year if day.month >= 4 else day.year - 1)


def normal_period(text: str) -> str | None:
    """The label of a year in its one form, "2008/09" or "2008"; None where the text names no such year.

    "2008-09" and "2008/2009" are the year 2008/09 here: a period is a year, so no month can be meant.
    """
    plain = plain_text(text)
    if re.fullmatch(r"[0-9]{4}", plain):
        return plain if _in_range(int(plain)) else None
    pair = re.fullmatch(r"([0-9]{4}) ?[/-] ?([0-9]{4}|[0-9]{2})", plain)
    if pair is None or not _consecutive(*pair.groups()) or not _in_range(int(pair[1]), int(pair[1]) + 1):
        return None
    return _label(int(pair[1]))


def previous_period(text: str) -> str | None:
    """The label of the year before: "2007/08" for "2008/09", "2007" for "2008"; None where it is no year."""
    label = normal_period(text)
    if label is None:
        return None
    before = int(label[:4]) - 1
    return normal_period(_label(before) if "/" in label else str(before))


def parse_date(text: str, order: DateOrder | None = None) -> PlanDate:
    """The date that the text states, with its precision; DateError where it states none, or two.

    `order` is the order of day and month that the plan set declares; without it 14/10/2007 is refused.
    """
    plain = plain_text(text)
    if not plain:
        raise DateError("The text is too long for a date." if text.strip() else "There is no date.")
    found = _read(plain, order)
    return _checked(PlanDate(text.strip(), found.start, found.end, found.precision))


def plain_text(text: str) -> str:
    """Short text in one form: full-width signs made plain, small letters, one kind of dash, single spaces.

    Raised and circled figures stay as they are, so a footnote mark never becomes part of a number. Text of
    more than 80 characters gives "", so a pattern never runs over a long one.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return ""
    if not text.isascii():
        text = "".join(c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKC", c) for c in text)
        text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return " ".join(text.lower().split())


def _read(plain: str, order: DateOrder | None) -> PlanDate:
    """The date in plain text: an end date, a span from one date to another, or a simple one."""
    if by := re.fullmatch(r"by (?:(?:the )?end (?:of )?)?(.+)", plain):
        return PlanDate(plain, date.min, _checked(_simple(by[1], order)).end, Precision.BY)
    first, joined, last = plain.partition(" - " if " - " in plain else " to ")
    if not joined:
        return _simple(plain, order)
    start, end = _simple(first, order), _simple(last, order)
    if start.start > end.end:
        raise DateError("The date ends before it begins.")
    return PlanDate(plain, start.start, end.end, Precision.SPAN)


def _simple(plain: str, order: DateOrder | None) -> PlanDate:
    """The date in plain text that holds no other date; the forms are tried in turn, and at most one fits."""
    for pattern, build in _FORMS:
        if match := pattern.fullmatch(plain):
            return build(match, order)
    raise DateError(_why_not(plain))


def _why_not(plain: str) -> str:
    """Why plain text that fits no form is no date."""
    if re.search(r"\b(spring|summer|autumn|winter)\b", plain):
        return "A season has no first and last day; name the months, as in March 2008 to May 2008."
    short = r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}|(.*[ -])?[a-z]+[ -]'?[0-9]{2}"
    if re.fullmatch(short, plain):
        return "The year needs its four figures."
    return "The text is not a date in a form that is read without guessing."


def _day(year: str, month: int, day: str) -> PlanDate:
    """One day; DateError with the reason where the calendar has no such day."""
    start, end = _month_ends(int(year), month)
    if not 1 <= int(day) <= end.day:
        raise DateError(f"{_named(month, year)} has no day {int(day)}: it has {end.day} days.")
    found = start.replace(day=int(day))
    return PlanDate("", found, found, Precision.DAY)


def _month(year: str, month: int) -> PlanDate:
    """One month of the calendar."""
    return PlanDate("", *_month_ends(int(year), month), Precision.MONTH)


def _month_ends(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; DateError for a month or a year that cannot be."""
    if not _in_range(year):
        raise DateError(f"The year {year} lies outside {FIRST_YEAR} to {LAST_YEAR}.")
    if not 1 <= month <= 12:
        raise DateError(f"There is no month {month}.")
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _in_figures(match: re.Match[str], order: DateOrder | None) -> PlanDate:
    """14/10/2007 in the declared order; refused without one, even where only one order gives a day."""
    if order is None:
        raise DateError(
            "Day and month could be either way round, and the plan set declares no order.",
            "2007-10-14 or 14 October 2007, or dateOrder: day-first (or month-first) in the settings")
    day, month = (match[1], match[3]) if order is DateOrder.DAY_FIRST else (match[3], match[1])
    if int(month) > 12:
        raise DateError(f"There is no month {int(month)}; the plan set declares the order {order}.")
    return _day(match[4], int(month), day)


def _year_and_two_figures(match: re.Match[str], _order: DateOrder | None) -> PlanDate:
    """2007-10 is a month; 2008-09 could also be the year 2008/09, so it is refused."""
    year, figures = match.groups()
    month = int(figures)
    if not _consecutive(year, figures):
        return _month(year, month)
    if not 1 <= month <= 12:
        raise DateError(f"There is no month {month}.", f"{_label(int(year))} if the financial year is meant")
    raise DateError(
        f"{year}-{figures} could be a month or a financial year.",
        f"{_named(month, year)} for the month, or {_label(int(year))} for the year")


def _two_years(match: re.Match[str], _order: DateOrder | None) -> PlanDate:
    """2008-2009 could be one financial year or two calendar years."""
    first, last = match.groups()
    one = f"{_label(int(first))} for one financial year, or " if _consecutive(first, last) else ""
    raise DateError(
        f"{first}-{last} could be financial or calendar years.", f"{one}{first} to {last} for calendar years")


def _financial(match: re.Match[str], _order: DateOrder | None) -> PlanDate:
    """The financial year 2008/09; refused where the two years do not follow each other."""
    first, last = match.groups()
    if not _consecutive(first, last):
        raise DateError(
            f"{first}/{last} is no financial year, for the two years do not follow each other.",
            f"{_label(int(first))} for one year, 2008/09 to 2010/11 for several, October 2008 for a month")
    start, end = _month_ends(int(first), 4)[0], _month_ends(int(first) + 1, 3)[1]
    return PlanDate("", start, end, Precision.FINANCIAL_YEAR)


def _quarter(number: str, first: str, last: str) -> PlanDate:
    """A quarter of a financial year: Q1 begins in April, Q4 in January of the second year."""
    if not 1 <= int(number) <= 4:
        raise DateError(f"There is no quarter {int(number)}: a year has four.")
    if not _consecutive(first, last):
        raise DateError(f"{first}/{last} is no financial year, for the two years do not follow each other.")
    year, month = (int(first), 1 + 3 * int(number)) if number != "4" else (int(first) + 1, 1)
    start, end = _month_ends(year, month)[0], _month_ends(year, month + 2)[1]
    return PlanDate("", start, end, Precision.QUARTER)


def _bare_quarter(match: re.Match[str], _order: DateOrder | None) -> PlanDate:
    """Q2 2008 could be a quarter of the calendar year or of one of two financial years."""
    number, year = match.groups()
    raise DateError(
        f"Q{number} {year} could be a quarter of the calendar year or of a financial year.",
        f"Q{number} {_label(int(year))} for the financial year, or the months, as in April 2008 to June 2008")


def _calendar_year(match: re.Match[str], _order: DateOrder | None) -> PlanDate:
    """The year 2007, January to December."""
    year = int(match[1])
    return PlanDate("", _month_ends(year, 1)[0], _month_ends(year, 12)[1], Precision.CALENDAR_YEAR)


def _named(month: int, year: str) -> str:
    """A month in words, whatever language the machine speaks: October 2007."""
    return f"{_MONTHS[month - 1].title()} {year}"


def _label(year: int) -> str:
    """The financial year that begins in `year`: 1999/00."""
    return f"{year}/{(year + 1) % 100:02}"


def _consecutive(first: str, last: str) -> bool:
    """Whether the second year, of two or four figures, follows the first."""
    return str(int(first) + 1).zfill(4).endswith(last)


def _in_range(*years: int) -> bool:
    """Whether every year is one that a plan can speak of."""
    return all(FIRST_YEAR <= year <= LAST_YEAR for year in years)


def _checked(found: PlanDate) -> PlanDate:
    """The date itself; DateError where a year of it is not to be believed."""
    years = [found.end.year] if found.precision is Precision.BY else [found.start.year, found.end.year]
    for year in years:
        if not _in_range(year):
            raise DateError(f"The year {year} lies outside {FIRST_YEAR} to {LAST_YEAR}.")
    return found


_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_NAME = "(" + "|".join(f"{m}|{m[:3]}\\.?" for m in _MONTHS) + "|sept\\.?)"
_DAY_NAMED = "([0-9]{1,2}) ?(?:st|nd|rd|th)?"
_YEAR, _FINANCIAL_YEAR = "([0-9]{4})", "([0-9]{4})/([0-9]{4}|[0-9]{2})"
_Build = Callable[[re.Match[str], DateOrder | None], PlanDate]
_WRITTEN: tuple[tuple[str, _Build], ...] = (
    (_YEAR, _calendar_year),
    (_FINANCIAL_YEAR, _financial),
    (f"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})", lambda m, _: _day(m[1], int(m[2]), m[3])),
    (f"{_YEAR}-([0-9]{{2}})", _year_and_two_figures),
    (f"{_YEAR}-{_YEAR}", _two_years),
    (f"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\\2{_YEAR}", _in_figures),
    (f"{_NAME}[ -]{_YEAR}", lambda m, _: _month(m[2], _MONTH[m[1][:3]])),
    (f"{_DAY_NAMED}[ -](?:of )?{_NAME},?[ -]{_YEAR}", lambda m, _: _day(m[3], _MONTH[m[2][:3]], m[1])),
    (f"{_NAME} {_DAY_NAMED},? {_YEAR}", lambda m, _: _day(m[3], _MONTH[m[1][:3]], m[2])),
    (f"(?:q|quarter) ?([0-9]),? (?:of )?{_FINANCIAL_YEAR}", lambda m, _: _quarter(m[1], m[2], m[3])),
    (f"{_FINANCIAL_YEAR},? (?:q|quarter) ?([0-9])", lambda m, _: _quarter(m[3], m[1], m[2])),
    (f"(?:q|quarter) ?([1-4]),? {_YEAR}", _bare_quarter),
)
"""Every form of a date without another date in it, and what it means; no text fits two of them."""
_FORMS = tuple((re.compile(pattern), build) for pattern, build in _WRITTEN)
