"""What a command says beside the paths of the plans."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What a command says over goldthread.yaml: other files, and which rules to run.

    `select` and `ignore` hold codes, names, chapters, criteria such as `KLOE 4`, or the letter of a code.
    `baseline` is a saved check that this one is compared with.
    """

    mapping: Path | None = None
    rules: Path | None = None
    findings: Path | None = None
    waivers: Path | None = None
    settings: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
