"""Rules from YAML: ours and a user's, by one reader. Every fault is told; a file with a fault gives no rules.

A council's file may declare rules of its own and tune those that are there: another severity, other numbers, other
tests, or out of use with the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from loaders.files import PlanFile, read_text
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, problem
from loaders.rule_blanks import BLANKS, DEFAULTS, Blanks, Fault
from loaders.rule_thresholds import filled, numbers_of, wrong_numbers
from loaders.rule_tuning import anew, changes, in_use, tuning_faults
from loaders.rule_words import TEXTS, Taken, unclean, unfilled
from loaders.shipped import shipped_files
from loaders.yaml_plan import read_yaml
from schema.problems import PROBLEMS
from schema.records import Problem, Source
from schema.rule import Rule, Severity, Shape
from schema.shapes import SHAPES

ABOUT = ("code", "name", "severity", "shape", "of", *TEXTS, "sources", "criteria", "also", "where", "example",
         "thresholds", "limits")
"""What every rule may say, whatever its shape."""
MUST = ("code", "name", "severity", "shape", "of", "finds", "why", "remedy", "message")


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What one file of rules gave."""

    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...]


def our_rules() -> tuple[Rule, ...]:
    """Our own rules, in the order of their codes; raises where one is faulty, for that is our mistake."""
    return _rules_of(tuple(shipped_files("rules")))


@lru_cache(maxsize=4)
def _rules_of(entries: tuple[Traversable, ...]) -> tuple[Rule, ...]:
    found: list[Rule] = []
    faults: list[Problem] = []
    for entry in entries:
        read = parse_rules(entry.read_text(encoding="utf-8"), entry.name, found)
        found += read.rules
        faults += read.problems
    if faults:
        raise ValueError("our own rules are faulty: " + "; ".join(f"{p.source.place}: {p.message}" for p in faults))
    return tuple(sorted(found, key=_order))


def _order(rule: Rule) -> tuple[str, int, str]:
    """G02 before G10, and G12b after G12."""
    letter, figures = rule.code[0], rule.code[1:].rstrip("b")
    return letter, int(figures), rule.code


def read_rules(path: Path, others: Collection[Rule] = ()) -> RuleFile:
    """The rules of a file, none if one of them is faulty.

    The codes of the `others` are no longer free, and it may tune them: a tuned rule is in what is given.
    """
    file = PlanFile(path, path.name)
    text, problems = read_text(file)
    if text is None:
        return RuleFile((), tuple(problems))
    read = parse_rules(text, file.name, others)
    return RuleFile(read.rules, (*problems, *read.problems))


def parse_rules(text: str, file: str, others: Collection[Rule] = ()) -> RuleFile:
    """The rules in a YAML text."""
    data, problems = read_yaml(text, file)
    if problems:
        return RuleFile((), tuple(problems))
    if not isinstance(data, list):
        told = problem("rule-refused", "The file is not a list of rules.", source=Source(file=file),
                       expected="a list, each entry beginning with - code: or - tune:")
        return RuleFile((), (told,))
    reader = _Reader(file, others)
    for entry in data:
        reader.entry(entry)
    refused = any(told.code == "rule-refused" for told in reader.problems)
    return RuleFile(() if refused else tuple(reader.found.values()), tuple(reader.problems))


def in_force(rules: Collection[Rule]) -> tuple[Rule, ...]:
    """The rules, each tuned one in the place of the one that it was made of; some may be out of use."""
    return tuple({rule.code: rule for rule in rules}.values())


def rules_by_code(rules: Collection[Rule]) -> Mapping[str, Rule]:
    """Rules by their codes and by the merged codes that they answer to."""
    return {code: rule for rule in reversed(list(rules)) for code in (*rule.also, rule.code)}


class _Reader:
    """Reads the entries of one file, one after the other: each declares a rule or tunes one."""

    def __init__(self, file: str, others: Collection[Rule]) -> None:
        self.file = file
        self.chapter = file.rpartition("/")[2].partition(".")[0].replace("_", "-")
        self.known = {rule.code: rule for rule in others}
        self.taken = Taken(others)
        self.found: dict[str, Rule] = {}
        self.problems: list[Problem] = []

    def entry(self, data: object) -> None:
        """One entry of the file."""
        if not isinstance(data, Mapped):
            self.tell(None, "", Fault("", "A rule is names and values, beginning with code or tune.", None))
            return
        rule = self.tuned(data) if "tune" in data else self.declared(data)
        if rule is not None:
            self.found[rule.code] = self.known[rule.code] = rule

    def declared(self, data: Mapped) -> Rule | None:
        """A rule of its own, or None and its faults."""
        return self.made(data, str(data.get("code") or ""), self.taken.take(data))

    def made(self, data: Mapped, code: str, faults: list[Fault]) -> Rule | None:
        """The rule that the data says, unless something is wrong with it."""
        faults = [*self.shape_faults(data), *self.about_faults(data), *unclean(data), *faults]
        blanks = None
        if not faults:
            blanks = Blanks(filled(data))
            faults = blanks.faults
        for fault in faults:
            self.tell(data, code, fault)
        if blanks is None or any(not fault.doubt for fault in faults):
            return None
        rule = self.whole(data, code, blanks)
        odd = list(unfilled(rule))
        for fault in odd:
            self.tell(data, code, fault)
        return None if odd else rule

    def whole(self, data: Mapped, code: str, blanks: Blanks) -> Rule:
        """The rule, once nothing is wrong with it."""
        said = filled(data)
        words: dict[str, Any] = {name: " ".join(said[name].split()) for name in TEXTS}
        lists: dict[str, Any] = {name: tuple(data.get(name) or ()) for name in ("sources", "criteria", "also")}
        return Rule(
            code=code, name=data["name"], severity=Severity(data["severity"]), shape=Shape(data["shape"]),
            **words, **lists, **blanks.found, texts=dict(blanks.texts), origin=self.file, chapter=self.chapter,
            limits=" ".join(str(said.get("limits") or "").split()), example=str(data.get("example") or ""),
            thresholds=numbers_of(data), declared=data)

    def tuned(self, data: Mapped) -> Rule | None:
        """A rule that is there already, with what a council says of it anew."""
        code = str(data.get("tune") or "")
        base = self.known.get(code) or next((rule for rule in self.known.values() if rule.name == code), None)
        if base is None:
            merged = [rule.code for rule in self.known.values() if code in rule.also]
            near = f"It is {' and '.join(merged)}: tune each." if merged else "`goldthread rule` lists them."
            self.tell(data, code, Fault("tune", "names no rule that is there", code, near))
            return None
        faults = [*tuning_faults(data, base), *unclean(data)]
        if faults:
            for fault in faults:
                self.tell(data, code, fault)
            return None
        rule = self.made(anew(data, base), base.code, [])
        because = " ".join(str(data.get("because") or base.because).split())
        return rule and replace(rule, tuned=(*base.tuned, *changes(data, base)), because=because,
                                in_use=in_use(data, base), chapter=base.chapter)

    def shape_faults(self, data: Mapped) -> list[Fault]:
        """What is missing, and what has no place in a rule of this shape."""
        shape = _shape(data)
        faults = [Fault(name, "is missing", None) for name in MUST if data.get(name) in (None, "", [])]
        if shape is None:
            return [*faults, Fault("shape", "is not a shape", data.get("shape"),
                                   did_you_mean(str(data.get("shape")), map(str, Shape)))]
        info = SHAPES[shape]
        known = (*ABOUT, *info.needs, *info.may)
        faults += [Fault(name, f"is a blank that the shape {shape} must have", None)
                   for name in info.needs if name not in DEFAULTS and data.get(name) in (None, "", [], {})]
        for name in data:
            if name not in known:
                why = f"is no blank of the shape {shape}" if name in BLANKS else "has no meaning in a rule"
                faults.append(Fault(name, why, name, did_you_mean(name, known)))
        return faults

    def about_faults(self, data: Mapped) -> list[Fault]:
        """What is wrong with what a rule says about itself."""
        faults = []
        severities = [str(severity) for severity in Severity]
        if data.get("severity") not in (None, *severities):
            faults.append(Fault("severity", "is none that we know", data["severity"],
                                f"It is {', '.join(severities)}."))
        faults += [Fault(name, "is not text", data[name]) for name in ("code", "name", *TEXTS, "limits", "example")
                   if not isinstance(data.get(name), str | None)]
        faults += [Fault(name, "is not a list of texts", data[name]) for name in ("sources", "criteria", "also")
                   if not _is_texts(data.get(name))]
        shape = _shape(data)
        own = (*SHAPES[shape].needs, *SHAPES[shape].may) if shape else ()
        faults += [Fault("thresholds", *wrong) for wrong in wrong_numbers(data, (*ABOUT, *own))]
        return faults

    def tell(self, data: Mapped | None, code: str, fault: Fault) -> None:
        """Makes a problem of a fault, naming rule and blank."""
        kind = "rule-doubtful" if fault.doubt else "rule-refused"
        line = None if data is None else data.lines.get(fault.blank, data.line)
        named = f"{code or 'A rule'}: " + (f"{fault.blank} " if fault.blank else "")
        self.problems.append(problem(
            kind, f"{named}{fault.message}.", source=Source(file=self.file, row=line, column=fault.blank or None),
            value=fault.value, remedy=f"{fault.remedy} {PROBLEMS[kind].remedy}".strip()))


def _shape(data: Mapped) -> Shape | None:
    word = data.get("shape")
    return Shape(word) if isinstance(word, str) and word in set(Shape) else None


def _is_texts(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(word, str) for word in value))
