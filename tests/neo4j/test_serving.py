"""Serving plans from Neo4j: of one plan set, as it is now, and with an answer in time whatever the server does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from asgi_client import Client
from builders import dangling, item, link, loaded

from graph_api.carried import to_carry
from graph_api.remote import LOOK, Remote
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.errors import PlanSetUnknownError, StoreError
from graph_api.stores.neo4j.statements import TAKE
from graph_api.web import graphql_http
from graph_api.web import held as holding
from graph_api.web.app import make_app
from graph_api.web.held import HeldStore
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from schema.records import Item, Link, Loaded
from tests.neo4j.server import Server
from tests.neo4j.stored import address_of, named, put

KEYS = (item("action:a", title="Ours", status="open"), item("objective:o", title="Our aim", tier=3.0),
        link("action:a DELIVERS objective:o"), dangling("objective:o SUPPORTS vision:gone", "Vision"))
ITEM = '{ item(key: "action:a") { title } }'
EVERYTHING = """{ planSet { name title headline links items { kind total } } actions { totalCount nodes { title links {
    nodes { title } } } } objectives { nodes { title supportedBy { totalCount } } }
    search(text: "aim") { nodes { title } }
    gaps { totalCount nodes { message items { title } cause { says } } } inventory { nodes { key } } coverage { total }
    thread(key: "action:a") { levels { items { title } } } gapSummary(by: PLAN) { counted } }"""
STATEMENT = 6.0
SLACK = 6.0
"""Seconds that a machine with other things to do may take for what is no waiting."""


def theirs(parts: tuple[Item | Link, ...]) -> tuple[Item | Link, ...]:
    """The same keys with other titles."""
    return tuple(part._replace(title="Theirs") if isinstance(part, Item) else part for part in parts)


@pytest.fixture(scope="module")
def serve(own_server: Server) -> Iterator[Callable[..., Client]]:
    """Serves a plan set of the server; everything is let go of in the end."""
    open_clients: list[tuple[Client, HeldStore]] = []

    def served(name: str) -> Client:
        held = HeldStore(Remote(address_of(own_server), name, statement=STATEMENT))
        client = Client(make_app(held))
        client.held = held  # type: ignore[attr-defined] # for tests that look behind the curtain
        open_clients.append((client, held))
        return client
    yield served
    for client, held in open_clients:
        client.close()
        held.close()


@pytest.fixture
def connection(own_server: Server) -> Iterator[Connection]:
    with Connection(address_of(own_server), deadline=120) as made:
        yield made


@pytest.fixture
def plans(connection: Connection, plan_set: str) -> Loaded:
    """A plan set in the server."""
    made = named(loaded(*KEYS), plan_set)
    put(connection, made)
    return made


def ask(client: Client, query: str, **more: Any) -> httpx.Response:
    return client.post("/graphql", json={"query": query, **more})


def wait_for(client: Client, query: str, status: int, seconds: float = 30) -> httpx.Response:
    """The first answer with that status."""
    deadline = time.monotonic() + seconds
    while (answer := ask(client, query)).status_code != status and time.monotonic() < deadline:
        time.sleep(0.2)
    assert answer.status_code == status, answer.text
    return answer


# One plan set, and no other


def test_a_request_cannot_name_another_plan_set(
    connection: Connection, plans: Loaded, new_plan_set: Callable[[], str], serve: Callable[..., Client]
) -> None:
    other = new_plan_set()
    put(connection, named(loaded(*theirs(KEYS)), other))
    client = serve(plans.plan_set.name)
    wait_for(client, EVERYTHING, 200, 180)  # a server that has just started plans every statement first
    tries = (
        ask(client, EVERYTHING), ask(client, EVERYTHING, variables={"plan_set": other, "planSet": other}),
        ask(client, EVERYTHING, extensions={"planSet": other}),
        client.post(f"/graphql?plan_set={other}&planSet={other}", json={"query": EVERYTHING}),
        client.post("/graphql", json={"query": EVERYTHING}, headers={"X-Plan-Set": other, "Plan-Set": other}),
        ask(client, f'{{ item(key: "{other}/action:a") {{ title }} }}'),
        ask(client, f'{{ search(text: "{other} theirs") {{ nodes {{ title }} }} }}'), client.get(f"/?planSet={other}"))

    for answer in tries:
        assert answer.status_code == 200, answer.text
        assert "Theirs" not in answer.text
        assert other not in answer.text.replace(plans.plan_set.name, "")
    assert "Our aim" in tries[0].text


def test_every_statement_is_bound_to_the_plan_set(
    plans: Loaded, serve: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(plans.plan_set.name)
    asked: list[tuple[str, Any]] = []
    read = client.held.source.connection.read  # type: ignore[attr-defined]

    def spying(text: str, parameters: Any = None, deadline: float | None = None) -> Any:
        asked.append((text, parameters))
        return read(text, parameters, deadline)

    monkeypatch.setattr(client.held.source.connection, "read", spying)  # type: ignore[attr-defined]
    monkeypatch.setattr(holding, "SECONDS", 0.0)
    for query in (EVERYTHING, ITEM, '{ gaps(first: 5) { nodes { message } } node(id: "x") { id } }'):
        assert ask(client, query).json().get("errors") is None

    assert len(asked) > 50
    for text, parameters in asked:
        assert parameters["plan_set"] == plans.plan_set.name
        assert "$plan_set" in text


def test_a_plan_set_that_is_not_there_is_refused(own_server: Server, new_plan_set: Callable[[], str]) -> None:
    with pytest.raises(PlanSetUnknownError, match="holds no plan set"):
        HeldStore(Remote(address_of(own_server), new_plan_set()))


# What changes


def test_a_sync_is_seen_without_a_restart(
    connection: Connection, plans: Loaded, serve: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "SECONDS", 0.0)
    client = serve(plans.plan_set.name)
    before = ask(client, ITEM).json(), ask(client, "{ planSet { headline } gaps { totalCount } }").json()
    put(connection, named(loaded(*theirs(KEYS), item("action:b", title="Another")), plans.plan_set.name))
    after = ask(client, ITEM).json(), ask(client, "{ planSet { headline } gaps { totalCount } }").json()

    assert (before[0]["data"]["item"], after[0]["data"]["item"]) == ({"title": "Ours"}, {"title": "Theirs"})
    assert before[1] != after[1]


def test_the_councils_own_settings_and_rules_come_along(
    connection: Connection, plan_set: str, serve: Callable[..., Client]
) -> None:
    settings = FolderSettings(plan_set, "A made-up council", tier_names={3: "Big plans"})
    rules = tuple(replace(rule, in_use=False) if rule.code == "S7" else rule for rule in our_rules())
    put(connection, named(loaded(*KEYS), plan_set), to_carry(rules, settings, None, ()))
    data = ask(serve(plan_set), "{ coverage { tierName } rules { code } }").json()["data"]

    assert {"tierName": "Big plans"} in data["coverage"]
    assert {"code": "S7"} not in data["rules"]
    assert {"code": "S8"} in data["rules"]


def test_while_the_plans_are_written_answers_say_so_and_are_not_kept(
    connection: Connection, plans: Loaded, serve: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "SECONDS", 0.0)
    client = serve(plans.plan_set.name)
    assert "extensions" not in ask(client, ITEM).json()
    connection.write(TAKE, {"plan_set": plans.plan_set.name, "token": "x", "by": "a test", "limit": 60})
    during = ask(client, ITEM).json()
    connection.write("MATCH (n:Item {plan_set: $plan_set, key: 'action:a'}) SET n.title = 'Half'",
                     {"plan_set": plans.plan_set.name})

    assert during["extensions"]["syncingSince"]
    assert ask(client, ITEM).json()["data"]["item"] == {"title": "Half"}


# A server that is away


def test_a_server_that_stops_and_starts_again(
    own_server: Server, plans: Loaded, serve: Callable[..., Client]
) -> None:
    client = serve(plans.plan_set.name)
    assert ask(client, ITEM).status_code == 200
    own_server.stop()
    try:
        began = time.monotonic()
        answer = wait_for(client, EVERYTHING, 503)
        assert time.monotonic() - began < LOOK + SLACK
        assert answer.json()["errors"][0]["extensions"] == {"code": "STORE_AWAY"}
        assert "data" not in answer.json()
        assert int(answer.headers["Retry-After"]) > 0
        assert str(own_server.port) not in answer.text
        page = client.get("/")
        assert (page.status_code, page.headers["Retry-After"]) == (503, answer.headers["Retry-After"])
        assert client.get("/report").status_code == 503
        assert client.get("/icon.svg").status_code == 200
    finally:
        own_server.restart()

    assert wait_for(client, ITEM, 200, 60).json()["data"]["item"] == {"title": "Ours"}
    assert client.get("/").status_code == 200


def test_a_frozen_server_holds_nobody_up(own_server: Server, plans: Loaded, serve: Callable[..., Client]) -> None:
    client = serve(plans.plan_set.name)
    assert ask(client, ITEM).status_code == 200
    own_server.freeze()
    try:
        time.sleep(holding.SECONDS)
        for _ in range(3):
            began = time.monotonic()
            answer = ask(client, EVERYTHING)
            assert time.monotonic() - began < LOOK + SLACK
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) in {
                (503, "STORE_AWAY"), (503, "STORE_SLOW")}
    finally:
        own_server.thaw()

    assert wait_for(client, ITEM, 200).json()["data"]["item"] == {"title": "Ours"}


def test_a_server_that_freezes_in_the_middle(
    own_server: Server, plans: Loaded, serve: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check itself may take longer over a statement; who waits for it waits no longer than for any answer."""
    monkeypatch.setattr(graphql_http, "SECONDS", STATEMENT)
    client = serve(plans.plan_set.name)
    read = client.held.source.connection.read  # type: ignore[attr-defined]
    reads = []

    def freezing(text: str, parameters: Any = None, deadline: float | None = None) -> Any:
        reads.append(text)
        if len(reads) == 3:
            own_server.freeze()
        return read(text, parameters, deadline)

    monkeypatch.setattr(client.held.source.connection, "read", freezing)  # type: ignore[attr-defined]
    try:
        began = time.monotonic()
        answer = ask(client, EVERYTHING)
        assert time.monotonic() - began < LOOK + STATEMENT + SLACK
        assert answer.status_code == 503
    finally:
        own_server.thaw()
    monkeypatch.undo()

    assert wait_for(client, ITEM, 200).status_code == 200


def test_many_who_ask_a_frozen_server_are_all_answered(
    own_server: Server, plans: Loaded, serve: Callable[..., Client]
) -> None:
    client = serve(plans.plan_set.name)
    held = client.held  # type: ignore[attr-defined]
    own_server.freeze()
    ends: list[float] = []

    def look() -> None:
        with pytest.raises(StoreError):
            held.current()
        ends.append(time.monotonic())

    try:
        time.sleep(holding.SECONDS)
        began = time.monotonic()
        threads = [threading.Thread(target=look) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        own_server.thaw()

    assert len(ends) == 8
    assert max(ends) - began < LOOK + SLACK, "they wait for one look, and not each for its own"
