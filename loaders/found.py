"""What a load reads: the settings of the folder, the files that they name, and the plan files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.files import PlanFile, find_files
from loaders.settings import FolderSettings, read_settings
from schema.records import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for some paths. `mapping`, `rules` and `findings` are those that the caller or else the
    settings name; `told` is what is wrong with the settings, `problems` what could not be found.
    """

    settings: FolderSettings
    told: tuple[Problem, ...] = ()
    mapping: Path | None = None
    rules: tuple[Path, ...] = ()
    findings: tuple[Path, ...] = ()
    files: tuple[PlanFile, ...] = ()
    problems: tuple[Problem, ...] = ()


def find(
    paths: Sequence[Path], settings: Path | None = None, mapping: Path | None = None,
    rules: Sequence[Path] | None = None, findings: Path | None = None,
) -> Found:
    """What there is to read; `settings` and the others stand in for what the folder has or names."""
    said, told = read_settings(paths, settings)
    mapping = mapping or said.mapping
    own = said.rules if rules is None else tuple(rules)
    registers = (findings,) if findings else said.findings
    named = (*said.named, *(path for path in (mapping, *own, *registers) if path))
    files, problems = find_files(paths, named)
    return Found(said, tuple(told), mapping, own, registers, tuple(files), tuple(problems))
