"""A mapping tells which heading of which table is which field or link, so a stranger's file needs no code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from loaders.files import PlanFile
from loaders.headings import Target, folded, target_for
from loaders.mapping.key_pattern import PERIOD, Pattern, headings_of
from schema.dates import DateOrder
from schema.kinds import Kind
from schema.records import Source

COMMITTEE, DOCUMENT = "committee-table", "document"
FORMATS = ("csv", "tsv", "json", "yaml", COMMITTEE, DOCUMENT)
"""What `format` may say; other formats are told by the suffix of the file."""
LINES, BULLETS = "lines", "bullets"
"""What `split` may say besides the sign that parts the values."""
SPLIT = ";"
"""What parts several references in one cell, where the mapping says nothing else."""
BELONGS = "part of"
"""The link of an item that is nothing without the one it stands under, whose key it takes."""


class Words(dict[str, str]):
    """Words of a file and ours for them; capitals and spacing do not matter."""

    def __init__(self, words: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__((plain(theirs), ours) for theirs, ours in words)

    def get(self, word: str, default: str) -> str:  # type: ignore[override]
        """Our word for one of the file's."""
        return super().get(plain(word), default)

    def __contains__(self, word: object) -> bool:
        return super().__contains__(plain(str(word)))


@dataclass(frozen=True, slots=True)
class Column:
    """What one heading feeds: the name of a field or link, and how its cells are read.

    `split` is a sign, `lines` or `bullets`; `key` makes a reference of several cells; `path` parts an outline
    number such as 1.2.3, whose row is linked to that of 1.2.
    """

    name: str
    to: tuple[str, ...] = ()
    split: str | None = None
    prefix: str = ""
    values: Words = field(default_factory=Words)
    key: Pattern = ()
    path: str = ""

    def target(self, kind: Kind) -> Target | None:
        """The column as a target on rows of the kind; None where it is neither a field nor a link of it."""
        whole = self.split in (LINES, BULLETS) or bool(self.key)  # parted before, or after the pattern is filled in
        found = target_for(kind, self.name, "" if whole else SPLIT if self.split is None else self.split)
        if found is not None:
            found.values, found.to, found.prefix = ({} if self.key else self.values), self.to, self.prefix
        return found


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column that holds one year's figures: its heading, or a pattern with *, and the year where it is known."""

    heading: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class RowItem:
    """An item that a row makes: its kind, its key, what its columns are, and what else it makes with it.

    Headings are folded in `columns`; `written` has them as they stand. `of` is the link from this item to the
    one that it stands under. With `periods` there is one item for each of those columns that is filled, and
    `figure` is the field that the cell becomes.
    """

    kind: Kind
    asks: str = "register"
    key: Pattern = ()
    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    of: str | None = None
    also: tuple[RowItem, ...] = ()
    periods: tuple[PeriodColumn, ...] = ()
    figure: str = "value"

    def headings(self) -> Iterator[str]:
        """Every heading that the item and those under it name, as written."""
        yield from self.written.values()
        yield from (name for name in headings_of(self.key) if not (self.periods and folded(name) == PERIOD))
        yield from (found.heading for found in self.periods)
        for columns in self.columns.values():
            for column in columns:
                yield from headings_of(column.key)
        for inner in self.also:
            yield from inner.headings()


@dataclass(frozen=True, slots=True)
class Under:
    """How rows stand under headings of sections: a row with one text under `heading` is such a heading.

    With a `kind` it is an item of its own, else it names one of the kinds in `to`. The rows below it are joined
    to it by `link`, up to the next. `like` is what its text must look like, with * for anything.
    """

    link: str
    heading: str | None = None
    kind: Kind | None = None
    to: tuple[str, ...] = ()
    like: str = "*"
    constants: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """A column that holds one end of a link: references to items of a kind, or made of several cells."""

    heading: str
    prefix: str = ""
    split: str = SPLIT
    key: Pattern = ()


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """The columns of a table of links. `verb` is the name of the link of every row, or None where the cells
    under `heading` have it, in words that `words` turns into ours.
    """

    start: LinkEnd
    end: LinkEnd
    verb: str | None = None
    heading: str = ""
    words: Words = field(default_factory=Words)
    others: Mapping[str, str] = field(default_factory=dict)
    """Headings of role, note, document and paragraph, by these words."""

    def headings(self) -> Iterator[str]:
        """The headings that must be there."""
        yield from (self.start.heading, self.end.heading, *self.others.values())
        yield from (*headings_of(self.start.key), *headings_of(self.end.key))
        if self.verb is None:
            yield self.heading


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are read: those with certain words under some headings, without others, and not blank."""

    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filled: tuple[str, ...] = ()

    def headings(self) -> Iterator[str]:
        """The headings that it looks at."""
        return iter((*self.where, *self.where_not, *self.filled))


@dataclass(frozen=True)
class TableMapping:
    """One table of a mapping: where it stands, which of its rows are read, and what each row makes.

    `item` is what a row makes, `links` the columns of a table of links; documents and committee tables have
    neither. `written` has the headings of a committee table with the roles that they play.
    """

    file: str
    place: Source
    format: str = ""
    sheet: str | None = None
    path: str | None = None
    item: RowItem | None = None
    links: LinkColumns | None = None
    asks: str = "register"
    written: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    document: str | None = None
    paragraph: str | None = None
    title: str | None = None
    date_order: DateOrder | None = None
    decimal_comma: bool = False
    part_of: str | None = None
    rows: RowFilter = field(default_factory=RowFilter)
    fill_down: tuple[str, ...] = ()
    under: Under | None = None
    shipped: bool = False
    """Whether the mapping came with the program, so that a file that is not there is no mistake."""

    @property
    def kind(self) -> Kind | None:
        """The kind of the item that each row makes first."""
        return self.item.kind if self.item else None

    def fits(self, file: PlanFile) -> bool:
        """Whether the table is about this file: by its name, with or without the folders that it stands in.

        Capitals do not matter, for they do not on the computers of most who name files.
        """
        wanted = self.file.casefold().split("/")
        found = file.name.casefold().split("/")[-len(wanted):]
        return len(found) == len(wanted) and all(map(like, wanted, found))

    def wants(self, name: str | None, about: str = "") -> bool:
        """Whether the table is about this sheet or table of its file: by its name, or by its caption."""
        wanted = None if self.sheet is None else plain(self.sheet)
        return wanted is None or any(like(wanted, plain(word)) for word in (name or "", about))

    def knows(self, heading: str) -> bool:
        """Whether a heading is mapped, part of a key or of a condition, or ignored."""
        name = folded(heading)
        return name in self._known or any(like(pattern, name) for pattern in self._patterns)

    def headings(self) -> Iterator[str]:
        """Every heading that the table names, as written."""
        for part in (self.item, self.links, self.rows):
            if part is not None:
                yield from part.headings()
        yield from self.fill_down
        if self.under is not None and self.under.heading is not None:
            yield self.under.heading

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(folded, self.headings()))

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return (*(name for name in self._known if "*" in name), *map(folded, self.ignore))


def plain(word: str) -> str:
    """A word as it is compared: small letters and single spaces."""
    return " ".join(word.split()).casefold()


def like(pattern: str, text: str) -> bool:
    """Whether a text is as a pattern says, in which * stands for anything."""
    first, *rest = pattern.split("*")
    if not rest:
        return pattern == text
    *middle, last = rest
    at = len(first) if text.startswith(first) else -1
    for piece in middle:
        if at < 0:
            return False
        found = text.find(piece, at)
        at = found if found < 0 else found + len(piece)
    return 0 <= at <= len(text) - len(last) and text.endswith(last)
