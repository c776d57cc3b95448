"""Gaps grouped under their causes: one missing link, one column that a table lacks, one thing no paper says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from graph_api.causes import CutOff, reconnects
from graph_api.explain import (
    MOST_NAMED,
    counted,
    fill,
    kind_label,
    listing,
    meant,
    name_of,
    ref,
    say,
)
from graph_api.pointing import Pointing, refers_to
from graph_api.pointing import says as says_missing
from graph_api.proof import Prover
from graph_api.results import Cause, CauseKind, Gap, ItemRef, Proof
from graph_api.stores.batches import in_batches
from graph_api.stores.protocol import Store
from schema.kinds import KIND
from schema.language.tree import And, Linked, Or, Test
from schema.links import STRICT
from schema.records import Item, Link
from schema.rule import Rule, Severity, Shape

SEVERITIES = tuple(Severity)
MOST_WORKED_OUT = 20
"""For how many causes of cut-off items it is worked out what mending them reconnects."""
FEWEST_FOR_A_COLUMN = 3

CUT_OFF_SAYS = {
    CauseKind.LOOP: "The links of {title} and {others} lead round in a loop and never to the top.",
    CauseKind.POINTS_AT_NOTHING: "{title} points at something that was not loaded.",
    CauseKind.SUPPORTS_NOTHING: "{title} is part of something, but no link from it to anything above is recorded.",
    CauseKind.NO_PARENT: "No link from {title} to anything above it is recorded.",
    CauseKind.ENDS_SHORT: "{title} stands at the top of a cascade of its own that does not lead to the one wanted.",
    CauseKind.NOTHING_BELOW: "Nothing that is recorded below {title} leads down to any {wanted}.",
}
LOOP_BELOW_SAYS = "What leads down from {title} and {others} goes round in a loop and never comes to any {wanted}."
CUT_OFF_REMEDY = {
    CauseKind.LOOP: "Take out one link of the loop and add one to a priority above it.",
    CauseKind.POINTS_AT_NOTHING: "Correct the reference, or load the item that it names.",
    CauseKind.NOTHING_BELOW: "Link the plan or action that delivers it, or record a decision not to act.",
}
ADD_PARENT = "Say in its own plan which priority or plan above it {title} supports."


class Key(NamedTuple):
    """What makes gaps share a cause: its id, kind and what it is about."""

    id: str
    kind: CauseKind
    about: tuple[str, ...] = ()
    cut_off: CutOff | None = None


def group_causes(
    gaps: list[Gap], cut_offs: Mapping[str, Mapping[str, CutOff]], store: Store, prover: Prover
) -> tuple[list[Gap], list[Cause]]:
    """The gaps with their causes' ids, and the causes sorted by severity, then by how many gaps they explain."""
    grouper = _Grouper(store, prover, cut_offs, gaps)
    keys = [grouper.key(gap) for gap in gaps]
    found: dict[str, tuple[Key, list[Gap]]] = {}
    for gap, key in zip(gaps, keys, strict=True):
        if key:
            found.setdefault(key.id, (key, []))[1].append(gap)
    with_causes = [replace(gap, cause=key.id) if key else gap for gap, key in zip(gaps, keys, strict=True)]
    grouper.expect(key for key, _ in found.values())
    causes = [grouper.cause(key, members) for key, members in found.values()]
    causes.sort(key=lambda cause: (SEVERITIES.index(cause.severity), -cause.cut_off, cause.id))
    return with_causes, list(grouper.with_mends(causes, found))


class Lack(NamedTuple):
    """What is to be known of the item of a `lacks` gap: the first register that it stands in, by name, and the link
    that leads nowhere where a need asks for a link.
    """

    table: str | None
    missing: Link | None


class _Grouper:
    def __init__(
        self, store: Store, prover: Prover, cut_offs: Mapping[str, Mapping[str, CutOff]], gaps: list[Gap]
    ) -> None:
        self.store, self.prover, self.cut_offs = store, prover, cut_offs
        self.tables = store.about().tables
        self.lacks = dict(self._lacks(gaps))
        self.links = {cause.key: cause for found in cut_offs.values() for cause in found.values() if not cause.below}
        self.empty = self._empty_columns(gaps)
        self.pointing = Pointing(gaps)
        self.alike = Counter(
            (gap.rule.code, gap.items[:1]) for gap in gaps
            if gap.counts and gap.items and gap.rule.shape in (Shape.CLASH, Shape.DETOUR))
        self.states = Counter(_state(gap) for gap in gaps if gap.counts and gap.rule.shape is Shape.WRONG)

    def key(self, gap: Gap) -> Key | None:
        """What the gap shares with others; None where it stands alone or is an agreed exception."""
        if gap.waived is not None:
            return None
        if gap.rule.shape is Shape.CUT_OFF and gap.items:
            return _link_key(self.cut_offs[gap.rule.code][gap.items[0].key])
        if gap.rule.shape is Shape.LACKS:
            return self._lacking(gap)
        if found := refers_to(gap):
            return self._missing_key(gap, *found)
        if gap.counts and self.alike[gap.rule.code, gap.items[:1]] > 1:
            return Key(f"one-item:{gap.rule.code}:{gap.items[0].key}", CauseKind.ONE_ITEM)
        if gap.counts and gap.rule.shape is Shape.WRONG and self.states[_state(gap)] > 1:
            return Key(f"one-state:{gap.rule.code}:{_state(gap)[1]}", CauseKind.ONE_STATE)
        if gap.proof is Proof.SILENT and not gap.confirmed_by:
            return Key(f"not-said:{gap.rule.code}", CauseKind.NOT_SAID, (gap.rule.code,))
        return None

    def _missing_key(self, gap: Gap, end: str, written: str) -> Key:
        found = self.pointing.cause(gap.items[0].key, end, written)
        return Key(found.id, CauseKind.POINTS_AT_NOTHING, found.words)

    def _lacking(self, gap: Gap) -> Key | None:
        item, (table, missing) = gap.items[0], self.lacks[gap.id]
        if item.key in self.links and _asks_for_parent(gap.rule, [one.test for one in gap.evidence]):
            return _link_key(self.links[item.key])
        if missing:
            return self._missing_key(gap, meant(missing), missing.written or missing.end)
        needs = listing([one.test for one in gap.evidence])
        if gap.proof is Proof.SILENT and not gap.confirmed_by:
            if table is None:
                return Key(f"not-said:{gap.rule.code}:{needs}", CauseKind.NOT_SAID, (gap.rule.code, needs))
            return Key(f"no-column:{table}:{item.kind}:{needs}", CauseKind.NO_COLUMN, (table, item.kind, needs))
        if gap.proof is Proof.BLANK and table and (gap.rule.code, table, item.kind, needs) in self.empty:
            return Key(f"empty-column:{table}:{item.kind}:{needs}", CauseKind.EMPTY_COLUMN, (table, item.kind, needs))
        return None

    def _lacks(self, gaps: list[Gap]) -> Iterator[tuple[str, Lack]]:
        """By the id of each `lacks` gap what is to be known of its item."""
        for batch in in_batches(gap for gap in gaps if gap.rule.shape is Shape.LACKS):
            self.store.expect({gap.items[0].key for gap in batch}, anew=True)
            for gap in batch:
                item = self.store.item(gap.items[0].key)
                if item is None:
                    raise KeyError(gap.items[0].key)
                yield gap.id, Lack(self._table(item.tables), self._points_at_nothing(item, gap))

    def _points_at_nothing(self, item: Item, gap: Gap) -> Link | None:
        """The link to what was not loaded, where a need asks for a link and the item has one that leads nowhere."""
        verbs = {verb for one in gap.evidence for verb in _outgoing((gap.rule.needs or {})[one.test])}
        links = [link for verb in sorted(verbs) for link in self.store.dangling(verb).get(item.key, ())]
        return links[0] if links else None

    def _empty_columns(self, gaps: list[Gap]) -> set[tuple[str, str, str, str]]:
        """Columns that are blank for every item of a table that the rule looked at."""
        blank: Counter[tuple[str, str, str, str]] = Counter()
        rules: dict[str, Rule] = {}
        for gap in gaps:
            if gap.rule.shape is not Shape.LACKS or gap.proof is not Proof.BLANK:
                continue
            if table := self.lacks[gap.id].table:
                blank[gap.rule.code, table, gap.items[0].kind, listing([one.test for one in gap.evidence])] += 1
                rules[gap.rule.code] = gap.rule
        looked = {code: self._looked_at(rule) for code, rule in rules.items()}
        return {
            (code, table, kind, needs) for (code, table, kind, needs), n in blank.items()
            if n >= FEWEST_FOR_A_COLUMN and n == looked[code][table, kind]}

    def _looked_at(self, rule: Rule) -> Counter[tuple[str | None, str]]:
        """How many items of each table and kind the rule looked at."""
        found: Counter[tuple[str | None, str]] = Counter()
        for (kind, tables), many in self.store.looked_where(rule, self.prover.compiler.as_of).items():
            found[self._table(tables), kind] += many
        return found

    def cause(self, key: Key, gaps: list[Gap]) -> Cause:
        """The cause in words, with how many gaps share it."""
        says, remedy, item, board = self._words(key, gaps)
        return Cause(
            key.id, key.kind, says, remedy, min((gap.severity for gap in gaps), key=SEVERITIES.index),
            item=item, board=board, cut_off=len(gaps), mends=len(gaps), counted=sum(gap.counts for gap in gaps))

    def with_mends(self, causes: list[Cause], found: dict[str, tuple[Key, list[Gap]]]) -> Iterator[Cause]:
        """The causes, the largest with how many items one new link there would reconnect."""
        largest = sorted((cause for cause in causes if found[cause.id][0].cut_off), key=lambda cause: -cause.cut_off)
        worked_out = {cause.id for cause in largest[:MOST_WORKED_OUT]}
        mends: dict[str, int] = {}
        for rule, some in _by_rule([found[cause.id] for cause in causes if cause.id in worked_out]):
            many = reconnects(
                self.store, [key.cut_off for key in some if key.cut_off], set(self.cut_offs[rule.code]), rule.via,
                below=rule.below)
            for key in some:
                mends[key.id] = max(mends.get(key.id, 0), many[key.cut_off.key] if key.cut_off else 0)
        for cause in causes:
            yield replace(cause, mends=max(cause.mends, mends.get(cause.id, 0)))

    def _words(self, key: Key, gaps: list[Gap]) -> tuple[str, str, ItemRef | None, ItemRef | None]:
        remedy, board = gaps[0].remedy, next((gap.board for gap in gaps if gap.board), None)
        if key.cut_off:
            return self._link_words(key.cut_off, gaps, board)
        if key.kind is CauseKind.ONE_ITEM:
            return f"{gaps[0].message} {_more_like_it(gaps[1:])}", remedy, gaps[0].items[0], board
        if key.kind is CauseKind.ONE_STATE:
            return _all_alike(gaps), remedy, None, board
        if key.kind is CauseKind.POINTS_AT_NOTHING:
            first = next((gap for gap in gaps if gap.rule.along), gaps[0])
            # Near matches are of one thing that is missing, so where several are they would mislead.
            remedy = first.rule.remedy if len(key.about) > 1 else first.remedy
            alone = gaps[0].items[0] if len({gap.items[0].key for gap in gaps}) == 1 else None
            return says_missing(key.about, gaps), remedy, alone, board
        if key.kind is CauseKind.NOT_SAID:
            return _not_said(key, gaps), remedy, None, board
        table, kind, needs = key.about
        many = counted(len(gaps), KIND[kind].label, KIND[kind].plural.replace("-", " "))
        if key.kind is CauseKind.NO_COLUMN:
            says = f"No column for {needs} in {table}: {many}."
            return says, f"Add a column for {needs} and fill it.", None, board
        return f"The column for {needs} is empty throughout {table}: {many}.", remedy, None, board

    def _link_words(
        self, cut_off: CutOff, gaps: list[Gap], board: ItemRef | None
    ) -> tuple[str, str, ItemRef | None, ItemRef | None]:
        item = self.store.item(cut_off.key)
        if item is None:
            raise KeyError(cut_off.key)
        others = [name_of(other) for key in _named(cut_off) if (other := self.store.item(key))]
        title = f"{name_of(item)} ({kind_label(item.kind)})"
        loop_below = cut_off.below and cut_off.kind is CauseKind.LOOP
        template = LOOP_BELOW_SAYS if loop_below else CUT_OFF_SAYS[cut_off.kind]
        wanted = dict.fromkeys(kind_label(kind) for gap in gaps if gap.rule.below for kind in gap.rule.to)
        says = fill(template, {"title": title, "others": listing(others) or "itself", "wanted": " or ".join(wanted)})
        kind = CauseKind.NOTHING_BELOW if loop_below else cut_off.kind
        remedy = fill(CUT_OFF_REMEDY.get(kind, ADD_PARENT), {"title": name_of(item)})
        own = item.values.get("board")
        leads = self.store.item(own) if isinstance(own, str) else None
        return says, remedy, ref(item), ref(leads) if leads else board

    def expect(self, keys: Iterable[Key]) -> None:
        """The items that the words of causes name are about to be asked for."""
        self.store.expect({member for key in keys if key.cut_off for member in (key.cut_off.key, *_named(key.cut_off))})

    def _table(self, tables: Iterable[int]) -> str | None:
        """The first register among tables, by name."""
        return next((self.tables[number].name for number in tables if self.tables[number].asks == "register"), None)


def _by_rule(causes: list[tuple[Key, list[Gap]]]) -> Iterator[tuple[Rule, list[Key]]]:
    """The cut-off rules that found gaps of the causes, each with those causes."""
    found: dict[str, tuple[Rule, list[Key]]] = {}
    for key, gaps in causes:
        for rule in {gap.rule.code: gap.rule for gap in gaps if gap.rule.shape is Shape.CUT_OFF}.values():
            found.setdefault(rule.code, (rule, []))[1].append(key)
    return iter(found.values())


def _named(cut_off: CutOff) -> tuple[str, ...]:
    """Which other members of a loop are named."""
    return cut_off.members[1:6]


def _link_key(cut_off: CutOff) -> Key:
    side = "below" if cut_off.below else "link"
    return Key(f"{side}:{cut_off.key}", cut_off.kind, cut_off=cut_off)


def _state(gap: Gap) -> tuple[str, str]:
    """What makes items wrong in the same way: the rule, and the values that it shows."""
    return gap.rule.code, ", ".join(say(value) for _, value in gap.evidence[0].values)


def _more_like_it(gaps: list[Gap]) -> str:
    """The other gaps of an item: what else they are about, or how many they are."""
    others = list(dict.fromkeys(gap.items[1].title for gap in gaps if len(gap.items) > 1))
    if not others or len(others) > MOST_NAMED:
        return f"{counted(len(gaps), 'case', 'cases')} more like it."
    return f"The same goes for {listing(others)}."


def _all_alike(gaps: list[Gap]) -> str:
    titles = [gap.items[0].title for gap in gaps]
    rest = [counted(len(titles) - MOST_NAMED, "other", "others")] if len(titles) > MOST_NAMED else []
    return f"{listing([*titles[:MOST_NAMED], *rest])}: {gaps[0].rule.finds[0].lower()}{gaps[0].rule.finds[1:]}"


def _outgoing(test: Test) -> Iterator[str]:
    """The verbs of the links that a test asks to lead out of the item."""
    if isinstance(test, And | Or):
        for part in test.tests:
            yield from _outgoing(part)
    elif isinstance(test, Linked) and test.hop.way == ">":
        yield from test.hop.verbs


def _not_said(key: Key, gaps: list[Gap]) -> str:
    if len(key.about) == 1:
        cases = counted(len(gaps), "case", "cases")
        return f"Nothing that was read tells what would settle {gaps[0].rule.name} ({key.about[0]}): {cases}."
    kinds = Counter(gap.items[0].kind for gap in gaps)
    many = [counted(n, KIND[kind].label, KIND[kind].plural.replace("-", " ")) for kind, n in kinds.most_common()]
    return f"No table that was read asks for {key.about[1]}: not known for {listing(many)}."


def _asks_for_parent(rule: Rule, needs: list[str]) -> bool:
    """Whether a need that failed is a link up the thread."""
    return any(verb in STRICT for name in needs for verb in _outgoing((rule.needs or {})[name]))
