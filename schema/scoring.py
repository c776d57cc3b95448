"""The score of the whole from the scores of its themes, by a table that a framework's file holds.

The corporate assessment's own: 4 = two themes or more at 4 and none below 3; 3 = three or more at 3 or above and
none below 2; 2 = three or more at 2 or above; else 1. So 3, 2, 2, 2, 2 gives 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One line of a table: the whole gets `score` with so many themes at a level or above, and none below another."""

    score: int
    at_least: int
    at: int
    none_below: int

    def fits(self, themes: Iterable[int]) -> bool:
        """Whether themes with these scores meet the line."""
        levels = list(themes)
        return sum(level >= self.at for level in levels) >= self.at_least and min(levels) >= self.none_below


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """How a framework scores the whole: its scale, its lines from the highest score down, the score of all others."""

    lowest: int
    highest: int
    rows: tuple[ScoreRow, ...]
    otherwise: int
    source: str = ""

    @property
    def in_words(self) -> tuple[str, ...]:
        """One line for each score, from the highest down."""
        lines = []
        for row in self.rows:
            below = f", none below {row.none_below}" if row.none_below > self.lowest else ""
            themes = "theme" if row.at_least == 1 else "themes"
            lines.append(f"{row.score}: at least {row.at_least} {themes} at {row.at} or above{below}")
        return (*lines, f"{self.otherwise}: all else")

    def has(self, score: float) -> bool:
        """Whether a score is one of the scale: a whole number from the lowest to the highest."""
        return float(score).is_integer() and self.lowest <= score <= self.highest


@dataclass(frozen=True, slots=True)
class Raise:
    """A theme, by its id, with the score that it has and the score that it needs."""

    theme: str
    now: int
    to: int


@dataclass(frozen=True, slots=True)
class LeastChange:
    """The fewest points by which a higher score is reached: `score` is what the themes then give, `points` how many.

    All of `must` are needed, and any `choose` of `among`, which are alike. A theme of `among` may stand in `must`
    too: it is raised once more then.
    """

    score: int
    points: int
    must: tuple[Raise, ...]
    choose: int = 0
    among: tuple[Raise, ...] = ()


def score_of(themes: Iterable[int], table: ScoreTable) -> int:
    """The score of the whole by the table: that of its first line that the themes meet. There must be a theme."""
    levels = list(themes)
    return next((row.score for row in table.rows if row.fits(levels)), table.otherwise)


def least_change(themes: Mapping[str, int], table: ScoreTable) -> LeastChange | None:
    """The least that reaches the next score, given the themes' scores by their ids; None where nothing can.

    Fewest points first; where two lines of the table cost the same, the lower score, which asks for no more. What
    meets one line of a council's own table may meet a higher one too: the score is that of the themes once raised.
    """
    now = score_of(themes.values(), table)
    ways = [_to_meet(row, themes) for row in table.rows if row.score > now and row.at_least <= len(themes)]
    ways = [replace(way, score=score_of(_raised(themes, way), table)) for way in ways]
    return min(ways, key=lambda way: (way.points, way.score), default=None)


def _raised(themes: Mapping[str, int], way: LeastChange) -> list[int]:
    """The scores after a change. Which of `among` are chosen makes no difference: they are alike."""
    raised = dict(themes)
    for one in (*way.must, *way.among[:way.choose]):
        raised[one.theme] = one.to
    return list(raised.values())


def _to_meet(row: ScoreRow, themes: Mapping[str, int]) -> LeastChange:
    """The least that meets one line: lift what is too low for it, then the themes that are nearest to its level."""
    forced = {theme: row.none_below for theme, level in themes.items() if level < row.none_below}
    lifted = {theme: forced.get(theme, level) for theme, level in themes.items()}
    short = row.at_least - sum(level >= row.at for level in lifted.values())
    below = sorted((level for level in lifted.values() if level < row.at), reverse=True)[:max(short, 0)]
    last = below[-1] if below else row.at
    sure = {theme: row.at for theme, level in lifted.items() if last < level < row.at}
    edge = tuple(Raise(theme, level, row.at) for theme, level in lifted.items() if level == last < row.at)
    choose = max(short, 0) - len(sure)
    if edge and choose == len(edge):
        sure, edge, choose = sure | {each.theme: row.at for each in edge}, (), 0
    wanted = forced | sure
    must = tuple(Raise(theme, level, wanted[theme]) for theme, level in themes.items() if theme in wanted)
    points = sum(each.to - each.now for each in must) + choose * (row.at - last)
    return LeastChange(row.score, points, must, choose, edge if choose else ())
