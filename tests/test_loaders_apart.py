"""Parsing in another process, and keeping what was parsed: deadline, memory, damage, another file, another limit."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
import xlsxwriter
from folders import keys, load_files

from loaders.child import parse_apart
from loaders.files import PlanFile
from loaders.formats import BY_NAME
from loaders.kept import FOLDER, SETTING, Kept
from loaders.parsed import LIMITS, MOST, Grid, Mapped, Parsed, Passage
from loaders.problems import problem
from loaders.read_file import bounded, read_file
from schema.records import Source

WORKBOOK, YAML = BY_NAME["workbook"], BY_NAME["yaml"]


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv(SETTING, str(tmp_path / "kept"))
    return tmp_path / "kept" / FOLDER


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "strategies.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Strategies")
        sheet.write_row(0, 0, ["key", "title"])
        sheet.write_row(1, 0, ["housing", "Housing"])
    return path


def everything() -> Parsed:
    record = Mapped(3)
    record.lines["key"] = 4
    record["key"] = "a"
    record["supports"] = ["x", 1, None]
    document = Mapped(1)
    document["Strategy"] = [record, "stray"]
    return Parsed(
        [Grid("One", [["a", 1, 2.5, True, None], None, []], 3, True, "A title")], document,
        [Passage("4.5", "Text – with ¶", True, 7)], [problem("cell-type", source=Source(sheet="One", row=2), value=1)])


def test_all_that_a_parser_gives_goes_through_json_and_back():
    there = everything()
    back = Parsed.from_json(there.to_json())
    assert back == there
    assert back.document["Strategy"][0].line == 3
    assert back.document["Strategy"][0].lines == {"key": 4, "supports": 3}


def test_a_workbook_is_parsed_in_another_process(book):
    parsed = parse_apart(WORKBOOK, book.read_bytes(), LIMITS)
    assert parsed.problems == []
    assert [(grid.name, grid.rows) for grid in parsed.grids] == [
        ("Strategies", [["key", "title"], ["housing", "Housing"]])]


@pytest.mark.parametrize(("limits", "code", "named"), [
    ({"seconds": 0.001}, "parser-slow", "seconds"), ({"memoryMegabytes": 150}, "parser-memory", "memoryMegabytes")])
def test_a_parser_that_takes_too_much_is_given_up(limits, code, named):
    parsed = parse_apart(WORKBOOK, bytes(200_000_000), {**LIMITS, **limits})
    assert [told.code for told in parsed.problems] == [code]
    assert named in (parsed.problems[0].remedy or "")


def test_a_parser_that_falls_over_costs_one_file(book, monkeypatch, tmp_path):
    monkeypatch.setattr("loaders.child.sys.executable", "/bin/false")
    loaded = load_files(tmp_path / "in", {"actions.csv": "key,title\na,A\n", "strategies.xlsx": book.read_bytes(),
                                          "goldthread.yaml": "cache: no\n"})
    assert [(told.code, told.source.file) for told in loaded.problems] == [("parser-failed", "strategies.xlsx")]
    assert keys(loaded) == {"action:a"}


def test_the_second_run_parses_nothing(book, cache, monkeypatch):
    file = PlanFile(book, book.name)
    first = read_file(file, WORKBOOK, LIMITS, Kept())
    monkeypatch.setattr("loaders.read_file.parse_apart", None)
    again = read_file(file, WORKBOOK, LIMITS, Kept())
    assert again == first
    (kept,) = cache.iterdir()
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert json.loads(kept.read_text(encoding="utf-8"))


def test_another_file_or_another_limit_is_parsed_anew(book, cache):
    kept, data = Kept(), book.read_bytes()
    kept.keep(WORKBOOK, data, LIMITS, everything())
    assert kept.find(WORKBOOK, data, LIMITS) == everything()
    assert kept.find(WORKBOOK, data + b" ", LIMITS) is None
    assert kept.find(WORKBOOK, data, {**LIMITS, "rows": 5}) is None


def test_damage_in_what_was_kept_is_parsed_anew(book, cache):
    file = PlanFile(book, book.name)
    first = read_file(file, WORKBOOK, LIMITS, Kept())
    for damage in (b"", b"{", b"[]", b"[1,2,3,4]", b'[[["One"]],null,[],[]]', b"\xff"):
        (path,) = cache.iterdir()
        path.write_bytes(damage)
        assert read_file(file, WORKBOOK, LIMITS, Kept()) == first


def test_nothing_is_kept_where_that_is_wished(book, cache, monkeypatch):
    Kept(on=False).keep(WORKBOOK, book.read_bytes(), LIMITS, everything())
    monkeypatch.setenv(SETTING, "off")
    Kept().keep(WORKBOOK, book.read_bytes(), LIMITS, everything())
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_stops_nothing(book, cache):
    cache.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert read_file(PlanFile(book, book.name), WORKBOOK, LIMITS, Kept()).problems == []


def test_what_was_not_used_for_a_month_is_deleted(cache):
    kept = Kept()
    kept.keep(YAML, bytes(30_000), LIMITS, everything())
    (old,) = cache.iterdir()
    os.utime(old, (0, 0))
    Kept().keep(YAML, bytes(40_000), LIMITS, everything())
    assert old not in set(cache.iterdir())
    assert len(list(cache.iterdir())) == 1


def test_files_of_others_in_the_cache_folder_are_left_alone(cache):
    cache.mkdir(parents=True, mode=0o700)
    plans = cache / "my-plans.json"
    plans.write_text("{}", encoding="utf-8")
    os.utime(plans, (0, 0))
    Kept().keep(YAML, bytes(30_000), LIMITS, everything())
    assert plans.exists()


def test_a_folder_that_others_can_write_to_is_not_used(cache):
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    kept = Kept()
    kept.keep(YAML, bytes(30_000), LIMITS, everything())
    assert list(cache.iterdir()) == []


def test_what_was_given_up_is_tried_again_the_next_time(book, cache):
    file = PlanFile(book, book.name)
    slow = read_file(file, WORKBOOK, {**LIMITS, "seconds": 0.001}, Kept())
    assert [told.code for told in slow.problems] == ["parser-slow"]
    assert not cache.exists()


def test_an_answer_larger_than_the_limit_is_given_up():
    parsed = parse_apart(BY_NAME["lines"], b"a line\n" * 300_000, {**LIMITS, "unpackedMegabytes": 1, "rows": 400_000})
    assert [told.code for told in parsed.problems] == ["parser-memory"]
    assert "unpackedMegabytes" in (parsed.problems[0].remedy or "")


def test_a_large_file_that_may_unfold_is_parsed_apart(tmp_path, monkeypatch):
    monkeypatch.setattr("loaders.read_file.parse_apart", lambda *_: Parsed(problems=[problem("parser-slow")]))
    path = tmp_path / "actions.yaml"
    path.write_bytes(b"- a\n" * 600_000)
    parsed = read_file(PlanFile(path, path.name), BY_NAME["yaml"])
    assert [told.code for told in parsed.problems] == ["parser-slow"]


def test_problems_of_one_sort_are_told_one_by_one_only_so_often():
    told = bounded([problem("row-too-long")] * 5_000 + [problem("row-empty")])
    assert len(told) == 1_002
    assert told[-1].message == "4,000 more of the same sort are in this file."


@pytest.mark.parametrize("limit", LIMITS)
def test_no_limit_can_be_set_so_high_that_it_is_none(tmp_path, limit):
    loaded = load_files(tmp_path, {"actions.csv": "key,title\na,A\n",
                                   "goldthread.yaml": f"limits: {{{limit}: {int(MOST[limit])}}}\n"})
    assert loaded.problems == ()
    beyond = load_files(tmp_path, {"goldthread.yaml": f"limits: {{{limit}: {int(MOST[limit]) + 1}}}\n"})
    assert [found.code for found in beyond.problems] == ["settings"]
