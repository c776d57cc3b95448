"""A real Neo4j Community server on this machine, for tests and development.

`python tests/neo4j/server.py start|stop|status [--home DIR] [--port N] [--heap 1g] [--version 5.26.30]`, or from
Python `with start(home) as server: ... server.url, server.auth`. It listens on 127.0.0.1 alone, asks for a password
and reports to nobody. Needs Java and Maven; what is missing is told by UnavailableError.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Self

from platformdirs import user_data_path

from graph_api.web.node import UnavailableError
from tests.neo4j import home as homes
from tests.neo4j.fetch import VERSION, find_jars, find_java
from tests.neo4j.process import DONE, ask_to_stop, is_running, wait_until_gone, watch

HOST = "127.0.0.1"
START_SECONDS = 120.0
"""A start takes 5 to 10 s; a busy machine may need longer."""
STOP_SECONDS = 60.0
CODES = {1: "its port may be in use", 2: "another server uses this home", 3: "a setting is wrong"}
"""What Neo4j means by its exit codes."""
TRIES = 3


class StartError(Exception):
    """The server did not start; the text holds the end of what it said, `code` how it ended."""

    def __init__(self, text: str, code: int | None = None) -> None:
        super().__init__(text)
        self.code = code


@dataclass(eq=False)
class Server:
    """A server of ours. It stays the same object, with the same address and password, over stop and restart."""

    user: ClassVar[str] = "neo4j"
    database: ClassVar[str] = "neo4j"
    home: Path
    port: int
    password: str = field(repr=False)
    pid: int = 0
    command: tuple[str, ...] = ()
    tied: bool = True
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _watch: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where drivers find it."""
        return f"bolt://{HOST}:{self.port}"

    @property
    def auth(self) -> tuple[str, str]:
        """User and password, as the driver takes them."""
        return self.user, self.password

    @property
    def running(self) -> bool:
        """Whether its process is there, frozen or not."""
        return is_running(self.pid, self.home)

    def stop(self) -> None:
        """Shuts down in order and waits; whatever outlasts a minute is killed, and RuntimeError says so."""
        ask_to_stop(self.pid, self.home)
        if not self._ended(STOP_SECONDS):
            self.kill()
            raise RuntimeError(f"Neo4j did not stop within {STOP_SECONDS:.0f} s and was killed: {self.home}")
        self._forget()

    def kill(self) -> None:
        """Ends it as a power cut would: what was committed must be there after `restart`."""
        self._signal(signal.SIGKILL)
        self._ended(STOP_SECONDS)
        self._forget()

    def freeze(self) -> None:
        """Stops it in its tracks: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets a frozen server go on."""
        self._signal(signal.SIGCONT)

    def restart(self) -> None:
        """Starts it again on the same home, port and password, stopped or not; StartError if it cannot."""
        if not self.command:
            raise StartError(f"Only who started this server can start it again: {self.url}")
        if self.running:
            self.stop()
        self._ended(0)
        self._forget()
        log = self.home / "logs" / "console.log"
        with log.open("wb") as console:
            self._process = subprocess.Popen(  # noqa: S603 - our own words and looked-up paths
                self.command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, cwd=self.home,
                start_new_session=True,  # Ctrl-C is for the tests, which then stop it in order
            )
        self.pid = self._process.pid
        if self.tied:
            self._watch = watch(self.pid, self.home)
        homes.note(self.home, self.pid, self.port)
        self._wait_until_started(log, self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait_until_started(self, log: Path, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        try:
            while b"Started." not in log.read_bytes():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise StartError(_why(process.returncode, log), process.returncode)
                time.sleep(0.1)
        except BaseException:  # Ctrl-C while it starts would leave it behind
            self.kill()
            raise

    def _signal(self, number: signal.Signals) -> None:
        if self.running:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def _ended(self, seconds: float) -> bool:
        if self._process is None:  # started by another process
            return wait_until_gone(self.pid, self.home, seconds)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return self._process.returncode is not None

    def _forget(self) -> None:
        """Ends the watch, which must not outlive the server, and lets go of both processes."""
        if self._watch is not None:
            self._watch.communicate(DONE)
        self._process = self._watch = None


def start(
    home: Path, port: int = 0, password: str = "", *, heap: str = "1g", pages: str = "256m",
    version: str = VERSION, tied: bool = True, quick: bool = False,
) -> Server:
    """A server on this home, which is made where it is not there and else keeps its data and password.

    Port 0 is that of last time where it is free, else any free one. `heap` and `pages` (page cache) are sizes as Java
    writes them; a `tied` server does not outlive our process; a `quick` one is for short tests, never for measuring.
    Raises UnavailableError, StartError, and ValueError for a password or version that cannot be.
    """
    home = home.absolute()
    if found := find(home):
        raise StartError(f"A server already runs on this home: {found.url}")
    java = find_java(version)
    jars = find_jars(java, version)
    secret = homes.prepare(home, java, jars, password)
    command = homes.command(home, java, jars, heap, quick=quick, version=version)
    for left in reversed(range(TRIES)):
        chosen = port or _free_port(homes.last_port(home))
        homes.configure(home, HOST, chosen, pages)
        server = Server(home, chosen, secret, command=command, tied=tied)
        try:
            server.restart()
        except StartError as error:
            if port or not left or error.code != 1:
                raise  # else somebody took the port that was free a moment ago
        else:
            return server
    raise AssertionError("not reached: the last try returns or raises")


def find(home: Path) -> Server | None:
    """The server that runs on this home, whoever started it; None if there is none."""
    home = home.absolute()
    pid, port = homes.noted(home)
    if not pid or not is_running(pid, home):
        return None
    return Server(home, port, homes.password_of(home), pid, tied=False)


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as tried, suppress(OSError):
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((HOST, port))
            return int(tried.getsockname()[1])
    raise StartError("No port of this machine is free.")


def _why(code: int | None, log: Path) -> str:
    said = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
    if code is None:
        return f"Neo4j did not start within {START_SECONDS:.0f} s:\n{said}"
    return f"Neo4j did not start ({CODES.get(code, f'exit code {code}')}):\n{said}"


def main(words: list[str] | None = None) -> int:
    """The command: 0 if it is as asked, 1 if not (for `status`: if none runs)."""
    parser = argparse.ArgumentParser(description="A Neo4j server for development, on this machine only.")
    parser.add_argument("what", choices=("start", "stop", "status"))
    parser.add_argument("--home", type=Path, default=user_data_path("goldthread", appauthor=False) / "neo4j")
    parser.add_argument("--port", type=int, default=0, help="without it, that of last time or any free one")
    parser.add_argument("--heap", default="1g")
    parser.add_argument("--version", default=VERSION)
    asked = parser.parse_args(words)
    try:
        return _do(asked)
    except (UnavailableError, StartError, ValueError, RuntimeError) as error:
        print(f"Neo4j: {error}", file=sys.stderr)
        return 1


def _do(asked: argparse.Namespace) -> int:
    server = find(asked.home)
    if asked.what == "start" and server is None:
        password = os.environ.get("GOLDTHREAD_NEO4J_PASSWORD", "")
        server = start(asked.home, asked.port, password, heap=asked.heap, version=asked.version, tied=False)
    if server is None:
        print(f"No server runs on {asked.home}")
        return int(asked.what == "status")
    if asked.what == "stop":
        server.stop()
        print(f"Stopped: {server.url}")
    else:
        print(_how_to_use(server))
    return 0


def _how_to_use(server: Server) -> str:
    secret = homes.password_file(server.home)
    return (
        f"Neo4j runs: {server.url} (process {server.pid}, data and logs in {server.home})\n"
        f"  export GOLDTHREAD_NEO4J_URL={server.url} GOLDTHREAD_NEO4J_USER={server.user}\n"
        f"  export GOLDTHREAD_NEO4J_PASSWORD=\"$(cat '{secret}')\"\n"
        f"To stop it: {sys.executable} tests/neo4j/server.py stop --home '{server.home}'"
    )


if __name__ == "__main__":
    sys.exit(main())
