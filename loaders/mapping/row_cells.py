"""Cells made ready for what they become: split, numbers with a decimal comma, references made of several cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from loaders import cell_pieces
from loaders.headings import Sort, Target
from loaders.mapping.declared import BULLETS, LINES, SPLIT, Column
from loaders.mapping.key_pattern import Builder
from loaders.parsed import Scalar
from schema.fields import FieldType

Tell = Callable[..., None]
Prepare = Callable[[Any, Sequence[Scalar], int], Any]
"""Takes a cell, its row and the number of the row; gives what the reader of the table is to read."""
COMMA = re.compile(r"([^0-9.,]*)([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,([0-9]+))?([^0-9.,]*)")
COMMA_EXPECTED = "a number such as 1.234,5"


def filled(cell: Any) -> bool:
    """Whether a cell holds anything but white space."""
    if isinstance(cell, str):
        return bool(cell) and not cell.isspace()
    return cell is not None and not (isinstance(cell, list | dict) and not cell)


def text_of(cell: Any) -> str:
    """A cell as trimmed text."""
    return "" if cell is None else str(cell).strip()


def pieces(cell: Any, split: str) -> list[Any]:
    """The values of a cell: parted at a sign, line by line, or by bullets and numbers."""
    if isinstance(cell, list):
        return cell
    if not isinstance(cell, str):
        return [cell] if filled(cell) else []
    if split == BULLETS:
        return cell_pieces.pieces(cell)
    if split == LINES:
        return cell_pieces.lines(cell)
    return [piece for part in (cell.split(split) if split else [cell]) if (piece := part.strip())]


def preparer(
    column: Column, target: Target, places: Mapping[str, int], where: tuple[int, str], decimal_comma: bool, tell: Tell
) -> Prepare | None:
    """How cells of a column are made ready; None where they are read as they stand.

    `where` is the place and the heading of the column, `places` has the place of every folded heading.
    """
    at, heading = where
    if target.sort is Sort.LINK:
        if column.key:
            return _references(column, Builder(column.key, places), at, heading, tell)
        if column.split in (LINES, BULLETS):
            return lambda cell, _cells, _row: pieces(cell, column.split or "")
    elif target.field is not None and target.field.type is FieldType.NUMBER and decimal_comma:
        return lambda cell, _cells, row: with_point(cell, row, heading, tell, column)
    elif target.field is not None and target.field.type is FieldType.WORDS and (column.split or column.values):
        return lambda cell, _cells, _row: [
            ours for piece in pieces(cell, column.split or SPLIT) if (ours := _ours(column, piece))]
    elif column.values and (target.field is None or target.field.type is FieldType.TEXT):
        return lambda cell, _cells, _row: column.values.get(text_of(cell), cell) if filled(cell) else cell
    if column.values:
        return lambda cell, _cells, _row: cell if isinstance(cell, str) or str(cell) not in column.values else str(cell)
    return None


def with_point(cell: Any, row: int, heading: str, tell: Tell, column: Column | None = None) -> Any:
    """A number written 1.234,5 as 1234.5; one that is written otherwise is told and left out."""
    if not isinstance(cell, str) or (column is not None and cell in column.values):
        return cell
    found = COMMA.fullmatch(cell.strip())
    if found is not None:
        before, whole, part, after = found.groups()
        return before + re.sub("[. ]", "", whole) + (f".{part}" if part else "") + after
    if any(sign.isdigit() for sign in cell):
        tell("cell-type", row, heading, cell, expected=COMMA_EXPECTED,
             remedy="Write it so, or take `decimal: comma` out of the mapping.")
        return None
    return cell


def _references(column: Column, builder: Builder, at: int, heading: str, tell: Tell) -> Prepare:
    """References that are made of several cells; one whose other cells are empty is told."""
    split = SPLIT if column.split is None else column.split

    def made(cell: Any, cells: Sequence[Scalar], row: int) -> list[str]:
        found = []
        for piece in pieces(cell, split):
            reference = builder.build(cells, at=at, piece=_ours(column, piece))
            if reference:
                found.append(reference)
            else:
                tell("reference-unfinished", row, heading, piece,
                     expected="something in " + " and ".join(part.heading for part in column.key if part.heading))
        return found

    return made


def _ours(column: Column, piece: Any) -> str:
    word = text_of(piece)
    return column.values.get(word, word)
