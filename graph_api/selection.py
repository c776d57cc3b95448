"""Which rules are meant by a word: a code, a name, a chapter, the letter of a code, or a criterion of a framework."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from schema.framework import Framework, criteria_by_rule
from schema.rule import Rule


class Selection:
    """The rules and the criteria that they answer, asked by words."""

    def __init__(self, rules: Collection[Rule], frameworks: Iterable[Framework]) -> None:
        self.rules, self.frameworks = rules, tuple(frameworks)
        self.criteria: Mapping[str, frozenset[str]] = criteria_by_rule(self.frameworks, rules)

    def meant(self, words: Collection[str]) -> set[str]:
        """The codes of the rules that any of the words means."""
        return {rule.code for rule in self.rules if any(self._means(word, rule) for word in words)}

    def answering(self, words: Collection[str]) -> set[str]:
        """The codes of the rules that answer any of these criteria, or one that such a criterion holds."""
        return {rule.code for rule in self.rules if any(self._answers(word, rule) for word in words)}

    def is_criterion(self, word: str) -> bool:
        """Whether a framework or a rule names such a criterion, answered by a rule or not."""
        named = {code for one in self.frameworks for criterion in one.criteria if (code := one.code(criterion))}
        return any(_holds(word, one) for one in named.union(
            *(one.ids() for one in self.frameworks), *(rule.criteria for rule in self.rules)))

    def _means(self, word: str, rule: Rule) -> bool:
        return word in {rule.code, rule.name, rule.chapter, *rule.also} \
            or (word.isalpha() and rule.code.rstrip("0123456789b") == word) or self._answers(word, rule)

    def _answers(self, word: str, rule: Rule) -> bool:
        return any(_holds(word, one) for one in self.criteria.get(rule.code, rule.criteria))


def _holds(word: str, criterion: str) -> bool:
    """`KLOE 4` holds `KLOE 4.1`, and `best-value-2024` holds `best-value-2024-6`."""
    return criterion == word or (criterion.startswith(word) and criterion[len(word)] in " .-")
