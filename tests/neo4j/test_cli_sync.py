"""`goldthread sync` with a server: what it does, says and ends with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from folders import write
from typer.testing import CliRunner

from graph_api.carried import carried_of
from graph_api.cli.app import app
from graph_api.pipeline import open_plans
from graph_api.stores.neo4j.about import CARRIED
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.statements import PLAN_SET
from tests.neo4j.conftest import Given
from tests.neo4j.server import Server

PLANS = {
    "goldthread.yaml": "title: Ashby\nasOf: 2008-09-01\nrules: [rules.yaml]\ntiers: {3: Plans}\n",
    "rules.yaml": "- {tune: G24, days: 400}\n- {tune: G21, use: no, because: One board owns all.}\n",
    "strategies.csv": "key,title,supports\na,A,vision:v\nb,B,strategy:a\nc,C,strategy:a\nd,D,strategy:gone\n"
                      "e,E,strategy:a\nf,F,\n",
    "visions.csv": "key,title\nv,V\n"}


@pytest.fixture
def sync(server: Server | Given, plan_set: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Runs the command on that server with the test's own plan set: exit code, answer, talk."""
    for name, value in (("URL", server.url), ("USER", server.user), ("PASSWORD", server.password),
                        ("DATABASE", server.database)):
        monkeypatch.setenv(f"GOLDTHREAD_NEO4J_{name}", value)

    def run(*words: object) -> tuple[int, str, str]:
        named = () if "--remove" in words else ("--plan-set", plan_set)
        done = CliRunner().invoke(app, ["sync", *map(str, words), *named])
        return done.exit_code, done.stdout.replace(plan_set, "NAME"), done.stderr.replace(plan_set, "NAME")

    return run


def test_it_says_what_it_wrote_and_what_it_deleted(sync: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    folder = write(tmp_path, PLANS)
    assert sync(folder) == (0, "NAME: 7 items and 5 links; wrote 7 and 5, deleted 0 and 0.\n", "")
    assert sync(folder) == (0, "NAME: 7 items and 5 links, unchanged.\n", "")
    write(tmp_path, {"strategies.csv": PLANS["strategies.csv"].replace("f,F,\n", "").replace("B", "Better")})
    assert sync(folder) == (0, "NAME: 6 items and 5 links; wrote 1 and 0, deleted 1 and 0.\n", "")


def test_it_refuses_to_delete_much_unless_it_is_told_to(
    sync: Callable[..., tuple[int, str, str]], tmp_path: Path, plan_set: str
) -> None:
    sync(write(tmp_path, PLANS))
    write(tmp_path, {"strategies.csv": "key,title,supports\na,A,vision:v\n"})
    code, answer, told = sync(tmp_path)
    assert (code, answer) == (2, "")
    assert "5 of the 7 items of NAME in the store are not in the files any more" in told
    assert sync(tmp_path, "--force")[:2] == (0, "NAME: 2 items and 1 links; wrote 0 and 0, deleted 5 and 4.\n")
    code, answer, told = sync("--remove", plan_set)
    assert (code, answer, "NAME (Ashby) with 2 items and 1 links would be deleted" in told) == (2, "", True)
    assert sync("--remove", plan_set, "--force") == (0, "NAME: deleted, with 2 items.\n", "")
    assert sync("--remove", plan_set, "--force") == (2, "", "The store holds no plan set NAME.\n")


def test_file_that_cannot_be_read_is_told_and_what_it_held_stays_unless_it_is_told_otherwise(
    sync: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    sync(write(tmp_path, {**PLANS, "z.yaml": "Objective:\n- {key: o, title: O}\n"}))
    write(tmp_path, {"z.yaml": "Objective:\n- {key: o,", "visions.csv": "key,title\nv,Victory\n"})
    code, answer, told = sync(tmp_path)
    assert (code, answer) == (2, "")
    assert "z.yaml, row " in told
    assert "z.yaml could not be read whole, and 1 items and 0 links of NAME" in told
    code, answer, told = sync(tmp_path, "--force")
    assert (code, answer) == (0, "NAME: 7 items and 5 links; wrote 1 and 0, deleted 1 and 0.\n")
    write(tmp_path, {"visions.csv": "key,title\nv,V\n"})
    code, answer, told = sync(tmp_path)  # nothing of it is there any more
    assert (code, "z.yaml, row " in told) == (0, True)


def test_rules_settings_and_date_go_with_the_plans(
    sync: Callable[..., tuple[int, str, str]], tmp_path: Path, server: Server | Given, plan_set: str
) -> None:
    sync(write(tmp_path, PLANS))
    with Connection(Address(server.url, server.user, server.password, server.database)) as connection:
        node = connection.read(PLAN_SET, {"plan_set": plan_set})[0]["properties"]
    opened = open_plans([tmp_path])
    back = carried_of(opened.settings.about_plan_set, {name: node[name] for name in CARRIED})
    assert [rule for rule in back.rules if rule.in_use] == list(opened.rules)
    assert (back.as_of, back.settings.tier_names) == (opened.as_of, opened.settings.tier_names)
    assert [rule.code for rule in back.rules if rule.tuned] == ["G21", "G24"]
