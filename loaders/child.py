"""Parsing in another process. A workbook from a stranger may hold anything; what it does to its parser stays there.

The child gets bytes on its standard input, a memory cap and a deadline, and writes JSON to a file that it cannot make
larger than its limit. It opens no path that came from outside. Where the system has no `resource` (Windows), there is
the deadline alone.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import IO

from loaders.formats import BY_NAME, Format
from loaders.parsed import MEGABYTE, Parsed
from loaders.problems import problem

OUT_OF_MEMORY, ANSWER_TOO_LARGE = 3, 4
"""The exit codes of a child that met its memory cap, or the limit of what it may answer."""
KEPT_NAMES = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL")
"""What of our own surroundings a child may know."""


def parse_apart(form: Format, data: bytes, limits: Mapping[str, float]) -> Parsed:
    """What the format's parser makes of the data, in another process; a problem where it could not end well."""
    command = [sys.executable, "-I", "-m", "loaders.child", form.name, json.dumps(dict(limits))]
    surroundings = {name: value for name, value in os.environ.items() if name in KEPT_NAMES}
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
                command, input=data, stdout=answer, stderr=subprocess.DEVNULL, env=surroundings,
                timeout=limits["seconds"], check=False)
        except subprocess.TimeoutExpired:
            return Parsed(problems=[problem(
                "parser-slow", expected=f"at most {limits['seconds']:g} seconds",
                remedy="Split the file, or raise `limits: {seconds: ..}` in goldthread.yaml.")])
        return _answer(done.returncode, answer, limits)


def _answer(code: int, answer: IO[bytes], limits: Mapping[str, float]) -> Parsed:
    """What the child wrote, if it ended well."""
    if code == 0:
        answer.seek(0)
        try:
            return Parsed.from_json(answer.read())
        except (ValueError, TypeError, KeyError):
            code = 1
    if code == OUT_OF_MEMORY:
        return Parsed(problems=[problem(
            "parser-memory", expected=f"at most {limits['memoryMegabytes']:g} megabytes while it is read",
            remedy="Split the file, or raise `limits: {memoryMegabytes: ..}` in goldthread.yaml.")])
    if code == ANSWER_TOO_LARGE:
        return Parsed(problems=[problem(
            "parser-memory", "The file holds more than the limit once it is unpacked, so it was given up.",
            expected=f"at most {limits['unpackedMegabytes']:g} megabytes",
            remedy="Split the file, or raise `limits: {unpackedMegabytes: ..}` in goldthread.yaml.")])
    return Parsed(problems=[problem(
        "parser-failed", remedy="Save it again from where it came from; raise `limits: {memoryMegabytes: ..}` if that "
        "was lowered.")])


def _cap(limits: Mapping[str, float]) -> None:
    """Takes from this process what it must not have: memory without end, time without end, large files."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    memory = int(limits["memoryMegabytes"] * MEGABYTE)
    seconds = int(limits["seconds"]) + 1
    answer = int(limits["unpackedMegabytes"] * MEGABYTE)
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds),
                       (resource.RLIMIT_FSIZE, answer), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # a cap that is lower already
            continue


def main() -> int:
    """The child: parse standard input, write JSON to standard output."""
    form, limits = BY_NAME[sys.argv[1]], json.loads(sys.argv[2])
    _cap(limits)
    gc.set_threshold(100_000)  # what is parsed stays until the end, so to look through it often is wasted
    try:
        data = sys.stdin.buffer.read()
        parsed = form.parser()(data, limits)
        sys.stdout.buffer.write(parsed.to_json().encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as error:
        return ANSWER_TOO_LARGE if error.errno == errno.EFBIG else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
