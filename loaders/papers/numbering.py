"""Which of the numbers at the start of paragraphs are the paper's own, and what else belongs to each.

A number counts where it runs on from the ones before: 4.5 after 4.4, 5 after 4.12. So the figures of a list inside
a paragraph, of a table and of a page head are told from paragraph numbers without knowing the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from loaders.cells import normal_space, title_key
from loaders.parsed import Passage

Number = tuple[int, ...]

BULLETS = "-–•·*❖➤▪■○●◦\uf0b7\uf0a7"
MARKED = re.compile(rf"(?:[{re.escape(BULLETS)}]\s+)?")
NUMBER = re.compile(
    MARKED.pattern + r"(?P<figures>[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2}){0,3})(?:[.)]?\s+|[.)](?=[^\W\d]))(?=\S)")
NO_TEXT = re.compile(
    r"[-–—%&/+=<>]|(?:per ?cent|million|billion|years?|months?|weeks?|days?|hours?|pages?"
    r"|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october"
    r"|november|december)\b", re.I)
"""What follows a figure that is no paragraph's number: a scale, a share, a day of a month."""
LETTER = re.compile(MARKED.pattern + r"([A-Z])[.)]\s+(?=\S)")
APPENDIX = re.compile(
    r"(?P<word>(?i:appendix|annex|schedule))\s+(?P<sign>[0-9]{1,2}|[A-Za-z]|(?i:[ivx]{1,4}))"
    r"(?:\s*[-–—:.].*|\s+[A-Z].*)?")
SHORT_WORD = {"appendix": "App", "annex": "Annex ", "schedule": "Schedule "}
CONTENTS = {"contents", "contents-page", "table-of-contents", "contents-list"}
LISTS = CONTENTS | {"appendices", "list-of-appendices", "attachments", "annexes", "schedules"}
ENTRY = re.compile(r"(?P<title>\S.*?)[\s.…]+(?P<page>[0-9]{1,3})\s*")
ANEW = 1.5
"""What it costs a chain to begin with another number than 1, or to begin again."""
LONGEST_CONTENTS = 500
GAP = 8
"""How many lines of a list of contents may have no page."""
HEADING = 90
"""Signs of a line that may be a heading."""
MANY = 3
"""More short lines than these in a row are no headings."""
MISSED = 3
"""How many numbers in a row may be missing."""


def numbered(passages: Sequence[Passage], *, paged: bool = False) -> list[Passage]:
    """Paragraphs of running text as numbered passages, in the form in which records cite them.

    "32", "4.5"; in an appendix "App1 3.1"; what stands before the first number is "heading" ("App1 heading"); a
    section without numbers has the page that the list of contents names ("p9"), else the words of its heading;
    lettered recommendations are "rec A". Paragraphs without a number belong to the one before them. A paper
    without numbers is cited by page where `paged` says that rows are pages, else by section, else each paragraph by
    its place in order. Passages that are numbered already come back as they are.
    """
    if passages and _done(passages):
        return list(passages)
    lines = [_Line(_whole(one), one.heading, one.row, given=bool(one.number)) for one in passages if _whole(one)]
    pages = _take_contents(lines)
    found: dict[str, tuple[Passage, list[str]]] = {}
    for prefix, part in _parts(lines):
        walk = _Walk(prefix, part, pages, paged=paged)
        for name, text, row, is_heading in walk.passages():
            known, texts = found.setdefault(name.casefold(), (Passage(name, "", is_heading, row), []))
            texts.append(text)
            known.heading = known.heading and is_heading
    for known, texts in found.values():
        known.text = "\n".join(texts)
    return [known for known, _ in found.values()]


def number_at(text: str) -> tuple[Number, str] | None:
    """The number that a paragraph begins with and the text behind it; None where it begins with none."""
    match = NUMBER.match(text)
    if match is None:
        return None
    rest = text[match.end():]
    if NO_TEXT.match(rest):
        return None
    return tuple(map(int, match["figures"].split("."))), rest


def contents_entry(text: str) -> re.Match[str] | None:
    """The title and the page of a line of a list of contents; None for a line without a page."""
    return ENTRY.fullmatch(text) if len(text) <= 3 * HEADING else None


def begins(text: str) -> bool:
    """Whether a line looks like the begin of a paragraph of its own: a bullet, a number, a letter in brackets."""
    return bool(re.match(rf"[{re.escape(BULLETS)}]\s|\(?[a-z0-9]{{1,3}}\)\s|[A-Z]\.\s", text, re.I)) or (
        number_at(text) is not None)


@dataclass(slots=True)
class _Line:
    """One paragraph; `listed` is one of a list of contents or of appendices, `given` has its number from the file."""

    text: str
    heading: bool
    row: int | None
    listed: bool = False
    given: bool = False

    @property
    def key(self) -> str:
        """The line as headings are compared; "" for one that can be none."""
        return title_key(self.text) if len(self.text) <= 2 * HEADING and self.text[:1] not in BULLETS else ""


def _whole(passage: Passage) -> str:
    """The text with the number that the file's own format gives it."""
    return f"{passage.number} {passage.text}".strip() if passage.number else passage.text.strip()


def _done(passages: Sequence[Passage]) -> bool:
    """Whether these are passages already: each has a number, no two the same one, none as lists write them."""
    numbers = [passage.number for passage in passages]
    return len(set(numbers)) == len(numbers) and all(
        number and number[0] != "(" and number[-1] not in ").:" and number[0] not in BULLETS for number in numbers)


# Contents and appendices

def _take_contents(lines: Sequence[_Line]) -> dict[str, int]:
    """The page of each heading by the list of contents, in its order; its lines are marked."""
    start = next((at for at, line in enumerate(lines)
                  if title_key(line.text[:HEADING].partition("\t")[0]) in CONTENTS), None)
    if start is None:
        return {}
    pages: dict[str, int] = {}
    last, page = start, 0
    for at in range(start + 1, len(lines)):
        entry = contents_entry(lines[at].text)
        if entry is not None and int(entry["page"]) >= page and len(pages) < LONGEST_CONTENTS:
            last, page = at, int(entry["page"])
            named = number_at(entry["title"])
            pages.setdefault(title_key(named[1] if named else entry["title"]), page)
        elif at - last > GAP:
            break
    for line in lines[start:last + 1]:
        line.listed = True
    return pages


def _parts(lines: Sequence[_Line]) -> Iterator[tuple[str, list[_Line]]]:
    """The paper itself, and each appendix with what stands before its numbers ("App1 ")."""
    _mark_listed_appendices(lines)
    prefix = ""
    part: list[_Line] = []
    for line in lines:
        named = _appendix(line)
        if named is not None and named != prefix:
            yield prefix, part
            prefix, part = named, []
        part.append(line)
    yield prefix, part


def _appendix(line: _Line) -> str | None:
    """What numbers of the appendix begin with, where the line is an appendix's heading."""
    match = None if line.listed or len(line.text) > HEADING else APPENDIX.fullmatch(line.text)
    if match is None or line.text.endswith((".", ";", ",")):
        return None
    return f"{SHORT_WORD[match['word'].lower()]}{match['sign'].upper()} "


def _mark_listed_appendices(lines: Sequence[_Line]) -> None:
    """Marks lines that only name appendices: those under a heading that says so, and those side by side."""
    listing = False
    for line, after in zip_longest(lines, lines[1:]):
        if title_key(line.text[:HEADING]) in LISTS:
            listing = True
        elif _appendix(line) is None:
            listing = False
        elif listing or (after is not None and _appendix(after) not in (None, _appendix(line))):
            line.listed = listing = True


# Numbers that run on

@dataclass(slots=True)
class _Step:
    """A number as the last of a chain: how good the chain is, what it follows, whether it begins a numbering."""

    at: int
    number: Number
    score: float
    before: _Step | None
    starts: bool


def _chain(lines: Sequence[_Line]) -> dict[int, Number]:
    """The lines that begin with the paper's own numbers: the longest chain of numbers that run on."""
    ends: dict[Number, _Step] = {}
    exact: dict[Number, _Step] = {}
    best: _Step | None = None
    for at, line in enumerate(lines):
        found = None if line.listed else number_at(line.text)
        if found is None:
            continue
        step = _joined(at, found[0], 0.4 if found[1][:1].islower() else 1.0, ends, exact, best)
        for depth in range(1, len(step.number) + 1):
            known = ends.get(step.number[:depth])
            if known is None or step.score > known.score:
                ends[step.number[:depth]] = step
        if step.number not in exact or step.score > exact[step.number].score:
            exact[step.number] = step
        if best is None or step.score > best.score:
            best = step
    return _without_lists(best)


def _joined(
    at: int, number: Number, weight: float, ends: Mapping[Number, _Step], exact: Mapping[Number, _Step],
    best: _Step | None,
) -> _Step:
    """The number behind the best chain that it can follow, or as the begin of one."""
    anew = set(number) == {1}
    made = _Step(at, number, weight - (0 if anew else ANEW), None, True)
    if anew and best is not None and best.score > ANEW:
        made = _Step(at, number, weight + best.score - ANEW, best, True)
    for before, lost in _before(number, ends, exact):
        if before.score + weight - lost >= made.score:
            made = _Step(at, number, before.score + weight - lost, before, False)
    return made


def _before(
    number: Number, ends: Mapping[Number, _Step], exact: Mapping[Number, _Step]
) -> Iterator[tuple[_Step, float]]:
    """Chains that a number can follow, each with what that costs: a missing number more than none."""
    above, last = number[:-1], number[-1]
    for missed in range(min(MISSED, last - 1)):
        step = ends.get((*above, last - 1 - missed))
        if step is not None:
            yield step, 0.6 * missed
    if last == 1 and above:
        if above in exact:
            yield exact[above], 0
        beside = ends.get((*above[:-1], above[-1] - 1))
        if beside is not None:
            yield beside, 0.3


def _without_lists(last: _Step | None) -> dict[int, Number]:
    """The chain by line. A numbering that begins anew and stays short was a list, and is left out."""
    runs: list[list[_Step]] = [[]]
    while last is not None:
        runs[-1].append(last)
        if last.starts:
            runs.append([])
        last = last.before
    kept: list[list[_Step]] = []
    for run in reversed(runs):
        if run and (not kept or len(run) > len(kept[-1]) or (len(run) > 3 and any(len(s.number) > 1 for s in run))):
            kept.append(run)
    steps = [step for run in kept for step in run]
    return {step.at: step.number for step in steps} if len(steps) > 1 else {}


# From lines to passages

@dataclass(slots=True)
class _Walk:
    """Goes through one part of the paper and gathers what belongs to each number."""

    prefix: str
    lines: list[_Line]
    pages: dict[str, int]
    paged: bool
    chain: dict[int, Number] = field(init=False)
    sections: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.chain = _chain(self.lines)
        if self._is_list():
            self.chain = {}
        self.sections = dict(self._sections())

    def passages(self) -> Iterator[tuple[str, str, int | None, bool]]:
        """The name of each passage, with one paragraph of its text, its place, and whether that is a heading."""
        if not self.chain and not self.sections:
            yield from self._unnumbered()
            return
        now, letter, bare, first = self._first(), "", False, True
        waiting: list[tuple[int, _Line]] = []
        for at, line in enumerate(self.lines):
            name, text = self._name(at, line, letter)
            if not name and (at in self.sections or (line.heading and not line.listed)):
                waiting.append((at, line))
                letter = "@" if line.key.startswith("recommendation") else letter
                continue
            before = now
            if name:
                now, letter = self.prefix + name, name[-1] if name.startswith("rec ") else ""
            else:
                now = next((self.prefix + self.sections[here] for here, _ in waiting if here in self.sections), now)
            # Short lines in front are the paper's title, those behind a number that is a title itself are its text,
            # and many of them are a table's end.
            above = before if name and (first or bare or len(waiting) > MANY) else now
            yield from ((above, heading.text, heading.row, True) for _, heading in waiting)
            yield now, text, line.row, False
            waiting, first, bare = [], False, bool(name) and len(text) <= HEADING and text[-1] not in ".;:,"
        yield from ((now, heading.text, heading.row, True) for _, heading in waiting)

    def _is_list(self) -> bool:
        """Whether the numbers are those of a list that a word processor numbers, in a paper of unnumbered sections."""
        return len(self.chain) < sum(line.heading for line in self.lines) and all(
            self.lines[at].given and not self.lines[at].heading and len(number) == 1
            for at, number in self.chain.items())

    def _first(self) -> str:
        return f"{self.prefix}heading" if self.chain or not self.prefix else self.prefix.strip()

    def _name(self, at: int, line: _Line, letter: str) -> tuple[str, str]:
        """The number of a line that has one, else ""; and its text without the number."""
        if at in self.chain:
            found = number_at(line.text)
            return ".".join(map(str, self.chain[at])), found[1] if found else line.text
        match = LETTER.match(line.text) if letter else None
        if match and ord(match[1]) == ord(letter) + 1:
            return f"rec {match[1]}", line.text[match.end():]
        return "", line.text

    def _sections(self) -> Iterator[tuple[int, str]]:
        """Headings that begin a section: those of the list of contents; in a part without numbers every one."""
        if self.paged and not self.chain:
            return
        places: dict[str, list[int]] = {}
        for here, line in enumerate(self.lines if self.pages else ()):
            if not line.listed and (key := line.key) in self.pages:
                places.setdefault(key, []).append(here)
        at = 0
        for title, page in self.pages.items():
            found = next((here for here in places.get(title, ()) if here >= at), None)
            if found is not None:
                yield found, f"p{page}"
                at = found + 1
        if not self.chain and not at:
            for here, line in enumerate(self.lines):
                if line.heading and not line.listed:
                    yield here, normal_space(line.text)[:HEADING].strip()

    def _unnumbered(self) -> Iterator[tuple[str, str, int | None, bool]]:
        """Text without numbers or headings: by page, else an appendix whole, else by the place of each paragraph."""
        place = 0
        for line in self.lines:
            place += place == 0 or not begins(line.text)
            name = f"p{line.row}" if self.paged else "" if self.prefix else str(place)
            yield (self.prefix + name).strip(), line.text, line.row, line.heading
