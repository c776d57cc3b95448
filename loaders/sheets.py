"""Rows under one heading row, from whatever format, read by a mapping or else by the name of their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from loaders.files import PlanFile
from loaders.headings import KEYS, folded, kind_named, names_on, target_for
from loaders.link_table import HEADINGS, LINK_TABLE, LinkReader
from loaders.mapped_table import SPLIT, read_tables
from loaders.mapping import TableMapping
from loaders.problems import problem
from loaders.sheet import Sheet, filled, letter
from loaders.tables import Draft, Place, TableReader
from loaders.workbook_about import is_example
from schema.dates import DateOrder
from schema.kinds import KINDS, Kind
from schema.records import Source

LINKS = "links"
ANY_HEADING = frozenset(map(folded, (*KEYS, "name", *HEADINGS, *(name for kind in KINDS for name in names_on(kind)))))
Holds = Kind | str
"""What a table holds: items of a kind, or `links`."""


def table_name(word: str) -> Holds | None:
    """What a table with this name holds: a kind, `links`, or None where the name is neither."""
    return LINKS if folded(word) in LINK_TABLE else kind_named(word)


def names_a_table(file: PlanFile) -> bool:
    """Whether a file's name tells what its rows are; where not, that is told by `unknown_name`."""
    return table_name(PurePosixPath(file.name).stem) is not None


def anything(heading: str) -> bool:
    """Whether a heading means something on rows of any kind, or in a table of links."""
    return folded(heading) in ANY_HEADING


def knows(holds: Holds, heading: str) -> bool:
    """Whether a heading means something on rows of the kind, or in a table of links."""
    return folded(heading) in HEADINGS if isinstance(holds, str) else target_for(holds, heading) is not None


def unknown_name(draft: Draft, file: PlanFile) -> None:
    """Tells of a file whose name is no kind and which no mapping names."""
    draft.problems.append(problem(
        "file-unknown", "The file's name is not a kind, so nothing tells what its rows are.", source=file.source,
        value=PurePosixPath(file.name).name, expected=f"one of {', '.join(kind.plural for kind in KINDS)}, links",
        remedy="Name it after a kind, or name it in a mapping."))


def read_by_name(
    draft: Draft, file: PlanFile, sheet: Sheet, holds: Holds, order: DateOrder | None, asks: str = "register"
) -> None:
    """Reads rows that hold one kind, or links, under headings that are ours."""
    place = Place(file.name, sheet.name, asks, date_order=order, split=SPLIT)
    headings = _columns(draft, file, sheet)
    if isinstance(holds, str):
        links = LinkReader(draft, place)
        for row in sheet.rows:
            links.read({name: row.cells[index] for index, name in headings}, row.number)
        return
    table = TableReader(draft, holds, place)
    plan = [(index, name, target) for index, name in headings
            if (target := table.target(name, sheet.top)) is not None]
    indexes, names, targets = [at for at, *_ in plan], [name for _, name, _ in plan], [target for *_, target in plan]
    if table.can_be_named(targets, sheet.top):
        for number, cells in sheet.rows:
            table.read(zip(names, targets, [cells[at] for at in indexes], strict=True), number)
    table.close()


def without_examples(draft: Draft, file: PlanFile, sheet: Sheet) -> Sheet:
    """A workbook's sheet without the rows that only show what to write; these are counted in a note."""
    keys = [at for at, heading in enumerate(sheet.headings) if folded(heading) in (*KEYS, "from")]
    if sheet.name is None or not keys:
        return sheet
    plain = [row for row in sheet.rows if not is_example(row.cells[keys[0]])]
    left = len(sheet.rows) - len(plain)
    if left:
        draft.problems.append(problem(
            "example-row", f"{left} rows that only show what to write were not read." if left > 1 else "",
            source=Source(file=file.name, sheet=sheet.name)))
    return replace(sheet, rows=plain)


def read_mapped(
    draft: Draft, file: PlanFile, sheet: Sheet, mappings: Sequence[TableMapping], order: DateOrder | None
) -> None:
    """Reads rows by each mapping that names their table; together they must know every heading."""
    read_tables(draft, file, sheet, _columns(draft, file, sheet), mappings, order)


def _columns(draft: Draft, file: PlanFile, sheet: Sheet) -> list[tuple[int, str]]:
    """The columns that have a heading of their own; told where one has none, or another's."""
    seen: set[str] = set()
    found = []
    for index, heading in enumerate(sheet.headings):
        if heading and folded(heading) not in seen:
            seen.add(folded(heading))
            found.append((index, heading))
        elif heading:
            draft.problems.append(problem(
                "heading-twice", value=heading, source=Source(None, None, file.name, sheet.name, sheet.top, heading)))
        elif any(filled(row.cells[index]) for row in sheet.rows):
            column = letter(sheet.first_column + index)
            draft.problems.append(problem(
                "heading-unknown", "A column with something in it has no heading, so it was not read.",
                source=Source(None, None, file.name, sheet.name, sheet.top, column), remedy="Give it a heading."))
    return found
