"""Tests said in Cypher: one text with its parameters, equal in every answer to the functions of python_tests.

Cypher has three truth values and the language has two, so every atom that could be null is made false where it
stands (law 1). Names of fields and verbs are the declared ones; all else that a test holds is a parameter.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from schema.dates import financial_year
from schema.fields import FieldType
from schema.kinds import KINDS
from schema.language.tree import (
    And,
    AsOf,
    Certainly,
    Compare,
    FieldValue,
    Has,
    Hop,
    Includes,
    Linked,
    Name,
    Not,
    OneOf,
    Operand,
    Or,
    Test,
    Word,
    Worse,
    Year,
)
from schema.links import VERB, VERBS

from .python_tests import accepted, days_before

ITEM_FIELDS: dict[str, FieldType] = {
    "key": FieldType.TEXT, "kind": FieldType.ONE_OF,
    **{field.name: field.type for kind in KINDS for field in kind.fields},
}
"""The type of every field that an item may have; no name is declared with two types."""
LINK_FIELDS: dict[str, FieldType] = {
    "wanted": FieldType.ONE_OF, "wanted_set": FieldType.TEXT,
    **{field.name: field.type for verb in VERBS for field in verb.fields},
}
"""The same for links, with what a dangling one wanted."""
WORDS = (FieldType.TEXT, FieldType.ONE_OF, FieldType.PERIOD)
SIGNS = {"!=": "<>"}
ARROWS = {">": "-[{}:{}]->", "<": "<-[{}:{}]-", "~": "-[{}:{}]-"}
NOTHING = "null"


@dataclass(frozen=True, slots=True)
class Ends:
    """The variables that the names of a test stand for: the item, the link, the middle and the far end of a route."""

    n: str
    link: str | None = None
    m: str | None = None
    b: str | None = None

    def of(self, scope: str) -> str | None:
        """The variable behind a name's scope; None where nothing stands there."""
        return {"@": self.link, "m": self.m, "b": self.b}.get(scope, self.n)


@dataclass(frozen=True, slots=True)
class Step:
    """One hop as written: its pattern, the conditions on its far end, the variables of both."""

    pattern: str
    conditions: tuple[str, ...]
    far: str
    link: str

    @property
    def text(self) -> str:
        """The hop as a MATCH of its own, so that a second one may walk back along the same link (T4)."""
        return f"MATCH {self.pattern}" + (f" WHERE {' AND '.join(self.conditions)}" if self.conditions else "")


class Writer:
    """Writes the tests of one statement. Constants become parameters; variables are numbered and never used twice."""

    def __init__(self, as_of: datetime.date) -> None:
        self.as_of = as_of
        self.parameters: dict[str, object] = {}
        self._variables = 0

    def parameter(self, value: object) -> str:
        """The constant as a parameter of the statement."""
        name = f"p{len(self.parameters) + 1}"
        self.parameters[name] = value
        return f"${name}"

    def step(self, start: str, hop: Hop, far: str | None = None) -> Step:
        """One hop from a variable, to a new item of the same plan set or to one that is already bound."""
        (verb,) = hop.verbs
        self._variables += 1
        link, end = f"r{self._variables}", far or f"x{self._variables}"
        pattern = f"({start}){ARROWS[hop.way].format(link, VERB[verb].name)}({end}{'' if far else ':Item'})"
        conditions = [] if far else [f"{end}.plan_set = {start}.plan_set"]
        if hop.test is not None:
            conditions.append(self.test(hop.test, Ends(end, link)))
        return Step(pattern, tuple(conditions), end, link)

    def test(self, test: Test, ends: Ends) -> str:
        """The test as an expression that is true or false and never null; ready to stand in an AND.

        No bracket more than it needs: each level makes a server's parser several times slower.
        """
        match test:
            case And(tests):
                return " AND ".join(self.test(part, ends) for part in tests)
            case Or(tests):
                return f"({' OR '.join(self.test(part, ends) for part in tests)})"
            case Not(And() as part):
                return f"NOT ({self.test(part, ends)})"
            case Not(part):
                return f"NOT {self.test(part, ends)}"
            case Linked():
                return self._linked(test, ends)
            case Has(name):
                return f"{self.value(name, ends)} IS NOT NULL"
            case _:
                return f"coalesce({self._atom(test, ends)}, false)"

    def value(self, name: Name, ends: Ends, edge: str = "to") -> str:
        """The expression that reads a field; null where it is missing. A date is read by its first or last day."""
        fields = LINK_FIELDS if name.scope == "@" else ITEM_FIELDS
        if name.field not in fields:
            raise ValueError(f"no field {name} is declared")
        holder = ends.of(name.scope)
        if holder is None:
            return NOTHING
        if name.field == "title":  # an item without a title is stored with an empty one
            return f"CASE WHEN size({holder}.title) > 0 THEN {holder}.title END"
        suffix = f"_{edge}" if fields[name.field] is FieldType.DATE else ""
        return f"{holder}.`{name.field}{suffix}`"

    def operand(self, value: Operand, ends: Ends, edge: str = "to") -> str:
        """The right-hand side of a comparison."""
        match value:
            case Word(constant):
                return self.parameter(constant)
            case AsOf(days):
                return self.parameter(days_before(self.as_of, days))
            case Year(ahead):
                year = min(self.as_of.year + ahead, datetime.MAXYEAR)
                return self.parameter(financial_year(self.as_of.replace(day=1, year=year)))
            case FieldValue(name, plus):
                read = self.value(name, ends, edge)
                if not plus:
                    return read
                return f"{read} + {self.parameter(plus)}" if _type(name) is FieldType.NUMBER else NOTHING

    def _atom(self, test: Compare | OneOf | Includes | Certainly | Worse, ends: Ends) -> str:
        match test:
            case OneOf(name, values):
                return self._among(name, values, ends)
            case Includes(name, word):
                return f"{self.parameter(word)} IN {self.value(name, ends)}"
            case Worse():
                return self._worse(test, ends)
            case Certainly(name, sign, value):
                edges = ("to", "from") if sign == "before" else ("from", "to")
                return (f"{self.value(name, ends, edges[0])} {'<' if sign == 'before' else '>'} "
                        f"{self.operand(value, ends, edges[1])}")
            case Compare(name, sign, Word(word)) if sign in ("=", "!="):
                return self._among(name, (word,), ends, same=sign == "=")
            case Compare(name, sign, value):
                if isinstance(value, FieldValue) and _sort(name) != _sort(value.name):
                    return NOTHING  # values of different sorts are neither equal nor unequal
                return f"{self.value(name, ends)} {SIGNS.get(sign, sign)} {self.operand(value, ends)}"

    def _among(self, name: Name, values: tuple[str | float | bool, ...], ends: Ends, *, same: bool = True) -> str:
        wanted = sorted(accepted(name, values), key=lambda value: (type(value).__name__, value))
        read = self.value(name, ends)
        if len(wanted) == 1:
            return f"{read} {'=' if same else '<>'} {self.parameter(wanted[0])}"
        return f"{'' if same else 'NOT '}{read} IN {self.parameter(wanted)}"

    def _worse(self, test: Worse, ends: Ends) -> str:
        """As `worse_than` works it out, step by step, so that both give the same figure to the last bit (T7)."""
        first, second, polarity = (self.value(name, ends) for name in (test.first, test.second, test.polarity))
        higher, lower = self.parameter("higher"), self.parameter("lower")
        slack = f"{self.parameter(test.share)} * abs({second})"
        return (f"{polarity} = {higher} AND {first} < {second} - {slack} "
                f"OR {polarity} = {lower} AND {first} > {second} + {slack}")

    def _linked(self, test: Linked, ends: Ends) -> str:
        start = ends.of(test.scope)
        if start is None:
            return "false"
        step = self.step(start, test.hop)
        if not test.sign:
            return f"EXISTS {{ {step.text} }}"
        other = self.operand(test.value or Word(0.0), ends)
        # Either way, a link to oneself is one link.
        counted = f"{step.text} RETURN DISTINCT {step.link}" if test.hop.way == "~" else step.text
        return f"coalesce(COUNT {{ {counted} }} {SIGNS.get(test.sign, test.sign)} {other}, false)"


def told_in_part(name: Name) -> bool:
    """Whether the properties of a field do not tell its value in full: how exact a date is, whether 5 was 5 or 5.0."""
    return name.scope != "@" and _type(name) in (FieldType.DATE, FieldType.NUMBER)


def is_date(name: Name) -> bool:
    """Whether the field holds a date, which is stored as three properties."""
    return _type(name) is FieldType.DATE


def _type(name: Name) -> FieldType | None:
    return (LINK_FIELDS if name.scope == "@" else ITEM_FIELDS).get(name.field)


def _sort(name: Name) -> FieldType | None:
    """The type of a field, where all that hold one text count as one."""
    found = _type(name)
    return FieldType.TEXT if found in WORDS else found
