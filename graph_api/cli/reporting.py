"""goldthread report: the gap analysis as a document that an executive can act on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
from graph_api.options import Options
from graph_api.pipeline import Opened
from graph_api.results import Check

SUFFIXES = (".html", ".md", ".json")


def report_command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: Paths,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write it: .html, .md or .json.")],
    board: Annotated[str | None, typer.Option("--board", help="Only what this board leads: its key or title.")] = None,
    as_of: AsOf = None,
    select: Select = None,
    ignore: Ignore = None,
    baseline: Baseline = None,
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Write the gap-analysis report."""
    date_of(as_of)
    if output.suffix not in SUFFIXES:
        raise typer.BadParameter(f"ends in none of {', '.join(SUFFIXES)}", param_hint="--output")
    options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings,
                      select=codes(select), ignore=codes(ignore), baseline=baseline)
    plans = opened(paths, options)
    check = checked(plans, as_of)
    _write(output, plans, check, board)
    tell_problems(check.problems)
    say(f"Wrote {output}")
    raise typer.Exit(2 if plans.nothing_read else 0)


def _write(output: Path, plans: Opened, check: Check, board: str | None) -> None:
    from graph_api.reports.write import write_report  # noqa: PLC0415 - templates load only when wanted

    try:
        report = write_report(
            output.suffix.lstrip("."), plans.store, check, board=board, tiers=plans.settings.tier_names)
        output.write_text(report, encoding="utf-8")
    except (OSError, LookupError) as error:
        say(f"The report could not be written: {error}")
        raise typer.Exit(2) from error
