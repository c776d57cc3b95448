"""Where a Neo4j server is and who we are to it: the URL as given, user and password from the environment alone."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graph_api.stores.neo4j.errors import StoreRefusedError

ENCRYPTED = ("neo4j+s", "bolt+s")
SCHEMES = ("neo4j", "neo4j+s", "bolt", "bolt+s")
SETTING = "GOLDTHREAD_NEO4J"
EXAMPLE = "Write it like bolt://127.0.0.1:7687 or neo4j+s://graph.example.org."


@dataclass(frozen=True, slots=True)
class Address:
    """A server, a database in it, and the user that we are there."""

    url: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"

    @property
    def shown(self) -> str:
        """The server as people may see it."""
        return self.url


def address_of(url: str, environment: Mapping[str, str] | None = None) -> Address:
    """The address that a URL means here; StoreRefusedError where it is none that we go to.

    User, password and database come from GOLDTHREAD_NEO4J_USER, _PASSWORD (or _PASSWORD_FILE) and _DATABASE. Plain
    text leaves this machine only with GOLDTHREAD_NEO4J_PLAIN=yes.
    """
    said = os.environ if environment is None else environment
    scheme, host, port = _parts(url)
    plain = said.get(f"{SETTING}_PLAIN") == "yes"
    local = _is_loopback(host)
    if scheme not in ENCRYPTED and not local and not plain:
        raise StoreRefusedError(
            f"{host} is another machine, and {scheme}:// would send the password and the plans there in plain text.",
            f"Use {scheme}+s://, or set {SETTING}_PLAIN=yes where the network between is safe.")
    if scheme == "neo4j" and local and not plain:
        scheme = "bolt"  # so that its list of servers cannot lead off this machine
    where = f"[{host}]" if ":" in host else host
    return Address(
        f"{scheme}://{where}" + (f":{port}" if port else ""), said.get(f"{SETTING}_USER") or "neo4j", _password(said),
        said.get(f"{SETTING}_DATABASE") or "neo4j")


def is_store_url(text: str) -> bool:
    """Whether a word of a command is the URL of a server, and no path of a folder."""
    return "://" in text and text.partition("://")[0].lower() in SCHEMES


def _parts(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port; StoreRefusedError for anything else. What may be a password is never repeated."""
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError as error:
        raise StoreRefusedError("The URL of the store cannot be read.", EXAMPLE) from error
    if parts.username is not None or parts.password is not None:
        raise StoreRefusedError(
            "The URL of the store holds a user or password, where others can see it.",
            f"Take it out, and set {SETTING}_USER and {SETTING}_PASSWORD.")
    if scheme not in SCHEMES:
        raise StoreRefusedError(f"The URL of the store begins with none of {', '.join(SCHEMES)}.", EXAMPLE)
    if not host:
        raise StoreRefusedError("The URL of the store names no host.", EXAMPLE)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise StoreRefusedError(
            "The URL of the store has something after its host.",
            f"Take it out; {SETTING}_DATABASE names a database other than neo4j.")
    return scheme, host, port


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _password(said: Mapping[str, str]) -> str:
    """The password itself, or the first line of the file that holds it."""
    password, file = said.get(f"{SETTING}_PASSWORD"), said.get(f"{SETTING}_PASSWORD_FILE")
    if password:
        return password
    if not file:
        raise StoreRefusedError(
            "No password for the store is set.", f"Set {SETTING}_PASSWORD, or {SETTING}_PASSWORD_FILE to a file of it.")
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise StoreRefusedError(f"The file of {SETTING}_PASSWORD_FILE cannot be read.") from error
    if not lines or not lines[0]:
        raise StoreRefusedError(f"The file of {SETTING}_PASSWORD_FILE begins with an empty line.")
    return lines[0]
