"""Scores as recorded, and what a framework's own table says of the score of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_api.explain import listing, ref
from graph_api.results import ItemRef
from graph_api.stores.protocol import Store
from schema.framework import Framework, scored_themes, whole_scores
from schema.records import Item, Source
from schema.scoring import LeastChange, Raise, least_change

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class RecordedScore:
    """A score or a judgement in words that is recorded of a criterion, with its year where that is recorded."""

    item: ItemRef
    period: str | None
    score: float | None
    judgement: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """What one theme scored."""

    theme: str
    title: str
    score: int


@dataclass(frozen=True, slots=True)
class Overall:
    """The score of the whole in one year: as stated, and as the framework's table gives it from the themes.

    `derived` is none where not every theme has exactly one score on the scale; then `follows` is none too. `change`
    is the least that reaches the next score; `says` puts all of it in words.
    """

    item: ItemRef
    period: str | None
    stated: float | None
    derived: int | None
    follows: bool | None
    themes: tuple[ThemeScore, ...]
    change: LeastChange | None
    says: str
    source: Source


def recorded_score(item: Item) -> RecordedScore | None:
    """The score or judgement that an item holds; None where it holds neither."""
    score, judgement, period = (item.values.get(name) for name in ("score", "judgement", "period"))
    if score is None and judgement is None:
        return None
    return RecordedScore(
        ref(item), period if isinstance(period, str) else None,
        float(score) if isinstance(score, int | float) else None,
        judgement if isinstance(judgement, str) else None, item.source)


def overalls(store: Store, framework: Framework) -> tuple[Overall, ...]:
    """The scores of the whole by this framework, the latest year first; none where it has no table of scores."""
    if framework.scores is None:
        return ()
    wholes = [
        item for item in store.items(("Criterion",), listed=True)
        if item.values.get("level") == "framework" and item.values.get("criterion") == framework.id]
    store.follow([item.key for item in wholes], ("PART_OF",), up=False)
    found = [_overall(store, framework, item) for item in wholes]
    return tuple(sorted(found, key=lambda one: one.period or "", reverse=True))


def _overall(store: Store, framework: Framework, item: Item) -> Overall:
    parts = [part for part, _ in store.into("PART_OF").get(item.key, ())]
    themes = whole_scores(framework, scored_themes(item, parts))
    titles = {theme.id: theme.title for theme in framework.themes}
    stated, derived = (item.values.get(name) for name in ("score", "derived_score"))
    given = int(derived) if isinstance(derived, int | float) else None
    told = float(stated) if isinstance(stated, int | float) else None
    table, change = framework.scores, None
    if table is not None and themes is not None:
        change = least_change(themes, table)
    period = item.values.get("period")
    return Overall(
        ref(item), period if isinstance(period, str) else None, told, given,
        None if given is None or told is None else told == given,
        tuple(ThemeScore(theme, titles[theme], score) for theme, score in (themes or {}).items()), change,
        " ".join(_says(framework, told, given, themes, change, titles)), item.source)


def _says(
    framework: Framework, stated: float | None, derived: int | None, themes: Mapping[str, int] | None,
    change: LeastChange | None, titles: Mapping[str, str],
) -> Iterable[str]:
    """The stated score beside the derived one, and the least change, in a few sentences."""
    if derived is None or themes is None:
        if stated is not None:
            yield f"The stated score is {stated:g}."
        yield f"Not each of the {_number(len(framework.themes))} themes has one score of that year, so none follows."
        return
    scores = ", ".join(map(str, themes.values()))
    if stated is None:
        yield f"No score is stated; the themes, {scores}, give {derived} by the framework's own table."
    elif stated == derived:
        yield f"The stated score, {stated:g}, follows: the themes, {scores}, give {derived}."
    else:
        yield f"The stated score, {stated:g}, does not follow: the themes, {scores}, give {derived}."
    yield change_says(change, titles)


def change_says(change: LeastChange | None, titles: Mapping[str, str]) -> str:
    """The least change in one sentence, with the themes by their titles."""
    if change is None:
        return "There is no higher score."
    raised = [f"{titles[one.theme]} from {one.now} to {one.to}" for one in change.must]
    if change.among:
        raised.append(_any_of(change.choose, change.among, titles))
    return f"The least that would give {change.score}: {listing(raised)}."


def _any_of(choose: int, among: tuple[Raise, ...], titles: Mapping[str, str]) -> str:
    names = listing([titles[one.theme] for one in among])
    return f"any {_number(choose)} of {names} from {among[0].now} to {among[0].to}"


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
