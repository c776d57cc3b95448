"""A check as plain text: gaps by rule, silence in one line a cause, what was not looked at, a last line that counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from graph_api.engine.graph import State
from graph_api.explain import counted as count
from graph_api.reports.since_words import since_line, since_remarks, standing_words, why_words
from graph_api.reports.words import day, wants_data
from graph_api.results import Cause, Check, FindingState, Gap, Standing
from graph_api.since import standing
from schema.problems import Level
from schema.rule import Severity

MOST_OF_A_RULE = 25
"""How many gaps of one rule the text shows; JSON and CSV have them all."""


def check_text(check: Check) -> str:
    """The whole check in lines, ending with a new line."""
    return "\n".join(_lines(check)) + "\n"


def last_line(check: Check) -> str:
    """Found 23 gaps: 11 high, 9 medium, 3 low. What rests on silence, and what is waived, is told apart."""
    counted = Counter(gap.severity for gap in check.gaps if gap.counts)
    waived = sum(gap.waived is not None for gap in check.gaps)
    silent = len(check.gaps) - counted.total() - waived
    parts = ", ".join(f"{counted[severity]} {severity}" for severity in Severity)
    said = [f"Found {count(counted.total(), 'gap', 'gaps')}: {parts}."]
    if silent:
        said.append(f"{count(silent, 'more rests', 'more rest')} on silence and "
                    f"{'is' if silent == 1 else 'are'} not counted.")
    if waived:
        said.append(f"{count(waived, 'agreed exception is', 'agreed exceptions are')} left out.")
    if check.since:
        said.append(since_line(check.since))
    return " ".join(said)


def silent_causes(check: Check) -> list[Cause]:
    """The causes whose gaps rest on silence alone; what is waived is an agreed exception and not silence."""
    silent = {gap.cause for gap in check.gaps if not gap.counts and gap.waived is None}
    return [cause for cause in check.causes if not cause.counted and cause.id in silent]


def not_looked_at(check: Check) -> list[str]:
    """Codes of the rules that had nothing to look at, which is not the same as no gap."""
    return [code for code, looked in check.looked_at.items() if looked.state is State.NOTHING]


def _lines(check: Check) -> Iterator[str]:
    yield f"{check.plan_set.title}, as of {day(check.as_of)}"
    if check.plan_set.made_up:
        yield "This council is made up."
    listed = sum(check.listed.values())
    known = f"; {listed} of them known by name alone" if listed else ""
    yield f"{sum(check.items.values())} items read{known}. {_problem_count(check)}"
    yield ""
    counted = sorted((gap for gap in check.gaps if gap.counts), key=_order)
    for _, gaps in groupby(counted, key=lambda gap: gap.rule.code):
        yield from _of_rule(check, list(gaps))
    yield from _since(check)
    yield from _silence(check)
    yield from _findings(check)
    yield from _not_looked_at(check)
    yield last_line(check)


def _order(gap: Gap) -> tuple[int, str, tuple[str, ...]]:
    return list(Severity).index(gap.severity), gap.rule.code, tuple(item.key for item in gap.items)


def _of_rule(check: Check, gaps: list[Gap]) -> Iterator[str]:
    rule = gaps[0].rule
    yield f"{rule.code} {rule.name} ({rule.severity}): {len(gaps)} of {check.looked_at[rule.code].n} looked at"
    for gap in gaps[:MOST_OF_A_RULE]:
        yield f"  {gap.message}"
        yield f"    {_because(check, gap)}"
    if len(gaps) > MOST_OF_A_RULE:
        yield f"  and {len(gaps) - MOST_OF_A_RULE} more"
    yield f"  To mend it: {rule.remedy}"
    yield ""


def _because(check: Check, gap: Gap) -> str:
    places = ", ".join(dict.fromkeys(source.place for source in gap.record_sources if source.place))
    parts = [gap.proof.value, *([f"confirmed by {', '.join(gap.confirmed_by)}"] if gap.confirmed_by else [])]
    parts += [places] if places else []
    parts += [f"owner {gap.owner.title}"] if gap.owner else []
    parts += [f"lead {gap.board.title}"] if gap.board else []
    parts += [standing_words(check.since, check.since.by_id[gap.id])] if check.since else []
    return "; ".join(parts)


def _since(check: Check) -> Iterator[str]:
    """What is gone and what was not checked, with the reasons; which gaps are new stands with the gaps."""
    if check.since is None:
        return
    for wanted, heading in ((Standing.GONE, "Gone"), (Standing.NOT_CHECKED, "Not checked")):
        lines = standing(check.since, wanted)
        if lines:
            yield f"{heading} since {day(check.since.since)}:"
        for line in lines[:MOST_OF_A_RULE]:
            yield f"  {line.gap.rule} {line.gap.message}"
            yield f"    {why_words(line)}; first seen {day(line.gap.first_seen)}"
        if len(lines) > MOST_OF_A_RULE:
            yield f"  and {len(lines) - MOST_OF_A_RULE} more"
        if lines:
            yield ""
    if remarks := since_remarks(check.since):
        yield from remarks
        yield ""


def _silence(check: Check) -> Iterator[str]:
    if silent := silent_causes(check):
        yield "What rests on silence (nobody asked, so we do not know):"
        yield from (f"  {cause.says}" for cause in silent)
        yield ""


def _findings(check: Check) -> Iterator[str]:
    if not check.findings:
        return
    states = Counter(result.state for result in check.findings)
    counts = ", ".join(f"{states[state]} {state}" for state in FindingState if states[state])
    yield f"Findings of inspectors and peers: {counts}"
    if wanting := sum(map(wants_data, check.findings)):
        yield f"Of those stated only, a rule would show {wanting} if any paper gave the data."
    for result in check.findings:
        yield f"  {result.state:<12} {result.finding.source.place}: {result.finding.says}"
    yield ""


def _not_looked_at(check: Check) -> Iterator[str]:
    if nothing := not_looked_at(check):
        yield f"Not looked at, since nothing of the sort was loaded: {', '.join(nothing)}"
        yield ""


def _problem_count(check: Check) -> str:
    levels = Counter(problem.level for problem in check.problems)
    if not levels:
        return "No problems with the files."
    return "Problems with the files: " + ", ".join(
        f"{levels[level]} {level}{'' if levels[level] == 1 else 's'}" for level in Level if levels[level]) + "."
