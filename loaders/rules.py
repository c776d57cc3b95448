"""Rules from YAML: ours and a user's, by one reader. Every fault is told; a file with a fault gives no rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from loaders.files import PlanFile, read_text
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, problem
from loaders.rule_blanks import BLANKS, DEFAULTS, Blanks, Fault
from loaders.yaml_plan import read_yaml
from schema.problems import PROBLEMS
from schema.records import Problem, Source
from schema.rule import Rule, Severity, Shape
from schema.shapes import SHAPES

TEXTS = ("finds", "why", "remedy", "message")
ABOUT = ("code", "name", "severity", "shape", "of", *TEXTS, "sources", "criteria", "also", "where")
"""What every rule may say, whatever its shape."""
MUST = ("code", "name", "severity", "shape", "of", "finds", "why", "remedy", "message")


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What one file of rules gave."""

    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...]


@cache
def our_rules() -> tuple[Rule, ...]:
    """Our own rules, in the order of their files; raises where one is faulty, for that is our mistake."""
    found: list[Rule] = []
    faults: list[Problem] = []
    for entry in sorted(files("schema").joinpath("rules").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            read = parse_rules(entry.read_text(encoding="utf-8"), entry.name, rules_by_code(found))
            found += read.rules
            faults += read.problems
    if faults:
        raise ValueError("our own rules are faulty: " + "; ".join(f"{p.source.place}: {p.message}" for p in faults))
    return tuple(found)


def read_rules(path: Path, taken: Collection[str] = ()) -> RuleFile:
    """The rules of a file, none if one of them is faulty; `taken` are codes that are no longer free."""
    file = PlanFile(path, path.name)
    text, problems = read_text(file)
    if text is None:
        return RuleFile((), tuple(problems))
    read = parse_rules(text, file.name, taken)
    return RuleFile(read.rules, (*problems, *read.problems))


def parse_rules(text: str, file: str, taken: Collection[str] = ()) -> RuleFile:
    """The rules in a YAML text."""
    data, problems = read_yaml(text, file)
    if problems:
        return RuleFile((), tuple(problems))
    if not isinstance(data, list):
        told = problem("rule-refused", "The file is not a list of rules.", source=Source(file=file),
                       expected="a list, each entry beginning with - code:")
        return RuleFile((), (told,))
    reader = _Reader(file, set(taken))
    rules = [reader.rule(entry) for entry in data]
    refused = any(told.code == "rule-refused" for told in reader.problems)
    return RuleFile(() if refused else tuple(rule for rule in rules if rule), tuple(reader.problems))


class _Reader:
    """Reads the rules of one file, one after the other."""

    def __init__(self, file: str, codes: set[str]) -> None:
        self.file, self.codes = file, codes
        self.problems: list[Problem] = []

    def rule(self, data: object) -> Rule | None:
        """One rule, or None and its faults."""
        if not isinstance(data, Mapped):
            self.tell(None, "", Fault("", "A rule is names and values, beginning with code.", None))
            return None
        code = str(data.get("code") or "")
        faults = [*self.shape_faults(data), *self.about_faults(data, code)]
        blanks = Blanks(data) if not faults else None
        if blanks is not None:
            faults = blanks.faults
        for fault in faults:
            self.tell(data, code, fault)
        if blanks is None or any(not fault.doubt for fault in faults):
            return None
        return _made(data, code, blanks, self.file)

    def shape_faults(self, data: Mapped) -> list[Fault]:
        """What is missing, and what has no place in a rule of this shape."""
        shapes = [str(shape) for shape in Shape]
        shape = data.get("shape")
        faults = [Fault(name, "is missing", None) for name in MUST if data.get(name) in (None, "", [])]
        if shape not in shapes:
            return [*faults, Fault("shape", "is not a shape", shape, did_you_mean(str(shape), shapes))]
        info = SHAPES[Shape(shape)]
        known = (*ABOUT, *info.needs, *info.may)
        faults += [Fault(name, f"is a blank that the shape {shape} must have", None)
                   for name in info.needs if name not in DEFAULTS and data.get(name) in (None, "", [], {})]
        for name in data:
            if name not in known:
                why = f"is no blank of the shape {shape}" if name in BLANKS else "has no meaning in a rule"
                faults.append(Fault(name, why, name, did_you_mean(name, known)))
        return faults

    def about_faults(self, data: Mapped, code: str) -> list[Fault]:
        """What is wrong with what a rule says about itself."""
        faults = []
        severities = [str(severity) for severity in Severity]
        if data.get("severity") not in (None, *severities):
            faults.append(Fault("severity", "is none that we know", data["severity"],
                                f"It is {', '.join(severities)}."))
        faults += [Fault(name, "is not text", data[name])
                   for name in ("code", "name", *TEXTS) if not isinstance(data.get(name), str | None)]
        faults += [Fault(name, "is not a list of texts", data[name]) for name in ("sources", "criteria", "also")
                   if not _is_texts(data.get(name))]
        if code in self.codes:
            faults.append(Fault("code", "is taken by another rule", code, "Give one of the two another code."))
        self.codes.add(code)
        return faults

    def tell(self, data: Mapped | None, code: str, fault: Fault) -> None:
        """Makes a problem of a fault, naming rule and blank."""
        kind = "rule-doubtful" if fault.doubt else "rule-refused"
        line = None if data is None else data.lines.get(fault.blank, data.line)
        named = f"{code or 'A rule'}: " + (f"{fault.blank} " if fault.blank else "")
        self.problems.append(problem(
            kind, f"{named}{fault.message}.", source=Source(file=self.file, row=line, column=fault.blank or None),
            value=fault.value, remedy=f"{fault.remedy} {PROBLEMS[kind].remedy}".strip()))


def _made(data: Mapped, code: str, blanks: Blanks, file: str) -> Rule:
    """The rule, once nothing is wrong with it."""
    words: dict[str, Any] = {name: " ".join(data[name].split()) for name in TEXTS}
    lists: dict[str, Any] = {name: tuple(data.get(name) or ()) for name in ("sources", "criteria", "also")}
    return Rule(
        code=code, name=data["name"], severity=Severity(data["severity"]), shape=Shape(data["shape"]),
        **words, **lists, **blanks.found, texts=dict(blanks.texts), origin=file)


def _is_texts(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(word, str) for word in value))


def rules_by_code(rules: Collection[Rule]) -> Mapping[str, Rule]:
    """Rules by their codes and by the merged codes that they answer to."""
    return {code: rule for rule in reversed(list(rules)) for code in (*rule.also, rule.code)}
