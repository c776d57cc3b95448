"""Several plan sets in one server: their list, the counts kept with them, sums, and that nothing crosses or leaks."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import cypher_linter
import neo4j
import pytest
import test_neo4j_statements
from builders import AS_OF, dangling, item, link
from builders import loaded as made
from typer.testing import CliRunner

from graph_api.carried import to_carry
from graph_api.cli.app import app
from graph_api.clock import today
from graph_api.engine.graph import State
from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.gql.names import global_id
from graph_api.pipeline import Opened, check_plans
from graph_api.remote import Remote
from graph_api.results import Check, LookedAt
from graph_api.set_summary import keep, our_stamp, summary_of
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j import sets
from graph_api.stores.neo4j.address import address_of
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import PlanSetUnknownError
from graph_api.stores.neo4j.sets import keep_summary, listed
from graph_api.stores.neo4j.sync import sync
from graph_api.stores.neo4j.wanted import Wanted
from graph_api.stores.set_lines import Checked, RuleCount, SetLine, SetSummary
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.framework import Framework
from schema.records import Loaded, PlanSet
from tests.neo4j.conftest import Given
from tests.neo4j.server import Server

HIDDEN = "Tram depot of the hidden council"
NewName = Callable[[], str]


@pytest.fixture
def url(server: Server | Given, monkeypatch: pytest.MonkeyPatch) -> str:
    """The server's address, with user and password where commands look for them."""
    for name, value in (("USER", server.user), ("PASSWORD", server.password), ("DATABASE", server.database)):
        monkeypatch.setenv(f"GOLDTHREAD_NEO4J_{name}", value)
    return server.url


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    with Connection(address_of(url), deadline=60) as opened:
        yield opened


def plans(name: str, *more: object, title: str = "Ashby") -> Loaded:
    """A small plan set with a reference to nothing."""
    parts = (
        item("vision:v", title="A fair town", status="live"), item("objective:work", title="Fair work"),
        item("action:walk", title="Walk to school"), link("objective:work PART_OF vision:v"),
        dangling("action:walk DELIVERS objective:heat", "Objective"), *more)
    return replace(made(*parts), plan_set=PlanSet(name, title, made_up=True))  # type: ignore[arg-type]


def put(connection: Connection, loaded: Loaded, as_of: datetime.date | None = AS_OF) -> None:
    settings = FolderSettings(loaded.plan_set.name, loaded.plan_set.title)
    frameworks: tuple[Framework, ...] = ()
    sync(connection, Wanted(loaded, to_carry(our_rules(), settings, as_of, frameworks)), force=True)


def opened(url: str, name: str, *others: str) -> Iterator[Opened]:
    remote = Remote(url, name, others=others)
    try:
        yield remote.open()
    finally:
        remote.close()


def line(connection: Connection, name: str) -> SetLine:
    (found,) = listed(connection, [name])
    return found


def counted(connection: Connection, name: str, as_of: datetime.date = AS_OF) -> SetSummary:
    """Keeps counts with a plan set as if it had been checked, and gives them."""
    counts = (RuleCount("S3", "reference-to-nothing", "high", 2, 1), RuleCount("G01", "no-parent", "low", 0, 4))
    made_up = SetSummary(str(line(connection, name).hash), as_of, our_stamp(), counts)
    assert keep_summary(connection, name, made_up)
    return made_up


def checked_here(loaded: Loaded) -> Check:
    """The check of the same plans in memory."""
    settings = FolderSettings(loaded.plan_set.name, loaded.plan_set.title)
    return check_plans(Opened(MemoryStore(loaded), our_rules(), settings, AS_OF))


# The list, and the counts that are kept

def test_only_named_plan_sets_are_listed(connection: Connection, new_plan_set: NewName) -> None:
    names = [new_plan_set() for _ in range(3)]
    for name in names:
        put(connection, plans(name))

    assert [one.name for one in listed(connection, names[:2])] == names[:2]
    assert listed(connection, [f"{names[0]}-not"]) == []
    assert listed(connection, []) == []
    found = line(connection, names[0])
    assert (found.title, found.made_up, found.items, found.links, found.as_of) == ("Ashby", True, 3, 2, AS_OF)
    assert found.synced is not None
    assert (found.syncing_since, found.summary) == (None, None)


def test_a_whole_check_leaves_its_counts_as_memory_gives_them(
    connection: Connection, url: str, plan_set: str
) -> None:
    put(connection, plans(plan_set))
    for plan in opened(url, plan_set):
        check = check_plans(plan)
    found = line(connection, plan_set)

    assert found.hash is not None
    assert found.summary == summary_of(check, found.hash) == summary_of(checked_here(plans(plan_set)), found.hash)
    assert sum(one.counted + one.silent for one in found.counts) == len(check.gaps) > 0


def test_a_check_of_some_rules_or_of_another_date_leaves_none(connection: Connection, url: str, plan_set: str) -> None:
    put(connection, plans(plan_set))
    whole = checked_here(plans(plan_set))
    for plan in opened(url, plan_set):
        check_plans(replace(plan, rules=plan.rules[:5]))
        assert keep(plan.store, replace(whole, as_of=datetime.date(2007, 1, 1))) is False
        assert line(connection, plan_set).summary is None
        assert keep(plan.store, whole) is True


def test_a_check_in_which_a_rule_did_not_end_leaves_none(connection: Connection, url: str, plan_set: str) -> None:
    put(connection, plans(plan_set))
    whole = checked_here(plans(plan_set))
    late = {**whole.looked_at, "S9": LookedAt(3, State.TIMED_OUT)}
    for plan in opened(url, plan_set):
        assert keep(plan.store, replace(whole, looked_at=late)) is False


def test_counts_of_a_state_that_is_past_are_not_kept(connection: Connection, url: str, plan_set: str) -> None:
    put(connection, plans(plan_set))
    for plan in opened(url, plan_set):
        put(connection, plans(plan_set, item("action:ride", title="Ride to school")))
        assert keep(plan.store, checked_here(plans(plan_set))) is False

    assert line(connection, plan_set).summary is None


def test_counts_are_not_kept_while_somebody_writes(
    connection: Connection, url: str, plan_set: str, driver: neo4j.Driver, server: Server | Given
) -> None:
    put(connection, plans(plan_set))
    summary = SetSummary(str(line(connection, plan_set).hash), AS_OF, our_stamp(), ())
    mark = "MATCH (p:PlanSet {plan_set: $name}) SET p.syncing_since = datetime()"
    driver.execute_query(mark, name=plan_set, database_=server.database)

    assert keep_summary(connection, plan_set, summary) is False
    found = line(connection, plan_set)
    assert (found.summary, found.syncing_since is None) == (None, False)


def test_counts_of_another_version_of_this_program_are_of_before(
    connection: Connection, plan_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(connection, plans(plan_set))
    counted(connection, plan_set)
    assert line(connection, plan_set).checked(AS_OF, our_stamp()) is Checked.NOW
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "0.0.1")
    assert line(connection, plan_set).checked(AS_OF, our_stamp.__wrapped__()) is Checked.BEFORE


def test_counts_outlive_a_sync_and_are_then_of_before(connection: Connection, plan_set: str) -> None:
    put(connection, plans(plan_set))
    summary = counted(connection, plan_set)
    before = line(connection, plan_set)
    put(connection, plans(plan_set, item("action:ride", title="Ride to school")))
    after = line(connection, plan_set)

    assert before.summary == after.summary == summary
    assert after.hash != before.hash
    assert (before.items, after.items) == (3, 4)


# The command

def told(url: str, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["sets", "--store", url, *words])
    return done.exit_code, done.output


def test_command_lists_checks_and_marks(connection: Connection, url: str, new_plan_set: NewName) -> None:
    one, two = new_plan_set(), new_plan_set()
    put(connection, plans(one))
    put(connection, plans(two), None)
    some = ("--plan-set", one, "--plan-set", two)

    code, text = told(url, *some)
    assert code == 0
    assert text.count("not checked") == 2
    assert "0 checked as they are, 0 before, 2 never" in text
    code, text = told(url, *some, "--check")
    assert code == 0
    assert "2 checked as they are, 0 before, 0 never" in text
    put(connection, plans(one, item("action:ride", title="Ride to school")))
    code, text = told(url, *some)
    assert f"not checked since {AS_OF}" in text
    assert "1 checked as they are, 1 before, 0 never" in text
    code, text = told(url, *some, "--format", "json")
    assert [(each["state"], each["as_of"]) for each in json.loads(text)["plan_sets"]] == [
        ("before", AS_OF.isoformat()), ("now", None)]
    assert str(today()) in told(url, *some)[1]


def test_command_without_names_lists_all(connection: Connection, url: str, plan_set: str) -> None:
    put(connection, plans(plan_set))
    assert plan_set in told(url)[1]


def test_command_says_what_is_not_there(connection: Connection, url: str, plan_set: str) -> None:
    code, text = told(url, "--plan-set", plan_set)
    assert code == 2
    assert f"The store holds no plan set {plan_set}." in text


def test_command_checks_the_others_where_one_cannot_be_checked(
    connection: Connection, url: str, new_plan_set: NewName, driver: neo4j.Driver, server: Server | Given
) -> None:
    broken, whole = new_plan_set(), new_plan_set()
    driver.execute_query("CREATE (:PlanSet {plan_set: $name, syncing_since: datetime()})", name=broken,
                         database_=server.database)
    put(connection, plans(whole))

    code, text = told(url, "--plan-set", broken, "--plan-set", whole, "--check")
    assert code == 2
    assert "never loaded whole" in text
    assert "not checked; never whole" in text
    assert "1 checked as they are, 0 before, 1 never" in text


# The API

LIST = """{ planSets { name title items links state asOf synced summary(by: RULE) { key counted silent } }
  nationalSummary(by: PLAN_SET) { planSets checked neverChecked total { counted silent } lines { key title } } }"""


def test_api_sums_over_the_plan_sets_that_were_allowed(
    connection: Connection, url: str, new_plan_set: NewName
) -> None:
    mine, other, secret = new_plan_set(), new_plan_set(), new_plan_set()
    for name in (mine, other, secret):
        put(connection, plans(name, title=f"Council {name[-1]}"))
        counted(connection, name)
    for plan in opened(url, mine, other):
        answer = ask(Edition(plan), LIST)
    assert answer.errors == []
    assert not answer.keeps  # the others may change meanwhile
    sums = answer.data["nationalSummary"]  # type: ignore[index]

    assert [(one["name"], one["items"], one["state"]) for one in answer.data["planSets"]] == [  # type: ignore[index]
        (mine, 3, "NOW"), (other, 3, "NOW")]
    assert (sums["planSets"], sums["checked"]) == (2, 2)
    assert [each["key"] for each in sums["lines"]] == [mine, other]
    assert sums["total"] == {"counted": 4, "silent": 10}


def test_another_plan_set_can_never_be_had(connection: Connection, url: str, new_plan_set: NewName) -> None:
    mine, other = new_plan_set(), new_plan_set()
    hidden = item("strategy:tram", title=HIDDEN)
    into_it = dangling("action:walk SUPPORTS other-town/strategy:tram", "Strategy", other)
    put(connection, plans(mine, into_it))
    put(connection, plans(other, hidden, title="Hidden council"))
    counted(connection, other)
    identity = global_id("Strategy", "strategy:tram")
    questions = (
        LIST, "{ nationalSummary(by: RULE) { planSets checked neverChecked lines { key counted } } }",
        f'{{ node(id: "{identity}") {{ id }} }}', '{ item(key: "strategy:tram") { title } }',
        f'{{ item(key: "{other}/strategy:tram") {{ title }} }}',
        '{ search(text: "tram") { edges { node { title } } } }',
        "{ strategies { edges { node { title } } } }",
        '{ thread(key: "action:walk", direction: UP) { levels { items { title } } } }',
        '{ item(key: "action:walk") { links { edges { node { title } } } } }',
        "{ planSet { name items { kind total } } }", "{ gaps { edges { node { message } } } }")
    answered = 0
    for plan in opened(url, mine):
        for question in questions:
            answer = ask(Edition(plan), question)
            answered += answer.executed
            shown = json.dumps(answer.body)
            assert HIDDEN not in shown, question
            assert "Hidden council" not in shown, question
            if "gaps" not in question:  # S9 repeats what stands in our own cell
                assert other not in shown, question
    assert answered == len(questions)
    for plan in opened(url, mine):
        data = ask(Edition(plan), LIST).data
        assert data is not None
        assert [one["name"] for one in data["planSets"]] == [mine]
        assert (data["nationalSummary"]["planSets"], data["nationalSummary"]["neverChecked"]) == (1, 1)


def test_server_does_not_start_with_a_plan_set_that_is_not_there(
    connection: Connection, url: str, plan_set: str
) -> None:
    put(connection, plans(plan_set))
    with pytest.raises(PlanSetUnknownError, match="holds no plan set nowhere"):
        Remote(url, plan_set, others=["nowhere"])


# Links from one plan set into another

def test_a_link_into_another_plan_set_is_a_gap_and_nothing_walks_across(
    connection: Connection, url: str, new_plan_set: NewName, driver: neo4j.Driver, server: Server | Given
) -> None:
    mine, other = new_plan_set(), new_plan_set()
    shared = item("objective:air", title="Clean air")
    into_it = dangling(f"action:walk DELIVERS {other}/objective:air", "Objective", other)
    loaded = plans(mine, into_it)
    put(connection, loaded)
    put(connection, plans(other, shared, item("strategy:top", title=HIDDEN),
                          link("objective:air PART_OF strategy:top")))
    here = checked_here(loaded)
    for plan in opened(url, mine):
        there = check_plans(plan)
        reached = plan.store.reach("action:walk", up=True)
        alone = {one: plan.store.item(one) for one in ("objective:air", "strategy:top")}

    assert [gap.id for gap in there.gaps if gap.rule.code == "S9"] != []
    assert [(gap.id, gap.message, gap.proof) for gap in there.gaps] == [
        (gap.id, gap.message, gap.proof) for gap in here.gaps]
    assert reached == {"action:walk"}
    assert alone == {"objective:air": None, "strategy:top": None}
    ends = """MATCH (a:Item {plan_set: $name, key: 'action:walk'})-[r:DELIVERS]->(b)
              RETURN b.plan_set, labels(b), r.wanted_set ORDER BY b.key"""
    assert sorted(map(tuple, (row.values() for row in driver.execute_query(
        ends, name=mine, database_=server.database).records)), key=str) == sorted(
        [(mine, ["Missing"], None), (mine, ["Missing"], other)], key=str)
    crossing = "MATCH (a:Item {plan_set: $name})--(b) WHERE b.plan_set <> a.plan_set RETURN count(*)"
    assert driver.execute_query(crossing, name=mine, database_=server.database).records[0][0] == 0


# Statements

@pytest.mark.skipif(not cypher_linter.there(), reason="python tests/cypher_linter.py fetches the checker of Cypher")
def test_checker_of_neo4j_has_nothing_against_the_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = test_neo4j_statements.schema()
    bare["propertyKeys"] = sorted({*bare["propertyKeys"], "title", "made_up", "items", "links", "as_of"})
    monkeypatch.setattr(cypher_linter, "schema", lambda: bare)
    assert cypher_linter.wrong({f"sets{place}": text for place, text in enumerate(sets.ALL)}) == []


def test_a_list_looks_up_each_plan_set_by_its_name(
    connection: Connection, plan_set: str, driver: neo4j.Driver, server: Server | Given
) -> None:
    put(connection, plans(plan_set))
    found = driver.execute_query(f"PROFILE {sets.LISTED}", names=[plan_set], database_=server.database)
    assert found.summary.profile is not None
    shown = json.dumps(found.summary.profile, default=str)
    assert "NodeUniqueIndexSeek" in shown
    assert "NodeByLabelScan" not in shown
