"""Which parser reads which file: by its suffix, or by what a mapping says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from loaders.parsed import MEGABYTE, Parsed

Core = Callable[[bytes, Mapping[str, float]], Parsed]
"""A parser: the bytes of a file and the limits in, all that it holds out; it never raises for what is in it."""


class Gives(Enum):
    """What of a parsed file is read where no mapping says more."""

    GRIDS = "grids"
    DOCUMENT = "document"
    PASSAGES = "passages"


LARGE = 2 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `kept`: worth keeping once parsed.

    `apart` is the size in bytes from which on a file is parsed in another process: 0 for binaries, which may do
    anything; LARGE where a small file may unfold; None where reading costs in proportion to the file, and little.
    """

    name: str
    suffixes: tuple[str, ...]
    core: str
    gives: Gives
    apart: int | None = None
    kept: bool = False

    def parser(self) -> Core:
        """The parser itself; imported when it is first needed, for most folders need one or two."""
        module, _, name = self.core.partition(":")
        return cast(Core, getattr(import_module(module), name))


FORMATS: tuple[Format, ...] = (
    Format("delimited", (".csv", ".tsv"), "loaders.delimited:parse", Gives.GRIDS),
    Format("yaml", (".yaml", ".yml"), "loaders.yaml_plan:parse", Gives.DOCUMENT, LARGE, kept=True),
    Format("json", (".json",), "loaders.json_plan:parse", Gives.DOCUMENT),
    Format("workbook", (".xlsx", ".xlsm", ".xls", ".ods"), "loaders.workbook.parse:parse", Gives.GRIDS, apart=0,
           kept=True),
    Format("word", (".docx", ".docm"), "loaders.word.parse:parse", Gives.PASSAGES, apart=0, kept=True),
    Format("pdf", (".pdf",), "loaders.papers.pdf:parse", Gives.PASSAGES, apart=0, kept=True),
    Format("text", (".txt",), "loaders.papers.running_text:parse", Gives.PASSAGES, LARGE),
    Format("lines", (), "loaders.delimited:parse_lines", Gives.GRIDS),
    Format("xml", (".xml", ".stratml"), "loaders.xml_plan:parse", Gives.DOCUMENT, LARGE),
)
BY_NAME: Mapping[str, Format] = {form.name: form for form in FORMATS}
BY_SUFFIX: Mapping[str, Format] = {suffix: form for form in FORMATS for suffix in form.suffixes}


def format_of(name: str) -> Format | None:
    """The format that a file's name tells; None where we read no such thing."""
    return BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
