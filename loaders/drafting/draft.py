"""Drafting a mapping: what a file's headings and cells look like, written as a mapping for a person to correct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from loaders.drafting.cells import Seen, columns_of, decimal_comma, proven_order
from loaders.drafting.guess import TableGuess, guess_table
from loaders.drafting.table import DraftTable, holder_lines, table_lines
from loaders.drafting.written import line, remark
from loaders.mapping.row_cells import filled, text_of
from loaders.problems import shortened
from loaders.sheet import Sheet

__all__ = ["DraftTable", "Drafted", "draft_mapping"]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft: its text, and in a few lines what it guessed, for whoever asked for it."""

    text: str
    said: tuple[str, ...]


def draft_mapping(file: str, tables: Sequence[DraftTable]) -> Drafted:
    """A mapping for the tables of a file, with a remark on every guess. The same file gives the same draft."""
    seen = [(table, *_looked(table.sheet)) for table in tables]
    columns = [column for _, found, _ in seen for column in found]
    known, lost, said = list[str](), list[str](), list[str]()
    held: dict[str, TableGuess] = {}
    guesses = list[tuple[DraftTable, TableGuess]]()
    for table, found, sections in seen:
        guess = guess_table(found, _names(file, table))
        if guess is None:
            lost += ["", *remark(f"{_called(table)}: no heading of it says anything, so it is left out here.")]
            said.append(f"{_called(table)}: nothing recognised")
        else:
            inside = holder_lines(table, guess, held)
            held[table.path or ""] = guess
            guesses.append((table, guess))
            known += [*([""] if known else []), *table_lines(file, table, guess, found, sections, inside)]
            said.append(_summary(table, guess))
    body = [*_order(columns), *_decimals(columns), "tables:" if known else "tables: []", *known, *lost]
    lines = [*_head(file), *_doubts(guesses), "", *body]
    return Drafted("\n".join(lines) + "\n", tuple(said) or ("No table was found.",))


def _head(file: str) -> list[str]:
    talk = remark(
        f"A draft, not a finding: everything here was guessed from the headings and cells of {file}, and nobody has "
        "checked it. Each line says how sure the guess is and why. Look at the kind first, then at every line that "
        "says guess or likely, then at what is left out under ignore. Then see what comes of it:")
    return [*talk, "#     goldthread check FOLDER --mapping THIS-FILE",
            *remark("docs/formats/mapping.md explains every word.")]


def _looked(sheet: Sheet) -> tuple[list[Seen], list[str]]:
    """The columns of a sheet without its headings of sections, and those headings."""
    rows = [row.cells for row in sheet.rows]
    alone = [row for row in rows if sum(map(filled, row)) == 1 and filled(row[0])] if len(sheet.headings) > 2 else []
    if len(alone) * 5 > len(rows) * 2:
        alone = []
    sections = {id(row) for row in alone}
    return (columns_of(sheet.headings, [row for row in rows if id(row) not in sections]),
            [text_of(row[0]) for row in alone])


def _names(file: str, table: DraftTable) -> Sequence[str]:
    """Words that may say what the rows are: the name of the sheet, of the file, and what stands above the table."""
    if table.path is not None and table.path.strip("[]"):
        return (table.path.rstrip("[]").rpartition(".")[2],)
    return table.sheet.name or "", table.sheet.about, PurePosixPath(file).stem


def _called(table: DraftTable) -> str:
    return table.path or table.sheet.name or "The table"


def _summary(table: DraftTable, guess: TableGuess) -> str:
    rival = f" (doubtful: it may be {guess.rival})" if guess.rival else ""
    also = ", and so is the kind" if guess.rival else ""
    return (f"{_called(table)}: {guess.kind.name}{rival}; {guess.mapped} headings mapped, {guess.doubtful} of them "
            f"doubtful{also}; {len(guess.left)} left out")


def _doubts(guesses: Sequence[tuple[DraftTable, TableGuess]]) -> list[str]:
    """What is doubtful in all of a draft: kinds by name, headings by number."""
    kinds = [f"{shortened(_called(table), 60)} may hold {guess.rival} rather than {guess.kind.name}"
             for table, guess in guesses if guess.rival]
    count = len(kinds) + sum(guess.doubtful for _, guess in guesses)
    return remark(". ".join([f"Doubtful: {count} {'line' if count == 1 else 'lines'}", *kinds]) + ".") if count else []


def _order(columns: Sequence[Seen]) -> list[str]:
    """The order of day and month, where a cell proves it."""
    order, shown = proven_order(columns)
    if order is not None:
        return [line(0, f"dateOrder: {order}", f"{shortened(shown, 40)} can be read in no other order")]
    if shown:
        return remark(f"Nothing shows for certain whether dates such as {shortened(shown, 60)} have the day or the "
                      "month first. Add `dateOrder: day-first` or `dateOrder: month-first`, here or in a table.")
    return []


def _decimals(columns: Sequence[Seen]) -> list[str]:
    shown = decimal_comma(columns)
    return [line(0, "decimal: comma", f"{shortened(shown, 40)} is written so")] if shown else []
