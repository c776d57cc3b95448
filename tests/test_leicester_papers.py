"""Nothing invented: every record of the Leicester example is looked for in the paragraph that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import papers
import pytest
import yaml

from loaders.load import load
from schema.dates import PlanDate
from schema.records import Finding, Item, Loaded

ROOT = Path(__file__).resolve().parent.parent
EXCEPTIONS = Path(__file__).parent / "leicester_exceptions.yaml"
pytestmark = pytest.mark.skipif(not papers.there(), reason=papers.MISSING)

SMALL = frozenset(re.findall("[a-z]+", """
    about after also and another area been being between both council councils each for from further have having into
    its leicester made more most new not old one other over own part plan plans policy service services strategy than
    that the their them there these they this those through under upon what when where which who with within work"""))
MONTHS = re.findall("[a-z]+", """
    january february march april may june july august september october november december""")
WORDS_FOR = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
             10: "ten", 11: "eleven", 12: "twelve", 20: "twenty", 25: "twenty five", 58: "fifty eight",
             76: "seventy six", 84: "eighty-four"}
SHARE = 0.5
"""The share of the main words of a title that its paragraph must hold."""


@cache
def leicester() -> Loaded:
    return load([ROOT / "examples" / "leicester-2008"]).loaded


def exceptions(check: str) -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8")) if one["check"] == check]


def excepted(key: str, check: str) -> bool:
    return any(fnmatchcase(key, one["items"]) for one in exceptions(check))


def read_from_papers() -> list[Item]:
    return [item for item in leicester().items if item.source.document in ("000", "001", "002", "003", "004")]


def paragraph(item: Item | Finding) -> str:
    """The text of every paragraph that a record of the item, or the finding, cites."""
    sources = item.sources if isinstance(item, Item) else (item.source,)
    return "\n".join(papers.cited(str(one.document), str(one.paragraph)) or "" for one in sources)


def stem(word: str) -> str:
    return word[:4]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower().replace("’", "").replace("'", ""))


def main_words(title: str) -> list[str]:
    return [word for word in words(title) if len(word) > 2 and word not in SMALL]


def test_every_record_cites_a_paper_and_a_paragraph_that_is_there() -> None:
    loose = [
        f"{item.key}: {item.source.document} ¶{item.source.paragraph}" for item in leicester().items
        if item.source.document is None or item.source.paragraph is None
        or papers.cited(item.source.document, item.source.paragraph) is None]

    assert not loose


def test_every_finding_cites_a_paragraph_that_is_there() -> None:
    loose = [
        f"{one.id}: {one.source.place}" for one in leicester().findings
        if one.source.document not in ("000", "001", "002", "003")
        or papers.cited(one.source.document, str(one.source.paragraph)) is None]

    assert not loose


def test_the_paragraph_holds_the_main_words_of_the_title() -> None:
    strange = []
    for item in read_from_papers():
        wanted = main_words(item.title)
        held = {stem(word) for word in words(paragraph(item))}
        met = sum(stem(word) in held for word in wanted)
        if wanted and met < SHARE * len(wanted) and not excepted(item.key, "title"):
            strange.append(f"{item.key}: {item.title!r} in {item.source.place}")

    assert not strange


def numbers_of(item: Item) -> Iterator[str]:
    """Every number and date word of a record that came out of a paper."""
    for name, value in item.values.items():
        if name in ("tier", "rank", "prior", "derived_score"):
            continue
        if isinstance(value, PlanDate):
            yield from re.findall(r"\d+|[A-Z][a-z]{2,}", value.text.replace("-", " "))
        elif name == "period" and isinstance(value, str):
            yield from re.findall(r"\d+", value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{value:g}" if value < 10_000 else f"{value:.0f}"


def said(number: str, text: str) -> bool:
    """Whether the text says the number: in figures, in words, as millions, or as a month by its number."""
    plain = text.replace(",", "").lower()
    if number.isalpha():
        return number.lower()[:3] in plain
    figures = number.lstrip("0") or "0"
    century = "(?:20)?" if len(number) == 2 else ""  # 2003/04 is written 2003/2004 too
    if re.search(rf"(?<![\d.]){century}0*{re.escape(figures)}(?!\d)", plain):
        return True
    value = float(number)
    forms = [f"{value / 1_000_000:g} ?million", f"{value / 1_000_000:g}m", WORDS_FOR.get(int(value), "")]
    forms += [MONTHS[int(value) - 1]] if value.is_integer() and 1 <= value <= 12 else []
    return any(form and re.search(rf"(?<![\d.]){form}", plain) for form in forms)


def test_the_paragraph_holds_every_number_and_date() -> None:
    invented = [
        f"{item.key}: {number} in {item.source.place}" for item in read_from_papers()
        for number in numbers_of(item)
        if not said(number, paragraph(item)) and not excepted(item.key, "numbers")]

    assert not invented


def test_no_sentence_of_a_paper_is_copied() -> None:
    """No run of ten words of a note, a finding or an outcome stands in the paragraph that it cites."""
    copied = []
    texts: list[tuple[str, Item | Finding, str]] = [(one.id, one, one.says) for one in leicester().findings]
    texts += [
        (item.key, item, value) for item in read_from_papers()
        for name in ("note", "outcome", "text", "aim", "issues", "held_as")
        if isinstance(value := item.values.get(name), str)]
    for key, source, text in texts:
        ours, theirs = words(text), " ".join(words(paragraph(source)))
        runs = (" ".join(ours[at:at + 10]) for at in range(len(ours) - 9))
        if any(run in theirs for run in runs) and not excepted(key, "copied"):
            copied.append(key)

    assert not copied


def left_out() -> set[tuple[str, str]]:
    """The paragraphs that the example's README leaves out, each with its reason beside it."""
    readme = (ROOT / "examples" / "leicester-2008" / "README.md").read_text(encoding="utf-8")
    found: set[tuple[str, str]] = set()
    for part in re.split(r"\n(?=00\d\n)", readme.split("## Left out")[1])[1:]:
        document = part[:3]
        for first, last in re.findall(r"App1 ¶(\d+) to App1\s+¶(\d+)", part):
            found |= {(document, f"App1 {number}") for number in range(int(first), int(last) + 1)}
        found |= {(document, f"{scope}{number}") for scope, number in re.findall(r"(App1 )?¶(\d+(?:\.\d+)?)", part)}
    return found


NAMES = re.compile(
    r"\b(plans?|strateg(?:y|ies)|boards?|committees?|directors?|posts?|targets?|recommend\w*|reports?|partnerships?|"
    r"lsp|forums?|indicators?|framework)\b", re.I)


def test_every_paragraph_that_names_something_is_cited_or_left_out_with_a_reason() -> None:
    loaded = leicester()
    sources = [source for item in loaded.items for source in item.sources]
    sources += [finding.source for finding in loaded.findings] + [link.source for link in loaded.links]
    cited = {(source.document, one.strip()) for source in sources for one in (source.paragraph or "").split(",")}
    naming = [
        (document, paragraph) for document in ("000", "001", "002", "003")
        for paragraph, text in papers.paragraphs(document).items()
        if paragraph not in ("heading", "App1", "App1 heading") and NAMES.search(text)]

    assert len(naming) > 150
    assert not [one for one in naming if one not in cited and one not in left_out()]


def test_every_line_of_enquiry_is_loaded() -> None:
    criteria = [item for item in leicester().items if item.kind == "Criterion" and item.source.document == "004"]
    lines = {item.source.paragraph for item in criteria if item.values.get("level") == "line"}

    assert len(lines) == 17
    assert sum(item.values.get("level") == "theme" for item in criteria) == 5
    assert sum(item.values.get("level") == "criterion" for item in criteria) == 76


def test_exceptions_have_a_reason_and_are_needed() -> None:
    keys = {item.key for item in leicester().items}
    for one in yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8")):
        assert one["reason"], one
        assert any(fnmatchcase(key, one["items"]) for key in keys), one
