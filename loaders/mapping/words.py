"""The words that a mapping file may hold, level by level; docs/formats/mapping.md explains each."""

from __future__ import annotations

from loaders.mapping.declared import COMMITTEE, DOCUMENT

TOP = ("tables", "dateOrder", "decimal")
ROWS = ("file", "sheet", "format", "path", "asks", "source", "ignore", "optional", "dateOrder", "decimal",
        "where", "where_not", "where_filled", "fill_down")
TABLE = (*ROWS, "kind", "key", "columns", "values", "constants", "also", "periods", "under", "part_of", "title")
LINK_ROWS = (*ROWS, "links")
"""What a table of links may say."""
ONLY = {
    COMMITTEE: ("file", "sheet", "format", "asks", "columns", "source", "part_of", "ignore"),
    DOCUMENT: ("file", "format", "source", "title"),
}
"""What the tables of some formats may say."""
COLUMN = ("field", "link", "to", "split", "prefix", "values", "key", "path")
ALSO = ("kind", "of", "asks", "key", "columns", "values", "constants", "also", "periods")
PERIODS = ("columns", "of", "asks", "key", "field", "constants")
UNDER = ("link", "heading", "kind", "to", "like", "constants")
LINKS = ("from", "link", "to", "role", "note", "document", "paragraph")
END = ("heading", "kind", "key", "split", "prefix")
LINK_NAME = ("heading", "values")
SOURCE = ("document", "paragraph")

LEVELS = {
    "the file": TOP, "a table": (*TABLE, "links"), "a column": COLUMN, "also": ALSO, "periods": PERIODS,
    "under": UNDER, "links": LINKS, "from and to": END, "link, in links": LINK_NAME, "source": SOURCE,
}
"""Every word that a mapping may hold, by where it may stand."""
