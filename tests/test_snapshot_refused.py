"""Snapshots that were damaged, changed or made up: every one is refused in plain words, and does no harm."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from snapshots import frozen_at, relisted, rezipped, run

from graph_api import saved_read
from graph_api.options import Options
from graph_api.pipeline import open_plans
from graph_api.web.serve import serve
from loaders import snapshot
from loaders.manifest import MANIFEST, SnapshotError
from loaders.snapshot import ANSWER, laid_out, read_snapshot


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    return frozen_at(tmp_path)


def refused(*arguments: object) -> str:
    """What is said where nothing could be opened."""
    code, answer, told = run("check", *arguments, "--format", "json")
    assert code == 2
    problems = json.loads(answer)["problems"]
    assert [one["code"] for one in problems] == ["snapshot"]
    assert "Traceback" not in told
    return f"{problems[0]['message']} {problems[0]['value']}"


@pytest.mark.parametrize(("name", "data", "says"), [
    ("plans/0001-posts.yaml", b"Post: []\n", "was changed after it was frozen"),
    ("plans/0001-posts.yaml", None, "is missing"),
    ("settings/own.rules.yaml", b"[]", "was changed"),
    ("shipped/rules/owners.yaml", b"[]", "was changed"),
    ("answer/check.json", b"{}", "was changed"),
    ("plans/0099-more.csv", b"key,title\na,A\n", "was added"),
    ("../../evil.csv", b"key,title\na,A\n", "a place where none may be"),
    ("plans/../../evil.csv", b"x", "a place where none may be"),
    ("/evil.csv", b"x", "a place where none may be"),
    ("plans/a\\..\\evil.csv", b"x", "a place where none may be"),
])
def test_a_changed_file_is_refused_with_its_name(frozen: Path, name: str, data: bytes | None, says: str) -> None:
    told = refused(rezipped(frozen, {name: data}))

    assert says in told
    assert name.rpartition("\\")[2] in told


def test_nothing_is_written_outside_the_folder_of_the_snapshot(frozen: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    other = rezipped(frozen, {"../evil.csv": b"x"})

    refused(other)
    assert sorted(tmp_path.iterdir()) == sorted([*before, other])
    with laid_out(read_snapshot(frozen)) as (folder, _):
        assert {path.relative_to(folder).parts[0] for path in folder.rglob("*")} == {
            "plans", "settings", "shipped", "answer"}
    assert not folder.exists()


def test_a_bomb_is_refused_before_it_goes_off(frozen: Path, tmp_path: Path) -> None:
    bomb = rezipped(frozen, {"plans/0001-posts.yaml": bytes(300_000_000)})
    many = tmp_path / "many.zip"
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"plans/{number}", b"")

    assert "times its size" in refused(bomb)
    assert "parts, more than the limit" in refused(many)


def test_what_is_no_snapshot_is_refused(tmp_path: Path) -> None:
    for name, data in {"empty.zip": b"", "text.zip": b"key,title\n", "cut.zip": b"PK\x03\x04"}.items():
        (tmp_path / name).write_bytes(data)
        refused(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "plain.zip", "w") as archive:
        archive.writestr("strategies.csv", "key,title\na,A\n")
    assert "is not a snapshot of ours" in refused(tmp_path / "plain.zip")
    code, _, told = run("compare", tmp_path / "plain.zip", tmp_path / "plain.zip")
    assert (code, "is not a snapshot of ours" in told) == (2, True)
    assert run("check", tmp_path / "none.zip")[0] == 2


@pytest.mark.parametrize("change", [
    lambda said, _: said.update(schema="goldthread.snapshot/2"),
    lambda said, _: said.update(plans=[{"name": "a.csv", "stored": "../a.csv"}]),
    lambda said, _: said.update(plans=[{"name": "a.csv", "stored": "answer/check.json"}]),
    lambda said, _: said.update(plans=[{"name": "a\x1b.csv", "stored": None}]),
    lambda said, _: said.update(plans=7),
    lambda said, _: said.update(settings="/etc/passwd"),
    lambda said, _: said.update(options={"rules": "options/rules/../../x"}),
    lambda said, _: said.update(options={"shell": "options/x"}),
    lambda said, _: said.update(asOf="today"),
    lambda said, _: said.update(problems=[["no-such-code", "", [], None, None, None]]),
    lambda said, _: said.update(default=None),
    lambda said, _: said.update(problems=[["path-missing", "m", [[], None, None, None, None, None], None, None, None]]),
    lambda said, _: said.update(problems=[["path-missing", "m", [None] * 4 + ["7", None], None, None, None]]),
    lambda said, _: said.update(problems=[["path-missing", "m", [None] * 9, None, None, None]]),
    lambda said, _: said.update(problems=[["path-missing", "m", [None] * 4 + [True, None], None, None, None]]),
    lambda said, _: said.update(problems=[["path-missing", {}, [None] * 6, None, None, None]]),
    lambda said, _: said.update(problems=[[[], "m", [None] * 6, None, None, None]]),
    lambda said, _: said.update(problems=["abcdef"]),
    lambda said, _: said.update(default={"planSet": "ashby", "title": "A\x1b[31m"}),
    lambda said, _: said.update(default={"planSet": "ash\x1bby", "title": "A"}),
    lambda said, _: said.update(default={"planSet": "A shby", "title": "A"}),
    lambda said, _: said.update(default={"planSet": "ashby", "title": "A\ud800"}),
    lambda said, _: said.update(program="\udfff"),
    lambda said, _: said.update(select=["\ud83d"]),
    lambda said, _: said.update(plans=[{"name": "\ud800.csv", "stored": None}]),
    lambda said, _: said.update({"\ud800": 1}),
    lambda said, _: said.update(mapping="../x"),
    lambda said, _: said.update(mapping="plans/none.yaml"),
    lambda said, _: said.update(mapping=7),
    lambda said, parts: parts.update({"/".join(["settings", *(["d" * 200] * 29), "x"]): b"x"}),
    lambda said, parts: parts.update({"settings/" + "\u20ac" * 199: b"x"}),
    lambda said, parts: parts.update({"settings/a\x9bm": b"x"}),
    lambda said, parts: parts.update({"shipped/rules/owners.yaml": b"- code: X"}),
    lambda said, parts: parts.update({"settings/a": b"", "settings/a/b": b"x"}),
])
def test_a_list_that_asks_for_harm_is_refused(frozen: Path, change) -> None:
    refused(relisted(frozen, change))


def test_a_snapshot_is_opened_alone_and_with_nothing_of_what_it_has_itself(frozen: Path, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("[]", encoding="utf-8")

    assert "opened alone" in refused(frozen, tmp_path / "ashby")
    assert "its own rules" in refused(frozen, "--rules", tmp_path / "r.yaml")
    assert serve([frozen], Options(settings=tmp_path / "r.yaml")) == 2


def test_a_snapshot_is_not_written_over_and_ends_in_zip(frozen: Path, tmp_path: Path) -> None:
    before = frozen.read_bytes()

    assert run("freeze", tmp_path / "ashby", "--output", frozen)[0] == 2
    assert frozen.read_bytes() == before
    assert run("freeze", tmp_path / "ashby", "--output", tmp_path / "s.tar")[0] == 2
    assert run("freeze", frozen, "--output", tmp_path / "s.zip")[0] == 2


def test_plans_that_cannot_be_read_are_not_frozen(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()

    assert run("freeze", tmp_path / "plans", "--output", tmp_path / "s.zip")[0] == 2
    assert run("freeze", tmp_path / "nowhere", "--output", tmp_path / "s.zip")[0] == 2
    assert not (tmp_path / "s.zip").exists()


def test_a_snapshot_that_changed_is_no_exception_to_whoever_opens_it(frozen: Path) -> None:
    opened = open_plans([rezipped(frozen, {ANSWER: b"{}"})])

    assert opened.nothing_read
    assert [told.code for told in opened.store.about().problems] == ["snapshot"]
    with pytest.raises(SnapshotError, match=r"answer/check\.json"):
        read_snapshot(frozen.with_name("changed-ashby.zip"))


def test_what_cannot_be_laid_out_is_told_with_the_name_of_the_snapshot(frozen: Path) -> None:
    long = relisted(frozen, lambda _, parts: parts.update({"settings/" + "\u20ac" * 199: b"x"}))
    problems = json.loads(run("check", long, "--format", "json")[1])["problems"]

    assert [(one["file"], one["message"]) for one in problems] == [
        ("relisted.zip", "The files of the snapshot cannot be laid out.")]


def test_of_a_file_in_place_of_its_own_only_the_name_is_told(frozen: Path, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("[]", encoding="utf-8")
    code, answer, told = run("check", frozen, "--rules", tmp_path / "r.yaml", "--format", "json")

    assert code == 2
    assert json.loads(answer)["problems"][0]["value"] == "r.yaml"
    assert str(tmp_path) not in answer + told


def listed_as(was: Path, change: Callable[[dict[str, Any]], object], more: dict[str, bytes]) -> Path:
    """The snapshot with its list changed as it stands, whether that is true or not, and files added."""
    with zipfile.ZipFile(was) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(parts[MANIFEST])
    change(said)
    out = was.with_name("listed.zip")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**parts, **more, MANIFEST: json.dumps(said).encode()}.items():
            new.writestr(name, data)
    return out


def test_nothing_is_unpacked_before_the_list_is_checked(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(snapshot, "unpack", never)
    noise = os.urandom(100_000)

    assert "was added" in refused(listed_as(frozen, lambda said: None, {"plans/0099-more.csv": noise}))
    assert "is missing" in refused(listed_as(frozen, lambda said: said["files"].update(
        {"plans/0099-more.csv": {"sha256": "0" * 64, "bytes": 7}}), {}))
    assert "was changed" in refused(listed_as(frozen, lambda said: said["files"]["plans/0001-posts.yaml"].update(
        bytes=8), {}))
    for wrong in (None, "8", True, -1):
        assert refused(listed_as(frozen, lambda said, wrong=wrong: said["files"]["plans/0001-posts.yaml"].update(
            bytes=wrong), {}))
    with zipfile.ZipFile(frozen.with_name("none.zip"), "w") as archive:
        archive.writestr("plans/a.csv", noise)
    assert "is not a snapshot of ours" in refused(frozen.with_name("none.zip"))


def test_a_list_that_is_larger_than_any_is_refused(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "MOST_OF_LIST", 1_000)

    assert "larger than any of its sort" in refused(frozen)


def test_an_answer_that_is_larger_than_any_is_no_baseline(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_read, "MOST_BYTES", 1_000)
    code, _, told = run("compare", frozen, frozen)

    assert (code, "larger than any check" in told) == (2, True)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text()
    | st.sampled_from(["\ud800", "\x1b[0m", "../x", "plans/0", "plans/0001-posts.yaml", "options/rules/x"]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=6)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_list_with_anything_in_any_of_its_places_does_no_harm(frozen: Path, data: st.DataObject) -> None:
    anything = data.draw(ANYTHING)
    name = data.draw(st.sampled_from(["program", "asOf", "default", "settings", "mapping", "options", "select",
                                      "ignore", "plans", "problems", "files", "schema"]))
    inside = data.draw(st.booleans())

    def change(said: dict[str, Any]) -> None:
        if inside and isinstance(said[name], dict) and said[name]:
            said[name][min(said[name])] = anything
        elif inside and isinstance(said[name], list):
            said[name].append(anything)
        else:
            said[name] = anything

    assert words_of(listed_as(frozen, change, {})).isprintable()


def words_of(changed: Path) -> str:
    """What a snapshot says of its plans, or why it is refused."""
    try:
        with laid_out(read_snapshot(changed)) as (_, there):
            return there.settings.title
    except SnapshotError as error:
        return str(error)
