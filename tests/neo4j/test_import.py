"""Files for the import tool: it takes them, and what is then in the database is what a sync would have written."""

from __future__ import annotations

import datetime
import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from builders import dangling, item, link, loaded, table
from plan_sets import NASTY

from graph_api.pipeline import open_plans
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connect import Connection
from graph_api.stores.neo4j.offline import ARGUMENTS, LONGEST_LINE, Offline
from graph_api.stores.neo4j.statements import PLAN_SET
from graph_api.stores.neo4j.sync import sync
from graph_api.stores.neo4j.wanted import Wanted
from graph_api.web.node import UnavailableError, run
from schema.records import Loaded, PlanSet, Problem, Source
from tests.neo4j import home as homes
from tests.neo4j.conftest import SETTING, _is, _started
from tests.neo4j.fetch import VERSION, find_jars, find_java
from tests.neo4j.server import Server
from tests.neo4j.test_sync import assert_holds

LEICESTER = Path(__file__).resolve().parents[2] / "examples" / "leicester-2008"


def nasty() -> Loaded:
    """A plan set of texts that files part or quote, every type of field, every sort of stub, and a very long line."""
    items = [item(f"strategy:{n}", title=text, aim=text, groups=["a;b", "-x", "c,d\"e"], due="by 2011", spend=2**60 + 1,
                  joint=n % 2 == 0, source=Source(text, text, "f.csv", None, n), tables=[0, 1])
             for n, text in enumerate(NASTY)]
    links = [link(f"strategy:{n} SUPPORTS strategy:{n + 1}", Source(text)) for n, text in enumerate(NASTY[:-1])]
    far = [dangling("strategy:1 SUPPORTS strategy:2", "Plan", other) for other in ("derby", "leeds")]
    problems = tuple(Problem("file-empty", "é" * 1000) for _ in range(LONGEST_LINE // 1500))
    parts = loaded(*items, *links, *far, dangling("strategy:1 SUPPORTS strategy:zz", "Plan"), table("list"),
                   item("strategy:none", groups=[]))
    return replace(parts, plan_set=PlanSet("nasty", 'A "title", with signs'), problems=problems)


def plan_sets() -> list[Loaded]:
    """What is imported: two plan sets at once."""
    return [open_plans([LEICESTER]).store.whole(), nasty()]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose database was made by the import tool."""
    home = tmp_path_factory.mktemp("neo4j-import")
    with suppress(UnavailableError):  # told when it is started
        if not _is("skip"):
            take_in(home)
    yield from _started(home)


def take_in(home: Path) -> None:
    """Runs the tool with the arguments of all folders, those that they share once."""
    version = os.environ.get(f"{SETTING}_VERSION", "") or VERSION
    java = find_java(version)
    jars = find_jars(java, version)
    homes.prepare(home, java, jars)
    homes.configure(home, "127.0.0.1", 0, "128m")
    words: dict[str, None] = {}
    for one in plan_sets():
        folder = home / "import" / one.plan_set.name
        Offline(folder, Wanted(one)).write()
        for word in shlex.split((folder / ARGUMENTS).read_text(encoding="utf-8")):
            option, _, name = word.rpartition("=")
            words[f"{option}={folder / name}" if option.startswith(("--nodes", "--relationships")) else word] = None
    whole = home / "import" / "both.args"
    whole.write_text("\n".join(words), encoding="utf-8")
    tool = [str(java), "-Xmx512m", "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", "database", "import", "full"]
    places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = run([*tool, f"@{whole}", "neo4j"], home, {**os.environ, **places})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_what_was_imported_is_what_a_sync_would_have_written(imported: Server) -> None:
    with Connection(Address(imported.url, imported.user, imported.password), deadline=120) as connection:
        for one in plan_sets():
            assert sync(connection, Wanted(one)).unchanged
            assert_holds(connection, one)
            (node,) = connection.read(PLAN_SET, {"plan_set": one.plan_set.name})
            assert isinstance(node["properties"]["synced"], datetime.datetime)
