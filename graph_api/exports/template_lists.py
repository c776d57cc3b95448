"""The hidden sheet "Lists" of the entry workbook: what its dropdowns offer, kept up by plain formulas.

Every sheet of a kind has a column here with the references of its rows, such as `post:chief-executive`, without
blanks and examples between them, so that a list can be read from top to bottom. Where a link may lead to several
kinds, one more column puts those of each kind one after the other. Only functions that every spreadsheet has are
used, and each bears a sheet that has been deleted.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from graph_api.exports.workbook_style import Styles, write_row
from loaders.workbook.about import EXAMPLE, LINKS, NOT_READ
from schema.kinds import KIND, KINDS
from schema.links import VERBS

SHEET = "Lists"
ROWS = 200
"""Rows of each sheet whose keys are offered."""
LONGEST = 400
"""References that one dropdown offers."""
COUNT, FIRST = 1, 3
"""The row that counts the entries of a column, and the row of the first of them, both counted from 0.

Between them lies a blank row: a list without entries offers that.
"""
NONE_SHOWN = {"num_format": ";;;@"}
"""Where a column has no more entries it holds 0, so that every formula has a value; no number is shown."""
EVERY_KIND = len(KINDS)


class Lists:
    """Lays out the sheet for the kinds of one workbook, each with the name of its sheet."""

    def __init__(self, sheets: dict[str, str], wanted: Sequence[tuple[str, ...]]) -> None:
        self.sheets = sheets
        self.kinds = list(sheets)
        here = [tuple(kind for kind in far if kind in sheets) for far in wanted if 0 < len(far) < EVERY_KIND]
        self.sets = [far for far in dict.fromkeys(here) if len(far) > 1]
        self.fixed = {
            "link": [verb.label for verb in VERBS],
            "kind": [*(kind.slug for kind in KINDS), LINKS, NOT_READ]}

    def offered(self, far: tuple[str, ...]) -> str | None:
        """Where the dropdown of a link that leads to these kinds finds its entries; None where there are none.

        A link to any kind at all has no dropdown: nobody finds anything in such a list.
        """
        here = tuple(kind for kind in far if kind in self.sheets)
        if not here or len(far) == EVERY_KIND:
            return None
        column = self._kind(here[0]) if len(here) == 1 else self._set(here)
        top, count = _absolute(FIRST, column), _absolute(COUNT, column)
        return f"=OFFSET({SHEET}!{top},IF({SHEET}!{count}=0,-1,0),0,MAX(1,{SHEET}!{count}),1)"

    def words(self, name: str) -> str:
        """Where the dropdown of the links' or of the kinds' own names finds its entries."""
        column = self._fixed(name)
        last = FIRST + len(self.fixed[name]) - 1
        return f"={SHEET}!{_absolute(FIRST, column)}:{_absolute(last, column)}"

    def write(self, book: Workbook, sheet: Worksheet, styles: Styles) -> None:
        """Fills the sheet. Every stored value is that of an empty workbook, for programs that do not calculate."""
        sheet.set_column(0, self._fixed("kind"), 20, book.add_format(NONE_SHOWN))
        for kind in self.kinds:
            self._write_kind(sheet, kind)
        for far in self.sets:
            self._write_set(sheet, far)
        for name, words in self.fixed.items():
            sheet.write_number(COUNT, self._fixed(name), len(words))
            sheet.write_column(FIRST, self._fixed(name), words)
        write_row(sheet, 0, self._headings(), styles.heading)

    def _headings(self) -> list[str]:
        kinds = [KIND[kind].slug for kind in self.kinds]
        sets = [heading for far in self.sets for heading in (
            " or ".join(KIND[kind].slug for kind in far), "begins after", "column")]
        return [*kinds, *(f"{kind} so far" for kind in kinds), *sets, *self.fixed]

    def _kind(self, kind: str) -> int:
        return self.kinds.index(kind)

    def _set(self, far: tuple[str, ...]) -> int:
        return 2 * len(self.kinds) + 3 * self.sets.index(far)

    def _fixed(self, name: str) -> int:
        return 2 * len(self.kinds) + 3 * len(self.sets) + list(self.fixed).index(name)

    def _write_kind(self, sheet: Worksheet, kind: str) -> None:
        """The references of one kind, and beside them how many rows down to each have a key of their own."""
        entries, so_far, prefix = self._kind(kind), len(self.kinds) + self._kind(kind), KIND[kind].slug + ":"
        keys = f"'{self.sheets[kind]}'!$A:$A"
        counted = f"{_absolute(FIRST, so_far)}:{_absolute(FIRST + ROWS - 1, so_far)}"
        total = _absolute(COUNT, entries)
        sheet.write_formula(COUNT, entries, f"={_absolute(FIRST + ROWS - 1, so_far)}", None, 0)
        sheet.write_number(COUNT, so_far, 0)
        for number in range(1, ROWS + 1):
            row = FIRST + number - 1
            key, before = f"INDEX({keys},{number + 1})", xl_rowcol_to_cell(row - 1 if number > 1 else COUNT, so_far)
            none = f'OR({key}="",LEFT({key},{len(EXAMPLE)})="{EXAMPLE}")'
            sheet.write_formula(row, so_far, f"=IFERROR(IF({none},{before},{before}+1),{before})", None, 0)
            found = f'SUBSTITUTE(INDEX({keys},MATCH({number},{counted},0)+1),"{prefix}","")'
            sheet.write_formula(row, entries, f'=IF({number}>{total},0,"{prefix}"&{found})', None, 0)

    def _write_set(self, sheet: Worksheet, far: tuple[str, ...]) -> None:
        """The references of several kinds, one kind after the other: after how many each begins, and its column."""
        entries = self._set(far)
        begins, column = entries + 1, entries + 2
        for place, kind in enumerate(far):
            row = FIRST + place
            last = f"{_absolute(row - 1, begins)}+{_absolute(COUNT, self._kind(far[place - 1]))}" if place else "0"
            sheet.write_formula(row, begins, f"={last}", None, 0)
            sheet.write_number(row, column, self._kind(kind) + 1)
        end = FIRST + len(far) - 1
        total = f"{_absolute(end, begins)}+{_absolute(COUNT, self._kind(far[-1]))}"
        sheet.write_formula(COUNT, entries, f"=MIN({LONGEST},{total})", None, 0)
        starts = f"{_absolute(FIRST, begins)}:{_absolute(end, begins)}"
        columns = f"{_absolute(FIRST, column)}:{_absolute(end, column)}"
        grid = f"{_absolute(FIRST, 0)}:{_absolute(FIRST + ROWS - 1, len(self.kinds) - 1)}"
        for number in range(1, min(LONGEST, ROWS * len(far)) + 1):
            at = f"MATCH({number - 1},{starts},1)"
            found = f"INDEX({grid},{number}-INDEX({starts},{at}),INDEX({columns},{at}))"
            sheet.write_formula(
                FIRST + number - 1, entries, f"=IF({number}>{_absolute(COUNT, entries)},0,{found})", None, 0)


def _absolute(row: int, column: int) -> str:
    """A cell as a formula names it wherever the formula stands: $B$3."""
    return f"${xl_col_to_name(column)}${row + 1}"
