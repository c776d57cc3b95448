"""Papers as plain text: what a word processor, a website or a text layer leaves of them. Numbered passages come out."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from loaders.files import decoded
from loaders.papers.numbering import HEADING, begins, contents_entry, numbered
from loaders.parsed import Parsed, Passage
from loaders.problems import problem
from schema.records import Problem, Source

__all__ = ["cleaned", "looks_like_heading", "numbered", "parse", "rejoined"]

Line = tuple[int, str]
"""The number of a line or page, and the text of a line."""

BLOCK_TAG = re.compile(r"</?(?:p|br|li|ul|ol|tr|div|table|h[1-6])\b[^<>]{0,200}>", re.I)
OTHER_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|span|a|font|tbody|thead)\b[^<>]{0,200}>|<t[dh]\b[^<>]{0,200}>", re.I)
CELL_END = re.compile(r"</t[dh]>\s*", re.I)
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
PRINTED = {0xA0: " ", 0xAD: None, 0x200B: None, 0xFEFF: None} | dict(zip(
    range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
"""Signs that are there for the look of the page alone, and joined letters."""
BOLD = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*|__(?=\S)|(?<=\S)__")
HASHES = re.compile(r"#{1,6}\s+")
PAGE_LINE = re.compile(r"page\s+[0-9]{1,4}(?:\s+of\s+[0-9]{1,4})?", re.I)
HEAD = re.compile(r"(?P<before>[0-9]{1,4})\s+(?P<words>\D.{10,140})|(?P<those>.{10,140}\D)\s+(?P<after>[0-9]{1,4})")
WORD = re.compile(r"[^\W_]+|&")
PAGE_WORDS = 600
"""Words of a page of plain text, for the limit on pages: a densely printed page has as many."""
NARROWEST, WIDEST = 60, 130
"""Signs of a line between which a text is taken for one that was broken into lines of one width."""


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The numbered passages of a paper; the row of each is the line on which it begins."""
    text, problems = decoded(data)
    if text is None:
        return Parsed(problems=problems)
    lines = cleaned(enumerate(_lines(text, limits, problems), 1), problems)
    blocks = _blocks(_without_page_heads([piece for line in lines for piece in _untagged(*line)]))
    return Parsed(passages=numbered(_paragraphs(blocks)), problems=problems)


def _lines(text: str, limits: Mapping[str, float], problems: list[Problem]) -> list[str]:
    """The lines of a text, as many as the limits on lines and on pages allow; a cut is told."""
    pages, most = int(limits["pages"]), int(limits["rows"])
    words = pages * PAGE_WORDS
    beyond = next(islice(WORD.finditer(text), words, None), None) if len(text) > words else None
    lines = re.split("\r\n|\r|\n|\f", text if beyond is None else text[:beyond.start()], maxsplit=most)
    if len(lines) > most:
        rest = lines.pop()
        count = most + 1 + sum(map(rest.count, "\r\n\f")) - rest.count("\r\n")
        said = f"{count:,}" if beyond is None else f"more than {most:,}"
        problems.append(problem(
            "too-many-rows", f"The file has {said} lines; those after line {most:,} were not read.",
            source=Source(row=most + 1), expected=f"at most {most:,} lines (rows)"))
    elif beyond is not None:
        problems.append(problem(
            "too-many-pages", f"The file has more than {words:,} words; those beyond were not read.",
            source=Source(row=len(lines)), expected=f"at most {pages:,} pages of {PAGE_WORDS} words (pages)"))
    return lines


def cleaned(lines: Iterable[Line], problems: list[Problem]) -> list[Line]:
    """The lines with blanks for signs that nobody sees; how many there were is told once."""
    found, lost, first = [], 0, None
    for row, text in lines:
        if text.isascii() and text.isprintable():
            found.append((row, text))
            continue
        plain, count = UNSEEN.subn(" ", text.translate(PRINTED))
        if count:
            lost, first = lost + count, first or row
        found.append((row, plain))
    if lost:
        problems.append(problem("signs-unseen", f"{lost:,} control characters were read as blanks.",
                                source=Source(row=first)))
    return found


def rejoined(lines: Sequence[Line], width: int) -> list[Line]:
    """Paragraphs out of lines that were broken at a width: a full line goes on in the next one."""
    found: list[tuple[int, list[str]]] = []
    full, before = False, ""
    for row, text in lines:
        plain = text.strip()
        titled = before.endswith((".", "?", "!", ":", ";")) and looks_like_heading(plain)
        if full and not titled and not begins(plain) and "\t" not in text:
            found[-1][1].append(plain if before.endswith("-") else f" {plain}")
        else:
            found.append((row, [plain]))
        entry = contents_entry(plain) if ".." in text or "\t" in text else None
        full, before = len(text) >= 0.75 * width and entry is None, plain
    return [(row, "".join(pieces)) for row, pieces in found]


def looks_like_heading(text: str) -> bool:
    """Whether a paragraph may be a heading: short, a capital in front, no end of a sentence, no item of a list."""
    return (1 < len(text) <= HEADING and text[0].isupper() and text[-1] not in ".;:," and "\t" not in text
            and not begins(text))


def _untagged(row: int, text: str) -> list[Line]:
    """A line without tags, entities and marks of emphasis; tags that end a paragraph break it."""
    if "<" in text:
        text = CELL_END.sub("\t", OTHER_TAG.sub("", text))
        pieces = BLOCK_TAG.sub("\n", text).split("\n") if BLOCK_TAG.search(text) else [text]
    else:
        pieces = [text]
    return [(row, BOLD.sub("", html.unescape(piece) if "&" in piece else piece).rstrip()) for piece in pieces]


def _without_page_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that come on several pages and differ in the page's number alone."""
    heads = [HEAD.fullmatch(text.strip()) if len(text) < 160 and "\t" not in text else None for _, text in lines]
    words = [None if head is None else (head["words"] or head["those"]).strip().casefold() for head in heads]
    often = Counter(word for word in words if word)
    return [line for line, word in zip(lines, words, strict=True)
            # Twice alike may be two headings: "3 Recommendations", "8 Recommendations".
            if not (word and often[word] > (1 if "|" in word else 2)) and not PAGE_LINE.fullmatch(line[1].strip())]


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines parted at blank ones."""
    blocks: list[list[Line]] = [[]]
    for row, text in lines:
        if text.strip():
            blocks[-1].append((row, text))
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _paragraphs(blocks: Sequence[Sequence[Line]]) -> list[Passage]:
    """Paragraphs; a line that stands alone may be a heading."""
    width = max((len(text) for block in blocks for _, text in block), default=0)
    broken = NARROWEST <= width <= WIDEST
    found = []
    for block in blocks:
        paragraphs = rejoined(block, width) if broken else [(row, text.strip()) for row, text in block]
        alone = len(paragraphs) == 1 and len(blocks) > 1
        for row, text in paragraphs:
            marked = HASHES.match(text)
            plain = text[marked.end():] if marked else text
            found.append(Passage(None, plain, bool(marked) or (alone and looks_like_heading(plain)), row))
    return found
