"""What plans, actions and milestones do not say: owner, date, outcome, review, milestones, parts of a service plan."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import Spoiler, defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.names import subject

PARTS = ("aim", "informed_by", "issues", "objectives", "contains", "initiatives", "funded_by", "threatened_by",
         "evidenced_by")
"""What to leave out of a service plan so that one of its nine parts is missing."""
PASSED = ("2008-08-31", "August 2008", "Q1 2008/09", "2007/08", "by 2007", "by August 2008",
          "June 2008 to July 2008", "2007")
"""Dates that have certainly passed on 1 September 2008, in every precision."""
STALE = ("2007-09-01", "August 2007", "2006/07", "Q1 2007/08", "2006")
"""Dates more than 365 days before."""


@defect("G08")
def _strategy_without_actions(c: Builder) -> list[Gap]:
    key = good.strategy(c, "live", supports=c.goal())
    good.milestone(c, key)
    return [gap("G08", key)]


@defect("G08")
def _strategy_without_anything(c: Builder) -> list[Gap]:
    key = good.strategy(c, "live", review=None, owned_by=None)
    return [gap(code, key) for code in ("G08", "G21", "G23", "S10")]


@defect("G17")
def _draft_for_the_long_term(c: Builder) -> list[Gap]:
    return [gap("G17", good.strategy(c, "draft", long_term="yes"))]


@defect("G17")
def _plan_of_twenty_years_with_milestones_of_its_actions(c: Builder) -> list[Gap]:
    """Nobody calls it long-term, its dates do; it wants milestones of its own."""
    return [gap("G17", good.working_strategy(c, end="2028-03-31"))]


@defect("G17")
def _long_term_strategy_without_any_milestone(c: Builder) -> list[Gap]:
    """In force, and still one gap: what is asked of other plans is not asked of it."""
    key = good.strategy(c, "live", long_term="yes", end="2020-03-31")
    good.closed_action(c, part_of=key)
    return [gap("G17", key)]


@defect("G18")
def _open_action_without_milestone(c: Builder) -> list[Gap]:
    return [gap("G18", good.open_action(c))]


@defect("G18")
def _open_action_with_a_smaller_action_only(c: Builder) -> list[Gap]:
    key = good.open_action(c)
    good.closed_action(c, part_of=key)
    return [gap("G18", key)]


@defect("G19")
def _open_action_without_date(c: Builder) -> list[Gap]:
    key = good.open_action(c, due=None)
    good.milestone(c, key)
    return [gap("G19", key)]


@defect("G20")
def _action_without_outcome(c: Builder) -> list[Gap]:
    return [gap("G20", good.closed_action(c, outcome=None))]


@defect("G20")
def _action_that_says_nothing(c: Builder) -> list[Gap]:
    key = good.open_action(c, due=None, outcome=None, owned_by=None)
    return [gap(code, key) for code in ("G18", "G19", "G20", "G21")]


@defect("G21")
def _action_without_owner(c: Builder) -> list[Gap]:
    return [gap("G21", good.closed_action(c, owned_by=None))]


@defect("G21")
def _draft_and_objective_without_owner(c: Builder) -> list[Gap]:
    return [gap("G21", good.strategy(c, "draft", owned_by=None)), gap("G21", good.objective(c, owned_by=None))]


@defect("G21")
def _indicator_without_owner(c: Builder) -> list[Gap]:
    return [gap("G21", good.measured(c, owned_by=None).indicator)]


@defect("G23")
def _strategy_without_review(c: Builder) -> list[Gap]:
    return [gap("G23", good.working_strategy(c, review=None))]


@defect("G23")
def _service_plan_without_review(c: Builder) -> list[Gap]:
    return [gap("G23", good.service_plan(c, review=None))]


@defect("G24")
def _service_plan_of_last_year(c: Builder) -> list[Gap]:
    return [gap("G24", good.service_plan(c, updated=c.dice.pick(STALE)))]


ALSO = {"contains": "G29", "funded_by": "G31", "threatened_by": "G32", "evidenced_by": "G33"}
"""Parts that another rule asks for too: efficiency targets, money, risk, all of the 4Cs."""


def _service_plan_less(part: str) -> Spoiler:
    def service_plan_less_one_part(c: Builder) -> list[Gap]:
        key = good.service_plan(c, without=part)
        return [gap("G26", key), *(gap(code, key) for code in (ALSO.get(part),) if code)]

    return service_plan_less_one_part


for _part in PARTS:
    defect("G26")(_service_plan_less(_part))


@defect("G26")
def _service_plan_with_evidence_of_nothing_in_particular(c: Builder) -> list[Gap]:
    """The passage does not say which of the 4Cs it is about."""
    about = subject(c.dice)
    passage = c.add("Passage", about._replace(title=f"Note on {about.title}"), type="paragraph")
    key = good.service_plan(c, evidenced_by=passage)
    return [gap("G26", key), gap("G33", key)]


@defect("G26")
def _service_plan_less_most_parts(c: Builder) -> list[Gap]:
    """Little more is there than money, milestones and evidence."""
    key = good.service_plan_row(c, "aim", issues=None, contains=None, informed_by=None, threatened_by=None)
    good.milestone(c, key)
    return [gap(code, key) for code in ("G26", "G29", "G32")]


@defect("G26")
def _service_plan_with_indicator_without_targets(c: Builder) -> list[Gap]:
    """An indicator alone is not enough; without targets it has a gap of its own."""
    bare = good.bare_indicator(c)
    key = good.service_plan(c, contains=bare)
    return [gap("G26", key), gap("G29", key), gap("G44", bare)]


@defect("S6")
def _service_plan_never_updated(c: Builder) -> list[Gap]:
    return [gap("S6", good.service_plan(c, updated=None))]


@defect("S10")
def _plan_of_unknown_status_without_milestones(c: Builder) -> list[Gap]:
    return [gap("S10", good.strategy(c, None))]


@defect("S10")
def _strategy_whose_action_has_no_milestone(c: Builder) -> list[Gap]:
    key = good.strategy(c, "live", supports=c.goal())
    good.closed_action(c, **{c.dice.pick(("part_of", "delivers")): key})
    return [gap("S10", key)]


@defect("S3")
def _milestone_passed(c: Builder) -> list[Gap]:
    key = good.milestone(c, c.dice.pick(c.at.actions), due=c.dice.pick(PASSED), status="at-risk")
    return [gap("S3", key)]


@defect("S3")
def _milestone_passed_that_is_expected_later(c: Builder) -> list[Gap]:
    key = good.milestone(
        c, c.dice.pick(c.at.strategies), due=c.dice.pick(PASSED), forecast="2009", status=None)
    return [gap("S3", key)]


@defect("S11")
def _milestone_without_date(c: Builder) -> list[Gap]:
    return [gap("S11", good.milestone(c, c.dice.pick(c.at.actions), due=None))]


@defect("S11")
def _milestone_with_forecast_only(c: Builder) -> list[Gap]:
    return [gap("S11", good.milestone(c, c.dice.pick(c.at.services).plan, due=None, forecast="2007", status="late"))]
