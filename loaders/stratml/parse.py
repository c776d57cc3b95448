"""StratML: strategic plans, performance plans and reports in the standard's own XML, Parts 1 and 2, and drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from loaders.parsed import Parsed
from loaders.problems import problem
from loaders.stratml.dialects import settle
from loaders.stratml.parts import PARTS, Departure, departures
from loaders.stratml.reader import PlanReader
from loaders.stratml.shown import fit_to_show
from loaders.xml_tree import Element, read_tree
from schema.records import Problem, Source

NATURAL = "CorporatePlan"
"""What a StratML file is where it does not say: its form (an organisation, its vision, mission, values and goals) is
that of a corporate plan."""
MOST_ALIKE, MOST = 20, 200
"""Departures that say the same, and those of one code, that are told one by one; more are counted."""


def parse(data: bytes, limits: Mapping[str, float], kind: str = NATURAL) -> Parsed:
    """The plan that a StratML file holds, as records of ours; `kind` is what the plan is where the file is silent.

    Every well-formed file is read, whatever it lacks. Told are: each departure from the schema at its line, and once
    a sort what plan data has no place for, who was left out because it is a person, and what was blank.
    """
    top, problems = read_tree(data, limits)
    if top is None:
        return Parsed(problems=problems)
    part = PARTS.get(top.name)
    if part is None:
        return Parsed(problems=[not_read(top.namespace, top.name, top.line)])
    found = list(departures(top, part))
    settle(top)
    reader = PlanReader(top, kind, sha256(data).hexdigest()[:8])
    reader.read()
    problems += told(found)
    problems += reader.leftovers.problems(top)
    if not reader.records.by_key:
        problems.append(problem("file-not-a-plan", "The file is StratML but holds no plan: it is blank.",
                                source=Source(row=top.line), remedy="Fill it in, or take it out."))
        return Parsed(problems=problems)
    return Parsed(document=reader.records.document(top.line), problems=problems)


def not_read(namespace: str, name: str, line: int | None) -> Problem:
    """The problem of an XML file of another sort."""
    return problem("file-not-a-plan", f"The file is XML, but {name} is not the root of any plan that we read.",
                   source=Source(row=line), value=f"{name} in {namespace}" if namespace else name,
                   expected=f"{', '.join(PARTS)}, or model of an ArchiMate exchange file",
                   remedy="Save the plan as StratML, or the model as ArchiMate Open Exchange.")


def told(found: Iterable[Departure]) -> list[Problem]:
    """Departures as problems. Those alike are told one by one at first and then only counted, and so is each code."""
    problems: list[Problem] = []
    alike: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    more: dict[str, list[Departure]] = {}
    for one in found:
        if alike[one.message] < MOST_ALIKE and codes[one.code] < MOST:
            problems.append(problem(one.code, one.message + _read_or_not(one), source=Source(
                row=one.element.line, column=one.path), value=_shown(one), expected=one.expected))
        else:
            more.setdefault(one.code, []).append(one)
        alike[one.message] += 1
        codes[one.code] += 1
    for code, rest in more.items():
        problems.append(problem(
            code, f"{len(rest)} more departures of this sort, the first of them: {rest[0].message}",
            source=Source(row=rest[0].element.line, column=rest[0].path)))
    return problems


def _shown(one: Departure) -> str | None:
    """What a problem shows of a departure: an identifier that stands twice is a key, other free text may be a name."""
    return fit_to_show(one.value) if one.code == "stratml-value" else one.value


def _read_or_not(one: Departure) -> str:
    """Whether what the schema does not have there was read all the same."""
    if one.code != "stratml-unknown" or "/@" in one.path or one.message.endswith("not read."):
        return ""
    return " It was read all the same." if _used(one.element) else " It was not read."


def _used(element: Element) -> bool:
    return any(inner.used for inner in element.walk())


