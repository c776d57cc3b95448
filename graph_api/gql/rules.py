"""Rules in the API, and how much each looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from graph_api.explain import rule_source
from graph_api.gql.declare import holding, resolved
from graph_api.gql.enums import Kind, LookedState, RuleShape, Severity
from graph_api.gql.items import Node
from graph_api.gql.names import global_id
from graph_api.gql.values import Source, as_source
from schema import rule as declared

if TYPE_CHECKING:
    from graph_api.gql.moment import Moment


@strawberry.type(description=(
    'How many items a rule looked at, and what came of it: "no gaps" only counts where it looked.'))
class LookedAt:
    """One rule's part of `Check.looked_at`."""

    n: int = strawberry.field(description="How many items it looked at.")
    state: Any = strawberry.field(description="What came of it.", graphql_type=LookedState)
    rule: Rule = strawberry.field(description="The rule.")


@strawberry.type(description="One test of a rule, as it is written in the rule's file.")
class RuleTest:
    """A blank of the rule's shape and what fills it."""

    name: str = strawberry.field(description="Which blank of the rule's question it fills in.")
    text: str = strawberry.field(description="The test, in the language of rules.")


@strawberry.type(description=(
    "What finds a gap: one question, filled in, with why it matters and how to mend what it finds."))
class Rule(Node):
    """A rule as one check knows it."""

    code: str = strawberry.field(description="Its short code, such as G17.")
    name: str = strawberry.field(description="Its name, for the fault and not for the cure.")
    also: list[str] = strawberry.field(description="Codes of merged rules that it answers to.")
    severity: Any = strawberry.field(description="How bad its gaps are.", graphql_type=Severity)
    shape: Any = strawberry.field(description="Which of the nine questions it asks.", graphql_type=RuleShape)
    kinds: Any = strawberry.field(description="What it looks at.", graphql_type=list[Kind])
    finds: str = strawberry.field(description="What it finds.")
    why: str = strawberry.field(description="Why that matters.")
    remedy: str = strawberry.field(description="How to mend it.")
    criteria: list[str] = strawberry.field(description="What inspection frameworks ask that it answers.")
    sources: list[Source] = strawberry.field(description="The paragraphs that it rests on.")
    tests: list[RuleTest] = strawberry.field(description="Its tests as written.")
    limits: str = strawberry.field(description="What it cannot see, where people may expect that it does; or nothing.")
    chapter: str = strawberry.field(description="The group of rules that it stands with, such as cascade or targets.")
    example: str = strawberry.field(description="A small made-up plan in which it finds a gap, or nothing.")
    tuned: list[str] = strawberry.field(description="What the council changed of it, each in a few words.")
    because: str = strawberry.field(description="Why the council changed it, in its own words, or nothing.")

    if TYPE_CHECKING:
        @property
        def _at(self) -> Moment: ...

    @resolved("How much it looked at, as of the date that was asked for.")
    def looked_at(self) -> LookedAt:
        """The rule's part of the check."""
        return self._at.looked_at(self.code)


def show_rule(rule: declared.Rule, at: Moment) -> Rule:
    """The rule as the API gives it."""
    return holding(Rule(
        id=strawberry.ID(global_id("Rule", rule.code)), code=rule.code, name=rule.name, also=list(rule.also),
        severity=Severity(rule.severity.value), shape=RuleShape(rule.shape.value),
        kinds=[Kind(kind) for kind in rule.of], finds=rule.finds, why=rule.why, remedy=rule.remedy,
        criteria=list(rule.criteria), sources=[as_source(rule_source(text)) for text in rule.sources],
        tests=[RuleTest(name=name, text=text) for name, text in (rule.texts or {}).items()],
        limits=rule.limits, chapter=rule.chapter, example=rule.example, tuned=list(rule.tuned),
        because=rule.because), _at=at)
