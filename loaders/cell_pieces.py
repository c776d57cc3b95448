"""Several things in one cell, parted only where the text itself says so: by bullets, by numbers, by line breaks.

A dash or a figure can also begin a line that was merely wrapped, so these count only where they make a list: from
the first line on, or after a line that ends with a colon; figures and letters must moreover count up from line to
line. Where that is not so, the text stays whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SURE = "•▪▫■□●○◦◘‣⁃❖❑➢➤►·\uf0a7\uf0b7\uf0d8\uf076"
"""Signs that begin a line only as bullets; the last four are those of Word's symbol fonts."""
_BULLET = re.compile(rf"[ \t]*(?P<sign>[{_SURE}]|[-–—*o](?=[ \t]))[ \t]*")
_COUNT = re.compile(
    r"[ \t]*(?P<open>\(?)(?P<path>(?:[0-9]{1,3}\.)*)(?P<count>[0-9]{1,3}|[a-z]|[ivx]{1,6})(?P<close>[.)]|(?=[ \t]))"
    r"[ \t]+", re.IGNORECASE)
_ROMAN = re.compile("(x{0,3})(ix|iv|v?i{0,3})")


class _Mark(NamedTuple):
    """What a line begins with: its style (two lines of one list share it), where its text begins, what it counts."""

    style: str
    end: int
    counts: frozenset[int] = frozenset()


def pieces(text: str) -> list[str]:
    """The pieces of a text that holds a list of bullets or numbers; else the whole text alone, or nothing.

    Words before the first bullet that end with a colon stand before each piece, for without them the piece may mean
    something else; other words before it are a piece of their own. Lines that do not begin a piece belong to the
    one before.
    """
    rows = [part for line in text.splitlines() for part in _in_line(line) if part.strip()]
    return _list(rows) or (["\n".join(row.strip() for row in rows)] if rows else [])


def lines(text: str) -> list[str]:
    """Every line of a text that holds anything, without a bullet that begins it."""
    found = (line[mark.end:] if (mark := _bullet(line)) else line for line in text.splitlines())
    return [piece for line in found if (piece := line.strip())]


def _in_line(line: str) -> list[str]:
    """A line that begins with a sure bullet and holds more of the same is as many lines."""
    mark = _bullet(line)
    if mark is None or mark.style not in _SURE:
        return [line]
    return [f"{mark.style} {part}" for part in re.split(rf"\s{mark.style}\s", line[mark.end:])]


def _list(rows: list[str]) -> list[str]:
    """The pieces of rows that are a list; none where they are not."""
    first = next((place for place, row in enumerate(rows) if _begins(rows, place)), None)
    if first is None:
        return []
    style = _begins(rows, first)
    lead = "\n".join(row.strip() for row in rows[:first])
    found: list[list[str]] = []
    counted: frozenset[int] = frozenset()
    for row in rows[first:]:
        mark = _mark(row, style)
        if mark is not None and (not mark.counts or not counted or mark.counts & counted):
            found.append([row[mark.end:].strip()])
            counted = frozenset(count + 1 for count in mark.counts)
        else:
            found[-1].append(row.strip())
    whole = ["\n".join(row for row in piece if row) for piece in found]
    kept = [piece for piece in whole if piece]
    if lead.endswith(":"):
        return [f"{lead} {piece}" for piece in kept] or [lead]
    return [lead, *kept] if lead else kept


def _begins(rows: list[str], place: int) -> str:
    """The style of the list that begins with this row; "" where none does."""
    listed = place == 0 or rows[place - 1].rstrip().endswith(":")
    mark = _bullet(rows[place])
    if mark is not None and (listed or mark.style in _SURE):
        return mark.style
    mark = _count(rows[place])
    if mark is None or not listed:
        return ""
    after = (found for row in rows[place + 1:] if (found := _count(row)) and found.style == mark.style)
    following = next(after, None)
    return mark.style if following and any(count + 1 in following.counts for count in mark.counts) else ""


def _mark(row: str, style: str) -> _Mark | None:
    """What begins the row, if it is of this style."""
    mark = _bullet(row) or _count(row)
    return mark if mark is not None and mark.style == style else None


def _bullet(row: str) -> _Mark | None:
    found = _BULLET.match(row)
    return _Mark(found["sign"], found.end()) if found else None


def _count(row: str) -> _Mark | None:
    """A figure or letter that may count the row; a bare figure without point or bracket is a word of the text."""
    found = _COUNT.match(row)
    if found is None or not (found["close"] or found["path"]):
        return None
    word = found["count"].lower()
    counts = {int(word)} if word.isdigit() else set()
    if len(word) == 1 and word.isalpha():
        counts.add(ord(word) - ord("a") + 1)
    if (roman := _ROMAN.fullmatch(word)) and word:
        counts.add(len(roman[1]) * 10 + {"ix": 9, "iv": 4}.get(roman[2], roman[2].count("v") * 5 + roman[2].count("i")))
    sort = "figure" if word.isdigit() else "letter"
    return _Mark(f"{found['open']}{found['path']}{sort}{found['close']}", found.end(), frozenset(counts))
