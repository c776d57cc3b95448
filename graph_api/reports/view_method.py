"""How the report was made and what it cannot say: what was read, what each rule looked at, problems, plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph_api.analyses.headline import count
from graph_api.analyses.inventory import PlanLine, PlanState, inventory
from graph_api.analyses.summary import state_of
from graph_api.engine.graph import State
from graph_api.explain import kind_label, listing
from graph_api.reports.scope import Scope
from graph_api.reports.words import LOOKED, NO_DATA, STATE, places, wants_data
from graph_api.results import FindingResult, FindingState
from schema.dates import PlanDate
from schema.kinds import KIND
from schema.problems import PROBLEMS
from schema.records import Problem

MOST_PLANS = 120
ASKS = {
    "register": ("register", "whose headings ask, so that an empty cell is an answer"),
    "transcript": ("transcript", "typed from running text, which asks nothing"),
    "list": ("list", "which only names things"),
}
STATES = {PlanState.READ: "read", PlanState.LISTED: "known by name alone", PlanState.ABSENT: "expected and absent"}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: how many items it looked at, or why none, and what came of it."""

    code: str
    name: str
    severity: str
    looked: str
    counted: int
    silent: int
    waived: int


@dataclass(frozen=True, slots=True)
class TunedLine:
    """A rule that the council changed, what it changed and why."""

    rule: str
    changed: str
    because: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """Everything of one sort that is wrong with the input, with the first place where it is."""

    code: str
    level: str
    about: str
    remedy: str
    times: int
    first: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan of the inventory, in words."""

    title: str
    kind: str
    state: str
    status: str
    years: str
    updated: str
    source: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding of an inspector or peer, and what has become of it."""

    id: str
    says: str
    where: str
    rule: str
    state: str
    why: str
    gaps: str


@dataclass(frozen=True, slots=True)
class Method:
    """What was read and how far it reaches."""

    read: tuple[str, ...]
    rules: tuple[RuleLine, ...]
    not_looked: int
    tuned: tuple[TunedLine, ...]
    problems: tuple[ProblemLine, ...]
    plans: tuple[PlanRow, ...]
    plans_left_out: int


def method(scope: Scope) -> Method:
    """The method of a report, with its inventory of plans."""
    plans = inventory(scope.store)
    rules = rule_lines(scope)
    return Method(
        _read(scope), rules, sum(scope.check.looked_at[line.code].n == 0 for line in rules), tuned_lines(scope),
        problem_lines(scope),
        tuple(_plan(line) for line in plans[:MOST_PLANS]), max(0, len(plans) - MOST_PLANS))


def rule_lines(scope: Scope) -> tuple[RuleLine, ...]:
    """Every rule that was run, in order, with what it looked at."""
    states: dict[str, Counter[str]] = {}
    for gap in scope.check.gaps:
        states.setdefault(gap.rule.code, Counter())["counted" if gap.counts else state_of(gap)] += 1
    lines = []
    for rule in scope.check.rules:
        looked, found = scope.check.looked_at.get(rule.code), states.get(rule.code, Counter())
        words = LOOKED[looked.state] if looked else "Not run"
        if looked and looked.state is State.LOOKED:
            words = f"{looked.n:,} looked at"
        lines.append(RuleLine(rule.code, rule.name, rule.severity.value, words,
                              found["counted"], found["silent"], found["waived"]))
    return tuple(lines)


def tuned_lines(scope: Scope) -> tuple[TunedLine, ...]:
    """Every rule that the council changed or took out of use."""
    return tuple(TunedLine(f"{rule.code} {rule.name}", "; ".join(rule.tuned), rule.because or "No reason is recorded.")
                 for rule in scope.check.tuned)


def problem_lines(scope: Scope) -> tuple[ProblemLine, ...]:
    """What is wrong with the input, by sort: errors first, notes last."""
    by_code: dict[str, list[Problem]] = {}
    for problem in scope.check.problems:
        by_code.setdefault(problem.code, []).append(problem)
    levels = ("error", "warning", "note")
    codes = sorted(by_code, key=lambda code: (levels.index(PROBLEMS[code].level.value), code))
    return tuple(
        ProblemLine(code, PROBLEMS[code].level.value, PROBLEMS[code].about, PROBLEMS[code].remedy, len(by_code[code]),
                    next((place for one in by_code[code] if (place := one.source.file_place or one.source.place)),
                         "no place recorded"))
        for code in codes)


def finding_lines(scope: Scope) -> tuple[FindingLine, ...]:
    """Every finding, by what has become of it, those for which data is wanting apart, and then by its id."""
    order = list(FindingState)
    results = sorted(scope.check.findings, key=lambda one: (order.index(one.state), wants_data(one), one.finding.id))
    return tuple(_finding(scope, result) for result in results)


def finding_summary(scope: Scope) -> str:
    """How many findings there are in each state, in a sentence."""
    states = Counter(result.state for result in scope.check.findings)
    said = listing([f"{states[state]:,} {STATE[state].lower()}" for state in FindingState if states[state]])
    wanting = sum(map(wants_data, scope.check.findings))
    no_data = f" Of those stated only, a rule would show {wanting:,} if any paper gave the data." if wanting else ""
    return f"{count(sum(states.values()), 'finding')}: {said}.{no_data}" if states else ""


def _read(scope: Scope) -> tuple[str, ...]:
    loaded, check, counts = scope.store.about(), scope.check, scope.store.counts()
    total, listed = counts.total, sum(check.listed.values())
    kinds = [count(n, kind_label(kind), KIND[kind].plural.replace("-", " ")) for kind, n in sorted(check.items.items())]
    tables = Counter(table.asks for table in loaded.tables)
    lines = [f"{count(total, 'item')} and {count(counts.links, 'link')}"
             + (f" from {count(loaded.files, 'file')}" if loaded.files else "") + "."]
    lines += [f"Kinds: {listing(kinds)}."] if kinds else []
    lines += [f"{count(n, *_forms(asks))}." for asks, n in sorted(tables.items())]
    if listed:
        lines.append(f"{count(listed, 'item is', 'items are')} known by name alone, and no rule looks at them.")
    if counts.elsewhere:
        point = count(counts.elsewhere, "link points", "links point")
        lines.append(f"{point} into other plan sets, where no thread is followed.")
    return tuple(lines)


def _forms(asks: str) -> tuple[str, str]:
    word, meaning = ASKS.get(asks, (asks, "of another sort"))
    return f"{word}, {meaning}", f"{word}s, {meaning}"


def _plan(line: PlanLine) -> PlanRow:
    absent = line.state is PlanState.ABSENT
    by = f", expected by {line.expected_by.title}" if line.expected_by else ""
    none = "not known: the plan was not loaded" if absent else "not recorded"
    return PlanRow(
        line.ref.title, kind_label(line.ref.kind), STATES[line.state] + by, line.status or none,
        _years(line.start, line.end) or none, line.updated.text if line.updated else none,
        places([line.source]) or "no place recorded")


def _years(start: PlanDate | None, end: PlanDate | None) -> str:
    if start and end:
        return f"{start.text} to {end.text}"
    return f"from {start.text}" if start else f"to {end.text}" if end else ""


def _finding(scope: Scope, result: FindingResult) -> FindingLine:
    finding, rule = result.finding, scope.check.rule(result.finding.rule or "")
    gaps = count(len(result.gaps), "gap matches", "gaps match") if result.gaps else "no gap matches"
    named = f"{rule.code} {rule.name}" if rule else finding.rule or "No rule can say it"
    where = ", ".join(filter(None, (finding.by, places([finding.source])))) or "no place recorded"
    state = NO_DATA if wants_data(result) else STATE[result.state]
    return FindingLine(finding.id, finding.says, where, named, state, result.why, gaps)
