"""Files that are archives inside (.xlsx, .xlsm, .ods, .docx): what they unpack to, counted before any parser sees them.

A parser trusts what an archive says of itself, and unpacks to memory. So every part is unpacked here first, a piece at
a time, counted, and let go; what it says of itself is compared with what came out.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import partial

from loaders.parsed import MEGABYTE
from loaders.problems import problem, shortened
from schema.records import Problem

_ENTRY = b"PK\x01\x02"  # begins what the archive says of each part
_PIECE = 2**20  # bytes that are unpacked at a time
_ENDLESS = 2**62
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PACKED = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".ods", ".odt", ".7z", ".rar", ".gz", ".tar",
           ".jar")
_EMBEDDED = "/embeddings/"
"""Where offices put what stands behind a chart; no parser of ours looks there."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The parts of an archive that were asked for, by name, and why it must not be given to a parser."""

    parts: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Opened:
    """One part of an archive, None where it is not there, what bytes the archive says that each part has, and why it
    must not be unpacked.
    """

    part: bytes | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class _RefusedError(Exception):
    """The archive must not be unpacked; holds the problem."""


def check_archive(data: bytes, limits: Mapping[str, float]) -> list[Problem]:
    """Why an archive must not be given to a parser; nothing where it may. One problem tells enough."""
    return unpack(data, limits).problems


def unpack(
    data: bytes, limits: Mapping[str, float], wanted: Callable[[str], bool] = lambda name: False, *,
    holds_archives: bool = False,
) -> Unpacked:
    """Checks an archive as `check_archive` does, and gives those of its parts that are wanted by their names.

    One that may hold other archives is a box for files, each of which is checked again when it is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(_not_endless(data, limits))) as archive:
            _check_what_it_says(archive, len(data), limits, holds_archives=holds_archives)
            return Unpacked(_unpacked(archive, len(data), limits, wanted))
    except _RefusedError as refused:
        return Unpacked(problems=[refused.args[0]])
    except MemoryError:
        raise
    except Exception as error:  # the standard library raises a dozen sorts for what can be wrong with an archive
        return Unpacked(problems=[problem("archive-broken", f"The file cannot be unpacked: {shortened(str(error))}.")])


def open_one(data: bytes, limits: Mapping[str, float], name: str, most: int) -> Opened:
    """One part of a box for files, of at most so many bytes, and the sizes of all; no other part is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(_not_endless(data, limits))) as archive:
            _check_what_it_says(archive, len(data), limits, holds_archives=True)
            sizes = {part.filename: part.file_size for part in archive.infolist()}
            if name not in sizes:
                return Opened(sizes=sizes)
            if sizes[name] > most:
                raise _RefusedError(problem("archive-too-large", "A part is larger than any of its sort.", value=name))
            part = archive.getinfo(name)
            return Opened(_part(archive, part, lambda length: _check_length(length, part)), sizes)
    except _RefusedError as refused:
        return Opened(problems=[refused.args[0]])
    except MemoryError:
        raise
    except Exception as error:  # as in `unpack`
        return Opened(problems=[problem("archive-broken", f"The file cannot be unpacked: {shortened(str(error))}.")])


def over_limit(code: str, message: str, name: str, most: float, needed: float) -> Problem:
    """A problem about something over a limit of `goldthread.yaml`: what was met, and how to set the limit."""
    return problem(code, message, expected=f"at most {most:,.15g} ({name})", remedy=(
        f"Split the file. Where you trust it, goldthread.yaml can allow more: "
        f"`limits: {{{name}: {needed:.0f}}}`."))


def _not_endless(data: bytes, limits: Mapping[str, float]) -> bytes:
    """The data, unless it names so many parts that even listing them takes long."""
    most = limits["archiveEntries"]
    found = data.count(_ENTRY)
    if found > 4 * most + 100:  # archives within it are counted too, so this is but a first look
        raise _RefusedError(_too_many(found, most))
    return data


def _too_many(found: int, most: float) -> Problem:
    return over_limit("archive-entries", f"The file packs {found:,} parts, more than the limit.", "archiveEntries",
                      most, found)


def _check_what_it_says(
    archive: zipfile.ZipFile, size: int, limits: Mapping[str, float], *, holds_archives: bool
) -> None:
    """Refuses by what the archive says of itself, which costs nothing."""
    parts = archive.infolist()
    if len(parts) > limits["archiveEntries"]:
        raise _RefusedError(_too_many(len(parts), limits["archiveEntries"]))
    names = Counter(part.filename.casefold() for part in parts)
    for part in parts:
        if part.flag_bits & 1:
            raise _RefusedError(problem("file-locked", value=part.filename))
        if part.compress_type not in _METHODS:
            raise _RefusedError(problem("archive-broken", "A part is packed in a way that offices do not use.",
                                        value=part.filename))
        if names[part.filename.casefold()] > 1:
            raise _RefusedError(problem("archive-broken", "Two parts have one name, so nothing tells which is meant.",
                                        value=part.filename))
        packed = part.filename.lower().endswith(_PACKED) and _EMBEDDED not in part.filename
        if packed and not holds_archives:
            raise _RefusedError(problem("archive-nested", value=part.filename))
    _check_size(sum(part.file_size for part in parts), size, limits)


def _check_size(unpacked: int, size: int, limits: Mapping[str, float]) -> None:
    """Refuses an archive of `size` bytes that unpacks to so many."""
    if unpacked > limits["unpackedMegabytes"] * MEGABYTE:
        raise _RefusedError(over_limit(
            "archive-too-large", f"The file unpacks to at least {unpacked / MEGABYTE:,.1f} megabytes.",
            "unpackedMegabytes", limits["unpackedMegabytes"], unpacked // MEGABYTE + 1))
    if unpacked > limits["unpackedRatio"] * size:
        raise _RefusedError(over_limit(
            "archive-ratio", f"The file unpacks to at least {unpacked / size:,.0f} times its size.", "unpackedRatio",
            limits["unpackedRatio"], unpacked // size + 1))


def _unpacked(
    archive: zipfile.ZipFile, size: int, limits: Mapping[str, float], wanted: Callable[[str], bool]
) -> dict[str, bytes]:
    """The parts that are wanted; refuses what unpacks to more than the archive says, as soon as it does."""
    found, total = {}, 0
    for said in archive.infolist():
        check = partial(_check_total, total, size, limits)
        data = _part(archive, said, check, keep=wanted(said.filename))
        total += said.file_size
        if data:
            found[said.filename] = data
    return found


def _part(
    archive: zipfile.ZipFile, said: zipfile.ZipInfo, check: Callable[[int], None], *, keep: bool = True
) -> bytes:
    """What one part unpacks to, nothing where it is not kept; `check` is told its length so far, and may refuse it."""
    part = copy(said)
    part.file_size = _ENDLESS  # else the library stops where the archive says, and other readers do not
    pieces, length = [], 0
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            length += len(piece)
            check(length)
            if keep:
                pieces.append(piece)
    if length != said.file_size:
        raise _not_as_long(said.filename)
    return b"".join(pieces)


def _check_total(before: int, size: int, limits: Mapping[str, float], length: int) -> None:
    """Refuses an archive as soon as what came before and the part as far as it was read are too much."""
    _check_size(before + length, size, limits)


def _check_length(length: int, said: zipfile.ZipInfo) -> None:
    """Refuses a part as soon as it is longer than the archive says."""
    if length > said.file_size:
        raise _not_as_long(said.filename)


def _not_as_long(name: str) -> _RefusedError:
    return _RefusedError(problem("archive-broken", "A part is not as long as the archive says.", value=name))
