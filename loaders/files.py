"""Which files are read, and their text. Nothing here raises for what is in a folder or a file."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

from loaders.problems import problem
from schema.records import Problem, Source

SETTINGS_FILE, MAPPING_FILE = "goldthread.yaml", "mapping.yaml"
FILE_LIMIT = 20 * 1024 * 1024
"""Bytes of one file; settings can raise it."""
DEEPEST = 30
"""How deep folders may nest."""
NOT_PLANS = (SETTINGS_FILE, MAPPING_FILE, "readme*", "license*", "licence*", "changelog*", "*.md", "*.rules.yaml", ".*")
"""Names in a folder that are not plan data, in small letters."""
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file to read, and the name by which problems and sources call it."""

    path: Path
    name: str

    @property
    def size(self) -> int:
        """Its bytes; 1 where nobody can tell."""
        try:
            return self.path.stat().st_size or 1
        except (OSError, ValueError):
            return 1

    @property
    def source(self) -> Source:
        """The file as a whole, as a source."""
        return Source(file=self.name)


@dataclass
class Finder:
    """Walks folders in order of name; a folder that was walked is not walked again.

    `root` is the real path of the folder that is walked. A link that leads out of it is told and not followed: a
    folder from a stranger must not make us read elsewhere. Paths that are given may be links themselves.
    """

    skip: Collection[Path]
    root: Path | None = None
    files: list[PlanFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    walked: set[Path] = field(default_factory=set)

    def take(self, path: Path, name: str, *, given: bool = False) -> None:
        """Adds a file, or all files of a folder; `given` paths are read whatever they are called."""
        if self.root is not None and leads_out(path, self.root):
            self.outside(path, name)
            return
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            self.problems.append(_unreadable(error, name))
            return
        if stat.S_ISDIR(mode):
            self.folder(path, name)
        elif not stat.S_ISREG(mode):
            self.problems.append(problem("path-unreadable", "This is neither a file nor a folder.",
                                         source=Source(file=name)))
        elif given or not (real_path(path) in self.skip or _is_no_plan(path.name)):
            self.file(path, name)

    def outside(self, path: Path, name: str) -> None:
        """Tells of a link that leads out of the folder, unless nothing would be read there."""
        unread = _is_no_plan(path.name) and path.name.lower() not in {SETTINGS_FILE, MAPPING_FILE}
        if not unread and real_path(path) not in self.skip:
            self.problems.append(problem("path-outside", source=Source(file=name)))

    def file(self, path: Path, name: str) -> None:
        """Adds a file, once."""
        real = real_path(path)
        if real in self.walked:
            self.problems.append(problem("path-unreadable", "This file was read already under another name or path.",
                                         source=Source(file=name), remedy="Give each file once."))
            return
        self.walked.add(real)
        self.files.append(PlanFile(path, name))

    def folder(self, path: Path, name: str) -> None:
        """Adds what is in a folder; one that a link leads back to is told and left out."""
        real = real_path(path)
        if name.count("/") >= DEEPEST:
            self.problems.append(problem("too-deep", "Folders nest deeper than any plan's do; this one was not read.",
                                         source=Source(file=name)))
            return
        if real in self.walked:
            self.problems.append(problem("path-unreadable", "This folder was read already under another name.",
                                         source=Source(file=name or path.name), remedy="Give each folder once."))
            return
        self.walked.add(real)
        try:
            inside = sorted(entry.name for entry in os.scandir(path) if not entry.name.startswith("."))
        except OSError as error:
            self.problems.append(_unreadable(error, name or path.name))
            return
        for entry in inside:
            self.take(path / entry, f"{name}/{shown_name(entry)}" if name else shown_name(entry))


def find_files(paths: Sequence[Path], skip: Collection[Path] = ()) -> tuple[list[PlanFile], list[Problem]]:
    """The files of some paths in order of name, and what could not be found.

    `skip` are resolved paths that a folder's settings name (mapping, rules, findings). With one path, names
    are relative to it; with several, each begins with the path's own name.
    """
    finder = Finder(skip)
    for path in paths:
        own = shown_name(real_path(path).name if path.name in ("", "..") else path.name)
        folder = is_folder(path)
        finder.root = real_path(path) if folder else None
        finder.take(path, "" if folder and len(paths) == 1 else own, given=not folder)
    if not finder.files and not finder.problems:
        where = ", ".join(shown_name(str(path)) for path in paths)
        finder.problems.append(problem("file-empty", "No plan file is here.", value=where,
                                       remedy="Put CSV, YAML or JSON files there, or give another path."))
    return finder.files, finder.problems


def read_text(file: PlanFile, limit: int = FILE_LIMIT) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None and why it cannot be read; `limit` is in bytes."""
    data, problems = read_bytes(file, limit)
    if data is None:
        return None, problems
    text, told = decoded(data)
    return text, [replace(one, source=file.source) for one in told]


def read_bytes(file: PlanFile, limit: int = FILE_LIMIT) -> tuple[bytes | None, list[Problem]]:
    """All that is in a file, or None and why it cannot be read; `limit` is in bytes."""
    try:
        about = file.path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise IsADirectoryError(file.name)
        with file.path.open("rb") as opened:
            # Asking for more than there is would set that much memory aside.
            data = opened.read(min(limit, about.st_size) + 1)
    except (OSError, ValueError) as error:
        return None, [_unreadable(error, file.name)]
    if len(data) > min(limit, about.st_size):
        return None, [problem("file-too-large", source=file.source,
                              expected=f"at most {limit / 1024 / 1024:.3g} megabytes",
                              remedy="Split it, or raise `limits: {fileMegabytes: ..}` in goldthread.yaml.")]
    return data, []


def decoded(data: bytes) -> tuple[str | None, list[Problem]]:
    """Bytes as text by the first encoding that fits, or None; binaries fit none.

    UTF-8 with or without a mark and UTF-16 with one are read as such, anything else as Windows-1252. Whatever is
    not plain UTF-8 is told.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or (encoding == "cp1252" and CONTROL.search(text)):
            break
        if not text.strip():
            return None, [problem("file-empty")]
        return text, _said(encoding)
    return None, [problem("file-not-text")]


def _said(encoding: str) -> list[Problem]:
    """What to say of an encoding."""
    if encoding == "utf-16":
        return [problem("file-read-as", "The file is UTF-16 and was read as such.")]
    return [problem("file-encoding")] if encoding == "cp1252" else []


def real_path(path: Path) -> Path:
    """The path with every link followed as far as it leads; `Path.resolve` raises where links go in a ring."""
    return Path(os.path.realpath(path))


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path leads, by links, out of a folder whose real path is given."""
    return not real_path(path).is_relative_to(folder)


def shown_name(name: str) -> str:
    """A file name that can be printed, whatever bytes the disk holds."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _encodings(data: bytes) -> Iterator[str]:
    marked = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if marked:
        yield marked
    else:
        yield from ("utf-8", "cp1252")


def _is_no_plan(name: str) -> bool:
    return any(fnmatch(name.lower(), pattern) for pattern in NOT_PLANS)


def is_there(path: Path) -> bool:
    """Whether anything is there; no path is too odd to be asked about."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there; no path is too odd to be asked about."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _unreadable(error: OSError | ValueError, name: str) -> Problem:
    code = "path-missing" if isinstance(error, FileNotFoundError | NotADirectoryError) else "path-unreadable"
    why = error.strerror if isinstance(error, OSError) and error.strerror else ""
    message = "" if code == "path-missing" else f"The file or folder cannot be opened: {why or 'not a file'}."
    return problem(code, message, source=Source(file=name))
