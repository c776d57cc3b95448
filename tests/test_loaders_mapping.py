"""Mappings: a stranger's headings, keys made of several cells, words of theirs for ours, the committee table."""

from __future__ import annotations

from folders import codes, item, keys, links, load_files, problem

SETTINGS = "planSet: made-up\nmapping: mapping.yaml\n"
PLANS = """\
Ref No;Plan title;State;Lead;Themes
1;Housing Plan;Adopted;Head of Housing;t1 / t2
2;Parks Plan;Work in progress;;t1
"""
MAPPING = """\
tables:
  - file: plans.csv
    kind: Strategy
    asks: transcript
    key: "hp-{ref no}-{Plan Title:words}"
    columns:
      Plan title: [title, aim]
      State: {field: status, values: {Adopted: live, Work in progress: draft}}
      Lead: {link: owned by, to: Post}
      Themes: {link: supports, split: "/", to: Objective, prefix: "theme-"}
    constants: {joint: yes, overseen by: board:cabinet}
    source: {document: "014", paragraph: "2"}
"""
OTHERS = {"posts.csv": "key,title\nhoh,Head of Housing\n", "boards.csv": "key,title\ncabinet,Cabinet\n",
          "objectives.csv": "key,title,tier\ntheme-t1,One,1\ntheme-t2,Two,1\n", "goldthread.yaml": SETTINGS}


def test_a_mapping_says_what_each_heading_is(tmp_path):
    loaded = load_files(tmp_path, {**OTHERS, "plans.csv": PLANS, "mapping.yaml": MAPPING})
    assert codes(loaded) == ["file-read-as"]
    plan = item(loaded, "strategy:hp-1-housing-plan")
    assert plan.title == plan.values["aim"] == "Housing Plan"
    assert (plan.values["status"], plan.written["status"], plan.values["joint"]) == ("live", "Adopted", True)
    assert (plan.source.document, plan.source.paragraph, plan.source.row) == ("014", "2", 2)
    assert links(loaded) == {
        ("strategy:hp-1-housing-plan", "SUPPORTS", "objective:theme-t1"),
        ("strategy:hp-1-housing-plan", "SUPPORTS", "objective:theme-t2"),
        ("strategy:hp-2-parks-plan", "SUPPORTS", "objective:theme-t1"),
        ("strategy:hp-1-housing-plan", "OWNED_BY", "post:hoh"),
        ("strategy:hp-1-housing-plan", "OVERSEEN_BY", "board:cabinet"),
        ("strategy:hp-2-parks-plan", "OVERSEEN_BY", "board:cabinet"),
    }
    (table,) = [table for table in loaded.tables if table.name == "plans.csv"]
    assert table.asks == "transcript"
    assert table.headings["Strategy"] == {
        "title", "aim", "status", "joint", ("OWNED_BY", True), ("SUPPORTS", True), ("OVERSEEN_BY", True)}


def test_a_heading_neither_mapped_nor_ignored_is_told_once(tmp_path):
    mapping = """\
tables:
  - file: plans.csv
    kind: Strategy
    columns: {Ref No: key, Plan title: title, Colour: note}
    ignore: [lead]
  - file: plans.csv
    kind: Objective
    columns: {Themes: [key, title]}
"""
    loaded = load_files(tmp_path, {"plans.csv": PLANS, "mapping.yaml": mapping, "goldthread.yaml": SETTINGS})
    assert problem(loaded, "heading-unknown").value == "State"
    assert problem(loaded, "heading-missing").value == "Colour"
    assert keys(loaded) == {"strategy:1", "strategy:2", "objective:t1-/-t2", "objective:t1"}


def test_a_row_whose_key_cannot_be_made_is_no_item(tmp_path):
    mapping = 'tables:\n  - {file: a.csv, kind: Action, key: "{a}-{b}", columns: {t: title}}\n'
    files = {"a.csv": "a,b,t\n1,2,X\n1,,Y\n", "mapping.yaml": mapping, "goldthread.yaml": SETTINGS}
    loaded = load_files(tmp_path, files)
    assert keys(loaded) == {"action:1-2"}
    assert problem(loaded, "row-without-key").source.row == 3


def test_a_key_of_headings_that_are_not_there_reads_no_row(tmp_path):
    mapping = 'tables:\n  - {file: a.csv, kind: Action, key: "{a}-{c}", columns: {t: title}, ignore: [b]}\n'
    loaded = load_files(tmp_path, {"a.csv": "a,b,t\n1,2,X\n", "mapping.yaml": mapping, "goldthread.yaml": SETTINGS})
    assert loaded.items == ()
    assert problem(loaded, "heading-missing").value == "c"


def test_every_mistake_in_a_mapping_is_told(tmp_path):
    mapping = """\
tables:
  - {kind: Action}
  - {file: a.csv, kind: Actoin}
  - {file: a.csv, format: xlsx, kind: Action}
  - file: b.csv
    kind: Action
    asks: everything
    colums: {}
    columns: {t: titel, u: {link: owned by, too: Post}, v: {link: owned by, to: Person}, w: 7}
    constants: {wings: two}
    dateOrder: random
    key: same-for-all
  - {file: gone.csv, kind: Action}
tabels: []
"""
    loaded = load_files(tmp_path, {"b.csv": "t,key\nA,a\n", "mapping.yaml": mapping, "goldthread.yaml": SETTINGS})
    told = [found for found in loaded.problems if found.code == "mapping"]
    assert {found.value for found in told} >= {"Actoin", "xlsx", "everything", "colums", "titel", "too", "Person", "7",
                                               "wings", "random", "same-for-all", "gone.csv", "tabels"}
    assert all(found.source.file == "mapping.yaml" for found in told)
    assert "title" in next(found.remedy or "" for found in told if found.value == "titel")


def test_dates_follow_the_order_of_their_table(tmp_path):
    mapping = "tables:\n  - {file: a.csv, kind: Action, dateOrder: month-first, columns: {k: key, d: due}}\n"
    files = {"a.csv": "k,d\na,03/04/2008\n", "actions.csv": "key,due\nb,03/04/2008\n", "mapping.yaml": mapping,
             "goldthread.yaml": SETTINGS + "dateOrder: day-first\n"}
    loaded = load_files(tmp_path, files)
    assert item(loaded, "action:a").values["due"].start.isoformat() == "2008-03-04"
    assert item(loaded, "action:b").values["due"].start.isoformat() == "2008-04-03"


COMMITTEE = """\
Words before the table.

Key area\tRecommendation\tAction taken\tIn progress
One: vision;\t<p>Strengthen it;</p>\tGroup set up\tReview of everything that the group found and of what follows from it
\tTell people; Ask people\tGroup set up\tTo be developed

Key area\tRecommendation\tAction taken\tIn progress
Two\tStrengthen it\t\tReview of everything that the group found and of what else there is
"""
COMMITTEE_MAPPING = """\
tables:
  - file: report.txt
    format: committee-table
    source: {document: "000", paragraph: "4.5"}
    part_of: review:first
    columns: {Key area: topic, Recommendation: recommendation, Action taken: taken, In progress: open}
"""


def committee(tmp_path):
    return load_files(tmp_path, {
        "report.txt": COMMITTEE, "mapping.yaml": COMMITTEE_MAPPING, "goldthread.yaml": SETTINGS,
        "reviews.csv": "key,title\nfirst,The first review\n"})


def test_each_row_of_a_committee_table_is_recommendations_and_actions(tmp_path):
    loaded = committee(tmp_path)
    advice = [found for found in loaded.items if found.kind == "Recommendation"]
    assert [(found.title, found.values["topic"], found.values.get("stage")) for found in advice] == [
        ("Strengthen it", "One: vision", "in-progress"), ("Tell people", "One: vision", "to-be-developed"),
        ("Ask people", "One: vision", "to-be-developed"), ("Strengthen it", "Two", "in-progress")]
    assert all(found.values["type"] == "recommendation" for found in advice)
    assert {found.source.paragraph for found in advice} == {"4.5"}
    assert {end for _, verb, end in links(loaded) if verb == "PART_OF"} == {"review:first"}


def test_one_action_that_stands_twice_addresses_both_rows(tmp_path):
    loaded = committee(tmp_path)
    group = item(loaded, "action:group-set-up")
    assert group.values["status"] == "closed"
    answered = {end for start, verb, end in links(loaded) if (start, verb) == ("action:group-set-up", "ADDRESSES")}
    assert len(answered) == 3
    assert {item(loaded, key).title for key in answered} == {"Strengthen it", "Tell people", "Ask people"}


def test_an_action_that_is_taken_in_one_row_and_open_in_another_is_open(tmp_path):
    table = "Key area\tRecommendation\tAction taken\tIn progress\nA\tOne\tDo it\t\nB\tTwo\t\tDo it\n"
    loaded = load_files(tmp_path, {"report.txt": table, "mapping.yaml": COMMITTEE_MAPPING, "goldthread.yaml": SETTINGS})
    assert item(loaded, "action:do-it").values["status"] == "open"


def test_texts_that_begin_alike_have_keys_of_their_own(tmp_path):
    loaded = committee(tmp_path)
    actions = [found for found in loaded.items if found.kind == "Action"]
    assert len({found.key for found in actions}) == len(actions) == 3
    reviews = sorted(found.key for found in actions if found.title.startswith("Review of"))
    assert all(key.startswith("action:review-of-everything-that-the-group-found-and-") for key in reviews)
    strengthen = [found.key for found in loaded.items if found.title == "Strengthen it"]
    assert len(set(strengthen)) == 2


def test_a_committee_table_asks_for_no_owner_and_no_date(tmp_path):
    (table,) = [table for table in committee(tmp_path).tables if table.name == "report.txt"]
    assert table.asks == "register"
    assert table.headings == {
        "Recommendation": {"title", "topic", "stage", ("ADDRESSES", False), ("PART_OF", True)},
        "Action": {"title", "status", ("ADDRESSES", True)}}


def test_a_text_without_the_table_is_told(tmp_path):
    loaded = load_files(tmp_path, {"report.txt": "No table at all.\n", "mapping.yaml": COMMITTEE_MAPPING,
                                   "goldthread.yaml": SETTINGS})
    assert codes(loaded) == ["committee-table"]
    assert problem(loaded, "committee-table").expected is not None


def test_a_code_is_found_under_the_kind_that_the_mapping_names(tmp_path):
    mapping = """\
tables:
  - {file: bodies.csv, kind: Organisation, columns: {id: key}}
  - {file: plans.csv, kind: Strategy, columns: {id: key, who: {link: owned by, to: Organisation}}}
"""
    loaded = load_files(tmp_path, {
        "bodies.csv": "id\nlocal-authority:ADU\n", "plans.csv": "id,who\np,local-authority:ADU\nq,park:Q_1\n",
        "mapping.yaml": mapping, "goldthread.yaml": SETTINGS})
    assert ("strategy:p", "OWNED_BY", "organisation:local-authority:adu") in links(loaded)
    (lost,) = [found for found in loaded.links if found.dangling]
    assert (lost.end, lost.wanted) == ("organisation:park:q%5f1", "Organisation")
