"""Items of the clean council that stand on the very edge of a rule, and must not be reported."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import subject
from graph_api.generate.rows import several

STILL_OPEN = ("2008-09-01", "September 2008", "Q2 2008/09", "2008/09", "2008", "by 2008",
              "August 2008 to September 2008")
"""Dates that have not certainly passed on the as-of date, 1 September 2008."""


def edges(c: Builder) -> None:
    """All of them, once each."""
    for make in (dates, superseded_plans, dropped_recommendations, chains, expectations, figures, seats):
        make(c)


def dates(c: Builder) -> None:
    """Milestones, plans and reports whose dates have nearly passed, but not for certain."""
    for due in STILL_OPEN:
        good.milestone(c, c.dice.pick(c.at.actions), due=due, status="at-risk")
    good.milestone(c, c.dice.pick(c.at.actions), due=None, done="June 2008", status=None)
    good.milestone(c, c.dice.pick(c.at.actions), due="May 2008", done="2008-06-03", status=None)
    good.milestone(c, c.dice.pick(c.at.actions), due="May 2008", forecast="June 2008", status="done")
    good.service_plan(c, updated="2007-09-02")
    good.service_plan(c, updated="September 2007")
    for due, issued in (("Q1 2008/09", "June 2008"), ("2008-09-01", None), ("June 2008", "2008-06-30")):
        about = subject(c.dice)
        c.add("Report", about._replace(title=f"Yearly report on {about.title}"), topics="risk", due=due,
              issued=issued, goes_to=c.at.executive)


def superseded_plans(c: Builder) -> None:
    """What is draft or superseded need not have what is asked of a plan in force."""
    good.strategy(c, "draft", supports=c.goal())
    for supported in (c.at.old_plan, c.at.themes[0]):
        good.strategy(c, "superseded", supports=supported)
    good.service_plan_row(c, "supports", status="superseded", updated="2004", review=None, aim=None)
    good.service_plan_row(c, "updated", status="draft", review=None, issues=None)


def dropped_recommendations(c: Builder) -> None:
    """What was dropped or altered needs no action, and what was done is no longer late."""
    for status in ("dropped", "altered"):
        good.recommendation(c, type="recommendation", status=status, stage="in-progress", deadline="2007",
                            reason="A partner does it")
    good.recommendation(c, stage="to-be-developed", since="2008-06-03", deadline="2008-09-01")
    good.recommendation(c, stage="taken", deadline="May 2008", since="2006")


def chains(c: Builder) -> None:
    """Links over a tier beside links to the tier between, other ways to the top, and a plan known by name alone."""
    at = c.at
    good.staff_objective(c, several(good.objective(c), c.dice.pick(at.strategies)))
    good.objective(c, supports=several(c.strategy_objective(), c.goal()))
    good.strategy(c, "draft", supports=several(c.goal(), at.themes[0]))
    for cells in ({"supports": several(at.themes[0], at.vision)}, {"part_of": at.vision}):
        good.closed_action(c, delivers=good.objective(c, 2, **cells))
    key = good.objective(c, 2, supports=at.themes[0], supported_by=at.listed[0])
    for delivered in (at.listed[0], key):
        good.closed_action(c, delivers=delivered)
    strategy = good.strategy(c, "live", supports=c.goal())
    good.milestone(c, good.closed_action(c, delivers=strategy))


def expectations(c: Builder) -> None:
    """One plan expects another that informs it, and one of a kind that need not be joined."""
    other = c.dice.pick(c.at.strategies)
    key = good.strategy(c, "draft", expects=several(other, c.at.corporate_plan))
    c.link(other, "informs", key)


def figures(c: Builder) -> None:
    """Figures of one ward, of a peer, within the tolerance, answered by an action, of no year, or not yet due."""
    near = good.measured(c, last_year=95, targets=("95", "96", "96")).indicator
    good.target(c, near, "Tolerance", "2007/08", "100")
    good.outturn(c, near, "Mere ward", "2007/08", "20", area="Mere ward")
    good.target(c, near, "Mere ward", "2008/09", "10", area="Mere ward")
    good.target(c, near, "Some day", None, "500")
    good.outturn(c, near, "This year", "2008/09", None, status="not-due", due="July 2008", issued=None)
    lower = good.measured(c, last_year=21, targets=("21", "20", "20"), polarity="lower")
    good.target(c, lower.indicator, "Tolerance", "2007/08", "20")
    missed = good.measured(c, last_year=50, targets=("51", "52", "53"))
    good.target(c, missed.indicator, "Missed, with an answer", "2007/08", "60")
    good.closed_action(c, type="corrective", addresses=missed.outturn)


def seats(c: Builder) -> None:
    """A vacant post that owns nothing, and somebody who holds a key post and another one."""
    about = subject(c.dice)
    c.add("Post", about._replace(title=f"Adviser on {about.title}"), status="vacant", member_of=c.at.council)
    c.add("Post", about._replace(title=f"Champion for {about.title}"), status="filled", holder="staff-1001")
