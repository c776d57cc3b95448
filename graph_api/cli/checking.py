"""goldthread check: find the gaps and say them as text, JSON, CSV, Markdown or SARIF."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from graph_api.cli.common import (
    AsOf,
    Baseline,
    Ignore,
    Mapping,
    PlanSetName,
    Rules,
    Select,
    Settings,
    SomePaths,
    Store,
    Waivers,
    checked,
    codes,
    date_of,
    plans_of,
    show,
    tell_problems,
)
from graph_api.options import Options
from graph_api.pipeline import seen_by
from graph_api.results import Check
from graph_api.store_seen import StoreSeen
from schema.rule import Severity


class Format(StrEnum):
    """How the answer of a check is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    SARIF = "sarif"


class FailOn(StrEnum):
    """From which severity on gaps make the command end with 1."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NEVER = "never"


def check_command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: SomePaths = None,
    as_of: AsOf = None,
    answer: Annotated[Format, typer.Option("--format", "-f", help="How the answer is written.")] = Format.TEXT,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: Annotated[FailOn, typer.Option(
        "--fail-on", help="End with 1 from this severity on; silent and waived gaps never do.")] = FailOn.HIGH,
    baseline: Baseline = None,
    store: Store = None,
    plan_set: PlanSetName = None,
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Find where the thread is broken and which plans miss what.

    Ends with 0 where nothing at or above --fail-on is found, with 1 where it is, with 2 where nothing can be read.
    """
    date_of(as_of)
    options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings,
                      select=codes(select), ignore=codes(ignore), baseline=baseline)
    with plans_of(paths, store, plan_set, options) as plans:
        check = checked(plans, as_of)
        text = written(check, answer, seen_by(plans, check))
    show(text, json=answer in {Format.JSON, Format.SARIF})
    tell_problems(check.problems)
    raise typer.Exit(2 if plans.nothing_read else int(fails(check, fail_on)))


def written(check: Check, answer: Format, seen: StoreSeen | None = None) -> str:
    """The check in one of the formats, ending with a new line. JSON also keeps what the check looked at, if given."""
    from graph_api.reports import (  # noqa: PLC0415 - one of five
        check_csv,
        check_json,
        check_markdown,
        check_sarif,
        check_text,
    )

    if answer is Format.JSON:
        return check_json.check_json(check, seen.packed() if seen else None)
    writers = {
        Format.TEXT: check_text.check_text,
        Format.CSV: check_csv.check_csv, Format.MARKDOWN: check_markdown.check_markdown,
        Format.SARIF: check_sarif.check_sarif}
    return writers[answer](check)


def fails(check: Check, fail_on: FailOn) -> bool:
    """Whether a gap that headlines count is at or above the severity."""
    bad = at_or_above(fail_on)
    return any(gap.counts and gap.severity in bad for gap in check.gaps)


def at_or_above(fail_on: FailOn) -> set[Severity]:
    """The severities that make a command end with 1."""
    if fail_on is FailOn.NEVER:
        return set()
    ladder = list(Severity)
    return set(ladder[: ladder.index(Severity(fail_on.value)) + 1])
