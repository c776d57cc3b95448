"""Faults in appraisals and what was agreed in them, and in the frameworks that the council is judged by."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.rows import several

LONG_AGO = ("2007-09-01", "August 2007", "2006/07", "Q1 2007/08", "2006")
"""Dates more than 365 days before the as-of date."""


@defect("G81")
def _department_where_half_were_appraised(c: Builder) -> list[Gap]:
    """Who holds a post for the time being only does not count."""
    body = good.body(c)
    good.post(c, member_of=body)
    good.post(c, member_of=body, status="interim", appraised=None)
    return [gap("G81", body), gap("G81b", good.post(c, member_of=body, appraised=c.dice.pick(LONG_AGO)))]


@defect("G81")
def _department_where_nobody_was_appraised(c: Builder) -> list[Gap]:
    body = good.body(c)
    return [gap("G81", body), *(gap("G81b", good.post(c, member_of=body, appraised=None)) for _ in range(2))]


@defect("G81b")
def _post_appraised_long_ago(c: Builder) -> list[Gap]:
    """The only post of its department, so that none there was appraised."""
    body = good.body(c)
    return [gap("G81b", good.post(c, member_of=body, appraised=c.dice.pick(LONG_AGO))), gap("G81", body)]


@defect("G81b")
def _seat_and_post_of_one_who_was_never_appraised(c: Builder) -> list[Gap]:
    """The board that the post has a seat on appraises nobody."""
    body = good.body(c)
    key = good.post(c, member_of=several(body, c.dice.pick(c.at.boards)), appraised=None)
    return [gap("G81b", key), gap("G81", body)]


@defect("G81b")
def _post_to_be_appraised_next_month(c: Builder) -> list[Gap]:
    body = good.body(c)
    return [gap("G81b", good.post(c, member_of=body, appraised="October 2008")), gap("G81", body)]


@defect("G82")
def _task_without_outcome(c: Builder) -> list[Gap]:
    return [gap("G82", good.staff_objective(c, c.dice.pick(c.at.services).objectives[0], outcome=None))]


@defect("G82")
def _task_for_a_service_plan_without_outcome(c: Builder) -> list[Gap]:
    return [gap("G82", good.staff_objective(c, c.dice.pick(c.at.services).plan, outcome=None))]


@defect("G83")
def _development_need_without_training(c: Builder) -> list[Gap]:
    return [gap("G83", good.development_need(c, delivered_by=None))]


@defect("G83")
def _development_need_with_a_project_instead(c: Builder) -> list[Gap]:
    key = good.development_need(c, delivered_by=None)
    good.closed_action(c, delivers=key)
    return [gap("G83", key)]


@defect("G80")
def _criterion_without_evidence(c: Builder) -> list[Gap]:
    return [gap("G80", good.criterion(c, evidenced_by=None))]


@defect("G80")
def _criterion_whose_line_alone_has_evidence(c: Builder) -> list[Gap]:
    line = good.criterion(c, level="line")
    return [gap("G80", good.criterion(c, part_of=line, evidenced_by=None))]


@defect("G71")
def _whole_one_better_than_its_themes(c: Builder) -> list[Gap]:
    """Too few themes are good enough, or one of them is too low for all the others."""
    themes, overall = c.dice.pick((("32223", "3"), ("44442", "4"), ("33331", "3"), ("42111", "2")))
    return [gap("G71", good.assessment(c, tuple(themes), overall))]


@defect("G71")
def _whole_one_worse_than_its_themes(c: Builder) -> list[Gap]:
    themes, overall = c.dice.pick((("44333", "3"), ("33322", "2"), ("22211", "1")))
    return [gap("G71", good.assessment(c, tuple(themes), overall))]
