"""The page on quarters says what the commands say, and names every standing and every reason."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from graph_api.reports.since_words import GONE, NEW, NOT_CHECKED
from graph_api.results import Standing, Why

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "quarters.md").read_text(encoding="utf-8")


def test_the_page_is_what_its_commands_answer() -> None:
    """`make docs` writes it anew."""
    script = ROOT / "examples" / "quarters_page.py"
    done = subprocess.run([sys.executable, script, "--check"], check=False, timeout=120)  # noqa: S603 - our own script

    assert done.returncode == 0


def test_the_page_has_every_standing() -> None:
    for wanted in Standing:
        assert wanted.value.replace("-", " ") in PAGE


def test_every_reason_has_words() -> None:
    assert {*GONE, *NEW, *NOT_CHECKED} == set(Why)
