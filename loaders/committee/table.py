"""The table of a committee paper: recommendations, what was done about each, and what is to come.

The table may be text with tabs, or a grid out of a Word document or a workbook. It is found by its headings, which
may come again on every page, and what stands before them is left alone. A row may hold two recommendations; a
filled action cell is one action, or as many as it has bullets, and addresses each recommendation of its row.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from loaders.cell_pieces import pieces
from loaders.cells import CellError, check_text, normal_space, title_key
from loaders.committee.text import LONGEST_HEADING, Headings, Tell, grid_in_text
from loaders.parsed import Grid, Scalar

TO_COME = "to-be-developed"  # the key of the words that are a stage and no action
STAGES = ("in-progress", TO_COME, "taken")  # an open action outweighs the rest
_NO_ACTION = {"", "n-a", "none", "nil", "tbc", "tbd"}  # keys of words that tell of no action and of no stage


class Role(StrEnum):
    """What a column of the table holds."""

    TOPIC = "topic"
    RECOMMENDATION = "recommendation"
    TAKEN = "taken"
    OPEN = "open"


class TableProblem(NamedTuple):
    """Something wrong with the table: line (from 1; 0 for the columns asked for), heading, value and cure.

    `sheet` is the name of the grid, where it has one; then `line` is its row.
    """

    line: int
    column: str | None
    value: str
    expected: str
    remedy: str
    sheet: str | None = None


class ActionCell(NamedTuple):
    """An action: the heading that it stands under, and its text, a paragraph a line."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """One row: the line that it begins on, key area, recommendations, and the actions that address each.

    `taken` are closed actions and `open` the others. `stage` is in-progress, to-be-developed, taken or None.
    """

    line: int
    topic: str
    recommendations: tuple[str, ...]
    taken: tuple[ActionCell, ...]
    open: tuple[ActionCell, ...]
    stage: str | None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class CommitteeTable:
    """The rows of the table in their order, and all that could not be read as its headings say."""

    rows: tuple[CommitteeRow, ...]
    problems: tuple[TableProblem, ...]


def read_committee_table(
    table: str | Grid | Sequence[Grid], columns: Mapping[str, str], ignored: Iterable[str] = ()
) -> CommitteeTable:
    """The committee table in a text whose cells are parted by tabs, in a grid, or in several that go on from
    one another; a grid without the headings is left alone if another has them.

    `columns` gives the role of each heading: topic, recommendation, taken or open; headings that are `ignored` are
    left out on purpose. Never raises for what the table or the columns hold: what cannot be read is a problem with its
    line.
    """
    columns = {str(heading): str(role) for heading, role in columns.items()}  # YAML may hold other things
    told = _Told()
    rows = _rows(table, columns, told, frozenset(map(title_key, ignored))) if _columns_fit(columns, told) else []
    return CommitteeTable(tuple(rows), tuple(problem for _, problem in sorted(
        told.problems, key=lambda found: (found[0], found[1].line))))


class _Told:
    """Collects what is wrong, grid by grid."""

    def __init__(self) -> None:
        self.grid = 0
        self.sheet: str | None = None
        self.problems: list[tuple[int, TableProblem]] = []

    def __call__(self, line: int, column: str | None, value: str, expected: str, remedy: str) -> None:
        """Takes one problem down, at the grid that is being read."""
        shown = value.strip()[:LONGEST_HEADING]
        self.problems.append((self.grid, TableProblem(line, column, shown, expected, remedy, self.sheet)))


def _rows(
    table: str | Grid | Sequence[Grid], columns: Mapping[str, str], told: _Told, ignored: frozenset[str]
) -> list[CommitteeRow]:
    """The rows of the table; what is wrong is told."""
    roles = {title_key(heading): role for heading, role in columns.items()}
    headings = Headings(columns, next(key for key, role in roles.items() if role == Role.RECOMMENDATION))
    if isinstance(table, str):
        grids: Sequence[Grid] = [grid_in_text(table, headings, told)]
    else:
        grids = [table] if isinstance(table, Grid) else table
    found, meaning = _Found(headings, told), _Meaning(roles, told, ignored, text=isinstance(table, str))
    for told.grid, grid in enumerate(grids):
        told.sheet = grid.name
        for row in found.rows(grid):
            meaning.take(row)
    meaning.end()
    if not found.any:
        told.grid, told.sheet = 0, None
        told(0, None, "", f"a row with the headings {', '.join(columns)}, each in a cell of its own",
             "Correct the headings in the mapping, or keep the tabs when you copy the table into a text.")
    return meaning.rows


def words_key(text: str) -> str:
    """A short reference made of a text: its first eight words in kebab case, [a-z0-9-] alone.

    A text without a Latin letter or figure gives a hash. Two texts may share one key: the caller tells them
    apart.
    """
    plain = unicodedata.normalize("NFKD", re.sub("['\u2019]", "", text)).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", plain.lower())[:8]
    if words:
        return "-".join(word[:30] for word in words)
    return f"text-{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:8]}"


def _columns_fit(columns: Mapping[str, str], tell: Tell) -> bool:
    """Whether a table can be looked for: each heading has a role, and one is that of the recommendations."""
    wrong = [(heading, role) for heading, role in columns.items() if role not in set(Role)]
    for heading, role in wrong:
        tell(0, heading, role, f"one of: {', '.join(Role)}", "Correct the mapping.")
    roles = list(columns.values())
    one_each = roles.count(Role.RECOMMENDATION) == 1 and roles.count(Role.TOPIC) <= 1 and len(roles) > 1
    if not one_each:
        tell(0, None, ", ".join(columns), "two columns or more, one of them with the role recommendation and "
             "at most one with the role topic", "Correct the mapping.")
    differ = len({title_key(heading) for heading in columns} - {""}) == len(columns)
    if not differ:
        tell(0, None, ", ".join(columns), "headings of different letters or figures", "Correct the mapping.")
    return not wrong and one_each and differ


class _Row(NamedTuple):
    """A row of a grid: its number, its grid's name, its headings, and its cells as text."""

    line: int
    sheet: str | None
    headings: Sequence[str]
    cells: list[str]


class _Found:
    """Finds the rows of the table in grids, under headings that may come again."""

    def __init__(self, headings: Headings, tell: Tell) -> None:
        self.headings, self._tell = headings, tell
        self.missed: set[str] = set()
        self.any = False

    def rows(self, grid: Grid) -> Iterator[_Row]:
        """The rows of a grid that stand under headings and hold anything."""
        headings: list[str] = []
        above: list[int] = []
        for line, row in enumerate(grid.rows, grid.first_row):
            cells = [_text(cell) for cell in row or ()]
            if self.headings.are(cells):
                headings = self._as_they_stand(line, cells)
            elif headings and any(cell.strip() for cell in cells):
                yield _Row(line, grid.name, headings, cells)
            elif sum(map(bool, map(str.strip, cells))) >= len(self.headings.wanted):
                above.append(line)
        if headings and above:
            self._tell(above[0], None, "", "the headings above it", "Put the headings above what was not read: "
                       f"{len(above)} row(s) like those of the table.")

    def _as_they_stand(self, line: int, cells: Sequence[str]) -> list[str]:
        """The headings; tells once of each that was asked for and is not there."""
        headings = [normal_space(cell) for cell in cells]
        while not headings[-1]:
            headings.pop()
        found = {title_key(heading) for heading in headings} | self.missed
        for key, heading in self.headings.wanted.items():
            if key not in found:
                self.missed.add(key)
                self._tell(line, heading, "", f"a column with the heading {heading}",
                           "Add the column, or take the heading out of the mapping.")
        self.any = True
        return headings


_Pieces = list[list[str]]
"""What a cell holds: one thing, or as many as it has bullets, each as paragraphs."""


class _Meaning:
    """Makes rows of cells: key area carried down, recommendations parted, actions told from stages.

    In a text a cell too many means that all cells may stand under the wrong heading; a grid's columns hold fast.
    """

    def __init__(self, roles: Mapping[str, str], tell: Tell, ignored: frozenset[str], *, text: bool) -> None:
        self._tell, self.roles, self.ignored, self.text = tell, roles, ignored, text
        self.topic = ""
        self.waiting: tuple[int, str, str] | None = None  # told if no recommendation follows under a key area
        self.unread: set[str] = set()
        self.rows: list[CommitteeRow] = []

    def take(self, row: _Row) -> None:
        """Read one row."""
        cells: dict[str, list[tuple[str, _Pieces]]] = {role: [] for role in Role}
        extra = " ".join(row.cells[len(row.headings):]).strip()
        headings = row.headings if self.text else [*row.headings, *[""] * (len(row.cells) - len(row.headings))]
        for heading, cell in zip(headings, row.cells, strict=False):
            found = self._pieces(row.line, heading, cell)
            if (role := self.roles.get(title_key(heading))) is not None:
                cells[role].append((heading, found))
            elif found:
                self._tell_unread(row.line, heading, found[0][0])
        self._carry(row, cells[Role.TOPIC])
        if extra and self.text:
            self.waiting = None
            self._tell(row.line, None, extra, f"{len(row.headings)} cells, not {len(row.cells)}",
                       "Nothing of the row but its key area was read: take the tab out that is too many.")
        else:
            self._row(row, cells)

    def end(self) -> None:
        """No row follows."""
        if self.waiting:
            self._tell(*self.waiting, "a recommendation under the key area", "Fill it in, or take the row out.")
        self.waiting = None

    def _tell_unread(self, line: int, heading: str, value: str) -> None:
        """Tell once of a column that has something in it and no role."""
        if heading not in self.unread and title_key(heading) not in self.ignored:
            self.unread.add(heading)
            self._tell(line, heading or None, value, "a heading with a role in the mapping",
                       "The column was not read: give its heading a role, or delete it.")

    def _pieces(self, line: int, heading: str, cell: str) -> _Pieces:
        """What a cell holds, without a last ; or : as punctuation of the table."""
        try:
            check_text(cell)
        except CellError as error:
            self._tell(line, heading, cell, error.expected, f"The cell was left out. {error.remedy}")
            return []
        return [_paragraphs(piece) for piece in pieces(cell)]

    def _carry(self, row: _Row, cells: list[tuple[str, _Pieces]]) -> None:
        """Take a new key area; a blank cell means the one above, and so does the same one in a merged cell."""
        topic = _joined(cells)
        if topic and not (self.waiting and topic == self.topic):
            self.end()
            self.topic = topic
            self.waiting = row.line, cells[0][0], topic

    def _row(self, row: _Row, cells: Mapping[str, list[tuple[str, _Pieces]]]) -> None:
        """Keep a row that has a recommendation or says something about one."""
        recommendations = tuple(text for _, found in cells[Role.RECOMMENDATION]
                                for part in _parts(found) for text in _parted(part))
        taken, to_come_too = self._actions(row.line, cells[Role.TAKEN])
        open_, to_come = self._actions(row.line, cells[Role.OPEN])
        to_come = to_come or to_come_too
        said = _joined(cells[Role.RECOMMENDATION])
        if not (said or taken or open_ or to_come):
            return
        self.waiting = None
        if not recommendations:
            self._tell(row.line, cells[Role.RECOMMENDATION][0][0], said, "a recommendation",
                       "Fill it in: the actions of the row address nothing.")
        if cells[Role.TOPIC] and not self.topic:
            self._tell(row.line, cells[Role.TOPIC][0][0], "", "a key area, here or in a row above", "Fill it in.")
        stage = _stage(taken=bool(taken), going_on=bool(open_), to_come=to_come)
        self.rows.append(CommitteeRow(row.line, self.topic, recommendations, taken, open_, stage, row.sheet))

    def _actions(self, line: int, cells: list[tuple[str, _Pieces]]) -> tuple[tuple[ActionCell, ...], bool]:
        """The actions among the cells, and whether one of them says "to be developed"."""
        actions, to_come = [], False
        for heading, found in cells:
            for paragraphs in found:
                text = "\n".join(paragraphs)
                key = title_key(text)
                if key == TO_COME:
                    to_come = True
                elif key not in _NO_ACTION:
                    actions.append(ActionCell(heading, text))
                elif text:
                    self._tell(line, heading, text, 'an action, "To be developed", or nothing',
                               "Leave the cell blank if nothing was done.")
        return tuple(actions), to_come


def _text(cell: Scalar) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)


def _joined(cells: list[tuple[str, _Pieces]]) -> str:
    """All that the cells say, on one line."""
    return " ".join(part for _, found in cells for paragraphs in found for part in paragraphs)


def _parts(found: _Pieces) -> list[str]:
    """What may each be a recommendation: the pieces of a list, else the paragraphs of the cell."""
    return [" ".join(paragraphs) for paragraphs in found] if len(found) > 1 else [part for one in found for part in one]


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; a line that goes on in small letters, after no stop, is more of the one before."""
    found: list[str] = []
    for line in map(normal_space, text.split("\n")):
        if found and line[:1].islower() and found[-1][-1] not in ".;:":
            found[-1] += f" {line}"
        elif line:
            found.append(line)
    return [part.rstrip(";: ") or part for part in found]


def _parted(paragraph: str) -> Iterator[str]:
    """The recommendations in a paragraph: "; " with a capital after it begins another."""
    pieces = paragraph.split("; ")
    start = 0
    for place in range(1, len(pieces) + 1):
        if place == len(pieces) or pieces[place][:1].isupper():
            if title_key(text := "; ".join(pieces[start:place]).rstrip(";: ")):
                yield text
            start = place


def _stage(*, taken: bool, going_on: bool, to_come: bool) -> str | None:
    """How far the answer to a row's recommendations has come."""
    return next((stage for stage, so in zip(STAGES, (going_on, to_come, taken), strict=True) if so), None)
