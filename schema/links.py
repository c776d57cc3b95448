"""Every verb that joins two items, named from both ends, declared once.

    (StaffObjective)-[:SUPPORTS]->(Objective)        read upwards: supports
    (Objective)<-[:SUPPORTS]-(StaffObjective)        read downwards: supported by

Upward verbs all point up the cascade, so a search for the top follows one direction only.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.fields import Field, text
from schema.kinds import KINDS, kinds_of

ANY = tuple(kind.name for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Verb:
    """A directed link: its name, its name from the other end, the kinds it may join, what it means.

    `upward` verbs are the golden thread itself. PART_OF is upward only in the loose view (`via: upward`):
    an objective that merely stands in a linked plan is not thereby linked.
    """

    name: str
    reverse: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    about: str
    upward: bool = False
    fields: tuple[Field, ...] = ()

    @property
    def label(self) -> str:
        """The verb in a sentence and as a heading: `owned by`."""
        return self.name.lower().replace("_", " ")


def _verb(name: str, reverse: str, starts: str, ends: str, about: str, *fields: Field, upward: bool = False) -> Verb:
    start_kinds = ANY if starts == "any" else kinds_of(starts.split())
    end_kinds = ANY if ends == "any" else kinds_of(ends.split())
    return Verb(name, reverse, start_kinds, end_kinds, about, upward, fields)


VERBS: tuple[Verb, ...] = (
    _verb("SUPPORTS", "supported by", "Plan Objective StaffObjective Action Indicator", "Plan Objective",
          "The lower item exists to bring the higher one about.", upward=True),
    _verb("DELIVERS", "delivered by", "Action", "Objective StaffObjective Plan",
          "Doing the action brings the item about.", upward=True),
    _verb("MEASURES", "measured by", "Indicator", "Objective Plan",
          "The indicator tells whether the item succeeds.", upward=True),
    _verb("PART_OF", "contains",
          "Objective Action Indicator Milestone Value Passage Criterion Recommendation Body",
          "Plan Objective StaffObjective Action Indicator Document Passage Criterion Review Recommendation Body",
          "The item stands in what holds it: a milestone in its plan, a target under its indicator."),
    _verb("OWNED_BY", "owns", "Plan Objective Action Indicator StaffObjective Risk", "Post Body",
          "The post or body that answers for the item."),
    _verb("OVERSEEN_BY", "oversees", "Plan Objective Action Indicator", "Body",
          "The board or other body that watches over the item."),
    _verb("CONTRIBUTES_TO", "has contributor", "Body", "Objective Indicator Action",
          "A partner does its share of it.", text("role", "What the partner does.")),
    _verb("MEMBER_OF", "has member", "Post", "Body", "The holder of the post sits on the body or works in it."),
    _verb("INFORMS", "informed by", "Plan", "Plan", "What one plan says is taken into account in the other."),
    _verb("FUNDED_BY", "funds", "Plan Objective Action", "BudgetLine", "Where the money comes from."),
    _verb("THREATENS", "threatened by", "Risk", "Plan Objective", "What the risk might spoil."),
    _verb("ADDRESSES", "addressed by", "Action", "Recommendation Outturn Risk",
          "The action answers the recommendation, the poor result or the risk."),
    _verb("GOES_TO", "receives", "Report", "Body", "Who gets the report."),
    _verb("REVIEWS", "reviewed by", "Review", "Plan Body Document", "What the review looked at."),
    _verb("EVIDENCES", "evidenced by", "Document Passage", "Criterion Plan Action Review",
          "Where the proof of it stands."),
    _verb("CITES", "cited by", "Document Passage", "any", "What the text refers to."),
    _verb("EXPECTS", "expected by", "Document Plan", "Plan Report Body",
          "What a list, timetable or framework says that there should be."),
    _verb("SUPERSEDES", "superseded by", "Plan Objective", "Plan Objective",
          "The newer one takes the older one's place."),
    _verb("CONFLICTS_WITH", "in conflict with", "Objective", "Objective", "Reaching one makes the other harder.",
          text("note", "How the conflict was settled.")),
    _verb("COVERS", "covered by", "Body", "Area", "The ward or neighbourhood that the body looks after."),
)

VERB: dict[str, Verb] = {verb.name: verb for verb in VERBS}
"""Every verb by its name."""

STRICT: tuple[str, ...] = tuple(verb.name for verb in VERBS if verb.upward)
"""The verbs of the golden thread."""

UPWARD: tuple[str, ...] = (*STRICT, "PART_OF")
"""The verbs of the loose view."""

BY_LABEL: dict[str, tuple[Verb, bool]] = {
    form: (verb, outgoing)
    for verb in VERBS
    for form, outgoing in ((verb.label, True), (verb.reverse, False))
}
"""Every verb by its heading, with whether the row that has the heading is the start of the link."""
