"""Which gaps, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Annotated, Any

import strawberry

from graph_api.gap_pages import GapFinder
from graph_api.gql.enums import CountBy, GapOrder, Kind, Proof, Severity
from graph_api.gql.errors import AskError
from graph_api.results import Gap
from graph_api.results import Proof as Sure
from graph_api.selection import Selection
from graph_api.stores.rows import Rows
from schema.rule import Rule
from schema.rule import Severity as Bad

SEVERITIES, PROOFS = tuple(Bad), tuple(Sure)


@strawberry.input(description=(
    "Which gaps: those that fit everything that is given here. A list is fitted by any of its words."))
class GapFilter:
    """Every part may be left out."""

    rules: list[str] | None = strawberry.field(
        default=None, description="Codes, names or chapters of rules, such as G17 or milestones.")
    severity: list[Severity] | None = strawberry.field(default=None, description="How bad.")
    proof: list[Proof] | None = strawberry.field(default=None, description="How sure.")
    counts: bool | None = strawberry.field(default=None, description="Whether headlines count them.")
    confirmed: bool | None = strawberry.field(default=None, description="Whether a finding says the same of the item.")
    waived: bool | None = strawberry.field(default=None, description="Whether they are agreed exceptions.")
    kinds: list[Kind] | None = strawberry.field(default=None, description="Kinds of the items that they are about.")
    items: list[str] | None = strawberry.field(default=None, description="Keys of the items that they are about.")
    boards: list[str] | None = strawberry.field(
        default=None, description="Keys of the boards that lead; an empty word for gaps without one.")
    owners: list[str] | None = strawberry.field(
        default=None, description="Keys of the owners; an empty word for gaps without one.")
    causes: list[str] | None = strawberry.field(default=None, description="Keys of causes.")
    criteria: list[str] | None = strawberry.field(
        default=None, description="Criteria of frameworks that its rule answers, such as KLOE 4 or best-value-2024-6.")


Filter = Annotated[GapFilter | None, strawberry.argument(description="Which gaps; without it all of them.")]
OrderBy = Annotated[GapOrder, strawberry.argument(description="What they are sorted by.")]
GroupBy = Annotated[CountBy | None, strawberry.argument(
    description="Count all of them by this, in the field groups of the answer.")]


def chosen(gaps: Sequence[Gap], wanted: GapFilter | None, order: Any, selection: Selection) -> list[Gap]:
    """The gaps that fit, in the order asked for.

    AskError for a rule or a criterion that is not there, since none is no answer.
    """
    tests = _tests(wanted, selection) if wanted else []
    found = [gap for gap in gaps if all(test(gap) for test in tests)]
    by = ORDERS.get(order.value)
    return sorted(found, key=by) if by else found


def paged(
    finder: GapFinder, rules: Sequence[Rule], codes: Collection[str] | None, wanted: GapFilter | None,
    selection: Selection,
) -> Rows[Gap] | None:
    """The gaps that fit, found page by page; None where only the whole check can tell which those are.

    AskError for a rule or a criterion that is not there.
    """
    given = {name: value for name in TESTS if (value := getattr(wanted, name, None)) is not None}
    if not finder.can_page or given.keys() - STATIC:
        return None
    fits = [codes] if codes is not None else []
    if "rules" in given:
        fits.append(_codes(given["rules"], selection))
    if "criteria" in given:
        fits.append(_answering(given["criteria"], selection))
    severities = {one.value for one in given.get("severity", Severity)}
    chosen_rules = [rule for rule in rules if all(rule.code in some for some in fits) and
                    rule.severity.value in severities]
    kinds = frozenset(kind.value for kind in given["kinds"]) if "kinds" in given else None
    return finder.rows(tuple(chosen_rules), kinds)


def _tests(wanted: GapFilter, selection: Selection) -> list[Callable[[Gap], bool]]:
    tests: list[Callable[[Gap], bool]] = []
    for name, test in TESTS.items():
        value = getattr(wanted, name)
        if value is not None:
            value = {getattr(word, "value", word) for word in value} if isinstance(value, list) else value
            if name == "rules":
                value = _codes(value, selection)
            elif name == "criteria":
                value = _answering(value, selection)
            tests.append(lambda gap, test=test, value=value: test(gap, value))  # type: ignore[misc]
    return tests


def _codes(words: Collection[str], selection: Selection) -> set[str]:
    unknown = sorted(word for word in words if not selection.meant((word,)))
    if unknown:
        raise AskError(f"No rule is called {', '.join(unknown)}. The field `rules` lists them.")
    return selection.meant(words)


def _answering(words: Collection[str], selection: Selection) -> set[str]:
    unknown = sorted(word for word in words if not selection.is_criterion(word))
    if unknown:
        raise AskError(f"No criterion is called {', '.join(unknown)}. The field `frameworks` lists them.")
    return selection.answering(words)


TESTS: dict[str, Callable[[Gap, Any], bool]] = {
    "rules": lambda gap, codes: gap.rule.code in codes,
    "severity": lambda gap, words: gap.severity.value in words,
    "proof": lambda gap, words: gap.proof.value in words,
    "counts": lambda gap, wanted: gap.counts == wanted,
    "confirmed": lambda gap, wanted: bool(gap.confirmed_by) == wanted,
    "waived": lambda gap, wanted: (gap.waived is not None) == wanted,
    "kinds": lambda gap, words: any(item.kind in words for item in gap.items),
    "items": lambda gap, words: any(item.key in words for item in gap.items),
    "boards": lambda gap, words: (gap.board.key if gap.board else "") in words,
    "owners": lambda gap, words: (gap.owner.key if gap.owner else "") in words,
    "causes": lambda gap, words: gap.cause in words,
    "criteria": lambda gap, codes: gap.rule.code in codes,
}


STATIC = frozenset(("rules", "criteria", "severity", "kinds"))
"""Tests of which the rule and the keys alone tell whether they hold."""


def _bad(gap: Gap) -> int:
    return SEVERITIES.index(gap.severity)


def _sure(gap: Gap) -> int:
    return PROOFS.index(gap.proof)


ORDERS: dict[str, Callable[[Gap], Any]] = {
    "severity": lambda gap: (_bad(gap), _sure(gap)),
    "proof": lambda gap: (_sure(gap), _bad(gap)),
    "board": lambda gap: (gap.board is None, gap.board.title if gap.board else "", _bad(gap)),
    "owner": lambda gap: (gap.owner is None, gap.owner.title if gap.owner else "", _bad(gap)),
}
"""How to sort; by rule is how a check gives them."""
