"""Plain text papers: which numbers are the paper's own, what belongs to each, and what is no paragraph at all."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.load import load
from loaders.papers.numbering import numbered
from loaders.papers.running_text import parse
from loaders.parsed import LIMITS, Parsed, Passage

LEICESTER = Path(__file__).resolve().parent.parent / "examples" / "leicester-2008"


def read(text: str) -> dict[str | None, str]:
    return {passage.number: passage.text for passage in parse(text.encode(), LIMITS).passages}


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


def test_numbers_that_run_on_are_the_papers_own():
    found = read(paragraphs("Report of the director", "1. Purpose", "1.1 To note the plan.", "1.2. To agree it.",
                            "2 Background", "2.1 The plan is new."))

    assert found == {
        "heading": "Report of the director", "1": "Purpose", "1.1": "To note the plan.", "1.2": "To agree it.",
        "2": "Background", "2.1": "The plan is new."}


def test_a_list_in_a_paragraph_is_part_of_it():
    found = read(paragraphs("7 The board will:", "1. meet", "2. decide", "3. report", "8 The council pays.",
                            "9 Nobody objects."))

    assert list(found) == ["7", "8", "9"]
    assert found["7"] == "The board will:\n1. meet\n2. decide\n3. report"


def test_a_scale_a_day_and_a_share_are_no_numbers():
    found = read(paragraphs("1 The scale is:", "2 – adequate", "3 - performs well", "2 June 2008 was the day.",
                            "3 per cent more is wanted.", "2 The council agrees.", "3 It pays."))

    assert list(found) == ["1", "2", "3"]
    assert found["2"] == "The council agrees."


def test_bullets_bold_and_tags_do_not_hide_a_number():
    found = read("- **1** First things\n\n<p>2. Second <b>things</b></p><p>3. Third &amp; last</p>")

    assert found == {"1": "First things", "2": "Second things", "3": "Third & last"}


def test_lettered_points_belong_to_their_paragraph():
    found = read(paragraphs("1. The council will", "(a) build", "(b) repair", "2. It pays."))

    assert found["1"] == "The council will\n(a) build\n(b) repair"


def test_a_missing_number_does_not_end_the_numbering():
    assert list(read(paragraphs("1 One is here.", "2 Two is here.", "5 Five is here.", "6 Six is here."))) == [
        "1", "2", "5", "6"]


def test_an_appendix_has_numbers_of_its_own():
    found = read(paragraphs("1 The report", "1.1 See Appendix 1.", "Appendix 1 - The framework", "Made in May.",
                            "1 Aims", "1.1 To improve.", "Annex B", "1 Costs", "2 Gains"))

    assert list(found) == [
        "1", "1.1", "App1 heading", "App1 1", "App1 1.1", "Annex B heading", "Annex B 1", "Annex B 2"]


def test_a_list_of_appendices_begins_none():
    found = read(paragraphs("1 The report", "2 The costs", "Appendices", "Appendix 1 Maps", "Appendix 2 Tables",
                            "3 The end", "Appendix 1 Maps", "1 North", "2 South"))

    assert list(found) == ["1", "2", "3", "App1 heading", "App1 1", "App1 2"]


def test_numbers_that_begin_anew_after_a_cover_page_fill_the_same_passages():
    found = read(paragraphs("1. Summary", "In short.", "2. Decision", "Agree.", "Supporting information", "1. Aims",
                            "1.1 To improve.", "2. Means", "2.1 Money.", "2.2 Time.", "3. End"))

    assert found["1"] == "Summary\nIn short.\nSupporting information\nAims"
    assert found["2"] == "Decision\nAgree.\nMeans"
    assert list(found) == ["1", "2", "1.1", "2.1", "2.2", "3"]


def test_contents_tell_the_page_of_a_section_without_numbers():
    found = read(paragraphs(
        "Contents", "Introduction\t4\nScores\t9\nContext ........ 10", "Introduction", "1 First of all.",
        "2 Second.", "Scores", "Ambition\t3", "Context", "3 Third."))

    assert found["p9"] == "Scores\nAmbition\t3"
    assert found["1"] == "Introduction\nFirst of all."
    assert found["heading"].startswith("Contents")


def test_lettered_recommendations():
    found = read(paragraphs("Table of contents", "Recommendations\t4\nBackground\t5", "Recommendations",
                            "They are these.", "A. Lead the region.", "- meet", "B. Listen.", "Background", "1 Yes.",
                            "2 No."))

    assert found["rec A"] == "Lead the region.\n- meet"
    assert found["rec B"] == "Listen."
    assert found["p4"] == "Recommendations\nThey are these."


def test_page_heads_are_left_out():
    found = read(paragraphs("1 One.", "14 Corporate Assessment | What is it", "2 Two.",
                            "18 Corporate Assessment | What is it", "Page 3 of 9", "3 Three."))

    assert found == {"1": "One.", "2": "Two.", "3": "Three."}


def test_lines_broken_at_one_width_are_joined():
    broken = ("1 The council and its partners have agreed that the plan for the next ten\n"
              "years is to be short, and that it names who does what and until when. It\n"
              "is short.\n2 The end of the paper is reached with this last paragraph, which has an-\nend.")

    assert read(broken)["1"] == (
        "The council and its partners have agreed that the plan for the next ten years is to be short, and that it "
        "names who does what and until when. It is short.")


def test_a_paper_without_numbers_is_cited_by_section_or_by_place():
    sections = read(paragraphs("# Aims", "We want to improve.", "And to last.", "# Means", "We have money."))
    plain = read("We want to improve:\n- soon\n- at once\nWe have money.")

    assert sections == {"Aims": "Aims\nWe want to improve.\nAnd to last.", "Means": "Means\nWe have money."}
    assert plain == {"1": "We want to improve:\n- soon\n- at once", "2": "We have money."}


def test_numbers_that_a_file_gives_count_like_those_in_the_text():
    found = numbered([
        Passage(None, "Report"), Passage("1", "Purpose", True), Passage("1.1", "To note it."),
        Passage("(a)", "and agree"), Passage("2", "End", True)])

    assert [(one.number, one.text) for one in found] == [
        ("heading", "Report"), ("1", "Purpose"), ("1.1", "To note it.\n(a) and agree"), ("2", "End")]


def test_a_short_list_that_the_file_numbers_is_no_numbering_of_the_paper():
    found = numbered([
        Passage(None, "Aims", True), Passage(None, "We want to:"), Passage("1", "improve"), Passage("2", "last"),
        Passage(None, "Means", True), Passage(None, "Money."), Passage(None, "Risks", True), Passage(None, "Few.")])

    assert [(one.number, one.text) for one in found] == [
        ("Aims", "Aims\nWe want to:\n1 improve\n2 last"), ("Means", "Means\nMoney."),
        ("Risks", "Risks\nFew.")]


def test_numbering_twice_changes_nothing():
    once = parse(b"1 One thing.\n\n2 Another.\n\nAppendix 1\n\n1 More.\n\n2 Most.", LIMITS).passages

    assert numbered(once) == once


def test_rows_are_lines_of_the_file():
    assert [one.row for one in parse(b"Title\n\n1 One.\n\n2 Two.\n- b", LIMITS).passages] == [1, 3, 5]


def test_control_characters_are_told_once():
    parsed = parse("1 One\x07thing.\n\n2 Two\x0bthings \ufb01nd.".encode(), LIMITS)

    assert [(told.code, told.source.row) for told in parsed.problems] == [("signs-unseen", 1)]
    assert [one.text for one in parsed.passages] == ["One thing.", "Two things find."]


def test_too_many_lines_and_no_text_are_told():
    assert [told.code for told in parse(b"a\nb\nc", {**LIMITS, "rows": 2}).problems] == ["too-many-rows"]
    assert [told.code for told in parse(b" \n ", LIMITS).problems] == ["file-empty"]
    assert [told.code for told in parse(b"\x00\x01", LIMITS).problems] == ["file-not-text"]


def test_lines_beyond_the_limit_are_counted_and_never_kept():
    parsed = parse(b"a\r\nb\rc\n\fd\n", {**LIMITS, "rows": 2})

    assert [one.text for one in parsed.passages] == ["a", "b"]
    assert [told.message for told in parsed.problems] == ["The file has 6 lines; those after line 2 were not read."]


@pytest.mark.parametrize("word", ["a ", "<p ", "&", "a_"])
def test_more_words_than_so_many_pages_hold_are_cut_and_told(word):
    parsed = parse(b"1 One.\n\n2 Two.\n" + word.encode() * 700, {**LIMITS, "pages": 1})

    assert [(told.code, told.source.row) for told in parsed.problems] == [("too-many-pages", 4)]
    assert parsed.problems[0].expected == "at most 1 pages of 600 words (pages)"
    assert sum(len(one.text) for one in parsed.passages) <= 600 * len(word) + 20
    assert not parse(word.encode() * 600, {**LIMITS, "pages": 1}).problems


LINE = st.one_of(
    st.from_regex(r"(- )?(\*\*)?[1-9][0-9]?(\.[1-9]){0,2}\.?(\*\*)? [A-Za-z]{1,8}", fullmatch=True),
    st.sampled_from(["Contents", "Appendix 1", "Appendix 2 - More", "Recommendations", "A. Do it", "Title\t4", "",
                     "<p>", "Page 4", "# Head", "- point", "3 – scale", "....", "a . . . 9"]),
    st.text(max_size=30))


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=40))
def test_whatever_the_lines_are_each_word_is_kept_and_each_number_is_there_once(lines):
    parsed = parse("\n".join(lines).encode("utf-8", "replace"), LIMITS)
    numbers = [one.number.casefold() for one in parsed.passages if one.number]

    assert len(numbers) == len(parsed.passages) == len(set(numbers))
    assert all(one.text for one in parsed.passages)
    assert Parsed.from_json(parsed.to_json()) == parsed


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_it(data):
    parse(data, LIMITS)


@pytest.mark.skipif(not papers.there(), reason=papers.MISSING)
@pytest.mark.parametrize(("document", "missing"), [("000", 0), ("001", 0), ("002", 0), ("003", 1), ("004", 23)])
def test_what_the_leicester_records_cite_is_found_in_the_papers(document, missing):
    """003 has its summary as p3; 004 is cited by the name of its framework, which its numbers do not have."""
    loaded = load([LEICESTER]).loaded
    sources = [source for item in loaded.items for source in item.sources]
    sources += [one.source for one in (*loaded.links, *loaded.findings)]
    cited = {one.strip() for source in sources if source.document == document and source.paragraph
             for one in source.paragraph.split(",")}
    (file,) = papers.SEEDS.glob(f"{document}_*.txt")
    found = {passage.number for passage in parse(file.read_bytes(), LIMITS).passages}

    assert len(cited - found) == missing
    assert len(cited) > 10
