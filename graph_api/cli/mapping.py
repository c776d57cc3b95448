"""goldthread map: a draft of a mapping, from the headings and cells of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph_api.cli.common import path_of, say, tell_problems


def map_command(
    file: Annotated[Path, typer.Argument(help="The file to draft a mapping for.", metavar="FILE", parser=path_of)],
    sheet: Annotated[str | None, typer.Option(
        "--sheet", help="Only the sheets or tables of that name; * stands for anything.")] = None,
    output: Annotated[Path | None, typer.Option(
        "--output", "-o", help="Where to write the draft; without it, to standard output.", parser=path_of)] = None,
) -> None:
    """Draft a mapping for a file by looking at its headings and cells, and say of each line what was guessed."""
    from loaders.drafting.draft import draft_mapping  # noqa: PLC0415
    from loaders.drafting.tables_in import draft_tables  # noqa: PLC0415 - only when wanted

    if output is not None and output.exists():
        raise typer.BadParameter(f"{output} is there already; give another name", param_hint="--output")
    tables, problems = draft_tables(file, sheet)
    tell_problems(tuple(problems))
    if not tables:
        say("There is no table in it to draft a mapping for." if sheet is None else
            f"No table in it is called {sheet}.")
        raise typer.Exit(2)
    draft = draft_mapping(file.name, tables)
    if output is None:
        typer.echo(draft.text, nl=False)
    else:
        try:
            output.write_text(draft.text, encoding="utf-8")
        except OSError as error:
            say(f"The draft could not be written: {error}")
            raise typer.Exit(2) from error
    for told in draft.said:
        say(told)
    say("All of it is guessed: read it line by line before you use it.")
