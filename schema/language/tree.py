"""The tree of a test. Two truth values only: a question about a missing value is answered no (law 1)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A field: of the item at hand (`scope` empty), of an end of a route (a, m, b), or of the link (@)."""

    field: str
    scope: str = ""

    def __str__(self) -> str:
        if self.scope == "@":
            return f"@{self.field}"
        return f"{self.scope}.{self.field}" if self.scope else self.field


@dataclass(frozen=True, slots=True)
class Word:
    """A constant: a word or quoted words, a number, true or false."""

    value: str | float | bool


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The value of another field, with a whole number added where `plus` is given."""

    name: Name
    plus: float = 0


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date that the answer is asked for, less so many days."""

    days: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """The financial year of the as-of date, or one of the next two."""

    ahead: int = 0


Operand = Word | FieldValue | AsOf | Year


@dataclass(frozen=True, slots=True)
class Has:
    """The field has a value."""

    name: Name


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values compared by = != < > <= >=; values of different types are never equal or ordered."""

    name: Name
    sign: str
    value: Operand


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field's value is one of these."""

    name: Name
    values: tuple[str | float | bool, ...]


@dataclass(frozen=True, slots=True)
class Includes:
    """A field that holds a list holds this word."""

    name: Name
    value: str


@dataclass(frozen=True, slots=True)
class Certainly:
    """One date is certainly before or after another, by the precision of both (law 3)."""

    name: Name
    sign: str
    value: Operand


@dataclass(frozen=True, slots=True)
class Worse:
    """The first value is worse than the second by more than a share of it; without a polarity it is not."""

    first: Name
    second: Name
    polarity: Name
    share: float


@dataclass(frozen=True, slots=True)
class Linked:
    """The item has a link to an item that is there, out (>), in (<) or either way (~), whose far end passes.

    With a sign, the links are counted and compared. `scope` names the end of a route that it starts from.
    """

    hop: Hop
    scope: str = ""
    sign: str = ""
    value: Operand | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a route: direction (> < ~ or ? to nothing), verbs, and a test of the far end.

    Only a step to nothing may have several verbs; it stands alone.
    """

    way: str
    verbs: tuple[str, ...]
    test: Test | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The test does not hold."""

    test: Test


@dataclass(frozen=True, slots=True)
class And:
    """All of the tests hold."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of the tests holds."""

    tests: tuple[Test, ...]


Atom = Has | Compare | OneOf | Includes | Certainly | Worse | Linked
Test = Atom | Not | And | Or
