"""Faults of the service-planning framework: plans that are late or run out, services and units without one."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.content import PASSED
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.rows import several


@defect("G24b")
def _service_plan_that_nobody_rolled_forward(c: Builder) -> list[Gap]:
    """Its years are over, and its milestone was reached while they lasted."""
    key = good.service_plan_row(c, start="2005-04-01", end=c.dice.pick(PASSED))
    good.closed_action(c, part_of=key, delivers=good.objective(c, part_of=key))
    good.milestone(c, key, due="March 2007", done="March 2007", status="done")
    return [gap("G24b", key)]


@defect("G24b")
def _service_plan_without_last_day(c: Builder) -> list[Gap]:
    return [gap("G24b", good.service_plan(c, end=None))]


@defect("G24b")
def _service_plan_without_first_day(c: Builder) -> list[Gap]:
    return [gap("G24b", good.service_plan(c, start=None))]


@defect("G24b")
def _service_plan_of_too_few_years(c: Builder) -> list[Gap]:
    """One year, or three years less a day."""
    return [gap("G24b", good.service_plan(c, end=c.dice.pick(("2008/09", "2009-03-31", "2011-03-30"))))]


@defect("G25")
def _service_plan_still_a_draft(c: Builder) -> list[Gap]:
    return [gap("G25", good.service_plan_row(c, status="draft", due=c.dice.pick(PASSED), published=None))]


@defect("G25")
def _service_plan_in_force_but_never_published(c: Builder) -> list[Gap]:
    return [gap("G25", good.service_plan(c, published=None))]


@defect("G27")
def _service_without_plan(c: Builder) -> list[Gap]:
    return [gap("G27", good.service(c, without="plan"))]


@defect("G27")
def _service_whose_plan_was_replaced(c: Builder) -> list[Gap]:
    """By none that is recorded."""
    key = good.service(c, without="plan")
    good.service_plan_row(c, status="superseded", owned_by=several(c.owner(), key))
    return [gap("G27", key)]


@defect("G27")
def _service_with_the_plan_of_a_team_only(c: Builder) -> list[Gap]:
    key = good.service(c, without="plan")
    good.business_plan(c, owned_by=good.post(c, member_of=key))
    return [gap("G27", key)]


@defect("G28")
def _unit_without_plan(c: Builder) -> list[Gap]:
    return [gap("G28", good.body(c, "unit"))]


@defect("G28")
def _unit_whose_work_programme_was_replaced(c: Builder) -> list[Gap]:
    key = good.body(c, "unit")
    good.business_plan(c, status="superseded", owned_by=good.post(c, member_of=key))
    return [gap("G28", key)]


@defect("G28")
def _unit_that_owns_a_service_plan(c: Builder) -> list[Gap]:
    """The plan says what the service does, not who in the unit does it."""
    key = good.body(c, "unit")
    good.service_plan(c, owned_by=several(c.owner(), key))
    return [gap("G28", key)]


@defect("G29")
def _service_plan_that_measures_quality_only(c: Builder) -> list[Gap]:
    return [gap("G29", good.service_plan(c, contains=good.measured(c, aspect="quality").indicator))]


@defect("G29")
def _service_plan_with_efficiency_but_no_target_for_it(c: Builder) -> list[Gap]:
    """The indicator that has targets is of something else; the other wants targets for its own part."""
    bare = good.bare_indicator(c, aspect="efficiency")
    good.outturn(c, bare, "Cost", "2007/08", "12")
    key = good.service_plan(c, contains=several(bare, good.measured(c).indicator))
    return [gap("G29", key), gap("G44", bare)]
