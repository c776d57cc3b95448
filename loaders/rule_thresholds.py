"""The numbers of a rule that a council may set: read, checked, and put where the rule's tests and texts name them.

A rule that declares `thresholds: {tolerance: 0.05}` may write `{tolerance}` in its tests, and `{tolerance:%}` in its
texts, where it reads "5 per cent".
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from loaders.parsed import Mapped

NAME = re.compile(r"[a-z][a-z_]*")
PLACE = re.compile(r"\{([a-z][a-z_]*)(:%)?\}")
NUMBER_BLANKS = ("days", "at_most", "at_least")
"""Blanks that are numbers themselves: the texts may name them as they name thresholds."""
EXPLAINING = ("finds", "why", "remedy", "limits")
NOT_FILLED = ("code", "name", "severity", "shape", "sources", "criteria", "also", "example", "thresholds")
Thresholds = Mapping[str, float]


def numbers_of(data: Mapped) -> dict[str, float]:
    """The thresholds of a rule as it declares them; what is no number is left out, and `wrong_numbers` tells it."""
    stated = data.get("thresholds")
    return {str(name): value for name, value in (stated.items() if isinstance(stated, dict) else ())
            if is_number(value)}


def is_number(value: object) -> bool:
    """Whether it is a number that a rule can count with."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def wrong_numbers(data: Mapped, taken: tuple[str, ...]) -> Iterator[tuple[str, Any, str]]:
    """What is wrong with the thresholds of a rule, as (message, value, remedy)."""
    stated = data.get("thresholds")
    if stated is None:
        return
    if not isinstance(stated, dict):
        yield "is not a list of names and numbers", stated, "Write {tolerance: 0.05}."
        return
    used = {name for value in (data.get(blank) for blank in data if blank not in NOT_FILLED) for name in _named(value)}
    for name, value in stated.items():
        if not NAME.fullmatch(str(name)) or name in taken:
            yield f"cannot call a number {name}", name, "Take a word of small letters that nothing else in a rule has."
        elif not is_number(value):
            yield f"has no number for {name}", value, "Write 0.1 for 10 per cent."
        elif name not in used:
            yield f"has a number {name} that nothing in the rule names", value, f"Write {{{name}}} where it counts."


def filled(data: Mapped) -> Mapped:
    """The rule with every threshold put in its place, in tests as a number and in texts as words."""
    numbers = numbers_of(data)
    own = {blank: data[blank] for blank in NUMBER_BLANKS if is_number(data.get(blank))}
    whole = Mapped(data.line)
    whole.lines = data.lines
    for name, value in data.items():
        if name in NOT_FILLED:
            whole[name] = value
        else:
            whole[name] = _put(value, {**own, **numbers} if name in EXPLAINING else numbers)
    return whole


def _put(value: Any, numbers: Thresholds) -> Any:
    """A blank or a text with its numbers in place."""
    if isinstance(value, str):
        return PLACE.sub(lambda place: _said(place, numbers), value)
    if isinstance(value, list):
        return [_put(one, numbers) for one in value]
    if isinstance(value, dict):
        for name, one in value.items():
            value = value | {name: _put(one, numbers)}
        return value
    return value


def _said(place: re.Match[str], numbers: Thresholds) -> str:
    if place[1] not in numbers:
        return place[0]
    number = Decimal(str(numbers[place[1]]))
    if place[2]:
        return f"{_plain(number * 100)} per cent"
    return _plain(number, "," if place.string[:place.start()].endswith("£") else "")


def _plain(number: Decimal, between: str = "") -> str:
    """The number in figures, every one of them: tests have no 2e+10, and a rounded one would be another number."""
    text = f"{number:{between}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (place[1] for place in PLACE.finditer(value))
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _named(one)
