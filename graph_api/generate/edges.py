"""Items of the clean council that stand on the very edge of a rule, and must not be reported: plans and figures."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.edges_of_bodies import of_bodies
from graph_api.generate.edges_of_papers import of_papers
from graph_api.generate.rows import several

STILL_OPEN = ("2008-09-01", "September 2008", "Q2 2008/09", "2008/09", "2008", "by 2008",
              "August 2008 to September 2008")
"""Dates that have not certainly passed on the as-of date, 1 September 2008."""


def edges(c: Builder) -> None:
    """All of them, once each."""
    for make in (dates, superseded_plans, plans_that_lean_on_parts, replaced_strategies, key_strategies, chains,
                 expectations, shared_work, figures, figures_beside_others):
        make(c)
    of_bodies(c)
    of_papers(c)


def dates(c: Builder) -> None:
    """Milestones and plans whose dates have nearly passed, or nearly lie outside the plan, but not for certain."""
    for due in STILL_OPEN:
        good.milestone(c, c.dice.pick(c.at.actions), due=due, status="at-risk")
    good.milestone(c, c.dice.pick(c.at.actions), due=None, done="June 2008", status=None)
    good.milestone(c, c.dice.pick(c.at.actions), due="May 2008", done="2008-06-03", status=None)
    good.milestone(c, c.dice.pick(c.at.actions), due="May 2008", forecast="June 2008", status="done")
    plan = good.service_plan(c, updated="2007-09-02", due="2008-09-01", published=None)
    good.service_plan(c, updated="September 2007", end="2010/11", due="September 2008", published=None)
    for due in ("2011-03-31", "2010/11", "2011", "by 2012"):
        good.milestone(c, plan, due=due)
    ending = good.service_plan_row(c, start="2005-09-02", end="2008-09-01", status="live")
    for kind in (good.objective, good.closed_action):
        kind(c, part_of=ending)
    good.milestone(c, ending, due="2008")


def superseded_plans(c: Builder) -> None:
    """What is draft or superseded need not have what is asked of a plan in force, nor what is asked of any plan."""
    good.strategy(c, "draft", supports=c.goal(), end="2008-03-31", joint="yes")
    for supported in (c.at.old_plan, c.at.themes[0]):
        good.strategy(c, "superseded", supports=supported, departmental="yes", joint="yes")
    lost = good.objective(c, 3, status="superseded", supports=None, owned_by=None, measured_by=None)
    good.strategy(c, "superseded", supports=lost, owned_by=None)
    good.service_plan_row(c, "supports", status="superseded", updated="2004", review=None, aim=None, end="2005",
                          published=None, evidenced_by=None, reviewed_by=None)
    good.service_plan_row(c, "updated", status="draft", review=None, issues=None, groups=None, end="2008-03-31",
                          due="2008/09", published=None, evidenced_by=None, funded_by=None, threatened_by=None)


def plans_that_lean_on_parts(c: Builder) -> None:
    """A plan whose objective is threatened rather than the plan, and one that only an equality review has read."""
    plan = good.service_plan(c, threatened_by=None)
    good.risk(c, "medium", threatens=good.objective(c, part_of=plan))
    good.service_plan(c, groups=None, reviewed_by=several(c.at.consultation, c.at.equality_review))


def replaced_strategies(c: Builder) -> None:
    """Strategies that run out today, or have run out and another took over; one that only a draft will replace."""
    for end in ("2008-09-01", "by 2008"):
        good.working_strategy(c, supports=c.goal(), end=end)
    old = good.working_strategy(c, supports=c.goal(), end="2008-03-31", closed="2008/09")
    good.working_strategy(c, supports=c.goal(), supersedes=old)
    good.strategy(c, "draft", supports=c.goal(), supersedes=good.working_strategy(c, supports=c.goal()))


def key_strategies(c: Builder) -> None:
    """On the list for one reason each, the least that counts; and a list that bears its date alone."""
    short = "2011-03-30"
    reasons: tuple[dict[str, str], ...] = ({"spend": "1000001"}, {"statutory": "yes"}, {"end": "2011-03-31"})
    keys = [good.working_strategy(c, **{"supports": c.goal(), "end": short, **reason}) for reason in reasons]
    long = good.working_strategy(c, supports=c.goal(), end=short, long_term="yes")
    good.milestone(c, long)
    paid = good.working_strategy(c, supports=c.goal(), end=short, contains=good.measured(c).indicator)
    good.document(c, "strategy-list", expects=several(*keys, long, paid), dated="2007-09-02", reviewed=None)
    good.document(c, "strategy-list", expects=keys[0], dated="2004", reviewed="September 2007")
    good.document(c, "strategy-list", expects=keys[0], dated="2004", reviewed="2008-09-01")


def chains(c: Builder) -> None:
    """Links over a tier beside links to the tier between, other ways to the top, and a plan known by name alone."""
    at = c.at
    good.staff_objective(c, several(good.objective(c), c.dice.pick(at.strategies)))
    good.objective(c, supports=several(c.strategy_objective(), c.goal()))
    good.objective(c, supports=c.goal())
    good.service_plan(c, supports=several(c.goal(), at.themes[0]))
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


def shared_work(c: Builder) -> None:
    """Work for a whole scope or for nothing but a part of it, watched by its own board too, done with partners."""
    at = c.at
    for supported in (at.wide[0], at.wide[1]):
        good.strategy(c, "draft", supports=supported)
    strategy = at.strategies[0]
    good.closed_action(c, delivers=strategy, overseen_by=several(*dict.fromkeys((at.overseers[strategy], *at.boards))))
    good.closed_action(c, delivers=c.goal(), overseen_by=at.boards[0], joint="yes")
    joint = good.working_strategy(c, supports=c.goal(), joint="yes", evidenced_by=at.joint_agreement)
    good.working_action(c, part_of=joint, joint="yes")
    good.conflict(c, note="Both wait for the new budget")
    old = good.objective(c, status="superseded", measured_by=None)
    c.link(good.objective(c, part_of=at.services[0].plan), "conflicts with", old)
    good.staff_objective(c, at.services[0].plan, type="development", outcome=None,
                         delivered_by=at.services[0].course)


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
    missed = good.measured(c, last_year=50, targets=("51", "52", "53"), escalated="July 2008")
    good.target(c, missed.indicator, "Missed, with an answer", "2007/08", "60")
    good.closed_action(c, type="corrective", addresses=missed.outturn)
    aim = good.objective(c, measured_by=missed.indicator)
    good.measured(c, stage="process", measures=aim)
    fresh = good.outturn(c, missed.indicator, "Missed a month ago", "2006/07", "40", due="August 2008",
                         issued="2008-08-02")
    good.target(c, missed.indicator, "Missed a month ago", "2006/07", "55")
    good.closed_action(c, type="corrective", addresses=fresh)


def figures_beside_others(c: Builder) -> None:
    """Papers that agree on a value, peers and wards that may differ, a little slower than the peer, no size needed."""
    agreed = good.measured(c, last_year=60)
    good.target(c, agreed.indicator, "As the partners say", "2008/09", "61", paper="laa")
    good.outturn(c, agreed.indicator, "As the inspectors say", "2007/08", "60.0", paper="inspection", direction="up")
    for peer, place in (("yes", None), (None, "Mere ward"), (None, "Mere ward"), ("yes", "Mere ward")):
        good.outturn(c, agreed.indicator, "Other", "2007/08", str(70 + c.count % 7), peer=peer, area=place,
                     paper="other")
    slower = good.measured(c, last_year=69, targets=("70", "71", "72"), peer=False)
    for period, own, other in (("2006/07", "50", "50"), ("2007/08", None, "70")):
        if own:
            good.outturn(c, slower.indicator, "Before", period, own)
        good.outturn(c, slower.indicator, "Peer", period, other, peer="yes")
    by_ward = good.measured(c, by_area="yes").indicator
    good.outturn(c, by_ward, "One ward", "2004/05", "5", area="Mere ward")
    good.target(c, agreed.indicator, "By the year's end", "2010", "63.5")


