"""Sound reviews and what came of them, reports, documents and passages, risks and budgets, criteria."""

from __future__ import annotations

from graph_api.generate.builder import Builder
from graph_api.generate.good.cells import Cell
from graph_api.generate.good.work import closed_action
from graph_api.generate.names import Named, subject
from graph_api.generate.rows import several

ASPECTS = ("challenge", "consult", "compare", "compete")
"""The 4Cs of best value."""


def recommendation(c: Builder, **cells: Cell) -> str:
    """A recommendation of the last inspection; by default a weakness, which needs no action of its own."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"type": "weakness", "made": "June 2008", "part_of": c.at.review, "topic": about.title}
    return c.add("Recommendation", Named(about.slug, f"Do more about {about.title}"), **{**usual, **cells})


def review(c: Builder, sort: str, **cells: Cell) -> str:
    """A review that took place within the year; of a consultation those who took part were told the result."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"type": sort, "status": "held", "held": "February 2008",
                              "fed_back": "April 2008" if sort == "consultation" else None}
    title = f"{sort.replace('-', ' ').capitalize()} on {about.title}"
    return c.add("Review", about._replace(title=title), **{**usual, **cells})


def best_value_review(c: Builder, **cells: Cell) -> str:
    """A best-value review with evidence of all 4Cs."""
    return review(c, "best-value", **{"evidenced_by": c.dice.pick(c.at.services).evidence, **cells})


def report(c: Builder, **cells: Cell) -> str:
    """A report on performance to cabinet and partnership, issued in time in the last quarter."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"topics": "performance", "due": "August 2008", "issued": "2008-08-20",
                              "cadence": "quarterly", "goes_to": several(c.at.executive, c.at.partnership)}
    return c.add("Report", about._replace(title=f"Report on {about.title}"), **{**usual, **cells})


def document(c: Builder, sort: Cell, **cells: Cell) -> str:
    """A paper of this summer; a sort is register, strategy-list, agreement, committee-report, timetable ..."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"type": sort, "dated": "June 2008", "reviewed": "June 2008"}
    return c.add("Document", about._replace(title=f"Paper on {about.title}"), **{**usual, **cells})


def passage(c: Builder, **cells: Cell) -> str:
    """A paragraph of the reviews of services."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"type": "paragraph", "part_of": c.at.reviews_paper}
    return c.add("Passage", about._replace(title=f"Note on {about.title}"), **{**usual, **cells})


def four_cs(c: Builder, without: str = "") -> str:
    """A cell that names a passage for each of the 4Cs, less one."""
    return several(*(passage(c, aspect=aspect) for aspect in ASPECTS if aspect != without))


def implication(c: Builder, **cells: Cell) -> str:
    """A row of an implications table that says yes and where the matter is set out."""
    return passage(c, **{"type": "implication", "answer": "yes", "cites": c.at.papers[0], **cells})


def risk(c: Builder, level: Cell = "low", **cells: Cell) -> str:
    """A risk with an owner; a high one needs an action against it."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {"level": level, "owned_by": c.owner()}
    return c.add("Risk", about._replace(title=f"Too little money for {about.title}"), **{**usual, **cells})


def high_risk(c: Builder, **cells: Cell) -> str:
    """A high risk and an action against it."""
    key = risk(c, "high", **cells)
    closed_action(c, type="corrective", addresses=key)
    return key


def budget_line(c: Builder, amount: Cell = "25000") -> str:
    """Money for something."""
    about = subject(c.dice)
    return c.add("BudgetLine", about._replace(title=f"Budget for {about.title}"), amount=amount)


def criterion(c: Builder, **cells: Cell) -> str:
    """A criterion of the council's own framework with its evidence."""
    about = subject(c.dice)
    usual: dict[str, Cell] = {
        "level": "criterion", "part_of": c.at.own_framework, "evidenced_by": c.at.reviews_paper}
    return c.add("Criterion", about._replace(title=f"The council knows about {about.title}"), **{**usual, **cells})


def assessment(c: Builder, scores: tuple[Cell, ...] = ("2", "3", "2", "2", "2"), overall: Cell = "2",
               period: Cell = "2007/08") -> str:
    """A corporate assessment by the Key Lines of Enquiry, with a score for each of the five themes (None: no score)."""
    reference, year = c.reference("Assessment", "assessment"), period or "no year"
    cells = {"criterion": "kloe", "period": period}
    key = c.put("Criterion", reference, f"Corporate assessment of {year}", level="framework", score=overall, **cells)
    for number, score in enumerate(scores, 1):
        cells["criterion"] = f"kloe-{number}"
        c.put("Criterion", f"{reference}-theme-{number}", f"Theme {number} in {year}", level="theme", part_of=key,
              score=score, **cells)
    return key
