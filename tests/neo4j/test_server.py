"""The server that all other tests of this folder stand on."""

from __future__ import annotations

import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph_api.web.node import UnavailableError
from tests.neo4j import conftest, fetch
from tests.neo4j.conftest import connect
from tests.neo4j.home import prepare
from tests.neo4j.process import DONE, command_of, is_running, watch
from tests.neo4j.server import Server, StartError, find, main, start


@pytest.fixture
def running(own_server: Server) -> Server:
    """The server of this module, up again if another test left it down."""
    if not own_server.running:
        own_server.restart()
    return own_server


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that looks like the server of the home `tmp_path`."""
    sleep = [sys.executable, "-c", "import time; time.sleep(60)", f"--home-dir={tmp_path}", "--console-mode"]
    with subprocess.Popen(sleep) as process:  # noqa: S603 - our own words
        yield process
        process.kill()


def ask(server: Server, query: str, **values: object) -> list[object]:
    """The first value of every row."""
    with connect(server) as driver:
        return [row[0] for row in driver.execute_query(query, values, database_=server.database).records]


def listening(pid: int) -> set[str]:
    """The addresses, as the kernel writes them, of all sockets on which that process waits for callers."""
    held = {str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir() if file.is_symlink()}
    found = set()
    for table in ("tcp", "tcp6"):
        rows = [line.split() for line in Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]]
        found |= {row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in held}
    return found


def reached(host: str, port: int) -> bool:
    """Whether somebody answers at that address."""
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


def outward_address() -> list[str]:
    """The address by which others reach this machine, if there is one; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route:
        try:
            route.connect(("192.0.2.1", 9))  # an address that is kept for examples
        except OSError:
            return []
        return [route.getsockname()[0]]


def test_name_of_this_folder_does_not_hide_the_driver() -> None:
    assert neo4j.__file__ is not None
    assert Path(neo4j.__file__).parent.parent.name == "site-packages"


def test_shared_server_answers_and_is_new_enough(driver: neo4j.Driver, plan_set: str) -> None:
    version = driver.execute_query("CALL dbms.components() YIELD versions RETURN versions[0]").records[0][0]
    assert int(version.split(".")[0]) >= 5
    assert re.fullmatch(r"test-[0-9a-f]{8}-[a-z-]+-[0-9a-f]{6}-1", plan_set)


def test_it_lets_in_who_has_the_password_and_nobody_else(running: Server) -> None:
    assert ask(running, "RETURN 1") == [1]
    for auth in (("neo4j", "wrong-password"), ("neo4j", "neo4j"), None):
        with neo4j.GraphDatabase.driver(running.url, auth=auth) as driver, pytest.raises(AuthError):
            driver.verify_connectivity()


def test_routing_address_leads_to_the_same_server(running: Server) -> None:
    with neo4j.GraphDatabase.driver(running.url.replace("bolt:", "neo4j:"), auth=running.auth) as driver:
        assert driver.execute_query("RETURN 1", database_="neo4j").records[0][0] == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's tables are read")
def test_it_listens_on_loopback_alone_and_on_one_port(running: Server) -> None:
    port = f"{running.port:04X}"
    assert listening(running.pid) in ({f"0100007F:{port}"}, {f"0000000000000000FFFF00000100007F:{port}"})


def test_other_addresses_of_this_machine_are_refused(running: Server) -> None:
    assert reached("127.0.0.1", running.port)
    assert not [host for host in ("127.0.0.2", "::1", *outward_address()) if reached(host, running.port)]


def test_password_is_seen_by_its_owner_alone(running: Server) -> None:
    secret = running.home / "password"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(running.home.stat().st_mode) & 0o077 == 0
    assert running.password not in command_of(running.pid)
    assert running.password not in repr(running)
    files = (file for folder in (".", "conf", "logs", "run") for file in (running.home / folder).iterdir())
    holding = [file.name for file in files if file.is_file() and running.password.encode() in file.read_bytes()]
    assert holding == ["password"]


def test_folder_that_was_there_is_closed_to_others_where_it_is_ours_alone(tmp_path: Path) -> None:
    for name, mode in (("ours", 0o700), ("shared", 0o755)):
        home = tmp_path / name
        (home / "data" / "dbms").mkdir(parents=True)
        (home / "password").write_text("kept-by-us", encoding="utf-8")
        if name == "shared":
            (home / "letters").mkdir()
        home.chmod(0o755)
        assert prepare(home, Path("java"), Path("jars")) == "kept-by-us"
        assert stat.S_IMODE(home.stat().st_mode) == mode


def test_password_that_is_gone_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "data" / "dbms").mkdir(parents=True)
    with pytest.raises(UnavailableError, match="password cannot be read"):
        prepare(tmp_path, Path("java"), Path("jars"))


def test_second_start_on_a_home_in_use_is_refused(running: Server) -> None:
    with pytest.raises(StartError, match="already runs"):
        start(running.home)


def test_command_tells_whether_it_runs_and_how_to_reach_it(running: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--home", str(running.home)]) == 0
    said = capsys.readouterr().out
    assert running.url in said
    assert running.password not in said


def test_command_tells_that_none_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--home", str(tmp_path)]) == 1
    assert main(["stop", "--home", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("No server runs") == 2


def test_frozen_server_gives_no_answer_and_goes_on_when_thawed(running: Server) -> None:
    running.freeze()
    try:
        assert running.running
        with (
            # connection_timeout would not help: the system takes the call for the frozen server
            neo4j.GraphDatabase.driver(running.url, auth=running.auth, connection_acquisition_timeout=1) as driver,
            pytest.raises((DriverError, Neo4jError)),
        ):
            driver.verify_connectivity()
    finally:
        running.thaw()
    assert ask(running, "RETURN 1") == [1]


def test_stop_and_start_keep_data_address_and_password(running: Server, plan_set: str) -> None:
    ask(running, "CREATE (:PlanSet {plan_set: $name})", name=plan_set)
    before = running.url, running.auth, running.pid
    running.stop()
    assert not running.running
    assert find(running.home) is None
    running.restart()
    assert (running.url, running.auth) == before[:2]
    assert running.pid != before[2]
    assert ask(running, "MATCH (p:PlanSet {plan_set: $name}) RETURN count(p)", name=plan_set) == [1]


def test_kill_keeps_what_was_committed_and_nothing_else(running: Server, plan_set: str) -> None:
    with connect(running) as driver, driver.session(database=running.database) as session:
        for number in range(20):
            session.run("CREATE (:Item {plan_set: $name, key: $number})", name=plan_set, number=number).consume()
        unfinished = session.begin_transaction()
        unfinished.run("CREATE (:Item {plan_set: $name, key: -1})", name=plan_set).consume()
        running.kill()
        with pytest.raises((DriverError, Neo4jError)):
            unfinished.commit()
    running.restart()
    there = ask(running, "MATCH (i:Item {plan_set: $name}) RETURN i.key ORDER BY i.key", name=plan_set)
    assert there == list(range(20))


def test_server_ends_when_whoever_started_it_is_gone(tmp_path: Path, stranger: subprocess.Popen[bytes]) -> None:
    watching = watch(stranger.pid, tmp_path)
    assert watching.stdin is not None
    watching.stdin.close()  # as when our process is killed
    assert watching.wait(20) == 0
    assert stranger.wait(20) != 0


def test_watch_that_is_told_goes_away_and_leaves_the_process(tmp_path: Path, stranger: subprocess.Popen[bytes]) -> None:
    watching = watch(stranger.pid, tmp_path)
    watching.communicate(DONE, timeout=20)
    assert watching.returncode == 0
    assert is_running(stranger.pid, tmp_path)


def test_process_with_another_home_is_not_taken_for_ours(tmp_path: Path, stranger: subprocess.Popen[bytes]) -> None:
    (tmp_path / "server.json").write_text(f'{{"pid": {stranger.pid}, "port": 7687}}', encoding="utf-8")
    assert not is_running(stranger.pid, tmp_path / "other")
    assert not is_running(stranger.pid, tmp_path.parent)


def test_missing_java_and_maven_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(fetch, "PLACES_OF_JAVA", ())
    monkeypatch.setattr(fetch, "user_cache_path", lambda *_, **__: tmp_path)
    with pytest.raises(UnavailableError, match=r"no Java 17 or 21 .*JAVA_HOME"):
        fetch.find_java()
    with pytest.raises(UnavailableError, match="Maven"):
        fetch.find_jars(tmp_path / "java")


def test_java_of_another_version_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, major in (("old", "11.0.2"), ("new", "21.0.4"), ("broken", "")):
        java = tmp_path / name / "bin" / "java"
        java.parent.mkdir(parents=True)
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{major}\"' >&2\n", encoding="utf-8")
        java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "old"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'broken' / 'bin'}:/bin:/usr/bin")
    monkeypatch.setattr(fetch, "PLACES_OF_JAVA", (f"{str(tmp_path)[1:]}/*/bin/java",))
    assert fetch.find_java() == tmp_path / "new" / "bin" / "java"


@pytest.mark.parametrize(
    ("version", "wanted"),
    [("5.26.30", (17, 21)), ("2025.04.0", (21,)), ("2025.10.1", (21, 25)), ("2026.08.1", (21, 25))],
)
def test_each_version_has_its_javas(version: str, wanted: tuple[int, ...]) -> None:
    assert fetch.javas_for(version) == wanted


@pytest.mark.parametrize("version", ["5", "latest", "5.26.30/../x", "-Dx=1"])
def test_version_that_is_none_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match="Not a version"):
        fetch.javas_for(version)


@pytest.mark.parametrize("password", ["short", "tab\tin the middle", "größer als acht"])
def test_password_that_neo4j_would_refuse_is_refused_first(tmp_path: Path, password: str) -> None:
    with pytest.raises(ValueError, match="8 or more"):
        prepare(tmp_path, tmp_path / "java", tmp_path, password)


def test_where_no_server_can_be_had_tests_are_skipped_and_say_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_java(*_: object, **__: object) -> Server:
        raise UnavailableError("no Java 17 or 21 was found")

    monkeypatch.setattr(conftest, "start", no_java)
    monkeypatch.setattr(conftest, "MISSING", [])
    for setting, outcome in (("", pytest.skip.Exception), ("required", pytest.fail.Exception)):
        monkeypatch.setenv(conftest.SETTING, setting)
        with pytest.raises(outcome, match="no Neo4j server: no Java 17 or 21 was found"):
            next(conftest._started(tmp_path))


def test_tests_can_be_pointed_at_a_server_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDTHREAD_NEO4J_URL", "neo4j+s://graph.example")
    monkeypatch.setenv("GOLDTHREAD_NEO4J_PASSWORD", "a secret of ours")
    given = conftest._given()
    assert given is not None
    assert (given.url, given.auth, given.database) == (
        "neo4j+s://graph.example", ("neo4j", "a secret of ours"), "neo4j"
    )
    assert "secret" not in repr(given)


def test_plan_sets_of_a_run_are_taken_away_from_a_server_that_was_there(running: Server, plan_set: str) -> None:
    for name in (plan_set, "ashby"):
        ask(running, "CREATE (:PlanSet {plan_set: $name})<-[:PART_OF]-(:Item {plan_set: $name})", name=name)
    conftest._take_away_our_plan_sets(conftest.Given(running.url, *running.auth, running.database))
    left = ask(running, "MATCH (n) WHERE n.plan_set IN [$name, 'ashby'] RETURN n.plan_set", name=plan_set)
    assert left == ["ashby", "ashby"]
