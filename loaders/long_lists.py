"""Lists of records that are longer than the limit on rows, in data of any format: cut, and told."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from loaders.parsed import levels
from loaders.problems import problem
from schema.records import Problem, Source


def shortened_lists(document: Any, text: str, limits: Mapping[str, float]) -> list[Problem]:
    """Cuts each list of the data that is longer than the limit on rows; says which, and how long they were."""
    most = int(limits["rows"])
    # A list needs two signs of the text for each of its values, so most files are not gone through at all.
    if len(text) <= 2 * most or not any(type(one) is list and len(one) > most for one in chain(*levels(document))):
        return []
    level = [("", document)]
    told: list[Problem] = []
    while level:
        for name, outer in level:
            if type(outer) is list and len(outer) > most:
                told.append(_too_long(name, outer, most))
                del outer[most:]
        level = [(str(name), inner) for above, outer in level
                 for name, inner in (outer.items() if isinstance(outer, dict) else ((above, one) for one in outer))
                 if isinstance(inner, list | dict)]
    return told


def _too_long(name: str, values: list[Any], most: int) -> Problem:
    """What to say of a list that is longer than the limit; in YAML its records have lines."""
    line = getattr(values[most], "line", None)
    return problem(
        "too-many-rows", f"The list {name or 'of the file'} has {len(values):,} records; those after the first "
        f"{most:,} were not read.", source=Source(row=line or most + 1), expected=f"at most {most:,} records (rows)")
