"""The report in its three forms, on a small made-up council: order, honesty, access, escaping, same bytes."""

import datetime
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest
from builders import ROOT, dangling, item, link, rule, table

from graph_api.analyses.headline import decisions
from graph_api.gaps import check
from graph_api.pipeline import check_plans, open_plans
from graph_api.reports.check_json import check_document, check_json
from graph_api.reports.write import write_report
from graph_api.results import Check
from graph_api.stores.memory import MemoryStore
from schema.records import Finding, Loaded, PlanSet, Problem, Source
from schema.rule import Severity

AS_OF = datetime.date(2008, 9, 1)
TAGS = "<b>R&D</b>"
PERSON = "Jane Secret"
MESSAGE = {
    "finds": "Something is missing.", "why": "It matters.", "remedy": "Mend it.", "message": "{title} lacks {lacking}."}
RULES = (
    rule("lacks", "Strategy", "G08", needs={"action": "<DELIVERS"}, **{**MESSAGE, "severity": Severity.HIGH},
         sources=("001 ¶45",)),
    rule("lacks", "Strategy", "G21", needs={"owner": ">OWNED_BY"}, **MESSAGE),
    rule("late", "Milestone", "S3", date="due", unless="done", **{**MESSAGE, "message": "{title} was due {date}."}),
    rule("wrong", "Post", "G63", fault="status = vacant", show=("status", "holder"),
         **{**MESSAGE, "message": "{title} is vacant."}),
    rule("lacks", "Risk", "G32", needs={"level": "level"}, **MESSAGE),
)
PLANS = table("register", "strategies.csv", Strategy="title, delivered by, supports")
PAPERS = table("transcript", "papers.yaml")
ITEMS = (
    item("board:health", title="Health & care board"),
    item("vision:2030", title="Vision 2030"),
    item("objective:fair", title=f"{TAGS} for all", tier=1),
    item("strategy:asked", title="Strategy “asked”", tables=[0], board="board:health",
         source=Source("001", "45", "strategies.csv", None, 3)),
    item("strategy:silent", title="Silent strategy", tables=[1]),
    item("strategy:named", title="Named strategy", listed=True),
    item("action:pilot", title="Pilot", due="October 2008"),
    item("milestone:past", title="Past | milestone", due="2007/08"),
    item("milestone:undated", title="Undated </svg> milestone"),
    item("post:director", title="Director", status="vacant", holder=PERSON),
    item("document:list", title="Framework"),
)
LINKS = (
    link("objective:fair PART_OF vision:2030"),
    link("strategy:asked SUPPORTS objective:fair"),
    link("strategy:silent SUPPORTS objective:fair"),
    link("milestone:past PART_OF strategy:asked"),
    dangling("document:list EXPECTS service-plan:housing", "ServicePlan"),
)
FINDINGS = (
    Finding("F1", "Strategies lack actions.", Source("001", "45"), "Audit Commission", ("strategy:asked",), "G08"),
    Finding("F2", "Judgement matters.", Source("001", "46"), why_no_rule="No rule judges."),
)
PROBLEMS = (
    Problem(
        "date-unclear", "“03/04/2008” could be two.", Source(file="plans.csv", row=4, column="due"), "03/04/2008"),
)


def council(**more):
    plan_set = PlanSet("ashby", f"Ashby {TAGS}", "A council of no place.", made_up=True)
    return Loaded(plan_set, ITEMS, LINKS, PROBLEMS, (PLANS, PAPERS), FINDINGS, **more)


@pytest.fixture(scope="module")
def store():
    return MemoryStore(council())


@pytest.fixture(scope="module")
def checked(store):
    return check(store, RULES, AS_OF)


@pytest.fixture(scope="module")
def page(store, checked):
    return write_report("report.html", store, checked)


class Page(HTMLParser):
    """The tags of a page, the words of its cells and headings, and how deep each tag stands."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.texts.append("")
        if tag not in ("meta", "br", "link", "img", "input", "path", "rect", "circle"):
            self.open.append(len(self.tags) - 1)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_endtag(self, tag):
        assert self.tags[self.open[-1]][0] == tag, f"</{tag}> closes <{self.tags[self.open[-1]][0]}>"
        self.open.pop()

    def handle_data(self, data):
        for number in self.open:
            self.texts[number] += data

    def all(self, *tags):
        return [(attrs, text) for (tag, attrs), text in zip(self.tags, self.texts, strict=True) if tag in tags]

    def levels(self):
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


def test_the_page_stands_in_the_agreed_order(page):
    headings = [text for _, text in Page(page).all("h2")]

    assert headings == [
        "Contents", "Five decisions", "Coverage by board and tier", "The thread board: where does it stop?",
        "Milestones", "Gaps by lead board", "What has become of the inspectors’ findings", "What is to be done",
        "Agreed exceptions", "How this was made, and what it cannot say"]
    assert page.index("class=\"inventory\"") < page.index("class=\"lead\"") < page.index("id=\"decisions\"")


def test_the_page_has_one_first_heading_and_no_level_is_passed_over(page):
    levels = Page(page).levels()

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_scoped_headings_and_a_region_that_the_keyboard_reaches(page):
    found = Page(page)
    tables, captions = found.all("table"), found.all("caption")
    regions = [attrs for attrs, _ in found.all("div") if attrs.get("role") in ("region", "group")]

    assert len(tables) == len(captions) > 5
    assert all(text.strip() for _, text in captions)
    assert all(attrs.get("scope") in ("col", "row", "rowgroup") for attrs, _ in found.all("th"))
    assert all(attrs["tabindex"] == "0" and attrs["aria-labelledby"] for attrs in regions)
    assert len(regions) == len(tables) + 1


def test_every_cell_says_something(page):
    assert all(text.strip() for _, text in Page(page).all("td", "th", "dd"))


def test_the_page_has_landmarks_a_skip_link_and_its_language(page):
    found = Page(page)

    assert found.all("html")[0][0]["lang"] == "en-GB"
    assert all(len(found.all(tag)) == 1 for tag in ("header", "main", "nav", "footer"))
    assert found.all("a")[0][0]["href"] == "#main"


def test_every_reference_inside_the_page_leads_somewhere_and_every_id_is_one(page):
    found = Page(page)
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    wanted = [attrs["href"] for attrs, _ in found.all("a")]
    labels = [name for _, attrs in found.tags for name in attrs.get("aria-labelledby", "").split()]

    assert len(ids) == len(set(ids))
    assert {target.removeprefix("#") for target in wanted} | set(labels) <= set(ids)


def test_the_page_fetches_nothing_and_runs_nothing(page):
    found = Page(page)

    assert not found.all("script", "link", "img", "iframe", "object", "form")
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on") or name in ("src", "style")]
    assert "http" not in page
    assert "url(" not in page
    assert "@import" not in page


def test_plan_text_is_escaped_in_html_and_in_the_picture(page):
    assert "<b>" not in page
    assert "&lt;b&gt;R&amp;D&lt;/b&gt; for all" in page
    assert "Undated &lt;/svg&gt; milestone" in page


def test_plan_text_is_escaped_in_markdown(store, checked):
    report = write_report("md", store, checked)
    row = next(line for line in report.splitlines() if line.startswith("| Past"))

    assert r"\<b\>R&D\</b\> for all" in report
    assert r"Past \| milestone" in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


def test_the_markdown_has_the_same_parts(store, checked):
    headings = re.findall("^## (.*)$", write_report("md", store, checked), re.MULTILINE)

    assert headings[0] == "Five decisions"
    assert headings[-1] == "How this was made, and what it cannot say"
    assert len(headings) == 9


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_the_same_input_gives_the_same_bytes(store, checked, form):
    again = MemoryStore(council())

    assert write_report(form, store, checked) == write_report(form, again, check(again, RULES, AS_OF))


def test_the_order_of_a_check_does_not_show_in_its_json(checked):
    turned = replace(
        checked, gaps=checked.gaps[::-1], causes=checked.causes[::-1], problems=checked.problems[::-1],
        findings=checked.findings[::-1])

    assert check_json(turned) == check_json(checked)


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_nobody_is_named(store, checked, form):
    assert PERSON not in write_report(form, store, checked)
    assert PERSON not in check_json(checked)


def test_a_made_up_council_says_so_before_anything_is_counted(store, checked, page):
    assert page.index("This council is made up.") < page.index("class=\"inventory\"")
    assert "made up" in write_report("md", store, checked)[:300]
    assert json.loads(write_report("json", store, checked))["madeUp"] is True


def test_proof_is_told_in_words_and_silence_is_kept_apart(page):
    gaps, silence = page.index("id=\"gaps\""), page.index("id=\"silence\"")

    blank = "Blank: a register asks for it and the cell is empty or could not be read."
    assert f"{blank} Confirmed by Audit Commission, 001 ¶45." in page[gaps:silence]
    assert "Shown: recorded values say so." in page[gaps:silence]
    assert "Silent strategy lacks action" not in page
    assert "rest on silence and are not counted" in page[:gaps]


def test_why_there_is_no_owner_or_board_is_told(page):
    assert "No owner recorded: nothing that was loaded asks for one" in page
    assert "No lead board: a post has none of its own" in page


def test_the_picture_has_a_place_for_what_has_no_date(page):
    found = Page(page)
    [(svg, words)] = found.all("svg")

    assert svg["role"] == "img"
    assert "Milestones by date" in words
    assert "date passed, 2007/08" in words
    assert "No date recorded" in words
    assert "The same milestones as a table" in page


def test_without_milestones_there_is_no_picture_of_them():
    store = MemoryStore(Loaded(PlanSet("ashby", "Ashby"), ITEMS[:3], LINKS[:1]))

    assert "<svg" not in write_report("html", store, check(store, RULES, AS_OF))


def test_the_board_marks_where_the_thread_breaks(page):
    assert "Break: no service plan or action" in page
    assert "Known by name alone, and so not counted in the boxes: 1 at “Strategies”." in page


def test_tiers_bear_the_council_s_own_names(store, checked):
    report = write_report("html", store, checked, tiers={3: "Delivery plans"})

    assert "<th scope=\"col\">Delivery plans</th>" in report
    assert "Strategies</th>" not in report


def test_rules_that_looked_at_nothing_say_so(page):
    assert "Not looked at: nothing of the sort was loaded" in page
    assert "that is not the same as finding no gap" in page


def test_an_empty_plan_set_gives_a_report_that_says_that_it_says_nothing():
    store = MemoryStore(Loaded(PlanSet("empty", "Empty")))
    report = write_report("html", store, check(store, RULES, AS_OF))

    assert "No rule found anything to look at" in report
    assert "No plan was read, and none is known by name." in report
    assert Page(report).levels().count(1) == 1
    assert write_report("md", store, check(store, (), AS_OF)).startswith("# Empty")


def test_boards_with_one_title_are_told_apart():
    twins = [item(f"board:{name}", title="Board") for name in "ab"]
    led = [item(f"strategy:{name}", tables=[0], board=f"board:{name}") for name in "ab"]
    store = MemoryStore(Loaded(PlanSet("twins", "Twins"), (*twins, *led), tables=(PLANS,)))

    headings = [text for _, text in Page(write_report("html", store, check(store, RULES, AS_OF))).all("h3")]

    assert {"Board (board:a)", "Board (board:b)"} <= set(headings)


def test_long_lists_say_how_much_is_left_out():
    many = [item(f"strategy:s{number:03}", tables=[0]) for number in range(99)]
    store = MemoryStore(Loaded(PlanSet("big", "Big"), tuple(many), tables=(PLANS,)))

    report = write_report("html", store, check(store, RULES[:1], AS_OF))

    assert "84 more gaps of this rule are not printed. All are in the JSON report." in report
    assert len(json.loads(write_report("json", store, check(store, RULES[:1], AS_OF)))["check"]["gaps"]) == 99


def test_a_report_for_one_board_has_only_what_it_leads(store, checked):
    by_title, by_key = (write_report("html", store, checked, board=name) for name in ("Health & care board", "health"))

    assert by_title == by_key
    assert "Only what Health &amp; care board leads." in by_key
    assert "Strategy “asked” lacks action" in by_key
    assert "Director is vacant" not in by_key
    document = json.loads(write_report("json", store, checked, board="board:health"))
    assert {gap["board"]["id"] for gap in document["check"]["gaps"]} == {"board:health"}
    assert [line["board"] for line in document["summaryByBoard"]] == ["board:health"]


def test_an_unknown_board_names_the_known_ones(store, checked):
    with pytest.raises(LookupError, match=r"no board 'housing'\. Boards that lead on something: Health & care board"):
        write_report("html", store, checked, board="housing")


def test_an_unknown_form_is_refused(store, checked):
    with pytest.raises(LookupError, match="html, md, json"):
        write_report("report.docx", store, checked)


def test_the_json_report_holds_the_parts_and_the_whole_check(store, checked):
    document = json.loads(write_report("json", store, checked))

    assert list(document) == [
        "schema", "planSet", "title", "asOf", "madeUp", "board", "headline", "decisions", "inventory", "coverage",
        "summaryByBoard", "milestones", "timetables", "findings", "check"]
    assert document["check"] == json.loads(check_json(checked))
    assert document["headline"]["counted"] == sum(gap.counts for gap in checked.gaps)
    assert {one["state"] for one in document["inventory"]} == {"read", "listed", "absent"}


def test_the_check_in_json_is_as_the_contract_says(checked):
    document = json.loads(check_json(checked))
    [gap] = [one for one in document["gaps"] if one["rule"] == "G08" and one["proof"] == "blank"]

    assert (document["schema"], document["asOf"], document["planSet"]) == ("goldthread.gaps/1", "2008-09-01", "ashby")
    assert document["lookedAt"]["G32"] == {"n": 0, "state": "nothing-to-look-at"}
    assert document["listed"] == {"Strategy": 1}
    assert list(gap) == [
        "id", "rule", "severity", "proof", "confirmedBy", "waived", "firstSeen", "items", "cause", "evidence",
        "message", "remedy", "owner", "board", "sources"]
    assert gap["confirmedBy"] == ["F1"]
    assert gap["items"] == [{"id": "strategy:asked", "kind": "Strategy", "title": "Strategy “asked”"}]
    assert gap["sources"] == [
        {"of": "rule", "document": "001", "paragraph": "45", "file": None, "sheet": None, "row": None, "column": None},
        {"of": "record", "document": "001", "paragraph": "45", "file": "strategies.csv", "sheet": None, "row": 3,
         "column": None}]
    assert set(document["causes"][0]) >= {"id", "kind", "item", "says", "cutOff", "mends"}
    assert [(one["id"], one["state"]) for one in document["findings"]] == [("F1", "reproduced"), ("F2", "cannot-tell")]


def test_waived_gaps_are_listed_with_their_reason(store, checked):
    gaps = tuple(replace(gap, waived="Agreed by cabinet & partners.") if gap.rule.code == "G63" else gap
                 for gap in checked.gaps)
    report = write_report("html", store, replace(checked, gaps=gaps))

    assert "Agreed by cabinet &amp; partners." in report[report.index("id=\"waived\""):report.index("id=\"method\"")]
    assert "1 agreed exception is left out." in report


def test_a_check_of_nothing_can_be_written():
    nothing = Check(AS_OF, PlanSet("n", "N"), (), {}, {})

    assert json.loads(check_json(nothing))["gaps"] == []


def luminance(colour):
    channels = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("ink", "paper"), [
    ("ink", "white"), ("quiet", "white"), ("break-ink", "break-fill"), ("white", "break-edge"), ("white", "blue"),
    ("white", "mid"), ("ink", "pale")])
def test_colours_can_be_told_apart(ink, paper):
    style = files("graph_api.reports").joinpath("style.css").read_text(encoding="utf-8")
    colours = {**dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style)), "white": "#ffffff"}

    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("folder", ["leicester-2008", "local-plans"])
def test_the_examples_can_be_reported_on(folder):
    opened = open_plans([ROOT / "examples" / folder])
    report = write_report("html", opened.store, check_plans(opened, AS_OF), tiers=opened.settings.tier_names)
    found = Page(report)

    assert found.levels().count(1) == 1
    assert all(text.strip() for _, text in found.all("td", "th"))
    assert "http" not in report


# The findings of Leicester, each in its sort


def test_what_a_rule_would_say_stands_apart_from_what_no_rule_can_say(leicester):
    checked = check_plans(leicester)
    states = {one.finding.id: (str(one.state), bool(one.finding.wanting)) for one in checked.findings}
    text = write_report("md", leicester.store, checked)
    section = text.split("## What has become of the inspectors’ findings")[1].split("\n## ")[0]
    thread, clear = (next(line for line in section.splitlines() if f"({name})" in line)
                     for name in ("F-001-9-individual-responsibilities", "F-001-74-clarity"))

    assert states["F-001-9-individual-responsibilities"] == ("stated-only", True)
    assert states["F-001-74-clarity"] == ("cannot-tell", False)
    assert "| Stated only, no data: no gap matches | No paper gives the objectives of any member of staff" in thread
    assert thread.rstrip(" |").endswith("G01 staff-objective-cut-off")
    assert "| Cannot tell: no gap matches |" in clear
    assert clear.rstrip(" |").endswith("No rule can say it")
    assert f"a rule would show {sum(wanting for _, wanting in states.values())} if any paper gave the data." in section
    assert {one["id"] for one in check_document(checked)["findings"] if one["wanting"]} == {
        name for name, (_, wanting) in states.items() if wanting}


def test_the_decisions_of_leicester_name_no_keys_and_say_who_confirms_them(leicester):
    checked = check_plans(leicester)
    five = decisions(leicester.store, checked)
    text = write_report("md", leicester.store, checked).split("## Five decisions")[1].split("\n### ")[0]

    assert len(five) == 5
    assert not re.search(r"\b[a-z]+(-[a-z]+)*:[a-z0-9]", " ".join(f"{one.text} {one.remedy}" for one in five))
    assert {"G06b", "G63", "G17"} <= {gap.rule.code for one in five for gap in one.members}
    assert "Confirmed by Audit Commission, 001 ¶32." in text
