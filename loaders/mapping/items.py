"""What a mapping file says of the items that a row makes: columns, keys, constants, and more items beside the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loaders.drafting.officer_words import meant_by
from loaders.headings import KEYS, Sort, folded, kind_named, names_on, target_for
from loaders.mapping.declared import BELONGS, Column, PeriodColumn, RowItem, Words
from loaders.mapping.entry import Entry, joining
from loaders.mapping.key_pattern import FILTERS, PERIOD, Pattern, headings_of, parse_pattern
from loaders.mapping.words import ALSO, COLUMN, PERIODS
from loaders.mapping.years import period_in
from loaders.parsed import Mapped
from loaders.problems import did_you_mean
from schema.dates import normal_period
from schema.fields import FieldType
from schema.kinds import KINDS, Kind

DEEPEST = 5
"""How deep items may stand under one another."""


def read_item(entry: Entry, kind: Kind, asks: str, of: str | None = None, depth: int = 0) -> RowItem:
    """The item that a table, or an entry of `also`, makes of each row."""
    columns = read_columns(entry, kind)
    also = [read_also(inner, kind, asks, depth + 1) for inner in entry.entries("also") if depth < DEEPEST]
    if depth == DEEPEST and "also" in entry:
        entry.tell("Items stand too deep under one another.", None, f"at most {DEEPEST} levels", at="also")
    also += read_periods(entry, kind, asks)
    return RowItem(kind, asks, read_key(entry), columns, {folded(name): name for name in entry.names("columns")},
                   read_constants(entry, kind), of, tuple(item for item in also if item is not None))


def read_also(entry: Entry, holder: Kind, asks: str, depth: int) -> RowItem | None:
    """One more item of each row; None where its kind is not known."""
    entry.only(ALSO)
    kind = entry.kind("kind", "An item under also")
    if kind is None:
        return None
    of = entry.verb("of", (kind.name,), (holder.name,))
    item = read_item(entry, kind, read_asks(entry, asks), of, depth)
    names = {column.name for columns in item.columns.values() for column in columns}
    if not (item.key or of == BELONGS or any(map(_names_an_item, names))):
        entry.tell("An item under also has no key and no title, so nothing tells one from another.", kind.name,
                   'a column for its title or key, key: "{heading}", or of: part of')
    return item


def _names_an_item(column: str) -> bool:
    return folded(column) in (*KEYS, "title", "name")


def read_asks(entry: Entry, default: str = "register") -> str:
    """What a table asks of its rows."""
    asks = entry.text("asks") or default
    if asks not in ("register", "transcript", "list"):
        entry.tell("A table cannot ask this.", asks, "register, transcript or list", at="asks")
        return default
    return asks


def read_key(entry: Entry, known: tuple[str, ...] = ()) -> Pattern:
    """The pattern of a key; none, and told, where all rows would have the same."""
    text = entry.text("key") or ""
    pattern = parse_pattern(text)
    for part in pattern:
        if part.through and part.through not in FILTERS:
            entry.tell("The key goes through a filter that is not there.", part.through, " or ".join(FILTERS), at="key")
    if text and not any(headings_of(pattern)) and not known:
        entry.tell("The key names no heading, so all rows would have the same.", text,
                   'key: "{heading}-{heading}"', at="key")
        return ()
    return pattern


def read_constants(entry: Entry, kind: Kind) -> dict[str, Any]:
    """What every item has; names that its kind has not are told."""
    found = {}
    for name, value in entry.names("constants").items():
        if target_for(kind, name) is None:
            entry.tell(f"{name} is not a field or link of the kind {kind.name}.", name, at="constants",
                       remedy=_meant(name, kind))
        else:
            found[name] = value
    return found


def read_columns(entry: Entry, kind: Kind) -> dict[str, tuple[Column, ...]]:
    """What each heading feeds, by the folded heading."""
    values = entry.names("values")
    found: dict[str, tuple[Column, ...]] = {}
    for heading, meant in entry.names("columns").items():
        given = values.get(heading)
        shared = entry.as_words(given, "values") if isinstance(given, dict) else Words()
        made = [_column(entry, kind, heading, part, shared) for part in (meant if isinstance(meant, list) else [meant])]
        found[folded(heading)] = tuple(column for column in made if column is not None)
    for heading in values:
        if folded(heading) not in found:
            entry.tell("Values are given for a heading that is not mapped.", heading, at="values")
    return found


def _column(entry: Entry, kind: Kind, heading: str, meant: Any, values: Words) -> Column | None:
    """One thing that a heading feeds; None, and told, where it is not understood."""
    if isinstance(meant, str):
        inner, column = _lines(entry), Column(meant, values=values)
    elif isinstance(meant, Mapped) and isinstance(meant.get("field") or meant.get("link"), str):
        inner = Entry(meant, entry.file, entry.problems)
        inner.only(COLUMN)
        split = inner.text("split")
        column = Column(str(meant.get("field") or meant["link"]), inner.kinds("to"), split, inner.text("prefix") or "",
                        Words((*values.items(), *inner.words("values").items())), read_key(inner),
                        inner.text("path") or "")
    else:
        _lines(entry).tell(
            f"What {heading} means is not understood.", meant, "a field, a link, or {link: .., to: ..}", at=heading)
        return None
    return column if _fits(inner, kind, column, heading) else None


def _meant(name: str, kind: Kind) -> str:
    """What to say after an unknown name: what officers mean by it, else the names that look like it."""
    meant = meant_by(name, names_on(kind))
    return f"Did you mean {' or '.join(meant)}?" if meant else did_you_mean(name, names_on(kind))


def _lines(entry: Entry) -> Entry:
    """The columns of an entry, as an entry that has the line of each heading."""
    return entry.inner("columns") or entry


def _fits(inner: Entry, kind: Kind, column: Column, heading: str) -> bool:
    """Whether a column means something on rows of the kind, and is read in a way that can be."""
    target = column.target(kind)
    is_link = target is not None and target.sort is Sort.LINK
    if target is None or (not is_link and (column.to or column.key or column.path)):
        inner.tell(f"{column.name} is not a field or link of the kind {kind.name}." if target is None else
                   f"{column.name} is no link, so it has no to, key or path.", column.name, at=heading,
                   remedy=_meant(column.name, kind))
        return False
    several = is_link or (target.field is not None and (
        target.field.type is FieldType.WORDS or target.field.name == "title"))
    if column.split and not several:
        inner.tell(f"{column.name} holds one value, so its cells cannot be split.", column.split, at="split",
                   remedy="Split a link, a field of words, or the title, which makes an item of each part.")
        return False
    return True


def read_periods(entry: Entry, holder: Kind, asks: str) -> list[RowItem | None]:
    """The items of which each year has a column: kinds, each with its headings or with more than those."""
    return [_period_item(entry, name, meant, holder, asks) for name, meant in entry.names("periods").items()]


def _period_item(entry: Entry, name: str, meant: Any, holder: Kind, asks: str) -> RowItem | None:
    kind = kind_named(name)
    if kind is None or target_for(kind, "period") is None:
        dated = [kind.name for kind in KINDS if target_for(kind, "period") is not None]
        entry.tell(f"{name} is not a kind that has a period.", name, " or ".join(dated), at="periods")
        return None
    long = meant if isinstance(meant, Mapped) and "columns" in meant else None
    inner = Entry(long, entry.file, entry.problems) if long else entry
    if long:
        inner.only(PERIODS)
    figure = (inner.text("field") if long else None) or "value"
    target = target_for(kind, figure)
    if target is None or target.sort is not Sort.FIELD:
        inner.tell(f"{figure} is not a field of the kind {kind.name}.", figure, at="field",
                   remedy=did_you_mean(figure, names_on(kind)))
        return None
    own = inner if long else None
    of = own.verb("of", (kind.name,), (holder.name,)) if own and "of" in own else _usual(kind, holder)
    return RowItem(
        kind, read_asks(own, asks) if own else asks, read_key(own, (PERIOD,)) if own else (), {}, {},
        read_constants(own, kind) if own else {}, of, (),
        tuple(_period_columns(inner, long["columns"] if long else meant)), figure)


def _usual(kind: Kind, holder: Kind) -> str | None:
    """How figures are joined to what they are figures of."""
    return "part of" if "part of" in joining((kind.name,), (holder.name,)) else None


def _period_columns(entry: Entry, meant: Any) -> list[PeriodColumn]:
    """The columns of the years; the heading tells which, unless the mapping does."""
    given: Mapping[str, Any]
    given = meant if isinstance(meant, dict) else dict.fromkeys(map(str, meant if isinstance(meant, list) else [meant]))
    found = []
    for heading, year in given.items():
        period = normal_period(str(year)) if year is not None else period_in(heading)
        if period is None and (year is not None or "*" not in heading):
            entry.tell("This names no year.", heading if year is None else year,
                       "a heading with a year such as 2008/09 in it, or `heading: 2008/09`", at="periods")
        else:
            found.append(PeriodColumn(heading, period))
    return found
