"""A plan set as tables that read back as the same plan set: same items, same links, same questions asked.

What a register asks is an answer even where its cells are empty, so proof of gaps rests on it. Items of a kind
are therefore grouped by what the registers that they stand in ask, a register a group with exactly these columns.
Everything else that is known of them, and of items from running text, stands in transcripts, which ask nothing;
names alone stand in lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_api.exports.cells import Plain
from graph_api.exports.layout import Layout, Sheet
from graph_api.exports.losses import Loss, Tally, left_behind
from schema.fields import FieldType
from schema.kinds import KINDS, Kind
from schema.links import BY_LABEL
from schema.records import Loaded

LINK_COLUMNS = ("from", "link", "to", "role", "note", "document", "paragraph")
JOINED = "a word that holds a semicolon: it is read back as two words"


@dataclass(frozen=True, slots=True)
class OutTable:
    """One table: its kind (None for links), what it asks, its headings as the loader reads them, its rows.

    A row has only the cells that are filled. A cell of a column in `several` holds words or references with ;
    between; `apart` has the words of a cell, by row number (from 0) and column, where parting it at each ; would
    not give them back.
    """

    kind: Kind | None
    asks: str
    columns: tuple[str, ...]
    rows: list[dict[str, Plain]]
    several: frozenset[str] = frozenset()
    apart: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The tables of a plan set, and what no table of ours can hold of it."""

    tables: list[OutTable]
    losses: list[Loss]

    def joined(self) -> list[Loss]:
        """What is lost, besides, where several words stand in one cell with ; between."""
        tally = Tally()
        for table in self.tables:
            for words in table.apart.values():
                tally.add(JOINED, next(word for word in words if ";" in word))
        return tally.losses()


def tables(loaded: Loaded) -> list[OutTable]:
    """The tables of a plan set, in the order in which they must be read: kinds as declared, the links last."""
    return lay_out(loaded).tables


def lay_out(loaded: Loaded) -> LaidOut:
    """The same, with what they cannot hold."""
    tally = Tally()
    layout = Layout(loaded, tally)
    found = [_table(sheet) for kind in KINDS for sheet in layout.sheets_of(kind)]
    if layout.links:
        used = {name for row in layout.links for name in row}
        columns = tuple(name for name in LINK_COLUMNS if name in used)
        found.append(OutTable(None, "transcript", columns, layout.links))
    for what, example, count in left_behind(loaded):
        tally.add(what, example, count)
    return LaidOut(found, tally.losses())


def _table(sheet: Sheet) -> OutTable:
    """A sheet with its cells joined, and its columns in the order of the schema."""
    names = {"key", *sheet.asked, *(name for row in sheet.rows for name in row)}
    columns = tuple(name for name in _order(sheet.kind) if name in names)
    several = frozenset(name for name in columns if name in _lists(sheet.kind))
    apart: dict[tuple[int, str], tuple[str, ...]] = {}
    rows: list[dict[str, Plain]] = []
    for number, row in enumerate(sheet.rows):
        plain: dict[str, Plain] = {}
        for name in columns:
            cell = row.get(name)
            if isinstance(cell, tuple):
                if any(";" in word for word in cell):
                    apart[number, name] = cell
                plain[name] = ";".join(cell)
            elif cell is not None:
                plain[name] = cell
        rows.append(plain)
    return OutTable(sheet.kind, sheet.asks, columns, rows, several, apart)


def _order(kind: Kind) -> tuple[str, ...]:
    """Every column that a table of the kind may have: key, title, fields, links, document, paragraph."""
    return ("key", *(one.name for one in kind.fields), *BY_LABEL, "document", "paragraph")


def _lists(kind: Kind) -> frozenset[str]:
    """Columns whose cells may hold several words or references."""
    return frozenset((*BY_LABEL, *(one.name for one in kind.fields if one.type is FieldType.WORDS)))
