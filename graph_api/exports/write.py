"""Any format, written whole or not at all: what is being written stands beside its place until it is finished."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from graph_api.exports.losses import Loss
from loaders import files
from loaders.csvw.read import NAME
from loaders.files import SETTINGS_FILE, PlanFile, read_text
from loaders.load import collector_paused
from loaders.yaml_plan import read_yaml
from schema.records import Loaded

Writer = Callable[[Loaded, Path], list[Loss]]
WRITERS: dict[str, str] = {
    "csv": "graph_api.exports.csvw:write_csvw",
    "graphml": "graph_api.exports.graphml:write_graphml",
    "json": "graph_api.exports.plan_files:write_json",
    "stratml": "graph_api.exports.stratml:write_stratml",
    "xlsx": "graph_api.exports.workbook:write_workbook",
    "yaml": "graph_api.exports.plan_files:write_yaml",
}
"""Every format and its writer, which is imported when it is wanted."""
SUFFIXES = {
    ".graphml": "graphml", ".json": "json", ".stratml": "stratml", ".xml": "stratml", ".xlsx": "xlsx",
    ".yaml": "yaml", ".yml": "yaml",
}


NO_PERSONAL = frozenset({"stratml"})
"""Formats that have no place for a personal field, whatever the plans hold."""
WE_SET = frozenset({"planSet", "title", "about", "madeUp", "limits"})
"""What a conversion writes into goldthread.yaml; more than that is somebody's own work."""


class NotOursError(FileExistsError):
    """The place to write to holds something that must not be written over."""


def format_of(output: Path) -> str | None:
    """The format that a name tells; a folder, or a name without suffix, is a folder of CSV; None for any other."""
    if files.is_folder(output) or not output.suffix:
        return "csv"
    return SUFFIXES.get(output.suffix.lower())


def is_folder(output: Path, sort: str) -> bool:
    """Whether a format is written as a folder: CSV always, StratML (a file a plan) where no file is named."""
    return sort == "csv" or (sort == "stratml" and SUFFIXES.get(output.suffix.lower()) != sort)


def formats() -> list[str]:
    """The formats that can be written here."""
    return [name for name, writer in WRITERS.items() if find_spec(writer.partition(":")[0]) is not None]


def write(loaded: Loaded, output: Path, sort: str) -> list[Loss]:
    """Writes a plan set in a format; gives what it does not hold.

    A file is replaced. A folder is replaced, whatever was changed in its tables, only if it is empty or holds just the
    files that a conversion to CSV wrote: else NotOursError. OSError where nothing can be written at all, ValueError
    where the format cannot hold such plans.
    """
    module, _, name = WRITERS[sort].partition(":")
    writer = cast(Writer, getattr(import_module(module), name))
    if is_folder(output, sort):
        _check_folder(output)
    elif output.is_dir():
        raise NotOursError(f"{output} is a folder. Name a file.")
    with _beside(output) as place:
        with collector_paused():
            losses = writer(loaded, place)
        _put(place, output)
    return losses


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """A place in the same folder, of the same name in a folder of its own, so that moving it is one step."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".goldthread-") as folder:
        yield Path(folder) / output.name


def _put(place: Path, output: Path) -> None:
    """Moves what was written into its place; an earlier folder is moved away first and deleted last."""
    if place.is_dir() and output.exists():
        earlier = place.with_name("earlier")
        output.replace(earlier)
        try:
            place.replace(output)
        except OSError:
            earlier.replace(output)
            raise
        shutil.rmtree(earlier)
    else:
        place.replace(output)


def _check_folder(output: Path) -> None:
    """NotOursError where a folder holds anything that an earlier conversion did not write."""
    if not output.exists():
        return
    if not output.is_dir():
        raise NotOursError(f"{output} is a file. Name a folder.")
    ours = _written_by_us(output)
    other = next((entry.name for entry in sorted(output.iterdir())
                  if entry.name not in ours or entry.is_symlink() or not entry.is_file()), None)
    if other == SETTINGS_FILE:
        raise NotOursError(f"{output} holds {other}, which says more than a conversion writes. Name another folder.")
    if other is not None:
        raise NotOursError(f"{output} holds {other}, which was not written by a conversion. Name another folder.")


def _written_by_us(folder: Path) -> set[str]:
    """The files of a folder that our metadata describes, the metadata itself, and the settings if they are ours."""
    try:
        tables = json.loads((folder / NAME).read_text(encoding="utf-8"))["tables"]
        ours = {table["url"] for table in tables if "asks" in table["notes"][0]}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return set()
    return {*ours, NAME, SETTINGS_FILE} if _settings_are_ours(folder / SETTINGS_FILE) else {*ours, NAME}


def _settings_are_ours(file: Path) -> bool:
    """Whether settings say no more than a conversion writes: a folder that names its findings or waivers is in use."""
    text, _ = read_text(PlanFile(file, file.name))
    data, problems = (None, []) if text is None else read_yaml(text, file.name)
    return isinstance(data, dict) and not problems and data.keys() <= WE_SET
