"""Faults in figures beside others: two papers, other councils, wards, and misses that nobody took higher."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap


@defect("G45")
def _service_without_any_indicator(c: Builder) -> list[Gap]:
    return [gap("G45", good.service(c, "indicator"))]


@defect("G45")
def _service_that_measures_for_inspectors(c: Builder) -> list[Gap]:
    key = good.service(c, "indicator")
    good.measured(c, owned_by=key, driver="inspection")
    return [gap("G45", key)]


@defect("G45")
def _service_whose_head_measures_for_nobody_knows_whom(c: Builder) -> list[Gap]:
    key = good.service(c, "indicator")
    good.measured(c, owned_by=good.post(c, member_of=key))
    return [gap("G45", key)]


@defect("G47")
def _missed_target_that_was_not_taken_higher(c: Builder) -> list[Gap]:
    """An action addresses the miss, which is not to take it higher."""
    m = good.measured(c, last_year=94, targets=("95", "96", "97"))
    missed = good.target(c, m.indicator, "Missed", "2007/08", "100")
    good.closed_action(c, type="corrective", addresses=m.outturn)
    return [gap("G47", m.outturn, missed)]


@defect("G47")
def _missed_target_that_came_out_a_month_ago(c: Builder) -> list[Gap]:
    """On the last day that is more than thirty days back, and nobody did anything."""
    indicator = good.measured(c, polarity="lower", last_year=9, targets=("9", "9", "8")).indicator
    missed = good.target(c, indicator, "Missed", "2005/06", "20")
    late = good.outturn(c, indicator, "Missed", "2005/06", "30", due="August 2008", issued="2008-08-01")
    return [gap(code, late, missed) for code in ("G46", "G47")]


@defect("G50")
def _two_papers_with_two_targets(c: Builder) -> list[Gap]:
    m = good.measured(c)
    good.target(c, m.indicator, "As the partners say", "2008/09", "64", paper="laa")
    return [gap("G50", "Target", m.indicator, "2008/09")]


@defect("G50")
def _two_papers_with_two_results(c: Builder) -> list[Gap]:
    m = good.measured(c)
    good.outturn(c, m.indicator, "As the inspectors say", "2007/08", "59", paper="inspection")
    return [gap("G50", "Outturn", m.indicator, "2007/08")]


@defect("G50")
def _three_papers_that_differ_for_two_years(c: Builder) -> list[Gap]:
    """Two of the papers agree on the first year."""
    m = good.measured(c)
    for paper, period, value in (("laa", "2009/10", "66"), ("strategy", "2009/10", "66"), ("laa", "2010/11", "68")):
        good.target(c, m.indicator, "As others say", period, value, paper=paper)
    return [gap("G50", "Target", m.indicator, period) for period in ("2009/10", "2010/11")]


@defect("G50b")
def _target_by_a_calendar_year_that_begins_before(c: Builder) -> list[Gap]:
    m = good.measured(c)
    return [gap("G50b", good.target(c, m.indicator, "By the end of 2010", "2010", "63", paper="laa"), m.targets[2])]


@defect("G50b")
def _target_by_a_calendar_year_that_begins_after(c: Builder) -> list[Gap]:
    m = good.measured(c)
    return [gap("G50b", m.targets[1], good.target(c, m.indicator, "By the end of 2010", "2010", "62", paper="laa"))]


@defect("G51")
def _figures_of_wards_that_are_missing(c: Builder) -> list[Gap]:
    return [gap("G51", good.measured(c, by_area="yes").indicator)]


@defect("G51")
def _target_of_a_ward_without_its_result(c: Builder) -> list[Gap]:
    key = good.measured(c, by_area="yes").indicator
    good.target(c, key, "Of one ward", "2008/09", "50", area=f"{c.place} ward")
    return [gap("G51", key)]


@defect("G52")
def _result_that_went_up_by_nobody_knows_how_much(c: Builder) -> list[Gap]:
    """Without a figure there is also no value."""
    key = good.outturn(c, c.indicator(), "Went up", "2005/06", None, direction="up")
    return [gap("G52", key), gap("G48", key)]


@defect("G52")
def _result_of_no_survey_that_went_down(c: Builder) -> list[Gap]:
    """No figure was due that year, and still the report has an arrow."""
    return [gap("G52", good.outturn(
        c, c.indicator(), "Went down", "2005/06", None, direction="down", status="not-due", issued=None))]


@defect("G52b")
def _result_that_improves_slower_than_that_of_peers(c: Builder) -> list[Gap]:
    return _behind(c, good.measured(c), "59", "50")


@defect("G52b")
def _result_that_falls_slower_than_that_of_peers(c: Builder) -> list[Gap]:
    """Lower is better; the peers had further to go, and went further."""
    return _behind(c, good.measured(c, last_year=20, targets=("20", "19", "18"), polarity="lower"), "21", "25")


@defect("G52b")
def _result_that_got_worse_while_that_of_peers_stood_still(c: Builder) -> list[Gap]:
    return _behind(c, good.measured(c), "61", "62")


def _behind(c: Builder, m: good.Measured, own: str, peer: str) -> list[Gap]:
    """Figures of the year before, from which the peers came further."""
    good.outturn(c, m.indicator, "Before", "2006/07", own)
    good.outturn(c, m.indicator, "Peers before", "2006/07", peer, peer="yes")
    return [gap("G52b", m.outturn, m.peer)]
