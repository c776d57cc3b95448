"""Plan sets as StratML Part 2: a file a plan, in a folder; one file where there is one plan."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from graph_api.exports.losses import Loss
from graph_api.exports.stratml_held import Held
from graph_api.exports.stratml_places import File, Links, Places
from graph_api.exports.stratml_writer import FileWriter
from graph_api.exports.worked_out import worked_out
from loaders.stratml.keys import identifier
from schema.kinds import field_of
from schema.records import Item, Loaded

SUFFIXES = (".xml", ".stratml")
LONGEST_NAME = 120
REST = "plan-set_no-plan"
"""The file of what stands in no plan."""


class OnePlanError(ValueError):
    """One file was asked for, and the plan set does not hold just one plan."""


def write_stratml(loaded: Loaded, output: Path) -> list[Loss]:
    """Writes a plan set, and tells what StratML does not hold of it.

    `output` is a folder, which gets one file a plan and one for what stands in no plan; or, with the suffix .xml or
    .stratml, the one file of the only plan. OnePlanError where there is not exactly one; OSError as files raise it.
    """
    files, held = _files(loaded)
    if output.suffix.lower() in SUFFIXES:
        if len(files) != 1:
            raise OnePlanError(f"A StratML file holds one plan, and here are {len(files)}: name a folder, with the "
                               "format stratml." if files else "There is no plan here that StratML could hold.")
        output.write_bytes(next(iter(files.values())))
    else:
        output.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (output / name).write_bytes(data)
    return held.losses()


def stratml_files(loaded: Loaded) -> dict[str, bytes]:
    """The files that a plan set becomes, by name."""
    return _files(loaded)[0]


def _files(loaded: Loaded) -> tuple[dict[str, bytes], Held]:
    links = Links(loaded)
    places = Places(loaded, links)
    files = _with_visions(places, links, worked_out(loaded).again["tier"])
    if not places.rest.empty:
        files.append(places.rest)
    held = Held(loaded)
    written = FileWriter(loaded, links, held)
    return {_name(file): etree.tostring(written.file(file), encoding="UTF-8", xml_declaration=True, pretty_print=True)
            for file in files}, held


def _name(file: File) -> str:
    """The name of a file; a long one ends in a hash of the whole."""
    name = identifier(file.plan.key) if file.plan else REST
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME - 17]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    return f"{name}.xml"


def _with_visions(places: Places, links: Links, tiers: frozenset[str]) -> list[File]:
    """The files that are needed, each with the vision that its plan supports.

    A vision of which only the title is known stands in those files alone and has none of its own.
    """
    files: Mapping[str, File] = places.files
    for key, file in files.items():
        visions = (links.items[end] for end in links.ends(key, "SUPPORTS", ("Vision",)))
        file.vision = next((vision for vision in visions if vision.title), None)
    shown = {file.vision.key for file in files.values() if file.vision is not None}
    return [file for key, file in files.items()
            if key not in shown or not file.empty or not _only_a_title(links.items[key], links, tiers)]


def _only_a_title(item: Item, links: Links, tiers: frozenset[str]) -> bool:
    """Whether an item is a vision of which no more than its title is known."""
    stated = {name for name in item.values
              if (field := field_of(item.kind, name)) is not None and not field.derived}
    if item.key in tiers:
        stated -= {"tier"}
    return (item.kind == "Vision" and bool(item.title) and not stated and item.key not in links.starts
            and not item.source.document)
