"""A framework: what inspectors, peers or a council itself ask of a council, as a tree of criteria, as data.

Ours are in schema/frameworks, a council's beside its plans; one reader for both. A framework judges nothing here:
it says which rules tell something about which of its criteria.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schema.records import Item
from schema.rule import Rule
from schema.scoring import ScoreTable

LEVELS = ("framework", "theme", "line", "criterion")
"""From the whole down to what is asked in the end; the words of the field `level` of a Criterion."""
ABOUT_CRITERIA = ("Criterion",)
"""What a rule looks at that is about the criteria themselves, such as G80."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a framework asks, at one of its levels, with a short title of ours.

    `id` is the key of the item that stands for it. `part_of` is the id of what holds it. `number` is its number in
    the framework; `question` the headline question that a theme stands under; `elsewhere` where it is judged, if not
    by this framework; `paragraph` where it stands in the paper; `rules` codes of rules that tell something about it.
    """

    id: str
    title: str
    level: str
    part_of: str
    number: str | None = None
    question: str | None = None
    about: str | None = None
    elsewhere: str | None = None
    paragraph: str | None = None
    rules: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework with all its criteria, each after what holds it.

    `source` says which paper it comes from, `document` by what short name records cite that paper and `paragraph`
    where in it, `years` when it was in use. `label` is what rules put before the number of a criterion: `KLOE 2.2`.
    `origin` is its file.
    """

    id: str
    title: str
    about: str
    source: str
    years: str
    criteria: tuple[Criterion, ...]
    document: str | None = None
    paragraph: str | None = None
    label: str | None = None
    scores: ScoreTable | None = None
    origin: str = ""

    @property
    def themes(self) -> tuple[Criterion, ...]:
        """What is scored, if anything is."""
        return tuple(criterion for criterion in self.criteria if criterion.level == "theme")

    def code(self, criterion: Criterion) -> str | None:
        """How rules call one of its criteria: KLOE 2.2; its bare number where the framework has no label."""
        return criterion.number and f"{self.label or ''} {criterion.number}".strip()

    def ids(self) -> frozenset[str]:
        """Its own id and those of its criteria, any of which a score may be about."""
        return frozenset((self.id, *(criterion.id for criterion in self.criteria)))

    def above(self, criterion_id: str) -> tuple[str, ...]:
        """A criterion and all that holds it, from the bottom up, the framework itself last."""
        parents = {criterion.id: criterion.part_of for criterion in self.criteria}
        found = [criterion_id]
        while found[-1] in parents:
            found.append(parents[found[-1]])
        return tuple(found)


def answering(framework: Framework, rules: Iterable[Rule]) -> Mapping[str, tuple[str, ...]]:
    """The codes of the rules that answer each criterion, by its id: those that the framework names and those that
    name it (`criteria: ["KLOE 2.2"]`). A merged code stands for the rule that it was merged into.

    A code that no rule has stays as it is. Rules about criteria themselves are in none: each gap of theirs names the
    criterion that it is about.
    """
    rules = list(rules)
    by_code = {code: rule for rule in reversed(rules) for code in (*rule.also, rule.code)}
    named: dict[str, list[str]] = {}
    for rule in rules:
        for name in rule.criteria:
            named.setdefault(" ".join(name.split()), []).append(rule.code)
    found = {}
    for criterion in framework.criteria:
        stated = [by_code[code].code if code in by_code else code for code in criterion.rules]
        code = framework.code(criterion) if framework.label else None
        codes = dict.fromkeys((*stated, *named.get(code or "", ())))
        found[criterion.id] = tuple(
            code for code in codes if code not in by_code or by_code[code].of != ABOUT_CRITERIA)
    return found


def scored_themes(whole: Item, parts: Iterable[Item]) -> list[tuple[str, float]]:
    """The themes that were scored as part of a whole in the same year, as (criterion, score) pairs.

    `parts` are the items that are part of the whole. Where the whole names no year, its themes name none either.
    """
    found = []
    for part in parts:
        values, score = part.values, part.values.get("score")
        same_year = values.get("period") == whole.values.get("period")
        if same_year and values.get("level") == "theme" and isinstance(score, int | float):
            found.append((str(values.get("criterion")), float(score)))
    return found


def criteria_by_rule(frameworks: Iterable[Framework], rules: Iterable[Rule]) -> Mapping[str, frozenset[str]]:
    """The criteria that each rule answers, by its code: as the rule names them, and by their ids in the frameworks."""
    rules = list(rules)
    found = {rule.code: set(rule.criteria) for rule in rules}
    for framework in frameworks:
        for criterion_id, codes in answering(framework, rules).items():
            for code in codes:
                found.setdefault(code, set()).add(criterion_id)
    return {code: frozenset(names) for code, names in found.items()}


def whole_scores(framework: Framework, scored: Iterable[tuple[str, float]]) -> Mapping[str, int] | None:
    """The score of every theme by its id, from (theme, score) pairs of one year; None unless each theme has exactly
    one score, and that on the framework's scale: a table cannot be applied to some of the themes.
    """
    pairs = list(scored)
    wanted = [theme.id for theme in framework.themes]
    table = framework.scores
    if table is None or sorted(theme for theme, _ in pairs) != sorted(wanted):
        return None
    found = dict(pairs)
    return {theme: int(found[theme]) for theme in wanted} if all(map(table.has, found.values())) else None
