"""What every JSON answer shares: the text of a document, an item by name."""

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
