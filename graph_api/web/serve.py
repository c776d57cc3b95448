"""Serves plans on this machine, until somebody stops it."""

from __future__ import annotations

import gc
import ipaddress
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn

from graph_api.options import Options
from graph_api.pipeline import Opened, open_plans
from graph_api.reports.frozen import another_answer
from graph_api.saved_read import SavedCheckError
from graph_api.stores.neo4j.errors import StoreError
from graph_api.thawing import another_program
from graph_api.web.app import make_app
from graph_api.web.held import Held, HeldStore
from graph_api.web.watch import Watcher

BAD = 2
"""The exit code for bad usage, or where nothing could be read."""


def serve(
    paths: Sequence[Path], options: Options | None = None, host: str = "127.0.0.1", port: int = 8000,
    watch: bool = False,
) -> int:
    """Serve the plans of some paths; the exit code. With `watch` they are loaded again when a file changes."""
    if not _is_ours(host):
        return BAD
    try:
        opened = open_plans(paths, options)
    except SavedCheckError as error:
        say(f"The baseline cannot be used. {error}")
        return BAD
    if opened.nothing_read:
        say("Nothing could be read. `goldthread check` says why.")
        return BAD
    if told := another_program(opened.thawed):
        say(told)
    listening = _listening(host, port)
    if listening is None:
        return BAD
    with listening:
        return _run(opened, paths, options, listening, host, watch=watch)


def serve_store(
    url: str, plan_set: str | None, options: Options | None = None, host: str = "127.0.0.1", port: int = 8000,
    *, others: Sequence[str] = (),
) -> int:
    """Serve a plan set of a store, whatever is synchronised there meanwhile; the exit code. Of the `others` callers
    see counts alone.
    """
    if not _is_ours(host):
        return BAD
    listening = _listening(host, port)
    if listening is None:
        return BAD
    from graph_api.remote import Remote  # noqa: PLC0415 - the driver loads only when wanted

    with listening:
        try:
            held = HeldStore(Remote(url, plan_set, options, others=others))
        except SavedCheckError as error:
            say(f"The baseline cannot be used. {error}")
            return BAD
        except StoreError as error:
            say(str(error))
            return BAD
        _serve(held, listening, host)
    return 0


def _is_ours(host: str) -> bool:
    """Whether we listen there; says why where we do not."""
    if not is_this_machine(host):
        say(f"Goldthread does not know yet who is asking, so it listens on this machine alone, and {host} is not "
            "that. Use 127.0.0.1, or put a server that checks who is asking in front of it.")
        return False
    return True


def _listening(host: str, port: int) -> socket.socket | None:
    """A socket that listens there; says why where there can be none."""
    try:
        return listen(host, port)
    except OSError as error:
        say(f"Port {port} of {host} cannot be used ({error.strerror}). Choose another one with --port.")
        return None


def _run(
    opened: Opened, paths: Sequence[Path], options: Options | None, listening: socket.socket, host: str, *, watch: bool
) -> int:
    held = Held(opened)
    check = held.edition.moment().check  # now, so that nobody waits for it
    if check.not_compared:
        say(f"The baseline cannot be compared with the plans as of {check.as_of}. {check.not_compared}")
    if told := another_answer(opened, check):
        say(told)
    watcher = Watcher(_watched(paths, opened, options), lambda: reload(held, paths, options)) if watch else None
    if watcher:
        watcher.start()
    else:
        gc.freeze()  # the plans stay for good: the collector need not walk them again and again
    try:
        _serve(held, listening, host)
    finally:
        if watcher:
            watcher.stop()
    return 0


def _serve(held: Held, listening: socket.socket, host: str) -> None:
    """Serves until somebody stops it; the application lets go of a store when it ends."""
    server = uvicorn.Server(uvicorn.Config(
        make_app(held, [_name(host)]), log_level="warning", access_log=False, server_header=False, ws="none",
        lifespan="on"))
    say(f"Goldthread is at http://{_name(host)}:{listening.getsockname()[1]}/ (Ctrl-C stops it)")
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def reload(held: Held, paths: Sequence[Path], options: Options | None) -> None:
    """Load again and serve that; where that fails, go on serving what there is, and say so."""
    try:
        opened = open_plans(paths, options)
        if opened.nothing_read:
            say("A file changed, and nothing could be read now. The plans as loaded before go on being served.")
            return
        held.swap(opened)
    except Exception as error:  # whatever it is, the server must go on
        say(f"A file changed, and loading failed ({type(error).__name__}). "
            "The plans as loaded before go on being served.")
        return
    say(f"A file changed: {opened.store.counts().total} items loaded again.")


def is_this_machine(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; OSError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def say(text: str) -> None:
    """One line for whoever started the server."""
    print("".join(sign for sign in text if sign.isprintable()), file=sys.stderr, flush=True)


def _name(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _watched(paths: Sequence[Path], opened: Opened, options: Options | None) -> list[Path]:
    named = [options.mapping, options.rules, options.findings, options.waivers, options.settings,
             options.baseline] if options else []
    return [*paths, *opened.settings.named, *(file for file in named if file)]
