"""Frameworks from YAML: ours and a council's, by one reader. A file with a fault gives none, and all is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from loaders.files import PlanFile, read_text
from loaders.framework_parts import TAKEN, TOP, Parts, Teller
from loaders.parsed import Mapped
from loaders.plan_document import read_document
from loaders.problems import near_words, problem
from loaders.shipped import shipped_files
from loaders.tables import Draft
from loaders.yaml_plan import read_yaml
from schema.framework import Framework
from schema.records import Item, Problem, Source
from schema.rule import Rule


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    """What one file gave: its framework, or None, and what is wrong."""

    framework: Framework | None
    problems: tuple[Problem, ...]


def our_frameworks() -> tuple[Framework, ...]:
    """Our own frameworks, by their ids; raises where one is faulty, for that is our mistake."""
    return _frameworks_of(tuple(shipped_files("frameworks")))


@lru_cache(maxsize=4)
def _frameworks_of(entries: tuple[Traversable, ...]) -> tuple[Framework, ...]:
    found: list[Framework] = []
    for entry in entries:
        read = parse_framework(entry.read_text(encoding="utf-8"), entry.name, ids_of(found))
        if read.framework is None:
            faults = "; ".join(f"{told.source.place}: {told.message}" for told in read.problems)
            raise ValueError(f"our own frameworks are faulty: {faults}")
        found.append(read.framework)
    return tuple(found)


def read_frameworks(paths: Iterable[Path]) -> tuple[tuple[Framework, ...], list[Problem]]:
    """The frameworks that a folder uses, in the order named, and what is wrong with them.

    A bare word that is no file may be the id of one of ours.
    """
    ours = {framework.id: framework for framework in our_frameworks()}
    found: dict[str, Framework] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.name in ours and not _is_there(path):
            found[path.name] = ours[path.name]
            continue
        file = PlanFile(path, path.name)
        text, told = read_text(file)
        taken = ids_of([*ours.values(), *found.values()])
        read = FrameworkFile(None, ()) if text is None else parse_framework(text, file.name, taken)
        problems += [*told, *read.problems]
        if read.framework is not None:
            found[read.framework.id] = read.framework
    return tuple(found.values()), problems


def known_frameworks(used: Iterable[Framework]) -> tuple[Framework, ...]:
    """Ours and then the council's own, each once: all that a recorded score may name."""
    by_id = {framework.id: framework for framework in (*our_frameworks(), *used)}
    return tuple(by_id.values())


def ids_of(frameworks: Iterable[Framework]) -> frozenset[str]:
    """The ids of frameworks and of their criteria: all that no other framework may be called, nor a criterion of it."""
    return frozenset(name for framework in frameworks for name in framework.ids())


def parse_framework(text: str, file: str, taken: Collection[str] = ()) -> FrameworkFile:
    """The framework in a YAML text; `taken` are ids of frameworks and criteria that are no longer free."""
    data, problems = read_yaml(text, file)
    if problems:
        return FrameworkFile(None, tuple(problems))
    teller = Teller(file)
    if not isinstance(data, Mapped):
        teller.tell(None, "", "The file does not hold names and values.", data, "id, title, about, source, criteria")
        return FrameworkFile(None, tuple(teller.problems))
    framework = _framework(data, teller, taken)
    return FrameworkFile(None if teller.problems else framework, tuple(teller.problems))


def _framework(data: Mapped, teller: Teller, taken: Collection[str]) -> Framework | None:
    """The framework; what is wrong is told, and then it is not to be used."""
    parts = Parts(data, teller)
    parts.known(TOP, "A framework")
    framework_id = parts.id("id")
    if framework_id in taken:
        teller.tell(data, "id", TAKEN, framework_id, remedy="Give it another.")
    texts = {name: parts.text(name, must=name in ("title", "about", "source", "years"))
             for name in ("title", "about", "source", "years", "document", "paragraph", "label")}
    criteria = parts.criteria(framework_id, texts["paragraph"], () if framework_id in taken else taken)
    scores = parts.scores(sum(criterion.level == "theme" for criterion in criteria))
    if teller.problems or framework_id is None:
        return None
    given: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    return Framework(framework_id, criteria=criteria, scores=scores, origin=teller.file, **given)


def add_criteria(draft: Draft, framework: Framework) -> None:
    """Puts the framework and its criteria among the records that were read, as items that papers may evidence.

    The table asks nothing: that nobody has written of a criterion is no empty cell.
    """
    records = [_record(framework.id, None, framework.title, "framework", framework.about, framework.paragraph)]
    for one in framework.criteria:
        notes = (one.question and f"Under the question: {one.question}.", one.about, one.elsewhere)
        note = " ".join(part for part in notes if part)
        records.append(_record(one.id, one.part_of, one.title, one.level, note, one.paragraph, one.line))
    source = {} if framework.document is None else {"source": {"document": framework.document}}
    data: dict[str, Any] = {"asks": "transcript", **source, "Criterion": records}
    top = Mapped(1)
    top.update(data)
    read_document(draft, PlanFile(Path(framework.origin), framework.origin), top, None)


def _record(
    key: str, part_of: str | None, title: str, level: str, note: str, paragraph: str | None, line: int | None = None
) -> Mapped:
    record = Mapped(line or 1)
    record.update({"key": key, "title": title, "level": level})
    said: Mapping[str, str | None] = {
        "note": note or None, "paragraph": paragraph, "part of": part_of and f"criterion:{part_of}"}
    record.update({name: text for name, text in said.items() if text is not None})
    return record


def unknown_rules(frameworks: Iterable[Framework], rules: Iterable[Rule]) -> list[Problem]:
    """A problem for each code in the council's frameworks that is no rule's; ours are kept true by a test."""
    codes = {code for rule in rules for code in (rule.code, *rule.also)}
    ours = our_frameworks()
    return [
        problem("framework-rule", f"{one.id} names the rule {code}, which is not there.", value=code,
                source=Source(file=framework.origin, row=one.line, column="rules"),
                remedy=_near(code, codes, "`goldthread rule` lists the rules."))
        for framework in frameworks if framework not in ours
        for one in framework.criteria for code in one.rules if code not in codes]


def unknown_criteria(items: Iterable[Item], frameworks: Sequence[Framework]) -> list[Problem]:
    """A problem for each score that says to be of a criterion which no framework has."""
    known = {name for framework in frameworks for name in framework.ids()}
    scored = ((item, item.values.get("criterion")) for item in items if item.kind == "Criterion")
    return [
        problem("criterion-unknown", source=item.source._replace(column="criterion"), value=name,
                remedy=_near(str(name), known, "`goldthread framework` lists the frameworks."))
        for item, name in scored if name is not None and name not in known]


def _near(word: str, known: Collection[str], otherwise: str) -> str:
    near = near_words(word, known)
    return f"Did you mean {' or '.join(near)}?" if near else otherwise


def _is_there(path: Path) -> bool:
    """Whether a path leads to anything; one that cannot be looked at is told when it is read."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return True
