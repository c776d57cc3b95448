"""Rows under one heading row, from whatever format, read by a mapping or else by the name of their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from loaders import waivers
from loaders.files import PlanFile
from loaders.headings import KEYS, Sort, Target, folded, kind_named, names_on, target_for
from loaders.link_table import HEADINGS, LINK_TABLE, LinkReader
from loaders.mapping.declared import TableMapping
from loaders.mapping.table import SPLIT, read_tables
from loaders.problems import problem
from loaders.sheet import Row, Sheet, filled, letter, words
from loaders.tables import Draft, Place, TableReader
from loaders.workbook.about import is_example
from schema.dates import DateOrder
from schema.kinds import KINDS, Kind
from schema.records import Source

LINKS, WAIVERS = "links", "waivers"
ANY_HEADING = frozenset(map(folded, (*KEYS, "name", *HEADINGS, *(name for kind in KINDS for name in names_on(kind)))))
FULLER = 3
"""A row that fills so many cells is no heading of a section."""
TOLD_SINGLY = 20
TOTALS = frozenset(("total", "totals", "sum", "grand total", "grand totals", "subtotal", "sub-total", "overall total"))
BEGINS_TOTAL = frozenset({" ", *(name[0] for name in TOTALS), *(name[0].upper() for name in TOTALS)})
_A_TOTAL = "The row looks like a total of the others, and was read as an item."
Holds = Kind | str
"""What a table holds: items of a kind, `links` or `waivers`."""


def table_name(word: str) -> Holds | None:
    """What a table with this name holds: a kind, `links`, `waivers`, or None where the name is none of them."""
    plain = folded(word)
    return LINKS if plain in LINK_TABLE else WAIVERS if plain in waivers.TABLE else kind_named(word)


def names_a_table(file: PlanFile) -> bool:
    """Whether a file's name tells what its rows are; where not, that is told by `unknown_name`."""
    return table_name(PurePosixPath(file.name).stem) is not None


def anything(heading: str) -> bool:
    """Whether a heading means something on rows of any kind, or in a table of links."""
    return folded(heading) in ANY_HEADING


def knows(holds: Holds, heading: str) -> bool:
    """Whether a heading means something on rows of the kind, or in a table of links or waivers."""
    if isinstance(holds, str):
        return folded(heading) in (waivers.HEADINGS if holds == WAIVERS else HEADINGS)
    return target_for(holds, heading) is not None


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
    if holds == WAIVERS:
        draft.waivers += waivers.waiver_rows(sheet, file.name, order)
        return
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
        _tell_like_headings(draft, file, sheet, [at for at, _, target in plan if _names_the_row(target)])
    table.close()


def _names_the_row(target: Target) -> bool:
    """Whether a column gives an item its key: its own, or that of its title."""
    return target.sort is Sort.KEY or (target.field is not None and target.field.name == "title")


def _tell_like_headings(draft: Draft, file: PlanFile, sheet: Sheet, naming: Sequence[int]) -> None:
    """Tells of rows that were read as items and look like headings of a section or like totals; many are counted.

    Nobody can know: an item of which no more than its key is known looks the same, so the row is read and told.
    """
    found = _like_headings(sheet, naming)
    for number, name, is_total in found[:TOLD_SINGLY]:
        draft.problems.append(problem("row-like-heading", _A_TOTAL if is_total else "", value=name,
                                      source=Source(file=file.name, sheet=sheet.name, row=number)))
    more = found[TOLD_SINGLY:]
    if more:
        draft.problems.append(problem(
            "row-like-heading", f"{len(more)} more rows were read as items, though they look like headings or totals.",
            value=more[0][1], source=Source(file=file.name, sheet=sheet.name, row=more[0][0])))


def _like_headings(sheet: Sheet, naming: Sequence[int]) -> list[tuple[int, str, bool]]:
    """Number, name and whether it is a total of each row that looks like a heading or a total.

    A heading fills a cell that names the row and no other, in a table in which most rows fill three or more.
    """
    headed = [at for at, heading in enumerate(sheet.headings) if heading]
    first, other = (*naming, *(at for at in headed if at not in naming), naming[0])[:2]
    fuller: bool | None = None if len(headed) >= FULLER else False
    found = []
    for row in sheet.rows:
        name, more = row.cells[first], row.cells[other]
        if name and more and not (name.__class__ is str and str(name)[0] in BEGINS_TOTAL) \
                and not (more.__class__ is str and str(more).isspace()):
            continue  # nearly all rows; the rest is looked at closely
        columns = [at for at, cell in enumerate(row.cells) if filled(cell)]
        if not columns or columns[0] not in naming:
            continue
        total = _is_total(words(row.cells[columns[0]]))
        if not total and len(columns) == 1 and fuller is None:
            fuller = _mostly_fuller(sheet.rows)
        if total or (len(columns) == 1 and fuller):
            found.append((row.number, words(row.cells[columns[0]]), total))
    return found


def _is_total(name: str) -> bool:
    """Whether a cell that names a row says that the row adds up others."""
    return len(name) < 20 and name.strip(" :").casefold() in TOTALS


def _mostly_fuller(rows: Sequence[Row]) -> bool:
    """Whether most rows fill as many cells as no heading of a section does."""
    return sum(len(row.cells) - row.cells.count("") - row.cells.count(None) >= FULLER for row in rows) * 2 > len(rows)


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
