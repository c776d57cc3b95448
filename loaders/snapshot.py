"""Snapshots: one archive with all that an old report needs. Read here, checked against its own list, and laid out.

Nothing of an archive decides where a file is written but the few places named here, and a file that is not as long
or not the same as the list says is refused with its name. The list is read and checked before anything else is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders.archive import open_one, unpack
from loaders.files import PlanFile, is_folder, read_bytes
from loaders.found import Found
from loaders.manifest import MANIFEST, ROLES, Manifest, SnapshotError, digest, read_manifest, refusal
from loaders.parsed import LIMITS, MEGABYTE
from loaders.settings import FolderSettings, read_settings
from schema.records import Problem

ANSWER, REPORT = "answer/check.json", "answer/report.html"
OPEN_LIMITS: Mapping[str, float] = {
    **LIMITS, "fileMegabytes": 1_000, "unpackedMegabytes": 2_000, "unpackedRatio": 500, "archiveEntries": 20_000}
"""What a snapshot may hold: more than a single file of plans."""
MOST_OF_LIST = 50 * MEGABYTE
"""What its list may hold: twice 20,000 names of files, which are as long as a place may be, and their digests."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot as read: what it says of itself, its files by their places, and what its own file is called."""

    manifest: Manifest
    files: Mapping[str, bytes]
    name: str = ""


def is_snapshot(path: Path) -> bool:
    """Whether the path is one to open as a snapshot: an archive that somebody gives by its name."""
    return path.suffix.lower() == ".zip" and not is_folder(path)


def read_snapshot(path: Path) -> Frozen:
    """The snapshot in a file; SnapshotError where it is damaged, was changed, or is none."""
    data, problems = read_bytes(PlanFile(path, path.name), int(OPEN_LIMITS["fileMegabytes"] * MEGABYTE))
    if data is None:
        raise SnapshotError(problems[0])
    found = open_one(data, OPEN_LIMITS, MANIFEST, MOST_OF_LIST)
    _refuse(path.name, found.problems)
    if found.part is None:
        raise refusal(path.name, "The archive is not a snapshot of ours: it has no list of what it holds.", MANIFEST)
    manifest = read_manifest(path.name, found.part, found.sizes)
    unpacked = unpack(data, OPEN_LIMITS, lambda name: name != MANIFEST, holds_archives=True)
    _refuse(path.name, unpacked.problems)
    return Frozen(manifest, _the_same(path.name, manifest, unpacked.parts), path.name)


def _refuse(name: str, problems: list[Problem]) -> None:
    if problems:
        raise refusal(name, problems[0].message, problems[0].value)


def _the_same(name: str, manifest: Manifest, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the list, each with the bytes that it had when it was frozen."""
    found = {stored: parts.get(stored, b"") for stored in manifest.files or {}}  # what holds nothing is not unpacked
    for stored, data in found.items():
        if digest(data) != (manifest.files or {})[stored][0]:
            raise refusal(name, "A file in the snapshot was changed after it was frozen.", stored)
    return found


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
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else None
            raise refusal(frozen.name, "The files of the snapshot cannot be laid out.", why) from error
        yield folder, _found(frozen.manifest, folder, places)


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _found(manifest: Manifest, folder: Path, places: Mapping[str, Path]) -> Found:
    """What a load reads. A file that was not read is given a path where nothing is."""
    default = FolderSettings(
        *manifest.default, mapping=folder / manifest.mapping if manifest.mapping is not None else None)
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
