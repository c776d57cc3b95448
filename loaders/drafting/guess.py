"""Guessing what a table holds, for a draft: the kind of its rows, and what each heading is on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import fuzz

from loaders.drafting.also import Beside, beside
from loaders.drafting.cells import Seen
from loaders.drafting.names import Named, said_by_names
from loaders.drafting.officer_words import HEADINGS, KINDS, NO_FIELD, PEOPLE, SIGNS, TITLES
from loaders.drafting.years import YearColumn, part_of_year, year_columns, year_in, year_of
from loaders.headings import Sort, Target, names_on, target_for
from loaders.mapping.years import YEAR, period_in
from schema.fields import FieldType
from schema.kinds import KIND, Kind

SURE, LIKELY, GUESS = 93.0, 78.0, 55.0
"""Scores out of 100 from which a guess is called sure, likely, or made at all."""
FIRST, LATER = 3.0, 2.0
"""What a heading that says the kind weighs beside one that fits: the first of the table that does, and one after it."""
SIGN, MOST_SIGNS = 2.0, 4.0
"""What a heading weighs that hardly any other kind has, and all such headings at most."""
NEAR = 1.25
"""By how much the next kind must be behind for the first to be beyond doubt."""
HOLDERS, HELD = ("action", "indicator"), ("Milestone", "Target", "Outturn")
"""Headings that name what holds the item of the row, and the kinds that are held so; others hold, and are not held."""
UNLIKE = ("Target", "Outturn")
"""Kinds of figures, whose names also stand over tables of indicators with a column for each year."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a heading is taken for, how likely that is out of 100, and why."""

    column: Seen
    name: str
    target: Target
    score: float
    why: str

    @property
    def sure(self) -> str:
        """How likely, in a word."""
        return "sure" if self.score >= SURE else "likely" if self.score >= LIKELY else "guess"


@dataclass(frozen=True, slots=True)
class TableGuess:
    """What a table is taken for: its kind, why, its columns, those of single years, those that name items of another
    kind, those left out with reasons, and the kind that fits nearly as well, if any.
    """

    kind: Kind
    score: float
    why: str
    columns: tuple[Guess, ...]
    years: Mapping[str, tuple[YearColumn, ...]]
    also: tuple[Beside, ...]
    left: tuple[tuple[Seen, str], ...]
    rival: str | None = None

    @property
    def mapped(self) -> int:
        """How many headings mean something."""
        return len(self.columns) + sum(map(len, self.years.values())) + sum(len(other.columns) for other in self.also)

    @property
    def doubtful(self) -> int:
        """How many headings are not sure: those that are guessed or likely, those of years, those of items beside."""
        return self.mapped - sum(found.sure == "sure" for found in self.columns)


def guess_table(columns: Sequence[Seen], names: Sequence[str]) -> TableGuess | None:
    """The likeliest meaning of a table with these columns and names; None where no heading says anything."""
    words = [plain(name) for name in names if name]
    year = year_in([name for name in names if name])
    said = said_by_names(words)
    found = [_as_kind(KIND[name], phrases.split("|"), columns, said, year) for name, phrases in KINDS.items()]
    found.sort(key=lambda guess: -guess.score)  # of several with one score the first in order
    best = found[0]
    if not (best.columns or best.years):
        return None
    rival = next((other for other in found[1:] if other.score > best.score - NEAR), None)
    return best if rival is None else replace(best, rival=rival.kind.name)


def plain(heading: str) -> str:
    """A heading as it is compared: small letters and figures, without brackets and what stands in them."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))
    return " ".join(re.findall(r"[a-z0-9^]+", (bare if bare.strip() else heading).lower()))


@lru_cache(maxsize=2_048)  # each kind that is tried asks again
def _says(heading: str, name: str, strict: bool) -> float:
    """How much a heading says that it is a field or link."""
    phrases = HEADINGS.get(name)
    return alike(heading, (name, *phrases.split("|")) if phrases else (name,), strict)


def alike(heading: str, phrases: Iterable[str], strict: bool = False) -> float:
    """How much a heading looks like the nearest of some phrases, out of 100.

    A phrase of one word may stand in a longer heading, unless `strict`: "performance indicator" is no "indicator".
    """
    words = set(heading.split())
    best = 0.0 if words else -1.0
    for phrase in phrases:
        if phrase == heading:
            return 100.0
        best = max(best, fuzz.ratio(heading, phrase) if min(len(heading), len(phrase)) > 3 else 0.0)
        own = set(phrase.split())
        if own < words and (len(own) > 1 or (len(phrase) > 4 and not strict)):
            best = max(best, 90.0 - 6 * (len(words) - len(own)))
    return best if best >= 75 else 0.0


def _as_kind(
    kind: Kind, phrases: Sequence[str], columns: Sequence[Seen], said: Mapping[str, Named], year: Mapping[str, str],
) -> TableGuess:
    """The table, if its rows were of this kind."""
    years = year_columns(columns) if kind.name == "Indicator" else {}
    dated = {found.column.at for each in years.values() for found in each}
    rest = [column for column in columns if column.at not in dated]
    guesses = _assign(kind, phrases, rest)
    score, why = _score(kind, guesses, columns, _named(kind, said, columns))
    score += min(len(dated), MOST_SIGNS)
    why += [f"{len(dated)} headings that are years"] if dated else []
    taken = {guess.column.at: guess.name for guess in guesses}
    also = tuple(beside(kind, [column for column in rest if column.at not in taken], plain, _on_other, year))
    for other in also:
        taken |= {column.at: "" for column, _ in other.columns}
        score += 0.5 * len(other.columns)
    left = tuple((column, _reason(column, kind, taken.values())) for column in rest if column.at not in taken)
    return TableGuess(
        kind, score, " and ".join(why) or "the headings that fit it best", tuple(guesses), years, also, left)


def _score(
    kind: Kind, guesses: Sequence[Guess], columns: Sequence[Seen], named: Named | None,
) -> tuple[float, list[str]]:
    """How much a table is like one of the kind, and what says so."""
    why = [f"the name {named.name}"] if named else []
    score = named.weight if named else 0.0
    first = next((column.at for column in columns if plain(column.heading) in _kind_words()), None)
    names = {guess.column.at for guess in guesses if guess.name in ("title", "key")}
    headed = next((column for column in columns if column.at in names
                   and plain(column.heading) in KINDS[kind.name].split("|")), None)
    if headed is not None:
        score += FIRST if headed.at == first else LATER
        why.append(f"the heading {headed.heading}")
    signs = SIGNS.get(kind.name, "").split("|")
    shown = [column.heading for column in columns if plain(column.heading) in signs]
    why += [f"the heading {shown[0]}"] if shown and headed is None else []
    has_name = any(guess.name in ("title", "key") for guess in guesses)
    return (score + min(SIGN * len(shown), MOST_SIGNS) + sum(guess.score for guess in guesses) / 100
            - 2 * (not has_name), why)


def _named(kind: Kind, said: Mapping[str, Named], columns: Sequence[Seen]) -> Named | None:
    """What names say for a kind; a table of targets whose rows have no year each is one of indicators."""
    of_a_year = any(_says(plain(column.heading), "period", True) == 100 for column in columns)
    if kind.name in UNLIKE:
        return said.get(kind.name) if of_a_year else None
    names = (kind.name, *(UNLIKE if kind.name == "Indicator" and not of_a_year else ()))
    found = [said[name] for name in names if name in said]
    return max(found, key=lambda named: named.weight, default=None)


@cache
def _kind_words() -> frozenset[str]:
    """Every heading that says the kind of its rows."""
    return frozenset(phrase for phrases in KINDS.values() for phrase in phrases.split("|"))


def _on_other(kind: Kind, columns: Sequence[Seen]) -> list[tuple[Seen, str]]:
    """What columns would be on items of another kind, where that is likely."""
    return [(guess.column, guess.name) for guess in _assign(kind, (), columns) if guess.score >= LIKELY]


def _assign(kind: Kind, phrases: Sequence[str], columns: Sequence[Seen]) -> list[Guess]:
    """Each heading with what it is likeliest to be; one that is less likely gets what is left."""
    candidates = [guess for column in columns for name in _names(kind)
                  if (guess := _guess(kind, phrases, column, name)) is not None]
    candidates.sort(key=lambda guess: -guess.score)
    found: dict[int, Guess] = {}
    taken: set[str] = set()
    for guess in candidates:
        if guess.column.at not in found and guess.name not in taken:
            found[guess.column.at] = guess
            taken.add(guess.name)
    return [found[at] for at in sorted(found)]


@cache
def _names(kind: Kind) -> tuple[str, ...]:
    """What a heading may be on rows of a kind; titles and keys first, for they are looked for first."""
    names = [name.replace("_", " ") for name in names_on(kind)]
    return tuple(sorted(names, key=lambda name: ("title", "key").index(name) if name in ("title", "key") else 2))


def _guess(kind: Kind, phrases: Sequence[str], column: Seen, name: str) -> Guess | None:
    """How likely a heading is this field or link."""
    target = target_for(kind, name)
    if target is None:
        return None
    says = _heading_says(kind, phrases, column, target, name)
    if not says:
        return _by_cells(kind, column, target, name)
    fits = _fits(column, target)
    score = says * (0.5 + 0.5 * fits)
    if fits < 0.3 or score < GUESS:
        return None
    share = f" and {fits:.0%} of its cells" if column.cells and target.field is not None and fits < 1 else ""
    if share and target.field is not None and target.field.type is FieldType.DATE:
        share = "; some of its cells are no dates that can be read"
    return Guess(column, name, target, score, f"by its heading{share}")


def _heading_says(kind: Kind, phrases: Sequence[str], column: Seen, target: Target, name: str) -> float:
    """How much the heading of a column says that it is this field or link of the kind, out of 100; a title 101."""
    heading = plain(column.heading)
    titles = (*phrases, *TITLES.get(kind.name, "").split("|"))
    if name == "title" and heading in titles and heading not in HEADINGS["key"].split("|"):
        return 101.0
    if name == "part of" and heading in HOLDERS and kind.name not in HELD:
        return 0.0
    is_link = target.sort is Sort.LINK
    says = _says(heading, name, is_link)
    if says < 100 and heading in NO_FIELD.split("|"):
        return 0.0
    if name == "note" and _better_status(kind, column, heading):
        return min(says, GUESS + 5)
    return min(says, SURE - 1) if is_link and heading != name else says  # which link is meant is never quite sure


def _by_cells(kind: Kind, column: Seen, target: Target, name: str) -> Guess | None:
    """The level of a risk, where the cells alone say so; likelihood and impact are words like high and low too."""
    if name != "level" or kind.name != "Risk" or target.field is None or not column.cells:
        return None
    if plain(column.heading) in NO_FIELD.split("|") or column.share(target.field) < 0.75:
        return None
    return Guess(column, name, target, GUESS, "its cells are words such as high, medium and low")


def _better_status(kind: Kind, column: Seen, heading: str) -> bool:
    """Whether a column of remarks holds states alone, such as the progress of an action."""
    states = [target.field for name in ("status", "stage") if _says(heading, name, True) == 100
              and (target := target_for(kind, name)) is not None and target.field is not None]
    return bool(column.cells) and any(column.share(field) >= 0.75 for field in states)


def _fits(column: Seen, target: Target) -> float:
    """How well the cells of a column are what a target asks for, from 0 to 1."""
    if not column.cells:
        return 1.0
    if target.sort is Sort.KEY:
        short = sum(len(text) <= 24 for text in column.texts) / len(column.texts)
        return short * (1.0 if column.unique else 0.6)
    if target.field is None:
        return 1.0
    if target.name == "title":
        lettered = sum(any(sign.isalpha() for sign in text) for text in column.texts) / len(column.texts)
        return lettered * (0.7 + 0.3 * len(column.different) / len(column.texts))
    if target.field.type in (FieldType.TEXT, FieldType.WORDS):
        return 1.0
    return column.share(target.field)


def _reason(column: Seen, kind: Kind, taken: Iterable[str]) -> str:
    """Why a heading was left out."""
    heading = plain(column.heading)
    if heading in PEOPLE:
        return "about a person, and no plan needs it"
    if part_of_year(heading):
        return "a part of a year; plan data keeps figures by the year; kept out"
    near = max(_names(kind), key=lambda name: _says(heading, name, True))
    says = _says(heading, near, True)
    if says == 100 and near in taken:
        return f"it may be {near}, which another heading is already"
    if says == 100:
        return f"it may be {near}, but its cells are not like that{_asked(kind, near)}"
    if heading in _phrases() or year_of(heading) is not None:
        return f"plan data has no field for it on a row of the kind {kind.name}; kept out"
    if says:
        return f"it may be {near}, {'which another heading is already' if near in taken else 'but that is not likely'}"
    return "empty in every row" if not column.cells else "not recognised"


def _asked(kind: Kind, name: str) -> str:
    """What a field asks for, where it asks for one of some words."""
    target = target_for(kind, name)
    words = target.field.words if target is not None and target.field is not None else ()
    return f" ({', '.join(words)})" if words else ""


def known_heading(heading: str) -> bool:
    """Whether a heading is one that some kind could have; by this the heading row of a sheet is found.

    Stricter than a guess, for a title above a table and a cell below a heading hold words of headings too.
    """
    word = plain(heading)
    if period_in(heading) is not None:
        word = plain(YEAR.sub(" ", heading))
        return not word or word in _phrases()
    return word in _phrases() or (len(word) > 6 and any(fuzz.ratio(word, phrase) >= 90 for phrase in _phrases()))


@cache
def _phrases() -> tuple[str, ...]:
    """Every phrase that is known, and every name of a field or link, each once."""
    all_phrases = (*HEADINGS.values(), *KINDS.values(), *SIGNS.values(), NO_FIELD)
    said = [phrase for phrases in all_phrases for phrase in phrases.split("|")]
    ours = [name.replace("_", " ") for kind in KIND.values() for name in names_on(kind)]
    return tuple(dict.fromkeys([*said, *ours]))
