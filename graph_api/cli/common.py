"""Arguments that several commands share, the progress bar, and how a plan set is opened from the command line."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from graph_api.gaps import Progress
from graph_api.options import Options
from graph_api.pipeline import Opened, check_plans, open_plans
from graph_api.reports.frozen import another_answer
from graph_api.reports.plain import on_screen
from graph_api.results import Check
from graph_api.saved_read import SavedCheckError
from graph_api.thawing import another_program
from schema.problems import Level
from schema.records import Problem


def path_of(text: str) -> Path:
    """A path as typed; an empty one is a slip, as of a variable that is not set, and not this folder."""
    if not str(text).strip():
        raise typer.BadParameter("is empty")
    return Path(text)


Paths = Annotated[list[Path], typer.Argument(
    help="Folders or files of plans, or one snapshot.", metavar="PATH", parser=path_of)]
SomePaths = Annotated[list[Path] | None, typer.Argument(
    help="Folders or files of plans, or one snapshot; none with --store.", metavar="[PATH]...", parser=path_of)]
Store = Annotated[str | None, typer.Option(
    "--store", help="Read the plans from this Neo4j server instead, like bolt://127.0.0.1:7687.", metavar="URL")]
PlanSetName = Annotated[str | None, typer.Option(
    "--plan-set", help="Which plan set of the store; may be left out where it holds one.", metavar="NAME")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The date to answer for, like 2008-09-01.")]
Mapping = Annotated[Path | None, typer.Option(
    "--mapping", help="A mapping file in place of the folder's own, or the name of one that we ship: okr.")]
Rules = Annotated[Path | None, typer.Option(
    "--rules", help="A rule file in place of the folder's own.", exists=True, dir_okay=False)]
Waivers = Annotated[Path | None, typer.Option(
    "--waivers", help="A waivers file in place of the folder's own.", exists=True, dir_okay=False)]
Settings = Annotated[Path | None, typer.Option(
    "--settings", help="A goldthread.yaml in place of the folder's own.", exists=True, dir_okay=False)]
Select = Annotated[str | None, typer.Option(
    "--select", help="Only these rules: codes, names, chapters or criteria, with commas between.")]
Ignore = Annotated[str | None, typer.Option(
    "--ignore", help="Not these rules: codes, names, chapters or criteria, with commas between.")]

Baseline = Annotated[Path | None, typer.Option(
    "--baseline", help="An earlier check, saved as JSON, or a snapshot: says what is new since, gone, still open.",
    exists=True, dir_okay=False)]


def codes(text: str | None) -> tuple[str, ...]:
    """The codes of a list with commas; bad usage for a list of nothing, which would select everything."""
    found = tuple(code.strip() for code in (text or "").split(",") if code.strip())
    if text is not None and not found:
        raise typer.BadParameter("names no rule", param_hint="--select, --ignore")
    return found


def date_of(text: str | None) -> datetime.date | None:
    """The date of --as-of; bad usage where it is not one."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day such as 2008-09-01", param_hint="--as-of") from error


@contextmanager
def bar(what: str) -> Iterator[Progress | None]:
    """A progress bar on standard error where a person watches it; nothing where output is piped."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only when somebody watches
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)

        def progress(done: int, total: int, now: str) -> None:
            shown.update(task, completed=done, total=total, description=f"{what}: {now}"[:60].replace("[", "("))

        yield progress


def opened(paths: list[Path], options: Options) -> Opened:
    """The plan set of the paths, with a progress bar; bad usage where a rule or a baseline is named that is none."""
    try:
        with bar("Reading") as progress:
            plans = open_plans(paths, options, progress)
    except SavedCheckError as error:
        raise typer.BadParameter(str(error), param_hint="--baseline") from error
    return told(plans)


@contextmanager
def plans_of(
    paths: list[Path] | None, store: str | None, plan_set: str | None, options: Options
) -> Iterator[Opened]:
    """The plan set of the paths or of a store; bad usage where both or neither is named, 2 where a store fails."""
    check_source(paths, store, plan_set, options)
    if store is None:
        yield opened(paths or [], options)
        return
    from graph_api.remote import open_store  # noqa: PLC0415 - the driver loads only when wanted
    from graph_api.stores.neo4j.errors import StoreError  # noqa: PLC0415

    try:
        with open_store(store, plan_set, options) as plans:
            yield told(plans)
    except SavedCheckError as error:
        raise typer.BadParameter(str(error), param_hint="--baseline") from error
    except StoreError as error:
        say(str(error))
        raise typer.Exit(2) from error


def check_source(paths: list[Path] | None, store: str | None, plan_set: str | None, options: Options) -> None:
    """Bad usage where it is not clear where the plans come from."""
    if store is None:
        if not paths:
            raise typer.BadParameter("names no plans: give a folder or a file, or --store", param_hint="PATH")
        if plan_set is not None:
            raise typer.BadParameter("goes with --store", param_hint="--plan-set")
        return
    if paths:
        raise typer.BadParameter(
            "goes without --store; `goldthread sync` brings a folder into a store", param_hint="PATH")
    files = {"--mapping": options.mapping, "--rules": options.rules, "--waivers": options.waivers,
             "--settings": options.settings}
    for name, file in files.items():
        if file is not None:
            raise typer.BadParameter(
                "goes without --store; `goldthread sync` brings it there with the plans", param_hint=name)


def told(plans: Opened) -> Opened:
    """The plan set, once it was told what is odd about it; bad usage where a rule is named that is none."""
    problems = plans.store.about().problems
    if plans.unknown:
        tell_problems(tuple(problem for problem in problems if problem.code == "rule-refused"))
        raise typer.BadParameter(
            f"no rule is called {', '.join(plans.unknown)}; `goldthread rule` lists ours",
            param_hint="--select, --ignore")
    if plans.nothing_read and not problems:
        say("Nothing was read: there are headings and no rows.")
    if told := another_program(plans.thawed):
        say(told)
    return plans


def checked(plans: Opened, as_of: str | None) -> Check:
    """The check of a plan set, with a progress bar; bad usage where it cannot be compared with its baseline."""
    date = date_of(as_of)
    with bar("Checking") as progress:
        check = check_plans(plans, date, progress)
    if check.not_compared and not plans.nothing_read:
        raise typer.BadParameter(check.not_compared, param_hint="--baseline")
    if told := another_answer(plans, check):
        say(told)
    return check


def tell_problems(problems: tuple[Problem, ...], most: int = 5) -> None:
    """Say on standard error what could not be read: the first few in full, the rest as a number."""
    serious = [problem for problem in problems if problem.level is not Level.NOTE]
    for problem in serious[:most]:
        place = problem.source.file_place
        say(f"{place}: {problem.message}" if place else problem.message)
        written = [f"{word}: {value}" for word, value in (("stands there", problem.value),
                                                          ("expected", problem.expected)) if value]
        if written:
            say(f"    {'; '.join(written)}")
        if problem.remedy:
            say(f"    {problem.remedy}")
    if len(serious) > most:
        say(f"{len(serious) - most} more problems; all of them are in the JSON answer.")


def show(text: str, *, json: bool = False) -> None:
    """An answer on standard output: JSON as it is, anything else in lines without control signs from files."""
    typer.echo(text if json else on_screen(text), nl=False)


def say(text: str) -> None:
    """One line of talk, on standard error; control signs from files are left out."""
    typer.echo("".join(sign for sign in text if sign.isprintable()), err=True)
