"""The words of a rule: signs that can be kept, codes and names that have a form and are free, what braces may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from loaders.cells import text_fault
from loaders.parsed import Mapped
from loaders.rule_blanks import Fault
from loaders.rule_thresholds import PLACE
from schema.kinds import PERSONAL
from schema.rule import CODE, NAME, Rule
from schema.shapes import EVERY_SHAPE_SAYS, SHAPES

TEXTS = ("finds", "why", "remedy", "message")
CODE_LOOKS = "A capital letter, then letters and figures, 12 signs at most, such as ASH1."
NAME_LOOKS = "Small letters and figures with hyphens between, such as plan-without-owner."


class Taken:
    """The codes and names that are no longer free, more of them with every rule that is read."""

    def __init__(self, rules: Collection[Rule]) -> None:
        self.codes = {code for rule in rules for code in (rule.code, *rule.also)}
        self.names = {rule.name for rule in rules}
        self.merged: set[str] = set()
        """Codes merged into rules of this file: several of them may answer to one."""

    def take(self, data: Mapped) -> list[Fault]:
        """Takes code, name and merged codes of a rule; what is not free, or has no such form, is a fault."""
        code, name = data.get("code"), data.get("name")
        also = [one for one in data["also"] if isinstance(one, str)] if isinstance(data.get("also"), list) else []
        faults = [*_formless(code, name, also), *self._clashes(code, name, also)]
        self.codes |= {code} if isinstance(code, str) else set()
        self.names |= {name} if isinstance(name, str) else set()
        self.merged |= set(also)
        return faults

    def _clashes(self, code: object, name: object, also: list[str]) -> Iterator[Fault]:
        if isinstance(code, str) and code in self.codes | self.merged:
            yield Fault("code", "is taken by another rule", code,
                        "Give one of the two another code, or begin with tune: to change what is there.")
            return
        if isinstance(name, str) and name in self.names:
            yield Fault("name", "is taken by another rule", name, "Give one of the two another name.")
        for one in also:
            if one in self.codes or one == code:
                yield Fault("also", "names a code that a rule has already", one, "Take it out.")


def _formless(code: object, name: object, also: list[str]) -> Iterator[Fault]:
    """Codes and names in no such form as ours; what is missing or no text is told elsewhere."""
    for blank, words in (("code", [code]), ("also", also)):
        for word in words:
            if isinstance(word, str) and word and not CODE.fullmatch(word):
                yield Fault(blank, "does not look like a code", word, CODE_LOOKS)
    if isinstance(name, str) and name and not NAME.fullmatch(name):
        yield Fault("name", "does not look like the name of a rule", name, NAME_LOOKS)


def unclean(data: Mapped) -> Iterator[Fault]:
    """Texts that hold what no plan and no store should, wherever they stand in the data of a rule."""
    for blank, value in data.items():
        for text in _texts(value):
            if fault := text_fault(text):
                yield Fault(blank, f"must be {fault.expected}", text, fault.remedy)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def unfilled(rule: Rule) -> Iterator[Fault]:
    """Words in braces in the texts of a rule that nothing will fill in, or that are about a person."""
    shown = {name.replace(".", "_").replace("@", ""): name.rpartition(".")[2] for name in rule.show}
    grouped = {by: by for by in rule.by if isinstance(by, str)}
    fields = {**shown, **grouped, **({rule.date: rule.date} if rule.date else {})}
    personal = {word for word, field in fields.items() if field in PERSONAL}
    words = {*EVERY_SHAPE_SAYS, *SHAPES[rule.shape].says, *fields} - personal
    for name in (*TEXTS, "limits"):
        known = words if name == "message" else set(rule.numbers)
        for place in PLACE.finditer(getattr(rule, name)):
            if place[1] not in known or place[2]:
                why = "which is about a person" if place[1] in personal else "which nothing fills in"
                yield Fault(name, f"names {place[0]}, {why}", place[0],
                            f"These can stand there: {', '.join(sorted(known))}." if known else "Take it out.")
