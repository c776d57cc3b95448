"""A row of a made-up plan, and the headings of the table that each kind stands in."""

from __future__ import annotations

from typing import NamedTuple

PLAN = ("status start end updated due published review closed aim groups spend long_term owned_by overseen_by "
        "supports funded_by threatened_by reviewed_by")

_WORDS = {
    "Vision": PLAN,
    "CommunityStrategy": PLAN,
    "LocalAreaAgreement": f"{PLAN} stated_count joint evidenced_by",
    "CorporatePlan": f"{PLAN} supersedes",
    "Strategy": f"{PLAN} stated_count statutory joint departmental supersedes informs expects contains evidenced_by",
    "ServicePlan": f"{PLAN} joint issues informed_by evidenced_by contains expects",
    "BusinessPlan": PLAN,
    "Objective": "tier status outcome owned_by supports supported_by part_of measured_by supersedes",
    "StaffObjective": "type outcome due owned_by supports delivered_by",
    "Action": "status type start due outcome joint owned_by overseen_by part_of delivers addresses evidenced_by",
    "Milestone": "due forecast done status part_of",
    "Indicator": "polarity unit stage driver aspect by_area measures part_of owned_by overseen_by has_contributor",
    "Target": "period value area part_of",
    "Outturn": "period value status due issued escalated direction area peer baseline part_of",
    "Partnership": "type receives",
    "Board": "type part_of receives covers",
    "Organisation": "type part_of contributes_to covers",
    "Post": "status holder key_post independent appraised member_of",
    "Area": "covered_by",
    "Risk": "level owned_by threatens addressed_by",
    "BudgetLine": "amount",
    "Recommendation": "type status stage since deadline made reason topic part_of addressed_by",
    "Review": "type status held fed_back deadline reviews evidenced_by",
    "Report": "topics due issued cadence goes_to",
    "Document": "type dated reviewed expects cites evidences",
    "Passage": "type answer text aspect part_of evidences cites",
    "Criterion": "level criterion period score judgement part_of evidenced_by",
}
HEADINGS: dict[str, tuple[str, ...]] = {
    **{kind: ("key", "title", *words.split()) for kind, words in _WORDS.items()},
    "Link": ("from", "link", "to", "role", "note"),
}
"""Headings by kind, with underscores where the table has spaces. All tables are registers."""


class Row(NamedTuple):
    """One row: its kind (or Link, for the table of links), and its cells by heading; empty ones are left out.

    A `listed` row stands in a table that only names things.
    """

    kind: str
    cells: dict[str, str]
    listed: bool = False


def several(*keys: str) -> str:
    """Several references in one cell."""
    return ";".join(keys)
