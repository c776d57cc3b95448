"""Freezes plans: one archive with the plan files, what they were read with, our rules as they are now, the answer.

The answer is worked out from the archive itself, so that what is frozen can be rebuilt by construction. The archive
has the same bytes for the same files and the same program.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_api.clock import today
from graph_api.options import Options
from graph_api.saved_read import frozen_answer
from graph_api.thawing import program_version
from loaders.files import MAPPING_FILE, PlanFile, is_there, read_bytes
from loaders.formats import format_of
from loaders.found import Found, find
from loaders.manifest import MANIFEST, ROLES, SCHEMA, SnapshotError, digest, is_place
from loaders.parsed import MEGABYTE
from loaders.problems import problem
from loaders.settings import FolderSettings, named_after
from loaders.shipped import KINDS, shipped_files
from loaders.snapshot import OPEN_LIMITS, is_snapshot
from schema.records import Problem

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that every file in the archive bears."""
UNSAFE = re.compile(r"[^\w. -]", re.ASCII)
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is to be frozen: files by their places, and what the snapshot says of itself but for its files."""

    files: Mapping[str, bytes]
    said: Mapping[str, Any]

    @property
    def plan_files(self) -> int:
        """How many plan files are held."""
        return sum(one["stored"] is not None for one in self.said["plans"])

    @property
    def as_of(self) -> str:
        """The date that it is frozen for."""
        return str(self.said["asOf"])

    def archive(self, answers: Mapping[str, bytes] | None = None) -> bytes:
        """The archive, with the answers by their places."""
        files = {**self.files, **(answers or {})}
        listed = {name: {"sha256": digest(data), "bytes": len(data)} for name, data in sorted(files.items())}
        manifest = json.dumps({**self.said, "files": listed}, ensure_ascii=False, indent=2) + "\n"
        return _zipped({**files, MANIFEST: manifest.encode()})


def gather(paths: Sequence[Path], options: Options, as_of: datetime.date | None = None) -> Gathered:
    """All that an old report needs of the plans of some paths; SnapshotError where a file cannot be read or kept.

    The date is the one given, else the folder's own, else today.
    """
    found = find(paths, options.settings, options.mapping, None if options.rules is None else [options.rules],
                 options.findings)
    files, plans = dict[str, bytes](), list[dict[str, str | None]]()
    for number, file in enumerate(found.files, 1):
        stored = f"plans/{number:04}-{_plain(file.name)}" if format_of(file.name) else None
        if stored is not None:
            files[stored] = _bytes(file.path, file.name)
        plans.append({"name": file.name, "stored": stored})
    given = dict(_options(options))
    for place, path in (*_named_by_settings(found), *given.items()):
        if is_there(path):  # what is not there is told again, and what we ship is frozen as such
            files[_fit(place)] = _saved(path) if place.startswith("options/baseline/") else _bytes(path, path.name)
    for kind in KINDS:
        files |= {f"shipped/{kind}/{entry.name}": entry.read_bytes() for entry in shipped_files(kind)}
    return Gathered(files, {**_about(paths, found, as_of), **_asked(options, given), "plans": plans})


def _about(paths: Sequence[Path], found: Found, as_of: datetime.date | None) -> dict[str, Any]:
    """What the snapshot says of the plans: who they are, their date, where their settings and mapping stand."""
    default, said = named_after(paths), found.settings
    return {
        "schema": SCHEMA, "program": program_version(),
        "asOf": as_of.isoformat() if as_of else said.as_of or today().isoformat(),
        "default": {"planSet": default.plan_set, "title": default.title},
        "settings": f"settings/{said.file.name}" if said.file else None,
        "mapping": _mapping_place(said) if said.mapping and is_there(said.mapping) else None,
        "problems": [_problem(told) for told in found.problems]}


def _asked(options: Options, given: Mapping[str, Path]) -> dict[str, Any]:
    """What the command says beside the paths."""
    return {"options": {place.split("/")[1]: place for place in given},
            "select": list(options.select), "ignore": list(options.ignore)}


def _named_by_settings(found: Found) -> Iterator[tuple[str, Path]]:
    """The settings and the files that they name, at the same places beside them; and the mapping, wherever it lies."""
    said = found.settings
    files = (said.file, *said.rules, *said.findings, *said.slips, said.waivers, *said.frameworks)
    for path in filter(None, files):
        if place := _beside(said, path):
            yield place, path
    if said.mapping:
        yield _mapping_place(said), said.mapping


def _mapping_place(said: FolderSettings) -> str:
    """Where the mapping is kept: beside the settings, if it lies there, or else apart."""
    return (_beside(said, said.mapping) if said.mapping else None) or f"plans/{MAPPING_FILE}"


def _beside(said: FolderSettings, path: Path) -> str | None:
    """The place of a file that lies beside the settings or below; None of any other."""
    folder = said.file.parent if said.file else None
    if folder is None or not path.is_relative_to(folder):
        return None
    beside = Path(os.path.normpath(path.relative_to(folder))).as_posix()
    return None if beside.split("/")[0] == ".." else f"settings/{beside}"


def _fit(place: str) -> str:
    """The place, if a snapshot may have a file there."""
    if not is_place(place):
        raise SnapshotError(problem(
            "snapshot", "A snapshot cannot hold a file of this name.", value=place.rpartition("/")[2],
            expected="a name of at most 200 signs, none of them a colon or a backslash", remedy="Rename the file."))
    return place


def _options(options: Options) -> Iterator[tuple[str, Path]]:
    """The places of the files that a command names; a baseline is kept as a saved check, whatever it stood in."""
    for role in ROLES:
        path: Path | None = getattr(options, role)
        if path is not None:
            name = f"{path.stem}.json" if role == "baseline" else path.name
            place = f"options/{role}/{name}"
            yield place if is_place(place) else f"options/{role}/{_plain(name)}", path


def _saved(path: Path) -> bytes:
    """A saved check, out of a snapshot if it stands in one."""
    return frozen_answer(path) if is_snapshot(path) else _bytes(path, path.name)


def _bytes(path: Path, name: str) -> bytes:
    data, problems = read_bytes(PlanFile(path, name), int(OPEN_LIMITS["fileMegabytes"] * MEGABYTE))
    if data is None:
        raise SnapshotError(problems[0])
    return data


def _plain(name: str) -> str:
    """The last part of a name with letters, figures and signs that any disk can hold."""
    return UNSAFE.sub("_", name.rpartition("/")[2])[-LONGEST:].lstrip(". ") or "file"


def _problem(told: Problem) -> list[Any]:
    return [told.code, told.message, list(told.source), told.value, told.expected, told.remedy]


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as an archive: by name, all of one time, so that the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in sorted(files.items()):
            about = zipfile.ZipInfo(name, EPOCH)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            archive.writestr(about, data)
    return out.getvalue()
