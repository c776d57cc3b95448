"""What `goldthread sync` says where it cannot begin; tests/neo4j/test_cli_sync.py has it speak to a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import write
from typer.testing import CliRunner, Result

from graph_api.cli.app import app

NOWHERE = "bolt://127.0.0.1:9"
PLANS = {"strategies.csv": "key,title,supports\na,A,derby/strategy:x\n"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password, and nothing else that a council may have set."""
    for name in ("URL", "USER", "PASSWORD_FILE", "DATABASE", "PLAIN"):
        monkeypatch.delenv(f"GOLDTHREAD_NEO4J_{name}", raising=False)
    monkeypatch.setenv("GOLDTHREAD_NEO4J_PASSWORD", "s3cret-word")
    monkeypatch.setenv("COLUMNS", "300")


@pytest.fixture
def plans(tmp_path: Path) -> str:
    return str(write(tmp_path / "plans", PLANS))


def sync(*words: str) -> Result:
    return CliRunner().invoke(app, ["sync", *words])


def test_usage_that_says_too_little_or_too_much_is_told(plans: str) -> None:
    for words, why in (
        (("--store", NOWHERE), "names no plans"), ((plans,), "GOLDTHREAD_NEO4J_URL"),
        ((plans, "--remove", "x", "--store", NOWHERE), "is given alone"), (("--remove", "x"), "GOLDTHREAD_NEO4J_URL"),
        (("--remove", "x", "--offline", "f", "--store", NOWHERE), "is given alone"),
    ):
        told = sync(*words)
        assert (told.exit_code, why in told.stderr) == (2, True), told.stderr


def test_server_that_is_not_there_is_told_before_the_plans_are_read(
    plans: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_api.stores.neo4j.connect.LOAD_RETRY", 0.2)
    monkeypatch.setattr("graph_api.cli.syncing.opened", lambda *_: pytest.fail("the plans were read"))
    told = sync(plans, "--store", NOWHERE)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == "The server at bolt://127.0.0.1:9 cannot be reached (ServiceUnavailable). " \
                          "Check that it runs.\n"


def test_password_in_the_url_is_refused_and_not_repeated(plans: str) -> None:
    told = sync(plans, "--store", "bolt://neo4j:s3cret-word@127.0.0.1:9")
    assert told.exit_code == 2
    assert "holds a user or password" in told.stderr
    assert "s3cret" not in told.output


def test_files_for_the_import_tool_need_no_server(plans: str, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    told = sync(plans, "--offline", str(folder))
    assert told.exit_code == 0
    assert told.stdout == f"cd '{folder}' && neo4j-admin database import full @import.args neo4j\n"
    assert "Wrote 4 files of 1 items and 1 links" in told.stderr
    assert '"plans/strategy:a"' in (folder / "items-strategy.csv").read_text(encoding="utf-8")


def test_plan_set_can_have_another_name(plans: str, tmp_path: Path) -> None:
    for name, why in (("Ashby Council", "has signs"), ("derby", "references in the files call another")):
        told = sync(plans, "--offline", str(tmp_path / "files"), "--plan-set", name)
        assert (told.exit_code, why in told.stderr) == (2, True), told.stderr
    assert sync(plans, "--offline", str(tmp_path / "files"), "--plan-set", "ashby").exit_code == 0
    assert '"ashby/strategy:a"' in (tmp_path / "files" / "items-strategy.csv").read_text(encoding="utf-8")


def test_nothing_read_is_nothing_to_sync(tmp_path: Path) -> None:
    told = sync(str(write(tmp_path / "plans", {"strategies.csv": ""})), "--offline", str(tmp_path / "files"))
    assert told.exit_code == 2
    assert "The file holds nothing" in told.stderr
    assert not (tmp_path / "files").exists()


def test_folder_that_cannot_be_written_is_told(plans: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = sync(plans, "--offline", str(tmp_path / "file" / "files"))
    assert (told.exit_code, "could not be written" in told.stderr) == (2, True)
