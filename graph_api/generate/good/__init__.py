"""Items as they should be: no rule finds a gap in them. Callers change or empty a cell by naming it.

`good.strategy(c, "live", review=None)` is a strategy in force without a review date.
"""

from graph_api.generate.good.bodies import area, board, body, holder, post, seat, service, unit
from graph_api.generate.good.cells import APPRAISED, GROUPS, REVIEWS, THIS_YEAR, YEARS, Cell
from graph_api.generate.good.figures import (
    Measured,
    bare_indicator,
    bare_target,
    figures,
    measured,
    outturn,
    target,
)
from graph_api.generate.good.papers import (
    ASPECTS,
    assessment,
    best_value_review,
    budget_line,
    criterion,
    document,
    four_cs,
    high_risk,
    implication,
    passage,
    recommendation,
    report,
    review,
    risk,
)
from graph_api.generate.good.plans import (
    Agreed,
    agreed_indicator,
    business_plan,
    local_area_agreement,
    service_plan,
    service_plan_row,
    strategy,
    working_strategy,
)
from graph_api.generate.good.work import (
    closed_action,
    conflict,
    development_need,
    milestone,
    objective,
    open_action,
    staff_objective,
    training,
    working_action,
)

__all__ = [
    "APPRAISED", "ASPECTS", "GROUPS", "REVIEWS", "THIS_YEAR", "YEARS", "Agreed", "Cell", "Measured",
    "agreed_indicator", "area", "assessment", "bare_indicator", "bare_target", "best_value_review", "board", "body",
    "budget_line", "business_plan", "closed_action", "conflict", "criterion", "development_need", "document",
    "figures", "four_cs", "high_risk", "holder", "implication", "local_area_agreement", "measured", "milestone",
    "objective", "open_action", "outturn", "passage", "post", "recommendation", "report", "review", "risk", "seat",
    "service", "service_plan", "service_plan_row", "staff_objective", "strategy", "target", "training", "unit",
    "working_action", "working_strategy",
]
