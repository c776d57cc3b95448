"""What the cells of a sound plan are filled with: years, days ahead, groups at risk, the answers of every plan."""

from __future__ import annotations

from graph_api.generate.builder import Builder

Cell = str | None
YEARS = ("2008/09", "2009/10", "2010/11")
"""The year of the as-of date and the next two."""
REVIEWS = ("March 2009", "2009/10", "2009-06-30", "Q4 2008/09", "by 2010")
"""Days ahead, for plans of several years."""
THIS_YEAR = ("March 2009", "2008/09", "2009-03-31", "Q4 2008/09", "by 2009")
"""Days ahead that lie within the first year of a service plan, or may do so."""
APPRAISED = ("October 2007", "2008-02-14", "March 2008", "April 2008", "2008-05-20", "Q1 2008/09")
"""Days within the year before the as-of date, all of them certain."""
GROUPS = ("older people", "young people;carers", "disabled people", "people on low incomes", "new arrivals",
          "lone parents;people without work")


def ahead(c: Builder, part_of: Cell) -> str:
    """A day ahead that is not after the end of the plan."""
    return c.dice.pick(THIS_YEAR if (part_of or "").startswith(("service-plan:", "business-plan:")) else REVIEWS)


def in_force(c: Builder) -> dict[str, Cell]:
    """What is asked of any plan in force: a review, money, risk, groups at risk, a consultation."""
    like = c.dice.pick(c.at.services)
    return {"status": "live", "review": c.dice.pick(REVIEWS), "groups": c.dice.pick(GROUPS),
            "funded_by": like.budget, "threatened_by": like.risk, "reviewed_by": c.at.consultation}


def of_status(c: Builder, status: Cell) -> dict[str, Cell]:
    """What is asked of a plan of that status: much in force, a consultation of a draft, else nothing."""
    if status == "live":
        return in_force(c)
    return {"status": status, "reviewed_by": c.at.consultation if status == "draft" else None}
