"""A mapping and a table in a few lines, read without any file but the mapping itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loaders.files import PlanFile
from loaders.mapping.by_path import read_by_path
from loaders.mapping.declared import TableMapping
from loaders.mapping.file import read_mapping
from loaders.mapping.table import read_tables
from loaders.resolve import resolve
from loaders.sheet import Row, Sheet
from loaders.tables import Draft
from schema.records import Loaded, PlanSet


def tables_of(folder: Path, mapping: str) -> tuple[TableMapping, ...]:
    """The tables of a mapping that has no mistake."""
    path = folder / "mapping.yaml"
    path.write_text(mapping, encoding="utf-8")
    tables, problems = read_mapping(path)
    assert problems == []
    return tables


def mistakes(folder: Path, mapping: str) -> list[tuple[str | None, str]]:
    """What is told of a mapping: the value and the message of each problem."""
    path = folder / "mapping.yaml"
    path.write_text(mapping, encoding="utf-8")
    return [(told.value, told.message) for told in read_mapping(path)[1]]


def read_rows(folder: Path, mapping: str, *rows: Sequence[Any], name: str | None = None) -> Loaded:
    """What comes out of rows, the first of which is the headings, by the tables of a mapping."""
    return _loaded(read_draft(folder, mapping, *rows, name=name))


def read_draft(folder: Path, mapping: str, *rows: Sequence[Any], name: str | None = None) -> Draft:
    """The records of such rows, before anything is resolved."""
    headings = [str(cell) for cell in rows[0]]
    sheet = Sheet(headings, 1, [Row(number, list(cells)) for number, cells in enumerate(rows[1:], 2)], name)
    draft = Draft()
    read_tables(draft, PlanFile(folder, "a.csv"), sheet, list(enumerate(headings)), tables_of(folder, mapping), None)
    return draft


def read_data(folder: Path, mapping: str, data: Any) -> Loaded:
    """What comes out of JSON or YAML data by the tables of a mapping."""
    draft = Draft()
    read_by_path(draft, PlanFile(folder, "a.json"), data, tables_of(folder, mapping), None)
    return _loaded(draft)


def _loaded(draft: Draft) -> Loaded:
    resolved = resolve(draft, "made-up")
    return Loaded(PlanSet("made-up", "Made up"), tuple(resolved.items.values()), tuple(resolved.links),
                  (*draft.problems, *resolved.problems), tuple(draft.tables))
