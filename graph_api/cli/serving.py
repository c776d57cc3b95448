"""goldthread serve: the explorer, the report and the GraphQL API on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from graph_api.cli.common import Baseline, Mapping, Paths, Rules, Settings, Waivers
from graph_api.options import Options


def serve_command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: Paths,
    host: Annotated[str, typer.Option("--host", help="Address to listen at; only this machine's own.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen at.", min=0, max=65535)] = 8000,
    watch: Annotated[bool, typer.Option("--watch", help="Load again when a file changes.")] = False,
    baseline: Baseline = None,
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Open the plans in a browser: the explorer with ready-made questions, the report, the GraphQL API."""
    from graph_api.web.serve import serve  # noqa: PLC0415 - the web server loads only when wanted

    options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings, baseline=baseline)
    raise typer.Exit(serve(paths, options, host=host, port=port, watch=watch))
