"""What a Neo4j server needs from outside this repository: a Java that it runs on, and its jars.

Maven fetches the jars (about 130 MB) once into the user's own cache folder, from wherever the machine's Maven is set
to look. Nothing of Neo4j is kept in this repository or shipped with Goldthread.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path

from graph_api.web.node import UnavailableError, run

VERSION = "5.26.30"
HERE = Path(__file__).resolve().parent
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
PLACES_OF_JAVA = ("usr/lib/jvm/*/bin/java", "Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java")


def javas_for(version: str) -> tuple[int, ...]:
    """The versions of Java that this version of Neo4j runs on; ValueError if it is not written like 5.26.30."""
    if not re.fullmatch(r"\d+\.\d+\.\d+(\.\d+)?", version):
        raise ValueError(f"Not a version of Neo4j: {version}. It is written like {VERSION}.")
    year, month = (int(part) for part in version.split(".")[:2])
    if year < 2025:
        return (17, 21)
    return (21,) if (year, month) < (2025, 10) else (21, 25)


def find_java(version: str = VERSION) -> Path:
    """A Java for this version of Neo4j: that of JAVA_HOME, of the PATH, or where systems put them.

    Raises UnavailableError that says what is missing.
    """
    if sys.platform == "win32":
        raise UnavailableError("a server is started on Linux and macOS only")
    wanted = javas_for(version)
    for java in _candidates():
        if _major(java) in wanted:
            return java
    names = " or ".join(str(major) for major in wanted)
    raise UnavailableError(f"no Java {names} was found (install one, or set JAVA_HOME)")


def find_jars(java: Path, version: str = VERSION) -> Path:
    """The folder of the jars, which are fetched first where they are not there; by one process at a time.

    Raises UnavailableError where there is no Maven or it cannot fetch them.
    """
    kept = user_cache_path("goldthread", appauthor=False) / "neo4j-jars"
    jars = kept / version
    if not jars.is_dir():
        kept.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(kept / f"{version}.lock"):
            if not jars.is_dir():
                _fetch(java, version, jars)
    return jars


def _fetch(java: Path, version: str, jars: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise UnavailableError("Maven (mvn) was not found, which fetches Neo4j the first time")
    print(f"Fetching Neo4j {version} with Maven, once (about 130 MB) ...", file=sys.stderr, flush=True)
    new = jars.with_name(f"{version}.new")
    shutil.rmtree(new, ignore_errors=True)
    # -C: a jar whose checksum is wrong is refused.
    said = ("--batch-mode", "--quiet", "-Dstyle.color=never", "-C", "-f", str(HERE / "pom.xml"), COPY)
    where = (f"-Dneo4j.version={version}", "-DincludeScope=runtime", f"-DoutputDirectory={new}")
    home = str(java.resolve().parent.parent)
    done = run([str(Path(maven).absolute()), *said, *where], HERE, {**os.environ, "JAVA_HOME": home})
    if done.returncode or not (new / f"neo4j-{version}.jar").is_file():
        raise UnavailableError(f"Maven could not fetch Neo4j {version} ({_first_error(done.stdout + done.stderr)})")
    new.replace(jars)  # whole or not at all


def _first_error(text: str) -> str:
    errors = [line.removeprefix("[ERROR]").strip() for line in text.splitlines() if "[ERROR]" in line]
    return (errors or ["it gave no reason"])[0][:300]


def _candidates() -> Iterator[Path]:
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home).absolute() / "bin" / "java"
    if on_path := shutil.which("java"):
        yield Path(on_path).absolute()
    for places in PLACES_OF_JAVA:
        yield from sorted(Path("/").glob(places))


def _major(java: Path) -> int | None:
    """17 of `openjdk version "17.0.15"`; None where this is no Java that runs."""
    try:
        done = run([str(java), "-version"])
    except UnavailableError:
        return None
    found = re.search(r'version "(\d+)', done.stderr + done.stdout)
    return int(found[1]) if found and not done.returncode else None


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    """Waits while another process holds the lock; the system lets it go when that process ends, however it ends."""
    if sys.platform == "win32":
        raise UnavailableError("a server is started on Linux and macOS only")
    import fcntl  # noqa: PLC0415 - there is none on Windows, where this module is imported too

    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
