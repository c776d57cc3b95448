"""Milestones on a time axis, drawn by hand as SVG, with a place of their own for those without a date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from markupsafe import Markup

from graph_api.analyses.milestones import Course, MilestoneLine
from graph_api.reports.words import day

LABELS, AXIS, AFTER, ROW, HEAD = 330, 560, 250, 26, 54
"""Widths of the label column, the axis and the column after it, height of a row and of the head, in pixels."""
MOST_LETTERS = 46
MARK = {
    Course.REACHED: Markup('<circle cx="0" cy="0" r="6" class="reached"/>'),
    Course.ON_TRACK: Markup('<circle cx="0" cy="0" r="5" class="open"/>'),
    Course.AT_RISK: Markup('<path d="M0-7L7 6H-7Z" class="risk"/>'),
    Course.OFF_TRACK: Markup('<rect x="-6" y="-6" width="12" height="12" class="off"/>'),
    Course.PASSED: Markup('<path d="M0-8L8 0L0 8L-8 0Z" class="passed"/>'),
    Course.NOT_REPORTED: Markup('<path d="M-6-6L6 6M-6 6L6-6" class="cross"/>'),
}


def timeline_svg(lines: Sequence[MilestoneLine], as_of: datetime.date) -> Markup:
    """The milestones in the order given, each with its shape and its status in words."""
    axis = _Axis(lines, as_of)
    height = HEAD + ROW * len(lines) + 12
    rows = Markup("").join(_row(axis, number, line) for number, line in enumerate(lines))
    return Markup(
        '<svg class="timeline" role="img" aria-labelledby="timeline-title timeline-desc" '
        'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        '<title id="timeline-title">Milestones by date</title>'
        '<desc id="timeline-desc">{count} milestones on an axis from {first} to {last}, with the date of this report, '
        "{day}, marked. The table that follows has the same facts.</desc>{years}{rows}{today}</svg>"
    ).format(
        width=LABELS + AXIS + AFTER, height=height, count=len(lines), first=axis.first,
        last=axis.last, day=day(as_of), years=axis.years(height), rows=rows, today=axis.today(height))


class _Axis:
    """The years that the dates span, the report's own among them, and where a day lies on it."""

    def __init__(self, lines: Sequence[MilestoneLine], as_of: datetime.date) -> None:
        years = [as_of.year, *(line.date.end.year for line in lines if line.date)]
        self.first, self.last, self.as_of = min(years), min(max(years) + 1, datetime.MAXYEAR), as_of
        self.start = datetime.date(self.first, 1, 1)
        self.days = max(1, (datetime.date(self.last, 1, 1) - self.start).days)

    def x(self, date: datetime.date) -> float:
        share = (max(date, self.start) - self.start).days / self.days
        return round(LABELS + AXIS * min(1.0, share), 1)

    def years(self, height: int) -> Markup:
        step = max(1, (self.last - self.first) // 10)
        line = Markup('<path d="M{x} {top}V{height}" class="grid"/><text x="{x}" y="{y}" class="year">{year}</text>')
        return Markup("").join(
            line.format(x=self.x(datetime.date(year, 1, 1)), top=HEAD - 8, height=height, y=HEAD - 14, year=year)
            for year in range(self.first, self.last + 1, step))

    def today(self, height: int) -> Markup:
        line = Markup('<path d="M{x} 22V{height}" class="today"/><text x="{x}" y="16" class="year">{day}</text>')
        return line.format(x=self.x(self.as_of), height=height, day=f"This report, {day(self.as_of)}")


def _row(axis: _Axis, number: int, line: MilestoneLine) -> Markup:
    y = HEAD + ROW * number + ROW // 2
    label = Markup('<text x="{x}" y="{y}" class="label">{text}</text>').format(
        x=LABELS - 14, y=y + 4, text=_short(f"{line.item.title}, {line.plan.title}" if line.plan else line.item.title))
    return label + (_dated(axis, y, line) if line.date else _undated(y))


def _dated(axis: _Axis, y: int, line: MilestoneLine) -> Markup:
    if line.date is None:
        return Markup("")
    x, begins = axis.x(line.date.end), axis.x(line.date.start)
    span = Markup('<path d="M{begins} {y}H{x}" class="span"/>').format(begins=begins, x=x, y=y)
    known = line.date.start > datetime.date.min and x - begins > 2
    return (span if known else Markup("")) + Markup(
        '<g transform="translate({x} {y})">{mark}<text x="12" y="4" class="words">{words}</text></g>'
    ).format(x=x, y=y, mark=MARK[line.course], words=f"{line.course.value}, {line.date.text}")


def _undated(y: int) -> Markup:
    x = LABELS + AXIS + 20
    return Markup(
        '<rect x="{x}" y="{top}" width="150" height="20" class="nodate"/>'
        '<text x="{text_x}" y="{text_y}" class="nodate-text">No date recorded</text>'
    ).format(x=x, top=y - 10, text_x=x + 12, text_y=y + 4)


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1].rstrip() + "…"
