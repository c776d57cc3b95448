"""What the names of a file, a sheet and a table say of its rows: an action plan holds actions, whatever else it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.drafting.officer_words import JOINTS, KINDS, WEAK

WEIGHTS = (6.0, 3.0, 2.0)
"""What the first name that says anything weighs, and those after it, beside one heading that fits."""
LESS = 0.4
"""How much of that is left for a word that is not the one that counts: the plan in "risks of the plan"."""


@dataclass(frozen=True, slots=True)
class Named:
    """What names say for one kind, beside one heading that fits, and the name that says most."""

    weight: float
    name: str


def said_by_names(names: Sequence[str]) -> Mapping[str, Named]:
    """For each kind of which some name speaks, how much; `names` in plain words, the nearest to the rows first."""
    found: dict[str, Named] = {}
    speaking = [(name, said) for name in names if (said := _kinds_in(name))]
    for (name, said), weight in zip(speaking, (*WEIGHTS, *[WEIGHTS[-1]] * len(speaking)), strict=False):
        for kind, share in said.items():
            before = found.get(kind, Named(0.0, name))
            found[kind] = Named(before.weight + weight * share, before.name)
    return found


@cache
def _kinds_in(name: str) -> Mapping[str, float]:
    """The kinds of which one name speaks, with 1 for the last that is meant and less for the others."""
    words = name.split()
    ends = [at for at, word in enumerate(words) if word in JOINTS]
    head = " ".join(words[:ends[0]]) if ends else name
    spans = _spans(head) or _spans(name)
    strong = [span for span in spans if span[3]]
    last = max(strong or spans, key=lambda span: span[1], default=None)
    return {} if last is None else {
        kind: 1.0 if end == last[1] and is_strong == last[3] and strong else LESS for _, end, kind, is_strong in
        sorted(spans, key=lambda span: span[1])}


def _spans(name: str) -> list[tuple[int, int, str, bool]]:
    """Where words for kinds stand in a name, longer ones before their parts; and whether they are strong."""
    padded, found = f" {name} ", list[tuple[int, int, str, bool]]()
    for kind, phrases in KINDS.items():
        for phrase in phrases.split("|"):
            at = padded.rfind(f" {phrase} ")
            if at >= 0:
                found.append((at, at + len(phrase), kind, phrase not in WEAK.split("|")))
    return [span for span in found if not any(
        other[0] <= span[0] and span[1] <= other[1] and other[1] - other[0] > span[1] - span[0] for other in found)]
