"""Rows of a committee table to records: recommendations, and actions that address them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from loaders.cells import normal_space
from loaders.committee.table import STAGES, ActionCell, CommitteeRow, Role, read_committee_table, words_key
from loaders.files import PlanFile
from loaders.mapping.declared import TableMapping
from loaders.parsed import Grid
from loaders.problems import problem
from loaders.tables import Draft
from schema.records import Cell, Record, Reference, Source, Table

RECOMMENDATION, ACTION = "Recommendation", "Action"
Text = tuple[str, str]
"""What makes one recommendation or action: its key area, where that tells two apart, and its words."""


def read_committee(
    draft: Draft, file: PlanFile, table: str | Grid | Sequence[Grid], mapping: TableMapping
) -> None:
    """Reads a committee table into the draft, by the roles that the mapping gives its headings.

    `table` is a text with tabs, or the grid, or all grids of the file: those with the headings are one table.
    """
    found = read_committee_table(table, mapping.written, mapping.ignore)
    for told in found.problems:
        draft.problems.append(problem(
            "committee-table", source=Source(None, None, file.name, told.sheet, told.line or None, told.column),
            value=told.value or None, expected=told.expected, remedy=told.remedy))
    _Committee(draft, file, mapping, found.rows).read()


class _Committee:
    """Makes the records of one table."""

    def __init__(self, draft: Draft, file: PlanFile, mapping: TableMapping, rows: tuple[CommitteeRow, ...]) -> None:
        self.draft, self.file, self.mapping, self.rows = draft, file, mapping, rows
        self.number = len(draft.tables)
        self.columns = {role: heading for heading, role in mapping.written.items()}
        draft.tables.append(Table(file.name, mapping.asks, _headings(mapping)))

    def read(self) -> None:
        """Adds a record for each recommendation and each action, a text that stands twice as one."""
        advice = _keys((row.topic, text) for row in self.rows for text in row.recommendations)
        done = _keys(("", cell.text) for row in self.rows for cell in (*row.taken, *row.open))
        found: dict[Text, list[CommitteeRow]] = {}
        for row in self.rows:
            for text in row.recommendations:
                found.setdefault((row.topic, text), []).append(row)
        for advised, rows in found.items():
            self.recommendation(rows, advised[1], f"recommendation:{advice[advised]}")
        for cell, status, rows in self.actions():
            texts = [(row.topic, text) for row in rows for text in row.recommendations]
            answered = dict.fromkeys(f"recommendation:{advice[text]}" for text in texts)
            self.action(rows[0], cell, status, f"action:{done['', cell.text]}", answered)

    def actions(self) -> Iterator[tuple[ActionCell, str, list[CommitteeRow]]]:
        """Each different action with its status and the rows that it stands in; open where one of them says so."""
        found: dict[str, tuple[ActionCell, set[str], list[CommitteeRow]]] = {}
        for row in self.rows:
            for status, cells in (("closed", row.taken), ("open", row.open)):
                for cell in cells:
                    _, statuses, rows = found.setdefault(cell.text, (cell, set(), []))
                    statuses.add(status)
                    rows.append(row)
        for cell, statuses, rows in found.values():
            yield cell, "open" if "open" in statuses else "closed", rows

    def recommendation(self, rows: list[CommitteeRow], text: str, key: str) -> None:
        row, stages = rows[0], {row.stage for row in rows}
        column = self.columns.get(Role.RECOMMENDATION)
        cells = {"title": Cell(normal_space(text), column), "type": Cell("recommendation")}
        if row.topic:
            cells["topic"] = Cell(row.topic, self.columns.get(Role.TOPIC))
        if stage := next((stage for stage in STAGES if stage in stages), None):
            cells["stage"] = Cell(stage)
        part_of = self.mapping.part_of
        links = (Reference("PART_OF", outgoing=True, target=part_of),) if part_of else ()
        self.add(RECOMMENDATION, key, cells, links, row)

    def action(self, row: CommitteeRow, cell: ActionCell, status: str, key: str, answered: Iterable[str]) -> None:
        cells = {"title": Cell(normal_space(cell.text), cell.heading), "status": Cell(status, cell.heading)}
        links = tuple(Reference("ADDRESSES", outgoing=True, target=other, column=cell.heading) for other in answered)
        self.add(ACTION, key, cells, links, row)

    def add(self, kind: str, key: str, cells: dict[str, Cell], links: tuple[Reference, ...],
            row: CommitteeRow) -> None:
        source = Source(self.mapping.document, self.mapping.paragraph, self.file.name, row.sheet, row.line)
        self.draft.records.append(Record(kind, key, cells, links, source, self.number))


def _headings(mapping: TableMapping) -> dict[str, frozenset[str | tuple[str, bool]]]:
    """What a committee table asks of its rows: no owner, no date."""
    advice: set[str | tuple[str, bool]] = {"title", "topic", "stage", ("ADDRESSES", False)}
    if mapping.part_of:
        advice.add(("PART_OF", True))
    return {RECOMMENDATION: frozenset(advice), ACTION: frozenset({"title", "status", ("ADDRESSES", True)})}


def _keys(texts: Iterable[Text]) -> dict[Text, str]:
    """A short key for each text; where two different texts would share one, each gets a hash of itself."""
    different = dict.fromkeys(texts)
    shared: dict[str, list[Text]] = {}
    for text in different:
        shared.setdefault(words_key(text[1]), []).append(text)
    return {
        text: words if len(alike) == 1 else f"{words}-{_hash(text)}"
        for words, alike in shared.items() for text in alike
    }


def _hash(text: Text) -> str:
    return hashlib.sha256("\n".join(text).encode(errors="replace")).hexdigest()[:6]
