"""References to nothing, to another area's plans, and expectations that nothing answers."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.references import anywhere
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.names import subject

NEIGHBOUR = "wimcombe-county"
"""The plan set of a neighbouring council, as invented as this one."""


def misspelt(key: str) -> str:
    """A key with the first two letters of its reference changed over, or the first doubled: a near miss."""
    kind, _, reference = key.partition(":")
    first, second = reference[0], reference[1]
    return f"{kind}:{second}{first}{reference[2:]}" if first != second else f"{kind}:{first}{reference}"


@defect("S8")
def _staff_objective_under_misspelt_objective(c: Builder) -> list[Gap]:
    wrong = misspelt(c.strategy_objective())
    key = good.staff_objective(c, wrong)
    return [gap("S8", key, "", wrong), gap("G01", key)]


@defect("S8")
def _action_of_misspelt_owner(c: Builder) -> list[Gap]:
    """An owner who is not there is no owner."""
    wrong = misspelt(c.owner())
    key = good.closed_action(c, owned_by=wrong)
    return [gap("S8", key, "", wrong), gap("G21", key)]


@defect("S8")
def _objective_under_misspelt_strategy(c: Builder) -> list[Gap]:
    wrong = misspelt(c.dice.pick(c.at.strategies))
    key = good.objective(c, supports=wrong)
    return [gap("S8", key, "", wrong), gap("S7", key)]


@defect("S8")
def _milestone_and_target_of_nothing(c: Builder) -> list[Gap]:
    action, indicator = misspelt(c.dice.pick(c.at.actions)), misspelt(c.indicator())
    milestone = good.milestone(c, action)
    target = good.target(c, indicator, "Target of nothing", "2008/09", "1")
    return [gap("S8", milestone, "", action), gap("S8", target, "", indicator)]


@defect("S8")
def _service_plan_with_one_parent_misspelt(c: Builder) -> list[Gap]:
    """Its other parent is two tiers further up, so with the strategy misspelt tiers are passed over too."""
    wrong, theme = misspelt(c.dice.pick(c.at.strategies)), c.dice.pick(c.at.themes)
    key = good.service_plan_row(c, "", status="draft", supports=f"{theme};{wrong}")
    return [gap("S8", key, "", wrong), gap("S5", key, theme)]


@defect("S8")
def _misspelt_reference_anywhere(c: Builder) -> list[Gap]:
    """In a cell that no other rule asks of its item, so nothing else is missing."""
    make, real = anywhere(c)
    wrong = misspelt(real)
    return [gap("S8", make(wrong), "", wrong)]


@defect("S9")
def _reference_to_a_neighbour_anywhere(c: Builder) -> list[Gap]:
    make, real = anywhere(c)
    return [gap("S9", make(f"{NEIGHBOUR}/{real}"), NEIGHBOUR, real)]


@defect("S9")
def _list_with_a_plan_of_a_neighbour(c: Builder) -> list[Gap]:
    """Expected of a neighbour, so not missing here."""
    wanted = f"plan:{subject(c.dice).slug}"
    return [gap("S9", _paper(c, "framework", f"{NEIGHBOUR}/{wanted}"), NEIGHBOUR, wanted)]


@defect("S9")
def _strategy_that_informs_a_neighbour(c: Builder) -> list[Gap]:
    wanted = f"strategy:{subject(c.dice).slug}"
    key = good.strategy(c, "draft", informs=f"{NEIGHBOUR}/{wanted}")
    return [gap("S9", key, NEIGHBOUR, wanted)]


@defect("S9")
def _staff_objective_for_a_neighbour(c: Builder) -> list[Gap]:
    """The thread is not followed into another plan set, so here it is cut off."""
    wanted = f"objective:{subject(c.dice).slug}"
    key = good.staff_objective(c, f"{NEIGHBOUR}/{wanted}")
    return [gap("S9", key, NEIGHBOUR, wanted), gap("G01", key)]


@defect("G11")
def _strategy_that_expects_another(c: Builder) -> list[Gap]:
    other = c.dice.pick(c.at.strategies)
    return [gap("G11", good.strategy(c, "draft", expects=other), other)]


@defect("G11")
def _strategy_that_expects_two_and_informs_one(c: Builder) -> list[Gap]:
    other, service = c.dice.pick(c.at.strategies), c.dice.pick(c.at.services).plan
    return [gap("G11", good.strategy(c, "draft", expects=f"{other};{service}", informs=other), service)]


@defect("G12")
def _list_with_a_misspelt_strategy(c: Builder) -> list[Gap]:
    wrong = misspelt(c.dice.pick(c.at.strategies))
    return [gap("G12", _paper(c, "strategy-list", wrong), "", wrong)]


@defect("G12")
def _framework_with_a_plan_of_any_kind(c: Builder) -> list[Gap]:
    wrong = f"plan:{c.reference('Plan', 'expected')}"
    return [gap("G12", _paper(c, "framework", f"{wrong};{c.at.vision}"), "", wrong)]


@defect("G12")
def _strategy_that_expects_a_misspelt_service_plan(c: Builder) -> list[Gap]:
    wrong = misspelt(c.dice.pick(c.at.services).plan)
    return [gap("G12", good.strategy(c, "draft", expects=wrong), "", wrong)]


@defect("G12b")
def _list_with_a_draft(c: Builder) -> list[Gap]:
    draft = good.strategy(c, "draft", statutory="yes")
    return [gap("G12b", _paper(c, "strategy-list", draft), draft)]


@defect("G12b")
def _strategy_that_expects_a_draft(c: Builder) -> list[Gap]:
    """Nothing joins the two either, which is expected of them."""
    draft = good.strategy(c, "draft")
    key = good.strategy(c, "draft", expects=draft)
    return [gap("G12b", key, draft), gap("G11", key, draft)]


def _paper(c: Builder, sort: str, expects: str) -> str:
    about = subject(c.dice)
    return c.add("Document", about._replace(title=f"What we need for {about.title}"), type=sort, dated="2008",
                 reviewed="2008", expects=expects)
