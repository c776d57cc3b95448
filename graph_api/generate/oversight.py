"""What watches over a clean council: the last inspection and what came of it, reports, lists of plans."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several

CADENCE = (("Q1 2008/09", "2008-06-27"), ("August 2008", "2008-08-20"), ("Q3 2008/09", None), ("2008/09", None))


def recommendations(c: Builder, shape: Shape) -> None:
    """The inspection's recommendations, each answered by an action."""
    c.at.review = c.put("Review", "inspection-2008", "Inspection of 2008", type="inspection", held="May 2008",
                        reviews=c.at.council)
    for number in range(shape.recommendations):
        stage = ("taken", "in-progress", "in-progress", "to-be-developed")[number % 4]
        key = good.recommendation(
            c, type="recommendation", status="accepted", stage=stage,
            since="July 2008", deadline="2007/08" if stage == "taken" else c.dice.pick(("by 2009", "2008/09")))
        if stage == "taken":
            good.closed_action(c, type="corrective", addresses=key)
        else:
            good.milestone(c, good.open_action(c, type="corrective", addresses=key))


def reports(c: Builder, shape: Shape) -> None:
    """Reports to boards and executive: those of the past came in time, the others are still to come."""
    for number in range(shape.reports):
        due, issued = CADENCE[number % len(CADENCE)]
        about = subject(c.dice)
        c.add("Report", about._replace(title=f"Report on {about.title}"), due=due, issued=issued,
              topics=("performance", "finance;performance", "risk")[number % 3], cadence="quarterly",
              goes_to=several(c.at.executive, c.dice.pick(c.at.boards)))


def lists(c: Builder, shape: Shape) -> None:
    """A list of strategies, some of them known by name alone, and a framework that names plans that are there."""
    at = c.at
    for number in range(3 + shape.strategies // 15):
        about = subject(c.dice)
        at.listed.append(c.list_name(
            "Strategy", f"{about.slug}-listed-{number + 1}", f"{about.title.capitalize()} strategy"))
    c.put("Document", "strategy-list", "List of strategies", type="strategy-list", dated="May 2008",
          reviewed="May 2008", expects=several(*at.strategies[:40], *at.listed))
    c.put("Document", "planning-framework", "How we plan", type="framework", dated="2007", reviewed="2008",
          expects=several(at.vision, at.community_strategy, at.agreement, at.corporate_plan))
