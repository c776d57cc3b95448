"""The report as Markdown, in the order of the HTML one; plan text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph_api.reports.check_markdown import escape
from graph_api.reports.view import Report
from graph_api.reports.view_gaps import BoardGaps
from graph_api.reports.view_pictures import BoardBox, HeatCell
from graph_api.reports.words import FINDING_WORDS, WORDS

Lines = Iterator[str]


def markdown_report(report: Report) -> str:
    """The report as Markdown text: headings, lists and tables only."""
    parts = (_top, _decisions, _since, _coverage, _thread, _milestones, _timetables, _gaps,
             _silence, _findings, _actions, _waived, _method)
    return "\n".join(line for part in parts for line in part(report)).rstrip() + "\n"


def _top(report: Report) -> Lines:
    yield from (f"# {escape(report.title)}: where the golden thread breaks", "")
    yield from (f"Gap analysis of the golden thread, as of {report.as_of}.", "")
    if report.made_up:
        yield from ("**This council is made up.** No real council is meant.", "")
    if report.board:
        yield f"**Only what {escape(report.board)} leads.** Inventory and thread board are of the whole plan set."
        yield ""
    if report.about:
        yield from (escape(report.about), "")
    yield from (f"**{escape(report.headline.inventory_line)}**", "", report.headline.sentence, "")


def _decisions(report: Report) -> Lines:
    yield from ("## Five decisions", "")
    for number, one in enumerate(report.decisions, 1):
        yield (f"{number}. **{one.severity.capitalize()}.** {escape(one.text)} **{escape(one.remedy)}** "
               f"({escape(one.board)}; clears {one.clears})" + (f" {escape(one.confirmed)}" if one.confirmed else ""))
    if not report.decisions:
        yield "There is nothing to decide: no gap counts."
    yield from ("", "### What falls due before the next meetings", "", report.due_line, "")
    yield from (f"- {escape(date)}: {escape(title)}" for title, date in report.due)
    yield from ("", *_more(report.due_left_out))


def _since(report: Report) -> Lines:
    since = report.since
    if since is None:
        return
    yield from (f"## Since {since.since}", "", f"**{since.line}**", "")
    if since.remarks:
        yield from (*(f"- {escape(one)}" for one in since.remarks), "")
    for table in since.tables:
        rows = [[row.title, f"{row.tally.new:,}", f"{row.tally.reopened:,}", f"{row.tally.open:,}", row.oldest,
                 f"{row.tally.gone:,}", f"{row.tally.mended:,}", f"{row.tally.waived:,}",
                 f"{row.tally.not_checked:,}"] for row in table.rows]
        yield from _table([table.side, "New", "Reopened", "Still open", "Oldest", "Gone", "Of them mended", "Waived",
                           "Not checked"], rows, "")
        yield from _more(table.left_out)
    for one in since.lists:
        yield from (f"### {one.heading}", "")
        yield from _table(
            ["What is wrong", "Severity", "Rule", "How it stands", "Lead board", "Owner to ask"],
            [[line.message, line.severity, line.rule, line.stands, line.board, line.owner] for line in one.lines], "")
        yield from _more(one.left_out)


def _coverage(report: Report) -> Lines:
    yield from ("## Coverage by board and tier", "", "Share of items joined both up and down.", "")
    rows = [[row.board, *map(_heat, row.cells)] for row in report.coverage.rows]
    yield from _table(["Lead board", *report.coverage.tiers], rows, "Nothing was loaded that stands in the cascade.")


def _thread(report: Report) -> Lines:
    yield from ("## The thread board: where does it stop?", "")
    if not report.thread.groups:
        yield from ("No theme, priority or corporate objective was loaded, so there is no thread to follow.", "")
    headings = ["Theme or priority", *report.thread.tiers]
    for head, lines in report.thread.groups:
        if head:
            yield from (f"### {escape(head)}", "")
        yield from _table(headings, [[line.title, *map(_box, line.boxes)] for line in lines], "")
    if report.thread.tiers:
        yield from ("### Work linked to nothing above", "")
        rows = [["No chain of links to a priority or the vision", *map(_box, report.thread.loose)]]
        if report.thread.no_priority:
            rows.append(["Linked to the vision or a partnership plan, but to no priority",
                         *map(_box, report.thread.no_priority)])
        yield from _table(headings, rows, "")
    for remark in report.thread.remarks:
        yield from (escape(remark), "")


def _milestones(report: Report) -> Lines:
    if not report.timeline.total:
        return
    yield from ("## Milestones", "", f"{report.timeline.total:,} in all: {report.timeline.counts}.", "")
    rows = [[line.item.title, line.holder.title if line.holder else "no plan or action recorded",
             line.date.text if line.date else "No date recorded", line.status] for line in report.timeline.lines]
    yield from _table(["Milestone", "Part of", "Date", "How it stands"], rows, "")
    yield from _more(report.timeline.total - len(rows))


def _timetables(report: Report) -> Lines:
    if report.timetables:
        yield from ("## Who gets which report", "")
    for one in report.timetables:
        yield from (f"### {escape(one.title)}", "")
        if one.remarks:
            yield from (" ".join(one.remarks), "")
        rows = [[row.title, row.goes_to, row.when, row.status] for row in one.rows]
        yield from _table(["Report", "Goes to", "When", "How it stands"], rows, "")
        yield from _more(one.left_out)


def _gaps(report: Report) -> Lines:
    yield from ("## Gaps by lead board", "")
    if not report.boards:
        yield from ("No gap was found.", "")
    for board in report.boards:
        yield from _board(board)


def _board(board: BoardGaps) -> Lines:
    line = board.line
    yield from (f"### {escape(board.title)}", "")
    yield (f"{line.high:,} high, {line.medium:,} medium, {line.low:,} low; {line.silent:,} more rest on silence; "
           f"{line.waived:,} waived.")
    yield ""
    for rule in board.rules:
        yield from (f"#### {rule.severity.capitalize()}: {escape(rule.finds)} ({rule.code} {escape(rule.name)})", "")
        yield f"{rule.looked} {escape(rule.why)} **{escape(rule.remedy)}** The rule rests on {escape(rule.rests_on)}."
        yield ""
        rows = [[" ".join(filter(None, (row.message, row.remedy))), "; ".join((row.proof, *row.facts)), row.owner,
                 row.source] for row in rule.rows]
        yield from _table(["What is wrong", "How we know", "Owner to ask", "Where it stands"], rows, "")
        yield from _more(rule.left_out)


def _silence(report: Report) -> Lines:
    yield from ("### Not counted: what nothing that was loaded says", "")
    rows = [[line.says, f"{line.gaps:,}", line.severity, line.rules, line.remedy] for line in report.silence]
    yield from _table(["What is not known", "Gaps not counted", "If it were so", "Rules", "What would settle it"], rows,
                      "No gap rests on silence alone.")
    yield from _more(report.silence_left_out)


def _findings(report: Report) -> Lines:
    yield from ("## What has become of the inspectors’ findings", "")
    if report.finding_summary:
        yield from (report.finding_summary, "")
        yield from (f"- **{word}**: {meaning}" for word, meaning in FINDING_WORDS)
        yield ""
    rows = [[f"{line.says} ({line.id})", line.where, f"{line.state}: {line.gaps}", line.why, line.rule]
            for line in report.findings]
    yield from _table(["Finding", "Who wrote it, and where", "State", "Why", "Rule"], rows,
                      "No findings register was loaded, or none of its findings concerns what this report is about.")


def _actions(report: Report) -> Lines:
    yield from ("## What is to be done", "")
    rows = [[line.what, line.severity, line.remedy, line.who, line.board, f"{line.gaps:,}"] for line in report.actions]
    yield from _table(["What is wrong", "Severity", "What would mend it", "Who is to be asked", "Lead board",
                       "Gaps it clears"], rows, "Nothing: no gap counts.")
    yield from _more(report.actions_left_out)


def _waived(report: Report) -> Lines:
    yield from ("## Agreed exceptions", "")
    rows = [[line.message, line.rule, line.reason] for line in report.waived]
    yield from _table(["Gap", "Rule", "Reason"], rows, "No gap of this report is waived.")


def _method(report: Report) -> Lines:
    method = report.method
    yield from ("## How this was made, and what it cannot say", "", *(f"- {escape(line)}" for line in method.read), "")
    yield from ("### What could not be read as it stands", "")
    rows = [[line.about, line.level, f"{line.times:,}", line.first, line.remedy] for line in method.problems]
    yield from _table(["Problem", "Level", "Times", "First place", "What to do"], rows,
                      "Every file was read without a problem.")
    yield from ("### What the rules looked at", "")
    yield from _table(["Rule", "Severity", "Looked at", "Counted", "Silent, not counted", "Waived"],
                      [[f"{line.code} {line.name}", line.severity, line.looked, f"{line.counted:,}", f"{line.silent:,}",
                        f"{line.waived:,}"] for line in method.rules], "No rule was run.")
    if method.tuned:
        yield from ("### Rules that the council changed", "")
        yield from _table(["Rule", "What was changed", "Why"],
                          [[line.rule, line.changed, line.because] for line in method.tuned], "")
    yield from ("### Words used here", "", *(f"- **{word}**: {meaning}" for word, meaning in WORDS), "")


def _heat(cell: HeatCell) -> str:
    return ", ".join(filter(None, (cell.percent, cell.of, cell.unknown))) or "No items"


def _box(box: BoardBox) -> str:
    return "; ".join((box.text, *box.notes))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], nothing: str) -> Lines:
    """A table with its cells escaped, or the sentence that says why there is none."""
    rows = list(rows)
    if rows:
        for cells in (headings, *rows):
            yield "| " + " | ".join(map(escape, cells)) + " |"
            if cells is headings:
                yield "|" + " --- |" * len(headings)
        yield ""
    elif nothing:
        yield from (nothing, "")


def _more(number: int) -> Lines:
    if number > 0:
        yield from (f"{number:,} more are in the JSON report.", "")
