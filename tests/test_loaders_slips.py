"""Slips in papers are told with their place and never corrected."""

from __future__ import annotations

from pathlib import Path

from loaders.load import load

SLIPS = """
- {document: "003", paragraph: rec F, value: 2006/07, why: The year had begun., expected: a later year}
- {document: "003", paragraph: "4", value: x}
- {document: "003", wy: x}
- just words
"""


def test_slips_are_problems_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "goldthread.yaml").write_text("slips: [slips.yaml]\n", encoding="utf-8")
    (tmp_path / "slips.yaml").write_text(SLIPS, encoding="utf-8")
    told = [problem for problem in load([tmp_path]).loaded.problems if problem.code != "file-empty"]

    assert [problem.code for problem in told] == ["paper-slip", "slips-file", "slips-file", "slips-file"]
    assert told[0].message == "003 rec F: The year had begun."
    assert (told[0].value, told[0].expected, told[0].source.row) == ("2006/07", "a later year", 2)
    assert told[1].message == "The slip has no why."


def test_a_file_that_is_no_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "goldthread.yaml").write_text("slips: slips.yaml\n", encoding="utf-8")
    (tmp_path / "slips.yaml").write_text("a: 1\n", encoding="utf-8")

    assert "slips-file" in [problem.code for problem in load([tmp_path]).loaded.problems]
