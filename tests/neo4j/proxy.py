"""Stands between a driver and its server on this machine, and does what bad networks do."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"
COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message of Bolt that ends a transaction."""
PIECE = 65_536


class Proxy:
    """Passes bytes on between whoever calls `port` and the server, as it is told to.

    `delay` is how many seconds each piece of an answer waits; with `cut_commits` so many commits reach the server,
    and their answers are lost with the connection.
    """

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.delay = 0.0
        self.cut_commits = self.cut = 0
        self._listening = socket.create_server((HOST, 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _close(self._listening)  # whose end wakes who waits for the next caller

    @property
    def url(self) -> str:
        """Where drivers find it."""
        return f"bolt://{HOST}:{self.port}"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                try:
                    server = socket.create_connection((HOST, self.server_port), timeout=5)
                except OSError:
                    caller.close()
                    continue
                server.settimeout(None)
                lost = threading.Event()
                for pump in (self._to_server, self._to_caller):
                    threading.Thread(target=pump, args=(caller, server, lost), daemon=True).start()

    def _to_server(self, caller: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while piece := caller.recv(PIECE):
                if COMMIT in piece and self.cut < self.cut_commits:
                    self.cut += 1
                    lost.set()
                server.sendall(piece)
        _close(caller, server)

    def _to_caller(self, caller: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while piece := server.recv(PIECE):
                if lost.is_set():
                    break
                time.sleep(self.delay)
                caller.sendall(piece)
        _close(caller, server)


def _close(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
