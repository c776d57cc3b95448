"""What plans do not say about money, risk and people, and what becomes of them: successors, lists of strategies."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.content import PASSED, STALE
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.names import Named, subject
from graph_api.generate.rows import several


@defect("G30")
def _departmental_strategy_without_efficiency_plan(c: Builder) -> list[Gap]:
    """It compares what it spends, but its action is an ordinary one."""
    return [gap("G30", good.working_strategy(c, departmental="yes", contains=c.thrifty()))]


@defect("G30")
def _departmental_strategy_that_compares_nothing(c: Builder) -> list[Gap]:
    key = good.working_strategy(c, departmental="yes", supports=c.goal())
    good.closed_action(c, type="efficiency", delivers=key)
    return [gap("G30", key)]


@defect("G30")
def _departmental_strategy_that_compares_with_itself(c: Builder) -> list[Gap]:
    """Its indicator has no peer's figure, which is a gap of the indicator too."""
    cost = good.measured(c, aspect="efficiency", peer=False).indicator
    key = good.working_strategy(c, departmental="yes", contains=cost)
    good.closed_action(c, type="efficiency", part_of=key)
    return [gap("G30", key), gap("G43", cost)]


@defect("G30")
def _departmental_draft_with_neither(c: Builder) -> list[Gap]:
    return [gap("G30", good.strategy(c, "draft", departmental="yes"))]


@defect("G31")
def _strategy_without_budget(c: Builder) -> list[Gap]:
    return [gap("G31", good.working_strategy(c, funded_by=None))]


@defect("G31")
def _work_programme_without_budget(c: Builder) -> list[Gap]:
    return [gap("G31", good.business_plan(c, funded_by=None))]


@defect("G31")
def _service_plan_with_a_budget_of_no_amount(c: Builder) -> list[Gap]:
    return [gap("G31", good.service_plan(c, funded_by=good.budget_line(c, None)))]


@defect("G31")
def _service_plan_without_budget(c: Builder) -> list[Gap]:
    """Resources are one of its nine parts as well."""
    key = good.service_plan(c, funded_by=None)
    return [gap("G31", key), gap("G26", key)]


@defect("G32")
def _strategy_without_risk(c: Builder) -> list[Gap]:
    return [gap("G32", good.working_strategy(c, threatened_by=None))]


@defect("G32")
def _agreement_without_risk(c: Builder) -> list[Gap]:
    return [gap("G32", good.local_area_agreement(c, threatened_by=None).plan)]


@defect("G32")
def _service_plan_without_risk(c: Builder) -> list[Gap]:
    """Risk is one of its nine parts as well."""
    key = good.service_plan(c, threatened_by=None)
    return [gap("G32", key), gap("G26", key)]


@defect("G32b")
def _high_risk_to_a_strategy(c: Builder) -> list[Gap]:
    return [gap("G32b", good.risk(c, "high", threatens=c.dice.pick(c.at.strategies)))]


@defect("G32b")
def _high_risk_to_a_goal(c: Builder) -> list[Gap]:
    """An action delivers the goal, but none is against the risk."""
    goal = c.goal()
    good.closed_action(c, delivers=goal)
    return [gap("G32b", good.risk(c, "high", threatens=goal))]


@defect("G34")
def _strategy_that_ran_out(c: Builder) -> list[Gap]:
    return [gap("G34", good.working_strategy(c, start="2003-04-01", end=c.dice.pick(PASSED)))]


@defect("G34")
def _strategy_that_a_draft_will_replace(c: Builder) -> list[Gap]:
    """A draft closes nothing out, either."""
    key = good.working_strategy(c, start="2003-04-01", end="2008-03-31")
    good.strategy(c, "draft", supersedes=key)
    return [gap("G34", key)]


@defect("G34")
def _corporate_plan_that_ran_out(c: Builder) -> list[Gap]:
    """Nobody says whether it is in force; its milestone was reached."""
    about = subject(c.dice)
    key = c.add("CorporatePlan", Named(about.slug, f"Former plan for {about.title}"), start="2004-04-01",
                end="2007-03-31", owned_by=c.owner(), supports=c.at.community_strategy)
    good.milestone(c, key, due="March 2007", done="March 2007", status="done")
    return [gap("G34", key)]


@defect("G34b")
def _replaced_strategy_never_closed_out(c: Builder) -> list[Gap]:
    old = good.strategy(c, "superseded", start="2003-04-01", end="2008-03-31")
    good.working_strategy(c, supersedes=old)
    return [gap("G34b", old)]


@defect("G34b")
def _strategy_replaced_before_its_time(c: Builder) -> list[Gap]:
    """Its own row does not say so: it still counts as in force."""
    old = good.working_strategy(c)
    good.working_strategy(c, supersedes=old)
    return [gap("G34b", old)]


@defect("G35")
def _list_of_strategies_not_gone_through(c: Builder) -> list[Gap]:
    listed = c.dice.pick(c.at.strategies)
    return [gap("G35", good.document(c, "strategy-list", dated="2004", reviewed=c.dice.pick(STALE), expects=listed))]


@defect("G35")
def _list_of_strategies_of_no_date(c: Builder) -> list[Gap]:
    return [gap("G35", good.document(c, "strategy-list", dated=None, reviewed=None, expects=c.at.listed[0]))]


@defect("G35")
def _list_of_strategies_that_will_be_gone_through(c: Builder) -> list[Gap]:
    return [gap("G35", good.document(c, "strategy-list", dated="2004", reviewed="2009", expects=c.at.listed[0]))]


@defect("G35b")
def _ordinary_strategy_on_the_list(c: Builder) -> list[Gap]:
    key = good.working_strategy(c, statutory="no", spend="1000000", end="2011-03-30")
    good.document(c, "strategy-list", expects=key)
    return [gap("G35b", key)]


@defect("G35b")
def _listed_strategy_with_outcomes_but_without_budget(c: Builder) -> list[Gap]:
    """It can be measured, but what it costs is not set out, which is a gap of its own."""
    key = good.working_strategy(c, funded_by=None, end="2010/11", start="2009", contains=good.measured(c).indicator)
    good.document(c, "strategy-list", expects=several(key, c.dice.pick(c.at.strategies)))
    return [gap("G35b", key), gap("G31", key)]


@defect("G36")
def _strategy_that_names_no_groups(c: Builder) -> list[Gap]:
    return [gap("G36", good.working_strategy(c, groups=None))]


@defect("G36")
def _service_plan_whose_equality_review_fell_through(c: Builder) -> list[Gap]:
    review = good.review(c, "equality", status="not-held", held=None)
    return [gap("G36", good.service_plan(c, groups=None, reviewed_by=several(c.at.consultation, review)))]


@defect("G37")
def _strategy_that_nobody_was_asked_about(c: Builder) -> list[Gap]:
    return [gap("G37", good.working_strategy(c, reviewed_by=None))]


@defect("G37")
def _draft_whose_consultation_is_still_planned(c: Builder) -> list[Gap]:
    review = good.review(c, "consultation", status="planned", held="October 2008", fed_back=None)
    return [gap("G37", good.strategy(c, "draft", reviewed_by=review))]


@defect("G37")
def _strategy_that_nobody_has_been_asked_about_yet(c: Builder) -> list[Gap]:
    """Nobody says that it is only planned; its day does."""
    review = good.review(c, "consultation", status=None, held="October 2008", fed_back=None)
    return [gap("G37", good.working_strategy(c, reviewed_by=review))]


@defect("G38")
def _consultation_without_an_answer(c: Builder) -> list[Gap]:
    """Held on the last day that is more than 60 days back."""
    review = good.review(c, "consultation", status=None, held="2008-07-02", fed_back=None,
                         reviews=c.dice.pick(c.at.strategies))
    return [gap("G38", review)]


@defect("G38")
def _consultation_to_be_answered_next_year(c: Builder) -> list[Gap]:
    return [gap("G38", good.review(c, "consultation", fed_back="2009", reviews=c.dice.pick(c.at.strategies)))]


@defect("G38")
def _consultation_of_no_date_without_an_answer(c: Builder) -> list[Gap]:
    return [gap("G38", good.review(c, "consultation", held=None, fed_back=None, reviews=c.dice.pick(c.at.strategies)))]
