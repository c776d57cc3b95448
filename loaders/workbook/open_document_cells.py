"""One cell of an .ods sheet: its value as the XML states it, beside the text that is shown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from enum import Enum

from loaders.parsed import Scalar
from loaders.workbook.stored_values import as_duration, as_number, as_percent

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0 "
OFFICE, TABLE, TEXT, STYLE, DRAW = map(_SPACE.format, ("office", "table", "text", "style", "drawing"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_TYPE, _VALUE, _FORMULA = f"{OFFICE}value-type", f"{OFFICE}value", f"{TABLE}formula"
_ERROR = re.compile(r"#[A-Z/0-9]{2,10}[!?]?|Err:[0-9]{3}")
_TIME = re.compile(r"PT([0-9]{1,6})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]{1,9})?S")


class Sign(Enum):
    """What a cell has in place of a value."""

    ERROR = "an error"
    UNVALUED = "a formula that was never worked out"


def cell_value(attributes: Mapping[str, str], shown: str) -> Scalar | Sign:
    """The value of a cell by its attributes and the text that is shown in it; "" for an empty one."""
    sort = attributes.get(_TYPE)
    if attributes.get(_CALC) == "error" or sort == "error" or (_FORMULA in attributes and _ERROR.fullmatch(shown)):
        return Sign.ERROR
    if sort in ("float", "currency", "percentage"):
        return _number(attributes.get(_VALUE, ""), shown, percent=sort == "percentage")
    if sort == "date":
        return attributes.get(f"{OFFICE}date-value", shown).removesuffix("T00:00:00")
    if sort == "time":
        return _time(attributes.get(f"{OFFICE}time-value", shown))
    if sort == "boolean":
        return attributes.get(f"{OFFICE}boolean-value") == "true"
    if sort is None and _FORMULA in attributes and not shown:
        return Sign.UNVALUED
    return shown or attributes.get(f"{OFFICE}string-value", "")


def count_of(attributes: Mapping[str, str], name: str) -> int:
    """How many times or over how many rows a cell or row stands; 1 where it does not say, or says what cannot be."""
    said = attributes.get(TABLE + name, "1")
    return max(int(said), 1) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def _number(stated: str, shown: str, *, percent: bool) -> Scalar:
    """A number; the text that is shown where it is none."""
    try:
        value = float(stated)
    except ValueError:
        return shown
    return as_percent(value) if percent else as_number(value)


def _time(stated: str) -> str:
    """A time of day, or a length of time where it is a day or more."""
    parts = _TIME.fullmatch(stated)
    if parts is None:
        return stated
    hours, minutes, seconds = map(int, parts.groups())
    if hours < 24 and minutes < 60 and seconds < 60:
        return datetime.time(hours, minutes, seconds).isoformat()
    return as_duration(datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds))
