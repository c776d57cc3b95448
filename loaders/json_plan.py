"""JSON as plain data. JSON has no lines once it is read, so records are counted instead."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from loaders.files import decoded
from loaders.long_lists import shortened_lists
from loaders.parsed import Parsed, levels
from loaders.problems import problem, shortened
from schema.records import Problem, Source


class _TwiceError(ValueError):
    """One name stands twice in one object."""


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The data of a JSON file."""
    text, problems = decoded(data)
    if text is None:
        return Parsed(problems=problems)
    document, told = read_json(text, "")
    deepest = int(limits["depth"])
    if [one.code for one in told] == ["too-deep"] or (not told and too_deep(document, deepest)):
        document, told = None, [problem(
            "too-deep", f"The file nests deeper than {deepest} levels; `limits: {{depth: ..}}` in goldthread.yaml can "
            "raise that.")]
    return Parsed(document=document, problems=problems + told + shortened_lists(document, text, limits))


def too_deep(data: Any, deepest: int) -> bool:
    """Whether lists and mappings stand in one another more than so many times; looked at level by level."""
    return any(depth > deepest for depth, _ in enumerate(levels(data), 1))


def read_json(text: str, file: str) -> tuple[Any, list[Problem]]:
    """The data of a JSON text; None and a problem where the text cannot be read."""
    try:
        return json.loads(text, object_pairs_hook=_once), []
    except _TwiceError as error:
        told = problem("yaml-duplicate-key", value=error.args[0], source=Source(file=file))
    except RecursionError:
        told = problem("too-deep", source=Source(file=file))
    except json.JSONDecodeError as error:
        told = _broken(error, text, file)
    except ValueError as error:  # a whole number of more figures than Python reads
        told = problem("syntax", f"The JSON cannot be read: {shortened(str(error))}.", source=Source(file=file))
    return None, [told]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object, if no name stands in it twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _TwiceError(next(name for name, _ in pairs if name in seen or seen.add(name)))  # type: ignore[func-returns-value]
    return found


def _broken(error: json.JSONDecodeError, text: str, file: str) -> Problem:
    at_end = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
    return problem("truncated" if at_end else "syntax", f"The JSON cannot be read: {error.msg}.",
                   value=text[error.pos : error.pos + 40] or None,
                   source=Source(file=file, row=error.lineno, column=f"sign {error.colno}"))
