"""goldthread convert: a plan set in another format, with a list of what that format does not hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph_api.cli.common import Mapping, Paths, Rules, Settings, Waivers, bar, opened, path_of, say, tell_problems
from graph_api.exports.losses import Loss, personal, without_personal
from graph_api.exports.write import NO_PERSONAL, WRITERS, format_of, formats, write
from graph_api.options import Options
from graph_api.pipeline import Opened
from loaders.files import real_path
from loaders.settings import FolderSettings
from schema.records import Loaded

Output = Annotated[Path, typer.Option(
    "--output", "-o", parser=path_of,
    help="Where to write: a name with .xlsx, .yaml, .json, .stratml or .graphml, or a folder for CSV.")]
Sort = Annotated[str | None, typer.Option(
    "--format", "-f", help=f"The format, where the name does not tell it: {', '.join(WRITERS)}.")]
Losses = Annotated[Path | None, typer.Option(
    "--losses", help="Also write what the format does not hold to this file, as JSON.", parser=path_of)]
NoPersonal = Annotated[bool, typer.Option(
    "--no-personal", help="Leave out personal data, such as who holds a post.")]


def convert_command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: Paths,
    output: Output,
    sort: Sort = None,
    losses: Losses = None,
    no_personal: NoPersonal = False,
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Write plans in another format; what is written reads back as the same plans.

    What the format cannot hold is listed. A file is replaced; a folder too, if it holds only what a conversion wrote.
    """
    wanted = chosen(sort, output)
    in_the_way(paths, [output] if losses is None else [output, losses])
    plans = opened(paths, Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings))
    tell_problems(plans.store.about().problems)
    if plans.nothing_read:
        say("Nothing was read, so nothing was written.")
        raise typer.Exit(2)
    loaded, lost = written(plans, output, wanted, losses, no_personal)
    say(f"Wrote {output}: {len(loaded.items):,} items, {len(loaded.links):,} links.")
    tell_personal(loaded, wanted)
    tell_losses(lost)


def written(
    plans: Opened, output: Path, sort: str, losses: Path | None, no_personal: bool
) -> tuple[Loaded, list[Loss]]:
    """Writes the plans, and the list of losses where that is asked for; gives what was written and what was not.

    Ends the command with 2 where it cannot be written.
    """
    loaded, left_out = without_personal(plans.store.whole()) if no_personal else (plans.store.whole(), [])
    try:
        with bar("Writing"):
            lost = [*left_out, *write(loaded, output, sort), *staying(plans)]
        if losses is not None:
            listed = json.dumps([asdict(loss) for loss in lost], ensure_ascii=False, indent=2)
            losses.write_text(listed + "\n", encoding="utf-8")
    except (OSError, ValueError) as error:
        say(f"The plans could not be written: {error}")
        raise typer.Exit(2) from error
    return loaded, lost


def tell_personal(loaded: Loaded, sort: str) -> None:
    """Say which personal data left with what was written, if any did."""
    held = [] if sort in NO_PERSONAL else personal(loaded)
    if held:
        say(f"Personal data: {' and '.join(held)} are in what was written; --no-personal leaves them out.")


def chosen(sort: str | None, output: Path) -> str:
    """The format that is asked for; bad usage where it is none, or none that can be written here."""
    wanted = sort or format_of(output)
    if wanted is None:
        raise typer.BadParameter(
            f"{output.name} has no ending that we know; give --format, one of {', '.join(WRITERS)}",
            param_hint="--output")
    if wanted not in formats():
        raise typer.BadParameter(f"{wanted!r} is not one of {', '.join(formats())}", param_hint="--format")
    return wanted


def in_the_way(paths: Sequence[Path], outputs: Sequence[Path]) -> None:
    """Bad usage where something to write is, holds, or lies in what is read: plans would be lost, or read twice."""
    for output in map(real_path, outputs):
        for path in map(real_path, paths):
            if output.is_relative_to(path) or path.is_relative_to(output):
                raise typer.BadParameter(
                    f"{output.name} is, holds or lies in {path.name}, which is read; give another place",
                    param_hint="--output")


def staying(plans: Opened) -> Iterator[Loss]:
    """What the settings say besides the plan set's name: it stays in goldthread.yaml and the files it names."""
    settings: FolderSettings = plans.settings
    said = {
        "asOf": settings.as_of, "dateOrder": settings.date_order, "mapping": settings.mapping, "rules": settings.rules,
        "slips": settings.slips, "tiers": settings.tiers or settings.tier_names}
    names = [name for name, value in said.items() if value]
    if names:
        yield Loss("settings: they stay in goldthread.yaml and the files that it names", len(names), ", ".join(names))


def tell_losses(losses: Sequence[Loss]) -> None:
    """Say what the format does not hold, a line each."""
    if losses:
        say("Not in what was written:")
    for loss in losses:
        say(f"  {loss.count:,} x {loss.what}" + (f" (such as {loss.example})" if loss.example else ""))
