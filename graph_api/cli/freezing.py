"""goldthread freeze: keep all that a report needs, so that it can be made again years later, byte for byte."""

from __future__ import annotations

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
from graph_api.freezing import Gathered, gather
from graph_api.options import Options
from graph_api.pipeline import seen_by
from graph_api.results import Check
from loaders.snapshot import ANSWER, REPORT, SnapshotError, digest, is_snapshot


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
    date = date_of(as_of)
    _refuse(paths, output)
    options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings, select=codes(select),
                      ignore=codes(ignore), baseline=baseline)
    try:
        gathered = gather(paths, options, date)
        check, answers = _answered(gathered)
    except SnapshotError as error:
        tell_problems((error.problem,))
        say("Nothing was frozen: a snapshot must hold every file.")
        raise typer.Exit(2) from error
    data = gathered.archive(answers)
    _write(output, data)
    say(f"Wrote {output}: {gathered.plan_files} plan files and all that they were read with, as of {check.as_of}.")
    say(f"Its SHA-256 is {digest(data)}. Note it beside the report, to know the snapshot again.")
    say("It holds all that the plan files hold, names of people too. Keep it where the plans are kept.")


def _refuse(paths: list[Path], output: Path) -> None:
    if output.suffix.lower() != ".zip":
        raise typer.BadParameter("does not end in .zip", param_hint="--output")
    if output.exists():
        raise typer.BadParameter("is there already, and a snapshot is not written over", param_hint="--output")
    if any(is_snapshot(path) for path in paths):
        raise typer.BadParameter("is a snapshot itself; copy it", param_hint="PATH")


def _answered(gathered: Gathered) -> tuple[Check, dict[str, bytes]]:
    """The answer of what is to be frozen, worked out from the archive itself."""
    from graph_api.reports.write import write_report  # noqa: PLC0415 - templates load only when wanted

    with TemporaryDirectory(prefix="goldthread-") as folder:
        archive = Path(folder) / "snapshot.zip"
        archive.write_bytes(gathered.archive())
        plans = opened([archive], Options())
    check = checked(plans, None)
    if plans.nothing_read:
        tell_problems(check.problems)
        raise typer.Exit(2)
    report = write_report("html", plans.store, check, tiers=plans.settings.tier_names)
    return check, {ANSWER: written(check, Format.JSON, seen_by(plans, check)).encode(), REPORT: report.encode()}


def _write(output: Path, data: bytes) -> None:
    """Write the file whole, or not at all."""
    part = output.with_name(f".{output.name}.part")
    try:
        part.write_bytes(data)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        say(f"The snapshot could not be written: {error}")
        raise typer.Exit(2) from error
