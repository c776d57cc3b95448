"""Making problems: one shape of message for everything that is wrong with input."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from schema.kinds import field_of
from schema.problems import PROBLEMS
from schema.records import NOWHERE, Problem, Source

KEPT_BACK = "(about a person, not shown)"
LONGEST_VALUE = 200
"""Signs of a value that a problem shows; the rest is in the file."""


def problem(
    code: str,
    message: str = "",
    *,
    source: Source = NOWHERE,
    value: object = None,
    expected: str | None = None,
    remedy: str | None = None,
) -> Problem:
    """A problem of that code; message and remedy are the catalogue's where none are given."""
    kind = PROBLEMS[code]
    shown = None if value is None else shortened(value)
    words = (None if part is None else shortened(part) for part in (*source[:4], source.column))
    document, paragraph, file, sheet, column = words
    where = Source(document, paragraph, file, sheet, source.row, column)
    return Problem(code, shortened(message, 1000) or kind.about, where, shown, expected, remedy or kind.remedy)


def shortened(value: object, longest: int = LONGEST_VALUE) -> str:
    """A value as text that can be shown anywhere: cut, on one line, without control characters."""
    text = value if isinstance(value, str) else _plain(value)
    cut = text[:longest] + ("…" if len(text) > longest else "")
    return cut if cut.isprintable() else "".join(sign if sign.isprintable() else " " for sign in cut)


def fit_to_show(kind: str, field: str, value: object) -> object:
    """The value, or where the field is about a person words that say so: problems go to logs and reports."""
    declared = field_of(kind, field)
    return KEPT_BACK if declared is not None and declared.personal else value


def near_words(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words that look like this one, best first."""
    found = process.extract(word[:100].lower(), sorted(known), scorer=fuzz.ratio, score_cutoff=60, limit=most)
    return [name for name, _, _ in found]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What to say after an unknown word: the names that look like it, else all of them."""
    names = sorted(known)
    near = near_words(word, names)
    return f"Did you mean {' or '.join(near)}?" if near else f"Known names: {', '.join(names)}."


def _plain(value: object) -> str:
    """Text of a value from YAML or JSON; a list or mapping by its sort alone, for it may nest without end."""
    if isinstance(value, list | dict):
        return f"a {'list' if isinstance(value, list) else 'mapping'} of {len(value)}"
    try:
        return str(value)
    except ValueError:  # a whole number of more figures than Python prints
        return "a very large number"
