"""References to links, once everything has been read. What leads to nothing is kept, with what it may have meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from loaders.cells import CellError, make_key, title_key
from loaders.link_table import LINK
from loaders.merge import merge
from loaders.near import NearMatches
from loaders.problems import problem, shortened
from loaders.tables import Draft
from schema.kinds import BY_SLUG, FAMILIES, FAMILY_BY_SLUG, KIND, slug
from schema.links import VERB, VERBS, Verb
from schema.records import Item, Link, Problem, Record, Reference, Source

OTHER_SET = re.compile(r"([a-z0-9]+(?:[.-][a-z0-9]+)*)/([a-z-]+):(.+)", re.S)
Kinds = tuple[str, ...]

FAR: dict[tuple[str, bool], Kinds] = {
    (verb.name, outgoing): verb.ends if outgoing else verb.starts for verb in VERBS for outgoing in (True, False)
}
"""The kinds at the other end of a link, by its verb and whether the record at hand is its start."""
FAR_KINDS = {at: frozenset(kinds) for at, kinds in FAR.items()}
"""The same, to ask whether a kind is among them."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Items by key, links, and what was wrong."""

    items: dict[str, Item]
    links: list[Link]
    problems: list[Problem]


class Outcome(NamedTuple):
    """What came of one reference: a key that is there, or the key of what is missing, or several, or none."""

    key: str | None = None
    wanted: str | None = None
    wanted_set: str | None = None
    several: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    code: str | None = None
    expected: str | None = None


def resolve(draft: Draft, plan_set: str) -> Resolved:
    """Items and links of everything that was read. The second pass: references may point at any file."""
    items, records, problems = merge(draft)
    linker = _Linker(References(items, plan_set), problems)
    for record in records:
        if record.kind == LINK:
            linker.stated_alone(record)
        else:
            linker.stated_by(record)
    return Resolved(items, list(linker.links.values()), problems)


class References:
    """Finds what references mean; each different one is looked for once."""

    def __init__(self, items: Mapping[str, Item], plan_set: str) -> None:
        self.items, self.plan_set = items, plan_set
        self._known: dict[tuple[str, Kinds, str], Outcome] = {}
        self._words: dict[str, list[str]] | None = None
        self._titles: dict[str, list[str]] = {}
        self._near: NearMatches | None = None

    def find(self, target: str, kinds: Kinds, verb: str = "") -> Outcome:
        """What a reference means where items of some kinds can stand."""
        item = self.items.get(target)
        if item is not None and item.kind in kinds:
            return Outcome(target)
        known = self._known.get((target, kinds, verb))
        if known is None:
            try:
                known = self._look(target, kinds, verb)
            except CellError as error:
                known = Outcome(code=error.code, expected=error.expected)
            self._known[target, kinds, verb] = known
        return known

    def near(self, word: str, kinds: Sequence[str]) -> tuple[str, ...]:
        """Keys of items that look like what was written."""
        if self._near is None:
            self._near = NearMatches(self.items.values())
        return self._near.find(word, kinds)

    def _look(self, target: str, kinds: Kinds, verb: str) -> Outcome:
        elsewhere = OTHER_SET.fullmatch(target)
        if elsewhere and (elsewhere[2] in BY_SLUG or elsewhere[2] in FAMILY_BY_SLUG):
            if elsewhere[1] != self.plan_set:
                return self._in_other_set(elsewhere[1], elsewhere[2], elsewhere[3], kinds)
            target = f"{elsewhere[2]}:{elsewhere[3]}"
        prefix, colon, rest = target.partition(":")
        named = _named(prefix) if colon and rest.strip() else None
        if named is None:
            return self._outcome(target, kinds, _wanted(kinds, verb), self._bare(target, kinds))
        wanted, among = named
        within = tuple(kind for kind in among if kind in kinds)
        found = self._keyed(rest, within) or self._titled(rest, within) or self._bare(target, kinds)
        if not found and not within:
            return Outcome(code="link-kinds", expected=said(kinds))
        return self._outcome(rest, within, wanted, found)

    def _outcome(self, word: str, kinds: Kinds, wanted: str, found: list[str]) -> Outcome:
        if len(found) == 1:
            return Outcome(found[0])
        if found:
            return Outcome(several=tuple(found), code="link-ambiguous")
        return Outcome(make_key(slug(wanted), word), wanted, near=self.near(word, kinds))

    def _in_other_set(self, plan_set: str, prefix: str, rest: str, kinds: Kinds) -> Outcome:
        named = _named(prefix)
        if named is None or not set(named[1]) & set(kinds):
            return Outcome(code="link-kinds", expected=said(kinds))
        return Outcome(make_key(slug(named[0]), rest), named[0], plan_set)

    def _keyed(self, word: str, kinds: Kinds) -> list[str]:
        """Keys of the kinds with this reference."""
        keys = [make_key(KIND[kind].slug, word) for kind in kinds]
        return [key for key in keys if key in self.items]

    def _bare(self, word: str, kinds: Kinds) -> list[str]:
        """Keys of items of the kinds that have this word as their reference or as their title."""
        if self._words is None:
            self._prepare()
        assert self._words is not None  # noqa: S101 - made just above
        # A long key ends in a hash of the whole, kind included, so it is made for each kind.
        keyed = self._keyed(word, kinds) if len(word) > 100 else self._words.get(make_key("x", word)[2:], ())
        found = [*keyed, *self._titles.get(title_key(word), ())]
        return [key for key in dict.fromkeys(found) if self.items[key].kind in kinds]

    def _titled(self, word: str, kinds: Kinds) -> list[str]:
        if self._words is None:
            self._prepare()
        return [key for key in self._titles.get(title_key(word), ()) if self.items[key].kind in kinds]

    def _prepare(self) -> None:
        """Items by reference and by title; made only when a reference is no whole key."""
        self._words = {}
        for key, item in self.items.items():
            self._words.setdefault(key.partition(":")[2], []).append(key)
            title = item.values.get("title_key")
            if isinstance(title, str):
                self._titles.setdefault(title, []).append(key)


class _Linker:
    """Makes links of references, and problems of those that cannot be links."""

    def __init__(self, references: References, problems: list[Problem]) -> None:
        self.references, self.problems = references, problems
        self.links: dict[tuple[str, str, str, str | None], Link] = {}

    def stated_alone(self, record: Record) -> None:
        """A row of a table of links: both ends are references."""
        (reference,) = record.links
        near_kinds = FAR[reference.verb, not reference.outgoing]
        start = self.references.find(record.reference, near_kinds, reference.verb)
        if start.code is not None:
            self.refused(start, VERB[reference.verb], record.reference, record.source._replace(column="from"))
        elif start.wanted is not None or start.key is None:
            self.no_start(start, record.reference, record.source._replace(column="from"))
        else:
            self.link(start.key, reference, record.source)

    def stated_by(self, record: Record) -> None:
        """The references of an item's own record. Most are whole keys that make a new link; this loop is for them."""
        key, where, links, items = record.reference, record.source, self.links, self.references.items
        for reference in record.links:
            verb, outgoing, target, column, fields, _, narrowed = reference
            item = items.get(target)
            if item is not None and not narrowed and item.kind in FAR_KINDS[verb, outgoing]:
                start, end = (key, target) if outgoing else (target, key)
                if (identity := (verb, start, end, None)) not in links:
                    links[identity] = Link(verb, start, end, Source(*where[:5], column), fields)
                    continue
            self.link(key, reference, where)

    def link(self, key: str, reference: Reference, where: Source) -> None:
        """One reference of the item with that key."""
        verb, outgoing, target, column, _, _, narrowed = reference
        source = Source(*where[:5], column)
        kinds = FAR[verb, outgoing]
        if narrowed:
            kinds = tuple(kind for kind in kinds if kind in narrowed)
        found = self.references.find(target, kinds, verb)
        if found.code is not None or found.key is None:
            self.refused(found, VERB[verb], target, source)
        elif found.wanted is None:
            start, end = (key, found.key) if outgoing else (found.key, key)
            self.add(Link(verb, start, end, source, reference.fields))
        elif outgoing:
            self.dangling(key, found, reference, source)
        else:
            self.no_start(found, target, source)

    def add(self, link: Link) -> bool:
        """Keeps a link once; one that is stated again fills in fields. Whether it is new."""
        identity = (link.verb, link.start, link.end, link.wanted_set)
        known = self.links.setdefault(identity, link)
        if known is link:
            return True
        differ = {name for name, value in link.fields.items() if known.fields.get(name, value) != value}
        for name in sorted(differ):
            self.problems.append(problem(
                "facts-differ", f"The link {known.start} {VERB[link.verb].label} {known.end} has two values of {name}; "
                "the later one was kept.", source=known.source, value=known.fields[name],
                expected=str(link.fields[name])))
        if link.fields:
            self.links[identity] = known._replace(fields={**known.fields, **link.fields})
        return False

    def dangling(self, key: str, found: Outcome, reference: Reference, source: Source) -> None:
        """A link to what is not there. Into another plan set that is as it should be; else it is told."""
        link = Link(reference.verb, key, found.key or "", source, reference.fields, found.wanted, found.wanted_set,
                    found.near, shortened(reference.target, 80))
        if self.add(link) and found.wanted_set is None:
            self.problems.append(problem(
                "link-dangling",
                f"{key} {VERB[reference.verb].label} {shortened(reference.target, 80)}, which was not loaded.",
                source=source, value=reference.target, expected=self.alike(found.near)))

    def no_start(self, found: Outcome, target: str, source: Source) -> None:
        """A link that would begin at what is not there, so there is nothing to keep it on."""
        self.problems.append(problem("link-start-missing", source=source, value=target,
                                     expected=self.alike(found.near)))

    def refused(self, found: Outcome, verb: Verb, target: str, source: Source) -> None:
        """A reference that cannot be a link."""
        message = ""
        expected = found.expected
        if found.code == "link-kinds":
            message = f"{verb.label} joins {said(verb.starts)} to {said(verb.ends)}; this link was left out."
        if found.several:
            expected = "one of " + ", ".join(found.several[:5])
        self.problems.append(problem(found.code or "link-kinds", message, source=source, value=target,
                                     expected=expected))

    def alike(self, near: tuple[str, ...]) -> str | None:
        """Near matches with their titles, for a message."""
        titles = {key: shortened(self.references.items[key].title, 60) for key in near}
        names = [f"{key} ({title})" if title else key for key, title in titles.items()]
        return "perhaps " + " or ".join(names) if names else None


def said(kinds: Sequence[str]) -> str:
    """Kinds in a few words; a family stands for its kinds where all are meant."""
    if len(kinds) == len(KIND):
        return "anything"
    families = [family for family, members in FAMILIES.items() if set(members) <= set(kinds)]
    covered = {kind for family in families for kind in FAMILIES[family]}
    return ", ".join([*families, *(kind for kind in kinds if kind not in covered)])


def _named(prefix: str) -> tuple[str, Kinds] | None:
    """The kind or family that stands before the colon, and the kinds that it means."""
    plain = "-".join(prefix.lower().replace("_", " ").split())
    if plain in BY_SLUG:
        return BY_SLUG[plain].name, (BY_SLUG[plain].name,)
    family = FAMILY_BY_SLUG.get(plain)
    return None if family is None else (family, FAMILIES[family])


def _wanted(kinds: Kinds, verb: str) -> str:
    """What a bare word asks for where it leads to nothing: a kind, or else a family."""
    if len(kinds) == 1:
        return kinds[0]
    families = list(dict.fromkeys(KIND[kind].family for kind in kinds))
    if verb == "EXPECTS" and "Plan" in families:
        return "Plan"
    return families[0] if families else "Plan"
