"""goldthread serve: the explorer, the report and the GraphQL API on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from graph_api.cli.common import (
    Baseline,
    Mapping,
    Rules,
    Settings,
    SomePaths,
    Store,
    Waivers,
    check_source,
)
from graph_api.options import Options


def serve_command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: SomePaths = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen at; only this machine's own.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen at.", min=0, max=65535)] = 8000,
    watch: Annotated[bool, typer.Option("--watch", help="Load again when a file changes.")] = False,
    baseline: Baseline = None,
    store: Store = None,
    plan_set: Annotated[list[str] | None, typer.Option(
        "--plan-set", help="The plan set in the store. Given again: another one that callers see in the list of plan "
                           "sets and in the sums, with its counts alone.", metavar="NAME")] = None,
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Open the plans in a browser: the explorer with ready-made questions, the report, the GraphQL API."""
    from graph_api.web.serve import serve, serve_store  # noqa: PLC0415 - the web server loads only when wanted

    name, others = plan_set[0] if plan_set else None, (plan_set or [])[1:]
    options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings, baseline=baseline)
    check_source(paths, store, name, options)
    if store is None:
        raise typer.Exit(serve(paths or [], options, host=host, port=port, watch=watch))
    if watch:
        raise typer.BadParameter("goes without --store, which is looked at by itself", param_hint="--watch")
    raise typer.Exit(serve_store(store, name, options, host=host, port=port, others=others))
