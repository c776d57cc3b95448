"""A check as Markdown: the gaps that count, silence by cause, what was not looked at. Plan text is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_api.reports.check_text import last_line, not_looked_at, silent_causes
from graph_api.results import Check, Gap

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
        yield "| Severity | Rule | Gap | Proof | Source | Owner | Lead |"
        yield "| --- | --- | --- | --- | --- | --- | --- |"
        yield from (_row(gap) for gap in counted)
        yield ""
    if silent := silent_causes(check):
        yield from ("## What rests on silence", "")
        yield from (f"- {escape(cause.says)}" for cause in silent)
        yield ""
    if nothing := not_looked_at(check):
        yield f"Not looked at, since nothing of the sort was loaded: {', '.join(nothing)}."


def _row(gap: Gap) -> str:
    places = ", ".join(dict.fromkeys(source.place for source in gap.record_sources if source.place))
    cells = [
        gap.severity.value, f"{gap.rule.code} {gap.rule.name}", gap.message, gap.proof.value, places,
        gap.owner.title if gap.owner else "none recorded", gap.board.title if gap.board else "none recorded"]
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"
