"""A file to what it holds: its bytes, kept from last time or parsed, here or in another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from loaders.child import parse_apart
from loaders.files import PlanFile, read_bytes
from loaders.formats import Format
from loaders.kept import Kept
from loaders.parsed import LIMITS, Parsed
from schema.records import Problem


def read_file(
    file: PlanFile, form: Format, limits: Mapping[str, float] = LIMITS, kept: Kept | None = None
) -> Parsed:
    """What a file holds, with every problem naming the file."""
    data, problems = read_bytes(file, int(limits["fileMegabytes"] * 1024 * 1024))
    if data is None:
        return Parsed(problems=problems)
    parsed = kept.find(form, data, limits) if kept else None
    if parsed is None:
        parsed = parse_apart(form, data, limits) if form.apart else form.parser()(data, limits)
        if kept:
            kept.keep(form, data, limits, parsed)
    parsed.problems = [named(told, file) for told in parsed.problems]
    return parsed


def named(told: Problem, file: PlanFile) -> Problem:
    """The problem, with the file that it is about."""
    return replace(told, source=told.source._replace(file=file.name))
