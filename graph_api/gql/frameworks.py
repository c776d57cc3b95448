"""Frameworks in the API: what each asks, and which rules answer it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import strawberry

from graph_api.gql.enums import of_field
from schema import framework as declared
from schema.kinds import CRITERION_FIELDS
from schema.rule import Rule

if TYPE_CHECKING:
    from graph_api.gql.enums import Word

    class Level(Word):
        """How high a criterion stands in its framework."""
else:
    Level = next(of_field("Criterion", field) for field in CRITERION_FIELDS if field.name == "level")


@strawberry.type(description="One thing that a framework asks, at one of its levels, with a short title of ours.")
class FrameworkCriterion:
    """A criterion as its framework's file has it."""

    key: str = strawberry.field(description="Its id; the item that stands for it is called criterion: and this.")
    number: str | None = strawberry.field(description="Its number in the framework, where it has one.")
    title: str = strawberry.field(description="What it is about, in few words.")
    level: Any = strawberry.field(description="Its height in the framework.", graphql_type=Level)
    part_of: str = strawberry.field(description="The key of what holds it: another criterion, or the framework.")
    question: str | None = strawberry.field(description="The headline question that it stands under.")
    about: str | None = strawberry.field(description="What it means.")
    elsewhere: str | None = strawberry.field(description="Where it is judged, where not by this framework.")
    rules: list[str] = strawberry.field(description="Codes of the rules that answer it.")


@strawberry.type(description=(
    "What inspectors, peers or a council itself ask of a council. Goldthread judges nothing by it: it says which "
    "rules tell something about which criterion."))
class Framework:
    """A framework with its criteria."""

    key: str = strawberry.field(description="Its id.")
    title: str = strawberry.field(description="Its name.")
    about: str = strawberry.field(description="What it is for.")
    source: str = strawberry.field(description="The paper that it comes from.")
    years: str = strawberry.field(description="When it was in use.")
    criteria: list[FrameworkCriterion] = strawberry.field(description="What it asks, each after what holds it.")
    scoring_rule: list[str] = strawberry.field(
        description="How the scores of its themes give that of the whole, a line a score; empty where they do not.")


def show_framework(one: declared.Framework, rules: Iterable[Rule]) -> Framework:
    """The framework as the API gives it."""
    codes = declared.answering(one, rules)
    criteria = [
        FrameworkCriterion(
            key=each.id, number=each.number, title=each.title, level=Level(each.level), part_of=each.part_of,
            question=each.question, about=each.about, elsewhere=each.elsewhere, rules=list(codes[each.id]))
        for each in one.criteria]
    return Framework(
        key=one.id, title=one.title, about=one.about, source=one.source, years=one.years, criteria=criteria,
        scoring_rule=list(one.scores.in_words) if one.scores else [])
