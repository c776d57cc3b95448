"""Roots about the plan set as a whole: what is loaded, what could not be read, which rules looked at it."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.gql.declare import resolved
from graph_api.gql.enums import PlanState, ProblemLevel
from graph_api.gql.lists import AsOf
from graph_api.gql.moment import Moment
from graph_api.gql.paging import USUAL, After, Connection, First, connect_held
from graph_api.gql.rules import LookedAt, Rule
from graph_api.gql.summaries import InventoryLine, PlanSet, Problem, show_line, show_plan_set, show_problem

Codes = Annotated[list[str] | None, strawberry.argument(
    description="Only rules with these codes, names, chapters or criteria; without it all that ran.")]
Levels = Annotated[list[ProblemLevel] | None, strawberry.argument(description="Only problems that matter so much.")]
States = Annotated[list[PlanState] | None, strawberry.argument(description="Only plans that are known so well.")]


@strawberry.type
class SetRoots:
    """What `Query` takes over."""

    @resolved("What is loaded: whose plans, how much of each kind, and the headline.")
    def plan_set(self, info: strawberry.Info, as_of: AsOf = None) -> PlanSet:
        """The plan set."""
        return show_plan_set(info.context.edition.moment(as_of))

    @resolved("Every plan that was spoken of: read, known by name alone, or expected and absent.")
    def inventory(
        self, info: strawberry.Info, state: States = None, first: First = USUAL, after: After = None,
        as_of: AsOf = None,
    ) -> Connection[InventoryLine]:
        """The inventory of plans."""
        at: Moment = info.context.edition.moment(as_of)
        wanted = None if state is None else {one.value for one in state}
        lines = [line for line in at.inventory if wanted is None or line.state.value in wanted]
        return at.page(lines, lambda line: show_line(line, at), first, after, lambda line: line.ref.key,
                       lambda line: (line.ref, line.expected_by))

    @resolved("The rules that the check ran: what each finds, why it matters, how to mend it.")
    def rules(self, info: strawberry.Info, codes: Codes = None, as_of: AsOf = None) -> list[Rule]:
        """The rules."""
        at = info.context.edition.moment(as_of)
        return [
            at.rule(rule) for rule in at.edition.opened.rules
            if codes is None or rule.code in at.selection.meant(codes)]

    @resolved('How much each rule looked at: to one that had nothing to look at, "no gaps" means nothing.')
    def looked_at(self, info: strawberry.Info, as_of: AsOf = None) -> list[LookedAt]:
        """Every rule's part of the check."""
        at = info.context.edition.moment(as_of)
        return [at.looked_at(rule.code) for rule in at.edition.opened.rules]

    @resolved("What was wrong with the input, and what to do about it.")
    def problems(
        self, info: strawberry.Info, level: Levels = None, first: First = USUAL, after: After = None
    ) -> Connection[Problem]:
        """The problems of the load."""
        wanted = None if level is None else {one.value for one in level}
        found = [
            (str(number), problem)
            for number, problem in enumerate(info.context.edition.opened.store.about().problems)
            if wanted is None or problem.level.value in wanted]
        return connect_held(found, lambda row: show_problem(row[1]), first, after, lambda row: row[0])
