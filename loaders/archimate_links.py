"""What a relationship of ArchiMate says, as a link of ours: only where both are sure to mean the same."""

from __future__ import annotations

from loaders.headings import folded
from schema.links import BY_LABEL, VERB

Found = tuple[str, bool]
"""The label of a link, and whether it begins at the relationship's source."""
BY_SORT: dict[str, tuple[tuple[str, bool], ...]] = {
    "Realization": (("DELIVERS", True), ("SUPPORTS", True)),  # what realises something is lower than it
    "Composition": (("PART_OF", False),),
    "Aggregation": (("PART_OF", False),),
    # Who is assigned to work answers for it; an actor that is assigned to a role holds it.
    "Assignment": (("OWNED_BY", False), ("MEMBER_OF", False)),
}


def link_between(sort: str, source: str, target: str, modifier: str, name: str) -> Found | None:
    """The link that a relationship states between items of two kinds; None where it states none of ours.

    A relationship whose name is that of a link is that link. An influence says whether it helps or harms only
    where it has a sign, so one without is no link; an association says nothing at all unless it is named.
    """
    verb, outgoing = BY_LABEL.get(folded(name), (None, True))
    if verb is not None:
        forward = (source if outgoing else target, target if outgoing else source)
        return (verb.label, outgoing) if forward[0] in verb.starts and forward[1] in verb.ends else None
    if sort == "Influence":
        return _influence(source, target, modifier)
    for verb_name, forward_sort in BY_SORT.get(sort, ()):
        start, end = (source, target) if forward_sort else (target, source)
        if start in VERB[verb_name].starts and end in VERB[verb_name].ends:
            return VERB[verb_name].label, forward_sort
    if (sort, source, target) == ("Realization", "Action", "Milestone"):
        return VERB["PART_OF"].label, False  # a deliverable is a point on the way of the work that yields it
    return None


def _influence(source: str, target: str, modifier: str) -> Found | None:
    """An influence with + serves its end; one with - stands against it."""
    wanted = {"+": "SUPPORTS", "-": "CONFLICTS_WITH"}.get(modifier.strip()[:1])
    if wanted and source in VERB[wanted].starts and target in VERB[wanted].ends:
        return VERB[wanted].label, True
    return None

