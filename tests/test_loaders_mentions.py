"""Mentions in papers: names that mean what they say are suggested, and whatever may mean something else is not."""

from __future__ import annotations

import pytest
from builders import item, link
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.cells import title_key
from loaders.papers.evidence import OWN_TEXT
from loaders.papers.mentions import mentions
from loaders.papers.names import Names, is_abbreviation, words_of
from schema.records import Item, Link, PlanSet, Source, Table

TABLES = (Table("plans.yaml, Strategy", "register"), Table(f"paper.txt{OWN_TEXT}", "transcript"))
OURS = PlanSet("midford", "Midford City Council and its partners")
COUNCIL = item("organisation:council", title="Midford City Council")
KNOWN = (
    COUNCIL,
    item("strategy:housing", title="Housing strategy"),
    item("strategy:energy", title="The Energy Strategy for Warm Homes"),
    item("strategy:emas", title="EMAS"),
    item("strategy:pay", title="Pay & workforce strategy"),
    item("local-area-agreement:laa", title="Local Area Agreement (LAA)"),
    item("corporate-plan:old", title="Corporate Plan 2006-2008"),
    item("corporate-plan:new", title="New Corporate Plan"),
    item("corporate-plan:some", title="Corporate plan"),
    item("community-strategy:one", title="One Midford, the sustainable community strategy"),
    item("board:cabinet", title="Cabinet"),
    item("board:standards", title="Standards Committee"),
    item("board:economy", title="Economy Board"),
    item("organisation:renewal", title="Housing Renewal"),
    item("organisation:idea", title="IDeA"),
    item("organisation:ofsted", title="Ofsted"),
    item("partnership:cdrp", title="CDRP (Crime and Disorder Reduction Partnership)"),
    item("post:chief", title="Chief Executive"),
    item("post:health", title="Director of Public Health", holder="Ann Other"),
    item("post:leader", title="Leader (Strategy and Finance)"),
    item("action:food", title="Food"),
    item("document:constitution", title="Constitution of the Economy Board"),
)


def found(*texts: str, known: tuple[Item, ...] = KNOWN, plan_set: PlanSet | None = None, links: tuple[Link, ...] = (),
          title: str = "A report") -> list[tuple[str, str]]:
    """The items that passages with these texts mention, with the words found."""
    paper = [item("document:001", title=title, title_key=title_key(title))]
    paper += [
        item(f"passage:001-{number}", title=f"001 ¶{number}", tables=(1,), text=text,
             source=Source("001", str(number), "paper.txt", None, number)) for number, text in enumerate(texts, 1)]
    items = {one.key: one for one in (*known, *paper)}
    return [(one.end, one.written) for one in mentions(items, links, TABLES, plan_set)]


@pytest.mark.parametrize(("text", "said"), [
    ("The Housing Strategy is new.", "strategy:housing Housing Strategy"),
    ("It follows the housing strategy.", "strategy:housing housing strategy"),
    ("Housing strategy", "strategy:housing Housing strategy"),
    ("The council's housing strategy is new.", "strategy:housing housing strategy"),
    ("The Housing Strategy's aims are clear.", "strategy:housing Housing Strategy"),
    ("Our energy strategy for warm homes", "strategy:energy energy strategy for warm homes"),
    ("A new energy strategy for warm homes", "strategy:energy energy strategy for warm homes"),
    ("The pay and workforce strategy", "strategy:pay pay and workforce strategy"),
    ("Targets of the LAA are met.", "local-area-agreement:laa LAA"),
    ("The Local Area Agreement (LAA) is signed.", "local-area-agreement:laa Local Area Agreement (LAA)"),
    ("the local area agreement", "local-area-agreement:laa local area agreement"),
    ("The Corporate Plan 2006 - 2008 ends.", "corporate-plan:old Corporate Plan 2006 - 2008"),
    ("They publish 'One Midford' in May.", "community-strategy:one One Midford"),
    ("Reports go to Cabinet each month.", "board:cabinet Cabinet"),
    ("It reports to the standards committee.", "board:standards standards committee"),
    ("The Chair of the Standards Committee left.", "board:standards Standards Committee"),
    ("A report from the IDeA", "organisation:idea IDeA"),
    ("as Ofsted's inspectors found", "organisation:ofsted Ofsted"),
    ("the Crime and Disorder Reduction Partnership",
     "partnership:cdrp Crime and Disorder Reduction Partnership"),
    ("An interim Chief Executive is in post.", "post:chief Chief Executive"),
    ("the chief executive has left.", "post:chief chief executive"),
])
def test_names_are_found(text, said):
    assert found(text) == [tuple(said.split(" ", 1))]


@pytest.mark.parametrize("text", [
    "A housing strategy is wanted.",  # anybody's
    "Every housing strategy has one.",
    "The regional housing strategy",  # narrowed down to another
    "The East Midlands Housing Strategy",
    "The Housing Strategy Group meets.",
    "Housing. Strategy comes later.",
    "Housing\nStrategy",
    "The housing strategies",
    "The Corporate Plan is new.",  # which of the three?
    "its corporate plan",
    "The laa is a cake.",
    "a good idea, and a star",
    "EMAS status was achieved.",  # a standard as often as a plan
    "The Cabinet Office wrote. Work on Cabinet Office papers went on.",
    "A Cabinet and Leader model",
    "Cabinet is asked to agree.",  # a sentence's first word has a capital anyway
    "The kitchen cabinet of the Cabinet",
    "work on housing renewal",
    "Housing Renewal and Grants Team",
    "Deputy Chief Executive",
    "Kim Roe, Chief Executive, Hull City Council",
    "Hull's Chief Executive came.",
    "The chief executives of all councils",
    "Food is wasted.",  # an action's title is never looked for
    "Constitution of the Economy Board",  # part of a longer title
    "Ann Other, the Leader and all leaders",  # never a person's name
    "Midford City Council pays.",
])
def test_what_may_mean_something_else_is_left_out(text):
    assert found(text, plan_set=OURS) == found(f"Midford grows.\n{text}", plan_set=OURS) == []


def test_the_council_itself_is_not_suggested_but_only_where_the_plan_set_is_its_own():
    assert found("Midford City Council pays.") == [("organisation:council", "Midford City Council")]
    assert found("Midford City Council pays.", plan_set=OURS) == []


def test_a_paper_that_never_names_the_place_is_about_another_council():
    assert found("The Standards Committee met in Kent.", plan_set=OURS) == []
    assert found("The Standards Committee met.", "It met in Midford's hall.", plan_set=OURS) == [
        ("board:standards", "Standards Committee")]


def test_one_word_is_a_name_only_in_a_paper_that_never_writes_it_small():
    assert found("It went to Cabinet in May.", "The cabinet agreed.") == []


def test_an_abbreviation_counts_from_where_the_paper_explains_it():
    known = (*KNOWN, item("board:csg", title="Community Safety Group"))

    assert found("The CSG met.", "The Community Safety Group (CSG) met.", "CSG papers, and the CSG's own.",
                 known=known) == [("board:csg", "Community Safety Group"), ("board:csg", "CSG")]


def test_known_names_side_by_side_are_both_found():
    assert found("review of Economy Board Standards Committee papers") == [
        ("board:economy", "Economy Board"), ("board:standards", "Standards Committee")]
    assert found("The Standards Committee and Economy Board meet.") == [
        ("board:standards", "Standards Committee"), ("board:economy", "Economy Board")]


def test_a_passage_suggests_an_item_once_with_its_place():
    paper = item("passage:001-4", tables=(1,), text="The Housing Strategy, yes, the Housing Strategy.",
                 source=Source("001", "4", "paper.txt", None, 7))
    made = mentions({one.key: one for one in (*KNOWN, paper)}, (), TABLES)

    assert made == [Link("CITES", "passage:001-4", "strategy:housing", Source("001", "4", "paper.txt", None, 7),
                         written="Housing Strategy")]


def test_what_is_stated_is_not_suggested():
    assert found("The Housing Strategy is new.", links=(link("passage:001-1 CITES strategy:housing"),)) == []


def test_the_plan_itself_does_not_mention_itself():
    known = tuple(one._replace(values={**one.values, "title_key": title_key(one.title)}) for one in KNOWN)

    assert found("The Housing Strategy and the Standards Committee", known=known, title="Housing Strategy") == [
        ("board:standards", "Standards Committee")]


def test_what_people_recorded_of_a_passage_is_not_searched():
    told = item("passage:001-9", tables=(0,), text="The Housing Strategy is new.")

    assert mentions({one.key: one for one in (*KNOWN, told)}, (), TABLES) == []


def test_a_name_of_two_items_is_nobodys():
    known = (*KNOWN, item("board:other", title="Standards committee"))

    assert found("The Standards Committee met.", known=known) == []


def test_words_and_abbreviations():
    assert [word.plain for word in words_of("The Council’s 25-year R&D plan")] == [
        "the", "councils", "25", "year", "r", "and", "d", "plan"]
    assert [one for one in ("LAA", "IDeA", "PCT", "Ofsted", "A", "LSP Board", "ABCDEFGHI") if is_abbreviation(one)] == [
        "LAA", "IDeA", "PCT"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    "the", "The", "Housing", "housing", "Strategy", "strategy", "of", "and", "&", "LAA", "(LAA)", "Local", "Area",
    "Agreement", "Cabinet", "'s", "’s", ".", ",", "\n", "Chief", "Executive", "Midford", "Council", "(", ")"]),
    max_size=25))
def test_what_is_suggested_stands_in_the_text(words):
    text = " ".join(words)
    for key, written in found(text):
        assert written in text
        assert key in {one.key for one in KNOWN}


def test_many_names_that_begin_alike():
    names = Names([item(f"strategy:s{number}", title=f"Housing strategy of ward {number}") for number in range(5_000)])
    text = "Housing strategy of ward 77 and housing of ward 9, housing strategy of ward 5000"
    words = words_of(text)
    hits = [names.at(words, place, text) for place in range(len(words))]

    assert [(hit[0].item and hit[0].item.key, hit[1]) for hit in hits if hit] == [("strategy:s77", 5), (None, 4)]
