"""A folder of CSV that metadata describes, read as loading reads it."""

from __future__ import annotations

from pathlib import Path

from loaders.load import load
from schema.records import Loaded


def read_folder(folder: Path) -> Loaded:
    """The plan set of a folder in which every table is described."""
    return load([folder]).loaded
