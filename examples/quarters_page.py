"""Writes docs/quarters.md, whose example is run: `make docs`. With --check it says whether the page is true."""

from __future__ import annotations

import os
import re
import shlex
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from typer.testing import CliRunner

from graph_api.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
PAGE, TEXT = ROOT / "docs" / "quarters.md", Path(__file__).with_name("quarters.txt")
STEP = re.compile(
    r"^(?:```file (?P<file>\S+)\n(?P<text>.*?)^```|```run\n(?P<commands>.*?)^```)$", re.DOTALL | re.MULTILINE)
MADE = "<!-- Made from examples/quarters.txt by `make docs`; a test fails when it is not true. -->\n"


def main() -> int:
    """Write the page, or with --check end with 1 where it is not what the commands say."""
    text = page()
    if sys.argv[1:] == ["--check"]:
        return int(not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """The page, with its files written and its commands run one after the other in a folder of their own."""
    with TemporaryDirectory() as folder, chdir(folder):
        return MADE + STEP.sub(_step, TEXT.read_text(encoding="utf-8"))


def _step(step: re.Match[str]) -> str:
    """One block: a file that is written, or commands with what they answer."""
    if step["file"]:
        file = Path(step["file"])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(step["text"], encoding="utf-8")
        return f"`{file}`\n\n```\n{step['text']}```"
    return "```\n" + "".join(map(_answered, step["commands"].splitlines())) + "```"


def _answered(command: str) -> str:
    """A command line and its answer; `> FILE` writes the answer there, `| tail -N` shows its last lines."""
    shown, _, file = command.partition(" > ")
    shown, _, last = shown.partition(" | tail -")
    done = CliRunner().invoke(app, shlex.split(shown)[1:], env={"COLUMNS": "120"})
    answer = done.stdout or done.stderr
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    if file:
        Path(file).parent.mkdir(exist_ok=True)
        Path(file).write_text(done.stdout, encoding="utf-8")
        answer = ""
    lines = answer.splitlines()[-int(last):] if last else answer.splitlines()
    return "".join(f"{line}\n" for line in [f"$ {command}", *lines])


if __name__ == "__main__":
    os.environ["GOLDTHREAD_CACHE"] = os.environ.get("GOLDTHREAD_CACHE", "off")
    sys.exit(main())
