"""Which rows of a table are read, and the one note that counts those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from loaders.headings import folded
from loaders.mapping.declared import RowFilter, like, plain
from loaders.mapping.row_cells import filled, text_of
from loaders.parsed import Scalar
from loaders.problems import problem
from loaders.tables import Draft
from schema.records import Source

MOST_SHOWN = 10


class Keeps:
    """Tells which rows a mapping reads; `missing` are the headings that it would need for that."""

    def __init__(self, rows: RowFilter, places: Mapping[str, int]) -> None:
        self.missing = [heading for heading in rows.headings() if folded(heading) not in places]
        self.where = _conditions(rows.where, places)
        self.where_not = _conditions(rows.where_not, places)
        self.all = rows == RowFilter()
        self.filled = [places[folded(heading)] for heading in rows.filled if folded(heading) in places]

    def excludes(self, cells: Sequence[Scalar]) -> bool:
        """Whether a cell of the row is one that the mapping leaves out."""
        return any(_one_of(cells[at], wanted) for at, wanted in self.where_not)

    def row(self, cells: Sequence[Scalar]) -> bool:
        """Whether the row is read."""
        return self.all or (all(_one_of(cells[at], wanted) for at, wanted in self.where)
                and all(filled(cells[at]) for at in self.filled) and not self.excludes(cells))


class LeftOut:
    """The rows of a sheet that no table of the mapping has read so far."""

    def __init__(self, rows: Iterable[int]) -> None:
        self.rows = dict.fromkeys(rows)

    def read(self, rows: Iterable[int]) -> None:
        """Takes rows as read."""
        for row in rows:
            self.rows.pop(row, None)

    def tell(self, draft: Draft, source: Source) -> None:
        """One note with the count, and the numbers of the first few."""
        if not self.rows:
            return
        numbers = list(self.rows)
        shown = ", ".join(map(str, numbers[:MOST_SHOWN])) + (", …" if len(numbers) > MOST_SHOWN else "")
        count = f"{len(numbers):,} rows were" if len(numbers) > 1 else "One row was"
        draft.problems.append(problem(
            "rows-filtered", f"{count} left out, because the mapping says so.", source=source._replace(row=numbers[0]),
            value=f"row {shown}" if len(numbers) == 1 else f"rows {shown}"))


def _conditions(
    wanted: Mapping[str, tuple[str, ...]], places: Mapping[str, int]
) -> list[tuple[int, tuple[str, ...]]]:
    return [(places[folded(heading)], tuple(map(plain, words)))
            for heading, words in wanted.items() if folded(heading) in places]


def _one_of(cell: Scalar, wanted: tuple[str, ...]) -> bool:
    """Whether a cell is as one of some words; in the words * stands for anything."""
    text = plain(text_of(cell))
    return any(like(word, text) for word in wanted)
