"""Papers as documents and passages: beside what people recorded, never against it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import papers
import pytest
from builders import AS_OF

from graph_api.gaps import check
from graph_api.pipeline import check_plans, open_plans
from graph_api.stores.memory import MemoryStore
from loaders.cells import CELL_LIMIT
from loaders.files import PlanFile
from loaders.load import load
from loaders.papers.evidence import document_number, is_evidence, own_passages, read_evidence, settle
from loaders.parsed import Parsed, Passage
from loaders.plan_document import read_document
from loaders.resolve import Resolved, resolve
from loaders.rules import our_rules
from loaders.tables import Draft
from schema.records import Item, Loaded, PlanSet

PAPER = PlanFile(Path("paper.txt"), "papers/paper.txt")
PASSAGES = (Passage("heading", "A report", row=1), Passage("32", "The plan is new.", row=3),
            Passage("App1 3.1", "The board meets.", row=9))


def evidence(
    *passages: Passage, document: str | None = "001", title: str | None = None, before: object = None,
    after: object = None,
) -> tuple[Resolved, Draft]:
    """What comes of a paper with records before and after it."""
    draft = Draft()
    if before:
        read_document(draft, PlanFile(Path("a.yaml"), "a.yaml"), before, None)
    read_evidence(draft, PAPER, Parsed(passages=list(passages or PASSAGES)), document, title)
    if after:
        read_document(draft, PlanFile(Path("z.yaml"), "z.yaml"), after, None)
    settle(draft)
    found = resolve(draft, "made-up")
    found.problems[:0] = draft.problems
    return found, draft


def text_of(item: Item) -> object:
    return item.values.get("text")


def test_a_paper_becomes_a_document_and_its_passages():
    found, draft = evidence(title="A report")

    assert found.problems == []
    assert {key: item.title for key, item in found.items.items()} == {
        "document:001": "A report", "passage:001-heading": "001 heading", "passage:001-32": "001 ¶32",
        "passage:001-app1-3.1": "001 App1 3.1"}
    item = found.items["passage:001-app1-3.1"]
    assert item.source == ("001", "App1 3.1", "papers/paper.txt", None, 9, None)
    assert item.values["type"] == "paragraph"
    assert text_of(item) == "The board meets."
    assert {(link.verb, link.start, link.end) for link in found.links} == {
        ("PART_OF", key, "document:001") for key in found.items if key.startswith("passage")}
    assert [table.asks for table in draft.tables] == ["transcript", "transcript"]


def test_without_a_number_the_files_name_is_one():
    found, _ = evidence(document=None)

    assert [key for key in found.items if key.startswith("document")] == ["document:paper"]
    assert found.items["document:paper"].title == "paper"
    assert document_number("plans/Cabinet Report_1.pdf") == "cabinet-report-1"
    assert document_number("评估.pdf") == "评估"


def test_a_file_without_passages_is_no_paper():
    draft = Draft()
    read_evidence(draft, PAPER, Parsed())

    assert (draft.tables, draft.records) == ([], [])


DECLARED = {
    "asks": "transcript", "source": {"document": "001"},
    "Document": [{"key": "001", "title": "The report of June", "dated": "2008-06-03"}],
    "Passage": [{"key": "001-32", "title": "A new plan", "type": "implication", "answer": True, "paragraph": "32"}]}


@pytest.mark.parametrize("order", ["before", "after"])
def test_records_of_the_same_paper_are_filled_in_and_hold(order):
    found, _ = evidence(**{order: DECLARED})

    assert found.problems == []
    assert found.items["document:001"].title == "The report of June"
    item = found.items["passage:001-32"]
    assert (item.title, item.values["type"], text_of(item)) == ("A new plan", "implication", "The plan is new.")
    assert len(found.items) == 4


@pytest.mark.parametrize("order", ["before", "after"])
def test_a_record_with_another_text_stands_beside_the_papers_own(order):
    said = {"asks": "transcript", "Passage": [
        {"key": "001-32", "title": "A new plan", "text": "In our words.", "document": "001", "paragraph": "32"}]}
    found, draft = evidence(**{order: said})

    assert found.problems == []
    assert text_of(found.items["passage:001-32"]) == "In our words."
    assert found.items["passage:001-32"].title == "A new plan"
    assert text_of(found.items["passage:001-32-text"]) == "The plan is new."
    own = {item.key: text for item, _, text in own_passages(found.items.values(), draft.tables)}
    assert "passage:001-32" not in own
    assert own["passage:001-32-text"] == "The plan is new."


def test_the_same_text_recorded_is_the_same_passage():
    same = {"Passage": [{"key": "001-32", "text": "The plan  is new."}]}

    assert "passage:001-32-text" not in evidence(before=same)[0].items


def test_a_paper_that_is_there_twice_is_read_once_and_told():
    draft = Draft()
    for name, text in (("a.txt", "One."), ("b.pdf", "Another.")):
        read_evidence(draft, PlanFile(Path(name), name), Parsed(passages=[Passage("1", text)]), "001")
    settle(draft)
    found = resolve(draft, "made-up")

    assert [(told.code, told.source.file) for told in draft.problems] == [("paper-twice", "b.pdf")]
    assert found.problems == []
    assert text_of(found.items["passage:001-1"]) == "One."


def test_a_text_longer_than_a_cell_is_in_parts():
    lines = ["x" * 999] * (CELL_LIMIT // 1000 + 20)
    found, draft = evidence(Passage("1", "\n".join(lines), row=1), Passage("2", "y" * (2 * CELL_LIMIT + 5), row=2))

    assert found.problems == []
    assert list(found.items) == ["document:001", "passage:001-1", "passage:001-1/2", "passage:001-2",
                                 "passage:001-2/2", "passage:001-2/3"]
    assert found.items["passage:001-1/2"].title == "001 ¶1 (2)"
    assert found.items["passage:001-1/2"].source.paragraph == "1"
    texts = [text for _, source, text in own_passages(found.items.values(), draft.tables) if source.paragraph == "1"]
    assert "\n".join(texts) == "\n".join(lines)


def test_raw_paragraphs_of_a_word_file_are_numbered():
    found, _ = evidence(Passage(None, "A report"), Passage("1", "Purpose", True), Passage("(a)", "to agree"),
                        Passage("2", "To pay."))

    assert text_of(found.items["passage:001-1"]) == "Purpose\n(a) to agree"


LEICESTER = Path(__file__).resolve().parent.parent / "examples" / "leicester-2008"


@pytest.fixture(scope="module")
def with_papers(tmp_path_factory) -> Loaded:
    if not papers.there():
        pytest.skip(papers.MISSING)
    mapping = tmp_path_factory.mktemp("papers") / "mapping.yaml"
    mapping.write_text((LEICESTER / "mapping.yaml").read_text(encoding="utf-8") + "".join(
        f'  - file: "{number}_*.txt"\n    format: document\n    source: {{document: "{number}"}}\n'
        for number in ("000", "001", "002", "003", "004")), encoding="utf-8")
    return load([LEICESTER, papers.SEEDS], mapping=mapping, settings=LEICESTER / "goldthread.yaml").loaded


def test_the_papers_of_leicester_change_no_gap(with_papers, tmp_path):
    opened = open_plans([LEICESTER, tmp_path])  # with two folders, so that files have the same names
    before = check_plans(opened)
    after = check(MemoryStore(with_papers), opened.rules, before.as_of)

    assert len(with_papers.items) > len(opened.store.whole().items) + 300
    assert [replace(gap, record_sources=()) for gap in before.gaps] == [
        replace(gap, record_sources=()) for gap in after.gaps]
    for gap, read in zip(before.gaps, after.gaps, strict=True):  # a gap about a paper also cites the paper's own file
        more = set(read.record_sources) - set(gap.record_sources)
        assert set(gap.record_sources) <= set(read.record_sources)
        assert {str(source.file).endswith(".txt") for source in more} <= {True}
    assert before.causes == after.causes
    assert [found.state for found in before.findings] == [found.state for found in after.findings]
    assert [told.message for told in with_papers.problems] == [
        told.message for told in opened.store.about().problems]


def test_what_was_recorded_of_leicester_is_as_before(with_papers):
    before = {item.key: item for item in load([LEICESTER]).loaded.items}
    after = {item.key: item for item in with_papers.items}
    own = {number for number, table in enumerate(with_papers.tables) if is_evidence(table)}

    assert before.keys() < after.keys()
    assert all(after[key].title == item.title and after[key].values == item.values for key, item in before.items())
    assert {item.kind for key, item in after.items() if key not in before} == {"Passage", "Document"}
    assert all(own.intersection(item.tables) for key, item in after.items() if key not in before)


def test_rules_have_nothing_to_say_of_a_paper():
    found, draft = evidence()
    loaded = Loaded(PlanSet("p", "P"), tuple(found.items.values()), tuple(found.links), tables=tuple(draft.tables))

    gaps = check(MemoryStore(loaded), our_rules(), AS_OF).gaps
    assert [gap.rule.code for gap in gaps if any(item.kind in ("Passage", "Document") for item in gap.items)] == []

