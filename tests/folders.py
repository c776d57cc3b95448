"""Plan folders in a few lines: files as text, loaded, and what to look for in the answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from loaders.load import LoadedFolder, load
from schema.records import Item, Link, Loaded, Problem


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files into a folder; text as UTF-8."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def load_files(folder: Path, files: Mapping[str, str | bytes]) -> Loaded:
    """What loading a folder with these files gives."""
    return load([write(folder, files)]).loaded


def load_folder(folder: Path, files: Mapping[str, str | bytes]) -> LoadedFolder:
    """The same, with settings and rules."""
    return load([write(folder, files)])


def item(loaded: Loaded, key: str) -> Item:
    """The item with that key."""
    return {found.key: found for found in loaded.items}[key]


def keys(loaded: Loaded) -> set[str]:
    """The keys of all items."""
    return {found.key for found in loaded.items}


def links(loaded: Loaded) -> set[tuple[str, str, str]]:
    """All links, dangling ones included, as (start, verb, end)."""
    return {(link.start, link.verb, link.end) for link in loaded.links}


def link(loaded: Loaded, verb: str) -> Link:
    """The only link of that verb."""
    (found,) = [one for one in loaded.links if one.verb == verb]
    return found


def codes(loaded: Loaded) -> list[str]:
    """The codes of all problems, in their order."""
    return [problem.code for problem in loaded.problems]


def problem(loaded: Loaded, code: str) -> Problem:
    """The only problem with that code."""
    (found,) = [one for one in loaded.problems if one.code == code]
    return found
