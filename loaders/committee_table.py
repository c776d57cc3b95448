"""The table of a committee paper: recommendations, what was done about each, and what is to come.

The text is the paper as it stands: the table is found by its headings, which may come again on every page,
and the rest of the paper is left alone. A cell may run over several lines, and a row may hold two
recommendations. Every filled action cell is one action that addresses each recommendation of its row.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from loaders.cells import CellError, check_text, normal_space, title_key

TO_COME = "to-be-developed"  # the key of the words that are a stage and no action
_NO_ACTION = {"", "n-a", "none", "nil", "tbc", "tbd"}  # keys of words that tell of no action and of no stage
_SHOWN = 200  # characters of a value that a problem repeats
_PARAGRAPH = re.compile(r"</?p(?: [^<>]{0,200})?>|<br ?/?>", re.IGNORECASE)
_Tell = Callable[..., None]  # takes the parts of a TableProblem
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class Role(StrEnum):
    """What a column of the table holds."""

    TOPIC = "topic"
    RECOMMENDATION = "recommendation"
    TAKEN = "taken"
    OPEN = "open"


class TableProblem(NamedTuple):
    """Something wrong with the table: line (from 1; 0 for the columns asked for), heading, value and cure."""

    line: int
    column: str | None
    value: str
    expected: str
    remedy: str


class ActionCell(NamedTuple):
    """A filled action cell: the heading that it stands under, and its text, a paragraph a line."""

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


@dataclass(frozen=True, slots=True)
class CommitteeTable:
    """The rows of the table in their order, and all that could not be read as its headings say."""

    rows: tuple[CommitteeRow, ...]
    problems: tuple[TableProblem, ...]


def read_committee_table(text: str, columns: Mapping[str, str]) -> CommitteeTable:
    """The committee table in a text whose cells are parted by tabs.

    `columns` gives the role of each heading: topic, recommendation, taken or open. Never raises for what the
    text or the columns hold: what cannot be read is a problem with its line.
    """
    columns = {str(heading): str(role) for heading, role in columns.items()}  # YAML may hold other things
    problems: list[TableProblem] = []

    def tell(*told: Any) -> None:
        problem = TableProblem(*told)
        problems.append(problem._replace(value=problem.value.strip()[:_SHOWN]))

    rows = _rows(text, columns, tell) if _columns_fit(columns, tell) else []
    return CommitteeTable(tuple(rows), tuple(sorted(problems, key=lambda problem: problem.line)))


def _rows(text: str, columns: Mapping[str, str], tell: _Tell) -> list[CommitteeRow]:
    """The rows of the table in the text; what is wrong is told."""
    roles = {title_key(heading): role for heading, role in columns.items()}
    sign = next(key for key, role in roles.items() if role == Role.RECOMMENDATION)
    lines = _Lines({title_key(heading): heading for heading in columns}, sign, tell)
    for number, line in enumerate(re.split("\r\n|\r|\n", re.sub("[\f\v]", " ", text)), 1):
        lines.take(number, line)
    lines.end_table()
    if not lines.width:
        tell(0, None, "", f"a line with the headings {', '.join(columns)}, parted by tabs",
             "Correct the headings in the mapping, or keep the tabs when you copy the table.")
    meaning = _Meaning(roles, tell)
    for row in lines.rows:
        meaning.take(row)
    meaning.end()
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


def _columns_fit(columns: Mapping[str, str], tell: _Tell) -> bool:
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
    """A row as it stands: its first line, its headings, and its cells, each as pieces from line to line."""

    line: int
    headings: Sequence[str]
    cells: list[list[str]]


class _Lines:
    """Puts lines together to rows. It knows where the table is, and nothing of what its cells mean."""

    def __init__(self, wanted: Mapping[str, str], sign: str, tell: _Tell) -> None:
        self._tell = tell
        self.wanted, self.sign = wanted, sign  # headings by key; the one that no heading row is without
        self.headings: Sequence[str] = ()
        self.inside = False  # after a heading row, and before the end of that part of the table
        self.row: _Row | None = None
        self.loose: list[tuple[int, str]] = []  # lines without a tab, after a whole row
        self.stray: list[tuple[int, str]] = []  # rows that stand under no heading
        self.missed: set[str] = set()
        self.rows: list[_Row] = []

    @property
    def width(self) -> int:
        """How many cells a row has; 0 until a heading row is found."""
        return len(self.headings)

    @property
    def whole(self) -> bool:
        """Whether the row that is being read has all its cells."""
        return self.row is not None and len(self.row.cells) >= self.width

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        cells = line.split("\t")
        if self._is_heading(cells):
            self.end_table()
            self._begin_table(number, cells)
        elif not self.inside:
            self._outside(number, cells)
        elif len(cells) > 1:
            self._tabbed(number, cells)
        elif not line.strip():
            self.end_table()
        elif self.whole:
            self.loose.append((number, line))
        elif self.row is not None:
            self.row.cells[-1].append(line)
        else:
            self.row = _Row(number, self.headings, [[line]])

    def end_table(self) -> None:
        """A blank line, a heading row or the last line: the row is over, and so is this part of the table."""
        for line, text in self.loose[:1]:
            self._tell(line, None, text, "a blank line between the table and the text after it",
                       "From here to the next headings nothing was read: put a blank line before it.")
        self.loose = []
        self._end_row()
        self._end_stray()
        self.inside = False

    def _is_heading(self, cells: list[str]) -> bool:
        """Whether the cells are the headings: that of the recommendations and another that was asked for."""
        if len(cells) < 2:
            return False
        found = {title_key(_PARAGRAPH.sub(" ", cell)) for cell in cells if len(cell) < _SHOWN}
        return self.sign in found and len(found & self.wanted.keys()) > 1

    def _begin_table(self, number: int, cells: list[str]) -> None:
        """Take the headings as they stand, and tell once of each that was asked for and is not there."""
        headings = [normal_space(_PARAGRAPH.sub(" ", cell)) for cell in cells]
        while not headings[-1]:
            headings.pop()
        self.headings, self.inside = headings, True
        found = {title_key(heading) for heading in headings} | self.missed
        for key, heading in self.wanted.items():
            if key not in found:
                self.missed.add(key)
                self._tell(number, heading, "", f"a column with the heading {heading}",
                          "Add the column, or take the heading out of the mapping.")

    def _outside(self, number: int, cells: list[str]) -> None:
        """A line of the paper; one that looks like a row of the table must not be lost unseen."""
        if self.width and len(cells) >= self.width and any(cell.strip() for cell in cells):
            self.stray.append((number, " ".join(cells)))
        else:
            self._end_stray()

    def _end_stray(self) -> None:
        for line, text in self.stray[:1]:
            self._tell(line, None, text, "the headings again, after a blank line in the table",
                       f"Take the blank line out, or put the headings again above what was not read: "
                       f"{len(self.stray)} line(s) like rows of the table.")
        self.stray = []

    def _tabbed(self, number: int, cells: list[str]) -> None:
        """A line with tabs: more of the row that is being read, or a new row."""
        if self.row is not None and self._goes_on(len(self.row.cells), cells):
            if len(cells) == self.width:
                self._tell_unclear(self.row.line, self.row.cells[0][0])
            self.row.cells[-1].append(cells[0])
            self.row.cells.extend([cell] for cell in cells[1:])
            return
        if self.loose and len(cells) < self.width:
            self.end_table()
            return
        self._end_loose(cells[0])
        self._end_row()
        if any(cell.strip() for cell in cells):
            self.row = _Row(number, self.headings, [[cell] for cell in cells])

    def _goes_on(self, have: int, cells: list[str]) -> bool:
        """Whether a line with tabs is more of the row, which has `have` cells: none may be too many.

        A line that begins with a tab begins a row whose key area is blank, once the row has a second cell:
        rows that lost their last tabs must not melt into one.
        """
        fits = have < self.width and have + len(cells) - 1 <= self.width
        return fits and (have == 1 or bool(cells[0].strip()) or not any(cell.strip() for cell in cells))

    def _end_loose(self, first: str) -> None:
        """Lines without a tab, between two rows, are more of the last cell of the row before."""
        if self.loose and self.row is not None:
            self.row.cells[-1].extend(line for _, line in self.loose)
            if first.strip():
                self._tell_unclear(*self.loose[0])
        self.loose = []

    def _tell_unclear(self, line: int, text: str) -> None:
        self._tell(line, None, text, f"each {self.headings[0]} on one line with its row",
                   "It may belong to the row before, to the row after, or to neither: see how it was read.")

    def _end_row(self) -> None:
        """Keep the row; a short one is read with its last cells blank, and one too long is told of later."""
        if self.row is not None:
            self.rows.append(self.row)
            if not self.whole:
                text = " ".join(piece for cell in self.row.cells for piece in cell)
                self._tell(self.row.line, None, text, f"{self.width} cells, not {len(self.row.cells)}",
                           "Put the tabs in, or take a blank line out of the row: its end was taken as blank.")
        self.row = None


class _Meaning:
    """Makes rows of cells: key area carried down, recommendations parted, actions told from stages."""

    def __init__(self, roles: Mapping[str, str], tell: _Tell) -> None:
        self._tell, self.roles = tell, roles
        self.topic = ""
        self.waiting: TableProblem | None = None  # told if no recommendation follows under a key area
        self.unread: set[str] = set()
        self.rows: list[CommitteeRow] = []

    def take(self, row: _Row) -> None:
        """Read one row."""
        cells: dict[str, list[tuple[str, list[str]]]] = {role: [] for role in Role}
        extra = " ".join(piece for cell in row.cells[len(row.headings):] for piece in cell).strip()
        for heading, pieces in zip(row.headings, row.cells, strict=False):
            paragraphs = self._paragraphs(row.line, heading, pieces)
            if (role := self.roles.get(title_key(heading))) is not None:
                cells[role].append((heading, paragraphs))
            elif paragraphs:
                self._tell_unread(row.line, heading, paragraphs[0])
        self._carry(row, cells[Role.TOPIC])
        if extra:
            self.waiting = None
            self._tell(row.line, None, extra, f"{len(row.headings)} cells, not {len(row.cells)}",
                       "Nothing of the row but its key area was read: take the tab out that is too many.")
        else:
            self._row(row.line, cells)

    def end(self) -> None:
        """No row follows."""
        if self.waiting:
            self._tell(*self.waiting)
        self.waiting = None

    def _tell_unread(self, line: int, heading: str, value: str) -> None:
        """Tell once of a column that has something in it and no role."""
        if heading not in self.unread:
            self.unread.add(heading)
            self._tell(line, heading or None, value, "a heading with a role in the mapping",
                       "The column was not read: give its heading a role, or delete it.")

    def _paragraphs(self, line: int, heading: str, pieces: list[str]) -> list[str]:
        """The paragraphs of a cell, without tags, entities and a last ; or : as punctuation of the table."""
        joined = " ".join(pieces)
        try:
            check_text(joined)
        except CellError as error:
            self._tell(line, heading, joined, error.expected, f"The cell was left out. {error.remedy}")
            return []
        plain = (normal_space(_ENTITY.sub(lambda found: html.unescape(found[0]), part))
                 for part in _PARAGRAPH.split(joined))
        return [part.rstrip(";: ") or part for part in plain if part]

    def _carry(self, row: _Row, cells: list[tuple[str, list[str]]]) -> None:
        """Take a new key area; a blank cell means the one above."""
        if topic := " ".join(part for _, paragraphs in cells for part in paragraphs):
            self.end()
            self.topic = topic
            self.waiting = TableProblem(row.line, cells[0][0], topic, "a recommendation under the key area",
                                        "Fill it in, or take the row out.")

    def _row(self, line: int, cells: Mapping[str, list[tuple[str, list[str]]]]) -> None:
        """Keep a row that has a recommendation or says something about one."""
        recommendations = tuple(text for _, paragraphs in cells[Role.RECOMMENDATION]
                                for part in paragraphs for text in _parted(part))
        taken, to_come_too = self._actions(line, cells[Role.TAKEN])
        open_, to_come = self._actions(line, cells[Role.OPEN])
        to_come = to_come or to_come_too
        said = " ".join(part for _, paragraphs in cells[Role.RECOMMENDATION] for part in paragraphs)
        if not (said or taken or open_ or to_come):
            return
        self.waiting = None
        if not recommendations:
            self._tell(line, cells[Role.RECOMMENDATION][0][0], said, "a recommendation",
                       "Fill it in: the actions of the row address nothing.")
        if cells[Role.TOPIC] and not self.topic:
            self._tell(line, cells[Role.TOPIC][0][0], "", "a key area, here or in a row above", "Fill it in.")
        stage = _stage(taken=bool(taken), going_on=bool(open_), to_come=to_come)
        self.rows.append(CommitteeRow(line, self.topic, recommendations, taken, open_, stage))

    def _actions(self, line: int, cells: list[tuple[str, list[str]]]) -> tuple[tuple[ActionCell, ...], bool]:
        """The actions among the cells, and whether one of them says "to be developed"."""
        actions, to_come = [], False
        for heading, paragraphs in cells:
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
    """How far the answer to a row's recommendations has come; an open action outweighs the rest."""
    if going_on:
        return "in-progress"
    if to_come:
        return TO_COME
    return "taken" if taken else None
