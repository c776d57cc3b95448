"""What a mapping can say of rows: more items beside the first, years in columns, sections, outline numbers, filters."""

from __future__ import annotations

from folders import codes, item, keys, links, problem
from mapped import mistakes, read_draft, read_rows

HEAD = "tables:\n  - file: a.csv\n    kind: Action\n    columns: {Ref: key, Action: title}\n"
PLAN = """\
tables:
  - file: a.csv
    kind: Action
    columns:
      Ref: key
      Action: title
      Lead: {link: owned by, to: Post}
    also:
      - kind: Milestone
        of: part of
        columns: {Milestone: title, By when: due}
      - kind: Indicator
        of: part of
        columns: {Measured by: title}
        also:
          - {kind: Target, of: part of, columns: {Target: value}, constants: {period: 2008/09}}
      - kind: Post
        columns: {Lead: title}
"""
HEADINGS = ("Ref", "Action", "Lead", "Milestone", "By when", "Measured by", "Target")


def test_one_row_makes_several_items_that_are_linked(tmp_path):
    loaded = read_rows(tmp_path, PLAN, HEADINGS, ("a1", "Fit alarms", "Head of Housing", "Buy them", "2008-09-30",
                                                 "Homes with an alarm", "800"))
    assert loaded.problems == ()
    assert keys(loaded) == {"action:a1", "milestone:a1", "indicator:a1", "target:a1", "post:head-of-housing"}
    assert links(loaded) == {
        ("action:a1", "OWNED_BY", "post:head-of-housing"), ("milestone:a1", "PART_OF", "action:a1"),
        ("indicator:a1", "PART_OF", "action:a1"), ("target:a1", "PART_OF", "indicator:a1")}
    assert item(loaded, "target:a1").values["value"] == 800
    assert {table.name for table in loaded.tables} == {
        "a.csv, action", "a.csv, milestone", "a.csv, indicator", "a.csv, target", "a.csv, post"}


def test_an_item_that_its_row_does_not_name_is_not_made_and_no_problem(tmp_path):
    loaded = read_rows(tmp_path, PLAN, HEADINGS, ("a1", "Fit alarms", "", "", "", "", ""))
    assert keys(loaded) == {"action:a1"}
    assert loaded.problems == ()


def test_an_item_whose_columns_are_not_in_the_table_is_not_made(tmp_path):
    mapping = HEAD + """\
    also: [{kind: Target, key: "{Ref}-t", columns: {Goal: value}, constants: {baseline: yes}}]
    optional: [Goal]
"""
    assert keys(read_rows(tmp_path, mapping, ("Ref", "Action"), ("1", "Fit"))) == {"action:1"}


def test_what_a_row_says_of_an_item_that_it_does_not_name_is_told(tmp_path):
    loaded = read_rows(tmp_path, PLAN, HEADINGS, ("a1", "Fit alarms", "", "", "March 2009", "", "800"))
    assert keys(loaded) == {"action:a1"}
    told = [found for found in loaded.problems if found.code == "cell-without-item"]
    assert [(found.value, found.source.row, found.source.column) for found in told] == [("March 2009", 2, "By when")]


def test_an_item_of_its_own_that_several_rows_name_is_one(tmp_path):
    loaded = read_rows(tmp_path, PLAN, HEADINGS, ("a1", "Fit alarms", "Head of Housing", *[""] * 4),
                       ("a2", "Check alarms", "Head of housing", *[""] * 4), ("a3", "Sell", "Head of Parks", *[""] * 4))
    assert loaded.problems == ()
    assert keys(loaded) >= {"post:head-of-housing", "post:head-of-parks"}


def test_rows_that_go_on_with_one_item_add_to_it(tmp_path):
    mapping = PLAN + "    fill_down: [Ref, Action]\n"
    loaded = read_rows(tmp_path, mapping, HEADINGS, ("a1", "Fit alarms", "", "Buy them", "May 2008", "", ""),
                       ("", "", "Head of Housing", "Fit them", "June 2008", "", ""))
    assert problem(loaded, "rows-joined").source.row == 3
    assert codes(loaded) == ["rows-joined"]
    assert keys(loaded) == {"action:a1", "milestone:a1", "milestone:a1-2", "post:head-of-housing"}
    assert ("action:a1", "OWNED_BY", "post:head-of-housing") in links(loaded)
    assert ("milestone:a1-2", "PART_OF", "action:a1") in links(loaded)


def test_a_row_that_goes_on_without_fill_down_is_told_and_not_lost(tmp_path):
    loaded = read_rows(tmp_path, PLAN, HEADINGS, ("a1", "Fit alarms", "", "Buy them", "May 2008", "", ""),
                       ("", "", "", "Fit them", "June 2008", "", ""))
    assert problem(loaded, "row-without-key").source.row == 3


def test_each_bullet_of_a_title_is_an_item(tmp_path):
    mapping = HEAD + "    also: [{kind: Milestone, of: part of, columns: {Steps: {field: title, split: bullets}}}]\n"
    loaded = read_rows(tmp_path, mapping, ("Ref", "Action", "Steps"), ("a1", "Fit", "• Buy\n• Fit\n• Test"),
                       ("a2", "Sell", "Ask around"))
    assert {found.key: found.title for found in loaded.items if found.kind == "Milestone"} == {
        "milestone:a1": "Buy", "milestone:a1-2": "Fit", "milestone:a1-3": "Test", "milestone:a2": "Ask around"}


def test_a_title_of_several_lines_makes_several_first_items(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Action
    columns: {Ref: key, What: {field: title, split: lines}}
    also: [{kind: Milestone, of: part of, key: "{Ref}-m", columns: {By: due}}]
"""
    loaded = read_rows(tmp_path, mapping, ("Ref", "What", "By"), ("1", "Buy\nFit", "May 2008"))
    assert keys(loaded) == {"action:1", "action:1-2", "milestone:1-m"}
    assert links(loaded) == {("milestone:1-m", "PART_OF", "action:1"), ("milestone:1-m", "PART_OF", "action:1-2")}


def test_values_of_other_sorts_are_split_as_the_mapping_says(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Strategy
    columns:
      Ref: key
      Groups: {field: groups, split: ",", values: {OAP: older people}}
      Serves: {link: supports, split: lines, prefix: "theme-", to: Objective}
"""
    loaded = read_rows(tmp_path, mapping, ("Ref", "Groups", "Serves"), ("a", "OAP, young people", "- 1\n- 2"))
    assert item(loaded, "strategy:a").values["groups"] == ("older people", "young people")
    assert {end for _, _, end in links(loaded)} == {"objective:theme-1", "objective:theme-2"}


def test_each_year_of_a_target_table_has_a_column(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Indicator
    columns: {NI: key, Indicator: title}
    source: {document: "004"}
    periods:
      Target: ["Target *"]
      Outturn: {columns: {Actual: 2007/08}, key: "{NI}-{period}", constants: {baseline: yes}}
"""
    loaded = read_rows(tmp_path, mapping, ("NI", "Indicator", "Actual", "Target 2008/09", "Target 2009-10"),
                       ("NI 15", "Violent crime", "2.3", 2.2, ""), ("NI 16", "Burglary", "", "n/a", 4))
    assert set(codes(loaded)) == {"cell-type", "key-changed"}  # n/a is no figure, and keys have no spaces
    assert keys(loaded) == {
        "indicator:ni-15", "indicator:ni-16", "target:004-ni-15-2008/09", "target:004-ni-16-2008/09",
        "target:004-ni-16-2009/10", "outturn:ni-15-2007/08"}
    assert item(loaded, "target:004-ni-15-2008/09").values["value"] == 2.2
    assert item(loaded, "target:004-ni-16-2009/10").values["period"] == "2009/10"
    assert item(loaded, "outturn:ni-15-2007/08").values["baseline"] is True
    assert ("target:004-ni-16-2009/10", "PART_OF", "indicator:ni-16") in links(loaded)


def test_a_figure_is_cited_under_the_heading_of_its_own_year(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Indicator
    columns: {NI: key}
    periods: {Target: ["Target *"]}
"""
    draft = read_draft(tmp_path, mapping, ("NI", "Target 2008/09", "Target 2009/10"), ("a", "85", "85"))
    targets = [record for record in draft.records if record.kind == "Target"]
    assert [record.cells["value"].column for record in targets] == ["Target 2008/09", "Target 2009/10"]


def test_rows_stand_under_the_heading_of_their_section(tmp_path):
    mapping = HEAD + "    under: {kind: Objective, link: supports, constants: {tier: 1}}\n"
    rows = (("Ref", "Action"), ("0", "Before any"), ("Theme 1: Safer", None), ("1", "Fit alarms"),
            ("Theme 2: Greener", ""), ("2", "Plant trees"), ("Theme 1: Safer", "Theme 1: Safer"), ("3", "Patrol"))
    loaded = read_rows(tmp_path, mapping, *rows)
    assert [(told.code, told.source.row) for told in loaded.problems] == [("rows-sections", 7)]  # the theme, again
    assert {found.key for found in loaded.items if found.kind == "Objective"} == {
        "objective:theme-1-safer", "objective:theme-2-greener"}
    assert item(loaded, "objective:theme-1-safer").values["tier"] == 1
    assert links(loaded) == {
        ("action:1", "SUPPORTS", "objective:theme-1-safer"), ("action:2", "SUPPORTS", "objective:theme-2-greener"),
        ("action:3", "SUPPORTS", "objective:theme-1-safer")}


def test_headings_of_sections_that_only_name_something_are_counted(tmp_path):
    mapping = HEAD + '    under: {heading: Action, to: Objective, link: supports, like: "Theme *"}\n'
    loaded = read_rows(tmp_path, mapping, ("Ref", "Action"), ("", "Theme Safer"), ("1", "Fit"), (None, "Notes"))
    assert links(loaded) == {("action:1", "SUPPORTS", "objective:theme-safer"),
                             ("action:notes", "SUPPORTS", "objective:theme-safer")}
    assert problem(loaded, "rows-sections").source.row == 2
    assert keys(loaded) == {"action:1", "action:notes"}  # a row like any other, for it is not like "Theme *"


def test_a_row_is_linked_to_the_row_whose_number_begins_its_own(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Objective
    where: {Type: Objective}
    key: "o-{No}"
    columns: {No: {link: part of, path: "."}, Title: title}
  - file: a.csv
    kind: Action
    where: {Type: Action}
    columns: {No: [key, {link: part of, path: "."}], Title: title}
"""
    loaded = read_rows(tmp_path, mapping, ("No", "Type", "Title"), ("1.1.1", "Action", "Fit"), (1, "Objective", "Safe"),
                       (1.1, "objective", "Safer homes"), ("1.2.", "Objective", "Safer streets"),
                       ("3.1", "Action", "X"))
    assert links(loaded) == {
        ("action:1.1.1", "PART_OF", "objective:o-1.1"), ("objective:o-1.1", "PART_OF", "objective:o-1"),
        ("objective:o-1.2.", "PART_OF", "objective:o-1"), ("action:3.1", "PART_OF", "plan:3")}
    assert problem(loaded, "link-dangling").value == "3"


def test_two_rows_with_one_outline_number_are_told(tmp_path):
    mapping = """\
tables: [{file: a.csv, kind: Objective, columns: {No: {link: part of, path: "."}, Title: title}}]
"""
    loaded = read_rows(tmp_path, mapping, ("No", "Title"), ("1", "A"), ("1", "B"), ("1.1", "C"))
    assert problem(loaded, "path-twice").source.row == 3
    assert links(loaded) == {("objective:c", "PART_OF", "objective:a")}


def test_only_rows_that_are_wanted_are_read_and_the_others_counted(tmp_path):
    mapping = HEAD + """\
    where: {Status: [open, Late]}
    where_not: {Action: "Total*"}
    where_filled: Action
"""
    loaded = read_rows(tmp_path, mapping, ("Ref", "Action", "Status"), ("1", "Fit", "Open"), ("2", "Sell", "closed"),
                       ("3", "Total of all", "open"), ("4", " ", "late"), ("5", "Buy", "LATE "))
    assert keys(loaded) == {"action:1", "action:5"}
    assert problem(loaded, "rows-filtered").value == "rows 3, 4, 5"
    assert problem(loaded, "rows-filtered").level == "note"


def test_a_row_that_another_table_of_the_mapping_reads_is_not_counted_as_left_out(tmp_path):
    mapping = HEAD + """\
    where: {Kind: action}
  - file: a.csv
    kind: Risk
    where: {Kind: risk}
    columns: {Ref: key, Action: title}
"""
    rows = ("Ref", "Action", "Kind"), ("1", "Fit", "action"), ("2", "Fire", "risk"), ("3", "Other", "note")
    loaded = read_rows(tmp_path, mapping, *rows)
    assert keys(loaded) == {"action:1", "risk:2"}
    assert problem(loaded, "rows-filtered").value == "row 4"


def test_a_condition_on_a_heading_that_is_not_there_reads_nothing(tmp_path):
    loaded = read_rows(tmp_path, HEAD + "    where: {Status: open}\n", ("Ref", "Action"), ("1", "Fit"))
    assert keys(loaded) == set()
    assert problem(loaded, "heading-missing").value == "Status"


def test_numbers_may_be_written_with_a_decimal_comma(tmp_path):
    mapping = """\
decimal: comma
tables:
  - file: a.csv
    kind: Target
    columns: {k: key, v: value}
  - file: b.csv
    kind: Target
    decimal: point
    columns: {k: key, v: value}
"""
    rows = ("a", "1.234,5"), ("b", "12,5%"), ("c", "£1.000"), ("d", "1.5"), ("e", "n/a"), ("f", 7.5), ("g", "-0,5")
    loaded = read_rows(tmp_path, mapping.split("  - file: b.csv", maxsplit=1)[0], ("k", "v"), *rows)
    read = {found.key[-1]: found.values.get("value") for found in loaded.items}
    assert read == {"a": 1234.5, "b": 12.5, "c": 1000, "d": None, "e": None, "f": 7.5, "g": -0.5}
    told = next(found for found in loaded.problems if found.code == "cell-type")
    assert (told.value, told.expected) == ("1.5", "a number such as 1.234,5")


def test_a_reference_may_be_made_of_several_cells_as_the_other_table_makes_its_keys(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Action
    columns:
      Ref: key
      Dept: {link: overseen by, to: Body, values: {FIN: finance}}
      Post no: {link: owned by, to: Post, key: "{Dept}-{Post no}"}
"""
    rows = ("Ref", "Dept", "Post no"), ("1", "FIN", "7; 8"), ("2", "", 9), ("3", "FIN", "")
    loaded = read_rows(tmp_path, mapping, *rows)
    assert {end for _, verb, end in links(loaded) if verb == "OWNED_BY"} == {"post:fin-7", "post:fin-8"}
    told = problem(loaded, "reference-unfinished")
    assert (told.source.row, told.source.column, told.value) == (3, "Post no", "9")


def test_a_table_of_links_has_a_column_for_each_end(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Action
    where_filled: Title
    columns: {Id: key, Title: title}
  - file: a.csv
    where: {Title: ""}
    links:
      from: {heading: Id, kind: Action}
      link: {heading: How, values: {Helps: supports}}
      to: {heading: Serves, key: "{Area}-{Serves}", split: ","}
      note: Why
"""
    loaded = read_rows(tmp_path, mapping, ("Id", "Title", "How", "Serves", "Area", "Why"),
                       ("1", "Fit", "", "", "", ""), ("1", "", "helps", "a,b", "N", "x"))
    assert links(loaded) == {("action:1", "SUPPORTS", "plan:n-a"), ("action:1", "SUPPORTS", "plan:n-b")}
    assert [found.value for found in loaded.problems if found.code == "cell-type"] == ["x", "x"]  # supports has no note


def test_a_table_of_links_may_be_of_one_link(tmp_path):
    mapping = "tables:\n  - {file: a.csv, links: {from: Plan, link: informs, to: Other}}\n"
    loaded = read_rows(tmp_path, mapping, ("Plan", "Other"), ("strategy:a", "strategy:b"), ("", "strategy:c"))
    assert [found.value for found in loaded.problems if found.code == "link-start-missing"] == ["strategy:a"]
    assert problem(loaded, "record-shape").source.row == 3


def test_words_of_the_file_count_whatever_their_capitals(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Milestone
    columns: {k: key, RAG: {field: status, values: {G: green, r: late, TBC: , 1: done}}}
"""
    loaded = read_rows(tmp_path, mapping, ("k", "RAG"), ("a", "g"), ("b", " R "), ("c", "tbc"), ("d", 1))
    assert loaded.problems == ()
    assert {found.key[-1]: found.values.get("status") for found in loaded.items} == {
        "a": "on-track", "b": "late", "c": None, "d": "done"}


def test_headings_that_may_be_missing_are_not_told(tmp_path):
    mapping = HEAD.replace("Action: title}", "Action: title, Due: due, Lead: owned by}") + "    optional: [due]\n"
    loaded = read_rows(tmp_path, mapping, ("Ref", "Action"), ("1", "Fit"))
    assert problem(loaded, "heading-missing").value == "Lead"


def test_headings_may_be_ignored_by_a_pattern(tmp_path):
    loaded = read_rows(tmp_path, HEAD + '    ignore: ["Notes *"]\n', ("Ref", "Action", "Notes 1", "Notes 2", "Cost"),
                       ("1", "Fit", "x", "y", "z"))
    assert problem(loaded, "heading-unknown").value == "Cost"


def test_a_paper_and_paragraph_hold_for_every_item_of_a_row(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Action
    columns: {Ref: key, Para: paragraph}
    source: {document: "001"}
    also: [{kind: Milestone, of: part of, columns: {M: title}}]
"""
    loaded = read_rows(tmp_path, mapping, ("Ref", "Para", "M"), ("1", "32", "Buy"))
    assert {found.source.place for found in loaded.items} == {"001 ¶32"}


def test_mistakes_in_what_a_row_makes_are_told(tmp_path):
    told = mistakes(tmp_path, """\
tables:
  - file: a.csv
    kind: Action
    columns: {A: {field: due, split: ";"}, B: {field: title, to: Post}, C: title}
    also:
      - {kind: Milestoen, columns: {M: title}}
      - {kind: Milestone, of: owned by, columns: {M: title}}
      - {kind: Milestone, off: part of, columns: {M: due}}
      - 7
    periods: {Actoin: [2008], Target: [Next year], Outturn: {columns: [2008], field: vlaue}}
    under: {kind: Objective, link: measures}
    where: open
    sheet: [1]
    path: a[]
    decimal: dot
  - file: b.csv
    under: {link: supports}
    kind: Action
    links: {from: A}
  - {file: c.json, kind: Action, path: "a[.b"}
  - {file: d.txt, format: document, columns: {}}
  - {file: e.csv, links: {from: {kind: Post}, link: x, to: T}}
  - {file: f.csv, kind: Action, under: {link: supports}}
  - {file: g.csv, kind: Action, columns: {S: {field: status, values: {Open: open, OPEN: closed}}}}
""")
    assert {value for value, _ in told} >= {
        ";", "title", "Milestoen", "owned by", "off", "7", "Actoin", "Next year", "vlaue", "measures", "open", "a[]",
        "dot", "a[.b", "columns", "kind", "OPEN"}
    messages = " ".join(message for _, message in told)
    for part in ("has no key and no title", "three parts", "names no heading", "what the headings of sections are"):
        assert part in messages


def test_a_cell_that_holds_too_much_stays_whole(tmp_path):
    mapping = "tables: [{file: a.csv, kind: Action, columns: {A: {field: title, split: \",\"}}}]\n"
    loaded = read_rows(tmp_path, mapping, ("A",), (",".join(map(str, range(300))),), ("x,y",))
    assert problem(loaded, "cell-too-long").source.row == 2
    assert len(loaded.items) == 3
    mapping = "tables: [{file: a.csv, links: {from: A, link: supports, to: B}}]\n"
    loaded = read_rows(tmp_path, mapping, ("A", "B"), (";".join(map(str, range(300))),) * 2)
    assert codes(loaded) == ["cell-too-long"]


def test_headings_without_which_no_row_is_read_are_told_though_they_may_be_missing(tmp_path):
    mapping = HEAD + "    where: {Status: open}\n    optional: [Status, Action]\n"
    loaded = read_rows(tmp_path, mapping, ("Ref",), ("1",))
    assert problem(loaded, "heading-missing").value == "Status"
    assert loaded.items == ()


def test_a_year_stands_in_the_key_of_figures_alone(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Indicator
    key: "{NI}-{Period}"
    columns: {Name: title}
    periods: {Target: {columns: [2008/09], key: "{NI}-{period}"}}
"""
    loaded = read_rows(tmp_path, mapping, ("NI", "Name", "2008/09", "Period"), ("15", "A", 1, "q"), ("", "B", 2, "q"))
    assert keys(loaded) == {"indicator:15-q", "target:15-2008/09"}
    assert problem(loaded, "row-without-key").source.row == 3


def test_words_stand_for_other_words_in_texts_and_keys_too(tmp_path):
    mapping = HEAD.replace("{Ref: key, Action: title}", """
      Ref: key
      Action: title
      Outcome: outcome
    values: {Outcome: {TBC: , FF: Fewer fires}, Ref: {first: a1}}""")
    loaded = read_rows(tmp_path, mapping, ("Ref", "Action", "Outcome"), ("First", "Fit", "tbc"), ("a2", "Buy", "ff"))
    assert keys(loaded) == {"action:a1", "action:a2"}
    assert [found.values.get("outcome") for found in loaded.items] == [None, "Fewer fires"]


def test_a_paragraph_holds_for_items_under_items_under_the_first(tmp_path):
    mapping = """\
tables:
  - file: a.csv
    kind: Action
    columns: {Ref: key, Para: paragraph}
    also:
      - {kind: Indicator, of: part of, columns: {I: title}, also: {kind: Target, of: part of, columns: {T: value}}}
"""
    loaded = read_rows(tmp_path, mapping, ("Ref", "Para", "I", "T"), ("1", "32", "Fires", 3))
    assert [found.source.paragraph for found in loaded.items] == ["32"] * 3
