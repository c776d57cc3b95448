"""Paths that no disk can hold and options that say nothing: told in plain words, with 2, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from snapshots import council, run

LONG = "n" * 300
PLAIN = {"check", "compare", "freeze", "report", "convert", "generate", "template", "map", "thread", "framework", "200",
         "kloe", "strategy:a"}


@pytest.mark.parametrize("command", [
    ["check", "LONG"], ["check", "LONG.zip"], ["check", "LONG.csv"], ["check", "ashby", "--mapping", "LONG.yaml"],
    ["check", "ashby", "--settings", "LONG.yaml"], ["check", "ashby", "--baseline", "LONG.zip"],
    ["compare", "LONG.json", "LONG.json"],
    ["freeze", "LONG", "--output", "s.zip"], ["freeze", "ashby", "--output", "LONG.zip"],
    ["report", "ashby", "--output", "LONG.html"], ["report", "LONG", "--output", "r.html"],
    ["convert", "ashby", "--output", "LONG.json"], ["convert", "ashby", "--output", "LONG"],
    ["convert", "ashby", "--output", "out.json", "--losses", "LONG.json"],
    ["generate", "--items", "200", "--output", "LONG"],
    ["generate", "--items", "200", "--output", "made", "--expected", "LONG.csv"],
    ["template", "LONG.xlsx"], ["map", "LONG.csv"], ["thread", "LONG", "strategy:a"], ["framework", "kloe", "LONG"],
])
def test_a_name_that_is_too_long_is_told(command: list[str], tmp_path: Path) -> None:
    council(tmp_path / "ashby")
    places = [str(tmp_path / word.replace("LONG", LONG)) if word[0] != "-" and "/" not in word and word not in PLAIN
              else word for word in command]
    code, _, told = run(*places)

    assert code == 2 or "--mapping" in command
    assert told
    assert "Traceback" not in told



@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("words", [",", "", " , "])
def test_a_selection_of_nothing_is_refused(option: str, words: str, tmp_path: Path) -> None:
    council(tmp_path / "ashby")
    code, answer, told = run("check", tmp_path / "ashby", option, words)

    assert (code, answer) == (2, "")
    assert "names no rule" in told
