"""One made-up council in every format whose parser is measured: the same rows as CSV, JSON, YAML and a workbook."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from graph_api.generate.council import make
from graph_api.generate.rows import HEADINGS, Row
from graph_api.generate.write import FILES, write_council

SEED = 1
Records = dict[str, list[dict[str, Any]]]


def write_inputs(folder: Path, items: int) -> None:
    """Writes a folder of files for each format, named as the format is."""
    rows: list[Row] = []
    make(items, SEED, rows.append)
    for name in ("json", "yaml", "xlsx"):
        (folder / name).mkdir(parents=True)
    write_council(folder / "csv", items, SEED)
    (folder / "csv" / "goldthread.yaml").unlink()
    records = _records(rows)
    (folder / "json" / "plans.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    with (folder / "yaml" / "plans.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(records, file, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False,
                  allow_unicode=True)
    _write_workbook(folder / "xlsx" / "plans.xlsx", rows)


def _records(rows: list[Row]) -> Records:
    """The rows in our own shape: kinds, each with a list of records; several values are a list."""
    found: Records = {}
    for row in rows:
        found.setdefault(row.kind, []).append({
            heading.replace("_", " "): text.split(";") if ";" in text else text for heading, text in row.cells.items()})
    return found


def _write_workbook(path: Path, rows: list[Row]) -> None:
    """A sheet a kind, without styles; figures are numbers, as people type them."""
    options = {"constant_memory": True, "strings_to_numbers": True, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheets: dict[str, Any] = {}
        filled: dict[str, int] = {}
        for row in rows:
            headings = HEADINGS[row.kind]
            if row.kind not in sheets:
                sheets[row.kind] = book.add_worksheet(Path(FILES[row.kind]).stem)
                sheets[row.kind].write_row(0, 0, [heading.replace("_", " ") for heading in headings])
            filled[row.kind] = filled.get(row.kind, 0) + 1
            sheets[row.kind].write_row(filled[row.kind], 0, [row.cells.get(heading, "") for heading in headings])


if __name__ == "__main__":
    write_inputs(Path(sys.argv[1]), int(sys.argv[2]))
