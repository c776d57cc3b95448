"""goldthread compare: two saved checks of one plan set, gap by gap."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph_api.cli.checking import FailOn, at_or_above
from graph_api.cli.common import say, show, tell_problems
from graph_api.compare import NotComparableError, compare
from graph_api.results import Comparison, Standing
from graph_api.saved import SavedCheck
from graph_api.saved_read import SavedCheckError, read_saved
from graph_api.since import Side


class Form(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def compare_command(
    old: Annotated[Path, typer.Argument(
        metavar="OLD", exists=True, dir_okay=False, help="The earlier check, saved as JSON, or a snapshot.")],
    new: Annotated[Path, typer.Argument(
        metavar="NEW", exists=True, dir_okay=False, help="The later check, saved as JSON, or a snapshot.")],
    answer: Annotated[Form, typer.Option("--format", "-f", help="How the answer is written.")] = Form.TEXT,
    by: Annotated[Side | None, typer.Option("--by", help="Gap by gap under each board, or under each owner.")] = None,
    fail_on: Annotated[FailOn, typer.Option(
        "--fail-on", help="End with 1 where a gap of this severity or above is new or reopened.")] = FailOn.HIGH,
) -> None:
    """Say what has become of the gaps of an earlier check: new, reopened, still open, gone and why, not checked.

    Ends with 0 where no gap that counts at or above --fail-on is new or reopened, with 1 where one is, with 2 where
    the two cannot be compared.
    """
    try:
        earlier, later = read_saved(old), read_saved(new)
        since = compare(earlier, later)
    except SavedCheckError as error:
        tell_problems((error.problem,))
        raise typer.Exit(2) from error
    except NotComparableError as error:
        say(f"{old.name} and {new.name} cannot be compared. {error}")
        raise typer.Exit(2) from error
    show(written(since, later, answer, by), json=answer is Form.JSON)
    raise typer.Exit(int(fails(since, fail_on)))


def written(since: Comparison, new: SavedCheck, answer: Form, by: Side | None) -> str:
    """The comparison in one of the formats, ending with a new line."""
    from graph_api.reports import compare_data, compare_text  # noqa: PLC0415 - one of two

    title = new.title or new.plan_set
    match answer:
        case Form.JSON:
            return compare_data.compare_json(since, new)
        case Form.CSV:
            return compare_data.compare_csv(since)
        case Form.MARKDOWN:
            return compare_text.compare_markdown(since, title, by)
        case _:
            return compare_text.compare_text(since, title, by)


def fails(since: Comparison, fail_on: FailOn) -> bool:
    """Whether a gap that counts, at or above the severity, is new or reopened."""
    bad = at_or_above(fail_on)
    return any(
        line.standing in (Standing.NEW, Standing.REOPENED) and line.gap.counts and line.gap.severity in bad
        for line in since.lines)
