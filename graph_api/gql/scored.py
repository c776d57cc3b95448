"""Scores in the API: as recorded, and as a framework's own table gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from graph_api.analyses import scored
from graph_api.gql.items import PlanItem
from graph_api.gql.values import Source, as_source
from schema import scoring

if TYPE_CHECKING:
    from graph_api.gql.moment import Moment


@strawberry.type(description="A score or judgement that is recorded of a criterion.")
class RecordedScore:
    """One record of a score."""

    item: PlanItem = strawberry.field(description="The record of the score.")
    period: str | None = strawberry.field(description="Its year; none where it is not recorded.")
    score: float | None = strawberry.field(description="The score as stated.")
    judgement: str | None = strawberry.field(description="The judgement in words, where there is no number.")
    source: Source = strawberry.field(description="Where it stands.")


@strawberry.type(description="What one theme scored in a year.")
class ThemeScore:
    """A theme with its score."""

    theme: str = strawberry.field(description="The key of the theme.")
    title: str = strawberry.field(description="What the theme is about.")
    score: int = strawberry.field(description="Its score.")


@strawberry.type(description="A theme that would have to score more.")
class ScoreRaise:
    """From one score to another."""

    theme: str = strawberry.field(description="The key of the theme.")
    now: int = strawberry.field(description="Its score.")
    to: int = strawberry.field(description="The score that it needs.")


@strawberry.type(description=(
    "The fewest points by which the next score of the whole is reached: all of must, and any so many of among."))
class LeastChange:
    """What `schema.scoring.least_change` gives."""

    score: int = strawberry.field(description="The score that is reached.")
    points: int = strawberry.field(description="How many points that takes in all.")
    must: list[ScoreRaise] = strawberry.field(description="Themes that have to be raised.")
    choose: int = strawberry.field(description="How many of those under among have to be raised too.")
    among: list[ScoreRaise] = strawberry.field(description="Themes of which any will do.")


@strawberry.type(description=(
    "The score of the whole in one year: as stated, and as the framework's own table gives it."))
class OverallScore:
    """One year of a framework that scores."""

    item: PlanItem = strawberry.field(description="The record of the score.")
    period: str | None = strawberry.field(description="The year; none where it is not recorded.")
    stated: float | None = strawberry.field(description="The score as stated.")
    derived: int | None = strawberry.field(
        description="The score that the themes give; none unless each theme has one score of that year.")
    follows: bool | None = strawberry.field(description="Whether the two agree; none where one of them is not there.")
    themes: list[ThemeScore] = strawberry.field(description="The scores of the themes, where each has one.")
    change: LeastChange | None = strawberry.field(description="The least that reaches the next score, if there is one.")
    says: str = strawberry.field(description="All of it in words.")
    source: Source = strawberry.field(description="Where the stated score stands.")


def show_score(score: scored.RecordedScore, at: Moment) -> RecordedScore:
    """The record as the API gives it."""
    return RecordedScore(
        item=_there(score.item, at), period=score.period, score=score.score, judgement=score.judgement,
        source=as_source(score.source))


def show_overall(one: scored.Overall, at: Moment) -> OverallScore:
    """The score of a year as the API gives it."""
    return OverallScore(
        item=_there(one.item, at), period=one.period, stated=one.stated, derived=one.derived, follows=one.follows,
        themes=[ThemeScore(theme=each.theme, title=each.title, score=each.score) for each in one.themes],
        change=_change(one.change), says=one.says, source=as_source(one.source))


def _change(change: scoring.LeastChange | None) -> LeastChange | None:
    if change is None:
        return None
    must, among = ([ScoreRaise(theme=one.theme, now=one.now, to=one.to) for one in raised]
                   for raised in (change.must, change.among))
    return LeastChange(score=change.score, points=change.points, must=must, choose=change.choose, among=among)


def _there(ref: Any, at: Moment) -> Any:
    """The item of a record that was loaded, so it is there."""
    return at.refer(ref)
