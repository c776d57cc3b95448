"""A folder of CSV that metadata describes, read as loading reads it."""

from __future__ import annotations

from pathlib import Path

from plan_sets import finished

from loaders.csvw import described, read_described
from loaders.files import find_files
from loaders.settings import read_settings
from loaders.tables import Draft
from schema.records import Loaded


def read_folder(folder: Path) -> Loaded:
    """The plan set of a folder in which every table is described."""
    settings, problems = read_settings([folder])
    found, told = find_files([folder], settings.named)
    known = described(found)
    draft = Draft(problems=[*problems, *told, *known.problems])
    for file in known.files:
        read_described(draft, file, known.tables[file.name], settings.date_order, settings.limits)
    return finished(draft, settings.about_plan_set)
