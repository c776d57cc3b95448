"""Archives before they are unpacked: too large, too many parts, locked, nested, broken, or not what they say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from loaders.archive import check_archive, unpack
from loaders.parsed import LIMITS

MEGABYTE = 1024 * 1024


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as packed:
        for name, held in parts.items():
            packed.writestr(name, held)
    return made.getvalue()


def noughts(megabytes: int) -> bytes:
    """So many megabytes of noughts, packed once and repeated, which is cheap to make and as small as can be."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)) * megabytes + b"\x03\0"


def one_part(held: bytes, check: int, says: int) -> bytes:
    """An archive of one packed part that says it is so long."""
    name = b"xl/workbook.xml"
    about = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, check, len(held), says, len(name), 0)
    first = b"PK\x03\x04" + about + name + held
    listed = b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return first + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(first), 0)


def codes(data: bytes, **limits: float) -> list[str]:
    return [problem.code for problem in check_archive(data, {**LIMITS, **limits})]


def test_an_honest_archive_may_be_unpacked():
    data = archive({"a.xml": b"<a/>", "b/c.xml": b"text"})
    assert check_archive(data, LIMITS) == []
    assert unpack(data, LIMITS, lambda name: name == "b/c.xml").parts == {"b/c.xml": b"text"}


def test_a_megabyte_that_unpacks_to_a_thousand_is_refused_whatever_it_says():
    held = noughts(1_000)
    assert len(held) < 1.1 * MEGABYTE
    (told,) = check_archive(one_part(held, 0, 1_000 * MEGABYTE), LIMITS)
    assert (told.code, told.expected) == ("archive-too-large", "at most 200 (unpackedMegabytes)")
    assert "`limits: {unpackedMegabytes: 1001}`" in (told.remedy or "")
    for says in (1_000, 0, 2**32 - 1):
        assert codes(one_part(held, 0, says)) in (["archive-too-large"], ["archive-ratio"])


@pytest.mark.parametrize("right_for_what_it_says", [True, False])
def test_a_part_longer_than_it_says_is_refused(right_for_what_it_says):
    text = bytes(range(256)) * 40
    held = zlib.compress(text, 9, -15)
    check = zlib.crc32(text[:1_000] if right_for_what_it_says else text)
    assert codes(one_part(held, check, 1_000)) == ["archive-broken"]
    assert codes(one_part(held, zlib.crc32(text), len(text))) == []


@pytest.mark.parametrize(("limit", "most", "code"), [
    ("unpackedMegabytes", 0.4, "archive-too-large"), ("unpackedRatio", 50, "archive-ratio"),
    ("archiveEntries", 4, "archive-entries")])
def test_each_limit_is_named_and_can_be_set(limit, most, code):
    data = archive({f"{number}.xml": b"x" * 100_000 for number in range(5)})
    assert codes(data, unpackedRatio=1_000) == []
    (told,) = check_archive(data, {**LIMITS, "unpackedRatio": 1_000, limit: most})
    assert told.code == code
    assert f"({limit})" in (told.expected or "")
    assert f"`limits: {{{limit}: " in (told.remedy or "")


def test_an_archive_of_very_many_parts_is_not_even_listed(monkeypatch):
    data = archive({str(number): b"" for number in range(5_000)}, zipfile.ZIP_STORED)
    monkeypatch.setattr("zipfile.ZipFile", None)
    assert codes(data) == ["archive-entries"]


def test_a_locked_part_is_told_as_a_password():
    data = bytearray(archive({"a.xml": b"<a/>"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    assert codes(bytes(data)) == ["file-locked"]


def test_an_archive_within_another_is_refused_but_not_what_stands_behind_a_chart():
    inner = archive({"a.xml": b"<a/>"})
    assert codes(archive({"word/document.xml": b"<a/>", "more.zip": inner})) == ["archive-nested"]
    assert codes(archive({"word/document.xml": b"<a/>", "word/embeddings/Sheet1.xlsx": inner})) == []


def test_two_parts_of_one_name_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/workbook.xml", "<a/>")
        packed.writestr("xl/Workbook.xml", "<b/>")
    assert codes(made.getvalue()) == ["archive-broken"]


def test_parts_packed_in_an_odd_way_are_refused():
    assert codes(archive({"a.xml": b"<a/>"}, zipfile.ZIP_BZIP2)) == ["archive-broken"]


def test_an_archive_cut_off_anywhere_is_broken():
    data = archive({"a.xml": b"<a>some text</a>", "b.xml": bytes(500)})
    for end in range(len(data)):
        assert codes(data[:end]) == ["archive-broken"]


def test_damage_within_a_part_is_seen():
    data = bytearray(archive({"a.xml": b"some text that is packed"}, zipfile.ZIP_STORED))
    data[data.index(b"text")] ^= 1
    assert codes(bytes(data)) == ["archive-broken"]
