"""Snapshots: one archive with all that an old report needs. Read here, checked against its own list, and laid out.

Nothing of an archive decides where a file is written but the few places named here, and a file that is not as long
or not the same as the list says is refused with its name.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from loaders.archive import unpack
from loaders.files import MAPPING_FILE, PlanFile, read_bytes
from loaders.found import Found
from loaders.json_plan import read_json, too_deep
from loaders.parsed import LIMITS, MEGABYTE
from loaders.problems import problem
from loaders.settings import FolderSettings, read_settings
from schema.problems import PROBLEMS
from schema.records import Problem, Source

SCHEMA, MANIFEST = "goldthread.snapshot/1", "snapshot.json"
ANSWER, REPORT = "answer/check.json", "answer/report.html"
ROLES = ("mapping", "rules", "findings", "waivers", "baseline")
"""What a command can name beside the plans."""
OPEN_LIMITS: Mapping[str, float] = {
    **LIMITS, "fileMegabytes": 1_000, "unpackedMegabytes": 2_000, "unpackedRatio": 500, "archiveEntries": 20_000}
"""What a snapshot may hold: more than a single file of plans."""
STORED = re.compile(r"(?:plans|settings|options|shipped|answer)(?:/[^/\\:\x00-\x1f\x7f]{1,200}){1,30}")


class SnapshotError(ValueError):
    """The file is no snapshot that can be opened; `problem` says why."""

    def __init__(self, told: Problem) -> None:
        where = f"{told.source.file}: " if told.source.file else ""
        super().__init__(f"{where}{told.message}" + (f" ({told.value})" if told.value else ""))
        self.problem = told


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself.

    `plans` are (name, place in the archive) of the plan files; no place where a file was not read. `default` is the
    name and title that the plan set has where no file tells it. `options` gives places, or the name of what we
    ship, by role.
    """

    program: str
    as_of: datetime.date
    default: tuple[str, str]
    plans: tuple[tuple[str, str | None], ...]
    settings: str | None = None
    options: Mapping[str, str] | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def option(self, role: str) -> str | None:
        """The place of what a command named in that role."""
        return (self.options or {}).get(role)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot as read: what it says of itself, and its files by their places."""

    manifest: Manifest
    files: Mapping[str, bytes]


def is_snapshot(path: Path) -> bool:
    """Whether the path is one to open as a snapshot: an archive that somebody gives by its name."""
    return path.suffix.lower() == ".zip" and not path.is_dir()


def read_snapshot(path: Path) -> Frozen:
    """The snapshot in a file; SnapshotError where it is damaged, was changed, or is none."""
    data, problems = read_bytes(PlanFile(path, path.name), int(OPEN_LIMITS["fileMegabytes"] * MEGABYTE))
    if data is None:
        raise SnapshotError(problems[0])
    unpacked = unpack(data, OPEN_LIMITS, lambda _name: True, holds_archives=True)
    if unpacked.problems:
        raise _error(path.name, unpacked.problems[0].message, unpacked.problems[0].value)
    return _Reader(path.name, unpacked.parts).frozen()


@contextmanager
def laid_out(frozen: Frozen) -> Iterator[tuple[Path, Found]]:
    """The snapshot's files in a folder of their own, gone afterwards, and what a load is to read of them."""
    with TemporaryDirectory(prefix="goldthread-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        places = {stored: folder / "plans" / str(number) for number, (_, stored) in enumerate(frozen.manifest.plans)
                  if stored is not None}
        try:
            for stored, data in frozen.files.items():
                _write(places.get(stored, folder / stored), data)
        except OSError as error:
            raise _error("", "The files of the snapshot cannot be laid out.", error.strerror) from error
        yield folder, _found(frozen.manifest, folder, places)


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _found(manifest: Manifest, folder: Path, places: Mapping[str, Path]) -> Found:
    """What a load reads. A file that was not read is given a path where nothing is."""
    own = folder / "settings" / MAPPING_FILE
    default = FolderSettings(*manifest.default, mapping=own if own.exists() else None)
    said, told = default, list[Problem]()
    if manifest.settings is not None:
        said, told = read_settings([], folder / manifest.settings, default)
    mapping, rules, findings = (named(manifest, folder, role) for role in ROLES[:3])
    return Found(
        said, tuple(told), mapping or said.mapping, said.rules if rules is None else (rules,),
        (findings,) if findings else said.findings,
        tuple(PlanFile(folder / "absent" if stored is None else places[stored], name)
              for name, stored in manifest.plans),
        manifest.problems)


def named(manifest: Manifest, folder: Path, role: str) -> Path | None:
    """The file that a command named in a role, where it is laid out; of what we ship, a path that is only a name."""
    stored = manifest.option(role)
    return None if stored is None else folder / stored


def is_place(stored: str) -> bool:
    """Whether a file may stand there: under one of the folders of a snapshot, and nowhere else."""
    return STORED.fullmatch(stored) is not None and {".", ".."}.isdisjoint(stored.split("/"))


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def _error(file: str, message: str, value: object = None) -> SnapshotError:
    return SnapshotError(problem("snapshot", message, source=Source(file=file), value=value))


class _Reader:
    """Reads what a snapshot says of itself and compares it with what is in it."""

    def __init__(self, name: str, parts: Mapping[str, bytes]) -> None:
        self.name, self.parts = name, parts

    def frozen(self) -> Frozen:
        """The whole, once it is as it says."""
        data = self.said()
        listed = self.part(data, "files", dict)
        empty = (stored for stored, about in listed.items() if isinstance(about, dict) and about.get("bytes") == 0)
        self.parts = {**dict.fromkeys(empty, b""), **self.parts}  # unpacking passes over what holds nothing
        for stored in sorted({*listed, *self.parts} - {MANIFEST}):
            self.same(stored, listed)
        return Frozen(self.manifest(data), {name: part for name, part in self.parts.items() if name != MANIFEST})

    def said(self) -> dict[str, Any]:
        """The list of a snapshot."""
        if MANIFEST not in self.parts:
            raise _error(self.name, "The archive is not a snapshot of ours: it has no list of what it holds.", MANIFEST)
        data, problems = read_json(self.parts[MANIFEST].decode("utf-8", "replace"), self.name)
        if problems or not isinstance(data, dict) or too_deep(data, int(LIMITS["depth"])):
            raise self.wrong()
        if data.get("schema") != SCHEMA:
            raise _error(self.name, f"The snapshot is of a form that is not known here, which opens {SCHEMA}.",
                         data.get("schema"))
        return data

    def same(self, stored: str, listed: Mapping[str, Any]) -> None:
        """Refuses a file that is missing, that nobody listed, whose place is strange, or whose bytes are others."""
        if not is_place(stored):
            raise _error(self.name, "A file in the snapshot has a place where none may be.", stored)
        if stored not in self.parts:
            raise _error(self.name, "A file is missing from the snapshot.", stored)
        if stored not in listed:
            raise _error(self.name, "A file was added to the snapshot after it was frozen.", stored)
        about = listed[stored]
        if not isinstance(about, dict) or about.get("sha256") != digest(self.parts[stored]):
            raise _error(self.name, "A file in the snapshot was changed after it was frozen.", stored)

    def manifest(self, data: dict[str, Any]) -> Manifest:
        """What the snapshot says, part by part."""
        default = self.part(data, "default", dict)
        options = self.part(data, "options", dict)
        plans = [self.plan(one) for one in self.part(data, "plans", list)]
        settings = data.get("settings")
        if settings is not None:
            self.place(settings, "settings/")
        for role, stored in options.items():
            if role not in ROLES:
                raise self.wrong(role)
            self.place(stored, f"options/{role}/", must_be_there=role != "mapping")
        try:
            as_of = datetime.date.fromisoformat(self.part(data, "asOf", str))
        except ValueError as error:
            raise self.wrong("asOf") from error
        return Manifest(
            self.part(data, "program", str), as_of,
            (self.part(default, "planSet", str), self.part(default, "title", str)), tuple(plans), settings, options,
            self.words(data, "select"), self.words(data, "ignore"),
            tuple(self.problem(one) for one in self.part(data, "problems", list)))

    def plan(self, one: Any) -> tuple[str, str | None]:
        if not isinstance(one, dict):
            raise self.wrong("plans")
        stored, name = one.get("stored"), self.part(one, "name", str)
        if stored is not None:
            self.place(stored, "plans/")
        if not name.isprintable():
            raise self.wrong("plans")
        return name, stored

    def place(self, stored: Any, under: str, *, must_be_there: bool = True) -> None:
        """Refuses a place that is strange, or where nothing is."""
        if not isinstance(stored, str) or not stored.startswith(under) or not is_place(stored):
            raise _error(self.name, "The list of the snapshot names a place where no file may be.", stored)
        if must_be_there and stored not in self.parts:
            raise _error(self.name, "A file is missing from the snapshot.", stored)

    def problem(self, one: Any) -> Problem:
        """A problem of finding the files, as it was then."""
        try:
            code, message, source, *rest = one
            if code not in PROBLEMS or len(rest) != 3 or not all(isinstance(part, str | None) for part in rest):
                raise self.wrong("problems")
            return Problem(code, str(message), Source(*source), *rest)
        except (TypeError, ValueError) as error:
            raise self.wrong("problems") from error

    def words(self, data: Mapping[str, Any], name: str) -> tuple[str, ...]:
        found = self.part(data, name, list)
        if not all(isinstance(word, str) for word in found):
            raise self.wrong(name)
        return tuple(found)

    def part(self, data: Mapping[str, Any], name: str, sort: type) -> Any:
        found = data.get(name)
        if not isinstance(found, sort):
            raise self.wrong(name)
        return found

    def wrong(self, name: str | None = None) -> SnapshotError:
        return _error(self.name, "The list of what the snapshot holds cannot be read.", name)
