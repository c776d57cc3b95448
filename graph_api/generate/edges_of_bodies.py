"""Near misses among bodies, posts and agreements: just inside a limit, or of a sort that nothing is asked of."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import subject
from graph_api.generate.rows import several

YEAR_AGO = ("2007-09-02", "September 2007", "2007/08", "by 2008", "2008-09-01", "2008/09")
"""The first day of the year before the as-of date and its last, and dates that need not lie before or after it."""


def of_bodies(c: Builder) -> None:
    """All of them, once each."""
    for make in (seats, posts, services, boards, areas, agreements):
        make(c)


def seats(c: Builder) -> None:
    """One person on a committee and on bodies that go with it; a seat whose last holder now sits elsewhere."""
    at = c.at
    licensing, standards = at.committees
    one, left = good.holder(c), good.holder(c)
    for body in (licensing, standards, at.scrutiny, at.partnership_executive):
        good.seat(c, body, holder=one)
    good.seat(c, at.executive, holder=left, status="vacant")
    good.seat(c, licensing, holder=left)
    about = subject(c.dice)
    other = c.add("Board", about._replace(title="Standards board of the partners"), type="standards",
                  part_of=at.partnership)
    for _ in range(2):
        good.seat(c, other, independent="yes", appraised=None)
    good.seat(c, other, independent="yes", status="vacant", holder=None)


def posts(c: Builder) -> None:
    """A vacant post that owns nothing, somebody who holds a key post and another one, appraisals nearly too old."""
    about = subject(c.dice)
    good.post(c, status="vacant", appraised=None)
    c.add("Post", about._replace(title=f"Champion for {about.title}"), status="filled", holder="staff-1001")
    body = good.body(c)
    for appraised in YEAR_AGO:
        good.post(c, member_of=body, appraised=appraised)
    good.post(c, member_of=c.at.partners[0], appraised=None)


def services(c: Builder) -> None:
    """A service whose plan and indicator belong to its head, scrutinised and reviewed just in time; a unit alike."""
    at = c.at
    service, unit = good.body(c, "service"), good.body(c, "unit")
    head, leader = good.post(c, member_of=service), good.post(c, member_of=unit)
    good.service_plan(c, owned_by=head)
    good.measured(c, owned_by=head, driver="local")
    good.review(c, "scrutiny", held="2006-09-02", reviews=service)
    good.review(c, "best-value", status=None, held=None, reviews=service, evidenced_by=at.services[0].evidence)
    good.business_plan(c, owned_by=leader)


def boards(c: Builder) -> None:
    """A committee that watches no performance, a board that had its report 92 days ago, papers for few."""
    at = c.at
    good.board(c, "regulatory", receives=None)
    watched = good.board(c, receives=good.report(c, due="Q1 2008/09", issued="2008-06-01"))
    good.report(c, goes_to=watched, topics="finance")
    good.report(c, goes_to=watched, topics="finance;performance")
    good.report(c, goes_to=at.partnership_executive, topics="risk")
    good.report(c, goes_to=at.executive)
    for due, issued in (("Q1 2008/09", "June 2008"), ("2008-09-01", None), ("June 2008", "2008-06-30")):
        good.report(c, topics="risk", due=due, issued=issued)
    good.report(c, goes_to=good.body(c, "partner"), topics="finance")


def areas(c: Builder) -> None:
    """A ward with two forums, and one that a department works in beside its area committee."""
    at = c.at
    good.area(c, covered_by=several(*at.forums[:2]))
    good.area(c, covered_by=several(at.area_committee, at.departments[0]))


def agreements(c: Builder) -> None:
    """Plans with as many indicators as they say, or that do not say; a partner that helps through an action."""
    at = c.at
    silent = good.local_area_agreement(c, indicators=2, stated_count=None)
    helped = good.agreed_indicator(c, silent.plan, contributor=False, measures=at.themes[0])
    action = good.closed_action(c, part_of=helped.indicator)
    c.link(at.partners[0], "contributes to", action, role="Trains its staff")
    good.working_strategy(c, supports=c.goal(), stated_count="2", contains=several(*at.indicators[:2]))
