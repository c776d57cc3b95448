"""A check as Markdown: the gaps that count, silence by cause, what was not looked at. Plan text is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_api.reports.check_text import last_line, not_looked_at, silent_causes
from graph_api.reports.since_words import STANDING, since_remarks, standing_words, why_words
from graph_api.reports.words import day
from graph_api.results import Check, Gap, Standing
from graph_api.since import standing

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")


def check_markdown(check: Check) -> str:
    """The gaps that count, as a table; below it what rests on silence and what was not looked at."""
    return "\n".join(_lines(check)) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(check: Check) -> Iterator[str]:
    yield f"# Gaps in the golden thread: {escape(check.plan_set.title)}, {check.as_of.isoformat()}"
    if check.plan_set.made_up:
        yield from ("", "This council is made up.")
    yield from ("", last_line(check), "")
    counted = [gap for gap in check.gaps if gap.counts]
    if counted:
        since = " Since |" if check.since else ""
        yield f"| Severity | Rule | Gap | Proof | Source | Owner | Lead |{since}"
        yield f"| --- | --- | --- | --- | --- | --- | --- |{' --- |' if since else ''}"
        yield from (_row(check, gap) for gap in counted)
        yield ""
    yield from _since(check)
    if silent := silent_causes(check):
        yield from ("## What rests on silence", "")
        yield from (f"- {escape(cause.says)}" for cause in silent)
        yield ""
    if nothing := not_looked_at(check):
        yield f"Not looked at, since nothing of the sort was loaded: {', '.join(nothing)}."


def _since(check: Check) -> Iterator[str]:
    """What is gone, and what nobody looked at again."""
    if check.since is None:
        return
    if remarks := since_remarks(check.since):
        yield from (*(f"- {escape(remark)}" for remark in remarks), "")
    for wanted in (Standing.GONE, Standing.NOT_CHECKED):
        if lines := standing(check.since, wanted):
            yield from (f"## {STANDING[wanted]} since {day(check.since.since)}", "")
            yield from ("| Severity | Rule | Gap | Why | First seen |", "| --- | --- | --- | --- | --- |")
            yield from ("| " + " | ".join(escape(cell) for cell in (
                line.gap.severity.value, line.gap.rule, line.gap.message, why_words(line),
                day(line.gap.first_seen))) + " |" for line in lines)
            yield ""


def _row(check: Check, gap: Gap) -> str:
    places = ", ".join(dict.fromkeys(source.place for source in gap.record_sources if source.place))
    cells = [
        gap.severity.value, f"{gap.rule.code} {gap.rule.name}", gap.message, gap.proof.value, places,
        gap.owner.title if gap.owner else "none recorded", gap.board.title if gap.board else "none recorded"]
    cells += [standing_words(check.since, check.since.by_id[gap.id])] if check.since else []
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"
