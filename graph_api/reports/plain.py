"""What answers share: the text of a document, an item by name, lines that are fit for a screen."""

from __future__ import annotations

import json
from typing import Any

from graph_api.results import ItemRef

Json = dict[str, Any]


def to_json(document: Json) -> str:
    """A document as text: two spaces, letters as they are, one new line at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def item_json(item: ItemRef | None) -> Json | None:
    """An item as answers name it; None where there is none."""
    return {"id": item.key, "kind": item.kind, "title": item.title} if item else None


def on_screen(text: str) -> str:
    """Lines of text without signs that a screen would obey; a space stands for each of them.

    Whatever plans, rules and settings say passes here on its way to a terminal or into a report of plain text.
    """
    return "\n".join(line if line.isprintable() else _cleaned(line) for line in text.split("\n"))


def _cleaned(line: str) -> str:
    ended = "\r" if line.endswith("\r") else ""  # as the lines of a CSV are
    return "".join(sign if sign.isprintable() else " " for sign in line.removesuffix("\r")) + ended
