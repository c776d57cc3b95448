"""The one place where the clock is read. Everything else is given its date."""

from __future__ import annotations

import datetime


def today() -> datetime.date:
    """Today, by the clock of this machine."""
    return now().astimezone().date()


def now() -> datetime.datetime:
    """The moment that it is, in UTC, by the clock of this machine."""
    return datetime.datetime.now(tz=datetime.UTC)
