"""What was parsed once is kept, so that a second run over unchanged files need not parse them again.

Kept as JSON in the user's own cache folder, by the hash of the file, the limits and our own parsers; never as pickle,
which would run what somebody put there. Plans can hold personal data, so the folder is its owner's alone, what was not
used for a month is deleted, and `cache: no` in goldthread.yaml or GOLDTHREAD_CACHE=off keeps nothing at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from loaders.formats import Format
from loaders.parsed import MEGABYTE, Parsed

OFF, FOLDER, BEGUN = "off", "parsed", "begun-"
OURS = re.compile(r"[0-9a-f]{64}\.json")
LARGEST = 50 * MEGABYTE
"""What is larger is parsed anew each time, or one strange file could fill the disk."""
SETTING = "GOLDTHREAD_CACHE"
"""Names another folder, or is `off`."""
UNUSED_DAYS = 30
SMALLEST = 20_000
"""Bytes below which a file is parsed as fast as its kept form is found."""
LIBRARIES = ("pyyaml", "python-calamine", "pypdf")


class Kept:
    """The cache folder. Nothing here fails a load: what cannot be read or written is parsed again."""

    def __init__(self, *, on: bool = True) -> None:
        wanted = os.environ.get(SETTING, "")
        self.folder = (Path(wanted) if wanted else user_cache_path("goldthread", appauthor=False)) / FOLDER
        self.on = on and wanted.lower() != OFF
        self.swept = False

    def find(self, form: Format, data: bytes, limits: Mapping[str, float]) -> Parsed | None:
        """What was kept of this very file, or None."""
        if not self.holds(form, data):
            return None
        path = self._path(form, data, limits)
        with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            if _is_ours_alone(self.folder):
                found = Parsed.from_json(path.read_bytes())
                os.utime(path)  # counts as used
                return found
        return None

    def keep(self, form: Format, data: bytes, limits: Mapping[str, float], parsed: Parsed) -> None:
        """Keeps what was parsed; whole or not at all."""
        # A parser that was given up may do better next time.
        if not self.holds(form, data) or any(told.code.startswith("parser-") for told in parsed.problems):
            return
        text = parsed.to_json().encode("utf-8", "replace")
        if len(text) > LARGEST:
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours_alone(self.folder):
                return
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=BEGUN)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(text)
                Path(name).replace(self._path(form, data, limits))
            finally:
                Path(name).unlink(missing_ok=True)
            self._sweep()

    def holds(self, form: Format, data: bytes) -> bool:
        """Whether files like this are kept."""
        return self.on and form.kept and len(data) >= (0 if form.apart == 0 else SMALLEST)

    def _path(self, form: Format, data: bytes, limits: Mapping[str, float]) -> Path:
        digest = hashlib.sha256(data)
        digest.update(f"{form.name} {json.dumps(dict(sorted(limits.items())))} {_parsers()}".encode())
        return self.folder / f"{digest.hexdigest()}.json"

    def _sweep(self) -> None:
        """Deletes what nobody used for a month, and what a run that was killed left behind; once a run."""
        if self.swept:
            return
        self.swept = True
        oldest = time.time() - UNUSED_DAYS * 24 * 3600
        for path in self.folder.iterdir():
            if (OURS.fullmatch(path.name) or path.name.startswith(BEGUN)) and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def _is_ours_alone(folder: Path) -> bool:
    """Whether nobody else can have put anything into the folder; where a system has no owners, that is taken so."""
    if not hasattr(os, "getuid"):
        return True
    about = folder.stat()
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


@cache
def _parsers() -> str:
    """A word that changes whenever a parser may: our own sources by size and time, the libraries by version."""
    here = Path(__file__).parent
    ours = [(path.name, path.stat().st_size, path.stat().st_mtime_ns)
            for path in sorted((*here.rglob("*.py"), *here.with_name("schema").rglob("*.py")))]
    return f"{ours} {[version(name) for name in LIBRARIES]}"
