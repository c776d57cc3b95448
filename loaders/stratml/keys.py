"""Keys as identifiers of StratML, and what Goldthread says of an item beside StratML's own elements.

An Identifier is an xsd:ID: letters, digits, dots, hyphens and underscores, no digit or hyphen first. Keys never hold
an underscore, so it parts kind and reference and writes the three signs that an ID cannot hold: `:` as _3a, `/` as
_2f, `%` as _25. The common `_` and UUID is the UUID's own reference, of the kind that the element stands for.

What StratML has no element for, and no thread can do without, stands in a processing instruction, which every schema
allows and every other program passes over: `<?goldthread key="board:safer" links="supports objective:homes"?>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from loaders.cells import CellError, make_key
from schema.kinds import BY_SLUG, KIND

TARGET = "goldthread"
"""The target of our processing instructions."""
THREAD = ("supports", "measures", "part of")
"""Links that the instruction may state: those of the thread, and what stands in what."""
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_OURS = re.compile("([a-z]+(?:-[a-z]+)*)_((?:[a-z0-9.-]|_2f|_3a|_25)+)")
_SIGNS = {"/": "_2f", ":": "_3a", "%": "_25"}
_PSEUDO = re.compile(r'([a-z]+)="([^"]*)"')


def identifier(key: str, kind: str = "") -> str:
    """The Identifier that says the key; a UUID of the element's own `kind` keeps its common form."""
    slug, _, reference = key.partition(":")
    if kind and slug == KIND[kind].slug and UUID.fullmatch(reference):
        return f"_{reference}"
    return f"{slug}_{re.sub('[:/%]', lambda found: _SIGNS[found[0]], reference)}"


def key_of(said: str, kinds: Sequence[str]) -> str | None:
    """The key that an Identifier says, of the first of the kinds where it names none; None where it says nothing."""
    return our_key(said, kinds) or made_key(kinds[0], said.strip().strip("_"))


def our_key(said: str, kinds: Iterable[str]) -> str | None:
    """The key that an identifier of our own making says, where it is of one of the kinds."""
    found = _OURS.fullmatch(said.strip())
    kind = BY_SLUG.get(found[1]) if found else None
    if found is None or kind is None or kind.slug != found[1] or kind.name not in kinds:
        return None
    back = {form: sign for sign, form in _SIGNS.items()}
    return f"{kind.slug}:{re.sub('_2f|_3a|_25', lambda one: back[one[0]], found[2])}"


def made_key(kind: str, reference: str) -> str | None:
    """A key of a kind from any reference; None where there is none, or it holds what no key can."""
    try:
        return make_key(KIND[kind].slug, reference)
    except CellError:
        return None


def told(instructions: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What our instructions in an element say, by name."""
    return {name: value for target, data in instructions if target == TARGET
            for name, value in _PSEUDO.findall(data)}


def links_told(said: str) -> dict[str, list[str]]:
    """References by link, from the words of an instruction: `supports objective:homes; part of plan:housing`."""
    found: dict[str, list[str]] = {}
    for piece in said.split(";"):
        label = next((label for label in THREAD if piece.strip().startswith(f"{label} ")), None)
        if label is not None:
            found.setdefault(label, []).append(piece.strip()[len(label) + 1:].strip())
    return found


def instruction(said: Mapping[str, str]) -> str:
    """The data of an instruction that says these; `told` reads it back."""
    return " ".join(f'{name}="{value}"' for name, value in said.items())
