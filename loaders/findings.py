"""The register of what inspectors, peers and officers wrote, compared with gaps and never turned into one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from loaders.cells import CellError, make_key
from loaders.delimited import read_sheet
from loaders.files import PlanFile, read_text
from loaders.headings import folded
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, near_words, problem
from loaders.rules import rules_by_code
from loaders.sheet import text as text_of
from loaders.tables import Draft
from loaders.yaml_plan import read_yaml
from schema.kinds import BY_SLUG
from schema.language.check import far_kinds
from schema.records import Finding, Item, Problem, Source
from schema.rule import Rule, Shape

NAMES = ("id", "document", "paragraph", "by", "says", "items", "rule", "wanting", "why_no_rule")
LONGEST = 2000
"""Signs of one text of a finding."""


def read_findings(
    path: Path, rules: Collection[Rule], items: Mapping[str, Item]
) -> tuple[tuple[Finding, ...], list[Problem]]:
    """The findings of a YAML or CSV file, checked against the rules and items that are there.

    A finding that names an unknown rule is kept as one that no rule can say; one that names an unknown item
    keeps it, so nobody takes it for a finding about everything. Both are told.
    """
    file = PlanFile(path, path.name)
    text, problems = read_text(file)
    if text is None:
        return (), problems
    read = _from_csv if file.name.lower().endswith(".csv") else _from_yaml
    entries = read(file, text, problems)
    reader = _Reader(file.name, rules, items, problems)
    found = [reader.finding(entry, line) for line, entry in entries]
    return tuple(finding for finding in found if finding is not None), problems


def kinds_in_gap(rule: Rule) -> frozenset[str]:
    """The kinds of item that a gap of the rule can be about."""
    ends: tuple[str, ...] = rule.of
    if rule.shape is Shape.COVERAGE:
        return frozenset(far_kinds(rule.per, rule.of)) if rule.per else frozenset()
    for hop in rule.along:
        ends = far_kinds(hop, ends)
    # What a link to nothing leads to is not there to be named.
    met = () if not rule.along or rule.along[-1].way == "?" else ends
    return frozenset((*rule.of, *met))


Entries = list[tuple[int | None, Any]]


def _from_yaml(file: PlanFile, text: str, problems: list[Problem]) -> Entries:
    data, broken = read_yaml(text, file.name)
    problems += broken
    if isinstance(data, list):
        return [(entry.line if isinstance(entry, Mapped) else None, entry) for entry in data]
    if not broken:
        problems.append(problem("findings-file", "The file is not a list of findings.", source=file.source,
                                expected="a list, each entry beginning with - id:"))
    return []


def _from_csv(file: PlanFile, text: str, problems: list[Problem]) -> Entries:
    draft = Draft(problems=problems)
    sheet = read_sheet(draft, file, text)
    if sheet is None:
        return []
    names = [folded(heading).replace(" ", "_") for heading in sheet.headings]
    return [
        (number, {name: cell for name, cell in zip(names, map(text_of, cells), strict=True) if cell.strip()})
        for number, cells in sheet.rows
    ]


class _Reader:
    """Reads findings one after the other."""

    def __init__(self, file: str, rules: Collection[Rule], items: Mapping[str, Item], problems: list[Problem]) -> None:
        self.file, self.items, self.problems = file, items, problems
        self.rules = rules_by_code(rules)
        self.ids: set[str] = set()

    def tell(self, code: str, line: int | None, message: str, value: object = None, expected: str | None = None,
             remedy: str | None = None) -> None:
        self.problems.append(problem(code, message, source=Source(file=self.file, row=line), value=value,
                                     expected=expected, remedy=remedy))

    def finding(self, data: Any, line: int | None) -> Finding | None:
        """One finding; None, and told, where it cannot be read."""
        if not isinstance(data, dict):
            self.tell("findings-file", line, "A finding is names and values, beginning with id.", data)
            return None
        for name in data:
            if name not in NAMES:
                self.tell("findings-file", line, f"{name} has no meaning in a finding.", name,
                          remedy=did_you_mean(name, NAMES))
        words = {name: self.text(name, data.get(name), line) for name in NAMES if name != "items"}
        name, says = words["id"], words["says"]
        if not name or not says:
            self.tell("findings-file", line, "A finding has no id, or does not say anything.", name or says)
            return None
        if name in self.ids:
            self.tell("finding-duplicate-id", line, f"{name} is an earlier finding's id; this one was left out.", name)
            return None
        self.ids.add(name)
        rule, wanting, why = self.rule(name, words, line)
        items = self.named(name, data.get("items"), rule, line)
        source = Source(words["document"], words["paragraph"], self.file, None, line)
        return Finding(name, says, source, words["by"], items, rule, why, wanting)

    def text(self, name: str, value: Any, line: int | None) -> str | None:
        if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
            words = " ".join(str("" if value is None else value).split())
            if len(words) <= LONGEST and words.isprintable():
                return words or None
        self.tell("findings-file", line, f"{name} is not a text of at most {LONGEST:,} signs.", value)
        return None

    def rule(
        self, name: str, words: Mapping[str, str | None], line: int | None
    ) -> tuple[str | None, str | None, str | None]:
        """The code of the rule that would show it and which data it wants for that, or why there is none."""
        code, wanting, why = words["rule"], words["wanting"], words["why_no_rule"]
        if code is None:
            if wanting is not None:
                self.tell("findings-file", line, f"{name} says what data is wanting and names no rule that needs it.",
                          wanting, expected="rule beside wanting, or why_no_rule alone")
            elif why is None:
                self.tell("findings-file", line, f"{name} names no rule and does not say why.", name,
                          expected="rule, or why_no_rule")
            return None, None, why or wanting or "Nobody has said which rule would show it."
        if code not in self.rules:
            self.tell("finding-unknown-rule", line, f"{name} names the rule {code}, which is not there.", code,
                      remedy=did_you_mean(code, self.rules) if near_words(code, self.rules) else None)
            return None, None, f"The rule {code} is not there."
        if why is not None:
            self.tell("findings-file", line, f"{name} names a rule and says why there is none; the rule holds.", why)
        return code, wanting, None

    def named(self, name: str, items: Any, code: str | None, line: int | None) -> tuple[str, ...]:
        """The keys of the items that a finding names."""
        pieces = items.split(";") if isinstance(items, str) else items if isinstance(items, list) else [items]
        found = []
        for piece in pieces:
            if piece is None or (isinstance(piece, str) and not piece.strip()):
                continue
            key = self.key(piece)
            found.append(key)
            if key not in self.items:
                self.tell("finding-unknown-item", line, f"{name} names an item that is not there.", piece)
            elif code is not None and self.items[key].kind not in kinds_in_gap(self.rules[code]):
                kinds = ", ".join(sorted(kinds_in_gap(self.rules[code]))) or "the whole plan set"
                self.tell("finding-item-cannot-stand", line, f"No gap of {code} is about {key}, as {name} has it.",
                          key, expected=kinds)
        return tuple(dict.fromkeys(found))

    def key(self, piece: Any) -> str:
        """What was written, as a key."""
        kind, colon, rest = str(piece).strip().partition(":")
        try:
            return make_key(BY_SLUG[kind].slug, rest) if colon and kind in BY_SLUG else str(piece).strip()
        except CellError:
            return str(piece).strip()[:LONGEST]
