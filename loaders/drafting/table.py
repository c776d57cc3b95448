"""The lines of one table of a draft: kind, key, columns and what stands beside them, each with a remark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from loaders.drafting.cells import Seen, no_date, outlined, place, split_sign
from loaders.drafting.guess import Guess, TableGuess
from loaders.drafting.written import inline, line, listed, quoted, remark
from loaders.headings import Sort, target_for
from loaders.mapping.entry import joining
from loaders.problems import shortened
from loaders.sheet import Sheet
from schema.fields import Field, FieldType
from schema.kinds import KIND, Kind

MOST_WORDS = 12
"""Different words of one column up to which a list of them is drafted."""
UPWARDS = ("supports", "measures", "part of")
"""How rows may be joined to the theme under whose heading they stand; the first that can is taken."""
INWARDS = ("part of", "measures", "supports")
"""How records may be joined to those that hold them."""


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table to draft a mapping for; `path` is where its records stand, in JSON and YAML."""

    sheet: Sheet
    path: str | None = None


def table_lines(
    file: str, table: DraftTable, guess: TableGuess, columns: Sequence[Seen], sections: Sequence[str],
    holder: Sequence[str],
) -> Iterator[str]:
    """The lines of one table; `holder` are those that link its records to what holds them."""
    yield line(2, f"- file: {quoted(PurePosixPath(file).name)}")
    if table.path is not None:
        yield line(4, f"path: {quoted(table.path)}")
    elif table.sheet.name is not None:
        yield line(4, f"sheet: {quoted(table.sheet.name)}")
    doubt = f"doubtful, for {guess.rival} fits nearly as well; " if guess.rival else ""
    yield line(4, f"kind: {guess.kind.name}",
               f"{doubt}by {shortened(guess.why, 90)}; `goldthread kind` lists the others")
    yield from _key(guess, columns)
    yield line(4, "columns:" if guess.columns or holder else "columns: {}")
    for found in guess.columns:
        yield from _column(guess, found)
    yield from holder
    yield from _also(guess)
    yield from _years(guess)
    yield from _sections(guess, columns, sections)
    yield from _ignored(guess)


def holder_lines(table: DraftTable, guess: TableGuess, held: Mapping[str, TableGuess]) -> list[str]:
    """The line that links the records of an inner path to those that hold them, where those have a key."""
    path = table.path or ""
    outer = max((other for other in held if other and path.startswith(other + ".")), key=len, default=None)
    if outer is None:
        return []
    above = held[outer]
    key = next((found.column.heading for found in above.columns if found.name == "key"), None)
    link = next((link for link in INWARDS if link in joining(
        (guess.kind.name,), (above.kind.name,))), None)
    if key is None or link is None:
        return []
    up = "^" * (path.removeprefix(outer + ".").count(".") + 1)
    return [line(6, f"{quoted(up + key)}: {inline({'link': quoted(link), 'to': above.kind.name})}",
                 "likely: each of these stands inside one of those")]


def _ignored(guess: TableGuess) -> Iterator[str]:
    """The headings that are left out, each with the reason."""
    if guess.left:
        yield line(4, "ignore:")
        for column, why in guess.left:
            yield line(6, f"- {quoted(column.heading)}", why)


def _key(guess: TableGuess, columns: Sequence[Seen]) -> Iterator[str]:
    """What tells rows apart, where no column does."""
    by_name = {found.name: found.column for found in guess.columns}
    if "key" in by_name and not by_name["key"].unique and by_name["key"].cells:
        key, title = by_name["key"], by_name.get("title")
        yield from remark(f"{key.heading} does not tell all rows apart: some rows have none, or the same.", 4)
        if title is not None and title.unique:
            yield from remark(f"This might: key: {quoted(f'{{{key.heading}}}-{{{title.heading}:words}}')}", 4)
    if "key" in by_name or "title" in by_name:
        return
    alone = next((column for column in columns if column.unique and not _braces(column.heading)), None)
    if alone is not None:
        yield line(4, f"key: {quoted(f'{{{alone.heading}}}')}", "guess: the first column that tells all rows apart")
    else:
        yield from remark("Nothing here tells rows apart: say in `key` which headings do, or which is the title.", 4)


def _column(guess: TableGuess, found: Guess) -> Iterator[str]:
    """The lines of one heading."""
    heading, said = quoted(found.column.heading), f"{found.sure}: {found.why}"
    if found.target.sort is Sort.KEY and outlined(found.column) and "part of" in _upwards(guess.kind.name):
        yield line(6, f"{heading}: [key, {inline({'link': 'part of', 'path': quoted('.')})}]",
                   f"{said}; rows such as 1.2 are taken as part of row 1")
    elif found.target.sort is Sort.LINK:
        sign = split_sign(found.column)
        if sign is None:
            yield line(6, f"{heading}: {quoted(found.name)}", said)
        else:
            yield line(6, f"{heading}: {inline({'link': quoted(found.name), 'split': quoted(sign[0])})}",
                       f"{said}; split because of {quoted(shortened(sign[1], 40))}")
    elif found.target.field is not None and found.target.field.type is FieldType.ONE_OF:
        yield from _words(found, heading, said)
    elif found.target.field is not None and found.target.field.type is FieldType.DATE:
        yield from _dates(found, heading, said)
    else:
        yield line(6, f"{heading}: {quoted(found.name)}", said)


def _words(found: Guess, heading: str, said: str) -> Iterator[str]:
    """The lines of a column that holds one of some words, with what is usual for those that are not ours."""
    field = found.target.field
    assert field is not None  # noqa: S101 - asked for before
    theirs = list(found.column.different)[:MOST_WORDS]
    ours = {word: place(field, word) for word in theirs}
    known = _theirs(field, found.column)
    if known:
        yield line(6, f"{heading}: {inline({'field': quoted(found.name), 'values': inline(known)})}", said)
    else:
        yield line(6, f"{heading}: {quoted(found.name)}", said)
    lost = [quoted(shortened(word, 40)) for word, meant in ours.items() if meant is None]
    if lost:
        yield from remark(f"Not placed: {', '.join(lost)}. Say in `values` which of these each is: "
                          f"{', '.join(field.words)}.", 8)


def _dates(found: Guess, heading: str, said: str) -> Iterator[str]:
    """The lines of a column of dates: words that are none count as blank, and what cannot be read is shown."""
    field = found.target.field
    assert field is not None  # noqa: S101 - asked for before
    blank = [text for text in found.column.different if no_date(text)]
    unread = [text for text in found.column.different if not no_date(text) and found.column.holds(field, text) < 1]
    if blank:
        words = inline(dict.fromkeys(blank[:MOST_WORDS], ""))
        yield line(6, f"{heading}: {inline({'field': quoted(found.name), 'values': words})}", said)
        shown = ", ".join(quoted(shortened(text, 40)) for text in blank[:MOST_WORDS])
        yield from remark(f"No date: {shown}. With nothing after the colon such words count as a blank cell.", 8)
    else:
        yield line(6, f"{heading}: {quoted(found.name)}", said)
    if unread:
        shown = ", ".join(quoted(shortened(text, 40)) for text in unread[:MOST_WORDS])
        example = inline({unread[0][:40]: "YYYY-MM-DD"})
        yield from remark(f"Not read as dates: {shown}. Each will be told. A year needs four figures, and nothing is "
                          f"guessed: change the cells, or say what each is, as in values: {example}", 8)


def _also(guess: TableGuess) -> Iterator[str]:
    """Columns that name items of another kind."""
    if guess.also:
        yield line(4, "also:")
    for other in guess.also:
        means = {column.heading: _beside(column, name, KIND[other.kind]) for column, name in other.columns}
        constants = {"constants": inline({name: quoted(value) for name, value in other.constants.items()})}
        words = {"kind": other.kind, "of": quoted(other.link), "columns": inline(means)}
        yield line(6, f"- {inline(words | (constants if other.constants else {}))}",
                   "guess: each filled cell is one more item, linked to that of its row")


def _beside(column: Seen, name: str, kind: Kind) -> str:
    """What a column is on an item beside that of the row, with the words of its cells that need others."""
    target = target_for(kind, name)
    field = target.field if target is not None else None
    if name == "title" and any("\n" in text for text in column.texts):
        return inline({"field": "title", "split": "bullets"})
    if field is not None and field.type is FieldType.DATE:
        words = {text: "" for text in column.different if no_date(text)}
    elif field is not None and field.type is FieldType.ONE_OF:
        words = _theirs(field, column)
    else:
        words = {}
    return inline({"field": quoted(name), "values": inline(words)}) if words else quoted(name)


def _theirs(field: Field, column: Seen) -> dict[str, str]:
    """The words of a column that are not quite ours, with ours for them where that is usual."""
    ours = {word: place(field, word) for word in list(column.different)[:MOST_WORDS]}
    return {word: meant for word, meant in ours.items()
            if meant is not None and word.lower() not in field.words}


def _years(guess: TableGuess) -> Iterator[str]:
    """The columns of single years."""
    if guess.years:
        yield line(4, "periods:")
    for kind, years in guess.years.items():
        guessed = any(found.guessed for found in years)
        means = inline({found.column.heading: quoted(found.year) for found in years}) if guessed else listed(
            found.column.heading for found in years)
        yield line(6, f"{kind}: {means}", "guess: the century is not written" if guessed else
                   "likely: the headings name years and the cells are figures")


def _sections(guess: TableGuess, columns: Sequence[Seen], sections: Sequence[str]) -> Iterator[str]:
    """The headings of sections, where some rows have one cell alone."""
    link = next(iter(_upwards(guess.kind.name)), None)
    if not sections or link is None:
        return
    count = f"{len(sections)} rows have" if len(sections) > 1 else "one row has"
    shown = f"{count} one cell alone, such as {quoted(shortened(sections[0], 40))}"
    first = next((found for found in guess.columns if found.column.at == columns[0].at), None) if columns else None
    if first is not None and first.name == "title":
        yield from remark(f"Of all rows, {shown}. They were taken for rows like the others. If they are headings of "
                          f"what follows: under: {inline({'kind': 'Objective', 'link': link})}", 4)
    else:
        yield line(4, f"under: {inline({'kind': 'Objective', 'link': link})}", f"guess: {shown}")


def _upwards(kind: str) -> list[str]:
    """The links by which a kind may be joined to an objective above it."""
    return [link for link in UPWARDS if link in joining((kind,), ("Objective",))]


def _braces(text: str) -> bool:
    return any(sign in text for sign in "{}:")
