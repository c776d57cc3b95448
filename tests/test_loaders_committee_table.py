"""The committee table: what is read from a paper as it stands, and what is told where it cannot be."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.committee.records import read_committee
from loaders.committee.table import CommitteeRow, CommitteeTable, TableProblem, read_committee_table, words_key
from loaders.files import PlanFile
from loaders.mapping.declared import COMMITTEE, TableMapping
from loaders.parsed import Grid
from loaders.tables import Draft
from schema.records import Source

COLUMNS = {
    "Key area": "topic",
    "Recommendation": "recommendation",
    "Action taken": "taken",
    "In progress": "open",
    "Further": "open",
}
PAPER_COLUMNS = {
    "Key area for improvement": "topic",
    "Recommendation": "recommendation",
    "Action taken": "taken",
    "Action in progress": "open",
    "Further initiative": "open",
}
HEADING = "Key area\tRecommendation\tAction taken\tIn progress\tFurther"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


def table(*lines: str) -> CommitteeTable:
    return read_committee_table("\n".join((HEADING, *lines)), COLUMNS)


def only_row(*lines: str) -> CommitteeRow:
    read = table(*lines)
    assert read.problems == ()
    assert len(read.rows) == 1
    return read.rows[0]


def only_problem(*lines: str) -> TableProblem:
    read = table(*lines)
    assert len(read.problems) == 1, read.problems
    return read.problems[0]


def texts(row: CommitteeRow) -> tuple[list[str], list[str]]:
    return [cell.text for cell in row.taken], [cell.text for cell in row.open]


def test_the_paper_as_it_stands() -> None:
    found = sorted(SEEDS.glob("000_*.txt"))
    if not found:
        pytest.skip("the committee paper 000 is not beside the repository")
    paper = read_committee_table(found[0].read_text(encoding="utf-8"), PAPER_COLUMNS)
    assert paper.problems == ()
    assert len(paper.rows) == 19
    assert len({row.topic for row in paper.rows}) == 4
    assert sum(len(row.recommendations) for row in paper.rows) == 21
    assert [len(row.recommendations) for row in paper.rows if len(row.recommendations) > 1] == [2, 2]
    assert (sum(len(row.taken) for row in paper.rows), sum(len(row.open) for row in paper.rows)) == (15, 17)
    stages = [row.stage for row in paper.rows]
    assert {stage: stages.count(stage) for stage in stages} == {"in-progress": 14, "to-be-developed": 2, "taken": 3}
    for row in paper.rows:
        assert bool(row.taken or row.open) == (row.stage != "to-be-developed")
        for text in (row.topic, *row.recommendations, *texts(row)[0], *texts(row)[1]):
            assert not re.search(r"[<>\t]|[;: ]$|^ ", text)


def test_one_row() -> None:
    row = only_row("People:\tHire;\tPost advertised\tInterviews\tTo be developed")
    assert (row.line, row.topic, row.recommendations, row.stage) == (2, "People", ("Hire",), "in-progress")
    assert texts(row) == (["Post advertised"], ["Interviews"])
    assert row.open[0].heading == "In progress"


@pytest.mark.parametrize(("cells", "stage"), [
    ("a\tb\tc", "in-progress"), ("\tb\t", "in-progress"), ("\tb\tTo be developed", "in-progress"),
    ("\t\tTo be developed", "to-be-developed"), ("\tTO BE  DEVELOPED.\t", "to-be-developed"),
    ("a\t\tTo be developed", "to-be-developed"), ("To be developed\t\t", "to-be-developed"),
    ("a\t\t", "taken"), ("\t\t", None), ("\t\tLocal ones to be developed", "in-progress"),
])
def test_stages(cells: str, stage: str | None) -> None:
    row = only_row(f"People\tHire\t{cells}")
    assert row.stage == stage
    assert all("TO BE" not in cell.text and cell.text != "To be developed" for cell in row.taken + row.open)


def test_the_key_area_is_carried_down_over_repeated_headings() -> None:
    read = table("People\tHire\t\t\t", "\tTrain\t\t\t", "", HEADING.upper(), "\tKeep\t\t\t", "Money\tSave\t\t\t")
    assert read.problems == ()
    assert [(row.line, row.topic) for row in read.rows] == [(2, "People"), (3, "People"), (6, "People"), (7, "Money")]


def test_the_rest_of_the_paper_is_left_alone() -> None:
    text = f"4.1 Words\tand\ttabs\t\there\n\n{HEADING}\nPeople\tHire\t\t\t\n\n5 Other\n\nPolicy\tNo\nKey\tYes\n"
    read = read_committee_table(text, COLUMNS)
    assert (len(read.rows), read.problems) == (1, ())


@pytest.mark.parametrize(("cell", "found"), [
    ("<p>Hire people;</p> <p>Train them</p>", ("Hire people", "Train them")),
    ("<P class='x'>Hire</P><p>Train</p>", ("Hire", "Train")),
    ("Hire people; Train them;", ("Hire people", "Train them")),
    ("Hire people; and train them", ("Hire people; and train them",)),
    ("Hire<br/>Train", ("Hire", "Train")),
    ("Health &amp; safety &#8211; first", ("Health & safety – first",)),
    ("R&D &notit &lt;p&gt;", ("R&D &notit <p>",)),
    ("People: <p></p>", ("People",)),
])
def test_recommendations_in_one_cell(cell: str, found: tuple[str, ...]) -> None:
    assert only_row(f"People\t{cell}\t\t\t").recommendations == found


def test_paragraphs_of_one_action_cell_are_one_action() -> None:
    assert texts(only_row("People\tHire\t<p>One.</p> <p>Two;</p>\t\t")) == (["One.\nTwo"], [])


@pytest.mark.parametrize("lines", [
    ("People\tHire\tPost", "advertised\tInterviews\tReview"),
    ("People\tHire\tPost advertised\tInterviews\tReview", ""),
    ("People", "\tHire\tPost", "advertised\tInterviews\tReview"),
])
def test_a_cell_over_several_lines(lines: tuple[str, ...]) -> None:
    row = only_row(*lines)
    assert (row.line, row.topic, row.recommendations) == (2, "People", ("Hire",))
    assert texts(row) == (["Post advertised"], ["Interviews", "Review"])


def test_a_line_that_begins_with_a_tab_begins_a_row() -> None:
    """Rows that lost their last tabs would otherwise melt into one, unseen."""
    read = table("People\tHire", "\tTrain\tCourse\tExam")
    assert [row.recommendations for row in read.rows] == [("Hire",), ("Train",)]
    assert [problem.line for problem in read.problems] == [2, 3]


def test_the_last_cell_may_go_on_before_another_row() -> None:
    read = table("People\tHire\t\t\tfirst", "second", "third", "\tTrain\t\t\t", "")
    assert read.problems == ()
    assert texts(read.rows[0])[1] == ["first second third"]
    assert read.rows[1].line == 5


def test_a_line_that_two_rows_could_own_is_told() -> None:
    problem = only_problem("People\tHire\t\t\tfirst", "second or Money", "and time\tSave\t\t\t", "")
    assert (problem.line, problem.value) == (3, "second or Money")
    problem = only_problem("Page 3", "Money\tSave\t\t\t", "")
    assert (problem.line, problem.value) == (2, "Page 3")


def test_a_line_without_tabs_after_the_last_row_ends_the_table() -> None:
    read = table("People\tHire\t\t\tfirst", "5 Other implications", "of the report", "Policy\tNo", "Race\tNo")
    assert texts(read.rows[0])[1] == ["first"]
    assert [(problem.line, problem.value) for problem in read.problems] == [(3, "5 Other implications")]


def test_rows_under_no_heading_are_told() -> None:
    problem = only_problem("People\tHire\t\t\t", "", "\tTrain\t\t\t", "\tKeep\t\t\t", "", "Text")
    assert (problem.line, problem.value) == (4, "Train")
    assert "2 line(s)" in problem.remedy


def test_a_row_of_nothing_but_tabs_is_no_row_and_no_end() -> None:
    read = table("People\tHire\t\t\t", "\t\t\t\t", "\tTrain\t\t\t")
    assert (len(read.rows), read.problems) == (2, ())


def test_a_short_row_is_read_and_told() -> None:
    read = table("People\tHire\tPost advertised", "\tTrain\tCourse", "")
    assert [row.recommendations for row in read.rows] == [("Hire",), ("Train",)]
    assert [(problem.line, problem.expected) for problem in read.problems] == [(2, "5 cells, not 3"),
                                                                               (3, "5 cells, not 3")]


def test_a_row_with_a_cell_too_many_is_told_and_its_key_area_kept() -> None:
    read = table("People\tHire\t\t\t", "Money\tSave\ta\tb\tc\td", "\tEarn\t\t\t")
    assert [(row.topic, row.recommendations) for row in read.rows] == [("People", ("Hire",)), ("Money", ("Earn",))]
    assert [(problem.line, problem.value, problem.expected) for problem in read.problems] == [
        (3, "d", "5 cells, not 6")]
    assert table("People\tHire\t\t\t\t\t").problems == ()  # blank ones at the end hold nothing


@pytest.mark.parametrize("cell", ["", "-", ";"])
def test_a_blank_recommendation_with_actions_is_told(cell: str) -> None:
    read = table(f"People\t{cell}\tPost advertised\t\t")
    assert [(problem.line, problem.column, problem.value) for problem in read.problems] == [
        (2, "Recommendation", cell)]
    assert (read.rows[0].recommendations, texts(read.rows[0])[0]) == ((), ["Post advertised"])


@pytest.mark.parametrize("cell", ["-", "n/a", "None", "TBC", "…"])
def test_a_cell_that_names_no_action_is_told(cell: str) -> None:
    problem = only_problem(f"People\tHire\t{cell}\t\t")
    assert (problem.column, problem.value) == ("Action taken", cell)


def test_a_key_area_may_stand_on_a_row_of_its_own() -> None:
    read = table("People\t\t\t\t", "\tHire\t\t\t")
    assert (read.rows[0].topic, len(read.rows), read.problems) == ("People", 1, ())


def test_a_key_area_without_recommendations_is_told() -> None:
    read = table("People\t\t\t\t", "Money\tSave\t\t\t", "Time\t\t\t\t")
    assert [(problem.line, problem.value) for problem in read.problems] == [(2, "People"), (4, "Time")]


def test_a_first_row_without_key_area_is_told() -> None:
    assert only_problem("\tHire\t\t\t").column == "Key area"


def test_a_column_without_a_role_is_told_once() -> None:
    text = "Key area\tRecommendation\tOwner\tAction taken\nPeople\tHire\tAnn\tPost\n\tTrain\tBob\t\n"
    read = read_committee_table(text, {"Key area": "topic", "Recommendation": "recommendation",
                                       "Action taken": "taken"})
    assert [(problem.line, problem.column, problem.value) for problem in read.problems] == [(2, "Owner", "Ann")]
    assert [texts(row)[0] for row in read.rows] == [["Post"], []]


def test_a_missing_column_is_told_once() -> None:
    text = "Recommendation\tAction taken\nHire\tPost\n\nRecommendation\tAction taken\nTrain\tCourse\n"
    read = read_committee_table(text, COLUMNS)
    assert [problem.column for problem in read.problems] == ["Key area", "In progress", "Further"]
    assert [(row.topic, row.recommendations) for row in read.rows] == [("", ("Hire",)), ("", ("Train",))]


def test_headings_in_another_order() -> None:
    read = read_committee_table("ACTION TAKEN\trecommendation:\nPost\tHire\n",
                                {"Recommendation": "recommendation", "Action taken": "taken"})
    assert (read.rows[0].recommendations, texts(read.rows[0])[0], read.problems) == (("Hire",), ["Post"], ())


@pytest.mark.parametrize("text", ["", "\n\n", "no table here", "a\tb\tc", "Recommendation\tonly\nHire\tx", "\x00" * 9])
def test_a_text_without_the_table_is_one_problem(text: str) -> None:
    read = read_committee_table(text, COLUMNS)
    assert (read.rows, len(read.problems)) == ((), 1)
    assert "Key area, Recommendation" in read.problems[0].expected


@pytest.mark.parametrize("columns", [
    {}, {"A": "recommendation"}, {"A": "topic", "B": "taken"}, {"A": "recommendation", "B": "owner"},
    {"A": "recommendation", "B": "recommendation"}, {"A": "recommendation", "a ": "taken"},
    {"A": "recommendation", "B": "topic", "C": "topic"}, {"A": "recommendation", "-": "taken"},
    {"A": "recommendation", 1: ["taken"]},
])
def test_columns_that_make_no_table_are_problems(columns: dict[str, str]) -> None:
    read = read_committee_table(f"{HEADING}\nPeople\tHire\t\t\t\n", columns)
    assert read.rows == ()
    assert read.problems
    assert all(problem.line == 0 and problem.remedy for problem in read.problems)


def test_control_characters_and_long_cells_are_told_and_left_out() -> None:
    problem = only_problem("People\tHire\tPost\x00 advertised\t\t")
    assert (problem.column, "U+0000" in problem.expected) == ("Action taken", True)
    problem = only_problem(f"People\tHire\t{'x' * 100_001}\t\t")
    assert len(problem.value) == 200
    assert "100,000" in problem.expected


def test_other_line_ends_and_page_breaks() -> None:
    text = f"{HEADING}\nPeople\tHire\tPost\t\t\n\f\n\f{HEADING}\n\tTrain\t\t\t\n"
    for end in ("\n", "\r\n", "\r"):
        read = read_committee_table("\ufeff" + text.replace("\n", end), COLUMNS)
        assert ([row.line for row in read.rows], read.problems) == ([2, 5], ())


@pytest.mark.parametrize("text", [
    "x" * 10**6, "\t" * 10**6, "a\t" * 500_000, "line\n" * 200_000, "\n" * 10**6, "a\tb\tc\td\te\n" * 20_000,
    "a\tb\n" * 20_000, "<p" * 500_000, "a\tb; C\tc\td\t" + "<p>; A" * 100_000, "&a" * 500_000,
    "a\tb\tc\td\te\n" + "line\n" * 200_000 + "a\tb\tc\td\te",
], ids=lambda text: ascii(text[:12]))
def test_a_million_signs_are_read_in_linear_time(text: str) -> None:
    begun = time.process_time()
    table(text)
    assert time.process_time() - begun < 5


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=7).filter(lambda line: len(line) > 1 or any(line)),
                max_size=12))
def test_nothing_is_dropped_in_silence(filled: list[list[bool]]) -> None:
    """Each filled cell has a word of its own; it must come out again, or something must be told."""
    lines = [[f"w{row}c{cell}." if full else "" for cell, full in enumerate(line)] for row, line in enumerate(filled)]
    read = table(*("\t".join(line) for line in lines))
    kept = [text for row in read.rows for text in (row.topic, *row.recommendations, *texts(row)[0], *texts(row)[1])]
    assert read.problems or all(word in " ".join(kept) for line in lines for word in line)
    assert [row.line for row in read.rows] == sorted({row.line for row in read.rows})


@pytest.mark.parametrize(("text", "key"), [
    ("Strengthen partnerships;", "strengthen-partnerships"),
    ("Need to reinforce the Council's standing in the community", "need-to-reinforce-the-councils-standing-in-the"),
    ("Café – 25-year plan", "cafe-25-year-plan"),
    ("x" * 99, "x" * 30),
])
def test_words_keys(text: str, key: str) -> None:
    assert words_key(text) == key


@given(st.text())
def test_a_words_key_is_always_a_key(text: str) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+){0,7}", words_key(text))
    assert words_key(text) == words_key(text)


def grid(*rows: str, name: str | None = "table 1") -> Grid:
    """A grid; the cells of a row are parted by |, ¬ breaks a line, a blank cell is None."""
    return Grid(name, [[cell.replace("¬", "\n") or None for cell in row.split("|")] for row in rows])


GRID_HEADING = HEADING.replace("\t", "|")


def test_a_grid_gives_the_rows_that_its_text_gives() -> None:
    lines = ("Key area|Recommendation|Action taken|In progress|Further", "People|Hire; Train|Post advertised||Review",
             "|Keep||To be developed|", "KEY AREA|Recommendation|Action taken|In progress|Further",
             "Money|Save||Budget|")
    found = read_committee_table(grid(*lines, name=None), COLUMNS)
    assert found == read_committee_table("\n".join(lines).replace("|", "\t"), COLUMNS)
    assert [row.line for row in found.rows] == [2, 3, 5]


def test_signs_that_mean_something_in_a_text_mean_nothing_in_a_grid() -> None:
    read = read_committee_table(grid("Recommendation|Action taken", "R&amp;D <p>|a\tb"),
                                {"Recommendation": "recommendation", "Action taken": "taken"})
    assert (read.rows[0].recommendations, read.rows[0].taken[0].text) == (("R&amp;D <p>",), "a b")


def test_what_stands_above_the_headings_of_a_grid_is_left_alone_and_blank_rows_do_not_end_it() -> None:
    read = read_committee_table(
        grid("Audit 2008||||", "", GRID_HEADING, "People|Hire|||", "||||", "|Keep|||"), COLUMNS)
    assert ([row.line for row in read.rows], read.problems) == ([4, 6], ())


def test_merged_cells_hold_their_value_in_every_row() -> None:
    """A merged key area or recommendation is one, and not a new one in each row that it covers."""
    read = read_committee_table(grid(GRID_HEADING, "People||||", "People|Hire|a||", "People|Hire||b|"), COLUMNS)
    assert read.problems == ()
    assert [(row.topic, row.recommendations, texts(row)) for row in read.rows] == [
        ("People", ("Hire",), (["a"], [])), ("People", ("Hire",), ([], ["b"]))]


@pytest.mark.parametrize(("cell", "actions"), [
    ("Post advertised¬Interviews held", ["Post advertised\nInterviews held"]),
    ("• Post advertised¬• Interviews held", ["Post advertised", "Interviews held"]),
    ("1. Post¬2. Interviews", ["Post", "Interviews"]),
    ("We will:¬- advertise;¬- hold interviews", ["We will: advertise", "We will: hold interviews"]),
    ("• Post¬• To be developed", ["Post"]),
])
def test_actions_in_one_cell_of_a_grid(cell: str, actions: list[str]) -> None:
    row = read_committee_table(grid(GRID_HEADING, f"People|Hire||{cell}|"), COLUMNS).rows[0]
    assert texts(row)[1] == actions
    assert row.stage == "in-progress"


@pytest.mark.parametrize(("cell", "found"), [
    ("Hire people;¬Train them", ("Hire people", "Train them")),
    ("Hire¬people", ("Hire people",)),
    ("• hire people¬• train them¬well", ("hire people", "train them well")),
    ("Hire people;¬train them", ("Hire people", "train them")),
])
def test_recommendations_in_one_cell_of_a_grid(cell: str, found: tuple[str, ...]) -> None:
    read = read_committee_table(grid(GRID_HEADING, f"People|{cell}|||"), COLUMNS)
    assert read.rows[0].recommendations == found


def test_bullets_of_a_text_part_actions_too() -> None:
    assert texts(only_row("People\tHire\t• Post • Interviews\t\t"))[0] == ["Post", "Interviews"]
    assert texts(only_row("People\tHire\t• Post", "• Interviews\t\t"))[0] == ["Post", "Interviews"]
    wrapped = only_row("People\tHire\tPost", "- advertised\t\t")
    assert texts(wrapped)[0] == ["Post - advertised"]


def test_a_table_that_goes_on_in_a_second_one() -> None:
    other = grid("Wards|Date", "All|2008", name="table 1")
    first = grid(GRID_HEADING, "People|Hire|||", name="table 2")
    second = grid(GRID_HEADING, "|Keep|-||", name="table 3")
    read = read_committee_table([other, first, second], COLUMNS)
    assert [(row.sheet, row.line, row.topic) for row in read.rows] == [
        ("table 2", 2, "People"), ("table 3", 2, "People")]
    assert [(problem.sheet, problem.line, problem.value) for problem in read.problems] == [("table 3", 2, "-")]
    assert [problem.line for problem in read_committee_table([other], COLUMNS).problems] == [0]


def test_a_column_without_heading_is_told_and_the_row_is_read() -> None:
    read = read_committee_table(grid(GRID_HEADING, "People|Hire||||odd"), COLUMNS)
    assert [row.recommendations for row in read.rows] == [("Hire",)]
    assert [(problem.line, problem.column, problem.value) for problem in read.problems] == [(2, None, "odd")]


def test_a_row_that_could_not_be_read_and_cells_that_are_no_text() -> None:
    rows = Grid("Sheet1", [["Recommendation", "Action taken"], None, [2008, 1.5], ["Hire", True]], first_row=4)
    read = read_committee_table(rows, {"Recommendation": "recommendation", "Action taken": "taken"})
    assert [(row.line, row.recommendations, texts(row)[0]) for row in read.rows] == [
        (6, ("2008",), ["1.5"]), (7, ("Hire",), ["True"])]


CELLS = st.sampled_from(["", "People", "Hire", "• a\n• b", "To be developed", "-", "A;\nB", "Key area", "x" * 300])


ROWS = st.lists(st.one_of(CELLS, st.none(), st.integers(), st.text(max_size=9)), max_size=7)


@given(st.lists(st.one_of(st.none(), ROWS)))
def test_any_grid_is_read_and_no_filled_cell_is_dropped_in_silence(rows: list[list[object] | None]) -> None:
    heads: list[list[object]] = [list(HEADING.split("\t"))]
    read = read_committee_table(Grid("t", [*heads, *rows]), COLUMNS)  # type: ignore[arg-type]
    kept = " ".join(text for row in read.rows
                    for text in (row.topic, *row.recommendations, *texts(row)[0], *texts(row)[1]))
    assert read.problems or all(word in kept for row in rows for cell in (row or ())[:5]
                                for word in re.findall("Hire|People", str(cell)))


def records(table: str | Grid | list[Grid]) -> list[tuple[str, dict[str, object], Source]]:
    draft = Draft()
    mapping = TableMapping("paper.docx", Source(), COMMITTEE, written=COLUMNS, document="000", paragraph="4.5")
    read_committee(draft, PlanFile(Path("paper.docx"), "paper.docx"), table, mapping)
    assert draft.problems == []
    return [(record.reference, {name: cell.value for name, cell in record.cells.items()}, record.source)
            for record in draft.records]


def test_records_of_a_grid_name_its_sheet_and_row() -> None:
    found = records(grid(GRID_HEADING, "People|Hire|a||", "People|Hire||b|"))
    assert [(key, values.get("stage"), source.sheet, source.row) for key, values, source in found] == [
        ("recommendation:hire", "in-progress", "table 1", 2), ("action:a", None, "table 1", 2),
        ("action:b", None, "table 1", 3)]
    text = records(f"{HEADING}\nPeople\tHire\ta\t\t\nPeople\tHire\t\tb\t\n")
    assert [(key, values) for key, values, _ in text] == [(key, values) for key, values, _ in found]


def test_rows_above_the_first_headings_that_can_be_read_are_told() -> None:
    damaged = "Key areas\tRecommendation\tTaken\tProgress\tMore"
    read = read_committee_table(f"{damaged}\nPeople\tHire\t\t\t\n\n{HEADING}\nMoney\tSave\t\t\t\n", COLUMNS)
    assert [row.recommendations for row in read.rows] == [("Save",)]
    assert len(read.problems) == 1


def test_a_heading_that_is_ignored_is_left_out_without_a_word() -> None:
    text = "Key area\tRecommendation\tNotes\nPlace\tPlant trees\tSoon"
    roles = {"Recommendation": "recommendation", "Notes": "open"}
    told = read_committee_table(text, roles)
    left = read_committee_table(text, roles, ["Key  Area"])
    assert [problem.column for problem in told.problems] == ["Key area"]
    assert left.problems == ()
    assert left.rows == told.rows
    assert left.rows[0].topic == ""
