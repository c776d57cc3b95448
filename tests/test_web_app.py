"""The web application: statuses, headers, limits, pages, and that nothing a caller sends makes it fall over."""

from __future__ import annotations

import asyncio
import datetime
import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from asgi_client import HERE, Client
from builders import ROOT, item, loaded
from graphql import get_introspection_query

from graph_api.pipeline import Opened, open_plans
from graph_api.stores.memory import MemoryStore
from graph_api.web import pages, serve
from graph_api.web.app import make_app
from graph_api.web.graphql_http import GRAPHQL, JSON, accepted
from graph_api.web.guard import HEADERS, Guard
from graph_api.web.held import Held
from graph_api.web.watch import Watcher, signature
from loaders.settings import FolderSettings
from schema.records import Loaded, PlanSet

TITLE = {"query": "{ planSet { title } }"}


def opened(title="A made-up council", *parts):
    plans = loaded(*parts or (item("vision:v", title="A fair town"),))
    named = Loaded(PlanSet("made-up", title, made_up=True), plans.items, plans.links)
    return Opened(MemoryStore(named), (), FolderSettings("made-up", title), datetime.date(2008, 9, 1))


@pytest.fixture(scope="module")
def speak():
    clients = []

    def to(app):
        clients.append(Client(app))
        return clients[-1]

    yield to
    for client in clients:
        client.close()


@pytest.fixture(scope="module")
def client(leicester, speak):
    return speak(make_app(leicester))


def post(client, body, accept=GRAPHQL, kind=JSON):
    return client.post("/graphql", content=body, headers={"Accept": accept, "Content-Type": kind})


def query(client, text, accept=GRAPHQL, **variables):
    return post(client, json.dumps({"query": text, "variables": variables}), accept)


# GraphQL over HTTP


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_an_answer_comes_in_the_media_type_asked_for(client, accept):
    answer = post(client, json.dumps(TITLE), accept)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
    assert answer.headers["vary"] == "Accept"
    assert answer.json() == {"data": {"planSet": {"title": "Leicester City Council and its partners, 2008"}}}


@pytest.mark.parametrize(("headers", "media"), [
    ([], JSON), ([""], JSON), (["*/*"], JSON), (["application/*"], JSON), ([GRAPHQL], GRAPHQL),
    ([f"{JSON};q=0.5, {GRAPHQL}"], GRAPHQL), ([f"{GRAPHQL};q=0.1", JSON], JSON), ([f"{GRAPHQL}, {JSON}"], GRAPHQL),
    (["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], JSON), (["text/html"], None),
    ([f"{JSON};q=0"], None), ([f"{JSON};q=rubbish"], None), (["TEXT/HTML, APPLICATION/JSON"], JSON)])
def test_which_media_type_is_taken(headers, media):
    assert accepted(headers) == media


@pytest.mark.parametrize(("text", "status", "plain"), [
    ("{", 400, 200), ("{ nothingOfTheSort }", 400, 200),
    ("query ($x: Int!) { strategies(first: $x) { totalCount } }", 400, 200),
    ("{ strategies(first: -1) { totalCount } }", 200, 200), ("mutation { x }", 400, 200),
    ("{ planSet { title } strategies(first: 2147483647) { totalCount } }", 200, 200)])
def test_statuses_of_questions_that_go_wrong(client, text, status, plain):
    answer, older = query(client, text), query(client, text, JSON)

    assert (answer.status_code, older.status_code) == (status, plain)
    assert ("data" in answer.json()) == (status == 200)
    assert answer.json() == older.json()
    assert answer.json()["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize("body", [
    b"", b"1", b"null", b"true", b'"x"', b"[]", b'[{"query": "{ planSet { title } }"}]', b"{}", b'{"query": null}',
    b'{"query": 1}', b'{"query": ["{ a }"]}', b'{"query": "{ planSet { title } }", "variables": []}',
    b'{"query": "{ planSet { title } }", "operationName": 3}', b'{"query": "{ planSet { title } }", "extensions": 3}',
    b'{"query": "{ planSet { title } }", "variables": "text"}',
    b'{"query": "{ planSet { title } }", "variables": {"x": NaN}}',
    b"\xff\xfe{", b'{"query": "\xff"}', b"[" * 50_000, b'{"a":' * 15_000, b'{"query": ' + b"9" * 5000 + b"}",
    b"{'query': 1}",
    b'{"query": "{ planSet { title } }"} trailing', b"\x00"])
@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_a_body_that_is_no_question_is_a_bad_request(client, body, accept):
    answer = post(client, body, accept)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}
    assert "data" not in answer.json()


@pytest.mark.parametrize("kind", [
    "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx",
    "application/json; charset=latin-1", "application/graphql"])
def test_only_json_in_utf_8_is_taken(client, kind):
    assert post(client, json.dumps(TITLE), kind=kind).status_code == 415


def test_utf_8_may_be_named(client):
    assert post(client, json.dumps(TITLE), kind='Application/JSON; charset="UTF-8"').status_code == 200


async def in_parts(parts):
    for part in parts:
        yield part


def test_a_large_body_is_refused_before_it_is_read(client):
    large = json.dumps({"query": "#" + "x" * 1_000_000})

    assert post(client, large).status_code == 413
    assert post(client, in_parts([b" " * 60_000] * 20)).status_code == 413


def test_who_takes_no_json_is_told(client):
    assert post(client, json.dumps(TITLE), "text/html").status_code == 406


def test_a_question_may_stand_in_the_address(client):
    def get(**parameters):
        return client.get("/graphql", params=parameters, headers={"Accept": GRAPHQL})

    answer = get(query="query Q($key: String!) { item(key: $key) { title } }", operationName="Q",
                 variables=json.dumps({"key": "strategy:alcohol"}))
    assert answer.json() == {"data": {"item": {"title": "Alcohol strategy"}}}
    assert get().status_code == get(query="{ a }", variables="[").status_code == 400
    assert get(query="{ planSet { title } }", variables="", extensions="").status_code == 200
    assert get(query="mutation { x }").status_code == 400
    assert get(query="#" + "x" * 60_000).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_not_taken(client, method):
    answer = client.request(method, "/graphql", headers={"Origin": "http://elsewhere.example"})

    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


# Abuse: refused, or answered, within a second


def spread(levels, fields):
    chain = "".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }} " for n in range(levels))
    return f"{{ ...F0 }} {chain} fragment F{levels} on Query {{ {fields} }}"


DEEP = "{ strategies { nodes {" + " links { nodes {" * 40 + " key " + "}}" * 40 + "}}}"
ABUSE = {
    "5,000 aliases": "{" + " ".join(f"a{n}: __typename" for n in range(5000)) + "}",
    "40 aliases": "{" + " ".join(f"a{n}: gaps(first: 100) {{ totalCount }}" for n in range(40)) + "}",
    "2^40 fields": spread(40, "planSet { title }"), "2^40 aliases": spread(40, "a: planSet { title }"),
    "deep": DEEP, "one field 5,000 times": "{" + " __typename" * 5000 + "}", "braces": "{a" * 20_000,
    "directives": "{ planSet " + "@include(if: true) " * 900 + "{ title } }",
    "introspection that goes round": "{ __schema { types {" + " fields { type {" * 8 + " name " + "}}" * 8 + "}}}",
    "circular fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "fragment in itself": "{ ...A } fragment A on Query { ...A }", "90 kB comment": "#" + "x" * 90_000,
    "90 kB name": "{ " + "x" * 90_000 + " }", "90 kB text": '{ item(key: "' + "x" * 49_000 + '") { key } }',
    "long list": "{ nodes(ids: [" + '"x",' * 900 + "]) { id } }", "surrogate": '{ item(key: "\\ud83d") { key } }',
    "same fields": "{" + " planSet { title }" * 240 + "}"}


@pytest.mark.parametrize("text", ABUSE.values(), ids=ABUSE.keys())
def test_abuse_ends_soon_and_without_a_fault(client, text):
    start = time.process_time()
    answer = query(client, text)

    assert answer.status_code in {200, 400}
    assert "INTERNAL" not in answer.text
    assert len(answer.content) < 20_000
    assert time.process_time() - start < 2  # a fifth of that on a machine that does nothing else


def test_a_question_that_would_answer_without_end_is_stopped(client):
    page = "links(first: 100) { nodes { "
    text = "{ organisations(first: 100) { nodes { " + page * 8 + " key title kind " + "}}" * 8 + "}}}"
    answer = query(client, text)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "LIMIT"


def test_half_a_surrogate_in_a_variable_does_no_harm(client):
    answer = post(client, b'{"query": "query ($k: String!) { item(key: $k) { key } search(text: $k) { totalCount } }",'
                          b' "variables": {"k": "\\ud800", "\\udfff": 1}}')

    assert answer.status_code == 200
    assert answer.json()["data"] == {"item": None, "search": {"totalCount": 0}}


def test_the_schema_may_be_asked_for_and_is_kept(client):
    first, start = query(client, get_introspection_query()), time.process_time()
    again = query(client, get_introspection_query())

    assert first.status_code == 200
    assert again.content == first.content
    assert time.process_time() - start < 0.2


# Names and headers


@pytest.mark.parametrize(("host", "status"), [
    ("127.0.0.1:8000", 200), ("localhost", 200), ("LOCALHOST:1", 200), ("[::1]:8000", 200), ("plans.example", 200),
    ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost@evil.example", 421), ("", 421), ("[::1", 421),
    ("localhost:8000:1", 421), ("127.0.0.1:x", 421), ("0.0.0.0", 421)])  # noqa: S104 - nothing is bound
def test_it_answers_to_its_own_names_only(leicester, speak, host, status):
    client = speak(make_app(leicester, ["Plans.Example"]))

    assert client.get("/icon.svg", headers={"Host": host}).status_code == status
    assert client.post("/graphql", json=TITLE, headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", ["/", "/report", "/graphql?query={a}", "/nothing", "/explorer", "/graphql"])
def test_every_answer_has_the_headers(client, path):
    for answer in (client.get(path), client.get(path, headers={"Host": "evil.example"}),
                   client.request("DELETE", path)):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_fault_of_ours_tells_nothing(leicester, speak, monkeypatch):
    def fails(*_):
        raise RuntimeError("a secret path")

    monkeypatch.setattr(pages, "write_report", fails)
    answer = speak(make_app(leicester)).get("/report")

    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


# Pages


def test_the_first_page_says_what_is_loaded_and_where_to_go(client):
    page = client.get("/").text

    assert '<html lang="en-GB">' in page
    assert "<h1>Leicester City Council and its partners, 2008</h1>" in page
    assert 'href="report"' in page
    assert 'href="explorer/"' in page
    assert f"{HERE}/graphql" in page
    assert "as of 1 September 2008" in page


def test_words_of_the_plans_cannot_become_markup(speak):
    page = speak(make_app(opened("<script>alert(1)</script>"))).get("/").text

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "This council is made up." in page


def test_the_report_is_there_for_any_day(client):
    now, earlier = client.get("/report"), client.get("/report?asOf=2007-01-01")

    assert now.headers["content-type"] == "text/html; charset=utf-8"
    assert "Leicester" in now.text
    assert now.text != earlier.text
    assert client.get("/report").text == now.text
    assert client.get("/report?asOf=soon").status_code == 400


def test_pages_fetch_nothing_from_elsewhere(client):
    for path in ("/", "/report"):
        page = client.get(path).text
        assert "<script" not in page
        assert 'src="http' not in page
        assert "@import" not in page


def test_without_the_explorer_a_page_says_how_to_build_it(leicester, speak, tmp_path):
    client = speak(make_app(leicester, dist=tmp_path / "none"))
    answer = client.get("/explorer", follow_redirects=True)

    assert (answer.status_code, answer.url.path) == (503, "/explorer/")
    assert "make explorer" in answer.text
    assert client.get("/explorer/explorer.js").status_code == 503
    assert "not built yet" in client.get("/").text


def test_the_explorer_is_served_once_it_is_built_and_nothing_beside_it(leicester, speak, tmp_path):
    client = speak(make_app(leicester, dist=tmp_path / "dist"))
    (tmp_path / "dist").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "dist" / "index.html").write_text("<title>Explorer</title>")
    (tmp_path / "dist" / "explorer.js").write_text("1")

    assert client.get("/explorer", follow_redirects=True).text == "<title>Explorer</title>"
    assert client.get("/explorer/explorer.js").headers["content-type"].startswith("text/javascript")
    for path in ("../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "..%5csecret.txt", "nothing.js", "%00"):
        assert client.get(f"/explorer/{path}").status_code == 404


# Loading again


def test_a_new_load_takes_the_place_of_the_old_one_whole(speak):
    held = Held(opened("Before"))
    client = speak(make_app(held))
    before = held.edition
    assert query(client, TITLE["query"]).json()["data"]["planSet"]["title"] == "Before"

    held.swap(opened("After"))

    assert query(client, TITLE["query"]).json()["data"]["planSet"]["title"] == "After"
    assert "After" in client.get("/").text
    assert before.moment().store.about().plan_set.title == "Before"


def test_two_who_ask_at_once_wait_for_one_check(monkeypatch):
    made = []

    def slow(*_):
        made.append(1)
        time.sleep(0.05)
        return object()

    monkeypatch.setattr("graph_api.gql.edition.check_plans", slow)
    moment = Held(opened()).edition.moment()
    threads = [threading.Thread(target=lambda: moment.check) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [1]


def test_a_load_that_fails_leaves_the_old_one_in_place(tmp_path, capsys, monkeypatch):
    (tmp_path / "strategies.csv").write_text("key,title\nhousing,Housing strategy\n")
    held = Held(open_plans([tmp_path]))
    first = held.edition

    (tmp_path / "strategies.csv").write_text("")
    serve.reload(held, [tmp_path], None)
    assert held.edition is first
    assert "nothing could be read" in capsys.readouterr().err

    (tmp_path / "strategies.csv").write_text("key,title\nhousing,Housing strategy\nparks,Parks strategy\n")
    serve.reload(held, [tmp_path], None)
    assert len(held.edition.opened.store.whole().items) == 2
    assert "2 items loaded again" in capsys.readouterr().err

    monkeypatch.setattr(serve, "open_plans", lambda *_: 1 / 0)
    serve.reload(held, [tmp_path], None)
    assert len(held.edition.opened.store.whole().items) == 2
    assert "go on being served" in capsys.readouterr().err


def test_a_change_is_noticed_once_it_has_settled(tmp_path):
    file, called = tmp_path / "a.csv", []
    file.write_text("one")
    watcher = Watcher([tmp_path], lambda: called.append(1))

    watcher.look()
    file.write_text("one and a half")
    watcher.look()
    assert called == []
    watcher.look()
    watcher.look()
    assert called == [1]
    file.unlink()
    watcher.look()
    watcher.look()
    assert called == [1, 1]


def test_a_watcher_looks_until_it_is_stopped(tmp_path):
    called = threading.Event()
    watcher = Watcher([tmp_path], called.set, seconds=0.01)
    watcher.start()
    (tmp_path / "a.csv").write_text("one")

    assert called.wait(5)
    watcher.stop()
    watcher.join(5)
    assert not watcher.is_alive()


def test_what_cannot_be_read_is_not_there(tmp_path):
    assert signature([tmp_path / "gone", Path("\x00")]) == {}


# The server


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", "", "127.0.0.1.x"])  # noqa: S104
def test_it_listens_on_this_machine_alone(capsys, host):
    assert serve.serve([Path("nowhere")], host=host) == 2
    assert "this machine alone" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_what_is_this_machine(host):
    assert serve.is_this_machine(host)


def test_a_port_in_use_is_told(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve.serve([ROOT / "examples" / "leicester-2008"], port=port) == 2

    assert f"Port {port}" in capsys.readouterr().err


def test_where_nothing_can_be_read_nothing_is_served(capsys, tmp_path):
    assert serve.serve([tmp_path / "nothing"]) == 2
    assert "Nothing could be read" in capsys.readouterr().err


def test_the_installed_command_serves_and_stops(tmp_path):
    (tmp_path / "strategies.csv").write_text("key,title\nhousing,Housing strategy\n")
    command = [Path(sys.executable).parent / "goldthread", "serve", tmp_path, "--port", "0", "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as server:  # noqa: S603 - our own
        address = server.stderr.readline().split()[3]
        with urllib.request.urlopen(address + "graphql?query={strategies{totalCount}}", timeout=10) as answer:  # noqa: S310
            assert json.load(answer) == {"data": {"strategies": {"totalCount": 1}}}
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0


def test_other_protocols_pass_by_the_guard():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    asyncio.run(Guard(app)({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]
