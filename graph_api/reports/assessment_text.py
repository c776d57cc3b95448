"""A framework and a self-assessment by it as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from graph_api.analyses.assessment import Assessment, CriterionLine
from graph_api.analyses.scored import RecordedScore
from graph_api.explain import counted, listing
from graph_api.reports.words import day
from graph_api.results import Check
from schema.framework import ABOUT_CRITERIA, LEVELS, Criterion, Framework, answering
from schema.rule import Rule

WIDTH = 100
MOST_GAPS = 5
"""How many gaps of one criterion the text shows; JSON has them all."""
NO_VERDICT = "This is no verdict: it says what is recorded. That no gap was found does not mean a criterion is met."


def frameworks_text(frameworks: Iterable[Framework]) -> str:
    """One line a framework."""
    return "".join(f"{one.id:<18} {one.title} ({one.years})\n" for one in frameworks)


def framework_text(framework: Framework, rules: Sequence[Rule]) -> str:
    """A framework with its criteria, and the rules that answer each."""
    return "\n".join((*_head(framework), "", *_criteria(framework, rules))) + "\n"


def assessment_text(found: Assessment, check: Check) -> str:
    """A self-assessment: a paragraph for each theme and line, and for each criterion of which anything is recorded."""
    lines = [f"{found.framework.title}: {check.plan_set.title}, as of {day(check.as_of)}"]
    if check.plan_set.made_up:
        lines.append("This council is made up.")
    lines += _wrapped(NO_VERDICT)
    for overall in found.overall:
        lines += ["", *_wrapped(f"Overall, {overall.period or 'no year recorded'}: {overall.says}")]
    for line in found.lines:
        if line.criterion.level != "criterion" or line.evidence or line.scores or line.rules:
            lines += ["", *_of(line, found.framework)]
    return "\n".join(lines) + "\n"


def score_says(score: RecordedScore) -> str:
    """A recorded score in words: 3 in 2008; or adequate, where it is a judgement."""
    words = f"{score.score:g}" if score.score is not None else ""
    words = ", ".join(filter(None, (words, score.judgement)))
    return f"{words} in {score.period}" if score.period else words


def _head(framework: Framework) -> Iterator[str]:
    yield f"{framework.id}: {framework.title} ({framework.years})"
    yield from _wrapped(framework.about)
    yield from _wrapped(f"Source: {framework.source}")
    if framework.scores:
        place = f" ({framework.scores.source})" if framework.scores.source else ""
        yield f"How the themes give the score of the whole{place}:"
        yield from (f"  {line}" for line in framework.scores.in_words)


def _criteria(framework: Framework, rules: Sequence[Rule]) -> Iterator[str]:
    codes = answering(framework, rules)
    question = None
    for criterion in framework.criteria:
        if criterion.question and criterion.question != question:
            question = criterion.question
            yield question
        depth = len(framework.above(criterion.id)) - 1
        answers = f": {', '.join(codes[criterion.id])}" if codes[criterion.id] else ""
        yield from _wrapped(f"{_named(criterion, framework)}{answers}", "  " * depth)
    about = [rule.code for rule in rules if rule.of == ABOUT_CRITERIA]
    if about:
        yield f"Rules that look at the criteria themselves: {listing(about)}"


def _of(line: CriterionLine, framework: Framework) -> Iterator[str]:
    indent = "  " * LEVELS.index(line.criterion.level)
    scores = f" Recorded: {'; '.join(map(score_says, line.scores))}." if line.scores else ""
    yield from _wrapped(f"{_named(line.criterion, framework)}.{scores}", indent[2:])
    yield from _wrapped(line.says, indent)
    yield from _wrapped(_evidence(line), indent)
    gaps = [gap for gap in line.own_gaps if gap.counts]
    for gap in gaps[:MOST_GAPS]:
        yield from _wrapped(f"{gap.rule.code} {gap.message}", indent + "  ")
    if len(gaps) > MOST_GAPS:
        yield f"{indent}  and {len(gaps) - MOST_GAPS:,} more"


def _evidence(line: CriterionLine) -> str:
    if not line.evidence:
        return "No evidence is recorded."
    titles = list(dict.fromkeys(one.item.title for one in line.evidence))
    more = len(titles) - MOST_GAPS
    named = titles[:MOST_GAPS] + ([f"{more:,} more"] if more > 0 else [])
    return f"Evidence, {counted(len(titles), 'paper or passage', 'papers and passages')}: {listing(named)}."


def _named(criterion: Criterion, framework: Framework) -> str:
    """A criterion by its number or, where it has none, by its id."""
    code = framework.code(criterion) or criterion.id
    return f"{code} {criterion.title}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)
