"""Sources that can be read, and suggested links that nothing but their own root shows."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import papers
import pytest
from builders import AS_OF, item, link, loaded

from graph_api.analyses.coverage import coverage
from graph_api.analyses.headline import headline
from graph_api.analyses.inventory import inventory
from graph_api.analyses.thread import thread
from graph_api.gaps import check
from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.gql.names import global_id
from graph_api.gql.papers import Papers, PaperShelf
from graph_api.pipeline import Opened
from graph_api.stores.memory import MemoryStore
from loaders.load import load
from loaders.papers.evidence import OWN_TEXT
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.records import Link, Loaded, Source, Table

TABLES = (Table("plans.yaml, Passage", "transcript"), Table(f"001.txt{OWN_TEXT}", "transcript"))
PLACES = {"9": "Nine.", "70": "Seventy.", "App1 3.1": "In the appendix.", "p3": "Summary\nAll in short.", "1": "One."}
PASSAGES = tuple(
    item(f"passage:001-{number}", title=f"001 {number}", tables=(1,), text=text,
         source=Source("001", number, "001.txt", None, row))
    for row, (number, text) in enumerate(PLACES.items(), 1))
SUGGESTED = (
    Link("CITES", "passage:001-9", "strategy:housing", Source("001", "9", "001.txt", None, 1), written="Housing Plan"),
    Link("CITES", "passage:001-70", "board:economy", Source("001", "70", "001.txt", None, 2), written="the Board"),
    Link("CITES", "passage:001-70", "strategy:housing", Source("001", "70", "001.txt", None, 2), written="Plan"))
PARTS = (
    item("vision:v", title="A fair town", status="live", source=Source("001", "9, 70")),
    item("objective:work", title="Fair work", tier=1.0, source=Source("002", "9")),
    item("strategy:housing", title="Housing plan", source=Source("001", "¶9")),
    item("board:economy", title="Economy board", source=Source(None, None, "plans.yaml")),
    item("document:001", title="A report"),
    item("passage:001-1-told", title="What we say of it", tables=(0,), text="In our words.",
         source=Source("001", "1", "plans.yaml")),
    *PASSAGES, link("objective:work PART_OF vision:v", Source("001", "70, 71")),
    link("strategy:housing SUPPORTS objective:work"))


def plans(suggested: tuple[Link, ...] = SUGGESTED) -> Loaded:
    return replace(loaded(*PARTS), tables=TABLES, suggested=suggested)


def papers_of(of: Loaded) -> Papers:
    return Papers(MemoryStore(of), PaperShelf())


@pytest.fixture(scope="module")
def data():
    settings = FolderSettings("made-up", "A made-up council")
    edition = Edition(Opened(MemoryStore(plans()), our_rules(), settings, AS_OF))

    def answered(query):
        answer = ask(edition, query)
        assert answer.errors == []
        return answer.data
    return answered


def test_a_source_says_what_the_paper_says(data):
    got = data("""{ vision: item(key: "vision:v") {
                      source { document paragraph text } links { edges { source { text } } } }
                    other: item(key: "objective:work") { source { text } }
                    none: item(key: "board:economy") { source { text } } }""")

    assert got["vision"]["source"] == {"document": "001", "paragraph": "9, 70", "text": "Nine.\n\nSeventy."}
    assert got["vision"]["links"]["edges"] == [{"source": {"text": "Seventy."}}]
    assert got["other"] == got["none"] == {"source": {"text": None}}


@pytest.mark.parametrize(("paragraph", "text"), [
    ("9", "Nine."), ("¶9", "Nine."), ("para 9", "Nine."), ("70,9", "Seventy.\n\nNine."),
    ("App1 §3.1", "In the appendix."), ("app1 3.1", "In the appendix."), ("9(a)", "Nine."),
    ("9, 999", "Nine."), ("p3", "Summary\nAll in short."),
    ("summary", "Summary\nAll in short."), ("1", "One."), ("999", None), ("", None), (None, None)])
def test_paragraphs_are_found_as_people_cite_them(paragraph, text):
    assert papers_of(plans()).text("001", paragraph) == text


def test_another_paper_has_no_text():
    assert papers_of(plans()).text("002", "9") is None
    assert papers_of(plans()).text(None, "9") is None


QUESTION = """{ suggestedLinks%s {
    totalCount nodes { verb start { key } end { key title } written source { place text } } } }"""


def test_suggested_links_have_a_root_of_their_own(data):
    got = data(QUESTION % "(first: 1)")["suggestedLinks"]

    assert got["totalCount"] == 3
    assert got["nodes"] == [{
        "verb": "CITES", "start": {"key": "passage:001-9"}, "end": {"key": "strategy:housing", "title": "Housing plan"},
        "written": "Housing Plan", "source": {"place": "001 ¶9", "text": "Nine."}}]


@pytest.mark.parametrize(("asked", "count"), [
    ('(item: "strategy:housing")', 2), ('(item: "passage:001-70")', 2), ('(document: "001")', 3),
    ('(document: "2")', 0), ('(item: "board:economy", document: "001")', 1)])
def test_suggested_links_can_be_chosen(data, asked, count):
    assert data(QUESTION % asked)["suggestedLinks"]["totalCount"] == count


def test_pages_of_suggested_links(data):
    first = data("{ suggestedLinks(first: 2) { pageInfo { hasNextPage endCursor } } }")["suggestedLinks"]["pageInfo"]
    rest = data(f'{{ suggestedLinks(after: "{first["endCursor"]}") {{ nodes {{ written }} }} }}')

    assert first["hasNextPage"]
    assert rest["suggestedLinks"]["nodes"] == [{"written": "Plan"}]


def seen(of: Loaded, as_of: datetime.date = AS_OF) -> list[object]:
    """All that rules, threads, counts and the other roots say of a plan set."""
    store = MemoryStore(of)
    found = check(store, our_rules(), as_of)
    edition = Edition(Opened(store, our_rules(), FolderSettings("p", "P"), as_of))
    asked = """{ planSet { links headline items { kind total } } gaps { totalCount }
                 inventory { nodes { key state } } problems { totalCount } coverage { joined total }
                 passages(first: 100) { nodes { key cites { totalCount } links { totalCount } } }
                 strategies(first: 100) { nodes { key citedBy { totalCount } links { totalCount } } } }"""
    answer = ask(edition, asked)
    assert answer.errors == []
    threads = [thread(store, one.key, up, loose=True) for one in of.items for up in (True, False)]
    graph = store.graph()
    return [found, headline(store, found), inventory(store), coverage(store), threads, answer.data,
            sorted(graph.nodes), sorted(graph.edges), store.out("CITES"), store.into("CITES")]


def test_nothing_else_sees_suggested_links():
    assert seen(plans()) == seen(plans(()))


LEICESTER = Path(__file__).resolve().parent.parent / "examples" / "leicester-2008"


def test_nothing_else_sees_them_in_a_real_plan_set():
    told = load([LEICESTER]).loaded
    passages = [one for one in told.items if one.kind == "Passage"]
    plans_of = [one for one in told.items if one.kind == "Strategy"]
    suggested = tuple(Link("CITES", one.key, plan.key, one.source, written=plan.title)
                      for one, plan in zip(passages, plans_of, strict=False))
    assert len(suggested) > 30

    assert seen(replace(told, suggested=suggested)) == seen(told)


def test_every_paragraph_that_leicester_cites_can_be_read(tmp_path):
    if not papers.there():
        pytest.skip(papers.MISSING)
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text((LEICESTER / "mapping.yaml").read_text(encoding="utf-8") + "".join(
        f'  - file: "{number}_*.txt"\n    format: document\n    source: {{document: "{number}"}}\n    title: A paper\n'
        for number in ("000", "001", "002", "003")), encoding="utf-8")
    told = load([LEICESTER, papers.SEEDS], mapping=mapping, settings=LEICESTER / "goldthread.yaml").loaded
    read = papers_of(told)
    sources = [source for one in told.items for source in one.sources]
    sources += [one.source for one in (*told.links, *told.findings)]
    cited = {(one.document, one.paragraph) for one in sources if one.document and one.paragraph}
    cited = {(document, paragraph) for document, paragraph in cited if document in ("000", "001", "002", "003")}

    assert len(cited) > 250
    for document, paragraph in cited:
        text = read.text(document, paragraph)
        assert text, f"{document} {paragraph}"
        if document == "001" and paragraph.isdigit():
            start = (papers.cited(document, paragraph) or "").replace("*", "").strip(" -").partition(" ")[2]
            assert " ".join(start.split())[:60] in text


def test_a_finding_says_which_data_no_paper_gives(leicester_now):
    identity = global_id("Finding", "F-001-9-individual-responsibilities")
    answer = ask(leicester_now, f"""{{ node(id: "{identity}") {{ ... on Finding {{
        state why wanting whyNoRule rule {{ code }} gaps {{ totalCount }} }} }} }}""")
    found = answer.data["node"]

    assert (found["state"], found["rule"], found["whyNoRule"]) == ("STATED_ONLY", {"code": "G01"}, None)
    assert found["wanting"].startswith("No paper gives the objectives of any member of staff")
    assert (found["why"], found["gaps"]) == (found["wanting"], {"totalCount": 0})
