"""One target or result of a StratML indicator, as the fields of a target or an outturn."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from loaders.cells import CellError, normal_space, read_cell
from loaders.stratml.parts import DECIMAL, XSD_DATE, is_date
from loaders.stratml.shown import is_figure
from loaders.xml_tree import Element
from schema.dates import normal_period
from schema.fields import FieldType
from schema.kinds import field_of

KINDS = {"TargetResult": "Target", "ActualResult": "Outturn"}
SAID = ("direction", "status")
"""Fields that a descriptor of their name may hold in words."""

LONGEST_TITLE = 200
LONGEST_NUMBER = 400
"""Figures of a number; the smallest that a computer can hold has fewer."""

Fields = dict[str, str | int | float]


def take(element: Element, name: str) -> str:
    """The text of the first child of that name that has any, marked as taken; "" where there is none."""
    child = element.first(name)
    if child is None or child.blank:
        return ""
    for one in child.walk():
        one.used = True
    return child.words()


def day(text: str) -> str:
    """A day without the time zone that XML allows after it; any other text as it stands."""
    found = XSD_DATE.fullmatch(text)
    return found[1] if found else text


def take_day(element: Element, name: str) -> str:
    """The date that a child holds; "" where it holds words that are none, which are left to be told as not read.

    A cell of dates that cannot be read is shown in a problem, and such words may name a person.
    """
    child = element.first(name)
    return day(take(element, name)) if child is not None and is_figure(child.words()) else ""


def dated(element: Element) -> str:
    """The last day that a result names, else the first, else whatever it has for a date; "" where it has none."""
    found = (element.first(name) for name in ("EndDate", "StartDate", "Date"))
    return next((one.words() for one in found if one is not None and not one.blank), "")


def result_fields(element: Element, says: str = "") -> Fields:
    """The fields that a TargetResult or ActualResult gives; what fits none becomes part of the note.

    `says` is what an instruction of ours says that its Description holds: title, note, or title note. Without one it
    is the title of a result that has no number, for there it says what the result is, and else a remark.
    """
    kind = KINDS[element.name]
    found: Fields = {}
    notes: list[str] = []
    _when(element, kind, found, notes)
    if number := take(element, "NumberOfUnits"):
        _number(kind, number, found, notes)
    _described(element, kind, found, notes)
    text = take(element, "Description")
    says = says or ("note" if number or len(text) > LONGEST_TITLE else "title")
    title, _, rest = text.partition("\n\n") if says == "title note" else (text, "", "") if says == "title" else (
        "", "", text)
    found["title"] = normal_space(title)
    found["note"] = "\n\n".join(filter(None, (*notes, rest.strip())))
    return {name: value for name, value in found.items() if value != ""}


def year_of(start: str, end: str) -> str | None:
    """The year from one day to another: 2008/09 from 1 April to 31 March, 2008 from January to December."""
    if not (is_date(start) and is_date(end)):
        return None
    first, last = date.fromisoformat(day(start)), date.fromisoformat(day(end))
    if (first.month, first.day, last.month, last.day, last.year) == (4, 1, 3, 31, first.year + 1):
        return normal_period(f"{first.year}/{last.year}")
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
        return normal_period(str(first.year))
    return None


def year_ends(period: str) -> tuple[str, str]:
    """First and last day of a year: the other way round. `period` is in its normal form."""
    year = int(period[:4])
    return (f"{year}-04-01", f"{year + 1}-03-31") if "/" in period else (f"{year}-01-01", f"{year}-12-31")


def _when(element: Element, kind: str, found: Fields, notes: list[str]) -> None:
    """The period, where the dates make a year; else the day by which a target must be met, else a remark."""
    start, end, named = (take(element, name) for name in ("StartDate", "EndDate", "Date"))
    year = year_of(start, end) or (normal_period(named) if named else None)
    if year is not None:
        found["period"] = year
        return
    notes.append(named)
    if kind == "Target" and is_figure(end):
        found["due"] = day(end)
        notes.append(f"From {day(start)}." if start else "")
    elif start:
        notes.append(f"From {day(start)} to {day(end)}." if end else f"From {day(start)}.")
    elif end:
        notes.append(f"To {day(end)}.")


def _number(kind: str, text: str, found: Fields, notes: list[str]) -> None:
    """The value, where the text is a number in XML's way or in one that plans write; else a remark."""
    field = field_of(kind, "value")
    assert field is not None  # noqa: S101 - declared
    read = None
    with suppress(CellError, OverflowError):
        # XML's numbers may be longer than any that people write in a cell.
        plain = len(text) <= LONGEST_NUMBER and DECIMAL.fullmatch(text)
        read = read_cell(field, float(text) if plain and "." in text else int(text) if plain else text)
    if isinstance(read, int | float):
        found["value"] = read
    else:
        notes.append(f"NumberOfUnits: {text}")


def _described(element: Element, kind: str, found: Fields, notes: list[str]) -> None:
    """A descriptor: one of our words where its name is our field, else a remark; a score of the draft likewise."""
    descriptor = element.first("Descriptor")
    if descriptor is not None:
        name = take(descriptor, "DescriptorName") or take(descriptor, "Name")
        value = take(descriptor, "DescriptorValue") or take(descriptor, "Value")
        field = field_of(kind, name.lower()) if name.lower() in SAID else None
        if field is not None and field.type is FieldType.ONE_OF and value in field.words:
            found[field.name] = value
        else:
            notes.append(": ".join(filter(None, (name, value))))
    score = element.first("Score")
    if score is not None:
        notes.append(take(score, "Name"))
