"""Small changes to plans, made at random, such as a year of keeping them up to date brings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from random_plans import random_value

from loaders.cells import title_key
from loaders.derive import derive
from schema.fields import FieldType
from schema.kinds import BY_SLUG, KIND, KINDS, slug
from schema.links import VERB, VERBS
from schema.records import NOWHERE, Item, Link, Loaded, Source

DERIVED_ANEW = ("rank", "prior", "change", "years")
"""What loading works out again from what there is."""


def changed(made: Loaded, rng: random.Random, many: int) -> tuple[Loaded, list[str]]:
    """The plans with so many changes, which are told in words."""
    changes = Changes(made, rng)
    while len(changes.told) < many:
        rng.choice(CHANGES)(changes)
    return changes.loaded(), changes.told


def once_each(made: Loaded) -> Loaded:
    """The plans with each link once, as loading leaves it; random ones may state a dangling link twice."""
    return replace(made, links=tuple({_named(link): link for link in made.links}.values()))


def _named(link: Link) -> tuple[str, str, str, str | None]:
    """What no two links have in common."""
    return link.verb, link.start, link.end, link.wanted_set or "" if link.dangling else None


class Changes:
    """The plans as they are being changed. A change that finds nothing to change does nothing and tells nothing."""

    def __init__(self, made: Loaded, rng: random.Random) -> None:
        self.made, self.rng = made, rng
        self.items = {item.key: item._replace(values=dict(item.values)) for item in made.items}
        self.links = {_named(link): link for link in made.links}
        self.told: list[str] = []
        self.new = 0

    def loaded(self) -> Loaded:
        """The plans as they are now, with what loading works out."""
        for item in self.items.values():
            for name in DERIVED_ANEW:
                item.values.pop(name, None)  # type: ignore[attr-defined]
        derive(self.items, self.links.values(), {})
        return replace(self.made, items=tuple(self.items.values()), links=tuple(self.links.values()))

    # Items

    def item_goes(self) -> None:
        """With all its links."""
        item = self.an_item()
        self.without(item)
        self.links = {name: link for name, link in self.links.items() if link.end != item.key or link.dangling}
        self.told.append(f"{item.key} goes with its links")

    def item_goes_alone(self) -> None:
        """The links to it stay, and lead to nothing."""
        item = self.an_item()
        self.without(item)
        for link in [link for link in self.links.values() if link.end == item.key and not link.dangling]:
            self.turn(link, link._replace(wanted=item.kind))
        self.told.append(f"{item.key} goes, and the links to it stay")

    def without(self, item: Item) -> None:
        """The item is gone, and the links that start at it."""
        del self.items[item.key]
        self.links = {name: link for name, link in self.links.items() if link.start != item.key}

    def item_comes(self) -> None:
        """A new one, joined to nothing; or the one that links were missing."""
        missing = sorted({link.end for link in self.links.values() if self.lacks(link)})
        if missing and self.rng.random() < 0.7:
            key = self.rng.choice(missing)
            kind = BY_SLUG[key.partition(":")[0]].name
        else:
            self.new += 1
            kind = self.rng.choice(KINDS).name
            key = f"{slug(kind)}:new-{self.new}"
        if key in self.items:
            return
        values = {field.name: random_value(self.rng, field) for field in KIND[kind].fields
                  if not field.derived and field.type is not FieldType.TEXT and self.rng.random() < 0.5}
        self.items[key] = Item(key, kind, f"New {key}", {**values, "title_key": title_key(f"New {key}")}, NOWHERE)
        for link in [link for link in self.links.values() if self.lacks(link) and link.end == key]:
            self.turn(link, link._replace(wanted=None, near=()))
        self.told.append(f"{key} comes")

    def lacks(self, link: Link) -> bool:
        """Whether the link leads to nothing for want of an item of ours that may stand at its end."""
        kind = BY_SLUG.get(link.end.partition(":")[0])
        return link.dangling and not link.wanted_set and kind is not None and kind.name in VERB[link.verb].ends

    def field_changes(self) -> None:
        """Another value, in an empty field or instead of one."""
        item = self.an_item()
        field = self.rng.choice([field for field in KIND[item.kind].fields
                                 if not field.derived and field.name != "title"])
        self.set(item, **{field.name: random_value(self.rng, field)})
        self.told.append(f"{item.key} has {field.name} {self.items[item.key].values[field.name]}")

    def field_empties(self) -> None:
        """No value."""
        item = self.an_item()
        names = sorted(item.values.keys() - {"title_key"})
        if names:
            name = self.rng.choice(names)
            self.set(item, **{name: None})
            self.told.append(f"{item.key} has no {name}")

    def renamed(self) -> None:
        """Another title; two items may have the same."""
        item = self.an_item()
        title = self.rng.choice((f"{item.title}, revised", "The plan", "Homes & “more”", self.an_item().title))
        self.items[item.key] = item._replace(title=title)
        self.set(self.items[item.key], title_key=title_key(title) or None)
        self.told.append(f"{item.key} is called {title!r}")

    def listed(self) -> None:
        """Known by name alone from now on, or not any more."""
        item = self.an_item()
        self.items[item.key] = item._replace(listed=not item.listed)
        self.told.append(f"{item.key} is {'not ' if item.listed else ''}listed")

    def moved(self) -> None:
        """Recorded elsewhere, which no rule sees."""
        item = self.an_item()
        self.items[item.key] = item._replace(source=Source("003", str(self.rng.randint(1, 99))), tables=item.tables[1:])
        self.told.append(f"{item.key} stands elsewhere")

    def set(self, item: Item, **values: Any) -> None:
        kept = {name: value for name, value in {**item.values, **values}.items() if value is not None}
        self.items[item.key] = item._replace(values=kept)

    def an_item(self) -> Item:
        return self.rng.choice(list(self.items.values()))

    # Links

    def link_goes(self) -> None:
        """Whether it leads to anything or not."""
        if link := self.a_link():
            del self.links[_named(link)]
            self.told.append(f"{said(link)} goes")

    def link_comes(self) -> None:
        """Between any two items that the verb may join."""
        verb = self.rng.choice(VERBS)
        start, end = self.one_of(verb.starts), self.one_of(verb.ends)
        if start and end:
            fields = {field.name: self.rng.choice(("said", "agreed")) for field in verb.fields}
            self.turn(None, link := Link(verb.name, start.key, end.key, NOWHERE, fields))
            self.told.append(f"{said(link)} comes")

    def link_turns(self) -> None:
        """To another item, to start at another, or the other way about where the verb allows that."""
        link = self.a_link(dangling=False)
        if link is None:
            return
        verb, start, end = VERB[link.verb], self.items[link.start], self.items[link.end]
        ways = [(start, self.one_of(verb.ends)), (self.one_of(verb.starts), end)]
        if end.kind in verb.starts and start.kind in verb.ends:
            ways.append((end, start))
        first, second = self.rng.choice(ways)
        if first and second:
            self.turn(link, turned := link._replace(start=first.key, end=second.key))
            self.told.append(f"{said(link)} becomes {said(turned)}")

    def link_dangles(self) -> None:
        """It leads to nothing any more, or into another plan set, where the same key may stand."""
        if link := self.a_link(dangling=False):
            kind = self.items[link.end].kind
            elsewhere = self.rng.choice((None, "leeds"))
            end = link.end if elsewhere else f"{slug(kind)}:gone-{self.rng.randint(1, 3)}"
            self.turn(link, link._replace(end=end, wanted=kind, wanted_set=elsewhere, near=(self.an_item().key,)))
            self.told.append(f"{said(link)} leads to nothing: {elsewhere or ''} {end}")

    def link_finds(self) -> None:
        """One that led to nothing leads to an item."""
        link = self.a_link(dangling=True)
        if link and (end := self.one_of(VERB[link.verb].ends)):
            self.turn(link, link._replace(end=end.key, wanted=None, wanted_set=None, near=()))
            self.told.append(f"{said(link)} leads to {end.key}")

    def link_is_told_anew(self) -> None:
        """It says something else of itself, and stands elsewhere."""
        if link := self.a_link():
            fields = {field.name: self.rng.choice(("said", "agreed", "both")) for field in VERB[link.verb].fields
                      if self.rng.random() < 0.7}
            self.turn(link, link._replace(fields=fields, source=Source("004", "9"), written="as it is written"))
            self.told.append(f"{said(link)} is told anew: {fields}")

    def turn(self, old: Link | None, new: Link) -> None:
        """The new link instead of the old one; where there is one like it already, that is told anew."""
        if old is not None:
            del self.links[_named(old)]
        self.links[_named(new)] = new

    def a_link(self, *, dangling: bool | None = None) -> Link | None:
        found = [link for link in self.links.values() if dangling is None or link.dangling is dangling]
        return self.rng.choice(found) if found else None

    def one_of(self, kinds: tuple[str, ...]) -> Item | None:
        found = [item for item in self.items.values() if item.kind in kinds]
        return self.rng.choice(found) if found else None


def said(link: Link) -> str:
    """A link in words."""
    return f"{link.start} {link.verb} {link.end}"


CHANGES: tuple[Callable[[Changes], None], ...] = (
    Changes.item_goes, Changes.item_goes_alone, Changes.item_comes, Changes.field_changes, Changes.field_changes,
    Changes.field_empties, Changes.renamed, Changes.listed, Changes.moved, Changes.link_goes, Changes.link_comes,
    Changes.link_turns, Changes.link_turns, Changes.link_dangles, Changes.link_finds, Changes.link_is_told_anew)
"""What may happen, as often as it stands here."""
