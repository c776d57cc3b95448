"""The old file system in one file, in which .xls workbooks stand: one stream read out of it, and put into a new one.

A broken or hostile one can say that a file goes round in a ring, or is longer than the disk. Readers believe that; so
the stream that matters is read here, and they get it in a file system that was made here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE, _TABLE, _END = 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFE
_SIGNS = 0xFFFFFFFA  # numbers from here on are signs, and no sectors
_SHIFT = 12  # the new one has sectors of 4,096 bytes
_SECTOR = 1 << _SHIFT
_IN_HEADER = 109  # tables that the header names


def read_stream(data: bytes, names: Sequence[str]) -> bytes:
    """The first stream that has one of these names; ValueError or struct.error where the file is broken or has none."""
    files, wanted = _Files(data), [name.encode("utf-16-le") for name in names]
    for name, start, size in files.entries():
        if name in wanted:
            return files.read(start, size)
    raise ValueError(f"it holds no {' and no '.join(names)}")


def with_stream(name: str, stream: bytes) -> bytes:
    """A file that holds one stream, which is filled up with noughts to 4,096 bytes at least."""
    stream = stream.ljust(_SECTOR, b"\0")
    length = -(-len(stream) // _SECTOR)
    tables = 1
    while tables * (_SECTOR // 4) < 1 + tables + length:
        tables += 1
    if tables > _IN_HEADER:
        raise ValueError("it is too long")
    first = 1 + tables
    following = [_END, *[_TABLE] * tables, *range(first + 1, first + length), _END]
    following += [_NONE] * (tables * (_SECTOR // 4) - len(following))
    named = [*range(1, first), *[_NONE] * (_IN_HEADER - tables)]
    header = MAGIC + struct.pack(f"<16x5H6x9I{_IN_HEADER}I", 0x3E, 3, 0xFFFE, _SHIFT, 6,
                                 1, tables, 0, 0, _SECTOR, _END, 0, _END, 0, *named)
    listed = _entry("Root Entry", 5, _END, 0) + _entry(name, 2, first, len(stream))
    return b"".join((header.ljust(_SECTOR, b"\0"), listed.ljust(_SECTOR, b"\0"),
                     struct.pack(f"<{len(following)}I", *following), stream.ljust(length << _SHIFT, b"\0")))


def _entry(name: str, sort: int, start: int, size: int) -> bytes:
    """What the directory says of a file."""
    written = name.encode("utf-16-le")
    return struct.pack("<64sHBB12x16x4x16xIQ", written, len(written) + 2, sort, 1, start, size)


class _Files:
    """The file system: sectors, and a table that says which follows which; small files share the sectors of one."""

    def __init__(self, data: bytes) -> None:
        self.data, (self.shift, self.small_shift) = data, struct.unpack_from("<HH", data, 30)
        if not 7 <= self.shift <= 16 or not 2 <= self.small_shift < self.shift:
            raise ValueError("its sectors have no size")
        self.count = (len(data) >> self.shift) + 1
        self.directory, _, self.cutoff, small_table, _, more, _ = struct.unpack_from("<7I", data, 48)
        tables = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
        while more < _SIGNS and len(tables) < self.count:
            *further, more = _numbers(self.sector(more))
            tables += further
        used = [table for table in tables if table < _SIGNS][:self.count]
        self.next = _numbers(b"".join(map(self.sector, used)))[:self.count]
        self.next_small = _numbers(self.large(small_table))

    def entries(self) -> Iterator[tuple[bytes, int, int]]:
        """The name of each file, where it begins, and how long it is; the first holds the small ones."""
        listed = self.large(self.directory)
        for at in range(0, len(listed), 128):
            length = int.from_bytes(listed[at + 64:at + 66], "little")
            yield listed[at:at + max(length - 2, 0)], *struct.unpack_from("<II", listed, at + 116)

    def read(self, start: int, size: int) -> bytes:
        """A file."""
        if size >= self.cutoff:
            return self.large(start)[:size]
        _, within, _ = next(self.entries())
        held, width = self.large(within), 1 << self.small_shift
        return b"".join(held[at * width:(at + 1) * width] for at in self.chain(start, self.next_small))[:size]

    def large(self, start: int) -> bytes:
        """All that stands in the sectors from one on."""
        return b"".join(map(self.sector, self.chain(start, self.next)))

    def chain(self, start: int, following: Sequence[int]) -> Iterator[int]:
        """The sectors of a file; no more than there are, for a broken file may go round in a ring."""
        for _ in range(len(following)):
            if start >= len(following):
                return
            yield start
            start = following[start]

    def sector(self, number: int) -> bytes:
        """A sector; what is missing of the last is filled up."""
        begin = (number + 1) << self.shift
        return self.data[begin:begin + (1 << self.shift)].ljust(1 << self.shift, b"\0")


def _numbers(held: bytes) -> tuple[int, ...]:
    """The numbers, of four bytes each."""
    return struct.unpack(f"<{len(held) // 4}I", held[:len(held) // 4 * 4])
