"""Every test of questions in GraphQL once more, on a plan set in Neo4j; and how many statements questions cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import test_gql_queries as queries
from builders import AS_OF, item, link, loaded, table
from test_gql_queries import *  # noqa: F403 - its tests run here too, on the edition below

from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.gql.moment import Moment
from graph_api.pipeline import Opened, open_plans
from graph_api.stores.memory import MemoryStore
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.records import Loaded
from tests.neo4j.conftest import RUN
from tests.neo4j.stored import Counting, address_of, both

SETTINGS = FolderSettings("made-up", "A made-up council")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def connection(server) -> Iterator[Counting]:
    with Counting(address_of(server)) as made:
        yield made


@pytest.fixture(scope="module", params=["with the whole check", "page by page"])
def edition(connection: Counting, request: pytest.FixtureRequest) -> Iterator[Edition]:
    """The plans of the other tests, in the server; gaps come from a whole check, or wherever they can page by page."""
    plans = Opened(MemoryStore(loaded(*queries.PARTS)), (*our_rules(), queries.USERS_OWN), SETTINGS, AS_OF)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "page by page":
            patch.setattr(Moment, "checked", property(lambda _: False))
        yield Edition(both(connection, plans, f"{RUN}-queries")[1])


# The questions of the explorer


@pytest.mark.parametrize("paged", [False, True])
@pytest.mark.parametrize("name", ["leicester-2008", "model-council"])
def test_the_questions_of_the_explorer_are_answered_alike(
    connection: Counting, new_plan_set: Callable[[], str], monkeypatch: pytest.MonkeyPatch, name: str, paged: bool
) -> None:
    if paged:
        monkeypatch.setattr(Moment, "checked", property(lambda at: not at.store.remote))
    here, there = map(Edition, both(connection, open_plans([EXAMPLES / name]), new_plan_set()))
    for question in json.loads(queries.QUESTIONS.read_text(encoding="utf-8")):
        asked = question["query"], question.get("variables")
        ours, theirs = ask(here, *asked), ask(there, *asked)
        assert ours.errors == []
        assert theirs.body == ours.body, question["title"]


@pytest.mark.parametrize("asked", [
    "gaps(first: 100)", "gaps(first: 100, filter: {severity: [HIGH, LOW]})",
    "gaps(first: 100, filter: {kinds: [ACTION, OBJECTIVE]})", "brokenLinks(first: 100)",
    'gaps(first: 100, filter: {rules: ["S8", "G21", "cascade"], criteria: ["KLOE 1"]})',
    "plansMissingMilestones(first: 100, includeUndated: true, includePassed: true)"])
def test_gaps_are_the_same_found_page_by_page(
    connection: Counting, leicester: Opened, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setattr(Moment, "checked", property(lambda at: not at.store.remote))
    here, there = map(Edition, both(connection, leicester, f"{RUN}-leicester"))
    query = "query ($after: String) { found: ASKED { pageInfo { hasNextPage endCursor } edges { cursor node { GAP }}}}"
    query = query.replace("ASKED", asked.replace("(", "(after: $after, ", 1)).replace("GAP", """
        key message proof severity confirmedBy waived counts items { key } owner { key } board { key }
        evidence { test values { name value } }""")
    after, pages = None, 0
    while True:
        ours, theirs = (ask(of, query, {"after": after}) for of in (here, there))
        assert theirs.body == ours.body
        pages += 1
        info = ours.data["found"]["pageInfo"]
        after = info["endCursor"]
        if not info["hasNextPage"] or pages > 3:
            break
    assert ours.data["found"]["edges"]


# What questions cost


def many(count: int) -> Loaded:
    """A council with so many of everything that questions list."""
    parts = [item("vision:v", title="A fair town", status="live"), item("board:b", title="Economy board"),
             link("objective:0 SUPPORTS vision:v")]
    for number in range(count):
        parts += [
            item(f"objective:{number}", title=f"Fair work {number}", tier=3.0, owner=f"post:{number}", board="board:b"),
            item(f"post:{number}", title="A post", status="vacant"),
            item(f"strategy:{number}", title=f"Fair strategy {number}", status="live", board="board:b"),
            item(f"action:{number}", title="To do", status="open", owner=f"post:{number}"),
            item(f"milestone:{number}", title="Done", due="2007"), item(f"indicator:{number}", title="Rate"),
            link(f"objective:{number} PART_OF vision:v"), link(f"strategy:{number} SUPPORTS objective:{number}"),
            link(f"action:{number} DELIVERS objective:{number}"),
            link(f"indicator:{number} MEASURES objective:{number}"),
            link(f"milestone:{number} PART_OF strategy:{number}"), link(f"objective:{number} OWNED_BY post:{number}"),
            link(f"strategy:{number} OVERSEEN_BY board:b")]
    return loaded(*parts, table("register", Objective="status", Action="owned by"))


DOCUMENTS = {
    "a list": "objectives(first: 100) { totalCount nodes { key title owner { title } board { title } } }",
    "two levels": """objectives(first: 100) { nodes { supportedBy(first: 5) { totalCount nodes { key
        ... on Strategy { contains(first: 5) { nodes { key owner { key } } } } } } } }""",
    "links of any verb": "objectives(first: 100) { nodes { links(first: 10) { edges { label node { key } } } } }",
    "links of some kinds": """strategies(first: 100) { nodes { contains(first: 3, kinds: [MILESTONE]) {
        totalCount nodes { key } } supports(first: 3) { nodes { key ... on Objective {
        partOf { nodes { title } } } } } } }""",
    "from both ends": """posts(first: 100) { nodes { owns(first: 2) { nodes { key ... on Objective {
        deliveredBy { nodes { title } } measuredBy { totalCount } } } } } }""",
    "many links of one item": """item(key: "vision:v") { ... on Vision { contains(first: 100) { totalCount nodes {
        key ... on Objective { ownedBy { nodes { title } } } } } } }""",
    "search": 'search(text: "fair", first: 100) { totalCount nodes { key board { title } } }',
    "inventory": "inventory(first: 100) { totalCount nodes { key state plan { key } expectedBy { key } } }",
    "coverage": "coverage { tier joined total board { title } }",
    "gaps": "gaps(first: 100) { nodes { message items { key title } owner { key } board { key } } }",
    "gaps of a rule": """gaps(first: 100, filter: {rules: ["S3"]}) { totalCount nodes { message lookedAt { n }
        items { key ... on Milestone { partOf { nodes { key } } } } } }""",
    "gaps about a kind that few rules know": """gaps(first: 5, filter: {kinds: [MILESTONE]}) { nodes {
        message items { key } } }""",
    "gaps about one kind of many": "gaps(first: 100, filter: {kinds: [BOARD]}) { nodes { message items { key } } }",
    "gaps of each item": "objectives(first: 100) { nodes { gaps(first: 3) { totalCount nodes { message } } } }",
    "gaps with their causes": "gaps(first: 100, filter: {kinds: [ACTION]}) { nodes { message cause { says } } }",
    "thread": 'thread(key: "vision:v", direction: DOWN, limit: 500) { levels { items { key } } links { verb } }',
    "summary": "gapSummary(by: PLAN) { key counted silent }",
    "timetable": "monitoringTimetable { lines { key } }",
}


WHOLE = frozenset((
    "gaps", "gaps with their causes", "summary", "gaps about a kind that few rules know",
    "gaps about one kind of many", "gaps of each item"))
"""Those that run every rule, which for more items may take one statement more here and there."""


@pytest.fixture(scope="module")
def few_and_many(connection: Counting) -> tuple[Edition, Edition]:
    """Plans with ten and with a hundred of everything, in the server."""
    def put(count: int) -> Edition:
        plans = Opened(MemoryStore(many(count)), our_rules(), SETTINGS, AS_OF)
        return Edition(both(connection, plans, f"{RUN}-cost-{count}")[1])
    return put(10), put(100)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_question_costs_as_many_statements_for_a_hundred_results_as_for_ten(
    connection: Counting, few_and_many: tuple[Edition, Edition], name: str
) -> None:
    def cost(of: Edition) -> int:
        of = Edition(of.opened)  # nothing is kept from other questions
        connection.count()
        answer = ask(of, f"{{ {DOCUMENTS[name]} }}")
        assert answer.errors == []
        return connection.count()

    few, lots = map(cost, few_and_many)
    if name in WHOLE:
        assert lots <= few + 5
    else:
        assert lots <= few
        assert lots <= 8, "one statement for each level, verb and direction"


def test_gaps_by_their_ids_cost_as_much_for_many_as_for_a_few(
    connection: Counting, few_and_many: tuple[Edition, Edition]
) -> None:
    def cost(ids: list[str]) -> int:
        connection.count()
        answer = ask(Edition(of), "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Gap { message owner { key } } } }",
                     {"ids": ids})
        assert answer.errors == []
        assert all(one["message"] for one in answer.data["nodes"])
        return connection.count()

    of = few_and_many[1].opened
    found = ask(Edition(of), '{ gaps(first: 100, filter: {rules: ["S3"]}) { nodes { id } } }').data["gaps"]["nodes"]
    ids = [one["id"] for one in found]
    assert len(ids) == 100
    assert cost(ids) <= cost(ids[:10])
