"""The parts of a framework file: texts, criteria, the table of scores. What is wrong is told with its line."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Any

from loaders.cells import text_fault
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, problem
from schema.framework import LEVELS, Criterion
from schema.records import Problem, Source
from schema.scoring import ScoreRow, ScoreTable

TOP = ("id", "title", "about", "source", "document", "paragraph", "years", "label", "scores", "criteria")
CRITERION = (
    "id", "number", "title", "level", "part_of", "question", "about", "elsewhere", "paragraph", "rules")
SCORES = ("source", "lowest", "highest", "table", "otherwise")
ROW = ("score", "at_least", "at", "none_below")
ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
TAKEN = "A framework or criterion of another file has this id."
MOST = 2_000
"""Criteria of one framework; none in use has a tenth of that."""


class Teller:
    """Keeps what is wrong with one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def tell(
        self, data: Mapped | None, name: str, message: str, value: object, expected: str | None = None,
        remedy: str | None = None,
    ) -> None:
        """Adds a fault, with the line of the name, or else of what should hold it."""
        line = None if data is None else data.lines.get(name, data.line)
        self.problems.append(problem(
            "framework-refused", message, value=value, expected=expected, remedy=remedy,
            source=Source(file=self.file, row=line, column=name or None)))


class Parts:
    """Reads the values of one mapping of a framework file."""

    def __init__(self, data: Mapped, teller: Teller) -> None:
        self.data, self.teller = data, teller

    def tell(self, name: str, message: str, expected: str | None = None, remedy: str | None = None) -> None:
        """Adds a fault of one of the values."""
        self.teller.tell(self.data, name, message, self.data.get(name), expected, remedy)

    def known(self, names: Collection[str], what: str) -> None:
        """Tells of names that have no meaning here."""
        for name in self.data:
            if name not in names:
                self.teller.tell(self.data, name, f"{what} knows no {name}.", name, remedy=did_you_mean(name, names))

    def text(self, name: str, *, must: bool = False) -> str | None:
        """A text on one line; a number is taken as written, but 2.10 must stand in quotes."""
        value = self.data.get(name)
        if isinstance(value, str) or type(value) is int:
            text = " ".join(str(value).split())
            if text:
                return text if self.clean(name, str(value)) else None
            value = None
        if value is not None:
            self.tell(name, f"{name} is not text.", 'text; a number such as "2.1" in quotes')
        elif must:
            self.tell(name, f"There is no {name}.")
        return None

    def clean(self, name: str, text: str) -> bool:
        """Whether a text holds only what plans and stores can; if not, that is told."""
        fault = text_fault(text)
        if fault:
            self.tell(name, f"{name} cannot be kept as it is.", fault.expected, fault.remedy)
        return fault is None

    def id(self, name: str) -> str | None:
        """An id, which is also the key of an item."""
        text = self.text(name, must=True)
        if text is not None and not ID.fullmatch(text):
            self.tell(name, f"{name} has signs that an id cannot hold.", "small letters, figures, hyphens and dots")
            return None
        return text

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number within bounds."""
        value = self.data.get(name)
        if type(value) is int and least <= value <= most:
            return value
        self.tell(name, f"{name} is not a number that it can be.", f"a whole number from {least} to {most}")
        return None

    def rules(self) -> tuple[str, ...]:
        """Codes of rules."""
        value = self.data.get("rules")
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(code, str) and code.strip() for code in value):
            return tuple(dict.fromkeys(code.strip() for code in value if self.clean("rules", code)))
        self.tell("rules", "rules is not a list of codes.", "a list such as [G03, G04]")
        return ()

    def criteria(
        self, framework_id: str | None, paragraph: str | None, taken: Collection[str] = ()
    ) -> tuple[Criterion, ...]:
        """All criteria, each after what holds it; ids that are `taken` are not free."""
        entries = self.data.get("criteria")
        if not isinstance(entries, list) or not entries or len(entries) > MOST:
            self.tell("criteria", "There is no list of criteria.", f"1 to {MOST:,} criteria, each beginning with - id:")
            return ()
        root = Criterion(framework_id or "", "", "framework", "", paragraph=paragraph)
        found: dict[str, Criterion] = {root.id: root}
        numbers: set[str] = set()
        for entry in entries:
            if not isinstance(entry, Mapped):
                self.teller.tell(self.data, "criteria", "A criterion is names and values, beginning with id.", entry)
                continue
            criterion = Parts(entry, self.teller).criterion(root, found)
            if criterion is not None:
                if criterion.number in numbers:
                    self.teller.tell(entry, "number", "Two criteria have this number.", criterion.number)
                if criterion.id in taken:
                    self.teller.tell(entry, "id", TAKEN, criterion.id, remedy="Give it another.")
                numbers |= {criterion.number} if criterion.number else set()
                found[criterion.id] = criterion
        return tuple(found.values())[1:]

    def criterion(self, root: Criterion, above: dict[str, Criterion]) -> Criterion | None:
        """One criterion, held by the framework or by one of those above it in the file."""
        self.known(CRITERION, "A criterion")
        name, title, level = self.id("id"), self.text("title", must=True), self.text("level", must=True)
        holder = above.get(self.text("part_of") or root.id)
        if name is not None and name in above:
            self.tell("id", "Two criteria have this id.")
        if name is not None and root.id and not name.startswith(f"{root.id}-"):
            self.tell("id", "The id does not begin with that of the framework.", f"{root.id}-{name}")
        if holder is None:
            self.tell("part_of", "Nothing above it in the file has this id.", remedy=did_you_mean(
                str(self.data["part_of"]), above))
        if level is not None and level not in LEVELS[1:]:
            self.tell("level", "This is not a level.", " or ".join(LEVELS[1:]))
        elif level and holder and LEVELS.index(level) <= LEVELS.index(holder.level):
            self.tell("level", f"It cannot be part of {holder.id}, which is a {holder.level}.",
                      " or ".join(LEVELS[LEVELS.index(holder.level) + 1:]) or "something higher in part_of")
        rules = self.rules()
        texts = {part: self.text(part) for part in ("number", "question", "about", "elsewhere", "paragraph")}
        if name is None or title is None or level not in LEVELS or holder is None:
            return None
        texts["paragraph"] = texts["paragraph"] or holder.paragraph
        return Criterion(name, title, level, holder.id, rules=rules, line=self.data.line, **texts)

    def scores(self, themes: int) -> ScoreTable | None:
        """The table by which the themes give the score of the whole; None where the framework has none."""
        value: Any = self.data.get("scores")
        if value is None:
            return None
        if not isinstance(value, Mapped):
            self.tell("scores", "scores does not hold names and values.", ", ".join(SCORES))
            return None
        if not themes:
            self.tell("scores", "There is no theme to be scored.", "a criterion at level theme")
            return None
        return Parts(value, self.teller).table(themes)

    def table(self, themes: int) -> ScoreTable | None:
        """The scale, the lines from the highest score down, and the score of all others."""
        self.known(SCORES, "A table of scores")
        lowest, highest = self.whole("lowest", 0, 100), self.whole("highest", 0, 100)
        lines = self.data.get("table")
        if lowest is None or highest is None:
            return None
        if lowest >= highest:
            self.tell("highest", "The highest score is not above the lowest.", f"more than {lowest}")
        otherwise = self.whole("otherwise", lowest, highest)
        if not isinstance(lines, list) or not lines or not all(isinstance(line, Mapped) for line in lines):
            self.tell("table", "There is no table.", "lines, each {score: 3, at_least: 3, at: 3, none_below: 2}")
            return None
        rows = [Parts(line, self.teller).row(themes, lowest, highest) for line in lines]
        read = tuple(row for row in rows if row is not None)
        scores = [row.score for row in read] + [otherwise if otherwise is not None else lowest - 1]
        if any(upper <= lower for upper, lower in pairwise(scores)):
            self.tell("table", "The lines do not go down from the highest score, with otherwise below them all.")
        return None if otherwise is None else ScoreTable(lowest, highest, read, otherwise, self.text("source") or "")

    def row(self, themes: int, lowest: int, highest: int) -> ScoreRow | None:
        """One line: so many themes at a level or above, none below another."""
        self.known(ROW, "A line of the table")
        score, at = self.whole("score", lowest, highest), self.whole("at", lowest, highest)
        at_least = self.whole("at_least", 1, themes)
        none_below = lowest if self.data.get("none_below") is None else self.whole("none_below", lowest, highest)
        if score is None or at is None or at_least is None or none_below is None:
            return None
        return ScoreRow(score, at_least, at, none_below)
