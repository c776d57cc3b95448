"""Opening a snapshot: which one, and with what of its own and of what is asked now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph_api.options import Options
from loaders.frameworks import our_frameworks
from loaders.manifest import ROLES, SnapshotError
from loaders.problems import problem
from loaders.rules import our_rules
from loaders.snapshot import Frozen, named, read_snapshot
from schema.records import Source

FIXED = ("mapping", "rules", "findings", "waivers", "settings")
"""What a snapshot has of its own, and nobody can put in its place."""


@dataclass(frozen=True, slots=True)
class Thawed:
    """What snapshot some plans come from: the version of the program that froze it, and the answer that it gave
    then; None where something else is asked now.
    """

    program: str
    answer: bytes | None


def program_version() -> str:
    """The version of this program."""
    from importlib.metadata import version  # noqa: PLC0415 - takes longer than most commands do

    return version("goldthread")


def another_program(thawed: Thawed | None) -> str | None:
    """What to say where plans come from a snapshot that another version of the program froze."""
    if thawed is None or thawed.program == (now := program_version()):
        return None
    return f"The snapshot was frozen by goldthread {thawed.program}; this is {now}, and may answer otherwise."


def snapshot_alone(paths: Sequence[Path], options: Options) -> Frozen:
    """The snapshot, where nothing is given beside it that it has itself; SnapshotError where something is."""
    source = Source(file=paths[0].name)
    if len(paths) > 1:
        raise SnapshotError(problem(
            "snapshot", "A snapshot is opened alone, without other plans.", source=source, value=len(paths),
            expected="one path", remedy="Give the snapshot alone."))
    for role in FIXED:
        if getattr(options, role) is not None:
            raise SnapshotError(problem(
                "snapshot", f"A snapshot has its own {role}, so no other can be given.", source=source,
                value=getattr(options, role).name, remedy=f"Leave --{role} out, or give the plan folder."))
    return read_snapshot(paths[0])


def understood(name: str) -> None:
    """SnapshotError where this program does not understand the rules or frameworks of the snapshot that is open."""
    try:
        our_rules()
        our_frameworks()
    except ValueError as error:
        raise SnapshotError(problem(
            "snapshot", "The rules in the snapshot are none that this program understands.", source=Source(file=name),
            value=str(error), remedy="Open it with the version that froze it; its answer stands in it too.")) from error


def frozen_options(frozen: Frozen, folder: Path, options: Options) -> Options:
    """What was asked when it was frozen, and in its place what is asked now: a selection, a baseline."""
    manifest = frozen.manifest
    files = {role: named(manifest, folder, role) for role in ROLES}
    own = Options(**files, select=manifest.select, ignore=manifest.ignore)
    if options.select or options.ignore:
        own = replace(own, select=options.select, ignore=options.ignore)
    return replace(own, baseline=options.baseline or own.baseline)
