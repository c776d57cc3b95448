"""A made-up council as a plan folder: one table a kind, written row by row, and settings that say what it is."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_api.generate.council import make
from graph_api.generate.expected import write_expected
from graph_api.generate.plan import AS_OF
from graph_api.generate.rows import HEADINGS, Row
from schema.kinds import KIND

if TYPE_CHECKING:
    from io import TextIOWrapper

    from graph_api.generate.names import Named

SETTINGS, LIST, LINKS = "goldthread.yaml", "strategy-names.yaml", "links.csv"
MARK = "# Written by goldthread generate: all tables in this folder may be replaced.\n"
"""The first line of our settings. Only a folder that bears it is cleared for another council."""
FILES = {**{kind: f"{KIND[kind].plural}.csv" for kind in HEADINGS if kind != "Link"}, "Link": LINKS}
LARGE = 100_000
"""From so many items on the largest table may pass the usual limit for a file, so the settings raise it."""
BYTES_AN_ITEM = 200


class FolderInUseError(FileExistsError):
    """The folder holds files of somebody else, which would be read together with ours."""


def write_council(
    folder: Path, items: int = 1000, seed: int = 2008, expected: Path | None = None, *, defects: bool = True
) -> int:
    """Write a made-up council to a folder, made where it is not there; gives the number of items.

    The same items and seed give the same bytes. Tables of an earlier council there are replaced, whose settings must
    bear our mark; OSError where the folder holds anything else but a README. `expected`, the gaps to expect as
    CSV, must lie outside the folder, where it would be read as a plan. Without `defects` the council has no gap.
    """
    if expected is not None and expected.resolve().is_relative_to(folder.resolve()):
        raise FolderInUseError(f"{expected} lies in the plan folder and would be read as a plan.")
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    _write(folder, MARK)  # first, so that a folder that was left half written can be written again
    with _Tables(folder) as tables:
        made = make(items, seed, tables.write, defects=defects)
    _write(folder, settings(made.name, items, seed, made.items))
    if expected is not None:
        write_expected(made.expected, expected)
    return made.items


def settings(name: Named, items: int, seed: int, made: int) -> str:
    """The text of goldthread.yaml: it says that the council is made up and for which day it was made."""
    lines = [
        f"planSet: {name.slug}-{AS_OF[:4]}",
        f"title: {name.title}, {AS_OF[:4]} (made up)",
        "about: >-",
        f"  {name.title} does not exist. Its plans were made by goldthread generate with {items} items and seed",
        f"  {seed}, with faults put in on purpose, so that every rule has something to find.",
        "madeUp: true",
        f"asOf: {AS_OF}",
    ]
    if made > LARGE:
        lines += ["limits:", f"  fileMegabytes: {made * BYTES_AN_ITEM // 1_000_000}", f"  rows: {made}"]
    return MARK + "\n".join(lines) + "\n"


def _write(folder: Path, text: str) -> None:
    (folder / SETTINGS).write_text(text, encoding="utf-8", newline="\n")


def _clear(folder: Path) -> None:
    """Take away what an earlier council left; OSError where anything is there that nobody says is ours."""
    ours = {SETTINGS, LIST, *FILES.values()}
    found = [file for file in folder.iterdir() if file.name != "README.md"]
    others = sorted(file.name for file in found if file.name not in ours)
    if others:
        raise FolderInUseError(f"{folder} holds {others[0]}, which is not ours. Name an empty folder.")
    if found and not _is_ours(folder):
        raise FolderInUseError(
            f"{folder} holds plans, and its {SETTINGS} does not say that goldthread generate wrote them. "
            "Name an empty folder.")
    for file in found:
        file.unlink()


def _is_ours(folder: Path) -> bool:
    """Whether the settings of a folder bear our mark."""
    try:
        with (folder / SETTINGS).open("rb") as settings_file:
            return settings_file.readline(len(MARK) + 2).replace(b"\r", b"") == MARK.encode()
    except FileNotFoundError:
        return False


class _Tables:
    """The open tables of a folder, each begun with its headings when its first row comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.streams: dict[str, TextIOWrapper] = {}
        self.writers: dict[str, Any] = {}

    def __enter__(self) -> _Tables:
        return self

    def __exit__(self, *error: object) -> None:
        for stream in self.streams.values():
            stream.close()

    def write(self, row: Row) -> None:
        """Write one row to the table of its kind."""
        if row.listed:
            self._name(row)
            return
        writer = self.writers.get(row.kind) or self._begin(row.kind)
        cells = row.cells
        writer.writerow([cells.get(heading, "") for heading in HEADINGS[row.kind]])

    def _begin(self, kind: str) -> Any:
        stream = self._open(FILES[kind])
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([heading.replace("_", " ") for heading in HEADINGS[kind]])
        self.writers[kind] = writer
        return writer

    def _name(self, row: Row) -> None:
        """One name for the table that only names things."""
        if LIST not in self.streams:
            self._open(LIST).write(f"asks: list\n{row.kind}:\n")
        self.streams[LIST].write(f"  - {{key: {row.cells['key']}, title: {_plain(row.cells['title'])}}}\n")

    def _open(self, name: str) -> TextIOWrapper:
        stream = (self.folder / name).open("w", encoding="utf-8", newline="")
        self.streams[name] = stream
        return stream


def _plain(text: str) -> str:
    """A title for YAML: ours are plain words, and anything else would need quotes."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z -]*", text):
        raise ValueError(f"{text!r} needs quotes in YAML")
    return text
