"""goldthread template: a workbook to write plans down in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph_api.cli.common import bar, path_of, say
from loaders.files import is_there
from loaders.headings import kind_named
from loaders.problems import did_you_mean
from schema.kinds import FAMILIES, KINDS, Kind, kinds_of

SUFFIX = ".xlsx"


def template_command(
    file: Annotated[Path, typer.Argument(help="The workbook to write, like plans.xlsx.", metavar="FILE",
                                         parser=path_of)],
    kinds: Annotated[str | None, typer.Option(
        "--kinds", help="Only these kinds or families, with commas between: Strategy,ServicePlan. All if left out.",
    )] = None,
    example: Annotated[bool, typer.Option("--example/--no-example", help="With or without example rows.")] = True,
) -> None:
    """Write an entry workbook: a sheet for each kind, with headings, hints, lists to pick from and examples.

    A file that is there already is left as it is: it may have been filled in.
    """
    if file.suffix.lower() != SUFFIX:
        raise typer.BadParameter(f"does not end in {SUFFIX}", param_hint="FILE")
    wanted = kinds_named(kinds)
    if is_there(file):
        say(f"{file} is there already and was left as it is. Give another name, or delete it first.")
        raise typer.Exit(2)
    from graph_api.exports.template import write_template  # noqa: PLC0415 - only when wanted

    try:
        with bar("Writing"):
            write_template(file, wanted, examples=example)
    except OSError as error:
        say(f"The workbook could not be written: {error}")
        raise typer.Exit(2) from error
    say(f"Wrote {file}. Its first sheet says how to fill it in.")


def kinds_named(text: str | None) -> tuple[Kind, ...]:
    """The kinds of a list with commas, in the order in which `schema` has them; bad usage for another word."""
    if text is None:
        return KINDS
    found = {kind for word in text.split(",") if word.strip() for kind in _kinds(word.strip())}
    if not found:
        raise typer.BadParameter("names no kind", param_hint="--kinds")
    return tuple(kind for kind in KINDS if kind.name in found)


def _kinds(word: str) -> tuple[str, ...]:
    """The kinds that a word names: one, or all of a family."""
    kind = kind_named(word)
    if kind is not None:
        return (kind.name,)
    family = next((name for name in FAMILIES if name.lower() == word.lower()), None)
    if family is None:
        near = did_you_mean(word, [*(one.name for one in KINDS), *FAMILIES])
        raise typer.BadParameter(f"{word!r} is no kind of item. {near}", param_hint="--kinds")
    return kinds_of([family])
