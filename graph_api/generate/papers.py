"""Papers of a clean council: committee reports that cite older ones, with the implications that they state."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.names import Named, subject
from graph_api.generate.plan import Shape
from graph_api.generate.rows import several

DATES = ("October 2007", "January 2008", "2008-04-03", "June 2008", "2008-07-21")
"""Oldest first; none of them overlaps the next."""
ASSESSED = (("2005/06", "22111", "1"), ("2006/07", "32222", "2"), ("2007/08", "33322", "3"))
"""Years with a score for each of five themes and the score of the whole that follows from them."""
HEADINGS = ("Money", "Law", "Equality", "Climate")


def papers(c: Builder, shape: Shape) -> None:
    """One paper after the other, each citing the one before and a plan; two implications of four are answered yes."""
    at = c.at
    at.papers.append(c.put("Document", "financial-rules", "Financial rules", type="framework", dated="2006",
                           reviewed="May 2008"))
    for number in range(4 + shape.reports // 4):
        about = subject(c.dice)
        # Papers of one year and the next: each round of dates begins with the rules again.
        before = at.papers[-1] if number % len(DATES) else at.papers[0]
        paper = c.add("Document", about._replace(title=f"Report to the executive on {about.title}"),
                      type="committee-report", dated=DATES[number % len(DATES)], reviewed="July 2008",
                      cites=several(before, c.dice.pick(at.strategies)))
        at.papers.append(paper)
        for place, heading in enumerate(HEADINGS):
            _implication(c, about, heading, paper, before if place < 2 else None)


def _implication(c: Builder, about: Named, heading: str, paper: str, cites: str | None) -> None:
    """A row of the implications table: yes with a reference, or no without one."""
    c.add("Passage", about._replace(title=f"{heading} and {about.title}"), type="implication", part_of=paper,
          answer="yes" if cites else "no", cites=cites)


def frameworks(c: Builder) -> None:
    """What the council was scored, year by year, and what it asks of itself."""
    at = c.at
    for period, scores, overall in ASSESSED:
        good.assessment(c, tuple(scores), overall, period)
    at.own_framework = c.put("Criterion", "own", "What we ask of ourselves", level="framework")
    for aspect in good.ASPECTS:
        line = c.put("Criterion", f"own-{aspect}", f"We {aspect}", level="line", part_of=at.own_framework)
        good.criterion(c, part_of=line)
