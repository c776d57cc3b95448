"""goldthread sync: put a plan set into Neo4j, or bring it up to date there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph_api.carried import to_carry
from graph_api.cli.common import Mapping, Rules, Settings, Waivers, bar, opened, path_of, say, show, tell_problems
from graph_api.options import Options
from graph_api.pipeline import Opened
from graph_api.stores.neo4j.errors import StoreError
from loaders.settings import PLAN_SET
from schema.records import Loaded

if TYPE_CHECKING:
    from graph_api.stores.neo4j.connect import Connection
    from graph_api.stores.neo4j.sync import Synced
    from graph_api.stores.neo4j.wanted import Wanted

Store = Annotated[str | None, typer.Option(
    "--store", envvar="GOLDTHREAD_NEO4J_URL", metavar="URL",
    help="The Neo4j server, like bolt://127.0.0.1:7687. Its user and password are read from GOLDTHREAD_NEO4J_USER and "
         "GOLDTHREAD_NEO4J_PASSWORD (or the file that GOLDTHREAD_NEO4J_PASSWORD_FILE names).")]


def sync_command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: Annotated[list[Path] | None, typer.Argument(
        help="Folders or files of plans, or one snapshot.", metavar="PATH", parser=path_of)] = None,
    store: Store = None,
    plan_set: Annotated[str | None, typer.Option(
        "--plan-set", help="The name of the plan set in the store, in place of the folder's own.")] = None,
    force: Annotated[bool, typer.Option(
        "--force", help="Delete what is gone from the files, however much it is; with --remove, delete.")] = False,
    offline: Annotated[Path | None, typer.Option(
        "--offline", help="Write files for Neo4j's import tool into this folder, and ask no server.",
        file_okay=False)] = None,
    remove: Annotated[str | None, typer.Option(
        "--remove", help="Delete the plan set of this name from the store; says what it would do without --force.",
        metavar="NAME")] = None,
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Bring a plan set in Neo4j to what the files say: write what differs, delete what is gone, nothing else.

    Ends with 0 when the store holds what the files say, with 2 where it does not. What breaks off is completed by
    the next sync.
    """
    _refuse(paths, store, offline, remove)
    try:
        if remove is not None:
            _remove(str(store), remove, force=force)
            return
        options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings)

        def wanted() -> Wanted:
            return _wanted(list(paths or ()), options, plan_set)

        if offline is not None:
            _write(offline, wanted())
        else:
            _sync(str(store), wanted, force=force)
    except StoreError as error:
        say(str(error))
        raise typer.Exit(2) from error


def _refuse(paths: list[Path] | None, store: str | None, offline: Path | None, remove: str | None) -> None:
    """Bad usage where what is asked cannot be told."""
    if remove is not None and (paths or offline):
        raise typer.BadParameter("is given alone, without plans", param_hint="--remove")
    if remove is None and not paths:
        raise typer.BadParameter("names no plans", param_hint="PATH")
    if offline is None and not store:
        raise typer.BadParameter("is missing; give it, or set GOLDTHREAD_NEO4J_URL", param_hint="--store")


def _wanted(paths: list[Path], options: Options, name: str | None) -> Wanted:
    """What the store should hold; the command ends here where nothing can be read."""
    from graph_api.stores.neo4j.wanted import Wanted  # noqa: PLC0415 - only when wanted

    plans = opened(paths, options)
    tell_problems(plans.store.about().problems)
    if plans.nothing_read:
        raise typer.Exit(2)
    loaded = plans.store.whole()
    return Wanted(loaded if name is None else renamed(loaded, name), carried(plans))


def carried(plans: Opened) -> dict[str, str]:
    """What goes into a store with a plan set beside its items and links."""
    rules = {rule.code: rule for rule in (*plans.rules, *plans.tuned)}
    return to_carry(rules.values(), plans.settings, plans.as_of, plans.frameworks)


def renamed(loaded: Loaded, name: str) -> Loaded:
    """The plan set under another name; bad usage where that cannot be one."""
    if not PLAN_SET.fullmatch(name):
        raise typer.BadParameter(
            "has signs that a name cannot hold: it has small letters, figures, hyphens and dots",
            param_hint="--plan-set")
    if any(link.wanted_set == name for link in loaded.links):
        raise typer.BadParameter(
            f"is what references in the files call another plan set; write `planSet: {name}` in goldthread.yaml",
            param_hint="--plan-set")
    return replace(loaded, plan_set=replace(loaded.plan_set, name=name))


def _connect(store: str) -> Connection:
    from graph_api.stores.neo4j.address import address_of  # noqa: PLC0415 - the driver loads only when wanted
    from graph_api.stores.neo4j.connect import LOAD_DEADLINE, LOAD_RETRY, Connection  # noqa: PLC0415

    return Connection(address_of(store), retry=LOAD_RETRY, deadline=LOAD_DEADLINE)


def _sync(store: str, wanted: Callable[[], Wanted], *, force: bool) -> None:
    """The server is asked whether it is there before the files are read, which takes longer."""
    from graph_api.stores.neo4j.sync import sync  # noqa: PLC0415 - as above

    with _connect(store) as connection:
        connection.verify()
        found = wanted()
        with bar("Writing") as progress:
            done = sync(connection, found, force=force, progress=progress)
    if done.completed:
        say("An earlier sync had broken off; this one completed it.")
    show(in_words(done) + "\n")


def in_words(done: Synced) -> str:
    """What a sync did, in one line."""
    what = f"{done.plan_set}: {done.items:,} items and {done.links:,} links"
    if done.unchanged:
        return f"{what}, unchanged."
    return (f"{what}; wrote {done.put_items:,} and {done.put_links:,}, "
            f"deleted {done.gone_items:,} and {done.gone_links:,}.")


def _remove(store: str, name: str, *, force: bool) -> None:
    from graph_api.stores.neo4j.remove import remove  # noqa: PLC0415 - as above

    with _connect(store) as connection:
        connection.verify()
        with bar("Deleting") as progress:
            items = remove(connection, name, force=force, progress=progress)
    typer.echo(f"{name}: deleted, with {items:,} items.")


def _write(folder: Path, wanted: Wanted) -> None:
    from graph_api.stores.neo4j.offline import ARGUMENTS, Offline  # noqa: PLC0415 - as above

    try:
        with bar("Writing") as progress:
            files = Offline(folder, wanted, progress).write()
    except OSError as error:
        say(f"The files could not be written: {error}")
        raise typer.Exit(2) from error
    say(f"Wrote {files} files of {len(wanted.items):,} items and {wanted.total_links:,} links to {folder}.")
    say("With the server stopped and its database empty, run there as the user that the server runs as:")
    typer.echo(f"cd '{folder}' && neo4j-admin database import full @{ARGUMENTS} neo4j")
    say("Then start it, and run this sync again with --store: it makes the indexes, and writes nothing else.")
