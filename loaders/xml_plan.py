"""XML files: the root tells which format it is."""

from __future__ import annotations

from collections.abc import Mapping

from loaders import archimate
from loaders.parsed import Parsed
from loaders.stratml import parse as stratml
from loaders.xml_tree import root


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """What an XML file holds, read as StratML or as an ArchiMate model by its root; any other root is one problem."""
    found = root(data)
    reader = archimate.parse if found is not None and archimate.is_model(*found) else stratml.parse
    return reader(data, limits)
