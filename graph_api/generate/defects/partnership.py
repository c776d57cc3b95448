"""Faults in what partners share: targets, reports, joint work, areas, the counts of an agreement."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.names import subject
from graph_api.generate.rows import several

OLD = ("2008-05-31", "May 2008", "Q4 2007/08", "2007/08")
"""Dates more than 92 days before the as-of date."""


@defect("G53")
def _agreed_indicator_without_board(c: Builder) -> list[Gap]:
    return [gap("G53", _agreed(c, overseen_by=None))]


@defect("G53")
def _agreed_indicator_overseen_by_a_department(c: Builder) -> list[Gap]:
    """It has no targets either."""
    key = good.bare_indicator(
        c, part_of=_agreement(c), overseen_by=c.dice.pick(c.at.departments), measures=c.dice.pick(c.at.priorities))
    c.link(c.dice.pick(c.at.partners), "contributes to", key, role="Counts with us")
    return [gap("G53", key), gap("G44", key)]


@defect("G54")
def _agreed_indicator_without_partner(c: Builder) -> list[Gap]:
    return [gap("G54", _agreed(c, contributor=False))]


@defect("G54")
def _agreed_indicator_that_only_the_council_works_on(c: Builder) -> list[Gap]:
    key = _agreed(c, contributor=False)
    c.link(c.at.council, "contributes to", key, role="Does it all")
    return [gap("G54", key)]


@defect("G54")
def _agreed_indicator_whose_action_only_a_department_works_on(c: Builder) -> list[Gap]:
    key = _agreed(c, contributor=False)
    c.link(c.dice.pick(c.at.departments), "contributes to", good.closed_action(c, part_of=key), role="Lends a room")
    return [gap("G54", key)]


@defect("G55")
def _board_without_any_report(c: Builder) -> list[Gap]:
    return [gap("G55", good.board(c, c.dice.pick(("executive", "board", "scrutiny")), receives=None))]


@defect("G55")
def _board_whose_last_report_is_old(c: Builder) -> list[Gap]:
    key = good.board(c, receives=None)
    good.report(c, goes_to=key, due=None, issued=c.dice.pick(OLD))
    return [gap("G55", key)]


@defect("G55")
def _board_whose_next_report_is_to_come(c: Builder) -> list[Gap]:
    key = good.board(c, receives=None)
    for due, issued in (("2008/09", None), ("Q2 2008/09", "2008-09-02")):
        good.report(c, goes_to=key, due=due, issued=issued)
    return [gap("G55", key)]


@defect("G55")
def _partnership_that_hears_of_money_alone(c: Builder) -> list[Gap]:
    about = subject(c.dice)
    key = c.add("Partnership", about._replace(title=f"Partnership for {about.title}"), type="partnership",
                receives=good.report(c, topics="finance", goes_to=None))
    return [gap("G55", key)]


@defect("G56")
def _report_that_only_the_partnerships_executive_gets(c: Builder) -> list[Gap]:
    return [gap("G56", good.report(c, goes_to=c.at.partnership_executive), c.at.partnership)]


@defect("G56")
def _report_that_stops_at_boards(c: Builder) -> list[Gap]:
    """Boards of the partnership are not the partnership."""
    to = several(c.at.partnership_executive, c.dice.pick(c.at.boards), c.at.executive)
    return [gap("G56", good.report(c, topics="risk;performance", goes_to=to), c.at.partnership)]


@defect("G57")
def _agreed_indicator_that_measures_nothing(c: Builder) -> list[Gap]:
    return [gap("G57", _agreed(c, measures=None))]


@defect("G57")
def _agreed_indicators_under_an_objective_that_is_only_part_of_a_priority(c: Builder) -> list[Gap]:
    """PART_OF does not carry the thread."""
    held = good.objective(c, supports=None, part_of=c.dice.pick(c.at.priorities))
    return [gap("G57", _agreed(c, measures=held)) for _ in range(2)]


@defect("G57")
def _agreed_indicator_of_the_strategy_as_a_whole(c: Builder) -> list[Gap]:
    """The community strategy is not one of its objectives."""
    return [gap("G57", _agreed(c, measures=c.at.community_strategy))]


@defect("G58")
def _area_with_forum_and_committee(c: Builder) -> list[Gap]:
    return [gap("G58", good.area(c, covered_by=several(c.dice.pick(c.at.forums), c.at.area_committee)))]


@defect("G58")
def _area_that_a_new_committee_covers_too(c: Builder) -> list[Gap]:
    key = good.area(c)
    good.board(c, "area-committee", receives=None, covers=key)
    return [gap("G58", key)]


@defect("G58b")
def _area_that_nobody_covers(c: Builder) -> list[Gap]:
    return [gap("G58b", good.area(c, covered_by=None))]


@defect("G58b")
def _area_in_which_only_a_department_works(c: Builder) -> list[Gap]:
    return [gap("G58b", good.area(c, covered_by=c.dice.pick(c.at.departments)))]


@defect("G59")
def _joint_action_without_agreement(c: Builder) -> list[Gap]:
    return [gap("G59", good.working_action(c, joint="yes"))]


@defect("G59")
def _joint_strategy_with_its_joint_action(c: Builder) -> list[Gap]:
    """Neither has an agreement, and the report that tells of both is none."""
    plan = good.strategy(c, "live", supports=c.goal(), joint="yes")
    action = good.working_action(c, part_of=plan, joint="yes")
    good.document(c, "committee-report", evidences=several(plan, action))
    return [gap("G59", plan), gap("G59", action)]


@defect("G59")
def _joint_service_plan_without_agreement(c: Builder) -> list[Gap]:
    """Its 4Cs are evidenced, which agrees nothing."""
    return [gap("G59", good.service_plan(c, joint="yes"))]


@defect("G60")
def _agreement_with_more_indicators_than_it_says(c: Builder) -> list[Gap]:
    return [gap("G60", good.local_area_agreement(c, 2, stated_count="1").plan)]


@defect("G60")
def _agreement_that_says_it_has_none(c: Builder) -> list[Gap]:
    return [gap("G60", good.local_area_agreement(c, 1, stated_count="0").plan)]


@defect("G60b")
def _agreement_with_fewer_indicators_than_it_says(c: Builder) -> list[Gap]:
    return [gap("G60b", good.local_area_agreement(c, 1, stated_count="35").plan)]


@defect("G60b")
def _agreement_without_the_indicators_that_it_says_it_has(c: Builder) -> list[Gap]:
    return [gap("G60b", good.local_area_agreement(c, 0, stated_count="2").plan)]


def _agreement(c: Builder) -> str:
    """An agreement that does not say how many indicators it has."""
    return good.local_area_agreement(c, 0, stated_count=None).plan


def _agreed(c: Builder, contributor: bool = True, **cells: str | None) -> str:
    """An indicator of such an agreement."""
    return good.agreed_indicator(c, _agreement(c), contributor=contributor, **cells).indicator
