"""The home of a server: its folder with data, logs, settings, password, and a note of process and port."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from graph_api.web.node import UnavailableError, run

HERE = Path(__file__).resolve().parent
FOLDERS = ("conf", "data", "logs", "plugins", "import", "run")
FILES = ("password", "server.json", "licenses", "certificates")
SHORTEST = 8
"""Neo4j refuses passwords of fewer characters."""

SETTINGS = """\
server.default_listen_address={host}
server.bolt.enabled=true
server.bolt.listen_address={host}:{port}
server.bolt.advertised_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={pages}
dbms.security.auth_enabled=true
dbms.security.allow_csv_import_from_file_urls=false
dbms.usage_report.enabled=false
db.transaction.timeout=120s
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=keep_none
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""
"""The last line spares ten idle seconds at each stop; logs that are not made large ahead spare half a gigabyte."""
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
THOROUGH = ("-XX:+UseG1GC",)
QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Compiles less of Neo4j to machine code: for a few minutes of small queries that takes half the time and memory."""
FLAGS = (
    "-XX:-OmitStackTraceInFastThrow", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true", "-Dio.netty.tryReflectionSetAccessible=true", "-Djdk.nio.maxCachedBufferSize=1024",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED), "--enable-native-access=ALL-UNNAMED",
)  # fmt: skip


def prepare(home: Path, java: Path, jars: Path, password: str = "") -> str:
    """Makes the folders, and before the first start sets the password; returns the one that holds.

    A home that has data keeps its password whatever is given. Without one it is random. ValueError if Neo4j would not
    take it.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _is_ours(home):
        home.chmod(0o700)  # mkdir leaves a folder as it is that was there
    for folder in FOLDERS:
        (home / folder).mkdir(exist_ok=True)
    if (home / "data" / "dbms").exists():
        return password_of(home)
    password = password or secrets.token_hex(16)
    if len(password) < SHORTEST or not (password.isascii() and password.isprintable()):
        raise ValueError(f"A password for Neo4j has {SHORTEST} or more characters, letters of ASCII and no tabs.")
    _write_secret(password_file(home), password)
    _set_password(home, java, jars, password)
    return password


def password_file(home: Path) -> Path:
    """Holds the password; only its owner can read it."""
    return home / "password"


def password_of(home: Path) -> str:
    """The password of a home that was used before; UnavailableError where its file is gone."""
    try:
        return password_file(home).read_text(encoding="utf-8")
    except OSError as error:
        raise UnavailableError(
            f"{password_file(home)} cannot be read, and nobody else knows the password of this server; "
            "delete the folder, or take another --home") from error


def configure(home: Path, host: str, port: int, pages: str) -> None:
    """Writes the settings: one door, on this address."""
    text = SETTINGS.format(host=host, port=port, pages=pages)
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")


def command(home: Path, java: Path, jars: Path, heap: str, *, quick: bool, version: str) -> tuple[str, ...]:
    """The command line of the server; it holds no secret."""
    old = version.startswith("5.")
    entry = "org.neo4j.server.CommunityEntryPoint" if old else str(HERE / "Neo4jCommunity.java")
    where = (f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode")
    sizes = ("-Xms256m", f"-Xmx{heap}", *(QUICK if quick else THOROUGH))
    return (str(java), *sizes, *FLAGS, "-cp", f"{jars}/*", entry, *where)


def note(home: Path, pid: int, port: int) -> None:
    """Writes down which process serves this home and where."""
    (home / "server.json").write_text(json.dumps({"pid": pid, "port": port}), encoding="utf-8")


def noted(home: Path) -> tuple[int, int]:
    """Process and port as last written down, whether or not it still runs; zeros if there is nothing."""
    try:
        found = json.loads((home / "server.json").read_text(encoding="utf-8"))
        return int(found["pid"]), int(found["port"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0


def last_port(home: Path) -> int:
    """Where it listened last time, so that what points there keeps working; 0 if never."""
    return noted(home)[1]


def _is_ours(home: Path) -> bool:
    """Whether the folder is this user's, and holds nothing but what a server of ours puts there."""
    return home.stat().st_uid == os.getuid() and {path.name for path in home.iterdir()} <= {*FOLDERS, *FILES}


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _set_password(home: Path, java: Path, jars: Path, password: str) -> None:
    """Neo4j's own tool takes the password as a word; words in a file of Java's are seen by nobody else."""
    quoted = '"' + password.replace("\\", "\\\\").replace('"', '\\"') + '"'
    words = home / "run" / "words"
    _write_secret(words, f"org.neo4j.cli.AdminTool dbms set-initial-password -- {quoted}\n")
    quick = ("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8")
    places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    try:
        done = run([str(java), *quick, "-cp", f"{jars}/*", f"@{words}"], home, {**os.environ, **places})
    finally:
        words.unlink()
    if done.returncode:
        said = (done.stderr or done.stdout).replace(password, "***").strip()
        raise UnavailableError(f"Neo4j's tool could not set the password ({said[-300:]})")
