"""What watches over a clean council: inspections and what came of them, reports, what plans are expected."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several

CADENCE = (("Q1 2008/09", "2008-06-27"), ("August 2008", "2008-08-20"), ("Q3 2008/09", None), ("2008/09", None))
TOPICS = ("performance", "finance;performance", "risk", "finance")


def reviews(c: Builder) -> None:
    """The last inspection, what the council asked its people, and whom its plans might leave behind."""
    at = c.at
    at.review = c.put("Review", "inspection-2008", "Inspection of 2008", type="inspection", status="held",
                      held="May 2008", deadline="March 2009", reviews=at.council)
    at.consultation = c.put("Review", "consultation-2008", "What residents told us", type="consultation",
                            status="held", held="January 2008", fed_back="March 2008")
    at.equality_review = c.put("Review", "equality-2008", "Equality review of our plans", type="equality",
                               status="held", held="February 2008")
    at.joint_agreement = c.put("Document", "joint-agreement", "Agreement between the partners", type="agreement",
                               dated="March 2008", reviewed="March 2008")


def recommendations(c: Builder, shape: Shape) -> None:
    """The inspection's recommendations, each answered by an action, and what the council found out by itself."""
    for number in range(shape.recommendations):
        stage = ("taken", "in-progress", "in-progress", "to-be-developed")[number % 4]
        key = good.recommendation(
            c, type="recommendation", status="accepted", stage=stage,
            since="July 2008", deadline="2007/08" if stage == "taken" else c.dice.pick(("by 2009", "2008/09")))
        if stage == "taken":
            good.closed_action(c, type="corrective", addresses=key)
        else:
            good.working_action(c, type="corrective", addresses=key)
    own = c.put("Review", "self-assessment-2007", "Self-assessment of 2007", type="self-assessment", status="held",
                held="April 2007", deadline="2007-10-31", reviews=c.at.council)
    for number in range(1 + shape.recommendations // 4):
        weakness = good.recommendation(
            c, part_of=own, made="April 2007", topic=f"what we found ourselves, point {number + 1}")
        good.closed_action(c, type="corrective", start="June 2007", addresses=weakness)


def reports(c: Builder, shape: Shape) -> None:
    """Reports to boards, executive and partnership: those of the past came in time, the others are still to come."""
    at = c.at
    keys = []
    for number in range(shape.reports):
        due, issued = CADENCE[number % len(CADENCE)]
        about = subject(c.dice)
        keys.append(c.add(
            "Report", about._replace(title=f"Report on {about.title}"), due=due, issued=issued, cadence="quarterly",
            topics=TOPICS[number % len(TOPICS)],
            goes_to=several(at.executive, at.partnership_executive, at.partnership, c.dice.pick(at.boards))))
    c.put("Document", "timetable", "Monitoring timetable", type="timetable", dated="April 2008",
          reviewed="April 2008", expects=several(at.news, *keys[:20], at.executive))


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
