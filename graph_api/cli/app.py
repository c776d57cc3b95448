"""The commands of `goldthread` and what they share: paths, options, exit codes."""

from __future__ import annotations

import sys

import typer

from graph_api.cli import (
    checking,
    comparing,
    converting,
    explaining,
    framework,
    freezing,
    listing,
    making,
    mapping,
    reporting,
    serving,
    syncing,
    templating,
)

app = typer.Typer(
    name="goldthread", no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help="Find where the golden thread breaks: between a council's plans, from the vision down to each person.")
app.command("check")(checking.check_command)
app.command("report")(reporting.report_command)
app.command("compare")(comparing.compare_command)
app.command("freeze")(freezing.freeze_command)
app.command("serve")(serving.serve_command)
app.command("sync")(syncing.sync_command)
app.command("sets")(listing.sets_command)
app.command("convert")(converting.convert_command)
app.command("thread")(explaining.thread_command)
app.command("rule")(explaining.rule_command)
app.command("kind")(explaining.kind_command)
app.command("framework")(framework.framework_command)
app.command("generate")(making.generate_command)
app.command("map")(mapping.map_command)
app.command("template")(templating.template_command)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - only when asked

        typer.echo(f"goldthread {version('goldthread')}")
        raise typer.Exit


@app.callback()
def _main(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say which version this is."),
) -> None:
    """Show help where no command is named."""


def main() -> None:
    """Run the command that was typed. A reader that closes the pipe early is no fault of ours."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
