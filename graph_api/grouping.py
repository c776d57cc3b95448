"""Gaps grouped under their causes: one missing link, one column that a table lacks, one thing no paper says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from graph_api.causes import CutOff, reconnects
from graph_api.explain import (
    MOST_NAMED,
    REFERS_TO,
    WRITTEN,
    counted,
    fill,
    kind_label,
    listing,
    meant,
    name_of,
    ref,
    say,
)
from graph_api.proof import Prover
from graph_api.results import Cause, CauseKind, Gap, ItemRef, Proof
from graph_api.stores.memory import MemoryStore
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
    gaps: list[Gap], cut_offs: dict[str, dict[str, CutOff]], store: MemoryStore, prover: Prover
) -> tuple[list[Gap], list[Cause]]:
    """The gaps with their causes' ids, and the causes sorted by severity, then by how many gaps they explain."""
    grouper = _Grouper(store, prover, cut_offs, gaps)
    keys = [grouper.key(gap) for gap in gaps]
    found: dict[str, tuple[Key, list[Gap]]] = {}
    for gap, key in zip(gaps, keys, strict=True):
        if key:
            found.setdefault(key.id, (key, []))[1].append(gap)
    with_causes = [replace(gap, cause=key.id) if key else gap for gap, key in zip(gaps, keys, strict=True)]
    causes = [grouper.cause(key, members) for key, members in found.values()]
    causes.sort(key=lambda cause: (SEVERITIES.index(cause.severity), -cause.cut_off, cause.id))
    return with_causes, list(grouper.with_mends(causes, found))


class _Grouper:
    def __init__(
        self, store: MemoryStore, prover: Prover, cut_offs: dict[str, dict[str, CutOff]], gaps: list[Gap]
    ) -> None:
        self.store, self.prover, self.cut_offs = store, prover, cut_offs
        self.links = {cause.key: cause for found in cut_offs.values() for cause in found.values() if not cause.below}
        self.empty = self._empty_columns(gaps)
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
        shown = dict(gap.evidence[0].values)
        if REFERS_TO in shown:
            return _missing_key(str(shown[REFERS_TO]), str(shown[WRITTEN]))
        if gap.counts and self.alike[gap.rule.code, gap.items[:1]] > 1:
            return Key(f"one-item:{gap.rule.code}:{gap.items[0].key}", CauseKind.ONE_ITEM)
        if gap.counts and gap.rule.shape is Shape.WRONG and self.states[_state(gap)] > 1:
            return Key(f"one-state:{gap.rule.code}:{_state(gap)[1]}", CauseKind.ONE_STATE)
        if gap.proof is Proof.SILENT and not gap.confirmed_by:
            return Key(f"not-said:{gap.rule.code}", CauseKind.NOT_SAID, (gap.rule.code,))
        return None

    def _lacking(self, gap: Gap) -> Key | None:
        item = self._item(gap)
        if item.key in self.links and _asks_for_parent(gap.rule, [one.test for one in gap.evidence]):
            return _link_key(self.links[item.key])
        if missing := self._points_at_nothing(item, gap):
            return _missing_key(meant(missing), missing.written or missing.end)
        needs = listing([one.test for one in gap.evidence])
        table = self._table(item)
        if gap.proof is Proof.SILENT and not gap.confirmed_by:
            if table is None:
                return Key(f"not-said:{gap.rule.code}:{needs}", CauseKind.NOT_SAID, (gap.rule.code, needs))
            return Key(f"no-column:{table}:{item.kind}:{needs}", CauseKind.NO_COLUMN, (table, item.kind, needs))
        if gap.proof is Proof.BLANK and table and (gap.rule.code, table, item.kind, needs) in self.empty:
            return Key(f"empty-column:{table}:{item.kind}:{needs}", CauseKind.EMPTY_COLUMN, (table, item.kind, needs))
        return None

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
            item = self._item(gap)
            if table := self._table(item):
                blank[gap.rule.code, table, item.kind, listing([one.test for one in gap.evidence])] += 1
                rules[gap.rule.code] = gap.rule
        looked = {code: self._looked_at(rule) for code, rule in rules.items()}
        return {
            (code, table, kind, needs) for (code, table, kind, needs), n in blank.items()
            if n >= FEWEST_FOR_A_COLUMN and n == looked[code][table, kind]}

    def _looked_at(self, rule: Rule) -> Counter[tuple[str | None, str]]:
        """How many items of each table and kind the rule looked at."""
        items = self.store.looked_at(rule, self.prover.compiler.as_of)
        return Counter((self._table(item), item.kind) for item in items)

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
        unreached = {code: set(cut) for code, cut in self.cut_offs.items()}
        for cause in causes:
            key, gaps = found[cause.id]
            rules = {gap.rule.code: gap.rule for gap in gaps if gap.rule.shape is Shape.CUT_OFF}
            if cause.id not in worked_out or key.cut_off is None:
                yield cause
                continue
            mends = (reconnects(self.store, key.cut_off, unreached[code], rule.via, below=rule.below)
                     for code, rule in rules.items())
            yield replace(cause, mends=max((cause.cut_off, *mends)))

    def _words(self, key: Key, gaps: list[Gap]) -> tuple[str, str, ItemRef | None, ItemRef | None]:
        remedy, board = gaps[0].remedy, next((gap.board for gap in gaps if gap.board), None)
        if key.cut_off:
            return self._link_words(key.cut_off, gaps, board)
        if key.kind is CauseKind.ONE_ITEM:
            more = counted(len(gaps) - 1, "case", "cases")
            return f"{gaps[0].message} {more} more like it.", remedy, gaps[0].items[0], board
        if key.kind is CauseKind.ONE_STATE:
            return _all_alike(gaps), remedy, None, board
        if key.kind is CauseKind.POINTS_AT_NOTHING:
            return _missing(key, gaps), next((gap.remedy for gap in gaps if gap.rule.along), remedy), None, board
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
        others = [name_of(other) for key in cut_off.members[1:6] if (other := self.store.item(key))]
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

    def _item(self, gap: Gap) -> Item:
        item = self.store.item(gap.items[0].key)
        if item is None:
            raise KeyError(gap.items[0].key)
        return item

    def _table(self, item: Item) -> str | None:
        """The first register that the item stands in, by name."""
        tables = self.store.about().tables
        return next((tables[number].name for number in item.tables if tables[number].asks == "register"), None)


def _link_key(cut_off: CutOff) -> Key:
    side = "below" if cut_off.below else "link"
    return Key(f"{side}:{cut_off.key}", cut_off.kind, cut_off=cut_off)


def _state(gap: Gap) -> tuple[str, str]:
    """What makes items wrong in the same way: the rule, and the values that it shows."""
    return gap.rule.code, ", ".join(say(value) for _, value in gap.evidence[0].values)


def _all_alike(gaps: list[Gap]) -> str:
    titles = [gap.items[0].title for gap in gaps]
    rest = [counted(len(titles) - MOST_NAMED, "other", "others")] if len(titles) > MOST_NAMED else []
    return f"{listing([*titles[:MOST_NAMED], *rest])}: {gaps[0].rule.finds[0].lower()}{gaps[0].rule.finds[1:]}"


def _missing_key(end: str, written: str) -> Key:
    return Key(f"missing:{end}", CauseKind.POINTS_AT_NOTHING, (written,))


def _missing(key: Key, gaps: list[Gap]) -> str:
    pointing = len({gap.items[0].key for gap in gaps if gap.items})
    return f"{key.about[0]} was not loaded, and {counted(pointing, 'item points', 'items point')} at it."


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
