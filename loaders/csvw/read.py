"""CSV files that metadata describes: which they are, and their rows under headings of ours."""

from __future__ import annotations

import io
import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, islice
from pathlib import PurePosixPath

from loaders.csvw.metadata import CsvTable, read_metadata
from loaders.delimited import Rows, rows
from loaders.files import FILE_LIMIT, PlanFile, decoded, read_bytes
from loaders.parsed import LIMITS, Scalar
from loaders.problems import problem
from loaders.sheet import Row, Sheet, filled, words
from loaders.sheets import knows, read_by_name, unknown_name
from loaders.tables import Draft
from schema.dates import DateOrder
from schema.records import Problem, Source

NAME = "csv-metadata.json"
"""The end of the name of every file of metadata: of a folder's, and of `strategies.csv-metadata.json`."""
BLANK = ',;|" \t\r\n'
"""The signs of a line whose cells all hold nothing."""
FORMULA = re.compile("'*[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet might run, or might take for text that we have marked already."""


def guarded(text: str) -> str:
    """The text with a ' before it where a spreadsheet would run it; `unguarded` takes exactly that away again."""
    return "'" + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text without the ' that `guarded` put before it."""
    return text[1:] if text[:1] == "'" and FORMULA.match(text[1:]) else text


@dataclass
class Described:
    """Files that metadata describes, by name; the plan files, metadata left out; and what was wrong."""

    tables: dict[str, CsvTable] = field(default_factory=dict)
    files: list[PlanFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def described(found: Sequence[PlanFile], limit: int = FILE_LIMIT) -> Described:
    """What the metadata among some files says; `files` are the others. Metadata of one file is stronger."""
    answer = Described(files=[file for file in found if not is_metadata(file)])
    names = {file.name for file in answer.files}
    of_folders_first = sorted(filter(is_metadata, found), key=lambda file: len(PurePosixPath(file.name).name))
    for file in of_folders_first:
        tables, problems = read_metadata(file, limit)
        answer.problems += problems
        answer.tables |= {name: table for name, table in tables.items() if name in names}
        answer.problems += [
            problem("path-missing", "The metadata describes a file that is not there.", source=file.source, value=name)
            for name in tables if name not in names]
    return answer


def is_metadata(file: PlanFile) -> bool:
    """Whether the file's name is one of metadata."""
    name = PurePosixPath(file.name).name.lower()
    return name == NAME or name.endswith(f".{NAME}")


def read_described(
    draft: Draft, file: PlanFile, table: CsvTable, order: DateOrder | None, limits: Mapping[str, float] = LIMITS
) -> None:
    """Reads a CSV file into the draft as its metadata says."""
    if table.holds is None:
        unknown_name(draft, file)
        return
    data, problems = read_bytes(file, int(limits["fileMegabytes"] * 1024 * 1024))
    draft.problems += problems
    if data is not None:
        sheet, problems = parse(data, limits, table)
        draft.problems += [replace(told, source=told.source._replace(file=file.name)) for told in problems]
        if sheet is not None:
            read_by_name(draft, file, sheet, table.holds, table.order or order, table.asks)


def parse(data: bytes, limits: Mapping[str, float], table: CsvTable) -> tuple[Sheet | None, list[Problem]]:
    """The rows of a file under headings of ours; None where it has none. What does not fit is told."""
    text, problems = decoded(data)
    if text is None:
        return None, problems
    # The row of headings tells what parts the cells, so the rows above it are cut off first.
    lines, told = io.StringIO(text, newline=""), list[Problem]()
    passed = 0
    for _ in range(table.skip):
        if not (line := lines.readline()):
            break
        passed += bool(line.strip(BLANK))
    found = rows(lines.read(), told, limits)
    sheet, unfit = sheet_of(found, table)
    passed += _heading_rows(found, table)
    return sheet, [*problems, *_passed_over(passed, sheet), *(_moved(one, table.skip) for one in told), *unfit]


def _heading_rows(found: Rows, table: CsvTable) -> int:
    """How many rows that hold something the metadata takes for further rows of headings."""
    held = (any(map(filled, row)) for row in found if row is not None)
    return sum(islice(dropwhile(operator.not_, held), 1, table.header)) if table.header > 1 else 0


def _passed_over(count: int, sheet: Sheet | None) -> list[Problem]:
    """What to say of rows that hold something and that the metadata has passed over; more where no row is left."""
    if not count:
        return []
    rows_said = f"{count:,} rows that hold something" if count > 1 else "a row that holds something"
    expected = "skipRows and headerRowCount that leave the rows of the table"
    if sheet is None or not sheet.rows:
        return [problem("csvw-metadata", f"The metadata says to pass over {rows_said}, and no row is left.",
                        expected=expected)]
    return [problem("rows-skipped", f"The metadata says to pass over {rows_said}.", expected=expected)]


def _moved(told: Problem, skip: int) -> Problem:
    """A problem of rows that were counted from below what was cut off."""
    row = told.source.row
    return told if row is None else replace(told, source=told.source._replace(row=row + skip))


def sheet_of(found: Rows, table: CsvTable) -> tuple[Sheet | None, list[Problem]]:
    """Rows under headings of ours; None where there are none. Rows that do not fit are told."""
    numbered = [Row(number, cells) for number, cells in enumerate(found, table.skip + 1) if cells is not None]
    top = next((index for index, row in enumerate(numbered) if any(map(filled, row.cells))), None)
    if top is None:
        return None, []
    stand = [words(cell) for cell in numbered[top].cells] if table.header else [""] * len(table.columns)
    kept, problems = _fitted(numbered[top + table.header:], len(stand))
    meant = [Row(number, [_cell(table, index, cell) for index, cell in enumerate(cells)]) for number, cells in kept]
    headings = [_heading(table, index, word) for index, word in enumerate(stand)]
    return Sheet(headings, numbered[top].number, meant), problems


def _heading(table: CsvTable, index: int, stands: str) -> str:
    """The heading of a column: the first of its names that means something here, else as it stands."""
    names = (stands, *(table.columns[index].names if index < len(table.columns) else ()))
    known = (name for name in names if name and table.holds is not None and knows(table.holds, name))
    return next(known, stands or next(filter(None, names), ""))


def _cell(table: CsvTable, index: int, cell: Scalar) -> Scalar:
    """A cell as it is meant: empty where it stands for nothing, without our marks, its parts parted by ;"""
    if not isinstance(cell, str) or not cell:
        return cell
    column = table.columns[index] if index < len(table.columns) else None
    if column is not None and cell in column.empty:
        return ""
    text = unguarded(cell) if table.marked else cell
    return ";".join(text.split(column.split)) if column is not None and column.split else text


def _fitted(found: Sequence[Row], width: int) -> tuple[list[Row], list[Problem]]:
    """The rows that hold anything, each as wide as the headings; the rest is told."""
    kept, empty, problems = [], [], []
    for number, cells in found:
        if any(map(filled, cells[width:])):  # what stands there may be a name, so it is not shown
            last = max(at for at, cell in enumerate(cells, 1) if filled(cell))
            problems.append(problem("row-too-long", source=Source(row=number), value=f"{last} cells",
                                    expected=f"{width} cells"))
        if any(map(filled, cells)):
            kept.append(Row(number, cells[:width] + [""] * (width - len(cells))))
        else:
            empty.append(number)
    if empty:
        problems.append(problem("row-empty", f"{len(empty)} rows hold nothing but blanks." if len(empty) > 1 else "",
                                source=Source(row=empty[0])))
    return kept, problems
