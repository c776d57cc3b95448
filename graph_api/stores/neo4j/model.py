"""How items and links stand in the database: records to properties and back, with nothing lost on the way.

    (:Item {plan_set, key, kind, title, listed, <fields>, _record, _hash})
    (:Item)-[:SUPPORTS {plan_set, wanted, wanted_set, <fields>, _record, _hash}]->(:Item)

Fields have their declared names, so that rules can name them. A date is three properties (`due` as written,
`due_from`, `due_to`), a number is always a float. What no rule asks (source, other places, how it was written, how
exact a date is) stands in `_record`, as JSON. `_hash` is that of all the rest, and of the layout.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from schema.dates import PlanDate, Precision
from schema.fields import Value
from schema.records import NOTHING, Item, Link, Source

LAYOUT = 2
"""The number of the form in which this program keeps a plan set; another number makes every sync write all anew."""
ITEM_OWN = frozenset(("plan_set", "key", "kind", "title", "listed"))
LINK_OWN = frozenset(("plan_set", "wanted", "wanted_set"))
"""Properties that are no fields, beside those that begin with an underscore."""
FROM, TO = "_from", "_to"
TITLED = "_titled"
TABLES = "_tables"
"""The numbers of an item's tables with spaces between, so that items can be counted by them."""
SET = "_set"
"""On a link to a stub: the plan set that it points into, or ""; it tells apart links that are alike else."""
HASH_LENGTH = 32
"""Hexadecimal figures of a SHA-256 that are kept: 128 bits."""

Properties = dict[str, Any]


def item_properties(item: Item) -> Properties:
    """All that the database holds of an item but for the name of its plan set."""
    record: Properties = {}
    found: Properties = {"key": item.key, "kind": item.kind, "title": item.title, "listed": item.listed}
    _put(item.values, found, record)
    if (folded := item.values.get("title_key")) is not None:
        found[TITLED] = titled(str(folded))
    record["source"] = _trimmed(item.source)
    if item.also:
        record["also"] = [_trimmed(source) for source in item.also]
    if item.written:
        record["written"] = dict(item.written)
    if item.tables:
        found[TABLES] = " ".join(map(str, item.tables))
    return _finished(found, record)


def item_of(properties: Mapping[str, Any]) -> Item:
    """The item with these properties; dates as Python has them."""
    record = json.loads(properties["_record"])
    return Item(
        properties["key"], properties["kind"], properties["title"], _values(properties, record, ITEM_OWN),
        Source(*record["source"]), tuple(map(int, properties.get(TABLES, "").split())), properties["listed"],
        record.get("written", NOTHING), tuple(Source(*source) for source in record.get("also", ())))


def link_properties(link: Link) -> Properties:
    """All that the database holds of a link but for its ends, its verb and the name of its plan set."""
    record: Properties = {}
    found: Properties = {}
    _put(link.fields, found, record)
    if link.wanted is not None:
        found["wanted"] = link.wanted
        found[SET] = link.wanted_set or ""
    if link.wanted_set is not None:
        found["wanted_set"] = link.wanted_set
    record["source"] = _trimmed(link.source)
    if link.near:
        record["near"] = link.near
    if link.written:
        record["written"] = link.written
    return _finished(found, record)


def link_of(verb: str, start: str, end: str, properties: Mapping[str, Any]) -> Link:
    """The link of that verb with these properties; `end` may be the key of a stub."""
    record = json.loads(properties["_record"])
    return Link(
        verb, start, end, Source(*record["source"]), _values(properties, record, LINK_OWN),
        properties.get("wanted"), properties.get("wanted_set"), tuple(record.get("near", ())),
        record.get("written", ""))


def titled(title_key: str) -> str:
    """What stands in `_titled` of the items with that folded title.

    An index holds no text of more than some 8,000 bytes, and a title may be longer, so a hash of it is looked up.
    """
    return _hash(title_key.encode())


def digest(properties: Mapping[str, Any]) -> str:
    """A hash of properties, whatever order they stand in."""
    return _hash(_sorted_json(properties).encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:HASH_LENGTH]


def _finished(found: Properties, record: Properties) -> Properties:
    found["_record"] = _sorted_json(record)
    found["_hash"] = _hash(f"{LAYOUT}\n{_sorted_json(found)}".encode())
    return found


def _put(values: Mapping[str, Value], found: Properties, record: Properties) -> None:
    """Writes fields as properties, and into the record what they cannot hold."""
    for name, value in values.items():
        if isinstance(value, PlanDate):
            found[name], found[name + FROM], found[name + TO] = value.text, value.start, value.end
            record.setdefault("dates", {})[name] = value.precision.value
        elif value == ():
            record.setdefault("none", []).append(name)  # the import tool cannot tell an empty list from none
        elif isinstance(value, tuple):
            found[name] = list(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            found[name] = float(value)
            record.setdefault("whole", {})[name] = value
        else:
            found[name] = value


def _values(properties: Mapping[str, Any], record: Mapping[str, Any], own: frozenset[str]) -> Mapping[str, Value]:
    """The fields among the properties, by name."""
    dates = record.get("dates", NOTHING)
    edges = {name + edge for name in dates for edge in (FROM, TO)}
    found: dict[str, Value] = {}
    for name in sorted(properties):
        if name in own or name[0] == "_" or name in edges:
            continue
        value = properties[name]
        if name in dates:
            value = PlanDate(value, properties[name + FROM], properties[name + TO], Precision(dates[name]))
        found[name] = tuple(value) if isinstance(value, list) else value
    found.update(record.get("whole", NOTHING))
    found.update(dict.fromkeys(record.get("none", ()), ()))
    return found


def _trimmed(source: Source) -> list[str | int | None]:
    """A source without the empty places at its end."""
    parts = list(source)
    while parts and parts[-1] is None:
        parts.pop()
    return parts


def _in_json(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"not a property: {value!r}")


_sorted_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_in_json).encode
"""Made once, for it is asked for every item and link; the same data give the same text."""
