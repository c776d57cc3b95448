"""Faults in what reviews found and what became of it, and in Best Value: the 4Cs and services nobody reviewed."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.names import subject
from graph_api.generate.rows import several


@defect("G76")
def _peers_and_inspectors_find_the_same(c: Builder) -> list[Gap]:
    topic = _topic(c)
    for review in (good.review(c, "peer"), c.at.review):
        good.recommendation(c, topic=topic, part_of=review)
    return [gap("G76", topic)]


@defect("G76")
def _recommendation_with_a_part_that_comes_back(c: Builder) -> list[Gap]:
    """The part shares review and topic with the whole, which is no repetition; the inspectors' weakness is one."""
    topic, peers = _topic(c), good.review(c, "peer")
    whole = good.recommendation(c, topic=topic, part_of=peers)
    good.recommendation(c, topic=topic, part_of=several(whole, peers))
    good.recommendation(c, topic=topic)
    return [gap("G76", topic)]


@defect("G76")
def _own_weakness_that_inspectors_find_again(c: Builder) -> list[Gap]:
    """The council acted on what it found itself, and it was not enough."""
    topic = _topic(c)
    good.closed_action(c, addresses=_own_weakness(c, topic=topic))
    good.recommendation(c, topic=topic)
    return [gap("G76", topic)]


@defect("G77")
def _recommendation_dropped(c: Builder) -> list[Gap]:
    return [gap("G77", good.recommendation(c, type="recommendation", status="dropped"))]


@defect("G77")
def _weakness_altered_and_answered(c: Builder) -> list[Gap]:
    """An action is there; why it does less than was asked is not said."""
    key = good.recommendation(c, status="altered", stage="taken", deadline="July 2008")
    good.closed_action(c, addresses=key)
    return [gap("G77", key)]


@defect("G78")
def _action_that_was_under_way(c: Builder) -> list[Gap]:
    finding = good.recommendation(c)
    return [gap("G78", good.closed_action(c, start="2007/08", addresses=finding), finding)]


@defect("G78")
def _action_older_than_one_of_two_findings(c: Builder) -> list[Gap]:
    old, new = good.recommendation(c, made="April 2008"), good.recommendation(c, made="2008-06-02")
    return [gap("G78", good.working_action(c, start="2008-06-01", addresses=several(old, new)), new)]


@defect("G79")
def _own_weakness_without_action(c: Builder) -> list[Gap]:
    return [gap("G79", _own_weakness(c))]


@defect("G79")
def _own_weakness_that_stands_still(c: Builder) -> list[Gap]:
    """The table has said "to be developed" ever since, and the day for an answer has passed too."""
    key = _own_weakness(c, stage="to-be-developed", since="2007", deadline="by May 2008")
    return [gap(code, key) for code in ("G74", "G75", "G79")]


@defect("G33")
def _service_plan_less_one_of_the_four(c: Builder) -> list[Gap]:
    without = c.dice.pick(good.ASPECTS)
    return [gap("G33", good.service_plan(c, evidenced_by=good.four_cs(c, without)))]


@defect("G33")
def _best_value_review_with_evidence_of_nothing_in_particular(c: Builder) -> list[Gap]:
    service = c.dice.pick(c.at.services).body
    return [gap("G33", good.best_value_review(c, reviews=service, evidenced_by=good.passage(c)))]


@defect("G33")
def _project_that_only_consulted(c: Builder) -> list[Gap]:
    """No plan and no Best Value review, but once it has begun on the 4Cs all of them are asked for."""
    return [gap("G33", good.closed_action(c, evidenced_by=good.passage(c, aspect="consult")))]


@defect("G84")
def _service_without_best_value_review(c: Builder) -> list[Gap]:
    return [gap("G84", good.service(c, without="best-value"))]


@defect("G84")
def _service_whose_review_did_not_take_place(c: Builder) -> list[Gap]:
    key = good.service(c, without="best-value")
    status = c.dice.pick(("planned", "not-held"))
    good.review(c, "best-value", status=status, held=None, reviews=key)
    return [gap("G84", key)]


@defect("G84")
def _service_whose_review_is_to_come(c: Builder) -> list[Gap]:
    """Nobody says that it is only planned; its day does."""
    key = good.service(c, without="best-value")
    good.best_value_review(c, status=None, held="2009", reviews=key)
    return [gap("G84", key)]


def _topic(c: Builder) -> str:
    """A topic that no other finding has."""
    return f"{subject(c.dice).title}, {c.reference('Topic', 'matter')}"


def _own_weakness(c: Builder, **cells: str) -> str:
    """A weakness from a self-assessment that is over, without an action."""
    own = good.review(c, "self-assessment", deadline="March 2008", reviews=c.at.council)
    return good.recommendation(c, **{"part_of": own, "made": "March 2008", "topic": _topic(c), **cells})
