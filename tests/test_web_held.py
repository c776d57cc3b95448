"""Serving a store that is elsewhere, without one: changes in the middle, the clock, the queue, what cannot be read."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from asgi_client import Client
from builders import item
from elsewhere import elsewhere

from graph_api import remote as remotes
from graph_api.clock import now
from graph_api.pipeline import Opened
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.errors import PlanSetUnknownError, StoreError, StoreRefusedError, StoreSlowError
from graph_api.stores.neo4j.held import Stamp
from graph_api.web import graphql_http
from graph_api.web import held as holding
from graph_api.web.app import make_app
from graph_api.web.held import HeldStore

ITEM = '{ item(key: "strategy:s") { title } }'


class Source:
    """Stands in for a plan set of a server: gives the stamps that a test says, the last one for ever."""

    def __init__(self, *stamps: Stamp) -> None:
        self.stamps = list(stamps) or [Stamp("a")]
        self.opened = 0
        self.fails: StoreError | None = None

    def stamp(self) -> Stamp:
        if self.fails:
            raise self.fails
        return self.stamps.pop(0) if len(self.stamps) > 1 else self.stamps[0]

    def open(self) -> Opened:
        self.opened += 1
        made = elsewhere(item("strategy:s", title="A plan", status="live"))
        made.store.since = self.stamps[0].since  # type: ignore[attr-defined] # a store of these tests
        return made

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Source], Client]]:
    monkeypatch.setattr(holding, "SECONDS", 0.0)
    clients: list[Client] = []

    def served(source: Any) -> Client:
        clients.append(Client(make_app(HeldStore(source))))
        return clients[-1]
    yield served
    for client in clients:
        client.close()


def asked(client: Client, query: str = ITEM) -> Any:
    return client.post("/graphql", json={"query": query})


def test_a_sync_that_begins_during_an_answer_is_told_and_nothing_is_kept(serve: Callable[[Source], Client]) -> None:
    since = now()
    source = Source(Stamp("a"), Stamp("a"), Stamp("a", since))
    client = serve(source)
    first = asked(client).json()

    assert first["data"] == {"item": {"title": "A plan"}}
    assert first["extensions"] == {"syncingSince": since.isoformat(), "changed": True}
    assert asked(client).json()["extensions"] == {"syncingSince": since.isoformat()}


def test_a_sync_that_ends_during_an_answer_is_told(serve: Callable[[Source], Client]) -> None:
    client = serve(Source(Stamp("a"), Stamp("a"), Stamp("b")))
    assert asked(client).json()["extensions"] == {"changed": True}
    assert "extensions" not in asked(client).json()


def test_the_checks_of_what_was_replaced_stop() -> None:
    source: Any = Source(Stamp("a"), Stamp("b"))
    held = HeldStore(source)
    first, held._looked = held.edition, 0.0

    assert held.current() is not first
    with pytest.raises(StoreSlowError, match="changed"):
        first.shared.checks.begin(datetime.date(2007, 1, 1))


def test_a_question_that_waited_too_long_is_refused(
    serve: Callable[[Source], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(Source())
    monkeypatch.setattr(graphql_http, "SECONDS", 0.0)
    answer = asked(client)

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (503, "BUSY")


def test_a_question_is_refused_where_too_many_wait(
    serve: Callable[[Source], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(Source())
    monkeypatch.setattr(graphql_http, "MOST_WAITING", 0)
    answer = asked(client)

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (503, "BUSY")
    assert int(answer.headers["Retry-After"]) > 0


def test_who_waits_for_a_look_waits_no_longer_than_he_may() -> None:
    source: Any = Source()
    held = HeldStore(source)
    held._looking.acquire()
    with pytest.raises(StoreSlowError):
        held.current(0.05)
    held._looking.release()
    assert held.current(0.05) is held.edition


def test_a_report_does_not_read_the_whole_plan_set(serve: Callable[[Source], Client]) -> None:
    assert serve(Source()).get("/report").status_code == 200


def test_a_page_says_what_the_store_said_of_the_plan_set(serve: Callable[[Source], Client]) -> None:
    client = serve(source := Source())
    source.fails = PlanSetUnknownError("The store holds no plan set made-up.")
    assert "holds no plan set made-up" in client.get("/").text
    source.fails = StoreRefusedError("The server at 10.0.0.1 does not let us.")
    assert "10.0.0.1" not in client.get("/").text


# What stands in a server and cannot be read


THERE = Address("bolt://127.0.0.1:1", "neo4j", "", "neo4j")


class Spoilt:
    """A server whose plan set another program has written."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.deadline = 1.0

    def verify(self) -> None:
        """It is there."""

    def close(self) -> None:
        """Nothing to let go of."""


def test_a_plan_set_that_cannot_be_understood_is_refused_and_not_fallen_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(*_: Any) -> Any:
        raise KeyError("declared")

    monkeypatch.setattr(remotes, "Connection", Spoilt)
    monkeypatch.setattr(remotes, "held_set", spoilt)
    with pytest.raises(StoreRefusedError, match="cannot be read"):
        remotes.Remote(THERE, "made-up").open()


def test_the_baseline_is_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    read: list[Any] = []
    monkeypatch.setattr(remotes, "Connection", Spoilt)
    monkeypatch.setattr(remotes, "read_saved", lambda path: read.append(path) or datetime.date.min)
    made = remotes.Remote(THERE, "made-up", remotes.Options(baseline=tmp_path / "april.json"))

    assert len(read) == 1
    assert made.baseline is datetime.date.min
