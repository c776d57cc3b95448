"""Guessing what a table holds, for a draft: the kind of its rows, and what each heading is on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from loaders.draft_cells import Seen
from loaders.headings import Sort, Target, names_on, target_for
from loaders.mapping_entry import joining
from loaders.officer_words import HEADINGS, KINDS, MADE, PEOPLE
from loaders.years import YEAR, period_in
from schema.fields import FieldType
from schema.kinds import KIND, Kind

SURE, LIKELY, GUESS = 93.0, 78.0, 55.0
"""Scores out of 100 from which a guess is called sure, likely, or made at all."""
NAMED = 3.0
"""What a heading or a name that says the kind weighs, beside one heading that fits."""
FIGURES = ("Target", "Outturn")
BESIDE: Mapping[str, tuple[str, ...]] = {"Milestone": ("part of",), "Indicator": ("measures", "part of")}
"""Kinds that a column may name beside the item of the row, with the links that may join them to it."""
CODE = re.compile("[A-Za-z]{0,4} ?[0-9.]+[a-z]?")
"""What refers to an indicator or milestone and does not name one."""


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
    kind (with that kind and its link), and those left out with reasons.
    """

    kind: Kind
    score: float
    why: str
    columns: tuple[Guess, ...]
    years: Mapping[str, tuple[Seen, ...]]
    also: tuple[tuple[str, str, Seen], ...]
    left: tuple[tuple[Seen, str], ...]


def guess_table(columns: Sequence[Seen], names: Iterable[str]) -> TableGuess | None:
    """The likeliest meaning of a table with these columns and names; None where no heading says anything."""
    words = [plain(name) for name in names if name]
    found = [_as_kind(KIND[name], phrases.split("|"), columns, words) for name, phrases in KINDS.items()]
    best = max(found, key=lambda guess: guess.score)  # the first of several with one score: they stand in order
    return best if best.columns or best.years else None


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


def _as_kind(kind: Kind, phrases: Sequence[str], columns: Sequence[Seen], names: Sequence[str]) -> TableGuess:
    """The table, if its rows were of this kind."""
    years = _years(columns) if kind.name == "Indicator" else {}
    dated = {column.at for found in years.values() for column in found}
    rest = [column for column in columns if column.at not in dated]
    guesses = _assign(kind, phrases, rest)
    headed = next((column.heading for column in columns if plain(column.heading) in phrases), None)
    named = next((name for name in names if any(f" {phrase} " in f" {name} " for phrase in phrases)), None)
    why = [f"the heading {headed}"] if headed else []
    why += [f"the name {named}"] if named else []
    why += [f"{len(dated)} headings that are years"] if dated else []
    has_name = any(guess.name in ("title", "key") for guess in guesses)
    score = (NAMED * bool(headed) + NAMED * bool(named) + len(dated) + sum(guess.score for guess in guesses) / 100
             - 2 * (not has_name))
    taken = {guess.column.at: guess.name for guess in guesses}
    also = tuple(_also(kind, [column for column in rest if column.at not in taken]))
    taken |= {column.at: "" for _, _, column in also}
    left = tuple((column, _reason(column, kind, taken.values())) for column in rest if column.at not in taken)
    return TableGuess(
        kind, score, " and ".join(why) or "the headings that fit it best", tuple(guesses), years, also, left)


def _also(kind: Kind, columns: Iterable[Seen]) -> Iterable[tuple[str, str, Seen]]:
    """Columns that name milestones or indicators of the row's item, by their headings."""
    for other, links in BESIDE.items():
        can = joining((other,), (kind.name,))
        link = next((link for link in links if link in can), None)
        named = [column for column in columns if plain(column.heading) in KINDS[other].split("|")
                 and not any(map(CODE.fullmatch, column.texts))]
        if link is not None and other != kind.name and len(named) == 1:
            yield other, link, named[0]


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
    heading = plain(column.heading)
    target = target_for(kind, name)
    if target is None:
        return None
    is_link = target.sort is Sort.LINK
    says = _says(heading, name, is_link)
    if name == "title" and heading in phrases and heading not in HEADINGS["key"].split("|"):
        says = 101.0
    if not says:
        return None
    if is_link and heading != name:
        says = min(says, SURE - 1)  # which link a heading means is never quite sure
    fits = _fits(column, target)
    score = says * (0.5 + 0.5 * fits)
    if fits < 0.3 or score < GUESS:
        return None
    share = f" and {fits:.0%} of its cells" if column.cells and target.field is not None and fits < 1 else ""
    return Guess(column, name, target, score, f"by its heading{share}")


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


def _years(columns: Sequence[Seen]) -> dict[str, tuple[Seen, ...]]:
    """Columns whose heading names a year and whose cells are figures, by what the figures are."""
    found: dict[str, list[Seen]] = {}
    for column in columns:
        if period_in(column.heading) is None:
            continue
        figure = target_for(KIND["Target"], "value")
        if figure is None or figure.field is None or column.share(figure.field) < 0.3:
            continue
        words = set(plain(column.heading).split())
        found.setdefault(FIGURES[bool(words & set(MADE.split("|")))], []).append(column)
    return {kind: tuple(found[kind]) for kind in FIGURES if kind in found}


def _reason(column: Seen, kind: Kind, taken: Iterable[str]) -> str:
    """Why a heading was left out."""
    heading = plain(column.heading)
    if heading in PEOPLE:
        return "about a person, and no plan needs it"
    near = max(_names(kind), key=lambda name: _says(heading, name, True))
    says = _says(heading, near, True)
    if says and near in taken:
        return f"it may be {near}, which another heading is already"
    if says:
        return f"it may be {near}, but its cells are not like that"
    return "empty in every row" if not column.cells else "not recognised"


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
    said = [phrase for phrases in (*HEADINGS.values(), *KINDS.values()) for phrase in phrases.split("|")]
    ours = [name.replace("_", " ") for kind in KIND.values() for name in names_on(kind)]
    return tuple(dict.fromkeys([*said, *ours]))
