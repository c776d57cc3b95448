"""A process of Neo4j, told from any other by the home on its command line; and a watch that ends it.

Run as `process.py PID HOME` this is the watch: it stops that server when whoever started it is gone without having
done so, say because a test run was killed. It needs the standard library only, so that it is small.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

DONE = b"done\n"
PS = "/bin/ps"


def is_running(pid: int, home: Path) -> bool:
    """Whether that process is the server of this home; a number given to another process since does not count."""
    return f"--home-dir={home} " in command_of(pid)


def command_of(pid: int) -> str:
    """The command line, words ended by spaces, as every user of the machine can see it; empty if there is none."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
    if Path("/proc/self").exists() or not Path(PS).exists():
        return ""
    said = subprocess.run([PS, "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)  # noqa: S603 - a number
    return said.stdout.strip() + " "


def wait_until_gone(pid: int, home: Path, seconds: float) -> bool:
    """Waits for the end of a process that need not be our child; False if it is still there."""
    deadline = time.monotonic() + seconds
    while is_running(pid, home):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def ask_to_stop(pid: int, home: Path) -> None:
    """Tells the server to shut down in order; one that was frozen is woken, or it would never hear."""
    if is_running(pid, home):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
            os.kill(pid, signal.SIGTERM)


def watch(pid: int, home: Path) -> subprocess.Popen[bytes]:
    """Starts the watch over a server. Told DONE it goes away; when its input only ends, our process is gone."""
    command = [sys.executable, "-I", str(Path(__file__).resolve()), str(pid), str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own file


def main() -> None:
    """Be the watch."""
    if sys.stdin.buffer.readline() != DONE:
        ask_to_stop(int(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
