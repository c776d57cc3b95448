"""goldthread freeze: keep all that a report needs, so that it can be made again years later, byte for byte."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from graph_api.cli.checking import Format, written
from graph_api.cli.common import (
    AsOf,
    Baseline,
    Ignore,
    Mapping,
    Paths,
    Rules,
    Select,
    Settings,
    Waivers,
    checked,
    codes,
    date_of,
    opened,
    say,
    tell_problems,
)
from graph_api.explain import listing
from graph_api.freezing import Gathered, gather
from graph_api.options import Options
from graph_api.pipeline import Opened, seen_by
from graph_api.results import Check
from graph_api.saved_read import SavedCheckError
from loaders.files import is_there
from loaders.manifest import SnapshotError, digest
from loaders.snapshot import ANSWER, REPORT, is_snapshot


def freeze_command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: Paths,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the snapshot: a new .zip file.")],
    as_of: AsOf = None,
    select: Select = None,
    ignore: Ignore = None,
    baseline: Baseline = None,
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Keep the plans, the rules as they are now and the answer in one file, which every command opens like a folder.

    It holds all that the plan files hold, names of people too: keep it where the plans are kept.
    """
    _refuse(paths, output)
    options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings, select=codes(select),
                      ignore=codes(ignore), baseline=baseline)
    try:
        gathered = gather(paths, options, date_of(as_of))
        answers = _answered(gathered, paths, options)
    except (SnapshotError, SavedCheckError) as error:
        tell_problems((error.problem,))
        say("Nothing was frozen: a snapshot must hold every file.")
        raise typer.Exit(2) from error
    _write(output, data := gathered.archive(answers))
    say(f"Wrote {output}: {gathered.plan_files} plan files and all that they were read with, as of {gathered.as_of}.")
    say(f"Its SHA-256 is {digest(data)}. Note it beside the report, to know the snapshot again.")
    say("It holds all that the plan files hold, names of people too. Keep it where the plans are kept.")


def _refuse(paths: list[Path], output: Path) -> None:
    if output.suffix.lower() != ".zip":
        raise typer.BadParameter("does not end in .zip", param_hint="--output")
    if is_there(output):
        raise typer.BadParameter("is there already, and a snapshot is not written over", param_hint="--output")
    if any(is_snapshot(path) for path in paths):
        raise typer.BadParameter("is a snapshot itself; copy it", param_hint="PATH")


def _answered(gathered: Gathered, paths: list[Path], options: Options) -> dict[str, bytes]:
    """The answer of what is to be frozen, worked out from the archive itself; 2 where the plans as they lie give
    another.
    """
    from graph_api.reports.write import write_report  # noqa: PLC0415 - templates load only when wanted

    as_they_lie = _check(opened(paths, options), gathered.as_of)[1]
    with TemporaryDirectory(prefix="goldthread-") as folder:
        archive = Path(folder) / "snapshot.zip"
        archive.write_bytes(gathered.archive())
        plans = opened([archive], Options())
    check, answer = _check(plans, gathered.as_of)
    if answer != as_they_lie:
        say(f"Nothing was frozen: the snapshot would answer otherwise than the plans as they lie, in its "
            f"{listing(_unlike(answer, as_they_lie))}. If no file has changed meanwhile, keep a copy of the folder.")
        raise typer.Exit(2)
    report = write_report("html", plans.store, check, tiers=plans.settings.tier_names)
    return {ANSWER: answer.encode(), REPORT: report.encode()}


def _check(plans: Opened, as_of: str) -> tuple[Check, str]:
    """The check of some plans and its JSON; 2 where nothing could be read."""
    check = checked(plans, as_of)
    if plans.nothing_read:
        tell_problems(check.problems)
        raise typer.Exit(2)
    return check, written(check, Format.JSON, seen_by(plans, check))


def _unlike(one: str, other: str) -> list[str]:
    """The parts in which two answers differ."""
    first, second = json.loads(one), json.loads(other)
    return [name for name in first if first[name] != second[name]]


def _write(output: Path, data: bytes) -> None:
    """Write the file whole, or not at all."""
    part = output.with_name(f".{digest(data)[:16]}.part")
    try:
        part.write_bytes(data)
        part.replace(output)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        say(f"The snapshot could not be written to {output}: {error.strerror}.")
        raise typer.Exit(2) from error
