"""A self-assessment by one framework: for each criterion what evidence, gaps and scores are recorded. Never a verdict:
that the rules found no gap is not the same as a criterion met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph_api.analyses.scored import Overall, RecordedScore, overalls, recorded_score
from graph_api.analyses.summary import state_of
from graph_api.engine.graph import State
from graph_api.explain import counted, listing, ref
from graph_api.results import Check, Gap, ItemRef, LookedAt
from graph_api.stores.protocol import Store
from schema.framework import ABOUT_CRITERIA, Criterion, Framework, answering
from schema.records import Item, Source
from schema.rule import Rule


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A paper or passage that somebody recorded as evidence of a criterion, and where that stands."""

    item: ItemRef
    criterion: str
    source: Source


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What one rule tells about a criterion: how much it looked at, and its gaps.

    `rule` and `looked` are none where the check did not run the rule. A gap counts, is silent, or is waived.
    """

    code: str
    rule: Rule | None
    looked: LookedAt | None
    gaps: tuple[Gap, ...] = ()

    @property
    def states(self) -> Counter[str]:
        """How many gaps it has: high, medium, low, silent, waived."""
        return Counter(map(state_of, self.gaps))

    @property
    def counted(self) -> int:
        """How many of its gaps headlines count."""
        return sum(gap.counts for gap in self.gaps)

    @property
    def looked_at_something(self) -> bool:
        """Whether that it found no gap would tell anything."""
        return self.looked is not None and self.looked.n > 0 and self.looked.state is not State.TIMED_OUT


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion with all that is recorded about it and about what it holds.

    `item` stands for it in the plan set, where the framework is loaded. `rules` are those that answer it, `itself`
    those that look at criteria, such as G80 for evidence that is missing. `says` puts the answers in words.
    """

    criterion: Criterion
    item: ItemRef | None
    evidence: tuple[EvidenceLine, ...]
    rules: tuple[RuleLine, ...]
    itself: tuple[RuleLine, ...]
    scores: tuple[RecordedScore, ...]
    says: str
    own: frozenset[str] = frozenset()
    """Codes of the rules that answer the criterion itself, not only something that it holds."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps of all rules that answer it, those that count first."""
        return tuple(sorted((gap for line in self.rules for gap in line.gaps), key=lambda gap: not gap.counts))

    @property
    def own_gaps(self) -> tuple[Gap, ...]:
        """The gaps of those that answer the criterion itself."""
        return tuple(gap for gap in self.gaps if gap.rule.code in self.own)

    @property
    def states(self) -> Counter[str]:
        """How many gaps there are: high, medium, low, silent, waived."""
        return sum((line.states for line in self.rules), Counter())


@dataclass(frozen=True, slots=True)
class Assessment:
    """A framework, a line for each of its criteria in its order, and its scores of the whole by year."""

    framework: Framework
    lines: tuple[CriterionLine, ...]
    overall: tuple[Overall, ...]


def self_assessment(store: Store, check: Check, framework: Framework) -> Assessment:
    """What is recorded by each criterion of a framework, rolled up: a theme has all that its lines have, each once."""
    desk = _Desk(store, check, framework)
    return Assessment(framework, tuple(map(desk.line, framework.criteria)), overalls(store, framework))


class _Desk:
    """Everything sorted by criterion, so that each line only picks up its own."""

    def __init__(self, store: Store, check: Check, framework: Framework) -> None:
        self.store, self.check, self.framework = store, check, framework
        ids = framework.ids()
        self.own: dict[str, list[Item]] = {}
        for item in store.items(ABOUT_CRITERIA, listed=True):
            about = item.key.partition(":")[2]
            about = about if about in ids else str(item.values.get("criterion"))
            if about in ids:
                self.own.setdefault(about, []).append(item)
        self.evidenced()
        self.below: dict[str, list[str]] = {}
        for criterion in framework.criteria:
            for upper in framework.above(criterion.id):
                self.below.setdefault(upper, []).append(criterion.id)
        self.rules = {code: rule for rule in check.rules for code in (rule.code, *rule.also)}
        self.codes = answering(framework, check.rules)
        self.looked = {
            rule.code: set(store.looked_at(rule, check.as_of)) for rule in check.rules if rule.of == ABOUT_CRITERIA}
        self.gaps: dict[str, list[Gap]] = {}
        for gap in check.gaps:
            self.gaps.setdefault(gap.rule.code, []).append(gap)

    def evidenced(self) -> None:
        """Everything that lines ask of items one by one, asked for together."""
        self.store.follow([item.key for items in self.own.values() for item in items], ("EVIDENCES",), up=False)
        self.store.expect([f"criterion:{criterion.id}" for criterion in self.framework.criteria])

    def line(self, criterion: Criterion) -> CriterionLine:
        """One criterion."""
        within = self.below[criterion.id]
        rules = tuple(self.answers(within))
        standing = self.store.item(f"criterion:{criterion.id}")
        scores = [recorded_score(item) for item in self.own.get(criterion.id, ())]
        return CriterionLine(
            criterion, ref(standing) if standing else None, tuple(self.evidence(within)), rules,
            tuple(self.about_itself(within)), tuple(score for score in scores if score),
            _says(rules) if rules else self.unanswered(criterion), frozenset(self.codes[criterion.id]))

    def unanswered(self, criterion: Criterion) -> str:
        """What to say of a criterion that no rule answers: one above it may be answered as a whole."""
        titles = {one.id: one.title for one in self.framework.criteria}
        upper = next((name for name in self.framework.above(criterion.id)[1:-1] if self.codes[name]), None)
        if upper is not None:
            return f"Rules answer {titles[upper]} as a whole."
        elsewhere = f" {criterion.elsewhere}" if criterion.elsewhere else ""
        return f"No rule tells anything about it; people have to judge it.{elsewhere}"

    def evidence(self, within: Sequence[str]) -> Iterable[EvidenceLine]:
        """What evidences the criterion, or a criterion within it; papers are named once for each."""
        for name in within:
            found: dict[str, EvidenceLine] = {}
            for item in self.own.get(name, ()):
                for paper, link in self.store.into("EVIDENCES").get(item.key, ()):
                    found.setdefault(paper.key, EvidenceLine(ref(paper), name, link.source))
            yield from found.values()

    def answers(self, within: Sequence[str]) -> Iterable[RuleLine]:
        """The rules that answer the criterion, or a criterion within it."""
        for code in dict.fromkeys(code for name in within for code in self.codes[name]):
            rule = self.rules.get(code)
            yield RuleLine(code, rule, self.check.looked_at.get(code), tuple(self.gaps.get(code, ())))

    def about_itself(self, within: Sequence[str]) -> Iterable[RuleLine]:
        """The rules about criteria themselves: each tells of those within alone."""
        items = {item.key for name in within for item in self.own.get(name, ())}
        for code, keys in self.looked.items():
            looked = len(keys & items)
            gaps = tuple(gap for gap in self.gaps.get(code, ()) if gap.items and gap.items[0].key in items)
            if looked:
                yield RuleLine(code, self.rules[code], LookedAt(looked, State.LOOKED), gaps)


def _says(rules: Sequence[RuleLine]) -> str:
    """What the rules can tell about a criterion, in words; what they cannot is said as plainly."""
    looking = [line for line in rules if line.looked_at_something]
    blind = [line.code for line in rules if line.looked is not None and not line.looked_at_something]
    left_out = [line.code for line in rules if line.looked is None]
    said = [_found(looking)] if looking else []
    if blind and not looking:
        said.append("None of its rules had anything to look at, so they say nothing of it.")
    elif blind:
        said.append(f"{listing(blind)} had nothing to look at.")
    if left_out:
        said.append(f"{listing(left_out)} {'was' if len(left_out) == 1 else 'were'} not run.")
    return " ".join(said)


def _found(looking: Sequence[RuleLine]) -> str:
    """What came of the rules that did look."""
    states = Counter(state_of(gap) for line in looking for gap in line.gaps)
    looked = f"{counted(len(looking), 'rule', 'rules')} looked"
    if not states:
        return f"{looked} and found no gap, which is not the same as the criterion met."
    silent, waived = states["silent"], states["waived"]
    counting = states.total() - silent - waived
    said = [counted(counting, "gap counts", "gaps count") if counting else "no gap counts"]
    if silent:
        said.append(counted(silent, "more rests" if counting else "rests", "more rest" if counting else "rest")
                    + " on silence")
    if waived:
        said.append(counted(waived, "is an agreed exception", "are agreed exceptions"))
    return f"{looked}: {', '.join(said)}."
