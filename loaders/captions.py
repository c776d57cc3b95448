"""By which names a mapping may call a table that stands in a document: its number, its caption, or its heading."""

from __future__ import annotations

import re

from loaders.parsed import Grid

LONGEST = 200
"""Signs of what may be a caption."""
_TABLE = re.compile(
    r"\s*(?:table|figure|annexe?|appendix)\s+(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Z])\s*(?:[:.–—-]\s*|\s)", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Whether a paragraph reads like the caption of a table: "Table 3: Milestones"."""
    return len(text) < LONGEST and text.lower().startswith("table") and _TABLE.match(f"{text} ") is not None


def names_of(grid: Grid) -> tuple[str, ...]:
    """The names of a grid, the plainest first: "table 3", "Table 2: Milestones", "Milestones"."""
    bare = _TABLE.sub("", grid.about, count=1).strip()
    return tuple(dict.fromkeys(name for name in (grid.name, grid.about, bare) if name))
