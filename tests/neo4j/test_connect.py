"""Calls to a server that is there, slow, frozen, gone and back: each ends within its deadline, in a kind of its own."""

from __future__ import annotations

import datetime
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from neo4j import Transaction
from neo4j.exceptions import IncompleteCommit

from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connect import TRIES, Connection, native
from graph_api.stores.neo4j.errors import (
    StoreAwayError,
    StoreError,
    StoreRefusedError,
    StoreSlowError,
)
from graph_api.stores.neo4j.schema import ensure_schema
from graph_api.stores.neo4j.statements import INDEXES, SCHEMA
from tests.neo4j.conftest import Given
from tests.neo4j.server import Server

ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a * b = 7 RETURN count(*) AS n"
LATE = 2.0
"""Seconds by which a call may end later on a busy machine."""


def address(server: Server | Given) -> Address:
    return Address(server.url, server.user, server.password, server.database)


@pytest.fixture
def connection(server: Server | Given) -> Iterator[Connection]:
    with Connection(address(server), deadline=60) as made:
        yield made


@pytest.fixture
def alone(own_server: Server) -> Iterator[Connection]:
    """A connection to a server that the test may stop, kill and freeze."""
    if not own_server.running:
        own_server.restart()
    with Connection(address(own_server), deadline=6, retry=2) as made:
        yield made
        if own_server.running:
            own_server.thaw()


def seconds(call: Any, error: type[StoreError]) -> float:
    """How long it takes until the call ends in that error."""
    start = time.monotonic()
    with pytest.raises(error):
        call()
    return time.monotonic() - start


def test_rows_come_as_python_has_them(connection: Connection) -> None:
    connection.verify()
    (row,) = connection.read(
        "RETURN $text AS text, [1, [date('0001-01-01')]] AS lists, {a: {b: datetime('2008-09-01T10:00Z')}} AS maps, "
        "null AS nothing", {"text": "é\u2028"})
    assert row == {
        "text": "é\u2028", "lists": [1, [datetime.date.min]],
        "maps": {"a": {"b": datetime.datetime(2008, 9, 1, 10, tzinfo=datetime.UTC)}}, "nothing": None}
    assert type(row["maps"]["a"]["b"]) is datetime.datetime
    assert native("x") == "x"


def test_reading_cannot_write(connection: Connection, plan_set: str) -> None:
    with pytest.raises(StoreRefusedError, match="AccessMode"):
        connection.read("CREATE (:Item {plan_set: $name, key: 'a'})", {"name": plan_set})


def test_faulty_statement_is_refused_without_what_the_server_said_of_it(connection: Connection) -> None:
    with pytest.raises(StoreRefusedError, match=r"refused a statement \(Neo.ClientError") as refused:
        connection.read("RETURN duration($name)", {"name": "Alice Smith"})
    assert "Alice" in str(refused.value.__cause__)
    assert "Alice" not in str(refused.value)


def test_slow_answer_is_ended_by_the_server_before_the_deadline(connection: Connection) -> None:
    assert seconds(lambda: connection.read(ENDLESS, deadline=7), StoreSlowError) < 7 + LATE
    assert seconds(lambda: connection.read(ENDLESS, deadline=0.5), StoreSlowError) < 0.5 + LATE
    assert connection.read("RETURN 1 AS one") == [{"one": 1}]


def test_wrong_password_database_and_port_are_told(server: Server | Given) -> None:
    there = address(server)
    for other, error, why in (
        (replace(there, password="wrong-password"), StoreRefusedError, "does not let the user"),  # noqa: S106
        (replace(there, database="nowhere"), StoreRefusedError, "has no database nowhere"),
        (replace(there, url="bolt://127.0.0.1:9"), StoreAwayError, "cannot be reached"),
    ):
        with Connection(other, retry=0.5) as made, pytest.raises(error, match=why) as told:
            made.verify()
        assert "wrong-password" not in str(told.value)


@contextmanager
def encrypted(folder: Path) -> Iterator[int]:
    """A port where somebody shows a certificate that nobody vouches for, and says nothing more."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate, and was not found")
    made = subprocess.run(  # noqa: S603 - our own words
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out", "crt"],
        cwd=folder, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "crt", folder / "key")
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = door.accept()
                    with suppress(OSError), context.wrap_socket(caller, server_side=True):
                        pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def test_certificate_that_is_not_trusted_is_told(tmp_path: Path) -> None:
    with encrypted(tmp_path) as port, Connection(
        Address(f"bolt+s://127.0.0.1:{port}", "neo4j", "nobody-asks"), retry=0.5, deadline=20
    ) as made:
        for call in (made.verify, lambda: made.read("RETURN 1 AS one")):
            with pytest.raises(StoreRefusedError, match=r"certificate of the server at .* is not trusted") as told:
                call()
            assert "SSL_CERT_FILE" in told.value.remedy


def test_many_threads_share_a_connection(connection: Connection) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: connection.read("RETURN $n AS n", {"n": n})[0]["n"], range(100)))
    assert answers == list(range(100))


def test_commit_whose_answer_is_lost_is_done_again(
    connection: Connection, plan_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, lost = Transaction.commit, [IncompleteCommit("lost"), IncompleteCommit("lost")]

    def losing(transaction: Transaction) -> None:
        commit(transaction)
        if lost:
            raise lost.pop()

    monkeypatch.setattr(Transaction, "commit", losing)
    merge = "MERGE (n:Item {plan_set: $name, key: 'action:a'}) RETURN n.key AS key"
    assert connection.write(merge, {"name": plan_set}) == [{"key": "action:a"}]
    assert connection.read("MATCH (n:Item {plan_set: $name}) WHERE n.key > '' RETURN count(*) AS n",
                           {"name": plan_set}) == [{"n": 1}]
    lost[:] = [IncompleteCommit("lost") for _ in range(TRIES)]
    with pytest.raises(StoreAwayError):
        connection.write(merge, {"name": plan_set})


def test_those_who_make_the_same_schema_at_once_do_not_stand_in_each_others_way(alone: Connection) -> None:
    for _ in range(4):
        for name, text in SCHEMA.items():
            alone.write(f"DROP {'CONSTRAINT' if 'CONSTRAINT' in text else 'INDEX'} {name} IF EXISTS", deadline=60)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(ensure_schema, [alone] * 4))
        assert {row["name"] for row in alone.read(INDEXES, {"names": list(SCHEMA)})} == SCHEMA.keys()


def test_frozen_server_holds_nobody_up_and_works_again_when_it_wakes(alone: Connection, own_server: Server) -> None:
    assert alone.read("RETURN 1 AS one", deadline=60) == [{"one": 1}]
    own_server.freeze()
    try:
        took = [seconds(lambda: alone.read("RETURN 1 AS one"), StoreAwayError),
                seconds(lambda: alone.write("RETURN 1 AS one"), StoreAwayError),
                seconds(lambda: alone.read("RETURN 1 AS one", deadline=1), StoreError)]
        start = time.monotonic()
        with Connection(address(own_server), deadline=6) as other:
            took.append(seconds(other.verify, StoreAwayError))
        took.append(time.monotonic() - start - took[-1])  # to let go of it
    finally:
        own_server.thaw()
    assert max(took) < 6 + LATE
    assert took[2] < 1 + LATE
    assert [alone.read("RETURN 1 AS one", deadline=60) for _ in range(10)] == [[{"one": 1}]] * 10


def test_server_that_is_killed_is_away_and_its_return_needs_nothing_new(
    alone: Connection, own_server: Server
) -> None:
    alone.read("RETURN 1 AS one", deadline=60)
    own_server.kill()
    assert seconds(lambda: alone.read("RETURN 1 AS one"), StoreAwayError) < 6 + LATE
    assert seconds(lambda: alone.read("RETURN 1 AS one", deadline=0.5), StoreAwayError) < 0.5 + LATE
    own_server.restart()
    assert alone.read("RETURN 1 AS one", deadline=60) == [{"one": 1}]


def test_write_outlasts_a_restart_where_it_has_time_to(own_server: Server, plan_set: str) -> None:
    if not own_server.running:
        own_server.restart()
    with Connection(address(own_server), deadline=120, retry=100) as patient:
        patient.write("MERGE (:Item {plan_set: $name, key: 'a'})", {"name": plan_set})
        own_server.kill()
        back = threading.Timer(1, own_server.restart)
        back.start()
        patient.write("MERGE (:Item {plan_set: $name, key: 'b'})", {"name": plan_set})
        back.join()
        assert patient.read("MATCH (n:Item {plan_set: $name}) RETURN count(*) AS n", {"name": plan_set}) == [{"n": 2}]
