"""The first and the last day that there is: every command answers for them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from builders import ROOT
from typer.testing import CliRunner

from graph_api.cli.app import app
from graph_api.reports.timeline_svg import timeline_svg

MODEL = ROOT / "examples" / "model-council"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9998-12-31"])
def test_every_command_answers_for_the_ends_of_time(day: str, tmp_path: Path) -> None:
    commands = [
        ("check", MODEL, "--as-of", day, "--format", "json"), ("check", MODEL, "--as-of", day),
        *(("report", MODEL, "--as-of", day, "--output", tmp_path / f"r.{form}") for form in ("html", "md", "json")),
        ("freeze", MODEL, "--as-of", day, "--output", tmp_path / "s.zip"),
        ("framework", "kloe", MODEL, "--as-of", day),
    ]
    for command in commands:
        done = CliRunner().invoke(app, [str(word) for word in command])
        assert done.exception is None or isinstance(done.exception, SystemExit), (command, done.exception)
        assert done.exit_code in {0, 1}, (command, done.stderr)


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max])
def test_a_time_axis_may_end_with_time(day: datetime.date) -> None:
    assert f"{day.year}" in timeline_svg([], day)
