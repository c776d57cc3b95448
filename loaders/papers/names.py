"""The names of plans, bodies and posts, arranged so that a text is gone through once, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from schema.kinds import FAMILIES, KIND
from schema.records import Item

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
SOFT = frozenset(" \u00a0-‐‑–—/'’‘\"“”")
"""Signs between two words of one name; any other must stand in the title too."""
ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z]{1,7}")
BRACKET = re.compile(r"\s*\(([^()]*)\)")
APPOSITION = re.compile(r"(?P<name>[^,]+), the (?P<also>[^,]+)")
SEARCHED = frozenset((*FAMILIES["Plan"], *FAMILIES["Body"], *FAMILIES["Post"]))
"""Kinds that are looked for. Titles of the others only keep what is part of them from being taken for one of these."""
UNSEARCHED = frozenset({"Passage"})
SPECIAL = 3
"""Words, small ones not counted, of a name that is hardly anything else's."""
LONGEST = 20
"""Words of a name; nobody writes out a longer one."""

SMALL = frozenset(re.findall(
    "[a-z]+", "a an and as at by for from in into its of on or our the their this to under with within"))
"""Words that names are written with in small letters."""
VERSIONS = frozenset(re.findall("[a-z]+", """annual current draft existing final first interim last latest new next old
    original previous proposed refreshed revised second third updated"""))
"""Words that tell one edition of a plan from another."""
HEADS: Mapping[str, frozenset[str]] = {family: frozenset(words.split()) for family, words in {
    "Plan": """agenda agreement blueprint charter framework plan plans policy programme scheme strategies strategy
        vision""",
    "Body": """agency board boards cabinet centre centres club commission committee committees council department
        executive forum forums group groups inspectorate office organisation panel partnership service services team
        teams trust unit""",
    "Post": """accountant chair champion champions chief councillor director executive head lead leader manager
        managers member officer""",
}.items()}
"""Words that say what sort of thing a name in small letters names."""


class Word(NamedTuple):
    """One word of a text: in small letters without apostrophes, as it stands, and where."""

    plain: str
    raw: str
    start: int
    end: int

    @property
    def base(self) -> str | None:
        """The word without the 's of an owner; None where it has none."""
        return self.plain[:-1] if self.raw[-2:] in ("'s", "’s") and len(self.raw) > 2 else None

    @property
    def owns(self) -> bool:
        """Whether it is written as an owner: council's."""
        return self.base is not None

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital or is a figure."""
        return not self.raw[0].islower()


@dataclass(frozen=True, slots=True)
class Name:
    """One way of naming an item. Without an item it only stands in the way: what it names is not sure.

    `exact` is an abbreviation as it must stand; `marks` are signs that may stand between the words.
    """

    words: tuple[str, ...]
    item: Item | None = None
    exact: str | None = None
    marks: frozenset[str] = frozenset()

    @property
    def family(self) -> str:
        """The family of the item's kind."""
        return KIND[self.item.kind].family if self.item else ""

    @property
    def is_special(self) -> bool:
        """Whether the name has so many words that it can hardly mean anything else."""
        return sum(word not in SMALL for word in self.words) >= SPECIAL

    @property
    def has_head(self) -> bool:
        """Whether the name says what sort of thing it names: a strategy, a board, a director."""
        heads = HEADS.get(self.family, frozenset())
        if self.is_special:
            return not heads.isdisjoint(self.words)
        return self.words[-1] in heads or (self.family == "Post" and self.words[0] in heads)


class Names:
    """All names of the items; `at` finds the longest that begins at a word."""

    def __init__(self, items: Iterable[Item], unsearched: Iterable[str] = ()) -> None:
        self._names: dict[tuple[str, ...], list[Name]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        """How many words the names have that begin with a word, the most first."""
        for name in _clear(_names(items, frozenset(unsearched))):
            self._put(name)
        lengths: dict[str, set[int]] = {}
        for words in self._names:
            lengths.setdefault(words[0], set()).add(len(words))
        for word, counts in lengths.items():
            self._lengths[word] = tuple(sorted(counts, reverse=True))

    def at(self, words: Sequence[Word], place: int, text: str) -> tuple[Name, int] | None:
        """The longest name that begins at a word, and how many words it takes; None where there is none."""
        first = words[place]
        for count in self._lengths.get(first.plain, (1,) if first.owns else ()):
            some = words[place:place + count]
            for plain in _readings(some) if len(some) == count else ():
                name = _fitting(self._names.get(plain, ()), some, text)
                if name is not None:
                    return name, count
        return None

    def _put(self, name: Name) -> None:
        """Keeps a name; one that is two items' names is nobody's."""
        alike = self._names.setdefault(name.words, [])
        for at, known in enumerate(alike):
            if known.exact == name.exact:
                if known.item is not name.item:
                    alike[at] = Name(name.words, None, name.exact, name.marks)
                return
        alike.append(name)


def _readings(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """Words as they are compared: as they stand, and without the 's of an owner at the end."""
    plain = tuple(word.plain for word in words)
    yield plain
    base = words[-1].base
    if base is not None:
        yield (*plain[:-1], base)


def words_of(text: str) -> list[Word]:
    """The words of a text, in their order."""
    return [Word("and" if (raw := match[0]) == "&" else raw.casefold().replace("'", "").replace("’", ""), raw,
                 match.start(), match.end()) for match in WORD.finditer(text)]


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared, without an article in front."""
    words = tuple(word.plain for word in words_of(text))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def is_abbreviation(word: str) -> bool:
    """Whether a word is an abbreviation by its look: up to eight letters, two of them capitals."""
    return ABBREVIATION.fullmatch(word) is not None


def _fitting(names: Sequence[Name], words: Sequence[Word], text: str) -> Name | None:
    """The name that words of a text are: an abbreviation as it is written, any other with no other sign between."""
    for name in names:
        if name.exact is not None:
            raw = words[0].raw
            if name.exact in (raw, raw[:-2] if words[0].owns else raw):
                return name
        elif all(set(text[one.end:next_one.start]) <= SOFT | name.marks
                 for one, next_one in pairwise(words)):
            return name
    return None


def _names(items: Iterable[Item], unsearched: frozenset[str]) -> Iterator[Name]:
    """Every name of every item."""
    for item in items:
        if item.kind in UNSEARCHED or not item.title:
            continue
        # A plan of one word is as often a standard or a subject: EMAS, Housing.
        short = KIND[item.kind].family == "Plan" and len(plain_words(item.title)) == 1
        searched = item if item.kind in SEARCHED and item.key not in unsearched and not short else None
        for form in _forms(item.title):
            words = plain_words(form)
            if is_abbreviation(form):
                yield Name(words, searched, form)
            elif words and len(words) <= LONGEST and (searched or len(words) > 1):
                yield Name(words, searched, None, frozenset(form) & frozenset(",.:;()"))


def _forms(title: str) -> list[str]:
    """The ways in which a title is written: with its abbreviation or without, before or after "the ..."."""
    brackets = BRACKET.findall(title)
    outside = " ".join(BRACKET.sub(" ", title).split())
    if len(brackets) == 1 and (is_abbreviation(brackets[0]) or is_abbreviation(outside)):
        return [outside, brackets[0], title]
    match = APPOSITION.fullmatch(title)
    return [title, match["name"], match["also"]] if match else [title]


def _clear(names: Iterable[Name]) -> Iterator[Name]:
    """The names, those without an item that may mean one edition of a plan or another."""
    names = list(names)
    editions: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    kinds: dict[str, set[str]] = {}
    for name in names:
        if name.item is not None and name.exact is None:
            editions.setdefault((name.family, bare(name.words)), set()).add(name.item.key)
            kinds.setdefault(name.item.kind, set()).add(name.item.key)
    for name in names:
        if name.item is None or name.exact is not None:
            yield name
            continue
        plain = bare(name.words)
        alike = editions[name.family, plain]
        of_kind = kinds[name.item.kind] if plain == tuple(KIND[name.item.kind].label.split()) else ()
        unsure = plain == name.words and max(len(alike), len(of_kind)) > 1
        yield Name(name.words, None if unsure else name.item, None, name.marks)
        if len(alike) > 1 and plain != name.words and plain:
            yield Name(plain)


def bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without what tells its editions apart: years, "new", "second"."""
    kept = [word for word in words if word not in VERSIONS and not word[0].isdigit()]
    while kept and kept[-1] in SMALL:
        kept.pop()
    return tuple(kept)
