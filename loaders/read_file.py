"""A file to what it holds: its bytes, kept from last time or parsed, here or in another process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.child import parse_apart
from loaders.files import PlanFile, read_bytes
from loaders.formats import Format
from loaders.kept import Kept
from loaders.parsed import LIMITS, MEGABYTE, Parsed
from loaders.problems import problem
from schema.records import Problem

MOST_TOLD = 1_000
"""Problems of one sort in one file that are told one by one."""


def read_file(
    file: PlanFile, form: Format, limits: Mapping[str, float] = LIMITS, kept: Kept | None = None
) -> Parsed:
    """What a file holds, with every problem naming the file."""
    data, problems = read_bytes(file, int(limits["fileMegabytes"] * MEGABYTE))
    if data is None:
        return Parsed(problems=problems)
    parsed = kept.find(form, data, limits) if kept else None
    if parsed is None:
        apart = form.apart is not None and len(data) >= form.apart
        parsed = parse_apart(form, data, limits) if apart else form.parser()(data, limits)
        parsed.problems = bounded(parsed.problems)
        if kept:
            kept.keep(form, data, limits, parsed)
    parsed.problems = [named(told, file) for told in parsed.problems]
    return parsed


def bounded(problems: Sequence[Problem]) -> list[Problem]:
    """The first problems of each sort; how many more there are is told once a sort."""
    found: list[Problem] = []
    counts: Counter[str] = Counter()
    for told in problems:
        counts[told.code] += 1
        if counts[told.code] <= MOST_TOLD:
            found.append(told)
    return found + [
        problem(code, f"{count - MOST_TOLD:,} more of the same sort are in this file.")
        for code, count in counts.items() if count > MOST_TOLD]


def named(told: Problem, file: PlanFile) -> Problem:
    """The problem, with the file that it is about."""
    return replace(told, source=told.source._replace(file=file.name))
