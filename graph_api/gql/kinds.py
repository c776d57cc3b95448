"""A GraphQL type for every kind, made from its declaration: fields, descriptions and the links that it can have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

import strawberry

from graph_api.engine.cascade import tier_of
from graph_api.gql.enums import Kind as KindName
from graph_api.gql.enums import of_field
from graph_api.gql.items import Kinds, LinkConnection, PlanItem, linked
from graph_api.gql.names import attribute, global_id, sentence
from graph_api.gql.paging import USUAL, After, First
from graph_api.gql.values import PlanDate, plan_date
from schema.dates import PlanDate as Written
from schema.fields import Field, FieldType
from schema.kinds import COMMON, FAMILIES, KIND, KINDS, Kind
from schema.links import VERBS, Verb
from schema.records import Item

NOT_OF_THEIR_OWN = {*(field.name for field in COMMON), "tier"}
"""Fields that every item has, and so the interface declares them."""
TYPES: dict[FieldType, Any] = {
    FieldType.TEXT: str, FieldType.PERIOD: str, FieldType.WORDS: list[str], FieldType.NUMBER: float,
    FieldType.YES_NO: bool, FieldType.DATE: PlanDate}


def fields_of(kind: Kind) -> list[Field]:
    """The fields of a kind that the API shows beside the common ones; nothing about persons is among them."""
    return [field for field in kind.fields if field.name not in NOT_OF_THEIR_OWN and not field.personal]


def links_of(kind: Kind) -> Iterator[tuple[str, Verb, bool]]:
    """The links that a kind can have, as (name from its end, verb, whether it is where they start)."""
    for verb in VERBS:
        if kind.name in verb.starts:
            yield verb.label, verb, True
        if kind.name in verb.ends:
            yield verb.reverse, verb, False


def _interface(family: str) -> type[PlanItem]:
    """What the kinds of a family have in common; a family of one kind needs no more than what every item has."""
    kinds = [KIND[name] for name in FAMILIES[family]]
    if len(kinds) == 1:
        return PlanItem
    shared = set.intersection(*({label for label, *_ in links_of(kind)} for kind in kinds))
    *names, last = (kind.label for kind in kinds)
    made: type[PlanItem] = strawberry.interface(
        type(family, (PlanItem,), _body(kinds[0], fields_of(kinds[0]), shared)), name=family,
        description=f"What every {family.lower()} has: {', '.join(names)} or {last}.")
    return made


def _type_of(kind: Kind) -> type[PlanItem]:
    base = INTERFACES[kind.family]
    own = [] if base is not PlanItem else fields_of(kind)
    links = {label for label, *_ in links_of(kind) if not hasattr(base, attribute(label))}
    made: type[PlanItem] = strawberry.type(
        type(kind.name, (base,), _body(kind, own, links)), name=kind.name, description=_about_kind(kind))
    return made


def _body(kind: Kind, fields: list[Field], links: Collection[str]) -> dict[str, Any]:
    """The body of a class with some of the kind's fields and links."""
    body: dict[str, Any] = {"__annotations__": {field.name: Any for field in fields}, "__doc__": kind.about}
    for field in fields:
        body[field.name] = strawberry.field(description=_about(field), graphql_type=_graphql_type(kind, field))
    for label, verb, outgoing in links_of(kind):
        if label in links:
            body[attribute(label)] = strawberry.field(
                resolver=_resolver(verb, outgoing=outgoing), description=_about_link(label, verb, outgoing=outgoing))
    return body


def _about(field: Field) -> str:
    return sentence(field.about) + (" Worked out when the plans are loaded." if field.derived else "")


def _about_kind(kind: Kind) -> str:
    hidden = [field.name for field in kind.fields if field.personal]
    if not hidden:
        return kind.about
    return (f"{kind.about} What is about a person ({', '.join(hidden)}) is not in this API, "
            "which does not know yet who is asking.")


def _about_link(label: str, verb: Verb, *, outgoing: bool) -> str:
    far = verb.ends if outgoing else verb.starts
    kinds = "any kind" if len(far) == len(KINDS) else ", ".join(KIND[name].label for name in far)
    return f"{label.capitalize()}: {verb.about} {'To' if outgoing else 'From'} {kinds}."


def _graphql_type(kind: Kind, field: Field) -> Any:
    made = of_field(kind.family, field) if field.type is FieldType.ONE_OF else TYPES[field.type]
    return (int if field.name == "rank" else made) | None


def _resolver(verb: Verb, *, outgoing: bool) -> Callable[..., LinkConnection]:
    verbs = [(verb, outgoing)]
    far = verb.ends if outgoing else verb.starts
    if len(far) == 1:
        def to_one_kind(self: Any, first: First = USUAL, after: After = None) -> LinkConnection:
            return linked(self, verbs, None, first, after)
        return to_one_kind

    def to_kinds(self: Any, kinds: Kinds = None, first: First = USUAL, after: After = None) -> LinkConnection:
        return linked(self, verbs, kinds, first, after)
    return to_kinds


INTERFACES = {family: _interface(family) for family in FAMILIES}
"""What the types of a family's kinds build on."""
KIND_TYPES: dict[str, type[PlanItem]] = {kind.name: _type_of(kind) for kind in KINDS}
"""The type of every kind, by the kind's name."""


def _words(kind: Kind, field: Field) -> dict[str, Any] | None:
    return {one.value: one for one in of_field(kind.family, field)} if field.words else None


FIELDS = {kind.name: [(field.name, _words(kind, field)) for field in fields_of(kind)] for kind in KINDS}
"""What each kind shows, with the enumeration of its words."""


def show(item: Item, at: Any) -> PlanItem:
    """The item as the API gives it, with all that costs nothing to look up already there."""
    made = KIND_TYPES[item.kind]
    shown = object.__new__(made)  # fields come by name, and a constructor of thirty arguments is slow
    values = item.values
    shown.__dict__ = {name: _value(values.get(name), words) for name, words in FIELDS[item.kind]}
    note = values.get("note")
    shown.__dict__ |= {
        "_at": at, "_item": item, "id": global_id(item.kind, item.key), "key": item.key,
        "kind": KindName(item.kind), "title": item.title or item.key, "note": note if isinstance(note, str) else None,
        "tier": tier_of(item), "listed": item.listed, "source": item.source}
    return shown


def _value(value: Any, words: Any) -> Any:
    if words is not None:
        return words.get(value)
    return plan_date(value) if isinstance(value, Written) else value


