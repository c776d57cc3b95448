"""Papers as evidence: a document, and a numbered passage for each paragraph, so that sources can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from loaders.cells import CELL_LIMIT, make_key, normal_space, title_key
from loaders.committee.table import words_key
from loaders.files import PlanFile
from loaders.papers.numbering import numbered
from loaders.parsed import Parsed, Passage
from loaders.problems import problem
from loaders.tables import Draft, Place, TableReader
from schema.kinds import KIND
from schema.records import Item, Record, Source, Table

OWN_TEXT = ", the paper's own text"
"""How the tables of papers are named; what people type in never is."""
LEAST = "-text"
"""What the key of a passage ends in where a record with that key says something else."""


def read_evidence(
    draft: Draft, file: PlanFile, parsed: Parsed, document: str | None = None, title: str | None = None
) -> None:
    """Reads a paper into the draft: its document and its passages, in tables that ask nothing.

    `document` is the number by which records cite the paper, else the file's name; `title` its title. Call
    `settle` when all files are read. Of a file without passages nothing is read.
    """
    if not parsed.passages:
        return
    number = document or document_number(file.name)
    key = make_key("document", number)
    place = Place(file.name, None, "transcript", None, number)
    paper = TableReader(draft, KIND["Document"], place, f"{file.name}{OWN_TEXT}")
    named = title or PurePosixPath(file.name).stem
    _read(paper, {"key": key, "title": named}, 1)
    paper.close()
    passages = TableReader(draft, KIND["Passage"], place, f"{file.name}{OWN_TEXT}")
    for order, (passage, text, part) in enumerate(_pieces(parsed.passages), 1):
        where = Source(number, passage.number).place
        _read(passages, {
            "key": make_key("passage", f"{number}-{passage.number}{f'/{part}' if part > 1 else ''}"),
            "title": f"{where} ({part})" if part > 1 else where, "type": "paragraph", "text": text,
            "paragraph": passage.number, "part of": key}, passage.row or order)
    passages.close()


def cited_as(name: str, draft: Draft) -> str | None:
    """The number by which records read so far cite a paper: its file's name, or what that begins with ("001" of
    001_assessment.txt); None where they cite no such paper.
    """
    stem = PurePosixPath(name).stem
    cited = {record.source.document for record in draft.records}
    return next((number for number in (stem, re.split("[ _.-]", stem, maxsplit=1)[0]) if number in cited), None)


def document_number(name: str) -> str:
    """A number for a paper of which nothing tells one: its file's name in small letters and figures."""
    stem = PurePosixPath(name).stem
    return title_key(stem) or words_key(stem)


def is_evidence(table: Table) -> bool:
    """Whether a table holds a paper's own text, and not what somebody recorded of it."""
    return table.name.endswith(OWN_TEXT)


def own_passages(items: Iterable[Item], tables: Sequence[Table]) -> Iterator[tuple[Item, Source, str]]:
    """Each passage of a paper with its text and the place in the paper where that stands."""
    own = {number: table.name.removesuffix(OWN_TEXT) for number, table in enumerate(tables) if is_evidence(table)}
    for item in items if own else ():
        files = {own[number] for number in item.tables if number in own}
        text = item.values.get("text")
        if item.kind == "Passage" and files and isinstance(text, str):
            yield item, next((one for one in item.sources if one.file in files), item.source), text


def settle(draft: Draft) -> None:
    """Makes room for what people recorded: what software read out of a paper never contradicts a record.

    Of a document or passage that records describe too, only what they leave open is kept; where a record states
    another text, the paper's own stands beside it as a passage of its own. A paper that was read twice is kept
    once, and told.
    """
    own = {number for number, table in enumerate(draft.tables) if is_evidence(table)}
    if not own:
        return
    declared: dict[str, list[Record]] = {}
    for record in draft.records:
        if record.table not in own:
            declared.setdefault(record.reference, []).append(record)
    first: dict[str, int] = {}
    kept: list[Record] = []
    twice: dict[str | None, tuple[Record, Table]] = {}
    for record in draft.records:
        if record.table in own:
            if first.setdefault(record.reference, record.table) != record.table:
                twice.setdefault(record.source.file, (record, draft.tables[first[record.reference]]))
            else:
                kept.append(_beside(record, declared.get(record.reference, ())))
        else:
            kept.append(record)
    draft.records[:] = kept
    for record, table in twice.values():
        draft.problems.append(problem(
            "paper-twice", source=Source(file=record.source.file), value=record.source.document,
            expected=f"one file with this paper; the other is {table.name.removesuffix(OWN_TEXT)}"))


def _beside(record: Record, others: Iterable[Record]) -> Record:
    """A paper's record without what others state; under another key where another text is stated."""
    others = tuple(others)
    text = record.cells.get("text")
    if text is not None and any(
            "text" in other.cells and normal_space(str(other.cells["text"].value)) != normal_space(text.value)
            for other in others):
        return record._replace(reference=record.reference + LEAST)
    stated = {name for other in others for name in other.cells}
    if stated.isdisjoint(record.cells):
        return record
    return record._replace(cells={name: cell for name, cell in record.cells.items() if name not in stated})


def _pieces(passages: list[Passage]) -> Iterator[tuple[Passage, str, int]]:
    """Each passage with its text; one that is longer than a cell may be in several parts, counted from 1."""
    for passage in numbered(passages):
        text, part = passage.text, 1
        while len(text) > CELL_LIMIT:
            cut = text.rfind("\n", CELL_LIMIT // 2, CELL_LIMIT)
            cut = cut if cut > 0 else CELL_LIMIT
            yield passage, text[:cut], part
            text, part = text[cut:], part + 1
        yield passage, text, part


def _read(table: TableReader, row: dict[str, str | None], number: int) -> None:
    """Reads one record with these cells."""
    table.read([(None, target, raw) for name, raw in row.items()
                if (target := table.target(name)) is not None], number)
