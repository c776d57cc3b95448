"""What a field can hold, and how a field is declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from schema.dates import PlanDate

Value = str | float | bool | PlanDate | tuple[str, ...]
"""What an item may hold in a field: text or a word, a number, yes or no, a date with its precision, words."""

NO_SYNONYMS: Mapping[str, str] = MappingProxyType({})


class FieldType(StrEnum):
    """The seven types of a field."""

    TEXT = "text"
    WORDS = "words"
    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"
    ONE_OF = "one of"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Field:
    """One heading of a table: its name, what it may hold and what it means.

    `words` are the allowed values of a ONE_OF field and `also` maps other words that people write to one
    of them; what was written is kept. A `derived` field is worked out at load and never read from a file; `out_of`
    names the fields that it is worked out of, where filling those would fill it.
    A `personal` field is about a person and is shown only to those who may see staff records.
    """

    name: str
    type: FieldType
    about: str
    words: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict, hash=False)
    marked: bool = False
    derived: bool = False
    personal: bool = False
    out_of: tuple[str, ...] = ()


def text(name: str, about: str, *, personal: bool = False, derived: bool = False) -> Field:
    """A field of free text."""
    return Field(name, FieldType.TEXT, about, personal=personal, derived=derived)


def words(name: str, about: str) -> Field:
    """A field that holds a list of words."""
    return Field(name, FieldType.WORDS, about)


def number(
    name: str, about: str, *, marked: bool = False, derived: bool = False, out_of: tuple[str, ...] = ()
) -> Field:
    """A field that holds one number; `about` names its unit."""
    return Field(name, FieldType.NUMBER, about, marked=marked, derived=derived, out_of=out_of)


def yes_no(name: str, about: str) -> Field:
    """A field that says yes or no."""
    return Field(name, FieldType.YES_NO, about)


def date(name: str, about: str, *, marked: bool = False) -> Field:
    """A field that holds a date with its precision."""
    return Field(name, FieldType.DATE, about, marked=marked)


def period(name: str, about: str, *, marked: bool = False, derived: bool = False) -> Field:
    """A field that names a financial or calendar year, such as 2008/09."""
    return Field(name, FieldType.PERIOD, about, marked=marked, derived=derived)


def one_of(
    name: str, choices: str, about: str, *, marked: bool = False, also: Mapping[str, str] = NO_SYNONYMS
) -> Field:
    """A field that holds one of the `choices`, written "a|b|c"."""
    return Field(name, FieldType.ONE_OF, about, tuple(choices.split("|")), also, marked)
