"""Mentions of known plans, bodies and posts in papers: links that the software suggests and nobody has stated.

They are held apart: no rule, thread or count walks them. A wrong suggestion costs more trust than a missed one
costs time, so whatever may mean something else is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.cells import make_key, title_key
from loaders.papers.evidence import own_passages
from loaders.papers.names import SMALL, Name, Names, Word, is_abbreviation, plain_words, words_of
from schema.records import Item, Link, PlanSet, Source, Table

SUGGESTED = "CITES"
"""The verb of a suggested link: the passage refers to the item."""
DEFINED = re.compile(r"['’]?s?\s*\(\s*(?:the\s+)?['‘\"“]?([A-Za-z]{2,8})['’\"”]?\s*\)")
"""An abbreviation in brackets behind a name."""
LEADS_IN = frozenset(re.findall("[a-z]+", """and as at between both by during for from in its of on our or per that the
    their this through to under via with within"""))
"""Words after which a name may stand in small letters; "a housing strategy" may be anybody's."""
BESIDE = re.compile(r"[^\S\n\t]*[-–/]?[^\S\n\t]*(?:[\w'’&]+[^\S\n\t]+)?")
"""What may stand between a name and the word next to it, or the one after that."""
JOINS = frozenset({"and", "for", "of"})
OF_MANY = frozenset({"a", "an", "new"})
"""Words after which only a long name in small letters is sure to be one."""
PLACE_NAMES = frozenset(re.findall(
    "[a-z]+", "and borough city council county district london metropolitan of royal the unitary"))
"""Words of a council's name that are not the name of its place."""


def mentions(
    items: Mapping[str, Item], links: Iterable[Link] = (), tables: Sequence[Table] = (),
    plan_set: PlanSet | None = None,
) -> list[Link]:
    """Links CITES from passages of papers to the items that they mention, each with its passage as source.

    `written` holds the words that were found. Links that are stated already are left out, so are mentions of the
    council whose plans these are, which its papers name on every page, and papers that never name its place. Takes
    time linear in the papers.
    """
    papers = _papers(items, tables)
    if not papers:
        return []
    home = _home(items.values(), plan_set)
    names = Names(items.values(), home)
    place = frozenset(word for key in home for word in plain_words(items[key].title)) - PLACE_NAMES
    stated = {(link.start, link.end) for link in links if link.verb == SUGGESTED}
    found: list[Link] = []
    for number, passages in papers.items():
        paper = _Paper(names, items.get(make_key("document", number)), passages, place)
        if paper.is_ours:
            found += (link for link in paper.links() if (link.start, link.end) not in stated)
    return found


def _papers(items: Mapping[str, Item], tables: Sequence[Table]) -> dict[str, list[_Passage]]:
    """The passages of each paper, in their order."""
    found: dict[str, list[_Passage]] = {}
    for item, source, text in own_passages(items.values(), tables):
        found.setdefault(source.document or "-", []).append(_Passage(item, source, text, words_of(text)))
    return found


def _home(items: Iterable[Item], plan_set: PlanSet | None) -> list[str]:
    """The council whose plans these are: the organisation that the plan set's title names."""
    title = f"-{title_key(plan_set.title)}-" if plan_set else ""
    return [item.key for item in items if item.kind == "Organisation" and item.title
            and f"-{title_key(item.title)}-" in title]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage with its words."""

    item: Item
    source: Source
    text: str
    words: list[Word]


@dataclass(frozen=True, slots=True)
class _Match:
    """A name at a place in a passage, with what stands around it."""

    name: Name
    passage: _Passage
    first: int
    last: int
    before: int = 0
    """The first word behind the name before."""
    after: int = 1_000_000
    """The first word of the name after."""

    @property
    def words(self) -> list[Word]:
        """The words that are the name."""
        return self.passage.words[self.first:self.last + 1]

    @property
    def written(self) -> str:
        """The name as it stands in the text."""
        last = self.words[-1]
        end = last.end - 2 if last.owns and last.plain != self.name.words[-1] else last.end
        found = self.passage.text[self.words[0].start:end]
        return f"{found})" if "(" in found and ")" not in found else found

    def beside(self, step: int) -> Word | None:
        """The word before (-1, -2) or after (1, 2) the name.

        None where a sign, a cell's or a line's end parts them, or where it is part of another known name.
        """
        words, place = self.passage.words, (self.first if step < 0 else self.last) + step
        if not self.before <= place < min(self.after, len(words)):
            return None
        ends = (words[place].end, self.words[0].start) if step < 0 else (self.words[-1].end, words[place].start)
        between = self.passage.text[ends[0]:ends[1]]
        return words[place] if BESIDE.fullmatch(between) else None

    def begins_sentence(self, place: int) -> bool:
        """Whether a word of the passage is the first of its sentence or line."""
        start = self.passage.words[place].start
        before = self.passage.text[max(0, start - 20):start].rstrip(" \t\"“‘'(")
        return not before or before[-1] in ".!?:;\n•-–❖➤*·▪"


@dataclass
class _Paper:
    """One paper: its passages, and the abbreviations that it has explained so far."""

    names: Names
    document: Item | None
    passages: list[_Passage]
    place: frozenset[str]
    explained: dict[str, Item] = field(default_factory=dict)
    in_small: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.in_small = {word.plain for passage in self.passages for word in passage.words if not word.capital}

    @property
    def is_ours(self) -> bool:
        """Whether the paper names the place of the council whose plans these are; true where that is not known."""
        return not self.place or any(
            word.base in self.place or word.plain in self.place for passage in self.passages for word in passage.words)

    def links(self) -> Iterator[Link]:
        """A link for each item that a passage mentions, at the first place where it does."""
        for passage in self.passages:
            seen: set[str] = set()
            for match in self.matches(passage):
                item = match.name.item
                if item is not None and item.key not in seen and not self.is_about(item):
                    seen.add(item.key)
                    yield Link(SUGGESTED, passage.item.key, item.key, passage.source, written=match.written)

    def is_about(self, item: Item) -> bool:
        """Whether the paper is the plan itself."""
        title = item.values.get("title_key")
        return self.document is not None and title is not None and self.document.values.get("title_key") == title

    def matches(self, passage: _Passage) -> Iterator[_Match]:
        """The names in a passage that mean what they say; a longer name hides those within it."""
        found = [_Match(name, passage, first, last) for name, first, last in self.found(passage)]
        for at, match in enumerate(found):
            before = found[at - 1].last + 1 if at else 0
            after = found[at + 1].first if at + 1 < len(found) else match.after
            placed = replace(match, before=before, after=after)
            if match.name.item is not None and self.means_it(placed):
                yield placed

    def found(self, passage: _Passage) -> Iterator[tuple[Name, int, int]]:
        """Every name that stands in a passage, with its first and last word; none within another."""
        at = 0
        while at < len(passage.words):
            name, count = self.names.at(passage.words, at, passage.text) or (None, 1)
            known = self.explained.get(_singular(passage.words[at]))
            if known is not None and count == 1:
                name = Name((passage.words[at].plain,), known, _singular(passage.words[at]))
            if name is not None:
                self.explain(name, passage, passage.words[at + count - 1])
                yield name, at, at + count - 1
            at += count

    def explain(self, name: Name, passage: _Passage, last: Word) -> None:
        """Keeps the abbreviation that stands in brackets behind a name."""
        behind = DEFINED.match(passage.text, last.end)
        if behind and is_abbreviation(behind[1]) and name.item is not None and name.exact is None:
            self.explained[behind[1]] = name.item

    def means_it(self, match: _Match) -> bool:
        """Whether the words at this place name the item, as far as the words around them tell."""
        if self.belongs_elsewhere(match):
            return False
        if match.name.exact is None and len(match.name.words) == 1:
            return self.is_proper(match)
        if all(word.capital for word in match.words if word.plain not in SMALL):
            return not self.goes_on(match)
        return self.in_small_letters(match)

    def is_proper(self, match: _Match) -> bool:
        """Whether one word, such as Cabinet, is only ever a name in this paper, and stands alone here."""
        word, before, after, then = match.words[0], match.beside(-1), match.beside(1), match.beside(2)
        joined = after is not None and after.plain in JOINS and then is not None and then.capital
        return (word.capital and match.name.words[0] not in self.in_small and word.plain not in self.in_small
                and not match.begins_sentence(match.first) and not joined
                and not (before is not None and (before.capital or before.plain in JOINS))
                and not (after is not None and after.capital))

    def goes_on(self, match: _Match) -> bool:
        """Whether a name in capitals is part of a longer one that is not known."""
        before, further = match.beside(-1), match.beside(-2)
        after, then = match.beside(1), match.beside(2)
        if before is not None and before.capital and not before.owns and not (
                before.plain in SMALL or (match.begins_sentence(match.first - 1) and before.plain in LEADS_IN)):
            return True
        if (before is not None and before.plain in JOINS and match.name.exact is None
                and further is not None and further.capital):
            return True
        if after is None or match.words[-1].owns:
            return False
        if after.capital and after.plain not in SMALL:
            return True
        named = then is not None and then.capital and not self.place & {then.plain, then.base}
        return named and (after.plain in ("of", "for") or (after.plain == "and" and not match.name.has_head))

    def in_small_letters(self, match: _Match) -> bool:
        """Whether a name in small letters is one: it says of what sort it is, and nothing narrows it down."""
        before = match.beside(-1)
        return match.name.has_head and (
            before is None or before.plain in LEADS_IN or before.owns or match.begins_sentence(match.first)
            or (match.name.is_special and before.plain in OF_MANY))

    def belongs_elsewhere(self, match: _Match) -> bool:
        """Whether the words beside a name say that it is another council's: "Chief Executive, Hull City Council"."""
        if not self.place or match.name.family == "Plan":
            return False
        before = match.beside(-1)
        if before is not None and before.owns and before.capital and before.base not in self.place | PLACE_NAMES:
            return True
        tail = re.match(r"(?:,| of| at| for)\s((?:(?:[A-Z][\w'’]*|of|and|upon|the)\s?){1,8})",
                        match.passage.text[match.words[-1].end:match.words[-1].end + 120])
        named = set(plain_words(tail[1])) if tail else set()
        return bool(named & {"council", "borough", "authority"}) and not named & self.place and len(named) > 2


def _singular(word: Word) -> str:
    """An abbreviation without the 's of an owner."""
    return word.raw[:-2] if word.owns else word.raw
