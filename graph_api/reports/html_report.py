"""The report as one HTML file: styles inside, nothing fetched, no script; every plan text escaped."""

from __future__ import annotations

import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph_api.reports.timeline_svg import timeline_svg
from graph_api.reports.view import Report
from graph_api.reports.words import FINDING_WORDS, WORDS


def html_report(report: Report, as_of: datetime.date) -> str:
    """The report as HTML text, laid out to be read on a telephone, on a desk and in black and white on paper."""
    svg = timeline_svg(report.timeline.lines, as_of) if report.timeline.lines else None
    return _environment().get_template("report.html.j2").render(
        report=report, timeline_svg=svg, words=WORDS, finding_words=FINDING_WORDS, style=_style())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("graph_api.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return environment


@cache
def _style() -> Markup:
    """The style sheet, which is ours and so needs no escaping."""
    return Markup(files("graph_api.reports").joinpath("style.css").read_text(encoding="utf-8"))  # noqa: S704
