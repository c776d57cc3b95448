"""Notices when a file of the plans changes, by looking once a second."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

SECONDS = 1.0
Signature = dict[Path, tuple[int, int]]
"""When each file was last written, in nanoseconds, and how many bytes it holds."""


def signature(paths: Iterable[Path]) -> Signature:
    """What tells whether anything changed in files and folders; what cannot be read is not there."""
    found: Signature = {}
    for path in paths:
        for file in path.rglob("*") if path.is_dir() else [path]:
            try:
                about = file.stat()
            except (OSError, ValueError):  # gone since it was listed, or no name that a file can have
                continue
            if stat.S_ISREG(about.st_mode):
                found[file] = (about.st_mtime_ns, about.st_size)
    return found


class Watcher(threading.Thread):
    """Calls `changed` when files have changed and stayed so for one look: none is read half-written."""

    def __init__(self, paths: Sequence[Path], changed: Callable[[], None], seconds: float = SECONDS) -> None:
        super().__init__(name="goldthread-watch", daemon=True)
        self.paths, self.changed, self.seconds = paths, changed, seconds
        self.stopped = threading.Event()
        self._loaded = self._last = signature(paths)

    def look(self) -> None:
        """Look once."""
        now = signature(self.paths)
        settled, self._last = now == self._last, now
        if settled and now != self._loaded:
            self._loaded = now
            self.changed()

    def run(self) -> None:
        """Look until stopped."""
        while not self.stopped.wait(self.seconds):
            self.look()

    def stop(self) -> None:
        """Look no more."""
        self.stopped.set()
