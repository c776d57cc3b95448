"""Builds the explorer from its sources: `python -m graph_api.web.build_explorer [--strict] [--force]`.

Nothing built or of others is kept in git, so a set-up runs this once. It fetches the packages that
`package-lock.json` pins by hash, bundles them, and leaves `explorer/dist/`. A second run with the same
sources does nothing. Goldthread works without the result: only the page of the explorer is missing then.
"""

import argparse
import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph_api.web.node import Node, UnavailableError, find_node, run

EXPLORER = Path(__file__).parent / "explorer"
DIST = EXPLORER / "dist"
STAMP = "built-from.txt"
SOURCES = ("package.json", "package-lock.json", "build.mjs", "licences.mjs", "index.html", "src")
# Few retries: a machine that is not on the internet should hear so in seconds. No package may run a script.
QUICK = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--prefer-offline")
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
# What npm says where the fault is in our lock file, or in what came over the line, and not in the line.
FAULTS = {"EINTEGRITY", "EJSONPARSE", "ERESOLVE", "EUSAGE"}


class BuildError(Exception):
    """The sources do not build, or a package is not the one that the lock file names."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 built, now or before, or out of reach (1 with `--strict`); 1 for a fault of ours."""
    asked = _parser().parse_args(arguments)
    if not asked.force and is_built():
        return 0
    try:
        build()
    except UnavailableError as error:
        print(f"The explorer was not built: {error}. All else works; try again later.", file=sys.stderr)
        return 1 if asked.strict else 0
    except BuildError as error:
        print(f"The explorer was not built: {error}", file=sys.stderr)
        return 1
    print(f"The explorer is built: {_size(DIST):.1f} MB.", file=sys.stderr)
    return 0


def is_built(sources: Path = EXPLORER, dist: Path = DIST) -> bool:
    """Whether `dist` was built, to the end, from these very sources."""
    stamp = dist / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == digest(sources)


def digest(sources: Path = EXPLORER) -> str:
    """One SHA-256, in hexadecimal, of the names and contents of all source files."""
    total = hashlib.sha256()
    for file in _files(sources):
        total.update(file.relative_to(sources).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def build(sources: Path = EXPLORER, dist: Path = DIST) -> None:
    """Builds `sources` in a folder of its own and replaces `dist` by the result, the stamp last.

    Raises UnavailableError if npm or Node cannot be had, BuildError if the fault is in the sources.
    """
    stamp = digest(sources)
    node = find_node()
    with tempfile.TemporaryDirectory(prefix="goldthread-explorer-") as name:
        folder = Path(name)
        for file in _files(sources):
            copy = folder / file.relative_to(sources)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        _fetch(node, folder)
        _bundle(node, folder)
        shutil.rmtree(dist, ignore_errors=True)
        shutil.copytree(folder / "dist", dist)
    (dist / STAMP).write_text(stamp + "\n", encoding="ascii")


def _fetch(node: Node, folder: Path) -> None:
    done = run([*node.npm, "ci", *QUIET, *QUICK], folder, node.environment())
    if not done.returncode:
        return
    said = re.search(r"npm (?:error|ERR!) code (\S+)", done.stderr)
    code = said[1] if said else f"exit code {done.returncode}"
    if code in FAULTS:
        raise BuildError(f"npm refused the packages ({code})\n{done.stderr.strip()}")
    raise UnavailableError(f"npm could not fetch the packages ({code})")


def _bundle(node: Node, folder: Path) -> None:
    done = run([str(node.program), "build.mjs"], folder, node.environment())
    if done.returncode:
        raise BuildError(f"build.mjs failed\n{done.stderr.strip()}")


def _files(sources: Path) -> Iterator[Path]:
    """All source files, in one order on every machine."""
    for name in SOURCES:
        path = sources / name
        found = path.rglob("*") if path.is_dir() else [path]
        yield from sorted((file for file in found if file.is_file()), key=Path.as_posix)


def _size(folder: Path) -> float:
    """Megabytes of all files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m graph_api.web.build_explorer", description="Builds the explorer's pages."
    )
    parser.add_argument("--strict", action="store_true", help="exit 1 where the registries cannot be reached")
    parser.add_argument("--force", action="store_true", help="build although dist/ is up to date")
    return parser


if __name__ == "__main__":
    sys.exit(main())
