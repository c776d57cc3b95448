"""goldthread generate: a made-up council of any size, for trying things out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph_api.cli.common import say


def generate_command(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write; made where it is not there.")],
    items: Annotated[int, typer.Option("--items", help="How many items, about.", min=200, max=2_000_000)] = 2000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same council.")] = 2008,
    expected: Annotated[Path | None, typer.Option(
        "--expected", help="Also write the gaps to expect, as CSV, to this file.")] = None,
) -> None:
    """Write the plans of a made-up council that says so, with known defects in them."""
    from graph_api.generate.write import write_council  # noqa: PLC0415 - only when wanted

    try:
        written = write_council(output, items=items, seed=seed, expected=expected)
    except OSError as error:
        say(f"The council could not be written: {error}")
        raise typer.Exit(2) from error
    say(f"Wrote {written:,} items of a made-up council to {output}")
