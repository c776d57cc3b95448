"""What a heading means: a field or a link of a kind, its key, or the place in a paper that the row rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from enum import Enum
from functools import cache
from typing import Any

from schema.fields import Field, FieldType
from schema.kinds import BY_SLUG, Kind, field_of
from schema.links import BY_LABEL

KEYS = ("key", "id", "ref", "reference")
PLACES = ("document", "paragraph")
ALSO = {"owner": "owned by", "board": "overseen by"}
"""Headings that people write for a link; the fields of that name are derived and never read."""


class Sort(Enum):
    """What a cell becomes."""

    KEY = "key"
    DOCUMENT = "document"
    PARAGRAPH = "paragraph"
    FIELD = "field"
    LINK = "link"


@dataclass(slots=True)
class Target:
    """What the cells of one column become.

    For a link, `to` narrows the kinds at its other end, `split` parts several references in one cell and
    `prefix` is put before each. `values` turns words of the file into ours. `memo` keeps what was read, by the
    text of the cell: years, statuses and references come again in many rows. What is kept names the column, so
    each column needs a target of its own. `text` says that the field is free text, of which nothing is kept.
    """

    sort: Sort
    field: Field | None = None
    verb: str = ""
    outgoing: bool = True
    to: tuple[str, ...] = ()
    split: str = ""
    prefix: str = ""
    values: Mapping[str, str] = made(default_factory=dict)
    memo: dict[str, Any] = made(default_factory=dict)
    name: str = made(default="", init=False)
    text: bool = made(default=False, init=False)

    def __post_init__(self) -> None:
        if self.field is not None:
            self.name, self.text = self.field.name, self.field.type is FieldType.TEXT

    @property
    def odd(self) -> bool:
        """Whether references do not stand in the cell as they are meant."""
        return bool(self.prefix or self.values)

    @property
    def asks(self) -> str | tuple[str, bool] | None:
        """The field or the verb and direction that the heading asks for; None for a key or a place."""
        if self.field is not None:
            return self.field.name
        return (self.verb, self.outgoing) if self.sort is Sort.LINK else None


def folded(heading: str) -> str:
    """A heading as it is compared: small letters, with one space for spaces, underscores and hyphens."""
    return re.sub(r"[\s_-]+", " ", heading).strip().lower()


def kind_named(name: str) -> Kind | None:
    """The kind that a word names: its name, or its form in files, singular or plural."""
    plain = folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).replace(" ", "-")
    return BY_SLUG.get(plain)


def target_for(kind: Kind, heading: str, split: str = "") -> Target | None:
    """What a heading means on rows of the kind; None where it is neither a field nor a link of it."""
    name = folded(heading)
    if name in KEYS:
        return Target(Sort.KEY)
    if name in PLACES:
        return Target(Sort(name))
    found = _field(kind, name)
    if found is not None:
        return Target(Sort.FIELD, found)
    verb, outgoing = BY_LABEL.get(ALSO.get(name, name), (None, True))
    if verb is None or kind.name not in (verb.starts if outgoing else verb.ends):
        return None
    return Target(Sort.LINK, verb=verb.name, outgoing=outgoing, split=split)


@cache
def names_on(kind: Kind) -> tuple[str, ...]:
    """Every heading that rows of the kind may have."""
    fields = [found.name for found in kind.fields if not found.derived]
    links = [label for label, (verb, outgoing) in BY_LABEL.items()
             if kind.name in (verb.starts if outgoing else verb.ends)]
    return ("key", *fields, *links, *PLACES)


def _field(kind: Kind, name: str) -> Field | None:
    plain = name.replace(" ", "_")
    found = field_of(kind.name, plain)
    if found is None and plain == "name":
        found = field_of(kind.name, "title")
    return None if found is None or found.derived else found
