"""Where a server may be, who we are to it, and that its password stands nowhere else; no server is needed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_api.stores.neo4j.address import Address, address_of, is_store_url
from graph_api.stores.neo4j.errors import StoreRefusedError

SECRET = {"GOLDTHREAD_NEO4J_PASSWORD": "s3cret-word"}


@pytest.mark.parametrize(("url", "meant"), [
    ("bolt://127.0.0.1:7687", "bolt://127.0.0.1:7687"), ("bolt://localhost", "bolt://localhost"),
    (" BOLT://LocalHost/ ", "bolt://localhost"), ("bolt://[::1]:7687", "bolt://[::1]:7687"),
    ("neo4j://127.0.0.53:7687", "bolt://127.0.0.53:7687"),  # its list of servers may not lead off this machine
    ("neo4j+s://graph.example.org", "neo4j+s://graph.example.org"),
    ("bolt+s://10.0.0.1:7000", "bolt+s://10.0.0.1:7000"), ("neo4j+s://localhost", "neo4j+s://localhost"),
])  # fmt: skip
def test_urls_that_lead_to_a_server(url: str, meant: str) -> None:
    assert address_of(url, SECRET).url == meant


@pytest.mark.parametrize(("url", "why"), [
    ("bolt://graph.example.org", "plain text"), ("neo4j://10.0.0.1", "plain text"),
    ("bolt://127.0.0.1.example.org", "plain text"), ("bolt://localhost.example.org", "plain text"),
    ("bolt+ssc://graph.example.org", "begins with none"), ("http://127.0.0.1:7474", "begins with none"),
    ("127.0.0.1:7687", "begins with none"), ("", "begins with none"), ("bolt://", "no host"),
    ("bolt://:7687", "no host"), ("bolt://127.0.0.1:x", "cannot be read"), ("bolt://127.0.0.1:70000", "cannot be read"),
    ("bolt://[::1", "cannot be read"), ("bolt://127.0.0.1/plans", "after its host"),
    ("neo4j://127.0.0.1?policy=x", "after its host"), ("bolt://127.0.0.1#x", "after its host"),
])  # fmt: skip
def test_urls_that_are_refused(url: str, why: str) -> None:
    with pytest.raises(StoreRefusedError, match=why):
        address_of(url, SECRET)


@pytest.mark.parametrize("url", [
    "bolt://neo4j:s3cret-word@127.0.0.1", "bolt://:s3cret-word@127.0.0.1", "bolt://s3cret-word@127.0.0.1",
    "http://a:s3cret-word@h", "bolt://a:s3cret-word@h:x"])
def test_password_in_a_url_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(StoreRefusedError) as refused:
        address_of(url, SECRET)
    assert "s3cret" not in str(refused.value)


def test_plain_text_over_a_network_needs_a_word(tmp_path: Path) -> None:
    said = {**SECRET, "GOLDTHREAD_NEO4J_PLAIN": "yes"}
    assert address_of("neo4j://graph.example.org:7687", said).url == "neo4j://graph.example.org:7687"
    assert address_of("neo4j://127.0.0.1", said).url == "neo4j://127.0.0.1"
    with pytest.raises(StoreRefusedError, match="GOLDTHREAD_NEO4J_PLAIN=yes"):
        address_of("neo4j://graph.example.org", {**SECRET, "GOLDTHREAD_NEO4J_PLAIN": "1"})


def test_user_password_and_database_come_from_the_environment(tmp_path: Path) -> None:
    assert address_of("bolt://localhost", SECRET) == Address("bolt://localhost", "neo4j", "s3cret-word", "neo4j")
    file = tmp_path / "password"
    file.write_text("from a file\nsecond line\n", encoding="utf-8")
    said = {"GOLDTHREAD_NEO4J_USER": "loader", "GOLDTHREAD_NEO4J_PASSWORD_FILE": str(file),
            "GOLDTHREAD_NEO4J_DATABASE": "plans"}
    assert address_of("bolt://localhost", said) == Address("bolt://localhost", "loader", "from a file", "plans")
    assert address_of("bolt://localhost", {**said, **SECRET}).password == "s3cret-word"  # noqa: S105 - made up


def test_missing_password_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("\n", encoding="utf-8")
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for file, why in ((None, "No password"), (empty, "empty line"), (binary, "cannot be read"),
                      (tmp_path / "none", "cannot be read"), (tmp_path, "cannot be read")):
        said = {} if file is None else {"GOLDTHREAD_NEO4J_PASSWORD_FILE": str(file)}
        with pytest.raises(StoreRefusedError, match=why):
            address_of("bolt://localhost", said)


def test_password_is_not_shown() -> None:
    address = address_of("bolt://localhost", SECRET)
    assert "s3cret" not in f"{address!r} {address} {address.shown}"


@pytest.mark.parametrize(("text", "yes"), [
    ("bolt://h", True), ("neo4j+s://h", True), ("NEO4J://h", True), ("plans", False), ("http://h", False),
    ("c:/plans", False), ("://", False)])
def test_urls_are_told_from_paths(text: str, *, yes: bool) -> None:
    assert is_store_url(text) is yes
