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
from schema.records import Finding, Item, Loaded, Source

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


def excepted(key: str, check: str, number: str | None = None) -> bool:
    """Whether an exception covers the item; one of numbers covers those alone that it names."""
    return any(
        fnmatchcase(key, one["items"]) and (number is None or number in one["numbers"]) for one in exceptions(check))


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


def stands(source: Source) -> bool:
    """Whether a record names a paper and a paragraph that is in it."""
    return bool(source.document and source.paragraph and papers.cited(source.document, source.paragraph) is not None)


def test_every_record_and_link_cites_a_paper_and_a_paragraph_that_is_there() -> None:
    loaded = leicester()
    loose = [f"{item.key}: {source.place}" for item in loaded.items for source in item.sources if not stands(source)]
    loose += [f"{one.start} {one.verb} {one.end}: {one.source.place}" for one in loaded.links
              if not stands(one.source)]

    assert not loose


def test_every_finding_cites_a_paragraph_that_is_there() -> None:
    loose = [
        f"{one.id}: {one.source.place}" for one in leicester().findings
        if one.source.document not in ("000", "001", "002", "003")
        or papers.cited(one.source.document, str(one.source.paragraph)) is None]

    assert not loose


def met(item: Item, text: str) -> float:
    """The share of the main words of the title that a text holds; 1 where the title has none."""
    wanted, held = main_words(item.title), {stem(word) for word in words(text)}
    return sum(stem(word) in held for word in wanted) / len(wanted) if wanted else 1


def test_the_paragraph_holds_the_main_words_of_the_title() -> None:
    strange = [
        f"{item.key}: {item.title!r} in {item.source.place}" for item in read_from_papers()
        if met(item, paragraph(item)) < SHARE and not excepted(item.key, "title")]

    assert not strange


def test_each_paragraph_of_an_item_in_several_places_holds_a_word_of_its_title() -> None:
    """A record of little more than a key and a paragraph may not cite one where the item is not spoken of."""
    strange = [
        f"{item.key}: {item.title!r} in {source.place}" for item in read_from_papers() for source in item.sources
        if not met(item, papers.cited(str(source.document), str(source.paragraph)) or "")
        and not excepted(item.key, "place")]

    assert not strange


def numbers_of(item: Item) -> Iterator[str]:
    """Every number and date word of a record that came out of a paper."""
    for name, value in item.values.items():
        if name in ("tier", "rank", "years", "prior", "derived_score"):
            continue
        if isinstance(value, PlanDate):
            yield from re.findall(r"\d+|[A-Z][a-z]{2,}", value.text.replace("-", " "))
        elif name in ("term", "cadence") and isinstance(value, str):
            yield from (word for word in re.findall(r"\d+|[A-Z][a-z]+", value) if word.isdigit() or a_month(word))
            yield from (word for word in words(value) if word in WORDS_FOR.values())
        elif name == "period" and isinstance(value, str):
            yield from re.findall(r"\d+", value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{value:g}" if value < 10_000 else f"{value:.0f}"


def a_month(word: str) -> bool:
    return any(month.startswith(word.lower()[:3]) for month in MONTHS)


def said(number: str, text: str) -> bool:
    """Whether the text says the number: in figures, in words, as millions, or as a month by its number."""
    plain = text.replace(",", "").lower()
    if number.isalpha():
        figures = next((figure for figure, word in WORDS_FOR.items() if word == number), None)
        return number.lower()[:3] in plain if figures is None else (
            number in plain or re.search(rf"\b{figures}\b", plain) is not None)
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
        if not said(number, paragraph(item)) and not excepted(item.key, "numbers", number)]

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

    assert len(lines - {"KLOE 5"}) == 17  # and one that the paper gives no number
    assert "criterion:kloe-5-children" in {item.key for item in criteria}
    assert sum(item.values.get("level") == "theme" for item in criteria) == 5
    assert sum(item.values.get("level") == "criterion" for item in criteria) == 76


def test_the_scores_are_those_of_the_score_page() -> None:
    """Small numbers stand everywhere on that page, so each is looked for in its own row."""
    page = papers.paragraphs("001")["p9"]
    scored = {item.title.split(",")[0]: item.values.get("score") for item in leicester().items
              if item.source.document == "001" and item.source.paragraph == "p9" and item.kind == "Criterion"}

    assert len(scored) == 6
    assert not [(title, score) for title, score in scored.items() if not row_says(page, title, score)]


def row_says(page: str, title: str, score: Any) -> bool:
    """Whether a row of the score page holds the title and, in the next cell that is filled, this score."""
    return re.search(rf"(?:^|\t){re.escape(title)}\**\t+{score}$", page, re.M) is not None


def test_every_line_of_the_monitoring_timetable_goes_to_those_it_is_ticked_for() -> None:
    columns = ("full-council", "cabinet", "scrutiny", "corporate-directors-board", "strategic-resources-group",
               "departmental-management-teams")
    lines = [line.split("\t") for line in papers.paragraphs("002")["App1 14.1"].splitlines()
             if line.count("\t") > 6][2:]  # two rows of headings
    ticked = {line[0].replace("\u2013", "-").split(":")[0].strip(): {
        f"board:{board}" for board, cell in zip(columns, line[1:7], strict=True) if cell.strip()} for line in lines}
    loaded = {item.title: item for item in leicester().items
              if item.kind == "Report" and any(source.paragraph == "App1 14.1" for source in item.sources)}
    goes = {title: {link.end for link in leicester().links if link.verb == "GOES_TO" and link.start == item.key}
            for title, item in loaded.items()}

    assert len(lines) == 14
    assert goes == ticked


def test_the_29_key_strategies_are_loaded_as_names() -> None:
    cited = [item for item in leicester().items if item.kind == "Strategy" for source in item.sources
             if source.document == "002" and source.paragraph == "App1 2.6"
             and "Race Equality" not in item.title]  # stands in brackets behind another

    assert len(cited) == papers.paragraphs("002")["App1 2.6"].count("\n- ") == 29


def test_exceptions_have_a_reason_and_are_needed() -> None:
    items = read_from_papers()
    for one in yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8")):
        assert one["reason"], one
        assert any(fnmatchcase(item.key, one["items"]) and needed(one, item) for item in items), one


def needed(exception: dict[str, Any], item: Item) -> bool:
    """Whether a check would fail for the item without the exception."""
    if exception["check"] == "title":
        return met(item, paragraph(item)) < SHARE
    if exception["check"] == "place":
        return any(not met(item, papers.cited(str(one.document), str(one.paragraph)) or "") for one in item.sources)
    return any(number in exception["numbers"] and not said(number, paragraph(item)) for number in numbers_of(item))
