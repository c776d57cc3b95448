"""Near misses among reviews, recommendations, documents, risks and scores."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.rows import several

BORDERS = (("44333", "4"), ("44332", "3"), ("33331", "2"), ("22211", "2"))
"""Scores of five themes close to a line of the table, with the score of the whole that they give."""


def of_papers(c: Builder) -> None:
    """All of them, once each."""
    for make in (dropped_recommendations, recommendations, actions_on_findings, reviews, citations, implications,
                 risks, scores):
        make(c)


def dropped_recommendations(c: Builder) -> None:
    """What was dropped or altered needs no action, and what was done is no longer late."""
    for status in ("dropped", "altered"):
        good.recommendation(c, type="recommendation", status=status, stage="in-progress", deadline="2007",
                            reason="A partner does it")
    good.recommendation(c, stage="to-be-developed", since="2008-06-03", deadline="2008-09-01")
    good.recommendation(c, stage="taken", deadline="May 2008", since="2006")


def recommendations(c: Builder) -> None:
    """One matter twice in one review, and weaknesses of reviews whose time has not certainly run out."""
    for _ in range(2):
        good.recommendation(c, topic="the same matter")
    for deadline in ("2008-09-01", "September 2008", "2008/09", None):
        weakness = good.review(c, "self-assessment", deadline=deadline)
        good.recommendation(c, part_of=weakness, topic=None)
    late = good.review(c, "self-assessment", deadline="August 2008")
    good.recommendation(c, part_of=late, topic=None, status="dropped", reason="It was none")


def actions_on_findings(c: Builder) -> None:
    """Actions that began in the month of the finding, or perhaps after it."""
    for start in ("2008-06-01", "2008/09", None):
        finding = good.recommendation(c, type="recommendation")
        good.closed_action(c, type="corrective", start=start, addresses=finding)


def reviews(c: Builder) -> None:
    """Reviews that are still to come, and consultations whose results may still be told."""
    good.review(c, "best-value", status="planned", held="2009")
    good.review(c, "consultation", held="2008-07-03", fed_back=None)
    good.review(c, "consultation", held="2008/09", fed_back=None)
    good.review(c, "consultation", status="planned", held=None, fed_back=None)
    for told in ("2007", "2008-09-01", "2008/09"):
        good.review(c, "consultation", held="2006", fed_back=told)
    good.review(c, "peer", evidenced_by=good.four_cs(c))


def citations(c: Builder) -> None:
    """Papers of one month that cite each other, and a paper of no date that cites any."""
    later = good.document(c, "committee-report", dated="2008-06-20")
    good.document(c, "committee-report", dated="June 2008", cites=later)
    good.document(c, "committee-report", dated="2008", cites=several(later, c.at.vision))
    good.document(c, "committee-report", dated=None, reviewed=None, cites=later)


def implications(c: Builder) -> None:
    """Rows that say no, and a paragraph: they need no reference."""
    good.implication(c, answer="no", cites=None)
    good.implication(c, answer=None, cites=None)
    good.passage(c, answer="yes")
    good.implication(c, cites=c.dice.pick(c.at.strategies))


def risks(c: Builder) -> None:
    """A risk that is not high, and a high one with its action."""
    good.risk(c, "medium", threatens=c.at.vision)
    good.high_risk(c, threatens=c.goal())


def scores(c: Builder) -> None:
    """Years whose score follows by a hair, and one with a theme not scored."""
    for number, (themes, overall) in enumerate(BORDERS):
        good.assessment(c, tuple(themes), overall, f"{1990 + number}/{91 + number}")
    good.assessment(c, ("4", "4", None, "4", "4"), "1", "1999/00")
    good.criterion(c, evidenced_by=good.document(c, "register"))
