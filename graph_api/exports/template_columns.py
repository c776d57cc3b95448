"""The columns of an entry sheet: what each is called, what it holds and how it is written, all from `schema`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph_api.exports.template_examples import sample
from loaders.headings import Sort, Target, names_on, target_for
from loaders.link_table import HEADINGS
from loaders.resolve import FAR, said
from schema.fields import Field, FieldType
from schema.kinds import KIND, Kind, slug
from schema.links import VERB

LONGEST_HINT = 255
"""Signs of the message that a spreadsheet shows beside a cell."""
LAST = ("note", "document", "paragraph")
SEVERAL = 'Several with ";" between.'
PERSONAL = "Personal data: about a person. Keep it only where you need it and may."
LONG_TEXT = ("title", "note", "aim", "issues", "outcome", "reason", "text")
LINK_WIDTH = 32
BUTTON = 5
"""Signs of room that a heading needs beside it for the button that filters."""
WIDTHS = {
    FieldType.TEXT: 24, FieldType.WORDS: 30, FieldType.NUMBER: 13, FieldType.YES_NO: 11, FieldType.DATE: 20,
    FieldType.ONE_OF: 18, FieldType.PERIOD: 11}
HOW = {
    FieldType.TEXT: "",
    FieldType.WORDS: SEVERAL,
    FieldType.NUMBER: "In figures: 1250 or 2.5; £2.5m and 30% are understood too.",
    FieldType.YES_NO: "yes or no.",
    FieldType.DATE: "As the plan writes it: 2008/09, Q2 2008/09, October 2007, 14 October 2007, by 2011.",
    FieldType.PERIOD: "A year: 2008/09 or 2008.",
}
"""How the cells of each type of field are written."""
OTHERS = {
    "key": ("The reference of this row: short, the same next quarter, and no other row of the sheet has it.",
            "Small letters, figures and hyphens: housing-2008."),
    "document": ("Number or name of the paper that the row was taken from.", ""),
    "paragraph": ("Paragraph of that paper.", ""),
    "from": ("The item at which the link begins.", "Its kind and key: strategy:housing."),
    "to": ("The item to which the link leads.", "Its kind and key: objective:homes."),
    "link": ("How the two hang together.", "One of the links in the list."),
    "role": ('What the partner does; only for "contributes to".', ""),
    "note": ('How a conflict was settled; only for "conflicts with".', ""),
}
"""What the columns hold that are no fields of a kind, and how they are written."""


class Column(NamedTuple):
    """One column: its name as the loader knows it, what stands in it, and what a person is told about it.

    `field` is its field, if it is one; `far` holds the kinds that its references may name, if it is a link.
    """

    name: str
    about: str
    how: str
    width: int
    field: Field | None = None
    far: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """What stands above the column: `Long term`."""
        return heading_of(self.name)

    @property
    def note(self) -> str:
        """All that is to be known of the column."""
        personal = self.field is not None and self.field.personal
        return "\n".join(part for part in (self.about, self.how, PERSONAL if personal else "") if part)

    @property
    def hint(self) -> str:
        """The same in a few words: what is shown beside a cell while it is filled in."""
        found = " ".join(self.note.split("\n"))
        return found if len(found) <= LONGEST_HINT else self.how[:LONGEST_HINT]


def heading_of(name: str) -> str:
    """A field or a link as it stands above a column."""
    plain = name.replace("_", " ")
    return plain[:1].upper() + plain[1:]


def width_of(kind: Kind | None, name: str) -> int:
    """How wide a column of a kind, or of a table of links, is: in signs."""
    if kind is None:
        return next((column.width for column in link_columns() if column.name == name), LINK_WIDTH)
    target = target_for(kind, name)
    return LINK_WIDTH if target is None or target.sort is Sort.LINK else _column(kind, name).width


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind: key, title, its fields, its links from this end, then remark and paper.

    Links are stated at one end only, so that nobody is asked twice.
    """
    names = [name for name in names_on(kind) if _is_asked(kind, name)]
    names = [name for name in names if name not in LAST] + [name for name in LAST if name in names]
    return tuple(_column(kind, name) for name in names)


def link_columns() -> tuple[Column, ...]:
    """The columns of a table of links."""
    return tuple(Column(name, *OTHERS[name], 34 if name in ("from", "to", "role", "note") else 18) for name in HEADINGS)


def named(kinds: Sequence[str]) -> str:
    """Kinds in words; a family stands for its kinds where all are meant."""
    return said(kinds) if len(kinds) == len(KIND) else ", ".join(
        slug(name).replace("-", " ") for name in said(kinds).split(", "))


def _is_asked(kind: Kind, name: str) -> bool:
    target = _target(kind, name)
    return target.sort is not Sort.LINK or target.outgoing


def _target(kind: Kind, name: str) -> Target:
    found = target_for(kind, name)
    assert found is not None, f"{name} is on the list of the kind's own headings"  # noqa: S101
    return found


def _column(kind: Kind, name: str) -> Column:
    target = _target(kind, name)
    if target.field is not None:
        return _of_field(name, target.field)
    if target.sort is Sort.LINK:
        far = FAR[target.verb, True]
        how = f"To: {named(far)}. Write kind and key, as in {sample(kind.name, name)}. {SEVERAL}"
        return Column(name, VERB[target.verb].about, how, LINK_WIDTH, None, far)
    return Column(name, *OTHERS[name], 24 if name == "key" else 14)


def _of_field(name: str, field: Field) -> Column:
    width = 42 if name in LONG_TEXT else max(WIDTHS[field.type], len(name) + BUTTON)
    how = f"One of: {', '.join(field.words)}." if field.words else HOW[field.type]
    return Column(name, field.about, how, width, field)
