"""Text to tree. `not` binds tightest, then `and`, then `or`; what is not understood is refused with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

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
from schema.links import VERBS

TOKEN = re.compile(r"""\s*(?:
    (?P<verb>(?:(?P<scope>[amb])(?=[<>~][A-Z]))?[<>~?](?:[A-Z][A-Z_]*|\*))
  | (?P<number>-?\d+(?:\.\d+)?(?![\w-]))
  | (?P<quoted>'[^']*')
  | (?P<asof>asof(?:-\d+d)?\b)
  | (?P<name>@?[A-Za-z_][\w]*(?:-\w+)*(?:\.[a-z_]\w*)?)
  | (?P<own>\.[a-z_]\w*)
  | (?P<sign><=|>=|!=|[=<>])
  | (?P<mark>[()\[\],+-])
)""", re.X)
SIGNS = ("=", "!=", "<", ">", "<=", ">=")
YEARS = {"year": 0, "year1": 1, "year2": 2}
RESERVED = ("and", "or", "not", "in", "includes", "before", "after")
DEEPEST = 30
"""How deep brackets may nest; no rule of ours goes beyond four."""
LONGEST_AGO = 36_525
"""How many days before the as-of date a test may look back: a hundred years."""


class TestError(ValueError):
    """A test that cannot be read, with the place in its text."""

    __test__ = False

    def __init__(self, message: str, text: str, place: int) -> None:
        super().__init__(f"{message}, at sign {place + 1} of: {text}")
        self.message, self.text, self.place = message, text, place


class _Token(NamedTuple):
    sort: str
    text: str
    place: int


def parse_test(text: str) -> Test:
    """The tree of a test; raises TestError where the text is not in the language."""
    reader = _Reader(text)
    test = reader.either()
    reader.end()
    return test


def parse_route(text: str) -> tuple[Hop, ...]:
    """One or two steps, or one step to nothing; raises TestError for anything else."""
    reader = _Reader(text)
    hops = [reader.hop()]
    while reader.peek.sort == "verb":
        hops.append(reader.hop())
    reader.end()
    if len(hops) > 2 or (len(hops) > 1 and any(hop.way == "?" for hop in hops)):
        reader.fail("a route has one or two steps, and a step to nothing stands alone")
    return tuple(hops)


class _Reader:
    """Reads one text from left to right, one token ahead."""

    def __init__(self, text: str) -> None:
        self.text, self.depth, self.inside = text, 0, 0
        self.tokens = _tokens(text)
        self.at = 0

    @property
    def peek(self) -> _Token:
        return self.tokens[self.at]

    def fail(self, message: str) -> None:
        raise TestError(message, self.text, self.peek.place)

    def take(self, sort: str, *texts: str) -> _Token:
        token = self.peek
        if token.sort != sort or (texts and token.text not in texts):
            self.fail(f"expected {' or '.join(texts) or sort}, found {token.text or 'the end'}")
        self.at += 1
        return token

    def skip(self, text: str) -> bool:
        found = self.peek.text == text and self.peek.sort in ("name", "mark")
        self.at += found
        return found

    def end(self) -> None:
        if self.peek.sort != "end":
            self.fail(f"did not expect {self.peek.text}")

    def either(self) -> Test:
        tests = [self.both()]
        while self.skip("or"):
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else Or(tuple(tests))

    def both(self) -> Test:
        tests = [self.negated()]
        while self.skip("and"):
            tests.append(self.negated())
        return tests[0] if len(tests) == 1 else And(tuple(tests))

    def negated(self) -> Test:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail("nests too deep")
        test: Test
        if self.skip("not"):
            test = Not(self.negated())
        elif self.skip("("):
            test = self.either()
            self.take("mark", ")")
        else:
            test = self.atom()
        self.depth -= 1
        return test

    def atom(self) -> Test:
        if self.peek.sort == "verb":
            return self.linked()
        if self.peek.text == "worse":
            return self.worse()
        name = self.name()
        if self.peek.sort == "sign":
            return Compare(name, self.take("sign").text, self.operand())
        if self.skip("in"):
            return OneOf(name, self.words())
        if self.skip("includes"):
            return Includes(name, str(self.word()))
        for sign in ("before", "after"):
            if self.skip(sign):
                return Certainly(name, sign, self.operand())
        return Has(name)

    def linked(self) -> Linked:
        token = self.peek
        scope = token.text[0] if token.text[0] in "amb" else ""
        if scope and self.inside:
            self.fail(f"{scope}. does not stand inside [ ]")
        if token.text[0] == "?":
            self.fail("a link to nothing is asked for by a route, not by a test")
        hop = self.hop()
        if self.peek.sort == "sign":
            return Linked(hop, scope, self.take("sign").text, self.operand())
        return Linked(hop, scope)

    def hop(self) -> Hop:
        token = self.take("verb")
        text = token.text[1:] if token.text[0] in "amb" else token.text
        way, verbs = text[0], self.verbs(text[1:], token, nothing=text[0] == "?")
        test = None
        if way != "?" and self.skip("["):
            self.inside += 1
            test = self.either()
            self.inside -= 1
            self.take("mark", "]")
        return Hop(way, verbs, test)

    def verbs(self, word: str, token: _Token, *, nothing: bool) -> tuple[str, ...]:
        known = [verb.name for verb in VERBS]
        if word != "*":
            if word not in known:
                raise TestError(f"no link is called {word}", self.text, token.place)
            return (word,)
        if not nothing:
            raise TestError("only a link to nothing may be any link", self.text, token.place)
        while self.skip("-"):
            left_out = self.take("name")
            if left_out.text not in known:
                raise TestError(f"no link is called {left_out.text}", self.text, left_out.place)
            known.remove(left_out.text)
        return tuple(known)

    def worse(self) -> Worse:
        self.take("name", "worse")
        self.take("mark", "(")
        first = self.name()
        self.take("mark", ",")
        second = self.name()
        self.take("mark", ",")
        polarity = self.name()
        self.take("mark", ",")
        share = float(self.take("number").text)
        self.take("mark", ")")
        return Worse(first, second, polarity, share)

    def name(self) -> Name:
        token = self.take("name")
        if token.text in RESERVED:
            raise TestError(f"{token.text} stands where a field should", self.text, token.place)
        if token.text.startswith("@"):
            return Name(token.text[1:], "@")
        scope, dot, field = token.text.rpartition(".")
        if dot and scope not in ("a", "m", "b"):
            raise TestError(f"{scope}. is not the end of a route", self.text, token.place)
        if scope and self.inside:
            raise TestError(f"{scope}. does not stand inside [ ]", self.text, token.place)
        return Name(field, scope)

    def words(self) -> tuple[str | float | bool, ...]:
        self.take("mark", "(")
        values = [self.word()]
        while self.skip(","):
            values.append(self.word())
        self.take("mark", ")")
        return tuple(values)

    def word(self) -> str | float | bool:
        token = self.peek
        if token.sort == "number":
            self.at += 1
            return float(token.text)
        if token.sort == "quoted":
            self.at += 1
            return token.text[1:-1]
        text = self.take("name").text
        if text in RESERVED:
            raise TestError(f"{text} stands where a word should; put it in quotes", self.text, token.place)
        return {"true": True, "false": False}.get(text, text)

    def operand(self) -> Operand:
        token = self.peek
        if token.sort == "own":
            self.at += 1
            return FieldValue(Name(token.text[1:]), self.plus())
        if token.sort == "asof":
            days = token.text[5:-1] or "0"
            if len(days) > 6 or int(days) > LONGEST_AGO:
                self.fail(f"asof looks back {LONGEST_AGO} days at most")
            self.at += 1
            return AsOf(int(days))
        if token.sort == "name" and token.text in YEARS:
            self.at += 1
            return Year(YEARS[token.text])
        if token.sort == "name" and (token.text[1:2] == "." or token.text[0] == "@"):
            return FieldValue(self.name(), self.plus())
        return Word(self.word())

    def plus(self) -> float:
        return float(self.take("number").text) if self.skip("+") else 0


def _tokens(text: str) -> list[_Token]:
    tokens, place = [], 0
    while place < len(text.rstrip()):
        match = TOKEN.match(text, place)
        if not match:
            rest = text[place:].lstrip()
            raise TestError(f"cannot read {rest[:12].rstrip()!r}", text, len(text) - len(rest))
        sort = match.lastgroup if match.lastgroup != "scope" else "verb"
        start = match.end() - len(match.group().lstrip())
        tokens.append(_Token(str(sort), match.group().strip(), start))
        place = match.end()
    return [*tokens, _Token("end", "", len(text))]
