"""The gaps that a made-up council must give: known from how it was built, never from running a rule."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

Gap = tuple[str, tuple[str, ...]]
"""The code of a rule and the identity of the gap: the item, both ends, the shared values, or the knot; the members
where the values are personal."""

HEADINGS = ("rule", "identity")


def gap(code: str, *identity: str) -> Gap:
    """One gap to expect."""
    return code, identity


def write_expected(gaps: Iterable[Gap], file: Path) -> None:
    """Write the gaps as CSV, sorted; the parts of an identity are separated by semicolons."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows((code, ";".join(identity)) for code, identity in sorted(gaps))


def read_expected(file: Path) -> frozenset[Gap]:
    """The gaps of such a file."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        return frozenset((code, tuple(identity.split(";"))) for code, identity in rows)
