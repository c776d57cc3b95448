"""What comes with the program as data: rules, frameworks, mappings. A snapshot brings its own, as they were then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_PLACES: Mapping[str, tuple[str, str]] = {
    "rules": ("schema", "rules"), "frameworks": ("schema", "frameworks"), "mappings": ("loaders.mapping", "shipped")}
KINDS = tuple(_PLACES)
_FROM: ContextVar[Path | None] = ContextVar("shipped-from", default=None)


def shipped(kind: str) -> Traversable:
    """The folder of what comes with the program, of one of the `KINDS`."""
    folder = _FROM.get()
    if folder is not None:
        return folder / kind
    package, name = _PLACES[kind]
    return files(package).joinpath(name)


def shipped_files(kind: str) -> list[Traversable]:
    """The files of that kind, in order of name."""
    folder = shipped(kind)
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((entry for entry in found if entry.name.endswith(".yaml")), key=lambda entry: entry.name)


@contextmanager
def shipped_from(folder: Path) -> Iterator[None]:
    """Reads rules, frameworks and mappings from a folder instead, for as long as it lasts."""
    token = _FROM.set(folder)
    try:
        yield
    finally:
        _FROM.reset(token)
