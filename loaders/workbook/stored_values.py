"""Values as a spreadsheet stores them, to text and figures as a plan writes them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from loaders.parsed import Scalar

SECOND = datetime.timedelta(seconds=1)
MIDNIGHT = datetime.time()
FIGURES = ".15g"
"""As many figures of a number as a spreadsheet shows; what comes after them is dust of reckoning in twos."""


def as_percent(value: float) -> Scalar:
    """A share of one as people see it in a percent cell: 0.285 is "28.5%"."""
    if not math.isfinite(value):
        return value
    return f"{(Decimal(format(value, FIGURES)) * 100).normalize() + 0:f}%"


def as_number(value: float) -> Scalar:
    """A number, whole ones without a point."""
    return int(value) if value.is_integer() else value


def as_day_or_moment(value: datetime.datetime) -> str:
    """A moment to the nearest second, and at midnight the day alone, as ISO text."""
    if value.microsecond:
        whole = value.replace(microsecond=0)
        value = whole + SECOND if value.microsecond >= 500_000 and whole < datetime.datetime.max - SECOND else whole
    return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat()


def as_time(value: datetime.time) -> str:
    """A time of day to the second, as ISO text."""
    return value.isoformat("seconds")


def as_duration(value: datetime.timedelta) -> str:
    """A length of time as ISO text: 42 hours and a half are PT42H30M."""
    seconds = round(abs(value).total_seconds())
    parts = ((seconds // 3600, "H"), (seconds // 60 % 60, "M"), (seconds % 60, "S"))
    return ("-" if value < datetime.timedelta() else "") + "PT" + (
        "".join(f"{figure}{unit}" for figure, unit in parts if figure) or "0S")


CONVERT: Mapping[type, Callable[[Any], Scalar]] = {
    int: int,
    bool: bool,
    float: as_number,
    datetime.date: datetime.date.isoformat,
    datetime.datetime: as_day_or_moment,
    datetime.time: as_time,
    datetime.timedelta: as_duration,
}
"""What is done with each sort of value that a workbook's reader gives; text stays as it is."""
