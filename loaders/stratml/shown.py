"""Which texts of a StratML file a problem may show: problems go to logs and reports, and free text may be a name."""

from __future__ import annotations

import re

from loaders.stratml.parts import PARTS

_MONTHS = "january february march april may june july august september october november december"
_AROUND = """
sept st nd rd th by to from until before after end of in the and q quarter year days weeks months years spring summer
autumn winter early mid late about approx m bn percent per cent tbc tba
"""
WORDS = frozenset((*_MONTHS.split(), *(month[:3] for month in _MONTHS.split()), *_AROUND.split()))
"""Words that a date or a figure may be written with."""
KNOWN = frozenset(word for part in PARTS.values() for attributes in part.attributes.values()
                  for words, _ in attributes.values() for word in words)
"""Words of the schema itself."""


def is_figure(text: str) -> bool:
    """Whether a text is no more than a date or a figure, such as `by March 2009`, `2008-02-30` or `1a`."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(map(str.isdigit, text)) and all(len(word) == 1 or word.lower() in WORDS for word in words)


def fit_to_show(text: str | None) -> str | None:
    """The text, where it can name nobody: a date, a figure or a word of the schema; None for any other."""
    return text if text is not None and (text in KNOWN or is_figure(text)) else None
