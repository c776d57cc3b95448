"""A comparison of two checks as plain text and as Markdown: counts, what must be said beside them, gap by gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph_api.reports.check_markdown import escape
from graph_api.reports.since_words import STANDING, since_line, since_remarks, standing_words
from graph_api.reports.words import day, told_apart
from graph_api.results import Compared, Comparison, Standing
from graph_api.since import NONE, Side, groups, standing, turned

TOLD = (Standing.NEW, Standing.REOPENED, Standing.GONE, Standing.NOT_CHECKED)
"""What is told first; what is still open, with its age, comes last."""
MOST = 50
"""How many gaps of one standing the text shows; JSON and CSV have them all."""


def compare_text(since: Comparison, title: str, side: Side | None = None) -> str:
    """The comparison in lines, ending with a new line; gap by gap under each board or owner where `side` is given."""
    return "\n".join(_text(since, title, side)) + "\n"


def compare_markdown(since: Comparison, title: str, side: Side | None = None) -> str:
    """The same as Markdown; whatever the plans say is escaped."""
    return "\n".join(_markdown(since, title, side)) + "\n"


def _text(since: Comparison, title: str, side: Side | None) -> Iterator[str]:
    yield f"{title}: {day(since.since)} and {day(since.as_of)} compared"
    yield ""
    for shown in [side] if side else Side:
        yield f"By {_side(shown)}"
        yield from (f"  {name}: {sentence}" for name, sentence in _summary(since, shown))
        yield ""
    for heading, lines in _sections(since, side):
        yield heading
        for line in lines[:MOST]:
            yield f"  {line.gap.severity} {line.gap.rule} {line.gap.message}"
            yield f"    {'; '.join(_about(since, line))}"
        if len(lines) > MOST:
            yield f"  and {len(lines) - MOST} more"
        yield ""
    if remarks := since_remarks(since):
        yield from (*remarks, "")
    yield since_line(since)


def _markdown(since: Comparison, title: str, side: Side | None) -> Iterator[str]:
    yield from (f"# {escape(title)}: {day(since.since)} and {day(since.as_of)} compared", "", since_line(since), "")
    if remarks := since_remarks(since):
        yield from (*(f"- {escape(remark)}" for remark in remarks), "")
    for shown in [side] if side else Side:
        yield from (f"## By {_side(shown)}", "")
        yield from (f"- **{escape(name)}**: {sentence}" for name, sentence in _summary(since, shown))
        yield ""
    for heading, lines in _sections(since, side):
        yield from (f"## {escape(heading)}", "")
        yield from ("| Severity | Rule | Gap | How it stands | Lead | Owner |", "| --- | --- | --- | --- | --- | --- |")
        yield from (_row(since, line) for line in lines)
        yield ""


def _sections(since: Comparison, side: Side | None) -> Iterator[tuple[str, list[Compared]]]:
    """Headings with their gaps, none of them empty: by standing, and under each board or owner where asked for."""
    found = [*((STANDING[one], standing(since, one)) for one in TOLD), ("Changed", turned(since)),
             (STANDING[Standing.OPEN], standing(since, Standing.OPEN))]
    if side is None:
        yield from ((heading, lines) for heading, lines in found if lines)
        return
    of: dict[tuple[str, str], list[Compared]] = {}
    for heading, lines in found:
        for line in lines:
            of.setdefault((_key(line, side), heading), []).append(line)
    for key, title in _titles(since, side).items():
        yield from ((f"{title}: {heading.lower()}", of[key, heading]) for heading, _ in found if (key, heading) in of)


def _summary(since: Comparison, side: Side) -> Iterable[tuple[str, str]]:
    titles = _titles(since, side)
    return ((titles[group.key], group.tally.sentence) for group in groups(since, side) if group.tally.tells)


def _titles(since: Comparison, side: Side) -> dict[str, str]:
    return told_apart({group.key: group.title for group in groups(since, side)})


def _key(line: Compared, side: Side) -> str:
    body = line.gap.board if side is Side.BOARD else line.gap.owner
    return body.key if body else ""


def _side(side: Side) -> str:
    return "lead board" if side is Side.BOARD else "owner"


def _about(since: Comparison, line: Compared) -> Sequence[str]:
    gap = line.gap
    return [standing_words(since, line), f"lead {gap.board.title}" if gap.board else NONE[Side.BOARD].lower(),
            f"owner {gap.owner.title}" if gap.owner else NONE[Side.OWNER].lower()]


def _row(since: Comparison, line: Compared) -> str:
    gap = line.gap
    cells = [gap.severity.value, gap.rule, gap.message, standing_words(since, line),
             gap.board.title if gap.board else "none recorded", gap.owner.title if gap.owner else "none recorded"]
    return "| " + " | ".join(map(escape, cells)) + " |"
