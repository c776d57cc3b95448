"""What a StratML file holds and plan data does not: told once a sort, with how often and where first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loaders.problems import problem
from loaders.stratml.shown import fit_to_show
from loaders.xml_tree import Element
from schema.records import Problem, Source

HOLDS_ALL = ("StrategicPlanCore", "AdministrativeInformation", "Strategy")
ATTRIBUTES = ("Type", "PerformanceIndicatorType")
PERSONS = "persons among stakeholders and submitters"
UNTYPED = "stakeholders without a type, who may be persons"


class Leftovers:
    """Counts while the reader reads, and looks afterwards for what it did not take."""

    def __init__(self) -> None:
        self.counted: dict[tuple[str, str], list[Element]] = {}
        self.blanks: list[Element] = []

    def blank(self, element: Element) -> None:
        """An element of a form that nobody filled in."""
        self.blanks.append(element)

    def left_out(self, code: str, sort: str, element: Element) -> None:
        """An element that was left out on purpose; nothing in it is told again."""
        self.counted.setdefault((code, sort), []).append(element)
        for one in element.walk():
            one.used = True

    def problems(self, top: Element) -> list[Problem]:
        """Everything that is not in the records, once a sort."""
        for sort, element in _untaken(top):
            self.counted.setdefault(("not-carried", sort), []).append(element)
        found = [_told(code, sort, elements) for (code, sort), elements in self.counted.items()]
        if self.blanks:
            names = Counter(element.name for element in self.blanks)
            sorts = ", ".join(f"{count} {name}" for name, count in sorted(names.items()))
            found.append(problem("blank-left-out", f"Elements that hold nothing were passed over: {sorts}.",
                                 source=Source(row=self.blanks[0].line)))
        return found


def _told(code: str, sort: str, elements: list[Element]) -> Problem:
    """One problem for all elements of one sort; nothing that may name a person is shown."""
    first, count = elements[0], len(elements)
    if code == "person-left-out":
        remedy = 'Give each body StakeholderTypeType="Organization" or "Generic_Group".' if sort == UNTYPED else None
        return problem(code, f"Left out, for plan data names posts and bodies and not people: {sort} ({count}).",
                       source=Source(row=first.line), remedy=remedy)
    return problem(code, f"Not read, for plan data has no place for it: {sort} ({count}).",
                   source=Source(row=first.line), value=fit_to_show(first.words()[:80]))


def _untaken(top: Element) -> Iterator[tuple[str, Element]]:
    """What holds text and was not taken, as a sort (`SequenceIndicator of Goal`); the outermost such element counts."""
    waiting = [(top, "")]
    while waiting:
        element, outer = waiting.pop()
        for name in ATTRIBUTES:
            if name in element.attributes and element.name in ("PerformanceIndicator", top.name):
                yield f"{name} of {element.name}", Element(name, "", element.line, text=element.attributes[name])
        if element.blank:
            continue
        taken = any(one.used for one in element.walk())
        if not taken and outer and element.name not in HOLDS_ALL:
            yield f"{element.name} of {outer}", element
            continue
        waiting += [(child, element.name) for child in reversed(element.children)]
