"""Faults in indicators, targets, results and reports."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.names import subject


@defect("G39")
def _target_below_last_year(c: Builder) -> list[Gap]:
    m = good.measured(c, last_year=60, targets=("58", "61", "62"))
    return [gap("G39", m.targets[0], m.outturn)]


@defect("G39")
def _target_above_last_year_where_lower_is_better(c: Builder) -> list[Gap]:
    m = good.measured(c, last_year=9, targets=("10", "9", "8"), polarity="lower")
    return [gap("G39", m.targets[0], m.outturn)]


@defect("G39")
def _negative_target_below_last_year(c: Builder) -> list[Gap]:
    """A balance in the red: two results of last year were reported, and the target is worse than both."""
    m = good.measured(c, last_year=-4, targets=("-5", "-3", "0"), unit="million pounds")
    other = good.outturn(c, m.indicator, "Balance", "2007/08", "-4.5")
    return [gap("G39", m.targets[0], m.outturn), gap("G39", m.targets[0], other),
            gap("G50", "Outturn", m.indicator, "2007/08")]


@defect("G41")
def _targets_for_a_process(c: Builder) -> list[Gap]:
    return [gap("G41", good.measured(c, stage="process").indicator)]


@defect("G41")
def _targets_for_an_input(c: Builder) -> list[Gap]:
    return [gap("G41", good.measured(c, stage="input").indicator)]


@defect("G41")
def _targets_for_a_process_beside_an_outcome_without_any(c: Builder) -> list[Gap]:
    """The outcome is measured and has no targets, which is a gap of its own."""
    outcome = good.bare_indicator(c)
    aim = good.objective(c, measured_by=outcome)
    return [gap("G41", good.measured(c, stage="process", measures=aim).indicator), gap("G44", outcome)]


@defect("G42")
def _objective_without_indicator(c: Builder) -> list[Gap]:
    return [gap("G42", good.objective(c, measured_by=None))]


@defect("G43")
def _targets_without_peer(c: Builder) -> list[Gap]:
    return [gap("G43", good.measured(c, peer=False).indicator)]


@defect("G43")
def _targets_without_baseline(c: Builder) -> list[Gap]:
    return [gap("G43", good.measured(c, baseline=False).indicator)]


@defect("G44")
def _indicator_without_targets(c: Builder) -> list[Gap]:
    return [gap("G44", good.bare_indicator(c))]


@defect("G44")
def _indicator_without_one_year(c: Builder) -> list[Gap]:
    return [gap("G44", good.measured(c, targets=_all_but_one(c, None)).indicator)]


@defect("G44")
def _indicator_with_an_empty_target(c: Builder) -> list[Gap]:
    return [gap("G44", good.measured(c, targets=_all_but_one(c, "")).indicator)]


@defect("G44")
def _result_without_targets(c: Builder) -> list[Gap]:
    """No target, so nobody asks for polarity, stage, baseline or peer."""
    key = good.bare_indicator(c, polarity=None, stage="process")
    good.outturn(c, key, "Result", "2007/08", "40")
    return [gap("G44", key)]


@defect("G46")
def _missed_target(c: Builder) -> list[Gap]:
    """94 for 100 is just outside the tolerance of 5 per cent; the miss was taken higher."""
    m = good.measured(c, last_year=94, targets=("95", "96", "97"), escalated="July 2008")
    missed = good.target(c, m.indicator, "Missed", "2007/08", "100")
    return [gap("G46", m.outturn, missed)]


@defect("G46")
def _missed_target_where_lower_is_better(c: Builder) -> list[Gap]:
    m = good.measured(c, last_year=22, targets=("20", "20", "19"), polarity="lower")
    missed = good.target(c, m.indicator, "Missed", "2007/08", "20")
    return [gap(code, m.outturn, missed) for code in ("G46", "G47")]


@defect("G46")
def _missed_target_of_no_year(c: Builder) -> list[Gap]:
    """Neither the result nor its target bears a year or a date, as in running text: the two belong together."""
    m = good.measured(c)
    result = good.outturn(c, m.indicator, "Missed", None, "15", due=None, issued=None)
    return [gap("G46", result, good.target(c, m.indicator, "Missed", None, "30"))]


@defect("G48")
def _result_not_available(c: Builder) -> list[Gap]:
    return [gap("G48", good.outturn(c, c.indicator(), "Not available", "2005/06", None, status="not-available"))]


@defect("G48")
def _result_that_never_came(c: Builder) -> list[Gap]:
    """No value, no word about it, and the day on which it was due has passed."""
    key = good.outturn(c, c.indicator(), "Never came", "2005/06", None, status=None, issued=None)
    return [gap("G48", key), gap("G49", key)]


@defect("G49")
def _report_not_issued(c: Builder) -> list[Gap]:
    return [gap("G49", _report(c, due="Q1 2008/09"))]


@defect("G49")
def _ward_figure_not_issued(c: Builder) -> list[Gap]:
    """A ward's figure is compared with nothing, but it must come out in time."""
    key = good.outturn(c, c.indicator(), "Ward", "2007/08", "5", area=f"{c.place} ward", due="2008-08-31", issued=None)
    return [gap("G49", key)]


@defect("G49b")
def _report_issued_late(c: Builder) -> list[Gap]:
    return [gap("G49b", _report(c, due="June 2008", issued="2008-07-01"))]


@defect("G49b")
def _result_issued_late(c: Builder) -> list[Gap]:
    return [gap("G49b", good.outturn(c, c.indicator(), "Late", "2005/06", "50", due="Q4 2006/07", issued="April 2007"))]


@defect("S4")
def _indicator_without_polarity(c: Builder) -> list[Gap]:
    """Its target looks worse than last year's result, but nobody can tell."""
    return [gap("S4", good.measured(c, last_year=60, targets=("40", "41", "42"), polarity=None).indicator)]


@defect("S4")
def _indicator_with_one_target_and_nothing_else(c: Builder) -> list[Gap]:
    key = good.bare_indicator(c, polarity=None)
    good.target(c, key, "Only target", "2008/09", "5")
    return [gap(code, key) for code in ("S4", "G43", "G44")]


def _all_but_one(c: Builder, instead: str | None) -> tuple[str | None, ...]:
    """Targets of three years, one of them missing (None) or without its value ("")."""
    missing = c.dice.below(3)
    return tuple(instead if year == missing else str(61 + year) for year in range(3))


def _report(c: Builder, **cells: str) -> str:
    about = subject(c.dice)
    return c.add("Report", about._replace(title=f"Report on {about.title}"), topics="performance",
                 goes_to=c.at.executive, **cells)
