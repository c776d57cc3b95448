"""Slips that a reader saw in a paper: told as problems and never corrected, since the paper says what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loaders.files import PlanFile, read_text
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, problem
from loaders.yaml_plan import read_yaml
from schema.records import Problem, Source

NAMES = ("document", "paragraph", "value", "why", "expected")


def read_slips(path: Path) -> list[Problem]:
    """One problem for each slip of a YAML list, and one for each entry that is not understood."""
    file = PlanFile(path, path.name)
    text, problems = read_text(file)
    if text is None:
        return problems
    data, broken = read_yaml(text, file.name)
    problems += broken
    if not isinstance(data, list):
        return problems if broken else [problem("slips-file", "The file is not a list of slips.", source=file.source)]
    return [*problems, *(_slip(entry, file) for entry in data)]


def _slip(entry: Any, file: PlanFile) -> Problem:
    place = Source(file=file.name, row=entry.line if isinstance(entry, Mapped) else None)
    if not isinstance(entry, Mapped):
        return problem("slips-file", source=place, value=entry)
    unknown = next((name for name in entry if name not in NAMES), None)
    if unknown is not None:
        return problem("slips-file", f"{unknown} has no meaning here.", source=place, value=unknown,
                       remedy=did_you_mean(unknown, NAMES))
    said = {name: str(entry[name]) for name in NAMES if entry.get(name) is not None}
    missing = [name for name in ("document", "paragraph", "value", "why") if name not in said]
    if missing:
        return problem("slips-file", f"The slip has no {' and no '.join(missing)}.", source=place)
    source = place._replace(document=said["document"], paragraph=said["paragraph"])
    return problem("paper-slip", f"{source.place}: {said['why']}", source=source, value=said["value"],
                   expected=said.get("expected"))
