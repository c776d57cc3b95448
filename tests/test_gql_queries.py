"""Questions in GraphQL and their answers, on a tiny made-up council."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from builders import dangling, item, link, loaded, rule
from graphql import execute_sync, get_named_type, is_leaf_type, parse

from graph_api.gql import ask as asking
from graph_api.gql.api import SCHEMA
from graph_api.gql.ask import ask
from graph_api.gql.edition import MOST_MOMENTS, Edition
from graph_api.gql.executor import Context
from graph_api.gql.kept import Kept
from graph_api.gql.names import global_id, pack
from graph_api.pipeline import Opened
from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.kinds import KINDS
from schema.records import Finding, Source
from schema.rule import Severity

QUESTIONS = Path(__file__).resolve().parent.parent / "graph_api" / "web" / "explorer" / "src" / "questions.json"
HOLDER = "A. N. Other"
PARTS = (
    item("vision:v", title="A fair town", status="live", long_term=True,
         source=Source("001", "30", "plans.yaml", None, 4)),
    item("objective:work", title="Fair work", tier=1.0, owner="post:chief", board="board:economy"),
    item("objective:homes", title="Warm homes", tier=1.0),
    item("strategy:housing", title="Housing strategy", status="live", start="2008/09", end="by 2011",
         updated="Q2 2008/09"),
    item("strategy:old", title="Older housing strategy", status="superseded"),
    item("strategy:named", title="Energy strategy", listed=True),
    item("milestone:first", title="First home warm", due="2008-03-31", status="on-track"),
    item("board:economy", title="Economy board", type="area-committee"),
    item("post:chief", title="Chief executive", status="interim", holder=HOLDER, key_post=True),
    item("organisation:pct", title="Primary care trust"),
    link("objective:work PART_OF vision:v"), link("objective:homes PART_OF vision:v"),
    link("strategy:housing SUPPORTS objective:homes", Source("001", "56")),
    link("milestone:first PART_OF strategy:housing"), link("strategy:housing SUPERSEDES strategy:old"),
    link("objective:work OWNED_BY post:chief"), link("objective:work OVERSEEN_BY board:economy"),
    link("organisation:pct CONTRIBUTES_TO objective:work", role="Pays for training"),
    dangling("strategy:housing SUPPORTS objective:heat", "Objective", near=("objective:homes",)),
    Finding("F1", "Milestones slip.", Source("001", "9"), "Audit Commission", ("milestone:first",), "S3"),
    Finding("F2", "People like it.", Source("001", "10"), why_no_rule="No rule can say what people like."),
)
USERS_OWN = rule(
    "wrong", "Post", "U1", name="who-holds-it", severity=Severity.LOW, fault="holder", show=("holder", "status"),
    message="{title} has a holder.")


@pytest.fixture(scope="module")
def edition():
    settings = FolderSettings("made-up", "A made-up council")
    return Edition(Opened(MemoryStore(loaded(*PARTS)), (*our_rules(), USERS_OWN), settings, datetime.date(2008, 9, 1)))


@pytest.fixture
def data(edition):
    def answered(query, **variables):
        answer = ask(edition, query, variables)
        assert answer.errors == []
        return answer.data
    return answered


@pytest.fixture
def refused(edition):
    def told(query, **variables):
        answer = ask(edition, query, variables)
        assert len(answer.errors) == 1, answer
        return answer.errors[0]["extensions"]["code"], answer.errors[0]["message"]
    return told


# Items


def test_an_item_shows_its_fields_with_their_precision_and_source(data):
    found = data("""{ item(key: "strategy:housing") {
        __typename id key kind title tier listed
        ... on Strategy { status start { text from to precision } end { from to precision }
            updated { precision } } } }""")

    assert found["item"] == {
        "__typename": "Strategy", "id": global_id("Strategy", "strategy:housing"), "key": "strategy:housing",
        "kind": "STRATEGY", "title": "Housing strategy", "tier": 3, "listed": False, "status": "LIVE",
        "start": {"text": "2008/09", "from": "2008-04-01", "to": "2009-03-31", "precision": "FINANCIAL_YEAR"},
        "end": {"from": None, "to": "2011-12-31", "precision": "BY"}, "updated": {"precision": "QUARTER"}}


def test_owner_board_and_source(data):
    found = data("""{ objectives { nodes { key owner { title } board { ... on Board { type } } } }
        visions { nodes { source { document paragraph file row place } } } }""")

    assert found["objectives"]["nodes"][0]["owner"] is None
    assert found["objectives"]["nodes"][1] == {
        "key": "objective:work", "owner": {"title": "Chief executive"}, "board": {"type": "AREA_COMMITTEE"}}
    assert found["visions"]["nodes"][0]["source"] == {
        "document": "001", "paragraph": "30", "file": "plans.yaml", "row": 4, "place": "001 ¶30"}


def test_there_is_no_such_item(data):
    assert data('{ item(key: "strategy:none") { key } thread(key: "x") { more } }') == {"item": None, "thread": None}


def test_a_kind_lists_its_items_and_those_known_by_name_alone(data):
    found = data("""{ all: strategies { totalCount } named: strategies(listed: true) { nodes { key listed } }
        own: strategies(listed: false) { totalCount } }""")

    assert found == {
        "all": {"totalCount": 3}, "named": {"nodes": [{"key": "strategy:named", "listed": True}]},
        "own": {"totalCount": 2}}


def test_links_are_there_from_both_ends(data):
    found = data("""{ item(key: "strategy:housing") { ... on Strategy {
          supports { totalCount nodes { key } edges { verb label source { place } } }
          contains(kinds: [MILESTONE]) { nodes { ... on Milestone { due { text } } } }
          none: contains(kinds: [ACTION]) { totalCount } supersedes { nodes { key } } } }
        objective: item(key: "objective:homes") { ... on Objective {
          supportedBy { edges { label node { key } } } } } }""")

    assert found["item"] == {
        "supports": {"totalCount": 1, "nodes": [{"key": "objective:homes"}], "edges": [
            {"verb": "SUPPORTS", "label": "supports", "source": {"place": "001 ¶56"}}]},
        "contains": {"nodes": [{"due": {"text": "2008-03-31"}}]}, "none": {"totalCount": 0},
        "supersedes": {"nodes": [{"key": "strategy:old"}]}}
    assert found["objective"]["supportedBy"]["edges"] == [
        {"label": "supported by", "node": {"key": "strategy:housing"}}]


def test_links_of_any_verb_with_the_fields_of_the_link(data):
    found = data("""{ item(key: "objective:work") {
        links { totalCount } up: links(direction: UP) { edges { label } }
        one: links(verbs: [CONTRIBUTES_TO]) {
          edges { label role note node { title } } pageInfo { hasNextPage } } } }""")

    assert found["item"]["links"] == {"totalCount": 4}
    assert [edge["label"] for edge in found["item"]["up"]["edges"]] == ["part of", "owned by", "overseen by"]
    assert found["item"]["one"] == {
        "edges": [{"label": "has contributor", "role": "Pays for training", "note": None,
                   "node": {"title": "Primary care trust"}}], "pageInfo": {"hasNextPage": False}}


def test_search_finds_the_best_match_first(data):
    query = "query ($text: String!, $kinds: [Kind!]) { search(text: $text, kinds: $kinds) { nodes { key } } }"

    def keys(text, kinds=None):
        return [node["key"] for node in data(query, text=text, kinds=kinds)["search"]["nodes"]]

    assert keys("HOUSING strategy") == ["strategy:housing", "strategy:old"]
    assert keys("strategy housing") == ["strategy:housing", "strategy:old"]
    assert keys("objective:work") == ["objective:work"]
    assert keys("fair") == ["objective:work", "vision:v"]
    assert keys("fair", ["VISION"]) == ["vision:v"]
    assert keys("nothing of the sort") == keys("") == keys("?!") == []
    assert keys("other") == keys(HOLDER) == []  # the holder of a post is nobody's to search for


# Pages


def test_pages_follow_one_another(data):
    query = """query ($after: String) { strategies(first: 1, after: $after) {
        totalCount nodes { key } edges { cursor node { key } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
    seen, after = [], None
    for number in range(3):
        page = data(query, after=after)["strategies"]
        seen += [node["key"] for node in page["nodes"]]
        info, after = page["pageInfo"], page["pageInfo"]["endCursor"]
        assert page["edges"] == [{"cursor": after, "node": page["nodes"][0]}]
        assert (info["hasNextPage"], info["hasPreviousPage"]) == (number < 2, number > 0)
        assert (page["totalCount"], info["startCursor"]) == (3, after)

    assert seen == ["strategy:housing", "strategy:named", "strategy:old"]
    assert data(query, after=after)["strategies"]["nodes"] == []


def test_a_cursor_finds_its_place_again_when_the_list_has_moved(data):
    query = "query ($after: String) { strategies(after: $after) { nodes { key } } }"

    assert data(query, after=pack("0:strategy:named"))["strategies"]["nodes"] == [{"key": "strategy:old"}]


@pytest.mark.parametrize("after", ["", "nonsense", pack("1"), pack("-1:strategy:old"), pack("0:strategy:gone"),
                                   pack("99999999999999999999:strategy:old"), "é"])
def test_what_is_no_cursor_is_refused(refused, after):
    code, message = refused("query ($after: String) { strategies(after: $after) { totalCount } }", after=after)

    assert code == "BAD_INPUT"
    assert "after" in message


@pytest.mark.parametrize("first", [0, -1, 101, 2147483647, -2147483648])
def test_a_page_holds_one_to_a_hundred(refused, first):
    for query in ("strategies(first: $first) { totalCount }", "gaps(first: $first) { totalCount }",
                  'item(key: "strategy:housing") { ... on Strategy { supports(first: $first) { totalCount } } }'):
        assert refused(f"query ($first: Int!) {{ {query} }}", first=first) == (
            "BAD_INPUT", f"first must be from 1 to 100, and was {first}.")


def test_a_page_beyond_all_whole_numbers_is_refused(refused):
    code, message = refused("{ strategies(first: 99999999999) { totalCount } }")

    assert code == "VALIDATION"
    assert "32-bit" in message


# Ids


def test_every_node_is_found_again_by_its_id(data):
    found = data("""{ strategies { nodes { id __typename } } gaps { nodes { id __typename cause { id __typename } } }
        findings { nodes { id __typename } } rules { id __typename } }""")
    nodes = [*found["strategies"]["nodes"], *found["gaps"]["nodes"], *found["findings"]["nodes"], *found["rules"]]
    nodes += [node.pop("cause") for node in nodes if node.get("cause")]
    nodes = [{"id": node["id"], "__typename": node["__typename"]} for node in nodes]
    kinds = {node["__typename"] for node in nodes}

    assert kinds == {"Strategy", "Gap", "Cause", "Finding", "Rule"}
    for start in range(0, len(nodes), 100):
        some = nodes[start:start + 100]
        assert data("query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }",
                    ids=[node["id"] for node in some])["nodes"] == some


@pytest.mark.parametrize("name", [
    "x", global_id("Strategy", "strategy:gone"), global_id("Strategy", "vision:v"), global_id("Gap", "G1-0"),
    global_id("Query", ""), global_id("Cause", "x"), global_id("Finding", "x"), global_id("Rule", "x")])
def test_an_id_of_nothing_gives_nothing(data, name):
    assert data("query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }", id=name) == {
        "node": None, "nodes": [None]}


def test_a_hundred_ids_at_once_are_enough(refused):
    assert refused("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["x"] * 101)[0] == "BAD_INPUT"


# Gaps


def test_a_gap_says_all_that_is_known_of_it(data):
    found = data("""{ gaps(filter: {rules: ["S3"]}) { totalCount nodes {
        key severity proof counts message remedy confirmedBy waived firstSeen items { key title } owner { key }
        rule { code name kinds finds tests { name text } lookedAt { n state } } lookedAt { n rule { code } }
        evidence { test proof values { name value } } ruleSources { place } recordSources { place }
        cause { kind } } } }""")
    gap = found["gaps"]["nodes"][0]

    assert found["gaps"]["totalCount"] == 1
    assert gap["key"].startswith("S3-")
    assert (gap["severity"], gap["proof"], gap["counts"], gap["confirmedBy"]) == ("HIGH", "SILENT", True, ["F1"])
    assert gap["items"] == [{"key": "milestone:first", "title": "First home warm"}]
    assert gap["rule"]["kinds"] == ["MILESTONE"]
    assert gap["rule"]["lookedAt"] == {"n": 1, "state": "LOOKED"}
    assert gap["lookedAt"] == {"n": 1, "rule": {"code": "S3"}}
    assert gap["evidence"][0]["values"] == [{"name": "due", "value": "2008-03-31"}]


def test_all_gaps_of_a_check_are_there(edition, data):
    check = edition.moment().check
    found = data("{ gaps(first: 100) { totalCount nodes { key proof } } }")["gaps"]

    assert found["totalCount"] == len(check.gaps) <= 100
    assert [node["key"] for node in found["nodes"]] == [gap.id for gap in check.gaps]
    assert [node["proof"].lower() for node in found["nodes"]] == [gap.proof.value for gap in check.gaps]


@pytest.mark.parametrize(("given", "holds"), [
    ('rules: ["S8", "milestone-overdue"]', lambda gap: gap.rule.code in {"S8", "S3"}),
    ("severity: HIGH", lambda gap: gap.severity.value == "high"),
    ("severity: [LOW, MEDIUM], proof: [SHOWN]",
     lambda gap: gap.severity.value != "high" and gap.proof.value == "shown"),
    ("counts: true", lambda gap: gap.counts), ("confirmed: true", lambda gap: gap.confirmed_by == ("F1",)),
    ("waived: true", lambda gap: False), ("rules: []", lambda gap: False),
    ("kinds: [MILESTONE, VISION]", lambda gap: any(one.kind in {"Milestone", "Vision"} for one in gap.items)),
    ('items: ["strategy:housing"]', lambda gap: any(one.key == "strategy:housing" for one in gap.items)),
    ('boards: ["board:economy"]', lambda gap: bool(gap.board)), ('boards: [""]', lambda gap: not gap.board),
    ('owners: ["post:chief"]', lambda gap: bool(gap.owner)),
    ('criteria: ["KLOE 4.1"]', lambda gap: "KLOE 4.1" in gap.rule.criteria),
    ('causes: ["x"]', lambda gap: False)])
def test_filters(edition, data, given, holds):
    wanted = [gap.id for gap in edition.moment().check.gaps if holds(gap)]
    found = data(f"{{ gaps(filter: {{{given}}}, first: 100) {{ nodes {{ key }} }} }}")["gaps"]["nodes"]

    assert [node["key"] for node in found] == wanted


@pytest.mark.parametrize(("words", "unknown"), [
    (["KLOE 9"], "KLOE 9"), (["KLOE 4", "loe", "KLOE 4."], "KLOE 4., loe"), ([""], ""), (["G21"], "G21")])
def test_a_criterion_that_is_not_there_is_refused_like_a_rule(refused, words, unknown):
    assert refused("query ($words: [String!]) { gaps(filter: {criteria: $words}) { totalCount } }", words=words) == (
        "BAD_INPUT", f"No criterion is called {unknown}. The field `frameworks` lists them.")


@pytest.mark.parametrize("word", ["KLOE", "KLOE 4", "kloe", "kloe-4", "kloe-5-children", "best-value-2024-1"])
def test_a_criterion_may_be_one_that_holds_others_or_that_no_rule_answers(data, word):
    assert data("query ($word: String!) { gaps(filter: {criteria: [$word]}) { totalCount } }", word=word)


def test_orders(data):
    def values(order, field):
        return [node[field] for node in data(f"{{ gaps(orderBy: {order}, first: 100) {{ nodes {{ {field} }} }} }}")[
            "gaps"]["nodes"]]

    severities, proofs = ["HIGH", "MEDIUM", "LOW"], ["SHOWN", "BLANK", "SILENT"]
    assert values("SEVERITY", "severity") == sorted(values("RULE", "severity"), key=severities.index)
    assert values("PROOF", "proof") == sorted(values("RULE", "proof"), key=proofs.index)
    boards = [node["board"] for node in data("{ gaps(orderBy: BOARD, first: 100) { nodes { board { key } } } }")[
        "gaps"]["nodes"]]
    assert boards == sorted(boards, key=lambda board: board is None)
    assert boards[0]
    assert sorted(values("OWNER", "key")) == sorted(values("RULE", "key"))


def test_groups_count_all_that_the_filter_leaves(data):
    found = data("""{ gaps(filter: {rules: ["S3", "S8"]}, groupBy: RULE, first: 1) {
        totalCount nodes { key } groups { key counted silent } } none: gaps { groups { key } } }""")

    assert found["gaps"]["groups"] == [
        {"key": "S3", "counted": 1, "silent": 0}, {"key": "S8", "counted": 0, "silent": 1}]
    assert (found["gaps"]["totalCount"], len(found["gaps"]["nodes"])) == (2, 1)
    assert found["none"]["groups"] == []


def test_broken_links_are_the_gaps_of_their_rules(edition, data):
    codes = {"G01", "G02", "G03", "G04", "G05", "G06", "G06b", "G08", "S1", "S2", "S7", "S8"}
    found = data("{ brokenLinks(first: 100) { nodes { key rule { code } } } }")["brokenLinks"]["nodes"]

    assert [node["key"] for node in found] == [gap.id for gap in edition.moment().check.gaps if gap.rule.code in codes]
    assert "S8" in {node["rule"]["code"] for node in found}


def test_plans_missing_milestones_and_by_argument_undated_and_overdue_ones(data):
    found = data("""{ one: plansMissingMilestones { nodes { rule { code } } }
        all: plansMissingMilestones(includeUndated: true, includePassed: true) { nodes { rule { code } } } }""")
    codes = {name: {node["rule"]["code"] for node in page["nodes"]} for name, page in found.items()}

    assert codes == {"one": {"G17"}, "all": {"G17", "S3"}}


def test_causes_findings_and_what_they_lead_to(data):
    found = data("""{ causes { totalCount nodes { key kind says cutOff gaps { totalCount nodes { cause { key } } } } }
        findings { nodes { key by state why source { place } items { key } rule { code } whyNoRule wanting
          gaps { nodes { rule { code } } } } }
        tell: findings(state: CANNOT_TELL) { totalCount } }""")

    for cause in found["causes"]["nodes"]:
        assert cause["gaps"]["totalCount"] == cause["cutOff"]
        assert {gap["cause"]["key"] for gap in cause["gaps"]["nodes"]} == {cause["key"]}
    first, second = found["findings"]["nodes"]
    assert (first["state"], first["rule"]) == ("STATED_ONLY", {"code": "S3"})
    assert first["items"] == [{"key": "milestone:first"}]
    assert first["gaps"]["nodes"] == [{"rule": {"code": "S3"}}]
    assert (second["state"], second["rule"], second["by"]) == ("CANNOT_TELL", None, None)
    assert (second["whyNoRule"], second["wanting"]) == ("No rule can say what people like.", None)
    assert found["tell"] == {"totalCount": 1}


def test_an_items_gaps_are_of_the_date_that_was_asked_for(data):
    found = data("""query ($early: Date) {
        now: item(key: "milestone:first") { gaps { nodes { rule { code } } } }
        then: item(key: "milestone:first", asOf: $early) { gaps { totalCount } }
        early: gaps(asOf: $early, filter: {items: ["milestone:first"]}) { totalCount }
        nested: gaps(asOf: $early) { nodes { items { ... on Strategy {
          contains { nodes { gaps { totalCount } } } } } } } }""", early="2008-01-01")

    assert found["now"]["gaps"]["nodes"] == [{"rule": {"code": "S3"}}]
    assert (found["then"]["gaps"]["totalCount"], found["early"]["totalCount"]) == (0, 0)
    nested = [one for gap in found["nested"]["nodes"] for item in gap["items"]
              for one in item.get("contains", {}).get("nodes", [])]
    assert nested
    assert all(one == {"gaps": {"totalCount": 0}} for one in nested)


@pytest.mark.parametrize("date", ["2008", "2008-13-01", "01/09/2008", "", "20080901", "2008-W01-1", 2008, True])
def test_a_date_is_a_day(refused, date):
    code, message = refused("query ($date: Date) { gaps(asOf: $date) { totalCount } }", date=date)

    assert code == "BAD_INPUT"
    assert "2008-09-01" in message
    assert "isoformat" not in message


def test_few_dates_are_kept(edition):
    for year in range(1990, 1990 + 3 * MOST_MOMENTS):
        edition.moment(datetime.date(year, 1, 1))

    assert len(edition._moments) == MOST_MOMENTS


# The whole


def test_thread_up_and_down_and_where_it_stops(data):
    found = data("""{ up: thread(key: "milestone:first") { item { key } levels { distance items { key } } more
          links { verb label from { key } to { key } } dangling { reference near from { key } to { key } } }
        strict: thread(key: "milestone:first", loose: false) { levels { distance } }
        down: thread(key: "vision:v", direction: DOWN) { levels { items { key } } } }""")

    assert [[one["key"] for one in level["items"]] for level in found["up"]["levels"]] == [
        ["strategy:housing"], ["objective:homes"], ["vision:v"]]
    assert found["up"]["links"][0] == {
        "verb": "PART_OF", "label": "part of", "from": {"key": "milestone:first"}, "to": {"key": "strategy:housing"}}
    assert found["up"]["dangling"] == [{
        "reference": "objective:heat", "near": ["objective:homes"], "from": {"key": "strategy:housing"}, "to": None}]
    assert found["strict"]["levels"] == []
    assert len(found["down"]["levels"]) == 3


def test_the_limit_of_a_thread(data, refused):
    query = """query ($limit: Int!) { thread(key: "vision:v", direction: DOWN, limit: $limit) {
        more levels { items { key } } } }"""

    assert data(query, limit=1)["thread"]["more"] is True
    for limit in (0, 501):
        assert refused(query, limit=limit)[0] == "BAD_INPUT"


def test_inventory_coverage_and_summary(data):
    found = data("""{ inventory { totalCount nodes { key kind state status start { text } plan { key } } }
        listed: inventory(state: [LISTED]) { nodes { title } }
        coverage { tier tierName joined total percent board { key } }
        gapSummary(by: RULE) { key title counted high medium low silent waived } }""")

    assert {line["key"]: (line["state"], line["status"]) for line in found["inventory"]["nodes"]} == {
        "vision:v": ("READ", "LIVE"), "strategy:housing": ("READ", "LIVE"), "strategy:named": ("LISTED", None),
        "strategy:old": ("READ", "SUPERSEDED")}
    assert found["listed"]["nodes"] == [{"title": "Energy strategy"}]
    assert {cell["tierName"] for cell in found["coverage"]} == {"Vision", "Themes and priorities", "Strategies"}
    assert all(line["counted"] == line["high"] + line["medium"] + line["low"] for line in found["gapSummary"])


def test_what_is_loaded_and_which_rules_looked(data):
    found = data("""{ planSet { name title madeUp asOf links items { kind total listed } headline inventoryLine }
        rules(codes: ["G09", "milestone-overdue"]) { code also sources { place } } lookedAt { n state rule { code } }
        problems { totalCount } }""")

    assert found["planSet"]["asOf"] == "2008-09-01"
    assert {"kind": "STRATEGY", "total": 3, "listed": 1} in found["planSet"]["items"]
    assert [one["code"] for one in found["rules"]] == ["G11", "S3"]
    assert {one["state"] for one in found["lookedAt"]} >= {"LOOKED", "NOTHING_TO_LOOK_AT"}
    assert len(found["lookedAt"]) == len(our_rules()) + 1


def test_nothing_about_a_person_comes_out(edition, data):
    found = data("""{ gaps(filter: {rules: ["U1"]}) { nodes { message evidence { values { name value } } } }
        posts { nodes { status keyPost title } } }""")

    assert found["gaps"]["nodes"][0]["evidence"] == [{"values": [{"name": "status", "value": "interim"}]}]
    assert HOLDER not in json.dumps(found)
    assert ask(edition, "{ posts { nodes { holder } } }").errors[0]["extensions"]["code"] == "VALIDATION"


# Faults and limits


def test_a_fault_inside_is_masked(edition, monkeypatch, caplog):
    def fails(*_):
        raise RuntimeError("a secret path")

    monkeypatch.setattr("graph_api.gql.find_roots.thread", fails)
    answer = ask(edition, '{ ok: item(key: "vision:v") { key } thread(key: "vision:v") { more } }')

    assert answer.body == {
        "errors": [{"message": "This part of the answer failed inside the server.", "path": ["thread"],
                    "extensions": {"code": "INTERNAL"}}],
        "data": {"ok": {"key": "vision:v"}, "thread": None}}
    assert "a secret path" in caplog.text


def test_messages_neither_suggest_nor_repeat_without_end(edition):
    answer = ask(edition, "{ strategie { key } " + "x" * 5000 + " }")

    assert "Did you mean" not in json.dumps(answer.errors)
    assert all(len(error["message"]) < 320 for error in answer.errors)


def test_few_errors_are_told(edition):
    answer = ask(edition, "{ " + " ".join(f"x{number}" for number in range(500)) + " }")

    assert len(answer.errors) <= 11


def nested(levels):
    deeper = " supports { nodes { ... on Strategy {"
    return "{ strategies { nodes {" + deeper * levels + " key " + "}}}" * levels + "}}}"


def fan_out(levels):
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return f"{{ ...F0 }} {chain} fragment F{levels} on Query {{ planSet {{ title }} }}"


@pytest.mark.parametrize(("query", "code"), [
    (nested(12), "LIMIT"), (fan_out(40), "LIMIT"), (nested(400), "LIMIT"),
    ("{" + " ".join(f"a{n}: planSet {{ title }}" for n in range(31)) + "}", "LIMIT"),
    ("{" + " planSet { title }" * 300 + "}", "LIMIT"),
    ("{ planSet " + "@skip(if: false) " * 999 + "{ title } }", "LIMIT"),
    ("{ a" * 10_000, "LIMIT"), ("{" * 10_000, "SYNTAX"),
    ("#" + "x" * 60_000 + "\n{ planSet { title } }", "LIMIT"), ("#\n" * 500 + "{ a }", "LIMIT"),
    ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "VALIDATION"),
    ("{ planSet { title }", "SYNTAX"), ("", "SYNTAX"), ("\x00", "SYNTAX"), ("{ a(b: \"\\uD800\") }", "SYNTAX"),
    ("mutation { x }", "VALIDATION"), ("subscription { x }", "VALIDATION"),
    ("query A { planSet { title } } query B { planSet { title } }", "BAD_INPUT"),
    ("query ($x: Int!) { strategies(first: $x) { totalCount } }", "BAD_INPUT"),
    ("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "VALIDATION")])
def test_what_is_too_much_or_no_question_is_refused_at_once(edition, query, code):
    answer = ask(edition, query)

    assert answer.executed is False
    assert "data" not in answer.body
    assert {error["extensions"]["code"] for error in answer.errors} == {code}


def test_an_answer_that_grows_too_long_is_stopped(edition, monkeypatch):
    monkeypatch.setattr(asking, "ANSWER_FIELDS", 20)
    answer = ask(edition, "{ strategies { nodes { key title kind id links { nodes { key title kind id } } } } }")

    assert answer.executed is False
    assert answer.errors[0]["extensions"]["code"] == "LIMIT"
    assert "20 values" in answer.errors[0]["message"]


def test_a_question_is_read_and_checked_once(edition):
    query = "{ planSet { title about } }"
    ask(edition, query)
    before = asking._remembered.cache_info()
    ask(edition, query)
    after = asking._remembered.cache_info()

    assert after.hits == before.hits + 1
    assert after.misses == before.misses


def test_kept_answers_stay_within_their_bytes():
    kept = Kept(most=100)
    kept.put("too large", b"x" * 26)
    for number in range(10):
        kept.put(number, b"x" * 20)
        assert kept.get(0) or number > 4
        kept.get(0)

    assert kept.get("too large") is None
    assert [number for number in range(10) if kept.get(number)] == [0, 6, 7, 8, 9]


# The ready-made questions


@pytest.mark.parametrize("asked", json.loads(QUESTIONS.read_text(encoding="utf-8")), ids=lambda asked: asked["title"])
def test_every_ready_made_question_is_answered(leicester_now, asked):
    answer = ask(leicester_now, asked["query"])

    assert answer.errors == []
    assert all(root is not None for root in answer.data.values())


def everything():
    """A question for every field of every type that takes no argument, from the lists of all kinds."""
    for kind in KINDS:
        fields = " ".join(name for name, field in SCHEMA.type_map[kind.name].fields.items()
                          if is_leaf_type(get_named_type(field.type)))
        root = next(name for name, field in SCHEMA.query_type.fields.items()
                    if get_named_type(field.type).name == f"{kind.name}Connection")
        yield f"{{ {root} {{ totalCount nodes {{ __typename {fields} source {{ row file place }} }} }} }}"


@pytest.mark.parametrize("where", ["made up", "Leicester"])
def test_reading_straight_gives_what_the_usual_way_gives(edition, leicester_now, where):
    held = edition if where == "made up" else leicester_now
    for query in (*everything(), *(asked["query"] for asked in json.loads(QUESTIONS.read_text(encoding="utf-8")))):
        usual = execute_sync(SCHEMA, parse(query), context_value=Context(held, 0))
        assert usual.errors is None
        assert json.dumps(ask(held, query).data) == json.dumps(usual.data)


def test_ready_made_questions_name_rules_and_items_that_are_there(leicester):
    text = QUESTIONS.read_text(encoding="utf-8")
    codes = {code for rule in leicester.rules for code in (rule.code, *rule.also)}
    named = {word.strip(' \\"') for part in text.split("rules: [")[1:] for word in part.split("]")[0].split(",")}

    assert named <= codes


def test_the_first_questions_bring_back_what_the_papers_say(leicester_now):
    broken = ask(leicester_now, "{ brokenLinks { totalCount } }").data["brokenLinks"]
    missing = ask(leicester_now, """{ plansMissingMilestones(first: 100, filter: {rules: ["G17"]}) { nodes {
        items { key } confirmedBy } } }""").data["plansMissingMilestones"]

    assert broken["totalCount"] > 0
    assert ["vision:25-year"] in [[item["key"] for item in gap["items"]] for gap in missing["nodes"]]
