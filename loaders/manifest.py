"""The list that a snapshot has of itself: what it holds, and how its plans were asked for.

It may come from anybody, so every part is checked before anything else of the archive is opened: its form, its texts,
and whether it names just those files that are there, each at a place where one may be.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loaders.json_plan import read_json, too_deep
from loaders.parsed import LIMITS, levels
from loaders.problems import problem
from loaders.settings import PLAN_SET
from schema.problems import PROBLEMS
from schema.records import Problem, Source

SCHEMA, MANIFEST = "goldthread.snapshot/1", "snapshot.json"
ROLES = ("mapping", "rules", "findings", "waivers", "baseline")
"""What a command can name beside the plans."""
STORED = re.compile(r"(?:plans|settings|options|shipped|answer)(?:/[^/\\:\x00-\x1f\x7f]{1,200}){1,30}")
OWN_MAPPING = "settings/mapping.yaml"
"""Where a mapping stands that no setting names, in lists that do not say where."""
ROW = Source._fields.index("row")
"""The one part of a source that is no text."""


class SnapshotError(ValueError):
    """The file is no snapshot that can be opened; `problem` says why."""

    def __init__(self, told: Problem) -> None:
        where = f"{told.source.file}: " if told.source.file else ""
        super().__init__(f"{where}{told.message}" + (f" ({told.value})" if told.value else ""))
        self.problem = told


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself.

    `files` are the digest and the bytes of every file, by its place. `plans` are (name, place in the archive) of the
    plan files; no place where a file was not read. `default` is the name and title that the plan set has where no
    file tells it, `mapping` the place of the mapping that holds where no setting names one. `options` gives places,
    or the name of what we ship, by role.
    """

    program: str
    as_of: datetime.date
    default: tuple[str, str]
    plans: tuple[tuple[str, str | None], ...]
    settings: str | None = None
    mapping: str | None = None
    options: Mapping[str, str] | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, tuple[str, int]] | None = None

    def option(self, role: str) -> str | None:
        """The place of what a command named in that role."""
        return (self.options or {}).get(role)


def is_place(stored: str) -> bool:
    """Whether a file may stand there: under one of the folders of a snapshot, and nowhere else."""
    return (STORED.fullmatch(stored) is not None and stored.isprintable()
            and {".", ".."}.isdisjoint(stored.split("/")))


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def refusal(file: str, message: str, value: object = None) -> SnapshotError:
    """Why a file is no snapshot that can be opened."""
    return SnapshotError(problem("snapshot", message, source=Source(file=file), value=value))


def read_manifest(name: str, data: bytes, sizes: Mapping[str, int]) -> Manifest:
    """The list in some bytes; SnapshotError where it is none, or not one of what the archive holds.

    `name` is that of the archive, `sizes` the bytes that it says each of its files has.
    """
    return _Reader(name, sizes).manifest(data)


class _Reader:
    """Reads the list part by part; the first part of a wrong form ends it."""

    def __init__(self, name: str, sizes: Mapping[str, int]) -> None:
        self.name = name
        self.sizes = {stored: size for stored, size in sizes.items() if size and stored != MANIFEST}
        self.files: dict[str, tuple[str, int]] = {}

    def manifest(self, data: bytes) -> Manifest:
        """What the snapshot says, part by part."""
        said = self.said(data)
        self.files = self.listed(self.part(said, "files", dict))
        default, options = self.part(said, "default", dict), self.options(said)
        settings = self.maybe_place(said, "settings", "settings/")
        mapping = self.maybe_place(said, "mapping", "") if "mapping" in said else (
            OWN_MAPPING if OWN_MAPPING in self.files else None)
        return Manifest(
            self.part(said, "program", str), self.day(said), (self.plan_set(default), self.part(default, "title", str)),
            tuple(map(self.plan, self.part(said, "plans", list))), settings, mapping, options,
            self.words(said, "select"), self.words(said, "ignore"),
            tuple(map(self.problem, self.part(said, "problems", list))), self.files)

    def said(self, data: bytes) -> dict[str, Any]:
        """The list as plain data, every text of it fit to be shown."""
        found, problems = read_json(data.decode("utf-8", "replace"), self.name)
        if problems or not isinstance(found, dict) or too_deep(found, int(LIMITS["depth"])) or not _can_be_shown(found):
            raise self.wrong()
        if found.get("schema") != SCHEMA:
            raise refusal(self.name, f"The snapshot is of a form that is not known here, which opens {SCHEMA}.",
                          found.get("schema"))
        return found

    def listed(self, files: dict[str, Any]) -> dict[str, tuple[str, int]]:
        """Digest and bytes of each file; refuses one that is missing, that nobody listed, or whose place is strange."""
        for stored in sorted({*files, *self.sizes}):
            if not is_place(stored):
                raise refusal(self.name, "A file in the snapshot has a place where none may be.", stored)
            if stored not in files:
                raise refusal(self.name, "A file was added to the snapshot after it was frozen.", stored)
            about = files[stored]
            if not isinstance(about, dict) or type(about.get("bytes")) is not int:
                raise self.wrong("files")
            if about["bytes"] and stored not in self.sizes:
                raise refusal(self.name, "A file is missing from the snapshot.", stored)
            if about["bytes"] != self.sizes.get(stored, 0):
                raise refusal(self.name, "A file in the snapshot was changed after it was frozen.", stored)
        return {stored: (self.part(about, "sha256", str), about["bytes"]) for stored, about in files.items()}

    def options(self, said: dict[str, Any]) -> dict[str, str]:
        options: dict[str, str] = self.part(said, "options", dict)
        for role, stored in options.items():
            if role not in ROLES:
                raise self.wrong(role)
            self.place(stored, f"options/{role}/", must_be_there=role != "mapping")
        return options

    def day(self, said: dict[str, Any]) -> datetime.date:
        try:
            return datetime.date.fromisoformat(self.part(said, "asOf", str))
        except ValueError as error:
            raise self.wrong("asOf") from error

    def plan_set(self, default: dict[str, Any]) -> str:
        name: str = self.part(default, "planSet", str)
        if not PLAN_SET.fullmatch(name):
            raise self.wrong("planSet")
        return name

    def plan(self, one: Any) -> tuple[str, str | None]:
        if not isinstance(one, dict):
            raise self.wrong("plans")
        return self.part(one, "name", str), self.maybe_place(one, "stored", "plans/")

    def maybe_place(self, data: Mapping[str, Any], name: str, under: str) -> str | None:
        stored = data.get(name)
        return None if stored is None else self.place(stored, under)

    def place(self, stored: Any, under: str, *, must_be_there: bool = True) -> str:
        """Refuses a place that is strange, or where nothing is."""
        if not isinstance(stored, str) or not stored.startswith(under) or not is_place(stored):
            raise refusal(self.name, "The list of the snapshot names a place where no file may be.", stored)
        if must_be_there and stored not in self.files:
            raise refusal(self.name, "A file is missing from the snapshot.", stored)
        return stored

    def problem(self, one: Any) -> Problem:
        """A problem of finding the files, as it was then."""
        if not isinstance(one, list) or len(one) != 6 or not isinstance(one[2], list):
            raise self.wrong("problems")
        code, message, source, *rest = one
        row = source[ROW] if len(source) == len(Source._fields) else False
        texts = (part for number, part in enumerate((*source, *rest)) if number != ROW)
        if not (isinstance(message, str) and isinstance(code, str) and code in PROBLEMS
                and (row is None or type(row) is int) and all(isinstance(part, str | None) for part in texts)):
            raise self.wrong("problems")
        return Problem(code, message, Source(*source), *rest)

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
        return refusal(self.name, "The list of what the snapshot holds cannot be read.", name)


def _can_be_shown(data: Any) -> bool:
    """Whether no text in it has signs that a screen would obey, or that no file can hold."""
    return all(text.isprintable() for level in levels(data) for held in level for text in _texts(held))


def _texts(held: Any) -> Iterator[str]:
    """The names and texts in one list or mapping."""
    parts = (*held, *held.values()) if isinstance(held, dict) else held
    return (part for part in parts if isinstance(part, str))
