"""The blanks of a rule: words read as kinds, tests and routes, and checked against what there is (law 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from loaders.parsed import Mapped
from loaders.problems import did_you_mean
from schema.fields import FieldType
from schema.kinds import FAMILIES, KIND, field_of, kinds_of
from schema.language.check import Scope, check_route, check_test, negated_alone
from schema.language.parse import TestError, parse_route, parse_test
from schema.language.tree import Has, Hop, Name, Test
from schema.links import STRICT, UPWARD
from schema.shapes import SHAPES

VIA = {"strict": STRICT, "upward": UPWARD}
DEFAULTS: dict[str, dict[str, str]] = {"via": {"cut-off": "strict", "loop": "upward"}}
"""What a blank holds that is left out, by shape."""
BLANKS = frozenset(name for info in SHAPES.values() for name in (*info.needs, *info.may))
Kinds = tuple[str, ...]


class Fault(NamedTuple):
    """Something wrong with one blank; a doubt is told and does not refuse the rule."""

    blank: str
    message: str
    value: object
    remedy: str = ""
    doubt: bool = False


class Blanks:
    """Reads the blanks of one rule into `found`, as `Rule` wants them, and its tests as written into `texts`."""

    def __init__(self, data: Mapped) -> None:
        self.data = data
        self.found: dict[str, Any] = {}
        self.texts: dict[str, str] = {}
        self.faults: list[Fault] = []
        of = self.kinds("of")
        self.here = Scope(of, {})
        self.route = self.here
        if of:
            self.read()

    def read(self) -> None:
        """Reads every blank that is filled, routes first: they say what the names of the other tests mean."""
        shape = self.data["shape"]
        for name in ("along", "but_not"):
            self.routed(name)
        for name in ("where", "good"):
            self.tested(name, self.here)
        for name in ("fault", "unless"):
            self.tested(name, self.route if shape == "clash" else self.here)
        readers: dict[str, Callable[[str], None]] = {
            "needs": self.needs, "together": self.together, "by": self.by, "differs": self.differs, "per": self.per,
            "date": self.date, "days": self.whole, "at_most": self.whole, "at_least": self.share,
            "below": self.yes_no, "show": self.shown,
        }
        for name, reader in readers.items():
            if self.data.get(name) is not None:
                reader(name)
        if "to" in self.data:
            self.tested("to_where", Scope(self.kinds("to"), {}))
        if shape in ("cut-off", "loop"):
            self.via(DEFAULTS["via"][shape])

    def tell(self, blank: str, message: str, value: object, remedy: str = "") -> None:
        """Adds a fault that refuses the rule."""
        self.faults.append(Fault(blank, message, value, remedy))

    def kinds(self, name: str) -> Kinds:
        """Kinds from a list of kinds and families."""
        given = self.data.get(name)
        words = [str(word) for word in (given if isinstance(given, list) else [given])]
        unknown = [word for word in words if word not in KIND and word not in FAMILIES]
        for word in unknown:
            self.tell(name, "names a kind or family that is not there", word, did_you_mean(word, {*KIND, *FAMILIES}))
        found = kinds_of([word for word in words if word not in unknown])
        self.found[name] = found
        return found

    def test(self, name: str, text: object, scope: Scope) -> Test | None:
        """One test, read and checked; None where it is faulty."""
        if not isinstance(text, str):
            self.tell(name, "is not a test", text, "Write the test in double quotes.")
            return None
        try:
            test = parse_test(text)
        except TestError as error:
            self.tell(name, f"cannot be read: {error}", text)
            return None
        wrong = check_test(test, scope)
        for message in wrong:
            self.tell(name, f"can never hold: {message}", text)
        self.faults += [Fault(name, f"is doubtful: {message}", text, doubt=True) for message in negated_alone(test)]
        return None if wrong else test

    def tested(self, name: str, scope: Scope) -> None:
        """A blank that holds one test."""
        text = self.data.get(name)
        if text is not None:
            self.found[name] = self.test(name, text, scope)
            self.texts[name] = " ".join(str(text).split())

    def hops(self, name: str, text: object) -> tuple[Hop, ...]:
        """A route, read and checked; empty where it is faulty."""
        try:
            hops = parse_route(str(text))
        except TestError as error:
            self.tell(name, f"cannot be read: {error}", text)
            return ()
        wrong, scope = check_route(hops, self.here.here)
        for message in wrong:
            self.tell(name, f"can never be gone: {message}", text)
        if name == "along":
            self.route = scope
        return () if wrong else hops

    def routed(self, name: str) -> None:
        """A blank that holds a route."""
        if self.data.get(name) is not None:
            self.found[name] = self.hops(name, self.data[name])
            self.texts[name] = " ".join(str(self.data[name]).split())

    def needs(self, name: str) -> None:
        """Named tests, all of which an item should pass."""
        needs = self.data[name]
        if not isinstance(needs, dict) or not needs:
            self.tell(name, "is not a list of names and tests", needs, 'Write {owner: ">OWNED_BY"}.')
            return
        tests = {need: self.test(name, text, self.here) for need, text in needs.items()}
        self.found[name] = {need: test for need, test in tests.items() if test is not None}
        self.texts |= {f"{name}.{need}": " ".join(str(text).split()) for need, text in needs.items()}

    def together(self, name: str) -> None:
        """Two tests that members of one group must not both pass."""
        tests = self.data[name]
        if not isinstance(tests, list) or len(tests) != 2:
            self.tell(name, "is not a list of two tests", tests)
            return
        read = [self.test(name, text, self.here) for text in tests]
        self.found[name] = tuple(test for test in read if test is not None)
        self.texts |= {f"{name}.{number}": str(text) for number, text in enumerate(tests, 1)}

    def named(self, name: str, word: object) -> str | Hop | None:
        """A field by its name, or a link by a step that begins with > or <."""
        if isinstance(word, str) and word[:1] in ("<", ">"):
            hops = self.hops(name, word)
            if len(hops) > 1:
                self.tell(name, "has more than one step", word)
            return hops[0] if len(hops) == 1 else None
        wrong = check_test(Has(Name(str(word))), self.here)
        for message in wrong:
            self.tell(name, message, word)
        return None if wrong else str(word)

    def by(self, name: str) -> None:
        """Fields and links whose shared values make a group."""
        words = self.data[name]
        read = [self.named(name, word) for word in (words if isinstance(words, list) else [words])]
        self.found[name] = tuple(word for word in read if word is not None)
        if not any(self.data.get(blank) for blank in ("at_most", "differs", "together")):
            self.tell(name, "makes groups, but nothing says what is wrong with one", words,
                      "Fill at_most, differs or together.")

    def differs(self, name: str) -> None:
        """The field or link that should be one in a group."""
        self.found[name] = self.named(name, self.data[name])

    def per(self, name: str) -> None:
        """The link to the scope that a share is counted in."""
        word = self.data[name]
        found = self.named(name, word)
        if isinstance(found, str):
            self.tell(name, "is not a link", word, "Begin it with > or <.")
        self.found[name] = found if isinstance(found, Hop) else None
        self.texts[name] = str(word)

    def date(self, name: str) -> None:
        """The field whose day may have passed."""
        field = self.data[name]
        dates = [found for kind in self.here.here
                 if (found := field_of(kind, str(field))) is not None and found.type is FieldType.DATE]
        if not dates:
            self.tell(name, "is not a date of these kinds", field)
        self.found[name] = str(field)

    def whole(self, name: str) -> None:
        """A whole number, such as days."""
        if type(self.data[name]) is not int or self.data[name] < 0:
            self.tell(name, "is not a whole number", self.data[name])
        self.found[name] = self.data[name]

    def share(self, name: str) -> None:
        """A share between 0 and 1."""
        share = self.data[name]
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share <= 1:
            self.tell(name, "is not a share between 0 and 1", share, "Write 0.96 for 96 per cent.")
        self.found[name] = share

    def yes_no(self, name: str) -> None:
        """True or false."""
        if not isinstance(self.data[name], bool):
            self.tell(name, "is neither true nor false", self.data[name])
        self.found[name] = self.data[name]

    def shown(self, name: str) -> None:
        """Fields whose values are shown with a gap."""
        words = self.data[name]
        words = words if isinstance(words, list) else [words]
        for word in words:
            scope, _, field = str(word).rpartition(".")
            bare = str(word).startswith("@")
            read = Name(str(word)[1:], "@") if bare else Name(field, scope)
            for message in check_test(Has(read), self.route):
                self.tell(name, message, word)
        self.found[name] = tuple(map(str, words))

    def via(self, default: str) -> None:
        """The links that a path may follow: the golden thread alone, or what is part of a plan too."""
        word = self.data.get("via", default)
        if str(word) not in VIA:
            self.tell("via", "is neither strict nor upward", word)
        self.found["via"] = VIA.get(str(word), ())
        self.texts["via"] = str(word)
