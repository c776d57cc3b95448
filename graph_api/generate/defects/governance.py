"""Faults in seats, reports, scrutiny and papers: who decides, who is told, and what a paper rests on."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.links import misspelt
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.rows import several

LONG_AGO = ("2006-09-01", "August 2006", "2005/06", "Q1 2006/07", "2005")
"""Dates more than two years before the as-of date."""
TO_COME = ("2008-09-02", "October 2008", "Q3 2008/09", "2009")
"""Dates that certainly lie ahead."""


@defect("G61")
def _member_of_the_cabinet_on_licensing(c: Builder) -> list[Gap]:
    holder = good.holder(c)
    return [gap("G61", *sorted(good.seat(c, body, holder=holder) for body in (c.at.executive, c.at.committees[0])))]


@defect("G61")
def _one_post_with_both_seats(c: Builder) -> list[Gap]:
    return [gap("G61", good.seat(c, several(c.at.committees[1], c.at.executive)))]


@defect("G61")
def _member_of_the_cabinet_on_standards_for_the_time_being(c: Builder) -> list[Gap]:
    """The third seat, on scrutiny, is compatible with one on standards."""
    holder = good.holder(c)
    seats = (good.seat(c, c.at.executive, holder=holder),
             good.seat(c, c.at.committees[1], holder=holder, status="interim"),
             good.seat(c, c.at.scrutiny, holder=holder))
    return [gap("G61", *sorted(seats))]


@defect("G62")
def _standards_committee_without_members_from_outside(c: Builder) -> list[Gap]:
    key = good.board(c, "standards")
    for _ in range(2):
        good.seat(c, key, independent="no")
    return [gap("G62", key)]


@defect("G62")
def _standards_committee_with_one_seat_vacant(c: Builder) -> list[Gap]:
    key = good.board(c, "standards")
    good.seat(c, key, independent="yes")
    good.seat(c, key, independent="yes", status="vacant", holder=None, appraised=None)
    return [gap("G62", key)]


@defect("G62")
def _standards_forum_with_a_member_for_the_time_being(c: Builder) -> list[Gap]:
    key = good.body(c, "standards")
    good.seat(c, key, independent="yes")
    good.seat(c, key, independent="yes", status="interim")
    return [gap("G62", key)]


@defect("G64")
def _report_for_nobody(c: Builder) -> list[Gap]:
    return [gap("G64", good.report(c, goes_to=None))]


@defect("G64")
def _report_for_a_misspelt_board(c: Builder) -> list[Gap]:
    """Who is not there gets no report."""
    wrong = misspelt(c.dice.pick(c.at.boards))
    key = good.report(c, topics="risk", goes_to=wrong)
    return [gap("G64", key), gap("S8", key, "", wrong)]


@defect("G65")
def _decision_whose_report_never_came_into_the_timetable(c: Builder) -> list[Gap]:
    wrong = f"report:{c.reference('Report', 'agreed')}"
    return [gap("G65", good.document(c, "committee-report", expects=several(c.at.news, wrong)), "", wrong)]


@defect("G65")
def _timetable_with_a_body_that_is_not_there(c: Builder) -> list[Gap]:
    """Of two bodies one is misspelt; of the other not even its kind is known."""
    wrong = (misspelt(c.dice.pick(c.at.boards)), f"body:{c.reference('Body', 'advisers')}")
    key = good.document(c, "timetable", expects=several(*wrong, c.at.executive))
    return [gap("G65", key, "", body) for body in wrong]


@defect("G65")
def _strategy_that_expects_a_report(c: Builder) -> list[Gap]:
    wrong = misspelt(c.at.news)
    return [gap("G65", good.strategy(c, "draft", expects=wrong), "", wrong)]


@defect("G66")
def _board_with_two_reports(c: Builder) -> list[Gap]:
    reports = [good.report(c, topics=topic, goes_to=None) for topic in ("finance", "performance")]
    return [gap("G66", good.board(c, receives=several(*reports)))]


@defect("G66")
def _department_that_hears_of_risk_beside_both(c: Builder) -> list[Gap]:
    key = good.body(c)
    for topics in ("risk;finance", "performance;risk", "risk"):
        good.report(c, topics=topics, goes_to=key)
    return [gap("G66", key)]


@defect("G67")
def _service_that_was_never_scrutinised(c: Builder) -> list[Gap]:
    """Inspectors were there, which is not to be scrutinised by councillors."""
    key = good.service(c, "scrutiny")
    good.review(c, "inspection", reviews=key)
    return [gap("G67", key)]


@defect("G67")
def _service_that_was_scrutinised_long_ago(c: Builder) -> list[Gap]:
    key = good.service(c, "scrutiny")
    good.review(c, "scrutiny", held=c.dice.pick(LONG_AGO), reviews=key)
    return [gap("G67", key)]


@defect("G67")
def _service_that_will_be_scrutinised(c: Builder) -> list[Gap]:
    """One look is planned for a day ahead, another for no day."""
    key = good.service(c, "scrutiny")
    for held in (c.dice.pick(TO_COME), None):
        good.review(c, "scrutiny", status="planned", held=held, reviews=key)
    return [gap("G67", key)]


@defect("G68")
def _implication_without_reference(c: Builder) -> list[Gap]:
    return [gap("G68", good.implication(c, cites=None))]


@defect("G68")
def _implication_set_out_in_an_appendix_that_is_not_there(c: Builder) -> list[Gap]:
    wrong = _appendix(c)
    key = good.implication(c, cites=wrong)
    return [gap("G68", key), gap("G69", key, "", wrong)]


@defect("G69")
def _paper_without_its_appendices(c: Builder) -> list[Gap]:
    """It also cites the financial rules, which are there."""
    wrong = (_appendix(c), _appendix(c))
    key = good.document(c, "committee-report", cites=several(*wrong, c.at.papers[0]))
    return [gap("G69", key, "", appendix) for appendix in wrong]


@defect("G69")
def _paragraph_on_a_misspelt_strategy(c: Builder) -> list[Gap]:
    wrong = misspelt(c.dice.pick(c.at.strategies))
    return [gap("G69", good.passage(c, cites=wrong), "", wrong)]


@defect("G70")
def _paper_that_cites_one_of_the_month_after(c: Builder) -> list[Gap]:
    later = good.document(c, "committee-report")
    return [gap("G70", good.document(c, "committee-report", dated="May 2008", cites=later), later)]


@defect("G70")
def _paper_with_the_year_of_the_one_before(c: Builder) -> list[Gap]:
    """Dated in the January before the one that was meant; it cites two papers that came out in between."""
    later = tuple(good.document(c, "committee-report", dated=dated) for dated in ("2007-01-26", "December 2007"))
    key = good.document(c, "committee-report", dated="2007-01-25", cites=several(*later))
    return [gap("G70", key, paper) for paper in later]


@defect("G70b")
def _action_after_the_end_of_its_plan(c: Builder) -> list[Gap]:
    """The day after the last of a service plan."""
    plan = c.dice.pick(c.at.services).plan
    return [gap("G70b", good.working_action(c, part_of=plan, due="2011-04-01"), plan)]


@defect("G70b")
def _milestones_after_the_end_of_their_strategy(c: Builder) -> list[Gap]:
    """Of three one may still lie within."""
    plan = good.working_strategy(c, supports=c.goal(), end="March 2010")
    late = [good.milestone(c, plan, due=due) for due in ("April 2010", "2010/11", "2010")]
    return [gap("G70b", key, plan) for key in late[:2]]


def _appendix(c: Builder) -> str:
    """A reference to a paper that nobody has."""
    return f"document:{c.reference('Appendix', 'appendix')}"
