"""The year that a heading names."""

from __future__ import annotations

import re

from schema.dates import normal_period

YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}(?: ?[/-] ?(?:[0-9]{4}|[0-9]{2}))?)(?![0-9])")


def period_in(heading: str) -> str | None:
    """The one year that a heading names, such as "Target 2008/09"; None where it names none, or two."""
    found = {normal_period(match) for match in YEAR.findall(heading)}
    return found.pop() if len(found) == 1 else None
